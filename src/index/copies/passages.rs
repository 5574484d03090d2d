//! Passages that stand in several texts, found by winnowed fingerprints (Schleimer, Wilkerson and Aiken 2003) and extended
//! word by word as far as both texts agree.

use std::cmp::Reverse;

use foldhash::HashMap;

use super::texts::{BREAK, IS_EMPTY, MIN_WORDS, Texts, grams, is_long_enough};
use crate::index::format::{Place, StoredPassage};
use crate::index::parallel::in_parallel;
use crate::index::stories::Stories;

/// Words of a passage that are neither stop words nor numbers, at least: “it is one of the most of all the” says nothing.
const MIN_CONTENT: usize = 3;

/// What stands in more different texts than this is a form of words, not a passage that travelled. It bounds what a
/// passage may cost: every pair of texts that have it is looked at.
pub const MAX_TEXTS: usize = 100;

/// Other places of a passage that are kept, the earliest; all are counted.
pub const MAX_PLACES: usize = 16;

/// Words of a fingerprint, and fingerprints of which one is kept: together they see every common run of
/// `GRAM + WINDOW - 1` words, which is [`MIN_WORDS`].
const GRAM: usize = 6;
const WINDOW: usize = 3;

impl Texts {
    pub(super) fn passages(&self, stories: &Stories) -> Vec<Vec<StoredPassage>> {
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
