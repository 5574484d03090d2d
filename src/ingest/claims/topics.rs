//! Of what a figure is one: what has it, what happens to those that are counted, and which names and times stand beside it.
//!
//! English has no endings to tell verbs from nouns, so a verb is what looks like a past tense, stands behind an auxiliary,
//! or stands between a subject and a number.

use super::{
    nouns::{is_time, singular},
    numbers::is_numeral,
    sentence::{TITLES as SHORT_TITLES, Token},
    words::*,
};
use crate::{corpus::Topic, ingest::dates::MONTHS, text::Analyzer};

/// Tokens around a figure that may belong to it.
const REACH: usize = 10;

/// Where a figure stands, and what is known of it from its noun phrase alone.
pub struct Place<'a> {
    /// All tokens of the sentence.
    pub tokens: &'a [Token],
    /// The token of the number, or of the sign of the currency before it.
    pub start: usize,
    /// The token behind the noun or the unit.
    pub end: usize,
    /// Words between the number and its noun, as they are written.
    pub modifiers: Vec<String>,
    /// The noun that a figure with a hyphen belongs to: `report` of “48-page report”.
    pub owner: Option<usize>,
    /// It is a measure rather than a count: it has a unit, or is one of a thing's parts.
    pub is_measure: bool,
    /// What the noun itself says happened: `kill` of “12 deaths”; or empty.
    pub fate: &'static str,
    /// The number stands apart from “the number of houses”, which is where the figure is taken to stand.
    pub is_of_number: bool,
}

/// The topic of a figure, without what only its document knows. Without words if the figure is a part of another.
pub fn topic(place: &Place<'_>) -> Topic {
    if place.is_part() {
        return Topic::default();
    }
    let (of, action) = place.of_and_action();
    let region = place.region([of, action].into_iter().flatten().min());
    let mut kinds: Vec<String> =
        place.modifiers.iter().filter(|word| is_content(word)).map(|word| stem(word)).collect();
    if place.is_foreseen() {
        kinds.push("future".into());
    }
    let word = |at: Option<usize>| at.map_or_else(String::new, |at| stem(&place.tokens[at].lower));
    let action = action.map_or_else(String::new, |at| action_of(&place.tokens[at].lower));
    let action = if place.fate.is_empty() { action } else { place.fate.to_owned() };
    Topic {
        of: word(of),
        action,
        kinds,
        names: place.names(region),
        times: place.times(),
        parts: place.parts(),
        ..Topic::default()
    }
}

