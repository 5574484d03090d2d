//! What is done to documents after they are read: redaction.

use std::fs;

use crate::harness::Workspace;

const RULES: &str = "[[redact]]\nnames = ['Abdulla Rahman']\nreason = 'witness'\n[[redact]]\npattern = '\\+86 \\d+'\n\
    reason = 'phone'\n[[redact]]\ntext = 'the third house'\ndocument = 'kept'\nreason = 'place'\n";

fn redacted() -> Workspace {
    Workspace::new()
        .file("docs/redactions.toml", RULES)
        .file("docs/metadata.csv", "file,person,summary\nabdulla-rahman.txt,Abdulla Rahman,About Abdúlla Ráhman\n")
        .file(
            "docs/abdulla-rahman.txt",
            "A talk with ABDULLA RAHMAN\n\nAbdul-la Rahman has the number +86 13800000000.",
        )
        .file("docs/b.md", "---\nid: kept\ntitle: B\nsummary: By the third house\n---\nIn the third house, 1 of 3.")
}

#[test]
fn what_is_redacted_is_in_nothing_that_is_derived() {
    let workspace = redacted();
    let intake = karez::ingest::read(&workspace.path("docs"), &mut |_| {}).unwrap();
    assert_eq!(
        intake.redactions.by_reason.iter().map(|(k, n)| (k.as_str(), *n)).collect::<Vec<_>>(),
        [("phone", 1), ("place", 2), ("witness", 5)]
    );
    let all = serde_json::to_string(&intake.documents).unwrap().to_lowercase();
    for secret in ["abdulla", "abdúlla", "rahman", "ráhman", "13800000000", "third house"] {
        assert!(!all.contains(secret), "{secret}: {all}");
    }
    assert!(all.contains("[redacted: witness].txt") && all.contains("\"id\":\"kept\""), "{all}");
    assert_eq!(intake.redactions.secrets(), ["+86 13800000000", "Abdulla Rahman", "the third house"]);
}

#[test]
fn no_byte_of_a_site_holds_what_is_redacted() {
    let workspace = redacted();
    let run = workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    assert!(run.stdout.contains("redacted   witness 5, place 2, phone 1"), "{}", run.stdout);
    for (path, bytes) in workspace.snapshot("site") {
        let text = format!("{} {}", path.display(), String::from_utf8_lossy(&bytes).to_lowercase());
        assert!(!["abdulla", "rahman", "13800000000"].iter().any(|secret| text.contains(secret)), "{}", path.display());
    }
    let found = workspace.search("abdulla", &[]);
    assert_eq!(found["total"], 0, "{found}");
}

#[test]
fn personal_data_are_counted_and_not_repeated() {
    let workspace = redacted();
    let run = workspace.karez().args(["check", "docs"]).run();
    assert!(!run.stdout.contains("personal data"), "{}", run.stdout);
    fs::remove_file(workspace.path("docs/redactions.toml")).unwrap();
    let run = workspace.karez().args(["check", "docs"]).run();
    let run = run.prints(&["warning: abdulla-rahman.txt: personal data: 1 × phone number (+8…)"]);
    assert!(!run.stdout.contains("13800000000"), "{}", run.stdout);
}

#[test]
fn bad_rules_stop_everything_and_idle_ones_are_told() {
    let workspace = redacted();
    fs::write(workspace.path("docs/redactions.toml"), "[[redact]]\nnames = ['Nobody']\nreason = 'x'\n").unwrap();
    workspace.karez().args(["check", "docs"]).run().prints(&["redactions.toml:1: the rule hides nothing"]);
    fs::write(workspace.path("docs/redactions.toml"), "[[redact]]\nnames = ['Nobody']\n").unwrap();
    workspace
        .karez()
        .args(["build", "docs", "--out", "site"])
        .run()
        .exits_with(1)
        .says(&["redactions.toml:1", "reason"]);
}
