//! What readers choose among: the panels and what they show, and what is taken away in which form.

use crate::engine::protocol::Measure;

/// A way of looking at what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Panel {
    #[default]
    Documents,
    Concordance,
    Trends,
    Words,
    Dispersion,
    Claims,
}

/// Which words are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Table {
    /// Those near the words that are searched.
    #[default]
    Near,
    /// Those that these documents have more of than all others.
    Key,
    /// Those that tell two parts of these documents apart.
    Compared,
}

/// What is counted in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Mentions per 10,000 words.
    #[default]
    Share,
    Mentions,
    Documents,
    Stories,
}

impl Panel {
    pub const ALL: [Panel; 6] =
        [Panel::Documents, Panel::Concordance, Panel::Trends, Panel::Words, Panel::Dispersion, Panel::Claims];
}

impl Scale {
    pub const ALL: [Scale; 4] = [Scale::Share, Scale::Mentions, Scale::Documents, Scale::Stories];

    /// What the engine counts for it.
    pub fn measure(self) -> Measure {
        match self {
            Scale::Share | Scale::Mentions => Measure::Mentions,
            Scale::Documents => Measure::Documents,
            Scale::Stories => Measure::Stories,
        }
    }
}

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
