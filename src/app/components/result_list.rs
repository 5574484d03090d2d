//! The middle pane: how many were found, why, and the list.

use yew::prelude::*;

use super::active_filters::active_filters;
use super::counted_as::counted_as;
use super::icon::{Shape, icon};
use super::pager::{FOUND, pager};
use super::problem::problem;
use super::relaxations::relaxations;
use super::result_item::result_item;
use super::sort_choice::sort_choice;
use super::tabs::tabs;
use super::variant_chips::variant_chips;
use crate::app::model::route::{Page, Route};
use crate::app::model::search::{PAGE_LENGTH, Search};
use crate::app::model::share_options::{Scope, ShareAction};
use crate::app::model::sharing::Sharing;
use crate::app::model::state::Remote;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{FoundPassage, Overview, PassageMatch, Remark, Results, Sort};

/// What can be done to the pane from its head.
#[derive(Debug, Clone)]
pub struct ResultListActions<'a> {
    pub has_filters_open: bool,
    pub on_filters: &'a Callback<()>,
    pub on_retry: &'a Callback<()>,
    /// What is shown in place of the list.
    pub panel: Option<Html>,
}

pub fn result_list(site: &Site, overview: &Overview, results: &Remote<Results>, actions: ResultListActions) -> Html {
    let Remote { value, pending, failure } = results;
    html! {
        <section class="results pane" aria-labelledby="results-heading" aria-busy={pending.is_some().to_string()}>
            <h2 id="results-heading" class="visually-hidden">{T.results}</h2>
            <div class="pane-head">
                <button type="button" id="filters-toggle" class="button" aria-expanded={actions.has_filters_open.to_string()}
                    aria-keyshortcuts="f" onclick={actions.on_filters.reform(|_| ())}>
                    {icon(Shape::Filter)}<span class="label">{filters_label(&site.route.search)}</span>
                </button>
                <p class="status" role="status">{status(results, overview.documents)}</p>
                if actions.panel.is_none() {
                    {sort_choice(site, value.as_ref().map(|results| results.sort))}
                }
                {share_buttons(site)}
                {tabs(site)}
            </div>
            <div class={classes!("pane-body", site.route.view.panel.is_fitted().then_some("is-fitted"))}>
                {active_filters(site, overview)}
                if let Some(failure) = failure {
                    {problem(failure, T.failed_search_advice, actions.on_retry)}
                }
                if let Some(results) = value {
                    {notes(site, overview, results)}
                }
                {actions.panel.or_else(|| value.as_ref().map(|results| list(site, results)))}
                if *results == Remote::default() {
                    <p><a href={site.route.everything().href()}>{(T.browse_all)(&(T.documents)(overview.documents))}</a></p>
                }
            </div>
        </section>
    }
}

/// To cite, share or export all results: each button opens a dialog of its own.
fn share_buttons(site: &Site) -> Html {
    let button = |(action, id, shape): (ShareAction, &'static str, Shape)| {
        let sharing = Sharing::new(action, Scope::Search).with_action(action, &site.route);
        let key = (action == ShareAction::Cite).then_some("c");
        html! {
            <button type="button" {id} class="button" aria-keyshortcuts={key} onclick={site.share(sharing)}>
                {icon(shape)}<span class="label">{(T.share_action)(action)}</span>
            </button>
        }
    };
    let buttons = [
        (ShareAction::Cite, "cite-results", Shape::Quote),
        (ShareAction::Share, "share-results", Shape::Link),
        (ShareAction::Export, "export-results", Shape::Download),
    ];
    html! { <div class="share-buttons">{for buttons.map(button)}</div> }
}

/// What is to be said about the search.
fn notes(site: &Site, overview: &Overview, results: &Results) -> Html {
    html! {
        <>
            if is_quotation(&site.route.search, results) {
                <p class="quiet">{(T.found_word_for_word)(results.total)}</p>
            }
            {counted_as(site, &results.counted_as)}
            {variant_chips(&results.variants)}
            {suggestions(&site.route, &results.suggestions)}
            {remarks(&site.route.search.query, &results.remarks)}
            if results.total == 0 {
                {relaxations(site, overview, &results.relaxations)}
            }
        </>
    }
}

/// The query is nothing but quotations, and all of them were found word for word: only then is the usual order that of
/// the dates.
fn is_quotation(search: &Search, results: &Results) -> bool {
    let is_exact = |passage: &FoundPassage| passage.found == PassageMatch::Exact;
    search.sort == Sort::Auto && results.sort == Sort::Oldest && results.passages.iter().all(is_exact)
}

fn list(site: &Site, results: &Results) -> Html {
    html! {
        <>
            <ol id={FOUND} class="result-list" tabindex="-1">{for results.hits.iter().map(|hit| result_item(site, hit))}</ol>
            {pager(site, results.stories, PAGE_LENGTH)}
        </>
    }
}

fn filters_label(search: &Search) -> String {
    match search.narrowings() {
        0 => T.filters.into(),
        count => (T.filters_chosen)(count),
    }
}

/// Beside a document that was opened by a link without a search, nothing is awaited, so there is nothing to say.
fn status(results: &Remote<Results>, all: u32) -> String {
    match results.value.as_deref() {
        Some(results) if results.total == 0 => T.found_none.into(),
        Some(results) if results.stories < results.total => {
            let found = (T.found)(results.total, &(T.documents)(all));
            (T.found_without_copies)(&found, results.stories)
        }
        Some(results) => (T.found)(results.total, &(T.documents)(all)),
        None if results.pending.is_some() => T.searching.into(),
        None => String::new(),
    }
}

/// Links to other spellings of the query.
fn suggestions(route: &Route, suggestions: &[String]) -> Html {
    if suggestions.is_empty() {
        return Html::default();
    }
    let link = |query: &String| {
        let mut route = route.at(Page::Results);
        route.search.query.clone_from(query);
        route.search.page = 0;
        html! { <li><a href={route.href()} dir="auto">{query}</a></li> }
    };
    html! {
        <nav class="suggestions" aria-labelledby="suggestions-label">
            <span id="suggestions-label">{T.did_you_mean}</span>{" "}
            <ul>{for suggestions.iter().map(link)}</ul>
        </nav>
    }
}

/// What the engine says about parts of the query.
fn remarks(query: &str, remarks: &[Remark]) -> Html {
    if remarks.is_empty() {
        return Html::default();
    }
    let item = |remark: &Remark| {
        let text = (T.remark)(&remark.code);
        html! {
            <li>
                if let Some(part) = part_meant(query, remark, &text) {
                    <bdi class="remark-part">{(T.remark_on)(part)}</bdi>{" "}
                }
                <bdi>{text}</bdi>
            </li>
        }
    };
    html! { <ul id="query-remarks" class="remarks">{for remarks.iter().map(item)}</ul> }
}

/// The part of the query that a remark is about, unless the text of the remark quotes it.
fn part_meant<'a>(query: &'a str, remark: &Remark, text: &str) -> Option<&'a str> {
    let part = query.get(remark.start as usize..remark.end as usize)?;
    let words = part.trim_matches(|c: char| !c.is_alphanumeric());
    (!part.is_empty() && (words.is_empty() || !text.contains(words))).then_some(part)
}
