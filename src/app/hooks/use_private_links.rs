//! Links in privacy mode: what the browser shows, copies and remembers of them says nothing of the search.

use js_sys::{Array, WeakMap};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord};
use yew::prelude::*;

use crate::app::browser;
use crate::app::model::route::Route;

/// Where links lead whose addresses do not say all of it. Nobody but the page can ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Targets(WeakMap);

/// While private, takes what is searched out of the addresses of all links below a node, as soon as they stand there and
/// before they are seen. A hook, because no component must be able to forget it.
#[hook]
pub fn use_private_links(is_private: bool, node: NodeRef) -> Targets {
    let targets = (*use_memo((), |()| Targets(WeakMap::new()))).clone();
    use_effect_with((is_private, node), {
        let targets = targets.clone();
        move |(is_private, node)| {
            let watch = node.cast::<Element>().filter(|_| *is_private).and_then(|root| Watch::start(root, targets));
            move || drop(watch)
        }
    });
    targets
}

impl Targets {
    /// Where a link leads.
    pub fn of(&self, link: &Element) -> String {
        let hidden = self.0.get(link).as_string();
        hidden.or_else(|| link.get_attribute(HREF)).unwrap_or_default()
    }

    /// The address of the link was written just now.
    fn hide(&self, link: &Element) {
        let href = link.get_attribute(HREF).unwrap_or_default();
        let shown = Route::parse(&href).without_search().href();
        self.0.delete(link);
        if href.starts_with('#') && shown != href {
            self.0.set(link, &href.into());
            let _ = link.set_attribute(HREF, &shown);
        }
    }

    fn reveal(&self, link: &Element) {
        let _ = link.set_attribute(HREF, &self.of(link));
        self.0.delete(link);
    }

    /// Hides what is new. A link that was only moved has its address hidden already.
    fn follow(&self, records: &Array) {
        for record in records.iter().filter_map(|record| record.dyn_into::<MutationRecord>().ok()) {
            if record.type_() == "attributes" {
                record.target().and_then(as_element).iter().for_each(|link| self.hide(link));
                continue;
            }
            let added = record.added_nodes();
            for element in (0..added.length()).filter_map(|index| added.get(index)).filter_map(as_element) {
                let links = browser::links_in(&element);
                links.filter(|link| !self.0.has(link)).for_each(|link| self.hide(&link));
            }
        }
    }
}

const HREF: &str = "href";

fn as_element(node: impl JsCast) -> Option<Element> {
    node.dyn_into().ok()
}

/// Keeps addresses hidden until it is dropped.
struct Watch {
    root: Element,
    targets: Targets,
    observer: MutationObserver,
    _callback: Closure<dyn Fn(Array, MutationObserver)>,
}

impl Watch {
    fn start(root: Element, targets: Targets) -> Option<Watch> {
        let follower = targets.clone();
        let callback = Closure::<dyn Fn(Array, MutationObserver)>::new(move |records, observer: MutationObserver| {
            follower.follow(&records);
            // What it has changed itself is nothing new.
            observer.take_records();
        });
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        browser::links_in(&root).for_each(|link| targets.hide(&link));
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_child_list(true);
        options.set_attribute_filter(&[JsValue::from(HREF)].into_iter().collect::<Array>());
        observer.observe_with_options(&root, &options).ok()?;
        Some(Watch { root, targets, observer, _callback: callback })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.targets.follow(&self.observer.take_records());
        self.observer.disconnect();
        browser::links_in(&self.root).for_each(|link| self.targets.reveal(&link));
    }
}
