//! Counts: concordances, trends, tables of words, dispersion.
//!
//! What a word, a mention, a document and a story are is defined in `docs/counting.md`, once for all of these.
//!
//! Counts that read many texts are made in steps, so that whoever answers stays free for others: as long as
//! `counted.is_complete` is false an answer has no lines and no rows yet, and the same request asked again reads on. The
//! engine keeps what it has counted. What is shown of a count that is complete (`offset`, `limit`, least counts) may be
//! changed without anything being read again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::searching::{VariantChoice, Variants};
use crate::corpus::language::Direction;
use crate::index::frequencies::LEAST_OCCURRENCES;
use crate::query::Remark;
use crate::search::answer::{CountedRun, Filter, Words};

/// Documents to be counted in, and what to count in them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// As typed. Empty for all documents, without anything to count in them.
    pub query: String,
    /// Which documents, besides.
    pub filters: Vec<Filter>,
    /// A range as in `date:`; empty for all dates.
    pub dates: String,
    /// Variants to search or not.
    pub variants: VariantChoice,
    /// What is a mention of plain words typed side by side.
    pub words: Words,
}

/// What a count was made of. Documents, words and mentions are exact from the first answer on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counted {
    /// Documents that the query, filters and dates select.
    pub documents: u32,
    /// Words of their texts.
    pub words: u64,
    /// Mentions of the query in their texts.
    pub mentions: u32,
    /// Texts read so far.
    pub read: u32,
    /// Texts that have to be read for this answer.
    pub to_read: u32,
    /// Whether all have been read. Otherwise ask again.
    pub is_complete: bool,
    /// Thesaurus groups that the query touches.
    pub variants: Vec<Variants>,
    /// How the runs of plain words in the query were counted, in its order.
    pub counted_as: Vec<CountedRun>,
    /// What could not be understood in the query.
    pub remarks: Vec<Remark>,
    /// One line that makes these numbers again: `karez query <site> --recipe '…'`.
    pub recipe: String,
}

/// Count per 10,000 words, in hundredths, rounded. Nothing where there are no words.
pub fn per_ten_thousand(count: u64, words: u64) -> Option<u64> {
    (count.saturating_mul(1_000_000).saturating_add(words / 2)).checked_div(words)
}

/// Asks for every mention of a query with the words around it. By default 50 lines with 10 words on either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConcordanceRequest {
    /// What to look for, and where.
    pub selection: Selection,
    /// Id of the only document to look in.
    pub document: Option<String>,
    /// In which order.
    pub sort: LineSort,
    /// One line for all that read the same: words before, node and words behind, folded.
    pub is_grouped: bool,
    /// Words to show on either side.
    pub context: u32,
    /// Lines to pass over.
    pub offset: u32,
    /// How many lines to return.
    pub limit: u32,
}

impl Default for ConcordanceRequest {
    fn default() -> ConcordanceRequest {
        let (selection, document, sort) = Default::default();
        ConcordanceRequest { selection, document, sort, is_grouped: false, context: 10, offset: 0, limit: 50 }
    }
}

/// Order of the lines. Equal ones come as in `Oldest`. Words compare folded, by their characters; a line without such a
/// word comes first. Orders by words, and grouping, read every text with a mention.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineSort {
    /// By date, those without one last; within a document as they stand in it.
    #[default]
    Oldest,
    /// By date, the newest first, those without one last.
    Newest,
    /// By the document's first value of a field, those without one last.
    Field(String),
    /// By the first word on the left, then by the second.
    Left1,
    /// By the second word on the left, then by the third.
    Left2,
    /// By the first word on the right, then by the second.
    Right1,
    /// By the second word on the right, then by the third.
    Right2,
    /// By the mention itself, then by the first word on the right.
    Node,
    /// Of grouped lines, those that read the same most often first.
    Frequency,
}

/// The answer to a [`ConcordanceRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Concordance {
    /// What it was made of.
    pub counted: Counted,
    /// Lines in all: as many as mentions, or as there are groups of them.
    pub total: u32,
    /// As many as were asked for; none until all texts are read, if they have to be.
    pub lines: Vec<Line>,
}

