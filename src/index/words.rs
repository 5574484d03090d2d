//! The commonest words of the corpus in one small file, for spelling correction and completion.
//!
//! The dictionary itself is in shards, and a mistyped word does not lead to the right one: its first letters may be
//! wrong. This list has the commonest forms of all shards, with approximate document frequencies.

use serde::{Deserialize, Serialize};

use super::bytes::{FormatError, pack};
use super::terms::shared_bytes;
use crate::text::spelling::{Capitals, Spelling, Spellings};

/// Limit on the packed list. More would correct rarer words, but cost every reader who mistypes one. 10,000 passages of
/// the UN's General Debate take half of it.
pub const MAX_WORD_LIST_BYTES: usize = 50 * 1000;

/// A form must occur in one document for every this many documents of the corpus, up to [`MOST_REQUIRED`]: in a small
/// corpus every word counts, in a large one words of few documents are mostly misspelled themselves.
const CORPUS_PER_REQUIRED: u32 = 2_000;

const MOST_REQUIRED: u32 = 5;

/// Limit on the bytes that a form shares with the one before. Few words are longer.
const MAX_SHARED: usize = 31;

/// Forms in ascending order, front-coded, in two columns, because like deflates best beside like.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Forms {
    /// For each form, the number of bytes it shares with the one before.
    shared: Vec<u8>,
    /// The rest of each form, followed by a line break.
    rests: String,
}

impl Forms {
    /// These forms, which must be ascending.
    pub(super) fn of<'a>(forms: impl Iterator<Item = &'a str>) -> Forms {
        let (mut list, mut last) = (Forms::default(), "");
        for form in forms {
            let shared = shared_bytes(last, form, MAX_SHARED);
            list.shared.push(shared as u8);
            list.rests.extend([&form[shared..], "\n"]);
            last = form;
        }
        list
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.shared.len()
    }

    /// Calls back for every form in order.
    pub(super) fn for_each(&self, visit: &mut dyn FnMut(&str) -> Result<(), FormatError>) -> Result<(), FormatError> {
        let mut rests = self.rests.lines();
        let mut form = String::new();
        for &shared in &self.shared {
            let rest = rests.next().ok_or(FormatError::Damaged)?;
            // Each form sorts behind the one before: a list of few bytes cannot repeat a long one very often.
            form.get(shared.into()..).filter(|tail| *tail < rest).ok_or(FormatError::Damaged)?;
            form.truncate(shared.into());
            form.push_str(rest);
            visit(&form)?;
        }
        Ok(())
    }
}

/// The commonest folded forms with approximate document frequencies, and how each is usually written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WordList {
    forms: Forms,
    /// For each form, the binary logarithm of its document frequency, rounded down.
    classes: Vec<u8>,
    /// For each form, the number of its [`Capitals`] where only capitals tell how it is written from how it is folded,
    /// otherwise [`IN_FULL`].
    capitals: Vec<u8>,
    /// How the forms with [`IN_FULL`] are written, each followed by a line break.
    written: String,
}

/// Marks a form whose spelling is stored in full.
const IN_FULL: u8 = Capitals::ALL.len() as u8;

impl WordList {
    /// A list of all these forms, which must be ascending, with the number of documents that have each and with how they
    /// are written.
    fn of(words: &[(&str, u32, &Spellings)]) -> WordList {
        let forms = Forms::of(words.iter().map(|(form, ..)| *form));
        let mut list = WordList { forms, ..WordList::default() };
        for (_, documents, spellings) in words {
            list.classes.push(documents.max(&1).ilog2() as u8);
            match spellings.usual() {
                Some(Spelling::Other(written)) => {
                    list.capitals.push(IN_FULL);
                    list.written.extend([written, "\n"]);
                }
                Some(Spelling::Folded(capitals)) => list.capitals.push(capitals as u8),
                None => list.capitals.push(Capitals::None as u8),
            }
        }
        list
    }

