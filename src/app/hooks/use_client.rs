//! The search worker, started once.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::client::Client;
use crate::app::state::{Action, State, Subject};
use crate::engine::protocol::{Request, SuggestRequest};

/// Completions offered at most: what can be taken in at a glance.
const COMPLETIONS: u32 = 7;

/// Starts the worker, and asks it for what the route needs whenever that changes.
#[hook]
pub fn use_client(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let client = use_memo((), move |()| Client::start(move |answer| dispatcher.dispatch(Action::Answered(answer))));
    let State {
        route,
        overview,
        results,
        document,
        copies,
        comparison,
        typed,
        completions,
        listing,
        related,
        count,
        exported,
        ..
    } = &**state;
    use_request(&client, state, Subject::Overview, overview.is_unasked(), Some(Request::Open));
    let search = route.search_request().map(Request::Search);
    use_request(&client, state, Subject::Results, results.is_unasked(), search);
    let read = route.read_request().map(Request::Read);
    use_request(&client, state, Subject::Document, document.is_unasked(), read);
    let about = state.copies_request().map(Request::Copies);
    use_request(&client, state, Subject::Copies, copies.is_unasked(), about);
    let compare = route.compare_request().map(Request::Compare);
    use_request(&client, state, Subject::Comparison, comparison.is_unasked(), compare);
    let suggest = typed.clone().map(|text| Request::Suggest(SuggestRequest { text, limit: COMPLETIONS }));
    use_request(&client, state, Subject::Completions, completions.is_unasked(), suggest);
    let list = state.listing_request().map(Request::List);
    use_request(&client, state, Subject::Listing, listing.is_unasked(), list);
    let relate = route.document().map(|id| Request::Related(id.into()));
    use_request(&client, state, Subject::Related, related.is_unasked(), relate);
    use_request(&client, state, Subject::Count, count.is_unasked(), state.count_request());
    use_request(&client, state, Subject::Export, exported.is_unasked(), state.export_request());
}

/// Sends a request when the state says that it is yet to be asked.
#[hook]
fn use_request(
    client: &Rc<Client>,
    state: &UseReducerHandle<State>,
    subject: Subject,
    is_unasked: bool,
    request: Option<Request>,
) {
    let (client, dispatcher) = (client.clone(), state.dispatcher());
    use_effect_with((request, is_unasked), move |(request, is_unasked)| {
        if let Some(request) = request.as_ref().filter(|_| *is_unasked) {
            dispatcher.dispatch(Action::Asked(subject, client.ask(request.clone())));
        }
    });
}
