//! The messages: everything a page, a script or a test can ask the engine, and everything it can answer.
//!
//! They are plain data; between page and worker they travel as postcard bytes. Text in them is text, never HTML; a run
//! of text with marks is a list of [`Segment`]s.

mod claims;
mod completing;
mod copies;
mod counting;
mod failure;
mod opening;
mod reading;
mod request;
mod searching;
mod worker;

pub use claims::{
    ClaimSegment, ClaimView, Claims, ClaimsBy, ClaimsRequest, Conflict, ConflictSide, FigureView, NameCount,
};
pub use completing::{Completion, CompletionKind, SuggestRequest, Suggestions};
pub use copies::{
    CompareRequest, ComparedBlock, ComparedRow, Comparison, CopiesRequest, CopiesView, PassagePlace, PassageView,
};
pub use counting::{
    Collocate, Collocates, CollocatesRequest, Concordance, ConcordanceRequest, Counted, DispersedDocument, Dispersion,
    DispersionRequest, KeyWord, Keyness, KeynessRequest, LEAST_COUNT, Line, LineSort, Measure, Period, PeriodSize,
    Point, Selection, Series, Totals, Trends, TrendsRequest, per_ten_thousand,
};
pub use failure::{Damage, Failure, FormatVersions, Refusal, Unreachable, WrongVersion};
pub use opening::Overview;
pub use reading::{ADDRESS_FIELDS, BlockView, DocumentView, FieldView, Listing, ReadRequest, SharedPassage};
pub use request::{ExamineRequest, FindRequest, Request, Response};
pub use searching::{
    Change, Copies, Count, DocumentCopy, DocumentName, FoundPassage, Hit, NearMatch, Relaxation, Results,
    SearchRequest, Sort, Variant, VariantChoice, Variants,
};
pub use worker::{Answer, Call, Progress};

pub use crate::query::{ComparedDocuments, CountedTerms, Remark, RemarkCode, UnknownField};
pub use crate::search::answer::{
    Bucket, Choice, ComparedSegment, Contribution, CountedRun, Excerpt, Facet, FacetValue, Filter, PassageMatch,
    Segment, Words,
};
