//! Who answers what: each request goes to the file that is named for it.

use super::protocol::{
    Damage, ExamineRequest, Failure, FindRequest, FormatVersions, Overview, Request, Response, SearchRequest,
    WrongVersion,
};
use super::{claims, compare, copies, count, read, search, suggest};
use crate::index::FileId;
use crate::index::bytes::FormatError;
use crate::index::format::{FORMAT_VERSION, Root};
use crate::index::reader::{Files, Memory, Reader, Stop};

/// Answers requests about one corpus. It keeps what it has decoded and counted, so that the same request is answered
/// faster again.
#[derive(Debug)]
pub struct Engine {
    root: Root,
    memory: Memory,
    desk: count::Desk,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// The answer, which may be a [`Response::Failed`].
    Ready(Response),
    /// Fetch these, then ask again. Never empty.
    Missing(Vec<FileId>),
}

impl Engine {
    /// Opens a corpus with the bytes of its root file. Fails if they are damaged, no root, or of another format version.
    ///
    /// ```
    /// use karez::engine::Engine;
    /// use karez::engine::protocol::{Damage, Failure};
    ///
    /// assert_eq!(Engine::open(b"<!doctype html>").unwrap_err(), Failure::Damaged(Damage::NotAnIndex));
    /// ```
    pub fn open(root: &[u8]) -> Result<Engine, Failure> {
        Ok(Engine { root: Root::from_bytes(root)?, memory: Memory::default(), desk: count::Desk::default() })
    }

    /// Answers a request as far as the files go. [The module](super) has a host that uses it.
    pub fn handle(&self, request: &Request, files: &dyn Files) -> Outcome {
        match request {
            Request::Find(request) => self.find(request, files),
            Request::Examine(request) => self.examine(request, files),
        }
    }

    /// Answers what readers ask first. A host can have its code without that of [`Engine::examine`].
    ///
    /// ```
    /// use karez::corpus::{Document, Settings, Thesaurus};
    /// use karez::engine::protocol::{FindRequest, Response};
    /// use karez::engine::{Engine, Loaded, Outcome};
    ///
    /// let index = karez::index::write(&Settings::default(), &Thesaurus::default(), vec![Document::default()]).unwrap();
    /// let (engine, mut files) = (Engine::open(&index.root).unwrap(), Loaded::default());
    /// while let Outcome::Missing(ids) = engine.find(&FindRequest::Open, &files) {
    ///     ids.into_iter().for_each(|id| files.insert(id, index.files[&id].clone()).unwrap());
    /// }
    /// let outcome = engine.find(&FindRequest::Open, &files);
    /// assert!(matches!(outcome, Outcome::Ready(Response::Opened(overview)) if overview.documents == 1));
    /// ```
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

    /// Answers what readers ask about documents that they have found. Counts that read many texts are answered in part
    /// ([`Response::is_partial`]): ask again.
    ///
    /// ```
    /// use karez::corpus::{Document, Settings, Thesaurus};
    /// use karez::engine::protocol::{ExamineRequest, Failure, Response};
    /// use karez::engine::{Engine, Loaded, Outcome};
    ///
    /// let index = karez::index::write(&Settings::default(), &Thesaurus::default(), vec![Document::default()]).unwrap();
    /// let (engine, mut files) = (Engine::open(&index.root).unwrap(), Loaded::default());
    /// let request = ExamineRequest::Related("nowhere".into());
    /// while let Outcome::Missing(ids) = engine.examine(&request, &files) {
    ///     ids.into_iter().for_each(|id| files.insert(id, index.files[&id].clone()).unwrap());
    /// }
    /// let failed = Response::Failed(Failure::NotFound("nowhere".into()));
    /// assert_eq!(engine.examine(&request, &files), Outcome::Ready(failed));
    /// ```
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
        match error {
            FormatError::Version(found) => {
                let versions = FormatVersions { found: found.into(), known: FORMAT_VERSION.into() };
                Failure::WrongVersion(WrongVersion::Format(versions))
            }
            FormatError::NotAnIndex => Failure::Damaged(Damage::NotAnIndex),
            FormatError::Damaged => Failure::Damaged(Damage::Content),
        }
    }
}
