//! What can be asked, and what can be answered.

use serde::{Deserialize, Serialize};

use super::claims::{Claims, ClaimsRequest};
use super::completing::{SuggestRequest, Suggestions};
use super::copies::{CompareRequest, Comparison, CopiesRequest, CopiesView};
use super::counting::{
    Collocates, CollocatesRequest, Concordance, ConcordanceRequest, Counted, Dispersion, DispersionRequest, Keyness,
    KeynessRequest, Trends, TrendsRequest,
};
use super::failure::Failure;
use super::opening::Overview;
use super::reading::{DocumentView, Listing, ReadRequest};
use super::searching::{Results, SearchRequest};

/// What can be asked, in two kinds: a host may have the code that answers the one without that of the other.
///
/// ```
/// use karez::engine::protocol::{ExamineRequest, FindRequest, ReadRequest, Request, SearchRequest};
///
/// let search = SearchRequest { query: "forced labour".into(), limit: 10, excerpts: 1, ..SearchRequest::default() };
/// let search = Request::from(FindRequest::Search(search));
/// let read = ReadRequest { id: "an-id".into(), query: "forced labour".into(), ..ReadRequest::default() };
/// let read = Request::from(ExamineRequest::Read(read));
///
/// // Between page and worker they are postcard bytes.
/// let bytes = postcard::to_allocvec(&search).unwrap();
/// assert_eq!(postcard::from_bytes(&bytes), Ok(search));
/// assert!(matches!(read, Request::Examine(_)));
/// ```
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
    /// What is this corpus, what is in it? Answered with [`Response::Opened`].
    Open,
    /// Which documents match? Answered with [`Response::Found`].
    Search(SearchRequest),
    /// How may what is being typed go on? Answered with [`Response::Suggested`].
    Suggest(SuggestRequest),
}

/// What readers ask about documents that they have found: to read, compare or count them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExamineRequest {
    /// What does this document say? Answered with [`Response::Document`].
    Read(ReadRequest),
    /// Who says what, with which figures? Answered with [`Response::Claimed`].
    Claims(ClaimsRequest),
    /// Which documents are copies of this one, and which others have its passages? Answered with [`Response::Copies`].
    Copies(CopiesRequest),
    /// Where do two documents differ? Answered with [`Response::Compared`].
    Compare(CompareRequest),
    /// Every place where something stands, with the words around it. Answered with [`Response::Concordance`].
    Concordance(ConcordanceRequest),
    /// How often, month by month or year by year? Answered with [`Response::Trends`].
    Trends(TrendsRequest),
    /// Which words stand near it? Answered with [`Response::Collocates`].
    Collocates(CollocatesRequest),
    /// Which words tell these documents from others? Answered with [`Response::Keyness`].
    Keyness(KeynessRequest),
    /// Where in these documents does it stand? Answered with [`Response::Dispersion`].
    Dispersion(DispersionRequest),
    /// What is there to say about the documents that a search finds, apart from their text? For citing and exporting
    /// them; excerpts, counts and explanations are not made. Answered with [`Response::Listed`].
    List(SearchRequest),
    /// Which documents are the most similar to the one with this id? Answered with [`Response::Listed`].
    Related(String),
}

/// What is answered. `Failed` can answer anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The corpus as a whole.
    Opened(Box<Overview>),
    /// What a search finds.
    Found(Box<Results>),
    /// A whole document.
    Document(Box<DocumentView>),
    // `assets/worker_loader.js` writes this one by its number, 3: new ones come after it.
    /// Why there is no answer.
    Failed(Failure),
    /// Completions of what is being typed.
    Suggested(Suggestions),
    /// Statements and figures.
    Claimed(Box<Claims>),
    /// What a document has in common with others.
    Copies(Box<CopiesView>),
    /// Two documents side by side.
    Compared(Box<Comparison>),
    /// Mentions with the words around them.
    Concordance(Box<Concordance>),
    /// Counts by year or month.
    Trends(Box<Trends>),
    /// Words that stand near.
    Collocates(Box<Collocates>),
    /// Words that tell documents from others.
    Keyness(Box<Keyness>),
    /// Where in documents something stands.
    Dispersion(Box<Dispersion>),
    /// Documents without their text.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::Unreachable;

    #[test]
    fn the_worker_loader_writes_failures_as_they_are_read() {
        let bytes = |failure| postcard::to_allocvec(&Response::Failed(Failure::Unreachable(failure))).unwrap();
        assert_eq!(bytes(Unreachable::EngineNotLoaded("x".into())), [3, 0, 0, 1, b'x']);
        assert_eq!(bytes(Unreachable::EngineStopped("x".into())), [3, 0, 1, 1, b'x']);
    }
}
