//! What came of one file, in a form that can be kept: a build reads again only what changed, and several machines can
//! share the reading of one folder.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    curation::{entities, redaction, segments_file::Cut},
    document::proposal::Proposal,
    finding::{Finding, Severity},
    folder::SourceFile,
    intake::Intake,
    tally,
};
use crate::corpus::Document;

/// The documents of a file and all that is to be told about it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub documents: Vec<Document>,
    findings: Vec<Finding>,
    encodings: BTreeMap<String, u32>,
    kinds: BTreeMap<String, u32>,
    skipped: BTreeMap<String, u32>,
    cuts: Vec<Cut>,
    /// Each with its cuts, which a report does not repeat.
    proposals: Vec<(Proposal, Vec<Cut>)>,
    redactions: redaction::Replacements,
    entities: entities::MentionCounts,
}

impl Reading {
    /// Of an intake that has taken in this file alone.
    pub(super) fn of(documents: Vec<Document>, intake: Intake) -> Reading {
        // Every field is named, so that one that is added is not forgotten here.
        let Intake {
            findings,
            encodings,
            kinds,
            skipped,
            cuts,
            proposals,
            replacements: redactions,
            mention_counts: entities,
            claims: _,
            settings: _,
            thesaurus: _,
            documents: _,
            corrections: _,
            boilerplate: _,
            redactions: _,
        } = intake;
        let with_cuts = |mut proposal: Proposal| {
            let cuts = std::mem::take(&mut proposal.cuts);
            (proposal, cuts)
        };
        let proposals = proposals.into_iter().map(with_cuts).collect();
        Reading { documents, findings, encodings, kinds, skipped, cuts, proposals, redactions, entities }
    }

    /// Hands everything but the documents to the intake of the whole folder.
    pub(super) fn join(self, intake: &mut Intake) -> Vec<Document> {
        let Reading { documents, findings, encodings, kinds, skipped, cuts, proposals, redactions, entities } = self;
        intake.findings.extend(findings);
        tally::add(&mut intake.encodings, encodings);
        tally::add(&mut intake.kinds, kinds);
        tally::add(&mut intake.skipped, skipped);
        intake.cuts.extend(cuts);
        intake.proposals.extend(proposals.into_iter().map(|(proposal, cuts)| Proposal { cuts, ..proposal }));
        intake.replacements.add(redactions);
        tally::add(&mut intake.mention_counts, entities);
        documents
    }

    /// Whether something was hidden in it, so that it knows what was hidden.
    pub fn has_redactions(&self) -> bool {
        !self.redactions.is_empty()
    }

    /// Whether reading again may give more: what failed may have failed for want of time or of a permission.
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }
}

/// Where the reading of a file comes from.
pub trait Readings {
    /// The reading of this file, which `read` gives where it is not known. `None` leaves the file out, for another
    /// machine.
    fn of(&mut self, file: &SourceFile, read: &mut dyn FnMut() -> Reading) -> Option<Reading>;
}

/// No cache: every file is read.
pub struct NoCache;

impl Readings for NoCache {
    fn of(&mut self, _file: &SourceFile, read: &mut dyn FnMut() -> Reading) -> Option<Reading> {
        Some(read())
    }
}
