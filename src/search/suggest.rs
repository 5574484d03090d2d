//! Spelling suggestions (“did you mean”): words of the corpus that are similar to a word that it hardly has.

use super::matcher::Sequence;
use super::matching::Matches;
use super::order::{pair, sort_by_number};
use super::plan::{Plan, PlannedClause, What};
use crate::index::reader::{Reader, Stop};
use crate::query::{Clause, Node, Occur, Query};
use crate::text::{Analyzer, for_each_token};

/// Limit on suggestions for a query, and on corrections of a word. More would be a list to read rather than a choice.
pub const SUGGESTIONS: usize = 5;

/// A word of at most this many documents may be a slip, in the query or in those documents. A guess; more would doubt
/// names that are right.
const FEW_DOCUMENTS: u32 = 3;

/// A word that does occur is doubted only for one that is this much commoner. A guess, so that of two right words none
/// is offered for the other.
const MUCH_COMMONER: u32 = 16;

/// How much likelier a slip is that needs no other letter: one left out, doubled, or swapped with its neighbour.
/// There are about 25 times as many ways to type a wrong letter as to leave one out; people's slips are less even.
const SIMPLE_SLIP: u32 = 8;

/// A word of the query that few documents have or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Its byte range in the query.
    start: usize,
    end: usize,
    /// Folded.
    form: String,
    documents: u32,
}

impl Doubt {
    /// Whether finding a correction is worth fetching the word list: if the word does not occur at all, or the query
    /// finds only few documents (`found`).
    pub fn needs_word_list(&self, found: u32) -> bool {
        self.documents == 0 || found <= FEW_DOCUMENTS
    }
}

/// The plain words of a query that may be mistyped, in the order of the query `text`: those in at most three documents.
/// Phrases, patterns, filters and excluded words are never doubted. Stops where files are missing.
pub fn doubts(
    text: &str,
    query: &Query,
    plan: &Plan,
    matches: &Matches,
    reader: Reader<'_>,
) -> Result<Vec<Doubt>, Stop> {
    let mut typed = Vec::new();
    collect_words(&query.clauses, &mut typed);
    let mut doubts = Vec::new();
    let counted = plan.clauses.iter().zip(matches.clause_documents.iter().map(|documents| Some(*documents)));
    let mut waiting: Vec<(&PlannedClause, Option<u32>)> = counted.collect();
    while let Some((clause, documents)) = waiting.pop() {
        match &clause.what {
            _ if clause.occur == Occur::MustNot => {}
            What::Group(clauses) => waiting.extend(clauses.iter().map(|clause| (clause, None))),
            What::Words(alternatives) if typed.contains(&(clause.start, clause.end)) => {
                let documents = match documents {
                    Some(documents) => documents,
                    None => most_documents(alternatives, reader)?,
                };
                if documents <= FEW_DOCUMENTS {
                    doubts.extend(doubt(text, clause, documents, reader));
                }
            }
            _ => {}
        }
    }
    Ok(sort_by_number(doubts, |doubt| doubt.start as u64))
}

/// Where the plain words of clauses stand, inside brackets too.
fn collect_words(clauses: &[Clause], found: &mut Vec<(u32, u32)>) {
    for clause in clauses {
        match &clause.node {
            Node::Word(_) => found.push((clause.start, clause.end)),
            Node::Group(clauses) | Node::Any(clauses) => collect_words(clauses, found),
            _ => {}
        }
    }
}

/// Document frequency of the commonest of some words. Words of several parts count as common: they are not corrected.
fn most_documents(alternatives: &[Sequence], reader: Reader<'_>) -> Result<u32, Stop> {
    let mut most = 0;
    for sequence in alternatives {
        let [slot] = sequence.as_slice() else { return Ok(u32::MAX) };
        for key in &slot.matcher.keys {
            most = most.max(reader.documents_with(key)?);
        }
    }
    Ok(most)
}

/// The one word of a clause, without its sign and punctuation.
fn doubt(text: &str, clause: &PlannedClause, documents: u32, reader: Reader<'_>) -> Option<Doubt> {
    let start = clause.start as usize;
    let mut words = Vec::new();
    for_each_token(text.get(start..clause.end as usize)?, &reader.root.folding, |token| {
        let (start, end) = (start + token.start as usize, start + token.end as usize);
        words.push(Doubt { start, end, form: token.form.into(), documents });
    });
    let is_single = words.len() == 1;
    words.pop().filter(|word| is_single && word.form.chars().nth(1).is_some())
}

