//! Documents that attack the page, sites that lost or changed their files, browsers that cannot.

use std::{
    fs,
    path::{Path, PathBuf},
};

use karez::engine::{Engine, Loaded, Outcome, protocol::FindRequest};
use serde_json::json;
use tempfile::TempDir;

use super::{found, search, settle, visit};
use crate::{
    page::Page,
    site::{self, Server},
};

const ATTACK: &str =
    r#"<img src=x onerror="window.owned=1"><script>window.owned=1</script><svg onload="window.owned=1">"#;

fn check_unharmed(page: &Page, screen: &str) {
    let (is_owned, elements): (bool, u32) = page.script(
        "return ['owned' in window, document.querySelectorAll('#app :is(script, img, iframe, object, [onerror], [onload])').length]",
    );
    assert!(!is_owned && elements == 0, "{screen}: text became HTML");
}

#[test]
fn text_never_becomes_html() {
    let settings = format!("title = '''Corpus {ATTACK}'''\ndescription = '''{ATTACK}'''\n");
    let document = format!("Needle {ATTACK}\n\nA needle in {ATTACK} and javascript:alert(1) too.");
    let folder = site::of(&[("corpus.toml", &settings), ("attack.txt", &document)]);
    visit(&folder.path().join("site"), |page, server| {
        page.goto(&server.address(""));
        page.wait_for_text("h1", ATTACK);
        check_unharmed(page, "start");
        search(page, "needle <script>alert(1)</script>");
        page.wait_for_text(".result-link", ATTACK);
        page.wait_for_text(".excerpt", "<img src=x");
        check_unharmed(page, "results");
        page.click(".result-link");
        page.wait_for_text("#document-title", ATTACK);
        check_unharmed(page, "reader");
        page.goto(&server.address("#/?publisher=%3Cimg%20src%3Dx%20onerror%3D%22window.owned%3D1%22%3E"));
        settle(page, "");
        check_unharmed(page, "filters");
    });
}

/// As [`visit`], where files are missing, and where the service worker will not keep a site that is not whole.
fn visit_broken(site: &Path, journey: impl FnOnce(&mut Page, &Server)) {
    visit(site, |page, server| {
        page.expect("404 (Not Found)");
        page.expect("is not of edition");
        journey(page, server);
    });
}

/// The files of a corpus that opening it does not need.
fn files_for_later(site: &Path) -> Vec<PathBuf> {
    let corpus = site.join("corpus");
    let engine = Engine::open(&fs::read(corpus.join("root.kz")).unwrap()).unwrap();
    let mut loaded = Loaded::default();
    let mut opening = vec!["root.kz".to_owned()];
    while let Outcome::Missing(ids) = engine.find(&FindRequest::Open, &loaded) {
        for id in ids {
            loaded.insert(id, fs::read(corpus.join(id.file_name())).unwrap()).unwrap();
            opening.push(id.file_name());
        }
    }
    let files = fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| !opening.iter().any(|name| file.ends_with(name))).collect()
}

fn flip_a_byte(file: &Path) {
    let mut bytes = fs::read(file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(file, bytes).unwrap();
}

#[test]
fn a_damaged_file_is_reported_and_the_rest_still_works() {
    let folder = site::copy();
    files_for_later(folder.path()).iter().for_each(|file| flip_a_byte(file));
    visit_broken(folder.path(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for(".start");
        page.fill("#query", "Bachelet");
        page.wait_for_text(".problem", "is damaged");
        page.click(".masthead h1 a");
        page.wait_for(".start");
    });
}

#[test]
fn a_missing_file_is_reported_and_can_be_asked_for_again() {
    let folder = site::copy();
    let away = folder.path().join("away");
    fs::create_dir(&away).unwrap();
    let moves: Vec<_> =
        files_for_later(folder.path()).into_iter().map(|file| (away.join(file.file_name().unwrap()), file)).collect();
    moves.iter().for_each(|(away, file)| fs::rename(file, away).unwrap());
    visit_broken(folder.path(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for(".start");
        page.fill("#query", "Bachelet");
        // Every letter asks, and fails, anew.
        settle(page, "Bachelet");
        page.wait_for_text(".problem", "the server answered 404");
        moves.iter().for_each(|(away, file)| fs::rename(away, file).unwrap());
        page.click(".problem button");
        page.wait_for(".result");
        assert!(found(page) > 0);
    });
}

#[test]
fn a_corpus_that_cannot_be_opened_is_reported() {
    let folder = site::copy();
    fs::write(folder.path().join("corpus/root.kz"), "not a corpus").unwrap();
    visit_broken(folder.path(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for_text(".problem", "root.kz");
    });
}

/// A copy of the built site in one of whose scripts something else is written.
fn sabotaged(script: &str, words: &str, others: &str) -> TempDir {
    let folder = site::copy();
    let path = folder.path().join(script);
    let source = fs::read_to_string(&path).unwrap();
    assert!(source.contains(words), "{script} has other words now than {words}");
    fs::write(&path, source.replace(words, others)).unwrap();
    folder
}

#[test]
fn an_engine_that_cannot_be_loaded_is_reported() {
    let folder = sabotaged("worker_loader.js", "`app.js", "`gone.js");
    visit_broken(folder.path(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for_text(".problem", "The search engine could not be loaded");
    });
}

#[test]
fn an_engine_that_stops_is_reported() {
    let folder = sabotaged("app.js", "arg0.fetch(", "arg0.stopTheEngine(");
    visit_broken(folder.path(), |page, server| {
        page.expect("stopTheEngine");
        page.goto(&server.address(""));
        page.wait_for_text(".problem", "The search engine stopped");
    });
}

#[test]
fn a_page_that_cannot_be_loaded_says_so() {
    for file in ["app.js", "app_bg.wasm", "worker_loader.js"] {
        let folder = site::copy();
        fs::remove_file(folder.path().join(file)).unwrap();
        visit_broken(folder.path(), |page, server| {
            page.goto(&server.address(""));
            page.wait_for_text("[role=alert]", "could not be loaded");
        });
    }
}

#[test]
fn a_server_that_knows_no_webassembly_serves_the_page_too() {
    let folder = sabotaged("start.js", "'application/wasm'", "'another/type'");
    visit_broken(folder.path(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for(".start");
    });
}

#[test]
fn a_browser_without_webassembly_is_told_so() {
    visit(&site::built(), |page, server| {
        let source = "delete globalThis.WebAssembly";
        page.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }));
        page.goto(&server.address(""));
        page.wait_for_text("[role=alert]", "does not run WebAssembly");
    });
}

#[test]
fn a_browser_without_scripts_is_told_what_the_page_needs() {
    visit(&site::built(), |page, server| {
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
        page.goto(&server.address(""));
        page.wait_for_text("noscript", "needs JavaScript");
        assert!(page.is_there("noscript .boot"));
    });
}
