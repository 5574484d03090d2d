//! Documents and scores: each clause's documents from the term shards, then all clauses together.

use std::rc::Rc;

use super::filter::Filters;
use super::matcher::{Matcher, Sequence, Slot};
use super::order::{pair, sort_by_number};
use super::plan::{Plan, PlannedClause, What, shards};
use super::run::Run;
use super::set::DocumentSet;
use super::span::{Span, near, stretches, without_overlaps};
use crate::index::format::{ShardEntry, TITLE_START};
use crate::index::impact::rarity;
use crate::index::reader::{Reader, Stop};
use crate::index::terms::{Entry, Positions, Posting};
use crate::query::Occur;

/// The documents that a plan matches, with their scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches {
    /// The documents that match, before filters.
    pub documents: DocumentSet,
    /// Score of every document of the corpus by number, matching or not: the sum over clauses of idf times impact, in
    /// the units of [`SCORES_PER_BIT`](super::explain::SCORES_PER_BIT).
    pub scores: Vec<u32>,
    /// Document frequency of each clause of the plan.
    pub clause_documents: Vec<u32>,
    /// The scores of each clause that contributes to them, in the order of the plan.
    pub by_clause: Vec<ClauseScores>,
}

/// The documents that match a clause, with their scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseScores(Vec<Scored>);

impl ClauseScores {
    /// Number of documents that match.
    pub fn documents(&self) -> u32 {
        self.0.len() as u32
    }

    /// Score of a document for this clause; 0 if it does not match.
    pub fn score_of(&self, document: u32) -> u32 {
        score_of(&self.0, document)
    }
}

/// Evaluates a plan over all documents. Filters at the top level of the query are left to [`Filters::apply`]; those in
/// brackets are evaluated here. Passages must have been looked for before. Stops where files are missing.
pub fn evaluate(plan: &Plan, reader: Reader<'_>, filters: &Filters) -> Result<Matches, Stop> {
    Lookup { reader, filters }.list(&plan.clauses)
}

/// Evaluates one clause of a plan by itself.
pub fn evaluate_clause(clause: &PlannedClause, reader: Reader<'_>, filters: &Filters) -> Result<ClauseScores, Stop> {
    Lookup { reader, filters }.clause(&clause.what).map(ClauseScores)
}

/// The occurrences in all texts of what a plan asks for, those that overlap left out: every occurrence of every word,
/// phrase and run, and every span from one side of a `NEAR` to the other. Matches in titles
/// and long quotations are left out. All files that turn out to be missing are asked for together.
pub fn spans(plan: &Plan, reader: Reader<'_>, filters: &Filters) -> Result<Vec<Span>, Stop> {
    let mut lookup = Lookup { reader, filters };
    let (mut spans, mut missing) = (Vec::new(), Vec::new());
    for (_, what) in plan.leaves(false) {
        let found = match what {
            What::Words(alternatives) => lookup.spans(alternatives),
            What::Near { left, right, distance } => lookup.sides(&[left, right]).map(|sides| near(&sides, *distance)),
            What::Run { run, distance } => lookup.run(run, *distance),
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
    Ok(without_overlaps(&spans))
}

/// Whether a run stands as a phrase in the text of any of these documents. Positions are read only for what the lists
/// of documents leave possible: of a long question hardly ever anything. Stops where files are missing.
pub fn stands(run: &Run, documents: &DocumentSet, reader: Reader<'_>, filters: &Filters) -> Result<bool, Stop> {
    let mut lookup = Lookup { reader, filters };
    let possible = lookup.possible(run.phrases.iter(), documents)?;
    let shards = possible.iter().copied().flatten().flat_map(|slot| shards(&slot.matcher, &reader));
    reader.need(shards.map(|shard| shard.terms))?;
    let possible = lookup.possible(possible.into_iter(), documents)?;
    lookup.bring(possible.iter().copied())?;
    for phrase in possible {
        let (starts, _) = lookup.starts(phrase)?;
        let mut spans = starts.into_iter().map(|place| Span::of(place, phrase));
        if spans.any(|span| span.position() < TITLE_START && documents.contains(span.document())) {
            return Ok(true);
        }
    }
    Ok(false)
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
            What::Words(alternatives) | What::Run { run: Run { phrases: alternatives, .. }, .. } => {
                self.words(alternatives)
            }
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
        let (ones, others) = (self.spans(left)?, self.spans(right)?);
        let stretches = stretches(&ones, &others, distance, 1);
        let mut documents: Vec<u32> = stretches.iter().map(Span::document).collect();
        documents.dedup();
        let (left, right) = (self.words(left)?, self.words(right)?);
        let sum = |document| score_of(&left, document) + score_of(&right, document);
        Ok(documents.into_iter().map(|document| Scored { document, score: sum(document) }).collect())
    }

    /// Every place of every side.
    fn sides(&mut self, sides: &[&Vec<Sequence>]) -> Result<Vec<Vec<Span>>, Stop> {
        sides.iter().map(|side| self.spans(side)).collect()
    }

    /// Where a run stands: what stands for the whole of it, and with a distance also its words so near one another.
    fn run(&mut self, run: &Run, distance: Option<u32>) -> Result<Vec<Span>, Stop> {
        let sides: &[Vec<Sequence>] = if distance.is_some() { &run.sides } else { &[] };
        self.bring(sides.iter().flatten().chain(&run.phrases))?;
        let mut spans = self.spans(&run.phrases)?;
        if let Some(distance) = distance {
            spans.extend(near(&self.sides(&sides.iter().collect::<Vec<_>>())?, distance));
        }
        Ok(spans)
    }

    /// Asks for the positions of all these at once.
    fn bring<'s>(&mut self, sequences: impl Iterator<Item = &'s Sequence>) -> Result<(), Stop> {
        let mut missing = Vec::new();
        for slot in sequences.flatten() {
            match self.for_each_entry(&slot.matcher, |meant| (meant.positions)().map(drop)) {
                Err(Stop::Missing(files)) => missing.extend(files),
                other => other?,
            }
        }
        self.reader.need(missing)
    }

    /// Those that may stand in any of the documents, as far as the files that are here tell.
    fn possible<'s>(
        &mut self,
        phrases: impl Iterator<Item = &'s Sequence>,
        documents: &DocumentSet,
    ) -> Result<Vec<&'s Sequence>, Stop> {
        let mut possible = Vec::new();
        for phrase in phrases {
            let mut left = documents.clone();
            for slot in phrase {
                match self.postings(&slot.matcher) {
                    Ok(lists) => left.keep(&DocumentSet::of(self.all(), lists.iter().flatten().map(|s| s.document))),
                    Err(Stop::Missing(_)) => {}
                    Err(other) => return Err(other),
                }
            }
            possible.extend((left.count() > 0).then_some(phrase));
        }
        Ok(possible)
    }

    /// Every place of every alternative, ascending.
    fn spans(&mut self, alternatives: &[Sequence]) -> Result<Vec<Span>, Stop> {
        let mut spans = Vec::new();
        for sequence in alternatives {
            let (places, _) = self.starts(sequence)?;
            spans.extend(places.into_iter().map(|place| Span::of(place, sequence)));
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
