//! The engine through its messages.

use crate::asking::{Corpus, document};
use karez::corpus::{Mark, Thesaurus, VariantGroup, VariantKind};
use karez::engine::protocol::{
    Change, Copies, Damage, DocumentView, ExamineRequest, Failure, FindRequest, FormatVersions, Hit, Listing,
    ReadRequest, Response, SearchRequest, Sort, VariantChoice, WrongVersion,
};
use karez::engine::{Engine, Loaded, Outcome};
use karez::index::FileId;
use karez::index::format::{FORMAT_VERSION, Root};

fn group(kind: VariantKind, words: &[&str]) -> VariantGroup {
    VariantGroup { kind, words: words.iter().map(|word| word.to_string()).collect(), note: String::new() }
}

fn with_variants() -> Corpus {
    let documents = [
        document("uyghur", None, &["The Uyghur people."]),
        document("uighur", None, &["The Uighurs there."]),
        document("turkestan", None, &["In East Turkestan."]),
        document("xinjiang", None, &["In Xinjiang."]),
        document("labour", None, &["They spoke of forced labour there."]),
        document("labor", None, &["They spoke of forced labor there."]),
    ];
    let groups = vec![
        group(VariantKind::Spelling, &["Uyghur", "Uighur", "Uygur"]),
        group(VariantKind::Spelling, &["forced labour", "forced labor"]),
        group(VariantKind::Contested, &["Xinjiang", "East Turkestan"]),
    ];
    Corpus::with_thesaurus(&documents, Thesaurus { groups })
}

#[test]
fn spellings_are_searched_together_and_taken_back() {
    let corpus = with_variants();
    let mut request = SearchRequest { query: "Uighur".into(), limit: 9, ..SearchRequest::default() };
    let both = corpus.search(request.clone());
    assert_eq!(both.total, 2);
    let words: Vec<_> = both.variants[0].words.iter().map(|word| (word.text.as_str(), word.is_active)).collect();
    assert_eq!(words, [("Uyghur", true), ("Uygur", true)]);

    request.variants.without = vec!["Uyghur".into()];
    let one = corpus.search(request);
    assert_eq!(one.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["uighur"]);
    assert!(!one.variants[0].words[0].is_active);
}

#[test]
fn contested_words_are_offered_and_never_applied_unasked() {
    let corpus = with_variants();
    assert_eq!(corpus.ids("Xinjiang"), ["xinjiang"]);
    let variants = VariantChoice { with: vec!["East Turkestan".into()], ..VariantChoice::default() };
    let request = SearchRequest { query: "Xinjiang".into(), variants, ..SearchRequest::default() };
    assert_eq!(corpus.search(request).total, 2);
}

#[test]
fn variants_of_several_words_are_found_as_phrases() {
    let corpus = with_variants();
    let request = SearchRequest { query: "forced labor".into(), limit: 9, ..SearchRequest::default() };
    let results = corpus.search(request);
    assert_eq!(results.variants[0].of, "forced labor");
    assert_eq!((results.total, results.hits[0].id.as_str()), (2, "labor"));
}

#[test]
fn spellings_count_inside_near_and_are_taken_back_there() {
    let corpus = with_variants();
    let request = |without: &[&str]| {
        let without = without.iter().map(|word| word.to_string()).collect();
        let variants = VariantChoice { without, ..VariantChoice::default() };
        SearchRequest { query: "Uighur NEAR/1 people".into(), limit: 9, variants, ..SearchRequest::default() }
    };
    let near = corpus.search(request(&[]));
    assert_eq!(near.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), ["uyghur"]);
    assert_eq!((near.variants[0].of.as_str(), near.variants[0].words[0].is_active), ("Uighur", true));
    assert_eq!(corpus.search(request(&["Uyghur"])).total, 0);
    assert!(corpus.ids("labour -(Uighur NEAR/1 people)").contains(&"labour".to_string()));
    assert_eq!(corpus.ids("\"Uighur\" NEAR/1 people"), Vec::<String>::new());
}

#[test]
fn quoted_words_mean_what_is_written() {
    let corpus = with_variants();
    assert_eq!(corpus.ids("\"Uighurs\""), ["uighur"]);
    assert!(corpus.ids("\"Uighur\"").is_empty());
}

#[test]
fn a_phrase_does_not_reach_into_the_next_block() {
    let corpus = Corpus::of(&[document("a", None, &["crimes against", "humanity"])]);
    assert!(corpus.ids("\"crimes against humanity\"").is_empty());
    assert_eq!(corpus.ids("\"crimes against\" humanity"), ["a"]);
}

