//! Words as numbers: an occurrence is counted without a copy of its word.

use crate::search::order::sort_by_number;
use crate::text::Spellings;

/// Distinct words, numbered from 0 in the order in which they were added: a hash table with open addressing.
#[derive(Debug, Default)]
pub struct Lexicon {
    letters: String,
    /// End of each word in `letters`, in bytes.
    ends: Vec<u32>,
    /// Word numbers plus 1, each at the index given by the word's hash or the next free one; 0 is free. The length is a
    /// power of two.
    slots: Vec<u32>,
    /// How each word is written, as far as that was counted.
    spellings: Vec<Spellings>,
}

impl Lexicon {
    /// The number of a word, which is added if it is new.
    pub fn number(&mut self, word: &str) -> u32 {
        if (self.ends.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot(word);
        if self.slots[slot] == 0 {
            self.letters.push_str(word);
            self.ends.push(self.letters.len() as u32);
            self.slots[slot] = self.ends.len() as u32;
        }
        self.slots[slot] - 1
    }

    /// The number of a word; `None` if it was never added.
    pub fn get(&self, word: &str) -> Option<u32> {
        self.slots.get(self.slot(word))?.checked_sub(1)
    }

    /// The word with a number; empty if there is none.
    pub fn word(&self, number: u32) -> &str {
        let end = |number: u32| self.ends.get(number as usize).map_or(0, |&end| end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.letters.get(start..end(number)).unwrap_or_default()
    }

    /// The counts of how a word is written, by its number.
    pub fn spellings(&mut self, number: u32) -> &mut Spellings {
        let place = number as usize;
        if place >= self.spellings.len() {
            self.spellings.resize(place + 1, Spellings::default());
        }
        &mut self.spellings[place]
    }

    /// How the word with a number is usually written; as it was added where that was not counted.
    pub fn written(&self, number: u32) -> String {
        let usual = self.spellings.get(number as usize).and_then(Spellings::usual);
        usual.map_or_else(|| self.word(number).into(), |spelling| spelling.write(self.word(number)))
    }

    /// How many words there are; numbers are below it.
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    /// The index in `slots` at which a word is, or would be.
    fn slot(&self, word: &str) -> usize {
        let mask = self.slots.len().wrapping_sub(1);
        // FNV-1a.
        let mix = |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        let mut slot = word.bytes().fold(0x811c_9dc5, mix) as usize & mask;
        // Half of them are free.
        while self.slots.get(slot).is_some_and(|&taken| taken > 0 && self.word(taken - 1) != word) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for number in 0..self.ends.len() as u32 {
            let slot = self.slot(self.word(number));
            self.slots[slot] = number + 1;
        }
    }

    /// For each word by number, its rank in the order of its bytes, from 0.
    pub fn ranks(&self) -> Vec<u32> {
        let order = alphabetical((0..self.count() as u32).collect(), |&number| self.word(number));
        let mut ranks = vec![0; order.len()];
        (0..).zip(order).for_each(|(rank, number)| ranks[number as usize] = rank);
        ranks
    }
}

/// The items in the order of their words' UTF-8 bytes, which is that of their code points. Stable.
pub fn alphabetical<'a, T>(mut items: Vec<T>, word: impl Fn(&T) -> &'a str) -> Vec<T> {
    // Eight bytes at a time from the last ones to the first, so that no other sorting code is needed.
    let longest = items.iter().map(|item| word(item).len()).max().unwrap_or(0);
    for piece in (0..longest.div_ceil(8)).rev() {
        items = sort_by_number(items, |item| {
            let bytes = word(item).as_bytes().iter().skip(piece * 8).chain(std::iter::repeat(&0));
            bytes.take(8).fold(0, |number, &byte| number << 8 | u64::from(byte))
        });
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn words_keep_their_numbers(words in prop::collection::vec("[ab维é]{0,12}", 0..200)) {
            let mut lexicon = Lexicon::default();
            prop_assert_eq!(lexicon.get("a"), None);
            let numbers: Vec<u32> = words.iter().map(|word| lexicon.number(word)).collect();
            let different: BTreeSet<&String> = words.iter().collect();
            prop_assert_eq!(lexicon.count(), different.len());
            let ranks = lexicon.ranks();
            for (word, &number) in words.iter().zip(&numbers) {
                prop_assert_eq!(lexicon.word(number), word.as_str());
                prop_assert_eq!(lexicon.get(word), Some(number));
                let before = different.iter().filter(|other| **other < word).count();
                prop_assert_eq!(ranks[number as usize] as usize, before);
            }
        }
    }
}