impl Place<'_> {
    fn lower(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_word)
    }

    /// The first token of the clause that a token is in.
    fn clause_start(&self, at: usize) -> usize {
        let ends = |&before: &usize| {
            let lower = self.lower(before);
            let is_mark = !self.is_word(before) && !["'", "’", "-", "$", "€", "£"].contains(&lower);
            is_mark
                || ["that", "who", "which", "because", "while", "when", "but", "as"].contains(&lower)
                || is_verb(lower) && !ALSO_NOUNS.has(lower) && !COUNTING.has(lower)
        };
        (0..at).rev().find(ends).map_or(0, |before| before + 1)
    }

    /// The token before the figure, bounds (“at least”) and other figures of a list passed over.
    fn before(&self) -> Option<usize> {
        let mut at = self.start;
        loop {
            let before = at.checked_sub(1)?;
            let lower = self.lower(before);
            let is_listed = ["and", "or"].contains(&lower) && self.lists(before);
            if !is_listed {
                if ["a", "an", "the", "all"].contains(&lower) {
                    at = before;
                    continue;
                }
                return Some(before);
            }
            // “24 storeys and 129 flats”: what is said of the first is said of the second.
            at = (0..before).rev().find(|&at| is_numeral(self.lower(at)))?;
        }
    }

    /// Whether a number with its noun ends before this “and”.
    fn lists(&self, and: usize) -> bool {
        (1..4).any(|back| and.checked_sub(back).is_some_and(|at| at > 0 && is_numeral(self.lower(at))))
    }

    /// “14 of the 48”, “another 95”, “including 38 deaths”, “of them”: a part of something that is counted elsewhere.
    fn is_part(&self) -> bool {
        let before = [1, 2, 3].map(|back| self.start.checked_sub(back).map_or("", |at| self.lower(at)));
        let after = [0, 1].map(|more| self.lower(self.end + more));
        ["another", "further", "including", "additional", "other", "extra", "not"].contains(&before[0])
            || before[0] == "of" && ["out", "one"].contains(&before[1])
            || before[0] == "the" && before[1] == "of" && is_numeral(before[2])
            || ["more", "others"].contains(&after[0])
            || after[0] == "of"
                && ["them", "which", "whom", "these", "those", "the"].contains(&after[1])
                && !self.is_measure
    }

    /// What has the figure, and what is done to those that it counts.
    fn of_and_action(&self) -> (Option<usize>, Option<usize>) {
        if let Some(owner) = self.owner {
            return (Some(owner), None);
        }
        if self.is_of_number {
            return (None, self.verb_behind());
        }
        let complement = self.complement(self.end);
        let Some(before) = self.before() else {
            let verb = self.verb_behind();
            return (complement.or_else(|| self.complement_of(verb)), verb);
        };
        let lower = self.lower(before);
        if self.tokens[before].is_possessive {
            return (Some(before), None);
        }
        if lower == "of" {
            let is_set = |at: usize| {
                ["total", "number", "average"].contains(&self.lower(at))
                    || (super::words::verb(self.lower(at)).is_some() && !TEXTS.has(self.lower(at)))
            };
            let owner =
                before.checked_sub(1).filter(|&at| self.is_noun(at) && !self.tokens[at].is_capital && !is_set(at));
            let verb = if owner.is_none() { self.verb_behind() } else { None };
            return (owner.or(complement).or_else(|| self.complement_of(verb)), verb);
        }
        if HAVING.has(lower) && (self.is_measure || !MEASURING.has(lower))
            || ["at", "to", "worth"].contains(&lower) && self.is_measure
        {
            let near = before.checked_sub(1).filter(|&at| lower == "worth" && self.is_noun(at));
            return (near.or_else(|| self.subject(before)).or(complement), None);
        }
        if lower == "with" {
            // “A fleet with 60 ships”.
            return (before.checked_sub(1).filter(|&at| self.is_noun(at)).or(complement), None);
        }
        if PREPOSITIONS.has(lower) {
            let is_of_verb = ["to", "for"].contains(&lower);
            let verb = if is_of_verb { self.verb_before(before) } else { None };
            return (complement, verb.or_else(|| self.verb_behind().filter(|_| before == 0)));
        }
        if self.is_measure && self.is_noun(before) && !self.is_verb(before) {
            return (Some(before), None);
        }
        let says = super::words::verb(lower).is_some_and(|(_, sayings)| !sayings.contains(&Saying::Count));
        let is_object = !says
            && self.is_word(before)
            && !self.tokens[before].is_capital
            && !FUNCTION_WORDS.has(lower)
            && !is_time(lower)
            && !SUPPOSE.has(lower);
        let verb = if is_object { Some(before) } else { self.verb_behind() };
        (complement.or_else(|| self.complement_of(verb)), verb)
    }

    /// “Runners took part in the marathon”: what hangs on a verb that says nothing by itself.
    fn complement_of(&self, verb: Option<usize>) -> Option<usize> {
        let verb = verb.filter(|&verb| verb >= self.end && action_of(self.lower(verb)).is_empty())?;
        let preposition = (verb + 1..verb + 3).find(|&at| PREPOSITIONS.has(self.lower(at)))?;
        self.complement(preposition)
    }

    /// “31 models of laptop”, “runners in the marathon”: the noun behind a preposition.
    fn complement(&self, preposition: usize) -> Option<usize> {
        if !["of", "in", "on", "at", "for", "from"].contains(&self.lower(preposition)) {
            return None;
        }
        const MAX_WORDS: usize = 5;
        let goes_on = |at: usize| {
            let lower = self.lower(at);
            self.is_word(at)
                && !PREPOSITIONS.has(lower)
                && !FUNCTION_WORDS.has(lower)
                && !self.is_verb(at)
                && (!is_time(lower) || self.tokens[at].is_possessive)
        };
        let end = (preposition + 1..preposition + 1 + MAX_WORDS)
            .find(|&at| !goes_on(at))
            .unwrap_or(preposition + 1 + MAX_WORDS);
        let last = end.checked_sub(1).filter(|&last| last > preposition)?;
        let lower = self.lower(last);
        let is_event = self.tokens[last].is_capital && EVENTS.has(lower);
        let is_common = self.is_noun(last) && !self.tokens[last].is_capital && !OF_TIME.has(&singular(lower));
        (is_event || is_common).then_some(last)
    }

    /// The noun of the clause's subject: the first noun phrase before a verb or a preposition.
    fn subject(&self, verb: usize) -> Option<usize> {
        // “The assessment, at 46 pages, …”.
        let limit = if verb > 0 && self.lower(verb - 1) == "," { verb - 1 } else { verb };
        let start = self.clause_start(limit);
        let ends = |&at: &usize| {
            at > start && (PREPOSITIONS.has(self.lower(at)) || self.is_verb(at) || AUXILIARIES.has(self.lower(at)))
        };
        let end = (start..limit).find(ends).unwrap_or(limit);
        end.checked_sub(1).filter(|&at| at >= start && self.is_noun(at))
    }

    fn is_noun(&self, at: usize) -> bool {
        let lower = self.lower(at);
        self.is_word(at)
            && !PREPOSITIONS.has(lower)
            && !FUNCTION_WORDS.has(lower)
            && !DETERMINERS.has(lower)
            && !is_numeral(lower)
            && !is_time(lower)
            && !AUXILIARIES.has(lower)
    }

    fn is_verb(&self, at: usize) -> bool {
        let lower = self.lower(at);
        // “The affected houses”, “long-delayed”.
        let is_adjective =
            lower.contains('-') || at > 0 && (DETERMINERS.has(self.lower(at - 1)) || self.tokens[at - 1].is_possessive);
        let is_past = lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") && !is_adjective;
        let is_going_on =
            lower.ends_with("ing") && at > 0 && ["is", "are", "was", "were", "been"].contains(&self.lower(at - 1));
        let is_after_modal = at > 0 && MODALS.has(self.lower(at - 1));
        self.is_word(at)
            && !self.tokens[at].is_capital
            && (is_past || is_going_on || is_after_modal || irregular(lower).is_some())
    }

    /// The nearest verb before a token, in its clause.
    fn verb_before(&self, at: usize) -> Option<usize> {
        let start = self.clause_start(at).max(at.saturating_sub(REACH));
        (start..at).rev().find(|&at| self.is_verb(at) && !AUXILIARIES.has(self.lower(at)))
    }

    /// The verb whose subject the figure is.
    fn verb_behind(&self) -> Option<usize> {
        let limit = (self.end + REACH).min(self.tokens.len());
        let mut clause = (self.end..limit).take_while(|&at| self.is_word(at) || self.lower(at) == "'");
        clause.find(|&at| self.is_verb(at) && !AUXILIARIES.has(self.lower(at)))
    }

    /// Whether the figure is of what will or may be.
    fn is_foreseen(&self) -> bool {
        let start = self.clause_start(self.start);
        let limit = (self.end + 5).min(self.tokens.len());
        (start..limit).take_while(|&at| at < self.end || self.is_word(at)).any(|at| {
            self.is_guess(at) || MODALS.has(self.lower(at)) && self.lower(at) != "to" || FORECASTS.has(self.lower(at))
        })
    }

    /// “Turnout is put at 71 per cent”.
    fn is_guess(&self, at: usize) -> bool {
        let guesses = ["put", "estimated", "reckoned", "thought"].contains(&self.lower(at));
        guesses && at > 0 && ["is", "are", "was", "were", "been"].contains(&self.lower(at - 1))
    }

    /// The tokens whose names belong to the figure: from what has it to the phrases behind it.
    fn region(&self, anchor: Option<usize>) -> std::ops::Range<usize> {
        let anchor = anchor.unwrap_or(self.start);
        let mut start = anchor.min(self.start);
        while start > 0 && self.is_word(start - 1) && self.tokens[start - 1].is_capital {
            start -= 1;
        }
        // “Goran Vasik was jailed for 24 years”, “Valdoria holds seven journalists”: a subject with a name.
        let limit = (anchor.max(self.end - 1) + 1 + REACH).min(self.tokens.len());
        let end = (anchor.max(self.end - 1) + 1..limit)
            .find(|&at| !self.is_word(at) || is_verb(self.lower(at)) || is_numeral(self.lower(at)))
            .unwrap_or(limit);
        // Of the phrases behind a figure only the first is surely its own.
        let is_other = |at: &usize| PREPOSITIONS.has(self.lower(*at)) && self.lower(*at) != "of";
        let end = (self.end..end).filter(is_other).nth(1).unwrap_or(end);
        start..end
    }

    fn names(&self, region: std::ops::Range<usize>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for at in region.filter(|&at| at > 0 && self.is_word(at) && self.tokens[at].is_capital) {
            let lower = self.lower(at);
            let is_name = !is_time(lower)
                && !self.tokens[at].is_contraction()
                && !PRONOUNS.has(lower)
                && !DETERMINERS.has(lower)
                && !TITLES.has(lower)
                && !is_numeral(lower);
            if is_name
                && !SHORT_TITLES.contains(&lower)
                && !EVENTS.has(lower)
                && !names.iter().any(|name| name == lower)
            {
                names.push(lower.to_owned());
            }
        }
        names
    }

    /// Months and years beside the figure: those behind it before the next one, or else all of its clause.
    fn times(&self) -> Vec<String> {
        let is_one = |at: &usize| {
            let lower = self.lower(*at);
            let is_year = lower.len() == 4 && lower.parse().is_ok_and(|year: u32| (1_800..2_100).contains(&year));
            is_year || MONTHS.contains(&lower) && (self.tokens[*at].is_capital)
        };
        let limit = (self.end + REACH).min(self.tokens.len());
        let goes_on = |at: &usize| !is_numeral(self.lower(*at)) || is_one(at);
        let behind: Vec<usize> =
            (self.end..limit).take_while(goes_on).take_while(|&at| self.lower(at) != ";").filter(is_one).collect();
        let times = if behind.is_empty() {
            (self.clause_start(self.start)..self.start).filter(is_one).collect()
        } else {
            behind
        };
        let limit = (self.end + 5).min(self.tokens.len());
        let mut near = (self.end..limit).take_while(|&at| self.is_word(at) && !is_numeral(self.lower(at)));
        let is_earlier = near.any(|at| ["earlier", "ago", "previously", "before"].contains(&self.lower(at)));
        let times = times.into_iter().map(|at| self.lower(at).to_owned());
        times.chain(is_earlier.then(|| "earlier".to_owned())).collect()
    }

    /// Numbers that follow with “of them”.
    fn parts(&self) -> Vec<String> {
        let is_part = |&at: &usize| {
            self.lower(at + 1) == "of" && ["them", "which", "whom", "these", "those"].contains(&self.lower(at + 2))
        };
        let parts = (self.end..self.tokens.len()).filter(is_part);
        parts.filter_map(|at| super::numbers::number(self.tokens, at)).map(|number| number.value).collect()
    }
}

