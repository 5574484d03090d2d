//! Who says what in a sentence: quotation marks, verbs of saying, “according to”, labels, and chains of them. English.
//!
//! Precision comes before recall: a speaker is a name or somebody who can speak, in the place of the subject; what is asked,
//! supposed, denied to have been said, or said by “I” and “we”, is no claim.

use std::ops::Range;

use super::{
    phrases::{Sentence, Speaker, is_office, is_speaking_noun, is_time},
    sentence::Token,
    statements::Statement,
    words::*,
};
use crate::corpus::{ClaimRule, Confidence};
use crate::ingest::claims::{figures::singular, numbers::is_numeral};

/// Tokens between a name and its verb, as in “Omer Kanat, the project’s executive director, said”.
const MAX_APPOSITION: usize = 16;

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

/// The subject of a verb of saying.
struct Subject {
    speaker: Speaker,
    /// The token that it begins with.
    start: usize,
    /// Bytes of the names through which its words came.
    via: Vec<Range<usize>>,
    /// It is a text or a body's text: “the coalition's report”.
    is_text: bool,
    /// The verb alone says that it is somebody, not the noun.
    is_guessed: bool,
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
            && is_told(&inner.speaker)
            && is_told(&outer.speaker)
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
    // ---------------------------------------------------------------------------------------------------------- rules

    /// “RFA quoted X as saying that …”, “X was quoted by RFA as saying …”, “…, X is quoted as saying”.
    fn chains(&self) -> Vec<Attribution> {
        let is_saying = |saying: &usize| {
            self.lower(*saying) == "saying" && self.lower(*saying - 1) == "as" && self.is_word(*saying)
        };
        (2..self.tokens.len()).filter(is_saying).filter_map(|saying| self.chain(saying)).collect()
    }

    fn chain(&self, saying: usize) -> Option<Attribution> {
        let nearest = saying.saturating_sub(MAX_APPOSITION);
        let is_quoting = |&place: &usize| ["quoted", "quotes", "cited", "cites"].contains(&self.lower(place));
        let quoted = (nearest..saying).rev().find(is_quoting).filter(|&quoted| quoted > 1)?;
        let is_passive = ["was", "were", "is", "are"].contains(&self.lower(quoted - 1));
        let (speaker, via, start) = if is_passive {
            let told = (self.lower(quoted - 2) == ",").then(|| self.subject_with_apposition(quoted - 2)).flatten();
            let told = told.map(|subject| (subject.speaker, subject.start));
            let (speaker, start) = told.or_else(|| self.speaker_before(quoted - 1))?;
            let by = (quoted + 1..saying - 1).find(|&place| self.lower(place) == "by");
            (speaker, by.and_then(|by| self.speaker_from(by + 1)).map(|(via, _)| via), start)
        } else {
            let (speaker, _) = self.speaker_from(quoted + 1)?;
            (speaker, self.speaker_before(quoted).map(|(via, _)| via), quoted)
        };
        let behind = saying + 1;
        let before = || self.statement_before(start, behind).filter(|_| is_passive).map(|found| found.range);
        let statement = match (self.quotation_at(self.beyond_comma(behind)), before()) {
            (Some(quotation), _) => quotation.inner.clone(),
            (None, Some(before)) => before,
            (None, None) => self.bytes(behind + usize::from(self.lower(behind) == "that"), self.tokens.len()),
        };
        let via = via.and_then(|via| if let Speaker::Name(name) = via { Some(name) } else { None });
        let confidence = confidence(&speaker);
        is_told(&speaker).then(|| Attribution {
            statement,
            confidence,
            speaker,
            via: via.into_iter().collect(),
            rule: ClaimRule::Chain,
        })
    }

