//! Answers a search: documents, counts, excerpts, and help when there is nothing.

use std::rc::Rc;

use super::copies::{copies, keywords};
use super::near;
use super::protocol::{
    Change, Contribution, Copies, Count, CountedRun, Filter, Hit, NearMatch, Relaxation, Remark, RemarkCode, Results,
    SearchRequest, Segment, Sort, Variant, VariantChoice, Variants, Words,
};
use super::runs::{decide, shows};
use super::typing::let_last_word_go_on;
use crate::corpus::{Block, DateRange, Metadata, language::Direction};
use crate::index::FileId;
use crate::index::format::{ColumnEntry, StoredDocument};
use crate::index::reader::{Reader, Stop};
use crate::query::{Clause, Node, Occur, Query, parse, pasted};
use crate::search::DocumentSet;
use crate::search::explain::{SCORES_PER_BIT, explain};
use crate::search::filter::{Filters, Histogram};
use crate::search::marks::{Mark, MarkedBlock, Marker, excerpts, hits, segments};
use crate::search::matching::{Matches, evaluate, stands};
use crate::search::order::{first_by_number, pair, sort_by_number};
use crate::search::plan::{DateClause, Plan, PlannedClause, What};
use crate::search::planner::Choice;
use crate::search::ranking::{COMPARED, FILLED_IN, LEAST_FILLED_IN, closeness, fill_in};
use crate::search::run::Run;
use crate::search::story::collapse;
use crate::search::suggest::{doubts, suggestions};
use crate::text::Folding;

/// Days are counted for so many at most: the bars of a quarter of a year can still be told apart.
const MOST_DAYS: i32 = 92;

pub(super) fn answer(request: &SearchRequest, reader: Reader<'_>) -> Result<Results, Stop> {
    let query = parse(&request.query);
    let mut search = Search::new(request, &query, reader);
    let (filters, mut matches) = search.find(&query)?;
    let left = filters.apply(&matches.documents);
    let marker = Marker::new(&search.plan, &reader.root.folding);
    let mut read = Vec::new();
    let stories = reader.stories()?;
    let titles = search.titles()?;
    let sort = search.sort();
    let collapsed = collapse(&left, &stories, reader.root.documents, |number| match sort {
        Sort::Auto | Sort::Relevance => u64::from(!matches.scores[number as usize]),
        Sort::Newest => filters.newest_first(number).into(),
        Sort::Oldest => number.into(),
        Sort::Title => titles[number as usize].into(),
    });
    let listed = if request.copies == Copies::Shown { &left } else { &collapsed };
    let ranked = search.rank(listed, &mut matches, &filters, &marker, &mut read)?;
    let page: Vec<u32> = ranked.iter().skip(request.offset as usize).copied().collect();
    let doubts = doubts(&request.query, &query, &search.plan, &matches, reader)?;
    let total = left.count();
    let list = doubts.iter().any(|doubt| doubt.needs_word_list(total)).then_some(reader.root.word_list);
    reader.need(page.iter().flat_map(|&number| search.files_of(number)).chain(list))?;
    let is_copy = |number: u32| left.contains(number);
    let copies_of = |number: u32| stories.of(number).iter().map(|member| member.document).filter(|&n| is_copy(n));
    let lists_copies = search.lists_copies(&page, copies_of)?;
    let explained = if request.explain { page.as_slice() } else { &[] };
    let mut explained = explain(&search.plan, &matches, reader, &filters, explained)?.into_iter();
    let documents = page.iter().map(|&number| {
        let place = read.iter().position(|(other, _)| *other == number);
        place.map(|place| read.swap_remove(place).1).map_or_else(|| search.read(number, &marker), Ok)
    });
    let documents = documents.collect::<Result<Vec<_>, Stop>>()?;
    let (counting, counted_as) = search.counting(&documents, &left, &filters)?;
    let markers = Markers { ranking: &marker, counting: Marker::new(&counting, &reader.root.folding) };
    let hits = page.iter().zip(documents).zip(lists_copies).map(|((&number, document), is_asked)| {
        let score = matches.scores[number as usize];
        let mut hit = search.hit(document, score, explained.next().unwrap_or_default(), &markers);
        hit.copies = copies_of(number).count().saturating_sub(1) as u32;
        hit.near = search.near(number)?;
        if is_asked {
            hit.copy_list = copies(&stories, number, is_copy, reader)?;
        }
        Ok(hit)
    });
    let hits = hits.collect::<Result<Vec<Hit>, Stop>>()?;
    let counted = (request.count == Count::Stories).then_some(&*stories);
    let histogram =
        if request.skip_counts { Histogram::default() } else { filters.histogram(&matches.documents, counted) };
    let days = search.months_in_days().map(|months| filters.histogram_of_days(&matches.documents, months, counted));
    let days = days.unwrap_or_default();
    Ok(Results {
        total,
        stories: collapsed.count(),
        sort,
        passages: near::found(&search.plan, search.pasted.as_ref(), hits.iter().any(|hit| hit.near.is_some())),
        hits,
        facets: if request.skip_counts { Vec::new() } else { filters.facets(&matches.documents, counted) },
        histogram: histogram.buckets,
        inexact: histogram.inexact,
        undated: histogram.undated,
        days: days.buckets,
        days_inexact: days.inexact,
        variants: search.variants(),
        counted_as,
        remarks: search.remarks(&matches),
        suggestions: suggestions(&request.query, &doubts, total, reader)?,
        relaxations: if total == 0 { search.relaxations(&query)? } else { Vec::new() },
    })
}