fn is_content(word: &str) -> bool {
    word.len() > 2 && !Analyzer::English.is_stop_word(word)
}

/// One form for those of a word.
pub fn stem(word: &str) -> String {
    Analyzer::English.term(&singular(word))
}

/// What a verb says of those that are counted; nothing if it only counts them.
fn action_of(verb: &str) -> String {
    let base = irregular(verb).unwrap_or(verb);
    let stem = Analyzer::English.term(base);
    if COUNTING.has(base) || COUNTING.has(verb) || super::words::verb(verb).is_some() {
        return String::new();
    }
    let one = SYNONYMS.iter().find(|words| words.split(' ').any(|word| Analyzer::English.term(word) == stem));
    one.and_then(|words| words.split(' ').next()).map_or(stem, |word| Analyzer::English.term(word))
}

/// The plain form of a verb with an irregular past.
fn irregular(word: &str) -> Option<&'static str> {
    IRREGULAR_VERBS
        .iter()
        .find_map(|pair| pair.split_once('/').filter(|(past, _)| *past == word).map(|(_, plain)| plain))
}

/// Verbs that say the same of those that are counted.
const SYNONYMS: [&str; 7] = [
    "kill die slay perish",
    "wound injure hurt",
    "jail sentence imprison",
    "hold detain intern incarcerate",
    "close shut",
    "carry transport",
    "cut cost axe",
];
