//! The search worker's entry: waits for the page's calls.

use gloo::worker::Registrable;
use karez::worker::{Packed, SearchWorker};

fn main() {
    SearchWorker::registrar().encoding::<Packed>().register();
}
