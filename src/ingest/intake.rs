//! What came of reading a folder: its documents, and all that is to be told about them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    curation::{
        decisions::Decisions,
        entities,
        redaction::{self, Redactions},
        segments_file::{Corrections, Cut},
    },
    document::proposal::Proposal,
    finding::{Finding, Severity},
    source::{context::Report, decode::Encoding},
    tally::add,
};
use crate::corpus::{Document, Settings, Thesaurus};

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Intake {
    pub settings: Settings,
    pub thesaurus: Thesaurus,
    /// In the order of their files.
    pub documents: Vec<Document>,
    pub findings: Vec<Finding>,
    /// Texts that were read, by encoding.
    pub encodings: BTreeMap<String, u32>,
    /// Files that gave documents, by kind.
    pub kinds: BTreeMap<String, u32>,
    /// Files that were left alone because Karez does not read their kind, by extension.
    pub skipped: BTreeMap<String, u32>,
    /// Where files of many documents are cut, and where they might be.
    pub cuts: Vec<Cut>,
    pub proposals: Vec<Proposal>,
    /// What the editors decided about that.
    pub corrections: Corrections,
    pub boilerplate: Boilerplate,
    pub redactions: Redactions,
    /// What the editors decided about claims.
    pub claims: Decisions,
    pub(super) replacements: redaction::Replacements,
    pub(super) mention_counts: entities::MentionCounts,
}

/// How much of the text is boilerplate.
#[derive(Debug, Default, Clone, Copy, Serialize)]
pub struct Boilerplate {
    pub blocks: u32,
    pub words: u32,
    /// Words of all blocks, boilerplate included.
    pub of_words: u32,
}

impl Boilerplate {
    /// Counts the blocks and words of a document.
    pub(super) fn add(&mut self, document: &Document) {
        for block in &document.blocks {
            let words = block.text.split_whitespace().count() as u32;
            self.of_words += words;
            if block.is_furniture() {
                self.blocks += 1;
                self.words += words;
            }
        }
    }
}

impl Intake {
    /// How many findings are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Adds what the readers of one file reported.
    pub(super) fn take(&mut self, report: Report) {
        self.findings.extend(report.findings);
        let named = |(encoding, count): (Encoding, u32)| (encoding.to_string(), count);
        add(&mut self.encodings, report.encodings.into_iter().map(named).collect());
        add(&mut self.kinds, report.kinds.into_iter().map(|(kind, count)| (kind.into(), count)).collect());
        add(&mut self.skipped, report.skipped);
    }
}
