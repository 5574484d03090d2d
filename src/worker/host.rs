//! The engine's host: brings the files that the engine says it lacks, until it can answer.

use std::{
    cell::{Cell, OnceCell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use futures_util::{
    FutureExt, StreamExt,
    future::{LocalBoxFuture, Shared},
    stream::FuturesUnordered,
};

use crate::{
    engine::{
        Engine, Loaded, Outcome,
        protocol::{Call, Failure, FailureKind, Progress, Request, Response},
    },
    index::FileId,
};

/// Above this many bytes, files that nobody waits for are forgotten before the next call; the browser's own cache
/// still has them. More speeds up long sessions on big corpora, and may get the page killed on a phone.
const MEMORY_LIMIT: usize = 64 << 20;

/// A request is settled in about three rounds of fetching. More than this means that the index leads in a circle.
const MAX_ROUNDS: usize = 32;

/// Where files come from.
pub trait Source {
    /// The bytes of a part of the corpus.
    fn fetch(&self, part: Part) -> impl Future<Output = Result<Vec<u8>, Failure>>;
}

/// A file of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Root,
    /// Named by the hash of its content.
    File(FileId),
}

impl Part {
    /// Where it is in a site.
    pub fn path(self) -> String {
        match self {
            Part::Root => "corpus/root.kz".into(),
            Part::File(id) => format!("corpus/{}", id.file_name()),
        }
    }
}

/// Somebody fetches a part; whoever else wants it waits for the same.
type Arrival = Shared<LocalBoxFuture<'static, Result<(), Failure>>>;

/// Answers calls, several at a time.
pub struct Host<S> {
    source: S,
    engine: OnceCell<Engine>,
    files: RefCell<Loaded>,
    under_way: RefCell<BTreeMap<Part, Arrival>>,
    bytes_received: Cell<u64>,
    latest_search: Cell<u32>,
}

impl<S: Source + 'static> Host<S> {
    pub fn new(source: S) -> Host<S> {
        Host {
            source,
            engine: OnceCell::new(),
            files: RefCell::default(),
            under_way: RefCell::default(),
            bytes_received: Cell::new(0),
            latest_search: Cell::new(0),
        }
    }

    /// Answers one call. `tell` hears how the fetching gets on.
    pub async fn answer(self: &Rc<Self>, call: &Call, tell: impl Fn(Progress)) -> Response {
        self.free_memory();
        if is_search(call) {
            self.latest_search.set(call.number);
        }
        self.settle(call, tell).await.unwrap_or_else(Response::Failed)
    }

    async fn settle(self: &Rc<Self>, call: &Call, tell: impl Fn(Progress)) -> Result<Response, Failure> {
        let mut progress = Progress { files_done: 0, files_needed: 0, bytes: self.bytes_received.get() };
        for _ in 0..MAX_ROUNDS {
            match self.evaluate(&call.request) {
                Ok(response) => return Ok(response),
                Err(missing) => self.bring(missing, &mut progress, &tell).await?,
            }
            if is_search(call) && self.latest_search.get() != call.number {
                return Err(superseded());
            }
        }
        Err(circular())
    }

    /// The answer, or what is missing for it.
    fn evaluate(&self, request: &Request) -> Result<Response, Vec<Part>> {
        let engine = self.engine.get().ok_or_else(|| vec![Part::Root])?;
        match engine.handle(request, &*self.files.borrow()) {
            Outcome::Ready(response) => Ok(response),
            Outcome::Missing(ids) => Err(ids.into_iter().map(Part::File).collect()),
        }
    }

    /// Fetches parts side by side.
    async fn bring(
        self: &Rc<Self>,
        parts: Vec<Part>,
        progress: &mut Progress,
        tell: impl Fn(Progress),
    ) -> Result<(), Failure> {
        progress.files_needed += parts.len() as u32;
        tell(*progress);
        let mut arrivals: FuturesUnordered<Arrival> = parts.into_iter().map(|part| self.arrival(part)).collect();
        while let Some(arrived) = arrivals.next().await {
            arrived?;
            progress.files_done += 1;
            progress.bytes = self.bytes_received.get();
            tell(*progress);
        }
        Ok(())
    }

    fn arrival(self: &Rc<Self>, part: Part) -> Arrival {
        let host = self.clone();
        let fetch = move || {
            async move {
                let arrived = host.source.fetch(part).await.and_then(|bytes| host.keep(part, bytes));
                host.under_way.borrow_mut().remove(&part);
                arrived
            }
            .boxed_local()
            .shared()
        };
        self.under_way.borrow_mut().entry(part).or_insert_with(fetch).clone()
    }

    fn keep(&self, part: Part, bytes: Vec<u8>) -> Result<(), Failure> {
        self.bytes_received.update(|received| received + bytes.len() as u64);
        match part {
            Part::File(id) => self.files.borrow_mut().insert(id, bytes),
            // A second engine can only come of the same root, so it does not matter which one stays.
            Part::Root => Engine::open(&bytes).map(|engine| drop(self.engine.set(engine))),
        }
    }

    /// Calls pause only while something is under way: with nothing under way, no call counts on what is here.
    fn free_memory(&self) {
        if self.under_way.borrow().is_empty() && self.files.borrow().bytes() > MEMORY_LIMIT {
            self.files.borrow_mut().clear();
        }
    }
}

fn is_search(call: &Call) -> bool {
    matches!(call.request, Request::Search(_))
}

fn superseded() -> Failure {
    Failure { kind: FailureKind::Superseded, message: "A later search took the place of this one.".into() }
}

fn circular() -> Failure {
    let message = "The index asks for ever more files. It is damaged; the site must be built and uploaded again.";
    Failure { kind: FailureKind::Damaged, message: message.into() }
}
