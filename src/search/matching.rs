//! Documents and scores: each clause's documents from the term shards, then all clauses together.

use std::rc::Rc;

use super::filter::Filters;
use super::matcher::{Matcher, Sequence, Slot};
use super::order::{pair, sort_by_number};
use super::plan::{Plan, PlannedClause, What};
use super::set::DocumentSet;
use crate::index::format::{ShardEntry, TITLE_START};
use crate::index::impact::rarity;
use crate::index::reader::{Reader, Stop};
use crate::index::terms::{Entry, Positions, Posting};
use crate::query::Occur;
use crate::text::is_unspaced;

/// What the words of a plan select, and what they are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches {
    pub documents: DocumentSet,
    /// By document number.
    pub scores: Vec<u32>,
    /// For each clause of the plan, how many documents have it.
    pub clause_documents: Vec<u32>,
    /// For each clause that adds to scores, what it adds.
    pub by_clause: Vec<ClauseScores>,
}

/// Documents of a clause, ascending, with their scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseScores(Vec<Scored>);

impl ClauseScores {
    /// How many there are.
    pub fn documents(&self) -> u32 {
        self.0.len() as u32
    }

    /// 0 when the document does not have it.
    pub fn score_of(&self, document: u32) -> u32 {
        score_of(&self.0, document)
    }
}

/// Evaluates the words of a plan. Of filters only those in brackets are looked at.
pub fn evaluate(plan: &Plan, reader: Reader<'_>, filters: &Filters) -> Result<Matches, Stop> {
    Lookup { reader, filters }.list(&plan.clauses)
}

/// What one clause selects by itself.
pub fn evaluate_clause(clause: &PlannedClause, reader: Reader<'_>, filters: &Filters) -> Result<ClauseScores, Stop> {
    Lookup { reader, filters }.clause(&clause.what).map(ClauseScores)
}

/// Where what a plan asks for stands in the texts, ascending, of those that begin together the widest first: every place
/// of every word and phrase, and every stretch from one side of a NEAR to the other. What is asked of titles, and long
/// quotations, are left out. Files that turn out to be missing are asked for together.
pub fn spans(plan: &Plan, reader: Reader<'_>, filters: &Filters) -> Result<Vec<Span>, Stop> {
    let mut lookup = Lookup { reader, filters };
    let (mut spans, mut missing) = (Vec::new(), Vec::new());
    for (_, what) in plan.leaves(false) {
        let found = match what {
            What::Words(alternatives) => lookup.spans(alternatives),
            What::Near { left, right, distance } => lookup.stretches(left, right, *distance, usize::MAX),
            What::Passage(_) | What::Group(_) | What::Field(_) | What::Dates(_) => continue,
        };
        match found {
            Ok(found) => spans.extend(found.into_iter().filter(|span| span.position() < TITLE_START)),
            Err(Stop::Missing(files)) => missing.extend(files),
            Err(other) => return Err(other),
        }
    }
    if !missing.is_empty() {
        return Err(Stop::Missing(missing));
    }
    let spans = sort_by_number(spans, |span| u64::from(!span.covered));
    Ok(sort_by_number(spans, |span| span.place))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scored {
    document: u32,
    score: u32,
}

/// Where one slot of a sequence stands, in all documents.
#[derive(Default)]
struct Occurrences {
    /// Its documents, each with the slot's impact.
    documents: Vec<Scored>,
    /// Document and position in one number, ascending.
    places: Vec<u64>,
}

struct Lookup<'a> {
    reader: Reader<'a>,
    filters: &'a Filters,
}

