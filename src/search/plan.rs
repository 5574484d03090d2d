//! A query in terms of one corpus: what to look up, and what to filter by. [`planner`](super::planner) makes it.

use std::ops::Range;

use super::answer::Words;
use super::matcher::{Matcher, Sequence, Slot};
use super::passage::Passage;
use super::run::Run;
use crate::corpus::{DateRange, VariantKind};
use crate::index::{
    FileId,
    format::ShardEntry,
    reader::{Reader, Stop},
};
use crate::query::{NEAR, Occur, Remark};

/// A query plan: what to look up in the index of one corpus, and what to tell the reader about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Everything that is matched in texts and titles, in the order of the query. Their indexes identify clauses
    /// elsewhere.
    pub clauses: Vec<PlannedClause>,
    /// Field filters at the top level of the query; all must hold.
    pub fields: Vec<FieldClause>,
    /// Date filters at the top level of the query; all must hold.
    pub dates: Vec<DateClause>,
    /// Groups of the thesaurus that the query touches.
    pub variants: Vec<TouchedGroup>,
    /// The runs of plain words, none of them excluded, in the order of the query.
    pub runs: Vec<Run>,
    /// Remarks of the parser and of planning.
    pub remarks: Vec<Remark>,
}

/// A clause of the query, with what it means in this corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedClause {
    /// Optional, required or excluded.
    pub occur: Occur,
    /// What to look up.
    pub what: What,
    /// The clause as a query, without its sign; for explanations.
    pub text: String,
    /// Byte offset in the query at which the clause begins.
    pub start: u32,
    /// Byte offset at which it ends, exclusive.
    pub end: u32,
}

impl PlannedClause {
    /// Whether it contributes to scores: excluded clauses and filters do not.
    pub fn is_scored(&self) -> bool {
        self.occur != Occur::MustNot && !matches!(self.what, What::Field(_) | What::Dates(_))
    }
}

/// What a clause looks up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Alternatives: a document matches if it has any of them.
    Words(Vec<Sequence>),
    /// Proximity: any alternative of one side near any of the other, in either order.
    Near {
        /// Alternatives of the side typed first.
        left: Vec<Sequence>,
        /// Alternatives of the other side.
        right: Vec<Sequence>,
        /// Largest distance in positions, 1 for neighbours.
        distance: u32,
    },
    /// A run of plain words, only in a plan [for counting](Plan::for_counting).
    Run {
        /// Its words.
        run: Run,
        /// Largest distance of its words in positions; `None` if only the phrase counts.
        distance: Option<u32>,
    },
    /// A long quotation, compared with the stored text.
    Passage(Passage),
    /// Clauses in brackets, not empty, combined as those of the query are.
    Group(Vec<PlannedClause>),
    /// A field filter in brackets.
    Field(FieldClause),
    /// A date filter in brackets.
    Dates(DateClause),
}

/// A field filter typed into the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldClause {
    /// Name of a column of the corpus: `publisher`.
    pub field: String,
    /// The value as typed; matches as [`Filters::documents_of`](super::filter::Filters::documents_of) says.
    pub value: String,
    /// Whether documents with the value are excluded.
    pub is_excluded: bool,
}

/// A date filter typed into the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateClause {
    /// The days asked for.
    pub range: DateRange,
    /// Whether documents of these days are excluded.
    pub is_excluded: bool,
}

/// A group of the thesaurus that has a word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchedGroup {
    /// The variant that the query has.
    pub of: String,
    /// Kind of the group, which decides what is searched by default.
    pub kind: VariantKind,
    /// The group's note for readers; may be empty.
    pub note: String,
    /// The other variants of the group, each with whether it is searched.
    pub words: Vec<(String, bool)>,
}

impl Plan {
    /// Every clause that is no bracket, inside brackets too, with the number of the outer one; excluded ones only where
    /// asked for.
    pub(super) fn leaves(&self, with_excluded: bool) -> Vec<(u32, &What)> {
        let mut found = Vec::new();
        let mut waiting: Vec<(u32, &PlannedClause)> = (0..).zip(&self.clauses).collect();
        while let Some((number, clause)) = waiting.pop() {
            match &clause.what {
                _ if clause.occur == Occur::MustNot && !with_excluded => {}
                What::Group(clauses) => waiting.extend(clauses.iter().map(|clause| (number, clause))),
                what => found.push((number, what)),
            }
        }
        found
    }

    /// Every word and phrase that is looked up, with the index of its clause; excluded ones only if `with_excluded`.
    pub fn sequences(&self, with_excluded: bool) -> Vec<(u32, &Sequence)> {
        let mut found = Vec::new();
        for (number, what) in self.leaves(with_excluded) {
            match what {
                What::Words(alternatives) => found.extend(alternatives.iter().map(|sequence| (number, sequence))),
                What::Near { left, right, .. } => {
                    found.extend(left.iter().chain(right).map(|sequence| (number, sequence)));
                }
                What::Run { run, .. } => found.extend(run.phrases.iter().map(|sequence| (number, sequence))),
                What::Passage(_) | What::Group(_) | What::Field(_) | What::Dates(_) => {}
            }
        }
        found
    }

