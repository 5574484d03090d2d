//! The few things the page asks of the browser itself. All are harmless where the browser refuses them.

mod address;
mod clipboard;
mod dialog;
mod dom;
mod files;
mod focus;
mod languages;
mod messages;
mod scroll;
mod selection;
mod storage;
mod surroundings;

pub use address::{base, fragment, language, leave, link_followed, links_in, set_fragment};
pub use clipboard::copy;
pub use dialog::{close, open_dialog, show_modal};
pub use dom::{document, place, set_root, window};
pub use files::{download, fetch, may_download, sum_of};
pub use focus::{
    begin_at, focus, focus_if_there, focus_in_place, focus_neighbour, focus_soon, focused, is_typing,
    put_keyboard_away, select_field,
};
pub use languages::language_name;
pub use messages::{announce, post_height, set_tags};
pub use scroll::{follow_scroll, highlight_hit, reveal, rows_in_view, scroll_to_row};
pub use selection::{Selected, selected};
pub use storage::{Cleared, clear_device, store, stored};
pub use surroundings::{Environment, is_offline, matches_media};
