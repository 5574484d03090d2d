//! The engine against a searcher that looks at every word of every document: same documents, same counts, same order.

use std::collections::{BTreeMap, BTreeSet};

use crate::asking::Corpus;
use karez::corpus::{Block, BlockKind, Date, DateRange, Document, Metadata, Thesaurus, VariantGroup, VariantKind};
use karez::engine::protocol::{Copies, Filter, SearchRequest, Sort, VariantChoice};
use karez::index::BLOCK_GAP;
use karez::index::format::MAX_IMPACT;
use karez::index::impact::{Weights, averages, burstiness, impact, rarity};
use karez::text::{Analyzer, Folding, for_each_token};
use proptest::prelude::*;

/// Few words, so that they meet often: forms of one term, hyphens, an acronym, Han, a stop word, accents.
const WORDS: &[&str] = &[
    "camp",
    "camps",
    "camping",
    "detention",
    "detentions",
    "detent",
    "re-education",
    "reeducation",
    "happy",
    "happiness",
    "labour",
    "the",
    "维吾尔",
    "维吾",
    "新疆维吾尔",
    "U.N.",
    "un",
    "48-page",
    "page",
    "Ürümqi",
    "Urumqi",
    "1,588",
    "report",
    "reports",
    "reporter",
];
const PUBLISHERS: &[&str] = &["Radio Free Asia (RFA)", "Associated Press (AP)", "Reuters"];
const DATES: &[&str] = &["2021", "2022-08-31", "2022-08-31/2022-09-02", "2022-09", "2023-01-05", "2022-12/2023-01"];