#[test]
fn any_piece_of_unspaced_text_is_found_exactly() {
    let corpus =
        Corpus::of(&[document("a", None, &["新疆维吾尔自治区人权状况"]), document("b", None, &["维也纳吾尔"])]);
    assert_eq!(corpus.ids("维吾尔自治"), ["a"]);
    assert_eq!(corpus.ids("维").len(), 2);
}

#[test]
fn a_search_settles_in_two_rounds_of_fetching() {
    let documents: Vec<_> =
        (0..200).map(|i| document(&format!("d{i}"), Some("2022"), &["camp word \"other\" text"])).collect();
    let corpus = Corpus::of(&documents);
    for query in ["camp", "camp* word", "\"camp word\" -absent", ""] {
        let request = SearchRequest { query: query.into(), limit: 10, excerpts: 2, ..SearchRequest::default() };
        let (_, rounds) = corpus.ask(FindRequest::Search(request));
        assert!(rounds <= 2, "{query} took {rounds}");
    }
    let (_, rounds) = corpus.ask(ExamineRequest::Read(ReadRequest { id: "d7".into(), ..ReadRequest::default() }));
    assert!(rounds <= 2);
}

#[test]
fn a_search_without_counts_needs_no_columns_and_finds_the_same() {
    let corpus = with_variants();
    let request = SearchRequest { query: "Uighur".into(), limit: 9, ..SearchRequest::default() };
    let (with, without) =
        (corpus.search(request.clone()), corpus.search(SearchRequest { skip_counts: true, ..request.clone() }));
    assert_eq!((with.total, &with.hits), (without.total, &without.hits));
    assert!(without.facets.is_empty() && without.histogram.is_empty() && !with.facets.is_empty());
}

#[test]
fn nothing_found_comes_with_what_would_be() {
    let corpus = Corpus::of(&[
        document("a", Some("2022"), &["The commissioner spoke of detention."]),
        document("b", Some("2020"), &["Nothing of that."]),
    ]);
    let relaxed = |request: SearchRequest| {
        let results = corpus.search(request);
        assert_eq!(results.total, 0);
        results.relaxations
    };
    let dated = SearchRequest { query: "detention".into(), dates: "2019".into(), ..SearchRequest::default() };
    assert_eq!(relaxed(dated)[0].change, Change::DropDates);

    let phrase = SearchRequest { query: "\"detention spoke\"".into(), ..SearchRequest::default() };
    assert_eq!(relaxed(phrase)[0].change, Change::Query("detention spoke".into()));
}

#[test]
fn documents_are_counted_by_day_and_found_by_having_no_date() {
    let dates = [
        None,
        Some("2022-08-01"),
        Some("2022-08"),
        Some("2022-08-31"),
        Some("2022-09-01/2022-09-02"),
        Some("2022-10-01"),
    ];
    let names = ["a", "b", "c", "d", "e", "f"];
    let documents: Vec<_> = names.iter().zip(dates).map(|(id, date)| document(id, date, &["A camp."])).collect();
    let corpus = Corpus::of(&documents);
    let search = |query: &str, dates: &str| {
        corpus.search(SearchRequest { query: query.into(), dates: dates.into(), limit: 9, ..SearchRequest::default() })
    };
    let days = |dates: &str| -> Vec<(u32, u32, u32)> {
        search("camp", dates).days.iter().map(|bucket| (bucket.month, bucket.day, bucket.count)).collect()
    };
    assert_eq!(days("2022-08-15..2022-09-01"), [(8, 1, 1), (8, 31, 1)]);
    let inexact = |dates: &str| search("camp", dates).days_inexact;
    assert_eq!([inexact("2022-08-15..2022-09-01"), inexact("2022-09"), inexact("2022-10"), inexact("")], [2, 1, 0, 0]);
    for too_long in ["", "2022", "2022-08..", "none"] {
        assert_eq!(days(too_long), [], "{too_long}");
    }
    let found = |query: &str, dates: &str| {
        let mut ids: Vec<String> = search(query, dates).hits.into_iter().map(|hit| hit.id).collect();
        ids.sort();
        ids.concat()
    };
    assert_eq!([found("camp", "none"), found("camp date:none", ""), found("camp -date:none", "")], ["a", "a", "bcdef"]);
    assert_eq!(search("camp", "none").undated, 1);
}

