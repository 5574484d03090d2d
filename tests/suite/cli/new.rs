//! `karez new`: the first five minutes.

use std::fs;

use crate::harness::Workspace;

#[test]
fn a_new_corpus_is_sound_and_can_be_built() {
    let workspace = Workspace::with_page();
    workspace.karez().args(["new", "mine"]).run().succeeds().prints(&["karez check mine"]);
    workspace.karez().args(["check", "mine"]).run().succeeds().prints(&["1 document", "findings   none"]);
    workspace.karez().args(["build", "mine", "--out", "site", "--strict"]).run().succeeds();
    let results = workspace.search("organization", &[]);
    assert_eq!(results["hits"][0]["title"], "An example document");
}

#[test]
fn nothing_is_overwritten() {
    let workspace = Workspace::new().file("mine/corpus.toml", "title = \"Mine\"\n");
    workspace.karez().args(["new", "mine"]).run().exits_with(2).says(&["not empty"]);
    assert_eq!(fs::read_to_string(workspace.path("mine/corpus.toml")).unwrap(), "title = \"Mine\"\n");
    assert_eq!(workspace.snapshot("mine").len(), 1);
}
