//! The search worker, started once.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::browser::Environment;
use crate::app::client::Client;
use crate::app::state::{Action, State, Subject};
use crate::engine::protocol::Request;

/// Starts the worker, and asks it for what the route needs whenever that changes.
#[hook]
pub fn use_client(environment: &Environment, state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let environment = environment.clone();
    let client = use_memo((), move |()| {
        Client::start(&environment.version, environment.is_embedded, move |answer| {
            dispatcher.dispatch(Action::Answered(answer))
        })
    });
    use_request(&client, state, Subject::Overview, Some(Request::Open));
    use_request(&client, state, Subject::Results, state.route.search_request().map(Request::Search));
    use_request(&client, state, Subject::Document, state.route.read_request().map(Request::Read));
}

/// Sends a request when it differs from the last one, or when the reader wants another attempt.
#[hook]
fn use_request(client: &Rc<Client>, state: &UseReducerHandle<State>, subject: Subject, request: Option<Request>) {
    let (client, dispatcher) = (client.clone(), state.dispatcher());
    use_effect_with((request, state.attempt), move |(request, _)| {
        if let Some(request) = request {
            dispatcher.dispatch(Action::Asked(subject, client.ask(request.clone())));
        }
    });
}
