//! Sets of documents as bit sets.

/// A set of document numbers below the number of documents in the corpus, one bit each. Sets that are combined must be
/// of the same corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSet {
    words: Vec<u64>,
}

impl DocumentSet {
    /// The empty set of a corpus of `documents` documents.
    pub fn empty(documents: u32) -> DocumentSet {
        DocumentSet { words: vec![0; documents.div_ceil(64) as usize] }
    }

    /// The set of all `documents` documents.
    pub fn full(documents: u32) -> DocumentSet {
        let mut set = DocumentSet { words: vec![u64::MAX; documents.div_ceil(64) as usize] };
        if let (Some(last), over @ 1..) = (set.words.last_mut(), documents % 64) {
            *last = (1 << over) - 1;
        }
        set
    }

    /// The set of some numbers; those outside `0..documents` are ignored.
    pub fn of(documents: u32, numbers: impl IntoIterator<Item = u32>) -> DocumentSet {
        let mut set = DocumentSet::empty(documents);
        numbers.into_iter().filter(|&number| number < documents).for_each(|number| {
            set.insert(number);
        });
        set
    }

    /// Adds numbers, all of which must be in range.
    pub fn extend(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|&number| {
            self.insert(number);
        });
    }

    /// Adds a number, which must be in range; returns whether it is new.
    pub fn insert(&mut self, number: u32) -> bool {
        let is_new = !self.contains(number);
        self.words[(number / 64) as usize] |= 1 << (number % 64);
        is_new
    }

    /// Whether a document is in the set; false for numbers out of range.
    pub fn contains(&self, number: u32) -> bool {
        self.words.get((number / 64) as usize).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Union: adds the documents of another set.
    pub fn add(&mut self, other: &DocumentSet) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Intersection: keeps only the documents that are in another set too.
    pub fn keep(&mut self, other: &DocumentSet) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Difference: removes the documents of another set.
    pub fn remove(&mut self, other: &DocumentSet) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// The number of documents in the set.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// The document numbers, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        (0u32..).zip(&self.words).flat_map(|(place, &word)| {
            let not_empty = |&word: &u64| word != 0;
            // Each step drops the lowest bit.
            let rest = std::iter::successors(Some(word).filter(not_empty), move |word| {
                Some(word & (word - 1)).filter(not_empty)
            });
            rest.map(move |word| place * 64 + word.trailing_zeros())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn sets_agree_with_the_standard_ones(
            a in prop::collection::btree_set(0u32..200, 0..60),
            b in prop::collection::btree_set(0u32..200, 0..60),
        ) {
            prop_assert_eq!(DocumentSet::full(200), DocumentSet::of(200, 0..200));
            prop_assert_eq!(DocumentSet::full(128), DocumentSet::of(128, 0..128));
            let set = |numbers: &BTreeSet<u32>| DocumentSet::of(200, numbers.iter().copied());
            let (mut both, mut either, mut only) = (set(&a), set(&a), set(&a));
            both.keep(&set(&b));
            either.add(&set(&b));
            only.remove(&set(&b));
            prop_assert!(both.iter().eq(a.intersection(&b).copied()));
            prop_assert!(either.iter().eq(a.union(&b).copied()));
            prop_assert!(only.iter().eq(a.difference(&b).copied()));
            prop_assert_eq!(either.count() as usize, a.union(&b).count());
            prop_assert!((0..200).all(|n| either.contains(n) == (a.contains(&n) || b.contains(&n))));
        }
    }
}
