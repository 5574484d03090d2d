//! Who says what in a sentence: quotation marks, verbs of saying, “according to”, labels, and chains of them. English.
//!
//! Precision comes before recall: a speaker is a name or somebody who can speak, in the place of the subject; what is asked,
//! supposed, denied to have been said, or said by “I” and “we”, is no claim.

use std::ops::Range;

use super::{
    nouns::is_office,
    numbers::is_numeral,
    phrases::{Sentence, Speaker},
    sentence::Token,
    statements::Statement,
    words::*,
};
use crate::corpus::{ClaimRule, Confidence};

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
    let verbs: Vec<(bool, Attribution)> = (0..sentence.tokens.len()).filter_map(|verb| sentence.said(verb)).collect();
    let (says, acts): (Vec<_>, Vec<_>) = verbs.into_iter().partition(|(says, _)| *says);
    let sure = sentence.chains().into_iter().chain(sentence.label()).chain(sentence.according_to());
    let says = without_outer(sure.chain(says.into_iter().map(|(_, found)| found)).collect(), sentence);
    let acts = acts.into_iter().map(|(_, found)| found);
    let others =
        sentence.by_count().into_iter().chain(sentence.passive()).chain(sentence.saying()).chain(sentence.noun_by());
    for found in says.into_iter().chain(acts).chain(others) {
        let is_empty = sentence.text[found.statement.clone()].trim().is_empty();
        if !is_empty && !kept.iter().any(|other| overlap(&found.statement, &other.statement)) {
            kept.push(found);
        }
    }
    kept.sort_by_key(|attribution| attribution.statement.start);
    kept
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// “The paper reported that the minister had said …”: what is said within a statement is whose it is, and came through whoever
/// passes it on.
fn without_outer(mut found: Vec<Attribution>, sentence: &Sentence<'_>) -> Vec<Attribution> {
    let is_inside = |inner: &Attribution, outer: &Attribution| {
        outer.statement.start < inner.statement.start
            && outer.rule != ClaimRule::Quotation
            && inner.statement.end <= outer.statement.end
            && inner.speaker.is_told()
            && outer.speaker.is_told()
            && !sentence.quotations.iter().any(|quotation| quotation.inner == outer.statement)
    };
    for outer in (0..found.len()).rev() {
        let Some(inner) = (0..found.len()).find(|&inner| inner != outer && is_inside(&found[inner], &found[outer]))
        else {
            continue;
        };
        let passed_on = found[outer].speaker.clone();
        if let Speaker::Name(name) = passed_on {
            found[inner].via.insert(0, name);
            found[inner].rule = ClaimRule::Chain;
        }
        found.remove(outer);
        return without_outer(found, sentence);
    }
    found
}

