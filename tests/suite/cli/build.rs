//! `karez build`: what a site is, and that an earlier one is never lost.

use std::{fs, path::Path};

use serde_json::Value;

use crate::harness::{Workspace, project};

#[test]
fn the_default_corpus_builds_without_a_finding() {
    let workspace = Workspace::with_page();
    let corpus = project().join("assets/corpus");
    let run = workspace.karez().args(["build", "--strict", "--out", "site"]).arg(corpus).run().succeeds();
    let run = run.prints(&["documents  17\n", "17 dated, 0 undated", "findings   none", "Next: karez serve site"]);
    assert_eq!(run.stderr, "");
}

#[test]
fn one_folder_in_two_places_gives_identical_bytes() {
    let build = || {
        let workspace = Workspace::with_site();
        let site = workspace.snapshot("site");
        (workspace, site)
    };
    let ((one, first), (two, second)) = (build(), build());
    assert_ne!(one.path(""), two.path(""));
    assert_eq!(first, second);
    assert!(first.len() > 5, "{:?}", first.keys());
}

#[test]
fn a_site_among_its_documents_is_not_one_of_them() {
    let workspace = Workspace::with_site();
    let build = || {
        let run = workspace.karez().args(["build", "docs", "--out", "docs/public", "--no-cache"]).run().succeeds();
        (run, workspace.snapshot("docs/public"))
    };
    let (_, first) = build();
    let (again, second) = build();
    again.prints(&["documents  3\n"]).says(&["public: a site that Karez wrote"]);
    assert!(first == second && first == workspace.snapshot("site"));
    let originals = ["verify", "docs/public", "--originals", "docs"];
    let verified = workspace.karez().args(originals).run().succeeds();
    assert!(!verified.stdout.contains("unknown"), "{}", verified.stdout);
}

#[test]
fn nothing_tells_where_or_by_whom_a_site_was_built() {
    let workspace = Workspace::with_site();
    let place = workspace.path("").to_string_lossy().into_owned();
    for (path, content) in workspace.snapshot("site") {
        assert!(!String::from_utf8_lossy(&content).contains(place.trim_end_matches('/')), "{}", path.display());
    }
}

#[test]
fn the_manifest_has_the_hash_of_every_other_file() {
    let workspace = Workspace::with_site();
    let mut files = workspace.snapshot("site");
    let manifest: Value = serde_json::from_slice(&files.remove(Path::new("datapackage.json")).unwrap()).unwrap();
    files.remove(Path::new("SHA256SUMS")).unwrap();
    let resources = manifest["resources"].as_array().unwrap();
    let listed: Vec<&str> = resources.iter().map(|resource| resource["path"].as_str().unwrap()).collect();
    let there: Vec<&str> = files.keys().map(|path| path.to_str().unwrap()).collect();
    assert_eq!(listed, there);
    for resource in resources {
        let content = &files[Path::new(resource["path"].as_str().unwrap())];
        assert_eq!(resource["bytes"], content.len());
        assert_eq!(resource["hash"], format!("sha256:{}", karez::corpus::sha256(content)));
    }
}

#[test]
fn pages_and_the_service_worker_know_the_edition() {
    let workspace = Workspace::with_site();
    let script = fs::read_to_string(workspace.path("site/edition.js")).unwrap();
    let json = script.strip_prefix("self.KAREZ_EDITION = ").and_then(|script| script.strip_suffix(";\n")).unwrap();
    let edition: Value = serde_json::from_str(json).unwrap();
    let name = edition["edition"].as_str().unwrap();
    for page in ["site/index.html", "site/embed.html"] {
        assert!(fs::read_to_string(workspace.path(page)).unwrap().contains(&format!("app.js?v={name}\"")), "{page}");
    }
    let files = edition["files"].as_array().unwrap();
    assert!(files.contains(&serde_json::json!(["app.js", 1])), "{script}");
}

#[test]
fn building_into_the_page_changes_only_what_is_generated() {
    let workspace = Workspace::with_site();
    let in_place = ["build", "docs", "--page", "page", "--out", "page"];
    workspace.karez().args(in_place).run().succeeds();
    let first = workspace.snapshot("page");
    assert_eq!(first, workspace.snapshot("site"), "in place or beside, the site is the same");
    workspace.karez().args(in_place).run().succeeds();
    assert_eq!(workspace.snapshot("page"), first, "a second build finds its own stamps");
    assert!(!workspace.path(".page.cache").exists(), "nothing is kept where a page is still being made");
}

