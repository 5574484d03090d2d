//! Filters, facets and the histogram: documents by the values of their fields and by their dates.

use std::rc::Rc;

use super::answer::{Bucket, Choice, Facet, FacetValue, Filter};
use super::order::{pair, sort_by_number};
use super::plan::{DateClause, FieldClause};
use super::set::DocumentSet;
use super::story;
use crate::corpus::{
    DateRange,
    date::{Day, civil, only_month, only_year},
};
use crate::index::format::{Column, ColumnEntry, Dates, take_ascending};
use crate::index::reader::{Reader, Stop};
use crate::index::stories::Stories;
use crate::text::{Folding, for_each_token};

/// The metadata filters of a search, as sets of documents, and the columns they are made from.
pub struct Filters {
    documents: u32,
    /// Number of documents with a date; they have the lowest numbers.
    dated: u32,
    /// By field: what the filters of that field leave.
    fields: Vec<(String, DocumentSet)>,
    dates: DocumentSet,
    stored_dates: Rc<Dates>,
    /// Those that are shown, and those that something is filtered by.
    columns: Vec<OpenColumn>,
}

/// Documents by the time in which they certainly are. Each is counted once: a range makes no peak.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Histogram {
    /// Ascending, without those that no document is in.
    pub buckets: Vec<Bucket>,
    /// Documents whose date may mean several of such times.
    pub inexact: u32,
    /// Documents without a date.
    pub undated: u32,
}

/// Where a document is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Year, month, day; 0 for those left open.
    In(i32, u32, u32),
    Inexact,
    Undated,
}

impl Histogram {
    fn count(&mut self, when: When) -> &mut u32 {
        let (year, month, day) = match when {
            When::In(year, month, day) => (year, month, day),
            When::Inexact => return &mut self.inexact,
            When::Undated => return &mut self.undated,
        };
        let is_it = |bucket: &Bucket| (bucket.year, bucket.month, bucket.day) == (year, month, day);
        // Documents come in the order of their dates, so it is nearly always the latest.
        let place = self.buckets.iter().rposition(is_it).unwrap_or(self.buckets.len());
        if place == self.buckets.len() {
            self.buckets.push(Bucket { year, month, day, count: 0 });
        }
        &mut self.buckets[place].count
    }
}

/// A column with its documents and the reader's choices.
struct OpenColumn {
    field: String,
    label: String,
    is_facet: bool,
    values: Vec<OpenValue>,
}

struct OpenValue {
    value: String,
    /// Their numbers, ascending: a set of each would take as much memory as there are values times documents.
    documents: Vec<u32>,
    choice: Choice,
}

impl Filters {
    /// Reads `columns`, which must include those that are shown and those filtered by. `filters` are the reader's
    /// choices, `typed` and `dates` what the query says at its top level. `stored_dates` may be empty if no date is
    /// asked for. Stops where files are missing.
    pub fn new(
        reader: &Reader<'_>,
        columns: &[&ColumnEntry],
        filters: &[Filter],
        typed: &[FieldClause],
        dates: &[DateClause],
        stored_dates: Rc<Dates>,
    ) -> Result<Filters, Stop> {
        let documents = reader.root.documents;
        let folding = &reader.root.folding;
        let mut all = Filters {
            documents,
            dated: documents.saturating_sub(reader.root.undated),
            fields: Vec::new(),
            dates: DocumentSet::full(documents),
            stored_dates,
            columns: Vec::new(),
        };
        for entry in columns {
            let mut column = open(entry, &*reader.column(entry.file)?, documents)?;
            let mut left = column.choose(filters, documents, folding);
            for clause in typed.iter().filter(|clause| clause.field == entry.field) {
                let meant = column.documents_of(&clause.value, documents, folding);
                let left = left.get_or_insert_with(|| DocumentSet::full(documents));
                if clause.is_excluded { left.remove(&meant) } else { left.keep(&meant) }
            }
            all.fields.extend(left.map(|left| (entry.field.clone(), left)));
            all.columns.push(column);
        }
        for clause in dates {
            let inside = all.documents_in(clause);
            if clause.is_excluded { all.dates.remove(&inside) } else { all.dates.keep(&inside) }
        }
        Ok(all)
    }

