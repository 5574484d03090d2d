//! Statements that one passes on for another: “RFA quoted X as saying …”, “the paper said, citing X, that …”.

use super::{
    attribution::{Attribution, confidence},
    phrases::{Sentence, Speaker},
    subjects::{MAX_APPOSITION, Subject},
    words::*,
};
use crate::corpus::ClaimRule;

impl Sentence<'_> {
    /// “RFA quoted X as saying that …”, “X was quoted by RFA as saying …”, “…, X is quoted as saying”.
    pub fn chains(&self) -> Vec<Attribution> {
        let is_saying = |saying: &usize| {
            self.lower(*saying) == "saying" && self.lower(*saying - 1) == "as" && self.is_word(*saying)
        };
        (2..self.tokens.len()).filter(is_saying).filter_map(|saying| self.chain(saying)).collect()
    }

    pub fn chain(&self, saying: usize) -> Option<Attribution> {
        let nearest = saying.saturating_sub(MAX_APPOSITION);
        let is_quoting = |&place: &usize| ["quoted", "quotes", "cited", "cites"].contains(&self.lower(place));
        let quoted = (nearest..saying).rev().find(is_quoting).filter(|&quoted| quoted > 0)?;
        let is_passive = ["was", "were", "is", "are"].contains(&self.lower(quoted - 1));
        let (speaker, via, start) = if is_passive {
            let told = (quoted > 1 && self.lower(quoted - 2) == ",")
                .then(|| self.subject_with_apposition(quoted - 2))
                .flatten();
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
        speaker.is_told().then(|| Attribution {
            statement,
            confidence,
            speaker,
            via: via.into_iter().collect(),
            rule: ClaimRule::Chain,
        })
    }

    /// “The paper said, citing two officials, that …”: the officials say it.
    pub fn citing(&self, subject: Subject, verb: usize) -> Subject {
        let is_citing = |&at: &usize| {
            at > 0 && ["citing", "quoting"].contains(&self.lower(at)) && self.lower(at - 1) == "," && self.is_word(at)
        };
        let cited = (subject.start..self.tokens.len()).find(is_citing).and_then(|at| self.speaker_from(at + 1));
        match cited {
            Some((speaker, _)) if speaker.is_told() && verb > 0 => {
                let via = if let Speaker::Name(name) = subject.speaker { vec![name] } else { Vec::new() };
                Subject { speaker, via: [subject.via, via].concat(), ..subject }
            }
            _ => subject,
        }
    }
}
