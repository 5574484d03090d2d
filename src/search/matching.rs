//! Documents and scores: each clause's documents from the term shards, then all clauses together.

use std::collections::BTreeMap;

use super::plan::{Matcher, Plan, PlannedClause, Sequence, Slot};
use super::set::DocumentSet;
use crate::index::impact::rarity;
use crate::index::reader::{Reader, Shards, Stop};
use crate::index::terms::{Entry, Posting};
use crate::query::Occur;

/// What the words of a plan select, and what they are worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matches {
    pub documents: DocumentSet,
    /// By document number.
    pub scores: Vec<u32>,
    /// For each clause of the plan, how many documents have it.
    pub clause_documents: Vec<u32>,
}

/// Evaluates the words of a plan. Fields and dates are not looked at.
pub fn evaluate(plan: &Plan, reader: Reader<'_>) -> Result<Matches, Stop> {
    let all = reader.root.documents;
    let mut scores = vec![0u32; all as usize];
    let mut clause_documents = Vec::with_capacity(plan.clauses.len());
    let (mut some, mut must) = (DocumentSet::empty(all), None::<DocumentSet>);
    let mut excluded = DocumentSet::empty(all);
    let mut lookup = Lookup { reader, shards: Shards::new(reader) };
    for clause in &plan.clauses {
        let scored = lookup.clause(clause)?;
        clause_documents.push(scored.len() as u32);
        let documents = DocumentSet::of(all, scored.iter().map(|scored| scored.document));
        match clause.occur {
            Occur::MustNot => excluded.add(&documents),
            Occur::Should => some.add(&documents),
            Occur::Must => match &mut must {
                Some(must) => must.keep(&documents),
                None => must = Some(documents),
            },
        }
        if clause.occur != Occur::MustNot {
            for Scored { document, score } in scored {
                let total = &mut scores[document as usize];
                *total = total.saturating_add(score);
            }
        }
    }
    // Once something is required, the rest only orders.
    let mut documents = match must {
        Some(must) => must,
        None if plan.has_words() => some,
        None => DocumentSet::full(all),
    };
    documents.remove(&excluded);
    Ok(Matches { documents, scores, clause_documents })
}

#[derive(Debug, Clone, Copy)]
struct Scored {
    document: u32,
    score: u32,
}

/// Where one slot of a sequence stands in a document.
struct Occurrences {
    impact: u8,
    positions: Vec<u32>,
}

struct Lookup<'a> {
    reader: Reader<'a>,
    shards: Shards<'a>,
}