    /// Every run that is counted as one, with the index of its clause and its distance.
    pub fn counted_runs(&self) -> Vec<(u32, &Run, Option<u32>)> {
        let leaves = self.leaves(false).into_iter();
        leaves
            .filter_map(|(number, what)| match what {
                What::Run { run, distance } => Some((number, run, *distance)),
                _ => None,
            })
            .collect()
    }

    /// Every long quotation with the index of its clause; excluded ones only if `with_excluded`.
    pub fn passages(&self, with_excluded: bool) -> Vec<(u32, &Passage)> {
        let leaves = self.leaves(with_excluded).into_iter();
        leaves
            .filter_map(|(number, what)| match what {
                What::Passage(passage) => Some((number, passage)),
                _ => None,
            })
            .collect()
    }

    /// Calls `visit` for every long quotation, in brackets too, with its byte range in the query; ends at the first
    /// failure.
    pub fn for_each_passage(
        &mut self,
        mut visit: impl FnMut(&mut Passage, Range<u32>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let mut waiting: Vec<&mut PlannedClause> = self.clauses.iter_mut().collect();
        while let Some(clause) = waiting.pop() {
            match &mut clause.what {
                What::Group(clauses) => waiting.extend(clauses),
                What::Passage(passage) => visit(passage, clause.start..clause.end)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Every field filter of the query, in brackets too.
    pub fn field_clauses(&self) -> Vec<&FieldClause> {
        let mut found: Vec<&FieldClause> = self.fields.iter().collect();
        found.extend(self.leaves(true).into_iter().filter_map(|(_, what)| match what {
            What::Field(field) => Some(field),
            _ => None,
        }));
        found
    }

    /// Whether the query has a date filter, in brackets too.
    pub fn has_dates(&self) -> bool {
        !self.dates.is_empty() || self.leaves(true).iter().any(|(_, what)| matches!(what, What::Dates(_)))
    }

    /// The plan by which the same query is counted and highlighted: the words of each run are one clause, unless either
    /// counts. `modes` has one for each of the runs. What is found, and in which order, the plan itself decides.
    pub fn for_counting(&self, modes: &[Words]) -> Plan {
        let mut plan = self.clone();
        for (run, mode) in self.runs.iter().zip(modes) {
            let distance = match mode {
                Words::Together => None,
                Words::Near => Some(NEAR),
                Words::Either => continue,
            };
            replace(&mut plan.clauses, run, &What::Run { run: run.clone(), distance });
        }
        plan
    }

    /// The files that evaluation will read, possibly with repetitions: terms of all words, positions where needed.
    pub fn files(&self, reader: &Reader<'_>) -> Vec<FileId> {
        let has_near = self.leaves(true).iter().any(|(_, what)| matches!(what, What::Near { .. }));
        let mut files = Vec::new();
        let passages = self.passages(true);
        let keys = passages.iter().flat_map(|(_, passage)| passage.matchers()).flat_map(|matcher| &matcher.keys);
        files.extend(keys.filter_map(|key| reader.shard_of(key)).map(|shard| shard.terms));
        for (_, sequence) in self.sequences(true) {
            for Slot { matcher, .. } in sequence {
                for shard in shards(matcher, reader) {
                    files.push(shard.terms);
                    // For a pattern they are asked for only if it does not cover all forms of a term.
                    if has_near || sequence.len() > 1 || matcher.form.is_some() || matcher.is_in_title {
                        files.push(shard.positions);
                    }
                }
            }
        }
        files
    }
}

/// The shards that have what a matcher means, possibly with repetitions.
pub(super) fn shards<'a>(matcher: &Matcher, reader: &Reader<'a>) -> Vec<&'a ShardEntry> {
    let by_key = matcher.keys.iter().filter_map(|key| reader.shard_of(key));
    let by_pattern = matcher.pattern.iter().flat_map(|pattern| reader.shards_of_prefix(&pattern.keys));
    by_key.chain(by_pattern).collect()
}

/// Puts one clause in the place of those that a run's words became, wherever they are. A word's clause, and that of
/// variants of several words, is where the words are in the query; brackets around them are larger.
fn replace(clauses: &mut Vec<PlannedClause>, run: &Run, what: &What) {
    let is_part = |clause: &PlannedClause| {
        matches!(clause.what, What::Words(_)) && run.start <= clause.start && clause.end <= run.end
    };
    if let Some(place) = clauses.iter().position(is_part) {
        clauses.retain(|clause| !is_part(clause));
        let (what, text) = (what.clone(), run.text.clone());
        clauses.insert(place, PlannedClause { occur: Occur::Should, what, text, start: run.start, end: run.end });
    }
    for clause in clauses {
        if let What::Group(inner) = &mut clause.what {
            replace(inner, run, what);
        }
    }
}
