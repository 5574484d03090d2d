//! Bad input: a message that says what, where and what to do, the right exit code, nothing lost, no panic.

use std::fs;

use crate::harness::{Run, Workspace};

/// Builds a folder of one bad file beside a good one.
fn build_with(path: &str, content: impl AsRef<[u8]>) -> (Workspace, Run) {
    let workspace =
        Workspace::with_page().file("docs/good.md", "# Good\n\nText.\n").file(&format!("docs/{path}"), content);
    let run = workspace.karez().args(["build", "docs", "--out", "site"]).run();
    (workspace, run)
}

/// The bad file is named, the good one is published, and `--strict` publishes neither.
fn check_left_out(path: &str, content: impl AsRef<[u8]>, says: &[&str]) {
    let (workspace, run) = build_with(path, content);
    run.succeeds().says(says).prints(&["documents  1\n"]);
    fs::remove_dir_all(workspace.path("site")).unwrap();
    workspace.karez().args(["build", "docs", "--out", "site", "--strict"]).run().exits_with(1).says(&["--strict"]);
    assert!(!workspace.path("site").exists());
    workspace.karez().args(["check", "docs"]).run().exits_with(1).prints(says);
}

#[test]
fn a_folder_that_does_not_exist() {
    let workspace = Workspace::with_page();
    for command in ["build", "check"] {
        let options: &[&str] = if command == "build" { &["--out", "site"] } else { &[] };
        workspace
            .karez()
            .args([command, "nowhere"])
            .args(options)
            .run()
            .exits_with(3)
            .says(&["nowhere", "cannot read"]);
    }
    assert!(!workspace.path("site").exists());
}

#[test]
fn an_empty_folder() {
    let workspace = Workspace::with_page().file("docs/picture.png", "x");
    let run = workspace.karez().args(["build", "docs", "--out", "site"]).run();
    run.exits_with(1).says(&["docs contains no documents", "karez new"]);
    workspace.karez().args(["check", "docs"]).run().exits_with(1).prints(&[
        "0 documents",
        ".png 1",
        "nothing to build",
    ]);
    assert!(!workspace.path("site").exists());
}

