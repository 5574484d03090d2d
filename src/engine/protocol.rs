//! The messages: everything a page, a script or a test can ask the engine, and everything it can answer.
//!
//! They are plain data; between page and worker they travel as postcard bytes. Text in them is text, never HTML; a run
//! of text with marks is a list of [`Segment`]s.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::corpus::{ClaimRule, Confidence, Field, Settings, VariantKind, language::Direction};
pub use crate::search::answer::{Bucket, Choice, Contribution, Excerpt, Facet, FacetValue, Filter, Segment};

/// What can be asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// What is this corpus, what is in it?
    Open,
    Search(SearchRequest),
    Read(ReadRequest),
    /// How may what is being typed go on?
    Suggest(SuggestRequest),
    /// Who says what, with which figures?
    Claims(ClaimsRequest),
    /// Which documents are copies of this one, and which others have its passages?
    Copies(CopiesRequest),
    /// Where do two documents differ?
    Compare(CompareRequest),
    /// Every place where something stands, with the words around it.
    Concordance(ConcordanceRequest),
    /// How often, month by month or year by year?
    Trends(TrendsRequest),
    /// Which words stand near it?
    Collocates(CollocatesRequest),
    /// Which words tell these documents from others?
    Keyness(KeynessRequest),
    /// Where in these documents does it stand?
    Dispersion(DispersionRequest),
    /// What is there to say about the documents that a search finds, apart from their text? For citing and exporting
    /// them; excerpts, counts and explanations are not made.
    List(SearchRequest),
    /// Which documents speak most like the one with this id?
    Related(String),
}

impl Request {
    /// Whether it is about documents that were found: reads, compares or counts them.
    pub fn is_examining(&self) -> bool {
        !matches!(self, Request::Open | Request::Search(_) | Request::Suggest(_))
    }
}

/// What is answered. `Failed` can answer anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    Opened(Box<Overview>),
    Found(Box<Results>),
    Document(Box<DocumentView>),
    // `assets/worker_loader.js` writes this one by its number, 3: new ones come after it.
    Failed(Failure),
    Suggested(Suggestions),
    Claimed(Box<Claims>),
    Copies(Box<CopiesView>),
    Compared(Box<Comparison>),
    Concordance(Box<Concordance>),
    Trends(Box<Trends>),
    Collocates(Box<Collocates>),
    Keyness(Box<Keyness>),
    Dispersion(Box<Dispersion>),
    Listed(Listing),
}

impl Response {
    /// What a count that reads texts was made of.
    pub fn counted(&self) -> Option<&Counted> {
        match self {
            Response::Concordance(answer) => Some(&answer.counted),
            Response::Collocates(answer) => Some(&answer.counted),
            Response::Keyness(answer) => Some(&answer.counted),
            _ => None,
        }
    }

    /// The line that makes the numbers of a count again; empty for answers that count nothing.
    pub fn recipe(&self) -> &str {
        match self {
            Response::Trends(answer) => &answer.recipe,
            Response::Dispersion(answer) => &answer.recipe,
            Response::Claimed(answer) => &answer.recipe,
            other => other.counted().map_or("", |counted| &counted.recipe),
        }
    }

    /// Whether texts are still to be read for it: then the same request should be asked again.
    pub fn is_partial(&self) -> bool {
        self.counted().is_some_and(|counted| !counted.is_complete)
    }
}

/// Something went wrong. The message says what, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub kind: FailureKind,
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// A file of the corpus could not be fetched.
    Unreachable,
    /// A file of the corpus is not what it should be.
    Damaged,
    /// The corpus was built by another version of Karez.
    WrongVersion,
    /// There is no such document.
    NotFound,
    /// A later request of the same kind made the answer useless.
    Superseded,
}

// ---------------------------------------------------------------------------------------------------------- opening

/// The corpus as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    pub settings: Settings,
    /// Short hash of everything in this build.
    pub edition: String,
    pub documents: u32,
    /// Documents with each story counted once.
    pub stories: u32,
    /// Tokens of all documents.
    pub words: u64,
    /// Documents without a date.
    pub undated: u32,
    /// Counts of everything, as for a search without a query.
    pub facets: Vec<Facet>,
    pub histogram: Vec<Bucket>,
    /// All files of the corpus together, in bytes: what "save for offline" would store.
    pub bytes: u64,
    /// The corpus knows which documents speak alike.
    pub has_related: bool,
}

