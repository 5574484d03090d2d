//! Counting mentions, words and documents: from the index where that is enough, otherwise from the texts. Every number
//! is defined in `docs/counting.md`.
//!
//! - [`mentions`]: the positions at which a query matches, document by document.
//! - [`text`]: a document's text as words, and the words that its mentions cover.
//! - [`lines`], [`collocates`], [`keyness`]: counts that need the texts, added up one text at a time.
//! - [`periods`]: documents by year or month.
//! - [`lexicon`]: words as numbers.
//! - [`logarithm`]: measures of association and keyness in whole numbers.

#![warn(missing_docs)]

pub mod collocates;
pub mod keyness;
pub mod lexicon;
pub mod lines;
pub mod logarithm;
pub mod mentions;
pub mod periods;
pub mod text;

pub use lexicon::Lexicon;
pub use mentions::Found;
pub use text::Text;
