//! The leak test: a secret is found wherever it gets to, and a build that would publish one publishes nothing.

use serde_json::Value;

use crate::harness::Workspace;

const SECRET: &str = "Abdulla Rahman";

/// A corpus without the secret, and lists of secrets, of which the second is the one.
fn corpus() -> Workspace {
    Workspace::with_page()
        .file(
            "docs/one.md",
            "---\ntitle: One\npublisher: Reuters\n---\nA witness spoke. Rahman is a name, Abdulla too.\n",
        )
        .file("secrets.txt", format!("Not There\n{SECRET}\n\n"))
}

fn build(workspace: &Workspace, options: &[&str]) -> crate::harness::Run {
    workspace.karez().args(["build", "docs", "--out", "site", "--quiet"]).args(options).run()
}

fn leaks(workspace: &Workspace) -> Vec<String> {
    let run = workspace.karez().args(["verify", "site", "--json", "--secrets", "secrets.txt"]).run();
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let leaks: Vec<String> = serde_json::from_value(report["leaks"].clone()).unwrap();
    assert_eq!(run.code, Some(i32::from(!leaks.is_empty())), "{}", run.stdout);
    leaks
}

#[test]
fn a_secret_is_found_wherever_it_gets_to() {
    let utf16: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, Vec<u8>, &str); 13] = [
        ("docs/two.md", b"# Two\n\nThe witness ABDULLA\nR\xc3\xa1hman spoke.\n".to_vec(), "block 1 of"),
        ("docs/two.md", b"# Two\n\nThe witness Abdulla-Rahmans spoke.\n".to_vec(), "word after word"),
        ("docs/two.md", b"# Two\n\nThe witness Abdulla\n\nRahman spoke.\n".to_vec(), "the title and blocks of"),
        ("docs/two.md", b"---\ntitle: By Abdulla\n---\nRahman spoke.\n".to_vec(), "the title and blocks of"),
        ("docs/two.md", b"---\ntitle: About Abdulla Rahman\n---\nText\n".to_vec(), "the metadata of"),
        ("docs/two.md", b"---\ntitle: Two\npublisher: Abdulla Rahman\n---\nText\n".to_vec(), "a value of publisher"),
        ("docs/two.md", b"---\ntitle: Two\nsummary: Abdulla Rahman\n---\nText\n".to_vec(), "the metadata of"),
        ("docs/abdulla_rahman.md", b"# Two\n\nText.\n".to_vec(), "the source of"),
        ("docs/corpus.toml", b"method = 'As abdulla rahman said'\n".to_vec(), "the settings"),
        (
            "docs/thesaurus.toml",
            b"[[group]]\nkind = 'spelling'\nwords = ['x', 'Abdulla Rahman']\n".to_vec(),
            "the thesaurus",
        ),
        ("page/app.js", b"1;\n// Abdulla%20Rahman\n".to_vec(), "app.js: secret 2 is in line 2"),
        ("page/abdulla-rahman.js", b"1".to_vec(), "the name of the file"),
        ("page/logo.png", [&[0xff, 0xd8], utf16.as_slice()].concat(), "logo.png: secret 2 is in its bytes"),
    ];
    for (path, content, place) in cases {
        let workspace = corpus().file(path, content);
        build(&workspace, &[]).succeeds();
        let leaks = leaks(&workspace);
        assert!(leaks.iter().any(|leak| leak.contains(place)), "{path}, {place}: {leaks:#?}");
        assert!(leaks.iter().all(|leak| leak.contains("secret 2 ")), "{leaks:#?}");
        build(&workspace, &["--secrets", "secrets.txt"]).exits_with(1).says(&["nothing was published"]);
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    let workspace = corpus();
    build(&workspace, &["--secrets", "secrets.txt"]).succeeds();
    assert_eq!(leaks(&workspace), [""; 0]);
}

#[test]
fn an_earlier_site_survives_a_build_that_would_leak_and_the_secret_is_not_printed() {
    let workspace = corpus();
    build(&workspace, &[]).succeeds();
    let before = workspace.snapshot("site");
    let workspace = workspace.file("docs/two.md", format!("# Two\n\n{SECRET} spoke.\n"));
    let run = build(&workspace, &["--secrets", "secrets.txt"]).exits_with(1).says(&["secret 2 is in block 1"]);
    assert!(!run.stderr.contains("Abdulla"), "{}", run.stderr);
    assert_eq!(workspace.snapshot("site"), before);
    let in_place = ["build", "docs", "--page", "page", "--out", "page", "--secrets", "secrets.txt"];
    workspace.karez().args(in_place).run().exits_with(1).says(&["nothing was published"]);
    assert!(!workspace.path("page/corpus").exists());
}

#[test]
fn words_behind_codes_and_deflate_are_found_in_a_large_corpus() {
    // Large enough for a vocabulary, in whose codes the texts are.
    let rows: String = (0..400)
        .map(|n| format!("{{\"id\": \"{n}\", \"title\": \"T\", \"body\": \"The well number {n} of the desert city gives water to fields and gardens, and has done so since people dug channels from the mountains.\"}}\n"))
        .collect();
    let workspace = corpus().file("docs/rows.jsonl", rows).file(
        "docs/last.md",
        format!("# Last\n\n{}\n\nThen {SECRET} spoke.\n", "The water of the fields. ".repeat(20)),
    );
    build(&workspace, &[]).succeeds();
    let leaks = leaks(&workspace);
    assert!(leaks.iter().any(|leak| leak.contains("is in block 2 of ")), "{leaks:#?}");
    assert!(leaks.iter().any(|leak| leak.contains("word after word")), "{leaks:#?}");
}

#[test]
fn a_site_that_cannot_be_read_is_not_called_clean() {
    let workspace = corpus();
    build(&workspace, &[]).succeeds();
    for path in workspace.snapshot("site/corpus").into_keys().filter(|path| !path.ends_with("root.kz")) {
        std::fs::write(workspace.path("site/corpus").join(path), "x").unwrap();
    }
    workspace
        .karez()
        .args(["verify", "site", "--secrets", "secrets.txt"])
        .run()
        .exits_with(3)
        .says(&["missing or damaged"]);
}
