//! Who says what in a sentence: quotation marks, verbs of saying, “according to”, and chains of them. English.
//!
//! Precision comes before recall: a speaker is a name or a noun that speaks (“the ministry”), directly beside the verb;
//! what is asked, supposed, denied to have been said, or said by “I” and “we”, is no claim.

use std::ops::Range;

use super::{
    sentence::Quotation,
    speakers::{Sentence, Speaker, is_time, is_verb},
    words::*,
};
use crate::corpus::{ClaimRule, Confidence};

/// Tokens between a verb and its “that”, as in “said in a statement on Monday that”.
const MAX_GAP: usize = 8;
/// Tokens between a name and its verb, as in “Omer Kanat, the project’s executive director, said”.
const MAX_APPOSITION: usize = 14;

/// A statement in a sentence and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Bytes of the text.
    pub statement: Range<usize>,
    /// Whose statement it is.
    pub speaker: Speaker,
    /// Bytes of the names of those it came through.
    pub via: Vec<Range<usize>>,
    /// The rule that found it.
    pub rule: ClaimRule,
    /// How sure the rule is.
    pub confidence: Confidence,
}

/// All attributions of a sentence that do not overlap, in the order of their statements. Of two that do, the first kept is
/// the one found by the surer rule.
pub fn attributions(sentence: &Sentence<'_>) -> Vec<Attribution> {
    if sentence.is_question() {
        return Vec::new();
    }
    let mut kept: Vec<Attribution> = Vec::new();
    let chains = sentence.chains();
    let according = sentence.according_to();
    let verbs = (0..sentence.tokens.len()).filter_map(|verb| sentence.said(verb));
    for found in chains.into_iter().chain(according).chain(verbs) {
        let is_inside = |other: &Attribution| {
            found.statement.start < other.statement.end && other.statement.start < found.statement.end
        };
        if !sentence.text[found.statement.clone()].trim().is_empty() && !kept.iter().any(is_inside) {
            kept.push(found);
        }
    }
    kept.sort_by_key(|attribution| attribution.statement.start);
    kept
}

