//! The engine for scripts: bytes in, bytes out. `karez.js` is its host and fetches the files that the engine says it
//! lacks.
//!
//! A [`Session`] is one open corpus. It fetches nothing and waits for nothing, so that its WebAssembly (the binary
//! `engine`) needs neither a runtime for futures nor a worker of its own: whoever loads it decides where it runs.

#![warn(missing_docs)]

use std::{
    pin::pin,
    task::{Context, Poll, Waker},
};

use serde::{Deserialize, Serialize};

use crate::{
    engine::{
        Engine, Loaded, Outcome, examine,
        protocol::{Failure, RemarkCode, Request, Response, WrongVersion},
    },
    index::FileId,
    wording,
};

/// What a call answers; the script gets it as postcard bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// Done: the root or the file was accepted.
    Taken,
    /// Fetch these files, give them to [`Session::keep`] and ask again. Never empty.
    Missing(Vec<FileId>),
    /// The answer, which may be a [`Response::Failed`].
    Ready(Response),
    /// The engine's second file, `engine_later.wasm`, is still loading. Ask again when it is here.
    Later,
    /// The sentences for a [`Code`].
    Text(String),
}

/// What a script asks to have in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// What a remark in an answer says.
    Remark(RemarkCode),
    /// Why there is no answer.
    Failure(Failure),
}

/// One corpus, open or about to be, with the files fetched so far.
#[derive(Debug, Default)]
pub struct Session {
    engine: Option<Engine>,
    files: Loaded,
}

impl Session {
    /// Opens a corpus by the bytes of its `root.kz`, replacing an open one. Fails for a damaged root and for another
    /// format version.
    pub fn open(&mut self, root: &[u8]) -> Reply {
        Engine::open(root).map(|engine| self.engine = Some(engine)).into()
    }

    /// Takes a file of the corpus: the [`FileId::BYTES`] bytes of its id, then its content. Fails if they do not belong
    /// together.
    pub fn keep(&mut self, file: &[u8]) -> Reply {
        let Ok((id, content)) = postcard::take_from_bytes::<FileId>(file) else { return other_version() };
        self.files.insert(id, content.to_vec()).into()
    }

    /// Drops all files if together they have more than `limit` bytes; they will be asked for again. Call it only
    /// between requests: a request in progress relies on the files it has asked for.
    pub fn free_memory(&mut self, limit: usize) {
        if self.files.bytes() > limit {
            self.files.clear();
        }
    }

    /// The English sentences for a [`Code`], given as postcard bytes.
    pub fn describe(code: &[u8]) -> Reply {
        match postcard::from_bytes(code) {
            Ok(Code::Remark(code)) => Reply::Text(wording::remark(&code)),
            Ok(Code::Failure(failure)) => Reply::Text(wording::failure(&failure)),
            Err(_) => other_version(),
        }
    }

    /// Answers a [`Request`], given as postcard bytes, as far as the files allow. Before [`Session::open`], and for
    /// bytes that are no request, the answer is a failure.
    pub fn ask(&self, request: &[u8]) -> Reply {
        let (Some(engine), Ok(request)) = (&self.engine, postcard::from_bytes::<Request>(request)) else {
            return other_version();
        };
        let outcome = match &request {
            Request::Find(request) => engine.find(request, &self.files),
            Request::Examine(request) => match poll(examine()) {
                Poll::Ready(Ok(examine)) => examine(engine, request, &self.files),
                Poll::Ready(Err(failure)) => return Reply::Ready(Response::Failed(failure)),
                Poll::Pending => return Reply::Later,
            },
        };
        match outcome {
            Outcome::Ready(response) => Reply::Ready(response),
            Outcome::Missing(files) => Reply::Missing(files),
        }
    }
}

impl Reply {
    /// The reply in postcard, as `karez.js` reads it.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Cannot fail: replies are strings, numbers, lists and maps, all of known lengths.
        let Ok(bytes) = postcard::to_allocvec(self) else { unreachable!("a reply is plain data") };
        bytes
    }
}

impl From<Result<(), Failure>> for Reply {
    fn from(taken: Result<(), Failure>) -> Reply {
        match taken {
            Ok(()) => Reply::Taken,
            Err(failure) => Reply::Ready(Response::Failed(failure)),
        }
    }
}