/// All documents that a search finds, the best first, equals newest first; and what was not understood of it.
pub(super) fn ranked(request: &SearchRequest, reader: Reader<'_>) -> Result<(Vec<u32>, Vec<Remark>), Stop> {
    let query = parse(&request.query);
    let mut search = Search::new(request, &query, reader);
    let (filters, matches) = search.find(&query)?;
    let documents = filters.apply(&matches.documents).iter().collect();
    let best_first = |number: &u32| pair(!matches.scores[*number as usize], filters.newest_first(*number));
    Ok((sort_by_number(documents, best_first), search.remarks(&matches)))
}

/// The documents that a request selects, and what it asks for in them.
pub(super) struct Selected {
    /// The plan that selects; [`Selected::counting`] has the one that counts.
    pub(super) plan: Plan,
    pub(super) filters: Filters,
    pub(super) documents: DocumentSet,
    pub(super) variants: Vec<Variants>,
    pub(super) remarks: Vec<Remark>,
}

impl Selected {
    /// The plan by which mentions are counted, and how each run of the query is counted.
    pub(super) fn counting(&self, words: Words, reader: Reader<'_>) -> Result<(Plan, Vec<CountedRun>), Stop> {
        decide(&self.plan, words, |run| self.has(run, reader))
    }

    /// Whether a run stands as a phrase in any of the documents.
    pub(super) fn has(&self, run: &Run, reader: Reader<'_>) -> Result<bool, Stop> {
        stands(run, &self.documents, reader, &self.filters)
    }
}

pub(super) fn select(request: &SearchRequest, reader: Reader<'_>) -> Result<Selected, Stop> {
    let query = parse(&request.query);
    let mut search = Search::new(request, &query, reader);
    let (filters, matches) = search.find(&query)?;
    let (variants, remarks) = (search.variants(), search.remarks(&matches));
    Ok(Selected { documents: filters.apply(&matches.documents), plan: search.plan, filters, variants, remarks })
}

/// The documents that a search finds, in order and as far as they are asked for, and how many there are in all.
pub(super) fn list(request: &SearchRequest, reader: Reader<'_>) -> Result<(u32, Vec<u32>), Stop> {
    let query = parse(&request.query);
    let mut search = Search::new(request, &query, reader);
    let (filters, mut matches) = search.find(&query)?;
    let left = filters.apply(&matches.documents);
    let marker = Marker::new(&search.plan, &reader.root.folding);
    let ranked = search.rank(&left, &mut matches, &filters, &marker, &mut Vec::new())?;
    Ok((left.count(), ranked.into_iter().skip(request.offset as usize).collect()))
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

/// A document with the hits of each of its blocks.
struct MarkedDocument {
    metadata: Metadata,
    blocks: Vec<Block>,
    marks: Vec<Vec<Mark>>,
}

/// Ranking compares single words where counting takes them together.
struct Markers<'a> {
    ranking: &'a Marker<'a>,
    counting: Marker<'a>,
}

struct Search<'a> {
    request: &'a SearchRequest,
    reader: Reader<'a>,
    plan: Plan,
    /// Text that looks copied and stands nowhere word for word: as the passage that it is not searched as.
    pasted: Option<Plan>,
}

