//! What readers choose among when they cite, share or export: what to make, of what, and in which format.

use crate::record::formats::{Content, RecordFormat};

/// What is to be made. There are three actions: to cite, to share (by a link, or embedded in a page), and to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareAction {
    Cite,
    Link,
    Embed,
    Export,
}

/// What it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    Passage,
    Document,
    /// All results, shown or not.
    Search,
    Collection,
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Citations, or whole records.
    Records(RecordFormat),
    /// An address.
    Address,
    Frame,
    Element,
    /// HTML without script and frame.
    Card,
}

impl ShareAction {
    /// All of them, in the order in which they are offered.
    pub const ALL: [ShareAction; 4] = [ShareAction::Cite, ShareAction::Link, ShareAction::Embed, ShareAction::Export];

    /// The formats there are for it, the usual one first; never none.
    pub fn formats(self) -> Vec<Format> {
        let of = |content| RecordFormat::of(content).map(Format::Records).collect();
        match self {
            ShareAction::Cite => of(Content::Citation),
            ShareAction::Link => vec![Format::Address],
            ShareAction::Embed => vec![Format::Frame, Format::Element, Format::Card],
            ShareAction::Export => of(Content::Record),
        }
    }
}

impl Format {
    /// Ending of the file it is kept in, and the file's media type.
    pub fn file_type(self) -> (&'static str, &'static str) {
        match self {
            Format::Records(format) => (format.extension(), format.media_type()),
            Format::Address => ("txt", "text/plain"),
            Format::Frame | Format::Element | Format::Card => ("html", "text/html"),
        }
    }
}