    /// The documents with the value of a clause: the value written exactly so, or else all values that contain its
    /// words side by side, folded. None if the column was not read.
    pub fn documents_of(&self, clause: &FieldClause, folding: &Folding) -> DocumentSet {
        let column = self.columns.iter().find(|column| column.field == clause.field);
        column.map_or(DocumentSet::empty(self.documents), |column| {
            column.documents_of(&clause.value, self.documents, folding)
        })
    }

    /// The documents whose date may lie in a range, or for [`DateRange::NONE`] those without a date. Whether the clause
    /// excludes them is left to the caller.
    pub fn documents_in(&self, clause: &DateClause) -> DocumentSet {
        if clause.range == DateRange::NONE {
            return DocumentSet::of(self.documents, self.dated..self.documents);
        }
        let days = (0..).zip(&self.stored_dates.0);
        let inside = days.filter(|(_, (first, last))| clause.range.overlaps(*first, *last));
        DocumentSet::of(self.documents, inside.map(|(number, _)| number))
    }

    /// The part of a set that passes all filters.
    pub fn apply(&self, base: &DocumentSet) -> DocumentSet {
        let mut left = self.apply_but(base, "");
        left.keep(&self.dates);
        left
    }

    /// The same with the filters of all fields but one, and without dates.
    fn apply_but(&self, base: &DocumentSet, but: &str) -> DocumentSet {
        let mut left = base.clone();
        for (field, set) in &self.fields {
            if field != but {
                left.keep(set);
            }
        }
        left
    }

    /// Each facet with its values, in display order. Documents of `base` that pass the filters of all other fields are
    /// counted; with `stories`, each story once.
    pub fn facets(&self, base: &DocumentSet, stories: Option<&Stories>) -> Vec<Facet> {
        let facet = |column: &OpenColumn| {
            let mut left = self.apply_but(base, &column.field);
            left.keep(&self.dates);
            let count = |value: &OpenValue| {
                let documents = value.documents.iter().copied().filter(|&document| left.contains(document));
                let count = story::count(documents, stories);
                FacetValue { value: value.value.clone(), count, choice: value.choice }
            };
            let mut values: Vec<FacetValue> = column.values.iter().map(count).collect();
            values.retain(|value| value.count > 0 || value.choice != Choice::None);
            if column.field == "year" {
                values.reverse();
            } else {
                values = sort_by_number(values, |value| u64::from(!value.count));
            }
            Facet { field: column.field.clone(), label: column.label.clone(), values }
        };
        self.columns.iter().filter(|column| column.is_facet).map(facet).collect()
    }

    /// Documents of `base` by month; all filters but dates apply. A date that lies in one year but in no one month counts
    /// for its year, as month 0. With `stories`, each story counts once in a month.
    pub fn histogram(&self, base: &DocumentSet, stories: Option<&Stories>) -> Histogram {
        let by_month = |first, last| {
            let month = only_month(first, last).or_else(|| Some((only_year(first, last)?, 0)));
            Some(month.map_or(When::Inexact, |(year, month)| When::In(year, month, 0)))
        };
        self.count_by(base, stories, &by_month)
    }

    /// The same by day, for the documents that may be of `time`.
    pub fn histogram_of_days(&self, base: &DocumentSet, time: DateRange, stories: Option<&Stories>) -> Histogram {
        let by_day = |first, last| {
            let (year, month, day) = civil(first);
            let when = if first == last { When::In(year, month, day) } else { When::Inexact };
            time.overlaps(first, last).then_some(when)
        };
        self.count_by(base, stories, &by_day)
    }