#[test]
fn hits_of_a_document_are_numbered_in_reading_order() {
    let corpus = Corpus::of(&[document("a", None, &["camp and camps", "none", "a Camp"])]);
    let view = corpus.read("a", "camp");
    let numbers: Vec<u32> = view.blocks.iter().flat_map(|block| &block.segments).filter_map(|s| s.hit).collect();
    assert_eq!((numbers, view.hit_count), (vec![0, 1, 2], 3));
    assert_eq!(corpus.read("a", "").hit_count, 0);
}

#[test]
fn an_excerpt_shows_where_most_of_the_query_stands() {
    let filler = "word ".repeat(100);
    let text = format!("A camp first. {filler} The camp had detention and torture in it. {filler}");
    let corpus = Corpus::of(&[document("a", None, &[&text])]);
    let query = "camp detention torture".to_string();
    let results = corpus.search(SearchRequest { query, limit: 1, excerpts: 1, ..SearchRequest::default() });
    let excerpt = &results.hits[0].excerpts[0];
    let text: String = excerpt.segments.iter().map(|segment| segment.text.as_str()).collect();
    assert!(text.contains("camp had detention and torture"), "{text}");
    assert!(excerpt.is_cut_before && excerpt.is_cut_after);
}

#[test]
fn the_parts_of_a_score_are_named_and_add_up() {
    let corpus = with_variants();
    for query in [
        "Uighur there",
        "forced labor spoke",
        "+Uighur (there OR people)",
        "Uighur NEAR/3 people -tents",
        "\"forced labour\"",
    ] {
        let request = SearchRequest { query: query.into(), limit: 9, explain: true, ..SearchRequest::default() };
        for hit in corpus.search(request).hits {
            let sum: f32 = hit.explanation.iter().map(|part| part.score).sum();
            assert!(hit.score > 0.0 && (sum - hit.score).abs() < 1e-4, "{query}: {sum} of {}", hit.score);
        }
    }
    let request = SearchRequest { query: "Uighur people".into(), limit: 1, explain: true, ..SearchRequest::default() };
    let parts = corpus.search(request).hits.remove(0).explanation;
    let told: Vec<_> = parts.iter().map(|part| (part.of.as_str(), part.forms.join(" "), part.documents)).collect();
    let together = ("words close together, similar documents", String::new(), 0);
    assert_eq!(told, [("Uighur", "uyghur".to_string(), 2), ("people", "people".to_string(), 1), together]);
    assert!((parts[0].rarity * parts[0].impact - parts[0].score).abs() < 1e-4);
    let silent = SearchRequest { query: "Uighur".into(), limit: 1, ..SearchRequest::default() };
    assert!(corpus.search(silent).hits[0].explanation.is_empty());
}

