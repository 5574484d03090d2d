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
    html! {
        <fieldset class="choices">
            <legend>{label}</legend>
            for &value in values {
                <label class={classes!("choice", (value == current).then_some("is-chosen"))}>
                    <input type="radio" {name} checked={value == current} onchange={on_choose.reform(move |_| value)} />
                    {text(value)}
                </label>
            }
        </fieldset>
    }
}
