//! What may have been meant, and a measurement of how often it is among the suggestions.

use std::collections::{BTreeMap, BTreeSet};

use crate::asking::{Corpus, document};
use karez::corpus::{Block, BlockKind, Document, Metadata};
use karez::engine::protocol::{Completion, FindRequest, RemarkCode, Response, SearchRequest, SuggestRequest};
use karez::engine::{Loaded, Outcome};
use karez::index::format::Root;
use karez::text::{Analyzer, Folding, for_each_token};

fn corpus() -> Corpus {
    let commissioner = document("a", None, &["The commissioner spoke of forced labour and detention."]);
    let mut documents = vec![commissioner, document("slip", None, &["A detentoin."])];
    documents.extend((0..20).map(|number| document(&format!("d{number}"), None, &["Their detention was arbitrary."])));
    Corpus::of(&documents)
}

fn suggestions(query: &str) -> Vec<String> {
    corpus().search(SearchRequest { query: query.into(), limit: 9, ..SearchRequest::default() }).suggestions
}

#[test]
fn a_word_that_does_not_occur_is_put_right() {
    let cases = [
        ("comissioner", "commissioner"),
        ("ocmmissioner", "commissioner"),
        ("kommissioner", "commissioner"),
        ("ommissioner", "commissioner"),
        ("xcommissioner", "commissioner"),
        ("+labuor,", "+labour,"),
        ("detention AND (labuor OR tents)", "detention AND (labour OR tents)"),
        ("comissioner forcd", "commissioner forced"),
        ("commis", "commissioner"),
    ];
    for (typed, expected) in cases {
        assert_eq!(suggestions(typed).first().map(String::as_str), Some(expected), "{typed}");
    }
}

#[test]
fn a_rare_word_is_doubted_for_a_much_commoner_one() {
    assert_eq!(suggestions("detentoin"), ["detention"]);
}

#[test]
fn what_occurs_or_is_no_plain_word_is_not_doubted() {
    for query in
        ["commissioner", "detentions", "-comissioner", "\"comissioner\"", "comissio*", "2022", "title:comissioner"]
    {
        assert_eq!(suggestions(query), Vec::<String>::new(), "{query}");
    }
}

#[test]
fn the_list_of_words_is_fetched_only_where_something_is_not_found() {
    let corpus = corpus();
    let list = Root::from_bytes(&corpus.index.root).unwrap().word_list;
    let cases =
        [("detention", false), ("detentoin arbitrary", false), ("detentoin", true), ("comissioner detention", true)];
    for (query, expected) in cases {
        let request = FindRequest::Search(SearchRequest { query: query.into(), limit: 9, ..SearchRequest::default() });
        let mut loaded = Loaded::default();
        let mut is_fetched = false;
        while let Outcome::Missing(files) = corpus.engine.find(&request, &loaded) {
            is_fetched |= files.contains(&list);
            files.into_iter().for_each(|id| loaded.insert(id, corpus.index.files[&id].clone()).unwrap());
        }
        assert_eq!(is_fetched, expected, "{query}");
    }
}

// -------------------------------------------------------------------------------------------------------- completion

