//! A filter that can be removed.

use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::app::strings::T;

pub fn chip(text: String, is_exclusion: bool, on_remove: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class={classes!("chip", is_exclusion.then_some("is-exclusion"))}
            aria-label={(T.remove_filter)(&text)} onclick={on_remove}>
            <bdi>{text}</bdi>{icon(Shape::Close)}
        </button>
    }
}
