//! From a word to the place in a document, and back.

use thirtyfour::Key;

use super::{found, is_at_hit, leading_number, search, settle, visit};
use crate::{axe, page::Page, site};

/// A value of a facet that some but not all results have: the selector of its row.
fn narrowing_value(page: &Page, all: u32) -> String {
    for facet in 1..10 {
        for value in 1..6 {
            let row = format!(".filters fieldset.facet:nth-of-type({facet}) .value:nth-child({value})");
            let count = page.texts(&format!("{row} .count")).first().and_then(|count| leading_number(count));
            if count.is_some_and(|count| 0 < count && count < all) {
                return row;
            }
        }
    }
    panic!("no facet narrows {all} results")
}

#[test]
fn a_search_leads_through_a_filter_to_the_hits_and_back() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(""));
        search(page, "Bachelet");
        let all = found(page);
        assert!(all > 1);
        let words = page.texts(".excerpt mark");
        assert!(words.iter().all(|word| word.contains("Bachelet")), "{words:?}");

        let row = narrowing_value(page, all);
        let count = leading_number(&page.text(&format!("{row} .count"))).unwrap();
        page.click(&format!("{row} input"));
        page.until("fewer results", || (found(page) == count).then_some(()));
        assert_eq!(page.texts(".result-link").len() as u32, count);

        let title = page.text(".result-link");
        let results = page.fragment();
        page.click(".result-link");
        page.wait_for_text("#document-title", &title);
        assert!(page.fragment().starts_with("#/d/"));
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
        assert_eq!(page.focus(), "document-title");
        assert!(page.text(".hit-position").starts_with("1 of "));

        page.click(".hit-navigator [aria-keyshortcuts=n]");
        page.wait_for_text(".hit-position", "2 of ");
        page.until("second hit in view", || is_at_hit(page, 1).then_some(()));

        page.back();
        page.until("results again", || (page.fragment() == results && !page.is_there(".reader")).then_some(()));
        assert_eq!(found(page), count);
        page.until("focus on the result", || page.focus().starts_with("result-").then_some(()));
    });
}

#[test]
fn a_link_to_a_document_opens_it_at_its_first_hit() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=%22crimes%20against%20humanity%22"));
        settle(page, "\"crimes against humanity\"");
        let link: String = page.script("return document.querySelector('.result-link').href");
        let title = page.text(".result-link");

        page.goto("about:blank");
        page.goto(&link);
        page.wait_for_text("#document-title", &title);
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
        let hit = page.texts("mark[data-current]").concat().to_lowercase();
        assert!(hit.contains("crimes"), "{hit}");
    });
}

#[test]
fn the_address_of_a_search_says_all_of_it() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(""));
        search(page, "report");
        // While it is typed, a word may go on.
        page.press(Key::Enter);
        settle(page, "report");
        let row = narrowing_value(page, found(page));
        page.click(&format!("{row} .exclude"));
        page.wait_for(&format!("{row}.is-excluded"));
        settle(page, "report");
        let (count, address) = (found(page), page.script::<String>("return location.href"));

        page.goto("about:blank");
        page.goto(&address);
        settle(page, "report");
        assert_eq!(found(page), count);
        page.wait_for(".filters .is-excluded");
    });
}

#[test]
fn a_spelling_is_searched_with_its_variants_until_the_reader_says_no() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Uighur"));
        settle(page, "Uighur");
        let all = found(page);
        page.wait_for_text(".variants", "Uyghur");
        page.click(".variant-row > .link-button[aria-label]");
        page.until("fewer results", || (found(page) < all).then_some(()));
        assert!(page.fragment().contains("without="));
        page.back();
        page.until("all results again", || (found(page) == all).then_some(()));
    });
}

#[test]
fn a_search_that_finds_nothing_offers_a_way_on() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Bachelet&date=1999"));
        settle(page, "Bachelet");
        assert_eq!(found(page), 0);
        page.click(".relaxations a, .relaxations button");
        page.until("results", || (found(page) > 0).then_some(()));
    });
}

#[test]
fn what_is_being_typed_is_completed_by_keys_or_with_the_mouse() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for(".start");
        page.fill("#query", "Bache");
        page.wait_for_text(".completions [role=option]", "Bachelet");
        settle(page, "Bache");
        axe::check(page, "completions");
        assert_eq!(page.focus(), "query");

        // Enter searches what was typed until an option is chosen.
        page.press(Key::Down);
        page.wait_for("#query[aria-activedescendant=completion-0]");
        page.press(Key::Escape);
        page.until("no list", || (!page.is_there("#completions")).then_some(()));
        page.press(Key::Down);
        page.wait_for(".completions [aria-selected=true]");
        page.press(Key::Enter);
        settle(page, "Bachelet");
        page.until("no list", || (!page.is_there("#completions")).then_some(()));
        assert!(found(page) > 0);

        page.fill("#query", "publ");
        page.wait_for_text(".completions li:last-child", "publisher:");
        page.click(".completions li:last-child");
        page.wait_for_text(".completions [role=option]", "documents");
        page.click(".completions [role=option]");
        page.until("the value's documents", || page.fragment().contains("publisher:").then_some(()));
        page.until("a narrowed search", || (found(page) > 0).then_some(()));
    });
}

#[test]
fn a_mistyped_word_is_put_right_by_a_link() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(""));
        search(page, "Bachelte");
        page.wait_for_text(".suggestions a", "bachelet");
        axe::check(page, "did you mean");
        page.click(".suggestions a");
        settle(page, "bachelet");
        assert!(found(page) > 0 && !page.is_there(".suggestions"));
    });
}
