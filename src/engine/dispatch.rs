//! Who answers what: each request goes to the file that is named for it.

use super::protocol::{Failure, FailureKind, Overview, Request, Response, SearchRequest};
use super::{claims, compare, copies, count, read, search, suggest};
use crate::index::FileId;
use crate::index::bytes::FormatError;
use crate::index::format::Root;
use crate::index::reader::{Files, Memory, Reader, Stop};

/// Answers requests about one corpus.
#[derive(Debug)]
pub struct Engine {
    root: Root,
    memory: Memory,
    desk: count::Desk,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    Ready(Response),
    /// Fetch these, then ask again. Never empty.
    Missing(Vec<FileId>),
}

impl Engine {
    /// Opens a corpus with the bytes of its root file.
    pub fn open(root: &[u8]) -> Result<Engine, Failure> {
        Ok(Engine { root: Root::from_bytes(root)?, memory: Memory::default(), desk: count::Desk::default() })
    }

    /// Answers a request as far as the files go.
    pub fn handle(&self, request: &Request, files: &dyn Files) -> Outcome {
        let answer = if request.is_examining() { Engine::examine } else { Engine::find };
        answer(self, request, files)
    }

    /// Answers what readers ask first: what there is, what is found, how a word may go on.
    ///
    /// Apart from [`Engine::examine`] so that a host can have its code without the other's.
    pub fn find(&self, request: &Request, files: &dyn Files) -> Outcome {
        let reader = Reader::new(&self.root, files, &self.memory);
        outcome(match request {
            Request::Open => self.overview(reader).map(|overview| Response::Opened(Box::new(overview))),
            Request::Search(request) => {
                search::answer(request, reader).map(|results| Response::Found(Box::new(results)))
            }
            Request::Suggest(request) => suggest::answer(request, reader).map(Response::Suggested),
            _ => Ok(not_answered()),
        })
    }

    /// Answers what [examines](Request::is_examining) the documents that were found.
    pub fn examine(&self, request: &Request, files: &dyn Files) -> Outcome {
        let reader = Reader::new(&self.root, files, &self.memory);
        outcome(match request {
            Request::Read(request) => read::answer(request, reader),
            Request::Copies(request) => copies::answer(request, reader),
            Request::List(request) => read::list(request, reader),
            Request::Related(id) => read::related(id, reader),
            Request::Claims(request) => {
                claims::answer(request, reader).map(|claims| Response::Claimed(Box::new(claims)))
            }
            Request::Compare(request) => compare::answer(request, reader),
            Request::Concordance(request) => {
                count::concordance(request, reader, &self.desk).map(|lines| Response::Concordance(Box::new(lines)))
            }
            Request::Trends(request) => count::trends(request, reader).map(|trends| Response::Trends(Box::new(trends))),
            Request::Collocates(request) => {
                count::collocates(request, reader, &self.desk).map(|table| Response::Collocates(Box::new(table)))
            }
            Request::Keyness(request) => {
                count::keyness(request, reader, &self.desk).map(|table| Response::Keyness(Box::new(table)))
            }
            Request::Dispersion(request) => {
                count::dispersion(request, reader).map(|places| Response::Dispersion(Box::new(places)))
            }
            _ => Ok(not_answered()),
        })
    }

    fn overview(&self, reader: Reader<'_>) -> Result<Overview, Stop> {
        let everything = search::answer(&SearchRequest::default(), reader)?;
        let root = &self.root;
        Ok(Overview {
            settings: root.settings.clone(),
            edition: root.edition.clone(),
            documents: root.documents,
            stories: everything.stories,
            words: root.words,
            undated: root.undated,
            facets: everything.facets,
            histogram: everything.histogram,
            inexact: everything.inexact,
            bytes: root.bytes,
            has_related: root.neighbours.is_some(),
        })
    }
}

fn outcome(response: Result<Response, Stop>) -> Outcome {
    match response {
        Ok(response) => Outcome::Ready(response),
        Err(Stop::Missing(files)) => Outcome::Missing(files),
        Err(Stop::Format(error)) => Outcome::Ready(Response::Failed(error.into())),
    }
}

/// A request that came to the wrong half of the engine.
fn not_answered() -> Response {
    let message = "This part of the engine does not answer that. Reload the page.".into();
    Response::Failed(Failure { kind: FailureKind::Damaged, message })
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Failure {
        let kind = match error {
            FormatError::Version(_) => FailureKind::WrongVersion,
            FormatError::NotAnIndex | FormatError::Damaged => FailureKind::Damaged,
        };
        Failure { kind, message: error.to_string() }
    }
}
