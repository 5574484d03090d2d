//! Who speaks: the noun phrases of a sentence, and whether one names somebody, tells of somebody, or is a text.

use std::ops::Range;

use super::{
    figures::singular,
    numbers::is_numeral,
    sentence::{Quotation, Token},
    words::*,
};
use crate::ingest::dates::MONTHS;

/// A longer run of capitals is a heading or a list.
const MAX_NAME: usize = 9;
/// Tokens of a noun phrase with all that hangs on it.
const MAX_PHRASE: usize = 14;

/// Who speaks, as the text names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// Bytes of a name, without titles.
    Name(Range<usize>),
    /// Bytes of a description, with what belongs to it: “the authorities in Xinjiang”.
    Role(Range<usize>),
    /// “The report”: bytes of the noun. It speaks for whoever made it, if the document says who.
    Text(Range<usize>),
    /// “He” or “she”.
    Person,
    /// “It”, “they”, “its report”: whoever the sentence, or the one before, is about.
    Thing,
    /// Somebody whom the sentence does not tell.
    Nobody,
}

/// A sentence taken apart.
pub struct Sentence<'a> {
    /// Of the whole block.
    pub text: &'a str,
    /// Bytes of the sentence in the text.
    pub range: Range<usize>,
    /// Of the sentence.
    pub tokens: &'a [Token],
    /// The document is a transcript, whose sentences begin with a label for whoever speaks.
    pub is_transcript: bool,
    /// Those inside of it.
    pub quotations: Vec<Quotation>,
    /// Whether `entities.csv` knows these bytes as the name of an organisation.
    pub is_organisation: &'a dyn Fn(&str) -> bool,
}