#[test]
fn a_binary_file() {
    check_left_out("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &["a.txt: not a text file", "remove it"]);
}

#[test]
fn broken_front_matter() {
    check_left_out("a.md", "---\ntitle: A\n", &["a.md:1", "never closed", "---"]);
    check_left_out("sub/b.md", "---\ntitle: A\npeople: [B\n---\n", &["sub/b.md:", "not valid YAML"]);
}

#[test]
fn an_unknown_key() {
    check_left_out(
        "a.md",
        "---\ntitle: A\npublihser: Reuters\n---\nText",
        &[
            "a.md:3: `publihser` is not a field of this corpus",
            "did you mean `publisher`?",
            "[[fields]] name = \"publihser\"",
        ],
    );
}

#[test]
fn text_in_an_old_encoding_is_read_and_said_to_be_a_guess() {
    let (_, run) = build_with("a.txt", b"one\ncaf\xe9\n");
    run.succeeds().says(&["a.txt: read as windows-1252, which is a guess", "encoding = "]).prints(&["documents  2\n"]);
}

#[test]
fn a_bad_row_among_good_ones() {
    check_left_out("a.jsonl", "{\"body\": \n", &["a.jsonl:1: not valid JSON"]);
}

#[test]
fn two_documents_with_one_id() {
    check_left_out("a.jsonl", "{\"id\": \"/\", \"body\": \"x\"}", &["a.jsonl:1: the id “/”"]);
    let row = "{\"id\": \"x\", \"body\": \"y\"}\n";
    let (_, run) = build_with("a.jsonl", row.repeat(2));
    run.succeeds().says(&["the id `x`", "already used"]);
}

#[test]
fn a_file_of_200_megabytes() {
    let workspace = Workspace::with_page().file("docs/good.md", "# Good").file("docs/huge.txt", "");
    // Sparse: it takes no room on the disk.
    fs::File::options().write(true).open(workspace.path("docs/huge.txt")).unwrap().set_len(200 << 20).unwrap();
    let run = workspace.karez().args(["build", "docs", "--out", "site"]).run();
    run.succeeds().says(&["huge.txt: too large: 200 MB", "64 MB", "split it"]).prints(&["documents  1\n"]);
}

#[test]
fn broken_settings() {
    let workspace =
        Workspace::with_page().file("docs/a.md", "# A").file("docs/corpus.toml", "title = \"T\"\ncolour = 1\n");
    let run = workspace.karez().args(["build", "docs", "--out", "site"]).run();
    run.exits_with(1).says(&["corpus.toml:2", "colour"]);
}

#[test]
fn hostile_html_stays_text() {
    let hostile = "<img src=x onerror=alert(1)><script>alert(1)</script>";
    let (workspace, run) = build_with("a.md", format!("---\ntitle: {hostile}\n---\nHostile {hostile}\n"));
    run.succeeds();
    let results = workspace.search("hostile", &[]);
    assert_eq!(results["hits"][0]["title"], hostile);
    assert_eq!(results["hits"][0]["excerpts"][0], format!("Hostile {hostile}"));
    for page in ["index.html", "embed.html", "edition.js", "datapackage.json"] {
        assert!(!fs::read_to_string(workspace.path("site").join(page)).unwrap().contains("onerror"), "{page}");
    }
}

/// The shards of a site, without its root.
fn shards(workspace: &Workspace) -> Vec<std::path::PathBuf> {
    let corpus = fs::read_dir(workspace.path("site/corpus")).unwrap().map(|entry| entry.unwrap().path());
    corpus.filter(|path| !path.ends_with("root.kz")).collect()
}

#[test]
fn damaged_shards() {
    let workspace = Workspace::with_site();
    for shard in shards(&workspace) {
        let mut bytes = fs::read(&shard).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        fs::write(&shard, bytes).unwrap();
    }
    workspace.karez().args(["search", "site", "water"]).run().exits_with(3).says(&["damaged", ".kz"]);
}

#[test]
fn missing_shards() {
    let workspace = Workspace::with_site();
    shards(&workspace).iter().for_each(|shard| fs::remove_file(shard).unwrap());
    workspace
        .karez()
        .args(["search", "site", "water"])
        .run()
        .exits_with(3)
        .says(&[".kz", "Build or copy the site again"]);
}

#[test]
fn a_damaged_root() {
    let workspace = Workspace::with_site();
    let root = workspace.path("site/corpus/root.kz");
    let sound = fs::read(&root).unwrap();
    for length in [0, 1, 4, 7, sound.len() / 2, sound.len() - 1] {
        fs::write(&root, &sound[..length]).unwrap();
        workspace.karez().args(["search", "site", "water"]).run().exits_with(3);
    }
    for place in (0..sound.len()).step_by(sound.len() / 40 + 1) {
        let mut bytes = sound.clone();
        bytes[place] ^= 0xff;
        fs::write(&root, bytes).unwrap();
        let run = workspace.karez().args(["search", "site", "water"]).run();
        assert!(run.code == Some(3) || run.code == Some(0), "byte {place}: {run:?}");
        assert!(!run.stderr.contains("panicked"), "byte {place}: {run:?}");
    }
}

#[test]
fn a_format_of_another_version() {
    let workspace = Workspace::with_site();
    let root = workspace.path("site/corpus/root.kz");
    let mut bytes = fs::read(&root).unwrap();
    assert!(bytes.starts_with(b"KAREZ"), "the version comes after the name");
    bytes["KAREZ".len()] += 1;
    fs::write(&root, bytes).unwrap();
    workspace.karez().args(["search", "site", "water"]).run().exits_with(3).says(&["version"]);
}

#[test]
fn a_folder_without_a_site() {
    let workspace = Workspace::new().file("docs/a.md", "# A");
    workspace
        .karez()
        .args(["search", "docs", "a"])
        .run()
        .exits_with(3)
        .says(&["there is no site in docs", "karez build"]);
    workspace.karez().args(["serve", "docs", "--port", "0"]).run().exits_with(3).says(&["there is no site in docs"]);
    workspace.karez().args(["serve", "nowhere"]).run().exits_with(3).says(&["nowhere"]);
}

#[test]
fn wrong_use() {
    let workspace = Workspace::with_site();
    for arguments in [
        &["build", "docs"][..],
        &["search", "site", "x", "--filter", "publisher"],
        &["search", "site", "x", "--date", "yesterday"],
        &["build", "docs", "--out", "site", "--page", "docs"],
        &["build", "docs", "--out", "docs"],
        &["build", "docs", "--out", "."],
        &["knit"],
    ] {
        workspace.karez().args(arguments).run().exits_with(2);
    }
    assert!(workspace.path("docs/one.md").exists());
}
