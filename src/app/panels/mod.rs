//! Ways of looking at what was found that count: concordance, trends, words, dispersion, claims.
//!
//! Each panel says what it counts and of what, has its numbers as a table, and takes them away with the line that makes
//! them again. `chart` is plain functions; what a panel asks for stands in [`super::model::view`].

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
use super::components::{is_fitted, problem};
use super::model::choices::Panel;
use super::model::state::{Shared, State};
use super::site::Site;
use super::strings::T;
use crate::engine::protocol::{Overview, Response};

/// The chosen panel.
pub fn panel(site: &Site, overview: &Shared<Overview>, state: &State, on_retry: &Callback<()>) -> Html {
    let panel = site.route.view.panel;
    let count = &state.remotes.count;
    let answer = count.value.as_deref();
    let controls = match panel {
        Panel::Documents | Panel::Dispersion => Html::default(),
        Panel::Concordance => concordance::controls(site, overview),
        Panel::Trends => trends::controls(site, answer),
        Panel::Words => words::controls(site, overview),
        Panel::Claims => claims::controls(site, answer),
    };
    let body = match (panel, answer) {
        (Panel::Concordance, Some(Response::Concordance(_))) => concordance::lines(site, state),
        (Panel::Trends, Some(Response::Trends(_))) => {
            count.value.as_ref().map(|answer| trends::chart(site, answer)).unwrap_or_default()
        }
        (Panel::Words, Some(Response::Collocates(near))) => words::collocates(site, near),
        (Panel::Words, Some(Response::Keyness(key))) => words::key_words(site, key),
        (Panel::Dispersion, Some(Response::Dispersion(dispersion))) => dispersion::barcodes(site, state, dispersion),
        (Panel::Claims, Some(Response::Claimed(claims))) => claims::claims(site, claims),
        _ if state.count_request().is_none() => html! { <p class="quiet">{T.panel_needs}</p> },
        _ if count.failure.is_some() => Html::default(),
        _ => html! { <p class="quiet" role="status">{T.counting}</p> },
    };
    let failure = count.failure.as_ref().or(state.remotes.exported.failure.as_ref());
    // While something is awaited that may be higher or lower, what stands below would move.
    let is_still = is_fitted(panel) || count.pending.is_none();
    let is_shown = answer.is_some() && is_still;
    html! {
        <section class={classes!("panel", is_fitted(panel).then_some("is-fitted"))} aria-labelledby="panel-heading"
            aria-busy={count.pending.is_some().to_string()}>
            <h3 id="panel-heading" class="visually-hidden">{(T.panel)(panel)}</h3>
            {controls}
            if let Some(failure) = failure {
                {problem(failure, T.failed_search_advice, on_retry)}
            }
            {body}
            if is_shown {
                <PanelFoot answer={count.value.clone()} ready={state.export_ready()} {panel} />
            }
        </section>
    }
}
