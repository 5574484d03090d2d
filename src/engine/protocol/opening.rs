//! What a corpus is and what is in it.

use serde::{Deserialize, Serialize};

use crate::corpus::Settings;
use crate::search::answer::{Bucket, Facet};

/// The answer to [`FindRequest::Open`](super::FindRequest::Open): the corpus as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overview {
    /// What its editors say of it.
    pub settings: Settings,
    /// Short hash of everything in this build.
    pub edition: String,
    /// All of them.
    pub documents: u32,
    /// Documents with each story counted once.
    pub stories: u32,
    /// Tokens of all documents.
    pub words: u64,
    /// Documents without a date.
    pub undated: u32,
    /// Counts of everything, as for a search without a query.
    pub facets: Vec<Facet>,
    /// All documents by month, as in [`Results::histogram`](super::Results::histogram).
    pub histogram: Vec<Bucket>,
    /// Documents whose date is of no one year.
    pub inexact: u32,
    /// All files of the corpus together, in bytes: what "save for offline" would store.
    pub bytes: u64,
    /// The corpus knows which documents speak alike.
    pub has_related: bool,
}
