//! The few things the page asks of the browser itself. All are harmless where the browser refuses them.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Element, HtmlElement, HtmlInputElement, MouseEvent, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition, ServiceWorkerRegistration, Storage, Url, Window,
};

use super::site::Travel;

/// What the page was told by the document it runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Shown in a frame of somebody else's page.
    pub is_embedded: bool,
}

impl Environment {
    pub fn read() -> Environment {
        let embed = document().document_element().and_then(|root| root.get_attribute("data-embed"));
        Environment { is_embedded: embed.is_some_and(|value| value == "true") }
    }
}

pub fn window() -> Window {
    gloo::utils::window()
}

pub fn document() -> Document {
    gloo::utils::document()
}

/// The language that the address asks for: `?lang=…`.
pub fn language() -> String {
    let search = window().location().search().unwrap_or_default();
    let mut parameters = search.trim_start_matches('?').split('&');
    parameters.find_map(|parameter| parameter.strip_prefix("lang=")).unwrap_or_default().to_owned()
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

/// Where a plain click leads within this page, if it leads anywhere.
pub fn link_followed(event: &MouseEvent) -> Option<String> {
    let is_plain =
        event.button() == 0 && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    let element = event.target()?.dyn_into::<Element>().ok().filter(|_| is_plain && !event.default_prevented())?;
    element.closest("a[href^='#']").ok()??.get_attribute("href")
}

/// Puts another page in place of this one. What is seen is gone before the other page has come, and stays gone where the
/// browser keeps this one for going back.
pub fn leave(address: &str) {
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    document().set_title("");
    set_root("hidden", Some(""));
    let _ = window().location().replace(if is_address { address } else { "about:blank" });
}

/// Sets or removes an attribute of the document's root element.
pub fn set_root(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// What this site stored for itself at an earlier visit. Nothing where the browser allows no storage.
pub fn stored() -> Option<String> {
    storage()?.get_item(&storage_key()).ok()?
}

/// Stores this, or nothing any more.
pub fn store(value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(&storage_key(), value),
        None => storage.remove_item(&storage_key()),
    };
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Other sites of the same host have settings too.
fn storage_key() -> String {
    format!("karez {}", scope().unwrap_or_default())
}

/// The folder that this site lies in.
fn scope() -> Option<String> {
    let base = document().base_uri().ok().flatten()?;
    Some(Url::new_with_base(".", &base).ok()?.href())
}

pub fn is_offline() -> bool {
    !window().navigator().on_line()
}

/// Whether a media query holds.
pub fn matches_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus, and what is seen, to an element.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves the focus to an element that the next rendering brings.
pub fn focus_soon(id: &'static str) {
    gloo::timers::callback::Timeout::new(0, move || focus(id)).forget();
}

/// Moves the focus to a field and selects what is in it.
pub fn select_field(id: &str) {
    if let Some(field) = element(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        let _ = field.focus();
        field.select();
    }
}

/// Scrolls one element sideways as far as another is.
pub fn follow_scroll(follower: &str, leader: &str) {
    if let (Some(follower), Some(leader)) = (element(follower), element(leader)) {
        follower.set_scroll_left(leader.scroll_left());
    }
}

/// Moves the focus to an element without scrolling to it.
pub fn focus_in_place(id: &str) {
    if let Some(element) = element(id) {
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

/// Whether keys that are pressed now go into a field.
pub fn is_typing() -> bool {
    let Some(element) = document().active_element() else { return false };
    let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    let is_box = matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button"));
    (is_field && !is_box) || element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}

/// Marks a hit as the present one and scrolls it towards the middle, unless it is there already. With `is_opening` the
/// text is shown from its start if the hit can be seen there.
///
/// Hits are marked here and not by rendering, so that stepping through a long document costs no more than through a
/// short one.
pub fn reveal_hit(container: &Element, hit: u32, is_opening: bool) {
    for mark in all(container, "mark[data-current]") {
        let _ = mark.remove_attribute("data-current");
    }
    let marks = all(container, &format!("mark[data-hit='{hit}']"));
    for mark in &marks {
        let _ = mark.set_attribute("data-current", "true");
    }
    if is_opening {
        container.set_scroll_top(0);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    if let Some(mark) = marks.first() {
        let is_still = is_opening || matches_media("(prefers-reduced-motion: reduce)");
        let options = ScrollIntoViewOptions::new();
        // The style sheet gives hits a margin for this, so that "nearest" is not the very edge.
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_behavior(if is_still { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
        mark.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn all(container: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = container.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
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

/// What was removed from a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cleared {
    pub has_settings: bool,
    /// Copies of editions.
    pub caches: usize,
}

/// Removes what this site has stored: its settings, its service worker and that one's caches, which bear its scope in
/// their names (see sw.js). Other sites of the same host keep theirs.
pub async fn clear_device() -> Cleared {
    let mut cleared = Cleared { has_settings: stored().is_some(), caches: 0 };
    store(None);
    let navigator = window().navigator();
    let Some(scope) = scope() else { return cleared };
    // Both are absent where storage is not allowed; then there is nothing to remove.
    if Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false) {
        for registration in list(navigator.service_worker().get_registrations()).await {
            let registration = registration.unchecked_into::<ServiceWorkerRegistration>();
            if registration.scope() != scope {
                continue;
            }
            if let Ok(unregistered) = registration.unregister() {
                let _ = JsFuture::from(unregistered).await;
            }
        }
    }
    if let Ok(caches) = window().caches() {
        let own = format!(" {scope}");
        for name in list(caches.keys()).await.into_iter().filter_map(|name| name.as_string()) {
            if name.ends_with(&own) && JsFuture::from(caches.delete(&name)).await.is_ok() {
                cleared.caches += 1;
            }
        }
    }
    cleared
}

async fn list(promise: js_sys::Promise) -> Vec<JsValue> {
    JsFuture::from(promise).await.map(|value| Array::from(&value).to_vec()).unwrap_or_default()
}
