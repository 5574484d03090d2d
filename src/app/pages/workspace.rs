//! Filters, results and reader side by side: three panes where there is room, else two, else one.

use yew::prelude::*;

use super::reading::waiting;
use crate::app::browser;
use crate::app::components::{ResultListActions, facet_panel, result_list};
use crate::app::hooks::{use_keys, use_later, use_media};
use crate::app::model::state::{Shared, State};
use crate::app::model::view::Panel;
use crate::app::site::use_site;
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
    use_result_keys(&on_filters);
    let is_counting = site.route.view.panel != Panel::Documents;
    // Whoever moves over the page is about to open something.
    let is_near = use_state_eq(|| false);
    let later = use_later(&site.load_later, is_counting || is_reading || *is_near);
    let on_near = Callback::from(move |_: PointerEvent| is_near.set(true));
    let panel = is_counting.then(|| match &later {
        Ok(later) => (later.panel)(&site, overview, state, on_retry),
        Err(meanwhile) => meanwhile.clone(),
    });
    let actions = ResultListActions { has_filters_open, on_filters: &on_filters, on_retry, panel };
    html! {
        <div class={classes!("workspace", is_reading.then_some("is-reading"), has_filters_open.then_some("has-filters"))}
            onpointerover={on_near}>
            if has_filters_open {
                {facet_panel(&site, overview, state.remotes.results.value.as_ref(), &on_filters)}
            }
            {result_list(&site, overview, &state.remotes.results, actions)}
            if is_reading {
                {later.map_or_else(waiting, |later| (later.reading)(&site, overview, state, on_retry))}
            }
        </div>
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
