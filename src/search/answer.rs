//! The parts of an answer that evaluation makes: plain data, sent to the page unchanged (see `engine::protocol`).

use serde::{Deserialize, Serialize};

use crate::corpus::language::Direction;

/// A filter by one value of one field. Included values of the same field are alternatives; filters of different fields
/// must all hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Filter {
    /// Name of the field: `publisher`, also `year` and `language`. One that the corpus does not have filters nothing.
    pub field: String,
    /// A value exactly as in the metadata (`Radio Free Asia`), or folded words that stand for all values containing
    /// them.
    pub value: String,
    /// Whether documents with the value are excluded rather than required.
    #[serde(default)]
    pub exclude: bool,
}

/// A piece of text that is either one hit or no hit at all. A text is the concatenation of its segments.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Segment {
    /// The text itself, not empty, never HTML.
    pub text: String,
    /// Number of the hit in the document, from 0; `None` for text between hits. The words of a mention that are near
    /// one another have the same number.
    pub hit: Option<u32>,
    /// Whether it is a word of the query that is not counted, because its words count only together and the document
    /// has none of them so. Such a word is no hit.
    pub is_uncounted: bool,
}

/// What is a mention of a run: of two or more plain words typed side by side, like `climate change`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Words {
    /// The words next to one another in the order typed; each of them, if no document that is found has them so.
    #[default]
    Together,
    /// All of them near one another, as with `NEAR`.
    Near,
    /// Each of them.
    Either,
}

/// How a run of the query was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedRun {
    /// Its words as typed, without stop words at either end.
    pub text: String,
    /// What was a mention.
    pub words: Words,
    /// Whether the words should have counted together, but no document that is found has them so.
    pub fell_back: bool,
}

/// An excerpt (snippet): a part of a block around its hits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Index of the block in the document, boilerplate not counted.
    pub block: u32,
    /// BCP 47 tag of the block.
    pub language: String,
    /// Writing direction of that language.
    pub direction: Direction,
    /// The text, cut at its highlights.
    pub segments: Vec<Segment>,
    /// Whether the block has more text before the excerpt.
    pub is_cut_before: bool,
    /// Whether the block has more text after it.
    pub is_cut_after: bool,
}

/// A field with its values and the number of matching documents for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Name of the field in filters: `publisher`.
    pub field: String,
    /// Name shown to readers: `Publisher`.
    pub label: String,
    /// Most documents first, then by value; `year` by year, newest first. Values with no matching document are left
    /// out unless the reader chose them.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value as written in the metadata.
    pub value: String,
    /// Number of documents that match the query and the filters of all *other* fields; each story counts once where
    /// copies are collapsed.
    pub count: u32,
    /// What the reader does with the value.
    pub choice: Choice,
}

/// Whether a facet value is filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Not filtered by.
    #[default]
    None,
    /// Only documents with it, or with another included value of the field.
    Included,
    /// No documents with it.
    Excluded,
}

/// A bar of the histogram: the documents of one month or of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bucket {
    /// Year in the proleptic Gregorian calendar.
    pub year: i32,
    /// 1 to 12; 0 for documents that are of this year and of no one month.
    pub month: u32,
    /// 1 to 31; 0 where documents are not counted by day.
    pub day: u32,
    /// Number of documents, at least 1; each story counts once where copies are collapsed.
    pub count: u32,
}

/// One part of a document's score; the parts add up to the score.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Contribution {
    /// What it is for: a clause of the query as typed, or the name of a bonus.
    pub of: String,
    /// Index of that clause in the plan; `None` for a bonus.
    pub clause: Option<u32>,
    /// The folded spellings in the document that match it, variants of the thesaurus included. What occurs only inside
    /// a longer hit is listed with that hit.
    pub forms: Vec<String>,
    /// Number of documents in the corpus that match it.
    pub documents: u32,
    /// The idf in bits, the most that matching it is worth: log2(1 + (N − n + ½) / (n + ½)) if n of N documents match.
    pub rarity: f32,
    /// The share of it that the document gets for how often and where it matches: 0 to 1 for a single word, more for
    /// several words that count separately.
    pub impact: f32,
    /// Idf times impact, in bits; for a bonus, the bonus.
    pub score: f32,
}

/// How a long quotation was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageMatch {
    /// No document comes near it.
    #[default]
    Absent,
    /// Word for word.
    Exact,
    /// Not word for word; the nearest documents are there.
    Near,
}

/// A run of text that another text has wholly or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedSegment {
    /// The text itself.
    pub text: String,
    /// Whether the other text does not have it here.
    pub is_only_here: bool,
}
