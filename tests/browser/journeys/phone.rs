//! A phone, and the narrowest window that must work.

use super::{check_width, is_at_hit, search, visit};
use crate::{axe, site};

fn check_screens(width: u32) {
    visit(&site::built(), |page, server| {
        page.resize(width, 700);
        page.goto(&server.address(""));
        page.wait_for(".start");
        check_width(page, "start");

        search(page, "Bachelet");
        page.wait_for(".result");
        check_width(page, "results");
        page.click("#filters-toggle");
        page.wait_for(".filters");
        check_width(page, "filters");
        page.click(".filters .show-results");
        page.until("results without filters", || (!page.is_there(".filters")).then_some(()));

        page.click(".result-link");
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
        assert!(!page.is_there(".result-list"), "results and reader at once");
        check_width(page, "reader");
        page.click(".reader .back");
        page.wait_for(".result");

        page.goto(&server.address("#/about"));
        page.wait_for("main h2");
        check_width(page, "about");
    });
}

#[test]
fn the_settings_are_one_touch_away_on_a_phone() {
    visit(&site::built(), |page, server| {
        page.resize(375, 700);
        for (fragment, wanted) in [("#/", ".start"), ("#/?q=Bachelet", ".result"), ("#/about", ".about")] {
            page.goto(&server.address(fragment));
            page.wait_for(wanted);
            assert!(page.is_in_view(".to-device"), "{fragment}");
            axe::check(page, fragment);
            page.click(".to-device");
            page.wait_for(".device");
        }
    });
}

#[test]
fn a_phone_shows_one_pane_at_a_time_and_nothing_sideways() {
    check_screens(375);
}

#[test]
fn nothing_is_lost_at_320_pixels() {
    check_screens(320);
}
