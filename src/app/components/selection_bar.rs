//! What can be done with a selected passage: shown while something in the text is selected.

use std::cell::RefCell;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::highlighted::plain_text;
use crate::app::browser;
use crate::app::model::passage::PassageLink;
use crate::app::model::share_options::ShareAction;
use crate::app::model::sharing::{Quotation, Sharing, quotation_with_citation};
use crate::app::model::state::Shared;
use crate::app::site::use_site;
use crate::app::strings::T;
use crate::engine::protocol::{BlockView, DocumentView, Overview};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SelectionBarProps {
    pub document: Shared<DocumentView>,
    pub overview: Shared<Overview>,
}

#[component]
pub fn SelectionBar(props: &SelectionBarProps) -> Html {
    let site = use_site();
    let selected = use_state_eq(|| None::<browser::Selected>);
    let outcome = use_state_eq(|| "");
    {
        let (selected, outcome) = (selected.setter(), outcome.setter());
        use_effect_with((), move |()| {
            let last = RefCell::new(None);
            let listener = EventListener::new(&browser::document(), "selectionchange", move |_| {
                let now = browser::selected();
                if last.replace(now.clone()) != now {
                    selected.set(now);
                    outcome.set("");
                }
            });
            move || drop(listener)
        });
    }
    let node = use_node_ref();
    let place = selected.as_ref().map(|selected| selected.place);
    use_effect_with((node.clone(), place), |(node, place)| {
        if let (Some(element), Some(place)) = (node.cast::<HtmlElement>(), place) {
            browser::place(&element, *place);
        }
    });
    let Some(quotation) = selected.as_ref().and_then(|selected| quotation(&props.document, selected)) else {
        return Html::default();
    };
    let copy = |text: String| {
        let outcome = outcome.setter();
        Callback::from(move |_| {
            let (text, outcome) = (text.clone(), outcome.clone());
            spawn_local(async move { outcome.set(if browser::copy(text).await { T.copied } else { T.not_copied }) });
        })
    };
    let base = browser::base();
    let citation = quotation_with_citation(&quotation, &props.document, &props.overview, &base);
    let link =
        format!("{base}{}", Sharing::of_passage(ShareAction::Share, quotation.clone()).route(&site.route).href());
    let share = |action: ShareAction| {
        let on_share = site.share(Sharing::of_passage(action, quotation.clone()));
        html! { <button type="button" class="button is-small" onclick={on_share}>{(T.share_action)(action)}{"…"}</button> }
    };
    // Pressing a button must not take the selection away.
    let keep = |event: MouseEvent| event.prevent_default();
    html! {
        <div class="selection-bar" ref={node} role="toolbar" aria-label={T.selection} onmousedown={keep}>
            <button type="button" class="button is-small is-strong" onclick={copy(citation)}>{T.copy_quotation}</button>
            <button type="button" class="button is-small" onclick={copy(link)}>{T.copy_link}</button>
            {share(ShareAction::Cite)}
            {share(ShareAction::Share)}
            <span class="quiet" role="status">{*outcome}</span>
        </div>
    }
}

/// The selection as it is quoted.
fn quotation(document: &DocumentView, selected: &browser::Selected) -> Option<Quotation> {
    let block = document.blocks.iter().find(|block| block.paragraph == selected.paragraph)?;
    let text = plain_text(&block.segments);
    let browser::Selected { paragraph, before, text: exact, after, .. } = selected;
    let is_before = |block: &&BlockView| (1..=*paragraph).contains(&block.paragraph);
    let page = document.blocks.iter().rev().filter(is_before).find_map(|block| block.page);
    Some(Quotation {
        link: PassageLink::new(*paragraph, &text, before, exact, after),
        text: exact.split_whitespace().collect::<Vec<_>>().join(" "),
        page,
    })
}
