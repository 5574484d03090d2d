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

type Show = fn(&Page, &Server);

const SCREENS: [(&str, Show); 3] = [
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
];
