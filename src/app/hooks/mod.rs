//! The browser's events as Yew hooks.

mod use_client;
mod use_height_report;
mod use_keys;
mod use_later;
mod use_media;
mod use_private_links;
mod use_quick_exit;
mod use_window_event;

pub use use_client::use_client;
pub use use_height_report::use_height_report;
pub use use_keys::use_keys;
pub use use_later::use_later;
pub use use_media::{PRINT, use_media};
pub use use_private_links::use_private_links;
pub use use_quick_exit::use_quick_exit;
pub use use_window_event::use_window_event;
