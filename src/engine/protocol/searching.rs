//! A search and what it finds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::corpus::{VariantKind, language::Direction};
use crate::search::answer::{Bucket, ComparedSegment, Contribution, Excerpt, Facet, Filter, PassageMatch, Segment};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchRequest {
    /// As typed.
    pub query: String,
    pub filters: Vec<Filter>,
    /// A range as in `date:`, for instance `2022-08..2022-09`; empty for all dates.
    pub dates: String,
    pub sort: Sort,
    pub offset: u32,
    /// How many hits to return; 0 gives counts only.
    pub limit: u32,
    pub copies: Copies,
    /// Ids of hits whose copies are to be named ([`Hit::copy_list`]).
    pub list_copies: Vec<String>,
    /// What facets and histogram count.
    pub count: Count,
    /// Excerpts per hit.
    pub excerpts: u32,
    pub variants: VariantChoice,
    /// Leaves facets and histogram out, and with them the files that only they need.
    pub skip_counts: bool,
    /// Says of each hit what its score is made of. Its text is read for that.
    pub explain: bool,
    /// The query is still being typed: its last word finds what every word that begins so would find. In a large corpus
    /// the commonest words that begin so stand for all.
    pub is_typing: bool,
}

/// What the reader decided about variants.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct VariantChoice {
    /// Variants not to be searched although they are by default.
    pub without: Vec<String>,
    /// Variants to be searched although they are not by default.
    pub with: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// What readers expect: by relevance; a long quotation, typed or pasted, oldest first.
    #[default]
    Auto,
    /// The best first, equals newest first.
    Relevance,
    /// By date, documents without one last.
    Newest,
    Oldest,
    /// By the folded words of the title, equals oldest first; documents without a title last.
    Title,
}

/// How documents that are copies of one another are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Copies {
    /// One hit for each story: the best of those that match, of equals the earliest.
    #[default]
    Collapsed,
    /// Each document is a hit.
    Shown,
}

/// What a count counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Count {
    #[default]
    Documents,
    /// Documents with each story counted once: a value has a story when any of its documents does, and a story counts in
    /// each month in which one of its documents is.
    Stories,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Results {
    /// Documents that match, filters applied.
    pub total: u32,
    /// The same with each story counted once: as many hits as there are while copies are collapsed.
    pub stories: u32,
    pub hits: Vec<Hit>,
    /// The order of the hits, never [`Sort::Auto`].
    pub sort: Sort,
    /// How each long quotation of the query was found, and a text that looks pasted.
    pub passages: Vec<FoundPassage>,
    /// In the order of the corpus's fields; `year` and `language` come last.
    pub facets: Vec<Facet>,
    /// Documents by the month in which they certainly are, in order, months without documents left out; as month 0 those
    /// that are of this year and of no one month. Date ranges are not applied, so that a reader sees what a wider one
    /// would give.
    pub histogram: Vec<Bucket>,
    /// Documents whose date is of no one year, counted likewise.
    pub inexact: u32,
    /// Documents without a date, counted likewise.
    pub undated: u32,
    /// Documents by day, for the whole months that `dates` touch; empty when those are more than a quarter of a year.
    pub days: Vec<Bucket>,
    /// Documents that may be of these months and whose date is of no one day.
    pub days_inexact: u32,
    /// Thesaurus groups that the query touches.
    pub variants: Vec<Variants>,
    /// What could not be understood in the query.
    pub remarks: Vec<Remark>,
    /// Other queries that may have been meant: words that no or hardly any document has replaced by words of the corpus
    /// that are spelled nearly so, the likeliest first. At most five.
    pub suggestions: Vec<String>,
    /// Only when nothing was found: what each change would give.
    pub relaxations: Vec<Relaxation>,
}

/// A long quotation of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPassage {
    /// Where in the query, in bytes.
    pub start: u32,
    pub end: u32,
    pub found: PassageMatch,
}

/// The place of a document that comes near a quotation which it does not have word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMatch {
    /// How many of a hundred words of the quotation stand here, in the same order.
    pub percent: u32,
    /// Index of the block in the document, as in excerpts.
    pub block: u32,
    /// The quotation; what is only here is not in the document.
    pub quoted: Vec<ComparedSegment>,
    /// The place; what is only here is not in the quotation.
    pub found: Vec<ComparedSegment>,
}

/// One document in a result list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    pub id: String,
    pub title: Vec<Segment>,
    pub is_title_by_editors: bool,
    pub language: String,
    pub direction: Direction,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// Values of the corpus's keyword fields.
    pub values: BTreeMap<String, Vec<String>>,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// Marked places in the whole text of the document; 0 when no excerpts were asked for, as it is not read then.
    pub hit_count: u32,
    pub excerpts: Vec<Excerpt>,
    /// How it comes near a long quotation that it does not have word for word; only where excerpts were asked for.
    pub near: Option<NearMatch>,
    /// Parts that add up to the score, only when asked for. Filters, and what is excluded, add nothing.
    pub explanation: Vec<Contribution>,
    /// Other documents of its story that match too: those that it stands for when copies are collapsed.
    pub copies: u32,
    /// These, the earliest first, only when asked for.
    pub copy_list: Vec<DocumentCopy>,
}

/// A document that is a copy of another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentCopy {
    pub document: DocumentName,
    /// It has the same words; otherwise nearly the same.
    pub is_exact: bool,
}

/// What a document is called in a list of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentName {
    pub id: String,
    pub title: String,
    pub language: String,
    pub direction: Direction,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// Values of the corpus's keyword fields.
    pub values: BTreeMap<String, Vec<String>>,
}

/// A thesaurus group that the query touches: "also matching Uighur, Uygur".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variants {
    /// The word or words of the query.
    pub of: String,
    pub kind: VariantKind,
    pub note: String,
    pub words: Vec<Variant>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    pub text: String,
    /// Whether this search looked for it too.
    pub is_active: bool,
}

/// Something in the query that was not understood, or understood in a way worth telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Where in the query, in bytes.
    pub start: u32,
    pub end: u32,
    pub message: String,
}

/// A change to a search that finds nothing, and what it would find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relaxation {
    pub change: Change,
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    DropFilter(Filter),
    DropDates,
    /// Search this instead: the query without a part.
    Query(String),
}
