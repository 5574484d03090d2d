//! `karez verify`: nothing about a site can change unnoticed.

use std::{collections::BTreeMap, fs, process::Command};

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
    verify(&workspace, &[]).succeeds().prints(&["documents  3 readable", "The site passed verification."]);
}

/// The rows of `documents.csv`, each by its columns.
fn documents(workspace: &Workspace) -> Vec<BTreeMap<String, String>> {
    let table = csv::Reader::from_path(workspace.path("site/documents.csv")).unwrap();
    table.into_deserialize().map(Result::unwrap).collect()
}

#[test]
fn a_table_says_where_each_document_comes_from_and_what_was_done_to_it() {
    let text = "The well of Abdulla Rahman gives water to fields and gardens; call 555 1234 to hear about it.";
    let rules = "[[redact]]\nnames = ['Abdulla Rahman']\nreason = 'witness'\n\n[[redact]]\npattern = '555 \\d+'\nreason = 'phone'\n";
    let head = "title: One\nreview: checked\ncollected_by: archivist\ncollected_how: by hand";
    let workspace = Workspace::with_page()
        .file("docs/redactions.toml", rules)
        .file("docs/a.md", format!("---\n{head}\n---\n{text}\n\nMore."))
        .file("docs/b.txt", format!("Two\n\n{text}\n\nMore."))
        .file("docs/c.txt", "Three\n\nOther.");
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    let rows = documents(&workspace);
    let cells = |row: usize| {
        let columns = ["path", "reader", "collected_by", "collected_how", "redactions", "review"];
        columns.map(|column| rows[row][column].as_str())
    };
    assert_eq!(cells(0), ["a.md", "Markdown", "archivist", "by hand", "phone 1; witness 1", "checked"]);
    assert_eq!(cells(2), ["c.txt", "plain text", "", "", "", ""]);
    let stories: Vec<&str> = rows.iter().map(|row| row["story"].as_str()).collect();
    assert_eq!(stories, [rows[0]["id"].as_str(), &rows[0]["id"], ""]);
    let hash = |text: &str| karez::corpus::sha256(text.as_bytes());
    assert_eq!((&rows[2]["text_sha256"], &rows[2]["sha256"]), (&hash("Other."), &hash("Three\n\nOther.")));
    let manifest: Value = serde_json::from_slice(&fs::read(workspace.path("site/datapackage.json")).unwrap()).unwrap();
    let table = manifest["resources"].as_array().unwrap().iter().find(|file| file["path"] == "documents.csv").unwrap();
    let columns = table["schema"]["fields"].as_array().unwrap();
    assert!(columns.iter().all(|column| rows[0].contains_key(column["name"].as_str().unwrap())));
    assert_eq!((columns.len(), &manifest["karez"]["version"]), (rows[0].len(), &env!("CARGO_PKG_VERSION").into()));
}

#[test]
fn the_hash_of_a_text_is_that_of_the_text_that_is_given_out() {
    let workspace = Workspace::with_default_site();
    let run = workspace.karez().args(["export", "site", "--format", "jsonl"]).run().succeeds();
    let given: BTreeMap<String, String> = run
        .stdout
        .lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).unwrap();
            let body = row["body"].as_str().unwrap();
            (row["id"].as_str().unwrap().into(), karez::corpus::sha256(body.as_bytes()))
        })
        .collect();
    let told = documents(&workspace).into_iter().map(|mut row| {
        let mut cell = |column| row.remove(column).unwrap();
        (cell("id"), cell("text_sha256"))
    });
    assert_eq!(told.collect::<BTreeMap<_, _>>(), given);
    let table = workspace.path("site/documents.csv");
    let (id, hash) = given.into_iter().next().unwrap();
    fs::write(&table, fs::read_to_string(&table).unwrap().replace(&hash, &"0".repeat(64))).unwrap();
    let id = format!("document {id} does not have the text whose hash is in documents.csv");
    verify(&workspace, &[]).exits_with(1).prints(&["documents.csv was changed", &id]);
}

#[test]
fn any_changed_missing_or_added_file_is_told_with_its_place() {
    type Change<'a> = &'a dyn Fn(&Workspace);
    let changes: [(&str, Change<'_>, &str); 6] = [
        ("app.js", &|w| fs::write(w.path("site/app.js"), "2").unwrap(), "was changed"),
        ("embed.html", &|w| fs::remove_file(w.path("site/embed.html")).unwrap(), "is missing"),
        ("more.js", &|w| fs::write(w.path("site/more.js"), "").unwrap(), "is not in the manifest"),
        ("SHA256SUMS", &|w| fs::remove_file(w.path("site/SHA256SUMS")).unwrap(), "is missing"),
        (
            "datapackage.json",
            &|w| {
                let path = w.path("site/datapackage.json");
                fs::write(&path, fs::read_to_string(&path).unwrap() + " ").unwrap();
            },
            "does not match SHA256SUMS",
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
            let sha256 = karez::corpus::sha256;
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
    let hash = karez::corpus::sha256(original.as_bytes());
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
        .prints(&["17 documents match\nThe site passed verification."]);
}
