//! Long quotations (passages), compared with the stored text: exact matches, and failing those, the nearest ones.
//!
//! The index names the few documents that have the passage's words; their text, which is read for excerpts anyway, says
//! whether they have the passage. So a sentence of thirty words costs hardly any positions.

use std::ops::Range;

use super::filter::Filters;
use super::matching::evaluate;
use super::order::sort_by_number;
use super::plan::{Matcher, Plan, PlannedClause, Slot, What};
use super::set::DocumentSet;
use crate::index::BLOCK_GAP;
use crate::index::format::StoredDocument;
use crate::index::reader::{Reader, Stop};
use crate::query::{Occur, Remark};
use crate::text::{Folding, find, for_each_token};

/// Documents whose text is compared with a passage. More find copies beyond this number, and fetch a file or so for
/// each.
const MOST_COMPARED: usize = 40;

/// When more documents than that have all the words, so many of the rarest must stand near one another: four files of
/// positions, and hardly any passage that is told from another only by its commoner words.
const RAREST: usize = 4;

/// Words of a passage that are looked up in the index, from its first on; each may cost a file. The text decides
/// anyway.
const MOST_LOOKED_UP: usize = 24;

/// How much farther apart they may stand than in the passage: four borders of blocks, or words that a line break cut.
const SLACK: u32 = 4 * BLOCK_GAP;

/// The share of a passage's words that must stand close together in a text that comes near it, in percent. A guess that
/// lets every third word differ.
const NEAR_PERCENT: u32 = 60;

/// A long quotation in a plan; see [`passage_parts`](crate::query::passage_parts) for which quotations are long. It is
/// looked for with [`Passage::find`] before the plan is evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// The letters of each part between ellipses: without spaces, punctuation, and hyphens where lines broke.
    parts: Vec<String>,
    /// Its words that are no stop words, in order.
    words: Vec<PassageWord>,
    /// How many different ones these are.
    different_words: u32,
    /// How many words it has in all.
    length: u32,
    /// Whether places that come near are wanted where it does not stand word for word.
    or_near: bool,
    /// The documents found, ascending, each with its score. Empty until [`Passage::find`] has finished.
    pub found: Vec<(u32, u32)>,
    /// Those of them, ascending, of which it is the title that has it.
    in_title: Vec<u32>,
    outcome: Outcome,
    /// How many documents have its words, when these were too many for all to be compared.
    too_many: u32,
}

/// What came of looking for a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Outcome {
    #[default]
    Absent,
    Exact,
    Near,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct PassageWord {
    part: u32,
    position: u32,
    form: String,
    matcher: Matcher,
    /// A document with the passage has this word as it is: not a part of a hyphenated one, which may have been one word
    /// before its line broke, nor the first or last, which may have been cut.
    is_sure: bool,
}

