//! Who says what, and with which figures: what rules, or editors, find in a document's text.

use serde::{Deserialize, Serialize};

/// A statement or a figure in one sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Number of its block, from 0, furniture not counted.
    pub block: u32,
    pub sentence: Span,
    /// What is said: inside of the sentence. All of it where only a figure was found.
    pub statement: Span,
    /// As the corpus names them, else as the text does. None where nobody is named, or nobody may be.
    pub speaker: Option<String>,
    /// Through whom it came to the document: “RFA quoted X as saying” came by RFA. The nearest to the document first.
    pub via: Vec<String>,
    /// In the order of the text.
    pub figures: Vec<Figure>,
    pub confidence: Confidence,
    pub rule: ClaimRule,
}

/// Bytes of a block's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// These bytes of a text; none where it does not have them.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A number with what it counts: “48 pages”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Number, unit and noun.
    pub span: Span,
    /// Decimal, without separators of thousands: `1000000`, `2.5`.
    pub value: String,
    /// `%`, or a currency: `USD`, `$`; else empty.
    pub unit: String,
    /// What is counted, folded and in the singular: `page`, `country`. May be empty beside a unit.
    pub noun: String,
    /// Words beside it that say of what it is the figure (`report` of “48-page report”), folded, in their order.
    pub about: Vec<String>,
}

/// How sure the rules are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    Low,
    Medium,
    /// Also what editors wrote.
    High,
}

/// How a claim was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimRule {
    /// “…,” said X.
    Quotation,
    /// X said that …
    ReportedSpeech,
    /// According to X, …
    AccordingTo,
    /// Y quoted X as saying …, X told Y …
    Chain,
    /// A number with its noun, said by nobody else than the document.
    Figure,
    /// By no rule: the editors wrote it, or changed what a rule had found.
    Editors,
}