    /// Calls `visit` for every form, ascending by bytes, with how it is usually written and its document frequency
    /// rounded down to a power of two. Fails where the list is damaged.
    pub fn for_each(&self, mut visit: impl FnMut(&str, Spelling<'_>, u32)) -> Result<(), FormatError> {
        let (mut classes, mut capitals, mut written) =
            (self.classes.iter(), self.capitals.iter(), self.written.lines());
        self.forms.for_each(&mut |form| {
            let documents = classes.next().and_then(|&class| 1u32.checked_shl(class.into()));
            let spelling = match *capitals.next().ok_or(FormatError::Damaged)? {
                IN_FULL => written.next().map(Spelling::Other),
                number => Capitals::ALL.get(usize::from(number)).copied().map(Spelling::Folded),
            };
            visit(form, spelling.ok_or(FormatError::Damaged)?, documents.ok_or(FormatError::Damaged)?);
            Ok(())
        })
    }
}

/// The forms that may be listed for a corpus of `documents` documents, ascending, with the number of documents that have
/// each. A form may be given several times, in any order, each time with the number of documents that have it under one
/// term; the numbers are added.
pub fn common_words(forms: impl IntoIterator<Item = (String, u32)>, documents: u32) -> Vec<(String, u32)> {
    let required = (documents / CORPUS_PER_REQUIRED).clamp(1, MOST_REQUIRED);
    let mut forms: Vec<(String, u32)> = forms.into_iter().filter(|(form, _)| is_listed(form)).collect();
    forms.sort_unstable();
    forms.dedup_by(|next, first| {
        let is_same = next.0 == first.0;
        first.1 += if is_same { next.1 } else { 0 };
        is_same
    });
    forms.retain(|(_, documents)| *documents >= required);
    forms
}

/// The content of the word list file: as many of the commonest of these words, each with its spellings, as fit into
/// [`MAX_WORD_LIST_BYTES`]. The words must be ascending.
pub fn pack_words(words: &[(String, u32)], spellings: &[Spellings]) -> Vec<u8> {
    let packed = |count: usize| {
        let all = words.iter().zip(spellings);
        let mut commonest: Vec<(&str, u32, &Spellings)> =
            all.map(|((form, documents), spellings)| (form.as_str(), *documents, spellings)).collect();
        commonest.sort_by_key(|(_, documents, _)| std::cmp::Reverse(*documents));
        commonest.truncate(count);
        commonest.sort_unstable_by_key(|(form, ..)| *form);
        pack(&WordList::of(&commonest))
    };
    let whole = packed(words.len());
    if whole.len() <= MAX_WORD_LIST_BYTES {
        return whole;
    }
    // The most that fit: each step halves what is in doubt.
    let (mut fits, mut too_many) = (0, words.len());
    while too_many - fits > 1 + fits / 100 {
        let middle = fits + (too_many - fits) / 2;
        if packed(middle).len() <= MAX_WORD_LIST_BYTES { fits = middle } else { too_many = middle }
    }
    packed(fits)
}

/// Numbers and single characters are neither corrected nor completed.
fn is_listed(form: &str) -> bool {
    form.chars().nth(1).is_some() && form.chars().all(|c| !c.is_numeric() && !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::bytes::unpack;
    use proptest::prelude::*;

    fn listed(packed: &[u8]) -> Vec<(String, u32)> {
        let list: WordList = unpack(packed).unwrap();
        let mut found = Vec::new();
        list.for_each(|form, _, documents| found.push((form.to_string(), documents))).unwrap();
        found
    }

    fn pack_words(forms: impl IntoIterator<Item = (String, u32)>, documents: u32) -> Vec<u8> {
        let words = common_words(forms, documents);
        super::pack_words(&words, &vec![Spellings::default(); words.len()])
    }

    #[test]
    fn a_word_is_listed_as_it_is_written() {
        let words = ["reeducation", "report", "un", "urumqi", "xinjiang"];
        let written = ["re-education", "report", "UN", "Ürümqi", "Xinjiang"];
        let spellings = words.iter().zip(written).map(|(form, written)| {
            let mut spellings = Spellings::default();
            spellings.add(form, written, (0, written.len() as u32), true);
            spellings
        });
        let forms: Vec<(String, u32)> = words.iter().map(|form| (form.to_string(), 9)).collect();
        let list: WordList = unpack(&super::pack_words(&forms, &spellings.collect::<Vec<_>>())).unwrap();
        let mut found = Vec::new();
        list.for_each(|form, spelling, _| found.push(spelling.write(form))).unwrap();
        assert_eq!(found, written);
    }

    fn forms(list: &[(&str, u32)]) -> Vec<(String, u32)> {
        list.iter().map(|(form, documents)| (form.to_string(), *documents)).collect()
    }

    #[test]
    fn a_small_corpus_lists_every_word() {
        let packed =
            pack_words(forms(&[("zeal", 1), ("camp", 5), ("a", 9), ("2022", 9), ("camp", 4), ("维吾", 1)]), 17);
        assert_eq!(listed(&packed), forms(&[("camp", 8), ("zeal", 1), ("维吾", 1)]));
    }

    #[test]
    fn a_large_corpus_lists_words_of_several_documents() {
        let packed = pack_words(forms(&[("rare", 4), ("known", 5)]), 10_000);
        assert_eq!(listed(&packed), forms(&[("known", 4)]));
    }

    #[test]
    fn a_list_that_is_too_long_keeps_the_commonest() {
        // Letters that deflate cannot shorten much.
        let word = |number: u64| base(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let many = (0..40_000u64).map(|number| (word(number), if number % 4 == 0 { 900 } else { 9 }));
        let packed = pack_words(many, 10_000);
        assert!((MAX_WORD_LIST_BYTES * 9 / 10..=MAX_WORD_LIST_BYTES).contains(&packed.len()), "{}", packed.len());
        let listed = listed(&packed);
        let common = listed.iter().filter(|(_, documents)| *documents == 512).count();
        assert!(common == listed.len() || common == 10_000, "{common} of {}", listed.len());
    }

    fn base(mut number: u64) -> String {
        let mut word = String::new();
        for _ in 0..9 {
            word.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        word
    }

    #[test]
    fn a_form_that_is_repeated_is_refused() {
        let list = |rests: &str| WordList {
            forms: Forms { shared: vec![0, 3], rests: rests.into() },
            classes: vec![1, 1],
            capitals: vec![0, 0],
            written: String::new(),
        };
        assert!(list("camp\npus\n").for_each(|_, _, _| {}).is_ok());
        for rests in ["camp\np\n", "camp\n\n", "camp\nel\n"] {
            assert_eq!(list(rests).for_each(|_, _, _| {}), Err(FormatError::Damaged), "{rests:?}");
        }
    }

    proptest! {
        #[test]
        fn words_come_back(words in prop::collection::btree_map("[a-cé维]{2,5}", 1u32..3000, 0..40)) {
            let expected: Vec<(String, u32)> =
                words.iter().map(|(word, documents)| (word.clone(), 1 << documents.ilog2())).collect();
            prop_assert_eq!(listed(&pack_words(words, 17)), expected);
        }

        #[test]
        fn damaged_lists_are_an_error_or_a_value(
            shared in prop::collection::vec(any::<u8>(), 0..9),
            rests in "[a-c\u{e9}\n]{0,20}",
            classes in prop::collection::vec(any::<u8>(), 0..9),
            capitals in prop::collection::vec(0u8..6, 0..9),
            written in "[A-C\n]{0,9}",
        ) {
            let _ = WordList { forms: Forms { shared, rests }, classes, capitals, written }.for_each(|_, _, _| {});
        }
    }
}
