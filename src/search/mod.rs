//! Evaluation: which documents match a query, in which order, with which counts and excerpts.
//!
//! - [`plan`]: the query in terms of the index: words as keys, variants added; [`planner`] makes it.
//! - [`matcher`]: the condition on one word of a text.
//! - [`run`]: plain words typed side by side, which are counted together.
//! - [`span`]: where words stand, in positions, and what is near one another.
//! - [`matching`]: documents and scores of each clause.
//! - [`ranking`]: evidence beyond single words: similar documents, proximity.
//! - [`order`]: sorting with little code.
//! - [`set`], [`filter`]: sets of documents; filters, facets and the histogram.
//! - [`story`]: collapsing and counting story groups.
//! - [`passage`]: long quotations, exact or nearly so; [`quotation`] looks for them.
//! - [`suggest`]: spelling suggestions.
//! - [`marks`]: highlights in a text, excerpts.
//! - [`explain`]: a score as a sum of named parts.
//! - [`answer`]: the plain data that these return.

#![warn(missing_docs)]

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
pub mod run;
pub mod set;
pub mod span;
pub mod story;
pub mod suggest;

pub use marks::Marker;
pub use plan::Plan;
pub use set::DocumentSet;
