//! The height of an embedded page.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

use crate::app::browser;

/// While embedded, tells the page around the frame the height of this element whenever it changes.
#[hook]
pub fn use_height_report(is_embedded: bool, node: NodeRef) {
    use_effect_with((is_embedded, node), |(is_embedded, node)| {
        let observed = node.cast::<Element>().filter(|_| *is_embedded).and_then(observe);
        move || {
            if let Some((observer, _)) = &observed {
                observer.disconnect();
            }
        }
    });
}

/// The callback must live as long as the observer.
fn observe(element: Element) -> Option<(ResizeObserver, Closure<dyn Fn()>)> {
    let measured = element.clone();
    let report = Closure::<dyn Fn()>::new(move || browser::post_height(measured.get_bounding_client_rect().height()));
    let observer = ResizeObserver::new(report.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some((observer, report))
}