#[test]
fn sorting_puts_documents_without_a_date_last() {
    let documents =
        [document("old", Some("2019"), &["x"]), document("none", None, &["x"]), document("new", Some("2023"), &["x"])];
    let corpus = Corpus::of(&documents);
    for (sort, expected) in [(Sort::Newest, ["new", "old", "none"]), (Sort::Oldest, ["old", "new", "none"])] {
        let results = corpus.search(SearchRequest { query: "x".into(), limit: 9, sort, ..SearchRequest::default() });
        assert_eq!(results.hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn sorting_by_title_orders_all_results_and_reads_no_titles() {
    let titled = |(number, title): (usize, &&str)| {
        let mut document = document(&format!("d{number}"), Some(["2022", "2021"][number % 2]), &["A camp."]);
        document.metadata.title = title.to_string();
        document
    };
    let titles = ["Zeal", "“Émigrés”", "emigre letters", "", "An answer", "zeal", "Emigrés", "In 2022"];
    let corpus = Corpus::of(&titles.iter().enumerate().map(titled).collect::<Vec<_>>());
    let list = |offset, limit| -> Vec<String> {
        let request = SearchRequest {
            query: "camp".into(),
            sort: Sort::Title,
            offset,
            limit,
            copies: Copies::Shown,
            ..Default::default()
        };
        corpus.search(request).hits.into_iter().map(|hit| hit.id).collect()
    };
    let all = ["d4", "d2", "d1", "d6", "d7", "d5", "d0", "d3"];
    assert_eq!(list(0, 100), all);
    for offset in 0..9 {
        assert_eq!(list(offset, 2), all[(offset as usize).min(8)..(offset as usize + 2).min(8)]);
    }
}

#[test]
fn any_result_is_one_request_that_reads_no_others() {
    let text = |number: usize| format!("camp {} {}", "report ".repeat(number % 7 + 1), "filler ".repeat(300));
    let dated = |number: usize| document(&format!("d{number:03}"), Some("2022"), &[&text(number)]);
    let corpus = Corpus::of(&(0..400).map(dated).collect::<Vec<_>>());
    let root = Root::from_bytes(&corpus.index.root).unwrap();
    let is_chunk = |id: &FileId| root.chunks.iter().any(|chunk| chunk.file == *id);
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest, Sort::Title] {
        let request = |offset, limit| SearchRequest {
            query: "camp report".into(),
            copies: Copies::Shown,
            excerpts: 1,
            sort,
            offset,
            limit,
            ..SearchRequest::default()
        };
        let all = corpus.search(request(0, 400)).hits;
        let mut loaded = Loaded::default();
        let mut chunks = 0;
        let page = loop {
            match corpus.engine.find(&FindRequest::Search(request(390, 5)), &loaded) {
                Outcome::Ready(Response::Found(results)) => break results.hits,
                Outcome::Ready(other) => panic!("{other:?}"),
                Outcome::Missing(files) => {
                    chunks += files.iter().filter(|id| is_chunk(id)).count();
                    files.into_iter().for_each(|id| loaded.insert(id, corpus.index.files[&id].clone()).unwrap());
                }
            }
        };
        let ids = |hits: &[Hit]| hits.iter().map(|hit| hit.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&page), ids(&all[390..395]), "{sort:?}");
        assert!(chunks <= 5 && root.chunks.len() > 50, "{sort:?}: {chunks} of {}", root.chunks.len());
    }
}

#[test]
fn an_unknown_document_is_said_to_be_unknown() {
    let corpus = Corpus::of(&[document("a", None, &["x"])]);
    let (response, _) = corpus.ask(ExamineRequest::Read(ReadRequest { id: "b".into(), ..ReadRequest::default() }));
    assert_eq!(response, Response::Failed(Failure::NotFound("b".into())));
}

#[test]
fn damaged_files_are_refused_before_they_are_read() {
    let corpus = Corpus::of(&[document("a", None, &["x"])]);
    let Outcome::Missing(files) = corpus.engine.find(&FindRequest::Open, &Loaded::default()) else { panic!() };
    let mut bytes = corpus.index.files[&files[0]].clone();
    bytes[0] ^= 1;
    let failure = Loaded::default().insert(files[0], bytes).unwrap_err();
    assert_eq!(failure, Failure::Damaged(Damage::Name(files[0].file_name())));

    let mut root = corpus.index.root.clone();
    let last = root.len() - 1;
    root[last] ^= 1;
    assert_eq!(Engine::open(&root).unwrap_err(), Failure::Damaged(Damage::Content));
    root[5] = 99;
    let versions = FormatVersions { found: 99, known: FORMAT_VERSION.into() };
    assert_eq!(Engine::open(&root).unwrap_err(), Failure::WrongVersion(WrongVersion::Format(versions)));
}

#[test]
fn a_star_in_a_phrase_stands_for_one_word() {
    let corpus = Corpus::of(&[document("a", None, &["crimes committed against humanity"])]);
    assert_eq!(corpus.ids("\"crimes * against\""), ["a"]);
    assert!(corpus.ids("\"crimes * humanity\"").is_empty());
    assert_eq!(corpus.ids("\"crimes * * humanity\""), ["a"]);
}

#[test]
fn filters_may_stand_in_brackets() {
    let documents = [document("a", Some("2021"), &["camp"]), document("b", Some("2022"), &["report"])];
    let corpus = Corpus::of(&documents);
    assert_eq!(corpus.ids("(camp AND date:2021) OR (camp AND date:2022)"), ["a"]);
    assert_eq!(corpus.ids("NOT (date:2021 OR date:2020)"), ["b"]);
}

#[test]
fn nearness_counts_words_between_in_either_order() {
    let corpus = Corpus::of(&[document("a", None, &["the labour that was forced upon them"])]);
    assert_eq!(corpus.ids("forced NEAR/3 labour"), ["a"]);
    assert!(corpus.ids("forced NEAR/2 labour").is_empty());
    assert_eq!(corpus.ids("\"upon them\" NEAR/2 forced"), ["a"]);
}

fn listed(response: Response) -> Listing {
    match response {
        Response::Listed(listing) => listing,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_listing_has_what_a_search_finds_in_its_order_step_by_step() {
    let texts: Vec<String> = (0..30).map(|number| format!("{} word", "apple ".repeat(number % 7 + 1))).collect();
    let documents: Vec<_> = (0..).zip(&texts).map(|(n, text)| document(&format!("d{n}"), None, &[text])).collect();
    let corpus = Corpus::of(&documents);
    for (query, sort) in [("apple", Sort::Relevance), ("apple word", Sort::Relevance), ("", Sort::Newest)] {
        let request =
            SearchRequest { query: query.into(), sort, limit: 30, copies: Copies::Shown, ..SearchRequest::default() };
        let found: Vec<String> = corpus.search(request.clone()).hits.into_iter().map(|hit| hit.id).collect();
        let mut ids = Vec::new();
        for offset in (0..30).step_by(15) {
            let step = SearchRequest { offset, limit: 15, ..request.clone() };
            let listing = listed(corpus.ask(ExamineRequest::List(step)).0);
            assert_eq!(listing.total, 30);
            assert!(listing.documents.iter().all(|document| document.blocks.is_empty()));
            ids.extend(listing.documents.into_iter().map(|document| document.id));
        }
        ids.sort();
        let mut found = found;
        found.sort();
        assert_eq!(ids, found, "{query}");
        let all = listed(corpus.ask(ExamineRequest::List(request.clone())).0);
        let ordered: Vec<String> = all.documents.into_iter().map(|document| document.id).collect();
        let hits: Vec<String> = corpus.search(request).hits.into_iter().map(|hit| hit.id).collect();
        assert_eq!(ordered, hits, "{query}");
    }
}

#[test]
fn related_documents_are_neighbours_where_there_are_any() {
    let few = Corpus::of(&[document("one", None, &["apples"]), document("two", None, &["apples"])]);
    assert_eq!(listed(few.ask(ExamineRequest::Related("one".into())).0), Listing::default());
    assert!(matches!(few.ask(ExamineRequest::Related("none".into())).0, Response::Failed(_)));

    // Of forty documents four speak of the same rare words.
    let text = |n: u32| if n % 10 == 3 { format!("quince medlar sorb {n}") } else { format!("word{n} other{n}") };
    let documents: Vec<_> = (0..40).map(|n| document(&format!("d{n}"), None, &[&text(n)])).collect();
    let related = listed(Corpus::of(&documents).ask(ExamineRequest::Related("d13".into())).0);
    let mut ids: Vec<_> = related.documents.iter().map(|document| document.id.as_str()).collect();
    ids.sort();
    assert_eq!((ids.as_slice(), related.total), (["d23", "d3", "d33"].as_slice(), 3));
}

#[test]
fn the_page_around_a_document_is_given_on_request_and_never_marked() {
    let mut document = document(
        "one",
        None,
        &["Menu of apples", "The apples stand all in", "Subscribe now", "a long and quiet row here."],
    );
    document.blocks[0].mark(Mark::Furniture);
    document.blocks[2].mark(Mark::Furniture);
    document.blocks[1].mark(Mark::Page(4));
    document.blocks[1].mark(Mark::Publisher("Other Press".into()));
    let corpus = Corpus::of(&[document]);
    let read = |query: &str, has_furniture| {
        let request = ReadRequest { id: "one".into(), query: query.into(), has_furniture, ..ReadRequest::default() };
        match corpus.ask(ExamineRequest::Read(request)).0 {
            Response::Document(document) => *document,
            other => panic!("{other:?}"),
        }
    };
    let plain = read("apples", false);
    let around = read("apples", true);
    let paragraphs = |view: &DocumentView| view.blocks.iter().map(|block| block.paragraph).collect::<Vec<_>>();
    assert_eq!((paragraphs(&plain), paragraphs(&around)), (vec![1, 2], vec![0, 1, 0, 2]));
    assert_eq!((plain.hit_count, around.hit_count), (1, 1));
    assert_eq!((around.blocks[1].page, around.blocks[1].publisher.as_deref()), (Some(4), Some("Other Press")));
    assert!(!plain.files.is_empty() && plain.files.iter().all(|name| name.ends_with(".kz")));
    // A quotation runs on over what stands between its blocks.
    assert!(read("\"The apples stand all in a long and quiet row here.\"", true).hit_count > 0);
}
