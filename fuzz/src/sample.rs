//! A small corpus that has something of everything that is stored, and a host that may serve one file changed.

use std::{collections::BTreeMap, sync::LazyLock};

use karez::{
    corpus::{
        Block, BlockKind, Claim, ClaimRule, Confidence, Date, Document, Figure, Mark, Metadata, Settings, Source, Span,
        TextKind, Thesaurus, Topic, VariantGroup, VariantKind,
    },
    engine::{
        Engine, Files, Outcome,
        protocol::{
            ClaimsBy, ClaimsRequest, CollocatesRequest, CompareRequest, ConcordanceRequest, Copies, CopiesRequest,
            Count, DispersionRequest, ExamineRequest, Filter, FindRequest, KeynessRequest, LineSort, ReadRequest,
            Request, Response, SearchRequest, Selection, Sort, SuggestRequest, TrendsRequest,
        },
    },
    index::{
        self, FileId, Index,
        format::{Chunk, Root},
        vocabulary::{Encoder, Vocabulary},
    },
};

/// Enough for neighbours, which smaller corpora do not have.
const DOCUMENTS: usize = 24;

const TOPICS: [(&str, &str); 4] = [
    ("wells", "The karez brings water from the mountains. Its wells were dug by hand, and none is ever dry."),
    ("report", "The Office’s report of 31 August 2022 speaks of forced labour; the re-education camps are named, too."),
    ("statement", "“Serious human rights violations” were denied, said the statement of the U.N. in New York."),
    ("维吾尔", "联合国人权事务高级专员办事处发表报告。The report was read in Ürümqi, ئۈرۈمچى."),
];

/// The documents of the corpus, every call the same.
pub fn documents() -> Vec<Document> {
    let mut documents: Vec<Document> = (0..DOCUMENTS).map(document).collect();
    // A story.
    documents[1].blocks = documents[0].blocks.clone();
    documents
}

fn document(number: usize) -> Document {
    let (topic, text) = TOPICS[number % TOPICS.len()];
    let dates = ["2022-08-31", "2021", "2020-02/2020-03", "../2019"];
    let names = ["Reuters", "Radio Free Asia", "Xinhua"];
    let source = Source {
        path: format!("{number}.md"),
        sha256: format!("{number:064x}"),
        original: number.is_multiple_of(3).then(|| format!("{topic}.pdf")),
        address: number.is_multiple_of(4).then(|| format!("https://example.org/{number}")),
        ..Source::default()
    };
    let metadata = Metadata {
        id: format!("doc{number}-{}", number % 7),
        title: format!("A {topic} of day {number}"),
        is_title_by_editors: number.is_multiple_of(5),
        date: (!number.is_multiple_of(6)).then(|| Date::parse(dates[number % dates.len()]).expect("a date")),
        language: ["en", "en", "en", "zh", "und"][number % 5].into(),
        summary: number.is_multiple_of(4).then(|| text[..12].into()),
        kind: number.is_multiple_of(5).then_some(TextKind::Digest),
        made_by: number.is_multiple_of(10).then(|| "The editors".into()),
        values: BTreeMap::from([("publisher".into(), vec![names[number % names.len()].into()])]),
        unknown: BTreeMap::from([("author".into(), "Not named.".into())]),
        source,
        ..Metadata::default()
    };
    // The last ones say what others said before.
    let told = if number < 21 { number } else { number - 4 };
    let blocks = vec![
        Block::new(BlockKind::Heading(2), format!("Day {told}")),
        Block::new(BlockKind::Paragraph, text),
        Block::new(BlockKind::Quote, format!("Witness {} saw {} wells.", told % 9, told * told))
            .marked(Mark::Publisher("Another".into()))
            .marked(Mark::Page(number as u32)),
        Block::new(BlockKind::Paragraph, "Subscribe to our wells.").marked(Mark::Furniture),
    ];
    Document { metadata, blocks, claims: (!number.is_multiple_of(4)).then(|| claim(number)).into_iter().collect() }
}