impl Lookup<'_> {
    fn all(&self) -> u32 {
        self.reader.root.documents
    }

    /// What the clauses of the query, or of a bracket, select together.
    fn list(&mut self, clauses: &[PlannedClause]) -> Result<Matches, Stop> {
        let all = self.all();
        let mut scores = vec![0u32; all as usize];
        let (mut clause_documents, mut by_clause) = (Vec::with_capacity(clauses.len()), Vec::new());
        let (mut some, mut must) = (DocumentSet::empty(all), None::<DocumentSet>);
        let mut excluded = DocumentSet::empty(all);
        let mut is_wanted = false;
        for clause in clauses {
            let scored = self.clause(&clause.what)?;
            clause_documents.push(scored.len() as u32);
            let documents = DocumentSet::of(all, scored.iter().map(|scored| scored.document));
            match clause.occur {
                Occur::MustNot => {
                    excluded.add(&documents);
                    continue;
                }
                Occur::Should => some.add(&documents),
                Occur::Must => match &mut must {
                    Some(must) => must.keep(&documents),
                    None => must = Some(documents),
                },
            }
            is_wanted = true;
            for Scored { document, score } in &scored {
                let total = &mut scores[*document as usize];
                *total = total.saturating_add(*score);
            }
            if clause.is_scored() {
                by_clause.push(ClauseScores(scored));
            }
        }
        // Once something is required, the rest only orders.
        let mut documents = match must {
            Some(must) => must,
            None if is_wanted => some,
            None => DocumentSet::full(all),
        };
        documents.remove(&excluded);
        Ok(Matches { documents, scores, clause_documents, by_clause })
    }

    /// Documents of a clause, ascending.
    fn clause(&mut self, what: &What) -> Result<Vec<Scored>, Stop> {
        let unscored =
            |documents: DocumentSet| documents.iter().map(|document| Scored { document, score: 0 }).collect();
        match what {
            What::Words(alternatives) => self.words(alternatives),
            What::Near { left, right, distance } => self.near(left, right, *distance),
            What::Passage(passage) => {
                Ok(passage.found.iter().map(|&(document, score)| Scored { document, score }).collect())
            }
            What::Group(clauses) => {
                let Matches { documents, scores, .. } = self.list(clauses)?;
                Ok(documents.iter().map(|document| Scored { document, score: scores[document as usize] }).collect())
            }
            What::Field(field) => Ok(unscored(self.filters.documents_of(field, &self.reader.root.folding))),
            What::Dates(dates) => Ok(unscored(self.filters.documents_in(dates))),
        }
    }

    /// Documents that have any of the alternatives, each with the best of them.
    fn words(&mut self, alternatives: &[Sequence]) -> Result<Vec<Scored>, Stop> {
        // Single words that stand for one another count as one word: as rare as all of them together.
        let (mut words, mut phrases) = (Vec::new(), Vec::new());
        for sequence in alternatives {
            match sequence.as_slice() {
                [slot] => words.extend(self.postings(&slot.matcher)?),
                _ => phrases.push(self.sequence(sequence)?),
            }
        }
        let mut words = best(words);
        let rarity = rarity(words.len() as u32, self.all());
        words.iter_mut().for_each(|scored| scored.score *= rarity);
        phrases.push(words);
        Ok(best(phrases))
    }

    /// Documents in which a word of the one stands so near a word of the other; the score is that of both.
    fn near(&mut self, left: &[Sequence], right: &[Sequence], distance: u32) -> Result<Vec<Scored>, Stop> {
        let stretches = self.stretches(left, right, distance, 1)?;
        let mut documents: Vec<u32> = stretches.iter().map(Span::document).collect();
        documents.dedup();
        let (left, right) = (self.words(left)?, self.words(right)?);
        let sum = |document| score_of(&left, document) + score_of(&right, document);
        Ok(documents.into_iter().map(|document| Scored { document, score: sum(document) }).collect())
    }

    /// The stretches between one of the left and those of the right that are so near it, at most so many for each of the
    /// left; by document.
    fn stretches(
        &mut self,
        left: &[Sequence],
        right: &[Sequence],
        distance: u32,
        most: usize,
    ) -> Result<Vec<Span>, Stop> {
        let (ones, others) = (self.spans(left)?, self.spans(right)?);
        let widest = others.iter().map(|span| span.width).max().unwrap_or(1);
        let mut stretches = Vec::new();
        for one in &ones {
            let reach = u64::from(distance + widest);
            let from = others.partition_point(|other| other.place < one.place.saturating_sub(reach));
            let near =
                others[from..].iter().take_while(|other| other.place <= one.place + u64::from(one.width) + reach);
            let near = near.filter(|other| one.distance(other).is_some_and(|words| words <= distance));
            stretches.extend(near.take(most).map(|other| one.to(other)));
        }
        Ok(stretches)
    }

    /// Every place of every alternative, ascending.
    fn spans(&mut self, alternatives: &[Sequence]) -> Result<Vec<Span>, Stop> {
        let mut spans = Vec::new();
        for sequence in alternatives {
            let width = sequence.last().map_or(1, |slot| slot.offset + 1);
            let covered = width + u32::from(sequence.last().is_some_and(|slot| is_pair(&slot.matcher)));
            let (places, _) = self.starts(sequence)?;
            spans.extend(places.into_iter().map(|place| Span { place, width, covered }));
        }
        Ok(sort_by_number(spans, |span| span.place))
    }

    /// Documents that a single word is in, with its impact as the score: a list for each entry.
    fn postings(&mut self, matcher: &Matcher) -> Result<Vec<Vec<Scored>>, Stop> {
        let mut postings = Vec::new();
        self.for_each_entry(matcher, |meant| {
            postings.push(if meant.is_every_place() {
                meant.entry.postings(meant.documents)?.into_iter().map(Scored::from).collect()
            } else {
                meant.occurrences()?.documents
            });
            Ok(())
        })?;
        Ok(postings)
    }

    /// Calls back for every dictionary entry that a matcher means. Files that turn out to be missing are asked for
    /// together.
    fn for_each_entry(
        &mut self,
        matcher: &Matcher,
        mut visit: impl FnMut(&Meant<'_>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let (documents, reader) = (self.all(), self.reader);
        let mut missing = Vec::new();
        let mut visit_entry = |entry: Entry<'_>, stored: &ShardEntry, is_wanted: &dyn Fn(&str) -> bool| {
            let forms: Vec<bool> = entry.forms().map(is_wanted).collect();
            if !forms.contains(&true) {
                return Ok(());
            }
            let positions = || reader.positions(stored);
            let meant = Meant { entry, forms, is_in_title: matcher.is_in_title, positions: &positions, documents };
            match visit(&meant) {
                Err(Stop::Missing(files)) => missing.extend(files),
                other => return other,
            }
            Ok(())
        };
        for key in &matcher.keys {
            let Some(stored) = reader.shard_of(key) else { continue };
            if let Some(entry) = reader.terms(stored)?.entry(key) {
                visit_entry(entry, stored, &|form| matcher.form.as_deref().is_none_or(|wanted| wanted == form))?;
            }
        }
        if let Some(pattern) = &matcher.pattern {
            for stored in reader.shards_of_prefix(&pattern.keys) {
                for entry in reader.terms(stored)?.entries_with_prefix(&pattern.keys) {
                    visit_entry(entry, stored, &|form| pattern.shape.fits(form))?;
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(Stop::Missing(missing)) }
    }

    /// Documents in which the slots stand at their distances; the score is that of all slots together.
    fn sequence(&mut self, sequence: &Sequence) -> Result<Vec<Scored>, Stop> {
        let (starts, slots) = self.starts(sequence)?;
        let mut documents: Vec<u32> = starts.iter().map(|place| (place >> 32) as u32).collect();
        documents.dedup();
        let score = |document: u32| {
            let of_slot = |slot: &Occurrences| {
                rarity(slot.documents.len() as u32, self.all()) * score_of(&slot.documents, document)
            };
            slots.iter().map(of_slot).sum()
        };
        Ok(documents.into_iter().map(|document| Scored { document, score: score(document) }).collect())
    }

    /// The places where a sequence begins, ascending, and where each of its slots stands.
    fn starts(&mut self, sequence: &Sequence) -> Result<(Vec<u64>, Vec<Occurrences>), Stop> {
        let mut slots = Vec::with_capacity(sequence.len());
        for slot in sequence {
            slots.push(self.occurrences(&slot.matcher)?);
        }
        let goes_on = |place: u64, (slot, occurrences): (&Slot, &Occurrences)| {
            occurrences.places.binary_search(&(place + u64::from(slot.offset))).is_ok()
        };
        let Some((first, others)) = slots.split_first() else { return Ok((Vec::new(), slots)) };
        let is_start = |place: &u64| sequence[1..].iter().zip(others).all(|slot| goes_on(*place, slot));
        let starts = first.places.iter().copied().filter(is_start).collect();
        Ok((starts, slots))
    }

    fn occurrences(&mut self, matcher: &Matcher) -> Result<Occurrences, Stop> {
        let (mut documents, mut places) = (Vec::new(), Vec::new());
        self.for_each_entry(matcher, |meant| {
            let here = meant.occurrences()?;
            documents.push(here.documents);
            places.push(here.places);
            Ok(())
        })?;
        Ok(Occurrences { documents: best(documents), places: merge(places) })
    }
}

/// Where a word or phrase stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Document and position in one number.
    pub place: u64,
    /// Positions from its first token to its last.
    width: u32,
    /// Positions that it covers: a pair of characters is one token and two words.
    pub covered: u32,
}

