//! A search inside somebody else's page.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use super::{is_at_hit, search};
use crate::{
    page::Page,
    site::{self, Server},
};

/// Another site, hence of another origin, with a page that embeds ours.
fn host() -> (TempDir, Server) {
    let folder = site::copy();
    fs::copy(site::at_root("tests/browser/host.html"), folder.path().join("host.html")).unwrap();
    let server = Server::start(folder.path());
    (folder, server)
}

/// Visits our search inside the other site's page, then checks what was said and asked.
fn visit_embedded(sandbox: Option<&str>, journey: impl FnOnce(&Page)) {
    let (server, (_folder, host)) = (Server::start(&site::built()), host());
    let sandbox = sandbox.map(|tokens| format!("&sandbox={}", tokens.replace(' ', "+"))).unwrap_or_default();
    let page = Page::open();
    page.goto(&host.address(&format!("host.html?frame={}{sandbox}", server.address("embed.html"))));
    page.enter_frame();
    journey(&page);
    page.leave_frame();
    check_messages(&page);
    page.close(&[server.origin(), host.origin()]);
}

/// The page around the frame is told the height, and nothing else.
fn check_messages(page: &Page) {
    page.until("a height", || page.script::<bool>("return messages.length > 0").then_some(()));
    for message in page.script::<Vec<Value>>("return messages") {
        let height = message["height"].as_f64().unwrap_or_default();
        assert_eq!(message, serde_json::json!({ "karez": 1, "type": "height", "height": message["height"] }));
        assert!(height > 0.0, "{message}");
    }
}

fn search_and_read(page: &Page) {
    search(page, "Bachelet");
    page.wait_for(".result");
    page.click(".result-link");
    page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
    page.click(".hit-navigator [aria-keyshortcuts=n]");
    page.until("second hit in view", || is_at_hit(page, 1).then_some(()));
    page.click(".reader .back");
    page.wait_for(".result");
}

#[test]
fn a_frame_that_opens_a_document_leaves_the_focus_where_it_is() {
    let note = site::of(&[("note.md", "---\ntitle: A note\nid: a-note\n---\n\nSomething happened.\n")]);
    let (server, (_folder, host)) = (Server::start(&note.path().join("site")), host());
    let page = Page::open();
    page.goto(&host.address("host.html?frame=about:blank"));
    page.script::<()>(&format!(
        "const field = Object.assign(document.createElement('input'), {{ id: 'own' }});
         document.body.prepend(field);
         field.focus();
         document.querySelector('iframe').src = '{}'",
        server.address("embed.html#/d/a-note")
    ));
    page.enter_frame();
    page.wait_for("#document-title");
    page.leave_frame();
    check_messages(&page);
    assert_eq!(page.focus(), "own");
    page.close(&[server.origin(), host.origin()]);
}

#[test]
fn a_sandboxed_frame_of_another_origin_searches_and_reads() {
    visit_embedded(Some("allow-scripts"), |page| {
        assert_eq!(page.script::<String>("return self.origin"), "null");
        search_and_read(page);
        // Here no cache would save a second download: page and worker start from what was fetched once.
        let fetched: Vec<String> = page.script(
            "return performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => /app_bg[.]wasm/.test(name))",
        );
        assert_eq!(fetched.len(), 1, "{fetched:?}");
    });
}

#[test]
fn a_frame_stores_nothing_even_where_it_could() {
    visit_embedded(None, |page| {
        search_and_read(page);
        let stored: usize = page.async_script(
            "Promise.all([caches.keys(), navigator.serviceWorker.getRegistrations(), indexedDB.databases()])
               .then((lists) => done(lists.flat().length + localStorage.length + sessionStorage.length))",
        );
        assert_eq!(stored, 0);
    });
}

#[test]
fn the_page_itself_in_a_frame_without_an_origin_becomes_the_embedded_one() {
    let server = Server::start(&site::built());
    let (_folder, host) = host();
    let page = Page::open();
    page.goto(&host.address(&format!("host.html?frame={}&sandbox=allow-scripts", server.address("index.html"))));
    page.enter_frame();
    page.until("embed.html", || page.script::<bool>("return location.pathname === '/embed.html'").then_some(()));
    search_and_read(&page);
    page.close(&[server.origin(), host.origin()]);
}

#[test]
fn a_frame_says_whose_it_is_and_leads_to_the_whole_site() {
    visit_embedded(Some("allow-scripts"), |page| {
        page.wait_for(".brand h1");
        search(page, "Bachelet");
        assert!(page.is_there(".brand h1") && page.is_there(".full-site"));
        let link: String = page.script("return document.querySelector('.full-site').href");
        assert!(link.contains("index.html#/?q=Bachelet"), "{link}");
    });
}

#[test]
fn the_element_grows_no_higher_than_it_may() {
    let server = Server::start(&site::built());
    let (_folder, host) = host();
    let page = Page::open();
    page.goto(&host.address("host.html?frame=about:blank"));
    let height = |attribute: &str| -> f64 {
        page.script::<()>(&format!(
            "const script = document.createElement('script');
             script.src = '{}';
             document.body.innerHTML = `<karez-explorer route='#/?q=Bachelet' {attribute}></karez-explorer>`;
             document.body.append(script);",
            server.address("karez-explorer.js")
        ));
        page.wait_for("karez-explorer iframe");
        page.until("a height", || {
            page.script::<bool>("return document.querySelector('karez-explorer iframe').height !== '640'").then_some(())
        });
        page.script(
            "return document.querySelector('karez-explorer iframe').getBoundingClientRect().height / innerHeight",
        )
    };
    assert!(height("") <= 0.81);
    assert!(height("max-height='30vh'") <= 0.31);
    page.close(&[server.origin(), host.origin()]);
}
