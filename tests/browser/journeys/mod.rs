//! The journeys, each named by what a reader can rely on.

mod accessible;
mod api;
mod contributing;
mod copies;
mod counting;
mod embedded;
mod everyone;
mod finding;
mod hostile;
mod keyboard;
mod layout;
mod measure;
mod offline;
mod opening;
mod phone;
mod reading;
mod screenshots;
mod searching;
mod sharing;

use std::path::Path;

use serde_json::json;

use crate::{page::Page, site::Server};

/// Takes a reader to a site and, when the journey is over, looks at what the browser noted on the way.
fn visit(site: &Path, journey: impl FnOnce(&mut Page, &Server)) {
    let server = Server::start(site);
    let mut page = Page::open();
    journey(&mut page, &server);
    page.close(&[server.origin()]);
}

/// Types a query and waits for its results.
fn search(page: &Page, query: &str) {
    page.fill("#query", query);
    settle(page, query);
}

/// Waits until the page shows the results of a query.
fn settle(page: &Page, query: &str) {
    let is_settled = format!(
        "const query = new URLSearchParams(location.hash.split('?')[1]).get('q') ?? '';
         return query === {} && document.querySelector('.results')?.ariaBusy === 'false'",
        json!(query)
    );
    page.until(&format!("results of {query:?}"), || page.script::<bool>(&is_settled).then_some(()));
}

/// How many documents the page says were found.
fn found(page: &Page) -> u32 {
    leading_number(&page.text(".status")).unwrap_or(0)
}

fn leading_number(text: &str) -> Option<u32> {
    text.split(|character: char| !character.is_ascii_digit()).next()?.parse().ok()
}

/// Nothing is wider than the window. `innerWidth` would not do: on a phone it grows with what does not fit.
fn check_width(page: &Page, screen: &str) {
    let (content, window): (u32, u32) =
        page.script("const { scrollWidth, clientWidth } = document.documentElement; return [scrollWidth, clientWidth]");
    assert!(content <= window, "{screen}: content {content} px wide in a window of {window} px");
}

/// The hit a reader is at is marked, and within the window.
fn is_at_hit(page: &Page, hit: u32) -> bool {
    let mark = format!("mark[data-current][data-hit='{hit}']");
    page.is_there(&mark) && page.is_in_view(&mark)
}
