//! The laws: whatever comes in, reading ends in a value or an error. Each breaks by a panic.
//!
//! That it ends soon and takes no more memory than the input justifies is for the fuzzer's limits to say.

use std::sync::LazyLock;

use karez::{
    api::{Reply, Session},
    engine::{
        Engine,
        protocol::{
            Answer, Call, ExamineRequest, FindRequest, ReadRequest, Request, Response, SearchRequest, SuggestRequest,
        },
        recipe,
    },
    index::{
        bytes::{take_section, unpack},
        format::{Chunk, Column, Dates, Root, StoredSource},
        vocabulary::Vocabulary,
        words::WordList,
    },
    query::{parse, passage_parts, pasted, unfinished},
};

use super::{
    sample::{Host, SAMPLE, ask, counts, requests},
    stored::Kind,
};

/// The first byte of an input says which kind of file it is about; with this bit the rest is the file as it is, without
/// it the rest is what the file's sections hold.
pub const AS_IT_IS: u8 = 0x80;

/// What a bomb holds at most. What is stored is about a thousandth of that.
const MAX_BOMB_BYTES: usize = 256 * 1024;

static REQUESTS: LazyLock<Vec<Request>> = LazyLock::new(requests);

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let file = SAMPLE.root.vocabulary.expect("the sample has one");
    Vocabulary::from_bytes(&SAMPLE.files[&file]).expect("what was written is read")
});

/// An index that has any bytes for one of its files answers everything, if only by saying that it is damaged.
pub fn files(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let kind = kind(first);
    answer_with(kind, if first & AS_IT_IS > 0 { rest.to_vec() } else { kind.assemble(&split(kind, rest)) });
}

fn kind(byte: u8) -> Kind {
    Kind::ALL[usize::from(byte & !AS_IT_IS) % Kind::ALL.len()]
}

/// The sections of a file: each but the last after its length in two bytes.
fn split(kind: Kind, mut rest: &[u8]) -> Vec<Vec<u8>> {
    let mut sections = vec![Vec::new(); kind.sections()];
    let last = sections.len() - 1;
    for section in &mut sections[..last] {
        let Some((length, after)) = rest.split_first_chunk() else { break };
        let (these, after) = after.split_at(after.len().min(u16::from_le_bytes(*length).into()));
        (*section, rest) = (these.to_vec(), after);
    }
    sections[last] = rest.to_vec();
    sections
}

/// The inverse of [`split`].
pub fn join(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut joined = Vec::new();
    for (place, section) in sections.iter().enumerate() {
        if place + 1 < sections.len() {
            joined.extend((section.len() as u16).to_le_bytes());
        }
        joined.extend(section);
    }
    joined
}

fn answer_with(kind: Kind, bytes: Vec<u8>) {
    // A file that is refused as a whole is refused whatever is asked.
    let asked = if kind.open(&bytes, &VOCABULARY).is_ok() { REQUESTS.len() } else { 2 };
    let (root, changed) = match kind.file_of(&SAMPLE.root) {
        Some(file) => (SAMPLE.root.to_bytes(), Some((file, bytes))),
        None => (bytes, None),
    };
    let Ok(engine) = Engine::open(&root) else { return };
    let host = Host { changed };
    for request in &REQUESTS[..asked] {
        if let Some(response) = ask(&engine, &host, request) {
            Reply::Ready(response).to_bytes();
        }
    }
}

