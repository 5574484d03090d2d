//! Answers a reading: a whole document with its hits marked.

use super::copies::shared;
use super::protocol::{BlockView, DocumentView, Failure, FailureKind, FieldView, ReadRequest, Response};
use super::search::{pasted_plan, plan, title, with_languages};
use crate::corpus::{Field, Metadata, Settings, language::Direction};
use crate::index::format::{StoredDocument, key};
use crate::index::reader::{Reader, Stop};
use crate::query::parse;
use crate::search::Plan;
use crate::search::marks::{Marker, segments};

pub(super) fn answer(request: &ReadRequest, reader: Reader<'_>) -> Result<Response, Stop> {
    let Some(number) = number_of(&request.id, reader)? else { return Ok(not_found(&request.id)) };
    reader.need(reader.files_of(number, true).chain(reader.source_file(number)).chain(reader.root.stories))?;
    let StoredDocument { metadata, words, blocks: stored } = reader.whole_document(number)?;
    let texts = with_languages(&stored, &metadata);
    let folding = &reader.root.folding;
    let query = parse(&request.query);
    // A pasted passage is marked where it stands; where it does not, its words are.
    let is_there =
        |plan: &Plan| Marker::new(plan, folding).marks_of_blocks(&texts).iter().any(|marks| !marks.is_empty());
    let plan = pasted_plan(reader, &request.query, &query)
        .filter(is_there)
        .unwrap_or_else(|| plan(reader, &query, &request.variants));
    let marker = Marker::new(&plan, folding);
    let mut hit_count = 0;
    let mut blocks = Vec::new();
    for ((block, (_, language)), marks) in stored.iter().zip(&texts).zip(marker.marks_of_blocks(&texts)) {
        blocks.push(BlockView {
            kind: block.kind,
            direction: Direction::of(language),
            language: language.to_string(),
            segments: segments(&block.text, &marks, hit_count),
        });
        hit_count += marks.len() as u32;
    }
    Ok(Response::Document(Box::new(DocumentView {
        title: title(&metadata.title, &metadata.language, &marker),
        direction: Direction::of(&metadata.language),
        fields: fields(&reader.root.settings, &metadata),
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
        blocks,
        hit_count,
        words,
        copies: reader.stories()?.of(number).len().saturating_sub(1) as u32,
        shared: reader.passages(number)?.iter().map(|passage| shared(passage, &stored, folding)).collect(),
    })))
}

pub(super) fn not_found(id: &str) -> Response {
    let message = format!(
        "There is no document “{id}” in this edition. It may have been removed or renamed; search for its title."
    );
    Response::Failed(Failure { kind: FailureKind::NotFound, message })
}

/// The number of the document with an id.
pub(super) fn number_of(id: &str, reader: Reader<'_>) -> Result<Option<u32>, Stop> {
    let key = key::id(id);
    let Some(shard) = reader.shard_of(&key) else { return Ok(None) };
    reader.need([shard.terms])?;
    let terms = reader.terms(shard)?;
    let Some(entry) = terms.entry(&key) else { return Ok(None) };
    Ok(entry.postings(reader.root.documents)?.first().map(|posting| posting.document))
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
