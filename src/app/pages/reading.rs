//! The right pane of the workspace: a document, or two side by side, or what keeps them from being shown.

use yew::prelude::*;

use crate::app::components::{Reader, comparison, loading, problem};
use crate::app::model::state::{Shared, State};
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::Overview;

pub fn reading(site: &Site, overview: &Shared<Overview>, state: &State, on_retry: &Callback<()>) -> Html {
    if state.route.compare.is_some() {
        return comparison(site, state, on_retry);
    }
    match (&state.remotes.document.value, &state.remotes.document.failure) {
        (Some(document), _) => {
            let total = state.remotes.results.value.as_ref().map_or(0, |results| results.stories);
            html! {
                <Reader key={document.id.clone()} overview={overview.clone()} document={document.clone()}
                    copies={state.remotes.copies.clone()} related={state.remotes.related.clone()} neighbours={state.neighbours()} {total} />
            }
        }
        (None, Some(failure)) => waiting(problem(failure, T.failed_document_advice, on_retry)),
        (None, None) => waiting(loading(state.progress)),
    }
}

/// The pane with what is shown in it until a document can be.
pub fn waiting(what: Html) -> Html {
    html! { <section class="reader pane" aria-label={T.reader}>{what}</section> }
}
