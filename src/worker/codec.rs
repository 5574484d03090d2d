//! How messages cross the border between page and worker: as JSON text.

use gloo::worker::Codec;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// Messages as JSON strings: no second serialisation format in the page, and a person can read them in a debugger.
#[derive(Debug)]
pub struct Json;

impl Codec for Json {
    fn encode<I: Serialize>(input: I) -> JsValue {
        // Cannot fail: messages are strings, numbers, lists, and maps with string keys.
        serde_json::to_string(&input).expect("a message is plain data").into()
    }

    fn decode<O: for<'de> Deserialize<'de>>(input: JsValue) -> O {
        // Cannot fail: both ends are of one build, nobody else can post to a dedicated worker, and worker_loader.js
        // answers in the same words (a browser test covers it).
        let text = input.as_string().expect("a message is a string");
        serde_json::from_str(&text).expect("a message of this build")
    }
}
