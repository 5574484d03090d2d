//! What readers choose among when they take something away: what, of what, and in which form.

use crate::record::formats::{Content, RecordFormat};

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Cite,
    Link,
    Embed,
    Export,
}

/// What it is done with.
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

impl Act {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Act; 4] = [Act::Cite, Act::Link, Act::Embed, Act::Export];

    /// The formats there are for it, the usual one first; never none.
    pub fn formats(self) -> Vec<Format> {
        let of = |content| RecordFormat::of(content).map(Format::Records).collect();
        match self {
            Act::Cite => of(Content::Citation),
            Act::Link => vec![Format::Address],
            Act::Embed => vec![Format::Frame, Format::Element, Format::Card],
            Act::Export => of(Content::Record),
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
