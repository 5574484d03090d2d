//! One document: its metadata and its typed blocks of text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::claim::Claim;
use super::date::Date;
use super::derivation::TextKind;

/// One article, report or statement: what `ingest` makes and [`index::write`](crate::index::write) takes.
///
/// ```
/// use karez::corpus::{Block, BlockKind, Date, Document, Metadata};
///
/// let document = Document {
///     metadata: Metadata {
///         id: "one".into(),
///         title: "On apples".into(),
///         date: Date::parse("2022-08").ok(),
///         language: "en".into(),
///         ..Metadata::default()
///     },
///     blocks: vec![Block::new(BlockKind::Paragraph, "Apples and pears.")],
///     ..Document::default()
/// };
/// assert_eq!(document.blocks[0].language_in(&document.metadata), "en");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Document {
    /// Everything but the text.
    pub metadata: Metadata,
    /// The text in reading order, boilerplate included. The title is not a block.
    pub blocks: Vec<Block>,
    /// Claims found in the text, in text order; the rules read English only.
    pub claims: Vec<Claim>,
}

/// What is known about a document apart from its text. Values come from the editors' tables, the document itself, the
/// rules of `corpus.toml` or the format's own tags; `ingest::assemble` decides among them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// Stable and unique in the corpus, used in links: ten base32 characters of a SHA-256 and a slug of the title,
    /// unless the source gives an id.
    pub id: String,
    /// Plain text in the document's language: the source's title, the editors' (see `is_title_by_editors`), or one made
    /// from the beginning of the text.
    pub title: String,
    /// Whether the editors made the title because the source has none; citations say so.
    pub is_title_by_editors: bool,
    /// When the document was published; `None` if that is not known.
    pub date: Option<Date>,
    /// How the editors arrived at the date, where the source does not state it (“from the postmark”).
    pub date_note: Option<String>,
    /// BCP 47 tag of most of the text (`en`, `zh-Hant`); `und` if it is not known.
    pub language: String,
    /// One sentence about the document, by its editors or from the source's own description.
    pub summary: Option<String>,
    /// What the text is in relation to its source; `None` for what `corpus.toml` says. See [`Settings::derivation`].
    ///
    /// [`Settings::derivation`]: super::Settings::derivation
    pub kind: Option<TextKind>,
    /// Who made the text, unless it is an original.
    pub made_by: Option<String>,
    /// What the text was made from, in the editors' words (“an article by AP”), unless it is an original.
    pub of: Option<String>,
    /// Terms of use as a name or a URL (`CC-BY-4.0`), if they differ from those of the corpus.
    pub licence: Option<String>,
    /// Values of the corpus's fields by field name: `publisher` → `["Reuters"]`. A field without a value has no entry.
    pub values: BTreeMap<String, Vec<String>>,
    /// Reasons why fields have no value, by field name: `author` → “published anonymously”.
    pub unknown: BTreeMap<String, String>,
    /// Days and months mentioned in the text, in EDTF, each once, earliest first. They do not date the document.
    pub mentioned_dates: Vec<String>,
    /// What readers may want to know before they read on (“describes torture”); usually empty.
    pub content_notes: Vec<String>,
    /// How far the editors have reviewed the document (“checked against the original”).
    pub review: Option<String>,
    /// The provenance: file, hashes, address, collection.
    pub source: Source,
}

/// The provenance of a document: enough to find the original again and to verify it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// Path of the file relative to the folder that was built, with `/` as separator; never absolute.
    pub path: String,
    /// SHA-256 of that file, or of the document's row if the file holds many documents; lower-case hexadecimal.
    pub sha256: String,
    /// What the document was made from if not from the file itself (`000.txt, article 3 of 10`).
    pub original: Option<String>,
    /// SHA-256 of that original; lower-case hexadecimal.
    pub original_sha256: Option<String>,
    /// The reader that extracted the text (`HTML`, `PDF by pdftotext 22.12.0`).
    pub reader: Option<String>,
    /// URL at which the document was published or found. It comes from the source and may have any scheme.
    pub address: Option<String>,
    /// `WARC-Record-ID` of the record in a web archive (ISO 28500).
    pub record: Option<String>,
    /// When the copy was captured, as an EDTF date or time stamp.
    pub captured: Option<String>,
    /// Who collected the document: a role (“field researcher”), never a person's name.
    pub collected_by: Option<String>,
    /// How it was collected (“saved from the site with a browser”).
    pub collected_how: Option<String>,
    /// Number of redactions in the document, by reason.
    pub redactions: BTreeMap<String, u32>,
}

/// A paragraph, heading or other unit of text. It is plain text, never HTML; a phrase never matches across two blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// How the block is shown, and for headings how much its words weigh.
    pub kind: BlockKind,
    /// BCP 47 tag; empty for the document's own language.
    pub language: String,
    /// The text without markup. Line breaks matter only in [`BlockKind::Preformatted`].
    pub text: String,
    /// What sets the block apart from the rest of the document; usually empty.
    pub marks: Vec<Mark>,
}

/// A property of one block that most blocks do not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Boilerplate of the web page (menus, footers, requests to subscribe): kept, but hidden and not searched.
    Furniture,
    /// The block quotes this publisher, which is not the document's own.
    Publisher(String),
    /// The block is the first on this page of the original; pages count from 1.
    Page(u32),
}

impl Block {
    /// A block in the document's language, without marks.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Block {
        Block { kind, language: String::new(), text: text.into(), marks: Vec::new() }
    }

    /// Whether the block is boilerplate ([`Mark::Furniture`]), which is neither shown nor searched.
    pub fn is_furniture(&self) -> bool {
        self.marks.contains(&Mark::Furniture)
    }

    /// The block with `mark` added, for building: see [`Block::mark`].
    pub fn marked(mut self, mark: Mark) -> Block {
        self.mark(mark);
        self
    }

    /// Adds a mark unless the block has it already.
    pub fn mark(&mut self, mark: Mark) {
        if !self.marks.contains(&mark) {
            self.marks.push(mark);
        }
    }

    /// Publisher of the quoted passage ([`Mark::Publisher`]); `None` if the block is the document's own text.
    pub fn publisher(&self) -> Option<&str> {
        self.marks.iter().find_map(|mark| match mark {
            Mark::Publisher(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Page of the original that begins with this block ([`Mark::Page`], from 1).
    pub fn page(&self) -> Option<u32> {
        self.marks.iter().find_map(|mark| match mark {
            Mark::Page(page) => Some(*page),
            _ => None,
        })
    }

    /// BCP 47 tag of the block: its own, or else that of its document.
    pub fn language_in<'a>(&'a self, document: &'a Metadata) -> &'a str {
        if self.language.is_empty() { &document.language } else { &self.language }
    }
}

/// What a block was in the source. Formats without such structure have paragraphs only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading of level 1 to 6, as in HTML. Its words weigh more than those of the body.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A paragraph set off as a quotation, such as HTML's `blockquote`.
    Quote,
    /// One item of a list.
    ListItem,
    /// One row of a table, its cells separated by ` | `.
    TableRow,
    /// Text whose line breaks and spaces matter: code, verse.
    Preformatted,
}
