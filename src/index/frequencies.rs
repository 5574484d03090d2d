//! How often each word stands in the texts of the whole corpus: what tables of words compare with.
//!
//! The positions of a word say so too, but a table has thousands of words, in as many files. This list is fetched for
//! such tables only.

use super::bytes::{FormatError, put_section, take_section};
use super::numbers::Numbers;
use super::words::Forms;

/// Words with fewer occurrences are not listed: they are two thirds of all words, and nothing can be said of them.
pub const LEAST_OCCURRENCES: u32 = 3;

/// Words of the texts, titles left out, with their occurrences. Those that repeat others do not count: wholes of
/// hyphenated words, pairs of characters.
#[derive(Debug, Default)]
pub struct Frequencies {
    forms: Forms,
    occurrences: Numbers,
}

impl Frequencies {
    /// The words that occur often enough. One may come several times, in any order: its numbers are added.
    pub fn of(mut words: Vec<(&str, u32)>) -> Frequencies {
        words.sort_unstable();
        words.dedup_by(|next, first| {
            let is_same = next.0 == first.0;
            first.1 += if is_same { next.1 } else { 0 };
            is_same
        });
        words.retain(|(_, occurrences)| *occurrences >= LEAST_OCCURRENCES);
        let mut occurrences = Numbers::default();
        words.iter().for_each(|(_, number)| occurrences.push(number - LEAST_OCCURRENCES));
        Frequencies { forms: Forms::of(words.iter().map(|(form, _)| *form)), occurrences }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail, and sequences have lengths.
        put_section(&postcard::to_allocvec(&self.forms).expect("a list is plain data"), &mut bytes);
        self.occurrences.put(&mut bytes);
        bytes
    }

    pub fn from_bytes(mut bytes: &[u8]) -> Result<Frequencies, FormatError> {
        let forms: Forms = postcard::from_bytes(&take_section(&mut bytes)?).map_err(|_| FormatError::Damaged)?;
        let occurrences = Numbers::take(&mut bytes)?;
        let is_whole = bytes.is_empty() && forms.len() == occurrences.len();
        if is_whole { Ok(Frequencies { forms, occurrences }) } else { Err(FormatError::Damaged) }
    }

    /// Calls back for every word in ascending order with its occurrences.
    pub fn for_each(&self, mut visit: impl FnMut(&str, u32)) -> Result<(), FormatError> {
        let mut occurrences = self.occurrences.from(0);
        self.forms.for_each(&mut |form| {
            let more = occurrences.next().and_then(|more| more.checked_add(LEAST_OCCURRENCES));
            visit(form, more.ok_or(FormatError::Damaged)?);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn words_that_occur_often_enough_come_back(words in prop::collection::vec(("[a-c\u{e9}维]{1,5}", 0u32..9), 0..60)) {
            let bytes = Frequencies::of(words.iter().map(|(word, n)| (word.as_str(), *n)).collect()).to_bytes();
            let mut expected: BTreeMap<&str, u32> = BTreeMap::new();
            words.iter().for_each(|(word, n)| *expected.entry(word).or_default() += n);
            expected.retain(|_, n| *n >= LEAST_OCCURRENCES);
            let mut found = Vec::new();
            Frequencies::from_bytes(&bytes).unwrap().for_each(|word, n| found.push((word.to_string(), n))).unwrap();
            prop_assert!(found.iter().map(|(word, n)| (word.as_str(), *n)).eq(expected));
        }

        #[test]
        fn damaged_lists_are_an_error_or_a_value(at: prop::sample::Index, to: u8) {
            let mut bytes = Frequencies::of(vec![("camp", 5), ("camps", 7), ("the", 90)]).to_bytes();
            let place = at.index(bytes.len());
            bytes[place] = to;
            let _ = Frequencies::from_bytes(&bytes).and_then(|list| list.for_each(|_, _| {}));
        }
    }
}
