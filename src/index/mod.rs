//! The index: files named by the hash of their content, and a root that knows them all.
//!
//! - [`mod@format`]: the stored records.
//! - [`bytes`]: how records and numbers become bytes.
//! - `codebook`: prefix codes.
//! - `collect`: what documents say, while an index is built.
//! - [`terms`]: the dictionary with its postings and positions.
//! - [`mod@copies`]: what documents repeat of one another, while an index is built.
//! - [`stories`]: documents that are copies of one another.
//! - [`neighbours`]: documents that speak alike.
//! - [`numbers`]: lists of numbers in few bytes.
//! - [`frequencies`]: how often each word stands in the texts.
//! - [`impact`]: what a term is worth in a document (BM25F in a byte).
//! - [`words`]: the commonest words, for corrections and completion.
//! - [`vocabulary`]: codes of common words, in which chunks keep their text.
//! - `parallel`: work shared among all processors.
//! - `memo`: what slow work gave, for the next build.
//! - [`writer`]: documents in, files out.
//! - [`reader`]: files in, postings and documents out, as far as the files are here.

pub mod bytes;
mod codebook;
mod collect;
pub mod copies;
mod file_id;
pub mod format;
pub mod frequencies;
pub mod impact;
mod memo;
pub mod neighbours;
pub mod numbers;
mod parallel;
pub mod reader;
pub mod stories;
pub mod terms;
pub mod vocabulary;
pub mod words;
pub mod writer;

pub use collect::BLOCK_GAP;
pub use file_id::{FileId, base32};
pub use memo::{Forgetful, Memo};
pub use writer::{Index, WriteError, copies, write, write_with};
