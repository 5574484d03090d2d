//! A few things of which one is chosen.

use yew::prelude::*;

/// Radio buttons under a label. `name` keeps groups apart.
pub fn choices<T: Copy + PartialEq + 'static>(
    name: &'static str,
    label: &'static str,
    values: &[T],
    current: T,
    text: fn(T) -> &'static str,
    on_choose: &Callback<T>,
) -> Html {
    let choice = |&value: &T| (text(value), value == current, on_choose.reform(move |_| value));
    drawn(name, label, values.iter().map(choice).collect())
}

/// The same for all types: markup of its own for each would bring a kilobyte into the wasm.
fn drawn(name: &'static str, label: &'static str, choices: Vec<(&'static str, bool, Callback<Event>)>) -> Html {
    html! {
        <fieldset class="choices">
            <legend>{label}</legend>
            for (text, is_chosen, on_change) in choices {
                <label class={classes!("choice", is_chosen.then_some("is-chosen"))}>
                    <input type="radio" {name} checked={is_chosen} onchange={on_change} />
                    {text}
                </label>
            }
        </fieldset>
    }
}
