//! Two documents side by side, or one above the other where there is no room. What only one of them has is marked as
//! deleted or inserted, with a line through or under it, so that no colour is needed to tell.

use yew::prelude::*;

use super::document_link::document_link;
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
    let Comparison { left, right, rows, same_words, left_words, right_words } = comparison;
    let numbers = [same_words, left_words, right_words].map(|number| format::number(*number));
    html! {
        <>
            <p>{(T.comparison_words)(&numbers[0], &numbers[1], &numbers[2])}</p>
            <p class="quiet"><del>{T.only_left}</del>{" · "}<ins>{T.only_right}</ins></p>
            <table class="compared">
                <thead><tr>
                    <th scope="col">{document_link(site, left)}</th>
                    <th scope="col">{document_link(site, right)}</th>
                </tr></thead>
                <tbody>{for rows.iter().map(row)}</tbody>
            </table>
        </>
    }
}

fn row(row: &ComparedRow) -> Html {
    html! { <tr>{cell(row.left.as_ref(), "del", T.left)}{cell(row.right.as_ref(), "ins", T.right)}</tr> }
}

/// A block. Its side is written above it where the two do not stand side by side.
fn cell(block: Option<&ComparedBlock>, changed: &'static str, side: &'static str) -> Html {
    let Some(block) = block else {
        return html! { <td class="is-missing"><span class="side">{side}</span><span class="quiet">{T.no_such_block}</span></td> };
    };
    html! {
        <td>
            <span class="side">{side}</span>
            <div lang={block.language.clone()} dir={block.direction.as_str()}>
                for segment in &block.segments {
                    if segment.is_only_here {
                        <@{changed}>{&segment.text}</@>
                    } else {
                        {&segment.text}
                    }
                }
            </div>
        </td>
    }
}
