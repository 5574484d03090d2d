//! What the page knows, and how that changes: no DOM here, so that whatever can go wrong is tested on the host.
//!
//! [`route`] is the address, with the [`search`] and the [`view`] of what was found; [`state`] is all that was asked and
//! answered. The other modules are what readers choose among, and plain functions of what they are given.

pub mod dates;
pub mod format;
pub mod passage;
pub mod preferences;
mod remote;
pub mod route;
pub mod search;
pub mod share_options;
pub mod sharing;
pub mod state;
pub mod timeline;
pub mod verification;
pub mod view;
