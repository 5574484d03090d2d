//! Concordance lines: mentions with the words around them, by what they are ordered and grouped by.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::text::Text;
use crate::search::order::{pair, sort_by_number};

/// By which words lines are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they were added.
    Added,
    /// By this word to the left of the mention, counted from 0, then by the one beyond it.
    Left(usize),
    Right(usize),
    /// By the mention, then by the first word to the right.
    Node,
}

/// Every line of the texts read so far.
#[derive(Debug, Default)]
pub struct Tally {
    keys: Vec<Key>,
    /// What lines are ordered by.
    words: Lexicon,
    /// What they are grouped by: the words of whole lines.
    lines: Lexicon,
}

#[derive(Debug, Clone, Copy)]
struct Key {
    place: Place,
    words: [u32; 2],
    line: u32,
}

/// A mention: its document's place in a list, and which of the document's mentions it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub document: u32,
    pub mention: u32,
}

impl Tally {
    /// Adds the lines of a text; whole lines, with so many words on either side, only if they are to be grouped.
    pub fn add(
        &mut self,
        document: u32,
        text: &Text,
        mentions: &[Range<usize>],
        order: Order,
        context: Option<u32>,
        lexicon: &Lexicon,
    ) {
        let joined = |places: Range<usize>| {
            let words: Vec<&str> = text.words[places].iter().map(|word| lexicon.word(word.form)).collect();
            words.join(" ")
        };
        for (mention, run) in (0..).zip(mentions) {
            let left = |nth: usize| text.before(run.start, nth as u32 + 1).rev().nth(nth).map(|at| at..at + 1);
            let right = |nth: usize| text.behind(run.end, nth as u32 + 1).nth(nth).map(|at| at..at + 1);
            let words = match order {
                Order::Added => [None, None],
                Order::Left(nth) => [left(nth), left(nth + 1)],
                Order::Right(nth) => [right(nth), right(nth + 1)],
                Order::Node => [Some(run.clone()), right(0)],
            };
            let words = words.map(|places| self.words.number(&places.map(joined).unwrap_or_default()));
            let line = context.map(|words| {
                let (left, right) = (text.before(run.start, words), text.behind(run.end, words));
                [joined(left), joined(run.clone()), joined(right)].join("\n")
            });
            let line = self.lines.number(&line.unwrap_or_default());
            self.keys.push(Key { place: Place { document, mention }, words, line });
        }
    }

    /// The lines in order, each with how many read the same; if they are grouped, only the first of those.
    pub fn ordered(&self, is_grouped: bool) -> Vec<(Place, u32)> {
        let mut counts = vec![0; self.lines.count()];
        self.keys.iter().filter(|_| is_grouped).for_each(|key| counts[key.line as usize] += 1);
        let mut lines: Vec<(Key, u32)> = Vec::with_capacity(self.keys.len());
        for key in &self.keys {
            let count = if is_grouped { std::mem::take(&mut counts[key.line as usize]) } else { 1 };
            lines.extend((count > 0).then_some((*key, count)));
        }
        let ranks = self.words.ranks();
        let rank = |number: u32| ranks.get(number as usize).copied().unwrap_or_default();
        let lines = sort_by_number(lines, |(key, _)| pair(rank(key.words[0]), rank(key.words[1])));
        lines.into_iter().map(|(key, count)| (key.place, count)).collect()
    }
}

/// What a line shows: bytes of the text of one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub block: u32,
    /// From here to `start` is on the left, from `end` to `to` on the right.
    pub from: usize,
    pub start: usize,
    pub end: usize,
    pub to: usize,
}

/// The line of a mention with so many words on either side. Of a mention that goes on in another block, what is in its
/// first.
pub fn shown(text: &Text, run: &Range<usize>, context: u32) -> Option<Shown> {
    let first = *text.words.get(run.start)?;
    let block = first.block;
    let inside = text.words[run.clone()].iter().take_while(|word| word.block == block).count();
    let end = run.start + inside.max(1);
    let (left, right) = (text.before(run.start, context), text.behind(end, context));
    let is_there =
        |place: Option<usize>| place.and_then(|at| text.words.get(at)).is_some_and(|word| word.block == block);
    let length = text.blocks.get(block as usize)?.text.len();
    let bytes = |place: usize| text.words.get(place).map_or(0..0, |word| word.start as usize..word.end as usize);
    Some(Shown {
        block,
        // The whole beginning of a block, its quotation mark too, when no word of it is left out.
        from: if is_there(left.start.checked_sub(1)) { bytes(left.start).start } else { 0 },
        start: first.start as usize,
        end: bytes(end - 1).end,
        to: if is_there(Some(right.end)) { bytes(right.end - 1).end } else { length },
    })
}
