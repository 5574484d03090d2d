//! Listens to an event of the window.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use yew::prelude::*;

use crate::app::browser;

/// Calls the handler of the latest rendering whenever the event happens.
///
/// ```ignore
/// use_window_event("online", move |_| state.dispatch(Action::Offline(false)));
/// ```
#[hook]
pub fn use_window_event(name: &'static str, handler: impl Fn(&Event) + 'static) {
    use_listener(name, Rc::new(handler));
}

/// The same for all kinds of handlers: one of its own for each would bring kilobytes into the wasm.
#[hook]
fn use_listener(name: &'static str, handler: Rc<dyn Fn(&Event)>) {
    let latest = use_mut_ref(|| None::<Rc<dyn Fn(&Event)>>);
    *latest.borrow_mut() = Some(handler);
    use_effect_with((), move |()| {
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(&browser::window(), name, options, move |event| {
            // The borrow ends before the handler runs: it may cause a rendering, which replaces it.
            let handler = latest.borrow().clone();
            if let Some(handler) = handler {
                handler(event);
            }
        });
        move || drop(listener)
    });
}
