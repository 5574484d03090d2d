//! Evaluation: which documents answer a query, in which order, with which counts and excerpts.
//!
//! - [`plan`]: the query with its words as index keys, variants added; [`planner`] makes it.
//! - [`matcher`]: what one word of a text may be.
//! - [`matching`]: documents and scores of each clause.
//! - [`ranking`]: what counts beyond each word by itself.
//! - [`order`]: sorting in few bytes.
//! - [`set`], [`filter`]: sets of documents; filters, facets and the histogram.
//! - [`story`]: copies collapsed and counted once.
//! - [`passage`]: long quotations, word for word or nearly so; [`quotation`] looks for them.
//! - [`suggest`]: what may have been meant by words that hardly occur.
//! - [`marks`]: hits in a text, excerpts.
//! - [`explain`]: a score as a sum of named parts.
//! - [`answer`]: the plain data these give.

pub mod answer;
pub mod explain;
pub mod filter;
pub mod marks;
pub mod matcher;
pub mod matching;
pub mod order;
pub mod passage;
pub mod plan;
pub mod planner;
pub mod quotation;
pub mod ranking;
pub mod set;
pub mod story;
pub mod suggest;

pub use marks::Marker;
pub use plan::Plan;
pub use set::DocumentSet;