/// The completions of a text: the whole text, with how many documents have it.
fn completions(corpus: &Corpus, text: &str) -> Vec<String> {
    match corpus.ask(FindRequest::Suggest(SuggestRequest { text: text.into(), limit: 5 })).0 {
        Response::Suggested(suggestions) => {
            assert_eq!(suggestions.text, text);
            let print = |completion: Completion| format!("{} {}", completion.query, completion.documents);
            suggestions.completions.into_iter().map(print).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn published(id: &str, publisher: &str, text: &str) -> Document {
    let mut document = document(id, Some("2022-08-31"), &[text]);
    document.metadata.values.insert("publisher".into(), vec![publisher.into()]);
    document
}

#[test]
fn what_is_being_typed_is_completed() {
    let corpus = Corpus::of(&[
        published("a", "Radio Free Asia (RFA)", "Public detention was detained. 新疆维吾尔"),
        published("b", "Reuters", "Public detention. ئۇيغۇر"),
        published("c", "Reuters", "Publicly."),
    ]);
    let cases: [(&str, &[&str]); 14] = [
        ("", &[]),
        ("d", &["date: 0"]),
        ("publ", &["Public 2", "Publicly 1", "publisher: 0"]),
        ("forced -Det", &["forced -detention 2", "forced -detained 1"]),
        ("detention", &[]),
        ("\"public det", &["\"public detention 2", "\"public detained 1"]),
        ("title:tit", &["title:title 2"]),
        ("新疆维", &["新疆维吾 1"]),
        ("ئۇي", &["ئۇيغۇر 1"]),
        ("publisher:", &["publisher:Reuters 2", "publisher:\"Radio Free Asia (RFA)\" 1"]),
        ("x publisher:fr", &["x publisher:\"Radio Free Asia (RFA)\" 1"]),
        ("-publisher:\"radio fr", &["-publisher:\"Radio Free Asia (RFA)\" 1"]),
        ("date:20", &["date:2022 3"]),
        ("nothing:x", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(completions(&corpus, text), expected, "{text}");
    }
}

#[test]
fn completions_keep_the_capitals_and_hyphens_of_the_text() {
    let corpus = Corpus::of(&[
        published("a", "Reuters", "The UN spoke of Xinjiang. Re-education in Xinjiang, and of re-education in Ürümqi."),
        published("b", "Reuters", "In Xinjiang. A UN report and education."),
    ]);
    let cases: [(&str, &[&str]); 6] = [
        ("xin", &["Xinjiang 2"]),
        ("camps in XINJ", &["camps in Xinjiang 2"]),
        ("reed", &["re-education 1"]),
        ("re-ed", &["re-education 2"]),
        ("uru", &["Ürümqi 1"]),
        ("u", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(completions(&corpus, text), expected, "{text}");
    }
}

#[test]
fn a_completed_value_finds_what_it_counts() {
    let corpus = Corpus::of(&[published("a", "He said “no” (Ltd.)", "One."), published("b", "Reuters", "Two.")]);
    let completed = completions(&corpus, "publisher:he");
    let query = completed[0].strip_suffix(" 1").unwrap();
    assert_eq!(corpus.ids(query), ["a"]);
}

// ------------------------------------------------------------------------------------------------------------ typing

#[test]
fn while_a_word_is_typed_there_is_no_moment_without_results() {
    let corpus = Corpus::of(&[
        document("a", None, &["A genocide, said Bachelet."]),
        document("b", None, &["Genetic tests in Xinjiang; re-education of children."]),
    ]);
    let search = |query: &str, is_typing| {
        corpus.search(SearchRequest { query: query.into(), is_typing, limit: 9, ..SearchRequest::default() })
    };
    for word in ["genocide", "xinjiang", "re-education", "+genocide", "(tests OR genocide", "children"] {
        let least = if word.starts_with(['+', '(']) { word.len() - 7 } else { 1 };
        for end in least..=word.len() {
            let results = search(&word[..end], true);
            assert!(results.total > 0, "{}", &word[..end]);
            assert!(results.remarks.iter().all(|remark| !matches!(remark.code, RemarkCode::NoMatch(_))));
        }
    }
    assert_eq!(search("geno", false).total, 0);
    let ids = |query: &str| search(query, true).hits.into_iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(ids("geno"), ["a"]);
    assert_eq!([ids("gen").len(), ids("child").len()], [2, 1]);
    // Finished, quoted, excluded, or one letter beside another word.
    for finished in ["geno ", "\"geno\"", "geno,", "-geno", "tests g"] {
        assert_eq!(search(finished, true).total, search(finished, false).total, "{finished}");
    }
}

#[test]
fn a_beginning_of_very_many_words_costs_few_files() {
    // Letters that deflate cannot shorten much, all behind the same two.
    let mut numbers = Numbers(3);
    let mut word = || (0..9).fold(String::from("ab"), |word, _| word + &numbers.letter().to_string());
    let words: Vec<String> = (0..30_000).map(|_| word()).collect();
    let texts: Vec<String> = words.chunks(3_000).map(|words| words.join(" ")).collect();
    let documents: Vec<Document> =
        (0..).zip(&texts).map(|(number, text)| document(&format!("d{number}"), None, &[text])).collect();
    let corpus = Corpus::of(&documents);
    let count = |query: &str| {
        let query = query.into();
        let request = SearchRequest { query, is_typing: true, limit: 0, skip_counts: true, ..SearchRequest::default() };
        let mut loaded = Loaded::default();
        let mut fetched = 0;
        loop {
            match corpus.engine.find(&FindRequest::Search(request.clone()), &loaded) {
                Outcome::Ready(Response::Found(results)) => return (results.total, fetched),
                Outcome::Ready(other) => panic!("{other:?}"),
                Outcome::Missing(files) => {
                    fetched += files.len();
                    files.into_iter().for_each(|id| loaded.insert(id, corpus.index.files[&id].clone()).unwrap());
                }
            }
        }
    };
    let shards = Root::from_bytes(&corpus.index.root).unwrap().shards.len();
    assert!(shards > 20, "{shards}");
    for beginning in ["a", "ab", "abc"] {
        let (total, fetched) = count(beginning);
        assert!(total > 0 && fetched < 12, "{beginning}: {total} documents, {fetched} files of {shards} shards");
    }
    // Of words that the list of the commonest leaves out too.
    for word in words.iter().step_by(3_001) {
        assert!(count(&word[..8]).0 > 0, "{word}");
    }
}

// ------------------------------------------------------------------------------------------------------- measurement

/// Words of each sample.
const SAMPLE: usize = 2_000;

/// Numbers that look random and are the same everywhere (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as usize
    }

    fn letter(&mut self) -> char {
        char::from(b'a' + self.below(26) as u8)
    }

    /// The word with a letter added, left out, replaced, or swapped with the next, anywhere; never the word itself.
    fn typo(&mut self, word: &str) -> String {
        loop {
            let mut letters: Vec<char> = word.chars().collect();
            match self.below(4) {
                0 => letters.insert(self.below(word.len() + 1), self.letter()),
                1 => drop(letters.remove(self.below(word.len()))),
                2 => letters[self.below(word.len())] = self.letter(),
                _ => {
                    let place = self.below(word.len() - 1);
                    letters.swap(place, place + 1);
                }
            }
            let typo: String = letters.into_iter().collect();
            if typo != word {
                return typo;
            }
        }
    }
}

/// `KAREZ_PASSAGES=passages.jsonl cargo test --test suite typos -- --ignored --nocapture`, with lines of `id`, `title`
/// and `body` in English.
#[test]
#[ignore = "a measurement: needs a large corpus"]
fn one_letter_typos_are_put_right() {
    let path = std::env::var("KAREZ_PASSAGES").expect("KAREZ_PASSAGES names a file of passages");
    let text = std::fs::read_to_string(path).expect("the passages can be read");
    let documents: Vec<Document> = text.lines().map(passage).collect();
    let (occurrences, frequent) = words(&documents);
    let corpus = Corpus::of(&documents);
    let list = Root::from_bytes(&corpus.index.root).unwrap().word_list;
    println!("{} documents, the list of words has {} bytes", documents.len(), corpus.index.files[&list].len());
    let mut loaded = Loaded::default();
    let mut ask = |query: &str| {
        let request = SearchRequest { query: query.into(), skip_counts: true, ..SearchRequest::default() };
        loop {
            match corpus.engine.find(&FindRequest::Search(request.clone()), &loaded) {
                Outcome::Ready(Response::Found(results)) => return *results,
                Outcome::Ready(other) => panic!("{other:?}"),
                Outcome::Missing(files) => {
                    files.into_iter().for_each(|id| loaded.insert(id, corpus.index.files[&id].clone()).unwrap())
                }
            }
        }
    };
    for (sample, words) in [("by occurrence", &occurrences), ("in 5 documents or more", &frequent)] {
        let mut numbers = Numbers(1);
        let (mut right, mut first, mut same, mut words_too) = (0, 0, 0, 0);
        for _ in 0..SAMPLE {
            let word = &words[numbers.below(words.len())];
            let typo = numbers.typo(word);
            let results = ask(&typo);
            let term = |word: &str| Analyzer::English.term(word);
            if term(&typo) == term(word) {
                same += 1;
            } else if results.suggestions.is_empty() && results.total > 0 {
                words_too += 1;
            }
            right += usize::from(results.suggestions.contains(word));
            first += usize::from(results.suggestions.first() == Some(word));
        }
        let percent = |part: usize| 100.0 * part as f64 / SAMPLE as f64;
        println!(
            "{sample}: first {:.1} %, among the first five {:.1} %, found by the search itself {:.1} %, another word \
             that the corpus has {:.1} %, none of these {:.1} %",
            percent(first),
            percent(right),
            percent(same),
            percent(words_too),
            percent(SAMPLE - right - same - words_too)
        );
        assert!((right + same) * 100 >= 95 * SAMPLE, "{right} and {same} of {SAMPLE}");
    }
}

fn passage(line: &str) -> Document {
    let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
    let text = |name: &str| value[name].as_str().expect("text").to_string();
    Document {
        metadata: Metadata { id: text("id"), title: text("title"), language: "en".into(), ..Metadata::default() },
        blocks: vec![Block::new(BlockKind::Paragraph, text("body"))],
        ..Document::default()
    }
}

/// Words of at least four letters, as often as they occur; and each of those that five documents have.
fn words(documents: &[Document]) -> (Vec<String>, Vec<String>) {
    let folding = Folding::of(&BTreeSet::new());
    let mut occurrences = Vec::new();
    let mut frequencies: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents {
        let mut here = BTreeSet::new();
        for_each_token(&document.blocks[0].text, &folding, |token| {
            if !token.is_extra && token.form.len() >= 4 && token.form.bytes().all(|byte| byte.is_ascii_lowercase()) {
                occurrences.push(token.form.to_string());
                here.insert(token.form.to_string());
            }
        });
        here.into_iter().for_each(|form| *frequencies.entry(form).or_default() += 1);
    }
    let frequent = frequencies.into_iter().filter(|(_, documents)| *documents >= 5).map(|(form, _)| form);
    (occurrences, frequent.collect())
}
