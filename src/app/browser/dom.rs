//! The window, the document, and how elements are found and changed.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Window};

pub fn window() -> Window {
    gloo::utils::window()
}

pub fn document() -> Document {
    gloo::utils::document()
}

pub(super) fn element(id: &str) -> Option<HtmlElement> {
    // Links in drawings are none, but take the focus by the same name.
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

pub(super) fn all(container: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = container.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// Sets or removes an attribute of the document's root element.
pub fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Puts an element so many pixels below the top of what it is in. A `style` attribute would be against the page's policy.
pub fn place(element: &HtmlElement, top: i32) {
    let _ = element.style().set_property("inset-block-start", &format!("{top}px"));
}
