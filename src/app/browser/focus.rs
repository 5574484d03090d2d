//! Where the focus is and where it goes.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use super::dom::{document, element};
use super::surroundings::{is_framed, matches_media};

/// Moves the focus, and what is seen, to an element.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Shows a part of the page from its start, and moves the focus there.
pub fn begin_at(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
    }
    focus_in_place(id);
}

/// Moves the focus to an element that a rendering soon brings: the next one, or that for which code is being fetched.
pub fn focus_soon(id: impl Into<String>) {
    const PAUSE: u32 = 50; // ms
    const ATTEMPTS: u32 = 100;
    fn attempt(id: String, left: u32) {
        if !focus_if_there(&id) && left > 0 {
            Timeout::new(PAUSE, move || attempt(id, left - 1)).forget();
        }
    }
    let id = id.into();
    Timeout::new(0, move || attempt(id, ATTEMPTS)).forget();
}

/// Moves the focus to an element if it is there; says whether it is.
pub fn focus_if_there(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

/// The id of the element that has the focus.
pub fn focused() -> Option<String> {
    document().active_element().map(|element| element.id())
}

/// Moves the focus to a field and selects what is in it.
pub fn select_field(id: &str) {
    if let Some(field) = element(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        let _ = field.focus();
        field.select();
    }
}

/// Moves the focus to an element without scrolling to it. A page in a frame never takes it from the page around.
pub fn focus_in_place(id: &str) {
    let may_focus = !is_framed() || document().has_focus().unwrap_or(false);
    if let Some(element) = element(id).filter(|_| may_focus) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Moves the focus to the element after (1) or before (-1) the focused one among those that a selector finds.
pub fn focus_neighbour(selector: &str, step: i32) {
    let Ok(list) = document().query_selector_all(selector) else { return };
    let elements: Vec<HtmlElement> = (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect();
    let focused = document().active_element();
    let position = elements.iter().position(|element| Some(element.as_ref()) == focused.as_ref());
    let index = match position {
        Some(index) => index as i32 + step,
        None => 0,
    };
    if let Some(element) = usize::try_from(index).ok().and_then(|index| elements.get(index)) {
        let _ = element.focus();
    }
}

/// On a device without a pointer that hovers, the keyboard covers half of the page while a field has the focus.
pub fn put_keyboard_away() {
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = focused.filter(|_| matches_media("(hover: none)")) {
        let _ = element.blur();
    }
}

/// Whether keys that are pressed now go into a field.
pub fn is_typing() -> bool {
    let Some(element) = document().active_element() else { return false };
    let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    let is_box = matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button"));
    (is_field && !is_box) || element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}
