//! What documents claim: attributed statements, and figures. Found by rules, corrected by editors in `claims.csv`.
//!
//! - [`sentence`] cuts a text into sentences, words and quotations.
//! - [`attribution`] says who says what in a sentence, [`figures`] which numbers count what.
//! - [`table`] is what the editors decided.
//!
//! The rules are for English; blocks in other languages have no claims unless editors write them.

pub mod attribution;
pub mod figures;
pub mod sentence;
pub mod table;

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use self::{
    attribution::{Attribution, Sentence, Speaker, attributions},
    figures::figures,
    sentence::{Quotation, quotations, sentences, tokens},
    table::Decisions,
};
use super::{
    Finding,
    entities::{Entities, EntityKind},
    letters::Letters,
    metadata::single_line,
};
use crate::corpus::{BlockKind, Claim, ClaimRule, Confidence, Document, Figure, Metadata, Span};

/// What a sentence must have for its words to be looked at: most have none of it.
static CUES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let verbs = "said says told tells stated states announced announces argue claim denied denies warn insist noted notes \
                 explain wrote writes declare report allege reiterate stress emphasi assert admit acknowledge confirm conclude \
                 maintain tweet testif remark replied recalled caution complain affirm found added adds called calls describe \
                 dismiss brand labelled labeled term denounce reject hail welcome critici condemn cite quote according";
    let numbers = "0 1 2 3 4 5 6 7 8 9 two three four five six seven eight nine ten eleven twelve teen twenty thirty forty \
                   fifty ninety million billion trillion thousand hundred";
    let words = verbs.split_whitespace().chain(numbers.split_whitespace());
    AhoCorasickBuilder::new().ascii_case_insensitive(true).build(words).expect("a few fixed words")
});

/// What is counted so belongs to what happened and is nobody's claim by itself: “after four years”, “three times”.
const OF_TIME: [&str; 14] = [
    "year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "time", "thing", "way",
    "occasion", "step",
];

/// Finds the claims of a document, and does with them what the editors decided.
pub fn find(
    document: &Document,
    entities: &Entities,
    mentioned: &BTreeSet<usize>,
    decisions: &Decisions,
) -> (Vec<Claim>, Vec<Finding>) {
    let names = Known::new(entities, mentioned, &document.metadata);
    let shown = document.blocks.iter().filter(|block| !block.is_furniture());
    let mut claims = Vec::new();
    for (number, block) in (0..).zip(shown) {
        let is_prose = !matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableRow);
        if is_prose && block.language_in(&document.metadata).split('-').next() == Some("en") {
            in_block(&block.text, number, &names, &mut claims);
        }
    }
    decisions.apply(document, claims, &|name| names.is_showable(name))
}

fn in_block(text: &str, block: u32, names: &Known<'_>, claims: &mut Vec<Claim>) {
    let mut cues = CUES.find_iter(text).map(|cue| cue.start()).peekable();
    if cues.peek().is_none() {
        return;
    }
    let quotations = quotations(text);
    for range in sentences(text, &quotations) {
        while cues.next_if(|cue| *cue < range.start).is_some() {}
        if cues.peek().is_some_and(|cue| *cue < range.end) {
            in_sentence(text, range, &quotations, block, names, claims);
        }
    }
}

fn in_sentence(
    text: &str,
    range: Range<usize>,
    quotations: &[Quotation],
    block: u32,
    names: &Known<'_>,
    claims: &mut Vec<Claim>,
) {
    let inside = |quotation: &&Quotation| range.start <= quotation.outer.start && quotation.outer.end <= range.end;
    let quotations: Vec<Quotation> = quotations.iter().filter(inside).cloned().collect();
    let tokens = tokens(text, &range, &quotations);
    let mut left = figures(&tokens, text);
    let sentence_span = Span::new(range.start, range.end);
    let is_organisation = |name: &str| names.is_organisation(name);
    let sentence =
        Sentence { text, range: range.clone(), tokens: &tokens, quotations, is_organisation: &is_organisation };
    let first = claims.len();
    for Attribution { statement, speaker, via, rule, confidence } in attributions(&sentence) {
        let statement = Span::new(statement.start, statement.end);
        let (own, others) = left.into_iter().partition(|figure: &Figure| statement.contains(figure.span));
        left = others;
        claims.push(Claim {
            block,
            sentence: sentence_span,
            statement,
            speaker: names.speaker(text, &speaker),
            via: via.iter().filter_map(|via| names.name(&text[via.clone()])).collect(),
            figures: own,
            confidence,
            rule,
        });
    }
    left.retain(|figure| !OF_TIME.contains(&figure.noun.as_str()));
    if !left.is_empty() {
        let is_plain =
            |figure: &Figure| figure.span.of(text).is_some_and(|text| text.starts_with(|c: char| !c.is_alphabetic()));
        let confidence = if left.iter().all(is_plain) { Confidence::Medium } else { Confidence::Low };
        claims.push(Claim {
            block,
            sentence: sentence_span,
            statement: sentence_span,
            speaker: None,
            via: Vec::new(),
            figures: left,
            confidence,
            rule: ClaimRule::Figure,
        });
    }
    claims[first..].sort_by_key(|claim| (claim.statement, claim.rule));
}

