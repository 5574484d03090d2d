//! Pasted passages: found word for word whatever happened to them on the way, then nearly so; questions stay questions.

use crate::asking::{Corpus, document};
use karez::corpus::Document;
use karez::engine::protocol::{
    ComparedDocuments, ComparedSegment, Copies, FindRequest, Hit, PassageMatch, RemarkCode, Response, Results,
    SearchRequest, Sort, SuggestRequest,
};
use proptest::prelude::*;

const SENTENCE: &str = "Allegations of patterns of torture, or ill-treatment, including forced medical treatment and \
                        adverse conditions of detention, are credible.";

fn corpus() -> Corpus {
    Corpus::of(&[
        document("exact", Some("2022-08-31"), &["Before it.", &format!("It says: “{SENTENCE}” That is all.")]),
        document(
            "broken",
            Some("2022-09-01"),
            &[&SENTENCE.replace("including", "in-\ncluding").replace("medical", "med\u{ad}ical")],
        ),
        document(
            "near",
            None,
            &[
                "Allegations of torture and of adverse conditions of detention are not credible, including medical treatment.",
            ],
        ),
        document("far", None, &["Torture.", "Detention.", "Allegations that are credible.", "Medical treatment."]),
        document("other", None, &["Nothing of that kind."]),
    ])
}

fn found(results: &Results) -> Vec<&str> {
    let mut ids: Vec<&str> = results.hits.iter().map(|hit| hit.id.as_str()).collect();
    ids.sort_unstable();
    ids
}

fn search(corpus: &Corpus, query: &str) -> Results {
    corpus.search(SearchRequest { query: query.into(), limit: 9, excerpts: 1, ..SearchRequest::default() })
}

#[test]
fn a_quotation_is_found_whatever_happened_to_it_on_the_way() {
    let corpus = corpus();
    let quotations = [
        format!("\"{SENTENCE}\""),
        format!("„{SENTENCE}“"),
        format!("«{SENTENCE}»"),
        format!("“{}”", SENTENCE.replace(", ", " — ")),
        format!("\"{}\"", SENTENCE.replace("treatment", "treat-\nment")),
        format!("\"{}\"", SENTENCE.replace("torture, or ill-treatment, including", "torture […]")),
        format!("\"{}\"", SENTENCE.replace("torture, or ill-treatment, including", "torture...")),
        format!("\"… {} …\"", &SENTENCE[14..100]),
        // Cut in the middle of words, and pasted without quotation marks.
        SENTENCE[3..110].to_string(),
        format!("‘{SENTENCE}’"),
    ];
    for quotation in quotations {
        let results = search(&corpus, &quotation);
        assert_eq!(found(&results), ["broken", "exact"], "{quotation}");
        assert_eq!(results.remarks, [], "{quotation}");
    }
}

#[test]
fn the_whole_passage_is_one_hit() {
    let corpus = corpus();
    for query in [format!("\"{SENTENCE}\""), SENTENCE.to_string()] {
        let results = search(&corpus, &query);
        let hit = results.hits.iter().find(|hit| hit.id == "exact").unwrap();
        let marked = hit.excerpts[0].segments.iter().filter(|segment| segment.hit.is_some());
        let marked: Vec<&str> = marked.map(|segment| segment.text.as_str()).collect();
        assert_eq!((hit.hit_count, marked), (1, vec![SENTENCE.trim_end_matches('.')]));
        assert_eq!(corpus.read("exact", &query).hit_count, 1);
    }
}

#[test]
fn a_passage_may_go_on_in_the_next_block_but_leaves_out_within_one() {
    let corpus = Corpus::of(&[
        document(
            "one",
            None,
            &["They said that the report was late.", "Its figures, however, are right and were checked."],
        ),
        document("two", None, &["They said that the report was late.", "Much later: figures, however, are right."]),
    ]);
    let whole = search(&corpus, "\"the report was late. Its figures, however, are right\"");
    assert_eq!(found(&whole), ["one"]);
    assert_eq!(whole.hits[0].hit_count, 2);
    let marked = corpus.read("one", "the report was late. Its figures, however, are right");
    let marked: Vec<&str> = marked
        .blocks
        .iter()
        .flat_map(|block| &block.segments)
        .filter(|s| s.hit.is_some())
        .map(|s| s.text.as_str())
        .collect();
    assert_eq!(marked, ["the report was late", "Its figures, however, are right"]);
    assert_eq!(found(&search(&corpus, "\"They said … report was late\"")), ["one", "two"]);
    let across = search(&corpus, "\"They said that the report … however, are right and\"");
    assert!(across.remarks.iter().any(|remark| remark.code == RemarkCode::NearPassage), "{:?}", across.remarks);
}