    /// Documents by the time that a function gives to their dates; those to which it gives none are left out.
    fn count_by(
        &self,
        base: &DocumentSet,
        stories: Option<&Stories>,
        time: &dyn Fn(Day, Day) -> Option<When>,
    ) -> Histogram {
        let left = self.apply_but(base, "");
        let when = |number: u32| self.days(number).map_or(Some(When::Undated), |(first, last)| time(first, last));
        let mut histogram = Histogram::default();
        left.iter().filter_map(when).for_each(|when| *histogram.count(when) += 1);
        for members in stories.into_iter().flat_map(Stories::iter) {
            let mut met = Vec::new();
            for when in members.iter().map(|member| member.document).filter(|&n| left.contains(n)).filter_map(when) {
                if met.contains(&when) {
                    *histogram.count(when) -= 1;
                } else {
                    met.push(when);
                }
            }
        }
        // Years before 1 sort below the others once the sign is flipped.
        let order = |bucket: &Bucket| pair(bucket.year as u32 ^ 1 << 31, bucket.month * 32 + bucket.day);
        Histogram { buckets: sort_by_number(histogram.buckets, order), ..histogram }
    }

    fn days(&self, number: u32) -> Option<(Day, Day)> {
        self.stored_dates.0.get(number as usize).copied()
    }

    /// A sort key of a document: ascending keys are newest first, with undated documents last.
    pub fn newest_first(&self, number: u32) -> u32 {
        if number < self.dated { self.dated - number } else { number + 1 }
    }
}

fn open(entry: &ColumnEntry, column: &Column, documents: u32) -> Result<OpenColumn, Stop> {
    let mut values = Vec::with_capacity(column.values.len());
    for stored in &column.values {
        let documents = take_ascending(&stored.documents, documents)?;
        values.push(OpenValue { value: stored.value.clone(), documents, choice: Choice::None });
    }
    let (field, label, is_facet) = (entry.field.clone(), entry.label.clone(), entry.is_facet);
    Ok(OpenColumn { field, label, is_facet, values })
}

impl OpenColumn {
    /// Marks the values that the filters choose; returns what they leave if there are any for this field.
    fn choose(&mut self, filters: &[Filter], documents: u32, folding: &Folding) -> Option<DocumentSet> {
        let mut filters = filters.iter().filter(|filter| filter.field == self.field).peekable();
        filters.peek()?;
        let (mut included, mut excluded) = (None::<DocumentSet>, DocumentSet::empty(documents));
        for filter in filters {
            let choice = if filter.exclude { Choice::Excluded } else { Choice::Included };
            let mut meant = DocumentSet::empty(documents);
            for place in self.meant(&filter.value, folding) {
                self.values[place].choice = choice;
                meant.extend(&self.values[place].documents);
            }
            match choice {
                Choice::Excluded => excluded.add(&meant),
                _ => included.get_or_insert_with(|| DocumentSet::empty(documents)).add(&meant),
            }
        }
        let mut left = included.unwrap_or_else(|| DocumentSet::full(documents));
        left.remove(&excluded);
        Some(left)
    }

    fn documents_of(&self, value: &str, documents: u32, folding: &Folding) -> DocumentSet {
        let mut set = DocumentSet::empty(documents);
        self.meant(value, folding).into_iter().for_each(|place| set.extend(&self.values[place].documents));
        set
    }

    /// The values that someone means: the one written exactly so, else all that contain these words side by side.
    fn meant(&self, value: &str, folding: &Folding) -> Vec<usize> {
        if let Some(place) = self.values.iter().position(|candidate| candidate.value == value) {
            return vec![place];
        }
        let wanted = words(value, folding);
        let has = |candidate: &OpenValue| {
            let words = words(&candidate.value, folding);
            !wanted.is_empty() && words.windows(wanted.len()).any(|window| window == wanted)
        };
        (0..self.values.len()).filter(|&place| has(&self.values[place])).collect()
    }
}

fn words(text: &str, folding: &Folding) -> Vec<String> {
    let mut words = Vec::new();
    for_each_token(text, folding, |token| {
        if !token.is_extra {
            words.push(token.form.to_string());
        }
    });
    words
}
