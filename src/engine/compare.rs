//! Answers where two documents differ: their blocks side by side, word by word.

use std::cmp::Reverse;
use std::ops::Range;

use super::copies::name;
use super::lookup::{not_found, number_of};
use super::protocol::{CompareRequest, ComparedBlock, ComparedRow, ComparedSegment, Comparison, Response};
use crate::corpus::language::Direction;
use crate::count::Lexicon;
use crate::index::format::StoredDocument;
use crate::index::reader::{Reader, Stop};
use crate::text::{Folding, differences_of_words, for_each_token};

pub(super) fn answer(request: &CompareRequest, reader: Reader<'_>) -> Result<Response, Stop> {
    let Some(left) = number_of(&request.left, reader)? else { return Ok(not_found(&request.left)) };
    let Some(right) = number_of(&request.right, reader)? else { return Ok(not_found(&request.right)) };
    reader.need([left, right].into_iter().flat_map(|number| reader.files_of(number, true)))?;
    let folding = &reader.root.folding;
    let mut lexicon = Lexicon::default();
    let mut one = Side::of(reader.whole_document(left)?, folding, &mut lexicon);
    let mut other = Side::of(reader.whole_document(right)?, folding, &mut lexicon);
    let common = mark_common(&mut one, &mut other);
    let (left_words, right_words) = (one.words.len() as u32, other.words.len() as u32);
    Ok(Response::Compared(Box::new(Comparison {
        left: name(left, reader)?,
        right: name(right, reader)?,
        rows: rows(&one, &other, &common),
        same_words: common.len() as u32,
        left_words,
        right_words,
        is_alike: common.len() as u32 >= left_words.max(right_words).div_ceil(2),
    })))
}

/// One of two documents.
struct Side {
    document: StoredDocument,
    words: Vec<Word>,
}

struct Word {
    /// Index of its block, and where it begins there, in bytes.
    block: usize,
    start: usize,
    /// Its form's number in a lexicon of both.
    form: u32,
    is_common: bool,
}

impl Side {
    fn of(document: StoredDocument, folding: &Folding, lexicon: &mut Lexicon) -> Side {
        let mut words = Vec::new();
        for (block, text) in document.blocks.iter().map(|block| &block.text).enumerate() {
            for_each_token(text, folding, |token| {
                if !token.is_extra {
                    let form = lexicon.number(token.form);
                    words.push(Word { block, start: token.start as usize, form, is_common: false });
                }
            });
        }
        Side { document, words }
    }

    fn forms(&self) -> Vec<u32> {
        self.words.iter().map(|word| word.form).collect()
    }

    fn block(&self, number: usize) -> ComparedBlock {
        let block = &self.document.blocks[number];
        let language = block.language_in(&self.document.metadata);
        let start = self.words.partition_point(|word| word.block < number);
        let words = &self.words[start..self.words.partition_point(|word| word.block <= number)];
        let words: Vec<(usize, bool)> = words.iter().map(|word| (word.start, word.is_common)).collect();
        let segments = cut(&block.text, 0..block.text.len(), &words);
        ComparedBlock { kind: block.kind, direction: Direction::of(language), language: language.into(), segments }
    }
}

/// A part of a text cut where words that both texts have and words of this one alone meet: `words` says where each begins
/// and whether both have it. What stands between two words goes with the first.
pub(super) fn cut(text: &str, part: Range<usize>, words: &[(usize, bool)]) -> Vec<ComparedSegment> {
    let runs: Vec<&[(usize, bool)]> = words.chunk_by(|(_, a), (_, b)| a == b).collect();
    let mut segments = Vec::with_capacity(runs.len().max(1));
    let mut from = part.start;
    for (number, run) in runs.iter().enumerate() {
        let end = runs.get(number + 1).map_or(part.end, |next| next[0].0);
        let text = text.get(from..end).unwrap_or_default();
        segments.push(ComparedSegment { text: text.into(), is_only_here: !run[0].1 });
        from = end;
    }
    if runs.is_empty() {
        segments.push(ComparedSegment { text: text.get(part).unwrap_or_default().into(), is_only_here: false });
    }
    segments
}

/// Marks the words that both documents have in the same order; returns the numbers of the blocks in which each stands.
fn mark_common(one: &mut Side, other: &mut Side) -> Vec<(usize, usize)> {
    let (left, right) = (one.forms(), other.forms());
    let mut common = Vec::new();
    let (mut at, mut to) = (0, 0);
    let end = (left.len()..left.len(), right.len()..right.len());
    for (before, after) in differences_of_words(&left, &right).into_iter().chain([end]) {
        for (here, there) in one.words[at..before.start].iter_mut().zip(&mut other.words[to..after.start]) {
            (here.is_common, there.is_common) = (true, true);
            common.push((here.block, there.block));
        }
        (at, to) = (before.end, after.end);
    }
    common
}

/// Each block beside the one that it has the most words in common with, in the order of both documents.
fn rows(one: &Side, other: &Side, common: &[(usize, usize)]) -> Vec<ComparedRow> {
    let only_right = |number| ComparedRow { left: None, right: Some(other.block(number)) };
    let mut rows = Vec::new();
    let mut next = 0;
    for number in 0..one.document.blocks.len() {
        let start = common.partition_point(|(block, _)| *block < number);
        let here = &common[start..common.partition_point(|(block, _)| *block <= number)];
        // Those before were put beside earlier blocks.
        let candidates = here.chunk_by(|(_, a), (_, b)| a == b).filter(|run| run[0].1 >= next);
        let partner = candidates.max_by_key(|run| (run.len(), Reverse(run[0].1))).map(|run| run[0].1);
        if let Some(partner) = partner {
            rows.extend((next..partner).map(only_right));
            next = partner + 1;
        }
        rows.push(ComparedRow { left: Some(one.block(number)), right: partner.map(|partner| other.block(partner)) });
    }
    rows.extend((next..other.document.blocks.len()).map(only_right));
    rows
}