/// One clause of a query, with what it means to the brute-force searcher.
#[derive(Debug, Clone)]
enum Asked {
    Word(usize),
    Phrase(Vec<usize>),
    Prefix(usize, usize),
    /// A plain word with a `?` in place of one letter.
    Wild(usize, usize),
    Fuzzy(usize),
    Near(usize, usize, u32),
    Or(usize, usize),
    And(usize, usize),
    Title(usize),
    Publisher(&'static str),
    Dates(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    None,
    Must,
    Not,
}

impl Asked {
    fn text(&self) -> String {
        match self {
            Asked::Word(word) => WORDS[*word].into(),
            Asked::Phrase(words) => format!("\"{}\"", words.iter().map(|&w| WORDS[w]).collect::<Vec<_>>().join(" ")),
            Asked::Prefix(word, length) => format!("{}*", prefix(*word, *length)),
            Asked::Wild(word, place) => wild(*word, *place),
            Asked::Fuzzy(word) => format!("{}~", WORDS[*word]),
            Asked::Near(a, b, distance) => format!("({} NEAR/{distance} {})", WORDS[*a], WORDS[*b]),
            Asked::Or(a, b) => format!("({} OR {})", WORDS[*a], WORDS[*b]),
            Asked::And(a, b) => format!("({} AND {})", WORDS[*a], WORDS[*b]),
            Asked::Title(word) => format!("title:{}", WORDS[*word]),
            Asked::Publisher(name) => format!("publisher:{name}"),
            Asked::Dates(range) => format!("date:{range}"),
        }
    }
}

/// Words of one part in plain letters, none of them a stop word.
fn plain_words() -> Vec<usize> {
    let is_plain = |word: &str| word.chars().all(|c| c.is_ascii_alphabetic()) && word != "the";
    (0..WORDS.len()).filter(|&word| is_plain(WORDS[word])).collect()
}

/// A word with a `?` in place of a letter other than its first.
fn wild(word: usize, place: usize) -> String {
    let place = 1 + place % (WORDS[word].len() - 1);
    let (before, after) = WORDS[word].split_at(place);
    // At the end of a word it would be the end of a question.
    if after.len() == 1 { format!("{before}*{after}") } else { format!("{before}?{}", &after[1..]) }
}

/// The first letters of a word's first part.
fn prefix(word: usize, length: usize) -> String {
    WORDS[word].chars().take_while(|c| c.is_alphanumeric()).take(length).collect()
}

// ------------------------------------------------------------------------------------------------------- brute force

/// A token as the brute-force searcher sees it.
struct Word {
    form: String,
    term: String,
    position: u32,
    is_extra: bool,
    is_title: bool,
}

struct Brute<'a> {
    documents: &'a [Document],
    folding: Folding,
    words: Vec<Vec<Word>>,
}

impl<'a> Brute<'a> {
    fn new(documents: &'a [Document]) -> Brute<'a> {
        let folding = Folding::of(&WORDS.join("").chars().collect());
        let words = documents.iter().map(|document| words(document, &folding)).collect();
        Brute { documents, folding, words }
    }

    fn forms(&self, text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        push_words(text, 0, false, &self.folding, &mut found);
        found
    }

    /// Whether these words stand somewhere in a row, compared by `same`; a document's extra words count, the query's
    /// do not.
    fn has_row(&self, document: usize, wanted: &[Word], in_title: bool, same: impl Fn(&Word, &Word) -> bool) -> bool {
        let wanted: Vec<&Word> = wanted.iter().filter(|word| !word.is_extra).collect();
        let here = &self.words[document];
        let fits = |start: u32, word: &Word| {
            here.iter().any(|h| h.position == start + word.position && (!in_title || h.is_title) && same(h, word))
        };
        !wanted.is_empty() && here.iter().any(|h| wanted.iter().all(|word| fits(h.position, word)))
    }

    fn has(&self, document: usize, asked: &Asked) -> bool {
        let metadata = &self.documents[document].metadata;
        let same_term = |a: &Word, b: &Word| a.term == b.term;
        match asked {
            Asked::Word(word) => {
                let wanted = self.forms(WORDS[*word]);
                let whole = wanted.iter().find(|w| w.is_extra && !w.form.starts_with(|c: char| !c.is_ascii()));
                self.has_row(document, &wanted, false, same_term)
                    || whole.is_some_and(|whole| self.words[document].iter().any(|h| h.term == whole.term))
            }
            Asked::Title(word) => self.has_row(document, &self.forms(WORDS[*word]), true, same_term),
            Asked::Phrase(_) => {
                let text = asked.text();
                self.has_row(document, &self.forms(text.trim_matches('"')), false, |a, b| a.form == b.form)
            }
            Asked::Prefix(word, length) => {
                let beginning = self.folding.fold(&prefix(*word, *length));
                self.words[document].iter().any(|h| h.form.starts_with(&beginning))
                    || self.text_has_unspaced(document, &beginning)
            }
            Asked::Wild(word, place) => {
                let pattern = self.folding.fold(&wild(*word, *place));
                self.words[document].iter().any(|h| fits(&pattern, &h.form))
            }
            Asked::Fuzzy(word) => {
                let form = self.folding.fold(WORDS[*word]);
                let most = if form.len() < 6 { 1 } else { 2 };
                let is_near = |h: &Word| {
                    h.form[..1] == form[..1]
                        && h.form.len().abs_diff(form.len()) <= most
                        && distance(&h.form, &form) <= most
                };
                let first = |h: &&Word| h.form.is_ascii();
                self.has(document, &Asked::Word(*word)) || self.words[document].iter().filter(first).any(is_near)
            }
            Asked::Near(a, b, distance) => {
                let places = |word: usize| {
                    let term = Analyzer::English.term(&self.folding.fold(WORDS[word]));
                    self.words[document].iter().filter(move |h| h.term == term).map(|h| h.position).collect::<Vec<_>>()
                };
                let (ones, others) = (places(*a), places(*b));
                ones.iter().any(|one| others.iter().any(|other| (1..=*distance).contains(&one.abs_diff(*other))))
            }
            Asked::Or(a, b) => self.has(document, &Asked::Word(*a)) || self.has(document, &Asked::Word(*b)),
            Asked::And(a, b) => self.has(document, &Asked::Word(*a)) && self.has(document, &Asked::Word(*b)),
            Asked::Publisher(name) => metadata.values["publisher"].iter().any(|value| value.contains(name)),
            Asked::Dates(range) => {
                let range = DateRange::parse(range).unwrap();
                metadata.date.as_ref().is_some_and(|date| range.overlaps(date.first, date.last))
            }
        }
    }

    /// A prefix of unspaced characters is any piece of text: longer ones are not tokens but are there all the same.
    fn text_has_unspaced(&self, document: usize, piece: &str) -> bool {
        let document = &self.documents[document];
        !piece.is_ascii()
            && piece.starts_with(['维', '新'])
            && (document.metadata.title.contains(piece)
                || document.blocks.iter().any(|block| block.text.contains(piece)))
    }

    /// The documents that a query selects.
    fn select(&self, query: &[(Sign, Asked)]) -> BTreeSet<usize> {
        let is_filter = |asked: &Asked| matches!(asked, Asked::Publisher(_) | Asked::Dates(_));
        let is_required = |(sign, asked): &&(Sign, Asked)| {
            *sign == Sign::Must || matches!(asked, Asked::Phrase(_) | Asked::Title(_)) || is_filter(asked)
        };
        let is_stop = |asked: &Asked| matches!(asked, Asked::Word(word) if WORDS[*word] == "the");
        let positive: Vec<_> = query.iter().filter(|(sign, _)| *sign != Sign::Not).collect();
        let words: Vec<_> = positive.iter().filter(|(_, asked)| !is_filter(asked)).collect();
        let has_content = words.iter().any(|(sign, asked)| *sign == Sign::Must || !is_stop(asked));
        (0..self.documents.len())
            .filter(|&document| {
                let has = |asked: &Asked| self.has(document, asked);
                let required = positive.iter().filter(|&&clause| is_required(&clause));
                let mut optional = words.iter().filter(|&&&clause| !is_required(&clause));
                let wanted = |(_, asked): &(Sign, Asked)| (!has_content || !is_stop(asked)) && has(asked);
                query.iter().all(|(sign, asked)| *sign != Sign::Not || !has(asked))
                    && required.clone().all(|(_, asked)| has(asked))
                    && (words.is_empty()
                        || required.clone().any(|(_, asked)| !is_filter(asked))
                        || optional.any(|clause| wanted(clause)))
            })
            .collect()
    }
}

/// Letters added, left out, replaced or swapped with their neighbours between two words, by trying everything.
fn distance(a: &str, b: &str) -> usize {
    if a.is_empty() || b.is_empty() {
        return a.len() + b.len();
    }
    if a[..1] == b[..1] {
        return distance(&a[1..], &b[1..]);
    }
    let swapped = a.len() > 1 && b.len() > 1 && a[..1] == b[1..2] && a[1..2] == b[..1];
    let swap = if swapped { 1 + distance(&a[2..], &b[2..]) } else { usize::MAX };
    let others = [distance(&a[1..], b), distance(a, &b[1..]), distance(&a[1..], &b[1..])];
    others.into_iter().min().map_or(0, |least| least + 1).min(swap)
}

/// Whether a word has the shape of a pattern, by trying everything.
fn fits(pattern: &str, word: &str) -> bool {
    let (mut shape, mut letters) = (pattern.chars(), word.chars());
    match shape.next() {
        None => word.is_empty(),
        Some('*') => fits(shape.as_str(), word) || letters.next().is_some_and(|_| fits(pattern, letters.as_str())),
        Some('?') => letters.next().is_some_and(|_| fits(shape.as_str(), letters.as_str())),
        Some(letter) => letters.next() == Some(letter) && fits(shape.as_str(), letters.as_str()),
    }
}

fn words(document: &Document, folding: &Folding) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = push_words(&document.metadata.title, 0, true, folding, &mut words);
    for block in &document.blocks {
        start = push_words(&block.text, start, false, folding, &mut words);
    }
    words
}

fn push_words(text: &str, start: u32, is_title: bool, folding: &Folding, words: &mut Vec<Word>) -> u32 {
    let positions = for_each_token(text, folding, |token| {
        words.push(Word {
            form: token.form.into(),
            term: Analyzer::English.term(token.form),
            position: start + token.position,
            is_extra: token.is_extra,
            is_title,
        });
    });
    start + positions + BLOCK_GAP
}

// -------------------------------------------------------------------------------------------------------- generating

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 1..12).prop_map(|words| words.join(" "))
}

