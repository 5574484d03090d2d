//! Answers what a document has in common with others: its copies, and where else its passages stand.

use std::collections::BTreeMap;

use super::lookup::{not_found, number_of};
use super::protocol::{
    CopiesRequest, CopiesView, DocumentCopy, DocumentName, PassagePlace, PassageView, Response, SharedPassage,
};
use crate::corpus::{Block, Metadata, Settings, language::Direction};
use crate::index::format::{Place, StoredPassage};
use crate::index::reader::{Reader, Stop};
use crate::index::stories::Stories;
use crate::text::Folding;

pub(super) fn answer(request: &CopiesRequest, reader: Reader<'_>) -> Result<Response, Stop> {
    let Some(number) = number_of(&request.id, reader)? else { return Ok(not_found(&request.id)) };
    reader.need(reader.files_of(number, true).chain(reader.source_file(number)).chain(reader.root.stories))?;
    let (stories, stored) = (reader.stories()?, reader.passages(number)?);
    let others = stories.of(number).iter().map(|member| member.document);
    let others = others.chain(stored.iter().flat_map(|passage| passage.places.iter().map(|place| place.document)));
    reader.need(others.flat_map(|other| reader.files_of(other, false)))?;
    let document = reader.whole_document(number)?;
    let passages = stored.iter().map(|stored| {
        let passage = shared(stored, document.blocks.get(stored.block as usize), &reader.root.folding);
        let text = document.blocks.get(passage.block as usize).map(|block| block.text.as_str());
        let text = text.and_then(|text| text.get(passage.start as usize..passage.end as usize)).unwrap_or_default();
        let place = |place: &Place| Ok(PassagePlace { document: name(place.document, reader)?, block: place.block });
        let places = stored.places.iter().map(place).collect::<Result<_, Stop>>()?;
        Ok(PassageView { text: text.into(), passage, places })
    });
    let passages = passages.collect::<Result<_, Stop>>()?;
    let copies = copies(&stories, number, |_| true, reader)?;
    Ok(Response::Copies(Box::new(CopiesView { id: document.metadata.id, copies, passages })))
}

/// The copies of a document that are wanted, the earliest first. The files in which they begin have to be here.
pub(super) fn copies(
    stories: &Stories,
    number: u32,
    is_wanted: impl Fn(u32) -> bool,
    reader: Reader<'_>,
) -> Result<Vec<DocumentCopy>, Stop> {
    let members = stories.of(number);
    let text = members.iter().find(|member| member.document == number).map(|member| member.text);
    let others = members.iter().filter(|member| member.document != number && is_wanted(member.document));
    let copy = others.map(|member| {
        Ok(DocumentCopy { document: name(member.document, reader)?, is_exact: Some(member.text) == text })
    });
    copy.collect()
}

/// What a document is called.
pub(super) fn name(number: u32, reader: Reader<'_>) -> Result<DocumentName, Stop> {
    let metadata = reader.document(number)?.metadata;
    Ok(DocumentName {
        values: keywords(&metadata, &reader.root.settings),
        direction: Direction::of(&metadata.language),
        id: metadata.id,
        title: metadata.title,
        language: metadata.language,
        date: metadata.date.map(|date| date.edtf),
    })
}

/// The values of a document's keyword fields.
pub(super) fn keywords(metadata: &Metadata, settings: &Settings) -> BTreeMap<String, Vec<String>> {
    let is_keyword = |name: &str| settings.fields.iter().any(|field| field.name == *name && field.kind.is_filterable());
    let mut values = BTreeMap::new();
    for (name, of_field) in metadata.values.iter().filter(|(name, _)| is_keyword(name)) {
        values.insert(name.clone(), of_field.clone());
    }
    values
}

/// A passage with its place in bytes.
pub(super) fn shared(passage: &StoredPassage, block: Option<&Block>, folding: &Folding) -> SharedPassage {
    let text = block.map_or("", |block| block.text.as_str());
    let bytes = passage.bytes_in(text, folding);
    let StoredPassage { block, documents, earlier, .. } = *passage;
    SharedPassage { block, start: bytes.start, end: bytes.end, documents, earlier }
}
