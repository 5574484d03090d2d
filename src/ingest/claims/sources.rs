//! Whose a statement is where no verb says it: “according to”, “by the ministry's count”, “the ministry's claim that”,
//! “was denied by the ministry”.

use std::ops::Range;

use super::{
    attribution::{Attribution, confidence},
    numbers::is_numeral,
    phrases::{Sentence, Speaker},
    statements::Statement,
    words::*,
};
use crate::corpus::ClaimRule;

impl Sentence<'_> {
    /// “According to X, …” and “…, according to X”; “…, per X”.
    pub fn according_to(&self) -> Vec<Attribution> {
        let found = (0..self.tokens.len().saturating_sub(1)).filter_map(|place| {
            let behind = match (self.lower(place), self.lower(place + 1)) {
                ("according", "to") => place + 2,
                ("per", next) if place > 3 && (["the", "its"].contains(&next) || self.is_capital(place + 1)) => {
                    place + 1
                }
                _ => return None,
            };
            if !self.is_word(place) {
                return None;
            }
            let (speaker, behind) = self.known_from(behind)?;
            let statement = self.according(place, behind)?;
            let confidence = confidence(&speaker);
            let (rule, via) = (ClaimRule::AccordingTo, Vec::new());
            speaker.is_told().then_some(Attribution { statement, speaker, via, rule, confidence })
        });
        found.collect()
    }

    /// Who begins with a token, if the noun is known to speak; and the token behind them.
    pub fn known_from(&self, start: usize) -> Option<(Speaker, usize)> {
        let (speaker, end) = self.speaker_from(start)?;
        (!self.is_guess(&speaker)).then_some((speaker, end))
    }

    /// What somebody says according to whom a token begins to tell, and another ends.
    pub fn according(&self, place: usize, behind: usize) -> Option<Range<usize>> {
        if place == 0 {
            return (self.lower(behind) == ",").then(|| self.bytes(behind, self.tokens.len()));
        }
        // “Afterwards, according to X, ten died”: all of the sentence is by X, unless it ends there.
        let is_closing = behind >= self.tokens.len() || !self.is_word(behind) && self.lower(behind) != ",";
        let quotation = self.quotation_before(place - 1).or_else(|| self.quotation_before(place.saturating_sub(2)));
        Some(match quotation {
            Some(quotation) => quotation.inner.clone(),
            None if is_closing => self.bytes(0, place),
            None if self.lower(behind) == "," && self.lower(behind + 1) == "which" => self.bytes(0, place),
            None => self.bytes(0, self.tokens.len()),
        })
    }

    /// “By the ministry's count, …”.
    pub fn by_count(&self) -> Option<Attribution> {
        let by = (0..self.tokens.len()).find(|&place| {
            let owner = (place + 1..place + 6).find(|&owner| self.tokens.get(owner).is_some_and(|t| t.is_possessive));
            ["by", "in"].contains(&self.lower(place))
                && self.is_word(place)
                && owner.is_some_and(|owner| COUNTS.has(self.lower(owner + 1)))
        })?;
        let owner = (by + 1..by + 6).find(|&owner| self.tokens[owner].is_possessive)?;
        let speaker = self.owner(by + 1, owner)?;
        let quotation = self.quotation_at(self.beyond_comma(owner + 2)).map(|quotation| quotation.inner.clone());
        let statement = if let Some(quotation) = quotation {
            quotation
        } else if by == 0 {
            self.bytes(owner + 2, self.tokens.len())
        } else {
            self.bytes(0, by)
        };
        self.attribution(Statement::sure(statement, ClaimRule::AccordingTo), speaker, Vec::new())
    }

    /// “The ministry's claim that …”.
    pub fn saying(&self) -> Option<Attribution> {
        let that = (2..self.tokens.len()).find(|&that| {
            self.lower(that) == "that"
                && SAYINGS.has(self.lower(that - 1))
                && self.is_word(that)
                && self.tokens[that - 2].is_possessive
        })?;
        let owner = that - 2;
        let start = (0..owner).rev().take_while(|&at| self.is_word(at)).find(|&at| DETERMINERS.has(self.lower(at)));
        let speaker = self.owner(start.unwrap_or(owner), owner)?;
        let statement = Statement::sure(self.bytes(that + 1, self.tokens.len()), ClaimRule::ReportedSpeech);
        (!self.is_supposed(owner)).then(|| self.attribution(statement, speaker, Vec::new())).flatten()
    }

    /// “The charge was denied by the ministry”, “turnout is put at 71 per cent by the commission”.
    pub fn passive(&self) -> Option<Attribution> {
        const REACH: usize = 10;
        let verb = (1..self.tokens.len()).find(|&place| {
            let is_plain = self.is_word(place) && !self.is_capital(place) && SAID_BY.has(self.lower(place));
            is_plain && self.agent(place, REACH).is_some()
        })?;
        let by = self.agent(verb, REACH)?;
        let (speaker, end) = self.known_from(by + 1).filter(|(speaker, _)| speaker.is_told())?;
        let statement = match self.lower(end) {
            "that" => self.bytes(end + 1, self.tokens.len()),
            "of" | "to" => self.bytes(verb, self.tokens.len()),
            _ => self.bytes(0, by),
        };
        self.attribution(Statement::sure(statement, ClaimRule::ReportedSpeech), speaker, Vec::new())
    }

    /// The “by” of whoever does what a passive tells; a number may stand before it.
    pub fn agent(&self, verb: usize, reach: usize) -> Option<usize> {
        let limit = (verb + 1 + reach).min(self.tokens.len());
        let by = (verb + 1..limit)
            .take_while(|&place| self.is_word(place) || self.lower(place) == "%")
            .find(|&at| self.lower(at) == "by")?;
        let has_number = (verb..by).any(|place| is_numeral(self.lower(place)));
        let is_passive = ["is", "are", "was", "were", "been", "being"].contains(&self.lower(verb - 1));
        (by == verb + 1 || is_passive && has_number && self.lower(verb + 1) == "at").then_some(by)
    }

    /// “A count by the charity came to 40”, “a warning from the bank that …”.
    pub fn noun_by(&self) -> Option<Attribution> {
        let noun = (0..self.tokens.len().saturating_sub(2)).find(|&at| {
            let is_noun = COUNTS.has(self.lower(at)) || SAYINGS.has(self.lower(at));
            is_noun && self.is_word(at) && ["by", "from"].contains(&self.lower(at + 1))
        })?;
        let (speaker, end) = self.known_from(noun + 2).filter(|(speaker, _)| speaker.is_told())?;
        let counts = COUNTS.has(self.lower(noun))
            && (end..self.tokens.len()).any(|at| is_numeral(self.lower(at)) && self.is_word(at));
        let says = SAYINGS.has(self.lower(noun)) && self.lower(end) == "that";
        let statement = if says { self.bytes(end + 1, self.tokens.len()) } else { self.bytes(0, self.tokens.len()) };
        let statement = Statement::sure(statement, ClaimRule::ReportedSpeech);
        (counts || says).then(|| self.attribution(statement, speaker, Vec::new())).flatten()
    }

    /// The texts of the sentence that have a maker: bytes of the noun, and who made it.
    pub fn made(&self) -> Vec<(Range<usize>, Speaker)> {
        let texts = (1..self.tokens.len()).filter(|&place| self.is_word(place) && TEXTS.has(self.lower(place)));
        let made = texts.filter_map(|place| {
            let owner = (place.saturating_sub(4)..place).rev().find(|&at| self.tokens[at].is_possessive);
            let first = owner.map(|owner| (0..owner).rev().take_while(|&at| self.is_word(at)).last().unwrap_or(owner));
            let owned = owner.zip(first).and_then(|(owner, first)| {
                let determined = (first..owner).rev().find(|&at| DETERMINERS.has(self.lower(at)));
                self.owner(determined.unwrap_or(owner), owner)
            });
            let is_by = self.lower(place + 1) == "by";
            let maker =
                owned.or_else(|| is_by.then(|| self.speaker_from(place + 2)).flatten().map(|(maker, _)| maker))?;
            matches!(maker, Speaker::Name(_) | Speaker::Role(_)).then(|| (self.tokens[place].range.clone(), maker))
        });
        made.collect()
    }
}