fn document() -> impl Strategy<Value = Document> {
    let values = (prop::sample::select(PUBLISHERS), prop::option::of(prop::sample::select(DATES)));
    (text(), prop::collection::vec((text(), any::<bool>()), 1..4), values).prop_map(
        |(title, blocks, (publisher, date))| {
            let kind = |is_heading| if is_heading { BlockKind::Heading(2) } else { BlockKind::Paragraph };
            Document {
                metadata: Metadata {
                    title,
                    language: "en".into(),
                    date: date.map(|date| Date::parse(date).unwrap()),
                    values: BTreeMap::from([("publisher".into(), vec![publisher.into()])]),
                    ..Metadata::default()
                },
                blocks: blocks.into_iter().map(|(text, is_heading)| Block::new(kind(is_heading), text)).collect(),
                ..Document::default()
            }
        },
    )
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    prop::collection::vec(document(), 1..25).prop_map(|mut documents| {
        documents.iter_mut().enumerate().for_each(|(i, document)| document.metadata.id = format!("d{i:02}"));
        documents
    })
}

fn clause() -> impl Strategy<Value = (Sign, Asked)> {
    let word = || 0..WORDS.len();
    let plain = || prop::sample::select(plain_words());
    let asked = prop_oneof![
        6 => word().prop_map(Asked::Word),
        3 => prop::collection::vec(word(), 1..3).prop_map(Asked::Phrase),
        2 => (word(), 1..6usize).prop_map(|(word, length)| Asked::Prefix(word, length)),
        1 => (plain(), 0..8usize).prop_map(|(word, place)| Asked::Wild(word, place)),
        1 => plain().prop_map(Asked::Fuzzy),
        2 => (plain(), plain(), 1..5u32).prop_map(|(a, b, distance)| Asked::Near(a, b, distance)),
        1 => (plain(), plain()).prop_map(|(a, b)| Asked::Or(a, b)),
        1 => (plain(), plain()).prop_map(|(a, b)| Asked::And(a, b)),
        1 => word().prop_map(Asked::Title),
        1 => prop::sample::select(vec!["RFA", "AP", "Reuters"]).prop_map(Asked::Publisher),
        1 => prop::sample::select(vec!["2022", "2022-09..", "<2022", "2022-08..2022-08"]).prop_map(Asked::Dates),
    ];
    (prop_oneof![4 => Just(Sign::None), 1 => Just(Sign::Must), 1 => Just(Sign::Not)], asked)
}

