//! The search worker, started once.

use yew::prelude::*;

use crate::app::client::Client;
use crate::app::model::state::{Action, State, Subject};
use crate::engine::protocol::{ExamineRequest, FindRequest, Request, SuggestRequest};

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
    let mut unasked: Vec<(Subject, Request)> = Vec::new();
    let mut want = |subject, is_unasked: bool, request: Option<Request>| {
        unasked.extend(request.filter(|_| is_unasked).map(|request| (subject, request)));
    };
    want(Subject::Overview, overview.is_unasked(), Some(FindRequest::Open.into()));
    want(Subject::Results, results.is_unasked(), route.search_request().map(FindRequest::Search).map(Into::into));
    want(Subject::Document, document.is_unasked(), route.read_request().map(ExamineRequest::Read).map(Into::into));
    want(Subject::Copies, copies.is_unasked(), state.copies_request().map(ExamineRequest::Copies).map(Into::into));
    want(
        Subject::Comparison,
        comparison.is_unasked(),
        route.compare_request().map(ExamineRequest::Compare).map(Into::into),
    );
    let suggest = typed.clone().map(|text| FindRequest::Suggest(SuggestRequest { text, limit: COMPLETIONS }).into());
    want(Subject::Completions, completions.is_unasked(), suggest);
    want(Subject::Listing, listing.is_unasked(), state.listing_request().map(ExamineRequest::List).map(Into::into));
    want(
        Subject::Related,
        related.is_unasked(),
        route.document().map(|id| ExamineRequest::Related(id.into())).map(Into::into),
    );
    want(Subject::Count, count.is_unasked(), state.count_request().map(Into::into));
    want(Subject::Export, exported.is_unasked(), state.export_request().map(Into::into));
    // What is asked here is no longer unasked when the state is next looked at, so that nothing is asked twice. On a busy
    // machine its answer may be there before that, with the same to ask again: the number of calls tells the two apart.
    let dispatcher = state.dispatcher();
    use_effect_with((unasked, client.calls()), move |(unasked, _)| {
        for (subject, request) in unasked.iter() {
            dispatcher.dispatch(Action::Asked(*subject, client.ask(request.clone())));
        }
    });
}
