//! Code that a first search does not need: in a file of its own, loaded when something of it is to be shown.

use std::cell::Cell;

use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::wasm_split;
use yew::prelude::*;

use super::browser;
use super::components::{QueryBuilder, TakeAway, loading, problem};
use super::model::state::{Shared, State};
use super::model::taking::{Taking, record};
use super::pages::{self, Device};
use super::panels;
use super::site::Site;
use super::strings::T;
use crate::corpus::Field;
use crate::engine::protocol::{DocumentView, Failure, Overview};
use crate::record::tags;

/// What can be shown when the code is here.
pub struct Later {
    pub about: fn(&Site, &Overview) -> Html,
    pub device: fn() -> Html,
    pub panel: fn(&Site, &Shared<Overview>, &State, &Callback<()>) -> Html,
    pub query_builder: fn(Vec<Field>) -> Html,
    pub reading: fn(&Site, &Shared<Overview>, &State, &Callback<()>) -> Html,
    pub tags: fn(&DocumentView, &Overview) -> Vec<(&'static str, String)>,
    pub take_away: fn(Taking, Shared<Overview>, State) -> Html,
}

#[wasm_split(later, fallible)]
fn code() -> Result<&'static Later, Failure> {
    Ok(&Later {
        about: pages::about,
        device: || html! { <Device /> },
        panel: panels::panel,
        query_builder: |fields| html! { <QueryBuilder {fields} /> },
        reading: pages::reading,
        tags: |document, overview| tags::of(&record(document, overview, &browser::base())),
        take_away: |taking, overview, state| html! { <TakeAway {taking} {overview} {state} /> },
    })
}

thread_local! {
    /// The code, from when it has come.
    static CODE: Cell<Option<&'static Later>> = const { Cell::new(None) };
}

/// The code, loaded if something of it `is_wanted`; until it is here, what is to be shown instead.
#[hook]
pub fn use_later(is_wanted: bool) -> Result<&'static Later, Html> {
    let failure = use_state(|| None::<Failure>);
    let is_asked = is_wanted && CODE.get().is_none() && failure.is_none();
    use_effect_with(is_asked, {
        let failure = failure.clone();
        move |is_asked| {
            if *is_asked {
                spawn_local(async move {
                    match code().await {
                        Ok(code) => {
                            CODE.set(Some(code));
                            failure.set(None);
                        }
                        Err(error) => failure.set(Some(error)),
                    }
                });
            }
        }
    });
    CODE.get().ok_or_else(|| match (*failure).clone() {
        Some(error) => problem(&error, T.failed_search_advice, &Callback::from(move |()| failure.set(None))),
        None => loading(None),
    })
}
