//! `karez eval`: judged questions, and what is wrong with their files.

use std::fs;

use crate::harness::Workspace;

fn judged() -> Workspace {
    Workspace::with_site()
        .file("queries.jsonl", "{\"id\": \"1\", \"text\": \"water\"}\n{\"id\": \"2\", \"text\": \"nothing like it\"}\n")
        .file("qrels.tsv", "1\t3\t1\n2\t3\t1\n")
}

const FILES: [&str; 4] = ["--queries", "queries.jsonl", "--qrels", "qrels.tsv"];

#[test]
fn it_prints_the_means_and_writes_the_run() {
    let workspace = judged();
    let run = workspace.karez().args(["eval", "site"]).args(FILES).args(["--run", "out.trec"]).run().succeeds();
    run.prints(&["queries    2\n", "recall@100 0.5000\n", "empty      1\n"]);
    let run = fs::read_to_string(workspace.path("out.trec")).unwrap();
    assert!(run.lines().all(|line| line.starts_with("1 Q0 ") && line.ends_with(" karez")), "{run}");
    assert_eq!(run.lines().count(), 2);
}

#[test]
fn a_line_that_is_no_judgement_is_named() {
    let workspace = judged().file("qrels.tsv", "1\t3\t1\n2 3 1\n");
    workspace.karez().args(["eval", "site"]).args(FILES).run().exits_with(2).says(&["qrels.tsv:2", "tabs"]);
}