/// How a document compares with a passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Comparison {
    is_exact: bool,
    is_in_title: bool,
    /// How many of the passage's different words stand close together; all of them if it is exact.
    words: u32,
    /// The passage itself, or the words.
    places: Vec<Place>,
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

    /// The words that [`Passage::find`] looks up in the index, at most 24.
    pub fn matchers(&self) -> impl Iterator<Item = &Matcher> {
        self.words.iter().take(MOST_LOOKED_UP).map(|word| &word.matcher)
    }

    /// Accepts exact matches only, for text that was pasted without quotation marks.
    pub fn set_exact(&mut self) {
        self.or_near = false;
    }

    /// Looks for the passage in the corpus, for exact matches first and then, if accepted, for near ones. Stops where
    /// files are missing; call it again when they are here. Once something was found, further calls do nothing.
    pub fn find(&mut self, reader: Reader<'_>, filters: &Filters) -> Result<(), Stop> {
        if !self.found.is_empty() {
            return Ok(());
        }
        let mut candidates = self.candidates(reader)?;
        if candidates.len() > MOST_COMPARED {
            candidates = self.narrow(&candidates, reader, filters)?;
        }
        if candidates.len() > MOST_COMPARED {
            self.too_many = candidates.len() as u32;
            let is_candidate = |document: u32| candidates.binary_search(&document).is_ok();
            candidates = self.likeliest(MOST_COMPARED, is_candidate, reader, filters)?;
        }
        let compared = self.compare_all(&candidates, reader)?;
        let exact = candidates.iter().zip(&compared).filter(|(_, comparison)| comparison.is_exact);
        for (&document, comparison) in exact {
            self.add(document, 1, comparison);
        }
        if !self.found.is_empty() {
            self.outcome = Outcome::Exact;
        } else if self.or_near {
            self.find_near(reader, filters)?;
        }
        Ok(())
    }

    fn add(&mut self, document: u32, score: u32, comparison: &Comparison) {
        self.found.push((document, score));
        self.in_title.extend(comparison.is_in_title.then_some(document));
    }

    /// Documents that have every word that is sure, or any word when none is, ascending: rarest first, so that most
    /// texts that are no passage cost two or three short lists.
    fn candidates(&self, reader: Reader<'_>) -> Result<Vec<u32>, Stop> {
        let looked_up = self.words.iter().take(MOST_LOOKED_UP);
        let sure: Vec<&PassageWord> = looked_up.filter(|word| word.is_sure).collect();
        let mut frequencies = Vec::with_capacity(sure.len());
        for word in &sure {
            frequencies.push(documents_of(&word.matcher, reader)?);
        }
        if sure.is_empty() {
            let mut any = DocumentSet::empty(reader.root.documents);
            for matcher in self.matchers() {
                any.add(&postings_of(matcher, reader)?);
            }
            return Ok(any.iter().collect());
        }
        let mut left: Option<DocumentSet> = None;
        let rarest_first = sort_by_number((0..sure.len()).collect(), |&number| u64::from(frequencies[number]));
        for number in rarest_first {
            let documents = postings_of(&sure[number].matcher, reader)?;
            match &mut left {
                Some(left) => left.keep(&documents),
                None => left = Some(documents),
            }
            if left.as_ref().is_some_and(|left| left.count() == 0) {
                break;
            }
        }
        Ok(left.map(|left| left.iter().collect()).unwrap_or_default())
    }

    /// Those of many candidates in which the rarest words of one part stand about as near as they do in the passage.
    fn narrow(&self, candidates: &[u32], reader: Reader<'_>, filters: &Filters) -> Result<Vec<u32>, Stop> {
        let of_part =
            |part: u32| self.words.iter().take(MOST_LOOKED_UP).filter(move |word| word.is_sure && word.part == part);
        let richest = (0..self.parts.len() as u32).max_by_key(|&part| of_part(part).count()).unwrap_or(0);
        let mut words = Vec::new();
        for word in of_part(richest) {
            words.push((documents_of(&word.matcher, reader)?, word));
        }
        let mut words = sort_by_number(words, |(documents, _)| u64::from(*documents));
        words.truncate(RAREST);
        let words = sort_by_number(words, |(_, word)| u64::from(word.position));
        let alone = |word: &PassageWord| vec![vec![Slot { offset: 0, matcher: word.matcher.clone() }]];
        let near = |pair: &[(u32, &PassageWord)]| {
            let ((_, left), (_, right)) = (pair[0], pair[1]);
            let distance = right.position - left.position + SLACK;
            What::Near { left: alone(left), right: alone(right), distance }
        };
        let plan = plan_of(Occur::Must, words.windows(2).map(near));
        reader.need(plan.files(&reader))?;
        let standing = evaluate(&plan, reader, filters)?.documents;
        Ok(candidates.iter().copied().filter(|&document| standing.contains(document)).collect())
    }

    /// The documents, of some, that score best for its words, ascending.
    fn likeliest(
        &self,
        count: usize,
        is_candidate: impl Fn(u32) -> bool,
        reader: Reader<'_>,
        filters: &Filters,
    ) -> Result<Vec<u32>, Stop> {
        let clause = |matcher: &Matcher| What::Words(vec![vec![Slot { offset: 0, matcher: matcher.clone() }]]);
        let plan = plan_of(Occur::Should, self.matchers().map(clause));
        let matches = evaluate(&plan, reader, filters)?;
        let candidates = matches.documents.iter().filter(|&document| is_candidate(document)).collect();
        let mut best = sort_by_number(candidates, |&document| u64::from(!matches.scores[document as usize]));
        best.truncate(count);
        Ok(sort_by_number(best, |&document| u64::from(document)))
    }

    fn find_near(&mut self, reader: Reader<'_>, filters: &Filters) -> Result<(), Stop> {
        let candidates = self.likeliest(MOST_COMPARED / 2, |_| true, reader, filters)?;
        for (document, comparison) in candidates.iter().zip(self.compare_all(&candidates, reader)?) {
            if self.is_near(comparison.words) {
                self.add(*document, comparison.words, &comparison);
                self.outcome = Outcome::Near;
            }
        }
        Ok(())
    }

    /// How each document compares: its title or block that comes nearest.
    fn compare_all(&self, documents: &[u32], reader: Reader<'_>) -> Result<Vec<Comparison>, Stop> {
        reader.need(documents.iter().flat_map(|&document| reader.files_of(document, true)))?;
        let folding = &reader.root.folding;
        let mut compared = Vec::with_capacity(documents.len());
        for &document in documents {
            let StoredDocument { metadata, mut blocks, .. } = reader.document(document)?;
            blocks.extend(reader.further_blocks(document)?);
            let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
            let (title, text) = (self.compare(&[&metadata.title], folding), self.compare(&texts, folding));
            let is_title_nearer = (title.is_exact, title.words) > (text.is_exact, text.words);
            let title = Comparison { is_in_title: true, ..title };
            compared.push(if is_title_nearer { title } else { text });
        }
        Ok(compared)
    }

    /// Whether so many of its different words are most of them.
    fn is_near(&self, words: u32) -> bool {
        words > 0 && words * 100 >= self.different_words * NEAR_PERCENT
    }

    /// Compares the blocks of a document with the passage, which may go on from one into the next.
    fn compare(&self, blocks: &[&str], folding: &Folding) -> Comparison {
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

    /// A remark for readers on what was found, about the range `place` of the query in bytes; `None` if all is as
    /// expected.
    pub fn remark(&self, place: Range<u32>) -> Option<Remark> {
        let all = self.too_many;
        let message = match self.outcome {
            Outcome::Near if all > 0 => format!(
                "{all} documents have the words of this passage. The likeliest {MOST_COMPARED} were compared with it; none \
                 has it word for word, these come nearest."
            ),
            Outcome::Near => "No document has this passage word for word; these come nearest.".to_string(),
            Outcome::Exact if all > 0 => format!(
                "{all} documents have the words of this passage; only the likeliest {MOST_COMPARED} were compared with it."
            ),
            Outcome::Exact | Outcome::Absent => return None,
        };
        Some(Remark { start: place.start, end: place.end, message })
    }
}

/// A plan of nothing but these clauses.
fn plan_of(occur: Occur, clauses: impl Iterator<Item = What>) -> Plan {
    let clause = |what| PlannedClause { occur, what, text: String::new(), start: 0, end: 0 };
    Plan { clauses: clauses.map(clause).collect(), ..Plan::default() }
}

fn documents_of(matcher: &Matcher, reader: Reader<'_>) -> Result<u32, Stop> {
    let mut documents = 0;
    for key in &matcher.keys {
        documents += reader.documents_with(key)?;
    }
    Ok(documents)
}

fn postings_of(matcher: &Matcher, reader: Reader<'_>) -> Result<DocumentSet, Stop> {
    let all = reader.root.documents;
    let mut documents = DocumentSet::empty(all);
    for key in &matcher.keys {
        let Some(shard) = reader.shard_of(key) else { continue };
        if let Some(entry) = reader.terms(shard)?.entry(key) {
            let postings = entry.postings(all)?;
            documents.add(&DocumentSet::of(all, postings.into_iter().map(|posting| posting.document)));
        }
    }
    Ok(documents)
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
