//! The engine over a site on disk: brings the files that it says it lacks.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{site, stop::Stop};
use crate::{
    engine::{
        Engine, Loaded, Outcome,
        protocol::{
            Copies, DocumentView, ExamineRequest, FindRequest, Overview, ReadRequest, Request, Response, SearchRequest,
            Sort,
        },
    },
    index::FileId,
};

pub struct Host {
    engine: Engine,
    files: Loaded,
    corpus: PathBuf,
}

impl Host {
    /// Opens the corpus of a site.
    pub fn open(site: &Path) -> Result<Host, Stop> {
        let corpus = site.join(site::CORPUS);
        let path = corpus.join(site::ROOT);
        let root = fs::read(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Stop::failed(format!(
                "there is no site in {}: it has no {}/{}. Build one: karez build <folder> --out {0}",
                site.display(),
                site::CORPUS,
                site::ROOT
            )),
            _ => Stop::io("read", &path, &error),
        })?;
        Ok(Host { engine: Engine::open(&root)?, files: Loaded::default(), corpus })
    }

    /// Asks the engine until it has all the files it needs.
    pub fn ask(&mut self, request: impl Into<Request>) -> Result<Response, Stop> {
        let request = request.into();
        loop {
            match self.engine.handle(&request, &self.files) {
                Outcome::Ready(Response::Failed(failure)) => return Err(failure.into()),
                Outcome::Ready(response) => return Ok(response),
                Outcome::Missing(ids) => ids.into_iter().try_for_each(|id| self.bring(id))?,
            }
        }
    }

    /// The corpus as a whole.
    pub fn overview(&mut self) -> Result<Overview, Stop> {
        match self.ask(FindRequest::Open)? {
            Response::Opened(overview) => Ok(*overview),
            _ => Err(unexpected()),
        }
    }

    /// The ids of all documents: oldest first, those without a date last.
    pub fn ids(&mut self) -> Result<Vec<String>, Stop> {
        let limit = self.overview()?.documents;
        let request = SearchRequest {
            sort: Sort::Oldest,
            limit,
            skip_counts: true,
            copies: Copies::Shown,
            ..SearchRequest::default()
        };
        match self.ask(FindRequest::Search(request))? {
            Response::Found(results) => Ok(results.hits.into_iter().map(|hit| hit.id).collect()),
            _ => Err(unexpected()),
        }
    }

    /// A whole document.
    pub fn read(&mut self, id: &str) -> Result<DocumentView, Stop> {
        match self.ask(ExamineRequest::Read(ReadRequest { id: id.into(), ..ReadRequest::default() }))? {
            Response::Document(document) => Ok(*document),
            _ => Err(unexpected()),
        }
    }

    fn bring(&mut self, id: FileId) -> Result<(), Stop> {
        let path = self.corpus.join(id.file_name());
        let bytes = fs::read(&path).map_err(|error| {
            Stop::failed(format!("cannot read {}: {error}. Build or copy the site again", path.display()))
        })?;
        Ok(self.files.insert(id, bytes)?)
    }
}

fn unexpected() -> Stop {
    Stop::failed("the engine answered another question than it was asked; build the site again")
}