impl Lookup<'_> {
    fn all(&self) -> u32 {
        self.reader.root.documents
    }

    /// Documents that have any of the alternatives, ascending, each with the best of them.
    fn clause(&mut self, clause: &PlannedClause) -> Result<Vec<Scored>, Stop> {
        // Single words that stand for one another count as one word: as rare as all of them together.
        let mut postings = Vec::new();
        let mut scored = Vec::new();
        for sequence in &clause.alternatives {
            match sequence.as_slice() {
                [slot] => postings.extend(self.postings(&slot.matcher)?),
                _ => scored.extend(self.sequence(sequence)?),
            }
        }
        let postings = best(postings, |posting: &Posting| posting.document, |posting| u32::from(posting.impact));
        let rarity = rarity(postings.len() as u32, self.all());
        scored.extend(
            postings
                .into_iter()
                .map(|posting| Scored { document: posting.document, score: rarity * u32::from(posting.impact) }),
        );
        Ok(best(scored, |scored| scored.document, |scored| scored.score))
    }

    fn postings(&mut self, matcher: &Matcher) -> Result<Vec<Posting>, Stop> {
        let mut postings = Vec::new();
        self.for_each_entry(matcher, |meant| {
            if meant.is_every_form() {
                postings.extend(meant.entry.postings(meant.documents)?);
                return Ok(());
            }
            let has_places = |(posting, places): (Posting, Vec<u32>)| (!places.is_empty()).then_some(posting);
            postings.extend(meant.places()?.filter_map(has_places));
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
        let documents = self.all();
        let mut missing = Vec::new();
        let mut visit_entry = |entry: Entry<'_>, positions: Result<&[u8], Stop>, is_wanted: &dyn Fn(&str) -> bool| {
            let forms: Vec<bool> = entry.forms().map(is_wanted).collect();
            if !forms.contains(&true) {
                return Ok(());
            }
            match visit(&Meant { entry, forms, positions, documents }) {
                Err(Stop::Missing(files)) => missing.extend(files),
                other => return other,
            }
            Ok(())
        };
        for key in &matcher.keys {
            let Some(stored) = self.reader.shard_of(key) else { continue };
            let positions = self.shards.positions(stored);
            if let Some(entry) = self.shards.open(stored)?.entry(key) {
                visit_entry(entry, positions, &|form| matcher.form.as_deref().is_none_or(|wanted| wanted == form))?;
            }
        }
        if let Some(prefix) = &matcher.prefix {
            for stored in self.reader.shards_of_prefix(&prefix.keys) {
                let positions = self.shards.positions(stored);
                for entry in self.shards.open(stored)?.entries_with_prefix(&prefix.keys) {
                    visit_entry(entry, positions.clone(), &|form| form.starts_with(&prefix.forms))?;
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(Stop::Missing(missing)) }
    }

    /// Documents in which the slots stand at their distances; the score is that of all slots together.
    fn sequence(&mut self, sequence: &Sequence) -> Result<Vec<Scored>, Stop> {
        let mut found: Option<BTreeMap<u32, (u32, Vec<u32>)>> = None;
        for slot in sequence {
            let occurrences = self.occurrences(slot)?;
            let rarity = rarity(occurrences.len() as u32, self.all());
            let score = |impact: u8| rarity * u32::from(impact);
            found = Some(match found {
                None => {
                    let first = occurrences.into_iter();
                    first.map(|(document, here)| (document, (score(here.impact), here.positions))).collect()
                }
                Some(before) => {
                    let together = before.into_iter().filter_map(|(document, (sum, starts))| {
                        let here = occurrences.get(&document)?;
                        let goes_on = |start: &u32| here.positions.binary_search(&(start + slot.offset)).is_ok();
                        let starts: Vec<u32> = starts.into_iter().filter(goes_on).collect();
                        (!starts.is_empty()).then(|| (document, (sum + score(here.impact), starts)))
                    });
                    together.collect()
                }
            });
        }
        Ok(found.unwrap_or_default().into_iter().map(|(document, (score, _))| Scored { document, score }).collect())
    }

    fn occurrences(&mut self, slot: &Slot) -> Result<BTreeMap<u32, Occurrences>, Stop> {
        let mut found: BTreeMap<u32, Occurrences> = BTreeMap::new();
        self.for_each_entry(&slot.matcher, |meant| {
            for (posting, positions) in meant.places()?.filter(|(_, positions)| !positions.is_empty()) {
                let here = found
                    .entry(posting.document)
                    .or_insert(Occurrences { impact: posting.impact, positions: Vec::new() });
                here.impact = here.impact.max(posting.impact);
                here.positions.extend(positions);
                here.positions.sort_unstable();
            }
            Ok(())
        })?;
        Ok(found)
    }
}

/// A dictionary entry with those of its forms that are asked for.
struct Meant<'a> {
    entry: Entry<'a>,
    /// By form.
    forms: Vec<bool>,
    positions: Result<&'a [u8], Stop>,
    documents: u32,
}

impl Meant<'_> {
    fn is_every_form(&self) -> bool {
        !self.forms.contains(&false)
    }

    /// The documents of the entry, each with the positions of the forms asked for.
    fn places(&self) -> Result<impl Iterator<Item = (Posting, Vec<u32>)>, Stop> {
        let postings = self.entry.postings(self.documents)?;
        let places = self.entry.places(self.positions.clone()?)?;
        Ok(postings.into_iter().zip(places).map(|(posting, places)| {
            let wanted = places.iter().filter(|place| self.forms.get(place.form as usize) == Some(&true));
            (posting, wanted.map(|place| place.position).collect())
        }))
    }
}

/// Ascending by document, each document once with its highest value.
fn best<T>(mut list: Vec<T>, document: impl Fn(&T) -> u32, value: impl Fn(&T) -> u32) -> Vec<T> {
    list.sort_unstable_by_key(|item| (document(item), std::cmp::Reverse(value(item))));
    list.dedup_by_key(|item| document(item));
    list
}

/// Words that the index does have and that are spelled nearly like one that it does not: same shard, at most two
/// changes (insertions, deletions, replacements, neighbours swapped), nearest and commonest first.
pub fn nearest_words(word: &str, reader: Reader<'_>) -> Result<Vec<String>, Stop> {
    let Some(stored) = reader.shard_of(word) else { return Ok(Vec::new()) };
    let mut shards = Shards::new(reader);
    let shard = shards.open(stored)?;
    let most = if word.chars().count() < 5 { 1 } else { 2 };
    let mut near = Vec::new();
    for entry in shard.entries_with_prefix("") {
        let nearest = entry.forms().map(|form| (distance(word, form), form)).min();
        if let Some((changes, form)) = nearest.filter(|&(changes, _)| changes <= most) {
            near.push((changes, std::cmp::Reverse(entry.documents), form.to_string()));
        }
    }
    near.sort_unstable();
    Ok(near.into_iter().map(|(_, _, form)| form).take(3).collect())
}

/// Optimal string alignment distance.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut cost = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before_last[j - 2] + 1);
            }
            row.push(cost);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn changes_are_counted_with_swapped_neighbours_as_one() {
        let cases = [
            ("uyghur", "uyghur", 0),
            ("uyghur", "uighur", 1),
            ("uyghur", "uygurh", 2),
            ("form", "from", 1),
            ("", "ab", 2),
        ];
        for (a, b, expected) in cases {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }
}
