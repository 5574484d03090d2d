//! Answers a search: documents, counts, excerpts, and help when there is nothing.

use super::protocol::{
    Change, Contribution, Hit, Relaxation, Remark, Results, SearchRequest, Segment, Sort, Variant, VariantChoice,
    Variants,
};
use crate::corpus::{Block, DateRange, FieldKind, language::Direction};
use crate::index::format::{ColumnEntry, Dates, StoredDocument};
use crate::index::reader::{Documents, Reader, Stop};
use crate::query::{Clause, Node, Occur, Query, parse, pasted};
use crate::search::DocumentSet;
use crate::search::explain::{SCORES_PER_BIT, explain};
use crate::search::filter::Filters;
use crate::search::marks::{Mark, MarkedBlock, Marker, excerpts, segments};
use crate::search::matching::{Matches, evaluate};
use crate::search::order::{pair, sort_by_number};
use crate::search::plan::{Choice, DateClause, Plan};
use crate::search::suggest::{doubts, suggestions};
use crate::text::Folding;

pub(super) fn answer(request: &SearchRequest, reader: Reader<'_>) -> Result<Results, Stop> {
    let query = parse(&request.query);
    let mut search = Search::new(request, &query, reader);
    reader.need(search.files())?;
    let filters = search.filters()?;
    search.recognise_passage(&query, &filters)?;
    let matches = search.evaluate(&filters)?;
    let left = filters.apply(&matches.documents);
    let ranked = search.rank(&left, &matches, &filters);
    let page: Vec<u32> = ranked.iter().skip(request.offset as usize).take(request.limit as usize).copied().collect();
    let doubts = doubts(&request.query, &query, &search.plan, &matches, reader)?;
    let total = left.count();
    let list = doubts.iter().any(|doubt| doubt.needs_word_list(total)).then_some(reader.root.word_list);
    reader.need(reader.files_of_documents(&page).into_iter().chain(list))?;
    let marker = Marker::new(&search.plan, &reader.root.folding);
    let mut documents = Documents::new(reader);
    let explained = if request.explain { page.as_slice() } else { &[] };
    let mut explained = explain(&search.plan, &matches, reader, &filters, explained)?.into_iter();
    let hits = page.iter().map(|&number| {
        let score = matches.scores[number as usize];
        search.hit(number, score, explained.next().unwrap_or_default(), &marker, &mut documents)
    });
    let hits = hits.collect::<Result<_, _>>()?;
    let (histogram, undated) =
        if request.skip_counts { Default::default() } else { filters.histogram(&matches.documents) };
    Ok(Results {
        total,
        hits,
        facets: if request.skip_counts { Vec::new() } else { filters.facets(&matches.documents) },
        histogram,
        undated,
        variants: search.variants(),
        remarks: search.remarks(&matches),
        suggestions: suggestions(&request.query, &doubts, total, reader)?,
        relaxations: if ranked.is_empty() { search.relaxations(&query)? } else { Vec::new() },
    })
}

/// What the plan of a query with these choices is; the reader marks documents by the same.
pub(super) fn plan(reader: Reader<'_>, query: &Query, variants: &VariantChoice) -> Plan {
    Plan::new(reader.root, query, Choice { without: &variants.without, with: &variants.with })
}

