//! Code that a first search does not need, loaded when something of it is to be shown.

use std::cell::Cell;

use yew::prelude::*;

use crate::app::components::loading::loading;
use crate::app::components::problem::problem;
use crate::app::site::{Later, Load};
use crate::app::strings::T;
use crate::engine::protocol::Failure;

thread_local! {
    /// The code, from when it has come.
    static CODE: Cell<Option<&'static Later>> = const { Cell::new(None) };
}

/// The code, loaded if something of it `is_wanted`; until it is here, what is to be shown instead.
#[hook]
pub fn use_later(load: &Load, is_wanted: bool) -> Result<&'static Later, Html> {
    let failure = use_state(|| None::<Failure>);
    let is_asked = is_wanted && CODE.get().is_none() && failure.is_none();
    use_effect_with(is_asked, {
        let (load, failure) = (load.clone(), failure.clone());
        move |is_asked| {
            if *is_asked {
                load.emit(Callback::from(move |answer| match answer {
                    Ok(code) => {
                        CODE.set(Some(code));
                        failure.set(None);
                    }
                    Err(error) => failure.set(Some(error)),
                }));
            }
        }
    });
    CODE.get().ok_or_else(|| match (*failure).clone() {
        Some(error) => problem(&error, T.failed_search_advice, &Callback::from(move |()| failure.set(None))),
        None => loading(None),
    })
}
