//! The engine inside a web worker: searching never holds up the page.
//!
//! [`SearchWorker`] is the type that page and worker share. The page only names it to [`spawn`] it, so that the engine's
//! code is linked into the worker alone. There `host` brings the engine what it lacks, and `site` says where from.

mod codec;
mod host;
mod site;
mod spawn;

use std::rc::Rc;

use gloo::worker::{HandlerId, Worker, WorkerScope};
use wasm_bindgen_futures::spawn_local;

use crate::engine::protocol::{Answer, Call};
use host::Host;
use site::Site;

pub use codec::Packed;
pub use spawn::spawn;

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
