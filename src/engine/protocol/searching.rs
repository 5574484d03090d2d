//! A search and what it finds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::corpus::{VariantKind, language::Direction};
use crate::query::Remark;
use crate::search::answer::{
    Bucket, ComparedSegment, Contribution, CountedRun, Excerpt, Facet, Filter, PassageMatch, Segment, Words,
};

/// Asks which documents match. By default for counts only ([`SearchRequest::limit`] is 0).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchRequest {
    /// As typed into the search box; empty for all documents.
    pub query: String,
    /// Filters of different fields must all hold; of several included values of one field, any will do.
    pub filters: Vec<Filter>,
    /// A range as in `date:`, for instance `2022-08..2022-09`; empty for all dates.
    pub dates: String,
    /// In which order.
    pub sort: Sort,
    /// Hits to pass over.
    pub offset: u32,
    /// How many hits to return; 0 gives counts only.
    pub limit: u32,
    /// Whether copies are hits of their own.
    pub copies: Copies,
    /// Ids of hits whose copies are to be named ([`Hit::copy_list`]).
    pub list_copies: Vec<String>,
    /// What facets and histogram count.
    pub count: Count,
    /// Excerpts per hit; with 0 no texts are read.
    pub excerpts: u32,
    /// Variants to search or not.
    pub variants: VariantChoice,
    /// What is highlighted and counted of plain words typed side by side. What is found does not depend on it.
    pub words: Words,
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

/// In which order hits are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// What readers expect: by relevance; a long quotation, typed or pasted, oldest first.
    #[default]
    Auto,
    /// The highest score first, equals newest first; without words the newest.
    Relevance,
    /// By date, the newest first, those without one last.
    Newest,
    /// By date, the oldest first, those without one last.
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
    /// Documents.
    #[default]
    Documents,
    /// Documents with each story counted once: a value has a story when any of its documents does, and a story counts in
    /// each month in which one of its documents is.
    Stories,
}

/// The answer to a [`SearchRequest`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Results {
    /// Documents that match, filters applied.
    pub total: u32,
    /// The same with each story counted once: as many hits as there are while copies are collapsed.
    pub stories: u32,
    /// As many as were asked for.
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
    /// How the runs of plain words in the query were counted, in its order. Empty where no text was read.
    pub counted_as: Vec<CountedRun>,
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
    /// Behind its last character, likewise.
    pub end: u32,
    /// How it was found.
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
    /// Of the document.
    pub id: String,
    /// With its hits marked, all as number 0.
    pub title: Vec<Segment>,
    /// The source has no title; this one is by the editors.
    pub is_title_by_editors: bool,
    /// BCP 47; `und` where it is not known.
    pub language: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// Values of the corpus's keyword fields.
    pub values: BTreeMap<String, Vec<String>>,
    /// Higher is better; comparable within one answer only.
    pub score: f32,
    /// Mentions in the whole text of the document; 0 when no excerpts were asked for, as it is not read then.
    pub hit_count: u32,
    /// As many as were asked for, in the order of the text.
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
    /// The copy.
    pub document: DocumentName,
    /// It has the same words; otherwise nearly the same.
    pub is_exact: bool,
}

/// What a document is called in a list of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentName {
    /// Of the document.
    pub id: String,
    /// Never HTML.
    pub title: String,
    /// BCP 47; `und` where it is not known.
    pub language: String,
    /// In which direction it is written.
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
    /// How these words are related, which decides whether they are searched unasked.
    pub kind: VariantKind,
    /// What the editors say of the group; may be empty.
    pub note: String,
    /// The other words of the group.
    pub words: Vec<Variant>,
}

/// A word of a thesaurus group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// As the thesaurus has it.
    pub text: String,
    /// Whether this search looked for it too.
    pub is_active: bool,
}

/// A change to a search that finds nothing, and what it would find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relaxation {
    /// What to change.
    pub change: Change,
    /// Documents that the search would find then.
    pub total: u32,
}

/// What may be changed in a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Leave out this filter.
    DropFilter(Filter),
    /// Leave out the range of dates.
    DropDates,
    /// Search this instead: the query without a part.
    Query(String),
}
