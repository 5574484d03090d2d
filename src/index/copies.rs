//! Copies: near-duplicate documents, and passages that several documents share.
//!
//! Texts are compared by their folded words, so that neither case nor punctuation nor quotation marks hide a copy.
//! Documents with the same words, or nearly so, form a *story* (a story group): candidates by min-hashes (Broder 1997),
//! each confirmed by what the two texts really share. Passages are found by winnowed fingerprints (Schleimer, Wilkerson
//! and Aiken 2003) and extended word by word as far as both texts agree.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::format::{Place, StoredPassage};
use super::stories::{Member, Stories};
use super::writer::{in_parallel, processors};
use crate::corpus::Document;
use crate::text::{Analyzer, Folding, for_each_token, token::is_unspaced};

/// Length of the shortest passage in words; a character of a script without spaces counts as half a word. Fewer words
/// find set phrases of the language, more miss short quotations.
pub const MIN_WORDS: u32 = 8;

/// Words of a passage that are neither stop words nor numbers, at least: “it is one of the most of all the” says
/// nothing.
const MIN_CONTENT: usize = 3;

/// What more different texts than this have is a set phrase, not a passage that was copied. It bounds the cost of a
/// passage: every pair of texts that have it is compared.
pub const MAX_TEXTS: usize = 100;

/// Limit on the other occurrences of a passage that are stored, earliest first; all are counted.
pub const MAX_PLACES: usize = 16;

/// Two documents are of one story when they share this part of all their shingles: four fifths. With shingles of four
/// words that is about one word in forty changed, or a fifth of the text added.
const SIMILAR: (usize, usize) = (4, 5);

/// Words of a shingle.
const SHINGLE: usize = 4;

/// Min-hashes are compared in so many bands of so many each. Texts that share four fifths meet in some band but once in
/// 50,000 times; those that share two fifths meet two times in three and are told apart by counting.
const BANDS: usize = 16;
const ROWS: usize = 3;

/// Texts of one band that each further one is compared with.
const MAX_COMPARED: usize = 8;

/// Words of a fingerprint, and fingerprints of which one is kept: together they see every common run of
/// `GRAM + WINDOW - 1` words, which is [`MIN_WORDS`].
const GRAM: usize = 6;
const WINDOW: usize = 3;

/// Stands between blocks.
const BREAK: u32 = 0;
/// Low bits of a word: it is a character of a script without spaces; it is a stop word or a number.
const IS_HALF: u32 = 1;
const IS_EMPTY: u32 = 2;

/// The near-duplicates and shared passages of a corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Copies {
    /// The story groups.
    pub stories: Stories,
    /// The shared passages of every document by number, in text order.
    pub passages: Vec<Vec<StoredPassage>>,
}

impl Copies {
    /// Compares documents. They are numbered in the order given, which should be by date, so that the earliest of a
    /// story comes first.
    pub fn of(documents: &[&Document], folding: &Folding) -> Copies {
        let texts = Texts::of(documents, folding);
        let stories = texts.stories();
        let passages = texts.passages(&stories);
        Copies { stories, passages }
    }
}

/// The words of all documents, one after the other.
struct Texts {
    /// A break, then the words of each block with a break behind them. A word is a hash of its form with two flags.
    words: Vec<u32>,
    /// Where each document begins, and where the last one ends.
    starts: Vec<u32>,
    /// For each document the first one with the same words in the same blocks.
    leaders: Vec<u32>,
}

