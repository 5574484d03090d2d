//! What a document has in common with others: its copies, and passages that others have word for word.

use yew::prelude::*;

use super::document_link::document_link;
use crate::app::browser;
use crate::app::model::state::Remote;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{CopiesView, DocumentName, DocumentView, PassageView, SharedPassage};

/// Quiet marks at the end of a block, one for each passage that stands in other documents too; each leads to its places.
pub fn repeat_marks(document: &DocumentView, block: u32) -> Html {
    let here = document.shared.iter().enumerate().filter(|(_, passage)| passage.block == block);
    let mark = |(number, passage): (usize, &SharedPassage)| {
        let label = (T.passage_in)(passage.documents);
        html! {
            <button type="button" class="repeat-mark" title={label}
                onclick={move |_| browser::focus(&format!("passage-{number}"))}>{(T.passage_mark)(passage.documents)}</button>
        }
    };
    html! { <>{for here.map(mark)}</> }
}

/// The lists below a document.
pub fn repeats(site: &Site, document: &DocumentView, copies: &Remote<CopiesView>) -> Html {
    if document.copies == 0 && document.shared.is_empty() {
        return Html::default();
    }
    let view = copies.value.as_ref().filter(|view| view.id == document.id);
    html! {
        <section class="repeats facts" aria-labelledby="repeats-heading">
            <h3 id="repeats-heading" tabindex="-1">{T.repeats}</h3>
            if let Some(view) = view {
                {copy_list(site, view)}
                for (number, passage) in view.passages.iter().enumerate() {
                    {passage_places(site, number, passage)}
                }
            } else if copies.failure.is_some() {
                <p class="quiet">{T.failed}</p>
            } else {
                <p class="quiet">{T.searching}</p>
            }
        </section>
    }
}

fn copy_list(site: &Site, view: &CopiesView) -> Html {
    if view.copies.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <p>{(T.copies_of_this)(view.copies.len() as u32)}</p>
            <ul class="copy-list">
                for copy in &view.copies {
                    <li>
                        {document_link(site, &copy.document)}
                        <span class="quiet">{if copy.is_exact { T.copy_exact } else { T.copy_near }}</span>
                        {compare_link(site, &view.id, &copy.document)}
                    </li>
                }
            </ul>
        </>
    }
}

fn passage_places(site: &Site, number: usize, view: &PassageView) -> Html {
    let PassageView { passage, text, places } = view;
    let left = (passage.documents - 1).saturating_sub(places.len() as u32);
    let open = site.route.document().unwrap_or_default();
    html! {
        <div class="passage" id={format!("passage-{number}")} tabindex="-1">
            <p>{(T.passage_in)(passage.documents)}{" "}
                <span class="quiet">{if passage.earlier == 0 { T.passage_first } else { T.passage_later }}</span>
            </p>
            <blockquote dir="auto">{text}</blockquote>
            <ol class="copy-list">
                for place in places {
                    <li>{document_link(site, &place.document)}{compare_link(site, open, &place.document)}</li>
                }
                if left > 0 {
                    <li class="quiet">{(T.more_places)(left)}</li>
                }
            </ol>
        </div>
    }
}

fn compare_link(site: &Site, left: &str, right: &DocumentName) -> Html {
    let label = (T.compare_with)(&right.title);
    html! { <a class="compare-link" href={site.route.comparing(left, &right.id).href()} aria-label={label}>{T.compare}</a> }
}
