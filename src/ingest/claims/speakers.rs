//! Who speaks: names and nouns beside a token of a sentence.

use std::ops::Range;

use super::{
    figures::singular,
    sentence::{Quotation, Token},
    words::*,
};
use crate::ingest::dates::MONTHS;

/// A longer run of capitals is a heading or a list.
const MAX_NAME: usize = 9;

/// Who speaks, as the text names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// Bytes of a name.
    Name(Range<usize>),
    /// Bytes of a noun that speaks, with what belongs to it.
    Role(Range<usize>),
    /// “He”, “she”, “they”.
    Pronoun,
}

/// A sentence taken apart.
pub struct Sentence<'a> {
    /// Of the whole block.
    pub text: &'a str,
    /// Bytes of the sentence in the text.
    pub range: Range<usize>,
    /// Of the sentence.
    pub tokens: &'a [Token],
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

    /// Who stands directly before a token, and the token they begin with.
    pub fn speaker_before(&self, end: usize) -> Option<(Speaker, usize)> {
        let last = end.checked_sub(1)?;
        if !self.is_word(last) {
            return None;
        }
        if ["he", "she", "they"].contains(&self.lower(last)) {
            return (!self.is_supposed(last)).then_some((Speaker::Pronoun, last));
        }
        let (speaker, start) = self.name_before(end).or_else(|| self.role_before(end))?;
        let before = start.checked_sub(1).map_or("", |before| self.lower(before));
        if PREPOSITIONS.has(before) {
            // “The authorities in Xinjiang said”: what speaks stands before the preposition.
            let (_, head) = self.role_before(start - 1)?;
            return (!self.is_supposed(head)).then(|| (Speaker::Role(self.bytes(head, end)), head));
        }
        let is_joined = before == "and" && self.is_capital(start.wrapping_sub(2));
        (!self.is_supposed(start) && !is_joined).then_some((speaker, start))
    }

    /// Whether what begins with a token hangs on a word that makes it a condition or a part of something.
    pub fn is_supposed(&self, start: usize) -> bool {
        start.checked_sub(1).is_some_and(|before| SUPPOSE.has(self.lower(before)))
            || self.tokens[..start]
                .iter()
                .any(|token| !token.is_quoted && ["if", "unless", "whether"].contains(&token.lower.as_str()))
    }

    /// Whether a token is such a word with a capital.
    pub fn is_capital(&self, place: usize) -> bool {
        self.is_word(place) && self.tokens[place].is_capital
    }

    /// A name that ends before a token.
    pub fn name_before(&self, end: usize) -> Option<(Speaker, usize)> {
        let last = end.checked_sub(1)?;
        if !self.is_capital(last) || self.tokens[last].is_possessive || is_time(self.lower(last)) {
            return None;
        }
        let mut start = last;
        while let Some(before) = start.checked_sub(1) {
            let lower = self.lower(before);
            let joins = ["of", "for", "the", "de", "al", "bin", "van", "von", "el", "da"].contains(&lower);
            let further = before.checked_sub(if lower == "the" { 2 } else { 1 });
            let is_joint = joins
                && further.is_some_and(|further| {
                    self.is_capital(further) && (lower != "the" || ["of", "for"].contains(&self.lower(before - 1)))
                });
            match (self.is_capital(before), is_joint) {
                (true, _) => start = before,
                (_, true) => start = before - usize::from(lower == "the"),
                _ => break,
            }
        }
        // “On Monday Bachelet said”, “But Beijing said”, “The Uyghur Tribunal said”: the name begins later.
        let is_no_name = |place: usize| {
            let lower = self.lower(place);
            is_time(lower)
                || [&PREPOSITIONS, &DETERMINERS, &FUNCTION_WORDS, &SUPPOSE].iter().any(|list| list.has(lower))
        };
        let begins_anew = (start..last).rev().find(|&place| is_time(self.lower(place)));
        start = begins_anew.map_or(start, |day| day + 1);
        while start < end && is_no_name(start) {
            if SUPPOSE.has(self.lower(start)) {
                return None;
            }
            start += 1;
        }
        if start >= end || end - start > MAX_NAME {
            return None;
        }
        let is_first = start == 0 || !self.is_word(start - 1);
        if is_first && end - start == 1 {
            let lower = self.lower(start);
            // A plural at the beginning is “Activists”, a pronoun is nobody.
            if is_speaking_noun(lower) {
                return Some((Speaker::Role(self.bytes(start, end)), start));
            }
            if NOBODY.has(lower) {
                return None;
            }
        }
        Some((Speaker::Name(self.bytes(start, end)), start))
    }

    /// A noun that speaks and ends before a token, with its article, or a plural without one.
    pub fn role_before(&self, end: usize) -> Option<(Speaker, usize)> {
        const MAX_WORDS: usize = 7;
        let last = end.checked_sub(1)?;
        if !self.is_word(last) || self.tokens[last].is_possessive || !is_speaking_noun(self.lower(last)) {
            return None;
        }
        let mut start = last;
        let mut has_article = self.is_capital(last);
        while let Some(before) =
            start.checked_sub(1).filter(|before| self.is_word(*before) && end - before <= MAX_WORDS)
        {
            let lower = self.lower(before);
            if DETERMINERS.has(lower) {
                (start, has_article) = (before, true);
                break;
            }
            let is_part = ![&PREPOSITIONS, &FUNCTION_WORDS, &SUPPOSE, &BETWEEN].iter().any(|list| list.has(lower))
                && !is_verb(lower)
                && !lower.ends_with("ly");
            if !is_part {
                break;
            }
            has_article |= self.tokens[before].is_possessive || self.tokens[before].is_capital;
            start = before;
        }
        // Without an article one noun alone may be half of another word’s: “export official said”.
        let is_plural = self.lower(last).ends_with('s');
        (has_article || is_plural).then(|| (Speaker::Role(self.bytes(start, end)), start))
    }

    /// Who begins with a token, and the token behind them.
    pub fn speaker_from(&self, start: usize) -> Option<(Speaker, usize)> {
        const MAX_WORDS: usize = 12;
        if ["he", "she", "they"].contains(&self.lower(start)) {
            return Some((Speaker::Pronoun, start + 1));
        }
        let ends = |place: usize| {
            let lower = self.lower(place);
            !self.is_word(place)
                || is_verb(lower)
                || is_time(lower)
                || (SPEAKER_ENDS.has(lower) && place > start)
                || (["on", "at", "to", "with", "by", "and"].contains(&lower))
                || (["in", "from"].contains(&lower) && !self.is_capital(place + 1) && self.lower(place + 1) != "the")
        };
        let end = (start..(start + MAX_WORDS).min(self.tokens.len()))
            .find(|&place| ends(place))
            .unwrap_or_else(|| (start + MAX_WORDS).min(self.tokens.len()));
        let core = (start..end).find(|&place| PREPOSITIONS.has(self.lower(place))).unwrap_or(end);
        if core == start {
            return None;
        }
        let last = core - 1;
        if is_speaking_noun(self.lower(last)) && !(self.is_capital(last) && self.is_capital(last.wrapping_sub(1))) {
            let begin = start;
            let has_article =
                DETERMINERS.has(self.lower(begin)) || self.tokens[begin].is_possessive || self.is_capital(begin);
            let is_plural = self.lower(last).ends_with('s');
            return (has_article || is_plural).then(|| (Speaker::Role(self.bytes(begin, end)), end));
        }
        if !self.is_capital(last) || self.tokens[last].is_possessive {
            return None;
        }
        let mut begin = last;
        while begin > start && self.is_capital(begin - 1) && !self.tokens[begin - 1].is_possessive {
            begin -= 1;
        }
        // “the Office of the High Commissioner” goes on over its prepositions.
        let goes_on =
            ["of", "for"].contains(&self.lower(core)) && (begin == start || DETERMINERS.has(self.lower(begin - 1)));
        let end = if goes_on { end } else { core };
        if NOBODY.has(self.lower(begin)) || end - begin > MAX_NAME {
            return None;
        }
        Some((Speaker::Name(self.bytes(begin, end)), end))
    }
}

/// Whether a word is a verb of saying.
pub fn is_verb(lower: &str) -> bool {
    VERBS.iter().any(|list| list.has(lower))
}

/// A day of the week or a month.
pub fn is_time(lower: &str) -> bool {
    DAYS.has(lower) || MONTHS.contains(&lower)
}

/// Whether a noun, in the singular or the plural, can speak.
pub fn is_speaking_noun(lower: &str) -> bool {
    let singular = singular(lower);
    SPEAKERS.has(lower) || SPEAKERS.has(singular.as_str())
}