impl<'a> Search<'a> {
    fn new(request: &'a SearchRequest, query: &Query, reader: Reader<'a>) -> Search<'a> {
        let mut plan = plan(reader, query, &request.variants);
        match DateRange::parse(&request.dates) {
            Ok(range) => plan.dates.push(DateClause { range, is_excluded: false }),
            Err(_) if !request.dates.trim().is_empty() => {
                let code = RemarkCode::NotADate(request.dates.trim().into());
                plan.remarks.push(Remark { start: 0, end: 0, code });
            }
            Err(_) => {}
        }
        Search { request, reader, plan, pasted: None }
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

    /// The months that are counted by day too.
    fn months_in_days(&self) -> Option<DateRange> {
        let dates = DateRange::parse(&self.request.dates).ok().filter(|_| !self.request.skip_counts);
        dates.and_then(|dates| dates.whole_months()).filter(|months| months.last - months.first < MOST_DAYS)
    }

    fn needs_titles(&self) -> bool {
        self.request.sort == Sort::Title
    }

    /// The order by title where that is asked for; otherwise empty.
    fn titles(&self) -> Result<Rc<Vec<u32>>, Stop> {
        if self.needs_titles() { self.reader.titles() } else { Ok(Rc::default()) }
    }

    fn needs_dates(&self) -> bool {
        !self.request.skip_counts || self.plan.has_dates()
    }

    fn files(&self) -> Vec<FileId> {
        let mut files = self.plan.files(&self.reader);
        files.extend(self.columns().iter().map(|entry| entry.file));
        files.extend(self.reader.root.stories);
        files.extend(self.needs_dates().then_some(self.reader.root.dates));
        files.extend(self.needs_titles().then_some(self.reader.root.titles));
        files.extend(self.reader.root.neighbours.filter(|_| self.asks_neighbours()));
        files
    }

    fn filters(&self) -> Result<Filters, Stop> {
        let Plan { fields, dates, .. } = &self.plan;
        let stored_dates = if self.needs_dates() { self.reader.dates()? } else { Rc::default() };
        Filters::new(&self.reader, &self.columns(), &self.request.filters, fields, dates, stored_dates)
    }

    /// Evaluates words and filters; text that looks copied as the passage that it may be.
    fn find(&mut self, query: &Query) -> Result<(Filters, Matches), Stop> {
        self.go_on()?;
        self.reader.need(self.files())?;
        let filters = self.filters()?;
        self.recognise_passage(query, &filters)?;
        let matches = self.evaluate(&filters)?;
        Ok((filters, matches))
    }

