//! What every component may need: where we are, and how to go elsewhere.

use yew::prelude::*;

use super::preferences::Preferences;
use super::route::{Route, Search};

/// How a change of route enters the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// A step that "back" takes back.
    Push,
    /// A correction of the present step, for instance one more letter typed.
    Replace,
}

/// The context of all components.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub route: Route,
    pub is_embedded: bool,
    pub preferences: Preferences,
    pub go: Callback<(Route, Travel)>,
    pub set_preferences: Callback<Preferences>,
}

impl Site {
    /// Changes the search and shows its results; an open document stays open.
    pub fn search(&self, change: impl FnOnce(&mut Search)) {
        let mut route = self.route.clone();
        change(&mut route.search);
        self.go.emit((route, Travel::Push));
    }
}

/// The site that the component is in.
#[hook]
pub fn use_site() -> Site {
    // Cannot fail: `Root` provides it around everything.
    use_context::<Site>().expect("components are rendered inside Root")
}
