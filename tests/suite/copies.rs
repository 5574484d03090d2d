//! Copies, stories and shared passages through the engine's messages, against counting by hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::asking::{Corpus, document};
use karez::corpus::{Block, BlockKind, Date, Document, Field, FieldKind, Mark, Metadata, Settings, Thesaurus};
use karez::engine::Engine;
use karez::engine::protocol::{
    CompareRequest, Comparison, Copies, CopiesRequest, CopiesView, Count, ExamineRequest, Failure, Filter, Response,
    Results, SearchRequest, Sort,
};
use proptest::prelude::*;

const STATEMENT: &str = "The report says that these acts may constitute international crimes, in particular crimes \
                         against humanity, and asks for the release of all who are held.";

/// The same statement in other words at one place.
fn reworded() -> String {
    format!("{STATEMENT} It was published on the last day of her term of office and read by many around the world.")
}

fn repeating() -> Corpus {
    let other = "Another paper quotes: “may constitute international crimes, in particular crimes against humanity”.";
    Corpus::of(&[
        document("first", Some("2022-08-31"), &[&reworded()]),
        document("same", Some("2022-09-01"), &[&reworded().to_uppercase()]),
        document("near", Some("2022-09-02"), &[&reworded().replace("many", "some")]),
        document("quote", Some("2022-09-03"), &["A paragraph before.", other]),
        document("none", None, &["Nothing of the kind."]),
    ])
}

