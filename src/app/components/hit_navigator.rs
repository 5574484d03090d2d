//! "3 of 17": which hit of the document is in front, and the way to the next.

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::app::strings::T;

/// `current` counts from 0.
pub fn hit_navigator(
    current: u32,
    total: u32,
    on_step: &Callback<i32>,
    is_list_open: bool,
    on_list: &Callback<()>,
) -> Html {
    let button = |label: &'static str, key: &'static str, shape: Shape, step: i32| {
        html! {
            <button type="button" class="icon-button" aria-label={label} title={label} aria-keyshortcuts={key}
                onclick={on_step.reform(move |_| step)}>
                {icon(shape)}
            </button>
        }
    };
    html! {
        <div class="hit-navigator" role="group" aria-label={T.hit}>
            {button(T.previous_hit, "p", Shape::Up, -1)}
            <output class="hit-position" aria-live="polite">{(T.hit_position)(current + 1, total)}</output>
            {button(T.next_hit, "n", Shape::Down, 1)}
            <button type="button" class="icon-button" id="hits-toggle" aria-label={T.hit_list} title={T.hit_list}
                aria-expanded={is_list_open.to_string()} onclick={on_list.reform(|_| ())}>
                {icon(Shape::List)}
            </button>
        </div>
    }
}
