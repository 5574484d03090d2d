//! The subject of a verb of saying: who stands before it, with all that may stand between.

use std::ops::Range;

use super::{
    nouns::{is_agent, is_speaking_noun, is_time, singular},
    numbers::is_numeral,
    phrases::{Sentence, Speaker},
    words::*,
};

/// Tokens between a name and its verb, as in “Omer Kanat, the project’s executive director, said”.
pub const MAX_APPOSITION: usize = 16;

/// The subject of a verb of saying.
pub struct Subject {
    /// Who.
    pub speaker: Speaker,
    /// The token that it begins with.
    pub start: usize,
    /// Bytes of the names through which its words came.
    pub via: Vec<Range<usize>>,
    /// It is a text or a body's text: “the coalition's report”.
    pub is_text: bool,
    /// The verb alone says that it is somebody, not the noun.
    pub is_guessed: bool,
}

impl Sentence<'_> {
    /// Who is the subject of a verb.
    pub fn subject(&self, verb: usize, form: Form) -> Option<Subject> {
        if form == Form::Participle {
            // “X published a reply, calling it “…””.
            let is_after_comma = verb > 2 && self.lower(verb - 1) == ",";
            let (speaker, _) = is_after_comma.then(|| self.longest_phrase(0, verb - 1)).flatten()?;
            let is_text = matches!(speaker, Speaker::Text(_));
            return Some(Subject { speaker, start: 0, via: Vec::new(), is_text, is_guessed: false });
        }
        if let Some(who) = self.relative_pronoun(verb) {
            // “They met Jane Doe, who said that …”.
            let (speaker, start) = self.nearest_phrase(who - 1).filter(|(speaker, _)| speaker.is_told())?;
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
        // “A recent report”: what looks like a verb is the noun.
        let is_bare = (start + 1..end).all(|place| !self.ends_core(place, end));
        let is_noun = form == Form::Plain && ALSO_NOUNS.has(lower) && is_bare && !self.lower(end - 1).ends_with('s');
        let may_speak =
            !is_noun && (!ALSO_NOUNS.has(lower) || is_named) && (self.agrees(end, form) || self.idiom(verb).is_some());
        let is_text = self.is_text(start, end);
        let is_guessed = self.is_guess(&speaker);
        may_speak.then_some(Subject { speaker, start, via: Vec::new(), is_text, is_guessed })
    }

    /// Where the subject ends of “old men will tell you” and “the ministry would have us believe”.
    pub fn idiom(&self, verb: usize) -> Option<usize> {
        let is = |back: usize, words: &[&str]| verb >= back && words.contains(&self.lower(verb - back));
        let tells = self.lower(verb) == "tell" && is(1, &["will"]) && ["you", "anyone"].contains(&self.lower(verb + 1));
        let believes =
            self.lower(verb) == "believe" && is(1, &["us", "you", "me"]) && is(2, &["have"]) && is(3, &["would"]);
        if tells { Some(verb - 1) } else { believes.then(|| verb - 3) }
    }

    /// The “who” that is the subject of a verb and only adds something to a name or noun before its comma.
    pub fn relative_pronoun(&self, verb: usize) -> Option<usize> {
        let is_between = |at: &usize| BETWEEN.has(self.lower(*at)) || self.lower(*at).ends_with("ly");
        let who = (0..verb).rev().find(|at| !is_between(at)).filter(|&at| self.lower(at) == "who")?;
        (who > 1 && self.lower(who - 1) == ",").then_some(who)
    }

    /// Whether the noun phrase from a token to another is a text.
    pub fn is_text(&self, start: usize, end: usize) -> bool {
        let core = (start + 1..end).find(|&place| self.ends_core(place, end)).unwrap_or(end);
        core > 0 && (TEXTS.has(self.lower(core - 1)) || TEXTS.has(&singular(self.lower(core - 1))))
    }

    /// Where the subject of a verb ends: before auxiliaries, adverbs, and “on Thursday”; none if the verb says nothing.
    pub fn behind_subject(&self, verb: usize) -> Option<usize> {
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
    pub fn agrees(&self, end: usize, form: Form) -> bool {
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
    pub fn subject_with_apposition(&self, last: usize) -> Option<Subject> {
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
            let found = self.speaker_before(comma).filter(|(speaker, _)| speaker.is_told());
            if let Some((speaker, start)) = found {
                return Some(self.described(speaker, start, comma, last));
            }
        }
        None
    }

    /// Whether the words between two commas only tell of whom they follow.
    pub fn tells_of_subject(&self, start: usize, end: usize) -> bool {
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
    pub fn described(&self, speaker: Speaker, start: usize, comma: usize, last: usize) -> Subject {
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
        let is_guessed = self.is_guess(&speaker);
        Subject { speaker, start, via, is_text: self.is_text(start, comma), is_guessed }
    }

    /// Whether the noun of a description is not known to speak.
    pub fn is_guess(&self, speaker: &Speaker) -> bool {
        let Speaker::Role(range) = speaker else { return false };
        let (start, end) = (self.token_behind(range.start), self.token_behind(range.end));
        let core = (start + 1..end).find(|&place| self.ends_core(place, end)).unwrap_or(end);
        let head = self.lower(core.saturating_sub(1));
        !is_speaking_noun(head) && !is_agent(head) && self.who(start, end).is_none()
    }
}
