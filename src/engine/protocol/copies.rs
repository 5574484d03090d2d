//! What documents have in common, and where two of them differ.

use serde::{Deserialize, Serialize};

use super::reading::SharedPassage;
use super::searching::{DocumentCopy, DocumentName};
use crate::corpus::{BlockKind, language::Direction};
use crate::search::answer::ComparedSegment;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CopiesRequest {
    /// Of a document.
    pub id: String,
}

/// What a document has in common with others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopiesView {
    pub id: String,
    /// Other documents of its story, the earliest first.
    pub copies: Vec<DocumentCopy>,
    /// In the order of the text.
    pub passages: Vec<PassageView>,
}

/// A passage and where else it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageView {
    pub passage: SharedPassage,
    /// As this document has it.
    pub text: String,
    /// Other documents that have it, the earliest first; of many only the first, [`SharedPassage::documents`] counts all.
    pub places: Vec<PassagePlace>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassagePlace {
    pub document: DocumentName,
    /// Index of the block in that document.
    pub block: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareRequest {
    /// Ids of two documents.
    pub left: String,
    pub right: String,
}

/// Two documents side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub left: DocumentName,
    pub right: DocumentName,
    /// Blocks in the order of either document, those that correspond in one row.
    pub rows: Vec<ComparedRow>,
    /// Words that both have in the same order, and words of each.
    pub same_words: u32,
    pub left_words: u32,
    pub right_words: u32,
    /// They have at least half of the words of the longer one in common: what differs is worth showing. Otherwise it is
    /// what they have in common.
    pub is_alike: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedRow {
    /// Nothing where the other document has a block that this one has not.
    pub left: Option<ComparedBlock>,
    pub right: Option<ComparedBlock>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedBlock {
    pub kind: BlockKind,
    pub language: String,
    pub direction: Direction,
    pub segments: Vec<ComparedSegment>,
}
