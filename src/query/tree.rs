//! The tree of a query.

use crate::corpus::DateRange;

/// A query as understood, with remarks on what was not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub clauses: Vec<Clause>,
    pub remarks: Vec<Remark>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub occur: Occur,
    pub node: Node,
    /// Bytes of the query that it was read from.
    pub start: u32,
    pub end: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Occur {
    /// Makes a document better.
    #[default]
    Should,
    Must,
    MustNot,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// In any of its forms.
    Word(String),
    /// Any word like this, with `*` for any letters and `?` for one.
    Pattern(String),
    /// Any word spelled nearly so.
    Fuzzy(String),
    /// These words as written, side by side; a `*` among them stands for one word.
    Phrase(String),
    /// Both within so many words of one another, in either order.
    Near {
        left: Box<Node>,
        right: Box<Node>,
        distance: u32,
    },
    /// Clauses in brackets. `a AND b` is `(+a +b)`.
    Group(Vec<Clause>),
    /// `a OR b`: any of them, even of those that would have to occur if they stood alone.
    Any(Vec<Clause>),
    /// A value of a field of the metadata, or words of the title.
    Field {
        name: String,
        value: Value,
    },
    Dates {
        text: String,
        range: DateRange,
    },
}

/// What stands after a field's colon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Word(String),
    Quoted(String),
}

impl Value {
    pub fn text(&self) -> &str {
        match self {
            Value::Word(text) | Value::Quoted(text) => text,
        }
    }
}

/// Something that was not understood, and where it stands in the query, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub start: u32,
    pub end: u32,
    pub message: String,
}