impl Texts {
    fn of(documents: &[&Document], folding: &Folding) -> Texts {
        let parts: Vec<&[&Document]> = documents.chunks(documents.len().div_ceil(4 * processors()).max(1)).collect();
        let parts = in_parallel(&parts, |documents| {
            let (mut words, mut ends, mut known) = (Vec::new(), Vec::new(), HashMap::default());
            for document in *documents {
                push_words(document, folding, &mut known, &mut words);
                ends.push(words.len() as u32);
            }
            (words, ends)
        });
        let (mut words, mut starts) = (vec![BREAK], vec![1]);
        for (part, ends) in parts {
            let start = words.len() as u32;
            words.extend(part);
            starts.extend(ends.into_iter().map(|end| start + end));
        }
        let mut texts = Texts { words, starts, leaders: Vec::new() };
        let mut first = HashMap::default();
        texts.leaders = (0..documents.len() as u32).map(|n| *first.entry(texts.text(n)).or_insert(n)).collect();
        texts
    }

    fn text(&self, document: u32) -> &[u32] {
        let at = |document: u32| self.starts[document as usize] as usize;
        &self.words[at(document)..at(document + 1)]
    }

    /// The words of a document without breaks.
    fn plain(&self, document: u32) -> Vec<u32> {
        self.text(document).iter().copied().filter(|&word| word != BREAK).collect()
    }

    /// Each text once, as the first document that has it. Those too short for any passage are left out.
    fn distinct(&self) -> Vec<u32> {
        let is_distinct = |&n: &u32| self.leaders[n as usize] == n && is_long_enough(self.text(n));
        (0..self.leaders.len() as u32).filter(is_distinct).collect()
    }

    fn document_at(&self, place: u32) -> u32 {
        self.starts.partition_point(|&start| start <= place) as u32 - 1
    }

    // ------------------------------------------------------------------------------------------------------- stories

    fn stories(&self) -> Stories {
        let distinct = self.distinct();
        let keys = in_parallel(&distinct, |&document| bands(&self.plain(document)));
        let mut bands: Vec<(u64, u32)> =
            distinct.iter().zip(keys).flat_map(|(&document, keys)| keys.map(|key| (key, document))).collect();
        bands.sort_unstable();
        let mut roots: Vec<u32> = (0..self.leaders.len() as u32).collect();
        let mut compared = HashMap::default();
        for band in bands.chunk_by(|(a, _), (b, _)| a == b) {
            for (place, &(_, document)) in band.iter().enumerate() {
                for &(_, other) in &band[..place.min(MAX_COMPARED)] {
                    let (one, two) = (root(&roots, other), root(&roots, document));
                    let is_similar = || is_similar(&self.plain(other), &self.plain(document));
                    if one != two && *compared.entry((other, document)).or_insert_with(is_similar) {
                        roots[one.max(two) as usize] = one.min(two);
                    }
                }
            }
        }
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (document, &leader) in (0..).zip(&self.leaders) {
            if is_long_enough(self.text(leader)) {
                groups.entry(root(&roots, leader)).or_default().push(document);
            }
        }
        groups.retain(|_, documents| documents.len() > 1);
        Stories::new(groups.into_values().map(|documents| self.members(&documents)).collect())
    }

    /// Documents of one story, those with the same words under the same number.
    fn members(&self, documents: &[u32]) -> Vec<Member> {
        let mut texts = HashMap::default();
        let mut text = |document| {
            let next = texts.len() as u32;
            *texts.entry(self.plain(document)).or_insert(next)
        };
        documents.iter().map(|&document| Member { document, text: text(document) }).collect()
    }

    // ------------------------------------------------------------------------------------------------------ passages

    fn passages(&self, stories: &Stories) -> Vec<Vec<StoredPassage>> {
        let breaks: Vec<u32> = (0..).zip(&self.words).filter(|(_, word)| **word == BREAK).map(|(at, _)| at).collect();
        let mut same: HashMap<u32, Vec<u32>> = HashMap::default();
        for (document, &leader) in (0..).zip(&self.leaders) {
            same.entry(leader).or_default().push(document);
        }
        let mut passages = vec![Vec::new(); self.leaders.len()];
        let runs = self.runs();
        for runs in runs.chunk_by(|a, b| self.document_at(a.at) == self.document_at(b.at)) {
            let leader = self.document_at(runs[0].at);
            let story = stories.story_of(leader);
            let is_foreign = |other: u32| story.is_none() || stories.story_of(other) != story;
            for passage in told(self.ranges(runs, is_foreign)) {
                for &document in &same[&leader] {
                    passages[document as usize].push(self.stored(&passage, document, &same, &breaks));
                }
            }
        }
        passages
    }

