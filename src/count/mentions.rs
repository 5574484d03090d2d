//! Mentions: where what a query asks for stands in the texts that it selects, by the index alone.

use crate::index::reader::{Reader, Stop};
use crate::search::filter::Filters;
use crate::search::matching::{Span, spans};
use crate::search::{DocumentSet, Plan};

/// A document that a query selects, with the mentions in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub document: u32,
    /// Of words, phrases and NEAR: ascending, none overlapping another.
    pub mentions: Vec<Mention>,
    /// Of long quotations: how many of those asked for the document has. Where they stand only its text says.
    pub passages: u32,
}

/// Positions that a mention covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub position: u32,
    /// At least 1.
    pub width: u32,
}

impl Found {
    /// Mentions in all.
    pub fn count(&self) -> u32 {
        self.mentions.len() as u32 + self.passages
    }
}

/// The documents of a set, ascending, each with its mentions of what a plan asks for.
pub fn find(plan: &Plan, documents: &DocumentSet, reader: Reader<'_>, filters: &Filters) -> Result<Vec<Found>, Stop> {
    let spans = without_overlaps(spans(plan, reader, filters)?);
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

/// Of spans that begin together the widest counts, of others that overlap the first.
fn without_overlaps(mut spans: Vec<Span>) -> Vec<Span> {
    let mut end = 0;
    spans.retain(|span| {
        let is_free = span.place >= end;
        if is_free {
            end = span.place + u64::from(span.covered);
        }
        is_free
    });
    spans
}