    /// “According to X, …” and “…, according to X”; “…, per X”.
    fn according_to(&self) -> Vec<Attribution> {
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
            let (speaker, behind) = self.speaker_from(behind)?;
            let statement = self.according(place, behind)?;
            let confidence = confidence(&speaker);
            let (rule, via) = (ClaimRule::AccordingTo, Vec::new());
            is_told(&speaker).then_some(Attribution { statement, speaker, via, rule, confidence })
        });
        found.collect()
    }

    /// What somebody says according to whom a token begins to tell, and another ends.
    fn according(&self, place: usize, behind: usize) -> Option<Range<usize>> {
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

    /// “By the ministry's count, …”.
    fn by_count(&self) -> Option<Attribution> {
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
    fn saying(&self) -> Option<Attribution> {
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
    fn passive(&self) -> Option<Attribution> {
        const REACH: usize = 10;
        let verb = (1..self.tokens.len()).find(|&place| {
            let is_plain = self.is_word(place) && !self.is_capital(place) && SAID_BY.has(self.lower(place));
            is_plain && self.agent(place, REACH).is_some()
        })?;
        let by = self.agent(verb, REACH)?;
        let (speaker, end) = self.speaker_from(by + 1).filter(|(speaker, _)| is_told(speaker))?;
        let statement = match self.lower(end) {
            "that" => self.bytes(end + 1, self.tokens.len()),
            "of" | "to" => self.bytes(verb, self.tokens.len()),
            _ => self.bytes(0, by),
        };
        self.attribution(Statement::sure(statement, ClaimRule::ReportedSpeech), speaker, Vec::new())
    }

    /// The “by” of whoever does what a passive tells; a number may stand before it.
    fn agent(&self, verb: usize, reach: usize) -> Option<usize> {
        let limit = (verb + 1 + reach).min(self.tokens.len());
        let by = (verb + 1..limit)
            .take_while(|&place| self.is_word(place) || self.lower(place) == "%")
            .find(|&at| self.lower(at) == "by")?;
        let has_number = (verb..by).any(|place| is_numeral(self.lower(place)));
        let is_passive = ["is", "are", "was", "were", "been", "being"].contains(&self.lower(verb - 1));
        (by == verb + 1 || is_passive && has_number && self.lower(verb + 1) == "at").then_some(by)
    }

    /// “A count by the charity came to 40”, “a warning from the bank that …”.
    fn noun_by(&self) -> Option<Attribution> {
        let noun = (0..self.tokens.len().saturating_sub(2)).find(|&at| {
            let is_noun = COUNTS.has(self.lower(at)) || SAYINGS.has(self.lower(at));
            is_noun && self.is_word(at) && ["by", "from"].contains(&self.lower(at + 1))
        })?;
        let (speaker, end) = self.speaker_from(noun + 2).filter(|(speaker, _)| is_told(speaker))?;
        let counts = COUNTS.has(self.lower(noun))
            && (end..self.tokens.len()).any(|at| is_numeral(self.lower(at)) && self.is_word(at));
        let says = SAYINGS.has(self.lower(noun)) && self.lower(end) == "that";
        let statement = if says { self.bytes(end + 1, self.tokens.len()) } else { self.bytes(0, self.tokens.len()) };
        let statement = Statement::sure(statement, ClaimRule::ReportedSpeech);
        (counts || says).then(|| self.attribution(statement, speaker, Vec::new())).flatten()
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
        let says = !statement.is_alone;
        if subject.is_guessed && (!says || !statement.is_sure && !self.has_verb(behind)) {
            return None;
        }
        let subject = self.citing(subject, at);
        self.attribution(statement, subject.speaker, subject.via).map(|found| (says, found))
    }

    fn attribution(&self, statement: Statement, speaker: Speaker, via: Vec<Range<usize>>) -> Option<Attribution> {
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

    /// “The paper said, citing two officials, that …”: the officials say it.
    fn citing(&self, subject: Subject, verb: usize) -> Subject {
        let is_citing = |&at: &usize| {
            at > 0 && ["citing", "quoting"].contains(&self.lower(at)) && self.lower(at - 1) == "," && self.is_word(at)
        };
        let cited = (subject.start..self.tokens.len()).find(is_citing).and_then(|at| self.speaker_from(at + 1));
        match cited {
            Some((speaker, _)) if is_told(&speaker) && verb > 0 => {
                let via = if let Speaker::Name(name) = subject.speaker { vec![name] } else { Vec::new() };
                Subject { speaker, via: [subject.via, via].concat(), ..subject }
            }
            _ => subject,
        }
    }

    // ------------------------------------------------------------------------------------------------------- subjects

    /// Who is the subject of a verb.
    fn subject(&self, verb: usize, form: Form) -> Option<Subject> {
        if form == Form::Participle {
            // “X published a reply, calling it “…””.
            let is_after_comma = verb > 2 && self.lower(verb - 1) == ",";
            let (speaker, _) = is_after_comma.then(|| self.longest_phrase(0, verb - 1)).flatten()?;
            let is_text = matches!(speaker, Speaker::Text(_));
            return Some(Subject { speaker, start: 0, via: Vec::new(), is_text, is_guessed: false });
        }
        if let Some(who) = self.relative_pronoun(verb) {
            // “They met Jane Doe, who said that …”.
            let (speaker, start) = self.nearest_phrase(who - 1).filter(|(speaker, _)| is_told(speaker))?;
            return Some(Subject { speaker, start, via: Vec::new(), is_text: false, is_guessed: false });
        }
        let end = self.idiom(verb).map_or_else(|| self.behind_subject(verb), Some)?;
        let last = end.checked_sub(1)?;
        if self.lower(last) == "," {
            return self.subject_with_apposition(last);
        }
        if ["and", "but"].contains(&self.lower(last)) {
            // “The ministry summoned the envoy and accused …”.
            let (speaker, _) = self.longest_phrase(0, last)?;
            return Some(Subject { speaker, start: 0, via: Vec::new(), is_text: false, is_guessed: false });
        }
        let (speaker, start) = self.speaker_before(end)?;
        let lower = self.lower(verb);
        let is_named = match &speaker {
            // “Media reports that …” begins with a capital, too.
            Speaker::Name(name) => start > 0 || self.is_surely_name(&self.text[name.clone()]) || end - start > 1,
            Speaker::Person | Speaker::Thing | Speaker::Nobody => true,
            _ => DETERMINERS.has(self.lower(start)) || self.agrees(end, form),
        };
        let may_speak = (!ALSO_NOUNS.has(lower) || is_named) && (self.agrees(end, form) || self.idiom(verb).is_some());
        let is_text = self.is_text(start, end);
        let is_guessed = matches!(speaker, Speaker::Role(_)) && self.who(start, end).is_none();
        may_speak.then_some(Subject { speaker, start, via: Vec::new(), is_text, is_guessed })
    }

    /// Where the subject ends of “old men will tell you” and “the ministry would have us believe”.
    fn idiom(&self, verb: usize) -> Option<usize> {
        let is = |back: usize, words: &[&str]| verb >= back && words.contains(&self.lower(verb - back));
        let tells = self.lower(verb) == "tell" && is(1, &["will"]) && ["you", "anyone"].contains(&self.lower(verb + 1));
        let believes =
            self.lower(verb) == "believe" && is(1, &["us", "you", "me"]) && is(2, &["have"]) && is(3, &["would"]);
        if tells { Some(verb - 1) } else { believes.then(|| verb - 3) }
    }

    /// The “who” that is the subject of a verb and only adds something to a name or noun before its comma.
    fn relative_pronoun(&self, verb: usize) -> Option<usize> {
        let is_between = |at: &usize| BETWEEN.has(self.lower(*at)) || self.lower(*at).ends_with("ly");
        let who = (0..verb).rev().find(|at| !is_between(at)).filter(|&at| self.lower(at) == "who")?;
        (who > 1 && self.lower(who - 1) == ",").then_some(who)
    }

    /// Whether the noun phrase from a token to another is a text.
    fn is_text(&self, start: usize, end: usize) -> bool {
        let core = (start + 1..end).find(|&place| self.ends_core(place, end)).unwrap_or(end);
        core > 0 && (TEXTS.has(self.lower(core - 1)) || TEXTS.has(&singular(self.lower(core - 1))))
    }

    /// Where the subject of a verb ends: before auxiliaries, adverbs, and “on Thursday”; none if the verb says nothing.
    fn behind_subject(&self, verb: usize) -> Option<usize> {
        let mut end = verb;
        // “Jane Doe (Labour) said”.
        if verb > 2 && self.lower(verb - 1) == ")" {
            end = (0..verb - 1).rev().find(|&at| self.lower(at) == "(")?;
        }
        while let Some(before) = end.checked_sub(1).filter(|before| self.is_word(*before)) {
            let lower = self.lower(before);
            let is_adverb = lower.ends_with("ly") && !self.tokens[before].is_capital;
            let is_pronoun = PRONOUNS.has(lower);
            if UNDO.has(lower) && !is_pronoun || self.tokens[before].is_contraction() {
                return None;
            }
            if !BETWEEN.has(lower) && !is_adverb {
                break;
            }
            end = before;
        }
        // “Beijing on Thursday said”.
        let day = end.checked_sub(2).filter(|&on| self.lower(on) == "on" && is_time(self.lower(on + 1)));
        Some(day.unwrap_or(end))
    }

    /// Whether a noun before a token can be the subject of a verb of this form: “critics argue”, “the critic argues”.
    fn agrees(&self, end: usize, form: Form) -> bool {
        let start = (0..end).rev().take_while(|&place| self.is_word(place)).last().unwrap_or(end);
        let core = (start + 1..end).find(|&place| self.ends_core(place, end)).unwrap_or(end);
        let head = self.lower(core.saturating_sub(1));
        let is_plural = ["they", "police", "people", "men", "women", "statistics", "figures", "data", "others"]
            .contains(&head)
            || singular(head) != head;
        match form {
            Form::Plain => is_plural && !self.is_capital(core.wrapping_sub(1)) || is_plural && core == 1,
            Form::Third => !is_plural || self.is_capital(core.wrapping_sub(1)) || ["police", "others"].contains(&head),
            Form::Past | Form::Participle => true,
        }
    }

    /// “Omer Kanat, 54, the project’s executive director, said”: the subject before the commas that close what is told of it.
    fn subject_with_apposition(&self, last: usize) -> Option<Subject> {
        let nearest = last.saturating_sub(MAX_APPOSITION);
        let is_open = |&place: &usize| !self.tokens[place].is_quoted && ![";", ":"].contains(&self.lower(place));
        let commas =
            (nearest..last).rev().take_while(is_open).filter(|&place| self.lower(place) == "," && place + 1 < last);
        let mut end = last;
        for comma in commas {
            if !self.tells_of_subject(comma + 1, end) {
                return None;
            }
            end = comma;
            let found = self.speaker_before(comma).filter(|(speaker, _)| is_told(speaker));
            if let Some((speaker, start)) = found {
                return Some(self.described(speaker, start, comma, last));
            }
        }
        None
    }

    /// Whether the words between two commas only tell of whom they follow.
    fn tells_of_subject(&self, start: usize, end: usize) -> bool {
        let words = &self.tokens[start..end];
        let Some(first) = words.first() else { return false };
        let lower = first.lower.as_str();
        let is_relative = lower.starts_with("who") || ["which", "neither", "cited", "quoted"].contains(&lower);
        let is_participle = lower.ends_with("ing") || lower.ends_with("ed");
        let is_clause = words[1..]
            .iter()
            .any(|token| is_verb(&token.lower) && !ALSO_NOUNS.has(&token.lower) && token.lower != "called");
        let is_named = words.iter().all(|token| token.is_capital && token.is_word);
        let is_short =
            words.len() < 6 && words.iter().all(|token| token.is_word) && lower.chars().all(char::is_alphabetic);
        let is_age = is_numeral(lower) && words.len() == 1;
        let is_told = DETERMINERS.has(lower)
            || first.is_possessive
            || APPOSITIONS.has(lower)
            || PREPOSITIONS.has(lower)
            || is_speaking_noun(lower);
        is_relative || !is_clause && (is_named || is_told || is_participle || is_short || is_age)
    }

    /// A subject with what is told of it up to a comma: its name, if that is there, and through whom its words came.
    fn described(&self, speaker: Speaker, start: usize, comma: usize, last: usize) -> Subject {
        let is_passed_on = ["cited", "quoted"].contains(&self.lower(comma + 1)) && self.lower(comma + 2) == "by";
        let via = match is_passed_on.then(|| self.speaker_from(comma + 3)).flatten() {
            Some((Speaker::Name(name), _)) => vec![name],
            _ => Vec::new(),
        };
        // “The inquiry's counsel, Jane Doe, said”: the name says more.
        let speaker = match (speaker, self.name_between(comma + 1)) {
            (Speaker::Role(_), Some((name, end))) if end <= last => name,
            (speaker, _) => speaker,
        };
        let is_guessed = matches!(speaker, Speaker::Role(_)) && self.who(start, comma).is_none();
        Subject { speaker, start, via, is_text: self.is_text(start, comma), is_guessed }
    }

    /// Whether what begins a sentence is a name not only by its capital there.
    fn is_surely_name(&self, written: &str) -> bool {
        let has_more = written.chars().filter(|c| c.is_uppercase()).count() > 1;
        has_more || OUTLETS.has(&written.to_lowercase()) || (self.is_organisation)(written)
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
        let closes =
            self.lower(before) == "," && !self.is_word(end) || CLOSES.has(self.lower(end)) && !self.is_finite_from(end);
        let is_clause = self.lower(before) == "," && before >= MIN_WORDS && closes && !self.is_subordinate(before);
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
            let (speaker, end) = self.speaker_from(verb + 1).filter(|(speaker, _)| is_told(speaker))?;
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

    // ---------------------------------------------------------------------------------------------------------- texts

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

/// Whether the statement may stand before a verb: “…, X said”.
fn may_follow(sayings: &[Saying]) -> bool {
    sayings.iter().any(|saying| matches!(saying, Saying::Say | Saying::State | Saying::Utter | Saying::Show))
}

/// How sure it is who speaks.
fn confidence(speaker: &Speaker) -> Confidence {
    match speaker {
        Speaker::Name(_) => Confidence::High,
        Speaker::Role(_) => Confidence::Medium,
        Speaker::Text(_) | Speaker::Person | Speaker::Thing | Speaker::Nobody => Confidence::Low,
    }
}

/// Whether a speaker is told by more than a pronoun.
fn is_told(speaker: &Speaker) -> bool {
    matches!(speaker, Speaker::Name(_) | Speaker::Role(_) | Speaker::Text(_))
}
