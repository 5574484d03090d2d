//! Filters, results and reader side by side: three panes where there is room, else two, else one.

use yew::prelude::*;

use crate::app::browser;
use crate::app::components::{Reader, ResultListActions, comparison, facet_panel, loading, problem, result_list};
use crate::app::hooks::{use_keys, use_media};
use crate::app::panels::panel;
use crate::app::site::{Travel, use_site};
use crate::app::state::{Shared, State};
use crate::app::strings::T;
use crate::engine::protocol::Overview;

/// Room for two panes, and for three. The style sheet has the same two widths.
const TWO_PANES: &str = "(min-width: 44rem)";
const THREE_PANES: &str = "(min-width: 68.75rem)";

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct WorkspaceProps {
    pub overview: Shared<Overview>,
    pub state: State,
    pub on_retry: Callback<()>,
}

#[component]
pub fn Workspace(props: &WorkspaceProps) -> Html {
    let site = use_site();
    let WorkspaceProps { overview, state, on_retry } = props;
    let is_reading = state.route.document().is_some();
    let (has_filters_open, on_filters) = use_filters(is_reading);
    use_return_to_result(state.route.document());
    use_more_to_read(state);
    use_result_keys(&on_filters);
    let panel = panel(&site, overview, state, on_retry);
    let actions = ResultListActions { has_filters_open, on_filters: &on_filters, on_retry, panel };
    html! {
        <div class={classes!("workspace", is_reading.then_some("is-reading"), has_filters_open.then_some("has-filters"))}>
            if has_filters_open {
                {facet_panel(&site, overview, state.results.value.as_ref(), &on_filters)}
            }
            {result_list(&site, overview, &state.results, actions)}
            if state.route.compare.is_some() && is_reading {
                {comparison(&site, state, on_retry)}
            } else if is_reading {
                {reader(overview, state, on_retry)}
            }
        </div>
    }
}

fn reader(overview: &Shared<Overview>, state: &State, on_retry: &Callback<()>) -> Html {
    match (&state.document.value, &state.document.failure) {
        (Some(document), _) => {
            let total = state.results.value.as_ref().map_or(0, |results| results.stories);
            html! {
                <Reader key={document.id.clone()} overview={overview.clone()} document={document.clone()}
                    copies={state.copies.clone()} related={state.related.clone()} neighbours={state.neighbours()} {total} />
            }
        }
        (None, failure) => html! {
            <section class="reader pane" aria-label={T.reader}>
                if let Some(failure) = failure {
                    {problem(failure, T.failed_document_advice, on_retry)}
                } else {
                    {loading(state.progress)}
                }
            </section>
        },
    }
}

/// Whether the filters are open, and the way to change it. Until the reader decides, the width does.
#[hook]
fn use_filters(is_reading: bool) -> (bool, Callback<()>) {
    let site = use_site();
    let (has_two, has_three) = (use_media(TWO_PANES), use_media(THREE_PANES));
    let has_room = if is_reading { has_three } else { has_two };
    let decision = use_state(|| None::<bool>);
    let is_open = decision.unwrap_or(has_room && !site.is_embedded);
    use_effect_with(*decision, |decision| match decision {
        Some(true) => browser::focus("filters-heading"),
        Some(false) => browser::focus("filters-toggle"),
        None => {}
    });
    (is_open, Callback::from(move |()| decision.set(Some(!is_open))))
}

/// When a document is closed, the focus goes back to the result it was opened from.
#[hook]
fn use_return_to_result(document: Option<&str>) {
    let opened = use_mut_ref(|| None::<String>);
    use_effect_with(document.map(str::to_owned), move |document| {
        let closed = opened.replace(document.clone());
        if let (Some(id), None, false) = (closed, document, browser::is_typing()) {
            browser::focus(&format!("result-{id}"));
        }
    });
}

/// Reading on beyond the results that are listed lists more of them.
#[hook]
fn use_more_to_read(state: &State) {
    let site = use_site();
    let is_last = state.results.value.as_ref().is_some_and(|results| {
        let listed = results.hits.len() as u32;
        state.neighbours().position == Some(listed) && listed < results.stories
    });
    use_effect_with(is_last, move |is_last| {
        if *is_last {
            let mut route = site.route.clone();
            route.search.more += 1;
            site.go.emit((route, Travel::Replace));
        }
    });
}

#[hook]
fn use_result_keys(on_filters: &Callback<()>) {
    let site = use_site();
    let on_filters = on_filters.clone();
    use_keys(!site.route.is_without_keys, move |key| {
        match key {
            "j" => browser::focus_neighbour(".result-link", 1),
            "k" => browser::focus_neighbour(".result-link", -1),
            "f" => on_filters.emit(()),
            _ => return false,
        }
        true
    });
}
