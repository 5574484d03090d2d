//! Mentions: the positions in the selected texts at which a query matches, from the index alone.

use crate::index::reader::{Reader, Stop};
use crate::search::filter::Filters;
use crate::search::matching::spans;
use crate::search::{DocumentSet, Plan};

/// A document that a query selects, with the mentions in its text; there may be none, if only its title matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Number of the document in the index.
    pub document: u32,
    /// Matches of words, phrases and `NEAR`: ascending, not overlapping.
    pub mentions: Vec<Mention>,
    /// How many of the query's long quotations the document has. Their positions are known only from its text.
    pub passages: u32,
}

/// The positions that a mention covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// First position, counted as the index counts: over all blocks, with a gap between them.
    pub position: u32,
    /// How many positions it covers, at least 1.
    pub width: u32,
}

impl Found {
    /// The number of mentions, long quotations included.
    pub fn count(&self) -> u32 {
        self.mentions.len() as u32 + self.passages
    }
}

/// The documents of a set, ascending, each with its mentions of what a plan asks for. Stops where files are missing.
pub fn find(plan: &Plan, documents: &DocumentSet, reader: Reader<'_>, filters: &Filters) -> Result<Vec<Found>, Stop> {
    let spans = spans(plan, reader, filters)?;
    let passages = plan.passages(false);
    let mut rest = spans.as_slice();
    let found = documents.iter().map(|document| {
        let here = rest.partition_point(|span| span.document() < document);
        let end = rest.partition_point(|span| span.document() <= document);
        let mentions = rest[here..end].iter().map(|span| Mention { position: span.position(), width: span.covered });
        let mentions = mentions.collect();
        rest = &rest[end..];
        let passages = passages.iter().filter(|(_, passage)| passage.is_in_text_of(document)).count() as u32;
        Found { document, mentions, passages }
    });
    Ok(found.collect())
}