impl Span {
    pub fn document(&self) -> u32 {
        (self.place >> 32) as u32
    }

    pub fn position(&self) -> u32 {
        self.place as u32
    }

    /// What lies between both, and both.
    fn to(&self, other: &Span) -> Span {
        let place = self.place.min(other.place);
        let reach = |width: fn(&Span) -> u32| {
            let end = |span: &Span| span.place + u64::from(width(span));
            (end(self).max(end(other)) - place) as u32
        };
        Span { place, width: reach(|span| span.width), covered: reach(|span| span.covered) }
    }

    /// How many words on the other is: 1 for neighbours. Nothing for itself or another document.
    fn distance(&self, other: &Span) -> Option<u32> {
        if self.place == other.place || self.document() != other.document() {
            return None;
        }
        let (first, second) = if self.place < other.place { (self, other) } else { (other, self) };
        let words = (second.place - first.place + 1).saturating_sub(u64::from(first.width));
        u32::try_from(words).ok()
    }
}

/// Whether a word is looked up as a pair of characters of a script without spaces.
fn is_pair(matcher: &Matcher) -> bool {
    let letters = matcher.pattern.as_ref().map(|pattern| &pattern.keys).or(matcher.keys.first());
    letters.is_some_and(|letters| letters.chars().take(2).filter(|c| is_unspaced(*c)).count() == 2)
}

