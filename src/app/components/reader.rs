//! The right pane: a document, opened at its first hit.

use web_sys::Element;
use yew::prelude::*;

use super::{DocumentText, Shape, document_facts, hit_gutter, hit_navigator, icon, marked, positions, repeats};
use crate::app::hooks::use_keys;
use crate::app::route::{Page, Route};
use crate::app::site::{Travel, use_site};
use crate::app::state::{Neighbours, Remote, Shared};
use crate::app::strings::{T, language};
use crate::app::{browser, format};
use crate::engine::protocol::{CopiesView, DocumentView};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReaderProps {
    pub document: Shared<DocumentView>,
    pub copies: Remote<CopiesView>,
    pub neighbours: Neighbours,
    /// Results, each story once.
    pub total: u32,
}

/// To be keyed by the document's id: another document begins at its own first hit.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let site = use_site();
    let document = &props.document;
    let page = use_node_ref();
    let hit = use_state(|| 0);
    let current = (*hit).min(document.hit_count.saturating_sub(1));
    let positions = use_memo(document.clone(), |document| positions(document));

    let on_step = {
        let (hit, total) = (hit.clone(), document.hit_count as i32);
        Callback::from(move |step: i32| hit.set((current as i32 + step).rem_euclid(total.max(1)) as u32))
    };
    use_opening(document, current, &page);
    use_reader_keys(&props.neighbours, on_step.clone());

    let back = site.route.at(Page::Results);
    html! {
        <article class="reader pane" aria-labelledby="document-title">
            <div class="pane-head reader-bar">
                <a class="button back" href={back.href()}>
                    {icon(Shape::Back)}{if back.is_start() { T.back_to_start } else { T.back_to_results }}
                </a>
                {document_steps(&props.neighbours, props.total)}
                if document.hit_count > 0 {
                    {hit_navigator(current, document.hit_count, &on_step)}
                } else if !site.route.search.query.trim().is_empty() {
                    <p class="quiet">{T.no_hits}</p>
                }
            </div>
            <div class="reader-page" ref={page} tabindex="0" role="region" aria-labelledby="document-title">
                <div class="sheet">
                    {heading(document)}
                    <DocumentText document={document.clone()} />
                    {repeats(&site, document, &props.copies)}
                    {document_facts(&site, document)}
                </div>
            </div>
            {hit_gutter(&positions, current, Callback::from(move |picked| hit.set(picked)))}
        </article>
    }
}

fn heading(document: &DocumentView) -> Html {
    let date = document.date.as_deref().map_or(T.undated.into(), format::date);
    let publisher =
        document.fields.iter().find(|field| field.field.name == "publisher").map(|field| field.values.join(", "));
    html! {
        <header class="document-head">
            <h2 id="document-title" tabindex="-1" lang={document.language.clone()} dir={document.direction.as_str()}>
                {marked(&document.title, false)}
            </h2>
            <p class="byline">
                if let Some(publisher) = publisher.filter(|publisher| !publisher.is_empty()) {
                    <span dir="auto">{publisher}</span>
                }
                <span>{date}</span>
                <span>{language(&document.language)}</span>
                if document.is_title_by_editors {
                    <span class="tag" title={T.title_by_editors_hint}>{T.title_by_editors}</span>
                }
                <button type="button" class="link-button" onclick={|_| browser::focus("facts-heading")}>{T.facts}</button>
            </p>
            if let Some(summary) = &document.summary {
                <p class="summary" dir="auto">{summary}</p>
            }
        </header>
    }
}

/// "4 of 12", with the ways to the documents before and after.
fn document_steps(neighbours: &Neighbours, total: u32) -> Html {
    let Some(position) = neighbours.position else {
        return Html::default();
    };
    let link = |label: &'static str, key: &'static str, shape: Shape, route: &Option<Route>| match route {
        Some(route) => html! {
            <a class="icon-button" href={route.href()} aria-label={label} title={label} aria-keyshortcuts={key}>{icon(shape)}</a>
        },
        None => html! { <span class="icon-button is-off">{icon(shape)}</span> },
    };
    html! {
        <nav class="document-steps" aria-label={T.results}>
            {link(T.previous_document, "[", Shape::Back, &neighbours.previous)}
            <span>{(T.position)(&format::number(position), &format::number(total))}</span>
            {link(T.next_document, "]", Shape::Forward, &neighbours.next)}
        </nav>
    }
}

/// Moves the focus to the title of a document just opened, and the eye to its present hit.
#[hook]
fn use_opening(document: &Shared<DocumentView>, current: u32, page: &NodeRef) {
    use_effect_with((), |()| browser::focus_in_place("document-title"));
    let shown = use_mut_ref(|| None::<Shared<DocumentView>>);
    use_effect_with((document.clone(), current, page.clone()), move |(document, current, page)| {
        let is_opening = shown.replace(Some(document.clone())).as_ref() != Some(document);
        if let Some(page) = page.cast::<Element>() {
            browser::reveal_hit(&page, *current, is_opening);
        }
    });
}

#[hook]
fn use_reader_keys(neighbours: &Neighbours, on_step: Callback<i32>) {
    let site = use_site();
    let neighbours = neighbours.clone();
    use_keys(!site.route.is_without_keys, move |key| {
        match key {
            "n" => on_step.emit(1),
            "p" => on_step.emit(-1),
            "[" => neighbours.previous.iter().for_each(|route| site.go.emit((route.clone(), Travel::Push))),
            "]" => neighbours.next.iter().for_each(|route| site.go.emit((route.clone(), Travel::Push))),
            "Escape" => site.go.emit((site.route.at(Page::Results), Travel::Push)),
            _ => return false,
        }
        true
    });
}
