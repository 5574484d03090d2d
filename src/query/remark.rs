//! What is worth telling a reader about a query: as codes, which whoever shows them puts into words.
//!
//! The parser makes some, the planner and the engine make others. They are one list, so that nothing that has words for
//! them can leave one out.

use serde::{Deserialize, Serialize};

/// Something in the query that was not understood, or was understood in a way the reader should know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Byte offset in the query at which it begins.
    pub start: u32,
    /// Byte offset at which it ends, exclusive; `start` where it is about no part of the query.
    pub end: u32,
    /// What it says.
    pub code: RemarkCode,
}

/// What a remark says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkCode {
    /// The query has more words than this many, which are all that is searched.
    TooLong(u32),
    /// Brackets are nested deeper than this; those inside were ignored.
    TooDeep(u32),
    /// `AND`, `OR` or `NEAR` without a word on both sides.
    LoneOperator,
    /// A bracket that is never closed.
    OpenBracket,
    /// A quotation mark that is never closed: all that follows was searched as a phrase.
    OpenQuotation,
    /// A word with `*` or `?` that begins with neither a letter nor a digit.
    LeadingWildcard,
    /// A field of this name without a value.
    NoValue(String),
    /// This text stands where a date or a range of dates should.
    NotADate(String),
    /// `NEAR` beside something that is neither a word nor a phrase.
    NearNeedsWords,
    /// The corpus has no field of this name; it was searched as words.
    UnknownField(UnknownField),
    /// The corpus has no field of this name; the filter was not applied.
    UnknownFilter(String),
    /// The corpus has no field of this name to order lines by; they are in the order of their dates.
    UnknownOrder(String),
    /// This clause of the query, as it is printed, matches no document.
    NoMatch(String),
    /// No document has the passage word for word; those found come nearest.
    NearPassage,
    /// The same, and more documents have its words than were compared with it.
    NearPassageOfMany(ComparedDocuments),
    /// Documents have the passage, and more have its words than were compared with it.
    PassageOfMany(ComparedDocuments),
    /// More terms were to be followed than are followed at once.
    TooManyTerms(CountedTerms),
}

/// A field that the corpus does not have, and those that it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownField {
    /// The name in the query, in lower case.
    pub name: String,
    /// Names of the corpus's own fields; `title` and `date` are fields of every corpus.
    pub fields: Vec<String>,
}

/// How many documents have all words of a passage, and how many of them were compared with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedDocuments {
    /// Documents with these words.
    pub documents: u32,
    /// Those that were compared: the likeliest.
    pub compared: u32,
}

/// How many terms were asked for, and how many of them were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedTerms {
    /// Terms in the request.
    pub asked: u32,
    /// Those that were counted: the first.
    pub counted: u32,
}
