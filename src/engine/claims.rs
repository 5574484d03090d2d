//! Answers a request for claims: who says what, with which figures, and which figures disagree.

use std::collections::BTreeMap;

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
/// Figures with more values than this are hardly of one thing.
const MAX_VALUES: usize = 8;
/// Claims that are shown for one value.
const MAX_SHOWN: usize = 3;
/// The builder writes few; a damaged file may have any number, and each is marked by itself.
const MAX_FIGURES: usize = 64;

/// A claim and its document.
type Found<'a> = (u32, &'a Claim);

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

// --------------------------------------------------------------------------------------------------------- conflicts

/// By value, one claim of each document that gives it.
type Values<'a> = BTreeMap<&'a str, Vec<Found<'a>>>;

/// Which documents give which value.
fn voices<'v>(values: &'v Values<'_>) -> impl Iterator<Item = (&'v str, u32)> {
    values.iter().flat_map(|(value, found)| found.iter().map(|(number, _)| (*value, *number)))
}

/// Figures of one noun that share the words which say of what they are, with different values.
struct Disagreement<'a> {
    noun: &'a str,
    about: Vec<&'a str>,
    values: Values<'a>,
}

impl Disagreement<'_> {
    fn documents(&self) -> usize {
        self.values.values().map(Vec::len).sum()
    }

    /// Whether this one says all that the other of the same noun does, and more.
    fn covers(&self, other: &Disagreement<'_>) -> bool {
        let has = |value: &str, found: &[Found<'_>]| {
            self.values
                .get(value)
                .is_some_and(|own| found.iter().all(|(number, _)| own.iter().any(|(n, _)| n == number)))
        };
        self.documents() > other.documents() && other.values.iter().all(|(value, found)| has(value, found))
    }
}

/// Where figures disagree, those that the most documents give first.
fn disagreements<'a>(claims: &[Found<'a>], noun: &str) -> Vec<Disagreement<'a>> {
    let mut groups: BTreeMap<(&str, &str), Values<'a>> = BTreeMap::new();
    for &(number, claim) in claims {
        let is_counted = |figure: &&Figure| !figure.noun.is_empty() && (noun.is_empty() || figure.noun == noun);
        for figure in claim.figures.iter().take(MAX_FIGURES).filter(is_counted) {
            for about in &figure.about {
                let values = groups.entry((&figure.noun, about)).or_default();
                let found = values.entry(&figure.value).or_default();
                // A document that says the same in several places is one voice; its claims come one after the other.
                if found.last().is_none_or(|(other, _)| *other != number) {
                    found.push((number, claim));
                }
            }
        }
    }
    let mut disagreements: Vec<Disagreement<'a>> = Vec::new();
    let is_one_thing = |values: &Values<'a>| (2..=MAX_VALUES).contains(&values.len());
    for ((noun, about), values) in groups.into_iter().filter(|(_, values)| is_one_thing(values)) {
        // Several words may tie the same figures together.
        let mut of_noun = disagreements.iter_mut().rev().take_while(|other| other.noun == noun);
        match of_noun.find(|other| voices(&other.values).eq(voices(&values))) {
            Some(same) => same.about.push(about),
            None => disagreements.push(Disagreement { noun, about: vec![about], values }),
        }
    }
    let by_noun = disagreements.chunk_by(|one, other| one.noun == other.noun);
    let is_covered =
        by_noun.flat_map(|groups| groups.iter().map(|group| groups.iter().any(|other| other.covers(group))));
    let is_covered: Vec<bool> = is_covered.collect();
    let mut is_covered = is_covered.into_iter();
    disagreements.retain(|_| !is_covered.next().unwrap_or_default());
    sort_by_number(disagreements, |group| u64::MAX - group.documents() as u64)
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
            about: group.about.iter().map(|word| (*word).into()).collect(),
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
            about: figure.about.clone(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Confidence;

    /// A claim with figures of pages: each with its value and the words beside it.
    fn claim(figures: &[(&str, &[&str])]) -> Claim {
        let span = Span::new(0, 1);
        let figure = |(value, about): &(&str, &[&str])| Figure {
            span,
            value: (*value).into(),
            unit: String::new(),
            noun: "page".into(),
            about: about.iter().map(|word| (*word).into()).collect(),
        };
        let figures = figures.iter().map(figure).collect();
        let (speaker, via, confidence, rule) = (None, Vec::new(), Confidence::High, ClaimRule::Figure);
        Claim { block: 0, sentence: span, statement: span, speaker, via, figures, confidence, rule }
    }

    #[test]
    fn words_tie_figures_together_only_where_they_are_of_the_same_documents() {
        let claims = [
            claim(&[("46", &["long", "report"]), ("9", &["annex"])]),
            claim(&[("48", &["long", "report"])]),
            claim(&[("46", &["letter"])]),
            claim(&[("48", &["letter"])]),
        ];
        let found: Vec<Found<'_>> = (0..).zip(&claims).collect();
        let told = disagreements(&found, "page");
        let told: Vec<String> = told
            .iter()
            .map(|group| format!("{:?} {:?}", group.about, voices(&group.values).collect::<Vec<_>>()))
            .collect();
        let expected = [r#"["letter"] [("46", 2), ("48", 3)]"#, r#"["long", "report"] [("46", 0), ("48", 1)]"#];
        assert_eq!(told, expected);
    }
}
