//! Answers a search: documents, counts, excerpts, and help when there is nothing.

use std::rc::Rc;

use super::protocol::{
    Change, Hit, Relaxation, Remark, Results, SearchRequest, Segment, Sort, Variant, VariantChoice, Variants,
};
use crate::corpus::{DateRange, FieldKind, language::Direction};
use crate::index::FileId;
use crate::index::format::{ColumnEntry, StoredDocument};
use crate::index::reader::{Reader, Stop};
use crate::query::{Clause, Node, Occur, Query, parse};
use crate::search::DocumentSet;
use crate::search::filter::Filters;
use crate::search::marks::{MarkedBlock, Marker, excerpts, segments};
use crate::search::matching::{Matches, evaluate, nearest_words};
use crate::search::order::{pair, sort_by_number};
use crate::search::plan::{Choice, DateClause, Plan};

pub(super) fn answer(request: &SearchRequest, reader: Reader<'_>) -> Result<Results, Stop> {
    let query = parse(&request.query);
    let search = Search::new(request, &query, reader);
    reader.need(search.files())?;
    let filters = search.filters()?;
    let matches = evaluate(&search.plan, reader, &filters)?;
    let left = filters.apply(&matches.documents);
    let ranked = search.rank(&left, &matches, &filters);
    let page: Vec<u32> = ranked.iter().skip(request.offset as usize).take(request.limit as usize).copied().collect();
    reader.need(page.iter().flat_map(|&number| search.files_of(number)))?;
    let marker = Marker::new(&search.plan, &reader.root.folding);
    let hits = page.iter().map(|&number| search.hit(number, matches.scores[number as usize], &marker));
    let hits = hits.collect::<Result<_, _>>()?;
    let (histogram, undated) =
        if request.skip_counts { Default::default() } else { filters.histogram(&matches.documents) };
    Ok(Results {
        total: left.count(),
        hits,
        facets: if request.skip_counts { Vec::new() } else { filters.facets(&matches.documents) },
        histogram,
        undated,
        variants: search.variants(),
        remarks: search.remarks(&matches),
        relaxations: if ranked.is_empty() { search.relaxations(&query, &matches)? } else { Vec::new() },
    })
}

/// What the plan of a query with these choices is; the reader marks documents by the same.
pub(super) fn plan(reader: Reader<'_>, query: &Query, variants: &VariantChoice) -> Plan {
    Plan::new(reader.root, query, Choice { without: &variants.without, with: &variants.with })
}

struct Search<'a> {
    request: &'a SearchRequest,
    reader: Reader<'a>,
    plan: Plan,
}