#[test]
fn what_stands_nowhere_word_for_word_is_found_nearly_so() {
    let results = search(&corpus(), &format!("\"{}\"", SENTENCE.replace("adverse", "terrible")));
    assert_eq!(results.hits.len(), 3, "{:?}", found(&results));
    assert_eq!(results.hits[2].id, "near");
    assert_eq!(results.remarks[0].code, RemarkCode::NearPassage);
    assert_eq!(search(&corpus(), "\"quite another sentence that has nothing to do with any of these\"").total, 0);
}

#[test]
fn who_said_it_first_comes_first_unless_relevance_is_asked_for() {
    let corpus = Corpus::of(&[
        document("late", Some("2023"), &[SENTENCE]),
        document("undated", None, &[SENTENCE]),
        document("early", Some("2021-05-01"), &["Much was said.", &format!("“{SENTENCE}”"), "And more of it."]),
    ]);
    let order = |query: &str, sort: Sort| {
        let request =
            SearchRequest { query: query.into(), limit: 9, copies: Copies::Shown, sort, ..Default::default() };
        let results = corpus.search(request);
        (results.sort, results.hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>())
    };
    let earliest = (Sort::Oldest, ["early", "late", "undated"].map(String::from).to_vec());
    for query in [SENTENCE.to_string(), format!("\"{SENTENCE}\""), format!("\"{SENTENCE}\" -kind")] {
        assert_eq!(order(&query, Sort::Auto), earliest, "{query}");
        assert_eq!(order(&query, Sort::Relevance).0, Sort::Relevance);
    }
    for query in ["torture", &format!("\"{SENTENCE}\" torture")] {
        assert_eq!(order(query, Sort::Auto).0, Sort::Relevance, "{query}");
    }
}

#[test]
fn an_answer_says_how_a_passage_was_found() {
    let corpus = corpus();
    let told = |query: &str| -> Vec<(u32, u32, PassageMatch)> {
        search(&corpus, query).passages.iter().map(|passage| (passage.start, passage.end, passage.found)).collect()
    };
    let (quoted, changed) = (format!("\"{SENTENCE}\""), SENTENCE.replace("adverse", "terrible"));
    let length = SENTENCE.len() as u32;
    assert_eq!(told(&quoted), [(0, length + 2, PassageMatch::Exact)]);
    assert_eq!(told(SENTENCE), [(0, length, PassageMatch::Exact)]);
    assert_eq!(told(&format!("\"{changed}\"")), [(0, changed.len() as u32 + 2, PassageMatch::Near)]);
    assert_eq!(told(&changed), [(0, changed.len() as u32, PassageMatch::Near)]);
    let absent = "Quite another sentence, that has nothing to do with any of these";
    assert_eq!(told(absent), [(0, absent.len() as u32, PassageMatch::Absent)]);
    assert_eq!(told("torture"), []);
}

#[test]
fn what_differs_from_a_passage_is_told() {
    let corpus = corpus();
    let told = |segments: &[ComparedSegment]| {
        let part = |s: &ComparedSegment| if s.is_only_here { format!("[{}]", s.text) } else { s.text.clone() };
        segments.iter().map(part).collect::<String>()
    };
    let changed = SENTENCE.replace("adverse", "terrible");
    for query in [format!("\"{changed}\""), changed.clone()] {
        let results = search(&corpus, &query);
        let near = results.hits.iter().find(|hit| hit.id == "exact").unwrap().near.clone().unwrap();
        assert!(told(&near.quoted).contains("medical treatment and [terrible ]conditions"), "{}", told(&near.quoted));
        let found = told(&near.found);
        assert!(found.starts_with("Allegations of") && found.ends_with("are credible"), "{found}");
        assert!(found.contains("treatment and [adverse ]conditions"), "{found}");
        assert_eq!((near.block, near.percent), (1, 17 * 100 / 18));
        assert!(results.hits.iter().any(|hit| hit.id == "far") == (query == changed));
        assert!(results.hits.iter().all(|hit| (hit.id == "far") == hit.near.is_none()));
    }
    let exact = search(&corpus, SENTENCE);
    assert!(exact.hits.iter().all(|hit| hit.near.is_none()));
}

#[test]
fn a_question_that_stands_nowhere_is_searched_as_plain_words() {
    let corpus = corpus();
    let plain = "allegations of torture and terrible conditions of detention which are not credible at all";
    let pasted = "Allegations of torture, and terrible conditions of detention, which are not credible at all";
    let without_near =
        |query: &str| search(&corpus, query).hits.into_iter().map(|hit| Hit { near: None, ..hit }).collect::<Vec<_>>();
    assert_eq!(without_near(plain), without_near(pasted));
    assert_eq!(search(&corpus, pasted).total, 4);
}

