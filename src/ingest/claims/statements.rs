//! Where in a sentence the statement stands that belongs to a verb of saying: behind it, or before its subject.

use std::ops::Range;

use super::{nouns::is_time, numbers::is_numeral, phrases::Sentence, sentence::Quotation, words::*};
use crate::corpus::ClaimRule;

/// Tokens between a verb and its “that”, as in “said in a statement on Monday that”.
const MAX_GAP: usize = 8;

/// Begin a clause with a number: “said at least 40 had died”.
const BOUNDS: [[&str; 2]; 8] = [
    ["at", "least"],
    ["at", "most"],
    ["as", "many"],
    ["as", "much"],
    ["up", "to"],
    ["more", "than"],
    ["fewer", "than"],
    ["less", "than"],
];

/// A statement in a sentence.
pub struct Statement {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The rule that found it.
    pub rule: ClaimRule,
    /// Whether it surely is one.
    pub is_sure: bool,
    /// Whether it says something however short it is.
    pub is_alone: bool,
}

impl Statement {
    /// One that surely is one.
    pub fn sure(range: Range<usize>, rule: ClaimRule) -> Statement {
        Statement { range, rule, is_sure: true, is_alone: false }
    }
}

impl Sentence<'_> {
    /// The statement that follows a verb and, after “told”, its listener.
    pub fn statement_behind(&self, verb: usize, behind: usize, sayings: &[Saying], is_text: bool) -> Option<Statement> {
        let is = |saying: Saying| sayings.contains(&saying);
        let quoted = self.quotation_behind(verb, behind, is(Saying::Say));
        let speaks = is(Saying::Say) || is(Saying::State) || is_text && is(Saying::Show);
        if speaks || is(Saying::Utter) {
            if let Some(range) = quoted {
                return Some(Statement::sure(range, ClaimRule::Quotation));
            }
        }
        if speaks {
            if let Some(range) = self.clause_behind(verb, behind) {
                return Some(Statement::sure(range, ClaimRule::ReportedSpeech));
            }
            if let Some(range) = self.quotation_within(behind) {
                return Some(Statement::sure(range, ClaimRule::Quotation));
            }
        }
        if is(Saying::Call)
            && let Some(range) = self.called(verb)
        {
            return Some(Statement::sure(range, ClaimRule::Quotation));
        }
        self.unmarked(verb, self.behind_time(behind), sayings, is_text)
    }

    /// A statement without quotation marks, a colon or “that”: “said on Thursday its profit had doubled”, “denied the charge”.
    fn unmarked(&self, verb: usize, behind: usize, sayings: &[Saying], is_text: bool) -> Option<Statement> {
        let is = |saying: Saying| sayings.contains(&saying);
        let next = self.lower(behind);
        let is_clause = CLAUSE_STARTS.has(next.split('\'').next().unwrap_or_default())
            || is_numeral(next)
            || BOUNDS.contains(&[next, self.lower(behind + 1)])
            || self.is_capital(behind) && !is_time(next)
            || self.is_clause(behind);
        let calls = ["call", "calls", "called", "calling"].contains(&self.lower(verb)) && ["for", "on"].contains(&next);
        let rejects = is(Saying::Call) && self.rejects_claim(verb);
        let may_lack_that =
            is(Saying::Say) || is_text && is(Saying::Show) || is(Saying::State) && self.has_verb(behind);
        if !calls && !rejects && may_lack_that && is_clause && self.tokens.len() > behind + 3 {
            let range = self.bytes(behind, self.end_of_clause(behind));
            return Some(Statement { range, rule: ClaimRule::ReportedSpeech, is_sure: false, is_alone: false });
        }
        let counts = is(Saying::Count) && self.has_number(verb);
        let acts = is(Saying::Act)
            && (self.is_word(behind) || self.quotation_at(behind).is_some())
            && !["by", "as", "in", "at", "on"].contains(&next);
        let shows = is_text && is(Saying::Show) && self.is_word(behind);
        let range = self.bytes(verb, self.tokens.len());
        let statement = Statement { range, rule: ClaimRule::ReportedSpeech, is_sure: true, is_alone: true };
        (calls || rejects || counts || acts || shows).then_some(statement)
    }

    /// Whether a verb stands between a token and the next mark.
    pub fn is_finite_from(&self, start: usize) -> bool {
        (start..self.tokens.len()).take_while(|&at| self.is_word(at)).any(|at| self.is_finite_verb(at))
    }

    /// “Rejected the allegations”, “dismisses that”.
    fn rejects_claim(&self, verb: usize) -> bool {
        let rejects = ["reject", "dismiss"].iter().any(|stem| self.lower(verb).starts_with(stem));
        let object = (verb + 1..self.tokens.len().min(verb + 5)).take_while(|&at| self.is_word(at));
        let mut object = object.take_while(|&at| !PREPOSITIONS.has(self.lower(at)));
        let is_that = ["that", "this", "it"].contains(&self.lower(verb + 1)) && !self.is_word(verb + 2);
        rejects
            && (is_that
                || object.any(|at| SAYINGS.has(self.lower(at)) || ["charge", "charges"].contains(&self.lower(at))))
    }

    /// Whether an auxiliary follows a noun without a comma or “who” before it: “the bridge was closed”.
    pub fn has_verb(&self, start: usize) -> bool {
        let mut clause = (start..self.tokens.len()).take_while(|&at| self.is_word(at) && !SUPPOSE.has(self.lower(at)));
        let is_auxiliary = |at: usize| AUXILIARIES.has(self.lower(at)) && self.lower(at) != "to";
        clause.any(|at| at > start && is_auxiliary(at) || self.tokens[at].is_contraction())
    }

    /// Whether a clause without an article begins with a token: “inflation was high”.
    fn is_clause(&self, start: usize) -> bool {
        let first = self.lower(start);
        let has_verb =
            (start + 1..self.tokens.len()).take_while(|&at| self.is_word(at)).any(|at| self.is_finite_verb(at));
        let may_begin =
            !PREPOSITIONS.has(first) && !FUNCTION_WORDS.has(first) && !CLOSES.has(first) && !SUPPOSE.has(first);
        self.is_word(start) && may_begin && !first.ends_with("ly") && has_verb
    }

    /// Whether a number is the object of a verb: “counted 40 boats”, “put the number of boats at 40”.
    fn has_number(&self, verb: usize) -> bool {
        const PASSED_OVER: [&str; 18] = [
            "at", "least", "more", "than", "about", "some", "nearly", "almost", "over", "around", "only", "another",
            "$", "€", "£", "“", "fewer", "less",
        ];
        let limit = self.tokens.len();
        let number = (verb + 1..limit).find(|&place| !PASSED_OVER.contains(&self.lower(place)));
        let mut clause = (verb + 1..limit).take_while(|&place| ![";", ","].contains(&self.lower(place)));
        let is_number = |place: usize| is_numeral(self.lower(place));
        if self.lower(verb).starts_with("put") {
            return clause.any(|at| {
                let skipped = usize::from(["$", "€", "£"].contains(&self.lower(at + 1)));
                self.lower(at) == "at" && is_number(at + 1 + skipped)
            });
        }
        if ["expect", "forecast", "estimate", "predict"].iter().any(|stem| self.lower(verb).starts_with(stem)) {
            return clause.any(is_number);
        }
        number.is_some_and(is_number)
    }

    /// A quotation directly behind a verb, or what it is a piece of.
    fn quotation_behind(&self, verb: usize, behind: usize, may_go_on: bool) -> Option<Range<usize>> {
        let all = self.tokens.len();
        let open = self.beyond_comma(behind);
        // “She told me, quote, “…””.
        let open = open + if self.lower(open) == "quote" { 1 + usize::from(self.lower(open + 1) == ",") } else { 0 };
        let quotation = self.quotation_at(open)?;
        // A quotation that goes on without its marks is a piece of a clause.
        let closes = self.token_behind(quotation.outer.end);
        let is_whole = open > behind || self.is_sentence(quotation) || closes >= all;
        Some(match is_whole {
            true => quotation.inner.clone(),
            false if may_go_on => self.bytes(open, all),
            false => self.tokens[verb].range.start..quotation.outer.end,
        })
    }

    /// What follows a colon or “that”.
    fn clause_behind(&self, verb: usize, behind: usize) -> Option<Range<usize>> {
        let all = self.tokens.len();
        if self.lower(behind) == ":" {
            return Some(self.bytes(behind, all));
        }
        let mut gap = (behind..(behind + MAX_GAP).min(all))
            .take_while(|&place| self.is_word(place) && !is_verb(self.lower(place)) || self.lower(place) == "that");
        let that = gap.find(|&place| self.lower(place) == "that" && self.is_word(place))?;
        // “said of that”, “said that day”: a clause has more words.
        if that > behind && PREPOSITIONS.has(self.lower(that - 1)) || is_time_word(self.lower(that + 1)) {
            return None;
        }
        // What is denied is not said: the denial is.
        let is_denied = ["denied", "denies", "deny", "disputes", "disputed"].contains(&self.lower(verb));
        Some(self.bytes(if is_denied { verb } else { that + 1 }, self.end_of_clause(that)))
    }

    /// Where the clause of a token ends: at a semicolon, or with the sentence.
    fn end_of_clause(&self, start: usize) -> usize {
        let ends = |&at: &usize| self.lower(at) == ";" && !self.tokens[at].is_quoted;
        (start..self.tokens.len()).find(ends).unwrap_or(self.tokens.len())
    }

    /// The token behind “on Thursday”, “in May”, “yesterday”.
    fn behind_time(&self, at: usize) -> usize {
        let is_led = ["on", "in", "late", "early", "last"].contains(&self.lower(at)) && is_time(self.lower(at + 1));
        if is_led { at + 2 } else { at + usize::from(is_time(self.lower(at))) }
    }

    /// What somebody called somebody else, in quotation marks.
    fn called(&self, verb: usize) -> Option<Range<usize>> {
        let nearby = |quotation: &&Quotation| {
            let place = self.token_behind(quotation.outer.start);
            let between = &self.tokens[verb + 1..place.max(verb + 1)];
            place > verb
                && between.len() <= MAX_GAP
                && between.iter().all(|token| token.is_word && (!is_verb(&token.lower) || ALSO_NOUNS.has(&token.lower)))
        };
        let quotation = self.quotations.iter().find(nearby)?;
        Some(self.tokens[verb].range.start..quotation.outer.end)
    }

    /// The token behind a comma or a colon that may stand there.
    pub fn beyond_comma(&self, place: usize) -> usize {
        place + usize::from([",", ":"].contains(&self.lower(place)))
    }

    /// Whether a quotation says something by itself: it ends as sentences and their clauses do, or has some words.
    fn is_sentence(&self, quotation: &Quotation) -> bool {
        const MIN_WORDS: usize = 3;
        let inner = &self.text[quotation.inner.clone()];
        inner.ends_with([',', '.', '!', '?', '…']) || inner.split_whitespace().count() >= MIN_WORDS
    }

    /// A quotation after “said in a statement”: it opens within a few words.
    fn quotation_within(&self, behind: usize) -> Option<Range<usize>> {
        let limit = (behind + MAX_GAP).min(self.tokens.len());
        let open = (behind..limit).find(|&place| self.quotation_at(place).is_some())?;
        let is_introduced = self.tokens[behind..open]
            .iter()
            .all(|token| token.is_word && !is_verb(&token.lower) || [",", ":"].contains(&token.lower.as_str()));
        let is_direct = open.checked_sub(1).is_some_and(|before| [",", ":"].contains(&self.lower(before)));
        (is_introduced && is_direct).then(|| self.quotation_at(open).map(|quotation| quotation.inner.clone())).flatten()
    }

    /// What stands before the speaker when nothing follows the verb: “…, X said on Monday.”
    pub fn statement_before(&self, start: usize, behind: usize) -> Option<Statement> {
        let next = self.lower(behind);
        let is_closed = behind >= self.tokens.len()
            || [".", ",", ";", "!", "”", "–", "—"].contains(&next)
            || CLOSES.has(next)
            || is_time(next)
            || next.ends_with("ing");
        let before = start.checked_sub(1).filter(|_| is_closed)?;
        let quotation = |close| self.quotation_before(close).filter(|quotation| self.is_sentence(quotation));
        if let Some(quotation) = quotation(before) {
            return Some(Statement::sure(quotation.inner.clone(), ClaimRule::Quotation));
        }
        if self.lower(before) != "," {
            return None;
        }
        if let Some(quotation) = before.checked_sub(1).and_then(quotation) {
            return Some(Statement::sure(quotation.inner.clone(), ClaimRule::Quotation));
        }
        if next == "," && behind + 2 < self.tokens.len() && self.is_word(behind + 1) && before < 6 {
            // “The report, X said, is late.”
            return Some(Statement::sure(self.bytes(0, self.tokens.len()), ClaimRule::ReportedSpeech));
        }
        const MIN_WORDS: usize = 4;
        if before < MIN_WORDS
            && (behind..self.tokens.len()).any(|at| self.lower(at) == "," && !self.tokens[at].is_quoted)
        {
            // “It is, X remarked on Monday, a lot of money.”
            return Some(Statement::sure(self.bytes(0, self.tokens.len()), ClaimRule::ReportedSpeech));
        }
        let is_clause = before >= MIN_WORDS && !self.is_subordinate(before);
        is_clause.then(|| Statement::sure(self.bytes(0, before), ClaimRule::ReportedSpeech))
    }

    /// Whether the words before a comma are only the beginning of what follows: “In a letter to the Council, X said”.
    pub fn is_subordinate(&self, comma: usize) -> bool {
        let first = self.lower(0);
        let words = &self.tokens[..comma];
        let has_verb = (0..comma).any(|at| self.is_finite_verb(at));
        let is_clause = OPENINGS.has(first) || SUPPOSE.has(first);
        let leads = is_clause || PREPOSITIONS.has(first) && !has_verb;
        leads && !words.iter().any(|token| token.lower == ",")
    }
}

/// “Said that day”, “said that year”.
fn is_time_word(word: &str) -> bool {
    ["day", "week", "month", "year", "night", "time"].contains(&word)
}
