//! Rules of accessibility on every screen, in light and dark.

use thirtyfour::Key;

use super::{is_at_hit, settle, visit};
use crate::{axe, site};

fn check_screens(is_dark: bool) {
    visit(&site::built(), |page, server| {
        page.set_dark(is_dark);
        page.goto(&server.address(""));
        page.wait_for(".start");
        axe::check(page, "start");
        page.goto(&server.address("#/?q=Bachelet%20report"));
        settle(page, "Bachelet report");
        axe::check(page, "results");
        page.click(".result-link");
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
        axe::check(page, "reader");
        page.press("c");
        page.wait_for(".share-dialog[open]");
        axe::check(page, "share");
        page.press(Key::Escape);
        page.goto(&server.address("#/?q=zzzzzz"));
        settle(page, "zzzzzz");
        axe::check(page, "nothing found");
        page.goto(&server.address("#/about"));
        page.wait_for("main h2");
        axe::check(page, "about");
    });
}

#[test]
fn every_screen_is_accessible_in_light() {
    check_screens(false);
}

#[test]
fn every_screen_is_accessible_in_dark() {
    check_screens(true);
}
