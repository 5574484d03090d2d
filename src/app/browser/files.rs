//! Files that are saved, read and fetched.

use gloo::timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Response, Url};

use super::dom::{document, window};
use crate::app::model::verification::{SLICE, Sum};

/// Whether files can be saved from here: a sandbox without an origin does not allow it.
pub fn may_download() -> bool {
    Reflect::get(&window(), &"origin".into()).is_ok_and(|origin| origin.as_string().as_deref() != Some("null"))
}

/// Offers a text as a file. Its parts are handed over as bytes: to decode all of a long one would be felt.
pub fn download<T: AsRef<str>>(name: &str, media_type: &str, parts: &[T]) {
    let parts: Array = parts.iter().map(|part| Uint8Array::from(part.as_ref().as_bytes())).collect();
    let kind = BlobPropertyBag::new();
    kind.set_type(media_type);
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &kind) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    // The browser has taken what it needs by then.
    Timeout::new(60_000, move || drop(Url::revoke_object_url(&address))).forget();
}

/// SHA-256 of a reader's file, hexadecimal; nothing when it cannot be read.
pub async fn sum_of(file: &Blob) -> Option<String> {
    let mut sum = Sum::default();
    let mut start = 0.0;
    while start < file.size() {
        let slice = file.slice_with_f64_and_f64(start, start + SLICE).ok()?;
        sum.add(&bytes(JsFuture::from(slice.array_buffer()).await.ok()?));
        start += SLICE;
    }
    Some(sum.finish())
}

/// A file of this site.
pub async fn fetch(path: &str) -> Option<Vec<u8>> {
    let response: Response = JsFuture::from(window().fetch_with_str(path)).await.ok()?.unchecked_into();
    let buffer = response.array_buffer().ok().filter(|_| response.ok())?;
    Some(bytes(JsFuture::from(buffer).await.ok()?))
}

fn bytes(buffer: JsValue) -> Vec<u8> {
    Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec()
}
