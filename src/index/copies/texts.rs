//! Texts as numbers, one for each word: neither case nor punctuation nor quotation marks hide a copy.

use foldhash::HashMap;

use crate::corpus::Document;
use crate::index::parallel::{in_parallel, processors};
use crate::text::token::is_unspaced;
use crate::text::{Analyzer, Folding, for_each_token};

/// The shortest passage, in words; a character of a script without spaces counts for half a word. Fewer words find set
/// phrases of the language, more miss short quotations.
pub const MIN_WORDS: u32 = 8;

/// Stands between blocks.
pub(super) const BREAK: u32 = 0;
/// Low bits of a word: it is a character of a script without spaces; it is a stop word or a number.
pub(super) const IS_HALF: u32 = 1;
pub(super) const IS_EMPTY: u32 = 2;

/// The words of all documents, one after the other.
pub(super) struct Texts {
    /// A break, then the words of each block with a break behind them. A word is a hash of its form with two flags.
    pub(super) words: Vec<u32>,
    /// Where each document begins, and where the last one ends.
    pub(super) starts: Vec<u32>,
    /// For each document the first one with the same words in the same blocks.
    pub(super) leaders: Vec<u32>,
}

impl Texts {
    pub(super) fn of(documents: &[&Document], folding: &Folding) -> Texts {
        let parts: Vec<&[&Document]> = documents.chunks(documents.len().div_ceil(4 * processors()).max(1)).collect();
        let parts = in_parallel(&parts, |documents| {
            let (mut words, mut ends, mut known) = (Vec::new(), Vec::new(), HashMap::default());
            for document in *documents {
                push_words(document, folding, &mut known, &mut words);
                ends.push(words.len() as u32);
            }
            (words, ends)
        });
        let (mut words, mut starts) = (vec![BREAK], vec![1]);
        for (part, ends) in parts {
            let start = words.len() as u32;
            words.extend(part);
            starts.extend(ends.into_iter().map(|end| start + end));
        }
        let mut texts = Texts { words, starts, leaders: Vec::new() };
        let mut first = HashMap::default();
        texts.leaders = (0..documents.len() as u32).map(|n| *first.entry(texts.text(n)).or_insert(n)).collect();
        texts
    }

    pub(super) fn text(&self, document: u32) -> &[u32] {
        let at = |document: u32| self.starts[document as usize] as usize;
        &self.words[at(document)..at(document + 1)]
    }

    /// The words of a document without breaks.
    pub(super) fn plain(&self, document: u32) -> Vec<u32> {
        self.text(document).iter().copied().filter(|&word| word != BREAK).collect()
    }

    /// Each text once, as the first document that has it. Those too short for any passage are left out.
    pub(super) fn distinct(&self) -> Vec<u32> {
        let is_distinct = |&n: &u32| self.leaders[n as usize] == n && is_long_enough(self.text(n));
        (0..self.leaders.len() as u32).filter(is_distinct).collect()
    }

    pub(super) fn document_at(&self, place: u32) -> u32 {
        self.starts.partition_point(|&start| start <= place) as u32 - 1
    }
}

/// Adds the words of a document, block by block. Furniture is not part of its text. `known` has the words met before by
/// the hash of their form, because whether it is a stop word takes longer to ask.
fn push_words(document: &Document, folding: &Folding, known: &mut HashMap<u64, u32>, words: &mut Vec<u32>) {
    for block in document.blocks.iter().filter(|block| !block.is_furniture()) {
        for_each_token(&block.text, folding, |token| {
            if !token.is_extra {
                let hash = token.form.bytes().fold(0, |hash, byte| mix(hash, byte.into()));
                words.push(*known.entry(hash).or_insert_with(|| word(token.form, hash)));
            }
        });
        words.push(BREAK);
    }
}

/// A word is the same in documents of any language, so that an unknown language hides no copy.
fn word(form: &str, hash: u64) -> u32 {
    let is_half = form.chars().next().is_some_and(is_unspaced);
    let is_empty = Analyzer::English.is_stop_word(form) || !form.contains(char::is_alphabetic);
    let flags = if is_half { IS_HALF } else { 0 } | if is_empty { IS_EMPTY } else { 0 };
    ((hash >> 32) as u32 | 4) & !3 | flags
}

/// A hash of what came before and a number more (after SplitMix64).
pub(super) fn mix(hash: u64, number: u64) -> u64 {
    let mixed = (hash ^ number).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ mixed >> 29
}

pub(super) fn is_long_enough(words: &[u32]) -> bool {
    let halves = words.iter().filter(|&&word| word != BREAK).map(|word| if word & IS_HALF == 0 { 2 } else { 1 });
    halves.sum::<u32>() >= 2 * MIN_WORDS
}

pub(super) fn grams(words: &[u32], length: usize) -> impl Iterator<Item = u64> {
    words.windows(length).map(|gram| gram.iter().fold(0, |hash, &word| mix(hash, word.into())))
}
