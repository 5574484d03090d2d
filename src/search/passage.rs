//! A long quotation (passage), compared with a text: exact matches, and failing those, the nearest part of the text.

use super::answer::PassageMatch;
use super::matcher::Matcher;
use crate::text::{Folding, find, for_each_token};

/// Words of a passage that are looked up in the index, from its first on; each may cost a file. The text decides
/// anyway.
const MOST_LOOKED_UP: usize = 24;

/// The share of a passage's words that must stand close together in a text that comes near it, in percent. A guess that
/// lets every third word differ.
const NEAR_PERCENT: u32 = 60;

/// A long quotation in a plan; see [`passage_parts`](crate::query::passage_parts) for which quotations are long. It is
/// looked for with [`Passage::find`] before the plan is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// The letters of each part between ellipses: without spaces, punctuation, and hyphens where lines broke.
    pub(super) parts: Vec<String>,
    /// Its words that are no stop words, in order.
    pub(super) words: Vec<PassageWord>,
    /// How many different ones these are.
    different_words: u32,
    /// How many words it has in all.
    length: u32,
    /// Whether places that come near are wanted where it does not stand word for word.
    pub(super) or_near: bool,
    /// The documents found, ascending, each with its score. Empty until [`Passage::find`] has finished.
    pub found: Vec<(u32, u32)>,
    /// Those of them, ascending, of which it is the title that has it.
    pub(super) in_title: Vec<u32>,
    /// What came of looking for it.
    pub outcome: PassageMatch,
    /// How many documents have its words, when these were too many for all to be compared.
    pub(super) too_many: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PassageWord {
    pub(super) part: u32,
    pub(super) position: u32,
    form: String,
    pub(super) matcher: Matcher,
    /// A document with the passage has this word as it is: not a part of a hyphenated one, which may have been one word
    /// before its line broke, nor the first or last, which may have been cut.
    pub(super) is_sure: bool,
}

/// How a document compares with a passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Comparison {
    pub(super) is_exact: bool,
    pub(super) is_in_title: bool,
    /// How many of the passage's different words stand close together; all of them if it is exact.
    pub(super) words: u32,
    /// The passage itself, or the words.
    pub(super) places: Vec<Place>,
}

/// A range of bytes in one block of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the block among those that were compared.
    pub block: u32,
    /// Byte offset at which it begins.
    pub start: u32,
    /// Byte offset at which it ends, exclusive.
    pub end: u32,
}

impl Passage {
    /// The passage with these parts between ellipses. Stop words are not looked up if there are enough others.
    /// `matcher` says how to look up a folded word.
    pub fn new(
        parts: &[&str],
        folding: &Folding,
        is_stop_word: impl Fn(&str) -> bool,
        matcher: impl Fn(&str) -> Matcher,
    ) -> Passage {
        let passage = Passage::of(parts, folding, &is_stop_word, &matcher);
        if passage.words.len() > 2 { passage } else { Passage::of(parts, folding, &|_| false, &matcher) }
    }

    fn of(
        parts: &[&str],
        folding: &Folding,
        is_stop_word: &dyn Fn(&str) -> bool,
        matcher: &dyn Fn(&str) -> Matcher,
    ) -> Passage {
        let mut passage = Passage { or_near: true, ..Passage::default() };
        let mut end = 0;
        for (part, text) in (0..).zip(parts) {
            passage.parts.extend(Some(letters(&[text], folding).0).filter(|letters| !letters.is_empty()));
            let first = passage.words.len();
            // Where the whole of the last hyphenated word is told, its parts have been.
            let mut starts = Vec::new();
            end = for_each_token(text, folding, |token| {
                if token.is_extra {
                    let parts = starts.iter().rposition(|start| *start < token.start).map_or(0, |place| place + 1);
                    passage.words[first + parts..].iter_mut().for_each(|word| word.is_sure = false);
                } else if !is_stop_word(token.form) {
                    let (position, form) = (token.position, token.form.to_string());
                    let matcher = matcher(&form);
                    passage.words.push(PassageWord { part, position, form, matcher, is_sure: true });
                    starts.push(token.start);
                }
            });
            passage.length += end;
        }
        let last_part = parts.len().saturating_sub(1) as u32;
        for word in &mut passage.words {
            let is_first = word.part == 0 && word.position == 0;
            let is_last = word.part == last_part && word.position + 1 == end;
            word.is_sure &= !is_first && !is_last;
        }
        let is_first = |(number, word): &(usize, &PassageWord)| {
            !passage.words[..*number].iter().any(|earlier| earlier.form == word.form)
        };
        passage.different_words = passage.words.iter().enumerate().filter(is_first).count() as u32;
        passage
    }

    /// The words that are looked up in the index, at most 24.
    pub(super) fn looked_up(&self) -> impl Iterator<Item = &PassageWord> {
        self.words.iter().take(MOST_LOOKED_UP)
    }

    /// What these words are looked up as.
    pub fn matchers(&self) -> impl Iterator<Item = &Matcher> {
        self.looked_up().map(|word| &word.matcher)
    }

    /// Accepts exact matches only, for text that was pasted without quotation marks.
    pub fn set_exact(&mut self) {
        self.or_near = false;
    }

