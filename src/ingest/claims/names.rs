//! The names under which readers are told who speaks: those of the corpus's list, and those that the document gave before.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    nouns::{is_office, is_speaking_noun, is_time},
    phrases::Speaker,
    words::*,
};
use crate::{
    corpus::Metadata,
    ingest::{
        curation::entities::{Entities, EntityKind},
        letters::Letters,
    },
    text::line::single_line,
};

/// The names by which a document's speakers may be known, and what its text has told of them so far.
pub struct Known<'a> {
    entities: &'a Entities,
    mentioned: &'a BTreeSet<usize>,
    /// People of the document, with their last words, folded.
    people: Vec<(String, &'a str)>,
    /// The document is a transcript: its sentences begin with labels.
    pub is_transcript: bool,
    /// Names of several words that the text has had so far, with their words, folded.
    told: Vec<(Vec<String>, String)>,
    /// Those that spoke.
    spoken: BTreeSet<String>,
    /// By the noun for a text (“report”): who made it.
    makers: BTreeMap<String, String>,
    /// Who alone spoke in the sentence before, if that was told by a name, and who speaks in this one.
    before: Option<String>,
    now: BTreeSet<Option<String>>,
    /// Who spoke in this sentence first, and whether anybody did.
    first: Option<String>,
    has_spoken: bool,
    /// Whom the sentence before was about, and whom this one is.
    subject_before: Option<String>,
    subject: Option<String>,
    /// The same where it is told by a person's name.
    person: Option<String>,
    person_before: Option<String>,
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
        Known {
            entities,
            mentioned,
            people: people.filter_map(last).collect(),
            is_transcript: false,
            told: Vec::new(),
            spoken: BTreeSet::new(),
            makers: BTreeMap::new(),
            before: None,
            now: BTreeSet::new(),
            first: None,
            has_spoken: false,
            subject_before: None,
            subject: None,
            person: None,
            person_before: None,
        }
    }

    /// Goes on to the next sentence of the text.
    pub fn next_sentence(&mut self) {
        // Whoever spoke is “it” in the next sentence, even if the text does not tell who that is.
        let spoke = std::mem::take(&mut self.has_spoken);
        let (subject, first) = (self.subject.take(), self.first.take());
        self.subject_before = if spoke { first } else { subject };
        self.person_before = self.person.take();
        let mut spoke = std::mem::take(&mut self.now).into_iter();
        self.before = spoke.next().filter(|_| spoke.next().is_none()).flatten();
    }

    /// Remembers the names of a sentence that has been read.
    pub fn hear(&mut self, text: &str) {
        for name in runs_of_capitals(text) {
            let name = without_titles(name);
            let words: Vec<String> = name.split_whitespace().map(|word| Letters::of(word).words()).collect();
            if words.len() > 1 && !self.told.iter().any(|(known, _)| *known == words) {
                self.told.push((words, name.to_owned()));
            }
        }
    }

    /// Remembers who made a text: “the coalition's report”.
    pub fn made(&mut self, text: &str, noun: &str, maker: &Speaker) {
        if let Some(maker) = self.told_as(text, maker) {
            self.makers.insert(noun.to_lowercase(), maker);
        }
    }

    /// Remembers whom a sentence is about.
    pub fn is_about(&mut self, text: &str, subject: &Speaker) {
        self.subject = self.told_as(text, subject);
        let is_person = |name: &&String| matches!(subject, Speaker::Name(_)) && !is_body(name) && name.contains(' ');
        self.person = self.subject.as_ref().filter(is_person).cloned();
    }
    /// How readers are told who speaks; none for those who are not to be named, and where the text does not tell.
    /// A sentence with an aside (“the trip, Jane Doe says, was late”) is about somebody else.
    pub fn speaker(&mut self, text: &str, speaker: &Speaker, is_aside: bool) -> Option<String> {
        let name = self.told_as(text, speaker);
        // “She” is a person, who has a name; a description may be of a body.
        let is_person = !is_aside
            && matches!(speaker, Speaker::Name(_) | Speaker::Person)
            && name.as_ref().is_some_and(|name| !is_body(name));
        self.now.insert(name.clone().filter(|_| is_person));
        if !self.has_spoken {
            self.first = name.clone().filter(|_| !matches!(speaker, Speaker::Person | Speaker::Nobody));
        }
        self.has_spoken = true;
        self.spoken.extend(name.clone());
        name
    }

    fn told_as(&self, text: &str, speaker: &Speaker) -> Option<String> {
        match speaker {
            Speaker::Person => self.before.clone().or_else(|| self.person_before.clone()),
            Speaker::Thing => self.subject_before.clone(),
            Speaker::Nobody => None,
            Speaker::Text(noun) => self.makers.get(&text[noun.clone()].to_lowercase()).cloned(),
            Speaker::Name(range) => self.name(&text[range.clone()]),
            Speaker::Role(range) => self.role(&single_line(&text[range.clone()])),
        }
    }

    fn role(&self, written: &str) -> Option<String> {
        let role = self.entities.may_be_shown(written).then(|| without_article(written))?;
        if let Some(body) = written.strip_prefix("the ").or_else(|| written.strip_prefix("The ")) {
            // “The coalition” is the Small Hands Coalition that was named before.
            let folded = Letters::of(body).words();
            let mut bearers = self.told.iter().filter(|(words, name)| words.contains(&folded) && is_body(name));
            if let (Some((_, name)), None) = (bearers.next(), bearers.next()) {
                return self.entities.may_be_shown(name).then(|| name.clone());
            }
        }
        // “Activists” at the beginning of a sentence are the “activists” of any other.
        Some(match role.split_once(' ') {
            Some((first, rest)) if DETERMINERS.has(&first.to_lowercase()) => format!("{} {rest}", first.to_lowercase()),
            Some(_) => role,
            None => role.to_lowercase(),
        })
    }

    /// The entity's own name, the person of the document who is meant by a surname, or the name as it is written.
    pub fn name(&self, written: &str) -> Option<String> {
        let written = single_line(written);
        if !self.entities.may_be_shown(&written) {
            return None;
        }
        if let Some(name) = self.entity(&written) {
            return Some(name);
        }
        let folded = Letters::of(&written).words();
        let mut bearers = self.people.iter().filter(|(surname, _)| *surname == folded);
        if let (Some((_, person)), None) = (bearers.next(), bearers.next()) {
            return Some((*person).to_owned());
        }
        let whole = self.told_before(&folded).unwrap_or_else(|| without_article(&written));
        self.entities.may_be_shown(&whole).then_some(whole)
    }

    /// The name in the corpus's list.
    fn entity(&self, written: &str) -> Option<String> {
        let mentions = self.entities.mentions(written);
        let meant = |owners: &[usize]| match owners {
            [owner] => Some(*owner),
            owners => {
                let mut there = owners.iter().filter(|owner| self.mentioned.contains(owner));
                there.next().copied().filter(|_| there.next().is_none())
            }
        };
        mentions.iter().find_map(|mention| {
            let is_whole =
                Letters::of(&written[mention.range.clone()]).words() == Letters::of(&without_article(written)).words();
            let entity = meant(mention.owners).map(|owner| self.entities.get(owner))?;
            (is_whole || entity.kind == EntityKind::Person).then(|| entity.name.clone())
        })
    }

    /// The one longer name of the text so far that ends with these words, or begins with them if its bearer has spoken.
    fn told_before(&self, folded: &str) -> Option<String> {
        const JOINTS: [&str; 5] = ["of", "for", "and", "on", "the"];
        let words: Vec<&str> = folded.split(' ').collect();
        let is_longer = |known: &[String], name: &str| {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let more = known.len().saturating_sub(words.len());
            // “Fiji” is not the “Representative of Fiji”.
            let is_end = || known.ends_with(&words) && !JOINTS.contains(&known[more - 1]);
            let begins = || known.starts_with(&words) && !JOINTS.contains(&known[words.len()]);
            more > 0 && (is_end() || begins() && (self.spoken.contains(name) || COMPANIES.has(known[words.len()])))
        };
        let mut bearers = self.told.iter().filter(|(known, name)| is_longer(known, name));
        let first = bearers.next()?;
        bearers.next().is_none().then(|| first.1.clone())
    }

    /// Whether the text has told a name as a part of a longer one.
    pub fn is_known(&self, name: &str) -> bool {
        self.told_before(&Letters::of(name).words()).is_some()
    }

    /// Whether the table of entities knows a name as that of an organisation.
    pub fn is_organisation(&self, name: &str) -> bool {
        let is_one = |owner: &usize| self.entities.get(*owner).kind == EntityKind::Organisation;
        self.entities.mentions(name).iter().any(|mention| mention.owners.iter().all(is_one))
    }
}

