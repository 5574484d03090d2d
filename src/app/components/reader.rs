//! The right pane: a document, opened at its first hit.

use std::rc::Rc;

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::counted_as::counted_as;
use super::derivation::derivation;
use super::document_facts::document_facts;
use super::document_link::publishers_of;
use super::document_text::DocumentText;
use super::highlighted::highlighted;
use super::hit_gutter::{hit_gutter, positions};
use super::hit_list::{HitLine, hit_lines, hit_list};
use super::hit_navigator::hit_navigator;
use super::icon::{Shape, icon};
use super::related::related;
use super::repeats::repeats;
use super::selection_bar::SelectionBar;
use crate::app::browser;
use crate::app::hooks::use_keys;
use crate::app::model::format;
use crate::app::model::passage::{Fidelity, Located};
use crate::app::model::route::{Page, Route, Travel};
use crate::app::model::share_options::{Scope, ShareAction};
use crate::app::model::sharing::Sharing;
use crate::app::model::state::{Neighbours, Remote, Shared};
use crate::app::site::{Site, use_site};
use crate::app::strings::{T, language};
use crate::engine::protocol::{CopiesView, DocumentView, Listing, Overview};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ReaderProps {
    pub overview: Shared<Overview>,
    pub document: Shared<DocumentView>,
    pub copies: Remote<CopiesView>,
    pub related: Remote<Listing>,
    pub neighbours: Neighbours,
    /// Results, each story once.
    pub total: u32,
}

/// To be keyed by the document's id: another document begins at its own first hit.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let site = use_site();
    let ReaderProps { overview, document, neighbours, total, .. } = props;
    let page = use_node_ref();
    let hits = use_hits(document);
    let has_furniture = use_state(|| false);
    let link = site.route.reading.passage.clone();
    let is_linked = link.is_some();
    let passage = *use_memo((document.clone(), link), |(document, link)| link.as_ref()?.locate(&document.blocks));
    let on_passage = {
        let site = site.clone();
        Callback::from(move |passage| site.go.emit((site.route.at_passage(passage), Travel::Push)))
    };
    use_opening(document, hits.current, passage, &page);
    // After the title has been given the focus, because the field takes it from there.
    let tools = use_tools(!site.route.reading.find.is_empty());
    use_reader_keys(neighbours, hits.on_step.clone());
    html! {
        <article class="reader pane" aria-labelledby="document-title">
            <div class="pane-head reader-bar">
                {back(&site)}
                {document_steps(neighbours, *total)}
                {find_button(&tools)}
                {hit_tools(&site, &hits, &tools)}
                {unfolded(&site, tools.open, &hits)}
            </div>
            <div class="reader-page" ref={page} tabindex="0" role="region" aria-labelledby="document-title">
                <div class="sheet">
                    {heading(&site, document)}
                    {counted_as(&site, &document.counted_as)}
                    {passage_notice(is_linked, passage)}
                    {furniture_toggle(document, &has_furniture)}
                    <DocumentText document={document.clone()} {passage} has_furniture={*has_furniture} {on_passage} />
                    {repeats(&site, document, &props.copies)}
                    if overview.has_related {
                        {related(&site, &props.related)}
                    }
                    {document_facts(&site, document, &overview.edition)}
                    {printed_source(overview, document)}
                    <SelectionBar document={document.clone()} overview={overview.clone()} />
                </div>
            </div>
            {hit_gutter(&hits.positions, hits.current, hits.on_pick.clone())}
        </article>
    }
}

/// The hits of the open document, and the way from one to another.
struct Hits {
    current: u32,
    total: u32,
    /// Where they are, for the gutter.
    positions: Rc<Vec<u32>>,
    lines: Rc<Vec<HitLine>>,
    /// Goes so many hits on, round and round.
    on_step: Callback<i32>,
    on_pick: Callback<u32>,
}

#[hook]
fn use_hits(document: &Shared<DocumentView>) -> Hits {
    let hit = use_state(|| 0);
    let total = document.hit_count;
    let current = (*hit).min(total.saturating_sub(1));
    let positions = use_memo(document.clone(), |document| positions(document));
    let lines = use_memo(document.clone(), |document| hit_lines(document));
    let on_step = {
        let hit = hit.clone();
        Callback::from(move |step: i32| hit.set((current as i32 + step).rem_euclid((total as i32).max(1)) as u32))
    };
    let on_pick = Callback::from(move |picked| hit.set(picked));
    Hits { current, total, positions, lines, on_step, on_pick }
}

/// What is unfolded in the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    None,
    Find,
    Hits,
}

/// The tool that is unfolded, and the way to unfold another, or to fold it up again.
struct Tools {
    open: Tool,
    on_toggle: Callback<Tool>,
}

#[hook]
fn use_tools(is_finding: bool) -> Tools {
    let tool = use_state(|| if is_finding { Tool::Find } else { Tool::None });
    use_effect_with(*tool, |tool| {
        if *tool == Tool::Find {
            browser::select_field("find");
        }
    });
    let open = *tool;
    let on_toggle = Callback::from(move |wanted| tool.set(if open == wanted { Tool::None } else { wanted }));
    Tools { open, on_toggle }
}

fn back(site: &Site) -> Html {
    let back = site.route.at(Page::Results);
    html! {
        <a class="button back" href={back.href()}>
            {icon(Shape::Back)}<span class="label">{if back.is_start() { T.back_to_start } else { T.back_to_results }}</span>
        </a>
    }
}

fn find_button(tools: &Tools) -> Html {
    html! {
        <button type="button" id="find-toggle" class="icon-button" aria-label={T.find_in_document} title={T.find_in_document}
            aria-expanded={(tools.open == Tool::Find).to_string()} onclick={tools.on_toggle.reform(|_: MouseEvent| Tool::Find)}>
            {icon(Shape::Search)}<span class="label">{T.find_short}</span>
        </button>
    }
}

