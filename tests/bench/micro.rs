//! Seconds of the engine's loops, one by one; `scripts/instructions.sh` counts their instructions instead.
//!
//! `cargo bench --no-default-features --bench micro` runs them: the builder's libraries are not needed for it.
//!
//! Only what a host may call is called, so that the index can change its bytes and keep its benchmarks. The corpus is
//! made up: 2,000 documents whose words are as frequent as in English, the same on every machine.

use std::{collections::BTreeMap, env, hint::black_box, sync::LazyLock};

use divan::Bencher;
use karez::{
    corpus::{Block, BlockKind, Document, Metadata, Settings, Thesaurus},
    engine::{
        Engine, Loaded, Outcome,
        protocol::{ExamineRequest, FindRequest, ReadRequest, Request, Response, SearchRequest},
    },
    index::{self, Index},
};

const DOCUMENTS: u32 = 2_000;
const WORDS_PER_DOCUMENT: usize = 160;
const VOCABULARY: usize = 20_000;

/// What is measured, by name. A request is answered with all its files at hand.
static REQUESTS: LazyLock<BTreeMap<&str, Request>> = LazyLock::new(|| {
    let [often, second, third] = [word(1), word(2), word(5)];
    let rare = word(VOCABULARY / 2);
    let search = |query: &str, limit, excerpts| {
        let query = query.into();
        let request = SearchRequest { query, limit, excerpts, skip_counts: true, ..SearchRequest::default() };
        Request::from(FindRequest::Search(request))
    };
    let counts = SearchRequest { query: often.clone(), ..SearchRequest::default() };
    let read = ReadRequest { id: "d1000".into(), query: often.clone(), ..ReadRequest::default() };
    BTreeMap::from([
        ("one word", search(&rare, 0, 0)),
        ("intersect", search(&format!("+{often} +{second} +{third}"), 0, 0)),
        ("score", search(&format!("{often} {second} {third}"), 10, 0)),
        ("phrase", search(&format!("\"{often} {second}\""), 10, 0)),
        ("prefix", search(&format!("{}*", &rare[..3]), 10, 0)),
        ("excerpt", search(&often, 10, 1)),
        ("count", FindRequest::Search(counts).into()),
        ("read", ExamineRequest::Read(read).into()),
    ])
});

/// A number from 0 to below `end`, smaller ones more often: about as ranks of words follow Zipf's law.
fn rank(seed: &mut u64, end: usize) -> usize {
    // The generator of Knuth's MMIX; its upper bits are the good ones.
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let share = (*seed >> 11) as f64 / (1u64 << 53) as f64;
    ((end as f64).powf(share) as usize).min(end - 1)
}

/// The word of a rank: syllables, so that stems and prefixes are shared as in a language.
fn word(rank: usize) -> String {
    const SYLLABLES: [&str; 16] =
        ["ka", "ri", "zo", "ten", "mu", "shan", "bel", "or", "qua", "ner", "ti", "ul", "dor", "pe", "lis", "ven"];
    let syllable = |shift: u32| SYLLABLES[rank >> shift & 15];
    let length = if rank < 256 { 2 } else { 4 };
    (0..length).map(|place| syllable(4 * place)).collect()
}

fn documents() -> Vec<Document> {
    let mut seed = 1;
    let mut text = |words: usize| (0..words).map(|_| word(rank(&mut seed, VOCABULARY))).collect::<Vec<_>>().join(" ");
    let document = |number: u32| Document {
        metadata: Metadata {
            id: format!("d{number}"),
            title: text(6),
            language: "en".into(),
            values: BTreeMap::from([("publisher".into(), vec![format!("Publisher {}", number % 40)])]),
            ..Metadata::default()
        },
        blocks: (0..4).map(|_| Block::new(BlockKind::Paragraph, text(WORDS_PER_DOCUMENT / 4))).collect(),
        ..Document::default()
    };
    (0..DOCUMENTS).map(document).collect()
}

fn build(documents: Vec<Document>) -> Index {
    index::write(&Settings::default(), &Thesaurus::default(), documents).expect("these documents can be indexed")
}

/// The corpus, open, with every file at hand.
struct Open {
    engine: Engine,
    files: Loaded,
    root: Vec<u8>,
}

impl Open {
    fn new() -> Open {
        let index = build(documents());
        let mut files = Loaded::default();
        for (id, bytes) in index.files {
            files.insert(id, bytes).expect("a file is named by its content");
        }
        Open { engine: Engine::open(&index.root).expect("the root is whole"), files, root: index.root }
    }

    fn answer(&self, request: &Request) -> Response {
        match self.engine.handle(request, &self.files) {
            Outcome::Ready(Response::Failed(failure)) => panic!("{failure:?}"),
            Outcome::Ready(response) => response,
            Outcome::Missing(files) => panic!("{files:?} are not in the index"),
        }
    }
}

#[divan::bench(args = REQUESTS.keys())]
fn request(bencher: Bencher, name: &&str) {
    let (open, request) = (Open::new(), &REQUESTS[name]);
    bencher.bench_local(|| open.answer(black_box(request)));
}

#[divan::bench]
fn open(bencher: Bencher) {
    let open = Open::new();
    bencher.bench_local(|| Engine::open(black_box(&open.root)));
}

/// What the first search of a word costs beyond `open` and later ones: its shard is inflated and decoded.
#[divan::bench]
fn open_and_decode_a_shard(bencher: Bencher) {
    let (mut open, request) = (Open::new(), &REQUESTS["one word"]);
    bencher.bench_local(|| {
        open.engine = Engine::open(&open.root).expect("the root is whole");
        open.answer(black_box(request))
    });
}

#[divan::bench(sample_count = 10)]
fn write(bencher: Bencher) {
    bencher.with_inputs(documents).bench_values(build);
}

/// What callgrind counts: it is told this function's name.
#[inline(never)]
fn counted<T>(act: impl FnOnce() -> T) {
    black_box(act());
}

/// Runs one loop once. Without a name that is known, tells the names.
fn run_once(name: &str) {
    match (name, REQUESTS.get(name)) {
        (_, Some(request)) => {
            let open = Open::new();
            counted(|| open.answer(request));
        }
        ("open", _) => {
            let root = Open::new().root;
            counted(|| Engine::open(&root));
        }
        ("write", _) => {
            let documents = documents();
            counted(|| build(documents));
        }
        _ => REQUESTS.keys().chain(&["open", "write"]).for_each(|name| println!("{name}")),
    }
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    match arguments.iter().position(|argument| argument == "--once") {
        Some(at) => run_once(arguments.get(at + 1).map_or("", String::as_str)),
        None => divan::main(),
    }
}
