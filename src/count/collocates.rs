//! Collocates: words that occur near mentions.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::text::Text;
use crate::index::bytes::FormatError;
use crate::index::frequencies::Frequencies;

/// Running counts of each word over the texts read so far. Every call must use the same lexicon.
#[derive(Debug, Default)]
pub struct Tally {
    words: Vec<Counts>,
    documents: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    /// Occurrences near a mention.
    together: u32,
    /// Occurrences in all.
    total: u32,
    /// Documents in which it is near a mention, and the last one that counted.
    documents: u32,
    last: u32,
}

/// A word that occurs near mentions, with its counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collocate {
    /// The word's number in the lexicon.
    pub word: u32,
    /// Occurrences within the window of any mention, each counted once.
    pub together: u32,
    /// All occurrences, near or not: in the corpus or in the texts that were read.
    pub total: u32,
    /// Documents in which it occurs near a mention.
    pub documents: u32,
}

impl Tally {
    /// Adds a text. `mentions` are ranges of `text.words`, `window` the number of words to look at on either side,
    /// within the block. A word near several mentions counts once; words that a mention covers are not near any.
    pub fn add(&mut self, text: &Text, mentions: &[Range<usize>], window: u32, lexicon: &Lexicon) {
        self.documents += 1;
        self.words.resize(lexicon.count(), Counts::default());
        let mut is_near = vec![false; text.words.len()];
        for run in mentions {
            is_near[text.before(run.start, window)].fill(true);
            is_near[text.behind(run.end, window)].fill(true);
        }
        mentions.iter().for_each(|run| is_near[run.clone()].fill(false));
        for (word, is_near) in text.words.iter().zip(is_near) {
            let counts = &mut self.words[word.form as usize];
            counts.total += 1;
            if is_near {
                counts.together += 1;
                counts.documents += u32::from(counts.last != self.documents);
                counts.last = self.documents;
            }
        }
    }

    /// The words that occur near mentions at least `least` times, by word number. Totals are those of the corpus if its
    /// frequencies are given, otherwise those of the texts that were read. Fails if the frequencies are damaged.
    pub fn collocates(
        &self,
        least: u32,
        lexicon: &Lexicon,
        corpus: Option<&Frequencies>,
    ) -> Result<Vec<Collocate>, FormatError> {
        let mut totals: Vec<u32> = self.words.iter().map(|counts| counts.total).collect();
        if let Some(frequencies) = corpus {
            frequencies.for_each(|word, total| {
                if let Some(known) = lexicon.get(word).and_then(|number| totals.get_mut(number as usize)) {
                    *known = total;
                }
            })?;
        }
        let rows = (0..).zip(self.words.iter().zip(totals)).filter(|(_, (counts, _))| counts.together >= least);
        Ok(rows
            .map(|(word, (&Counts { together, documents, .. }, total))| Collocate { word, together, total, documents })
            .collect())
    }
}