/// The names by which a document's speakers may be known.
struct Known<'a> {
    entities: &'a Entities,
    mentioned: &'a BTreeSet<usize>,
    /// People of the document, with their last words, folded.
    people: Vec<(String, &'a str)>,
}

impl<'a> Known<'a> {
    fn new(entities: &'a Entities, mentioned: &'a BTreeSet<usize>, metadata: &'a Metadata) -> Known<'a> {
        let people = metadata.values.get(EntityKind::Person.field().0).map_or(&[][..], Vec::as_slice);
        let last = |name: &'a String| {
            let words = Letters::of(name).words();
            Some((words.rsplit_once(' ')?.1.to_owned(), name.as_str()))
        };
        Known { entities, mentioned, people: people.iter().filter_map(last).collect() }
    }

    /// How readers are told who speaks; none for those who are not to be named.
    fn speaker(&self, text: &str, speaker: &Speaker) -> Option<String> {
        match speaker {
            Speaker::Pronoun => None,
            Speaker::Name(range) => self.name(&text[range.clone()]),
            Speaker::Role(range) => {
                let written = single_line(&text[range.clone()]);
                let written = self.is_showable(&written).then(|| without_article(&written))?;
                // “Activists” at the beginning of a sentence are the “activists” of any other.
                Some(if written.contains(' ') { written } else { written.to_lowercase() })
            }
        }
    }

    /// The entity's own name, the person of the document who is meant by a surname, or the name as it is written.
    fn name(&self, written: &str) -> Option<String> {
        let written = single_line(written);
        if !self.is_showable(&written) {
            return None;
        }
        let mentions = self.entities.mentions(&written);
        let meant = |owners: &[usize]| match owners {
            [owner] => Some(*owner),
            owners => {
                let mut there = owners.iter().filter(|owner| self.mentioned.contains(owner));
                there.next().copied().filter(|_| there.next().is_none())
            }
        };
        for mention in &mentions {
            let is_whole =
                Letters::of(&written[mention.range.clone()]).words() == Letters::of(&without_article(&written)).words();
            let Some(entity) = meant(mention.owners).map(|owner| self.entities.get(owner)) else { continue };
            if is_whole || entity.kind == EntityKind::Person {
                return Some(entity.name.clone());
            }
        }
        let folded = Letters::of(&written).words();
        let mut bearers = self.people.iter().filter(|(surname, _)| *surname == folded);
        match (bearers.next(), bearers.next()) {
            (Some((_, person)), None) => Some((*person).to_owned()),
            _ => Some(without_article(&written)),
        }
    }

    /// Whether a text names nobody who is not public.
    fn is_showable(&self, text: &str) -> bool {
        let is_public = |owner: &usize| self.entities.get(*owner).is_public;
        self.entities.mentions(text).iter().all(|mention| mention.owners.iter().all(is_public))
    }

    fn is_organisation(&self, name: &str) -> bool {
        let is_one = |owner: &usize| self.entities.get(*owner).kind == EntityKind::Organisation;
        self.entities.mentions(name).iter().any(|mention| mention.owners.iter().all(is_one))
    }
}

/// `The report` and `a report` are one speaker: `report`.
fn without_article(written: &str) -> String {
    let articles = ["The ", "the ", "A ", "a ", "An ", "an "];
    articles.iter().find_map(|article| written.strip_prefix(article)).unwrap_or(written).to_owned()
}
