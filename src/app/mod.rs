//! The page: what readers see and do. It talks to the engine only through [`crate::engine::protocol`].
//!
//! [`model`] is what the page knows, without a browser: in it [`model::route`] is the address and decides what is shown,
//! and [`model::state`] is everything else. [`Root`] keeps the two, asks the worker through [`client`], and renders
//! [`pages`] made of [`components`] and [`panels`]. Every word is in [`strings`]. The browser is touched in [`browser`]
//! and in [`hooks`] only.

pub mod browser;
pub mod client;
pub mod components;
pub mod hooks;
pub mod later;
pub mod model;
pub mod pages;
pub mod panels;
pub mod root;
pub mod site;
pub mod strings;

pub use root::{Root, RootProps};

/// Puts the page into the element `app`.
pub fn start() {
    let environment = browser::Environment::read();
    strings::choose(&browser::language(), browser::language_name);
    match browser::document().get_element_by_id("app") {
        Some(root) => drop(yew::Renderer::<Root>::with_root_and_props(root, RootProps { environment }).render()),
        None => drop(yew::Renderer::<Root>::with_props(RootProps { environment }).render()),
    }
}
