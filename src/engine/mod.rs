//! One call in, one answer out. The engine does no I/O: it says which files it lacks, and its host brings them.
//!
//! A host opens the engine with the bytes of the root and then repeats one loop: [`Engine::handle`]; when files are
//! [`Outcome::Missing`], fetch them all, check each against its name ([`Loaded::insert`]), and handle again. A search
//! settles in two rounds (shards and columns, then documents), a reading in two.

mod claims;
mod compare;
mod copies;
mod count;
mod later;
pub mod protocol;
mod read;
pub mod recipe;
mod search;
mod suggest;

use std::collections::BTreeMap;

use crate::index::FileId;
use crate::index::bytes::FormatError;
use crate::index::format::Root;
use crate::index::reader::{Memory, Reader, Stop};
use protocol::{Failure, FailureKind, Overview, Request, Response, SearchRequest};

pub use crate::index::reader::Files;
pub use crate::query::{Form as QueryForm, USUAL_DISTANCE};
pub use later::{Half, examine};

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

/// Files that a host has brought so far.
#[derive(Debug, Default)]
pub struct Loaded(BTreeMap<FileId, Vec<u8>>);

impl Loaded {
    /// Adds a file. Bytes that are not the file they are said to be are refused.
    pub fn insert(&mut self, id: FileId, bytes: Vec<u8>) -> Result<(), Failure> {
        if FileId::of(&bytes) != id {
            return Err(Failure {
                kind: FailureKind::Damaged,
                message: format!(
                    "The file corpus/{} is damaged: its content is not what its name says. Reload the page; if that does \
                     not help, the site must be uploaded again.",
                    id.file_name()
                ),
            });
        }
        self.0.insert(id, bytes);
        Ok(())
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Files for Loaded {
    fn get(&self, id: FileId) -> Option<&[u8]> {
        self.0.get(&id).map(Vec::as_slice)
    }
}
