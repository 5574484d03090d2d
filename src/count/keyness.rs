//! Words of two sets of documents, compared.

use super::lexicon::Lexicon;
use super::text::Text;
use crate::index::bytes::FormatError;
use crate::index::frequencies::Frequencies;

/// Occurrences of each word on both sides, by its number in the lexicon.
#[derive(Debug, Default)]
pub struct Tally(Vec<[u32; 2]>);

/// A word with its occurrences on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// Its number in the lexicon.
    pub word: u32,
    pub counts: [u32; 2],
}

impl Tally {
    /// Counts the words of a text on the sides that it is on.
    pub fn add(&mut self, text: &Text, is_on: [bool; 2], lexicon: &Lexicon) {
        self.0.resize(lexicon.count(), [0; 2]);
        for word in &text.words {
            let counts = &mut self.0[word.form as usize];
            counts.iter_mut().zip(is_on).for_each(|(count, is_on)| *count += u32::from(is_on));
        }
    }

    /// The words that both sides together have so often.
    pub fn pairs(&self, least: u32) -> Vec<Pair> {
        let pairs = (0..).zip(&self.0).map(|(word, &counts)| Pair { word, counts });
        pairs.filter(|pair| pair.counts[0].saturating_add(pair.counts[1]) >= least).collect()
    }

    /// The same when only the texts of one side were read and the other side is the rest of the corpus.
    pub fn pairs_with_rest(
        &self,
        read: usize,
        least: u32,
        lexicon: &mut Lexicon,
        corpus: &Frequencies,
    ) -> Result<Vec<Pair>, FormatError> {
        let mut pairs = Vec::new();
        corpus.for_each(|word, total| {
            if total >= least {
                let word = lexicon.number(word);
                let here = self.0.get(word as usize).map_or(0, |counts| counts[read]);
                let mut counts = [total.saturating_sub(here); 2];
                counts[read] = here;
                pairs.push(Pair { word, counts });
            }
        })?;
        Ok(pairs)
    }
}
