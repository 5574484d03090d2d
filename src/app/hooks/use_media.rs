//! Media queries.

use gloo::events::EventListener;
use yew::prelude::*;

use crate::app::browser;

/// Holds while the page is put on paper.
pub const PRINT: &str = "print";

/// Whether a media query holds, kept up to date.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let holds = use_state(|| browser::matches_media(query));
    {
        let holds = holds.clone();
        use_effect_with((), move |()| {
            let listener = browser::window()
                .match_media(query)
                .ok()
                .flatten()
                .map(|list| EventListener::new(&list, "change", move |_| holds.set(browser::matches_media(query))));
            move || drop(listener)
        });
    }
    *holds
}