// --------------------------------------------------------------------------------------------------------- searching

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
    #[default]
    Relevance,
    Newest,
    Oldest,
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
    /// In the order of the corpus's fields; `year` and `language` come last.
    pub facets: Vec<Facet>,
    /// Documents by month of their first day, in order, months without documents left out. Date ranges are not applied,
    /// so that a reader sees what a wider one would give.
    pub histogram: Vec<Bucket>,
    /// The same by day, for the whole months that `dates` touch; empty when those are more than a quarter of a year.
    pub days: Vec<Bucket>,
    /// Documents without a date, counted likewise.
    pub undated: u32,
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

// -------------------------------------------------------------------------------------------------------- completing

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SuggestRequest {
    /// As typed so far, with the cursor at its end.
    pub text: String,
    /// How many completions to return.
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Suggestions {
    /// The text that they complete.
    pub text: String,
    /// The last part of the text is a word or value of the corpus as it stands, so that nothing need be added.
    pub is_whole: bool,
    /// Words and values that the most documents have first; fields last.
    pub completions: Vec<Completion>,
}

/// One way in which what is being typed may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The whole text with its last part completed.
    pub query: String,
    /// That part: a word, a field's name with its colon, a value.
    pub part: String,
    pub kind: CompletionKind,
    /// Documents that have it, all of the corpus counted: exact for values, for words a power of two that the true
    /// number reaches but not its double, 0 for fields.
    pub documents: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionKind {
    Word,
    Field,
    Value,
}

// ----------------------------------------------------------------------------------------------------------- reading

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadRequest {
    pub id: String,
    /// What to mark; empty for nothing.
    pub query: String,
    pub variants: VariantChoice,
    /// Gives the page around the document too (menus, requests to subscribe), in its place and without marks.
    pub has_furniture: bool,
}

/// A whole document with its hits marked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentView {
    pub id: String,
    pub title: Vec<Segment>,
    pub is_title_by_editors: bool,
    pub language: String,
    pub direction: Direction,
    pub date: Option<String>,
    pub date_note: Option<String>,
    pub summary: Option<String>,
    pub licence: Option<String>,
    /// Days and months that the text names, in EDTF, the earliest first; they do not date the document.
    pub mentioned_dates: Vec<String>,
    /// What readers may want to know before they read on.
    pub content_notes: Vec<String>,
    /// How far the editors have looked at the document.
    pub review: Option<String>,
    /// The corpus's fields in order, each with its values or the reason why there are none.
    pub fields: Vec<FieldView>,
    pub source: crate::corpus::Source,
    pub blocks: Vec<BlockView>,
    /// Hits in `blocks`; those in the title are not counted.
    pub hit_count: u32,
    pub words: u32,
    /// Other documents of its story; [`Request::Copies`] names them.
    pub copies: u32,
    /// Passages that others have word for word, in the order of the text; [`Request::Copies`] says where.
    pub shared: Vec<SharedPassage>,
    /// Names of the files of the index that it was read from, besides the root.
    pub files: Vec<String>,
}

/// A passage of a document that others have word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPassage {
    /// Index of the block in the document, and where in its text, in bytes.
    pub block: u32,
    pub start: u32,
    pub end: u32,
    /// All documents that have it, this one among them.
    pub documents: u32,
    /// How many of them are earlier than this one.
    pub earlier: u32,
}

/// Documents without their text: `blocks` is empty, and nothing is marked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Listing {
    /// All that there are, listed here or not.
    pub total: u32,
    pub documents: Vec<DocumentView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    pub field: Field,
    pub values: Vec<String>,
    /// Why there is no value.
    pub unknown: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    pub kind: crate::corpus::BlockKind,
    pub language: String,
    pub direction: Direction,
    pub segments: Vec<Segment>,
    /// Which block of the document's text it is, from 1; 0 for the page around it.
    pub paragraph: u32,
    /// The block is the first on this page of the original.
    pub page: Option<u32>,
    /// Who published the passage that the block quotes, when that is not the document's own publisher.
    pub publisher: Option<String>,
}

