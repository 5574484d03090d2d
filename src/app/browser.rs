//! The few things the page asks of the browser itself. All are harmless where the browser refuses them.

use gloo::timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, Document, Element, HtmlDialogElement, HtmlDocument, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    MouseEvent, Node, Response, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    ServiceWorkerRegistration, Storage, Url, Window,
};

use super::model::route::Travel;
use super::model::verification::{SLICE, Sum};

/// What the page was told by the document it runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Shown in a frame of somebody else's page.
    pub is_embedded: bool,
    /// Of the corpus, as the builder wrote them into the document: shown until the corpus itself is there.
    pub title: String,
    pub description: String,
}

impl Environment {
    pub fn read() -> Environment {
        let attribute = |css, name| document().query_selector(css).ok().flatten()?.get_attribute(name);
        Environment {
            is_embedded: attribute("html", "data-embed").is_some_and(|value| value == "true"),
            title: document().title(),
            description: attribute("meta[name=description]", "content").unwrap_or_default(),
        }
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

/// Whether another page is around this one.
fn is_framed() -> bool {
    window().parent().ok().flatten().as_ref() != Some(&window())
}

pub fn is_offline() -> bool {
    !window().navigator().on_line()
}

/// Whether a media query holds.
pub fn matches_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

fn element(id: &str) -> Option<HtmlElement> {
    // Links in drawings are none, but take the focus by the same name.
    document().get_element_by_id(id).map(JsCast::unchecked_into)
}

/// Moves the focus, and what is seen, to an element.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves the focus to an element that a rendering soon brings: the next one, or that for which code is being fetched.
pub fn focus_soon(id: &'static str) {
    const PAUSE: u32 = 50; // ms
    const ATTEMPTS: u32 = 100;
    fn attempt(id: &'static str, left: u32) {
        if !focus_if_there(id) && left > 0 {
            Timeout::new(PAUSE, move || attempt(id, left - 1)).forget();
        }
    }
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

/// Which of the rows of the table inside of a scrolled element are in view: the first one, and how many.
pub fn rows_in_view(scroller: &Element, rows: u32) -> Option<(u32, u32)> {
    let height = row_height(scroller, rows)?;
    let (top, room) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
    Some(((top / height) as u32, (room / height).ceil() as u32))
}

/// Scrolls a row of such a table to the middle.
pub fn scroll_to_row(scroller: &Element, row: u32, rows: u32) {
    if let Some(height) = row_height(scroller, rows) {
        scroller.set_scroll_top((f64::from(row) * height) as i32 - scroller.client_height() / 2);
    }
}

/// Rows are of the same height, and those that are not made have their room.
fn row_height(scroller: &Element, rows: u32) -> Option<f64> {
    let body = scroller.query_selector("tbody").ok().flatten()?;
    Some(body.get_bounding_client_rect().height() / f64::from(rows.max(1))).filter(|height| *height > 0.0)
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

/// Whether keys that are pressed now go into a field.
pub fn is_typing() -> bool {
    let Some(element) = document().active_element() else { return false };
    let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    let is_box = matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button"));
    (is_field && !is_box) || element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable)
}

/// Marks a hit as the present one.
///
/// Hits are marked here and not by rendering, so that stepping through a long document costs no more than through a
/// short one.
pub fn mark_hit(container: &Element, hit: u32) {
    for mark in all(container, "mark[data-current]") {
        let _ = mark.remove_attribute("data-current");
    }
    for mark in all(container, &format!("mark[data-hit='{hit}']")) {
        let _ = mark.set_attribute("data-current", "true");
    }
}

/// Scrolls the first element that a selector finds towards the middle, unless it is there already. With `is_opening` the
/// text is shown from its start if the element can be seen there.
pub fn reveal(container: &Element, selector: &str, is_opening: bool) {
    if is_opening {
        container.set_scroll_top(0);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    if let Ok(Some(element)) = container.query_selector(selector) {
        let is_still = is_opening || matches_media("(prefers-reduced-motion: reduce)");
        let options = ScrollIntoViewOptions::new();
        // The style sheet gives hits a margin for this, so that "nearest" is not the very edge.
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_behavior(if is_still { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn all(container: &Element, selector: &str) -> Vec<Element> {
    let Ok(list) = container.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

// ------------------------------------------------------------------------------------------------------ taking away

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

/// Whether files can be saved from here: a sandbox without an origin does not allow it.
pub fn may_download() -> bool {
    Reflect::get(&window(), &"origin".into()).is_ok_and(|origin| origin.as_string().as_deref() != Some("null"))
}

/// Offers a text as a file. Its parts are handed over as bytes: to decode all of a long one would be felt.
pub fn download<T: AsRef<str>>(name: &str, parts: &[T]) {
    let parts: Array = parts.iter().map(|part| Uint8Array::from(part.as_ref().as_bytes())).collect();
    let Ok(blob) = Blob::new_with_u8_array_sequence(&parts) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    // The browser has taken what it needs by then.
    Timeout::new(60_000, move || drop(Url::revoke_object_url(&address))).forget();
}

/// What is selected in the text of the open document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// Number of the block in which it begins, from 1.
    pub paragraph: u32,
    /// Text of that block before it, itself, and the text of its last block after it.
    pub before: String,
    pub text: String,
    pub after: String,
    /// Where its tools go: from the top of the sheet, in pixels. Below it, or above where there is no room below.
    pub place: i32,
}

/// Height of those tools with a gap, on one line.
const TOOLS: f64 = 56.0;

pub fn selected() -> Option<Selected> {
    let selection = window().get_selection().ok().flatten().filter(|selection| !selection.is_collapsed())?;
    let range = selection.get_range_at(0).ok()?;
    let block_of = |node: Node| {
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        element.closest("[data-paragraph]").ok().flatten()
    };
    let start = block_of(range.start_container().ok()?)?;
    let last = block_of(range.end_container().ok()?);
    let before = document().create_range().ok()?;
    before.select_node_contents(&start).ok()?;
    before.set_end(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
    let after = document().create_range().ok()?;
    after.select_node_contents(last.as_ref().unwrap_or(&start)).ok()?;
    let text = match last {
        Some(_) => {
            after.set_start(&range.end_container().ok()?, range.end_offset().ok()?).ok()?;
            selection.to_string().into()
        }
        // It goes on beyond the text: what counts is what it has of its first block.
        None => {
            let inside = document().create_range().ok()?;
            inside.select_node_contents(&start).ok()?;
            inside.set_start(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
            after.collapse_with_to_start(false);
            String::from(inside.to_string())
        }
    };
    let paragraph = start.get_attribute("data-paragraph")?.parse().ok()?;
    let sheet = start.closest(".sheet").ok().flatten()?.get_bounding_client_rect();
    let area = range.get_bounding_client_rect();
    let room = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() - area.bottom();
    // On a phone the reader's bar is below.
    let place = if room < 2.0 * TOOLS { area.top() - TOOLS } else { area.bottom() + 8.0 };
    let selected = Selected {
        paragraph,
        before: before.to_string().into(),
        text,
        after: after.to_string().into(),
        place: (place - sheet.top()) as i32,
    };
    (!selected.text.trim().is_empty()).then_some(selected)
}

/// Puts an element so many pixels below the top of what it is in. A `style` attribute would be against the page's policy.
pub fn place(element: &HtmlElement, top: i32) {
    let _ = element.style().set_property("inset-block-start", &format!("{top}px"));
}

/// SHA-256 of a reader's file, hexadecimal; nothing when it cannot be read.
pub async fn sum_of(file: &Blob) -> Option<String> {
    let mut sum = Sum::default();
    let mut start = 0.0;
    while start < file.size() {
        let slice = file.slice_with_f64_and_f64(start, start + SLICE).ok()?;
        sum.add(&bytes(JsFuture::from(slice.array_buffer()).await.ok()?));
        start += SLICE;
    }
    Some(sum.finish())
}

/// A file of this site.
pub async fn fetch(path: &str) -> Option<Vec<u8>> {
    let response: Response = JsFuture::from(window().fetch_with_str(path)).await.ok()?.unchecked_into();
    let buffer = response.array_buffer().ok().filter(|_| response.ok())?;
    Some(bytes(JsFuture::from(buffer).await.ok()?))
}

fn bytes(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec()
}

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
