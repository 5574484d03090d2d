//! The whole way without a mouse.

use thirtyfour::Key;

use super::{is_at_hit, search, settle, visit};
use crate::{page::Page, site};

fn wait_for_focus(page: &Page, id: &str) {
    page.until(&format!("focus on {id}"), || page.focus().starts_with(id).then_some(()));
}

/// Leaves a field: there, letters are text.
fn leave_field(page: &Page) {
    page.script::<()>("document.activeElement.blur()");
}

#[test]
fn everything_can_be_done_with_keys() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for("#query");
        leave_field(page);
        page.press("/");
        wait_for_focus(page, "query");
        page.press("Uyghur");
        page.press(Key::Enter);
        settle(page, "Uyghur");

        leave_field(page);
        page.press("j");
        wait_for_focus(page, "result-");
        let first = page.focus();
        page.press("j");
        page.until("second result", || (page.focus() != first).then_some(()));
        let second = page.focus();
        page.press("k");
        wait_for_focus(page, &first);

        page.press(Key::Enter);
        wait_for_focus(page, "document-title");
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
        page.press("n");
        page.until("second hit in view", || is_at_hit(page, 1).then_some(()));
        page.press("p");
        page.until("first hit again", || is_at_hit(page, 0).then_some(()));

        page.press("]");
        let id = second.trim_start_matches("result-").to_owned();
        page.until("next document", || page.fragment().contains(&id).then_some(()));
        page.press("[");
        page.until("previous document", || (!page.fragment().contains(&id)).then_some(()));

        wait_for_focus(page, "document-title");
        page.press(Key::Escape);
        wait_for_focus(page, &first);
        page.press("?");
        page.until("help", || page.fragment().starts_with("#/about").then_some(()));
    });
}

#[test]
fn filters_open_and_close_with_a_key() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=report"));
        settle(page, "report");
        leave_field(page);
        let is_open = page.is_there(".filters");
        page.press("f");
        page.until("filters the other way", || (page.is_there(".filters") != is_open).then_some(()));
        page.press("f");
        page.until("filters as before", || (page.is_there(".filters") == is_open).then_some(()));
    });
}

#[test]
fn letters_typed_into_the_search_box_are_only_text() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=report"));
        settle(page, "report");
        search(page, "jkf?");
        let value: String = page.script("return document.querySelector('#query').value");
        assert_eq!(value, "jkf?");
        assert_eq!(page.focus(), "query");
    });
}

/// While a first search changes the page, which takes long here, the reader types on.
const TYPE_ON: &str = "
    const field = document.querySelector('#query');
    const type = (letters) => {
      field.value += letters;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    };
    const { insertBefore } = Node.prototype;
    Node.prototype.insertBefore = function (...nodes) {
      if (location.hash.includes('q=')) {
        Node.prototype.insertBefore = insertBefore;
        setTimeout(() => {
          type('i');
          const soon = performance.now() + 70;
          const typeLast = () => {
            if (field.value === 'Uyghi' && performance.now() < soon) setTimeout(typeLast);
            else type('s');
          };
          typeLast();
        });
        for (const end = performance.now() + 50; performance.now() < end;);
      }
      return insertBefore.apply(this, nodes);
    };
    type('Uygh');";

#[test]
fn letters_typed_while_the_page_is_busy_are_kept() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for(".start");
        page.script::<()>(TYPE_ON);
        settle(page, "Uyghis");
    });
}

#[test]
fn shortcuts_can_be_switched_off() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=report&keys=off"));
        settle(page, "report");
        leave_field(page);
        page.press("j");
        page.press("?");
        assert!(page.fragment().starts_with("#/?"));
        assert_eq!(page.focus(), "");
    });
}