// ------------------------------------------------------------------------------------------------------------ claims

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimsRequest {
    /// Claims of the documents that this finds, as typed; empty for all.
    pub query: String,
    pub filters: Vec<Filter>,
    /// As in a search.
    pub dates: String,
    pub variants: VariantChoice,
    /// Claims of the document of this id alone, whatever the query; empty for all.
    pub document: String,
    /// A name as in [`Claims::speakers`]; empty for all.
    pub speaker: String,
    /// Claims with a figure of this noun, as in [`Claims::nouns`]; empty for all.
    pub noun: String,
    pub by: ClaimsBy,
    /// Claims to pass over, or conflicts where these are asked for; and how many of them to return.
    pub offset: u32,
    pub limit: u32,
}

/// In which order claims are returned, or whether figures that disagree are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimsBy {
    /// The best document first, in the order of its text; without words the newest.
    #[default]
    Document,
    /// Those of one speaker together, who says the most first; those of nobody last.
    Speaker,
    /// [`Claims::conflicts`], and no claims by themselves.
    Conflict,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Claims {
    /// Claims that match.
    pub total: u32,
    /// Documents that have them.
    pub documents: u32,
    pub claims: Vec<ClaimView>,
    /// Who says how much, the choice of a speaker not applied; most first, at most 200.
    pub speakers: Vec<NameCount>,
    /// What is counted how often, the choice of a noun not applied; likewise.
    pub nouns: Vec<NameCount>,
    /// Figures of one thing that disagree; likeliest first.
    pub conflicts: Vec<Conflict>,
    /// How many there are.
    pub conflicts_total: u32,
    /// What could not be understood in the query.
    pub remarks: Vec<Remark>,
    /// One line that lists them again: `karez query <site> --recipe '…'`.
    pub recipe: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameCount {
    pub name: String,
    pub claims: u32,
}

/// A statement or a figure with its sentence and its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Of the document.
    pub id: String,
    pub title: String,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// Values of the corpus's keyword fields.
    pub values: BTreeMap<String, Vec<String>>,
    /// Index of the block in the document.
    pub block: u32,
    pub language: String,
    pub direction: Direction,
    /// The whole sentence.
    pub segments: Vec<ClaimSegment>,
    /// None where the text names nobody, or somebody who is not to be named.
    pub speaker: Option<String>,
    /// Through whom it came to the document, the nearest to it first.
    pub via: Vec<String>,
    pub figures: Vec<FigureView>,
    pub confidence: Confidence,
    /// How it was found.
    pub rule: ClaimRule,
    /// Not found by rules, but written or corrected by the corpus's editors.
    pub is_by_editors: bool,
}

/// A run of text that is wholly part of the statement or wholly not, and of one figure or of none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSegment {
    pub text: String,
    pub is_statement: bool,
    /// Index in the claim's figures.
    pub figure: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureView {
    /// Decimal: `1000000`, `2.5`.
    pub value: String,
    /// `%`, the sign of a currency, or empty.
    pub unit: String,
    /// What is counted, in the singular: `page`; may be empty beside a unit.
    pub noun: String,
    /// Words beside it that say of what it is the figure.
    pub about: Vec<String>,
}

/// Figures of the same noun with the same words beside them and different values. Whether they are of one thing is for
/// readers to judge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    pub noun: String,
    /// The words that they share.
    pub about: Vec<String>,
    /// The value that the most documents have first.
    pub sides: Vec<ConflictSide>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictSide {
    pub value: String,
    /// How many documents say so.
    pub documents: u32,
    /// One claim of each of the first three.
    pub claims: Vec<ClaimView>,
}

// ------------------------------------------------------------------------------------------------------------ copies

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CopiesRequest {
    /// Of a document.
    pub id: String,
}

/// What a document has in common with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiesView {
    pub id: String,
    /// Other documents of its story, the earliest first.
    pub copies: Vec<DocumentCopy>,
    /// In the order of the text.
    pub passages: Vec<PassageView>,
}