/// Any text is a query. What is printed of it is read as the same, its places are places in it, and it is answered.
pub fn query(data: &[u8]) {
    let text = &*String::from_utf8_lossy(data);
    let query = parse(text);
    let places = query.clauses.iter().map(|clause| (clause.start, clause.end));
    for (start, end) in places.chain(query.remarks.iter().map(|remark| (remark.start, remark.end))) {
        assert!(text.get(start as usize..end as usize).is_some(), "{text:?} has no {start}..{end}");
    }
    let printed = query.to_string();
    assert_eq!(parse(&printed).to_string(), printed, "{text:?}");
    let _ = (unfinished(text), passage_parts(text), pasted(text, &query));
    ENGINE.with(|engine| {
        let answer = |request: Request| ask(engine, &Host::default(), &request).expect("every file is here");
        let search = SearchRequest { query: text.into(), limit: 5, excerpts: 2, explain: true, ..Default::default() };
        let Response::Found(found) = answer(FindRequest::Search(search).into()) else { panic!("a search finds") };
        assert!(found.stories <= found.total && found.total <= SAMPLE.root.documents);
        assert!(found.hits.len() == found.stories.min(5) as usize);
        let id = found.hits.first().map_or_else(|| "doc5-5".into(), |hit| hit.id.clone());
        let read = ReadRequest { id, query: text.into(), ..Default::default() };
        assert!(matches!(answer(ExamineRequest::Read(read).into()), Response::Document(_)));
        let suggest = SuggestRequest { text: text.into(), limit: 5 };
        assert!(matches!(answer(FindRequest::Suggest(suggest).into()), Response::Suggested(_)));
        for request in counts(text) {
            let answered = answer(request.clone().into());
            assert!(!matches!(answered, Response::Failed(_)) && !answered.is_partial(), "{text:?}: {answered:?}");
            assert_eq!(recipe::parse(&recipe::print(&request, "")), Ok((request, String::new())));
        }
    });
}

/// Any bytes are a message that is answered, or refused; one that is understood is the same in bytes and as JSON.
pub fn messages(data: &[u8]) {
    SESSION.with(|session| {
        let Reply::Ready(response) = session.ask(data) else { panic!("every file is here") };
        let reply = Reply::Ready(response);
        assert_eq!(postcard::from_bytes(&reply.to_bytes()), Ok(reply));
        let requests = [postcard::from_bytes::<Request>(data).ok(), serde_json::from_slice(data).ok()];
        for request in requests.into_iter().flatten() {
            let bytes = postcard::to_allocvec(&request).expect("a request is plain data");
            assert_eq!(postcard::from_bytes(&bytes), Ok(request.clone()));
            let json = serde_json::to_vec(&request).expect("a request is plain data");
            assert_eq!(serde_json::from_slice::<Request>(&json).expect("what was written is read"), request);
            assert!(matches!(session.ask(&bytes), Reply::Ready(_)));
        }
    });
    let _ = (postcard::from_bytes::<Call>(data), postcard::from_bytes::<Answer>(data));
    let _ = postcard::from_bytes::<Reply>(data);
    let mut session = Session::default();
    let _ = (session.keep(data), session.open(data), session.ask(data));
}

/// Deflated bytes end in a value or an error, also where few of them hold very many alike. What they hold is told as
/// runs: the section it goes to, how often, how many bytes, these bytes.
pub fn deflate(data: &[u8]) {
    let Some((&first, mut rest)) = data.split_first() else { return };
    if first & AS_IT_IS > 0 {
        let _ = (unpack::<Root>(rest), unpack::<WordList>(rest), unpack::<Column>(rest), unpack::<Dates>(rest));
        let _ = (unpack::<Chunk>(rest), unpack::<Vec<StoredSource>>(rest));
        while !rest.is_empty() && take_section(&mut rest).is_ok() {}
        return;
    }
    let kind = kind(first);
    let mut sections = vec![Vec::new(); kind.sections()];
    let mut left = MAX_BOMB_BYTES;
    while let Some((&[section, low, high, length], after)) = rest.split_first_chunk() {
        let (run, after) = after.split_at(after.len().min(length.into()));
        let times = usize::from(u16::from_le_bytes([low, high])).min(left / run.len().max(1));
        left -= times * run.len();
        let section = usize::from(section) % sections.len();
        sections[section].extend(run.repeat(times));
        rest = after;
    }
    answer_with(kind, kind.assemble(&sections));
}

thread_local! {
    static ENGINE: Engine = Engine::open(&SAMPLE.root.to_bytes()).expect("the sample opens");

    static SESSION: Session = {
        let mut session = Session::default();
        session.open(&SAMPLE.root.to_bytes());
        for (id, content) in &SAMPLE.files {
            session.keep(&[id.as_bytes().as_slice(), content].concat());
        }
        session
    };
}
