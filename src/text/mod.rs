//! Text analysis: from text to tokens, from tokens to terms. The builder and the reader of an index run the same code.
//!
//! - [`difference`]: where two texts differ.
//! - [`fold`]: one spelling for characters that readers do not tell apart.
//! - [`mod@find`]: substring search.
//! - [`line`]: a text in one line.
//! - [`spelling`]: how a folded word is written.
//! - [`token`]: words with their positions, and bigrams where a script has no spaces.
//! - [`stem`]: the term under which a form is indexed, by language.

#![warn(missing_docs)]

pub mod difference;
pub mod find;
pub mod fold;
pub mod line;
pub mod spelling;
pub mod stem;
pub mod token;

pub use difference::{differences, differences_of_words};
pub use find::find;
pub use fold::Folding;
pub use spelling::Spellings;
pub use stem::Analyzer;
pub use token::{MAX_FORM, Token, for_each_token, is_unspaced};
