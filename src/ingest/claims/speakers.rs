//! Who a noun phrase names or tells of, if that is somebody who can speak; and who made a text.

use std::ops::Range;

use super::{
    nouns::{is_agent, is_office, is_speaking_noun, is_time, singular},
    numbers::is_numeral,
    phrases::{Sentence, Speaker},
    words::*,
};

/// A longer run of capitals is a heading or a list.
const MAX_NAME: usize = 9;

impl Sentence<'_> {
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
        if is_alone && (NOBODY.has(lower) || DETERMINERS.has(lower) || FUNCTION_WORDS.has(lower)) {
            return None;
        }
        // “The Washington Post” is no post.
        let is_outlet = self.is_capital(last) && OUTLETS.has(lower);
        if !is_outlet && (TEXTS.has(&singular(lower)) || TEXTS.has(lower)) {
            return self.maker(start, core, end);
        }
        let is_sign = SIGNS.has(lower) || !self.is_capital(last) && SIGNS.has(&singular(lower));
        if is_sign && !is_outlet || ["my", "our"].contains(&self.lower(start)) {
            return None;
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
            let is_bare = is_agent(head) && singular != head;
            let is_own = (!self.is_capital(core - 1) || core - 1 == 0 && is_bare)
                && !is_thing
                && is_noun
                && (is_bare || core - start > 1)
                && self.is_noun_phrase(start, core, end);
            let is_own = is_own && !["my", "our"].contains(&self.lower(start));
            let is_known =
                is_bare || DETERMINERS.has(self.lower(start)) || (start..core).any(|place| self.is_possessive(place));
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
        let is_body = has_determiner && !TITLES.has(self.lower(core - 1)) && !is_office(self.lower(core - 1))
            || (first..core).any(|place| BODIES.has(&singular(self.lower(place))) && !self.is_titled(place, core));
        let unnamed = first;
        if !is_body && let Some(office) = (first..core - 1).rev().find(|&place| is_office(self.lower(place))) {
            first = office + 1;
        }
        // “Farmer Jane Doe” at the beginning of a sentence.
        let begins = first == 0 || !self.is_word(first - 1) || is_numeral(self.lower(first - 1));
        let is_described = !is_body && begins && core - first > 2 && is_speaking_noun(self.lower(first));
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
        let is_known = is_determined || is_owned || is_named || is_plural || start == 0 && core == 1;
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
