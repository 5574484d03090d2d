//! The engine's host: brings the files that the engine says it lacks, until it can answer.

use std::{
    cell::{Cell, OnceCell, RefCell},
    future::poll_fn,
    rc::Rc,
    task::Poll,
};

use futures_util::{
    FutureExt,
    future::{LocalBoxFuture, Shared},
};

use crate::{
    engine::{
        Engine, Loaded, Outcome, examine,
        protocol::{Call, Damage, Failure, FindRequest, Progress, Request, Response},
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
    /// The bytes of a part of the corpus. Fails as [`Failure::Unreachable`].
    fn fetch(&self, part: Part) -> impl Future<Output = Result<Vec<u8>, Failure>>;
}

/// A file of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `root.kz`, which names all others.
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
    under_way: RefCell<Vec<(Part, Arrival)>>,
    bytes_received: Cell<u64>,
    latest_search: Cell<u32>,
}

impl<S: Source + 'static> Host<S> {
    /// A host of the corpus that the source has. Nothing is fetched yet.
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

    /// Answers one call. `tell` hears how the fetching gets on. A search that another one follows before it is answered
    /// fails as [`Failure::Superseded`].
    pub async fn answer(self: &Rc<Self>, call: &Call, tell: impl Fn(Progress)) -> Response {
        self.free_memory();
        if is_search(call) {
            self.latest_search.set(call.number);
        }
        self.settle(call, tell).await.unwrap_or_else(Response::Failed)
    }

    async fn settle(self: &Rc<Self>, call: &Call, tell: impl Fn(Progress)) -> Result<Response, Failure> {
        match &call.request {
            Request::Find(request) => self.repeat(call, tell, |engine, files| engine.find(request, files)).await,
            Request::Examine(request) => {
                let examine = examine().await?;
                self.repeat(call, tell, |engine, files| examine(engine, request, files)).await
            }
        }
    }

    /// Asks the engine until it has all the files it needs.
    async fn repeat(
        self: &Rc<Self>,
        call: &Call,
        tell: impl Fn(Progress),
        ask: impl Fn(&Engine, &Loaded) -> Outcome,
    ) -> Result<Response, Failure> {
        let mut progress = Progress { files_done: 0, files_needed: 0, bytes: self.bytes_received.get() };
        for _ in 0..MAX_ROUNDS {
            let missing = match self.engine.get().map(|engine| ask(engine, &self.files.borrow())) {
                None => vec![Part::Root],
                Some(Outcome::Ready(response)) => return Ok(response),
                Some(Outcome::Missing(ids)) => ids.into_iter().map(Part::File).collect(),
            };
            self.bring(missing, &mut progress, &tell).await?;
            if is_search(call) && self.latest_search.get() != call.number {
                return Err(Failure::Superseded);
            }
        }
        Err(Failure::Damaged(Damage::Circular))
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
        let mut arrivals: Vec<Arrival> = parts.into_iter().map(|part| self.arrival(part)).collect();
        while !arrivals.is_empty() {
            next_of(&mut arrivals).await?;
            progress.files_done += 1;
            progress.bytes = self.bytes_received.get();
            tell(*progress);
        }
        Ok(())
    }

    fn arrival(self: &Rc<Self>, part: Part) -> Arrival {
        let mut under_way = self.under_way.borrow_mut();
        if let Some((_, arrival)) = under_way.iter().find(|(other, _)| *other == part) {
            return arrival.clone();
        }
        let host = self.clone();
        let arrival = async move {
            let arrived = host.source.fetch(part).await.and_then(|bytes| host.keep(part, bytes));
            host.under_way.borrow_mut().retain(|(other, _)| *other != part);
            arrived
        }
        .boxed_local()
        .shared();
        under_way.push((part, arrival.clone()));
        arrival
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

/// Waits for any of them and takes it out. They are few, so each is asked whenever one may have come: an executor of
/// their own would be more code than all of them save.
async fn next_of(arrivals: &mut Vec<Arrival>) -> Result<(), Failure> {
    poll_fn(|context| {
        for place in 0..arrivals.len() {
            if let Poll::Ready(arrived) = arrivals[place].poll_unpin(context) {
                drop(arrivals.swap_remove(place));
                return Poll::Ready(arrived);
            }
        }
        Poll::Pending
    })
    .await
}

fn is_search(call: &Call) -> bool {
    matches!(call.request, Request::Find(FindRequest::Search(_)))
}

#[cfg(test)]
mod tests {
    use std::{
        collections::BTreeMap,
        future::{self, Future},
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use futures_util::future::join;

    use super::*;
    use crate::{
        corpus::{Block, BlockKind, Document, Metadata, Settings, Thesaurus},
        engine::protocol::{ExamineRequest, ReadRequest, SearchRequest, Unreachable},
        index,
    };

    /// Files in memory that take a moment to come.
    struct Shelf {
        files: RefCell<BTreeMap<Part, Vec<u8>>>,
        fetched: RefCell<Vec<Part>>,
    }

    impl Source for Shelf {
        async fn fetch(&self, part: Part) -> Result<Vec<u8>, Failure> {
            self.fetched.borrow_mut().push(part);
            come_back_later().await;
            let bytes = self.files.borrow().get(&part).cloned();
            bytes.ok_or_else(|| Failure::Unreachable(Unreachable::File(part.path())))
        }
    }

    async fn come_back_later() {
        let mut is_later = false;
        future::poll_fn(|context| {
            context.waker().wake_by_ref();
            if std::mem::replace(&mut is_later, true) { Poll::Ready(()) } else { Poll::Pending }
        })
        .await
    }

    fn run<T>(future: impl Future<Output = T>) -> T {
        let mut future = pin!(future);
        let mut context = Context::from_waker(Waker::noop());
        let polled = (0..1_000).find_map(|_| match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        });
        polled.expect("it ends")
    }

    fn host() -> Rc<Host<Shelf>> {
        let document = |id: &str, text: &str| Document {
            metadata: Metadata { id: id.into(), language: "en".into(), ..Metadata::default() },
            blocks: vec![Block::new(BlockKind::Paragraph, text)],
            ..Document::default()
        };
        let documents = vec![document("one", "apples and pears"), document("two", "plums")];
        let index = index::write(&Settings::default(), &Thesaurus::default(), documents).unwrap();
        let mut files: BTreeMap<_, _> = index.files.into_iter().map(|(id, bytes)| (Part::File(id), bytes)).collect();
        files.insert(Part::Root, index.root);
        Rc::new(Host::new(Shelf { files: files.into(), fetched: RefCell::default() }))
    }

    fn search(number: u32, query: &str) -> Call {
        let request = SearchRequest { query: query.into(), limit: 1, ..SearchRequest::default() };
        Call { number, request: FindRequest::Search(request).into() }
    }

    fn total(response: Response) -> u32 {
        match response {
            Response::Found(results) => results.total,
            other => panic!("{other:?}"),
        }
    }

    fn failure(response: Response) -> Failure {
        match response {
            Response::Failed(failure) => failure,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_answer_is_preceded_by_what_was_fetched_for_it() {
        let (host, told) = (host(), RefCell::new(Vec::new()));
        let response = run(host.answer(&search(1, "pears"), |progress| told.borrow_mut().push(progress)));
        assert_eq!(total(response), 1);

        let told = told.into_inner();
        let (first, last) = (told.first().unwrap(), told.last().unwrap());
        assert_eq!((first.files_done, first.files_needed, first.bytes), (0, 1, 0));
        assert_eq!(last.files_done as usize, host.source.fetched.borrow().len());
        assert_eq!(last.files_done, last.files_needed);
        let shelf = host.source.files.borrow();
        let bytes: usize = host.source.fetched.borrow().iter().map(|part| shelf[part].len()).sum();
        assert_eq!(last.bytes, bytes as u64);
    }

    #[test]
    fn what_is_here_is_not_fetched_again() {
        let host = host();
        run(host.answer(&search(1, "pears"), drop));
        let fetched = host.source.fetched.borrow().len();
        assert_eq!(total(run(host.answer(&search(2, "pears"), drop))), 1);
        assert_eq!(host.source.fetched.borrow().len(), fetched);
    }

    #[test]
    fn calls_that_wait_for_the_same_file_share_it() {
        let host = host();
        let read = ReadRequest { id: "one".into(), query: "pears".into(), ..ReadRequest::default() };
        let read = Call { number: 2, request: ExamineRequest::Read(read).into() };
        let search = search(1, "pears");
        let (found, document) = run(join(host.answer(&search, drop), host.answer(&read, drop)));
        assert_eq!(total(found), 1);
        assert!(matches!(document, Response::Document(_)));
        let mut fetched = host.source.fetched.borrow().clone();
        let all = fetched.len();
        fetched.sort();
        fetched.dedup();
        assert_eq!(fetched.len(), all);
    }

    #[test]
    fn a_later_search_supersedes_one_that_waits() {
        let host = host();
        let (earlier, later) = (search(1, "apples"), search(2, "plums"));
        let (earlier, later) = run(join(host.answer(&earlier, drop), host.answer(&later, drop)));
        assert_eq!(failure(earlier), Failure::Superseded);
        assert_eq!(total(later), 1);
    }

    #[test]
    fn what_could_not_be_fetched_is_fetched_by_the_next_call() {
        let host = host();
        let shelf = host.source.files.take();
        assert!(matches!(
            failure(run(host.answer(&search(1, "pears"), drop))),
            Failure::Unreachable(Unreachable::File(_))
        ));
        host.source.files.replace(shelf);
        assert_eq!(total(run(host.answer(&search(2, "pears"), drop))), 1);
    }

    #[test]
    fn damaged_files_are_refused() {
        let host = host();
        let root = host.source.files.borrow()[&Part::Root].clone();
        host.source.files.borrow_mut().values_mut().for_each(|bytes| bytes.push(0));
        host.source.files.borrow_mut().insert(Part::Root, root);
        assert!(matches!(failure(run(host.answer(&search(1, "pears"), drop))), Failure::Damaged(Damage::Name(_))));
    }
}
