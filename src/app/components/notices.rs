//! Lines above everything: the connection is gone, or a newer edition waits.

use yew::prelude::*;

use crate::app::browser;
use crate::app::model::state::State;
use crate::app::strings::T;

pub fn notices(state: &State) -> Html {
    let activate = |_| browser::announce("karez:activate-edition");
    html! {
        <div class="notices" role="status">
            if state.is_offline {
                <p class="notice">{T.offline}</p>
            }
            if state.is_edition_waiting {
                <p class="notice">
                    {T.new_edition}{" "}
                    <button type="button" class="button is-small" onclick={activate}>{T.reload}</button>
                </p>
            }
        </div>
    }
}
