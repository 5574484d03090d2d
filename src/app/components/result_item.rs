//! One document in the list of results.

use yew::prelude::*;

use super::document_link::{document_link, publishers};
use super::highlighted::{compared, highlighted};
use crate::app::model::format;
use crate::app::model::route::Page;
use crate::app::site::Site;
use crate::app::strings::{T, language};
use crate::engine::protocol::{Excerpt, Hit, NearMatch};

pub fn result_item(site: &Site, hit: &Hit) -> Html {
    let is_open = site.route.document() == Some(hit.id.as_str());
    html! {
        <li key={hit.id.clone()} class={classes!("result", is_open.then_some("is-open"))}>
            <h3 lang={hit.language.clone()} dir={hit.direction.as_str()}>
                <a id={format!("result-{}", hit.id)} class="result-link" href={site.route.at(Page::Document(hit.id.clone())).href()}
                    aria-current={is_open.then_some("true")}>{highlighted(&hit.title, false)}</a>
            </h3>
            <p class="byline">
                for part in publishers(&hit.values) {
                    <span><bdi>{part}</bdi></span>
                }
                <span>{hit.date.as_deref().map_or(T.undated.into(), format::date)}</span>
                <span>{language(&hit.language)}</span>
                if hit.hit_count > 0 {
                    <span class="hits">{(T.hits)(hit.hit_count)}</span>
                }
            </p>
            if let Some(near) = &hit.near {
                {near_match(near)}
            } else {
                for excerpt in &hit.excerpts {
                    {excerpt_line(excerpt)}
                }
            }
            {copies(site, hit)}
        </li>
    }
}

/// How many copies it stands for, and which where the reader asks.
fn copies(site: &Site, hit: &Hit) -> Html {
    if hit.copies == 0 {
        return Html::default();
    }
    let is_listed = site.route.search.lists_copies_of(&hit.id);
    let on_toggle = {
        let (site, id) = (site.clone(), hit.id.clone());
        Callback::from(move |_| site.search(|search| search.toggle_copies(&id)))
    };
    html! {
        <div class="copies">
            <button type="button" class="link-button" aria-expanded={is_listed.to_string()} onclick={on_toggle}>
                {(T.more_copies)(hit.copies)}
            </button>
            if is_listed && !hit.copy_list.is_empty() {
                <ul class="copy-list">
                    for copy in &hit.copy_list {
                        <li>
                            {document_link(site, &copy.document)}
                            <span class="quiet">{if copy.is_exact { T.copy_exact } else { T.copy_near }}</span>
                        </li>
                    }
                </ul>
            }
        </div>
    }
}

/// A passage that is nearly the quotation, and the quotation, each with what the other does not have.
fn near_match(near: &NearMatch) -> Html {
    html! {
        <div class="near-match">
            <p class="quiet">{(T.near_match)(near.percent)}</p>
            <p><span class="quiet">{T.near_quoted}</span>{" "}<bdi>{compared(&near.quoted, "del", true)}</bdi></p>
            <p><span class="quiet">{T.near_found}</span>{" "}<bdi>{compared(&near.found, "ins", true)}</bdi></p>
        </div>
    }
}

fn excerpt_line(excerpt: &Excerpt) -> Html {
    html! {
        <p class="excerpt" lang={excerpt.language.clone()} dir={excerpt.direction.as_str()}>
            if excerpt.is_cut_before {
                {"… "}
            }
            {highlighted(&excerpt.segments, false)}
            if excerpt.is_cut_after {
                {" …"}
            }
        </p>
    }
}
