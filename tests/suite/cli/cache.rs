//! `karez build` twice: only what changed is read again, and nobody can tell from the site.

use std::{collections::BTreeMap, fs, path::PathBuf};

use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::Value;

use crate::harness::Workspace;

const CACHE: &str = ".site.cache";

fn build(workspace: &Workspace, options: &[&str]) -> Value {
    let run = workspace.karez().args(["build", "docs", "--out", "site", "--json"]).args(options).run().succeeds();
    serde_json::from_str(&run.stdout).unwrap()
}

/// The site as it is without a cache.
fn afresh(workspace: &Workspace) -> BTreeMap<PathBuf, Vec<u8>> {
    workspace.karez().args(["build", "docs", "--out", "afresh", "--no-cache", "--quiet"]).run().succeeds();
    workspace.snapshot("afresh")
}

#[test]
fn only_what_changed_is_read_again() {
    let workspace = Workspace::with_site();
    let first = workspace.snapshot("site");
    let again = build(&workspace, &[]);
    assert_eq!((&again["known"], &again["is_new"]), (&3.into(), &false.into()));
    assert_eq!(workspace.snapshot("site"), first);
    let workspace = workspace.file("docs/two.txt", "Two\n\nNothing about wells.\n");
    let changed = build(&workspace, &[]);
    assert_eq!((&changed["known"], &changed["is_new"]), (&2.into(), &true.into()));
    assert_eq!(workspace.snapshot("site"), afresh(&workspace));
}

#[test]
fn a_site_that_is_not_whole_is_built_again_though_nothing_changed() {
    let workspace = Workspace::with_site();
    let whole = workspace.snapshot("site");
    for damage in [|path: PathBuf| fs::write(path, "x"), |path: PathBuf| fs::remove_file(path)] {
        damage(workspace.path("site/corpus/root.kz")).unwrap();
        assert_eq!(build(&workspace, &[])["is_new"], true);
        assert_eq!(workspace.snapshot("site"), whole);
    }
}

#[test]
fn a_damaged_cache_is_replaced_in_silence() {
    let workspace = Workspace::with_site();
    let whole = workspace.snapshot(CACHE);
    let (mut turn, mut paths) = (0usize, Vec::new());
    for (path, mut bytes) in whole.clone() {
        turn += 1;
        match turn % 3 {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.clear(),
            _ => bytes[0] ^= 1,
        }
        fs::write(workspace.path(CACHE).join(&path), bytes).unwrap();
        paths.push(path);
    }
    assert!(paths.len() > 5, "{paths:?}");
    let site = workspace.snapshot("site");
    let run = workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    assert_eq!(run.stderr, "");
    assert_eq!(workspace.snapshot("site"), site);
    assert_eq!(workspace.snapshot(CACHE), whole);
}

#[test]
fn what_was_hidden_is_not_kept_and_what_is_gone_does_not_stay() {
    let is_kept = |workspace: &Workspace, word: &str| {
        let has = |bytes: &Vec<u8>| bytes.windows(word.len()).any(|window| window == word.as_bytes());
        workspace.snapshot(CACHE).values().any(has)
    };
    let rule =
        "[[redact]]\nnames = ['Ada Vale']\nreason = 'witness'\n[[redact]]\npattern = 'w-\\d+'\nreason = 'number'\n";
    let workspace = Workspace::with_page()
        .file("docs/a.txt", "A\n\nAda Vale, w-4711, spoke of wells.\n")
        .file("docs/b.txt", "B\n\nNobody spoke of channels.\n");
    build(&workspace, &[]);
    assert!(is_kept(&workspace, "Ada Vale"), "it is published too");
    let workspace = workspace.file("docs/redactions.toml", rule);
    let built = build(&workspace, &[]);
    assert_eq!((&built["known"], &built["redactions"]["witness"]), (&0.into(), &1.into()));
    assert!(!is_kept(&workspace, "Ada Vale") && !is_kept(&workspace, "4711") && is_kept(&workspace, "channels"));
    assert_eq!(build(&workspace, &[])["known"], 1);
    fs::remove_file(workspace.path("docs/b.txt")).unwrap();
    build(&workspace, &[]);
    assert!(!is_kept(&workspace, "channels"));
}

