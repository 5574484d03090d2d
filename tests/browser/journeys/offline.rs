//! After the first visit: without a network, and when a newer edition appears.

use std::fs;

use super::{found, is_at_hit, search, visit};
use crate::{
    page::Page,
    site::{self, Server},
};

/// Waits until the service worker has stored the site and answers for it.
fn wait_until_kept(page: &Page) {
    page.until("the site is kept", || {
        page.script::<bool>("return navigator.serviceWorker.controller?.state === 'activated'").then_some(())
    });
}

#[test]
fn what_was_visited_once_works_without_a_network() {
    let server = Server::start(&site::built());
    let origin = server.origin();
    let mut page = Page::open();
    page.goto(&server.address(""));
    wait_until_kept(&page);

    drop(server);
    // Chromium notes that the service worker could not be looked for anew.
    page.expect("net::ERR_CONNECTION_REFUSED");
    page.reload();
    search(&page, "\"forced labour\"");
    assert!(found(&page) > 0);
    page.click(".result-link");
    page.until("first hit in view", || is_at_hit(&page, 0).then_some(()));
    page.goto("about:blank");
    page.goto(&format!("{origin}/#/?q=Bachelet"));
    page.wait_for(".result");
    page.close(&[origin]);
}

#[test]
fn of_a_large_site_what_was_read_works_without_a_network() {
    let folder = site::copy();
    let script = folder.path().join("sw.js");
    let limited = fs::read_to_string(&script).unwrap().replace("16 * 1024 * 1024", "0");
    fs::write(&script, limited).unwrap();
    let server = Server::start(folder.path());
    let origin = server.origin();
    let mut page = Page::open();
    page.goto(&server.address(""));
    wait_until_kept(&page);
    page.reload();
    search(&page, "Bachelet");
    page.click(".result-link");
    page.until("first hit in view", || is_at_hit(&page, 0).then_some(()));

    drop(server);
    page.expect("net::ERR_");
    page.expect("resulted in a network error response");
    page.reload();
    page.until("first hit in view", || is_at_hit(&page, 0).then_some(()));
    page.goto(&format!("{origin}/#/?q=Ghulja%20anniversary"));
    page.wait_for_text(".problem", "could not be downloaded");
    page.close(&[origin]);
}

#[test]
fn a_newer_edition_waits_until_the_reader_wants_it() {
    let folder = site::of(&[("note.txt", "A first note\n\nAbout apples.")]);
    let site = folder.path().join("site");
    visit(&site, |page, server| {
        page.goto(&server.address(""));
        wait_until_kept(page);

        fs::write(folder.path().join("sources/other.txt"), "A second note\n\nAbout pears.").unwrap();
        site::build(&folder.path().join("sources"), &site);
        page.reload();
        page.wait_for(".notices button");
        search(page, "pears");
        assert_eq!(found(page), 0, "the newer edition shows through the older one");
        search(page, "apples");
        assert_eq!(found(page), 1, "the older edition stopped working");

        page.click(".notices button");
        page.until("no newer edition left", || {
            (page.is_there(".masthead") && !page.is_there(".notices button")).then_some(())
        });
        search(page, "pears");
        assert_eq!(found(page), 1);
        let caches: Vec<String> = page.async_script("caches.keys().then(done)");
        assert_eq!(caches.len(), 1, "the older edition is still stored: {caches:?}");
    });
}
