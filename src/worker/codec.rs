//! How messages cross the border between page and worker: as postcard bytes.

use gloo::worker::Codec;
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// Messages as bytes: both ends are of one build, and reading records costs the page a fifth less wasm than reading JSON.
#[derive(Debug)]
pub struct Packed;

impl Codec for Packed {
    fn encode<I: Serialize>(input: I) -> JsValue {
        // Cannot fail: messages are strings, numbers, lists and maps, all of known lengths.
        let bytes = postcard::to_allocvec(&input).expect("a message is plain data");
        Uint8Array::from(bytes.as_slice()).into()
    }

    fn decode<O: for<'de> Deserialize<'de>>(input: JsValue) -> O {
        // Cannot fail: both ends are of one build, nobody else can post to a dedicated worker, and worker_loader.js
        // answers in the same bytes (a browser test covers it).
        postcard::from_bytes(&Uint8Array::new(&input).to_vec()).expect("a message of this build")
    }
}
