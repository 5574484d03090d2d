//! What documents have in common, and where two of them differ.

use serde::{Deserialize, Serialize};

use super::reading::SharedPassage;
use super::searching::{DocumentCopy, DocumentName};
use crate::corpus::{BlockKind, language::Direction};
use crate::search::answer::ComparedSegment;

/// Asks what a document has in common with others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CopiesRequest {
    /// Of a document.
    pub id: String,
}

/// The answer to a [`CopiesRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiesView {
    /// Of the document that was asked about.
    pub id: String,
    /// Other documents of its story, the earliest first.
    pub copies: Vec<DocumentCopy>,
    /// In the order of the text.
    pub passages: Vec<PassageView>,
}

/// A passage and where else it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageView {
    /// Where it stands in the document that was asked about.
    pub passage: SharedPassage,
    /// As this document has it.
    pub text: String,
    /// Other documents that have it, the earliest first; of many only the first, [`SharedPassage::documents`] counts all.
    pub places: Vec<PassagePlace>,
}

/// Another place of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassagePlace {
    /// The document that has it.
    pub document: DocumentName,
    /// Index of the block in that document.
    pub block: u32,
}

/// Asks where two documents differ. An id that no document has is answered with [`Failure::NotFound`](super::Failure).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareRequest {
    /// Id of the one.
    pub left: String,
    /// Id of the other.
    pub right: String,
}

/// The answer to a [`CompareRequest`]: two documents side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The one.
    pub left: DocumentName,
    /// The other.
    pub right: DocumentName,
    /// Blocks in the order of either document, those that correspond in one row.
    pub rows: Vec<ComparedRow>,
    /// Words that both have in the same order.
    pub same_words: u32,
    /// All words of the one.
    pub left_words: u32,
    /// All words of the other.
    pub right_words: u32,
    /// They have at least half of the words of the longer one in common: what differs is worth showing. Otherwise it is
    /// what they have in common.
    pub is_alike: bool,
}

/// Two blocks that correspond, or one that has no counterpart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRow {
    /// Nothing where the other document has a block that this one has not.
    pub left: Option<ComparedBlock>,
    /// Likewise.
    pub right: Option<ComparedBlock>,
}

/// A block of one of two documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedBlock {
    /// What it is in its document.
    pub kind: BlockKind,
    /// BCP 47.
    pub language: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// Its text, cut where words that both documents have and words of this one alone meet.
    pub segments: Vec<ComparedSegment>,
}
