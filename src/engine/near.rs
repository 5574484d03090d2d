//! How near a text comes to a quotation that it does not have word for word: which words both have, and which differ.

use super::compare::cut;
use super::protocol::{FoundPassage, NearMatch, PassageMatch};
use crate::index::reader::{Reader, Stop};
use crate::search::passage::{Passage, Place};
use crate::search::plan::{Plan, PlannedClause, What};
use crate::text::{Folding, differences_of_words, for_each_token};

/// A quotation of a plan, as it was asked for.
struct Quotation<'a> {
    text: &'a str,
    passage: &'a Passage,
}

fn quotation(clause: &PlannedClause) -> Option<Quotation<'_>> {
    let What::Passage(passage) = &clause.what else { return None };
    Some(Quotation { text: clause.text.trim_matches('"'), passage })
}

/// How a document comes near the first quotation of a plan that it comes near at all; `None` for one that it has word
/// for word.
pub(super) fn near(plan: &Plan, number: u32, reader: Reader<'_>) -> Result<Option<NearMatch>, Stop> {
    let quotations: Vec<Quotation> = plan.clauses.iter().filter_map(quotation).collect();
    if quotations.is_empty() {
        return Ok(None);
    }
    let document = reader.whole_document(number)?;
    let texts: Vec<&str> = document.blocks.iter().map(|block| block.text.as_str()).collect();
    let folding = &reader.root.folding;
    let near = |Quotation { text, passage }: &Quotation| {
        let place = passage.nearest(&texts, folding)?;
        compare(text, texts.get(place.block as usize)?, place, folding)
    };
    Ok(quotations.iter().find_map(near))
}

/// What was found of the quotations of a plan. One that was `pasted` without quotation marks, and is searched as plain
/// words because no document has it, is near if a document that is listed comes near.
pub(super) fn found(plan: &Plan, pasted: Option<&Plan>, is_near: bool) -> Vec<FoundPassage> {
    let passage = |clause: &PlannedClause| {
        let Quotation { passage, .. } = quotation(clause)?;
        Some(FoundPassage { start: clause.start, end: clause.end, found: passage.outcome })
    };
    let nearly =
        |passage| FoundPassage { found: if is_near { PassageMatch::Near } else { PassageMatch::Absent }, ..passage };
    let pasted = pasted.into_iter().flat_map(|plan| plan.clauses.iter().filter_map(passage)).map(nearly);
    plan.clauses.iter().filter_map(passage).chain(pasted).collect()
}

struct Word {
    start: usize,
    end: usize,
    form: u32,
    is_common: bool,
}

fn words(text: &str, folding: &Folding, known: &mut Vec<String>) -> Vec<Word> {
    let mut words = Vec::new();
    for_each_token(text, folding, |token| {
        if !token.is_extra {
            let place = known.iter().position(|form| form == token.form).unwrap_or_else(|| {
                known.push(token.form.into());
                known.len() - 1
            });
            let (start, end) = (token.start as usize, token.end as usize);
            words.push(Word { start, end, form: place as u32, is_common: false });
        }
    });
    words
}

/// Compares a quotation with a place in a text and what stands around it; `None` if they have no word in common.
fn compare(quoted: &str, text: &str, place: Place, folding: &Folding) -> Option<NearMatch> {
    let mut known = Vec::new();
    let mut asked = words(quoted, folding, &mut known);
    let reach = asked.len();
    let mut here = words(text, folding, &mut known);
    let first = here.partition_point(|word| word.end <= place.start as usize).saturating_sub(reach);
    let last = (here.partition_point(|word| word.start < place.end as usize) + reach).min(here.len());
    here = here.drain(first.min(last)..last).collect();
    let common = mark_common(&mut asked, &mut here);
    let (&(from, at), &(to, until)) = (common.first()?, common.last()?);
    // Where the quotation goes on with other words, so does the text.
    let start = at.saturating_sub(from);
    let end = (until + asked.len() - to).min(here.len());
    let found = &here[start..end];
    let segments = |text: &str, range: std::ops::Range<usize>, words: &[Word]| {
        let words: Vec<(usize, bool)> = words.iter().map(|word| (word.start, word.is_common)).collect();
        cut(text, range, &words)
    };
    Some(NearMatch {
        percent: (common.len() * 100 / asked.len()) as u32,
        block: place.block,
        quoted: segments(quoted, 0..quoted.len(), &asked),
        found: segments(text, found.first()?.start..found.last()?.end, found),
    })
}

/// Marks the words that both have in the same order; returns their indexes.
fn mark_common(one: &mut [Word], other: &mut [Word]) -> Vec<(usize, usize)> {
    let forms = |words: &[Word]| words.iter().map(|word| word.form).collect::<Vec<_>>();
    let mut common = Vec::new();
    let (mut at, mut to) = (0, 0);
    let end = (one.len()..one.len(), other.len()..other.len());
    for (before, after) in differences_of_words(&forms(one), &forms(other)).into_iter().chain([end]) {
        common.extend((at..before.start).zip(to..after.start));
        (at, to) = (before.end, after.end);
    }
    for &(here, there) in &common {
        (one[here].is_common, other[there].is_common) = (true, true);
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_on_both_sides() {
        let text = "Before it. She said that the camps were closed in late 2019, as far as is known. More.";
        let quoted = "the camps were all closed in early 2019, as far as we know";
        let place = Place { block: 3, start: 24, end: 60 };
        let near = compare(quoted, text, place, &Folding::default()).unwrap();
        let told = |segments: &[crate::engine::protocol::ComparedSegment]| {
            let part = |segment: &crate::engine::protocol::ComparedSegment| {
                if segment.is_only_here { format!("[{}]", segment.text) } else { segment.text.clone() }
            };
            segments.iter().map(part).collect::<String>()
        };
        assert_eq!(told(&near.quoted), "the camps were [all ]closed in [early ]2019, as far as [we know]");
        assert_eq!(told(&near.found), "the camps were closed in [late ]2019, as far as [is known]");
        assert_eq!((near.percent, near.block), (9 * 100 / 13, 3));
    }

    #[test]
    fn texts_without_a_common_word_are_not_near() {
        assert_eq!(compare("one two", "three four", Place { block: 0, start: 0, end: 5 }, &Folding::default()), None);
        assert_eq!(compare("", "three", Place { block: 0, start: 0, end: 5 }, &Folding::default()), None);
    }
}
