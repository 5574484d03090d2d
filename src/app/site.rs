//! What every component may need: where we are, how to go elsewhere, and what is loaded later.

use yew::prelude::*;

use super::model::preferences::Preferences;
use super::model::route::{Page, Route, Travel};
use super::model::search::Search;
use super::model::sharing::Sharing;
use super::model::state::{Action, Shared, State};
use crate::corpus::Field;
use crate::engine::protocol::{DocumentView, Failure, Overview};

/// The context of all components.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub route: Route,
    pub is_embedded: bool,
    pub preferences: Preferences,
    pub go: Callback<(Route, Travel)>,
    pub set_preferences: Callback<Preferences>,
    /// Changes the state otherwise than by going elsewhere.
    pub act: Callback<Action>,
    /// For [`use_later`](super::hooks::use_later).
    pub load_later: Load,
}

impl Site {
    /// Changes the search and shows its results; an open document stays open.
    pub fn search(&self, change: impl FnOnce(&mut Search)) {
        let search = self.route.search.changed(change);
        self.go.emit((Route { search, ..self.route.clone() }, Travel::Push));
    }

    /// Searches for other words. The first letter typed on another page is a step of its own; further ones correct it.
    pub fn search_for(&self, query: String) {
        if self.route.page == Page::Results && self.route.search.query == query {
            return;
        }
        let mut search = self.route.search.clone();
        search.query = query;
        search.page = 0;
        let is_new_step = self.route.page != Page::Results || self.route.is_start();
        self.go.emit((self.route.searching(search), if is_new_step { Travel::Push } else { Travel::Replace }));
    }

    /// Switches the keyboard shortcuts on or off, in the address and for this device.
    pub fn set_keys(&self, is_on: bool) {
        self.set_preferences.emit(Preferences { is_without_keys: !is_on, ..self.preferences.clone() });
        self.go.emit((Route { is_without_keys: !is_on, ..self.route.clone() }, Travel::Replace));
    }

    /// For `onclick`: opens the dialog in which something is shared.
    pub fn share(&self, sharing: Sharing) -> Callback<MouseEvent> {
        self.act.reform(move |_| Action::Share(Some(sharing.clone())))
    }
}

/// What can be shown once the code that a first search does not need has come.
pub struct Later {
    pub about: fn(&Site, &Overview) -> Html,
    pub device: fn() -> Html,
    pub panel: fn(&Site, &Shared<Overview>, &State, &Callback<()>) -> Html,
    pub query_builder: fn(Vec<Field>) -> Html,
    pub reading: fn(&Site, &Shared<Overview>, &State, &Callback<()>) -> Html,
    pub tags: fn(&DocumentView, &Overview) -> Vec<(&'static str, String)>,
    pub share_dialog: fn(Sharing, Shared<Overview>, State) -> Html,
}

/// Fetches that code and hands it over. Components are given it: to name it, they would import all that it leads to,
/// themselves too.
pub type Load = Callback<Callback<Result<&'static Later, Failure>>>;

/// The site that the component is in.
#[hook]
pub fn use_site() -> Site {
    // Cannot fail: `Root` provides it around everything.
    use_context::<Site>().expect("components are rendered inside Root")
}
