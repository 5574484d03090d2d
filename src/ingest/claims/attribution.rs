//! Who says what in a sentence: quotation marks, verbs of saying, “according to”, and chains of them. English.
//!
//! Precision comes before recall: a speaker is a name or a noun that speaks (“the ministry”), directly beside the verb;
//! what is asked, supposed, denied to have been said, or said by “I” and “we”, is no claim.

use std::ops::Range;

use super::sentence::{Quotation, Token};
use crate::{
    corpus::{ClaimRule, Confidence},
    ingest::dates::MONTHS,
};

/// Verbs after which “that” may be left out.
const SAY: [&str; 6] = ["said", "says", "added", "adds", "told", "tells"];
/// Verbs after which “that” must stand, or a colon, or a quotation.
const STATE: [&str; 56] = [
    "stated",
    "states",
    "announced",
    "announces",
    "argued",
    "argues",
    "claimed",
    "claims",
    "denied",
    "denies",
    "warned",
    "warns",
    "insisted",
    "insists",
    "noted",
    "notes",
    "explained",
    "explains",
    "wrote",
    "writes",
    "declared",
    "declares",
    "reported",
    "reports",
    "alleged",
    "alleges",
    "reiterated",
    "reiterates",
    "stressed",
    "stresses",
    "emphasised",
    "emphasized",
    "emphasises",
    "emphasizes",
    "asserted",
    "asserts",
    "admitted",
    "admits",
    "acknowledged",
    "acknowledges",
    "confirmed",
    "confirms",
    "concluded",
    "concludes",
    "maintained",
    "maintains",
    "tweeted",
    "testified",
    "remarked",
    "replied",
    "recalled",
    "cautioned",
    "complained",
    "affirmed",
    "reaffirmed",
    "found",
];
/// Verbs that say something only with a quotation.
const CALL: [&str; 22] = [
    "called",
    "calls",
    "described",
    "describes",
    "dismissed",
    "dismisses",
    "branded",
    "labelled",
    "labeled",
    "termed",
    "denounced",
    "denounces",
    "rejected",
    "rejects",
    "hailed",
    "welcomed",
    "criticised",
    "criticized",
    "condemned",
    "condemns",
    "cited",
    "cites",
];
/// Verbs that also are plurals of nouns: “media reports that …”.
const ALSO_NOUNS: [&str; 6] = ["claims", "reports", "states", "notes", "calls", "tells"];

/// Between speaker and verb.
const BETWEEN: [&str; 20] = [
    "has",
    "have",
    "had",
    "also",
    "later",
    "then",
    "earlier",
    "once",
    "again",
    "already",
    "further",
    "himself",
    "herself",
    "itself",
    "themselves",
    "now",
    "often",
    "always",
    "recently",
    "just",
];
/// Directly before the verb, these make it something else than an act of saying.
const UNDO: [&str; 46] = [
    "is", "are", "was", "were", "be", "been", "being", "am", "to", "not", "never", "who", "which", "that", "would",
    "will", "could", "can", "may", "might", "shall", "should", "must", "cannot", "do", "does", "did", "having", "the",
    "a", "an", "as", "it", "there", "so", "what", "i", "we", "you", "if", "or", "than", "this", "no", "nobody",
    "nothing",
];
/// Before the speaker, these make the sentence a condition or the saying a part of something else.
const SUPPOSE: [&str; 14] = [
    "if", "whether", "unless", "that", "which", "what", "who", "whom", "whose", "than", "how", "why", "suppose",
    "until",
];
const PREPOSITIONS: [&str; 22] = [
    "of", "in", "on", "for", "from", "at", "by", "with", "to", "near", "against", "between", "about", "over", "under",
    "into", "among", "through", "toward", "towards", "behind", "inside",
];
const DETERMINERS: [&str; 22] = [
    "the", "a", "an", "its", "his", "her", "their", "some", "many", "several", "another", "other", "these", "those",
    "this", "both", "two", "three", "four", "five", "most", "all",
];
/// Never part of a name or of what speaks.
const FUNCTION_WORDS: [&str; 40] = [
    "and",
    "but",
    "or",
    "so",
    "as",
    "when",
    "while",
    "after",
    "before",
    "because",
    "since",
    "although",
    "though",
    "where",
    "also",
    "then",
    "yet",
    "however",
    "meanwhile",
    "later",
    "earlier",
    "today",
    "yesterday",
    "is",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "be",
    "been",
    "not",
    "it",
    "there",
    "during",
    "following",
    "despite",
    "if",
    "even",
];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Nouns that speak.
const SPEAKERS: [&str; 78] = [
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "spokespeople",
    "official",
    "ministry",
    "minister",
    "government",
    "report",
    "statement",
    "office",
    "mission",
    "agency",
    "police",
    "president",
    "ambassador",
    "envoy",
    "diplomat",
    "activist",
    "expert",
    "group",
    "organisation",
    "organization",
    "committee",
    "commission",
    "court",
    "lawyer",
    "witness",
    "document",
    "letter",
    "article",
    "study",
    "newspaper",
    "authority",
    "researcher",
    "analyst",
    "survivor",
    "leader",
    "director",
    "representative",
    "delegation",
    "council",
    "party",
    "assessment",
    "chief",
    "rapporteur",
    "head",
    "author",
    "resident",
    "scholar",
    "secretary-general",
    "embassy",
    "commissioner",
    "chairman",
    "chairwoman",
    "chairperson",
    "adviser",
    "campaigner",
    "critic",
    "source",
    "observer",
    "academic",
    "professor",
    "journalist",
    "spokesmen",
    "senator",
    "lawmaker",
    "judge",
    "tribunal",
    "company",
    "coalition",
    "alliance",
    "paper",
    "prosecutor",
    "secretary",
    "editorial",
    "commentary",
    "mother",
];
/// Outlets that pass on what others told them; others are known from `entities.csv`.
const OUTLETS: [&str; 18] = [
    "rfa",
    "afp",
    "ap",
    "bbc",
    "cnn",
    "voa",
    "npr",
    "reuters",
    "xinhua",
    "tass",
    "bloomberg",
    "ani",
    "dpa",
    "nhk",
    "guardian",
    "politico",
    "axios",
    "newsweek",
];
/// Begin a clause that follows a verb of saying without “that”.
const CLAUSE_STARTS: [&str; 24] = [
    "the", "a", "an", "it", "he", "she", "they", "his", "her", "its", "their", "there", "this", "these", "those",
    "some", "many", "all", "both", "more", "no", "most", "such", "only",
];

