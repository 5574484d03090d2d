//! The page's end of the search worker: numbers the calls and sends them.

use std::cell::Cell;

use gloo::worker::WorkerBridge;

use crate::engine::protocol::{Answer, Call, Request};
use crate::worker::{self, SearchWorker};

/// Sends requests to the worker; answers arrive at the callback it was started with.
pub struct Client {
    bridge: WorkerBridge<SearchWorker>,
    calls: Cell<u32>,
}

impl Client {
    /// Starts the worker.
    pub fn start(on_answer: impl Fn(Answer) + 'static) -> Client {
        Client { bridge: worker::spawn(on_answer), calls: Cell::new(0) }
    }

    /// How many requests have been sent.
    pub fn calls(&self) -> u32 {
        self.calls.get()
    }

    /// Sends a request and gives the number its answer will carry.
    pub fn ask(&self, request: Request) -> u32 {
        let number = self.calls.get() + 1;
        self.calls.set(number);
        self.bridge.send(Call { number, request });
        number
    }
}