#[test]
fn a_passage_is_joined_with_the_rest_of_the_query() {
    let corpus = corpus();
    assert_eq!(found(&search(&corpus, &format!("\"{SENTENCE}\" date:2022-09"))), ["broken"]);
    assert_eq!(found(&search(&corpus, &format!("-\"{SENTENCE}\" detention"))), ["far", "near"]);
    assert_eq!(found(&search(&corpus, &format!("(\"{SENTENCE}\" AND before) OR kind"))), ["exact", "other"]);
}

#[test]
fn few_files_are_read_for_a_passage() {
    let mut documents: Vec<Document> = (0..300)
        .map(|number| document(&format!("d{number}"), None, &["Detention and torture and treatment of others."]))
        .collect();
    documents.push(document("it", None, &[SENTENCE]));
    let corpus = Corpus::of(&documents);
    let request = SearchRequest { query: format!("\"{SENTENCE}\""), limit: 9, excerpts: 1, ..SearchRequest::default() };
    let (_, rounds) = corpus.ask(FindRequest::Search(request));
    assert!(rounds <= 2, "{rounds}");
}

#[test]
fn a_passage_of_very_many_documents_says_how_many_were_compared() {
    let documents: Vec<Document> = (0..60).map(|number| document(&format!("d{number}"), None, &[SENTENCE])).collect();
    let results = search(&Corpus::of(&documents), &format!("\"{SENTENCE}\""));
    let compared = ComparedDocuments { documents: 60, compared: 40 };
    assert_eq!(results.remarks[0].code, RemarkCode::PassageOfMany(compared));
}

/// Letters and digits in a row, as the eye compares two quotations.
fn letters(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

const WORDS: &[&str] =
    &["camp", "report", "U.N.", "re-education", "the", "torture,", "was", "of", "labour", "credible;", "1,588"];

fn prose() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(WORDS), 12..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_answered_completed_and_read(
        text in "(torture |camp, |Report |re-|[“”\"«»] ?|… ?|\\.\\.\\. |\n|\u{ad}|\u{640}|\u{301} ?|publisher:|NEAR |[(+*~-]|维|\\PC){0,40}"
    ) {
        let corpus = Corpus::of(&[document("a", None, &[SENTENCE, "维吾尔", ""]), document("b", None, &[&text, "\u{ad}"])]);
        search(&corpus, &text);
        search(&corpus, &format!("\"{text}\""));
        corpus.read("b", &text);
        let suggest = FindRequest::Suggest(SuggestRequest { text, limit: 5 });
        prop_assert!(matches!(corpus.ask(suggest).0, Response::Suggested(_)));
    }

    #[test]
    fn a_passage_is_in_the_documents_that_have_its_letters(
        texts in prop::collection::vec(prose(), 1..8),
        number: prop::sample::Index,
        start in 0usize..30,
        length in 8usize..20,
        gap in prop::option::of(3usize..6),
        is_pasted: bool,
    ) {
        let documents: Vec<Document> =
            (0..).zip(&texts).map(|(number, words)| document(&format!("d{number}"), None, &[&words.join(" ")])).collect();
        let source = number.get(&texts);
        let start = start.min(source.len() - 8);
        let words = &source[start..source.len().min(start + length)];
        let (parts, quotation) = match gap {
            Some(gap) => (vec![words[..gap].join(" "), words[gap + 2..].join(" ")], format!("{} … {}", words[..gap].join(" "), words[gap + 2..].join(" "))),
            None => (vec![words.join(" ")], words.join(" ")),
        };
        let has = |text: &str| {
            let mut rest = letters(text);
            parts.iter().all(|part| match rest.find(&letters(part)) {
                Some(place) => {
                    rest = rest.split_off(place + letters(part).len());
                    true
                }
                None => false,
            })
        };
        let expected: Vec<String> =
            (0..).zip(&texts).filter(|(_, words)| has(&words.join(" "))).map(|(number, _)| format!("d{number}")).collect();
        // Without quotation marks it takes a sign of prose inside, which a line break is.
        let query = if is_pasted { quotation.replacen(' ', "\n", 1) } else { format!("\"{quotation}\"") };
        prop_assume!(!is_pasted || words.len() >= 8 + 2 * usize::from(gap.is_some()));
        let results = search(&Corpus::of(&documents), &query);
        prop_assert_eq!(found(&results), expected, "{}", query);
    }
}
