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