impl Sentence<'_> {
    /// “RFA quoted X as saying that …”, “X was quoted by RFA as saying …”.
    fn chains(&self) -> Vec<Attribution> {
        let mut found = Vec::new();
        for saying in 2..self.tokens.len() {
            if self.lower(saying) != "saying" || self.lower(saying - 1) != "as" || !self.is_word(saying) {
                continue;
            }
            let nearest = saying.saturating_sub(MAX_APPOSITION);
            let quoted = (nearest..saying)
                .rev()
                .find(|&place| ["quoted", "quotes", "cited", "cites"].contains(&self.lower(place)));
            let Some(quoted) = quoted.filter(|&quoted| quoted > 0) else { continue };
            let is_passive = ["was", "were"].contains(&self.lower(quoted - 1));
            let attributed = if is_passive {
                let speaker = self.speaker_before(quoted - 1).map(|(speaker, _)| speaker);
                let by = (quoted + 1..saying - 1).find(|&place| self.lower(place) == "by");
                speaker.map(|speaker| (speaker, by.and_then(|by| self.speaker_from(by + 1)).map(|(via, _)| via)))
            } else {
                let speaker = self.speaker_from(quoted + 1).map(|(speaker, _)| speaker);
                speaker.map(|speaker| (speaker, self.speaker_before(quoted).map(|(via, _)| via)))
            };
            let Some((speaker, via)) = attributed.filter(|(speaker, _)| *speaker != Speaker::Pronoun) else { continue };
            let statement = match self.quotation_at(self.beyond_comma(saying + 1)) {
                Some(quotation) => quotation.inner.clone(),
                None => self.bytes(saying + 1 + usize::from(self.lower(saying + 1) == "that"), self.tokens.len()),
            };
            let via = via.and_then(|via| match via {
                Speaker::Name(name) => Some(name),
                _ => None,
            });
            found.push(Attribution {
                statement,
                confidence: if matches!(speaker, Speaker::Name(_)) { Confidence::High } else { Confidence::Medium },
                speaker,
                via: via.into_iter().collect(),
                rule: ClaimRule::Chain,
            });
        }
        found
    }

    /// “According to X, …” and “…, according to X”.
    fn according_to(&self) -> Vec<Attribution> {
        let mut found = Vec::new();
        for place in 0..self.tokens.len().saturating_sub(2) {
            let is_cue = self.lower(place) == "according" && self.lower(place + 1) == "to" && self.is_word(place);
            let Some((speaker, behind)) = is_cue.then(|| self.speaker_from(place + 2)).flatten() else { continue };
            if speaker == Speaker::Pronoun {
                continue;
            }
            let statement = if place == 0 {
                if self.lower(behind) != "," {
                    continue;
                }
                self.bytes(behind, self.tokens.len())
            } else {
                // “Afterwards, according to X, ten died”: all of the sentence is by X, unless it ends there.
                let is_closing = behind >= self.tokens.len() || !self.is_word(behind) && self.lower(behind) != ",";
                match self.quotation_before(place - 1).or_else(|| self.quotation_before(place.saturating_sub(2))) {
                    Some(quotation) => quotation.inner.clone(),
                    None if is_closing => self.bytes(0, place),
                    None => self.bytes(0, self.tokens.len()),
                }
            };
            let confidence = if matches!(speaker, Speaker::Name(_)) { Confidence::High } else { Confidence::Medium };
            found.push(Attribution { statement, speaker, via: Vec::new(), rule: ClaimRule::AccordingTo, confidence });
        }
        found
    }

    fn beyond_comma(&self, place: usize) -> usize {
        place + usize::from([",", ":"].contains(&self.lower(place)))
    }

    /// What is said with the verb at a token.
    fn said(&self, verb: usize) -> Option<Attribution> {
        let token = &self.tokens[verb];
        let lower = token.lower.as_str();
        if token.is_quoted || token.is_capital || !is_verb(lower) {
            return None;
        }
        let (speaker, start, mut via) = match self.subject(verb) {
            Some(subject) => subject,
            None => return self.inverted(verb),
        };
        let mut behind = verb + 1;
        if ["told", "tells"].contains(&lower) {
            (via, behind) = self.listener(behind, via)?;
        }
        let statement = self.statement_behind(verb, behind, &speaker);
        let (statement, rule, is_sure) = match statement {
            Some(found) => found,
            None => {
                // “…, the office said in a report.”
                let (statement, rule) = self.statement_before(start, verb + 1)?;
                (statement, rule, true)
            }
        };
        self.attribution(statement, speaker, via, rule, is_sure)
    }

    fn attribution(
        &self,
        statement: Range<usize>,
        speaker: Speaker,
        via: Vec<Range<usize>>,
        rule: ClaimRule,
        is_sure: bool,
    ) -> Option<Attribution> {
        const MIN_WORDS: usize = 3;
        let has_quotation =
            self.quotations.iter().any(|q| statement.start <= q.inner.start && q.inner.end <= statement.end);
        let confidence = match (&speaker, is_sure) {
            (Speaker::Name(_), true) => Confidence::High,
            (Speaker::Name(_), false) | (Speaker::Role(_), true) => Confidence::Medium,
            (Speaker::Pronoun, _) if !has_quotation => return None,
            _ => Confidence::Low,
        };
        let is_long = self.text[statement.clone()].split_whitespace().count() >= MIN_WORDS || has_quotation;
        let rule = if !via.is_empty() { ClaimRule::Chain } else { rule };
        is_long.then_some(Attribution { statement, speaker, via, rule, confidence })
    }

    /// Who is the subject of a verb, the token they begin with, and through whom their words came.
    fn subject(&self, verb: usize) -> Option<(Speaker, usize, Vec<Range<usize>>)> {
        let mut end = verb;
        while let Some(before) = end.checked_sub(1).filter(|before| self.is_word(*before)) {
            let lower = self.lower(before);
            let is_adverb = lower.ends_with("ly") && !self.tokens[before].is_capital;
            if UNDO.has(lower) || lower.ends_with("n't") {
                return None;
            }
            if !BETWEEN.has(lower) && !is_adverb {
                break;
            }
            end = before;
        }
        // “Beijing on Thursday said”.
        let day = end.checked_sub(2).filter(|&on| self.lower(on) == "on" && is_time(self.lower(on + 1)));
        end = day.unwrap_or(end);
        let last = end.checked_sub(1)?;
        if self.lower(last) != "," {
            let needs_name = ALSO_NOUNS.has(self.lower(verb));
            let subject = self.speaker_before(end)?;
            let is_named = match &subject.0 {
                // “Media reports that …” begins with a capital, too.
                Speaker::Name(name) => subject.1 > 0 || self.is_surely_name(&self.text[name.clone()]),
                _ => DETERMINERS.has(self.lower(subject.1)),
            };
            return (!needs_name || is_named).then_some((subject.0, subject.1, Vec::new()));
        }
        self.subject_with_apposition(last)
    }

    /// “Omer Kanat, the project’s executive director, said”: the subject before the comma that closes what is told of it.
    fn subject_with_apposition(&self, last: usize) -> Option<(Speaker, usize, Vec<Range<usize>>)> {
        let nearest = last.saturating_sub(MAX_APPOSITION);
        let comma = (nearest..last).rev().find(|&place| !self.is_word(place) && self.lower(place) != "’")?;
        let words = &self.tokens[comma + 1..last];
        let is_clause =
            words.iter().any(|token| is_verb(&token.lower) && !["cited", "called"].contains(&token.lower.as_str()));
        let is_telling = words.first().is_some_and(|token| {
            DETERMINERS.has(token.lower.as_str()) || token.is_possessive || APPOSITIONS.has(&token.lower)
        });
        if self.lower(comma) != "," || is_clause || !is_telling {
            return None;
        }
        let (speaker, start) = self.name_before(comma)?;
        let is_attached = start.checked_sub(1).is_some_and(|before| PREPOSITIONS.has(self.lower(before)));
        if is_attached || self.is_supposed(start) {
            return None;
        }
        let is_passed_on = ["cited", "quoted"].contains(&self.lower(comma + 1)) && self.lower(comma + 2) == "by";
        let via = match is_passed_on.then(|| self.speaker_from(comma + 3)).flatten() {
            Some((Speaker::Name(name), _)) => vec![name],
            _ => Vec::new(),
        };
        Some((speaker, start, via))
    }

    /// Whether what begins a sentence is a name not only by its capital there.
    fn is_surely_name(&self, written: &str) -> bool {
        let has_more = written.chars().filter(|c| c.is_uppercase()).count() > 1;
        has_more || OUTLETS.has(&written.to_lowercase()) || (self.is_organisation)(written)
    }

    /// “…,” said X.
    fn inverted(&self, verb: usize) -> Option<Attribution> {
        if ["told", "tells"].contains(&self.lower(verb)) || CALL.has(self.lower(verb)) {
            return None;
        }
        let before = verb.checked_sub(1)?;
        let close = if self.lower(before) == "," { before.checked_sub(1)? } else { before };
        let quotation = self.quotation_before(close)?;
        let (speaker, _) = self.speaker_from(verb + 1)?;
        self.attribution(quotation.inner.clone(), speaker, Vec::new(), ClaimRule::Quotation, true)
    }

    /// Behind “told”: who listened, as the one it came through when that is an outlet; and the token behind them.
    fn listener(&self, start: usize, mut via: Vec<Range<usize>>) -> Option<(Vec<Range<usize>>, usize)> {
        let (listener, end) = self.speaker_from(start).or_else(|| {
            let is_plain = self.is_word(start) && !["that", "of", "to"].contains(&self.lower(start));
            is_plain.then(|| (Speaker::Pronoun, start + 1 + usize::from(DETERMINERS.has(self.lower(start)))))
        })?;
        if let Speaker::Name(name) = listener {
            let lower = self.text[name.clone()].to_lowercase();
            let is_outlet = lower.split_whitespace().any(|word| OUTLETS.has(word));
            if is_outlet || (self.is_organisation)(&self.text[name.clone()]) {
                via.push(name);
            }
        }
        Some((via, end))
    }

    /// What follows a verb: the statement, its rule, and whether it surely is one.
    fn statement_behind(
        &self,
        verb: usize,
        behind: usize,
        speaker: &Speaker,
    ) -> Option<(Range<usize>, ClaimRule, bool)> {
        let lower = self.lower(verb);
        let all = self.tokens.len();
        let open = self.beyond_comma(behind);
        if CALL.has(lower) {
            let nearby = |quotation: &&Quotation| {
                let place = self.token_behind(quotation.outer.start);
                let between = &self.tokens[verb + 1..place.max(verb + 1)];
                place > verb
                    && between.len() <= MAX_GAP
                    && between.iter().all(|token| token.is_word && !is_verb(&token.lower))
            };
            let quotation = self.quotations.iter().find(nearby)?;
            let statement = self.tokens[verb].range.start..quotation.outer.end;
            return Some((statement, ClaimRule::Quotation, *speaker != Speaker::Pronoun));
        }
        if let Some(quotation) = self.quotation_at(open) {
            // A quotation that goes on without its marks is a piece of a clause.
            let closes = self.token_behind(quotation.outer.end);
            let is_whole = open > behind || self.is_sentence(quotation) || closes >= all;
            let statement = match is_whole {
                true => quotation.inner.clone(),
                false if SAY.has(lower) => self.bytes(open, all),
                false => self.tokens[verb].range.start..quotation.outer.end,
            };
            return Some((statement, ClaimRule::Quotation, true));
        }
        if self.lower(behind) == ":" {
            return Some((self.bytes(behind, all), ClaimRule::ReportedSpeech, true));
        }
        let gap = (behind..(behind + MAX_GAP).min(all))
            .take_while(|&place| self.is_word(place) && !is_verb(self.lower(place)) || self.lower(place) == "that");
        let that = gap.into_iter().find(|&place| self.lower(place) == "that");
        // “said of that”, “said that day”: a clause has more words.
        if let Some(that) = that.filter(|&that| that == behind || !PREPOSITIONS.has(self.lower(that - 1))) {
            // What is denied is not said: the denial is.
            let is_denied = ["denied", "denies"].contains(&lower);
            let start = if is_denied { verb } else { that + 1 };
            return Some((self.bytes(start, all), ClaimRule::ReportedSpeech, true));
        }
        if let Some(quotation) = self.quotation_within(behind) {
            return Some((quotation, ClaimRule::Quotation, true));
        }
        let next = self.lower(behind);
        let is_clause = CLAUSE_STARTS.has(next) || (self.is_capital(behind) && !is_time(next));
        let says = SAY.has(lower) && is_clause && all > behind + 3;
        says.then(|| (self.bytes(behind, all), ClaimRule::ReportedSpeech, false))
    }

    /// Whether a quotation says something by itself: it ends as sentences and their clauses do, or has some words.
    fn is_sentence(&self, quotation: &Quotation) -> bool {
        const MIN_WORDS: usize = 3;
        let inner = &self.text[quotation.inner.clone()];
        inner.ends_with([',', '.', '!', '?', '…']) || inner.split_whitespace().count() >= MIN_WORDS
    }

    /// A quotation after “said in a statement”: it opens within a few words.
    fn quotation_within(&self, behind: usize) -> Option<Range<usize>> {
        let open =
            (behind..(behind + MAX_GAP).min(self.tokens.len())).find(|&place| self.quotation_at(place).is_some())?;
        let is_introduced = self.tokens[behind..open]
            .iter()
            .all(|token| (token.is_word && !is_verb(&token.lower)) || [",", ":"].contains(&token.lower.as_str()));
        let is_direct = open.checked_sub(1).is_some_and(|before| [",", ":"].contains(&self.lower(before)));
        (is_introduced && is_direct).then(|| self.quotation_at(open).map(|quotation| quotation.inner.clone())).flatten()
    }

    /// What stands before the speaker when nothing follows the verb: “…, X said on Monday.”
    fn statement_before(&self, start: usize, behind: usize) -> Option<(Range<usize>, ClaimRule)> {
        let next = self.lower(behind);
        let is_closed = behind >= self.tokens.len()
            || [".", ",", ";", "!"].contains(&next)
            || CLOSES.has(next)
            || is_time(next)
            || next.ends_with("ing");
        let before = start.checked_sub(1).filter(|_| is_closed)?;
        let quotation = |close| self.quotation_before(close).filter(|quotation| self.is_sentence(quotation));
        if let Some(quotation) = quotation(before) {
            return Some((quotation.inner.clone(), ClaimRule::Quotation));
        }
        if self.lower(before) != "," {
            return None;
        }
        if let Some(quotation) = before.checked_sub(1).and_then(quotation) {
            return Some((quotation.inner.clone(), ClaimRule::Quotation));
        }
        if next == "," && behind + 2 < self.tokens.len() {
            // “The report, X said, is late.”
            return Some((self.bytes(0, self.tokens.len()), ClaimRule::ReportedSpeech));
        }
        const MIN_WORDS: usize = 5;
        let is_clause = before >= MIN_WORDS && !self.is_subordinate(before);
        is_clause.then(|| (self.bytes(0, before), ClaimRule::ReportedSpeech))
    }

    /// Whether the words before a comma are only the beginning of what follows: “In a letter to the Council, X said”.
    fn is_subordinate(&self, comma: usize) -> bool {
        let first = self.lower(0);
        let opens = [&PREPOSITIONS, &SUPPOSE, &OPENINGS].iter().any(|list| list.has(first));
        opens && !self.tokens[..comma].iter().any(|token| token.lower == ",")
    }
}
