//! Answers a request for claims: who says what, with which figures, and which figures disagree.

use std::collections::BTreeMap;

use super::conflicts::{Disagreement, Found, MAX_FIGURES, disagreements};
use super::copies::keywords;
use super::lookup::number_of;
use super::protocol::{
    ClaimSegment, ClaimView, Claims, ClaimsBy, ClaimsRequest, Conflict, ConflictSide, ExamineRequest, FigureView,
    NameCount,
};
use super::recipe;
use super::search::ranked;
use crate::corpus::{Block, Claim, ClaimRule, Figure, Metadata, Span, language::Direction};
use crate::index::bytes::FormatError;
use crate::index::format::StoredDocument;
use crate::index::reader::{Reader, Stop};
use crate::search::order::{ascending, sort_by_number};

/// Names that are counted, those with the most claims.
const MAX_NAMES: usize = 200;
/// Claims that are shown for one value.
const MAX_SHOWN: usize = 3;

pub(super) fn answer(request: &ClaimsRequest, reader: Reader<'_>) -> Result<Claims, Stop> {
    let (documents, remarks) = documents(request, reader)?;
    let entries = reader.claims_files(ascending(documents.iter().copied()).into_iter());
    reader.need(entries.iter().map(|entry| entry.file))?;
    let files = entries.iter().map(|entry| Ok((entry.first_document, reader.claims(entry)?)));
    let files = files.collect::<Result<Vec<_>, Stop>>()?;
    let stored: Vec<(u32, &[Claim])> = files.iter().flat_map(|(first, file)| file.by_document(*first)).collect();
    let in_documents = documents.iter().filter_map(|number| {
        let place = stored.binary_search_by_key(number, |(stored, _)| *stored).ok()?;
        Some(stored[place])
    });
    let all: Vec<Found<'_>> =
        in_documents.flat_map(|(number, claims)| claims.iter().map(move |claim| (number, claim))).collect();

    let is_by = |claim: &Claim| request.speaker.is_empty() || claim.speaker.as_ref() == Some(&request.speaker);
    let counts =
        |claim: &Claim| request.noun.is_empty() || claim.figures.iter().any(|figure| figure.noun == request.noun);
    let speakers = all.iter().filter(|(_, claim)| counts(claim)).filter_map(|(_, claim)| claim.speaker.as_deref());
    let speakers = counted(speakers);
    let nouns = all.iter().filter(|(_, claim)| is_by(claim)).flat_map(|(_, claim)| nouns_of(claim));
    let nouns = counted(nouns);
    let chosen: Vec<Found<'_>> = all.into_iter().filter(|(_, claim)| is_by(claim) && counts(claim)).collect();
    let groups = disagreements(&chosen, &request.noun);

    let page = |count: usize| {
        let start = (request.offset as usize).min(count);
        start..start.saturating_add(request.limit as usize).min(count)
    };
    let mut answer = Claims {
        total: chosen.len() as u32,
        documents: chosen.chunk_by(|(one, _), (other, _)| one == other).count() as u32,
        conflicts_total: groups.len() as u32,
        remarks,
        recipe: recipe::print(&ExamineRequest::Claims(request.clone()), &reader.root.edition),
        ..Claims::default()
    };
    let mut shelf = Shelf { reader, documents: Vec::new() };
    match request.by {
        ClaimsBy::Conflict => {
            let groups = &groups[page(groups.len())];
            let shown =
                groups.iter().flat_map(|group| group.values.values().flat_map(|found| found.iter().take(MAX_SHOWN)));
            shelf.fetch(shown.map(|(number, _)| *number))?;
            answer.conflicts = groups.iter().map(|group| shelf.conflict(group)).collect::<Result<_, Stop>>()?;
        }
        by => {
            let ordered = if by == ClaimsBy::Speaker { by_speaker(chosen, &speakers) } else { chosen };
            let shown = &ordered[page(ordered.len())];
            shelf.fetch(shown.iter().map(|(number, _)| *number))?;
            answer.claims = shown.iter().map(|found| shelf.view(*found)).collect::<Result<_, Stop>>()?;
        }
    }
    (answer.speakers, answer.nouns) = (speakers, nouns);
    answer.speakers.truncate(MAX_NAMES);
    answer.nouns.truncate(MAX_NAMES);
    Ok(answer)
}

/// The documents whose claims are asked for, the best first, and what was not understood of the query.
fn documents(request: &ClaimsRequest, reader: Reader<'_>) -> Result<(Vec<u32>, Vec<super::protocol::Remark>), Stop> {
    if request.document.is_empty() {
        let search = super::protocol::SearchRequest {
            query: request.query.clone(),
            filters: request.filters.clone(),
            dates: request.dates.clone(),
            variants: request.variants.clone(),
            skip_counts: true,
            ..Default::default()
        };
        return ranked(&search, reader);
    }
    Ok((number_of(&request.document, reader)?.into_iter().collect(), Vec::new()))
}

