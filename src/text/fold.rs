//! Folding: one spelling for characters that readers do not distinguish.
//!
//! Case, Latin and Greek diacritics, compatibility variants (NFKC), Arabic vowel marks and letter variants, and the
//! apostrophes all fold. What a character folds to is computed once, when a corpus is built, and stored in its root as
//! a table of the characters that occur in the corpus, so that the browser needs no Unicode tables of its own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// What the non-ASCII characters of a corpus fold to. All others become lower case.
///
/// ```
/// use karez::text::Folding;
///
/// let folding = Folding::of(&"Ürümqi’s Qur’ān".chars().collect());
/// assert_eq!(folding.fold("Ürümqi’s Qur’ān"), "urumqi's qur'an");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Folding {
    /// Sorted by character.
    table: Vec<(char, String)>,
}

/// Letters that readers type with or without their marks, whether or not the corpus has them.
const ALWAYS: [std::ops::RangeInclusive<char>; 2] = ['\u{c0}'..='\u{24f}', '\u{1e00}'..='\u{1eff}'];

/// Limit on the bytes that a character folds to: twice those of U+FDFA, for which Unicode has the most.
const MAX_FOLDED: usize = 66;

impl Folding {
    /// The table for a corpus in which these characters occur, and for all accented Latin letters, which readers may type
    /// even if the corpus has none. Only entries that differ from plain lower case are kept.
    pub fn of(characters: &BTreeSet<char>) -> Folding {
        let mut all: BTreeSet<char> = ALWAYS.into_iter().flatten().collect();
        all.extend(characters.iter().filter(|c| !c.is_ascii()));
        let table = all.into_iter().filter_map(|c| {
            let folded = fold(c);
            (!folded.chars().eq(c.to_lowercase())).then_some((c, folded))
        });
        Folding { table: table.collect() }
    }

    /// Whether a table read from a file could have been made by [`Folding::of`]: sorted, and no entry too long.
    pub fn is_sound(&self) -> bool {
        self.table.is_sorted_by(|(one, _), (next, _)| one < next)
            && self.table.iter().all(|(_, folded)| folded.len() <= MAX_FOLDED)
    }

    /// Appends what a character folds to: usually one character, sometimes several (ß) or none (soft hyphen).
    pub fn push(&self, c: char, folded: &mut String) {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else if let Ok(place) = self.table.binary_search_by_key(&c, |(key, _)| *key) {
            folded.push_str(&self.table[place].1);
        } else {
            folded.extend(c.to_lowercase());
        }
    }

    /// A text with every character folded; it may be longer or shorter than the original.
    pub fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        text.chars().for_each(|c| self.push(c, &mut folded));
        folded
    }
}

/// What one character folds to, by the Unicode tables.
fn fold(c: char) -> String {
    if let Some(folded) = fold_specially(c) {
        return folded.into();
    }
    let decomposed: String = std::iter::once(c).nfkd().collect();
    // On Cyrillic and other bases a mark makes another letter: й is not и.
    let keeps_marks = decomposed.chars().next().is_some_and(|base| !is_latin_or_greek(base) && !is_combining(base));
    let letters = decomposed.chars().filter(|&d| !is_dropped_mark(d) || (keeps_marks && is_combining(d)));
    let mut lower = String::new();
    for letter in letters {
        match fold_specially(letter) {
            Some(folded) => lower.push_str(folded),
            None => lower.extend(letter.to_lowercase()),
        }
    }
    // What is left of other scripts goes back together (й, が, 한).
    lower.nfc().collect()
}

/// Characters that Unicode does not decompose, or not as readers expect.
fn fold_specially(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bb}' | '\u{2bc}' | '\u{2b9}' | '\u{2be}' | '\u{2bf}'
        | '\u{ff07}' => "'",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ł' | 'Ł' => "l",
        'ı' | 'İ' => "i",
        'ħ' | 'Ħ' => "h",
        'ё' | 'Ё' => "е",
        'ς' => "σ",
        // Arabic letters typed for one another: alef, ya, kaf, heh, teh marbuta.
        'أ' | 'إ' | 'آ' | 'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ک' => "ك",
        'ھ' | 'ہ' | 'ة' => "ه",
        // Tatweel, soft hyphen and the joiners carry no letter.
        '\u{640}' | '\u{ad}' | '\u{200c}' | '\u{200d}' => "",
        _ => return None,
    })
}

fn is_latin_or_greek(c: char) -> bool {
    c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{370}'..='\u{3ff}')
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Marks that never distinguish words for a reader: Latin diacritics, Hebrew points, Arabic vowels.
fn is_dropped_mark(c: char) -> bool {
    is_combining(c)
        || matches!(c, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}')
        || matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{652}' | '\u{670}' | '\u{6d6}'..='\u{6dc}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_would_make_much_of_little_are_not_sound() {
        let every = (char::MIN..=char::MAX).collect();
        assert!(Folding::of(&every).is_sound());
        let table = |entries: &[(char, usize)]| Folding {
            table: entries.iter().map(|&(c, length)| (c, "a".repeat(length))).collect(),
        };
        assert!(!table(&[('é', MAX_FOLDED + 1)]).is_sound());
        assert!(!table(&[('é', 1), ('é', 1)]).is_sound());
    }

    #[test]
    fn characters_readers_do_not_tell_apart_fold_together() {
        let cases = [
            ("Ürümqi", "urumqi"),
            ("Agnès", "agnes"),
            ("STRASSE Straße", "strasse strasse"),
            ("İstanbul ISTANBUL ıspanak", "istanbul istanbul ispanak"),
            ("Qur’an Qurʼan", "qur'an qur'an"),
            ("ＵＮ", "un"),
            ("Й ё й", "й е й"),
            ("ガ が", "ガ が"),
            ("كِتَاب أحمد", "كتاب احمد"),
            ("ﺋﯘﻳﻐﯘﺭ", "ئۇيغۇر"),
            ("e\u{301}tude", "etude"),
            ("Ελλάς", "ελλασ"),
            ("维吾尔", "维吾尔"),
        ];
        for (text, expected) in cases {
            let folding = Folding::of(&text.chars().collect());
            assert_eq!(folding.fold(text), expected, "{text}");
        }
    }

    #[test]
    fn accents_typed_fold_even_where_the_corpus_has_none() {
        assert_eq!(Folding::of(&BTreeSet::new()).fold("Ürümqi"), "urumqi");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        let characters: BTreeSet<char> = ('\u{80}'..'\u{3000}').filter(|c| c.is_alphanumeric()).collect();
        let folding = Folding::of(&characters);
        for c in characters {
            let once = folding.fold(&c.to_string());
            let twice = Folding::of(&once.chars().collect()).fold(&once);
            assert_eq!(twice, once, "U+{:04X}", c as u32);
        }
    }
}
