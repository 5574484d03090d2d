//! Plain words typed side by side: what counts as a mention of them, where it is marked, and what is said of it.

use std::collections::BTreeSet;

use karez::corpus::{Document, Thesaurus, VariantGroup, VariantKind};
use karez::engine::protocol::*;
use karez::engine::{Loaded, Outcome};
use karez::index::FileId;
use karez::index::format::Root;
use proptest::prelude::*;

use crate::asking::{Corpus, document};

/// Documents of one paragraph each, named `d0`, `d1`, …
fn corpus(texts: &[&str]) -> Corpus {
    Corpus::of(&documents(texts))
}

fn documents(texts: &[&str]) -> Vec<Document> {
    texts.iter().enumerate().map(|(number, text)| document(&format!("d{number}"), None, &[text])).collect()
}

fn concordance(corpus: &Corpus, selection: Selection) -> Concordance {
    match corpus.ask(ExamineRequest::Concordance(ConcordanceRequest { selection, limit: 1000, ..Default::default() })).0
    {
        Response::Concordance(answer) => *answer,
        other => panic!("{other:?}"),
    }
}

/// The mentions of a query, as they are written.
fn mentions(corpus: &Corpus, query: &str, words: Words) -> Vec<String> {
    let selection = Selection { query: query.into(), words, ..Selection::default() };
    concordance(corpus, selection).lines.into_iter().map(|line| line.node).collect()
}

fn read(corpus: &Corpus, request: ReadRequest) -> DocumentView {
    match corpus.ask(ExamineRequest::Read(request)).0 {
        Response::Document(view) => *view,
        other => panic!("{other:?}"),
    }
}

/// A text with its hits in brackets, numbered, and its uncounted words between underlines.
fn marked(segments: &[Segment]) -> String {
    let piece = |segment: &Segment| match segment.hit {
        Some(hit) => format!("[{hit} {}]", segment.text),
        None if segment.is_uncounted => format!("_{}_", segment.text),
        None => segment.text.clone(),
    };
    segments.iter().map(piece).collect()
}

fn marked_in(corpus: &Corpus, id: &str, query: &str, words: Words) -> (String, u32) {
    let view = read(corpus, ReadRequest { id: id.into(), query: query.into(), words, ..ReadRequest::default() });
    (marked(&view.blocks[0].segments), view.hit_count)
}

fn counted(text: &str, words: Words, fell_back: bool) -> CountedRun {
    CountedRun { text: text.into(), words, fell_back }
}

