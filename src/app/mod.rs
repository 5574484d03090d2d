//! The page: what readers see and do. It talks to the engine only through [`crate::engine::protocol`].
//!
//! [`route`] is the address and decides what is shown; [`state`] is everything else the page knows; [`Root`] keeps the
//! two, asks the worker through [`client`], and renders [`pages`] made of [`components`] and [`panels`]. [`view`], [`passage`], [`taking`],
//! [`verification`], [`mod@format`], [`timeline`] and [`strings`] are plain functions and words. The browser is touched in [`browser`] and in [`hooks`] only.

pub mod browser;
pub mod client;
pub mod components;
pub mod format;
pub mod hooks;
pub mod later;
pub mod pages;
pub mod panels;
pub mod passage;
pub mod preferences;
pub mod root;
pub mod route;
pub mod site;
pub mod state;
pub mod strings;
pub mod taking;
pub mod timeline;
pub mod verification;
pub mod view;

pub use root::{Root, RootProps};

/// Puts the page into the element `app`.
pub fn start() {
    let environment = browser::Environment::read();
    strings::choose(&browser::language());
    match browser::document().get_element_by_id("app") {
        Some(root) => drop(yew::Renderer::<Root>::with_root_and_props(root, RootProps { environment }).render()),
        None => drop(yew::Renderer::<Root>::with_props(RootProps { environment }).render()),
    }
}
