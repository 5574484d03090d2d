//! Inversion: the occurrences of each term in a run of documents, compressed in memory while an index is built.
//!
//! Every occurrence is appended to its term's list in about three bytes, so that a corpus needs about as much memory as
//! its text. Runs of documents are inverted in parallel and merged term by term.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use super::bytes::{FormatError, put_varint, take_varint};
use super::format::{TITLE_START, key};
use super::impact::{ZONES, Zone};
use super::terms::Place;
use crate::corpus::{BlockKind, Document};
use crate::text::{Analyzer, Folding, Spellings, for_each_token};

/// Positions left free between blocks, so that no phrase reaches from one into the next. More would keep wider `NEAR`s
/// inside a block too, but cost bytes: 32 made the positions of passages with seven short blocks a tenth larger.
pub const BLOCK_GAP: u32 = 10;

/// Everything that consecutive documents say.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Run {
    terms: BTreeMap<String, CollectedTerm>,
    /// Tokens of each document by zone.
    pub(super) lengths: Vec<[u32; ZONES]>,
    pub(super) analyzers: BTreeSet<Analyzer>,
}

/// A run while its documents are read.
#[derive(Default)]
struct Collector {
    terms: Vec<CollectedTerm>,
    by_key: HashMap<String, usize>,
    /// The term and its form that a form stands for, by analyzer: stemming is the slowest step and forms repeat.
    by_form: HashMap<Analyzer, HashMap<String, (usize, u32)>>,
    lengths: Vec<[u32; ZONES]>,
}

#[derive(Default, Serialize, Deserialize)]
struct CollectedTerm {
    forms: Vec<String>,
    /// Of each form, how many words of the texts it is.
    words: Vec<u32>,
    /// Of each form, how it is written.
    spellings: Vec<Spellings>,
    /// For each document: its number in the run, the occurrences, 0. An occurrence is the gap since the last one, plus
    /// 1, and its form with a bit for headings.
    bytes: Vec<u8>,
    /// Of the latest occurrence, each plus 1.
    document: u32,
    position: u32,
}

/// A document that has a term.
pub(super) struct Occurrences {
    pub(super) document: u32,
    pub(super) frequency: [u32; ZONES],
    pub(super) places: Vec<Place>,
}

impl Run {
    /// Collects documents, which are numbered from 0.
    pub(super) fn of(documents: &[Document], folding: &Folding) -> Run {
        let mut collector = Collector::default();
        for (number, document) in (0..).zip(documents) {
            collector.add(number, document, folding);
        }
        let Collector { mut terms, by_key, by_form, lengths } = collector;
        let terms = by_key.into_iter().map(|(key, at)| (key, std::mem::take(&mut terms[at]))).collect();
        Run { terms, lengths, analyzers: by_form.into_keys().collect() }
    }
}

impl Collector {
    fn add(&mut self, number: u32, document: &Document, folding: &Folding) {
        self.lengths.push([0; ZONES]);
        let metadata = &document.metadata;
        let mut position = 0;
        for block in document.blocks.iter().filter(|block| !block.is_furniture()) {
            let zone = if matches!(block.kind, BlockKind::Heading(_)) { Zone::Heading } else { Zone::Body };
            let language = block.language_in(metadata);
            position += self.add_text(number, zone, &block.text, language, position, folding) + BLOCK_GAP;
        }
        self.add_text(number, Zone::Title, &metadata.title, &metadata.language, TITLE_START, folding);
        let id = self.term(&key::id(&metadata.id));
        let form = self.terms[id].form(&key::id(&metadata.id));
        self.terms[id].push(number, 0, form, Zone::Body);
    }

    /// Returns how many positions the text has.
    fn add_text(&mut self, number: u32, zone: Zone, text: &str, language: &str, start: u32, folding: &Folding) -> u32 {
        let analyzer = Analyzer::of(language);
        // Taken out while it is used, as new forms make new terms.
        let mut by_form = self.by_form.remove(&analyzer).unwrap_or_default();
        let mut length = 0;
        let positions = for_each_token(text, folding, |token| {
            let (term, form) = match by_form.get(token.form) {
                Some(known) => *known,
                None => {
                    let term = self.term(&analyzer.term(token.form));
                    let known = (term, self.terms[term].form(token.form));
                    by_form.insert(token.form.into(), known);
                    known
                }
            };
            let collected = &mut self.terms[term];
            collected.push(number, start + token.position, form, zone);
            collected.words[form as usize] += u32::from(!token.is_extra && zone != Zone::Title);
            let place = (token.start, token.end);
            collected.spellings[form as usize].add(token.form, text, place, zone == Zone::Body);
            length += u32::from(!token.is_extra);
        });
        self.by_form.insert(analyzer, by_form);
        if let Some(lengths) = self.lengths.last_mut() {
            lengths[zone as usize] += length;
        }
        positions
    }

    fn term(&mut self, key: &str) -> usize {
        if let Some(&known) = self.by_key.get(key) {
            return known;
        }
        self.terms.push(CollectedTerm::default());
        self.by_key.insert(key.into(), self.terms.len() - 1);
        self.terms.len() - 1
    }
}