#[test]
fn words_side_by_side_count_in_any_form_of_the_phrase() {
    let corpus = corpus(&[
        "Climate change. Changes of the climate; climates, changed. A climate-change fund.",
        "Re-education, re education and reeducation, or the education.",
        "Freedom of speech, the freedom to speech, speech and freedom.",
        "维吾尔 and 新疆维吾尔 camps; 新疆 and 维吾尔.",
    ]);
    let cases: [(&str, &[&str]); 14] = [
        ("climate change", &["Climate change", "climates, changed", "climate-change"]),
        ("CLIMATES, changing", &["Climate change", "climates, changed", "climate-change"]),
        ("change climate", &["Climate", "Changes", "climate", "climates", "changed", "climate", "change", "change"]),
        ("climate chang*", &["Climate change", "climates, changed", "climate-change"]),
        ("re education", &["Re-education", "re education", "reeducation"]),
        ("re-education or", &["Re-education", "re education", "reeducation"]),
        ("reeducation or the education", &["reeducation, or the education"]),
        // Stop words inside belong to it, those at the ends do not.
        ("the freedom of speech of", &["Freedom of speech"]),
        ("speech freedom", &["Freedom", "speech", "freedom", "speech", "speech", "freedom"]),
        ("新疆 维吾尔", &["新疆维吾尔"]),
        ("维吾尔 camp", &["维吾尔 camps"]),
        // Whatever stands between words ends a run.
        ("+climate change", &["Climate", "change", "Changes", "climate", "climates", "changed", "climate", "change"]),
        ("climate (change fund)", &["Climate", "climate", "climates", "climate", "change fund"]),
        ("\"climate\" change", &["Climate", "change", "Changes", "climate", "changed", "climate", "change"]),
    ];
    for (query, expected) in cases {
        let mut found = mentions(&corpus, query, Words::Together);
        let mut expected: Vec<String> = expected.iter().map(|text| text.to_string()).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn words_near_one_another_are_one_mention() {
    let corpus = corpus(&[
        "Change in our climate, and the climate of change.",
        "The climate is one two three four five six seven eight nine change, ten change.",
        "Forced or free, labour in camps. Labour, camps, forced.",
    ]);
    let near = |query| mentions(&corpus, query, Words::Near);
    assert_eq!(near("climate change"), ["Change in our climate, and the climate", "change", "change"][..1]);
    assert_eq!(near("climate change"), mentions(&corpus, "climate NEAR change", Words::Together));
    assert_eq!(near("forced labour camps"), ["Forced or free, labour in camps", "Labour, camps, forced"]);
    let (text, hits) = marked_in(&corpus, "d2", "forced labour camps", Words::Near);
    assert_eq!(
        (text.as_str(), hits),
        ("[0 Forced] or free, [0 labour] in [0 camps]. [1 Labour], [1 camps], [1 forced].", 2)
    );
    // Too far apart.
    let (text, hits) = marked_in(&corpus, "d1", "climate change", Words::Near);
    assert_eq!(hits, 0);
    assert!(text.starts_with("The _climate_ is one") && text.ends_with("_change_, ten _change_."), "{text}");
}

#[test]
fn single_words_are_paler_where_the_phrase_is_not() {
    let corpus = corpus(&["Climate change is no change of climate.", "The climate did change.", "A change."]);
    let request = SearchRequest { query: "climate change".into(), limit: 10, excerpts: 1, ..Default::default() };
    let results = corpus.search(request.clone());
    let told: BTreeSet<(String, u32)> =
        results.hits.iter().map(|hit| (marked(&hit.excerpts[0].segments), hit.hit_count)).collect();
    let expected =
        [("[0 Climate change] is no change of climate.", 1), ("The _climate_ did _change_.", 0), ("A _change_.", 0)];
    assert_eq!(told, expected.map(|(text, hits)| (text.to_string(), hits)).into());
    assert_eq!(results.counted_as, [counted("climate change", Words::Together, false)]);
    for (id, (text, hits)) in ["d0", "d1", "d2"].into_iter().zip(expected) {
        assert_eq!(marked_in(&corpus, id, "climate change", Words::Together), (text.into(), hits));
    }
    // What is found, and in which order, does not depend on it.
    for words in [Words::Near, Words::Either] {
        let others = corpus.search(SearchRequest { words, ..request.clone() });
        let order = |results: &Results| results.hits.iter().map(|hit| (hit.id.clone(), hit.score)).collect::<Vec<_>>();
        assert_eq!((order(&others), others.total), (order(&results), results.total));
        assert_eq!(others.counted_as, [counted("climate change", words, false)]);
    }
    let either = marked_in(&corpus, "d0", "climate change", Words::Either);
    assert_eq!(either, ("[0 Climate] [1 change] is no [2 change] of [3 climate].".into(), 4));
}

#[test]
fn the_documents_found_decide_and_every_answer_says_the_same() {
    let mut documents = documents(&["Climate change.", "A change of climate, a change.", "The climate."]);
    for (document, publisher) in documents.iter_mut().zip(["Reuters", "AP", "AP"]) {
        document.metadata.values.insert("publisher".into(), vec![publisher.into()]);
    }
    let corpus = Corpus::of(&documents);
    let query = "climate change".to_string();
    for (publisher, fell_back, expected) in [(None, false, [1, 0, 0]), (Some("AP"), true, [0, 3, 1])] {
        let filters: Vec<Filter> = publisher
            .map(|name: &str| Filter { field: "publisher".into(), value: name.into(), exclude: false })
            .into_iter()
            .collect();
        let words = if fell_back { Words::Either } else { Words::Together };
        let said = vec![counted("climate change", words, fell_back)];
        let selection = Selection { query: query.clone(), filters: filters.clone(), ..Selection::default() };
        let lines = concordance(&corpus, selection.clone());
        let total: u32 = expected.iter().sum();
        assert_eq!((lines.counted.mentions, &lines.counted.counted_as), (total, &said));
        let only = ConcordanceRequest { selection, document: Some("d2".into()), ..Default::default() };
        let Response::Concordance(only) = corpus.ask(ExamineRequest::Concordance(only)).0 else { panic!("no lines") };
        assert_eq!((only.counted.mentions, &only.counted.counted_as), (expected[2], &said));
        let trends = TrendsRequest { queries: vec![query.clone()], filters: filters.clone(), ..Default::default() };
        let Response::Trends(trends) = corpus.ask(ExamineRequest::Trends(trends)).0 else { panic!("no trends") };
        assert_eq!((trends.series[0].total.mentions, &trends.series[0].counted_as), (total, &said));
        let request = SearchRequest {
            query: query.clone(),
            filters: filters.clone(),
            limit: 9,
            excerpts: 1,
            ..Default::default()
        };
        let results = corpus.search(request);
        assert_eq!(results.counted_as, said);
        for hit in &results.hits {
            let (id, query) = (hit.id.clone(), query.clone());
            let view = read(&corpus, ReadRequest { id, query, filters: filters.clone(), ..ReadRequest::default() });
            let number: usize = hit.id[1..].parse().unwrap();
            assert_eq!((view.hit_count, hit.hit_count), (expected[number], expected[number]), "{}", hit.id);
            assert_eq!(view.counted_as, said);
        }
        let ids = ["d0", "d1", "d2"].map(String::from).to_vec();
        let dispersion = DispersionRequest { query: query.clone(), filters, documents: ids, ..Default::default() };
        let Response::Dispersion(places) = corpus.ask(ExamineRequest::Dispersion(dispersion)).0 else {
            panic!("no places")
        };
        assert_eq!(places.documents[2].mentions.len() as u32, expected[2]);
        assert_eq!(places.counted_as, said);
    }
}

#[test]
fn each_run_is_decided_by_itself() {
    let corpus = corpus(&["Climate change and a labour force.", "Force the labour to change."]);
    let selection = Selection { query: "(climate change) OR (labour force) the".into(), ..Selection::default() };
    let expected = [counted("climate change", Words::Together, false), counted("labour force", Words::Together, false)];
    assert_eq!(concordance(&corpus, selection.clone()).counted.counted_as, expected);
    let selection = Selection { query: "(climate change) OR (force labour)".into(), ..selection };
    let found = concordance(&corpus, selection);
    let expected = [counted("climate change", Words::Together, false), counted("force labour", Words::Either, true)];
    assert_eq!(found.counted.counted_as, expected);
    let nodes: Vec<String> = found.lines.into_iter().map(|line| line.node).collect();
    assert_eq!(nodes, ["Climate change", "labour", "force", "Force", "labour"]);
    // What is excluded, and a single word, is no run.
    for query in ["change -(climate change)", "change", "\"climate change\"", "climate OR change", ""] {
        let selection = Selection { query: query.into(), ..Selection::default() };
        assert_eq!(concordance(&corpus, selection).counted.counted_as, [], "{query}");
    }
}

#[test]
fn positions_are_fetched_only_where_no_text_shows_the_phrase() {
    let mut texts = vec!["Climate change."; 3];
    texts.extend(["The climate did change."; 3]);
    let corpus = corpus(&texts);
    let root = Root::from_bytes(&corpus.index.root).unwrap();
    let is_positions = |id: &FileId| root.shards.iter().any(|shard| shard.positions == *id);
    let fetched = |query: &str| {
        let request = SearchRequest { query: query.into(), limit: 10, excerpts: 1, ..Default::default() };
        let (mut loaded, mut positions) = (Loaded::default(), 0);
        loop {
            match corpus.engine.handle(&FindRequest::Search(request.clone()).into(), &loaded) {
                Outcome::Ready(_) => return positions,
                Outcome::Missing(files) => {
                    positions += files.iter().filter(|id| is_positions(id)).count();
                    files.into_iter().for_each(|id| loaded.insert(id, corpus.index.files[&id].clone()).unwrap());
                }
            }
        }
    };
    assert_eq!(fetched("climate change"), 0);
    assert!(fetched("change climate") > 0);
    // No document has all of the words.
    assert_eq!(fetched("change of climate today"), 0);
}

// ---------------------------------------------------------------------------------------------------------- variants

fn group(words: &[&str]) -> VariantGroup {
    let words = words.iter().map(|word| word.to_string()).collect();
    VariantGroup { kind: VariantKind::Spelling, words, note: String::new() }
}

#[test]
fn variants_stand_for_a_part_of_the_phrase_or_for_all_of_it() {
    let groups = vec![
        group(&["labour", "labor"]),
        group(&["forced labour", "corvée"]),
        group(&["human rights", "HR"]),
        group(&["Uyghur", "维吾尔"]),
    ];
    let texts = [
        "Forced labor, forced labour; a corvée. Labour forced.",
        "Human rights council, HR council, council of HR. Uyghur human rights and 维吾尔 HR.",
    ];
    let corpus = Corpus::with_thesaurus(&documents(&texts), Thesaurus { groups });
    let cases: [(&str, Words, &[&str]); 5] = [
        ("forced labour", Words::Together, &["Forced labor", "forced labour", "corvée"]),
        ("forced labor", Words::Together, &["Forced labor", "forced labour"]),
        ("human rights council", Words::Together, &["Human rights council", "HR council"]),
        ("uyghur human rights", Words::Together, &["Uyghur human rights", "维吾尔 HR"]),
        ("human rights council", Words::Near, &["Human rights council", "HR council", "council of HR"]),
    ];
    for (query, words, expected) in cases {
        assert_eq!(mentions(&corpus, query, words), expected, "{query}");
    }
    let selection = Selection {
        query: "forced labour".into(),
        variants: VariantChoice { without: vec!["labor".into(), "corvée".into()], ..Default::default() },
        ..Default::default()
    };
    assert_eq!(concordance(&corpus, selection).counted.mentions, 1);
}

// ------------------------------------------------------------------------------------------------- results and reader

const TEXT: [&str; 8] = ["climate", "climates", "change", "changes", "the", "of", "camp", "report"];

proptest! {
    #![proptest_config(ProptestConfig::default())]

    /// A concordance, the hits of the results, and those of each document opened are the same mentions.
    #[test]
    fn results_reader_and_concordance_have_the_same_mentions(
        texts in prop::collection::vec(prop::collection::vec(prop::sample::select(TEXT.to_vec()), 1..16), 1..12),
        query in prop::collection::vec(prop::sample::select(TEXT.to_vec()), 2..5),
        words in prop::sample::select(vec![Words::Together, Words::Near, Words::Either]),
    ) {
        let texts: Vec<String> = texts.into_iter().map(|words| words.join(" ")).collect();
        let corpus = corpus(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        let query = query.join(" ");
        let selection = Selection { query: query.clone(), words, ..Selection::default() };
        let lines = concordance(&corpus, selection);
        let request = SearchRequest { query: query.clone(), words, limit: 100, excerpts: 1, copies: Copies::Shown, ..Default::default() };
        let results = corpus.search(request);
        prop_assert_eq!(results.hits.iter().map(|hit| hit.hit_count).sum::<u32>(), lines.counted.mentions, "{}", query);
        if results.total > 0 {
            prop_assert_eq!(&results.counted_as, &lines.counted.counted_as);
        }
        for hit in &results.hits {
            let view = read(&corpus, ReadRequest { id: hit.id.clone(), query: query.clone(), words, ..Default::default() });
            prop_assert_eq!(view.hit_count, hit.hit_count, "{}", query);
            prop_assert_eq!(&view.counted_as, &results.counted_as);
            let mut numbers: Vec<u32> = view.blocks.iter().flat_map(|block| &block.segments).filter_map(|segment| segment.hit).collect();
            numbers.dedup();
            prop_assert_eq!(numbers, (0..view.hit_count).collect::<Vec<_>>());
        }
    }
}
