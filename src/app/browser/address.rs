//! The address, the window's history, and links within this page.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MouseEvent};

use super::dom::{all, document, set_root, window};
use crate::app::model::route::Travel;

/// The language that the address asks for: `?lang=…`.
pub fn language() -> String {
    let search = window().location().search().unwrap_or_default();
    let mut parameters = search.trim_start_matches('?').split('&');
    parameters.find_map(|parameter| parameter.strip_prefix("lang=")).unwrap_or_default().to_owned()
}

/// Address of the folder that the site stands in, with `/` at its end.
pub fn base() -> String {
    let address = window().location().href().unwrap_or_default();
    let page = address.split(['#', '?']).next().unwrap_or_default();
    page.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"))
}

/// The fragment of the present address, or what is kept in its place.
pub fn fragment() -> String {
    let kept = window().history().ok().and_then(|history| history.state().ok()?.as_string());
    kept.unwrap_or_else(|| window().location().hash().unwrap_or_default())
}

/// Writes a new fragment into the address without causing an event. With `shown` the address has that one, and the
/// fragment is kept with the window only, so that going back finds it.
pub fn set_fragment(fragment: &str, shown: Option<&str>, travel: Travel) {
    let Ok(history) = window().history() else { return };
    let kept = shown.map_or(JsValue::NULL, |_| fragment.into());
    let shown = Some(shown.unwrap_or(fragment));
    // A browser may refuse (Safari: too many changes in a short time). The page then works on with an older address.
    let _ = match travel {
        Travel::Push => history.push_state_with_url(&kept, "", shown),
        Travel::Replace => history.replace_state_with_url(&kept, "", shown),
    };
}

/// Links within this page.
const LINKS: &str = "a[href^='#']";

/// All links within this page that an element has or is.
pub fn links_in(element: &Element) -> impl Iterator<Item = Element> {
    let itself = element.matches(LINKS).is_ok_and(|is_link| is_link).then(|| element.clone());
    itself.into_iter().chain(all(element, LINKS))
}

/// The link that a plain click follows within this page, if it follows any.
pub fn link_followed(event: &MouseEvent) -> Option<Element> {
    let is_plain =
        event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    let element = event.target()?.dyn_into::<Element>().ok().filter(|_| is_plain && !event.default_prevented())?;
    element.closest(LINKS).ok()?
}

/// Puts another page in place of this one. What is seen is gone before the other page has come, and stays gone where the
/// browser keeps this one for going back.
pub fn leave(address: &str) {
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    document().set_title("");
    set_root("hidden", Some(""));
    let _ = window().location().replace(if is_address { address } else { "about:blank" });
}
