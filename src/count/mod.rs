//! Counting: mentions, words and documents, by the index where it says enough, otherwise in the texts. What each of them
//! is stands in `docs/counting.md`.
//!
//! - [`mentions`]: where what a query asks for stands, document by document.
//! - [`text`]: a document's text as words, and the words that its mentions cover.
//! - [`lines`], [`collocates`], [`keyness`]: what is gathered from texts, one after the other.
//! - [`periods`]: documents by year or month.
//! - [`lexicon`]: words by number.
//! - [`logarithm`]: measures of association in whole numbers.

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
