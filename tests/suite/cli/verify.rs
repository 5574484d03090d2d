//! `karez verify`: nothing about a site can change unnoticed.

use std::{fs, process::Command};

use serde_json::Value;

use crate::harness::{Run, Workspace, project};

fn verify(workspace: &Workspace, options: &[&str]) -> Run {
    workspace.karez().args(["verify", "site"]).args(options).run()
}

fn report(workspace: &Workspace, options: &[&str]) -> Value {
    serde_json::from_str(&verify(workspace, options).stdout).unwrap()
}

/// Some file of the index, but not the root.
fn index_file(workspace: &Workspace) -> String {
    let names = workspace.snapshot("site/corpus").into_keys().map(|path| path.to_string_lossy().into_owned());
    names.filter(|name| name != "root.kz").min().unwrap()
}

#[test]
fn a_fresh_site_is_sound() {
    let workspace = Workspace::with_site();
    verify(&workspace, &[]).succeeds().prints(&["documents  3 readable", "Everything is as it should be."]);
}

#[test]
fn any_changed_missing_or_added_file_is_told_with_its_place() {
    type Change<'a> = &'a dyn Fn(&Workspace);
    let changes: [(&str, Change<'_>, &str); 6] = [
        ("app.js", &|w| fs::write(w.path("site/app.js"), "2").unwrap(), "is changed"),
        ("embed.html", &|w| fs::remove_file(w.path("site/embed.html")).unwrap(), "is missing"),
        ("more.js", &|w| fs::write(w.path("site/more.js"), "").unwrap(), "is not in the manifest"),
        ("SHA256SUMS", &|w| fs::remove_file(w.path("site/SHA256SUMS")).unwrap(), "is missing"),
        (
            "datapackage.json",
            &|w| {
                let path = w.path("site/datapackage.json");
                fs::write(&path, fs::read_to_string(&path).unwrap() + " ").unwrap();
            },
            "is not as SHA256SUMS has it",
        ),
        (
            "corpus/root.kz",
            &|w| fs::write(w.path("site/corpus/root.kz"), "KAREZ").unwrap(),
            "not the root of a Karez index",
        ),
    ];
    for (place, change, what) in changes {
        let workspace = Workspace::with_site();
        change(&workspace);
        verify(&workspace, &[]).exits_with(1).prints(&[&format!("  {place} "), what]);
    }
}

#[test]
fn any_damaged_file_of_the_index_is_told_even_when_the_lists_are_forged() {
    let whole = Workspace::with_site();
    for name in whole.snapshot("site/corpus").into_keys().map(|path| path.to_string_lossy().into_owned()) {
        let workspace = Workspace::with_site();
        let path = workspace.path("site/corpus").join(&name);
        let old = fs::read(&path).unwrap();
        let mut bytes = old.clone();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, &bytes).unwrap();
        for list in ["site/datapackage.json", "site/SHA256SUMS"] {
            let list = workspace.path(list);
            let text = fs::read_to_string(&list).unwrap();
            let sha256 = karez::ingest::kind::sha256;
            fs::write(&list, text.replace(&sha256(&old), &sha256(&bytes))).unwrap();
        }
        verify(&workspace, &[]).exits_with(1).prints(&[&format!("corpus/{name}")]);
    }
}

#[test]
fn documents_that_cannot_be_read_are_counted_out() {
    let workspace = Workspace::with_site();
    for path in workspace.snapshot("site/corpus").into_keys().filter(|path| !path.ends_with("root.kz")) {
        fs::write(workspace.path("site/corpus").join(path), "x").unwrap();
    }
    let report = report(&workspace, &["--json"]);
    assert_eq!(report["documents"], 0);
    assert!(report["faults"].as_array().unwrap().iter().any(|fault| fault["place"] == "document number 2"));
}

#[test]
fn what_is_no_site_is_an_error() {
    Workspace::new()
        .file("site/a.txt", "")
        .karez()
        .args(["verify", "site"])
        .run()
        .exits_with(3)
        .says(&["datapackage.json"]);
}

#[test]
fn sha256sum_checks_a_site() {
    let workspace = Workspace::with_site();
    let check = || {
        Command::new("sha256sum")
            .args(["--check", "--quiet", "SHA256SUMS"])
            .current_dir(workspace.path("site"))
            .output()
    };
    let Ok(output) = check() else { return eprintln!("skipped: this machine has no sha256sum") };
    assert!(output.status.success(), "{output:?}");
    fs::write(workspace.path("site").join("corpus").join(index_file(&workspace)), "x").unwrap();
    assert!(!check().unwrap().status.success());
}

#[test]
fn originals_are_compared_with_what_the_site_says() {
    let workspace = Workspace::with_site();
    verify(&workspace, &["--originals", "docs"]).succeeds().prints(&["originals  3 documents match"]);
    let workspace = workspace.file("docs/two.txt", "Two\n\nAnother word about walls.\n").file("docs/note.pdf", "");
    fs::remove_file(workspace.path("docs/one.md")).unwrap();
    verify(&workspace, &["--originals", "docs"]).exits_with(1);
    let report = report(&workspace, &["--originals", "docs", "--json"]);
    let originals = &report["originals"];
    assert_eq!(originals["matching"], 1, "the row of the JSONL file");
    assert!(originals["missing"][0].as_str().unwrap().ends_with(": one.md"));
    assert!(originals["changed"][0].as_str().unwrap().ends_with(": two.txt"));
    assert_eq!(originals["unknown"], serde_json::json!(["note.pdf"]));
}

#[test]
fn a_changed_row_is_a_changed_original_and_a_moved_file_is_none() {
    let workspace =
        Workspace::with_site().file("docs/three.jsonl", "{\"id\": \"3\", \"title\": \"3\", \"body\": \"New.\"}\n");
    fs::create_dir(workspace.path("docs/deep")).unwrap();
    fs::rename(workspace.path("docs/two.txt"), workspace.path("docs/deep/2.txt")).unwrap();
    let report = report(&workspace, &["--originals", "docs", "--json"]);
    assert_eq!(report["originals"]["changed"], serde_json::json!(["3: three.jsonl"]));
    assert_eq!(report["originals"]["matching"], 2);
}

#[test]
fn the_texts_that_a_digest_was_made_from_are_originals_too() {
    let original = "The article.";
    let hash = karez::ingest::kind::sha256(original.as_bytes());
    let digest = format!("---\ntitle: D\noriginal: seed.txt, the only article\noriginal_sha256: {hash}\n---\nText.\n");
    let workspace = Workspace::with_page().file("docs/d.md", digest).file("seeds/seed.txt", original);
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    verify(&workspace, &["--originals", "seeds"]).succeeds();
    let workspace = workspace.file("seeds/seed.txt", "Another.");
    verify(&workspace, &["--originals", "seeds"]).exits_with(1).prints(&["1 changed original"]);
}

#[test]
fn the_default_site_is_sound_and_made_of_its_corpus() {
    let workspace = Workspace::with_default_site();
    let corpus = project().join("assets/corpus");
    workspace
        .karez()
        .args(["verify", "site", "--originals"])
        .arg(corpus)
        .run()
        .succeeds()
        .prints(&["17 documents match"]);
}
