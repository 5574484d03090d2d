//! Something failed: says what, what still works, and offers another attempt.

use yew::prelude::*;

use crate::app::strings::T;
use crate::engine::protocol::Failure;

/// `advice` is what still works.
pub fn problem(failure: &Failure, advice: &'static str, on_retry: &Callback<()>) -> Html {
    html! {
        <div class="problem" role="alert">
            <h2>{T.failed}</h2>
            <p>{(T.failure)(failure)}</p>
            <p class="quiet">{advice}</p>
            <button type="button" class="button" onclick={on_retry.reform(|_| ())}>{T.retry}</button>
        </div>
    }
}
