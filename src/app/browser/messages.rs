//! What others are told: reference managers, other scripts of this page, the page around the frame.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::dom::{all, document, window};

/// Tells reference managers what the open document is, in the head of the page. Older tags go.
pub fn set_tags(tags: &[(&'static str, String)]) {
    let Some(head) = document().head() else { return };
    all(&head, "meta[data-record]").iter().for_each(Element::remove);
    for (name, content) in tags {
        let Ok(tag) = document().create_element("meta") else { return };
        for (attribute, value) in [("data-record", ""), ("name", name), ("content", content)] {
            let _ = tag.set_attribute(attribute, value);
        }
        let _ = head.append_child(&tag);
    }
    // Zotero looks again when it hears this.
    if let Ok(event) = web_sys::Event::new("ZoteroItemUpdated") {
        let _ = document().dispatch_event(&event);
    }
}

/// Tells other scripts of this page that something is wanted.
pub fn announce(event: &str) {
    if let Ok(event) = web_sys::Event::new(event) {
        let _ = window().dispatch_event(&event);
    }
}

/// Tells the page around the frame how high this one is: the only thing it is ever told.
pub fn post_height(height: f64) {
    let Ok(Some(parent)) = window().parent() else { return };
    let message = Object::new();
    for (key, value) in [("karez", 1.into()), ("type", "height".into()), ("height", JsValue::from_f64(height.ceil()))] {
        let _ = Reflect::set(&message, &key.into(), &value);
    }
    let _ = parent.post_message(&message, "*");
}
