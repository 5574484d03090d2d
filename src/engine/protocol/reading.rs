//! A whole document, and many without their text.

use serde::{Deserialize, Serialize};

use super::searching::VariantChoice;
use crate::corpus::{BlockKind, Field, Source, language::Direction};
use crate::search::answer::Segment;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadRequest {
    pub id: String,
    /// What to mark; empty for nothing.
    pub query: String,
    pub variants: VariantChoice,
    /// Gives the page around the document too (menus, requests to subscribe), in its place and without marks.
    pub has_furniture: bool,
}

/// A whole document with its hits marked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentView {
    pub id: String,
    pub title: Vec<Segment>,
    pub is_title_by_editors: bool,
    pub language: String,
    pub direction: Direction,
    pub date: Option<String>,
    pub date_note: Option<String>,
    pub summary: Option<String>,
    pub licence: Option<String>,
    /// Days and months that the text names, in EDTF, the earliest first; they do not date the document.
    pub mentioned_dates: Vec<String>,
    /// What readers may want to know before they read on.
    pub content_notes: Vec<String>,
    /// How far the editors have looked at the document.
    pub review: Option<String>,
    /// The corpus's fields in order, each with its values or the reason why there are none.
    pub fields: Vec<FieldView>,
    pub source: Source,
    pub blocks: Vec<BlockView>,
    /// Hits in `blocks`; those in the title are not counted.
    pub hit_count: u32,
    pub words: u32,
    /// Other documents of its story; [`ExamineRequest::Copies`](super::ExamineRequest::Copies) names them.
    pub copies: u32,
    /// Passages that others have word for word, in the order of the text; [`ExamineRequest::Copies`](super::ExamineRequest::Copies) says where.
    pub shared: Vec<SharedPassage>,
    /// Names of the files of the index that it was read from, besides the root.
    pub files: Vec<String>,
}

/// A passage of a document that others have word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPassage {
    /// Index of the block in the document, and where in its text, in bytes.
    pub block: u32,
    pub start: u32,
    pub end: u32,
    /// All documents that have it, this one among them.
    pub documents: u32,
    /// How many of them are earlier than this one.
    pub earlier: u32,
}

/// Documents without their text: `blocks` is empty, and nothing is marked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Listing {
    /// All that there are, listed here or not.
    pub total: u32,
    pub documents: Vec<DocumentView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    pub field: Field,
    pub values: Vec<String>,
    /// Why there is no value.
    pub unknown: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    pub kind: BlockKind,
    pub language: String,
    pub direction: Direction,
    pub segments: Vec<Segment>,
    /// Which block of the document's text it is, from 1; 0 for the page around it.
    pub paragraph: u32,
    /// The block is the first on this page of the original.
    pub page: Option<u32>,
    /// Who published the passage that the block quotes, when that is not the document's own publisher.
    pub publisher: Option<String>,
}
