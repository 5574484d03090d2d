//! Names of languages, which the browser knows.

use js_sys::{Array, Function, Object, Reflect, global};
use wasm_bindgen::{JsCast, JsValue};

/// Name of the language with this tag in the language of another tag, as `Intl.DisplayNames` has it: `zh-Hans` is
/// “Simplified Chinese” in `en`. `None` where the browser has no such names, or takes one of them for no tag.
pub fn language_name(tag: &str, in_language: &str) -> Option<String> {
    // The declarations of js-sys would stop the page at a tag that the browser refuses.
    let get = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let class: Function = get(&get(&global(), "Intl")?, "DisplayNames")?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &"language".into()).ok()?;
    let names = Reflect::construct(&class, &Array::of2(&in_language.into(), &options)).ok()?;
    let name_of: Function = get(&names, "of")?.dyn_into().ok()?;
    name_of.call1(&names, &tag.into()).ok()?.as_string()
}