/// Whether a name is that of a body of people.
fn is_body(name: &str) -> bool {
    name.split_whitespace().any(|word| BODIES.has(&word.to_lowercase()))
}

/// Words with capitals that stand side by side, as they are written; the first word of a sentence may be one of them.
fn runs_of_capitals(text: &str) -> impl Iterator<Item = &str> {
    text.trim_end_matches('.').split([',', ';', ':', '(', ')', '“', '”', '"', '!', '?', '–', '—']).flat_map(|piece| {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        let mut is_open = false;
        for word in piece.split_inclusive(char::is_whitespace) {
            let (start, written) = (at, word.trim_end());
            at += word.len();
            let owner = ["'s", "’s", "'", "’"].iter().find_map(|end| written.strip_suffix(end));
            let length = owner.unwrap_or(written).len();
            let lower = written.to_lowercase();
            let is_common =
                [&DETERMINERS, &FUNCTION_WORDS, &PREPOSITIONS, &SUPPOSE, &NOBODY].iter().any(|list| list.has(&lower));
            let is_name = written.starts_with(char::is_uppercase) && !is_common && !is_time(&lower);
            let joins = is_open && ["of", "and", "for", "de", "al", "bin", "von", "van", "plc"].contains(&written);
            match runs.last_mut().filter(|_| is_open) {
                Some(run) if is_name || written == "plc" => run.1 = start + length,
                None if is_name => runs.push((start, start + length)),
                _ => {}
            }
            is_open = (is_name || joins) && owner.is_none();
        }
        runs.into_iter().map(move |(start, end)| &piece[start..end])
    })
}

/// `Mr Jane Doe` and `Special Envoy Jane Doe` are `Jane Doe`.
fn without_titles(name: &str) -> &str {
    let mut rest = name;
    while let Some((first, after)) = rest.split_once(' ') {
        let first = first.to_lowercase();
        let is_told = TITLES.has(&first)
            || is_office(&first)
            || is_speaking_noun(&first)
                && !BODIES.has(&first)
                && after.contains(' ')
                && after.starts_with(char::is_uppercase);
        if !is_told || !after.starts_with(char::is_uppercase) {
            break;
        }
        rest = after;
    }
    rest
}

/// `The report` and `a report` are one speaker: `report`.
fn without_article(written: &str) -> String {
    let articles = ["The ", "the ", "A ", "a ", "An ", "an "];
    articles.iter().find_map(|article| written.strip_prefix(article)).unwrap_or(written).to_owned()
}