/// Tokens between a verb and its “that”, as in “said in a statement on Monday that”.
const MAX_GAP: usize = 8;
/// Tokens between a name and its verb, as in “Omer Kanat, the project’s executive director, said”.
const MAX_APPOSITION: usize = 14;
const MAX_NAME: usize = 9;

/// Who speaks, as the text names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// Bytes of a name.
    Name(Range<usize>),
    /// Bytes of a noun that speaks, with what belongs to it.
    Role(Range<usize>),
    Pronoun,
}

/// A statement in a sentence and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// Bytes of the text.
    pub statement: Range<usize>,
    pub speaker: Speaker,
    /// Bytes of the names of those it came through.
    pub via: Vec<Range<usize>>,
    pub rule: ClaimRule,
    pub confidence: Confidence,
}

/// A sentence taken apart.
pub struct Sentence<'a> {
    pub text: &'a str,
    pub range: Range<usize>,
    pub tokens: &'a [Token],
    /// Those inside of it.
    pub quotations: Vec<Quotation>,
    /// Whether `entities.csv` knows these bytes as the name of an organisation.
    pub is_organisation: &'a dyn Fn(&str) -> bool,
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
    fn lower(&self, place: usize) -> &str {
        self.tokens.get(place).map_or("", |token| token.lower.as_str())
    }

    fn is_question(&self) -> bool {
        self.text[self.range.clone()].ends_with('?')
    }

    fn is_word(&self, place: usize) -> bool {
        self.tokens.get(place).is_some_and(|token| token.is_word && !token.is_quoted)
    }

    /// Bytes from one token to before another, without the punctuation at both ends.
    fn bytes(&self, start: usize, end: usize) -> Range<usize> {
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
    fn quotation_at(&self, place: usize) -> Option<&Quotation> {
        let start = self.tokens.get(place)?.range.start;
        self.quotations.iter().find(|quotation| quotation.outer.start == start)
    }

    /// The quotation that closes with this token.
    fn quotation_before(&self, end: usize) -> Option<&Quotation> {
        let end = self.tokens.get(end)?.range.end;
        self.quotations.iter().find(|quotation| quotation.outer.end == end)
    }

    /// The first token behind these bytes.
    fn token_behind(&self, end: usize) -> usize {
        self.tokens.partition_point(|token| token.range.start < end)
    }

    // ------------------------------------------------------------------------------------------------------- speakers

    /// Who stands directly before a token, and the token they begin with.
    fn speaker_before(&self, end: usize) -> Option<(Speaker, usize)> {
        let last = end.checked_sub(1)?;
        if !self.is_word(last) {
            return None;
        }
        if ["he", "she", "they"].contains(&self.lower(last)) {
            return (!self.is_supposed(last)).then_some((Speaker::Pronoun, last));
        }
        let (speaker, start) = self.name_before(end).or_else(|| self.role_before(end))?;
        let before = start.checked_sub(1).map_or("", |before| self.lower(before));
        if PREPOSITIONS.contains(&before) {
            // “The authorities in Xinjiang said”: what speaks stands before the preposition.
            let (_, head) = self.role_before(start - 1)?;
            return (!self.is_supposed(head)).then(|| (Speaker::Role(self.bytes(head, end)), head));
        }
        let is_joined = before == "and" && self.is_capital(start.wrapping_sub(2));
        (!self.is_supposed(start) && !is_joined).then_some((speaker, start))
    }

    /// Whether what begins with a token hangs on a word that makes it a condition or a part of something.
    fn is_supposed(&self, start: usize) -> bool {
        start.checked_sub(1).is_some_and(|before| SUPPOSE.contains(&self.lower(before)))
            || self.tokens[..start]
                .iter()
                .any(|token| !token.is_quoted && ["if", "unless", "whether"].contains(&token.lower.as_str()))
    }

    fn is_capital(&self, place: usize) -> bool {
        self.is_word(place) && self.tokens[place].is_capital
    }

    /// A name that ends before a token.
    fn name_before(&self, end: usize) -> Option<(Speaker, usize)> {
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
            [&PREPOSITIONS[..], &DETERMINERS, &FUNCTION_WORDS, &DAYS, &MONTHS, &SUPPOSE]
                .iter()
                .any(|list| list.contains(&lower))
        };
        let begins_anew = (start..last).rev().find(|&place| is_time(self.lower(place)));
        start = begins_anew.map_or(start, |day| day + 1);
        while start < end && is_no_name(start) {
            if SUPPOSE.contains(&self.lower(start)) {
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
            if NOBODY.contains(&lower) {
                return None;
            }
        }
        Some((Speaker::Name(self.bytes(start, end)), start))
    }

    /// A noun that speaks and ends before a token, with its article, or a plural without one.
    fn role_before(&self, end: usize) -> Option<(Speaker, usize)> {
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
            if DETERMINERS.contains(&lower) {
                (start, has_article) = (before, true);
                break;
            }
            let is_part =
                ![&PREPOSITIONS[..], &FUNCTION_WORDS, &SUPPOSE, &BETWEEN].iter().any(|list| list.contains(&lower))
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
    fn speaker_from(&self, start: usize) -> Option<(Speaker, usize)> {
        const MAX_WORDS: usize = 12;
        const ENDS: [&str; 24] = [
            "that",
            "who",
            "which",
            "after",
            "before",
            "during",
            "as",
            "when",
            "while",
            "has",
            "have",
            "had",
            "is",
            "was",
            "were",
            "will",
            "would",
            "but",
            "because",
            "late",
            "early",
            "last",
            "this",
            "following",
        ];
        if ["he", "she", "they"].contains(&self.lower(start)) {
            return Some((Speaker::Pronoun, start + 1));
        }
        let ends = |place: usize| {
            let lower = self.lower(place);
            !self.is_word(place)
                || is_verb(lower)
                || is_time(lower)
                || (ENDS.contains(&lower) && place > start)
                || (["on", "at", "to", "with", "by", "and"].contains(&lower))
                || (["in", "from"].contains(&lower) && !self.is_capital(place + 1) && self.lower(place + 1) != "the")
        };
        let end = (start..(start + MAX_WORDS).min(self.tokens.len()))
            .find(|&place| ends(place))
            .unwrap_or_else(|| (start + MAX_WORDS).min(self.tokens.len()));
        let core = (start..end).find(|&place| PREPOSITIONS.contains(&self.lower(place))).unwrap_or(end);
        if core == start {
            return None;
        }
        let last = core - 1;
        if is_speaking_noun(self.lower(last)) && !(self.is_capital(last) && self.is_capital(last.wrapping_sub(1))) {
            let begin = start;
            let has_article =
                DETERMINERS.contains(&self.lower(begin)) || self.tokens[begin].is_possessive || self.is_capital(begin);
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
        let goes_on = ["of", "for"].contains(&self.lower(core))
            && (begin == start || DETERMINERS.contains(&self.lower(begin - 1)));
        let end = if goes_on { end } else { core };
        if NOBODY.contains(&self.lower(begin)) || end - begin > MAX_NAME {
            return None;
        }
        Some((Speaker::Name(self.bytes(begin, end)), end))
    }

    // ---------------------------------------------------------------------------------------------------------- rules

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
            if UNDO.contains(&lower) || lower.ends_with("n't") {
                return None;
            }
            if !BETWEEN.contains(&lower) && !is_adverb {
                break;
            }
            end = before;
        }
        // “Beijing on Thursday said”.
        let day = end.checked_sub(2).filter(|&on| self.lower(on) == "on" && is_time(self.lower(on + 1)));
        end = day.unwrap_or(end);
        let last = end.checked_sub(1)?;
        if self.lower(last) != "," {
            let needs_name = ALSO_NOUNS.contains(&self.lower(verb));
            let subject = self.speaker_before(end)?;
            let is_named = match &subject.0 {
                // “Media reports that …” begins with a capital, too.
                Speaker::Name(name) => subject.1 > 0 || self.is_surely_name(&self.text[name.clone()]),
                _ => DETERMINERS.contains(&self.lower(subject.1)),
            };
            return (!needs_name || is_named).then_some((subject.0, subject.1, Vec::new()));
        }
        // “Omer Kanat, the project’s executive director, said”.
        let nearest = last.saturating_sub(MAX_APPOSITION);
        let comma = (nearest..last).rev().find(|&place| !self.is_word(place) && self.lower(place) != "’")?;
        let words = &self.tokens[comma + 1..last];
        let is_clause =
            words.iter().any(|token| is_verb(&token.lower) && !["cited", "called"].contains(&token.lower.as_str()));
        let is_telling = words.first().is_some_and(|token| {
            DETERMINERS.contains(&token.lower.as_str())
                || token.is_possessive
                || [
                    "who",
                    "cited",
                    "quoted",
                    "speaking",
                    "citing",
                    "president",
                    "director",
                    "head",
                    "chief",
                    "spokesman",
                    "spokeswoman",
                ]
                .contains(&token.lower.as_str())
        });
        if self.lower(comma) != "," || is_clause || !is_telling {
            return None;
        }
        let (speaker, start) = self.name_before(comma)?;
        let is_attached = start.checked_sub(1).is_some_and(|before| PREPOSITIONS.contains(&self.lower(before)));
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
        has_more || OUTLETS.contains(&written.to_lowercase().as_str()) || (self.is_organisation)(written)
    }

    /// “…,” said X.
    fn inverted(&self, verb: usize) -> Option<Attribution> {
        if ["told", "tells"].contains(&self.lower(verb)) || CALL.contains(&self.lower(verb)) {
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
            is_plain.then(|| (Speaker::Pronoun, start + 1 + usize::from(DETERMINERS.contains(&self.lower(start)))))
        })?;
        if let Speaker::Name(name) = listener {
            let lower = self.text[name.clone()].to_lowercase();
            let is_outlet = lower.split_whitespace().any(|word| OUTLETS.contains(&word));
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
        if CALL.contains(&lower) {
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
                false if SAY.contains(&lower) => self.bytes(open, all),
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
        if let Some(that) = that.filter(|&that| that == behind || !PREPOSITIONS.contains(&self.lower(that - 1))) {
            // What is denied is not said: the denial is.
            let is_denied = ["denied", "denies"].contains(&lower);
            let start = if is_denied { verb } else { that + 1 };
            return Some((self.bytes(start, all), ClaimRule::ReportedSpeech, true));
        }
        if let Some(quotation) = self.quotation_within(behind) {
            return Some((quotation, ClaimRule::Quotation, true));
        }
        let next = self.lower(behind);
        let is_clause = CLAUSE_STARTS.contains(&next) || (self.is_capital(behind) && !is_time(next));
        let says = SAY.contains(&lower) && is_clause && all > behind + 3;
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
        const CLOSES: [&str; 12] =
            ["in", "on", "at", "to", "during", "after", "when", "while", "before", "last", "late", "early"];
        let next = self.lower(behind);
        let is_closed = behind >= self.tokens.len()
            || [".", ",", ";", "!"].contains(&next)
            || CLOSES.contains(&next)
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
        let opens = [&PREPOSITIONS[..], &SUPPOSE].iter().any(|list| list.contains(&first))
            || [
                "as",
                "when",
                "while",
                "after",
                "before",
                "since",
                "because",
                "although",
                "though",
                "during",
                "following",
                "despite",
                "asked",
                "speaking",
            ]
            .contains(&first);
        opens && !self.tokens[..comma].iter().any(|token| token.lower == ",")
    }
}

/// Begin sentences with a capital and are nobody.
const NOBODY: [&str; 38] = [
    "some",
    "others",
    "many",
    "one",
    "all",
    "most",
    "both",
    "few",
    "several",
    "this",
    "these",
    "those",
    "that",
    "there",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "who",
    "what",
    "nobody",
    "everyone",
    "everybody",
    "someone",
    "such",
    "here",
    "none",
    "neither",
    "either",
    "no",
    "yes",
    "so",
    "now",
    "another",
    "each",
];

fn is_verb(lower: &str) -> bool {
    SAY.contains(&lower) || STATE.contains(&lower) || CALL.contains(&lower)
}

/// A day of the week or a month.
fn is_time(lower: &str) -> bool {
    DAYS.contains(&lower) || MONTHS.contains(&lower)
}

fn is_speaking_noun(lower: &str) -> bool {
    let singular = super::figures::singular(lower);
    SPEAKERS.contains(&lower) || SPEAKERS.contains(&singular.as_str())
}
