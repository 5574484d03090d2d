//! Keyboard shortcuts.

use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::use_window_event::use_window_event;
use crate::app::browser;

/// Calls the handler with each key pressed outside of fields, without Ctrl, Alt or Meta. It says whether it used the
/// key. Nothing is called while `is_on` is false, or while a dialog is open, which has keys of its own.
#[hook]
pub fn use_keys(is_on: bool, on_key: impl Fn(&str) -> bool + 'static) {
    use_window_event("keydown", move |event| {
        if is_on {
            offer(event, &on_key);
        }
    });
}

fn offer(event: &Event, on_key: &dyn Fn(&str) -> bool) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let is_command = event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing();
    let is_free = !is_command && !event.default_prevented();
    if is_free && !browser::is_typing() && browser::open_dialog().is_none() && on_key(&event.key()) {
        event.prevent_default();
    }
}
