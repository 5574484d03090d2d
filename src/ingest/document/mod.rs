//! From drafts to documents.
//!
//! - [`segment`] cuts a draft of many documents, as rules and the editors say, or [`proposal`] would.
//! - [`assemble`] makes a document of a draft, with the help of [`metadata`] and [`language`] (which knows languages by
//!   their [`script`] and their commonest words, [`language_words`]).

pub mod assemble;
pub mod language;
pub mod language_words;
pub mod metadata;
pub mod proposal;
pub mod script;
pub mod segment;
