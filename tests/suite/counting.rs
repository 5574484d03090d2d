//! Counts against a counter that looks at every word of every document: same lines, same numbers, same order.

use std::collections::{BTreeMap, BTreeSet};

use karez::corpus::{Block, BlockKind, Date, Document, Mark, Metadata};
use karez::engine::protocol::*;
use karez::engine::recipe;
use karez::engine::{Engine, Loaded, Outcome};
use karez::index::{BLOCK_GAP, FileId, Index, format::ROOT_FILE, stories::Member};
use karez::text::{Analyzer, Folding, for_each_token};
use proptest::prelude::*;

use crate::{asking::Corpus, harness::Workspace};

/// Few words, so that they meet often: forms of one term, hyphens, an acronym, Han, Arabic script, accents.
const WORDS: &[&str] = &[
    "camp",
    "camps",
    "detention",
    "detentions",
    "re-education",
    "reeducation",
    "education",
    "labour",
    "the",
    "维吾尔",
    "维吾",
    "新疆维吾尔",
    "U.N.",
    "48-page",
    "page",
    "Ürümqi",
    "Urumqi",
    "1,588",
    "report",
    "ئۇيغۇر",
];
/// Words of one part in plain letters, as NEAR takes them.
const PLAIN: &[&str] = &["camp", "camps", "detention", "education", "labour", "page", "report"];
const PREFIXES: &[&str] = &["c", "camp", "re", "reed", "det", "48", "维", "维吾", "ئۇ"];
const PATTERNS: &[&str] = &["c*", "camp*", "re*", "reed*", "det*", "48*", "维*", "维吾*", "ئۇ*"];
const PUBLISHERS: &[&str] = &["Associated Press", "Reuters"];
const DATES: &[&str] =
    &["2021", "2022-08-31", "2022-08-31/2022-09-02", "2022-09", "2023-01-05", "2022-12/2023-01", "../2020"];

