//! How the page starts its search worker.

use gloo::worker::{Spawnable, WorkerBridge};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, Url, Window};

use super::{Packed, SearchWorker};
use crate::engine::protocol::Answer;

/// Starts the search worker of this site; `on_answer` hears all that it says until the bridge is dropped.
///
/// `version` is the page's own (`?v=…`, or empty), so that page and worker are of one edition.
pub fn spawn(version: &str, is_embedded: bool, on_answer: impl Fn(Answer) + 'static) -> WorkerBridge<SearchWorker> {
    let loader = format!("worker_loader.js{version}");
    let address = if is_embedded { import_from_blob(&loader).unwrap_or(loader) } else { loader };
    // A classic worker, as browsers start no module from the blob of a page without an origin.
    SearchWorker::spawner().encoding::<Packed>().callback(on_answer).with_loader(true).as_module(false).spawn(&address)
}

/// A page embedded without an origin may not start a worker by its address, but from a blob, which then needs to be told
/// where its files are.
fn import_from_blob(loader: &str) -> Result<String, JsValue> {
    let page: Window = js_sys::global().unchecked_into();
    let loader = JsValue::from(Url::new_with_base(loader, &page.location().href()?)?.href());
    let script = format!("self.KAREZ_LOADER = {0}; importScripts({0})", js_sys::JSON::stringify(&loader)?);
    Url::create_object_url_with_blob(&Blob::new_with_str_sequence(&Array::of1(&script.into()))?)
}