impl<'a> Search<'a> {
    fn new(request: &'a SearchRequest, query: &Query, reader: Reader<'a>) -> Search<'a> {
        let mut plan = plan(reader, query, &request.variants);
        match DateRange::parse(&request.dates) {
            Ok(range) => plan.dates.push(DateClause { range, is_excluded: false }),
            Err(error) if !request.dates.trim().is_empty() => {
                plan.remarks.push(crate::query::Remark { start: 0, end: 0, message: error.to_string() });
            }
            Err(_) => {}
        }
        Search { request, reader, plan }
    }

    /// Columns that are shown, and those that something is filtered by.
    fn columns(&self) -> Vec<&'a ColumnEntry> {
        let typed = self.plan.field_clauses();
        let is_used = |entry: &&ColumnEntry| {
            (entry.is_facet && !self.request.skip_counts)
                || self.request.filters.iter().any(|filter| filter.field == entry.field)
                || typed.iter().any(|clause| clause.field == entry.field)
        };
        self.reader.root.columns.iter().filter(is_used).collect()
    }

    fn needs_dates(&self) -> bool {
        !self.request.skip_counts || self.plan.has_dates()
    }

    fn files(&self) -> Vec<FileId> {
        let mut files = self.plan.files(&self.reader);
        files.extend(self.columns().iter().map(|entry| entry.file));
        files.extend(self.needs_dates().then_some(self.reader.root.dates));
        files
    }

    fn filters(&self) -> Result<Filters, Stop> {
        let Plan { fields, dates, .. } = &self.plan;
        let stored_dates = if self.needs_dates() { self.reader.dates()? } else { Rc::default() };
        Filters::new(&self.reader, &self.columns(), &self.request.filters, fields, dates, stored_dates)
    }

    fn total(&self) -> Result<u32, Stop> {
        self.reader.need(self.files())?;
        let filters = self.filters()?;
        Ok(filters.apply(&evaluate(&self.plan, self.reader, &filters)?.documents).count())
    }

    /// Best first, equals newest first; without words newest first.
    fn rank(&self, left: &DocumentSet, matches: &Matches, filters: &Filters) -> Vec<u32> {
        let documents: Vec<u32> = left.iter().collect();
        let newest_first = |number: &u32| filters.newest_first(*number);
        match self.request.sort {
            Sort::Relevance => {
                sort_by_number(documents, |number| pair(!matches.scores[*number as usize], newest_first(number)))
            }
            Sort::Newest => sort_by_number(documents, |number| u64::from(newest_first(number))),
            // Documents are numbered so.
            Sort::Oldest => documents,
        }
    }

    /// What a hit reads of its document: everything for excerpts, else only where it begins.
    fn files_of(&self, number: u32) -> impl Iterator<Item = FileId> + use<'a> {
        let chunks = self.reader.files_of(number).take(if self.request.excerpts > 0 { usize::MAX } else { 1 });
        chunks.chain(self.reader.root.vocabulary)
    }

    fn hit(&self, number: u32, score: u32, marker: &Marker<'_>) -> Result<Hit, Stop> {
        let StoredDocument { metadata, mut blocks, .. } = self.reader.document(number)?;
        if self.request.excerpts > 0 {
            blocks.extend(self.reader.further_blocks(number)?);
        } else {
            blocks.clear();
        }
        let mut marked = Vec::with_capacity(blocks.len());
        let mut hit_count = 0;
        for (number, block) in (0..).zip(&blocks) {
            let language = if block.language.is_empty() { &metadata.language } else { &block.language };
            let marks = marker.marks(&block.text, language);
            let first_hit = hit_count;
            hit_count += marks.len() as u32;
            marked.push(MarkedBlock { number, block, language, marks, first_hit });
        }
        let fields = &self.reader.root.settings.fields;
        let is_keyword = |name: &String| fields.iter().any(|f| f.name == *name && f.kind == FieldKind::Keyword);
        let mut values = metadata.values;
        values.retain(|name, _| is_keyword(name));
        let title = title(&metadata.title, &metadata.language, marker);
        Ok(Hit {
            title,
            direction: Direction::of(&metadata.language),
            excerpts: excerpts(&marked, self.request.excerpts),
            id: metadata.id,
            is_title_by_editors: metadata.is_title_by_editors,
            language: metadata.language,
            date: metadata.date.map(|date| date.edtf),
            values,
            // Scores are sums of rarity (1/256 bit) times impact (1/255): so this is in bits.
            score: score as f32 / (256.0 * 255.0),
            hit_count,
        })
    }

    fn variants(&self) -> Vec<Variants> {
        let groups = self.plan.variants.iter().map(|group| Variants {
            of: group.of.clone(),
            kind: group.kind,
            note: group.note.clone(),
            words: group
                .words
                .iter()
                .map(|(text, is_active)| Variant { text: text.clone(), is_active: *is_active })
                .collect(),
        });
        groups.collect()
    }

    /// What the parser and the plan could not understand, and words that no document has.
    fn remarks(&self, matches: &Matches) -> Vec<Remark> {
        let understood = self.plan.remarks.iter();
        let mut remarks: Vec<Remark> =
            understood.map(|r| Remark { start: r.start, end: r.end, message: r.message.clone() }).collect();
        for (clause, &documents) in self.plan.clauses.iter().zip(&matches.clause_documents) {
            if documents == 0 {
                let message = format!("“{}” occurs in no document.", clause.text);
                remarks.push(Remark { start: clause.start, end: clause.end, message });
            }
        }
        remarks
    }

    /// What each single change to a search without results would give, best first.
    fn relaxations(&self, query: &Query, matches: &Matches) -> Result<Vec<Relaxation>, Stop> {
        let mut relaxations = Vec::new();
        for (number, filter) in self.request.filters.iter().enumerate() {
            let mut request = self.request.clone();
            request.filters.remove(number);
            self.try_change(&request, Change::DropFilter(filter.clone()), &mut relaxations)?;
        }
        if !self.request.dates.trim().is_empty() {
            let request = SearchRequest { dates: String::new(), ..self.request.clone() };
            self.try_change(&request, Change::DropDates, &mut relaxations)?;
        }
        for text in self.other_queries(query, matches)? {
            let request = SearchRequest { query: text.clone(), ..self.request.clone() };
            self.try_change(&request, Change::Query(text), &mut relaxations)?;
        }
        Ok(sort_by_number(relaxations, |relaxation: &Relaxation| u64::from(!relaxation.total)))
    }

    fn try_change(&self, request: &SearchRequest, change: Change, found: &mut Vec<Relaxation>) -> Result<(), Stop> {
        let total = Search::new(request, &parse(&request.query), self.reader).total()?;
        if total > 0 {
            found.push(Relaxation { change, total });
        }
        Ok(())
    }

    /// The query with one clause loosened, left out, or spelled like a word that does occur.
    fn other_queries(&self, query: &Query, matches: &Matches) -> Result<Vec<String>, Stop> {
        let mut others = Vec::new();
        for (place, clause) in query.clauses.iter().enumerate() {
            let with = |clauses: Vec<Clause>| {
                let mut all = query.clauses.clone();
                all.splice(place..=place, clauses);
                Query { clauses: all, remarks: Vec::new() }.to_string()
            };
            match &clause.node {
                Node::Phrase(text) if clause.occur != Occur::MustNot => others.push(with(parse(text).clauses)),
                Node::Word(_) if clause.occur == Occur::Must => {
                    others.push(with(vec![Clause { occur: Occur::Should, ..clause.clone() }]));
                }
                _ => {}
            }
            if query.clauses.len() > 1 {
                others.push(with(Vec::new()));
            }
            if let Node::Word(word) = &clause.node {
                let is_absent = |(planned, &documents): (&crate::search::plan::PlannedClause, &u32)| {
                    planned.start == clause.start && documents == 0
                };
                if self.plan.clauses.iter().zip(&matches.clause_documents).any(is_absent) {
                    let near = nearest_words(&self.reader.root.folding.fold(word), self.reader)?;
                    others.extend(near.into_iter().map(|near| with(parse(&near).clauses)));
                }
            }
        }
        others.dedup();
        Ok(others)
    }
}

/// A title with its hits marked; they have no numbers of their own, so all are number 0.
pub(super) fn title(text: &str, language: &str, marker: &Marker<'_>) -> Vec<Segment> {
    let mut segments = segments(text, &marker.marks(text, language), 0);
    segments.iter_mut().for_each(|segment| segment.hit = segment.hit.map(|_| 0));
    segments
}
