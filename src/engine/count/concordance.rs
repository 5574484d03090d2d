//! Answers with lines: mentions with the words around them.

use std::ops::Range;

use super::counting::Counting;
use super::job::{Desk, Job, Tally};
use crate::corpus::language::Direction;
use crate::count::lines::{self, Order, Place, Shown, shown};
use crate::count::{Lexicon, Text};
use crate::engine::copies::keywords;
use crate::engine::lookup::number_of;
use crate::engine::protocol::{Concordance, ConcordanceRequest, ExamineRequest, Line, LineSort, Remark, RemarkCode};
use crate::index::format::take_ascending;
use crate::index::reader::{Reader, Stop};
use crate::search::order::sort_by_number;

pub(in crate::engine) fn concordance(
    request: &ConcordanceRequest,
    reader: Reader<'_>,
    desk: &Desk,
) -> Result<Concordance, Stop> {
    let key = ExamineRequest::Concordance(ConcordanceRequest { offset: 0, limit: 0, ..request.clone() });
    desk.work(key, || start(request, reader), |job| go_on(request, reader, job))
}

fn start(request: &ConcordanceRequest, reader: Reader<'_>) -> Result<Job, Stop> {
    let only = request.document.as_deref().map(|id| number_of(id, reader)).transpose()?;
    let mut counting = Counting::of(&request.selection, only, reader)?;
    if let LineSort::Field(name) = &request.sort
        && !reader.root.columns.iter().any(|column| column.field == *name)
    {
        counting.remarks.push(Remark { start: 0, end: 0, code: RemarkCode::UnknownOrder(name.clone()) });
    }
    let order = order_of(&request.sort);
    if order == Order::Added && !request.is_grouped {
        let ordered = order_of_documents(&request.sort, &counting, reader)?.into_iter().flat_map(|document| {
            let count = counting.found_in(document).map_or(0, |found| found.count());
            (0..count).map(move |mention| (Place { document, mention }, 1))
        });
        let ordered = ordered.collect();
        return Ok(Job::new(counting, Vec::new(), Tally::Ordered(ordered)));
    }
    let to_read = counting.mentioning();
    Ok(Job::new(counting, to_read, Tally::Lines(lines::Tally::default())))
}

fn go_on(request: &ConcordanceRequest, reader: Reader<'_>, job: &mut Job) -> Result<Concordance, Stop> {
    let context = request.is_grouped.then_some(request.context);
    let order = order_of(&request.sort);
    job.read_on(reader, |number, text, counting, lexicon, tally| {
        if let (Tally::Lines(lines), Some(found)) = (tally, counting.found_in(number)) {
            let mentions = text.mentions(found, &counting.plan, &reader.root.folding)?;
            lines.add(number, text, &mentions, order, context, lexicon);
        }
        Ok(())
    })?;
    if let (true, Tally::Lines(lines)) = (job.is_complete(), &job.tally) {
        let mut ordered = lines.ordered(request.is_grouped);
        if request.sort == LineSort::Frequency {
            ordered = sort_by_number(ordered, |(_, count)| u64::from(!count));
        } else if order == Order::Added {
            let documents = order_of_documents(&request.sort, &job.counting, reader)?;
            let mut ranks = vec![0; reader.root.documents as usize];
            (0..).zip(documents).for_each(|(rank, document)| ranks[document as usize] = rank);
            ordered = sort_by_number(ordered, |(place, _)| ranks[place.document as usize]);
        }
        job.tally = Tally::Ordered(ordered);
    }
    let counted = job.counted(ExamineRequest::Concordance(request.clone()), reader);
    let Tally::Ordered(ordered) = &job.tally else {
        return Ok(Concordance { total: counted.mentions, counted, lines: Vec::new() });
    };
    let rest = ordered.get(request.offset as usize..).unwrap_or_default();
    let page = &rest[..rest.len().min(request.limit as usize)];
    let lines = lines_of(page, request.context, &job.counting, reader)?;
    Ok(Concordance { counted, total: ordered.len() as u32, lines })
}

