//! `karez build --part` and `karez merge`: many machines make the site that one makes.

use std::fs;

use crate::harness::{Run, Workspace};

/// Redactions, a file of two documents, copies that lie far apart, documents without a date, files of no kind, and one
/// that cannot be read.
fn folder() -> Workspace {
    let row = "{\"id\": \"x\", \"title\": \"Row\", \"body\": \"Ada Vale counts wells, w-12.\"}\n";
    let mut workspace = Workspace::with_page()
        .file(
            "docs/corpus.toml",
            "title = 'T'\n[[fields]]\nname = 'publisher'\nlabel = 'P'\n[[sources]]\nfiles = 'many.txt'\nstandfirsts = ['reports News$']\n",
        )
        .file(
            "docs/redactions.toml",
            "[[redact]]\nnames = ['Ada Vale']\nreason = 'name'\n[[redact]]\npattern = 'w-\\d+'\nreason = 'number'\n\
             [[redact]]\nnames = ['Nobody Atall']\nreason = 'unused'\n",
        )
        .file("docs/metadata.csv", "file,publisher\nb.txt,News\ngone.txt,News\n")
        .file("docs/thesaurus.toml", "[[group]]\nkind = 'spelling'\nwords = ['well', 'spring']\n")
        .file(
            "docs/corrections.toml",
            "[[correction]]\ndate = '2024'\nkind = 'correction'\ndocuments = ['x']\nwhat = 'A'\nwhy = 'B'\n",
        )
        .file("docs/a/rows.jsonl", row)
        .file("docs/b.txt", "B\n\nA well without a date.\n")
        .file("docs/empty.docx", "")
        .file("docs/many.txt", "It rains…reports News\nRain in the north.\nIt pours…reports News\nFloods in the south.\n")
        .file("docs/picture.png", b"\x89PNG".as_slice())
        .file("docs/z/rows.jsonl", row);
    for number in 0..9 {
        let text = format!("---\ntitle: T{number}\npublished: 20{}\n---\nDocument {number}.\n", 10 + number % 4);
        workspace = workspace.file(&format!("docs/m/{number}.md"), text);
    }
    workspace
}

fn read(workspace: &Workspace, part: &str, out: &str) -> Run {
    workspace.karez().args(["build", "docs", "--part", part, "--out", out]).run()
}

fn merge(workspace: &Workspace, parts: &[&str]) -> Run {
    workspace.karez().arg("merge").args(parts).args(["--out", "merged", "--json"]).run()
}

#[test]
fn parts_give_the_bytes_and_the_findings_of_one_run() {
    let workspace = folder();
    let whole = workspace.karez().args(["build", "docs", "--out", "site", "--no-cache", "--json"]).run().succeeds();
    for of in [1, 2, 3, 7] {
        let names: Vec<String> = (1..=of).map(|number| format!("part-{number}-{of}")).collect();
        for (name, number) in names.iter().zip(1..) {
            read(&workspace, &format!("{number}/{of}"), name).succeeds();
        }
        // In any order.
        let parts: Vec<&str> = names.iter().rev().map(String::as_str).collect();
        let merged = merge(&workspace, &parts).succeeds();
        assert_eq!(merged.stdout, whole.stdout, "{of} parts");
        assert_eq!(workspace.snapshot("merged"), workspace.snapshot("site"), "{of} parts");
    }
    assert!(whole.stdout.contains("already used") && whole.stdout.contains("hides nothing"), "{}", whole.stdout);
}

#[test]
fn what_does_not_belong_together_is_refused() {
    let workspace = folder();
    for (part, out) in [("1/2", "one"), ("2/2", "two"), ("2/3", "third")] {
        read(&workspace, part, out).succeeds();
    }
    merge(&workspace, &["one"]).exits_with(2).says(&["part 2/2 is missing"]);
    merge(&workspace, &["one", "one", "two"]).exits_with(2).says(&["part 1 was named twice"]);
    merge(&workspace, &["one", "third"]).exits_with(2).says(&["not parts of the same build"]);
    merge(&workspace, &["one", "docs"]).exits_with(3).says(&["docs"]);
    // A rule that came later.
    let workspace = workspace.file("docs/redactions.toml", "[[redact]]\nnames = ['Vale']\nreason = 'name'\n");
    read(&workspace, "2/2", "two").succeeds();
    merge(&workspace, &["one", "two"]).exits_with(2).says(&["not parts of the same build"]);
    read(&workspace, "1/2", "one").succeeds();
    merge(&workspace, &["one", "two"]).succeeds();
    let file = workspace.path("one/readings.kzp");
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, bytes).unwrap();
    merge(&workspace, &["one", "two"]).exits_with(3).says(&["one/readings.kzp is damaged"]);
}

#[test]
fn a_part_is_written_only_where_it_destroys_nothing_and_only_when_it_is_whole() {
    let workspace = folder().file("home/letter.txt", "Dear");
    read(&workspace, "1/2", "home").exits_with(2).says(&["letter.txt"]);
    for part in ["0/2", "3/2", "one"] {
        read(&workspace, part, "part").exits_with(2);
    }
    let workspace = workspace.file("docs/corpus.toml", "colour = 1\n");
    read(&workspace, "1/2", "part").exits_with(1).says(&["corpus.toml:1", "part 1/2 was not written"]);
    assert!(!workspace.path("part").exists() && workspace.path("home/letter.txt").exists());
}