/// A witness who counts wells, in the document's third block.
fn claim(number: usize) -> Claim {
    let figure = Figure {
        span: Span::new(10, 12),
        value: (number * number).to_string(),
        unit: String::new(),
        noun: "well".into(),
        topic: Topic { of: "village".into(), action: "dig".into(), context: vec!["sample".into()], ..Topic::default() },
    };
    Claim {
        block: 2,
        sentence: Span::new(0, 20),
        statement: Span::new(8, 20),
        speaker: (!number.is_multiple_of(3)).then(|| format!("Witness {}", number % 9)),
        via: if number.is_multiple_of(5) { vec!["Reuters".into()] } else { Vec::new() },
        figures: vec![figure],
        confidence: Confidence::Medium,
        rule: [ClaimRule::Quotation, ClaimRule::Chain, ClaimRule::Editors][number % 3],
    }
}

/// The corpus as it is built.
pub fn index() -> Index {
    let words = |words: [&str; 2]| words.map(String::from).to_vec();
    let group = |kind, pair| VariantGroup { kind, words: words(pair), note: "A note.".into() };
    let thesaurus = Thesaurus {
        groups: vec![
            group(VariantKind::Spelling, ["forced labour", "forced labor"]),
            group(VariantKind::Contested, ["wells", "shafts"]),
        ],
    };
    index::write(&Settings::default(), &thesaurus, documents()).expect("the ids differ")
}

/// The corpus with a vocabulary, which would not pay for so little text.
pub struct Sample {
    pub root: Root,
    pub files: BTreeMap<FileId, Vec<u8>>,
}

pub static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let Index { root, mut files, .. } = index();
    let mut root = Root::from_bytes(&root).expect("what was written is read");
    let blocks = documents().into_iter().flat_map(|document| document.blocks);
    let texts: Vec<String> = blocks.map(|block| block.text).collect();
    let vocabulary = Vocabulary::of(texts.iter().map(String::as_str));
    let codes = vocabulary.to_bytes();
    root.vocabulary = Some(FileId::of(&codes));
    files.insert(FileId::of(&codes), codes);
    let encoder = Encoder::of(&vocabulary);
    for entry in &mut root.chunks {
        let plain = files.remove(&entry.file).expect("the root names files that there are");
        let chunk = Chunk::from_bytes(&plain, None).expect("what was written is read");
        let coded = chunk.to_bytes(Some(&encoder));
        entry.file = FileId::of(&coded);
        files.insert(entry.file, coded);
    }
    Sample { root, files }
});

/// The sample's files, one of them changed.
#[derive(Default)]
pub struct Host {
    pub changed: Option<(FileId, Vec<u8>)>,
}

impl Files for Host {
    fn get(&self, id: FileId) -> Option<&[u8]> {
        match &self.changed {
            Some((changed, bytes)) if *changed == id => Some(bytes),
            _ => SAMPLE.files.get(&id).map(Vec::as_slice),
        }
    }
}

/// The answer, unless a file is asked for that is not there: what is asked for and there would be asked for for ever.
pub fn ask(engine: &Engine, host: &Host, request: &Request) -> Option<Response> {
    match engine.handle(request, host) {
        Outcome::Ready(response) => Some(response),
        Outcome::Missing(files) => {
            assert!(!files.is_empty() && files.iter().all(|id| host.get(*id).is_none()), "{request:?}: {files:?}");
            None
        }
    }
}

