//! The engine inside a web worker: searching never holds up the page.
//!
//! [`SearchWorker`] is what the page [`spawn`]s, and what [`start`]s in the worker: both run the same file. There `host`
//! brings the engine what it lacks, and `site` says where from.

#![warn(missing_docs)]

mod codec;
mod host;
mod site;

use std::rc::Rc;

use gloo::worker::{HandlerId, Registrable, Spawnable, Worker, WorkerBridge, WorkerScope};
use wasm_bindgen_futures::spawn_local;

use crate::engine::protocol::{Answer, Call};
use codec::Packed;
use host::Host;
use site::Site;

/// Starts the search worker of this site; `on_answer` hears all that it says until the bridge is dropped.
pub fn spawn(on_answer: impl Fn(Answer) + 'static) -> WorkerBridge<SearchWorker> {
    // start.js knows where the worker's script is, and has loaded it.
    SearchWorker::spawner()
        .encoding::<Packed>()
        .callback(on_answer)
        .with_loader(true)
        .as_module(false)
        .spawn("worker_loader.js")
}

/// Runs in the worker: waits for the page's calls.
pub fn start() {
    SearchWorker::registrar().encoding::<Packed>().register();
}

/// Takes calls, answers each with any number of [`Answer::Progress`] and one [`Answer::Done`].
pub struct SearchWorker {
    host: Rc<Host<Site>>,
}

impl Worker for SearchWorker {
    type Message = ();
    type Input = Call;
    type Output = Answer;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        SearchWorker { host: Rc::new(Host::new(Site)) }
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, _message: ()) {}

    fn received(&mut self, scope: &WorkerScope<Self>, call: Call, page: HandlerId) {
        let (host, scope) = (self.host.clone(), scope.clone());
        spawn_local(async move {
            let number = call.number;
            let tell = |progress| scope.respond(page, Answer::Progress { number, progress });
            let response = host.answer(&call, tell).await;
            scope.respond(page, Answer::Done { number, response });
        });
    }
}