/// The plan of a text that looks copied, as one passage to be found word for word.
pub(super) fn pasted_plan(reader: Reader<'_>, text: &str, query: &Query) -> Option<Plan> {
    let mut plan = plan(reader, &pasted(text, query)?, &VariantChoice::default());
    // Cannot fail: nothing in it does.
    let _ = plan.for_each_passage(|passage, _| {
        passage.set_exact();
        Ok(())
    });
    Some(plan)
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

    fn files(&self) -> Vec<crate::index::FileId> {
        let mut files = self.plan.files(&self.reader);
        files.extend(self.columns().iter().map(|entry| entry.file));
        files.extend(self.needs_dates().then_some(self.reader.root.dates));
        files
    }

    fn filters(&self) -> Result<Filters, Stop> {
        let Plan { fields, dates, .. } = &self.plan;
        let stored_dates = if self.needs_dates() { self.reader.dates()? } else { Dates::default() };
        Filters::new(&self.reader, &self.columns(), &self.request.filters, fields, dates, stored_dates)
    }

    /// Text that looks copied and stands somewhere word for word is searched as that; any other stays plain words.
    fn recognise_passage(&mut self, query: &Query, filters: &Filters) -> Result<(), Stop> {
        let Some(mut pasted) = pasted_plan(self.reader, &self.request.query, query) else { return Ok(()) };
        self.reader.need(pasted.files(&self.reader))?;
        let mut is_found = false;
        pasted.for_each_passage(|passage, _| {
            passage.find(self.reader, filters)?;
            is_found |= !passage.found.is_empty();
            Ok(())
        })?;
        if is_found {
            pasted.dates = std::mem::take(&mut self.plan.dates);
            self.plan = pasted;
        }
        Ok(())
    }

    /// Looks for long quotations, then evaluates the whole.
    fn evaluate(&mut self, filters: &Filters) -> Result<Matches, Stop> {
        let reader = self.reader;
        let mut remarks = Vec::new();
        self.plan.for_each_passage(|passage, place| {
            passage.find(reader, filters)?;
            remarks.extend(passage.remark(place));
            Ok(())
        })?;
        self.plan.remarks.append(&mut remarks);
        evaluate(&self.plan, reader, filters)
    }

    fn total(&mut self) -> Result<u32, Stop> {
        self.reader.need(self.files())?;
        let filters = self.filters()?;
        Ok(filters.apply(&self.evaluate(&filters)?.documents).count())
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

    /// One document as it is shown. The forms found are added to the parts of its score.
    fn hit(
        &self,
        number: u32,
        score: u32,
        mut explanation: Vec<Contribution>,
        marker: &Marker<'_>,
        store: &mut Documents<'_>,
    ) -> Result<Hit, Stop> {
        let StoredDocument { metadata, .. } = store.document(number)?;
        let has_text = self.request.excerpts > 0 || self.request.explain;
        let blocks = if has_text { store.blocks(number)? } else { Vec::new() };
        let texts = with_languages(&blocks, &metadata.language);
        let mut marked = Vec::with_capacity(blocks.len());
        let mut hit_count = 0;
        for ((number, block), marks) in (0..).zip(&blocks).zip(marker.marks_of_blocks(&texts)) {
            let first_hit = hit_count;
            hit_count += marks.len() as u32;
            let (_, language) = texts[number as usize];
            marked.push(MarkedBlock { number, block, language, marks, first_hit });
        }
        let fields = &self.reader.root.settings.fields;
        let is_keyword = |name: &String| fields.iter().any(|f| f.name == *name && f.kind == FieldKind::Keyword);
        let mut values = metadata.values;
        values.retain(|name, _| is_keyword(name));
        if self.request.explain {
            let folding = &self.reader.root.folding;
            add_forms(&mut explanation, &metadata.title, &marker.marks(&metadata.title, &metadata.language), folding);
            for MarkedBlock { block, marks, .. } in &marked {
                add_forms(&mut explanation, &block.text, marks, folding);
            }
        }
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
            score: score as f32 / SCORES_PER_BIT,
            hit_count,
            explanation,
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
    fn relaxations(&self, query: &Query) -> Result<Vec<Relaxation>, Stop> {
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
        for text in other_queries(query) {
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
}

/// The query with one clause loosened or left out.
fn other_queries(query: &Query) -> Vec<String> {
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
    }
    others.dedup();
    others
}

/// The text of each block of a document with its language.
pub(super) fn with_languages<'a>(blocks: &'a [Block], language: &'a str) -> Vec<(&'a str, &'a str)> {
    let of_block = |block: &'a Block| if block.language.is_empty() { language } else { block.language.as_str() };
    blocks.iter().map(|block| (block.text.as_str(), of_block(block))).collect()
}

/// Adds the marked words of a text, folded, to the clauses that they answer.
fn add_forms(explanation: &mut [Contribution], text: &str, marks: &[Mark], folding: &Folding) {
    for mark in marks {
        let form = folding.fold(text.get(mark.start as usize..mark.end as usize).unwrap_or_default());
        let part = explanation.iter_mut().find(|part| part.clause == Some(mark.clause));
        if let Some(part) = part.filter(|part| !part.forms.contains(&form)) {
            part.forms.push(form);
        }
    }
}

/// A title with its hits marked; they have no numbers of their own, so all are number 0.
pub(super) fn title(text: &str, language: &str, marker: &Marker<'_>) -> Vec<Segment> {
    let mut segments = segments(text, &marker.marks(text, language), 0);
    segments.iter_mut().for_each(|segment| segment.hit = segment.hit.map(|_| 0));
    segments
}
