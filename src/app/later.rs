//! Code that a first search does not need, in a file of its own: what is in it. [`use_later`](super::hooks::use_later)
//! loads it when something of it is to be shown.

use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

use super::browser;
use super::components::{QueryBuilder, ShareDialog};
use super::model::sharing::record;
use super::pages::{self, Device};
use super::panels;
use super::site::Later;
use crate::engine::protocol::Failure;
use crate::record::tags;

#[wasm_split(later, fallible)]
fn code() -> Result<&'static Later, Failure> {
    Ok(&Later {
        about: pages::about,
        device: || html! { <Device /> },
        panel: panels::panel,
        query_builder: |fields| html! { <QueryBuilder {fields} /> },
        reading: pages::reading,
        tags: |document, overview| tags::of(&record(document, overview, &browser::base())),
        share_dialog: |sharing, overview, state| html! { <ShareDialog {sharing} {overview} {state} /> },
    })
}

/// Fetches the code and hands it over.
pub fn load(done: Callback<Result<&'static Later, Failure>>) {
    spawn_local(async move { done.emit(code().await) });
}