/// The score of a document in an ascending list.
fn score_of(scored: &[Scored], document: u32) -> u32 {
    scored.binary_search_by_key(&document, |scored| scored.document).map_or(0, |place| scored[place].score)
}

impl From<Posting> for Scored {
    fn from(posting: Posting) -> Scored {
        Scored { document: posting.document, score: u32::from(posting.impact) }
    }
}

/// A dictionary entry with those of its forms that are asked for.
struct Meant<'a> {
    entry: Entry<'a>,
    /// By form.
    forms: Vec<bool>,
    is_in_title: bool,
    positions: &'a dyn Fn() -> Result<Rc<Positions>, Stop>,
    documents: u32,
}

impl Meant<'_> {
    fn is_every_place(&self) -> bool {
        !self.is_in_title && !self.forms.contains(&false)
    }

    /// Where the forms asked for stand, as far as it is asked for.
    fn occurrences(&self) -> Result<Occurrences, Stop> {
        let mut found = Occurrences::default();
        let places = self.entry.places(&*(self.positions)()?)?;
        let first = if self.is_in_title { TITLE_START } else { 0 };
        for (posting, places) in self.entry.postings(self.documents)?.into_iter().zip(places) {
            let before = found.places.len();
            let wanted = places
                .iter()
                .filter(|place| place.position >= first && self.forms.get(place.form as usize) == Some(&true));
            found.places.extend(wanted.map(|place| pair(posting.document, place.position)));
            if found.places.len() > before {
                found.documents.push(posting.into());
            }
        }
        Ok(found)
    }
}

/// Ascending by document, each document once with its highest score. Each list ascends, with each document once.
fn best(mut lists: Vec<Vec<Scored>>) -> Vec<Scored> {
    if lists.len() <= 1 {
        return lists.pop().unwrap_or_default();
    }
    let packed = |list: &Vec<Scored>| list.iter().map(|scored| pair(scored.document, !scored.score)).collect();
    let mut packed = merge(lists.iter().map(packed).collect());
    packed.dedup_by_key(|packed| *packed >> 32);
    packed.into_iter().map(|packed| Scored { document: (packed >> 32) as u32, score: !(packed as u32) }).collect()
}

/// Ascending lists as one: two and two of them, then two and two of what that gave.
fn merge(mut lists: Vec<Vec<u64>>) -> Vec<u64> {
    while lists.len() > 1 {
        let merged = lists.chunks(2).map(|two| match two {
            [one, other] => merge_two(one, other),
            last => last.concat(),
        });
        lists = merged.collect();
    }
    lists.pop().unwrap_or_default()
}

fn merge_two(mut one: &[u64], mut other: &[u64]) -> Vec<u64> {
    let mut merged = Vec::with_capacity(one.len() + other.len());
    while let (Some((first, of_one)), Some((second, of_other))) = (one.split_first(), other.split_first()) {
        if first <= second {
            merged.push(*first);
            one = of_one;
        } else {
            merged.push(*second);
            other = of_other;
        }
    }
    merged.extend(one);
    merged.extend(other);
    merged
}
