//! The inverted index: files named by the hash of their content, and a root that lists them all.
//!
//! - [`mod@format`]: the stored records.
//! - [`bytes`]: how records and numbers become bytes.
//! - `codebook`: prefix codes.
//! - `collect`: occurrences of terms, while an index is built.
//! - [`terms`]: the dictionary with its postings and positions.
//! - [`mod@copies`]: detection of near-duplicates and shared passages, while an index is built.
//! - [`stories`]: story groups, that is, documents that are copies of one another.
//! - [`neighbours`]: similar documents.
//! - [`numbers`]: compressed lists of numbers.
//! - [`frequencies`]: corpus frequencies of words.
//! - [`impact`]: impacts (BM25F, quantised to five bits) and idf.
//! - [`words`]: the commonest words, for corrections and completion.
//! - [`vocabulary`]: codes of common words, in which chunks store their text.
//! - `parallel`: work shared among all processors.
//! - `memo`: results of slow steps, kept for the next build.
//! - `titles`: the order of documents by title.
//! - [`writer`]: from documents to files.
//! - [`reader`]: from files to postings and documents, as far as the files are here.

#![warn(missing_docs)]

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
mod titles;
pub mod vocabulary;
pub mod words;
pub mod writer;

pub use collect::BLOCK_GAP;
pub use file_id::{FileId, base32};
pub use memo::{Memo, NoMemo};
pub use writer::{Index, WriteError, copies, write, write_with};