/// A mention with the words around it, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Id of the document; of a group, its first.
    pub document: String,
    /// Of the document.
    pub title: String,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// Values of the corpus's keyword fields.
    pub values: BTreeMap<String, Vec<String>>,
    /// BCP 47, of the block.
    pub language: String,
    /// In which direction the block is written.
    pub direction: Direction,
    /// Index of the block in the document, as in excerpts.
    pub block: u32,
    /// Where in the text of the block the mention begins, in bytes of UTF-8.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// The words before it.
    pub left: String,
    /// The mention itself.
    pub node: String,
    /// The words behind it.
    pub right: String,
    /// The block goes on before `left`.
    pub is_cut_before: bool,
    /// The block goes on behind `right`.
    pub is_cut_after: bool,
    /// Lines that read the same; 1 unless they are grouped.
    pub count: u32,
}

/// Asks how often, year by year or month by month.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrendsRequest {
    /// What to follow, each as typed into the search box: the first 12; the last one of them remarks that there were more.
    pub queries: Vec<String>,
    /// Which documents, for all queries and for what they are compared with.
    pub filters: Vec<Filter>,
    /// As in [`Selection`].
    pub dates: String,
    /// As in [`Selection`].
    pub variants: VariantChoice,
    /// As in [`Selection`].
    pub words: Words,
    /// How long a period is.
    pub by: Period,
    /// What is drawn. The answer has everything; recipes say this.
    pub measure: Measure,
}

/// How long a period of a trend is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A year.
    #[default]
    Year,
    /// A month.
    Month,
}

/// What a trend draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Mentions, or their share of all words.
    #[default]
    Mentions,
    /// Documents that the query selects.
    Documents,
    /// These with each story counted once.
    Stories,
}

/// The answer to a [`TrendsRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trends {
    /// As asked for.
    pub by: Period,
    /// As asked for.
    pub measure: Measure,
    /// Months or years in which documents that the filters leave certainly are, in order. Nothing is counted in those
    /// left out.
    pub periods: Vec<PeriodSize>,
    /// Documents with an approximate date: it may mean days of several periods, so they count in none.
    pub inexact: PeriodSize,
    /// Documents without a date.
    pub undated: PeriodSize,
    /// One for each query.
    pub series: Vec<Series>,
    /// One line that makes these numbers again: `karez query <site> --recipe '…'`.
    pub recipe: String,
}

/// What there is to be counted in: all documents that the filters and dates leave, whatever the queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PeriodSize {
    /// 0 for documents without a date.
    pub year: i32,
    /// 1 to 12; 0 for the whole year.
    pub month: u32,
    /// Documents of the period.
    pub documents: u32,
    /// Words of their texts.
    pub words: u64,
    /// Distinct stories; nothing where the index does not know them.
    pub stories: Option<u32>,
}

/// How often one query, period by period.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Series {
    /// As typed.
    pub query: String,
    /// In all, the inexact and the undated included.
    pub total: Point,
    /// One for each of [`Trends::periods`], in their order.
    pub points: Vec<Point>,
    /// Documents with an approximate date.
    pub inexact: Point,
    /// Documents without a date.
    pub undated: Point,
    /// Thesaurus groups that the query touches.
    pub variants: Vec<Variants>,
    /// How the runs of plain words in the query were counted, in its order.
    pub counted_as: Vec<CountedRun>,
    /// What could not be understood in the query.
    pub remarks: Vec<Remark>,
}

/// How often in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Point {
    /// Mentions of the query in the texts.
    pub mentions: u32,
    /// Documents that the query selects.
    pub documents: u32,
    /// Distinct stories among them; nothing where the index does not know them.
    pub stories: Option<u32>,
}

/// Asks which words stand near the mentions of a query. By default 50 of those that stand at least three times within
/// five words on either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CollocatesRequest {
    /// What they are to be near, and where.
    pub selection: Selection,
    /// Words on either side of a mention, within its block.
    pub window: u32,
    /// Only words that stand there so often; below 3 counts as 3.
    pub min_count: u32,
    /// Leaves out words that say little by themselves.
    pub without_stop_words: bool,
    /// How many rows to return.
    pub limit: u32,
}

impl Default for CollocatesRequest {
    fn default() -> CollocatesRequest {
        let (selection, without_stop_words) = Default::default();
        CollocatesRequest { selection, window: 5, min_count: LEAST_COUNT, without_stop_words, limit: 50 }
    }
}

/// Rarer words are in no table: of one or two occurrences nothing can be said, and the index does not list them.
pub const LEAST_COUNT: u32 = LEAST_OCCURRENCES;

/// The answer to a [`CollocatesRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Collocates {
    /// What it was made of.
    pub counted: Counted,
    /// Where the words' own totals are counted.
    pub totals_of: Totals,
    /// Rows in all.
    pub total: u32,
    /// Highest logDice first, equals by the word.
    pub rows: Vec<Collocate>,
}

