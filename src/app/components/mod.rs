//! The parts that pages are made of.
//!
//! What has a state of its own is a Yew component; what is only a picture of its arguments is a plain function, which is
//! shorter to write and to call, and saves the 3 kB of WebAssembly that every component costs.

mod active_filters;
mod chip;
mod comparison;
mod count_choice;
mod date_filter;
mod document_facts;
mod document_text;
mod facet_list;
mod facet_panel;
mod footer;
mod histogram;
mod hit_gutter;
mod hit_navigator;
mod icon;
mod loading;
mod marked;
mod masthead;
mod notices;
mod problem;
mod query_builder;
mod reader;
mod relaxations;
mod repeats;
mod result_item;
mod result_list;
mod search_box;
mod sort_choice;
mod variant_chips;
mod variant_row;

pub use active_filters::{active_filters, describe};
pub use chip::chip;
pub use comparison::comparison;
pub use count_choice::count_choice;
pub use date_filter::DateFilter;
pub use document_facts::document_facts;
pub use document_text::DocumentText;
pub use facet_list::FacetList;
pub use facet_panel::facet_panel;
pub use footer::footer;
pub use histogram::{Brush, histogram};
pub use hit_gutter::{hit_gutter, positions};
pub use hit_navigator::hit_navigator;
pub use icon::{Shape, icon};
pub use loading::loading;
pub use marked::{marked, plain_text};
pub use masthead::masthead;
pub use notices::notices;
pub use problem::problem;
pub use query_builder::QueryBuilder;
pub use reader::Reader;
pub use relaxations::relaxations;
pub use repeats::{repeat_marks, repeats};
pub use result_item::{publishers, result_item};
pub use result_list::{ResultListActions, result_list};
pub use search_box::{SearchBox, SearchBoxProps, search};
pub use sort_choice::sort_choice;
pub use variant_chips::variant_chips;
pub use variant_row::VariantRow;