fn nouns_of(claim: &Claim) -> impl Iterator<Item = &str> {
    let figures = &claim.figures[..claim.figures.len().min(MAX_FIGURES)];
    let nouns = figures.iter().map(|figure| figure.noun.as_str()).enumerate();
    let is_first = |place: usize, noun: &str| figures[..place].iter().all(|earlier| earlier.noun != noun);
    nouns.filter(move |(place, noun)| !noun.is_empty() && is_first(*place, noun)).map(|(_, noun)| noun)
}

/// How often each name is there, the commonest first.
fn counted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<NameCount> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let counts = counts.into_iter().map(|(name, claims)| NameCount { name: name.into(), claims }).collect();
    sort_by_number(counts, |count: &NameCount| u64::from(!count.claims))
}

/// Those of one speaker side by side, the speakers in this order, claims of nobody last.
fn by_speaker<'a>(claims: Vec<Found<'a>>, speakers: &[NameCount]) -> Vec<Found<'a>> {
    let mut places: BTreeMap<&str, u32> = BTreeMap::new();
    for (place, count) in (0..).zip(speakers) {
        places.insert(&count.name, place);
    }
    sort_by_number(claims, |(_, claim)| {
        claim.speaker.as_deref().and_then(|speaker| places.get(speaker)).map_or(u64::MAX, |&place| place.into())
    })
}

// ------------------------------------------------------------------------------------------------------------- views

/// Documents that claims are shown of.
struct Shelf<'a> {
    reader: Reader<'a>,
    /// In ascending order.
    documents: Vec<(u32, Metadata, Vec<Block>)>,
}

impl Shelf<'_> {
    fn fetch(&mut self, numbers: impl Iterator<Item = u32>) -> Result<(), Stop> {
        let numbers = ascending(numbers);
        self.reader.need(numbers.iter().flat_map(|number| self.reader.files_of(*number, true)))?;
        for number in numbers {
            let StoredDocument { metadata, blocks, .. } = self.reader.whole_document(number)?;
            self.documents.push((number, metadata, blocks));
        }
        Ok(())
    }

    fn conflict(&self, group: &Disagreement<'_>) -> Result<Conflict, Stop> {
        let side = |(value, found): (&&str, &Vec<Found<'_>>)| {
            let claims = found.iter().take(MAX_SHOWN).map(|found| self.view(*found)).collect::<Result<_, Stop>>()?;
            Ok(ConflictSide { value: (*value).into(), documents: found.len() as u32, claims })
        };
        // From the most documents to the fewest.
        let sides = sort_by_number(group.values.iter().collect(), |(_, found)| u64::MAX - found.len() as u64);
        Ok(Conflict {
            noun: group.noun.into(),
            about: group.about.clone(),
            sides: sides.into_iter().map(side).collect::<Result<_, Stop>>()?,
        })
    }

    fn view(&self, (number, claim): Found<'_>) -> Result<ClaimView, Stop> {
        let place = self.documents.binary_search_by_key(&number, |(number, ..)| *number);
        let (_, metadata, blocks) = place.ok().map(|place| &self.documents[place]).ok_or(FormatError::Damaged)?;
        let block = blocks.get(claim.block as usize).ok_or(FormatError::Damaged)?;
        let figure = |figure: &Figure| FigureView {
            value: figure.value.clone(),
            unit: figure.unit.clone(),
            noun: figure.noun.clone(),
            about: figure.topic.words(),
        };
        let language = block.language_in(metadata);
        Ok(ClaimView {
            id: metadata.id.clone(),
            title: metadata.title.clone(),
            date: metadata.date.as_ref().map(|date| date.edtf.clone()),
            values: keywords(metadata, &self.reader.root.settings),
            block: claim.block,
            language: language.into(),
            direction: Direction::of(language),
            segments: segments(&block.text, claim),
            speaker: claim.speaker.clone(),
            via: claim.via.clone(),
            figures: claim.figures.iter().take(MAX_FIGURES).map(figure).collect(),
            confidence: claim.confidence,
            rule: claim.rule,
            is_by_editors: claim.rule == ClaimRule::Editors,
        })
    }
}

/// The sentence, cut where its statement and its figures begin and end.
fn segments(text: &str, claim: &Claim) -> Vec<ClaimSegment> {
    let figures = || claim.figures.iter().take(MAX_FIGURES).map(|figure| figure.span);
    let spans = [claim.sentence, claim.statement].into_iter().chain(figures());
    let inside = |cut: &u32| (claim.sentence.start..=claim.sentence.end).contains(cut);
    let cuts = ascending(spans.flat_map(|span| [span.start, span.end]).filter(inside));
    let pieces = cuts.windows(2).map(|ends| Span { start: ends[0], end: ends[1] });
    let segment = |piece: Span| {
        let figure = (0..).zip(figures()).find(|(_, figure)| figure.contains(piece)).map(|(number, _)| number);
        Some(ClaimSegment { text: piece.of(text)?.into(), is_statement: claim.statement.contains(piece), figure })
    };
    pieces.filter_map(segment).collect()
}