    fn stored(&self, passage: &Range, document: u32, same: &HashMap<u32, Vec<u32>>, breaks: &[u32]) -> StoredPassage {
        let block_start = breaks.partition_point(|&at| at < passage.at) - 1;
        let block = |at: u32, document: u32| {
            let before = |at| breaks.partition_point(|&place| place < at);
            (before(at) - before(self.starts[document as usize])) as u32
        };
        let leader = self.leaders[document as usize];
        let mut places: Vec<Place> = Vec::new();
        for (other, at) in [(leader, passage.at)].into_iter().chain(passage.others.iter().copied()) {
            let block = block(at, other);
            places.extend(same[&other].iter().map(|&document| Place { document, block }));
        }
        places.retain(|place| place.document != document);
        places.sort_unstable();
        let documents = places.len() as u32 + 1;
        let earlier = places.iter().filter(|place| place.document < document).count() as u32;
        places.truncate(MAX_PLACES);
        StoredPassage {
            block: block(passage.at, leader),
            start: passage.at - breaks[block_start] - 1,
            words: passage.words,
            documents,
            earlier,
            places,
        }
    }

    /// All longest common runs of two different texts, from either side, in the order of their places.
    fn runs(&self) -> Vec<Run> {
        let lists = self.postings();
        let mut shared: Vec<(u32, u32)> = Vec::new();
        for (number, list) in (0..).zip(&lists) {
            shared.extend(list.iter().map(|&place| (place, number)));
        }
        shared.sort_unstable();
        let mut runs = Vec::new();
        // Where the last run ends on each diagonal, as the distance of two places is called.
        let mut ends: HashMap<u32, u32> = HashMap::default();
        let mut document_end = 0;
        for (place, number) in shared {
            if place >= document_end {
                ends.clear();
                document_end = self.starts[self.document_at(place) as usize + 1];
            }
            let list = &lists[number as usize];
            for &other in &list[list.partition_point(|&other| other <= place)..] {
                let end = ends.entry(other - place).or_default();
                if *end > place {
                    continue;
                }
                let run = self.extend(place, other);
                *end = run.at + run.words;
                if self.is_worth_telling(run.at, run.words) {
                    runs.extend([run, Run { at: run.other, other: run.at, ..run }]);
                }
            }
        }
        runs.sort_unstable();
        runs.dedup();
        runs
    }

    /// Places of each fingerprint that several texts have, its first in each of them.
    fn postings(&self) -> Vec<Vec<u32>> {
        let parts = in_parallel(&self.distinct(), |&n| fingerprints(self.text(n), self.starts[n as usize]));
        let mut all = parts.concat();
        drop(parts);
        all.sort_unstable();
        let hash = |fingerprint: &u64| fingerprint >> 32;
        let mut lists = Vec::new();
        for same in all.chunk_by(|a, b| hash(a) == hash(b)).filter(|same| same.len() > 1) {
            let mut places: Vec<u32> = same.iter().map(|&fingerprint| fingerprint as u32).collect();
            places.dedup_by_key(|place| self.document_at(*place));
            if (2..=MAX_TEXTS).contains(&places.len()) {
                lists.push(places);
            }
        }
        lists
    }

    /// As far as the words around two places agree.
    fn extend(&self, place: u32, other: u32) -> Run {
        let word = |at: u32| self.words.get(at as usize).copied().unwrap_or(BREAK);
        let is_same = |a: u32, b: u32| word(a) == word(b) && word(a) != BREAK;
        // The first word of all is a break, so this ends before the beginning.
        let before = (1..).take_while(|back| is_same(place - back, other - back)).count() as u32;
        let after = (0..).take_while(|on| is_same(place + on, other + on)).count() as u32;
        Run { at: place - before, words: before + after, other: other - before }
    }

