//! What this site keeps on the device, and how it is removed.

use js_sys::{Array, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorkerRegistration, Storage, Url};

use super::dom::{document, window};

/// What this site stored for itself at an earlier visit. Nothing where the browser allows no storage.
pub fn stored() -> Option<String> {
    storage()?.get_item(&storage_key()).ok()?
}

/// Stores this, or nothing any more.
pub fn store(value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let _ = match value {
        Some(value) => storage.set_item(&storage_key(), value),
        None => storage.remove_item(&storage_key()),
    };
}

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// Other sites of the same host have settings too.
fn storage_key() -> String {
    format!("karez {}", scope().unwrap_or_default())
}

/// The folder that this site lies in.
fn scope() -> Option<String> {
    let base = document().base_uri().ok().flatten()?;
    Some(Url::new_with_base(".", &base).ok()?.href())
}

/// What was removed from a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cleared {
    pub has_settings: bool,
    /// Copies of editions.
    pub caches: usize,
}

/// Removes what this site has stored: its settings, its service worker and that one's caches, which bear its scope in
/// their names (see sw.js). Other sites of the same host keep theirs.
pub async fn clear_device() -> Cleared {
    let mut cleared = Cleared { has_settings: stored().is_some(), caches: 0 };
    store(None);
    let navigator = window().navigator();
    let Some(scope) = scope() else { return cleared };
    // Both are absent where storage is not allowed; then there is nothing to remove.
    if Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false) {
        for registration in list(navigator.service_worker().get_registrations()).await {
            let registration = registration.unchecked_into::<ServiceWorkerRegistration>();
            if registration.scope() != scope {
                continue;
            }
            if let Ok(unregistered) = registration.unregister() {
                let _ = JsFuture::from(unregistered).await;
            }
        }
    }
    if let Ok(caches) = window().caches() {
        let own = format!(" {scope}");
        for name in list(caches.keys()).await.into_iter().filter_map(|name| name.as_string()) {
            if name.ends_with(&own) && JsFuture::from(caches.delete(&name)).await.is_ok() {
                cleared.caches += 1;
            }
        }
    }
    cleared
}

async fn list(promise: js_sys::Promise) -> Vec<JsValue> {
    JsFuture::from(promise).await.map(|value| Array::from(&value).to_vec()).unwrap_or_default()
}
