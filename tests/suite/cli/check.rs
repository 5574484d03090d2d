//! `karez check`: one page about a folder.

use serde_json::Value;

use crate::harness::Workspace;

fn folder() -> Workspace {
    Workspace::new()
        .file("docs/corpus.toml", "languages = [\"en\"]\n[[fields]]\nname = \"publisher\"\nlabel = \"Publisher\"\n")
        .file("docs/a.md", "---\ntitle: A\npublished: 2022-08/2022-09\npublisher: Reuters\n---\nText")
        .file("docs/b.md", "---\ntitle: B\npublished: 2021-05-01\nunknown:\n  publisher: not named\n---\nText")
        .file("docs/c.txt", "C\n\nText")
        .file("docs/d.png", "\u{89}PNG")
}

#[test]
fn a_sound_folder_is_described() {
    let run = folder().karez().args(["check", "docs"]).run().succeeds();
    run.prints(&[
        "docs: 3 documents",
        "files      Markdown 2, plain text 1",
        "encodings  UTF-8 3",
        "languages  en 3",
        "dates      2 dated (1 of them ranges), 1 undated, 2021-05-01 to 2022-09-30",
        "not read   .png 1",
        "findings   none",
        "publisher              1               1        1",
    ]);
}

#[test]
fn warnings_do_not_fail_and_errors_do() {
    let workspace = folder().file("docs/e.md", "---\ndate: 31 August\n---\nText");
    workspace
        .karez()
        .args(["check", "docs"])
        .run()
        .succeeds()
        .prints(&["warning: e.md:2", "“31 August” is not a date"]);
    let workspace = workspace.file("docs/f.md", "---\n");
    workspace.karez().args(["check", "docs"]).run().exits_with(1).prints(&["error: f.md:1", "1 error, 1 warning"]);
}

#[test]
fn corrections_are_checked_against_the_documents() {
    let entry = |date: &str, kind: &str, id: &str| {
        format!("[[correction]]\ndate = '{date}'\nkind = '{kind}'\ndocuments = ['{id}']\nwhat = 'A'\nwhy = 'B'\n")
    };
    let check = |entries: &[String]| {
        let workspace = folder()
            .file("docs/e.md", "---\nid: known\ntitle: E\n---\nText")
            .file("docs/corrections.toml", entries.concat());
        workspace.karez().args(["check", "docs"]).run()
    };
    let sound = [entry("2024-05", "correction", "known"), entry("2023", "removal", "gone")];
    check(&sound).succeeds().prints(&["findings   none"]);
    let unknown = [entry("2024", "clarification", "knwon"), entry("2024", "removal", "known")];
    check(&unknown).succeeds().prints(&[
        "findings   2 warnings",
        "corrections.toml:1: no document has the id “knwon”",
        "corrections.toml:7: the document “known” is marked as removed",
    ]);
    check(&[entry("2024", "removal", "x"), entry("last week", "removal", "x")])
        .exits_with(1)
        .prints(&["error: corrections.toml:7: “last week” is not a date"]);
}

#[test]
fn what_is_to_be_said_of_many_files_is_said_once_and_errors_come_first() {
    let mut workspace = folder().file("docs/z.md", "---\n");
    for number in 0..9 {
        workspace = workspace.file(&format!("docs/{number}.txt"), b"caf\xe9\n\nText.\n".as_slice());
    }
    let run = workspace.karez().args(["check", "docs"]).run().exits_with(1);
    assert_eq!(run.stdout.matches("which is a guess").count(), 1, "{}", run.stdout);
    let run = run.prints(&["  The same applies to 8 others: 1.txt, 2.txt, 3.txt, 4.txt, 5.txt, …\n"]);
    assert!(run.stdout.find("error: z.md") < run.stdout.find("note: 0.txt"), "{}", run.stdout);
}

#[test]
fn the_report_is_there_as_json() {
    let run = folder().file("docs/f.md", "---\n").karez().args(["check", "docs", "--json"]).run().exits_with(1);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["documents"], 3);
    assert_eq!(report["dates"]["undated"], 1);
    assert_eq!(report["fields"][0]["missing"], 1);
    assert_eq!(report["findings"][0]["severity"], "error");
    assert_eq!(report["findings"][0]["line"], 1);
}

#[test]
fn nothing_is_written() {
    let workspace = folder();
    let before = workspace.snapshot("");
    workspace.karez().args(["check", "docs"]).run().succeeds();
    assert_eq!(workspace.snapshot(""), before);
}
