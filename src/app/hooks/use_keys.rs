//! Keyboard shortcuts.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::use_window_event;
use crate::app::browser;

/// Calls the handler with each key pressed outside of fields, without Ctrl, Alt or Meta. It says whether it used the
/// key. Nothing is called while `is_on` is false.
#[hook]
pub fn use_keys(is_on: bool, on_key: impl Fn(&str) -> bool + 'static) {
    use_window_event("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let is_command = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
        if is_on && !is_command && !event.default_prevented() && !browser::is_typing() && on_key(&event.key()) {
            event.prevent_default();
        }
    });
}
