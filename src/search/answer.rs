//! The parts of an answer that evaluation makes: plain data, sent to the page as they are (see `engine::protocol`).

use serde::{Deserialize, Serialize};

use crate::corpus::language::Direction;

/// Only, or no, documents whose field has this value. Included values of one field are alternatives; different fields
/// must all agree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Filter {
    pub field: String,
    pub value: String,
    #[serde(default)]
    pub exclude: bool,
}

/// A run of text that is wholly a hit or wholly not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    pub text: String,
    /// Number of the hit in the document, from 0, when this is one.
    pub hit: Option<u32>,
}

/// A piece of a block around its hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Index of the block in the document.
    pub block: u32,
    pub language: String,
    pub direction: Direction,
    pub segments: Vec<Segment>,
    /// The block goes on before or after the piece.
    pub is_cut_before: bool,
    pub is_cut_after: bool,
}

/// A field with its values and how many matching documents have each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    pub field: String,
    pub label: String,
    /// Most documents first, then by value; `year` by year, newest first. Values with no matching document are left
    /// out unless the reader chose them.
    pub values: Vec<FacetValue>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    pub value: String,
    /// Documents that match the query and the filters of all *other* fields.
    pub count: u32,
    pub choice: Choice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    #[default]
    None,
    Included,
    Excluded,
}

/// Documents of one month, or of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31; 0 for the whole month, and among days for those documents of the month whose date leaves the day open.
    pub day: u32,
    pub count: u32,
}

/// A part of a document's score.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Contribution {
    /// What it is for: a part of the query as typed, or the name of a bonus.
    pub of: String,
    /// Number of that part in the query, from 0; nothing for a bonus.
    pub clause: Option<u32>,
    /// The spellings in the document that answer it, folded, variants of the thesaurus included. What stands only inside a
    /// longer hit is told with that one.
    pub forms: Vec<String>,
    /// How many documents of the corpus have it.
    pub documents: u32,
    /// What having it is worth at most, in bits: log2(1 + (N − n + ½) / (n + ½)), with n of N documents having it.
    pub rarity: f32,
    /// How much of that the document gets, by how often and where it has it: 0 to 1 for a single word, more for several
    /// words that count one by one.
    pub impact: f32,
    /// Rarity times impact; for a bonus the bonus.
    pub score: f32,
}