/// The way from hit to hit, or that there is none of what was searched.
fn hit_tools(site: &Site, hits: &Hits, tools: &Tools) -> Html {
    let has_words = !site.route.reading.find.is_empty() || !site.route.search.query.trim().is_empty();
    if hits.total > 0 {
        let on_list = tools.on_toggle.reform(|()| Tool::Hits);
        hit_navigator(hits.current, hits.total, &hits.on_step, tools.open == Tool::Hits, &on_list)
    } else if has_words {
        html! { <p class="quiet">{T.no_hits}</p> }
    } else {
        Html::default()
    }
}

/// What the bar's buttons unfold.
fn unfolded(site: &Site, tool: Tool, hits: &Hits) -> Html {
    match tool {
        Tool::None => Html::default(),
        Tool::Hits => hit_list(&hits.lines, hits.current, &hits.on_pick),
        Tool::Find => {
            let on_input = {
                let site = site.clone();
                Callback::from(move |event: InputEvent| {
                    let mut route = site.route.clone();
                    route.reading.find = event.target_unchecked_into::<HtmlInputElement>().value();
                    site.go.emit((route, Travel::Replace));
                })
            };
            html! {
                <input type="search" id="find" class="find" aria-label={T.find_in_document} placeholder={T.find_in_document}
                    autocomplete="off" spellcheck="false" dir="auto" value={site.route.reading.find.clone()} oninput={on_input} />
            }
        }
    }
}

/// Says when a link leads to something else than it was made for.
fn passage_notice(is_linked: bool, passage: Option<Located>) -> Html {
    let text = match passage.map(|passage| passage.fidelity) {
        None if is_linked => T.passage_lost,
        Some(Fidelity::Quoted) => T.passage_changed,
        Some(Fidelity::Alike) => T.passage_alike,
        _ => return Html::default(),
    };
    html! { <p class="passage-notice" role="status">{text}</p> }
}

fn furniture_toggle(document: &DocumentView, has_furniture: &UseStateHandle<bool>) -> Html {
    if document.blocks.iter().all(|block| block.paragraph > 0) {
        return Html::default();
    }
    let on_toggle = {
        let has_furniture = has_furniture.clone();
        Callback::from(move |_: Event| has_furniture.set(!*has_furniture))
    };
    html! {
        <label class="toggle furniture-toggle">
            <input type="checkbox" checked={**has_furniture} onchange={on_toggle} />{T.show_furniture}
        </label>
    }
}

/// At the foot of every printed page: what it is from.
fn printed_source(overview: &Overview, document: &DocumentView) -> Html {
    html! {
        <p class="printed-source" aria-hidden="true">
            <span>{(T.printed_from)(&overview.settings.title, &overview.edition, &document.id)}</span>
            <span>{T.source_hash}{" "}{&document.source.sha256}</span>
        </p>
    }
}

fn heading(site: &Site, document: &DocumentView) -> Html {
    let date = document.date.as_deref().map_or(T.undated.into(), format::date);
    html! {
        <header class="document-head">
            <h2 id="document-title" tabindex="-1" lang={document.language.clone()} dir={document.direction.as_str()}>
                {highlighted(&document.title, false)}
            </h2>
            <p class="byline">
                for part in publishers_of(document) {
                    <span><bdi>{part}</bdi></span>
                }
                <span>{date}</span>
                <span>{language(&document.language)}</span>
                if document.is_title_by_editors {
                    <span class="tag" title={T.title_by_editors_hint}>{T.title_by_editors}</span>
                }
            </p>
            {derivation(document)}
            {content_notes(&document.content_notes)}
            if let Some(summary) = &document.summary {
                <p class="summary" dir="auto">{summary}</p>
            }
            <p class="document-actions">
                for action in [ShareAction::Cite, ShareAction::Share] {
                    <button type="button" class="button is-small" onclick={site.share(Sharing::new(action, Scope::Document))}>{(T.share_action)(action)}</button>
                }
                <button type="button" class="link-button" onclick={|_| browser::focus("facts-heading")}>{T.facts}</button>
            </p>
        </header>
    }
}

/// What a reader may want to know before reading, folded: a note can be what somebody would rather not read.
fn content_notes(notes: &[String]) -> Html {
    if notes.is_empty() {
        return Html::default();
    }
    html! {
        <details class="content-notes">
            <summary>{(T.content_notes)(notes.len())}</summary>
            <ul>{for notes.iter().map(|note| html! { <li dir="auto">{note}</li> })}</ul>
        </details>
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

/// Moves the focus to the title of a document just opened, and the eye to the passage that the address leads to, else to
/// the present hit.
#[hook]
fn use_opening(document: &Shared<DocumentView>, current: u32, passage: Option<Located>, page: &NodeRef) {
    use_effect_with((), |()| browser::focus_in_place("document-title"));
    let shown = use_mut_ref(|| None::<(Shared<DocumentView>, Option<Located>)>);
    use_effect_with((document.clone(), current, passage, page.clone()), move |(document, current, passage, page)| {
        let before = shown.replace(Some((document.clone(), *passage)));
        let is_opening = before.as_ref().is_none_or(|(shown, _)| shown != document);
        let is_passage_new = before.is_none_or(|(_, shown)| shown != *passage);
        let Some(page) = page.cast::<Element>() else { return };
        browser::highlight_hit(&page, *current);
        match passage {
            Some(_) if is_passage_new => browser::reveal(&page, ".is-passage", is_opening),
            _ => browser::reveal(&page, "mark[data-current]", is_opening),
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