    fn is_worth_telling(&self, at: u32, words: u32) -> bool {
        let words = &self.words[at as usize..(at + words) as usize];
        is_long_enough(words) && words.iter().filter(|&&word| word & IS_EMPTY == 0).count() >= MIN_CONTENT
    }

    /// The different runs of one document that foreign documents have too, each with every document that has all of it.
    fn ranges(&self, runs: &[Run], is_foreign: impl Fn(u32) -> bool) -> Vec<Range> {
        let mut ranges = Vec::new();
        // Runs that began before and go on, the longest first when they begin.
        let mut active: Vec<&Run> = Vec::new();
        for beginning in runs.chunk_by(|a, b| a.at == b.at) {
            let at = beginning[0].at;
            active.retain(|run| run.end() > at);
            active.extend(beginning);
            for same in beginning.chunk_by(|a, b| a.words == b.words) {
                if !same.iter().any(|run| is_foreign(self.document_at(run.other))) {
                    continue;
                }
                let having = active.iter().filter(|run| run.end() >= same[0].end());
                let mut others: Vec<(u32, u32)> =
                    having.map(|run| run.other + (at - run.at)).map(|other| (self.document_at(other), other)).collect();
                others.sort_unstable();
                others.dedup_by_key(|(document, _)| *document);
                ranges.push(Range { at, words: same[0].words, others });
            }
        }
        ranges
    }
}

/// A longest common run of two texts: here, how long, and there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    at: u32,
    words: u32,
    other: u32,
}

impl Run {
    fn end(&self) -> u32 {
        self.at + self.words
    }
}

/// A run of a text, and the other documents that have all of it with its first place there.
#[derive(Debug, Clone)]
struct Range {
    at: u32,
    words: u32,
    others: Vec<(u32, u32)>,
}

/// What is told of overlapping runs, in the order of the text: those that most documents have, and of others each that
/// has at least [`MIN_WORDS`] places that none told before has.
fn told(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_by_key(|range| (Reverse(range.others.len()), Reverse(range.words), range.at));
    let first = ranges.iter().map(|range| range.at).min().unwrap_or_default();
    let end = ranges.iter().map(|range| range.at + range.words).max().unwrap_or_default();
    let mut is_covered = vec![false; (end - first) as usize];
    ranges.retain(|range| {
        let words = &mut is_covered[(range.at - first) as usize..][..range.words as usize];
        let is_told = words.iter().filter(|is_covered| !**is_covered).count() >= MIN_WORDS as usize;
        if is_told {
            words.fill(true);
        }
        is_told
    });
    ranges.sort_by_key(|range| (range.at, range.words));
    ranges
}

/// Adds the words of a document, block by block. Furniture is not part of its text. `known` has the words met before by
/// the hash of their form, because whether it is a stop word takes longer to ask.
fn push_words(document: &Document, folding: &Folding, known: &mut HashMap<u64, u32>, words: &mut Vec<u32>) {
    for block in document.blocks.iter().filter(|block| !block.is_furniture()) {
        for_each_token(&block.text, folding, |token| {
            if !token.is_extra {
                let hash = token.form.bytes().fold(0, |hash, byte| mix(hash, byte.into()));
                words.push(*known.entry(hash).or_insert_with(|| word(token.form, hash)));
            }
        });
        words.push(BREAK);
    }
}

/// A word is the same in documents of any language, so that an unknown language hides no copy.
fn word(form: &str, hash: u64) -> u32 {
    let is_half = form.chars().next().is_some_and(is_unspaced);
    let is_empty = Analyzer::English.is_stop_word(form) || !form.contains(char::is_alphabetic);
    let flags = if is_half { IS_HALF } else { 0 } | if is_empty { IS_EMPTY } else { 0 };
    ((hash >> 32) as u32 | 4) & !3 | flags
}

