//! What can be asked, and what can be answered.

use serde::{Deserialize, Serialize};

use super::claims::{Claims, ClaimsRequest};
use super::completing::{SuggestRequest, Suggestions};
use super::copies::{CompareRequest, Comparison, CopiesRequest, CopiesView};
use super::counting::{
    Collocates, CollocatesRequest, Concordance, ConcordanceRequest, Counted, Dispersion, DispersionRequest, Keyness,
    KeynessRequest, Trends, TrendsRequest,
};
use super::opening::Overview;
use super::reading::{DocumentView, Listing, ReadRequest};
use super::searching::{Results, SearchRequest};

/// What can be asked, in two kinds: a host may have the code that answers the one without that of the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// For [`Engine::find`](crate::engine::Engine::find).
    Find(FindRequest),
    /// For [`Engine::examine`](crate::engine::Engine::examine).
    Examine(ExamineRequest),
}

impl From<FindRequest> for Request {
    fn from(request: FindRequest) -> Request {
        Request::Find(request)
    }
}

impl From<ExamineRequest> for Request {
    fn from(request: ExamineRequest) -> Request {
        Request::Examine(request)
    }
}

/// What readers ask first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindRequest {
    /// What is this corpus, what is in it?
    Open,
    /// Which documents match?
    Search(SearchRequest),
    /// How may what is being typed go on?
    Suggest(SuggestRequest),
}

/// What readers ask about documents that they have found: to read, compare or count them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExamineRequest {
    /// What does this document say?
    Read(ReadRequest),
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