/// Polls a future without waiting; twice, because one whose code has just arrived says so only on the second poll.
fn poll<T>(future: impl Future<Output = T>) -> Poll<T> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Pending => future.as_mut().poll(&mut context),
        ready => ready,
    }
}

fn other_version() -> Reply {
    Reply::Ready(Response::Failed(Failure::WrongVersion(WrongVersion::Script)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{
        corpus::{Block, BlockKind, Document, Metadata, Settings, Thesaurus},
        engine::protocol::{Damage, FindRequest, SearchRequest},
        index::{self, Index},
    };

    fn index() -> Index {
        let document = Document {
            metadata: Metadata { id: "one".into(), language: "en".into(), ..Metadata::default() },
            blocks: vec![Block::new(BlockKind::Paragraph, "apples and pears")],
            ..Document::default()
        };
        index::write(&Settings::default(), &Thesaurus::default(), vec![document]).unwrap()
    }

    fn session(index: &Index) -> Session {
        let mut session = Session::default();
        assert_eq!(session.open(&index.root), Reply::Taken);
        session
    }

    fn request() -> Vec<u8> {
        let request = SearchRequest { query: "pears".into(), limit: 1, ..SearchRequest::default() };
        postcard::to_allocvec(&Request::from(FindRequest::Search(request))).unwrap()
    }

    fn file(id: FileId, files: &BTreeMap<FileId, Vec<u8>>) -> Vec<u8> {
        [id.as_bytes().as_slice(), &files[&id]].concat()
    }

    /// Keeps what is missing until there is an answer.
    fn ask(session: &mut Session, files: &BTreeMap<FileId, Vec<u8>>) -> Response {
        for _ in 0..5 {
            match session.ask(&request()) {
                Reply::Missing(ids) => {
                    ids.into_iter().for_each(|id| assert_eq!(session.keep(&file(id, files)), Reply::Taken));
                }
                Reply::Ready(response) => return response,
                Reply::Taken | Reply::Later | Reply::Text(_) => panic!("a request is answered, and all code is here"),
            }
        }
        panic!("it asks for ever more files")
    }

    fn failure(reply: Reply) -> Failure {
        match reply {
            Reply::Ready(Response::Failed(failure)) => failure,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_search_is_answered_when_its_files_are_here() {
        let index = index();
        let mut session = session(&index);
        let Response::Found(results) = ask(&mut session, &index.files) else { panic!("it is found") };
        assert_eq!((results.total, results.hits[0].id.as_str()), (1, "one"));
    }

    #[test]
    fn forgotten_files_are_asked_for_again() {
        let index = index();
        let mut session = session(&index);
        ask(&mut session, &index.files);
        session.free_memory(usize::MAX);
        assert!(matches!(session.ask(&request()), Reply::Ready(_)));
        session.free_memory(0);
        assert!(matches!(session.ask(&request()), Reply::Missing(_)));
    }

    #[test]
    fn damaged_files_are_refused() {
        let index = index();
        let mut session = session(&index);
        let Reply::Missing(ids) = session.ask(&request()) else { panic!("something is missing") };
        let mut damaged = file(ids[0], &index.files);
        damaged.push(0);
        assert_eq!(failure(session.keep(&damaged)), Failure::Damaged(Damage::Name(ids[0].file_name())));
    }

    #[test]
    fn bytes_that_mean_nothing_are_refused() {
        let mut session = Session::default();
        let other_version = Failure::WrongVersion(WrongVersion::Script);
        assert_eq!(failure(session.open(b"?")), Failure::Damaged(Damage::NotAnIndex));
        assert_eq!(failure(session.ask(&request())), other_version);
        let mut session = self::session(&index());
        for bytes in [&[][..], &[0xff; 15], &[0, 1, 0xff, 0xff]] {
            assert_eq!(failure(session.ask(bytes)), other_version);
        }
        assert_eq!(failure(session.keep(&[0; FileId::BYTES - 1])), other_version);
        assert_eq!(failure(Session::describe(&[0xff])), other_version);
    }

    #[test]
    fn codes_are_put_into_words() {
        let said = |code: Code| match Session::describe(&postcard::to_allocvec(&code).unwrap()) {
            Reply::Text(text) => text,
            other => panic!("{other:?}"),
        };
        assert_eq!(said(Code::Remark(RemarkCode::OpenBracket)), wording::remark(&RemarkCode::OpenBracket));
        assert!(said(Code::Failure(Failure::NotFound("x-1".into()))).contains("“x-1”"));
    }
}
