//! The search worker, started once.

use yew::prelude::*;

use crate::app::client::Client;
use crate::app::model::state::{Action, State};

/// Starts the worker, and asks it for what the state needs whenever that changes.
#[hook]
pub fn use_client(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let client = use_memo((), move |()| Client::start(move |answer| dispatcher.dispatch(Action::Answered(answer))));
    // What is asked here is no longer unasked when the state is next looked at, so that nothing is asked twice. On a busy
    // machine its answer may be there before that, with the same to ask again: the number of calls tells the two apart.
    let dispatcher = state.dispatcher();
    use_effect_with((state.unasked(), client.calls()), move |(unasked, _)| {
        for (subject, request) in unasked.iter() {
            dispatcher.dispatch(Action::Asked(*subject, client.ask(request.clone())));
        }
    });
}