/// Every count of a query.
pub fn counts(query: &str) -> Vec<ExamineRequest> {
    let selection = Selection { query: query.into(), ..Selection::default() };
    let filters = vec![Filter { field: "publisher".into(), value: "Reuters".into(), exclude: false }];
    let against = Some(Selection { filters: filters.clone(), dates: "2020..".into(), ..Selection::default() });
    let lines = ConcordanceRequest { selection: selection.clone(), ..Default::default() };
    let queries = vec![query.into(), "the".into()];
    let documents = ["doc5-5", "nowhere", "doc0-0"].map(String::from).to_vec();
    vec![
        ExamineRequest::Concordance(lines.clone()),
        ExamineRequest::Concordance(ConcordanceRequest { sort: LineSort::Field("publisher".into()), ..lines.clone() }),
        ExamineRequest::Concordance(ConcordanceRequest {
            sort: LineSort::Right1,
            is_grouped: true,
            context: 2,
            ..lines
        }),
        ExamineRequest::Trends(TrendsRequest { queries, filters, ..Default::default() }),
        ExamineRequest::Collocates(CollocatesRequest { selection: selection.clone(), ..Default::default() }),
        ExamineRequest::Keyness(KeynessRequest {
            selection: selection.clone(),
            min_likelihood: 0,
            ..Default::default()
        }),
        ExamineRequest::Keyness(KeynessRequest { selection, against, min_likelihood: 0, ..Default::default() }),
        ExamineRequest::Dispersion(DispersionRequest { query: query.into(), documents, ..Default::default() }),
    ]
}

/// A request of every kind, of everything that a file may be read for.
pub fn requests() -> Vec<Request> {
    let queries = [
        "",
        "water wells report",
        "+\"human rights violations\" labour",
        "re-ed* wom?n Urumci~",
        "forced NEAR/3 labour",
        "publisher:Reuters OR date:2021..2022",
        "title:wells -author:nobody",
        "\"the karez brings water from the mountains its wells were dug […] is ever dry\"",
        "Serious human rights violations were denied, said the statement of the U.N.",
        "人权 报告",
        "watre forced labuor",
    ];
    let search = |query: &str| SearchRequest { query: query.into(), limit: 5, excerpts: 2, ..SearchRequest::default() };
    let filter = Filter { field: "publisher".into(), value: "Xinhua".into(), exclude: true };
    let mut finding = vec![FindRequest::Open];
    finding.extend(queries.map(|query| FindRequest::Search(search(query))));
    finding.push(FindRequest::Search(SearchRequest {
        filters: vec![filter],
        dates: "2020..".into(),
        sort: Sort::Oldest,
        explain: true,
        ..search("report wells labour")
    }));
    finding.push(FindRequest::Search(SearchRequest {
        copies: Copies::Shown,
        list_copies: vec!["doc5-5".into(), "doc9-2".into()],
        count: Count::Stories,
        limit: 50,
        ..search("labour")
    }));
    let suggesting = |text: &str| SuggestRequest { text: text.into(), limit: 5 };
    finding.extend(["wat", "publisher:R", "date:20", "人"].map(suggesting).map(FindRequest::Suggest));
    let mut examining = counts("report wells \"forced labour\"");
    examining.push(ExamineRequest::List(search("water wells report")));
    examining.push(ExamineRequest::Related("doc1-1".into()));
    let reading = |(id, query): (&str, &str)| ReadRequest { id: id.into(), query: query.into(), ..Default::default() };
    examining.extend([("doc5-5", "labour \"camps are\""), ("nowhere", "")].map(reading).map(ExamineRequest::Read));
    examining.push(ExamineRequest::Copies(CopiesRequest { id: "doc5-5".into() }));
    examining.push(ExamineRequest::Compare(CompareRequest { left: "doc5-5".into(), right: "doc9-2".into() }));
    let claims = |by| ClaimsRequest { query: "wells".into(), by, limit: 5, ..ClaimsRequest::default() };
    let orders = [ClaimsBy::Document, ClaimsBy::Speaker, ClaimsBy::Conflict];
    examining.extend(orders.map(claims).map(ExamineRequest::Claims));
    finding.into_iter().map(Request::from).chain(examining.into_iter().map(Request::from)).collect()
}
