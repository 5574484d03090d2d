//! Ways of looking at what was found that count: concordance, trends, words, dispersion, claims.
//!
//! Each panel says what it counts and of what, has its numbers as a table, and exports them with the line that makes
//! them again. A new panel is a file here and a file in [`super::model::view`], with a line in each list.

mod chart;
mod claims;
mod concordance;
mod dispersion;
mod foot;
mod parts;
mod trends;
mod words;

use yew::prelude::*;

use self::foot::PanelFoot;
use self::parts::PanelView;
use super::components::{FOUND, problem};
use super::model::state::{Shared, State};
use super::model::view::Panel;
use super::site::Site;
use super::strings::T;
use crate::engine::protocol::Overview;

/// The one list of how panels are drawn; the list of results is none.
fn view_of(panel: Panel) -> Option<&'static PanelView> {
    match panel {
        Panel::Documents => None,
        Panel::Concordance => Some(&concordance::PANEL),
        Panel::Trends => Some(&trends::PANEL),
        Panel::Words => Some(&words::PANEL),
        Panel::Dispersion => Some(&dispersion::PANEL),
        Panel::Claims => Some(&claims::PANEL),
    }
}

/// The chosen panel.
pub fn panel(site: &Site, overview: &Shared<Overview>, state: &State, on_retry: &Callback<()>) -> Html {
    let panel = site.route.view.panel;
    let Some(view) = view_of(panel) else { return Html::default() };
    let count = &state.remotes.count;
    let body = count.value.as_ref().and_then(|answer| (view.body)(site, state, answer));
    let body = body.unwrap_or_else(|| meanwhile(state));
    let failure = count.failure.as_ref().or(state.remotes.exported.failure.as_ref());
    // While something is awaited that may be higher or lower, what stands below would move.
    let is_still = panel.is_fitted() || count.pending.is_none();
    let is_shown = count.value.is_some() && is_still;
    html! {
        <section class={classes!("panel", panel.is_fitted().then_some("is-fitted"))} id={FOUND} tabindex="-1" aria-labelledby="panel-heading"
            aria-busy={count.pending.is_some().to_string()}>
            <h3 id="panel-heading" class="visually-hidden">{(T.tab)(site.route.view.tab())}</h3>
            {(view.controls)(site, overview, count.value.as_deref())}
            if let Some(failure) = failure {
                {problem(failure, T.failed_search_advice, on_retry)}
            }
            {body}
            if is_shown {
                <PanelFoot answer={count.value.clone()} ready={state.export_ready()} {view} />
            }
        </section>
    }
}

/// What stands in place of numbers that are not there.
fn meanwhile(state: &State) -> Html {
    if state.count_request().is_none() {
        html! { <p class="quiet">{T.panel_needs}</p> }
    } else if state.remotes.count.failure.is_some() {
        Html::default()
    } else {
        html! { <p class="quiet" role="status">{T.counting}</p> }
    }
}