/// A hash of what came before and a number more (after SplitMix64).
fn mix(hash: u64, number: u64) -> u64 {
    let mixed = (hash ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ mixed >> 29
}

fn is_long_enough(words: &[u32]) -> bool {
    let halves = words.iter().filter(|&&word| word != BREAK).map(|word| if word & IS_HALF == 0 { 2 } else { 1 });
    halves.sum::<u32>() >= 2 * MIN_WORDS
}

fn grams(words: &[u32], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length).map(|gram| gram.iter().fold(0, |hash, &word| mix(hash, word.into())))
}

/// Of every [`WINDOW`] fingerprints that follow one another in a block the least: its hash above its place.
fn fingerprints(text: &[u32], start: u32) -> Vec<u64> {
    let mut kept: Vec<u64> = Vec::new();
    let mut at = start;
    for block in text.split(|&word| word == BREAK) {
        let hashes: Vec<u64> =
            (at..).zip(grams(block, GRAM)).map(|(place, hash)| hash >> 32 << 32 | u64::from(place)).collect();
        for least in hashes.windows(WINDOW).filter_map(|window| window.iter().min()) {
            if kept.last() != Some(least) {
                kept.push(*least);
            }
        }
        at += block.len() as u32 + 1;
    }
    kept
}

/// The min-hashes of a text, those of each band in one.
fn bands(words: &[u32]) -> [u64; BANDS] {
    let mut least = [u64::MAX; BANDS * ROWS];
    for shingle in grams(words, SHINGLE) {
        for (number, least) in (1..).zip(&mut least) {
            // An odd factor of its own for each.
            *least = (*least).min(shingle.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2 * number + 1) | 1));
        }
    }
    std::array::from_fn(|band| least[band * ROWS..][..ROWS].iter().fold(band as u64, |hash, &least| mix(hash, least)))
}

/// Whether two texts share [`SIMILAR`] of the shingles that either has.
fn is_similar(one: &[u32], other: &[u32]) -> bool {
    let set = |words| grams(words, SHINGLE).collect::<HashSet<u64>>();
    let (one, other) = (set(one), set(other));
    let both = one.intersection(&other).count();
    let either = one.len() + other.len() - both;
    both * SIMILAR.1 >= either * SIMILAR.0
}