impl Sentence<'_> {
    /// A token in lower case; empty beyond the ends.
    pub fn lower(&self, place: usize) -> &str {
        self.tokens.get(place).map_or("", |token| token.lower.as_str())
    }

    /// Whether the sentence asks.
    pub fn is_question(&self) -> bool {
        self.text[self.range.clone()].ends_with('?')
    }

    /// Whether a token is a word outside of quotation marks.
    pub fn is_word(&self, place: usize) -> bool {
        self.tokens.get(place).is_some_and(|token| token.is_word && !token.is_quoted)
    }

    /// Whether a token is such a word with a capital.
    pub fn is_capital(&self, place: usize) -> bool {
        self.is_word(place) && self.tokens[place].is_capital
    }

    fn is_possessive(&self, place: usize) -> bool {
        self.tokens.get(place).is_some_and(|token| token.is_possessive)
    }

    /// Bytes from one token to before another, without the punctuation at both ends.
    pub fn bytes(&self, start: usize, end: usize) -> Range<usize> {
        let end = end.min(self.tokens.len());
        let mut places = start..end;
        while places.start < places.end && [",", ":", ";", "—", "–", "-"].contains(&self.lower(places.start)) {
            places.start += 1;
        }
        while places.start < places.end
            && [",", ":", ";", ".", "—", "–", "-", "!"].contains(&self.lower(places.end - 1))
        {
            places.end -= 1;
        }
        match (self.tokens.get(places.start), places.end.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(first), Some(last)) if places.start < places.end => first.range.start..last.range.end,
            _ => self.range.start..self.range.start,
        }
    }

    /// The quotation that opens with this token.
    pub fn quotation_at(&self, place: usize) -> Option<&Quotation> {
        let start = self.tokens.get(place)?.range.start;
        self.quotations.iter().find(|quotation| quotation.outer.start == start)
    }

    /// The quotation that closes with this token.
    pub fn quotation_before(&self, end: usize) -> Option<&Quotation> {
        let end = self.tokens.get(end)?.range.end;
        self.quotations.iter().find(|quotation| quotation.outer.end == end)
    }

    /// The first token behind these bytes.
    pub fn token_behind(&self, end: usize) -> usize {
        self.tokens.partition_point(|token| token.range.start < end)
    }

    /// Whether what begins with a token hangs on a word that makes it a condition or a part of something.
    pub fn is_supposed(&self, start: usize) -> bool {
        let is_said = |that: usize| {
            let nearest = that.saturating_sub(6);
            self.lower(that) == "that" && (nearest..that).any(|at| is_verb(self.lower(at)) && self.is_word(at))
        };
        start.checked_sub(1).is_some_and(|before| SUPPOSE.has(self.lower(before)) && !is_said(before))
            || self.tokens[..start]
                .iter()
                .rev()
                .take_while(|token| token.lower != ",")
                .any(|token| !token.is_quoted && ["if", "unless", "whether"].contains(&token.lower.as_str()))
    }

    /// Who stands directly before a token, and the token they begin with.
    pub fn speaker_before(&self, end: usize) -> Option<(Speaker, usize)> {
        let last = end.checked_sub(1).filter(|&last| self.is_word(last))?;
        if PRONOUNS.has(self.lower(last)) && !PREPOSITIONS.has(self.lower(last.wrapping_sub(1))) {
            return (!self.is_supposed(last)).then(|| self.pronoun(last)).flatten().map(|speaker| (speaker, last));
        }
        let start = self.phrase_start(end)?;
        if self.is_supposed(start)
            || self.lower(start.wrapping_sub(1)) == "and" && self.is_capital(start.wrapping_sub(2))
        {
            return None;
        }
        self.who_says(start, end).map(|(speaker, _)| (speaker, start))
    }

    /// Who a pronoun stands for, as far as the sentence tells.
    fn pronoun(&self, at: usize) -> Option<Speaker> {
        let is_free = |place: &usize| self.is_word(*place);
        if ["it", "they"].contains(&self.lower(at)) {
            // “The coalition counted 12 boats, it said.”
            let subject = (at > 2).then(|| self.longest_phrase(0, at)).flatten();
            return Some(subject.map_or(Speaker::Thing, |(speaker, _)| speaker));
        }
        // Whoever else the sentence names may be meant.
        let names_others = (0..at).filter(is_free).any(|place| {
            place > 0 && self.tokens[place].is_capital && !is_time(self.lower(place))
                || is_speaking_noun(self.lower(place))
        });
        Some(if names_others { Speaker::Nobody } else { Speaker::Person })
    }

    /// The longest noun phrase that begins with a token and tells who speaks.
    pub fn longest_phrase(&self, start: usize, end: usize) -> Option<(Speaker, usize)> {
        const MAX_WORDS: usize = 9;
        (start + 1..=end.min(start + MAX_WORDS)).rev().find_map(|end| {
            let (speaker, used) = self.who(start, end)?;
            let is_verb = self.lower(end - 1).ends_with("ed") && !self.is_capital(end - 1);
            (used == end && !is_verb && matches!(speaker, Speaker::Name(_) | Speaker::Role(_)))
                .then_some((speaker, used))
        })
    }

    /// The name or noun directly before a token, whatever it hangs on itself, and the token that it begins with.
    pub fn nearest_phrase(&self, end: usize) -> Option<(Speaker, usize)> {
        let is_part = |at: &usize| self.goes_back_to(*at) && !PREPOSITIONS.has(self.lower(*at));
        let start = (0..end).rev().take_while(is_part).last()?;
        self.who(start, end).map(|(speaker, _)| (speaker, start))
    }

    /// The token with which the noun phrase before a token begins.
    fn phrase_start(&self, end: usize) -> Option<usize> {
        let mut start = end;
        while let Some(before) = start.checked_sub(1).filter(|&before| self.goes_back_to(before)) {
            if end - before > MAX_PHRASE {
                return None;
            }
            start = before;
        }
        // “On Monday Bachelet said”, “In the capital the ministry said”: the phrase begins behind what leads to it.
        let leads = PREPOSITIONS.has(self.lower(start));
        if leads || self.is_adverb(start) {
            let begins = |&place: &usize| {
                DETERMINERS.has(self.lower(place)) && !PREPOSITIONS.has(self.lower(place - 1))
                    || is_time(self.lower(place - 1))
            };
            return (start + 1..end).rev().find(begins).or_else(|| (!leads).then_some(start + 1));
        }
        (start < end).then_some(start)
    }

    /// Whether a noun phrase may go on before the token behind this one.
    fn goes_back_to(&self, place: usize) -> bool {
        let lower = self.lower(place);
        let joins = lower == "and" && place > 0 && self.is_capital(place - 1) && self.is_capital(place + 1);
        self.is_word(place)
            && (joins
                || !FUNCTION_WORDS.has(lower)
                || lower == "it" && PREPOSITIONS.has(self.lower(place.wrapping_sub(1))))
            && !SUPPOSE.has(lower)
            && !(is_verb(lower)
                && !ALSO_NOUNS.has(lower)
                && !self.is_capital(place)
                && !DETERMINERS.has(self.lower(place.wrapping_sub(1))))
    }

    fn is_adverb(&self, place: usize) -> bool {
        let lower = self.lower(place);
        lower.ends_with("ly") && lower.len() > 5 && place == 0
    }

    /// Who begins with a token, and the token behind them.
    pub fn speaker_from(&self, start: usize) -> Option<(Speaker, usize)> {
        if PRONOUNS.has(self.lower(start)) {
            return self.pronoun(start).map(|speaker| (speaker, start + 1));
        }
        let limit = (start + MAX_PHRASE).min(self.tokens.len());
        let end = (start..limit).find(|&place| self.ends_phrase(place, start)).unwrap_or(limit);
        let (speaker, used) = self.who_says(start, end)?;
        // “Its director, Jane Doe”: the name says more.
        let is_described = matches!(speaker, Speaker::Role(_)) && self.lower(used) == ",";
        let named = is_described.then(|| self.name_between(used + 1)).flatten();
        Some(named.unwrap_or((speaker, used)))
    }

    /// A name that begins with a token and stands by itself up to a comma or the end.
    pub fn name_between(&self, start: usize) -> Option<(Speaker, usize)> {
        let end = (start..self.tokens.len()).find(|&place| !self.is_word(place)).unwrap_or(self.tokens.len());
        let is_part = |place: usize| self.is_capital(place) || PARTICLES.has(self.lower(place)) && place > start;
        let is_all_capital = start < end && (start..end).all(is_part) && self.is_capital(end - 1);
        let closes = [",", ".", ""].contains(&self.lower(end));
        (is_all_capital && closes).then(|| self.who(start, end)).flatten()
    }

    fn ends_phrase(&self, place: usize, start: usize) -> bool {
        let lower = self.lower(place);
        let joins_names = lower == "and" && self.is_capital(place + 1) && self.is_capital(place.wrapping_sub(1));
        !self.is_word(place)
            || place > start && is_verb(lower) && !self.is_capital(place)
            || is_time(lower)
            || SPEAKER_ENDS.has(lower) && place > start
            || self.opens_phrase(place) && place > start
            || ["on", "to"].contains(&lower)
            || lower == "and" && !joins_names
            || ["in", "from", "at", "with", "by"].contains(&lower)
                && !self.is_capital(place + 1)
                && self.lower(place + 1) != "the"
                && lower != "with"
    }

    /// Whether a new noun phrase begins with a token: “told the court she …”.
    fn opens_phrase(&self, place: usize) -> bool {
        let (lower, before) = (self.lower(place), self.lower(place.wrapping_sub(1)));
        let is_pronoun = PRONOUNS.has(lower) || ["him", "them", "i", "we", "you", "me", "us"].contains(&lower);
        let is_determiner = DETERMINERS.has(lower) && !self.is_capital(place);
        is_pronoun || is_determiner && !PREPOSITIONS.has(before) && !DETERMINERS.has(before)
    }

    // -------------------------------------------------------------------------------------------- what a phrase is

    /// What the tokens of a noun phrase are, and the token behind those that say so.
    pub fn who(&self, start: usize, end: usize) -> Option<(Speaker, usize)> {
        // “One of the survivors”: the noun stands behind “of”.
        let of = (start..end.min(start + 2)).find(|&place| place > start && self.lower(place) == "of");
        let from = of
            .filter(|_| DETERMINERS.has(self.lower(start)) || is_numeral(self.lower(start)))
            .map_or(start, |of| of + 1);
        let core = (from + 1..end).find(|&place| self.ends_core(place, end)).unwrap_or(end);
        let last = core.checked_sub(1).filter(|&last| last >= from)?;
        if from > start {
            return self.role(start, core, end);
        }
        if !self.is_word(last) || self.is_possessive(last) || PREPOSITIONS.has(self.lower(start)) {
            return None;
        }
        let lower = self.lower(last);
        if is_time(lower) || self.tokens[last].is_contraction() || lower.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        if !self.is_noun_phrase(start, core, end) {
            return None;
        }
        let is_alone = core - start == 1 && (start == 0 || !self.is_word(start - 1));
        if is_alone && (NOBODY.has(lower) || FUNCTION_WORDS.has(lower)) {
            return None;
        }
        if TEXTS.has(&singular(lower)) || TEXTS.has(lower) {
            return self.maker(start, core, end);
        }
        if self.is_capital(last) && !(is_alone && is_speaking_noun(lower)) {
            // “Built in 1931, …” begins with a capital, too.
            let may_be_name = !(start == 0 && core == 1 && core < end);
            return may_be_name.then(|| self.name(start, core, end)).flatten();
        }
        self.role(start, core, end)
    }

    /// The same for the subject of a verb of saying: whatever can say something, if it is not known to be a thing.
    pub fn who_says(&self, start: usize, end: usize) -> Option<(Speaker, usize)> {
        self.who(start, end).or_else(|| {
            let core = (start + 1..end).find(|&place| self.ends_core(place, end)).unwrap_or(end);
            let head = self.lower(core.checked_sub(1)?);
            let singular = singular(head);
            let lists = [
                &TEXTS,
                &SIGNS,
                &THINGS,
                &OF_TIME,
                &NOBODY,
                &FUNCTION_WORDS,
                &PRONOUNS,
                &PREPOSITIONS,
                &DETERMINERS,
                &SUPPOSE,
                &BETWEEN,
            ];
            let is_thing =
                lists.iter().any(|list| list.has(head) || list.has(&singular)) || is_numeral(head) || is_time(head);
            let is_noun = self.is_word(core - 1)
                && !self.tokens[core - 1].is_contraction()
                && !self.is_possessive(core - 1)
                && !["ly", "ing", "ed"].iter().any(|ending| head.ends_with(ending));
            let is_own = !self.is_capital(core - 1)
                && !is_thing
                && is_noun
                && core - start > 1
                && self.is_noun_phrase(start, core, end);
            let is_known = DETERMINERS.has(self.lower(start)) || (start..core).any(|place| self.is_possessive(place));
            (is_own && is_known).then(|| (Speaker::Role(self.bytes(start, end)), end))
        })
    }

    /// Whether tokens may be one noun phrase: no verb with its object is among them.
    fn is_noun_phrase(&self, start: usize, core: usize, end: usize) -> bool {
        let is_opening = |place: usize| DETERMINERS.has(self.lower(place)) || is_numeral(self.lower(place));
        let breaks = |place: usize| {
            let lower = self.lower(place);
            let is_open = is_opening(place)
                && !(place > start && (PREPOSITIONS.has(self.lower(place - 1)) || is_opening(place - 1)));
            is_open && place > start && !self.is_capital(place)
                || (lower == "to" && place < core && !["close", "loyal"].contains(&self.lower(place.wrapping_sub(1)))
                    || AUXILIARIES.has(lower) && lower != "to"
                    || SUPPOSE.has(lower))
                    && !self.is_capital(place)
        };
        let is_whole = (start..end).all(|place| self.is_word(place));
        let has_verb = (start..core).any(|place| {
            let lower = self.lower(place);
            is_verb(lower)
                && !ALSO_NOUNS.has(lower)
                && !self.is_capital(place)
                && !DETERMINERS.has(self.lower(place.wrapping_sub(1)))
        });
        is_whole
            && !has_verb
            && !SUPPOSE.has(self.lower(start))
            && !(start..core).any(breaks)
            && !(core..end).any(breaks)
    }

    /// Whether what hangs on a noun begins with a token: “authorities in Xinjiang”, “economists polled by the paper”.
    pub fn ends_core(&self, place: usize, end: usize) -> bool {
        let lower = self.lower(place);
        // “The women interviewed”, but not “the accused”.
        let is_participle =
            lower.ends_with("ed") && !self.is_capital(place) && !DETERMINERS.has(self.lower(place - 1)) && {
                let next = self.lower(place + 1);
                place + 1 == end || PREPOSITIONS.has(next) || is_time(next)
            };
        let is_adjective = ["close", "familiar", "loyal", "present"].contains(&lower)
            && ["to", "with", "at"].contains(&self.lower(place + 1));
        PREPOSITIONS.has(lower) || is_participle || is_adjective
    }

    /// Of a phrase whose last noun is a name: the name without titles and without what is told of it before.
    fn name(&self, start: usize, core: usize, end: usize) -> Option<(Speaker, usize)> {
        let behind = core;
        let core = core - usize::from(core > start + 2 && POSTNOMINALS.has(self.lower(core - 1)));
        let end = if end == behind { core } else { end };
        let is_owner = |place: usize| {
            self.is_possessive(place) && !self.text[self.tokens[place].range.clone()].ends_with(['\'', '’'])
        };
        let is_part = |place: usize| {
            self.is_capital(place) && !is_owner(place) && !self.lower(place).contains("-of-")
                || (PARTICLES.has(self.lower(place)) || self.lower(place) == "and")
                    && place > start
                    && self.is_capital(place - 1)
        };
        let mut first = core - 1;
        while first > start && is_part(first - 1) {
            first -= 1;
        }
        if DETERMINERS.has(self.lower(first)) && first < core - 1 {
            first += 1;
        }
        let has_determiner = first > 0 && DETERMINERS.has(self.lower(first - 1));
        let is_body = has_determiner && !TITLES.has(self.lower(core - 1))
            || (first..core).any(|place| BODIES.has(&singular(self.lower(place))) && !self.is_titled(place, core));
        let unnamed = first;
        if !is_body && let Some(office) = (first..core - 1).rev().find(|&place| is_office(self.lower(place))) {
            first = office + 1;
        }
        // “Farmer Jane Doe” at the beginning of a sentence.
        let is_described = !is_body && first == 0 && core > 2 && is_speaking_noun(self.lower(0));
        first += usize::from(is_described);
        if !is_body && (first..core).any(|place| self.lower(place) == "and") {
            return None;
        }
        if !is_body && is_office(self.lower(core - 1))
            || first + 1 == core && (TITLES.has(self.lower(first)) || NOBODY.has(self.lower(first)))
        {
            // “The Special Rapporteur on …”, “The Minister for Fisheries”.
            let is_told = has_determiner || unnamed < first;
            return is_told.then(|| (Speaker::Role(self.bytes(unnamed, end)), end));
        }
        let end = if is_body { self.end_of_body(core, end) } else { core };
        let used = if end == core { behind } else { end };
        (end - first <= MAX_NAME).then(|| (Speaker::Name(self.bytes(first, end)), used))
    }

    /// Whether a body's name is only a title here: “Party secretary Jane Doe”.
    fn is_titled(&self, place: usize, core: usize) -> bool {
        (place..core - 1).any(|later| is_office(self.lower(later)))
    }

    /// “Ministry of Health of Ostrel”: where the name of a body ends.
    fn end_of_body(&self, core: usize, end: usize) -> usize {
        let mut at = core;
        while at < end && ["of", "for", "on"].contains(&self.lower(at)) {
            let mut next = at + 1;
            while next < end && ["the", "and"].contains(&self.lower(next)) {
                next += 1;
            }
            if !self.is_capital(next) || next >= end {
                break;
            }
            while next < end && (self.is_capital(next) || self.lower(next) == "and" && self.is_capital(next + 1)) {
                next += 1;
            }
            at = next;
        }
        at
    }

    /// Of a phrase whose last noun is no name: who it tells of, if that is somebody who can speak.
    fn role(&self, start: usize, core: usize, end: usize) -> Option<(Speaker, usize)> {
        let head = self.lower(core - 1);
        let is_determined = DETERMINERS.has(self.lower(start)) && core - start > 1;
        let is_owned = (start..core).any(|place| self.is_possessive(place));
        let is_named = (start..core).any(|place| self.is_capital(place) && place > 0);
        let is_plural =
            head.ends_with('s') && singular(head) != head || ["police", "people", "men", "women"].contains(&head);
        let can_speak = is_speaking_noun(head);
        let is_known = is_determined || is_owned || is_named || is_plural || start == 0 && can_speak;
        (can_speak && is_known && !NOBODY.has(head)).then(|| (Speaker::Role(self.bytes(start, end)), end))
    }

    /// Who made a text: its owner, or the one behind “by”.
    fn maker(&self, start: usize, core: usize, end: usize) -> Option<(Speaker, usize)> {
        let noun = self.tokens[core - 1].range.clone();
        if ["its", "his", "her", "their"].contains(&self.lower(start)) {
            return Some((Speaker::Thing, end));
        }
        if let Some(owner) = (start..core - 1).rev().find(|&place| self.is_possessive(place)) {
            return self.owner(start, owner).map(|speaker| (speaker, end));
        }
        let by = (core..end).find(|&place| ["by", "from"].contains(&self.lower(place)));
        if let Some((speaker, used)) = by.and_then(|by| self.who_says(by + 1, end)) {
            return Some((speaker, used));
        }
        // “A Lisbon Institute study”, “police figures”.
        let first =
            (start..core - 1).find(|&place| !DETERMINERS.has(self.lower(place)) && !is_numeral(self.lower(place)));
        let made = first.filter(|_| by.is_none()).and_then(|first| self.made_by(first, core - 1));
        Some((made.unwrap_or(Speaker::Text(noun)), end))
    }

    /// Whoever stands as an adjective before a text: “a U.N. report”.
    fn made_by(&self, first: usize, end: usize) -> Option<Speaker> {
        let is_name = (first..end).all(|place| self.is_capital(place)) && first > 0;
        let is_maker = |lower: &str| {
            !TITLES.has(lower) && !is_time(lower) && !OF_TIME.has(lower) || ["un", "u.n.", "eu", "us"].contains(&lower)
        };
        let first_name = is_name.then_some(first).filter(|_| first < end && is_maker(self.lower(end - 1)));
        let noun =
            (first < end && SPEAKERS.has(self.lower(end - 1)) && !["court", "tribunal"].contains(&self.lower(end - 1)))
                .then_some(first);
        first_name
            .map(|first| Speaker::Name(self.bytes(first, end)))
            .or(noun.map(|first| Speaker::Role(self.bytes(first, end))))
    }

    /// The owner who ends with a possessive: “the forensic team's”.
    pub fn owner(&self, start: usize, possessive: usize) -> Option<Speaker> {
        let trimmed = |range: Range<usize>| {
            let written = &self.text[range.clone()];
            let kept = ["'s", "’s", "ʼs", "'", "’", "ʼ"].iter().find_map(|end| written.strip_suffix(end));
            range.start..range.start + kept.unwrap_or(written).len()
        };
        let lower = self.lower(possessive);
        if self.is_capital(possessive) {
            let first = (start..=possessive).rev().take_while(|&place| self.is_capital(place)).last()?;
            let first = if DETERMINERS.has(self.lower(first)) && first < possessive { first + 1 } else { first };
            let is_nobody = first == possessive && (NOBODY.has(lower) || is_time(lower));
            return (!is_nobody).then(|| Speaker::Name(trimmed(self.bytes(first, possessive + 1))));
        }
        is_speaking_noun(lower).then(|| Speaker::Role(trimmed(self.bytes(start, possessive + 1))))
    }
}

/// A day of the week or a month.
pub fn is_time(lower: &str) -> bool {
    DAYS.has(lower) || MONTHS.contains(&lower) || ["today", "yesterday", "tomorrow"].contains(&lower)
}

/// Whether a word before a name is what its bearer is: “Minister”, “Vice-President”.
pub fn is_office(lower: &str) -> bool {
    OFFICES.has(lower) || lower.contains('-') && lower.split('-').any(|part| OFFICES.has(part))
}

/// Whether a noun, in the singular or the plural, can speak.
pub fn is_speaking_noun(lower: &str) -> bool {
    let singular = singular(lower);
    let is_listed = |list: &Words| list.has(lower) || list.has(&singular);
    if is_listed(&TEXTS) || is_listed(&SIGNS) {
        return false;
    }
    let last = singular.rsplit('-').next().unwrap_or_default();
    is_listed(&SPEAKERS)
        || OFFICES.has(&singular)
        || SPEAKERS.has(last)
        || !THINGS.has(&singular)
            && AGENTS.iter().any(|ending| singular.len() > ending.len() + 2 && singular.ends_with(ending))
}
