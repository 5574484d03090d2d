//! A query in the terms of one corpus: what to look up, and what to filter by. [`planner`](super::planner) makes it.

use std::ops::Range;

use super::matcher::{Sequence, Slot};
use super::passage::Passage;
use crate::corpus::{DateRange, VariantKind};
use crate::index::{
    FileId,
    reader::{Reader, Stop},
};
use crate::query::{Occur, Remark};

/// What to look up, and what to tell the reader about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    pub clauses: Vec<PlannedClause>,
    pub fields: Vec<FieldClause>,
    pub dates: Vec<DateClause>,
    pub variants: Vec<TouchedGroup>,
    pub remarks: Vec<Remark>,
}

/// A part of the query, with what it means in this corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedClause {
    pub occur: Occur,
    pub what: What,
    /// As typed.
    pub text: String,
    pub start: u32,
    pub end: u32,
}

impl PlannedClause {
    /// Whether it adds to scores: excluded words and filters do not.
    pub fn is_scored(&self) -> bool {
        self.occur != Occur::MustNot && !matches!(self.what, What::Field(_) | What::Dates(_))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A document matches when it has any of these.
    Words(Vec<Sequence>),
    /// Any of the one within so many words of any of the other.
    Near {
        left: Vec<Sequence>,
        right: Vec<Sequence>,
        distance: u32,
    },
    /// A long quotation.
    Passage(Passage),
    Group(Vec<PlannedClause>),
    Field(FieldClause),
    Dates(DateClause),
}

/// A value typed after a field's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldClause {
    pub field: String,
    pub value: String,
    pub is_excluded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateClause {
    pub range: DateRange,
    pub is_excluded: bool,
}

/// A thesaurus group one of whose words the query has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchedGroup {
    /// The words of the query.
    pub of: String,
    pub kind: VariantKind,
    pub note: String,
    /// The other words, and whether they are searched.
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

    /// Every sequence of words that is looked up, with the number of its clause; excluded ones only where asked for.
    pub fn sequences(&self, with_excluded: bool) -> Vec<(u32, &Sequence)> {
        let mut found = Vec::new();
        for (number, what) in self.leaves(with_excluded) {
            match what {
                What::Words(alternatives) => found.extend(alternatives.iter().map(|sequence| (number, sequence))),
                What::Near { left, right, .. } => {
                    found.extend(left.iter().chain(right).map(|sequence| (number, sequence)));
                }
                What::Passage(_) | What::Group(_) | What::Field(_) | What::Dates(_) => {}
            }
        }
        found
    }

    /// Every long quotation with the number of its clause; excluded ones only where asked for.
    pub fn passages(&self, with_excluded: bool) -> Vec<(u32, &Passage)> {
        let leaves = self.leaves(with_excluded).into_iter();
        leaves
            .filter_map(|(number, what)| match what {
                What::Passage(passage) => Some((number, passage)),
                _ => None,
            })
            .collect()
    }

    /// Does something to every long quotation, in brackets too. It is told where each stands in the query.
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

    /// Every field that is filtered by, in brackets too.
    pub fn field_clauses(&self) -> Vec<&FieldClause> {
        let mut found: Vec<&FieldClause> = self.fields.iter().collect();
        found.extend(self.leaves(true).into_iter().filter_map(|(_, what)| match what {
            What::Field(field) => Some(field),
            _ => None,
        }));
        found
    }

    /// Whether anything is asked of dates, in brackets too.
    pub fn has_dates(&self) -> bool {
        !self.dates.is_empty() || self.leaves(true).iter().any(|(_, what)| matches!(what, What::Dates(_)))
    }

    /// The files of the index that evaluation reads.
    pub fn files(&self, reader: &Reader<'_>) -> Vec<FileId> {
        let has_near = self.leaves(true).iter().any(|(_, what)| matches!(what, What::Near { .. }));
        let mut files = Vec::new();
        let passages = self.passages(true);
        let keys = passages.iter().flat_map(|(_, passage)| passage.matchers()).flat_map(|matcher| &matcher.keys);
        files.extend(keys.filter_map(|key| reader.shard_of(key)).map(|shard| shard.terms));
        for (_, sequence) in self.sequences(true) {
            for Slot { matcher, .. } in sequence {
                let by_key = matcher.keys.iter().filter_map(|key| reader.shard_of(key));
                let by_pattern = matcher.pattern.iter().flat_map(|pattern| reader.shards_of_prefix(&pattern.keys));
                for shard in by_key.chain(by_pattern) {
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
