//! A list of which one is chosen, with what it is called: what stands in a label.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Each option has a name and what is read.
pub fn list(
    label: &'static str,
    options: impl Iterator<Item = (impl Into<AttrValue>, impl Into<AttrValue>)>,
    chosen: &str,
    on_choose: &Callback<String>,
) -> Html {
    drawn(label, options.map(|(name, text)| (name.into(), text.into())).collect(), chosen, on_choose)
}

/// The same for all kinds of texts: markup of its own for each would bring kilobytes into the wasm.
fn drawn(
    label: &'static str,
    options: Vec<(AttrValue, AttrValue)>,
    chosen: &str,
    on_choose: &Callback<String>,
) -> Html {
    let on_change = on_choose.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    html! {
        <>
            <span>{label}</span>
            <select onchange={on_change}>
                for (name, text) in options {
                    <option value={name.clone()} selected={name == chosen}>{text}</option>
                }
            </select>
        </>
    }
}
