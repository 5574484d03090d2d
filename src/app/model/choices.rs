//! What readers choose among when they take something away: what, of what, and in which form.

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
    Plain,
    Bibtex,
    Ris,
    Csl,
    /// An address.
    Address,
    Frame,
    Element,
    /// HTML without script and frame.
    Card,
    Csv,
    Json,
}

impl Act {
    pub const ALL: [Act; 4] = [Act::Cite, Act::Link, Act::Embed, Act::Export];

    pub fn formats(self) -> &'static [Format] {
        match self {
            Act::Cite => &[Format::Plain, Format::Bibtex, Format::Ris, Format::Csl],
            Act::Link => &[Format::Address],
            Act::Embed => &[Format::Frame, Format::Element, Format::Card],
            Act::Export => &[Format::Csv, Format::Json],
        }
    }
}

impl Format {
    /// Name of the file it is kept in.
    pub fn file_name(self) -> &'static str {
        match self {
            Format::Plain | Format::Address => "karez.txt",
            Format::Bibtex => "karez.bib",
            Format::Ris => "karez.ris",
            Format::Csl => "karez-csl.json",
            Format::Frame | Format::Element | Format::Card => "karez.html",
            Format::Csv => "karez.csv",
            Format::Json => "karez.jsonl",
        }
    }
}