fn copies_of(corpus: &Corpus, id: &str) -> CopiesView {
    match corpus.ask(ExamineRequest::Copies(CopiesRequest { id: id.into() })).0 {
        Response::Copies(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn compared(corpus: &Corpus, left: &str, right: &str) -> Comparison {
    match corpus.ask(ExamineRequest::Compare(CompareRequest { left: left.into(), right: right.into() })).0 {
        Response::Compared(comparison) => *comparison,
        other => panic!("{other:?}"),
    }
}

fn found(results: &Results) -> Vec<(&str, u32)> {
    results.hits.iter().map(|hit| (hit.id.as_str(), hit.copies)).collect()
}

#[test]
fn copies_are_one_hit_and_are_named_when_asked_for() {
    let corpus = repeating();
    let request = SearchRequest { query: "crimes".into(), limit: 9, sort: Sort::Oldest, ..SearchRequest::default() };
    let results = corpus.search(request.clone());
    assert_eq!(found(&results), [("first", 2), ("quote", 0)]);
    assert_eq!((results.total, results.stories), (4, 2));
    assert!(results.hits.iter().all(|hit| hit.copy_list.is_empty()));

    let listed = corpus.search(SearchRequest { list_copies: vec!["first".into()], ..request.clone() });
    let copies: Vec<_> = listed.hits[0].copy_list.iter().map(|c| (c.document.id.as_str(), c.is_exact)).collect();
    assert_eq!(copies, [("same", true), ("near", false)]);

    let shown = corpus.search(SearchRequest { copies: Copies::Shown, ..request.clone() });
    assert_eq!(found(&shown), [("first", 2), ("same", 2), ("near", 2), ("quote", 0)]);
    // What filters leave out is no copy.
    let narrowed = corpus.search(SearchRequest { dates: "2022-09".into(), sort: Sort::Newest, ..request });
    assert_eq!(found(&narrowed), [("quote", 0), ("near", 1)]);
}

#[test]
fn a_page_of_results_goes_on_where_the_last_one_ended() {
    let corpus = repeating();
    let page = |offset| {
        let request = SearchRequest { query: "crimes".into(), limit: 1, offset, ..SearchRequest::default() };
        corpus.search(request).hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>()
    };
    let pages = [page(0), page(1), page(2)].concat();
    assert_eq!(pages.iter().collect::<BTreeSet<_>>().len(), 2, "{pages:?}");
}

#[test]
fn a_document_says_what_it_has_in_common_with_others() {
    let corpus = repeating();
    let view = corpus.read("quote", "");
    let [passage] = view.shared.as_slice() else { panic!("{:?}", view.shared) };
    assert_eq!((passage.block, passage.documents, passage.earlier, view.copies), (1, 4, 3, 0));
    let text: String = view.blocks[1].segments.iter().map(|segment| segment.text.as_str()).collect();
    let phrase = "may constitute international crimes, in particular crimes against humanity";
    assert_eq!(&text[passage.start as usize..passage.end as usize], phrase);

    let copies = copies_of(&corpus, "quote");
    assert_eq!((copies.passages[0].text.as_str(), copies.copies.len()), (phrase, 0));
    let places: Vec<_> =
        copies.passages[0].places.iter().map(|place| (place.document.id.as_str(), place.block)).collect();
    assert_eq!(places, [("first", 0), ("same", 0), ("near", 0)]);

    assert_eq!(corpus.read("same", "").copies, 2);
    let copies = copies_of(&corpus, "same").copies;
    assert_eq!(
        copies.iter().map(|c| (c.document.id.as_str(), c.is_exact)).collect::<Vec<_>>(),
        [("first", true), ("near", false)]
    );
    assert_eq!(corpus.read("none", "").copies, 0);
}

#[test]
fn a_corpus_without_copies_has_no_file_of_stories() {
    let corpus = Corpus::of(&[document("a", None, &[STATEMENT]), document("b", None, &["Something else."])]);
    let root = karez::index::format::Root::from_bytes(&corpus.index.root).unwrap();
    assert_eq!(root.stories, None);
    assert_eq!(corpus.search(SearchRequest { limit: 9, ..SearchRequest::default() }).stories, 2);
}

#[test]
fn passages_are_counted_in_blocks_that_are_shown() {
    let furniture = Block::new(BlockKind::Paragraph, "Subscribe to our newsletter").marked(Mark::Furniture);
    let mut one = document("one", Some("2021"), &["A first paragraph.", STATEMENT]);
    one.blocks.insert(0, furniture);
    let other = document("other", Some("2022"), &[&format!("{STATEMENT} {}", "Then it goes on at length. ".repeat(9))]);
    let corpus = Corpus::of(&[one, other]);
    assert_eq!(corpus.read("one", "").shared[0].block, 1);
    assert_eq!(copies_of(&corpus, "other").passages[0].places[0].block, 1);
}

#[test]
fn two_documents_are_laid_side_by_side() {
    let corpus = Corpus::of(&[
        document(
            "old",
            None,
            &["Wells of the village.", "The report was released in Geneva on Wednesday.", "The end."],
        ),
        document(
            "new",
            None,
            &["The report, at last, was released in New York on Wednesday.", "Who wrote it?", "The end!"],
        ),
    ]);
    let comparison = compared(&corpus, "old", "new");
    let side = |block: &Option<karez::engine::protocol::ComparedBlock>| {
        let text = |s: &karez::engine::protocol::ComparedSegment| {
            if s.is_only_here { format!("[{}]", s.text) } else { s.text.clone() }
        };
        block.as_ref().map_or("–".into(), |block| block.segments.iter().map(text).collect::<String>())
    };
    let rows: Vec<_> = comparison.rows.iter().map(|row| [side(&row.left), side(&row.right)]).collect();
    let expected = [
        ["[Wells of the village.]", "–"],
        [
            "The report was released in [Geneva ]on Wednesday.",
            "The report, [at last, ]was released in [New York ]on Wednesday.",
        ],
        ["–", "[Who wrote it?]"],
        ["The end.", "The end!"],
    ];
    assert_eq!(rows, expected);
    assert_eq!((comparison.same_words, comparison.left_words, comparison.right_words), (9, 14, 16));
}

#[test]
fn an_unknown_document_is_compared_with_nothing() {
    let corpus = repeating();
    let request = CompareRequest { left: "first".into(), right: "gone".into() };
    let gone = Response::Failed(Failure::NotFound("gone".into()));
    assert_eq!(corpus.ask(ExamineRequest::Compare(request)).0, gone);
    let request = CopiesRequest { id: "gone".into() };
    assert_eq!(corpus.ask(ExamineRequest::Copies(request)).0, gone);
}

// ------------------------------------------------------------------------------------------------------- brute force

/// A document: which of few texts it has, its publisher, its date.
type Made = (usize, usize, Option<&'static str>);

const PUBLISHERS: [&str; 3] = ["AP", "RFA", "Reuters"];

fn made() -> impl Strategy<Value = Vec<Made>> {
    let date = prop::option::of(prop::sample::select(vec!["2021-03", "2021-03-04", "2022-08-31", "2022-09"]));
    prop::collection::vec((0..6usize, 0..3usize, date), 1..25)
}

/// Six texts that no one would take for one another; every second one has the word.
fn text(number: usize) -> String {
    let topic = ["wells", "camps", "rivers", "courts", "fields", "roads"][number];
    let sentence = |place| format!("{topic} {place}{topic} are told of{topic} by{number} those{topic} who {topic}saw");
    let word = if number.is_multiple_of(2) { " needle" } else { "" };
    ["north", "south", "east", "west"].map(sentence).join(". ") + word
}

fn corpus_of(made: &[Made]) -> Corpus {
    let documents = made.iter().enumerate().map(|(number, (kind, publisher, date))| Document {
        metadata: Metadata {
            id: format!("d{number:02}"),
            title: "A title".into(),
            language: "en".into(),
            date: date.map(|date| Date::parse(date).unwrap()),
            values: BTreeMap::from([("publisher".into(), vec![PUBLISHERS[*publisher].into()])]),
            ..Metadata::default()
        },
        blocks: vec![Block::new(BlockKind::Paragraph, text(*kind))],
        ..Document::default()
    });
    let field = Field { name: "publisher".into(), label: "Publisher".into(), kind: FieldKind::Keyword, facet: true };
    let settings = Settings { fields: vec![field], ..Settings::default() };
    let index = karez::index::write(&settings, &Thesaurus::default(), documents.collect()).unwrap();
    Corpus { engine: Engine::open(&index.root).unwrap(), index }
}

proptest! {
    #[test]
    fn hits_and_counts_of_stories_are_those_of_reading_everything(
        made in made(),
        has_word: bool,
        publisher in prop::option::of(0..3usize),
        sort in prop::sample::select(vec![Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Title]),
        offset in 0..4u32,
    ) {
        let corpus = corpus_of(&made);
        let filter = publisher.map(|p| Filter { field: "publisher".into(), value: PUBLISHERS[p].into(), exclude: false });
        let request = SearchRequest {
            query: if has_word { "needle".into() } else { String::new() },
            filters: filter.into_iter().collect(),
            sort,
            offset,
            limit: 50,
            ..SearchRequest::default()
        };
        let kind = |id: &str| made[id[1..].parse::<usize>().unwrap()].0;
        let is_match = |(kind, _, _): &&Made| !has_word || kind.is_multiple_of(2);
        let is_left = |made: &&Made| is_match(made) && publisher.is_none_or(|p| made.1 == p);
        let matching: Vec<&Made> = made.iter().filter(is_left).collect();
        let results = corpus.search(request.clone());
        let stories: BTreeSet<usize> = matching.iter().map(|made| made.0).collect();
        prop_assert_eq!((results.total as usize, results.stories as usize), (matching.len(), stories.len()));
        let all = corpus.search(SearchRequest { offset: 0, ..request.clone() });
        // Every story once, with all that match, in the order in which the documents themselves would stand.
        prop_assert_eq!(all.hits.iter().map(|hit| kind(&hit.id)).collect::<BTreeSet<_>>(), stories);
        for hit in &all.hits {
            let same = matching.iter().filter(|made| made.0 == kind(&hit.id)).count();
            prop_assert_eq!(hit.copies as usize + 1, same);
        }
        prop_assert!(results.hits.iter().eq(all.hits.iter().skip(offset as usize)));
        let shown = corpus.search(SearchRequest { offset: 0, copies: Copies::Shown, ..request.clone() });
        prop_assert_eq!(shown.hits.len(), matching.len());
        if sort != Sort::Relevance {
            let mut met = BTreeSet::new();
            let first = shown.hits.iter().filter(|hit| met.insert(kind(&hit.id)));
            prop_assert!(first.map(|hit| &hit.id).eq(all.hits.iter().map(|hit| &hit.id)));
        }

        let counted = corpus.search(SearchRequest { count: Count::Stories, ..request });
        let by_value = |p: usize| {
            let having = made.iter().filter(|made| is_match(made) && made.1 == p);
            having.map(|made| made.0).collect::<BTreeSet<_>>().len() as u32
        };
        let facet = counted.facets.iter().find(|facet| facet.field == "publisher").unwrap();
        for (number, name) in PUBLISHERS.iter().enumerate() {
            let count = facet.values.iter().find(|value| value.value == *name).map_or(0, |value| value.count);
            prop_assert_eq!(count, by_value(number), "{}", name);
        }
        let undated: BTreeSet<usize> = matching.iter().filter(|made| made.2.is_none()).map(|made| made.0).collect();
        let months: BTreeSet<(usize, &str)> =
            matching.iter().filter_map(|made| Some((made.0, &made.2?[..7]))).collect();
        prop_assert_eq!(counted.undated as usize, undated.len());
        prop_assert_eq!(counted.histogram.iter().map(|bucket| bucket.count).sum::<u32>() as usize, months.len());
    }

    #[test]
    fn a_comparison_loses_no_word(left in prop::collection::vec("[a-e ;!]{0,40}", 0..5), right in prop::collection::vec("[a-e ;!]{0,40}", 0..5)) {
        let texts = |blocks: &[String]| blocks.iter().map(String::as_str).collect::<Vec<_>>().join("¶");
        let paragraphs = |blocks: &[String]| document("x", None, &blocks.iter().map(String::as_str).collect::<Vec<_>>());
        let named = |mut document: Document, id: &str| {
            document.metadata.id = id.into();
            document
        };
        let corpus = Corpus::of(&[named(paragraphs(&left), "left"), named(paragraphs(&right), "right")]);
        let comparison = compared(&corpus, "left", "right");
        let side = |pick: fn(&karez::engine::protocol::ComparedRow) -> &Option<karez::engine::protocol::ComparedBlock>, is_common_only: bool| {
            let blocks = comparison.rows.iter().filter_map(|row| pick(row).as_ref());
            blocks.map(|block| block.segments.iter().filter(|s| !is_common_only || !s.is_only_here).map(|s| s.text.as_str()).collect::<String>()).collect::<Vec<_>>()
        };
        prop_assert_eq!(side(|row| &row.left, false).join("¶"), texts(&left));
        prop_assert_eq!(side(|row| &row.right, false).join("¶"), texts(&right));
        let words = |texts: Vec<String>| texts.join(" ").split([' ', ';', '!']).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let (one, other) = (words(side(|row| &row.left, true)), words(side(|row| &row.right, true)));
        prop_assert_eq!(one.len(), comparison.same_words as usize);
        prop_assert_eq!(comparison.is_alike, 2 * comparison.same_words >= comparison.left_words.max(comparison.right_words));
        prop_assert_eq!(one, other);
    }
}
