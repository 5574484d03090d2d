//! Documents that speak like the open one, asked for when a reader wants them.

use web_sys::Element;
use yew::prelude::*;

use super::document_link::publishers_of;
use super::highlighted::plain_text;
use super::problem::problem;
use crate::app::model::format;
use crate::app::model::route::Page;
use crate::app::model::state::{Action, Remote};
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{DocumentView, Listing};

pub fn related(site: &Site, related: &Remote<Listing>) -> Html {
    let is_wanted = related.value.is_none() && related.pending.is_none();
    let act = site.act.clone();
    let on_toggle = Callback::from(move |event: Event| {
        if is_wanted && event.target_unchecked_into::<Element>().has_attribute("open") {
            act.emit(Action::Relate);
        }
    });
    html! {
        <details class="related" ontoggle={on_toggle}>
            <summary>{T.related}</summary>
            if let Some(failure) = &related.failure {
                {problem(failure, T.failed_document_advice, &site.act.reform(|()| Action::Retry))}
            } else if let Some(listing) = &related.value {
                <p class="quiet">{if listing.documents.is_empty() { T.related_none } else { T.related_note }}</p>
                <ul>{for listing.documents.iter().map(|document| item(site, document))}</ul>
            } else {
                <p class="quiet" role="status">{T.loading_related}</p>
            }
        </details>
    }
}

fn item(site: &Site, document: &DocumentView) -> Html {
    html! {
        <li>
            <a href={site.route.at(Page::Document(document.id.clone())).href()} lang={document.language.clone()} dir={document.direction.as_str()}>
                {plain_text(&document.title)}
            </a>
            <p class="byline">
                for part in publishers_of(document) {
                    <span><bdi>{part}</bdi></span>
                }
                <span>{document.date.as_deref().map_or(T.undated.into(), format::date)}</span>
            </p>
        </li>
    }
}
