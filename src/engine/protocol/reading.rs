//! A whole document, and many without their text.

use serde::{Deserialize, Serialize};

use super::searching::VariantChoice;
use crate::corpus::{BlockKind, Derivation, Field, Source, address::is_web_address, language::Direction};
use crate::search::answer::{CountedRun, Filter, Segment, Words};

/// Asks for a whole document. An id that no document has is answered with [`Failure::NotFound`](super::Failure).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadRequest {
    /// Of the document.
    pub id: String,
    /// What to mark; empty for nothing.
    pub query: String,
    /// Those of the search that found it, as are `dates`: whether words count together is decided by what it found.
    pub filters: Vec<Filter>,
    /// As in [`SearchRequest`](super::SearchRequest).
    pub dates: String,
    /// As in the search that found it.
    pub variants: VariantChoice,
    /// What is marked of plain words typed side by side.
    pub words: Words,
    /// Gives the page around the document too (menus, requests to subscribe), in its place and without marks.
    pub has_furniture: bool,
}

/// The answer to a [`ReadRequest`]: a whole document with its hits marked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentView {
    /// Does not change from edition to edition.
    pub id: String,
    /// With its hits marked, all as number 0.
    pub title: Vec<Segment>,
    /// The source has no title; this one is by the editors.
    pub is_title_by_editors: bool,
    /// BCP 47; `und` where it is not known.
    pub language: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    /// How the editors arrived at the date, where the source does not state it.
    pub date_note: Option<String>,
    /// One sentence about it.
    pub summary: Option<String>,
    /// Terms of use as a name or a URL, where they differ from those of the corpus.
    pub licence: Option<String>,
    /// Whose words the text has.
    pub derivation: Derivation,
    /// Days and months that the text names, in EDTF, the earliest first; they do not date the document.
    pub mentioned_dates: Vec<String>,
    /// What readers may want to know before they read on.
    pub content_notes: Vec<String>,
    /// How far the editors have looked at the document.
    pub review: Option<String>,
    /// The corpus's fields in order, each with its values or the reason why there are none.
    pub fields: Vec<FieldView>,
    /// Where it comes from, with the hashes that prove it.
    pub source: Source,
    /// Its text; empty in a [`Listing`].
    pub blocks: Vec<BlockView>,
    /// Hits in `blocks`; those in the title are not counted.
    pub hit_count: u32,
    /// How the runs of plain words in the query were counted, in its order.
    pub counted_as: Vec<CountedRun>,
    /// Words of its text.
    pub words: u32,
    /// Other documents of its story; [`ExamineRequest::Copies`](super::ExamineRequest::Copies) names them.
    pub copies: u32,
    /// Passages that others have word for word, in the order of the text; [`ExamineRequest::Copies`](super::ExamineRequest::Copies) says where.
    pub shared: Vec<SharedPassage>,
    /// Names of the files of the index that it was read from, besides the root.
    pub files: Vec<String>,
}

/// Fields in which corpora keep the web address of the original, strongest first.
pub const ADDRESS_FIELDS: [&str; 3] = ["url", "address", "link"];

impl DocumentView {
    /// The values of a field of the corpus; empty if the document has none.
    pub fn values(&self, name: &str) -> &[String] {
        self.fields.iter().find(|view| view.field.name == name).map_or(&[], |view| &view.values)
    }

    /// Web address at which the original was published or found: that of a field, or else of the source.
    pub fn address(&self) -> Option<&str> {
        let fields = ADDRESS_FIELDS.iter().filter_map(|name| self.values(name).first());
        let addresses = fields.map(String::as_str).chain(self.source.address.as_deref());
        addresses.into_iter().find(|address| is_web_address(address))
    }
}

/// A passage of a document that others have word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedPassage {
    /// Index of the block in the document.
    pub block: u32,
    /// Where in the text of the block it begins, in bytes of UTF-8.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// All documents that have it, this one among them.
    pub documents: u32,
    /// How many of them are earlier than this one.
    pub earlier: u32,
}

/// The answer to [`ExamineRequest::List`](super::ExamineRequest::List) and
/// [`ExamineRequest::Related`](super::ExamineRequest::Related): documents without their text. `blocks` is empty, and nothing
/// is marked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Listing {
    /// All that there are, listed here or not.
    pub total: u32,
    /// In the order of the search, or the most similar first.
    pub documents: Vec<DocumentView>,
}

/// A field of the corpus and what a document has in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldView {
    /// The field.
    pub field: Field,
    /// Empty where there is nothing.
    pub values: Vec<String>,
    /// Why there is no value.
    pub unknown: Option<String>,
}

/// A block of a document with its hits marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    /// What it is in its document.
    pub kind: BlockKind,
    /// BCP 47.
    pub language: String,
    /// In which direction it is written.
    pub direction: Direction,
    /// Its text; hits are numbered through the whole document.
    pub segments: Vec<Segment>,
    /// Which block of the document's text it is, from 1; 0 for the page around it.
    pub paragraph: u32,
    /// The block is the first on this page of the original.
    pub page: Option<u32>,
    /// Who published the passage that the block quotes, when that is not the document's own publisher.
    pub publisher: Option<String>,
}
