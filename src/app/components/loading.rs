//! Something is being fetched: says how much has come.

use yew::prelude::*;

use crate::app::{format, strings::T};
use crate::engine::protocol::Progress;

pub fn loading(progress: Option<Progress>) -> Html {
    html! {
        // Keyed: what takes its place would else become of it, and seem to move.
        <div key="loading" class="loading" role="status">
            <p>{T.loading}</p>
            if let Some(Progress { files_done, files_needed, bytes }) = progress {
                <progress aria-label={T.loading} max={files_needed.to_string()} value={files_done.to_string()} />
                <p class="quiet">{(T.loaded_so_far)(&format::bytes(bytes))}</p>
            }
        </div>
    }
}
