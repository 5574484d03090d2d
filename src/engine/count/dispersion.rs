//! Answers where in documents something stands.

use super::counting::{search_of, together};
use crate::count::mentions::find;
use crate::count::{Lexicon, Text};
use crate::engine::lookup::number_of;
use crate::engine::protocol::{DispersedDocument, Dispersion, DispersionRequest, ExamineRequest, Selection};
use crate::engine::recipe;
use crate::engine::search::select;
use crate::index::reader::{Reader, Stop};
use crate::search::DocumentSet;

pub(in crate::engine) fn dispersion(request: &DispersionRequest, reader: Reader<'_>) -> Result<Dispersion, Stop> {
    let DispersionRequest { query, filters, dates, variants, words, documents } = request.clone();
    let selection = Selection { query, filters, dates, variants, words };
    let mut asked = Ok(Vec::new());
    for id in &documents {
        asked = together(asked, number_of(id, reader)).map(|(mut numbers, number)| {
            numbers.extend(number);
            numbers
        });
    }
    let (selected, asked) = together(select(&search_of(&selection), reader), asked)?;
    reader.need(asked.iter().flat_map(|&number| reader.files_of(number, true)))?;
    let set = DocumentSet::of(reader.root.documents, asked.iter().copied());
    let (plan, counted_as) = selected.counting(words, reader)?;
    let found = find(&plan, &set, reader, &selected.filters)?;
    let mut lexicon = Lexicon::default();
    let dispersed = asked.iter().map(|number| {
        let text = Text::read(*number, reader, &mut lexicon)?;
        let found = found.iter().find(|found| found.document == *number);
        let runs = found.map(|found| text.mentions(found, &plan, &reader.root.folding)).transpose()?;
        Ok(DispersedDocument {
            words: text.words.len() as u32,
            mentions: runs.unwrap_or_default().iter().map(|run| run.start as u32).collect(),
            id: text.metadata.id,
        })
    });
    let documents = dispersed.collect::<Result<_, Stop>>()?;
    let recipe = recipe::print(&ExamineRequest::Dispersion(request.clone()), &reader.root.edition);
    Ok(Dispersion { documents, counted_as, recipe })
}
