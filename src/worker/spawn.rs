//! How the page starts its search worker.

use gloo::worker::{Spawnable, WorkerBridge};

use super::{Packed, SearchWorker};
use crate::engine::protocol::Answer;

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
