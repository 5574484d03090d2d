//! What every component may need: where we are, and how to go elsewhere.

use yew::prelude::*;

use super::model::preferences::Preferences;
use super::model::route::{Page, Route, Travel};
use super::model::search::Search;
use super::model::state::Action;
use super::model::taking::Taking;

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
}

impl Site {
    /// Changes the search and shows its results; an open document stays open.
    pub fn search(&self, change: impl FnOnce(&mut Search)) {
        let mut route = self.route.clone();
        change(&mut route.search);
        self.go.emit((route, Travel::Push));
    }

    /// Searches for other words. The first letter typed on another page is a step of its own; further ones correct it.
    pub fn search_for(&self, query: String) {
        if self.route.page == Page::Results && self.route.search.query == query {
            return;
        }
        let mut search = self.route.search.clone();
        search.query = query;
        search.more = 0;
        let is_new_step = self.route.page != Page::Results || self.route.is_start();
        self.go.emit((self.route.searching(search), if is_new_step { Travel::Push } else { Travel::Replace }));
    }

    /// Switches the keyboard shortcuts on or off, in the address and for this device.
    pub fn set_keys(&self, is_on: bool) {
        self.set_preferences.emit(Preferences { is_without_keys: !is_on, ..self.preferences.clone() });
        self.go.emit((Route { is_without_keys: !is_on, ..self.route.clone() }, Travel::Replace));
    }

    /// For `onclick`: opens the dialog with which something is taken away.
    pub fn take(&self, taking: Taking) -> Callback<MouseEvent> {
        self.act.reform(move |_| Action::Take(Some(taking.clone())))
    }
}

/// The site that the component is in.
#[hook]
pub fn use_site() -> Site {
    // Cannot fail: `Root` provides it around everything.
    use_context::<Site>().expect("components are rendered inside Root")
}