fn query_text(query: &[(Sign, Asked)]) -> String {
    let signed = query.iter().map(|(sign, asked)| match sign {
        Sign::None => asked.text(),
        Sign::Must => format!("+{}", asked.text()),
        Sign::Not => format!("-{}", asked.text()),
    });
    signed.collect::<Vec<_>>().join(" ")
}

/// Day by day: the month that all days of a date are in, else the year with month 0, else nothing.
fn month_of(date: &Date) -> Option<(i32, u32)> {
    if date.first == i32::MIN || date.last == i32::MAX {
        return None;
    }
    let days = (date.first..=date.last).map(karez::corpus::date::civil);
    let months: BTreeSet<(i32, u32)> = days.map(|(year, month, _)| (year, month)).collect();
    let years: BTreeSet<i32> = months.iter().map(|(year, _)| *year).collect();
    let (first, _) = *months.first()?;
    months.first().copied().filter(|_| months.len() == 1).or((years.len() == 1).then_some((first, 0)))
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn the_engine_finds_what_reading_everything_finds(
        documents in documents(),
        query in prop::collection::vec(clause(), 0..4),
    ) {
        let corpus = Corpus::of(&documents);
        let request = SearchRequest { query: query_text(&query), limit: 100, excerpts: 2, copies: Copies::Shown, ..SearchRequest::default() };
        let results = corpus.search(request);
        let brute = Brute::new(&documents);
        let expected = brute.select(&query);
        let found: BTreeSet<usize> = results.hits.iter().map(|hit| hit.id[1..].parse().unwrap()).collect();
        prop_assert_eq!(&found, &expected, "{}", query_text(&query));
        prop_assert_eq!(results.total as usize, expected.len());

        let has_filter = query.iter().any(|(_, asked)| matches!(asked, Asked::Publisher(_) | Asked::Dates(_)));
        if !has_filter {
            let mut publishers: BTreeMap<&str, u32> = BTreeMap::new();
            for &number in &expected {
                *publishers.entry(&documents[number].metadata.values["publisher"][0]).or_default() += 1;
            }
            let facet = results.facets.iter().find(|facet| facet.field == "publisher").unwrap();
            let counted: BTreeMap<&str, u32> = facet.values.iter().map(|v| (v.value.as_str(), v.count)).collect();
            prop_assert_eq!(counted, publishers);
            let mut months: BTreeMap<Option<Option<(i32, u32)>>, u32> = BTreeMap::new();
            for &number in &expected {
                *months.entry(documents[number].metadata.date.as_ref().map(month_of)).or_default() += 1;
            }
            let undated = months.remove(&None).unwrap_or(0);
            let inexact = months.remove(&Some(None)).unwrap_or(0);
            prop_assert_eq!((results.inexact, results.undated), (inexact, undated));
            let counted = results.histogram.iter().map(|bucket| (Some(Some((bucket.year, bucket.month))), bucket.count));
            prop_assert_eq!(counted.collect::<Vec<_>>(), months.into_iter().collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_best_document_is_the_one_with_the_highest_score(mut documents in documents(), words in prop::collection::vec(0..WORDS.len(), 1..4)) {
        // As many as are ordered by how close the words stand, and too few for neighbours.
        documents.truncate(10);
        // Plain words of one part and of different terms, so that the formula can be written down here once more.
        let is_plain = |w: &usize| WORDS[*w].chars().all(|c| c.is_ascii_alphabetic()) && !["the", "reeducation"].contains(&WORDS[*w]);
        let mut terms = BTreeSet::new();
        let words: Vec<usize> =
            words.into_iter().filter(is_plain).filter(|&w| terms.insert(Analyzer::English.term(WORDS[w]))).collect();
        prop_assume!(!words.is_empty());
        let corpus = Corpus::of(&documents);
        let query = words.iter().map(|&w| WORDS[w]).collect::<Vec<_>>().join(" ");
        let results = corpus.search(SearchRequest { query, limit: 100, copies: Copies::Shown, ..SearchRequest::default() });

        let folding = Folding::of(&WORDS.join("").chars().collect());
        let zones = |document: &Document| -> [Vec<Word>; 3] {
            let mut zones: [Vec<Word>; 3] = Default::default();
            push_words(&document.metadata.title, 0, true, &folding, &mut zones[0]);
            for block in &document.blocks {
                let zone = if block.kind == BlockKind::Paragraph { 2 } else { 1 };
                push_words(&block.text, 0, false, &folding, &mut zones[zone]);
            }
            zones
        };
        let all: Vec<_> = documents.iter().map(zones).collect();
        let length = |words: &Vec<Word>| words.iter().filter(|word| !word.is_extra).count() as u32;
        let lengths = |zones: &[Vec<Word>; 3]| std::array::from_fn(|zone| length(&zones[zone]));
        let average = averages(&all.iter().map(lengths).collect::<Vec<[u32; 3]>>());
        let frequency = |zones: &[Vec<Word>; 3], term: &str| -> [u32; 3] {
            std::array::from_fn(|zone| zones[zone].iter().filter(|word| word.term == term).count() as u32)
        };
        let rarities: BTreeMap<String, (u32, f64)> = words.iter().map(|&word| {
            let term = Analyzer::English.term(&folding.fold(WORDS[word]));
            let having = all.iter().filter(|zones| frequency(zones, &term) != [0; 3]).count() as u32;
            let occurrences = all.iter().flat_map(|zones| frequency(zones, &term)).map(u64::from).sum();
            (term, (rarity(having, documents.len() as u32), burstiness(occurrences, having)))
        }).collect();
        // The rarest words together in any 30 of a block, in 26/256 of what they would be worth in a document full of them.
        let closeness = |document: &Document| -> u32 {
            let best = document.blocks.iter().map(|block| {
                let mut here = Vec::new();
                push_words(&block.text, 0, false, &folding, &mut here);
                let asked: Vec<&Word> = here.iter().filter(|word| !word.is_extra && rarities.contains_key(&word.term)).collect();
                let from = |first: &&Word| {
                    let window = asked.iter().filter(|word| (first.position..first.position + 30).contains(&word.position));
                    let terms: BTreeSet<&String> = window.map(|word| &word.term).collect();
                    terms.into_iter().map(|term| rarities[term].0).sum::<u32>()
                };
                asked.iter().map(from).max().unwrap_or(0)
            });
            let best = best.max().unwrap_or(0);
            if words.len() > 1 { best * u32::from(MAX_IMPACT) * 26 / 256 } else { 0 }
        };
        let score = |(zones, document): (&[Vec<Word>; 3], &Document)| -> u32 {
            let of_word = |(term, (rarity, burstiness)): (&String, &(u32, f64))| {
                let frequency = frequency(zones, term);
                let impact = impact(&Weights::default(), *burstiness, &frequency, &lengths(zones), &average);
                if frequency == [0; 3] { 0 } else { rarity * u32::from(impact) }
            };
            let of_words: u32 = rarities.iter().map(of_word).sum();
            if of_words == 0 { 0 } else { of_words + closeness(document) }
        };
        let scores: Vec<u32> = all.iter().zip(&documents).map(score).collect();
        let best = scores.iter().copied().filter(|&score| score > 0).max();
        let first = results.hits.first().map(|hit| scores[hit.id[1..].parse::<usize>().unwrap()]);
        prop_assert_eq!(first, best);
        let order: Vec<u32> = results.hits.iter().map(|hit| scores[hit.id[1..].parse::<usize>().unwrap()]).collect();
        prop_assert!(order.is_sorted_by(|a, b| a >= b), "{:?}", order);
    }

    #[test]
    fn a_word_that_is_being_typed_finds_what_it_and_its_beginning_find(documents in documents(), query in prop::collection::vec(clause(), 0..3), word in "(det|cam?|r|re|lab|uy|the|educ)") {
        let corpus = Corpus::of(&documents);
        let ids = |query: String, is_typing| -> BTreeSet<String> {
            let request = SearchRequest { query, is_typing, limit: 100, copies: Copies::Shown, ..SearchRequest::default() };
            corpus.search(request).hits.into_iter().map(|hit| hit.id).collect()
        };
        prop_assume!(word.len() > 1 || query.is_empty());
        let before = query_text(&query);
        let typed = ids(format!("{before} {word}"), true);
        // A word that says nothing beside others is not searched while it is typed either.
        prop_assume!(word != "the" || query.is_empty());
        prop_assert_eq!(typed, ids(format!("{before} ({word} OR {word}*)"), false));
    }

    #[test]
    fn every_hit_counted_is_marked_where_it_stands(documents in documents(), query in prop::collection::vec(clause(), 1..3)) {
        let corpus = Corpus::of(&documents);
        let query = query_text(&query);
        let results = corpus.search(SearchRequest { query, limit: 100, excerpts: 3, ..SearchRequest::default() });
        for hit in &results.hits {
            let document = &documents[hit.id[1..].parse::<usize>().unwrap()];
            for excerpt in &hit.excerpts {
                let text: String = excerpt.segments.iter().map(|segment| segment.text.as_str()).collect();
                prop_assert!(document.blocks[excerpt.block as usize].text.contains(&text));
                prop_assert!(excerpt.segments.iter().filter_map(|s| s.hit).all(|number| number < hit.hit_count));
            }
            let marked = hit.excerpts.iter().any(|excerpt| excerpt.segments.iter().any(|s| s.hit.is_some()));
            prop_assert_eq!(marked, hit.hit_count > 0);
        }
    }

    #[test]
    fn near_with_variants_finds_what_it_finds_for_each_of_them(documents in documents(), distance in 1..6u32, is_taken_back: bool) {
        let words = ["camp", "detention", "labour"].map(String::from).to_vec();
        let groups = vec![VariantGroup { kind: VariantKind::Spelling, words: words.clone(), note: String::new() }];
        let corpus = Corpus::with_thesaurus(&documents, Thesaurus { groups });
        let found = |corpus: &Corpus, word: &str, without: &[String]| -> BTreeSet<String> {
            let variants = VariantChoice { without: without.to_vec(), ..VariantChoice::default() };
            let query = format!("{word} NEAR/{distance} report");
            let results = corpus.search(SearchRequest { query, limit: 100, variants, copies: Copies::Shown, ..SearchRequest::default() });
            results.hits.into_iter().map(|hit| hit.id).collect()
        };
        let (without, with) = words.split_at(if is_taken_back { 1 } else { 0 });
        let plain = Corpus::of(&documents);
        let expected: BTreeSet<String> = with.iter().flat_map(|word| found(&plain, word, &[])).collect();
        prop_assert_eq!(found(&corpus, "labour", without), expected);
    }

    #[test]
    fn filters_and_facets_agree(documents in documents(), chosen in prop::sample::select(PUBLISHERS), exclude: bool) {
        let corpus = Corpus::of(&documents);
        let filter = Filter { field: "publisher".into(), value: chosen.into(), exclude };
        let request = SearchRequest { filters: vec![filter], sort: Sort::Oldest, ..SearchRequest::default() };
        let results = corpus.search(request);
        let has = |document: &&Document| (document.metadata.values["publisher"][0] == chosen) != exclude;
        prop_assert_eq!(results.total as usize, documents.iter().filter(has).count());
        // The counts of the filtered field itself are those without its filters.
        let facet = results.facets.iter().find(|facet| facet.field == "publisher").unwrap();
        prop_assert_eq!(facet.values.iter().map(|value| value.count).sum::<u32>() as usize, documents.len());
    }
}