/// Corrected versions of a query that finds `found` documents, at most [`SUGGESTIONS`]: first with the best word for
/// each doubt, then with the second best, and so on. Stops where files are missing.
pub fn suggestions(text: &str, doubts: &[Doubt], found: u32, reader: Reader<'_>) -> Result<Vec<String>, Stop> {
    let mut corrected = Vec::new();
    for doubt in doubts {
        corrected.push(corrections(doubt, doubt.needs_word_list(found), reader)?);
    }
    let longest = corrected.iter().map(Vec::len).max().unwrap_or(0);
    let nth = |number: usize| {
        let mut text = text.to_string();
        for (doubt, words) in doubts.iter().zip(&corrected).rev() {
            if let Some(word) = words.get(number).or(words.last()) {
                text.replace_range(doubt.start..doubt.end, word);
            }
        }
        text
    };
    Ok((0..longest).map(nth).collect())
}

/// Words of the corpus at most two changes away from a doubtful one: letters added, left out, replaced, neighbours
/// swapped; and words that begin with it. Nearest first, then likeliest. Further forms of a term already listed come
/// last, and forms of the word's own term are left out. Candidates come from the shards of the word's own terms, which
/// are here, and from the list of common words if wanted.
fn corrections(doubt: &Doubt, with_word_list: bool, reader: Reader<'_>) -> Result<Vec<String>, Stop> {
    let Doubt { form, documents, .. } = doubt;
    let mut candidates = Candidates::new(form, *documents);
    if with_word_list {
        reader.word_list()?.for_each(|form, _, documents| candidates.consider(form, documents))?;
    }
    let analyzers = &reader.root.analyzers;
    for analyzer in analyzers {
        let Some(shard) = reader.shard_of(&analyzer.term(form)) else { continue };
        for entry in reader.terms(shard)?.entries_with_prefix("") {
            if !entry.key().starts_with(char::is_control) {
                entry.forms().for_each(|form| candidates.consider(form, entry.documents()));
            }
        }
    }
    Ok(candidates.best(analyzers))
}

struct Candidates<'a> {
    form: &'a str,
    length: usize,
    letters: u64,
    documents: u32,
    most_changes: usize,
    /// With a number that is smaller for better ones.
    found: Vec<(u64, String)>,
}

impl<'a> Candidates<'a> {
    fn new(form: &'a str, documents: u32) -> Candidates<'a> {
        let length = form.chars().count();
        // Two changes make nearly any short word of any other.
        let most_changes = if length < 5 || documents > 0 { 1 } else { 2 };
        Candidates { form, length, letters: letters(form), documents, most_changes, found: Vec::new() }
    }

    fn consider(&mut self, form: &str, documents: u32) {
        // Whoever typed only the beginning of a word is as near to it as after two changes.
        let goes_on = self.documents == 0 && self.length > 2 && form.starts_with(self.form);
        // Cheap tests first: a list has ten thousand words, and nearly all of them fail here.
        let is_too_long = form.chars().count().abs_diff(self.length) > self.most_changes;
        let is_too_different = (letters(form) ^ self.letters).count_ones() as usize > 2 * self.most_changes;
        let is_too_far = is_too_long || is_too_different;
        if is_too_far && !goes_on || documents < self.documents.saturating_mul(MUCH_COMMONER) {
            return;
        }
        let changes = if is_too_far { 2 } else { strsim::osa_distance(self.form, form) };
        if changes <= self.most_changes || goes_on {
            let is_simple = form.chars().count() > self.length || letters(form) == self.letters;
            let likelihood = documents.saturating_mul(if is_simple { SIMPLE_SLIP } else { 1 });
            self.found.push((pair(changes as u32, !likelihood), form.into()));
        }
    }

    fn best(self, analyzers: &[Analyzer]) -> Vec<String> {
        let terms = |form: &str| analyzers.iter().map(|analyzer| analyzer.term(form)).collect::<Vec<_>>();
        let own = terms(self.form);
        let mut known = Vec::new();
        let (mut best, mut others) = (Vec::new(), Vec::new());
        for (_, form) in sort_by_number(self.found, |(number, _)| *number) {
            let terms = terms(&form);
            if terms == own || best.contains(&form) || others.contains(&form) {
                continue;
            }
            let is_new = !known.contains(&terms);
            if is_new { &mut best } else { &mut others }.push(form);
            known.push(terms);
        }
        best.append(&mut others);
        best.truncate(SUGGESTIONS);
        best
    }
}

/// A bit for each letter that a word has; far letters share one.
fn letters(form: &str) -> u64 {
    form.chars().fold(0, |letters, letter| letters | 1 << (letter as u32 % 64))
}