/// Where [`Collocate::total`] is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Totals {
    /// The texts of all documents: nothing but words selects.
    #[default]
    Corpus,
    /// The texts of the documents that are selected: filters or dates select too.
    Selection,
}

/// A word that stands near the mentions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collocate {
    /// As the texts that were read write it most often.
    pub word: String,
    /// Its occurrences near a mention, each counted once.
    pub together: u32,
    /// Its occurrences in all texts of `totals_of`.
    pub total: u32,
    /// Documents in which it stands near a mention.
    pub documents: u32,
    /// 14 + log2(2 · together / (mentions + total)), in hundredths (Rychlý 2008).
    pub log_dice: i32,
}

/// Asks which words tell documents from others. By default 50 of each side that occur at least three times, with a
/// log-likelihood of at least 15.13 (p < 0.0001).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeynessRequest {
    /// Whose words.
    pub selection: Selection,
    /// What it is compared with; without it, all other documents.
    pub against: Option<Selection>,
    /// Only words that both together have so often; below 3 counts as 3.
    pub min_count: u32,
    /// Only words whose log-likelihood is at least this, in hundredths.
    pub min_likelihood: u32,
    /// Leaves out words that say little by themselves.
    pub without_stop_words: bool,
    /// How many rows to return of each side.
    pub limit: u32,
}

impl Default for KeynessRequest {
    fn default() -> KeynessRequest {
        let (selection, against, without_stop_words) = Default::default();
        // 15.13: once in 10,000 words by chance (χ² with one degree of freedom).
        let (min_count, min_likelihood, limit) = (LEAST_COUNT, 1_513, 50);
        KeynessRequest { selection, against, min_count, min_likelihood, without_stop_words, limit }
    }
}

/// The answer to a [`KeynessRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Keyness {
    /// What the selection has.
    pub counted: Counted,
    /// Documents of the other side.
    pub against_documents: u32,
    /// Words of their texts.
    pub against_words: u64,
    /// What was said of the other side's query.
    pub against_remarks: Vec<Remark>,
    /// Documents on both sides; each counts on both.
    pub shared_documents: u32,
    /// Rows in all, of words that the selection has more of.
    pub total: u32,
    /// Rows in all, of words that the other side has more of.
    pub against_total: u32,
    /// Words that the selection has more of, highest log ratio first, then highest log-likelihood.
    pub rows: Vec<KeyWord>,
    /// Words that the other side has more of, lowest log ratio first.
    pub against_rows: Vec<KeyWord>,
}

/// A word that one side has more of, measured by the words of each side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyWord {
    /// As the texts that were read write it most often; where none of them has it, as the corpus does.
    pub word: String,
    /// Its occurrences in the selection.
    pub count: u32,
    /// Its occurrences on the other side.
    pub against_count: u32,
    /// Of all words of the selection, in hundredths per 10,000 ([`per_ten_thousand`]).
    pub per_ten_thousand: u64,
    /// The same of the other side.
    pub against_per_ten_thousand: u64,
    /// Binary logarithm of the one share divided by the other, in hundredths; 0 counts as a half (Hardie 2014).
    pub log_ratio: i32,
    /// How unlikely the difference is by chance, in hundredths (Rayson and Garside 2000).
    pub log_likelihood: u64,
}

/// Asks where in documents a query stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DispersionRequest {
    /// As typed.
    pub query: String,
    /// Those of the search that found the documents, as are `dates`: whether words count together is decided by what it
    /// found.
    pub filters: Vec<Filter>,
    /// As in [`Selection`].
    pub dates: String,
    /// As in [`Selection`].
    pub variants: VariantChoice,
    /// As in [`Selection`].
    pub words: Words,
    /// Ids of the documents to look in.
    pub documents: Vec<String>,
}

/// The answer to a [`DispersionRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dispersion {
    /// In the order asked for; ids that the corpus does not have are left out.
    pub documents: Vec<DispersedDocument>,
    /// How the runs of plain words in the query were counted, in its order.
    pub counted_as: Vec<CountedRun>,
    /// One line that makes these numbers again: `karez query <site> --recipe '…'`.
    pub recipe: String,
}

/// Where a query stands in one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispersedDocument {
    /// Of the document.
    pub id: String,
    /// Words of its text.
    pub words: u32,
    /// For each mention, how many words of the text are before it.
    pub mentions: Vec<u32>,
}