impl CollectedTerm {
    fn form(&mut self, form: &str) -> u32 {
        let known = self.forms.iter().position(|known| known == form);
        known.unwrap_or_else(|| {
            self.forms.push(form.into());
            self.words.push(0);
            self.spellings.push(Spellings::default());
            self.forms.len() - 1
        }) as u32
    }

    fn start_document(&mut self, number: u32) {
        if self.document > 0 {
            self.bytes.push(0);
        }
        put_varint(number, &mut self.bytes);
        (self.document, self.position) = (number + 1, 0);
    }

    fn push(&mut self, number: u32, position: u32, form: u32, zone: Zone) {
        if self.document != number + 1 {
            self.start_document(number);
        }
        // Two forms of one term may share a place ("re-education" beside "reeducation"); the first one counts.
        if position + 1 > self.position {
            put_varint(position + 1 - self.position, &mut self.bytes);
            put_varint(form << 1 | u32::from(zone == Zone::Heading), &mut self.bytes);
            self.position = position + 1;
        }
    }

    /// Calls back for each document, numbered from `first` on, with forms numbered as `numbers` says.
    fn for_each(&self, first: u32, numbers: &[u32], visit: &mut impl FnMut(Occurrences)) -> Result<(), FormatError> {
        let mut bytes = self.bytes.as_slice();
        while !bytes.is_empty() {
            let document = first + take_varint(&mut bytes)?;
            let mut found = Occurrences { document, frequency: [0; ZONES], places: Vec::new() };
            let mut next = 0;
            while !bytes.is_empty() {
                let gap = take_varint(&mut bytes)?;
                if gap == 0 {
                    break;
                }
                next += gap;
                let form = take_varint(&mut bytes)?;
                let zone = match form & 1 {
                    _ if next > TITLE_START => Zone::Title,
                    0 => Zone::Body,
                    _ => Zone::Heading,
                };
                found.frequency[zone as usize] += 1;
                found.places.push(Place { position: next - 1, form: numbers[form as usize >> 1] });
            }
            visit(found);
        }
        Ok(())
    }
}

/// A term of all runs together.
pub(super) struct MergedTerm<'a> {
    pub(super) key: &'a str,
    /// Each with the number of its run's first document.
    parts: Vec<(u32, &'a CollectedTerm)>,
}

/// The terms of consecutive runs, ascending.
pub(super) fn merge(runs: &[Run]) -> Vec<MergedTerm<'_>> {
    let mut first = 0;
    let mut terms: Vec<(&str, (u32, &CollectedTerm))> = Vec::new();
    for run in runs {
        terms.extend(run.terms.iter().map(|(key, term)| (key.as_str(), (first, term))));
        first += run.lengths.len() as u32;
    }
    // Stable: the parts of a term stay in the order of the runs.
    terms.sort_by_key(|(key, _)| *key);
    let groups = terms.chunk_by(|(a, _), (b, _)| a == b);
    groups.map(|group| MergedTerm { key: group[0].0, parts: group.iter().map(|(_, part)| *part).collect() }).collect()
}

impl<'a> MergedTerm<'a> {
    /// Its forms, each with how many words of the texts it is in one of the runs.
    pub(super) fn words(&self) -> impl Iterator<Item = (&'a str, u32)> {
        self.parts.iter().flat_map(|(_, part)| part.forms.iter().map(String::as_str).zip(part.words.iter().copied()))
    }

    /// Its forms, each with how it is written in one of the runs.
    pub(super) fn spellings(&self) -> impl Iterator<Item = (&'a str, &'a Spellings)> {
        self.parts.iter().flat_map(|(_, part)| part.forms.iter().map(String::as_str).zip(&part.spellings))
    }

    /// Every document that has the term, ascending, and the term's forms, most frequent first.
    pub(super) fn read(&self) -> Result<(Vec<Occurrences>, Vec<&str>), FormatError> {
        let mut forms: Vec<&str> = self.parts.iter().flat_map(|(_, part)| &part.forms).map(String::as_str).collect();
        forms.sort_unstable();
        forms.dedup();
        let mut documents = Vec::new();
        for (first, part) in &self.parts {
            let number = |form: &String| forms.binary_search(&form.as_str()).unwrap_or_default() as u32;
            let numbers: Vec<u32> = part.forms.iter().map(number).collect();
            part.for_each(*first, &numbers, &mut |found| documents.push(found))?;
        }
        let mut counts = vec![0u32; forms.len()];
        let mut places = |visit: &mut dyn FnMut(&mut Place)| {
            documents.iter_mut().flat_map(|found: &mut Occurrences| &mut found.places).for_each(visit);
        };
        places(&mut |place| counts[place.form as usize] += 1);
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.sort_by_key(|&form| std::cmp::Reverse(counts[form]));
        let mut rank = vec![0; forms.len()];
        (0..).zip(&order).for_each(|(place, &form)| rank[form] = place);
        places(&mut |place| place.form = rank[place.form as usize]);
        Ok((documents, order.into_iter().map(|form| forms[form]).collect()))
    }
}
