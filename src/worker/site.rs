//! Where the corpus comes from: files beside the worker's own script.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, Url, WorkerGlobalScope};

use super::host::{Part, Source};
use crate::engine::protocol::{Failure, Refusal, Unreachable};

#[wasm_bindgen]
extern "C" {
    /// The address of the worker's script. `self.location` would not do: it is a blob when the page is embedded.
    #[wasm_bindgen(thread_local_v2, js_namespace = ["import", "meta"], js_name = url)]
    static SCRIPT: String;
}

/// The site that the worker's script belongs to.
pub struct Site;

impl Source for Site {
    async fn fetch(&self, part: Part) -> Result<Vec<u8>, Failure> {
        let response = request(part).await.map_err(|_| unreachable(part))?;
        if !response.ok() {
            return Err(refused(part, response.status()));
        }
        read(&response).await.map_err(|_| unreachable(part))
    }
}

async fn request(part: Part) -> Result<Response, JsValue> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let response = JsFuture::from(scope.fetch_with_str(&address(part)?)).await?;
    Ok(response.unchecked_into())
}

async fn read(response: &Response) -> Result<Vec<u8>, JsValue> {
    let buffer: ArrayBuffer = JsFuture::from(response.array_buffer()?).await?.unchecked_into();
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn address(part: Part) -> Result<String, JsValue> {
    let script = SCRIPT.with(|address| Url::new(address))?;
    let url = Url::new_with_base(&part.path(), &script.href())?;
    if part == Part::Root {
        // Its name is the same in all editions: the worker's version (`?v=…`) keeps caches from mixing them.
        url.set_search(&script.search());
    }
    Ok(url.href())
}

fn unreachable(part: Part) -> Failure {
    Failure::Unreachable(Unreachable::File(part.path()))
}

fn refused(part: Part, status: u16) -> Failure {
    let refusal = Refusal { file: part.path(), status: status.into() };
    Failure::Unreachable(match (part, status) {
        (Part::File(_), 404 | 410) => Unreachable::FileGone(refusal),
        (Part::Root, 404 | 410) => Unreachable::NoCorpus(refusal),
        _ => Unreachable::Refused(refusal),
    })
}
