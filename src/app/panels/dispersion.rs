//! Where in each document the words stand: a barcode for each, from its beginning to its end.

use yew::prelude::*;

use super::parts::PanelView;
use crate::app::components::{highlighted, pager};
use crate::app::model::format;
use crate::app::model::route::Page;
use crate::app::model::search::PAGE_LENGTH;
use crate::app::model::state::{Shared, State};
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{DispersedDocument, Response};

pub static PANEL: PanelView = PanelView { controls: |_, _, _| Html::default(), body: barcodes, picture: None };

fn barcodes(site: &Site, state: &State, answer: &Shared<Response>) -> Option<Html> {
    let Response::Dispersion(dispersion) = &**answer else { return None };
    let hits = state.remotes.results.value.as_ref().map(|results| results.hits.as_slice()).unwrap_or_default();
    // As many as can be listed: each story once.
    let total = state.remotes.results.value.as_ref().map_or(0, |results| results.stories);
    let row = |document: &DispersedDocument| {
        let hit = hits.iter().find(|hit| hit.id == document.id)?;
        let route = site.route.at(Page::Document(document.id.clone()));
        let mentions = document.mentions.len() as u32;
        Some(html! {
            <li key={document.id.clone()}>
                <a href={route.href()} lang={hit.language.clone()} dir={hit.direction.as_str()}>{highlighted(&hit.title, false)}</a>
                <p class="quiet">
                    {hit.date.as_deref().map_or(T.undated.into(), format::date)}{" · "}
                    {(T.mentions_of_words)(mentions, &format::number(document.words))}
                </p>
                {barcode(document)}
            </li>
        })
    };
    Some(html! {
        <>
            <p class="quiet">{(T.dispersion_note)(dispersion.documents.len() as u32, total)}</p>
            <ol class="barcodes">{for dispersion.documents.iter().filter_map(row)}</ol>
            {pager(site, total, PAGE_LENGTH)}
        </>
    })
}

/// One line for each thousandth of the text that has a mention.
fn barcode(document: &DispersedDocument) -> Html {
    let mut places: Vec<u64> =
        document.mentions.iter().map(|before| u64::from(*before) * 995 / u64::from(document.words.max(1))).collect();
    places.dedup();
    html! {
        <svg class="barcode" aria-hidden="true">
            for place in places {
                <rect x={format::percent(place.min(995))} width="2" height="100%" />
            }
        </svg>
    }
}
