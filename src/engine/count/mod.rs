//! Answers counts. Those that read many texts are made in steps: what has been counted stays on the [`Desk`] for the
//! same request to go on with.

mod concordance;
mod dispersion;
mod tables;
mod trends;

use std::cell::RefCell;

use super::protocol::{Counted, Remark, Request, SearchRequest, Selection, Variants};
use super::recipe;
use super::search::{Selected, select};
use crate::count::mentions::{Found, find};
use crate::count::{Lexicon, Text, collocates as near, keyness as key, lines};
use crate::index::FileId;
use crate::index::reader::{Reader, Stop};
use crate::search::{DocumentSet, Plan};

pub(super) use concordance::concordance;
pub(super) use dispersion::dispersion;
pub(super) use tables::{collocates, keyness};
pub(super) use trends::trends;

/// Files whose texts are read in one step: about 0.6 MB of text, 30 ms of a release build (docs/counting.md).
const STEP_FILES: usize = 64;

/// Counts that are kept, for as many panels as a page may have open. Each is a few MB at most.
const KEPT: usize = 8;

/// Counts under way and done, those asked for last at the end.
#[derive(Debug, Default)]
pub(super) struct Desk(RefCell<Vec<(Request, Job)>>);

impl Desk {
    /// Goes on with a count, or starts it. Requests that differ only in what they show should have the same key.
    fn work<T>(
        &self,
        key: Request,
        start: impl FnOnce() -> Result<Job, Stop>,
        go_on: impl FnOnce(&mut Job) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        let known = {
            let mut jobs = self.0.borrow_mut();
            let place = jobs.iter().position(|(other, _)| *other == key);
            place.map(|place| jobs.remove(place).1)
        };
        let mut job = known.map_or_else(start, Ok)?;
        let outcome = go_on(&mut job);
        let mut jobs = self.0.borrow_mut();
        if jobs.len() >= KEPT {
            jobs.remove(0);
        }
        jobs.push((key, job));
        outcome
    }
}

/// What a count has selected and read so far.
#[derive(Debug)]
struct Job {
    counting: Counting,
    /// Documents whose texts have to be read, ascending, and how many have been.
    to_read: Vec<u32>,
    read: usize,
    lexicon: Lexicon,
    tally: Tally,
}

#[derive(Debug)]
enum Tally {
    Lines(lines::Tally),
    /// Once all lines have been read: in their order, with how many read the same.
    Ordered(Vec<(lines::Place, u32)>),
    Collocates(near::Tally),
    Keyness(key::Tally, Sides),
}

/// Two sets of documents.
#[derive(Debug)]
struct Sides {
    documents: [DocumentSet; 2],
    words: [u64; 2],
    against_remarks: Vec<Remark>,
    /// The only side that is read, where the other is the rest of the corpus.
    read: Option<usize>,
}

/// A selection with its mentions.
#[derive(Debug)]
struct Counting {
    plan: Plan,
    found: Vec<Found>,
    documents: DocumentSet,
    words: u64,
    variants: Vec<Variants>,
    remarks: Vec<Remark>,
}

impl Counting {
    /// Finds what a selection has; only in one document if that is given.
    fn of(selection: &Selection, only: Option<Option<u32>>, reader: Reader<'_>) -> Result<Counting, Stop> {
        let Selected { plan, filters, mut documents, variants, remarks } = select(&search_of(selection), reader)?;
        if let Some(only) = only {
            documents.keep(&DocumentSet::of(reader.root.documents, only));
        }
        let (found, lengths) = together(find(&plan, &documents, reader, &filters), reader.lengths())?;
        let words = documents.iter().filter_map(|number| lengths.get(number as usize)).map(|&n| u64::from(n)).sum();
        Ok(Counting { plan, found, documents, words, variants, remarks })
    }

    fn mentions(&self) -> u32 {
        self.found.iter().map(Found::count).sum()
    }

    /// The documents that have mentions.
    fn mentioning(&self) -> Vec<u32> {
        self.found.iter().filter(|found| found.count() > 0).map(|found| found.document).collect()
    }

    fn found_in(&self, document: u32) -> Option<&Found> {
        let place = self.found.binary_search_by_key(&document, |found| found.document).ok()?;
        self.found.get(place)
    }
}

impl Job {
    fn new(counting: Counting, to_read: Vec<u32>, tally: Tally) -> Job {
        Job { counting, to_read, read: 0, lexicon: Lexicon::default(), tally }
    }

    fn is_complete(&self) -> bool {
        self.read >= self.to_read.len()
    }

    /// Reads the next texts.
    fn read_on(
        &mut self,
        reader: Reader<'_>,
        mut visit: impl FnMut(u32, &Text, &Counting, &Lexicon, &mut Tally) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let (mut files, mut end): (Vec<FileId>, usize) = (Vec::new(), self.read);
        while let Some(&number) = self.to_read.get(end).filter(|_| files.len() < STEP_FILES) {
            let new: Vec<FileId> = reader.files_of(number, true).filter(|file| !files.contains(file)).collect();
            files.extend(new);
            end += 1;
        }
        reader.need(files)?;
        for &number in &self.to_read[self.read..end] {
            let text = Text::read(number, reader, &mut self.lexicon)?;
            visit(number, &text, &self.counting, &self.lexicon, &mut self.tally)?;
            self.read += 1;
        }
        Ok(())
    }

    fn counted(&self, request: Request, reader: Reader<'_>) -> Counted {
        Counted {
            documents: self.counting.documents.count(),
            words: self.counting.words,
            mentions: self.counting.mentions(),
            read: self.read as u32,
            to_read: self.to_read.len() as u32,
            is_complete: self.is_complete(),
            variants: self.counting.variants.clone(),
            remarks: self.counting.remarks.clone(),
            recipe: recipe::print(&request, &reader.root.edition),
        }
    }
}

/// The search that selects the same documents.
fn search_of(selection: &Selection) -> SearchRequest {
    let Selection { query, filters, dates, variants } = selection.clone();
    SearchRequest { query, filters, dates, variants, skip_counts: true, ..SearchRequest::default() }
}

/// Both, or all files that either lacks.
fn together<A, B>(one: Result<A, Stop>, other: Result<B, Stop>) -> Result<(A, B), Stop> {
    match (one, other) {
        (Err(Stop::Missing(mut files)), Err(Stop::Missing(more))) => {
            files.extend(more);
            Err(Stop::Missing(files))
        }
        (one, other) => Ok((one?, other?)),
    }
}

/// Sorts the highest first.
fn descending(number: i32) -> u64 {
    // Numbers below 0 sort below the others once the sign is flipped.
    u64::from(!(number as u32 ^ 1 << 31))
}

/// A word that says little by itself.
fn is_stop_word(word: &str, reader: Reader<'_>) -> bool {
    reader.root.analyzers.iter().any(|analyzer| analyzer.is_stop_word(word))
}
