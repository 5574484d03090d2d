//! Counts that read many texts are made in steps: what has been counted stays on the [`Desk`] for the same request to go
//! on with.

use std::cell::RefCell;

use super::counting::Counting;
use crate::count::{Lexicon, Text, collocates as near, keyness as key, lines};
use crate::engine::protocol::{Counted, ExamineRequest, Remark};
use crate::engine::recipe;
use crate::index::FileId;
use crate::index::reader::{Reader, Stop};
use crate::search::DocumentSet;

/// Files whose texts are read in one step: about 0.6 MB of text, 30 ms of a release build (docs/counting.md).
const STEP_FILES: usize = 64;

/// Counts that are kept, for as many panels as a page may have open. Each is a few MB at most.
const KEPT: usize = 8;

/// Counts under way and done, those asked for last at the end.
#[derive(Debug, Default)]
pub(in crate::engine) struct Desk(RefCell<Vec<(ExamineRequest, Job)>>);

impl Desk {
    /// Goes on with a count, or starts it. Requests that differ only in what they show should have the same key.
    pub(super) fn work<T>(
        &self,
        key: ExamineRequest,
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
pub(super) struct Job {
    pub(super) counting: Counting,
    /// Documents whose texts have to be read, ascending, and how many have been.
    pub(super) to_read: Vec<u32>,
    pub(super) read: usize,
    pub(super) lexicon: Lexicon,
    pub(super) tally: Tally,
}

#[derive(Debug)]
pub(super) enum Tally {
    Lines(lines::Tally),
    /// Once all lines have been read: in their order, with how many read the same.
    Ordered(Vec<(lines::Place, u32)>),
    Collocates(near::Tally),
    Keyness(key::Tally, Sides),
}

/// Two sets of documents.
#[derive(Debug)]
pub(super) struct Sides {
    pub(super) documents: [DocumentSet; 2],
    pub(super) words: [u64; 2],
    pub(super) against_remarks: Vec<Remark>,
    /// The only side that is read, where the other is the rest of the corpus.
    pub(super) read: Option<usize>,
}

impl Job {
    pub(super) fn new(counting: Counting, to_read: Vec<u32>, tally: Tally) -> Job {
        Job { counting, to_read, read: 0, lexicon: Lexicon::default(), tally }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.read >= self.to_read.len()
    }

    /// Reads the next texts.
    pub(super) fn read_on(
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

    pub(super) fn counted(&self, request: ExamineRequest, reader: Reader<'_>) -> Counted {
        Counted {
            documents: self.counting.documents.count(),
            words: self.counting.words,
            mentions: self.counting.mentions(),
            read: self.read as u32,
            to_read: self.to_read.len() as u32,
            is_complete: self.is_complete(),
            variants: self.counting.variants.clone(),
            counted_as: self.counting.counted_as.clone(),
            remarks: self.counting.remarks.clone(),
            recipe: recipe::print(&request, &reader.root.edition),
        }
    }
}