/// A passage and where else it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageView {
    pub passage: SharedPassage,
    /// As this document has it.
    pub text: String,
    /// Other documents that have it, the earliest first; of many only the first, [`SharedPassage::documents`] counts all.
    pub places: Vec<PassagePlace>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassagePlace {
    pub document: DocumentName,
    /// Index of the block in that document.
    pub block: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareRequest {
    /// Ids of two documents.
    pub left: String,
    pub right: String,
}

/// Two documents side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub left: DocumentName,
    pub right: DocumentName,
    /// Blocks in the order of either document, those that correspond in one row.
    pub rows: Vec<ComparedRow>,
    /// Words that both have in the same order, and words of each.
    pub same_words: u32,
    pub left_words: u32,
    pub right_words: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRow {
    /// Nothing where the other document has a block that this one has not.
    pub left: Option<ComparedBlock>,
    pub right: Option<ComparedBlock>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedBlock {
    pub kind: crate::corpus::BlockKind,
    pub language: String,
    pub direction: Direction,
    pub segments: Vec<ComparedSegment>,
}

/// A run of text that the other document has wholly or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedSegment {
    pub text: String,
    /// The other document does not have it here.
    pub is_only_here: bool,
}

// ---------------------------------------------------------------------------------------------------------- counting
//
// What a word, a mention, a document and a story are is defined in `docs/counting.md`, once for all of these.
//
// Counts that read many texts are made in steps, so that whoever answers stays free for others: as long as
// `counted.is_complete` is false an answer has no lines and no rows yet, and the same request asked again reads on. The
// engine keeps what it has counted. What is shown of a count that is complete (`offset`, `limit`, least counts) may be
// changed without anything being read again.

/// Documents to be counted in, and what to count in them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Selection {
    /// As typed. Empty for all documents, without anything to count in them.
    pub query: String,
    pub filters: Vec<Filter>,
    /// A range as in `date:`; empty for all dates.
    pub dates: String,
    pub variants: VariantChoice,
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
    /// Texts read so far, of those that have to be read for this answer.
    pub read: u32,
    pub to_read: u32,
    /// Whether all have been read. Otherwise ask again.
    pub is_complete: bool,
    /// Thesaurus groups that the query touches.
    pub variants: Vec<Variants>,
    /// What could not be understood in the query.
    pub remarks: Vec<Remark>,
    /// One line that makes these numbers again: `karez query <site> --recipe '…'`.
    pub recipe: String,
}

