//! Answers a reading: a whole document with its hits marked, or what there is to say about many.

use super::copies::shared;
use super::lookup::{not_found, number_of};
use super::protocol::{BlockView, DocumentView, FieldView, Listing, ReadRequest, Response, SearchRequest, Segment};
use super::runs::{decide, shows};
use super::search::{self, pasted_plan, plan, select, title, with_languages};
use crate::corpus::{Block, Field, Metadata, Settings, language::Direction};
use crate::index::format::StoredDocument;
use crate::index::reader::{Reader, Stop};
use crate::query::parse;
use crate::search::Plan;
use crate::search::marks::{Marker, hits, segments};

pub(super) fn answer(request: &ReadRequest, reader: Reader<'_>) -> Result<Response, Stop> {
    let Some(number) = number_of(&request.id, reader)? else { return Ok(not_found(&request.id)) };
    reader.need(reader.files_of(number, true).chain(reader.source_file(number)).chain(reader.root.stories))?;
    let mut document = reader.with_furniture(number)?;
    if !request.has_furniture {
        document.blocks.retain(|block| !block.is_furniture());
    }
    let StoredDocument { metadata, blocks: stored, .. } = &document;
    let mut texts = with_languages(stored, metadata);
    // Nothing is found in the page around the document.
    for ((text, _), block) in texts.iter_mut().zip(stored) {
        *text = if block.is_furniture() { "" } else { text };
    }
    let folding = &reader.root.folding;
    let query = parse(&request.query);
    // A pasted passage is marked where it stands; where it does not, its words are.
    let is_there =
        |plan: &Plan| Marker::new(plan, folding).marks_of_blocks(&texts).iter().any(|marks| !marks.is_empty());
    let plan = pasted_plan(reader, &request.query, &query)
        .filter(is_there)
        .unwrap_or_else(|| plan(reader, &query, &request.variants));
    let (plan, counted_as) = decide(&plan, request.words, |run| {
        // A document that has the phrase decides by itself, and no search is made for it.
        let is_here = shows(run, &texts, folding);
        if is_here { Ok(true) } else { select(&search_of(request), reader)?.has(run, reader) }
    })?;
    let marker = Marker::new(&plan, folding);
    let (mut hit_count, mut paragraph) = (0, 0);
    let mut blocks = Vec::new();
    for ((block, (_, language)), marks) in stored.iter().zip(&texts).zip(marker.marks_of_blocks(&texts)) {
        paragraph += u32::from(!block.is_furniture());
        blocks.push(BlockView {
            kind: block.kind,
            direction: Direction::of(language),
            language: language.to_string(),
            segments: segments(&block.text, &marks, hit_count),
            paragraph: if block.is_furniture() { 0 } else { paragraph },
            page: block.page(),
            publisher: block.publisher().map(str::to_owned),
        });
        hit_count += hits(&marks);
    }
    let of_text: Vec<&Block> = stored.iter().filter(|block| !block.is_furniture()).collect();
    let passages = reader.passages(number)?;
    let shared =
        passages.iter().map(|passage| shared(passage, of_text.get(passage.block as usize).copied(), folding)).collect();
    let title = title(&metadata.title, &metadata.language, &marker);
    Ok(Response::Document(Box::new(DocumentView {
        title,
        blocks,
        hit_count,
        counted_as,
        shared,
        files: file_names(number, reader),
        ..view(number, document, reader)?
    })))
}

/// The search that found the document.
fn search_of(request: &ReadRequest) -> SearchRequest {
    let ReadRequest { query, filters, dates, variants, .. } = request.clone();
    SearchRequest { query, filters, dates, variants, skip_counts: true, ..SearchRequest::default() }
}

/// What a search finds, as far as it is asked for.
pub(super) fn list(request: &SearchRequest, reader: Reader<'_>) -> Result<Response, Stop> {
    let (total, numbers) = search::list(request, reader)?;
    listing(total, &numbers, reader)
}

/// The neighbours of a document, where the corpus has them.
pub(super) fn related(id: &str, reader: Reader<'_>) -> Result<Response, Stop> {
    let Some(number) = number_of(id, reader)? else { return Ok(not_found(id)) };
    reader.need(reader.root.neighbours)?;
    let neighbours = reader.neighbours()?;
    let numbers = neighbours.as_ref().map_or(&[][..], |neighbours| neighbours.of(number));
    listing(numbers.len() as u32, numbers, reader)
}

fn listing(total: u32, numbers: &[u32], reader: Reader<'_>) -> Result<Response, Stop> {
    let files = |&number: &u32| reader.files_of(number, false).chain(reader.source_file(number));
    reader.need(numbers.iter().flat_map(files).chain(reader.root.stories))?;
    let documents = numbers.iter().map(|&number| view(number, reader.document(number)?, reader));
    Ok(Response::Listed(Listing { total, documents: documents.collect::<Result<_, _>>()? }))
}

/// A document without its text.
fn view(number: u32, document: StoredDocument, reader: Reader<'_>) -> Result<DocumentView, Stop> {
    let StoredDocument { metadata, words, .. } = document;
    Ok(DocumentView {
        title: vec![Segment { text: metadata.title.clone(), ..Segment::default() }],
        direction: Direction::of(&metadata.language),
        fields: fields(&reader.root.settings, &metadata),
        derivation: reader.root.settings.derivation(&metadata),
        id: metadata.id,
        is_title_by_editors: metadata.is_title_by_editors,
        language: metadata.language,
        date: metadata.date.map(|date| date.edtf),
        date_note: metadata.date_note,
        summary: metadata.summary,
        licence: metadata.licence,
        mentioned_dates: metadata.mentioned_dates,
        content_notes: metadata.content_notes,
        review: metadata.review,
        source: reader.source(number)?,
        blocks: Vec::new(),
        hit_count: 0,
        counted_as: Vec::new(),
        words,
        copies: reader.stories()?.of(number).len().saturating_sub(1) as u32,
        shared: Vec::new(),
        files: Vec::new(),
    })
}

fn file_names(number: u32, reader: Reader<'_>) -> Vec<String> {
    reader.files_of(number, true).chain(reader.source_file(number)).map(|file| file.file_name()).collect()
}

/// Every field of the corpus, with what the document has or why it has nothing.
fn fields(settings: &Settings, metadata: &Metadata) -> Vec<FieldView> {
    let view = |field: &Field| FieldView {
        field: field.clone(),
        values: metadata.values.get(&field.name).cloned().unwrap_or_default(),
        unknown: metadata.unknown.get(&field.name).cloned(),
    };
    settings.fields.iter().map(view).collect()
}