#[test]
fn a_site_is_replaced_as_a_whole() {
    let workspace = Workspace::with_site().file("docs/four.md", "# Four\n\nNew.\n");
    let before = workspace.snapshot("site");
    workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
    let after = workspace.snapshot("site");
    assert_ne!(before, after);
    assert_eq!(workspace.search("", &[])["total"], 4);
    let beside: Vec<_> = fs::read_dir(workspace.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(beside.iter().all(|name| !name.to_string_lossy().contains("karez-")), "{beside:?}");
}

#[test]
fn an_earlier_site_survives_a_build_that_fails() {
    let workspace = Workspace::with_site().file("docs/bad.md", "---\ntitle: A: B\n---\n");
    let before = workspace.snapshot("site");
    for arguments in [
        &["build", "docs", "--out", "site", "--strict"][..],
        &["build", "nowhere", "--out", "site"],
        &["build", "docs", "--out", "site", "--page", "docs"],
    ] {
        let run = workspace.karez().args(arguments).run();
        assert_ne!(run.code, Some(0), "{arguments:?}");
        assert_eq!(workspace.snapshot("site"), before, "{arguments:?}");
    }
}

#[test]
fn a_folder_that_karez_did_not_write_is_not_replaced() {
    let workspace = Workspace::with_site().file("home/letter.txt", "Dear").file("site/CNAME", "example.org");
    for (site, stranger) in [("home", "letter.txt"), ("site", "CNAME")] {
        let run = workspace.karez().args(["build", "docs", "--out", site]).run();
        run.exits_with(2).says(&[site, stranger, "--out"]);
    }
    assert!(workspace.path("home/letter.txt").exists() && workspace.path("site/CNAME").exists());
}

#[test]
fn without_a_page_the_data_are_built_alone_and_the_next_step_is_told() {
    // Far from any page of this checkout, the program finds none.
    let workspace = Workspace::new().file("docs/a.md", "# A\n\nText.\n");
    fs::copy(env!("CARGO_BIN_EXE_karez"), workspace.path("karez")).unwrap();
    let output = std::process::Command::new(workspace.path("karez"))
        .current_dir(workspace.path(""))
        .env_remove("KAREZ_PAGE")
        .args(["build", "docs", "--out", "site"])
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("--page"));
    assert!(workspace.path("site/corpus/root.kz").exists() && !workspace.path("site/edition.js").exists());
    assert_eq!(workspace.search("text", &[])["total"], 1);
}

#[test]
fn quiet_builds_print_errors_only() {
    let workspace = Workspace::with_page().file("docs/a.md", "# A\n").file("docs/b.md", "---\ndate: never\n---\nB");
    let run = workspace.karez().args(["build", "docs", "--out", "site", "--quiet"]).run().succeeds();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    let workspace = workspace.file("docs/c.md", "---\n");
    let run = workspace.karez().args(["build", "docs", "--out", "site", "--quiet"]).run().succeeds();
    assert_eq!(
        run.stderr.lines().filter(|line| line.starts_with("error: docs") || line.starts_with("error: c.md:1")).count(),
        1
    );
}

#[test]
fn text_in_any_accepted_encoding_is_found() {
    let utf16 = |text: &str, to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(to_bytes).collect()
    };
    let workspace = Workspace::with_page()
        .file("docs/le.txt", utf16("Sixteen\n\nlittle ئۇيغۇر", u16::to_le_bytes))
        .file("docs/be.md", utf16("---\ntitle: Sixteen\n---\nbig ئۇيغۇر", u16::to_be_bytes))
        .file("docs/bom.jsonl", "\u{feff}{\"title\": \"Eight\", \"body\": \"marked ئۇيغۇر\"}");
    workspace.karez().args(["build", "docs", "--out", "site", "--strict"]).run().succeeds();
    assert_eq!(workspace.search("ئۇيغۇر", &[])["total"], 3);
}