impl Sentence<'_> {
    /// “The coastguard: “…””, “Dr Jane Doe, Some Hospital: We …”, “Jane Doe is not giving up: “…””.
    fn label(&self) -> Option<Attribution> {
        const MAX_LABEL: usize = 14;
        let start = self.behind_clock();
        let colon = (start..self.tokens.len().min(start + MAX_LABEL))
            .find(|&place| self.lower(place) == ":" && !self.tokens[place].is_quoted)?;
        let is_glued = self.tokens.get(colon + 1).is_none_or(|next| next.range.start == self.tokens[colon].range.end);
        let is_own = |at: usize| PRESENTERS.has(self.lower(at)) && (at == start || self.is_transcript);
        if (start..colon).any(is_own) || is_glued {
            return None;
        }
        let end = (start..colon).find(|&place| !self.is_word(place)).unwrap_or(colon);
        let inner = (["(", "["].contains(&self.lower(end)))
            .then(|| (end + 1..colon).find(|&at| [")", "]"].contains(&self.lower(at))))
            .flatten();
        let named = inner.filter(|_| TITLES.has(self.lower(end + 1))).and_then(|close| self.who(end + 1, close));
        let quotation = self.quotation_at(colon + 1);
        let closes = quotation.is_some_and(|quotation| self.token_behind(quotation.outer.end) + 1 >= self.tokens.len());
        let of_transcript = || {
            let is_name = self.is_transcript && start < end && self.is_capital(start);
            is_name.then(|| (Speaker::Name(self.bytes(start, end)), end))
        };
        let (speaker, used) = named.or_else(|| self.longest_phrase(start, end)).or_else(of_transcript)?;
        let is_capitals = used > start + 1
            && (start..used).all(|place| self.tokens[place].range.len() > 1)
            && self.text[self.bytes(start, used)].chars().all(|c| !c.is_lowercase());
        let is_whole = used >= end;
        let is_label = is_whole
            && (start > 0
                || self.is_transcript
                || inner.is_some()
                || is_capitals
                || (start..used).any(|at| is_office(self.lower(at))) && matches!(speaker, Speaker::Name(_))
                || self.lower(start) == "the" && matches!(speaker, Speaker::Role(_)));
        let is_told = self.tokens[start..colon].iter().any(|token| is_verb(&token.lower));
        if is_told || !is_label && !closes {
            return None;
        }
        let statement = match quotation {
            Some(quotation) => quotation.inner.clone(),
            None => self.bytes(colon + 1, self.tokens.len()),
        };
        self.attribution(Statement::sure(statement, ClaimRule::Quotation), speaker, Vec::new())
    }

    /// The token behind the time that opens an entry of a live report: “06:40”, “00.48 –”.
    fn behind_clock(&self) -> usize {
        let is_number = |place: usize| self.lower(place).starts_with(|c: char| c.is_ascii_digit());
        let end = match (is_number(0), self.lower(1), is_number(2)) {
            (true, ":", true) => 3,
            (true, ..) if self.lower(0).contains('.') => 1,
            _ => 0,
        };
        end + usize::from(end > 0 && ["–", "-", "—"].contains(&self.lower(end)))
    }

    /// What is said with the verb at a token, and whether it is a verb of saying rather than of doing or counting.
    fn said(&self, at: usize) -> Option<(bool, Attribution)> {
        let token = &self.tokens[at];
        let is_plain = token.is_word && !token.is_quoted && !token.is_capital;
        let Some((form, sayings)) = verb(&token.lower).filter(|_| is_plain) else {
            return self.uttered(at).filter(|_| is_plain).map(|found| (true, found));
        };
        if let Some(inverted) = self.inverted(at, form, sayings) {
            return Some((true, inverted));
        }
        let mut subject = self.subject(at, form)?;
        let mut behind = at + 1;
        if ["told", "tells", "tell"].contains(&token.lower.as_str()) {
            behind = self.listener(behind, &mut subject.via)?;
        }
        if self.lower(behind) == "," && ["citing", "quoting"].contains(&self.lower(behind + 1)) {
            // “Reported, citing a source, that …”.
            let comma = (behind + 2..self.tokens.len()).find(|&at| self.lower(at) == ",");
            behind = comma.map_or(behind, |comma| comma + 1);
        }
        let statement = self
            .statement_behind(at, behind, sayings, subject.is_text)
            .or_else(|| self.statement_before(subject.start, behind).filter(|_| may_follow(sayings)))?;
        // “They spoke of beatings, the report says”: it only passes on what others say.
        let range = &statement.range;
        let is_inside = |token: &&Token| range.start <= token.range.start && token.range.end <= range.end;
        let passes_on = subject.is_text
            && range.end <= token.range.start
            && self.tokens.iter().filter(is_inside).any(|token| !token.is_quoted && is_verb(&token.lower));
        if passes_on {
            return None;
        }
        let is_quoted = statement.rule == ClaimRule::Quotation;
        if !is_quoted && sayings.iter().all(|saying| *saying == Saying::Utter) {
            return None;
        }
        let says = !statement.is_alone;
        if subject.is_guessed && (!says || !PURE.has(self.lower(at)) || !statement.is_sure && !self.has_verb(behind)) {
            return None;
        }
        let subject = self.citing(subject, at);
        self.attribution(statement, subject.speaker, subject.via).map(|found| (says, found))
    }

    /// A statement with its speaker, unless it is too short to say anything.
    pub fn attribution(&self, statement: Statement, speaker: Speaker, via: Vec<Range<usize>>) -> Option<Attribution> {
        const MIN_WORDS: usize = 3;
        let Statement { range, rule, is_sure, is_alone } = statement;
        let has_quotation = self.quotations.iter().any(|q| range.start <= q.inner.start && q.inner.end <= range.end);
        let confidence = match (confidence(&speaker), is_sure) {
            (Confidence::High, false) => Confidence::Medium,
            (Confidence::Medium, false) => Confidence::Low,
            (confidence, _) => confidence,
        };
        let is_long = is_alone || has_quotation || self.text[range.clone()].split_whitespace().count() >= MIN_WORDS;
        let rule = if via.is_empty() { rule } else { ClaimRule::Chain };
        is_long.then_some(Attribution { statement: range, speaker, via, rule, confidence })
    }

    /// “…,” said X; “…, warns X”.
    fn inverted(&self, verb: usize, form: Form, sayings: &[Saying]) -> Option<Attribution> {
        let is_telling = ["told", "tells", "tell"].contains(&self.lower(verb));
        let is_finite = matches!(form, Form::Past | Form::Third);
        let before = verb.checked_sub(1).filter(|_| is_finite && may_follow(sayings) && !is_telling)?;
        let close = if self.lower(before) == "," { before.checked_sub(1)? } else { before };
        // “Pointed out X”.
        let behind = verb + 1 + usize::from(self.lower(verb + 1) == "out");
        let (speaker, end) = self.speaker_from(behind)?;
        let speaker = self.name_given(end).unwrap_or(speaker);
        if let Some(quotation) = self.quotation_before(close) {
            let statement = Statement::sure(quotation.inner.clone(), ClaimRule::Quotation);
            return self.attribution(statement, speaker, Vec::new());
        }
        const MIN_WORDS: usize = 4;
        let is_mark = ["", ",", ".", ";", "!", "(", "–", "—", ":"].contains(&self.lower(end));
        let closes = self.lower(before) == "," && is_mark || CLOSES.has(self.lower(end)) && !self.is_finite_from(end);
        let is_clause = self.lower(before) == "," && before >= MIN_WORDS && closes && !self.is_subordinate(before);
        let is_clause = is_clause && !self.is_guess(&speaker);
        let is_saying = sayings.iter().any(|saying| matches!(saying, Saying::Say | Saying::State));
        let statement = Statement::sure(self.bytes(0, before), ClaimRule::ReportedSpeech);
        (is_clause && is_saying).then(|| self.attribution(statement, speaker, Vec::new())).flatten()
    }

    /// “…,” X cooed; “…,” cooed X: directly beside a quotation that goes on, any verb is one of saying.
    fn uttered(&self, verb: usize) -> Option<Attribution> {
        let lower = self.lower(verb);
        let is_verb = lower.len() > 3
            && (lower.ends_with("ed") || lower.ends_with('s') && !lower.ends_with("ss"))
            && !DETERMINERS.has(lower);
        let goes_on = |close: usize| {
            let quotation = self.quotation_before(close)?;
            let inner = &self.text[quotation.inner.clone()];
            (inner.ends_with([',', '!']) || self.lower(close + 1) == ",").then_some(quotation)
        };
        let closes = |at: usize| !self.is_word(at) || CLOSES.has(self.lower(at));
        let before = verb.checked_sub(1).filter(|_| is_verb)?;
        let beyond = |at: usize| if self.lower(at) == "," { at.checked_sub(1) } else { Some(at) };
        if let Some(quotation) = beyond(before).and_then(goes_on) {
            let (speaker, end) = self.speaker_from(verb + 1).filter(|(speaker, _)| speaker.is_told())?;
            let statement = Statement::sure(quotation.inner.clone(), ClaimRule::Quotation);
            return closes(end).then(|| self.attribution(statement, speaker, Vec::new())).flatten();
        }
        let (speaker, start) = self.speaker_before(verb).filter(|_| closes(verb + 1))?;
        let quotation = start.checked_sub(1).and_then(beyond).and_then(goes_on)?;
        let statement = Statement::sure(quotation.inner.clone(), ClaimRule::Quotation);
        self.attribution(statement, speaker, Vec::new())
    }

    /// “…, said a woman who gave her name only as Jane”: the name.
    fn name_given(&self, start: usize) -> Option<Speaker> {
        let name = (start..self.tokens.len()).find(|&at| self.lower(at) == "name" && self.is_word(at))?;
        let given = ["gave", "gives"].contains(&self.lower(name.wrapping_sub(2)));
        let named = (name + 1..name + 4).find(|&at| self.lower(at) == "as").filter(|_| given)? + 1;
        self.is_capital(named).then(|| self.longest_phrase(named, self.tokens.len())).flatten().map(|(name, _)| name)
    }

    /// Behind “told”: who listened, as the one it came through when that is an outlet; the token behind them.
    fn listener(&self, start: usize, via: &mut Vec<Range<usize>>) -> Option<usize> {
        let (listener, end) = self.speaker_from(start).or_else(|| {
            let is_plain = self.is_word(start) && !["that", "of", "to"].contains(&self.lower(start));
            let ends = |&place: &usize| {
                let lower = self.lower(place);
                !self.is_word(place)
                    || PREPOSITIONS.has(lower)
                    || CLAUSE_STARTS.has(lower)
                    || lower == "that"
                    || self.is_capital(place)
            };
            let is_pronoun = ["me", "us", "him", "her", "them", "you"].contains(&self.lower(start));
            let end = (start + 1..self.tokens.len()).find(ends).unwrap_or(self.tokens.len());
            is_plain.then(|| (Speaker::Nobody, if is_pronoun { start + 1 } else { end }))
        })?;
        if let Speaker::Name(name) = listener {
            let lower = self.text[name.clone()].to_lowercase();
            let is_outlet = lower.split_whitespace().any(|word| OUTLETS.has(word));
            if is_outlet || (self.is_organisation)(&self.text[name.clone()]) {
                via.push(name);
            }
        }
        Some(end)
    }
}

/// Whether the statement may stand before a verb: “…, X said”.
fn may_follow(sayings: &[Saying]) -> bool {
    sayings.iter().any(|saying| matches!(saying, Saying::Say | Saying::State | Saying::Utter | Saying::Show))
}

/// How sure it is who speaks.
pub fn confidence(speaker: &Speaker) -> Confidence {
    match speaker {
        Speaker::Name(_) => Confidence::High,
        Speaker::Role(_) => Confidence::Medium,
        Speaker::Text(_) | Speaker::Person | Speaker::Thing | Speaker::Nobody => Confidence::Low,
    }
}
