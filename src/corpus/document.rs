//! One document: its metadata and its typed blocks of text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::date::Date;

/// One article, report or statement, as the index writer takes it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    pub metadata: Metadata,
    pub blocks: Vec<Block>,
    /// In the order of the text.
    pub claims: Vec<Claim>,
}

/// What is known about a document apart from its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// Stable name, used in links: ten base32 characters of a SHA-256 and a slug, unless the source gives an id.
    pub id: String,
    pub title: String,
    /// The title is the editors' because the source has none.
    pub is_title_by_editors: bool,
    pub date: Option<Date>,
    /// Why the date is what it is, where the source does not say it plainly.
    pub date_note: Option<String>,
    /// BCP 47 tag of the text; `und` when it is not known.
    pub language: String,
    /// One sentence about the document.
    pub summary: Option<String>,
    pub licence: Option<String>,
    /// Values of the corpus's fields (publisher, people, …), by field name.
    pub values: BTreeMap<String, Vec<String>>,
    /// Why a field has no value, by field name.
    pub unknown: BTreeMap<String, String>,
    /// Days and months that the text names, in EDTF, each once, the earliest first. They do not date the document.
    pub mentioned_dates: Vec<String>,
    /// What readers may want to know before they read on (“describes torture”).
    pub content_notes: Vec<String>,
    /// How far the editors have looked at the document (“checked against the original”).
    pub review: Option<String>,
    pub source: Source,
}

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// Path of the file inside the folder that was built, with `/` between its parts. Never an absolute path.
    pub path: String,
    /// SHA-256 of that file, or of its row where a file holds many documents; lower-case hexadecimal.
    pub sha256: String,
    /// What the document was made from when that is not the file itself ("000.txt, article 3 of 10").
    pub original: Option<String>,
    /// SHA-256 of that original; lower-case hexadecimal.
    pub original_sha256: Option<String>,
    /// What read the file ("HTML", "PDF by pdftotext 22.12.0").
    pub reader: Option<String>,
    /// Where the document was published or found: a URL.
    pub address: Option<String>,
    /// Name of the record in a web archive (`WARC-Record-ID`).
    pub record: Option<String>,
    /// When the copy was taken, as an EDTF date or time stamp.
    pub captured: Option<String>,
    /// Who collected the document: a role (“field researcher”), never the name of a person.
    pub collected_by: Option<String>,
    /// How it was collected (“saved from the site with a browser”).
    pub collected_how: Option<String>,
    /// How often something was hidden in the document, by reason.
    pub redactions: BTreeMap<String, u32>,
}

/// A run of text that belongs together. It is text, never HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub kind: BlockKind,
    /// BCP 47 tag; empty means the document's own language.
    pub language: String,
    pub text: String,
    /// What sets the block apart from the document around it; most have none.
    pub marks: Vec<Mark>,
}

/// Something about one block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Part of the page around the document (menus, requests to subscribe): kept, not shown, not searched.
    Furniture,
    /// A quotation from this publisher, who is not the document's own.
    Publisher(String),
    /// The block is the first on this page of the original, counted from 1.
    Page(u32),
}

impl Block {
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Block {
        Block { kind, language: String::new(), text: text.into(), marks: Vec::new() }
    }

    pub fn is_furniture(&self) -> bool {
        self.marks.contains(&Mark::Furniture)
    }

    /// The same block with one more mark, unless it has it already.
    pub fn marked(mut self, mark: Mark) -> Block {
        self.mark(mark);
        self
    }

    pub fn mark(&mut self, mark: Mark) {
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    /// Who published the passage that the block quotes.
    pub fn publisher(&self) -> Option<&str> {
        self.marks.iter().find_map(|mark| match mark {
            Mark::Publisher(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// The page of the original on which the block is the first.
    pub fn page(&self) -> Option<u32> {
        self.marks.iter().find_map(|mark| match mark {
            Mark::Page(page) => Some(*page),
            _ => None,
        })
    }

    /// Its own language, or that of its document.
    pub fn language_in<'a>(&'a self, document: &'a Metadata) -> &'a str {
        if self.language.is_empty() { &document.language } else { &self.language }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Level 1 to 6, as in HTML; the document's title is not a block.
    Heading(u8),
    Paragraph,
    Quote,
    ListItem,
    TableRow,
    /// Text whose line breaks and spaces matter.
    Preformatted,
}