#[derive(Debug, Clone)]
enum Asked {
    Word(&'static str),
    /// Plain words side by side.
    Run(Vec<&'static str>),
    Phrase(Vec<&'static str>),
    Prefix(&'static str),
    Near(&'static str, &'static str, u32),
    Or(&'static str, &'static str),
    Title(&'static str),
    Date(&'static str),
}

fn text_of(query: &[(&'static str, Asked)]) -> String {
    let clause = |(sign, asked): &(&str, Asked)| {
        let text = match asked {
            Asked::Word(word) => word.to_string(),
            Asked::Run(words) => words.join(" "),
            Asked::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Asked::Prefix(letters) => format!("{letters}*"),
            Asked::Near(a, b, distance) => format!("({a} NEAR/{distance} {b})"),
            Asked::Or(a, b) => format!("({a} OR {b})"),
            Asked::Title(word) => format!("title:{word}"),
            Asked::Date(range) => format!("date:{range}"),
        };
        format!("{sign}{text}")
    };
    query.iter().map(clause).collect::<Vec<_>>().join(" ")
}

type Query = [(&'static str, Asked)];

/// What is looked for of a query.
#[derive(Debug, Clone)]
enum Sought {
    Asked(Asked),
    /// Words typed side by side; those that begin with the letters before a `*` count as the last.
    Run(Vec<&'static str>),
}

/// The runs of a query, and everything else that has mentions.
fn sought(query: &Query) -> Vec<Sought> {
    let is_filter = |asked: &Asked| matches!(asked, Asked::Date(_));
    let is_stop = |sign: &str, asked: &Asked| match asked {
        Asked::Word(word) => sign.is_empty() && *word == "the",
        Asked::Run(words) => words.iter().all(|word| *word == "the"),
        _ => false,
    };
    let is_content = |(sign, asked): &(&str, Asked)| *sign != "-" && !is_filter(asked) && !is_stop(sign, asked);
    let leaves_out_stop_words = query.iter().any(is_content);
    let (mut found, mut run) = (Vec::new(), Vec::new());
    let close = |run: &mut Vec<&'static str>, found: &mut Vec<Sought>| {
        let mut words = std::mem::take(run);
        if leaves_out_stop_words {
            let is_word = |word: &&str| *word != "the";
            let first = words.iter().position(is_word).unwrap_or(words.len());
            words.drain(..first);
            words.truncate(words.iter().rposition(is_word).map_or(0, |last| last + 1));
        }
        found.extend((!words.is_empty()).then_some(Sought::Run(words)));
    };
    for (sign, asked) in query {
        match asked {
            _ if *sign == "-" => close(&mut run, &mut found),
            Asked::Word(word) if sign.is_empty() => run.push(*word),
            Asked::Run(words) => run.extend(words),
            Asked::Prefix(letters) if sign.is_empty() && !run.is_empty() => {
                run.push(*PATTERNS.iter().find(|pattern| pattern.strip_suffix('*') == Some(letters)).unwrap());
                close(&mut run, &mut found);
            }
            asked => {
                close(&mut run, &mut found);
                found.push(Sought::Asked(asked.clone()));
            }
        }
    }
    close(&mut run, &mut found);
    found
}

// ------------------------------------------------------------------------------------------------------- brute force

#[derive(Debug, Clone)]
struct Token {
    form: String,
    term: String,
    position: u32,
    start: usize,
    end: usize,
    is_extra: bool,
    block: usize,
}

/// Words that a mention covers, by their numbers in the text.
type Run = std::ops::Range<usize>;

struct Read<'a> {
    document: &'a Document,
    /// Numbers of the shown blocks, their text and language.
    blocks: Vec<(&'a str, &'a str)>,
    tokens: Vec<Token>,
    words: Vec<Token>,
}

struct Brute<'a> {
    folding: Folding,
    analyzers: BTreeSet<Analyzer>,
    /// In the order of the index.
    read: Vec<Read<'a>>,
}

fn tokens(text: &str, language: &str, folding: &Folding) -> (Vec<Token>, u32) {
    let mut found = Vec::new();
    let positions = for_each_token(text, folding, |token| {
        found.push(Token {
            form: token.form.into(),
            term: Analyzer::of(language).term(token.form),
            position: token.position,
            start: token.start as usize,
            end: token.end as usize,
            is_extra: token.is_extra,
            block: 0,
        });
    });
    (found, positions)
}

impl<'a> Brute<'a> {
    fn new(documents: &'a [Document]) -> Brute<'a> {
        let texts = documents.iter().flat_map(|document| document.blocks.iter().map(|block| block.text.as_str()));
        let folding = Folding::of(&texts.chain(WORDS.iter().copied()).flat_map(str::chars).collect());
        let mut analyzers = BTreeSet::new();
        let mut read: Vec<Read> = documents
            .iter()
            .map(|document| {
                let metadata = &document.metadata;
                let shown = document.blocks.iter().filter(|block| !block.is_furniture());
                let blocks: Vec<(&str, &str)> =
                    shown.map(|block| (block.text.as_str(), block.language_in(metadata))).collect();
                analyzers.insert(Analyzer::of(&metadata.language));
                let mut all = Vec::new();
                let mut first = 0;
                for (number, (text, language)) in blocks.iter().enumerate() {
                    analyzers.insert(Analyzer::of(language));
                    let (found, positions) = tokens(text, language, &folding);
                    all.extend(found.into_iter().map(|token| Token {
                        position: first + token.position,
                        block: number,
                        ..token
                    }));
                    first += positions + BLOCK_GAP;
                }
                let words = all.iter().filter(|token| !token.is_extra).cloned().collect();
                Read { document, blocks, tokens: all, words }
            })
            .collect();
        let days = |read: &Read| read.document.metadata.date.as_ref().map(|date| (date.first, date.last));
        let named = |read: &Read| (read.document.metadata.source.path.clone(), read.document.metadata.id.clone());
        read.sort_by_key(|read| (days(read).is_none(), days(read), named(read)));
        Brute { folding, analyzers, read }
    }

    /// The folded form of a word.
    fn form(&self, written: &str) -> String {
        tokens(written, "en", &self.folding).0.swap_remove(0).form
    }

    /// Whether the texts that were read write a word so at least as often as in any other way, inside sentences if
    /// it stands there at all.
    fn is_usual(&self, written: &str, is_read: &dyn Fn(&str) -> bool) -> bool {
        let mut counts: BTreeMap<String, (u32, u32)> = BTreeMap::new();
        let form = self.form(written);
        for read in self.read.iter().filter(|read| is_read(read.id())) {
            for word in read.words.iter().filter(|word| word.form == form) {
                let (text, _) = read.blocks[word.block];
                let block = read.document.blocks.iter().filter(|block| !block.is_furniture()).nth(word.block).unwrap();
                let before = text[..word.start].trim_end();
                let is_inside = !matches!(block.kind, BlockKind::Heading(_))
                    && before.ends_with(|c: char| c.is_alphanumeric() || ",;-'’".contains(c));
                let count = counts.entry(text[word.start..word.end].replace(['\u{ad}', '\u{2019}'], "")).or_default();
                *count = (count.0 + u32::from(is_inside), count.1 + 1);
            }
        }
        let most = counts.values().max().copied();
        counts.get(&written.replace('\'', "")).copied() == most
    }

    fn is_han(form: &str) -> bool {
        form.starts_with(['维', '吾', '尔', '新', '疆'])
    }

    /// Where each of these words follows the other: first word, how many positions, how many words it covers.
    fn row(&self, read: &Read, wanted: &[String], same: &dyn Fn(&Token, &str) -> bool) -> Vec<(u32, u32, u32)> {
        let starts: BTreeSet<u32> = read.words.iter().map(|word| word.position).collect();
        let stands = |position: u32, word: &str| {
            read.tokens
                .iter()
                .any(|t| t.position == position && !(t.is_extra && Self::is_han(&t.form)) && same(t, word))
        };
        let is_row = |start: &u32| (*start..).zip(wanted).all(|(position, word)| stands(position, word));
        // The last of them may be a hyphenated word as a whole.
        let covered = |position: u32, word: &str| {
            let tokens =
                read.tokens.iter().filter(|t| t.position == position && !Self::is_han(&t.form) && same(t, word));
            tokens.map(|token| self.covered(read, token)).max().unwrap_or(1)
        };
        let rows = starts.into_iter().filter(|start| !wanted.is_empty() && is_row(start));
        let width = wanted.len() as u32;
        rows.map(|start| (start, width, width - 1 + covered(start + width - 1, &wanted[wanted.len() - 1]))).collect()
    }

    fn terms(&self, form: &str) -> Vec<String> {
        self.analyzers.iter().map(|analyzer| analyzer.term(form)).collect()
    }

    fn word(&self, read: &Read, word: &str) -> Vec<(u32, u32, u32)> {
        let (asked, _) = tokens(word, "", &self.folding);
        let parts: Vec<String> = asked.iter().filter(|token| !token.is_extra).map(|token| token.form.clone()).collect();
        let same = |token: &Token, form: &str| self.terms(form).contains(&token.term);
        let mut found = self.row(read, &parts, &same);
        let whole = asked.iter().find(|token| token.is_extra && !Self::is_han(&token.form));
        let single = (parts.len() == 1).then(|| parts[0].clone());
        for whole in whole.map(|token| token.form.clone()).into_iter().chain(single) {
            for token in read.tokens.iter().filter(|token| !Self::is_han(&token.form) && same(token, &whole)) {
                found.push((token.position, 1, self.covered(read, token)));
            }
        }
        found
    }

    /// Words inside the bytes of a token.
    fn covered(&self, read: &Read, token: &Token) -> u32 {
        let inside = |word: &&Token| word.block == token.block && word.start >= token.start && word.end <= token.end;
        read.words.iter().filter(inside).count() as u32
    }

    fn places(&self, read: &Read, asked: &Asked) -> Vec<(u32, u32, u32)> {
        match asked {
            Asked::Word(word) => self.word(read, word),
            Asked::Run(words) => words.iter().flat_map(|word| self.single(read, word)).collect(),
            Asked::Or(a, b) => [self.word(read, a), self.word(read, b)].concat(),
            Asked::Phrase(words) => {
                let forms = words.iter().flat_map(|word| tokens(word, "", &self.folding).0);
                let forms: Vec<String> = forms.filter(|token| !token.is_extra).map(|token| token.form).collect();
                self.row(read, &forms, &|token, form| token.form == form)
            }
            Asked::Prefix(letters) if Self::is_han(letters) => {
                let characters: Vec<String> = letters.chars().map(String::from).collect();
                self.row(read, &characters, &|token, form| token.form == form)
            }
            Asked::Prefix(letters) => {
                let fits = read.tokens.iter().filter(|token| token.form.starts_with(letters));
                fits.map(|token| (token.position, 1, self.covered(read, token))).collect()
            }
            Asked::Near(a, b, distance) => {
                let mut found = Vec::new();
                for (one, ..) in self.word(read, a) {
                    for (other, ..) in self.word(read, b) {
                        if (1..=*distance).contains(&one.abs_diff(other)) {
                            let width = one.abs_diff(other) + 1;
                            found.push((one.min(other), width, width));
                        }
                    }
                }
                found
            }
            Asked::Title(_) | Asked::Date(_) => Vec::new(),
        }
    }

    /// A word of a run by itself.
    fn single(&self, read: &Read, word: &'static str) -> Vec<(u32, u32, u32)> {
        match word.strip_suffix('*') {
            Some(letters) => self.places(read, &Asked::Prefix(letters)),
            None => self.word(read, word),
        }
    }

    /// Every row of words that a run stands for, the last perhaps with a `*`.
    fn rows(&self, words: &[&'static str]) -> Vec<Vec<String>> {
        let parts = |word: &str| -> Vec<String> {
            let star = if word.ends_with('*') { "*" } else { "" };
            let (asked, _) = tokens(word, "", &self.folding);
            let mut parts: Vec<String> = asked.into_iter().filter(|t| !t.is_extra).map(|t| t.form).collect();
            if let Some(last) = parts.last_mut().filter(|last| !Self::is_han(last)) {
                last.push_str(star);
            }
            parts
        };
        let whole = |word: &str| {
            let extra = tokens(word, "", &self.folding).0.into_iter().find(|t| t.is_extra && !Self::is_han(&t.form));
            extra.map(|token| vec![token.form])
        };
        let is_joinable =
            |word: &str| *word != *"the" && parts(word).len() == 1 && !word.ends_with('*') && !Self::is_han(word);
        let mut rows: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
        let mut complete = Vec::new();
        while let Some((at, row)) = rows.pop() {
            let Some(word) = words.get(at) else {
                complete.push(row);
                continue;
            };
            for next in [Some(parts(word)), whole(word)].into_iter().flatten() {
                rows.push((at + 1, [row.clone(), next].concat()));
            }
            if let Some(second) =
                words.get(at + 1).filter(|second| words.len() <= 4 && is_joinable(word) && is_joinable(second))
            {
                rows.push((at + 2, [row, vec![parts(word).remove(0) + &parts(second)[0]]].concat()));
            }
        }
        complete
    }

    fn phrase(&self, read: &Read, words: &[&'static str]) -> Vec<(u32, u32, u32)> {
        let same = |token: &Token, form: &str| match form.strip_suffix('*') {
            Some(letters) => token.form.starts_with(letters),
            None => self.terms(form).contains(&token.term),
        };
        self.rows(words).iter().flat_map(|row| self.row(read, row, &same)).collect()
    }

    /// Two words as `NEAR` has them; of more the smallest stretches with all of them and no gap over ten words.
    fn near(&self, read: &Read, words: &[&'static str]) -> Vec<(u32, u32, u32)> {
        let words: Vec<&str> =
            words.iter().copied().filter(|word| *word != "the" || words.iter().all(|w| *w == "the")).collect();
        if let [a, b] = words[..] {
            return self.places(read, &Asked::Near(a, b, 10));
        }
        let sides: Vec<BTreeSet<u32>> =
            words.iter().map(|word| self.word(read, word).iter().map(|place| place.0).collect()).collect();
        let all: Vec<u32> = sides.iter().flatten().copied().collect::<BTreeSet<u32>>().into_iter().collect();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (first, &start) in all.iter().enumerate() {
            for (last, &end) in all.iter().enumerate().skip(first) {
                let has_all = sides.iter().all(|side| side.range(start..=end).next().is_some());
                if has_all && all[first..=last].windows(2).all(|pair| pair[1] - pair[0] <= 10) {
                    found.push((start, end));
                }
            }
        }
        let is_smallest =
            |&(start, end): &(u32, u32)| !found.iter().any(|&(s, e)| (s, e) != (start, end) && s >= start && e <= end);
        found
            .iter()
            .copied()
            .filter(is_smallest)
            .map(|(start, end)| (start, end - start + 1, end - start + 1))
            .collect()
    }

    /// What is a mention of each part of a query: words together only if any of these documents has them so.
    fn counted(&self, query: &Query, words: Words, ids: &BTreeSet<String>) -> Vec<(Sought, Words)> {
        let mode = |sought: &Sought| match (sought, words) {
            (Sought::Run(run), Words::Together) if run.len() > 1 => {
                let mut found = self.read.iter().filter(|read| ids.contains(read.id()));
                if found.any(|read| !self.phrase(read, run).is_empty()) { Words::Together } else { Words::Either }
            }
            (Sought::Run(run), words) if run.len() > 1 => words,
            _ => Words::Either,
        };
        sought(query).into_iter().map(|sought| (sought.clone(), mode(&sought))).collect()
    }

    /// The mentions of a query in a text: from the left, the widest first.
    fn mentions(&self, read: &Read, counted: &[(Sought, Words)]) -> Vec<Run> {
        let mut places: Vec<(u32, u32, u32)> = Vec::new();
        for part in counted {
            places.extend(match part {
                (Sought::Asked(asked), _) => self.places(read, asked),
                (Sought::Run(words), Words::Together) => self.phrase(read, words),
                (Sought::Run(words), Words::Near) => [self.phrase(read, words), self.near(read, words)].concat(),
                (Sought::Run(words), Words::Either) => {
                    let is_left_out = |word: &str| word == "the" && words.iter().any(|word| *word != "the");
                    let words = words.iter().copied().filter(|word| !is_left_out(word));
                    self.places(read, &Asked::Run(words.collect()))
                }
            });
        }
        places.sort_by_key(|&(start, width, _)| (start, std::cmp::Reverse(width)));
        let (mut runs, mut end) = (Vec::new(), 0);
        for &(start, width, _) in &places {
            if start >= end {
                end = start + width;
                let same_start = places.iter().filter(|(other, ..)| *other == start);
                let covered = same_start.map(|(_, width, covered)| *width.max(covered)).max().unwrap();
                let from = read.words.iter().position(|word| word.position == start).unwrap();
                let to = read.words.iter().filter(|word| word.position < start + covered).count();
                runs.push(from..to);
            }
        }
        runs
    }
}

impl Read<'_> {
    fn id(&self) -> &str {
        &self.document.metadata.id
    }

    fn is_beside(&self, place: usize, of: usize) -> bool {
        self.words.get(place).is_some_and(|word| word.block == self.words[of].block)
    }

    fn before(&self, run: &Run, count: usize) -> Vec<usize> {
        (0..run.start).rev().take(count).take_while(|&at| self.is_beside(at, run.start)).collect()
    }

    fn behind(&self, run: &Run, count: usize) -> Vec<usize> {
        (run.end..self.words.len()).take(count).take_while(|&at| self.is_beside(at, run.end - 1)).collect()
    }

    fn forms(&self, places: &[usize]) -> Vec<String> {
        places.iter().map(|&at| self.words[at].form.clone()).collect()
    }
}

// -------------------------------------------------------------------------------------------------------- generating

fn text() -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec![" ", " ", " ", ", ", ". “", "\n"]);
    prop::collection::vec((prop::sample::select(WORDS), joint), 1..14)
        .prop_map(|words| words.into_iter().flat_map(|(word, joint)| [word, joint]).collect())
}

fn block() -> impl Strategy<Value = Block> {
    let kind = prop_oneof![Just(BlockKind::Paragraph), Just(BlockKind::Heading(2))];
    (text(), kind, prop::sample::select(vec!["", "", "", "zh", "ug", "en"]), 0..8u32).prop_map(
        |(text, kind, language, furniture)| {
            let block = Block { language: language.into(), ..Block::new(kind, text) };
            if furniture == 0 { block.marked(Mark::Furniture) } else { block }
        },
    )
}

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let values = (prop::option::of(prop::sample::select(PUBLISHERS)), prop::option::of(prop::sample::select(DATES)));
    let language = prop::sample::select(vec!["en", "en", "ug", "und"]);
    let document = (text(), prop::collection::vec(block(), 0..4), values, language);
    prop::collection::vec(document, 1..20).prop_map(|documents| {
        let documents = documents.into_iter().enumerate();
        documents
            .map(|(number, (title, blocks, (publisher, date), language))| Document {
                metadata: Metadata {
                    id: format!("d{number:02}"),
                    title,
                    // Which words are stop words depends on the languages of a corpus: here English is one of them.
                    language: if number == 0 { "en" } else { language }.into(),
                    date: date.map(|date| Date::parse(date).unwrap()),
                    values: publisher.map(|name| ("publisher".into(), vec![name.into()])).into_iter().collect(),
                    ..Metadata::default()
                },
                blocks,
                ..Document::default()
            })
            .collect()
    })
}

fn query() -> impl Strategy<Value = Vec<(&'static str, Asked)>> {
    // A stop word alone means itself, beside others nothing.
    let word = || prop::sample::select(WORDS.iter().copied().filter(|word| *word != "the").collect::<Vec<_>>());
    let plain = || prop::sample::select(PLAIN);
    let asked = prop_oneof![
        6 => word().prop_map(Asked::Word),
        4 => prop::collection::vec(prop::sample::select(WORDS), 2..4).prop_map(Asked::Run),
        3 => prop::collection::vec(prop::sample::select(WORDS), 1..3).prop_map(Asked::Phrase),
        3 => prop::sample::select(PREFIXES).prop_map(Asked::Prefix),
        2 => (plain(), plain(), 1..14u32).prop_map(|(a, b, distance)| Asked::Near(a, b, distance)),
        2 => (word(), word()).prop_map(|(a, b)| Asked::Or(a, b)),
        1 => word().prop_map(Asked::Title),
        1 => prop::sample::select(vec!["2022", "2022-09..", "<2022"]).prop_map(Asked::Date),
    ];
    let clause = (prop::sample::select(vec!["", "", "", "+", "-"]), asked).prop_map(|(sign, asked)| {
        let sign = if matches!(asked, Asked::Run(_)) { "" } else { sign };
        (sign, asked)
    });
    // Eight words may be taken for a pasted passage.
    prop::collection::vec(clause, 1..4).prop_filter("a passage", |query| text_of(query).split(' ').count() < 8)
}

/// A query with what is counted of it. Words that count near one another have one part and plain letters.
fn counted_query() -> impl Strategy<Value = (Vec<(&'static str, Asked)>, Words)> {
    let near = prop::collection::vec(prop::sample::select([PLAIN, &["the"]].concat()), 2..5);
    prop_oneof![
        4 => query().prop_map(|query| (query, Words::Together)),
        1 => query().prop_map(|query| (query, Words::Either)),
        2 => near.prop_map(|words| (vec![("", Asked::Run(words))], Words::Near)),
    ]
}

fn selection(query: &[(&'static str, Asked)], filter: Option<(&str, bool)>, dates: &str) -> Selection {
    let filter = filter.map(|(name, exclude)| Filter { field: "publisher".into(), value: name.into(), exclude });
    Selection {
        query: text_of(query),
        filters: filter.into_iter().collect(),
        dates: dates.into(),
        ..Selection::default()
    }
}

fn filters() -> impl Strategy<Value = (Option<(&'static str, bool)>, &'static str)> {
    let filter = prop::option::of((prop::sample::select(PUBLISHERS), any::<bool>()));
    (filter, prop::sample::select(vec!["", "", "2022.."]))
}

// ------------------------------------------------------------------------------------------------------------ asking

/// The ids of the documents that a selection has, as a search finds them.
fn selected(corpus: &Corpus, selection: &Selection) -> BTreeSet<String> {
    let Selection { query, filters, dates, variants, .. } = selection.clone();
    let copies = Copies::Shown;
    let request = SearchRequest { query, filters, dates, variants, copies, limit: 1000, ..SearchRequest::default() };
    corpus.search(request).hits.into_iter().map(|hit| hit.id).collect()
}

/// The whole answer, and in how many steps. Its recipe gives the same answer.
fn count(corpus: &Corpus, request: &ExamineRequest) -> (Response, usize) {
    let mut loaded = Loaded::default();
    for steps in 1..1000 {
        let response = loop {
            match corpus.engine.examine(request, &loaded) {
                Outcome::Ready(response) => break response,
                Outcome::Missing(files) => {
                    assert!(!files.is_empty());
                    files.into_iter().for_each(|id| loaded.insert(id, corpus.index.files[&id].clone()).unwrap());
                }
            }
        };
        if !response.is_partial() {
            let line = recipe::print(request, &corpus.index.edition);
            assert_eq!(recipe::parse(&line), Ok((request.clone(), corpus.index.edition.clone())));
            return (response, steps);
        }
    }
    panic!("it never ends");
}

macro_rules! ask {
    ($corpus:expr, $kind:ident, $request:expr) => {
        match count($corpus, &ExamineRequest::$kind($request)).0 {
            Response::$kind(answer) => *answer,
            other => panic!("{other:?}"),
        }
    };
}

fn is_near(hundredths: i64, value: f64) -> bool {
    (hundredths as f64 - value * 100.0).abs() < 1.01
}

/// A line as both sides tell it: document, block, bytes of the mention, left, right, lines that read the same.
type Told = (String, u32, u32, u32, String, String, u32);

fn sorts() -> impl Strategy<Value = LineSort> {
    use LineSort::*;
    let sorts = [Oldest, Newest, Field("publisher".into()), Left1, Left2, Right1, Right2, Node, Frequency];
    prop::sample::select(sorts.to_vec())
}

fn check_concordance(
    corpus: &Corpus,
    brute: &Brute,
    query: &Query,
    request: ConcordanceRequest,
) -> Result<(), TestCaseError> {
    let ConcordanceRequest { selection, document: only, sort, is_grouped, context, offset, limit } = request.clone();
    let all = selected(corpus, &selection);
    let counted = brute.counted(query, selection.words, &all);
    let ids: BTreeSet<String> = all.into_iter().filter(|id| only.as_ref().is_none_or(|only| only == id)).collect();

    // Every line with its document's place, what it is sorted by, and what it is grouped by.
    let mut lines = Vec::new();
    let (mut words, mut mentions) = (0, 0);
    for (number, read) in brute.read.iter().enumerate().filter(|(_, read)| ids.contains(read.id())) {
        words += read.words.len() as u64;
        for run in brute.mentions(read, &counted) {
            mentions += 1;
            let (left, right) = (read.before(&run, 9), read.behind(&run, 9));
            let node = read.forms(&run.clone().collect::<Vec<_>>());
            let word =
                |side: &[usize], nth: usize| side.get(nth).map_or(String::new(), |&at| read.words[at].form.clone());
            let key = match &sort {
                LineSort::Left1 => [word(&left, 0), word(&left, 1)],
                LineSort::Left2 => [word(&left, 1), word(&left, 2)],
                LineSort::Right1 => [word(&right, 0), word(&right, 1)],
                LineSort::Right2 => [word(&right, 1), word(&right, 2)],
                LineSort::Node => [node.join(" "), word(&right, 0)],
                _ => Default::default(),
            };
            let beside = context as usize;
            let group = (read.forms(&read.before(&run, beside)), node, read.forms(&read.behind(&run, beside)));
            // What is shown: as written, inside the block in which the mention begins.
            let (block, text) = (read.words[run.start].block, read.blocks[read.words[run.start].block].0);
            let last = run.clone().rfind(|&at| read.words[at].block == block).unwrap();
            let shown = run.start..last + 1;
            let (left, right) = (read.before(&shown, beside + 1), read.behind(&shown, beside + 1));
            let (start, end) = (read.words[run.start].start, read.words[last].end);
            let from =
                if left.len() <= beside { 0 } else { left[..beside].last().map_or(start, |&at| read.words[at].start) };
            let to = if right.len() <= beside {
                text.len()
            } else {
                right[..beside].last().map_or(end, |&at| read.words[at].end)
            };
            let told = (
                read.id().to_string(),
                block as u32,
                start as u32,
                end as u32,
                text[from..start].to_string(),
                text[end..to].to_string(),
            );
            lines.push((number, key, group, told));
        }
    }
    let all = lines.clone();
    if is_grouped {
        let mut seen = BTreeSet::new();
        lines.retain(|(.., group, _)| seen.insert(group.clone()));
    }
    let alike = |group: &(Vec<String>, Vec<String>, Vec<String>)| {
        all.iter().filter(|(_, _, other, _)| other == group).count() as u32
    };
    let dated = brute.read.iter().filter(|read| read.document.metadata.date.is_some()).count();
    lines.sort_by_key(|(number, key, group, _)| {
        let publisher = brute.read[*number].document.metadata.values.get("publisher").map(|names| names[0].clone());
        let rank = match &sort {
            LineSort::Newest => (String::new(), if *number < dated { dated - number } else { dated + number }),
            LineSort::Field(_) => (publisher.unwrap_or("~".into()), 0),
            LineSort::Frequency if is_grouped => (String::new(), 10_000 - alike(group) as usize),
            _ => Default::default(),
        };
        (rank, key.clone())
    });
    let total = lines.len() as u32;
    let expected: Vec<Told> = lines
        .into_iter()
        .skip(offset as usize)
        .take(limit as usize)
        .map(|(_, _, group, (id, block, start, end, left, right))| {
            (id, block, start, end, left, right, if is_grouped { alike(&group) } else { 1 })
        })
        .collect();

    let found = ask!(corpus, Concordance, request);
    let told = |line: &Line| {
        (line.document.clone(), line.block, line.start, line.end, line.left.clone(), line.right.clone(), line.count)
    };
    prop_assert_eq!(
        (found.counted.documents as usize, found.counted.words, found.counted.mentions),
        (ids.len(), words, mentions),
        "{}",
        selection.query
    );
    prop_assert_eq!(found.total, total);
    prop_assert_eq!(found.lines.iter().map(told).collect::<Vec<_>>(), expected, "{}", selection.query);
    for line in &found.lines {
        let read = brute.read.iter().find(|read| read.id() == line.document).unwrap();
        let (text, language) = read.blocks[line.block as usize];
        let whole = format!("{}{}{}", line.left, line.node, line.right);
        prop_assert!(text.contains(&whole));
        prop_assert_eq!(
            (line.is_cut_before, line.is_cut_after),
            (line.start as usize > line.left.len(), (line.end as usize + line.right.len()) < text.len())
        );
        prop_assert_eq!(&line.language, language);
        prop_assert_eq!(&line.title, &read.document.metadata.title);
    }
    Ok(())
}

fn check_collocates(
    corpus: &Corpus,
    brute: &Brute,
    query: &Query,
    request: CollocatesRequest,
) -> Result<(), TestCaseError> {
    let CollocatesRequest { selection, window, min_count, .. } = request.clone();
    let ids = selected(corpus, &selection);
    let counted = brute.counted(query, selection.words, &ids);
    let is_filtered = !selection.filters.is_empty()
        || !selection.dates.is_empty()
        || query.iter().any(|(_, asked)| matches!(asked, Asked::Date(_)));
    let mut mentions = 0;
    let mut near: BTreeMap<&str, (u32, BTreeSet<&str>)> = BTreeMap::new();
    let mut texts_read = BTreeSet::new();
    let mut totals: BTreeMap<&str, u32> = BTreeMap::new();
    for read in &brute.read {
        if ids.contains(read.id()) || !is_filtered {
            read.words.iter().for_each(|word| *totals.entry(&word.form).or_default() += 1);
        }
        if ids.contains(read.id()) {
            let runs = brute.mentions(read, &counted);
            mentions += runs.len() as u32;
            if is_filtered || !runs.is_empty() {
                texts_read.insert(read.id());
            }
            let places: BTreeSet<usize> = runs
                .iter()
                .flat_map(|run| [read.before(run, window as usize), read.behind(run, window as usize)].concat())
                .collect();
            for place in places.into_iter().filter(|place| !runs.iter().any(|run| run.contains(place))) {
                let counts = near.entry(&read.words[place].form).or_default();
                counts.0 += 1;
                counts.1.insert(read.id());
            }
        }
    }
    near.retain(|_, (together, _)| *together >= min_count.max(3));
    let found = ask!(corpus, Collocates, request);
    prop_assert_eq!(found.totals_of, if is_filtered { Totals::Selection } else { Totals::Corpus });
    prop_assert_eq!((found.counted.mentions, found.total as usize), (mentions, near.len()));
    for row in &found.rows {
        let word = brute.form(&row.word);
        prop_assert!(brute.is_usual(&row.word, &|id| texts_read.contains(id)), "{}", row.word);
        let (together, documents) = &near[word.as_str()];
        prop_assert_eq!(
            (row.together, row.total, row.documents),
            (*together, totals[word.as_str()], documents.len() as u32),
            "{}",
            row.word
        );
        let score = 14.0 + (2.0 * f64::from(*together) / (f64::from(mentions) + f64::from(row.total))).log2();
        prop_assert!(is_near(row.log_dice.into(), score), "{} {score}", row.log_dice);
    }
    let word = |row: &Collocate| brute.form(&row.word);
    prop_assert!(found.rows.is_sorted_by(|a, b| (-a.log_dice, word(a)) < (-b.log_dice, word(b))));
    Ok(())
}

fn check_keyness(corpus: &Corpus, brute: &Brute, request: KeynessRequest) -> Result<(), TestCaseError> {
    let KeynessRequest { selection: one, against: other, min_likelihood, .. } = request.clone();
    let ones = selected(corpus, &one);
    let others = match &other {
        Some(other) => selected(corpus, other),
        None => brute.read.iter().map(|read| read.id().to_string()).filter(|id| !ones.contains(id)).collect(),
    };
    let mut counts: BTreeMap<&str, [u32; 2]> = BTreeMap::new();
    let mut words = [0u64; 2];
    for read in &brute.read {
        for (side, _) in [&ones, &others].into_iter().enumerate().filter(|(_, ids)| ids.contains(read.id())) {
            words[side] += read.words.len() as u64;
            read.words.iter().for_each(|word| counts.entry(&word.form).or_default()[side] += 1);
        }
    }
    let found = ask!(corpus, Keyness, request);
    prop_assert_eq!([found.counted.words, found.against_words], words);
    prop_assert_eq!([found.counted.documents, found.against_documents], [ones.len() as u32, others.len() as u32]);
    prop_assert_eq!(found.shared_documents as usize, ones.intersection(&others).count());
    counts.retain(|_, [a, b]| *a + *b >= 3 && !words.contains(&0));
    let share = |count: u32, side: usize| f64::from(count) / words[side] as f64;
    let mut likelihoods = BTreeMap::new();
    for (word, [a, b]) in &counts {
        let expected = |side: usize| words[side] as f64 * f64::from(a + b) / (words[0] + words[1]) as f64;
        let part = |count: u32, side: usize| {
            if count == 0 { 0.0 } else { f64::from(count) * (f64::from(count) / expected(side)).ln() }
        };
        likelihoods.insert(*word, 2.0 * (part(*a, 0) + part(*b, 1)));
    }
    for (rows, sign) in [(&found.rows, 1.0), (&found.against_rows, -1.0)] {
        for row in rows {
            let word = brute.form(&row.word);
            let [a, b] = counts[word.as_str()];
            prop_assert_eq!([row.count, row.against_count], [a, b]);
            prop_assert!((share(a, 0) - share(b, 1)) * sign > 0.0);
            let half = |count: u32| if count == 0 { 0.5 } else { f64::from(count) };
            let ratio = (half(a) / words[0] as f64 / (half(b) / words[1] as f64)).log2();
            prop_assert!(is_near(row.log_ratio.into(), ratio), "{} {ratio}", row.log_ratio);
            prop_assert!(is_near(row.log_likelihood as i64, likelihoods[word.as_str()]));
            prop_assert!(is_near(row.per_ten_thousand as i64, share(a, 0) * 10_000.0));
            prop_assert!(is_near(row.against_per_ten_thousand as i64, share(b, 1) * 10_000.0));
        }
        prop_assert!(rows.is_sorted_by_key(|row| (
            -(row.log_ratio as f64 * sign) as i64,
            std::cmp::Reverse(row.log_likelihood),
            brute.form(&row.word)
        )));
    }
    // Only those that are equally frequent, or may be by chance, are left out.
    let told: BTreeSet<String> =
        found.rows.iter().chain(&found.against_rows).map(|row| brute.form(&row.word)).collect();
    prop_assert_eq!((found.total + found.against_total) as usize, told.len());
    for (word, [a, b]) in counts.iter().filter(|(word, _)| !told.contains(**word)) {
        prop_assert!(
            u64::from(*a) * words[1] == u64::from(*b) * words[0]
                || likelihoods[word] * 100.0 < f64::from(min_likelihood) + 1.0,
            "{word}"
        );
    }
    Ok(())
}

/// By period (inner `None`: an approximate date, outer: no date): mentions, documents, stories.
type Points<'a> = BTreeMap<Option<Option<(i32, u32)>>, (u32, u32, BTreeSet<&'a str>)>;

/// Of documents with copies, the first document of each one's story.
fn stories(documents: &[Document]) -> BTreeMap<String, String> {
    let (ordered, copies, _) = karez::index::copies(documents);
    let id = |number: u32| ordered[number as usize].metadata.id.clone();
    let of_story =
        |members: &[Member]| members.iter().map(|member| (id(member.document), id(members[0].document))).collect();
    copies.stories.iter().flat_map::<Vec<_>, _>(of_story).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn a_concordance_has_every_mention_in_order(
        documents in documents(), (query, words) in counted_query(), (filter, dates) in filters(), sort in sorts(),
        (is_grouped, context, only) in (any::<bool>(), 0..4u32, prop::option::of(0..20usize)),
        (offset, limit) in (0..5u32, prop_oneof![1 => 0..6u32, 3 => Just(10_000)]),
    ) {
        let selection = Selection { words, ..selection(&query, filter, dates) };
        let document = only.map(|number| format!("d{number:02}"));
        let request = ConcordanceRequest { selection, document, sort, is_grouped, context, offset, limit };
        check_concordance(&Corpus::of(&documents), &Brute::new(&documents), &query, request)?;
    }

    #[test]
    fn collocates_are_what_counting_by_hand_gives(
        documents in documents(), (query, words) in counted_query(), (filter, dates) in filters(), window in 0..8u32, min_count in 0..6u32,
    ) {
        let selection = Selection { words, ..selection(&query, filter, dates) };
        let request = CollocatesRequest { selection, window, min_count, without_stop_words: false, limit: 1000 };
        check_collocates(&Corpus::of(&documents), &Brute::new(&documents), &query, request)?;
    }

    #[test]
    fn keyness_is_what_counting_by_hand_gives(
        documents in documents(), query in query(), (filter, dates) in filters(),
        against in prop::option::of((filters(), query())), min_likelihood in prop_oneof![Just(0u32), 0..600u32],
    ) {
        let against = against.map(|((filter, dates), query)| selection(&query, filter, dates));
        let selection = selection(&query, filter, dates);
        let request = KeynessRequest { selection, against, min_count: 0, min_likelihood, without_stop_words: false, limit: 1000 };
        check_keyness(&Corpus::of(&documents), &Brute::new(&documents), request)?;
    }

    #[test]
    fn trends_are_what_counting_by_hand_gives(
        documents in documents(), queries in prop::collection::vec(query(), 1..4), (filter, dates) in filters(), is_month: bool,
        is_either: bool,
    ) {
        let words = if is_either { Words::Either } else { Words::Together };
        let (corpus, brute) = (Corpus::of(&documents), Brute::new(&documents));
        let everything = selection(&[], filter, dates);
        let by = if is_month { Period::Month } else { Period::Year };
        let request = TrendsRequest {
            queries: queries.iter().map(|query| text_of(query)).collect(),
            filters: everything.filters.clone(), dates: everything.dates.clone(), words, by, ..TrendsRequest::default()
        };
        let trends = ask!(&corpus, Trends, request);
        let stories = stories(&documents);
        // Years and months are read off the text of the dates. A document counts where its date begins and ends.
        let period = |read: &Read| read.document.metadata.date.as_ref().map(|date| {
            let (start, end) = date.edtf.split_once('/').unwrap_or((&date.edtf, &date.edtf));
            let of = |text: &str| Some((text.get(..4)?.parse::<i32>().ok()?, if is_month { text.get(5..7)?.parse().ok()? } else { 0u32 }));
            of(start).filter(|period| of(end) == Some(*period))
        });
        type Place = Option<Option<(i32, u32)>>;
        let mut all: BTreeMap<Place, (u32, u64)> = BTreeMap::new();
        let ids = selected(&corpus, &everything);
        for read in brute.read.iter().filter(|read| ids.contains(read.id())) {
            let size = all.entry(period(read)).or_default();
            *size = (size.0 + 1, size.1 + read.words.len() as u64);
        }
        let inexact = all.remove(&Some(None)).unwrap_or_default();
        prop_assert_eq!((trends.inexact.documents, trends.inexact.words), inexact);
        let undated = all.remove(&None).unwrap_or_default();
        prop_assert_eq!((trends.undated.documents, trends.undated.words), undated);
        let sizes: Vec<_> = trends.periods.iter().map(|size| (Some(Some((size.year, size.month))), (size.documents, size.words))).collect();
        prop_assert_eq!(sizes, all.into_iter().collect::<Vec<_>>());
        for (series, query) in trends.series.iter().zip(&queries) {
            let ids = selected(&corpus, &selection(query, filter, dates));
            let counted = brute.counted(query, words, &ids);
            let mut points: Points<'_> = BTreeMap::new();
            for read in brute.read.iter().filter(|read| ids.contains(read.id())) {
                let point = points.entry(period(read)).or_default();
                point.0 += brute.mentions(read, &counted).len() as u32;
                point.1 += 1;
                point.2.insert(stories.get(read.id()).map_or(read.id(), String::as_str));
            }
            let told = |point: &Point| (point.mentions, point.documents, point.stories);
            let at = |period| points.get(&period).map_or((0, 0, Some(0)), |point| (point.0, point.1, Some(point.2.len() as u32)));
            prop_assert_eq!(told(&series.undated), at(None));
            prop_assert_eq!(told(&series.inexact), at(Some(None)));
            let distinct: BTreeSet<&str> = points.values().flat_map(|point| point.2.iter().copied()).collect();
            let sum = points.values().fold((0, 0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
            prop_assert_eq!(told(&series.total), (sum.0, sum.1, Some(distinct.len() as u32)));
            for (size, point) in trends.periods.iter().zip(&series.points) {
                let expected = at(Some(Some((size.year, size.month))));
                prop_assert_eq!(told(point), expected, "{}", series.query);
            }
        }
    }

    #[test]
    fn dispersion_is_what_counting_by_hand_gives(
        documents in documents(), (query, words) in counted_query(), (filter, dates) in filters(), asked in prop::collection::vec(0..22usize, 0..6),
    ) {
        let (corpus, brute) = (Corpus::of(&documents), Brute::new(&documents));
        let selection = selection(&query, filter, dates);
        let counted = brute.counted(&query, words, &selected(&corpus, &selection));
        let ids: Vec<String> = asked.iter().map(|number| format!("d{number:02}")).collect();
        let Selection { query, filters, dates, variants, .. } = selection;
        let request = DispersionRequest { query, filters, dates, variants, words, documents: ids.clone() };
        let found = ask!(&corpus, Dispersion, request);
        let expected: Vec<(String, u32, Vec<u32>)> = ids.iter().filter_map(|id| {
            let read = brute.read.iter().find(|read| read.id() == id)?;
            let starts = brute.mentions(read, &counted).into_iter().map(|run| run.start as u32).collect();
            Some((id.clone(), read.words.len() as u32, starts))
        }).collect();
        let told: Vec<_> = found.documents.into_iter().map(|document| (document.id, document.words, document.mentions)).collect();
        prop_assert_eq!(told, expected);
    }
}

// ------------------------------------------------------------------------------------------------------------- cases

/// Enough text for several steps.
fn many() -> Vec<Document> {
    let document = |number: usize| {
        let text = format!("The report of day {number} on the camps was read aloud, word by word. ").repeat(40);
        let mut document = crate::asking::document(&format!("d{number:03}"), Some("2022-08"), &[&text]);
        document.metadata.values.insert("publisher".into(), vec![PUBLISHERS[number % 2].into()]);
        document
    };
    (0..400).map(document).collect()
}

#[test]
fn many_texts_are_read_in_steps_that_others_may_come_between() {
    let corpus = Corpus::of(&many());
    let selection = Selection { query: "camps".into(), ..Selection::default() };
    let lines = ConcordanceRequest { selection: selection.clone(), sort: LineSort::Right1, ..Default::default() };
    let lines = ExamineRequest::Concordance(lines);
    let words = ExamineRequest::Collocates(CollocatesRequest { selection, ..Default::default() });
    let mut loaded = Loaded::default();
    let mut ask = |request: &ExamineRequest| loop {
        match corpus.engine.examine(request, &loaded) {
            Outcome::Ready(response) => return response,
            Outcome::Missing(files) => {
                assert!(files.len() < 100, "{} files at once", files.len());
                files.into_iter().for_each(|id| loaded.insert(id, corpus.index.files[&id].clone()).unwrap());
            }
        }
    };
    let (mut steps, mut read) = (0, 0);
    loop {
        let (one, other) = (ask(&lines), ask(&words));
        steps += 1;
        let counted = one.counted().unwrap();
        assert_eq!((counted.mentions, counted.documents, counted.to_read), (16_000, 400, 400));
        assert!(counted.read > read && counted.read == other.counted().unwrap().read);
        read = counted.read;
        let Response::Concordance(concordance) = &one else { panic!("{one:?}") };
        assert_eq!(concordance.lines.is_empty(), !counted.is_complete);
        if counted.is_complete {
            break;
        }
    }
    assert!(steps > 2 && read == 400, "{steps}");
    // Another page of the same lines reads nothing again.
    let ExamineRequest::Concordance(mut next) = lines else { unreachable!() };
    (next.offset, next.limit) = (15_990, 50);
    let Response::Concordance(page) = ask(&ExamineRequest::Concordance(next)) else { panic!("no lines") };
    assert_eq!((page.lines.len(), page.counted.is_complete), (10, true));
}

#[test]
fn a_pasted_sentence_counts_once_where_it_stands() {
    let sentence = "The report, published in 2022, said that crimes against humanity may have been committed there.";
    let documents = [
        crate::asking::document("a", Some("2022"), &["Before.", &format!("They wrote: “{sentence}” No more.")]),
        crate::asking::document("b", None, &["The report said nothing."]),
        // Found, but no mention: it is the title.
        Document {
            metadata: Metadata { id: "c".into(), title: sentence.into(), language: "en".into(), ..Metadata::default() },
            blocks: vec![Block::new(BlockKind::Paragraph, "The report, published in 2022, is about crimes.")],
            ..Document::default()
        },
    ];
    let corpus = Corpus::of(&documents);
    let selection = Selection { query: sentence.into(), ..Selection::default() };
    let found = ask!(
        &corpus,
        Concordance,
        ConcordanceRequest { selection: selection.clone(), context: 2, ..Default::default() }
    );
    assert_eq!((found.total, found.counted.documents, found.counted.mentions), (1, 2, 1));
    let line = &found.lines[0];
    assert_eq!((line.block, line.left.as_str(), line.right.as_str()), (1, "They wrote: “", ".” No more."));
    assert_eq!(line.node, sentence.trim_end_matches('.'));
    let trends = ask!(&corpus, Trends, TrendsRequest { queries: vec![selection.query], ..Default::default() });
    assert_eq!((trends.series[0].total.mentions, trends.periods[0].year), (1, 2022));
}

#[test]
fn of_many_terms_the_first_are_followed_and_the_answer_says_so() {
    let corpus = Corpus::of(&many()[..3]);
    let ask = |terms: usize| {
        let queries = (0..terms).map(|term| format!("camp{term}")).collect();
        ask!(&corpus, Trends, TrendsRequest { queries, ..Default::default() })
    };
    let remarked = |trends: &Trends| -> Vec<bool> {
        let is_said = |series: &Series| {
            let code = RemarkCode::TooManyTerms(CountedTerms { asked: 13, counted: 12 });
            series.remarks.iter().any(|remark| remark.code == code)
        };
        trends.series.iter().map(is_said).collect()
    };
    let (all, most) = (ask(12), ask(13));
    assert_eq!(remarked(&all), [false; 12]);
    assert_eq!(remarked(&most), [[false; 11].as_slice(), &[true]].concat());
    assert_eq!(most.recipe, all.recipe);
}

#[test]
fn what_is_not_there_is_said_and_stops_nothing() {
    let corpus = Corpus::of(&many()[..3]);
    let request = ConcordanceRequest { sort: LineSort::Field("colour".into()), ..Default::default() };
    let found = ask!(&corpus, Concordance, request.clone());
    assert_eq!(found.total, 0);
    assert_eq!(found.counted.remarks[0].code, RemarkCode::UnknownOrder("colour".into()));
    let nowhere = ask!(&corpus, Concordance, ConcordanceRequest { document: Some("nowhere".into()), ..request });
    assert_eq!(nowhere.counted.documents, 0);
    let all = ask!(&corpus, Keyness, KeynessRequest::default());
    assert_eq!((all.against_documents, all.rows.len()), (0, 0));
}

/// The project's own corpus as it is built, and its documents as readers see them.
fn default_corpus() -> (Corpus, Vec<Document>) {
    let workspace = Workspace::with_default_site();
    let mut files = BTreeMap::new();
    let mut root = Vec::new();
    for (path, bytes) in workspace.snapshot("site/corpus") {
        if path.ends_with(ROOT_FILE) {
            root = bytes;
        } else {
            files.insert(FileId::of(&bytes), bytes);
        }
    }
    let engine = Engine::open(&root).unwrap();
    let corpus = Corpus { engine, index: Index { root, files, edition: String::new(), stories: Vec::new() } };
    let all = corpus.search(SearchRequest { limit: 1000, sort: Sort::Oldest, ..SearchRequest::default() });
    let documents = all.hits.iter().map(|hit| {
        let view = corpus.read(&hit.id, "");
        let blocks = view.blocks.iter().map(|block| Block {
            language: block.language.clone(),
            ..Block::new(block.kind, block.segments.iter().map(|segment| segment.text.as_str()).collect::<String>())
        });
        let metadata = Metadata {
            id: hit.id.clone(),
            title: view.title.iter().map(|segment| segment.text.as_str()).collect(),
            language: view.language,
            date: view.date.map(|date| Date::parse(&date).unwrap()),
            values: hit.values.clone(),
            source: view.source,
            ..Metadata::default()
        };
        Document { metadata, blocks: blocks.collect(), ..Document::default() }
    });
    let documents = documents.collect();
    (corpus, documents)
}

#[test]
fn the_default_corpus_is_counted_as_by_hand() {
    let (corpus, documents) = default_corpus();
    let brute = Brute::new(&documents);
    let queries = [
        vec![("", Asked::Word("report"))],
        vec![("", Asked::Phrase(vec!["crimes", "against", "humanity"]))],
        vec![("", Asked::Prefix("det")), ("-", Asked::Word("camp"))],
        vec![("", Asked::Near("human", "report", 12)), ("", Asked::Date("2022"))],
    ];
    for query in &queries {
        let selection = selection(query, None, "");
        let lines = ConcordanceRequest { selection: selection.clone(), limit: 10_000, ..Default::default() };
        for sort in [LineSort::Oldest, LineSort::Left1, LineSort::Node] {
            check_concordance(&corpus, &brute, query, ConcordanceRequest { sort, ..lines.clone() }).unwrap();
        }
        let grouped = ConcordanceRequest { sort: LineSort::Frequency, is_grouped: true, context: 1, ..lines };
        check_concordance(&corpus, &brute, query, grouped).unwrap();
        let near = CollocatesRequest { selection: selection.clone(), limit: 1000, ..Default::default() };
        check_collocates(&corpus, &brute, query, near).unwrap();
        let words = KeynessRequest { selection, limit: 10_000, min_likelihood: 0, ..Default::default() };
        check_keyness(&corpus, &brute, words).unwrap();
    }
}

/// “forced labour” in any form and in the thesaurus's other spelling, counted from the texts.
fn forced_labour(read: &Read) -> u32 {
    let term = |word: &str| Analyzer::English.term(word);
    let is_any = |token: &Token, words: &[&str]| words.iter().any(|word| token.term == term(word));
    let is_phrase = |token: &&Token| {
        let mut next = read.tokens.iter().filter(|next| next.position == token.position + 1);
        is_any(token, &["forced"]) && next.any(|next| is_any(next, &["labour", "labor"]))
            || is_any(token, &["forcedlabour", "forcedlabor"])
    };
    let places: BTreeSet<u32> = read.tokens.iter().filter(is_phrase).map(|token| token.position).collect();
    places.len() as u32
}

#[test]
fn forced_labour_is_one_mention_on_the_default_corpus() {
    let (corpus, documents) = default_corpus();
    let brute = Brute::new(&documents);
    let query = "forced labour".to_string();
    let selection = Selection { query: query.clone(), ..Selection::default() };
    let ids = selected(&corpus, &selection);
    let found = || brute.read.iter().filter(|read| ids.contains(read.id()));
    let expected: u32 = found().map(forced_labour).sum();
    assert!(expected > 0);
    let lines = ask!(&corpus, Concordance, ConcordanceRequest { selection: selection.clone(), ..Default::default() });
    assert_eq!((lines.total, lines.counted.documents as usize), (expected, ids.len()));
    let trends = ask!(&corpus, Trends, TrendsRequest { queries: vec![query.clone()], ..Default::default() });
    assert_eq!(trends.series[0].total.mentions, expected);
    let near = ask!(&corpus, Collocates, CollocatesRequest { selection: selection.clone(), ..Default::default() });
    assert_eq!(near.counted.mentions, expected);
    for read in found() {
        assert_eq!(corpus.read(read.id(), &query).hit_count, forced_labour(read), "{}", read.id());
    }
    // Either word stands by itself too.
    let either = Selection { words: Words::Either, ..selection };
    let either = ask!(&corpus, Concordance, ConcordanceRequest { selection: either, ..Default::default() });
    assert!(either.total > 2 * expected, "{} {expected}", either.total);
}
