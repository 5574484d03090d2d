//! Dialogs above everything else.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::dom::document;

/// Shows a dialog above everything else.
pub fn show_modal(dialog: &Element) {
    if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>() {
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog; it says so with an event.
pub fn close(dialog: &Element) {
    if let Some(dialog) = dialog.dyn_ref::<HtmlDialogElement>() {
        dialog.close();
    }
}

/// The dialog that is open, if one is.
pub fn open_dialog() -> Option<Element> {
    document().query_selector("dialog[open]").ok().flatten()
}
