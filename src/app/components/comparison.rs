//! Two documents side by side, or one above the other where there is no room. Of texts that are alike, what only one has
//! is marked as deleted or inserted, with a line through or under it, so that no colour is needed to tell. Of others what
//! both have is marked: a page of crossed-out text would say nothing.

use yew::prelude::*;

use super::document_link::document_link;
use super::highlighted::compared;
use super::icon::{Shape, icon};
use super::loading::loading;
use super::problem::problem;
use crate::app::model::format;
use crate::app::model::route::Page;
use crate::app::model::state::State;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{ComparedBlock, ComparedRow, Comparison};

pub fn comparison(site: &Site, state: &State, on_retry: &Callback<()>) -> Html {
    let back = site.route.document().map(|id| site.route.at(Page::Document(id.into())));
    html! {
        <article class="reader pane" aria-labelledby="comparison-title">
            <div class="pane-head reader-bar">
                <a class="button back" href={back.map(|route| route.href())}>{icon(Shape::Back)}{T.back_to_document}</a>
            </div>
            <div class="reader-page" tabindex="0" role="region" aria-labelledby="comparison-title">
                <div class="sheet comparison">
                    <h2 id="comparison-title" tabindex="-1">{T.comparison}</h2>
                    if let Some(comparison) = &state.remotes.comparison.value {
                        {side_by_side(site, comparison)}
                    } else if let Some(failure) = &state.remotes.comparison.failure {
                        {problem(failure, T.failed_document_advice, on_retry)}
                    } else {
                        {loading(state.progress)}
                    }
                </div>
            </div>
        </article>
    }
}

fn side_by_side(site: &Site, comparison: &Comparison) -> Html {
    let Comparison { left, right, rows, same_words, left_words, right_words, is_alike } = comparison;
    let numbers = [same_words, left_words, right_words].map(|number| format::number(*number));
    html! {
        <>
            <p>{(T.comparison_words)(&numbers[0], &numbers[1], &numbers[2])}</p>
            if *is_alike {
                <p class="quiet"><del>{T.only_left}</del>{" · "}<ins>{T.only_right}</ins></p>
            } else {
                <p class="quiet"><mark>{T.in_both}</mark></p>
            }
            <table class="compared">
                <thead><tr>
                    <th scope="col">{document_link(site, left)}</th>
                    <th scope="col">{document_link(site, right)}</th>
                </tr></thead>
                <tbody>{for rows.iter().map(|both| row(both, *is_alike))}</tbody>
            </table>
        </>
    }
}

/// Of texts that are alike what differs is marked, of others what both have.
fn row(row: &ComparedRow, is_alike: bool) -> Html {
    let [left, right] = if is_alike { ["del", "ins"] } else { ["mark", "mark"] };
    let cell = |block: &Option<ComparedBlock>, element, side| cell(block.as_ref(), (element, is_alike), side);
    html! { <tr>{cell(&row.left, left, T.left)}{cell(&row.right, right, T.right)}</tr> }
}

/// A block, with the element that marks what is only here, or what is not. Its side is written above it where the two do
/// not stand side by side.
fn cell(block: Option<&ComparedBlock>, (element, is_only_here): (&'static str, bool), side: &'static str) -> Html {
    let Some(block) = block else {
        return html! { <td class="is-missing"><span class="side">{side}</span><span class="quiet">{T.no_such_block}</span></td> };
    };
    html! {
        <td>
            <span class="side">{side}</span>
            <div lang={block.language.clone()} dir={block.direction.as_str()}>
                {compared(&block.segments, element, is_only_here)}
            </div>
        </td>
    }
}
