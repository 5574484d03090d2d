//! Who answers what: each request goes to the file that is named for it.

use super::protocol::{ExamineRequest, Failure, FailureKind, FindRequest, Overview, Request, Response, SearchRequest};
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
        match request {
            Request::Find(request) => self.find(request, files),
            Request::Examine(request) => self.examine(request, files),
        }
    }

    /// Answers what readers ask first. A host can have its code without that of [`Engine::examine`].
    pub fn find(&self, request: &FindRequest, files: &dyn Files) -> Outcome {
        let reader = Reader::new(&self.root, files, &self.memory);
        outcome(match request {
            FindRequest::Open => self.overview(reader).map(|overview| Response::Opened(Box::new(overview))),
            FindRequest::Search(request) => {
                search::answer(request, reader).map(|results| Response::Found(Box::new(results)))
            }
            FindRequest::Suggest(request) => suggest::answer(request, reader).map(Response::Suggested),
        })
    }

    /// Answers what readers ask about documents that they have found.
    pub fn examine(&self, request: &ExamineRequest, files: &dyn Files) -> Outcome {
        let reader = Reader::new(&self.root, files, &self.memory);
        outcome(match request {
            ExamineRequest::Read(request) => read::answer(request, reader),
            ExamineRequest::Copies(request) => copies::answer(request, reader),
            ExamineRequest::List(request) => read::list(request, reader),
            ExamineRequest::Related(id) => read::related(id, reader),
            ExamineRequest::Compare(request) => compare::answer(request, reader),
            ExamineRequest::Claims(request) => {
                claims::answer(request, reader).map(|claims| Response::Claimed(Box::new(claims)))
            }
            ExamineRequest::Concordance(request) => {
                count::concordance(request, reader, &self.desk).map(|lines| Response::Concordance(Box::new(lines)))
            }
            ExamineRequest::Trends(request) => {
                count::trends(request, reader).map(|trends| Response::Trends(Box::new(trends)))
            }
            ExamineRequest::Collocates(request) => {
                count::collocates(request, reader, &self.desk).map(|table| Response::Collocates(Box::new(table)))
            }
            ExamineRequest::Keyness(request) => {
                count::keyness(request, reader, &self.desk).map(|table| Response::Keyness(Box::new(table)))
            }
            ExamineRequest::Dispersion(request) => {
                count::dispersion(request, reader).map(|places| Response::Dispersion(Box::new(places)))
            }
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

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Failure {
        let kind = match error {
            FormatError::Version(_) => FailureKind::WrongVersion,
            FormatError::NotAnIndex | FormatError::Damaged => FailureKind::Damaged,
        };
        Failure { kind, message: error.to_string() }
    }
}
