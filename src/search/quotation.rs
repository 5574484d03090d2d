//! Long quotations, looked for in the corpus: exact matches, and failing those, the nearest documents.
//!
//! The index names the few documents that have the passage's words; their text, which is read for excerpts anyway, says
//! whether they have the passage. So a sentence of thirty words costs hardly any positions.

use std::ops::Range;

use super::answer::PassageMatch;
use super::filter::Filters;
use super::matcher::{Matcher, Slot};
use super::matching::evaluate;
use super::order::sort_by_number;
use super::passage::{Comparison, Passage, PassageWord};
use super::plan::{Plan, PlannedClause, What};
use super::set::DocumentSet;
use crate::index::BLOCK_GAP;
use crate::index::format::StoredDocument;
use crate::index::reader::{Reader, Stop};
use crate::query::{ComparedDocuments, Occur, Remark, RemarkCode};

/// Documents whose text is compared with a passage. More find copies beyond this number, and fetch a file or so for
/// each.
const MOST_COMPARED: usize = 40;

/// When more documents than that have all the words, so many of the rarest must stand near one another: four files of
/// positions, and hardly any passage that is told from another only by its commoner words.
const RAREST: usize = 4;

/// How much farther apart words may stand than in the passage: four borders of blocks, or words that a line break cut.
const SLACK: u32 = 4 * BLOCK_GAP;

impl Passage {
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
            self.outcome = PassageMatch::Exact;
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
        let sure: Vec<&PassageWord> = self.looked_up().filter(|word| word.is_sure).collect();
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
        let of_part = |part: u32| self.looked_up().filter(move |word| word.is_sure && word.part == part);
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
                self.outcome = PassageMatch::Near;
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

    /// A remark for readers on what was found, about the range `place` of the query in bytes; `None` if all is as
    /// expected.
    pub fn remark(&self, place: Range<u32>) -> Option<Remark> {
        let of_many = ComparedDocuments { documents: self.too_many, compared: MOST_COMPARED as u32 };
        let code = match self.outcome {
            PassageMatch::Near if self.too_many > 0 => RemarkCode::NearPassageOfMany(of_many),
            PassageMatch::Near => RemarkCode::NearPassage,
            PassageMatch::Exact if self.too_many > 0 => RemarkCode::PassageOfMany(of_many),
            PassageMatch::Exact | PassageMatch::Absent => return None,
        };
        Some(Remark { start: place.start, end: place.end, code })
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