/// Count per 10,000 words, in hundredths, rounded. Nothing where there are no words.
pub fn per_ten_thousand(count: u64, words: u64) -> Option<u64> {
    (count.saturating_mul(1_000_000).saturating_add(words / 2)).checked_div(words)
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConcordanceRequest {
    pub selection: Selection,
    /// Id of the only document to look in.
    pub document: Option<String>,
    pub sort: LineSort,
    /// One line for all that read the same: words before, node and words behind, folded.
    pub is_grouped: bool,
    /// Words to show on either side.
    pub context: u32,
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
    Newest,
    /// By the document's first value of a field, those without one last.
    Field(String),
    /// By the first word on the left, then by the second.
    Left1,
    /// By the second word on the left, then by the third.
    Left2,
    Right1,
    Right2,
    /// By the mention itself, then by the first word on the right.
    Node,
    /// Of grouped lines, those that read the same most often first.
    Frequency,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Concordance {
    pub counted: Counted,
    /// Lines in all: as many as mentions, or as there are groups of them.
    pub total: u32,
    pub lines: Vec<Line>,
}

/// A mention with the words around it, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Id of the document; of a group, its first.
    pub document: String,
    pub title: String,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// Values of the corpus's keyword fields.
    pub values: BTreeMap<String, Vec<String>>,
    /// Of the block.
    pub language: String,
    pub direction: Direction,
    /// Index of the block in the document, as in excerpts.
    pub block: u32,
    /// Where in the block's text the mention is, in bytes of UTF-8.
    pub start: u32,
    pub end: u32,
    pub left: String,
    pub node: String,
    pub right: String,
    /// The block goes on before `left` or behind `right`.
    pub is_cut_before: bool,
    pub is_cut_after: bool,
    /// Lines that read the same; 1 unless they are grouped.
    pub count: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TrendsRequest {
    /// What to follow, each as typed into the search box: the first 12; the last one of them remarks that there were more.
    pub queries: Vec<String>,
    /// For all of them, and for what they are compared with.
    pub filters: Vec<Filter>,
    pub dates: String,
    pub variants: VariantChoice,
    pub by: Period,
    /// What is drawn. The answer has everything; recipes say this.
    pub measure: Measure,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    #[default]
    Year,
    Month,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    #[default]
    Mentions,
    Documents,
    Stories,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Trends {
    pub by: Period,
    pub measure: Measure,
    /// Months or years in which the filters leave documents, in order. Nothing is counted in those left out.
    pub periods: Vec<PeriodSize>,
    /// Documents without a date.
    pub undated: PeriodSize,
    /// Documents of `periods` whose date may also mean a day of another period: they count in that of its first day.
    pub inexact: u32,
    /// One for each query.
    pub series: Vec<Series>,
    pub recipe: String,
}

/// What there is to be counted in: all documents that the filters and dates leave, whatever the queries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PeriodSize {
    pub year: i32,
    /// 1 to 12; 0 for the whole year.
    pub month: u32,
    pub documents: u32,
    /// Words of their texts.
    pub words: u64,
    /// Distinct stories; nothing where the index does not know them.
    pub stories: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Series {
    pub query: String,
    /// In all, the undated included.
    pub total: Point,
    /// One for each of the periods.
    pub points: Vec<Point>,
    pub undated: Point,
    pub variants: Vec<Variants>,
    pub remarks: Vec<Remark>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Point {
    pub mentions: u32,
    /// Documents that the query selects.
    pub documents: u32,
    /// Distinct stories among them; nothing where the index does not know them.
    pub stories: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CollocatesRequest {
    pub selection: Selection,
    /// Words on either side of a mention, within its block.
    pub window: u32,
    /// Only words that stand there so often; below 3 counts as 3.
    pub min_count: u32,
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
pub const LEAST_COUNT: u32 = crate::index::frequencies::LEAST_OCCURRENCES;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Collocates {
    pub counted: Counted,
    /// Where the words' own totals are counted.
    pub totals_of: Totals,
    /// Rows in all.
    pub total: u32,
    /// Highest logDice first, equals by the word.
    pub rows: Vec<Collocate>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Totals {
    /// The texts of all documents: nothing but words selects.
    #[default]
    Corpus,
    /// The texts of the documents that are selected: filters or dates select too.
    Selection,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collocate {
    /// Folded.
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

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeynessRequest {
    pub selection: Selection,
    /// What it is compared with; without it, all other documents.
    pub against: Option<Selection>,
    /// Only words that both together have so often; below 3 counts as 3.
    pub min_count: u32,
    /// Only words whose log-likelihood is at least this, in hundredths.
    pub min_likelihood: u32,
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

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Keyness {
    pub counted: Counted,
    /// Documents and words of the other side.
    pub against_documents: u32,
    pub against_words: u64,
    /// What was said of the other side's query.
    pub against_remarks: Vec<Remark>,
    /// Documents on both sides; each counts on both.
    pub shared_documents: u32,
    /// Rows in all: of words that the selection has more of, and of those that the other side has more of.
    pub total: u32,
    pub against_total: u32,
    /// Words that the selection has more of, highest log ratio first, then highest log-likelihood.
    pub rows: Vec<KeyWord>,
    /// Words that the other side has more of, lowest log ratio first.
    pub against_rows: Vec<KeyWord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyWord {
    /// Folded.
    pub word: String,
    pub count: u32,
    pub against_count: u32,
    /// Of all words, in hundredths per 10,000 ([`per_ten_thousand`]).
    pub per_ten_thousand: u64,
    pub against_per_ten_thousand: u64,
    /// Binary logarithm of the one share divided by the other, in hundredths; 0 counts as a half (Hardie 2014).
    pub log_ratio: i32,
    /// How unlikely the difference is by chance, in hundredths (Rayson and Garside 2000).
    pub log_likelihood: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DispersionRequest {
    pub query: String,
    pub variants: VariantChoice,
    /// Ids of the documents to look in.
    pub documents: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dispersion {
    /// In the order asked for; ids that the corpus does not have are left out.
    pub documents: Vec<DispersedDocument>,
    pub recipe: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DispersedDocument {
    pub id: String,
    /// Words of its text.
    pub words: u32,
    /// For each mention, how many words of the text are before it.
    pub mentions: Vec<u32>,
}

// ------------------------------------------------------------------------------------------------------- the worker

/// What the page sends to the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Chosen by the caller; answers carry it.
    pub number: u32,
    pub request: Request,
}

/// What the worker sends to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Data are being fetched for this call.
    Progress {
        number: u32,
        progress: Progress,
    },
    Done {
        number: u32,
        response: Response,
    },
}

/// How far the fetching for a call has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub files_done: u32,
    pub files_needed: u32,
    /// Bytes received since the worker started.
    pub bytes: u64,
}
