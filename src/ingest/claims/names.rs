//! The names under which readers are told who speaks.

use std::collections::BTreeSet;

use super::speakers::Speaker;
use crate::{
    corpus::Metadata,
    ingest::{
        curation::entities::{Entities, EntityKind},
        letters::Letters,
    },
    text::line::single_line,
};

/// The names by which a document's speakers may be known.
pub struct Known<'a> {
    entities: &'a Entities,
    mentioned: &'a BTreeSet<usize>,
    /// People of the document, with their last words, folded.
    people: Vec<(String, &'a str)>,
}

impl<'a> Known<'a> {
    /// Those of a document, which mentions these entities.
    pub fn new(entities: &'a Entities, mentioned: &'a BTreeSet<usize>, metadata: &'a Metadata) -> Known<'a> {
        let people = metadata.values.get(EntityKind::Person.field().0).map_or(&[][..], Vec::as_slice);
        let people = people.iter().filter(|name| entities.may_be_shown(name));
        let last = |name: &'a String| {
            let words = Letters::of(name).words();
            Some((words.rsplit_once(' ')?.1.to_owned(), name.as_str()))
        };
        Known { entities, mentioned, people: people.filter_map(last).collect() }
    }

    /// How readers are told who speaks; none for those who are not to be named.
    pub fn speaker(&self, text: &str, speaker: &Speaker) -> Option<String> {
        match speaker {
            Speaker::Pronoun => None,
            Speaker::Name(range) => self.name(&text[range.clone()]),
            Speaker::Role(range) => {
                let written = single_line(&text[range.clone()]);
                let written = self.entities.may_be_shown(&written).then(|| without_article(&written))?;
                // “Activists” at the beginning of a sentence are the “activists” of any other.
                Some(if written.contains(' ') { written } else { written.to_lowercase() })
            }
        }
    }

    /// The entity's own name, the person of the document who is meant by a surname, or the name as it is written.
    pub fn name(&self, written: &str) -> Option<String> {
        let written = single_line(written);
        if !self.entities.may_be_shown(&written) {
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

    /// Whether the table of entities knows a name as that of an organisation.
    pub fn is_organisation(&self, name: &str) -> bool {
        let is_one = |owner: &usize| self.entities.get(*owner).kind == EntityKind::Organisation;
        self.entities.mentions(name).iter().any(|mention| mention.owners.iter().all(is_one))
    }
}

/// `The report` and `a report` are one speaker: `report`.
fn without_article(written: &str) -> String {
    let articles = ["The ", "the ", "A ", "a ", "An ", "an "];
    articles.iter().find_map(|article| written.strip_prefix(article)).unwrap_or(written).to_owned()
}
