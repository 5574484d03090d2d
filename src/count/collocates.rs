//! Words that stand near mentions.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::text::Text;
use crate::index::bytes::FormatError;
use crate::index::frequencies::Frequencies;

/// What the texts read so far say of each word, by its number in the lexicon.
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

/// A word that stands near mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Collocate {
    /// Its number in the lexicon.
    pub word: u32,
    pub together: u32,
    pub total: u32,
    pub documents: u32,
}

impl Tally {
    /// Counts a text with the words that its mentions cover. Each word counts once, however many mentions are near; words
    /// of mentions do not.
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

    /// The words that are near mentions at least so often. Their totals are those of the whole corpus if its frequencies
    /// are given, otherwise those of the texts that were read.
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
