//! `karez diff` and `corrections.toml`: what changes between editions is told, with the reason.

use std::fs;

use serde_json::Value;

use crate::harness::{Run, Workspace};

/// Three documents, an edition of them in `site/`, and another one in `new/` after a change, an addition and a removal.
fn editions(corrections: &str) -> Workspace {
    let workspace = Workspace::with_site()
        .file(
            "docs/one.md",
            "---\ntitle: One\npublished: 2022-09-01\npublisher: AP\n---\nA word about wells.\n\nMore.\n",
        )
        .file("docs/four.md", "# Four\n\nNew.\n")
        .file("docs/corrections.toml", corrections);
    fs::remove_file(workspace.path("docs/three.jsonl")).unwrap();
    workspace.karez().args(["build", "docs", "--out", "new"]).run().succeeds();
    workspace
}

const REMOVAL: &str = "[[correction]]\ndate = \"2024-05-06\"\nkind = \"removal\"\ndocuments = [\"3\"]\n\
                       what = \"The third <document> is withdrawn.\"\nwhy = \"Its source & author asked for it.\"\n";

fn diff(workspace: &Workspace, options: &[&str]) -> Run {
    workspace.karez().args(["diff", "site", "new"]).args(options).run().succeeds()
}

#[test]
fn documents_are_added_removed_with_the_reason_and_changed_by_block() {
    let workspace = editions(REMOVAL);
    let difference: Value = serde_json::from_str(&diff(&workspace, &["--json"]).stdout).unwrap();
    assert_eq!(difference["added"][0]["title"], "Four");
    assert_eq!(difference["removed"][0]["id"], "3");
    assert_eq!(difference["removed"][0]["reasons"][0]["why"], "Its source & author asked for it.");
    let changed = &difference["changed"][0];
    assert_eq!(difference["changed"].as_array().unwrap().len(), 1);
    assert_ne!(changed["old_id"], changed["id"], "the id is that of the content");
    assert_eq!(changed["metadata"]["date"]["new"], "2022-09-01");
    assert_eq!(changed["metadata"]["field publisher"]["old"], "Reuters");
    assert_eq!(changed["text"][0]["old"][0], "A word about water.");
    assert_eq!(changed["text"][0]["new"][1], "More.");
    assert_eq!(difference["unchanged"], 1);
    diff(&workspace, &[]).prints(&[
        "+ ",
        "- 3\n",
        "2024-05-06: The third",
        "block 1 became blocks 1 to 2",
        "1 document unchanged",
    ]);
}

#[test]
fn a_removal_without_a_reason_is_told() {
    diff(&editions(""), &[]).prints(&["no reason is given"]);
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    let workspace = Workspace::with_site();
    let run = workspace.karez().args(["diff", "site", "site"]).run().succeeds();
    run.prints(&["0 documents added", "0 documents removed", "0 documents changed", "3 documents unchanged"]);
}

#[test]
fn corrections_are_on_a_page_and_in_a_file_of_the_site() {
    let workspace = editions(REMOVAL);
    let page = fs::read_to_string(workspace.path("new/corrections.html")).unwrap();
    assert!(
        page.contains("The third &lt;document&gt; is withdrawn.") && page.contains("source &amp; author"),
        "{page}"
    );
    assert!(page.contains("default-src 'none'") && !page.contains("<script"), "{page}");
    let json: Value = serde_json::from_slice(&fs::read(workspace.path("new/corrections.json")).unwrap()).unwrap();
    assert_eq!(json["correction"][0]["kind"], "removal");
    workspace.karez().args(["verify", "new"]).run().succeeds();
    let none = fs::read_to_string(workspace.path("site/corrections.html")).unwrap();
    assert!(none.contains("Nothing has been corrected"), "{none}");
}

#[test]
fn a_mistake_in_the_corrections_stops_the_build_with_its_line() {
    let workspace =
        Workspace::with_site().file("docs/corrections.toml", "[[correction]]\ndate = \"2024\"\nkind = \"other\"\n");
    let before = workspace.snapshot("site");
    workspace
        .karez()
        .args(["build", "docs", "--out", "site"])
        .run()
        .exits_with(1)
        .says(&["corrections.toml:3", "removal"]);
    assert_eq!(workspace.snapshot("site"), before);
}
