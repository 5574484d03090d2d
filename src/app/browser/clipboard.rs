//! Text on the clipboard.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::dialog::open_dialog;
use super::dom::{document, window};
use super::surroundings::is_framed;

/// Puts text on the clipboard. Says whether it is there: a browser may refuse.
pub async fn copy(text: String) -> bool {
    // The page around a frame rarely allows it the clipboard, and a browser complains of the attempt.
    if is_framed() {
        return copy_by_selection(&text).unwrap_or(false);
    }
    let navigator = window().navigator();
    // Absent where the page came by plain HTTP.
    let has_clipboard = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    (has_clipboard && JsFuture::from(navigator.clipboard().write_text(&text)).await.is_ok())
        || copy_by_selection(&text).unwrap_or(false)
}

/// The old way, which needs no permission.
fn copy_by_selection(text: &str) -> Option<bool> {
    let place = open_dialog().or_else(|| document().body().map(Element::from))?;
    let selection = window().get_selection().ok().flatten()?;
    let selected = selection.get_range_at(0).ok();
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let field = document().create_element("textarea").ok()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    field.set_class_name("visually-hidden");
    field.set_value(text);
    place.append_child(&field).ok()?;
    field.select();
    let is_copied = document().dyn_into::<HtmlDocument>().ok()?.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(focused) = focused {
        let _ = focused.focus();
    }
    if let Some(selected) = selected {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(&selected);
    }
    Some(is_copied)
}
