//! What readers choose among when they cite, share or export: of what, and in which format.

use crate::record::formats::{Content, RecordFormat};

/// What is to be done. To share is to make a link, or a snippet that embeds the same in a page of another site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareAction {
    Cite,
    Share,
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
    pub const ALL: [ShareAction; 3] = [ShareAction::Cite, ShareAction::Share, ShareAction::Export];

    /// The formats there are for it, the usual one first; never none.
    pub fn formats(self) -> Vec<Format> {
        let of = |content| RecordFormat::of(content).map(Format::Records).collect();
        match self {
            ShareAction::Cite => of(Content::Citation),
            ShareAction::Share => vec![Format::Address, Format::Frame, Format::Element, Format::Card],
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
