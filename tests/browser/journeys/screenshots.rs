//! Pictures of the screens, to look at and for the papers.

use std::{env, fs, path::PathBuf};

use super::{is_at_hit, settle};
use crate::{
    page::Page,
    site::{self, Server},
};

const SIZES: [(u32, u32); 3] = [(1440, 900), (768, 1024), (375, 812)];

#[test]
#[ignore = "writes pictures into the folder KAREZ_SCREENSHOTS"]
fn screenshots() {
    let folder = PathBuf::from(env::var_os("KAREZ_SCREENSHOTS").expect("KAREZ_SCREENSHOTS names a folder"));
    fs::create_dir_all(&folder).unwrap();
    let server = Server::start(&site::built());
    let page = Page::open();
    for (width, height) in SIZES {
        page.resize(width, height);
        for (is_dark, scheme) in [(false, "light"), (true, "dark")] {
            page.set_dark(is_dark);
            for (screen, show) in SCREENS {
                page.goto("about:blank");
                show(&page, &server);
                page.save_screenshot(&folder.join(format!("{screen}-{width}-{scheme}.png")));
            }
        }
    }
}

/// What is under way is shown paler.
fn at_rest(page: &Page) {
    let is_at_rest =
        "return [...document.querySelectorAll('.pane-body > *')].every((e) => getComputedStyle(e).opacity === '1')
        && !document.querySelector('[aria-busy=\"true\"]')";
    page.until("a panel at rest", || page.script::<bool>(is_at_rest).then_some(()));
}

type Show = fn(&Page, &Server);

const SCREENS: [(&str, Show); 11] = [
    ("start", |page, server| {
        page.goto(&server.address(""));
        page.wait_for(".start");
    }),
    ("results", |page, server| {
        page.goto(&server.address("#/?q=Uighur%20report"));
        settle(page, "Uighur report");
    }),
    ("reader", |page, server| {
        page.goto(&server.address("#/?q=Uighur%20report"));
        settle(page, "Uighur report");
        page.click(".result-link");
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
    }),
    ("hits", |page, server| {
        page.goto(&server.address("#/?q=Uighur%20report"));
        settle(page, "Uighur report");
        page.click(".result-link");
        page.click("#hits-toggle");
        page.wait_for(".hit-list");
    }),
    ("passage", |page, server| {
        page.goto(&server.address("#/?q=Bachelet"));
        settle(page, "Bachelet");
        page.click(".result-link");
        page.click("#find-toggle");
        page.press("rights");
        page.wait_for_text(".text mark", "rights");
        page.script::<()>("document.querySelector('[data-paragraph=\"1\"] .anchor').click()");
        page.wait_for(".is-passage");
        super::reading::select(page, 1, "the ");
    }),
    ("facts", |page, server| {
        page.goto(&server.address("#/?q=Bachelet"));
        settle(page, "Bachelet");
        page.click(".result-link");
        page.wait_for(".text");
        page.script::<()>(
            "document.querySelector('.verification-details').open = true; document.querySelector('#check').click()",
        );
        page.wait_for_text(".outcome", "Unchanged");
        page.script::<()>("document.querySelector('.verification').scrollIntoView({ block: 'end' })");
    }),
    ("cite", |page, server| {
        page.goto(&server.address("#/?q=Uighur%20report"));
        settle(page, "Uighur report");
        page.click("#cite-results");
        let has_text = "return document.querySelector('.shared-text')?.value.length > 0";
        page.until("citations", || page.script::<bool>(has_text).then_some(()));
    }),
    ("embed", |page, server| {
        page.goto(&server.address("#/?q=Uighur%20report"));
        settle(page, "Uighur report");
        page.click(".result-link");
        page.click(".document-actions .button:nth-child(2)");
        page.click(".choices + .choices label:nth-of-type(2) input");
        page.enter_frame();
        page.wait_for("#document-title");
        page.leave_frame();
    }),
    ("concordance", |page, server| {
        page.goto(&server.address("#/?q=report&view=concordance&order=right1"));
        page.wait_for(".line a");
        at_rest(page);
    }),
    ("trends", |page, server| {
        page.goto(&server.address("#/?q=report&view=trends&by=month&term=genocide"));
        page.wait_for(".mark-link");
        at_rest(page);
    }),
    ("right-to-left", |page, server| {
        page.goto(&server.address("?lang=en-x-rtl#/?q=Uighur%20report"));
        settle(page, "Uighur report");
    }),
];