    /// Whether so many of its different words are most of them.
    pub(super) fn is_near(&self, words: u32) -> bool {
        words > 0 && words * 100 >= self.different_words * NEAR_PERCENT
    }

    /// Compares the blocks of a document with the passage, which may go on from one into the next.
    pub(super) fn compare(&self, blocks: &[&str], folding: &Folding) -> Comparison {
        match self.exact_places(blocks, folding) {
            Some(places) => Comparison { is_exact: true, words: self.different_words, places, ..Comparison::default() },
            None => self.nearest_window(blocks, folding),
        }
    }

    /// Where the parts stand, one after the other, with nothing left out between blocks.
    fn exact_places(&self, blocks: &[&str], folding: &Folding) -> Option<Vec<Place>> {
        let (letters, places) = letters(blocks, folding);
        // Nearly every text fails here, after it has been looked through once.
        let letters = letters.as_bytes();
        let find_after = |at: usize, part: &String| Some(at + find(letters.get(at..)?, part.as_bytes())? + part.len());
        self.parts.iter().try_fold(0, find_after)?;
        let (first, others) = self.parts.split_first()?;
        let mut end = 0;
        let runs = loop {
            end = find_after(end, first)?;
            let run = end - first.len()..end;
            let mut runs = vec![run];
            let is_whole = others.iter().all(|part| {
                let at = runs.last().map_or(0, |run| run.end);
                // The part must begin in the block in which the last one ends; there is no empty part.
                let block = places[at - 1].block;
                let rest_of_block = places[at..].partition_point(|place| place.block == block);
                let reach = (at + rest_of_block + part.len()).min(letters.len());
                let gap = letters.get(at..reach).and_then(|near| find(near, part.as_bytes()));
                let Some(gap) = gap.filter(|gap| *gap < rest_of_block) else {
                    return false;
                };
                runs.push(at + gap..at + gap + part.len());
                true
            });
            if is_whole {
                break runs;
            }
        };
        Some(runs.into_iter().flat_map(|run| by_block(&places[run])).collect())
    }

    /// The stretch of text, half as long again as the passage at most, that has the most of its words.
    fn nearest_window(&self, blocks: &[&str], folding: &Folding) -> Comparison {
        let mut here = Vec::new();
        let mut start = 0;
        for (block, text) in (0..).zip(blocks) {
            start += for_each_token(text, folding, |token| {
                if let Some(word) = self.words.iter().position(|word| word.form == token.form) {
                    here.push((start + token.position, word, Place { block, start: token.start, end: token.end }));
                }
            });
        }
        let mut best = Comparison::default();
        for from in 0..here.len() {
            let reach = here[from].0 + self.length + self.length / 2;
            let window = here[from..].iter().take_while(|(position, ..)| *position < reach);
            let mut is_there = vec![false; self.words.len()];
            window.clone().for_each(|(_, word, _)| is_there[*word] = true);
            let words = is_there.iter().filter(|is_there| **is_there).count() as u32;
            if words > best.words {
                let places = window.map(|(.., place)| *place).collect();
                best = Comparison { words, places, ..Comparison::default() };
            }
        }
        best
    }

    /// The place in a document's blocks that comes nearest, if it comes near and is not the passage itself; of a place in
    /// several blocks the part with the most words.
    pub fn nearest(&self, blocks: &[&str], folding: &Folding) -> Option<Place> {
        let Comparison { is_exact, words, places, .. } = self.compare(blocks, folding);
        let runs = places.chunk_by(|one, next| one.block == next.block);
        let run = runs.max_by_key(|run| run.len()).filter(|_| !is_exact && self.is_near(words))?;
        Some(Place { end: run.last()?.end, ..*run.first()? })
    }

    /// Whether it was found in the text of a document and not only in its title.
    pub fn is_in_text_of(&self, document: u32) -> bool {
        let is_found = self.found.binary_search_by_key(&document, |(found, _)| *found).is_ok();
        is_found && self.in_title.binary_search(&document).is_err()
    }

    /// The ranges of a document's blocks that match: those of the passage, or of the words near enough to it; empty if
    /// there are none.
    pub fn places(&self, blocks: &[&str], folding: &Folding) -> Vec<Place> {
        let comparison = self.compare(blocks, folding);
        let is_near = self.or_near && self.is_near(comparison.words);
        if comparison.is_exact || is_near { comparison.places } else { Vec::new() }
    }
}

/// The folded letters and digits of some blocks in a row, and for each of their bytes the character it comes from.
fn letters(blocks: &[&str], folding: &Folding) -> (String, Vec<Place>) {
    let (mut letters, mut places) = (String::new(), Vec::new());
    let mut folded = String::new();
    for (block, text) in (0..).zip(blocks) {
        for (start, character) in text.char_indices() {
            folded.clear();
            folding.push(character, &mut folded);
            letters.extend(folded.chars().filter(|c| c.is_alphanumeric()));
            let (start, end) = (start as u32, (start + character.len_utf8()) as u32);
            places.resize(letters.len(), Place { block, start, end });
        }
    }
    (letters, places)
}

/// Neighbouring places as one for each block.
fn by_block(places: &[Place]) -> Vec<Place> {
    let runs = places.chunk_by(|one, next| one.block == next.block);
    runs.filter_map(|run| Some(Place { end: run.last()?.end, ..*run.first()? })).collect()
}
