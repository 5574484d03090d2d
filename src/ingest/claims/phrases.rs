//! A sentence and its noun phrases: where one before or behind a verb begins and ends.

use std::ops::Range;

use super::{
    nouns::{is_past, is_speaking_noun, is_time, singular},
    sentence::{Quotation, Token},
    words::*,
};

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

impl Speaker {
    /// Whether it is told by more than a pronoun.
    pub fn is_told(&self) -> bool {
        matches!(self, Speaker::Name(_) | Speaker::Role(_) | Speaker::Text(_))
    }
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
    /// Whether the text has told these bytes as a part of a longer name before.
    pub is_known: &'a dyn Fn(&str) -> bool,
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

    /// Whether a token ends in `'s`.
    pub fn is_possessive(&self, place: usize) -> bool {
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
        let is_many = self.lower(at) == "they";
        if is_many || self.lower(at) == "it" {
            // “The coalition counted 12 boats, it said.”
            let subject = (at > 2).then(|| self.longest_phrase(0, at)).flatten().map(|(speaker, _)| speaker);
            let agrees = |speaker: &Speaker| self.is_plural(speaker) == is_many;
            let other = if is_many { Speaker::Nobody } else { Speaker::Thing };
            return Some(subject.filter(agrees).unwrap_or(other));
        }
        // Whoever else the sentence names may be meant.
        let names_others = (0..at).filter(is_free).any(|place| {
            place > 0 && self.tokens[place].is_capital && !is_time(self.lower(place))
                || is_speaking_noun(self.lower(place))
        });
        Some(if names_others { Speaker::Nobody } else { Speaker::Person })
    }
    /// Whether a description is of several: “families in the north”.
    fn is_plural(&self, speaker: &Speaker) -> bool {
        let Speaker::Role(range) = speaker else { return false };
        let of_phrase = |token: &&Token| range.start <= token.range.start && token.range.end <= range.end;
        let head = self.tokens.iter().filter(of_phrase).take_while(|token| !PREPOSITIONS.has(&token.lower)).last();
        head.is_some_and(|head| singular(&head.lower) != head.lower)
    }

    /// The longest noun phrase that begins with a token and tells who speaks.
    pub fn longest_phrase(&self, start: usize, end: usize) -> Option<(Speaker, usize)> {
        const MAX_WORDS: usize = 9;
        // “Citing the report, …”, “Built in 1931, …”.
        let is_participle =
            |at: usize| ["ing", "ed"].iter().any(|ending| self.lower(at).ends_with(ending)) && self.lower(at).len() > 4;
        if is_participle(start) {
            return None;
        }
        (start + 1..=end.min(start + MAX_WORDS)).rev().find_map(|last| {
            let (speaker, used) = self.who(start, last)?;
            let is_single = last - start == 1 && start == 0;
            let is_sure = !is_single
                || matches!(speaker, Speaker::Role(_))
                || self.is_finite_verb(last)
                || matches!(&speaker, Speaker::Name(name) if self.is_surely_name(&self.text[name.clone()]));
            let is_whole = used == last
                && (last >= end || self.breaks_phrase(last))
                && !(is_participle(last - 1) && !self.is_capital(last - 1));
            (is_whole && is_sure && matches!(speaker, Speaker::Name(_) | Speaker::Role(_))).then_some((speaker, used))
        })
    }
    /// Whether a token is surely or likely a verb in a tense.
    pub fn is_finite_verb(&self, at: usize) -> bool {
        let lower = self.lower(at);
        let is_auxiliary = AUXILIARIES.has(lower) && !["to", "be"].contains(&lower);
        let is_contraction = self.tokens.get(at).is_some_and(Token::is_contraction);
        is_past(lower) || is_auxiliary || is_contraction || lower.len() > 4 && lower.ends_with("ed") || is_verb(lower)
    }

    /// Whether a token surely is no part of the noun phrase before it.
    fn breaks_phrase(&self, at: usize) -> bool {
        let lower = self.lower(at);
        let is_function = [&PREPOSITIONS, &FUNCTION_WORDS, &SUPPOSE, &BETWEEN].iter().any(|list| list.has(lower));
        !self.is_word(at)
            || !self.is_possessive(at - 1)
                && !self.is_capital(at)
                && (self.is_finite_verb(at) || is_function || lower.ends_with('s') && lower.len() > 3)
    }

    /// Whether what begins a sentence is a name not only by its capital there.
    pub fn is_surely_name(&self, written: &str) -> bool {
        let has_more = written.chars().filter(|c| c.is_uppercase()).count() > 1;
        has_more || OUTLETS.has(&written.to_lowercase()) || (self.is_organisation)(written) || (self.is_known)(written)
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
}
