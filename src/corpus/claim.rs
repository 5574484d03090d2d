//! Claims: who says what, and with which figures. `ingest::claims` finds them by rules; editors can correct them.

use serde::{Deserialize, Serialize};

/// One statement or figure, found in one sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Index of the sentence's block, from 0. Boilerplate blocks ([`Mark::Furniture`](super::Mark)) are not counted.
    pub block: u32,
    /// The whole sentence, in bytes of the block's text.
    pub sentence: Span,
    /// The part of the sentence that is the statement itself; the whole sentence where only a figure was found.
    pub statement: Span,
    /// The speaker under the name in the corpus's list of entities, or else as the text has it. `None` where the text
    /// names nobody, or names someone whom the corpus must not name.
    pub speaker: Option<String>,
    /// The chain of those who passed the statement on, nearest to the document first: for “RFA quoted X as saying”,
    /// `["RFA"]`. Usually empty.
    pub via: Vec<String>,
    /// The numbers in the statement, in text order. Never empty where `rule` is [`ClaimRule::Figure`].
    pub figures: Vec<Figure>,
    /// How sure the rule is of this sentence.
    pub confidence: Confidence,
    /// The rule that found the claim, or the editors.
    pub rule: ClaimRule,
}

/// A range of bytes in the text of one block, start inclusive, end exclusive, both at character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span `start..end`. Blocks are far shorter than 4 GiB, so the narrowing loses nothing.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// The part of `text` that the span covers; `None` if it is out of range or cuts a character.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start as usize..self.end as usize)
    }

    /// Whether `other` lies wholly inside this span; a span contains itself.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A number with what it counts: “48 pages”.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// From the number to the end of its unit or noun, in bytes of the block's text.
    pub span: Span,
    /// The number as a decimal without thousands separators: `1000000`, `2.5`. Where the text gives no exact number there is
    /// a sign before it: `≥ 40` for “at least 40”, `≤ 40` for “up to 40”, `~ 40` for “some 40”; `40–45` is a range.
    pub value: String,
    /// `%` or a currency (`USD`, `$`); empty for a plain count.
    pub unit: String,
    /// What is counted, folded and in the singular: `page`, `country`. May be empty where there is a unit.
    pub noun: String,
    /// Of what it is the figure. Figures are compared by it to find those that disagree.
    pub topic: Topic,
}

/// Of what a figure is one, as far as its sentence and its document say. All words are folded stems, without order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// What editors say it is a figure of. Where they do, nothing else is compared.
    pub stated: String,
    /// What has the measure or the parts: `report` of “the report has 48 pages”. May be empty.
    pub of: String,
    /// What is done or happens to those that are counted: `kill` of “12 men were killed”. Empty for counting and being.
    pub action: String,
    /// Words that say which of those that have the noun are counted: `dredging` of “46 dredging sites”.
    pub kinds: Vec<String>,
    /// Names beside the figure.
    pub names: Vec<String>,
    /// Months and years beside it.
    pub times: Vec<String>,
    /// Numbers that the sentence takes out of this one: 2 for “48 pages, two of them blank”.
    pub parts: Vec<String>,
    /// The most frequent names of the document.
    pub context: Vec<String>,
    /// Day on which the document was published, or as much of it as is known, in EDTF; may be empty.
    pub date: String,
}

impl Topic {
    /// Whether it says enough to be compared.
    pub fn is_told(&self) -> bool {
        [&self.stated, &self.of, &self.action].iter().any(|word| !word.is_empty()) || !self.kinds.is_empty()
    }

    /// The words that say of what the figure is, for readers.
    pub fn words(&self) -> Vec<String> {
        if !self.stated.is_empty() {
            return vec![self.stated.clone()];
        }
        let words = [&self.of, &self.action].into_iter().filter(|word| !word.is_empty());
        words.chain(&self.kinds).chain(&self.names).cloned().collect()
    }
}

/// How reliable a claim is. The levels are ordered, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// All other claims, among them quotations of “he” or “she” and figures in words.
    Low,
    /// A role speaks (“the ministry”), a name without “that”, or the figure is written in digits.
    Medium,
    /// A name with a quotation, with “that” or with “according to”; also whatever editors confirmed.
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
    /// A number with its noun or unit that the document states in its own voice.
    Figure,
    /// Editors wrote the claim, or changed one that a rule had found.
    Editors,
}
