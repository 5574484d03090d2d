//! The parts that pages are made of.
//!
//! What has a state of its own is a Yew component; what is only a picture of its arguments is a plain function, which is
//! shorter to write and to call, and saves the 3 kB of WebAssembly that every component costs.

mod active_filters;
mod chip;
mod choices;
mod comparison;
mod completion_list;
mod count_choice;
mod counted_as;
mod date_filter;
mod derivation;
mod document_facts;
mod document_link;
mod document_text;
mod facet_list;
mod facet_panel;
mod footer;
mod highlighted;
mod histogram;
mod hit_gutter;
mod hit_list;
mod hit_navigator;
mod icon;
mod list;
pub(super) mod loading;
mod masthead;
mod notices;
mod pager;
pub(super) mod problem;
mod query_builder;
mod reader;
mod related;
mod relaxations;
mod repeats;
mod result_item;
mod result_list;
mod search_box;
mod selection_bar;
mod share_dialog;
mod sort_choice;
mod tabs;
mod variant_chips;
mod variant_row;
mod verification;

pub use active_filters::describe;
pub use chip::chip;
pub use choices::choices;
pub use comparison::comparison;
pub use facet_panel::facet_panel;
pub use footer::footer;
pub use highlighted::{highlighted, plain_text};
pub use histogram::histogram;
pub use icon::{Shape, icon};
pub use list::list;
pub use loading::loading;
pub use masthead::masthead;
pub use notices::notices;
pub use pager::{FOUND, pager};
pub use problem::problem;
pub use query_builder::QueryBuilder;
pub use reader::Reader;
pub use result_list::{ResultListActions, result_list};
pub use search_box::SearchBoxProps;
pub use share_dialog::ShareDialog;
