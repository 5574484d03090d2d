//! What is counted in: a selection of documents with its mentions.

use crate::count::mentions::{Found, find};
use crate::engine::protocol::{CountedRun, Remark, SearchRequest, Selection, Variants};
use crate::engine::search::{Selected, select};
use crate::index::reader::{Reader, Stop};
use crate::search::{DocumentSet, Plan};

/// A selection with its mentions.
#[derive(Debug)]
pub(super) struct Counting {
    /// The plan by which mentions are counted.
    pub(super) plan: Plan,
    pub(super) found: Vec<Found>,
    pub(super) documents: DocumentSet,
    pub(super) words: u64,
    pub(super) variants: Vec<Variants>,
    pub(super) counted_as: Vec<CountedRun>,
    pub(super) remarks: Vec<Remark>,
}

impl Counting {
    /// Finds what a selection has; only in one document if that is given.
    pub(super) fn of(selection: &Selection, only: Option<Option<u32>>, reader: Reader<'_>) -> Result<Counting, Stop> {
        let selected = select(&search_of(selection), reader)?;
        let (plan, counted_as) = selected.counting(selection.words, reader)?;
        let Selected { filters, mut documents, variants, remarks, .. } = selected;
        if let Some(only) = only {
            documents.keep(&DocumentSet::of(reader.root.documents, only));
        }
        let (found, lengths) = together(find(&plan, &documents, reader, &filters), reader.lengths())?;
        let words = documents.iter().filter_map(|number| lengths.get(number as usize)).map(|&n| u64::from(n)).sum();
        Ok(Counting { plan, found, documents, words, variants, counted_as, remarks })
    }

    pub(super) fn mentions(&self) -> u32 {
        self.found.iter().map(Found::count).sum()
    }

    /// The documents that have mentions.
    pub(super) fn mentioning(&self) -> Vec<u32> {
        self.found.iter().filter(|found| found.count() > 0).map(|found| found.document).collect()
    }

    pub(super) fn found_in(&self, document: u32) -> Option<&Found> {
        let place = self.found.binary_search_by_key(&document, |found| found.document).ok()?;
        self.found.get(place)
    }
}

/// The search that selects the same documents.
pub(super) fn search_of(selection: &Selection) -> SearchRequest {
    let Selection { query, filters, dates, variants, .. } = selection.clone();
    SearchRequest { query, filters, dates, variants, skip_counts: true, ..SearchRequest::default() }
}

/// Both, or all files that either lacks.
pub(super) fn together<A, B>(one: Result<A, Stop>, other: Result<B, Stop>) -> Result<(A, B), Stop> {
    match (one, other) {
        (Err(Stop::Missing(mut files)), Err(Stop::Missing(more))) => {
            files.extend(more);
            Err(Stop::Missing(files))
        }
        (one, other) => Ok((one?, other?)),
    }
}