/// The first document that a document was joined with.
fn root(roots: &[u32], mut document: u32) -> u32 {
    while roots[document as usize] != document {
        document = roots[document as usize];
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, BlockKind, Mark};
    use proptest::prelude::*;

    fn document(blocks: &[&str]) -> Document {
        let blocks = blocks.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect();
        Document { blocks, ..Document::default() }
    }

    fn copies(documents: &[Document]) -> Copies {
        let texts = documents.iter().flat_map(|document| &document.blocks).map(|block| block.text.as_str());
        let folding = Folding::of(&texts.flat_map(str::chars).collect());
        Copies::of(&documents.iter().collect::<Vec<_>>(), &folding)
    }

    /// `words(1, 4)` is “w1 w2 w3”, in letters only.
    fn words(from: u32, to: u32) -> String {
        let word = |n: u32| format!("{n}").bytes().map(|digit| char::from(digit + 49)).collect::<String>();
        (from..to).map(word).collect::<Vec<_>>().join(" ")
    }

    fn stories(copies: &Copies) -> Vec<Vec<(u32, u32)>> {
        let story = |members: &[Member]| members.iter().map(|member| (member.document, member.text)).collect();
        copies.stories.iter().map(story).collect()
    }

    const PHRASE: &str = "may constitute international crimes, in particular crimes against humanity";

    #[test]
    fn documents_with_the_same_words_are_one_story() {
        let text = "The report, released on 31 August, speaks of “serious violations”.";
        let same = "THE REPORT released on 31 august speaks of 'serious violations'";
        let short = document(&["A title"]);
        let found = copies(&[short.clone(), document(&[text]), short, document(&[same, ""]), document(&[PHRASE])]);
        assert_eq!(stories(&found), [[(1, 0), (3, 0)]]);
        assert_eq!(found.passages, vec![Vec::new(); 5], "a copy's own passages are not told");
    }

    #[test]
    fn documents_with_nearly_the_same_words_are_one_story() {
        let [whole, cut, half] = [words(0, 300), words(0, 270), words(0, 150) + " " + &words(700, 850)];
        let changed = whole.replace(" bda ", " changed ");
        let found = copies(&[whole, words(300, 600), cut, half, changed].map(|text| document(&[&text])));
        assert_eq!(stories(&found), [[(0, 0), (2, 1), (4, 2)]]);
    }

    #[test]
    fn a_passage_is_found_in_every_document_that_has_it() {
        let around = |n: u32| format!("{} “{PHRASE}” {}", words(n * 50, n * 50 + 20), words(n * 50 + 20, n * 50 + 40));
        let mut documents: Vec<Document> =
            (0..6).map(|n| document(&["A heading", &around(n), "Another block"])).collect();
        documents[2].blocks[0].mark(Mark::Furniture);
        documents[4] = document(&[&PHRASE.to_uppercase().replace(',', " –")]);
        let found = copies(&documents);
        assert!(found.stories.is_empty());
        for (number, passages) in (0..).zip(&found.passages) {
            let (block, start) = [(1, 20), (1, 20), (0, 20), (1, 20), (0, 0), (1, 20)][number as usize];
            let [passage] = passages.as_slice() else { panic!("{number}: {passages:?}") };
            assert_eq!((passage.block, passage.start, passage.words), (block, start, 9), "{number}");
            assert_eq!((passage.documents, passage.earlier), (6, number));
            let places: Vec<u32> = passage.places.iter().map(|place| place.document).collect();
            assert_eq!(places, (0..6).filter(|other| *other != number).collect::<Vec<_>>());
        }
        assert_eq!(found.passages[0][0].places[1], Place { document: 2, block: 0 });
    }

    #[test]
    fn copies_of_a_document_count_where_its_passages_are_told() {
        let quoted = words(10, 30);
        let [whole, quoting] = [words(0, 60), format!("{} {quoted}", words(500, 600))];
        let found = copies(&[whole.clone(), quoting, whole].map(|text| document(&[&text])));
        let told = |n: usize| found.passages[n].iter().map(|p| (p.start, p.words, p.documents)).collect::<Vec<_>>();
        assert_eq!([told(0), told(1), told(2)], [[(10, 20, 3)], [(100, 20, 3)], [(10, 20, 3)]]);
    }

    #[test]
    fn a_longer_run_around_one_that_more_have_is_told_too() {
        let texts = [words(0, 40), format!("x {}", words(0, 30)), format!("y {}", words(10, 22))];
        let unlike = |n: u32| words(n * 100, n * 100 + 60);
        let texts: Vec<Document> = (1..).zip(texts).map(|(n, text)| document(&[&text, &unlike(n)])).collect();
        let found = copies(&texts);
        let told: Vec<_> = found.passages[0].iter().map(|p| (p.start, p.words, p.documents)).collect();
        assert_eq!(told, [(0, 30, 2), (10, 12, 3)]);
    }

    #[test]
    fn what_says_nothing_is_not_told() {
        let cases = [
            ("it is one of the most of all the other ones that have been", 0),
            ("1990 1991 1992 1993 1994 1995 1996 1997 1998 1999", 0),
            ("crimes of humanity were told of the wells", 1),
            ("crimes of humanity were told of wells", 0),
            ("联合国人权事务高级专员办事处发表", 1),
            ("联合国人权事务高级专员办事处发", 0),
        ];
        for (text, expected) in cases {
            let found = copies(&[0, 100].map(|n| document(&[&format!("{} {text}", words(n, n + 30))])));
            assert!(found.passages.iter().all(|passages| passages.len() == expected), "{text}");
        }
    }

    #[test]
    fn what_stands_everywhere_is_a_form_of_words() {
        let with_phrase = |n: u32| document(&[&format!("{} {PHRASE}", words(n * 30, n * 30 + 30))]);
        let many: Vec<Document> = (0..=MAX_TEXTS as u32).map(with_phrase).collect();
        assert_eq!(copies(&many).passages.concat(), []);
        let fewer = copies(&many[1..]).passages;
        assert_eq!((fewer[7][0].documents, fewer[7][0].places.len()), (MAX_TEXTS as u32, MAX_PLACES));
    }

    #[test]
    fn a_text_that_repeats_itself_is_read_in_bounds() {
        let text = format!("{PHRASE} ").repeat(4_000);
        let found = copies(&[text.clone(), format!("{text} {}", words(0, 20_000))].map(|text| document(&[&text])));
        assert!(!found.passages[0].is_empty());
    }

    /// Whether the words stand side by side in one block.
    fn has(document: &Document, block: usize, row: &[&str]) -> bool {
        let words: Vec<&str> = document.blocks[block].text.split(' ').collect();
        words.windows(row.len()).any(|window| window == row)
    }

    proptest! {
        #[test]
        fn every_long_common_run_is_told_and_nothing_else(
            texts in prop::collection::vec(prop::collection::vec(prop::collection::vec(0u32..40, 1..30), 1..3), 2..6),
            planted in prop::collection::vec(0u32..40, 8..16),
            places in prop::collection::vec(any::<prop::sample::Index>(), 2..4),
        ) {
            let mut texts = texts;
            for place in &places {
                let text = place.get_mut(&mut texts);
                text[0].extend(&planted);
            }
            let text = |words: &Vec<u32>| words.iter().map(|&n| format!("w{n}")).collect::<Vec<_>>().join(" ");
            let documents: Vec<Document> =
                texts.iter().map(|blocks| document(&blocks.iter().map(text).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())).collect();
            let found = copies(&documents);
            for (number, passages) in found.passages.iter().enumerate() {
                for passage in passages {
                    let block: Vec<&str> = documents[number].blocks[passage.block as usize].text.split(' ').collect();
                    let row = &block[passage.start as usize..][..passage.words as usize];
                    prop_assert!(row.len() >= MIN_WORDS as usize);
                    prop_assert_eq!(passage.documents as usize, passage.places.len() + 1);
                    for place in &passage.places {
                        prop_assert!(has(&documents[place.document as usize], place.block as usize, row));
                    }
                    let all = |document: &Document| (0..document.blocks.len()).any(|block| has(document, block, row));
                    prop_assert_eq!(passage.documents as usize, documents.iter().filter(|document| all(document)).count());
                }
                // No run of eight words that a foreign document has too is left out altogether.
                for (at, block) in documents[number].blocks.iter().enumerate() {
                    let words: Vec<&str> = block.text.split(' ').collect();
                    for (start, row) in words.windows(MIN_WORDS as usize).enumerate() {
                        let is_foreign = |other: usize| {
                            found.stories.story_of(number as u32).is_none_or(|story| found.stories.story_of(other as u32) != Some(story))
                        };
                        let is_shared = (0..documents.len()).filter(|&other| other != number && is_foreign(other)).any(|other| {
                            (0..documents[other].blocks.len()).any(|block| has(&documents[other], block, row))
                        });
                        let is_first = !(0..at).any(|block| has(&documents[number], block, row))
                            && !words[..start + row.len() - 1].windows(row.len()).any(|window| window == row);
                        let span = start as u32..(start + row.len()) as u32;
                        let is_told = passages.iter().any(|p| p.block as usize == at && p.start < span.end && span.start < p.start + p.words);
                        prop_assert!(!is_shared || !is_first || is_told, "{} {:?}", number, row);
                    }
                }
            }
        }
    }
}
