//! Something is being fetched: says how much has come.

use yew::prelude::*;

use crate::app::model::format;
use crate::app::strings::T;
use crate::engine::protocol::Progress;

pub fn loading(progress: Option<Progress>) -> Html {
    // Keyed: what comes in its place would else be the same element, and seem to move.
    html! {
        <div key="loading" class="loading" role="status">
            <p>{T.loading}</p>
            if let Some(Progress { files_done, files_needed, bytes }) = progress {
                <progress aria-label={T.loading} max={files_needed.to_string()} value={files_done.to_string()} />
                <p class="quiet">{(T.loaded_so_far)(&format::bytes(bytes))}</p>
            }
        </div>
    }
}