/// By which words the lines are ordered; by none of them where their documents decide.
fn order_of(sort: &LineSort) -> Order {
    match sort {
        LineSort::Oldest | LineSort::Newest | LineSort::Field(_) | LineSort::Frequency => Order::Added,
        LineSort::Left1 => Order::Left(0),
        LineSort::Left2 => Order::Left(1),
        LineSort::Right1 => Order::Right(0),
        LineSort::Right2 => Order::Right(1),
        LineSort::Node => Order::Node,
    }
}

/// The documents in the order of their lines.
fn order_of_documents(sort: &LineSort, counting: &Counting, reader: Reader<'_>) -> Result<Vec<u32>, Stop> {
    let documents = counting.mentioning();
    Ok(match sort {
        LineSort::Newest => {
            let dated = reader.root.documents - reader.root.undated;
            sort_by_number(documents, |&number| u64::from(if number < dated { dated - number } else { number + 1 }))
        }
        LineSort::Field(name) => {
            let mut ranks = vec![u32::MAX; reader.root.documents as usize];
            if let Some(entry) = reader.root.columns.iter().find(|column| column.field == *name) {
                for (rank, value) in (0..).zip(&reader.column(entry.file)?.values) {
                    for number in take_ascending(&value.documents, reader.root.documents)? {
                        let first = &mut ranks[number as usize];
                        *first = rank.min(*first);
                    }
                }
            }
            sort_by_number(documents, |&number| ranks[number as usize].into())
        }
        _ => documents,
    })
}

/// The lines at these places. Only the texts that they stand in are read, each once.
fn lines_of(page: &[(Place, u32)], context: u32, counting: &Counting, reader: Reader<'_>) -> Result<Vec<Line>, Stop> {
    let document = |(_, (place, _)): &(u64, &(Place, u32))| place.document;
    let by_document = sort_by_number((0..).zip(page).collect(), |placed| document(placed).into());
    let runs = || by_document.chunk_by(|one, other| document(one) == document(other));
    reader.need(runs().flat_map(|run| reader.files_of(document(&run[0]), true)))?;
    let mut lines: Vec<(u64, Line)> = Vec::with_capacity(page.len());
    for run in runs() {
        let Some(found) = counting.found_in(document(&run[0])) else { continue };
        let text = Text::read(found.document, reader, &mut Lexicon::default())?;
        let mentions = text.mentions(found, &counting.plan, &reader.root.folding)?;
        for (number, (place, count)) in run {
            let shown = mentions.get(place.mention as usize).and_then(|mention| shown(&text, mention, context));
            let line = shown.and_then(|shown| line(&text, shown, *count, reader));
            lines.extend(line.map(|line| (*number, line)));
        }
    }
    Ok(sort_by_number(lines, |(number, _)| *number).into_iter().map(|(_, line)| line).collect())
}

fn line(text: &Text, shown: Shown, count: u32, reader: Reader<'_>) -> Option<Line> {
    let Shown { block, from, start, end, to } = shown;
    let metadata = &text.metadata;
    let stored = text.blocks.get(block as usize)?;
    let language = stored.language_in(metadata);
    let part = |bytes: Range<usize>| stored.text.get(bytes).unwrap_or_default().to_string();
    Some(Line {
        document: metadata.id.clone(),
        title: metadata.title.clone(),
        date: metadata.date.as_ref().map(|date| date.edtf.clone()),
        values: keywords(metadata, &reader.root.settings),
        language: language.into(),
        direction: Direction::of(language),
        block,
        start: start as u32,
        end: end as u32,
        left: part(from..start),
        node: part(start..end),
        right: part(end..to),
        is_cut_before: from > 0,
        is_cut_after: to < stored.text.len(),
        count,
    })
}
