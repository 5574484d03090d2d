//! Who says what, with which figures.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::searching::VariantChoice;
use crate::corpus::{ClaimRule, Confidence, language::Direction};
use crate::query::Remark;
use crate::search::answer::Filter;

/// Asks for statements and figures, with who gives them. By default it asks for none ([`ClaimsRequest::limit`] is 0), only
/// for the counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ClaimsRequest {
    /// Claims of the documents that this finds, as typed; empty for all.
    pub query: String,
    /// Which of these documents.
    pub filters: Vec<Filter>,
    /// A range as in [`SearchRequest::dates`](super::SearchRequest::dates).
    pub dates: String,
    /// As in a search.
    pub variants: VariantChoice,
    /// Claims of the document of this id alone, whatever the query; empty for all.
    pub document: String,
    /// A name as in [`Claims::speakers`]; empty for all.
    pub speaker: String,
    /// Claims with a figure of this noun, as in [`Claims::nouns`]; empty for all.
    pub noun: String,
    /// In which order, or conflicts instead.
    pub by: ClaimsBy,
    /// Claims to pass over, or conflicts where these are asked for.
    pub offset: u32,
    /// How many claims or conflicts to return.
    pub limit: u32,
}

/// In which order claims are returned, or whether figures that disagree are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimsBy {
    /// The best document first, in the order of its text; without words the newest.
    #[default]
    Document,
    /// Those of one speaker together, who says the most first; those of nobody last.
    Speaker,
    /// [`Claims::conflicts`], and no claims by themselves.
    Conflict,
}

/// The answer to a [`ClaimsRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Claims {
    /// Claims that match.
    pub total: u32,
    /// Documents that have them.
    pub documents: u32,
    /// As many as were asked for, in the order asked for; empty for [`ClaimsBy::Conflict`].
    pub claims: Vec<ClaimView>,
    /// Who says how much, whatever speaker was chosen: most claims first, at most 200.
    pub speakers: Vec<NameCount>,
    /// What is counted how often, whatever noun was chosen: most claims first, at most 200.
    pub nouns: Vec<NameCount>,
    /// Figures of one thing that disagree; likeliest first.
    pub conflicts: Vec<Conflict>,
    /// How many there are.
    pub conflicts_total: u32,
    /// What could not be understood in the query.
    pub remarks: Vec<Remark>,
    /// One line that lists them again: `karez query <site> --recipe '…'`.
    pub recipe: String,
}

/// A speaker, or a noun that is counted, with how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameCount {
    /// As it is chosen in a [`ClaimsRequest`].
    pub name: String,
    /// Claims that have it.
    pub claims: u32,
}

/// A statement or a figure with its sentence and its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Of the document.
    pub id: String,
    /// Of the document.
    pub title: String,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// Values of the corpus's keyword fields.
    pub values: BTreeMap<String, Vec<String>>,
    /// Index of the block in the document.
    pub block: u32,
    /// BCP 47, of the block.
    pub language: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// The whole sentence.
    pub segments: Vec<ClaimSegment>,
    /// None where the text names nobody, or somebody who is not to be named.
    pub speaker: Option<String>,
    /// Through whom it came to the document, the nearest to it first.
    pub via: Vec<String>,
    /// What the claim counts or measures, in the order of the sentence.
    pub figures: Vec<FigureView>,
    /// How sure the rules are.
    pub confidence: Confidence,
    /// How it was found.
    pub rule: ClaimRule,
    /// Not found by rules, but written or corrected by the corpus's editors.
    pub is_by_editors: bool,
}

/// A run of text that is wholly part of the statement or wholly not, and of one figure or of none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimSegment {
    /// Never HTML.
    pub text: String,
    /// It is part of what the speaker says.
    pub is_statement: bool,
    /// Index in the claim's figures.
    pub figure: Option<u32>,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureView {
    /// Decimal: `1000000`, `2.5`; `≥ 40` for “at least 40”, `≤ 40` for “up to 40”, `~ 40` for “some 40”, `40–45` for a range.
    pub value: String,
    /// `%`, the sign of a currency, or empty.
    pub unit: String,
    /// What is counted, in the singular: `page`; may be empty beside a unit.
    pub noun: String,
    /// Of what it is the figure: words that tell figures of different things apart, or what editors wrote.
    pub about: Vec<String>,
}

/// Figures of one thing that cannot all be right, as far as rules tell, or as editors state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What is counted, or the unit.
    pub noun: String,
    /// Of what they are: the words that they share, or what editors wrote.
    pub about: Vec<String>,
    /// The value that the most documents have first.
    pub sides: Vec<ConflictSide>,
}

/// One value of a figure, with who gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictSide {
    /// Decimal, as in [`FigureView::value`].
    pub value: String,
    /// How many documents say so.
    pub documents: u32,
    /// One claim of each of the first three.
    pub claims: Vec<ClaimView>,
}