    /// Lets the last word go on while it is being typed.
    fn go_on(&mut self) -> Result<(), Stop> {
        if !self.request.is_typing {
            return Ok(());
        }
        let done = let_last_word_go_on(&mut self.plan, &self.request.query, self.reader);
        if let Err(Stop::Missing(list)) = &done {
            self.reader.need(self.files().into_iter().chain(list.iter().copied()))?;
        }
        done
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
        } else {
            self.pasted = Some(pasted);
        }
        Ok(())
    }

    /// The order of the results, once the query has been evaluated: a query of nothing but passages that were found is
    /// asked to know who said it first.
    fn sort(&self) -> Sort {
        let is_found =
            |clause: &PlannedClause| matches!(&clause.what, What::Passage(passage) if !passage.found.is_empty());
        let mut wanted = self.plan.clauses.iter().filter(|clause| clause.occur != Occur::MustNot).peekable();
        match self.request.sort {
            Sort::Auto if wanted.peek().is_some() && wanted.all(is_found) => Sort::Oldest,
            Sort::Auto => Sort::Relevance,
            sort => sort,
        }
    }

    /// How a document that is shown with its text comes near the passages of the query.
    fn near(&self, number: u32) -> Result<Option<NearMatch>, Stop> {
        if !self.has_text() {
            return Ok(None);
        }
        near::near(self.pasted.as_ref().unwrap_or(&self.plan), number, self.reader)
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
        self.go_on()?;
        self.reader.need(self.files())?;
        let filters = self.filters()?;
        Ok(filters.apply(&self.evaluate(&filters)?.documents).count())
    }

    /// The results up to the last one asked for: best first, equals newest first; without words newest first.
    fn rank(
        &self,
        left: &DocumentSet,
        matches: &mut Matches,
        filters: &Filters,
        marker: &Marker<'_>,
        read: &mut Vec<(u32, MarkedDocument)>,
    ) -> Result<Vec<u32>, Stop> {
        let documents: Vec<u32> = left.iter().collect();
        let newest_first = |number: &u32| filters.newest_first(*number);
        let count = self.request.offset.saturating_add(self.request.limit) as usize;
        let by_score = |documents: &[u32], count, scores: &[u32]| {
            first_by_number(documents, count, |number| pair(!scores[*number as usize], newest_first(number)))
        };
        match self.sort() {
            Sort::Auto | Sort::Relevance if self.request.limit > 0 => {
                let mut first = by_score(&documents, count.max(FILLED_IN), &matches.scores);
                if let Some(neighbours) =
                    self.asks_neighbours().then(|| self.reader.neighbours()).transpose()?.flatten()
                {
                    let asked = first.len().min(FILLED_IN);
                    fill_in(matches, &first[..asked], &neighbours);
                    first.splice(..asked, by_score(&first[..asked], asked, &matches.scores));
                }
                let compared = first.len().min(COMPARED);
                if self.scored_clauses() > 1 && (self.request.offset as usize) < compared {
                    self.reader
                        .need(first[..compared].iter().flat_map(|&number| self.reader.files_of(number, true)))?;
                    for &number in &first[..compared] {
                        let document = self.read_text(number, marker)?;
                        let all = self.reader.root.documents;
                        let closeness = document.marks.iter().map(|marks| closeness(matches, marks, all)).max();
                        let score = &mut matches.scores[number as usize];
                        *score = score.saturating_add(closeness.unwrap_or(0));
                        read.push((number, document));
                    }
                    first.splice(..compared, by_score(&first[..compared], compared, &matches.scores));
                }
                first.truncate(count);
                Ok(first)
            }
            Sort::Auto | Sort::Relevance => Ok(Vec::new()),
            Sort::Newest => Ok(first_by_number(&documents, count, |number| u64::from(newest_first(number)))),
            // Documents are numbered so.
            Sort::Oldest => Ok(documents.into_iter().take(count).collect()),
            Sort::Title => {
                let titles = self.titles()?;
                Ok(first_by_number(&documents, count, |number| titles[*number as usize].into()))
            }
        }
    }

    fn scored_clauses(&self) -> usize {
        self.plan.clauses.iter().filter(|clause| clause.is_scored()).count()
    }

    fn asks_neighbours(&self) -> bool {
        let SearchRequest { sort, limit, .. } = self.request;
        matches!(sort, Sort::Auto | Sort::Relevance) && *limit > 0 && self.scored_clauses() >= LEAST_FILLED_IN
    }

    /// A document as far as its hit needs it.
    fn read(&self, number: u32, marker: &Marker<'_>) -> Result<MarkedDocument, Stop> {
        if self.has_text() {
            return self.read_text(number, marker);
        }
        let metadata = self.reader.document(number)?.metadata;
        Ok(MarkedDocument { metadata, blocks: Vec::new(), marks: Vec::new() })
    }

    fn read_text(&self, number: u32, marker: &Marker<'_>) -> Result<MarkedDocument, Stop> {
        let StoredDocument { metadata, mut blocks, .. } = self.reader.document(number)?;
        blocks.extend(self.reader.further_blocks(number)?);
        let marks = marker.marks_of_blocks(&with_languages(&blocks, &metadata));
        Ok(MarkedDocument { metadata, blocks, marks })
    }

    /// How mentions are counted in the documents found, `left`, some of which have been read. Positions are a large part
    /// of the index, and a first search has none of them. Nearly always one of the texts that it shows has the phrase,
    /// and nothing more is read; only if none has, the positions of the words decide.
    fn counting(
        &self,
        read: &[MarkedDocument],
        left: &DocumentSet,
        filters: &Filters,
    ) -> Result<(Plan, Vec<CountedRun>), Stop> {
        if read.is_empty() || !self.has_text() {
            return Ok((self.plan.clone(), Vec::new()));
        }
        let folding = &self.reader.root.folding;
        let texts: Vec<_> = read.iter().map(|document| with_languages(&document.blocks, &document.metadata)).collect();
        decide(&self.plan, self.request.words, |run| {
            let is_shown = texts.iter().any(|blocks| shows(run, blocks, folding));
            if is_shown { Ok(true) } else { stands(run, left, self.reader, filters) }
        })
    }

    fn has_text(&self) -> bool {
        self.request.excerpts > 0 || self.request.explain
    }

    /// What a hit reads of its document: everything for excerpts, else only where it begins.
    fn files_of(&self, number: u32) -> impl Iterator<Item = FileId> + use<'a> {
        self.reader.files_of(number, self.has_text())
    }

    /// One document as it is shown. The forms found are added to the parts of its score.
    fn hit(
        &self,
        document: MarkedDocument,
        score: u32,
        mut explanation: Vec<Contribution>,
        markers: &Markers<'_>,
    ) -> Hit {
        let MarkedDocument { metadata, blocks, mut marks } = document;
        if self.request.explain {
            let folding = &self.reader.root.folding;
            let of_title = markers.ranking.marks(&metadata.title, &metadata.language);
            add_forms(&mut explanation, &metadata.title, &of_title, folding);
            for (block, marks) in blocks.iter().zip(&marks) {
                add_forms(&mut explanation, &block.text, marks, folding);
            }
        }
        if !self.plan.runs.is_empty() {
            marks = markers.counting.marks_of_blocks(&with_languages(&blocks, &metadata));
        }
        let mut marked = Vec::with_capacity(blocks.len());
        let mut hit_count = 0;
        for (number, (block, marks)) in (0..).zip(blocks.iter().zip(marks)).filter(|_| self.has_text()) {
            let first_hit = hit_count;
            hit_count += hits(&marks);
            marked.push(MarkedBlock { number, block, language: block.language_in(&metadata), marks, first_hit });
        }
        let values = keywords(&metadata, &self.reader.root.settings);
        let title = title(&metadata.title, &metadata.language, &markers.counting);
        let excerpts = excerpts(&marked, self.request.excerpts);
        Hit {
            title,
            direction: Direction::of(&metadata.language),
            excerpts,
            id: metadata.id,
            is_title_by_editors: metadata.is_title_by_editors,
            language: metadata.language,
            date: metadata.date.map(|date| date.edtf),
            values,
            score: score as f32 / SCORES_PER_BIT,
            hit_count,
            explanation,
            near: None,
            copies: 0,
            copy_list: Vec::new(),
        }
    }

    /// For each document of a page, whether its copies are to be named. The files in which these begin have to be here.
    fn lists_copies<I: Iterator<Item = u32>>(
        &self,
        page: &[u32],
        copies_of: impl Fn(u32) -> I,
    ) -> Result<Vec<bool>, Stop> {
        let (asked, reader) = (&self.request.list_copies, self.reader);
        let mut lists_copies = Vec::with_capacity(page.len());
        for &number in page {
            let is_asked = !asked.is_empty() && copies_of(number).count() > 1;
            lists_copies.push(is_asked && asked.contains(&reader.document(number)?.metadata.id));
        }
        let listed = page.iter().zip(&lists_copies).filter(|(_, is_asked)| **is_asked);
        reader.need(
            listed.flat_map(|(&number, _)| copies_of(number)).flat_map(|number| reader.files_of(number, false)),
        )?;
        Ok(lists_copies)
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

    /// What the parser and the plan could not understand, filters by fields that the corpus does not have, and words that
    /// no document has.
    fn remarks(&self, matches: &Matches) -> Vec<Remark> {
        let mut remarks = self.plan.remarks.clone();
        for (clause, &documents) in self.plan.clauses.iter().zip(&matches.clause_documents) {
            if documents == 0 {
                let code = RemarkCode::NoMatch(clause.text.clone());
                remarks.push(Remark { start: clause.start, end: clause.end, code });
            }
        }
        let has_column = |filter: &Filter| self.reader.root.columns.iter().any(|entry| entry.field == filter.field);
        for filter in self.request.filters.iter().filter(|filter| !has_column(filter)) {
            remarks.push(Remark { start: 0, end: 0, code: RemarkCode::UnknownFilter(filter.field.clone()) });
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
            let request = SearchRequest { query: text.clone(), is_typing: false, ..self.request.clone() };
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
pub(super) fn with_languages<'a>(blocks: &'a [Block], metadata: &'a Metadata) -> Vec<(&'a str, &'a str)> {
    blocks.iter().map(|block| (block.text.as_str(), block.language_in(metadata))).collect()
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
