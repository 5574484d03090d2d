//! The search box. It is one field in the same place on all pages, so that typing is never interrupted.

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Shape, icon};
use crate::app::route::Page;
use crate::app::site::{Site, Travel, use_site};
use crate::app::strings::T;

/// Searching waits this long for another letter. Longer saves work, and is felt: from typing to results on the screen
/// should take less than 100 ms, and the worker drops what a later letter made useless anyway.
const PAUSE_MS: u32 = 30;

#[component]
pub fn SearchBox() -> Html {
    let site = use_site();
    let text = use_state(|| site.route.search.query.clone());
    let pause = use_mut_ref(|| None::<Timeout>);
    // The query that typing sent last. When it comes back as the route, more may have been typed meanwhile: only a
    // query from elsewhere (a link, back and forward) may replace what stands in the field.
    let sent = use_mut_ref(|| site.route.search.query.clone());
    {
        let (text, sent) = (text.clone(), sent.clone());
        use_effect_with(site.route.search.query.clone(), move |query| {
            if sent.replace(query.clone()) != *query {
                text.set(query.clone());
            }
        });
    }

    let on_input = {
        let (site, text, pause, sent) = (site.clone(), text.clone(), pause.clone(), sent.clone());
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            text.set(typed.clone());
            let (site, sent) = (site.clone(), sent.clone());
            *pause.borrow_mut() = Some(Timeout::new(PAUSE_MS, move || {
                sent.replace(typed.clone());
                search(&site, typed);
            }));
        })
    };
    let on_submit = {
        let (site, text) = (site.clone(), text.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            pause.take();
            search(&site, (*text).clone());
        })
    };
    html! {
        <search class="search">
            <form onsubmit={on_submit}>
                <label class="visually-hidden" for="query">{T.search_label}</label>
                {icon(Shape::Search)}
                <input id="query" type="search" dir="auto" value={(*text).clone()} placeholder={T.search_placeholder} oninput={on_input}
                    autocomplete="off" autocapitalize="none" spellcheck="false" enterkeyhint="search" aria-keyshortcuts="/" />
                <button type="submit" class="button">{T.search}</button>
            </form>
        </search>
    }
}

/// The first letter typed on another page is a step of its own; further ones correct it.
fn search(site: &Site, query: String) {
    if site.route.page == Page::Results && site.route.search.query == query {
        return;
    }
    let mut search = site.route.search.clone();
    search.query = query;
    search.more = 0;
    let is_new_step = site.route.page != Page::Results || site.route.is_start();
    site.go.emit((site.route.searching(search), if is_new_step { Travel::Push } else { Travel::Replace }));
}
