//! The text of a document as its words, and the words that mentions cover.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::mentions::{Found, Mention};
use crate::corpus::{Block, BlockKind, Metadata};
use crate::index::BLOCK_GAP;
use crate::index::bytes::FormatError;
use crate::index::format::StoredDocument;
use crate::index::reader::{Reader, Stop};
use crate::search::marks::{Mark, Part};
use crate::search::order::sort_by_number;
use crate::search::{Marker, Plan};
use crate::text::{Folding, for_each_token, is_unspaced};

/// A document with its words: every token but those that repeat others ([`Token::is_extra`](crate::text::Token)).
pub struct Text {
    /// The document's metadata, without its source.
    pub metadata: Metadata,
    /// All its blocks but boilerplate.
    pub blocks: Vec<Block>,
    /// Its words in text order. The title has none.
    pub words: Vec<Word>,
    /// First position of each block.
    starts: Vec<u32>,
    /// Positions of hyphenated words that are tokens as wholes too, ascending.
    wholes: Vec<u32>,
}

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Position in the document, counted as the index counts.
    pub position: u32,
    /// Index of its block in [`Text::blocks`].
    pub block: u32,
    /// Byte offset in the block's text at which it begins.
    pub start: u32,
    /// Byte offset at which it ends, exclusive.
    pub end: u32,
    /// Number of its folded form in the lexicon.
    pub form: u32,
}

impl Text {
    /// Reads a document by number and adds its words to the lexicon. Stops where its files are missing or damaged.
    pub fn read(number: u32, reader: Reader<'_>, lexicon: &mut Lexicon) -> Result<Text, Stop> {
        let StoredDocument { metadata, blocks, .. } = reader.whole_document(number)?;
        Ok(Text::of(metadata, blocks, &reader.root.folding, lexicon))
    }

    fn of(metadata: Metadata, blocks: Vec<Block>, folding: &Folding, lexicon: &mut Lexicon) -> Text {
        let (mut words, mut starts, mut wholes) = (Vec::new(), Vec::with_capacity(blocks.len()), Vec::new());
        let mut first = 0;
        for (block, (kind, text)) in (0..).zip(blocks.iter().map(|block| (block.kind, &block.text))) {
            let is_running = !matches!(kind, BlockKind::Heading(_));
            starts.push(first);
            let positions = for_each_token(text, folding, |token| {
                let position = first + token.position;
                if !token.is_extra {
                    let form = lexicon.number(token.form);
                    lexicon.spellings(form).add(token.form, text, (token.start, token.end), is_running);
                    words.push(Word { position, block, start: token.start, end: token.end, form });
                } else if !text.get(token.start as usize..).is_some_and(|rest| rest.starts_with(is_unspaced)) {
                    wholes.push(position);
                }
            });
            first += positions + BLOCK_GAP;
        }
        Text { metadata, blocks, words, starts, wholes }
    }

    /// For each mention the range of `words` that it covers, by start; as many as [`Found::count`] says. A long
    /// quotation counts where it first occurs. `found` and `plan` must belong to this document; fails if index and text
    /// disagree.
    pub fn mentions(&self, found: &Found, plan: &Plan, folding: &Folding) -> Result<Vec<Range<usize>>, Stop> {
        let mut runs = Vec::with_capacity(found.mentions.len());
        for mention in &found.mentions {
            let start = self.from(mention.position);
            if self.words.get(start).is_none_or(|word| word.position != mention.position) {
                // The index and the text disagree.
                return Err(FormatError::Damaged.into());
            }
            let end = self.from(mention.position.saturating_add(mention.width));
            runs.push(start..self.whole_end(mention, start, plan, folding).unwrap_or(start).max(end));
        }
        if found.passages > 0 {
            runs.extend(self.passages(found, plan, folding)?);
        }
        Ok(sort_by_number(runs, |run: &Range<usize>| run.start as u64))
    }

    /// Index of the first word at or after a position.
    fn from(&self, position: u32) -> usize {
        self.words.partition_point(|word| word.position < position)
    }

    /// End of a mention of a hyphenated word that may have been asked for as a whole ("reeducation"): the index has the
    /// whole at the position of its first part.
    fn whole_end(&self, mention: &Mention, start: usize, plan: &Plan, folding: &Folding) -> Option<usize> {
        let next = self.wholes.get(self.wholes.partition_point(|whole| *whole < mention.position));
        next.filter(|whole| **whole - mention.position < mention.width)?;
        let Word { block, position, .. } = *self.words.get(start)?;
        let (text, first) = (self.blocks.get(block as usize)?, self.starts.get(block as usize)?);
        let marks = Marker::new(plan, folding).marks(&text.text, text.language_in(&self.metadata));
        let is_here = |mark: &Mark| mark.position == position - first && mark.part == Part::First;
        let here = marks.iter().position(is_here)?;
        let further = marks[here + 1..].iter().take_while(|mark| mark.part == Part::Further);
        let end = further.last().unwrap_or(&marks[here]).end;
        Some(self.words.partition_point(|word| (word.block, word.end) <= (block, end)))
    }

    fn passages(&self, found: &Found, plan: &Plan, folding: &Folding) -> Result<Vec<Range<usize>>, Stop> {
        let texts: Vec<&str> = self.blocks.iter().map(|block| block.text.as_str()).collect();
        let passages = plan.passages(false).into_iter().filter(|(_, passage)| passage.is_in_text_of(found.document));
        let run = |(_, passage): (u32, &crate::search::passage::Passage)| {
            let places = passage.places(&texts, folding);
            let (first, last) = (places.first()?, places.last()?);
            let start = self.words.partition_point(|word| (word.block, word.end) <= (first.block, first.start));
            let end = self.words.partition_point(|word| (word.block, word.start) < (last.block, last.end));
            (start < end).then_some(start..end)
        };
        passages.map(|passage| run(passage).ok_or(Stop::Format(FormatError::Damaged))).collect()
    }

    /// The range of up to `count` words before the word at index `place`, within its block.
    pub fn before(&self, place: usize, count: u32) -> Range<usize> {
        let block = self.words.get(place).map(|word| word.block);
        let words = self.words[..place].iter().rev().take(count as usize);
        place - words.take_while(|word| Some(word.block) == block).count()..place
    }

    /// The range of up to `count` words from index `end` on, within the block of the word before it.
    pub fn behind(&self, end: usize, count: u32) -> Range<usize> {
        let block = end.checked_sub(1).and_then(|last| self.words.get(last)).map(|word| word.block);
        let words = self.words.get(end..).unwrap_or_default().iter().take(count as usize);
        end..end + words.take_while(|word| Some(word.block) == block).count()
    }
}
