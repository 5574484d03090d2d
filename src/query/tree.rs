//! The syntax tree of a query.

use super::remark::Remark;
use crate::corpus::DateRange;

/// A parsed query. Its `Display` form parses to the same tree; remarks are not printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The clauses in the order typed; empty for an empty query. If none is required, a document must match at least
    /// one of the optional ones.
    pub clauses: Vec<Clause>,
    /// What was not understood, in the order found.
    pub remarks: Vec<Remark>,
}

/// A part of a query with its sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The sign before it.
    pub occur: Occur,
    /// What it asks for.
    pub node: Node,
    /// Byte offset in the query at which the clause begins, sign included; 0 where the query was not typed.
    pub start: u32,
    /// Byte offset at which it ends, exclusive.
    pub end: u32,
}

/// Whether a clause has to match, as in Lucene's `BooleanClause.Occur`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Occur {
    /// Optional, no sign: documents that match rank higher.
    #[default]
    Should,
    /// Required, `+`: only documents that match are found.
    Must,
    /// Excluded, `-` or `NOT`: documents that match are not found.
    MustNot,
}

/// What a clause asks for. Words are as typed: folding and stemming happen in [`Plan`](crate::search::Plan).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A word in any of its forms: `camp` also finds “camps”.
    Word(String),
    /// Any word of this shape, with `*` for any letters and `?` for exactly one: `detent*`. Begins with a letter or
    /// digit.
    Pattern(String),
    /// `labour~`: any word of nearly this spelling. Held without the `~`.
    Fuzzy(String),
    /// Words side by side, as written, held without quotation marks; a `*` stands for one word. Long ones are passages:
    /// see [`passage_parts`](super::passage_parts).
    Phrase(String),
    /// `a NEAR/5 b`: both within a distance of one another, in either order.
    Near {
        /// The operand typed first.
        left: Box<Node>,
        /// The operand typed second.
        right: Box<Node>,
        /// Largest difference of their positions, 1 to 30; 1 means side by side.
        distance: u32,
    },
    /// Clauses in brackets, not empty. `a AND b` is `(+a +b)`.
    Group(Vec<Clause>),
    /// `a OR b`: at least one of them. None of the clauses is required.
    Any(Vec<Clause>),
    /// A value of a metadata field, or words of the title if the name is `title`.
    Field {
        /// Lower-case name before the colon, whether or not the corpus has such a field.
        name: String,
        /// The value after the colon.
        value: Value,
    },
    /// `date:` with a range.
    Dates {
        /// The range as typed, without spaces: `2022-08..2022-09`.
        text: String,
        /// The days it means.
        range: DateRange,
    },
}

/// The value after a field's colon, not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Up to the next space or bracket: `publisher:Reuters`.
    Word(String),
    /// In quotation marks, held without them: `publisher:"Radio Free Asia"`.
    Quoted(String),
}

impl Value {
    /// The value without quotation marks.
    pub fn text(&self) -> &str {
        match self {
            Value::Word(text) | Value::Quoted(text) => text,
        }
    }
}