#[test]
fn without_a_cache_nothing_is_kept() {
    let workspace = Workspace::with_page().file("docs/a.txt", "A\n\nText.\n");
    assert_eq!(build(&workspace, &["--no-cache"])["known"], 0);
    assert!(!workspace.path(CACHE).exists());
    build(&workspace, &["--cache", "kept"]);
    assert_eq!(build(&workspace, &["--cache", "kept"])["known"], 1);
    assert!(!workspace.path(CACHE).exists());
}

#[cfg(unix)]
#[test]
fn nobody_else_may_look_into_the_cache() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::with_site();
    assert_eq!(fs::metadata(workspace.path(CACHE)).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn findings_are_told_again() {
    let workspace = Workspace::with_page().file("docs/a.txt", b"caf\xe9\n\nText.\n".as_slice());
    let (first, second) = (build(&workspace, &[]), build(&workspace, &[]));
    assert_eq!(second["known"], 1);
    assert_eq!(first["findings"], second["findings"]);
    assert!(first["findings"][0]["message"].as_str().unwrap().contains("guess"));
}

/// Something that happens to a folder between two builds.
#[derive(Debug, Clone)]
enum Change {
    Write(&'static str, &'static str),
    Remove(&'static str),
    Rename(&'static str, &'static str),
}

const FILES: [&str; 4] = ["a.txt", "b.md", "c.jsonl", "sub/d.txt"];
const TEXTS: [&str; 4] = [
    "A well\n\nWater for Ada Vale in the north.\n",
    "---\ntitle: Two\npublished: 2021\n---\nWells and channels.\n",
    "{\"id\": \"x\", \"title\": \"Row\", \"body\": \"Ada Vale again\"}\n",
    "Same\n\nWords.\n\nSecond…reports News\n\nMore words.\n",
];
const RULES: [(&str, &str); 5] = [
    ("corpus.toml", "title = 'T'\n"),
    ("corpus.toml", "[[sources]]\nfiles = '**'\nstandfirsts = ['reports News$']\n"),
    ("redactions.toml", "[[redact]]\nnames = ['Ada Vale']\nreason = 'name'\n"),
    ("metadata.csv", "file,title,published\na.txt,Renamed,2020-05\n"),
    ("thesaurus.toml", "[[group]]\nkind = 'spelling'\nwords = ['well', 'spring']\n"),
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (select(&FILES[..]), select(&TEXTS[..])).prop_map(|(file, text)| Change::Write(file, text)),
        2 => select(&RULES[..]).prop_map(|(file, text)| Change::Write(file, text)),
        1 => select([&FILES[..], &["corpus.toml", "redactions.toml"]].concat()).prop_map(Change::Remove),
        1 => (select(&FILES[..]), select(&FILES[..])).prop_map(|(from, to)| Change::Rename(from, to)),
    ]
}

proptest! {
    // Each case runs the program up to eight times.
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn the_same_bytes_with_and_without_what_was_kept(changes in vec(vec(change(), 1..3), 1..4)) {
        let mut workspace = Workspace::with_page().file("docs/e.txt", "E\n\nAlways there.\n");
        for changes in changes {
            for change in changes {
                // What is not there cannot go.
                match change {
                    Change::Write(file, text) => workspace = workspace.file(&format!("docs/{file}"), text),
                    Change::Remove(file) => drop(fs::remove_file(workspace.path("docs").join(file))),
                    Change::Rename(from, to) if workspace.path("docs/sub").exists() => {
                        drop(fs::rename(workspace.path("docs").join(from), workspace.path("docs").join(to)));
                    }
                    Change::Rename(..) => {}
                }
            }
            build(&workspace, &[]);
            prop_assert_eq!(workspace.snapshot("site"), afresh(&workspace));
        }
    }
}
