//! Names in texts, however they are written: texts are compared by their folded letters and digits, each of which
//! knows where in the text it came from.

use std::{ops::Range, sync::OnceLock};

use aho_corasick::{AhoCorasick, BuildError};
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use crate::text::{Folding, token::is_unspaced};

/// Letters and digits from which on a name is also found where it is spaced or hyphenated otherwise.
const LONG: usize = 8;

/// Where Unicode has characters that fold to others; Han and Hangul, which are between, stay as they are.
const FOLDED: [std::ops::RangeInclusive<char>; 3] =
    ['\u{80}'..='\u{33ff}', '\u{f900}'..='\u{ffef}', '\u{1d400}'..='\u{1d7ff}'];

/// The folding of all characters, whether or not a corpus has them.
pub fn folding() -> &'static Folding {
    static FOLDING: OnceLock<Folding> = OnceLock::new();
    FOLDING.get_or_init(|| Folding::of(&FOLDED.into_iter().flatten().collect()))
}

/// The letters and digits of a text, folded, with nothing between them.
#[derive(Debug, Default)]
pub struct Letters {
    text: String,
    /// For each byte of `text`: the bytes of the original that its letter came from.
    origins: Vec<Range<usize>>,
    /// For each byte of `text`: whether something else stood before it.
    is_word_start: Vec<bool>,
}

impl Letters {
    pub fn of(text: &str) -> Letters {
        let mut letters = Letters::default();
        let (mut is_after_gap, mut folded) = (true, String::new());
        let mut characters = text.char_indices().peekable();
        while let Some((start, character)) = characters.next() {
            let mut end = start + character.len_utf8();
            folded.clear();
            while let Some((at, mark)) = characters.next_if(|(_, next)| joins(*next)) {
                end = at + mark.len_utf8();
            }
            // Letter and mark may be one character or two (й): both fold alike.
            text[start..end].nfc().for_each(|composed| folding().push(composed, &mut folded));
            if folded.is_empty() {
                // A soft hyphen, a joiner: hidden with the letter before it.
                if let Some(last) = letters.origins.last_mut().filter(|last| last.end == start) {
                    last.end = end;
                }
            }
            for letter in folded.chars() {
                if letter.is_alphanumeric() {
                    letters.text.push(letter);
                    letters.origins.resize(letters.text.len(), start..end);
                    letters.is_word_start.push(is_after_gap);
                    letters.is_word_start.resize(letters.text.len(), false);
                    is_after_gap = false;
                } else {
                    is_after_gap = true;
                }
            }
        }
        letters
    }

    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Words of letters with one space between them: equal for texts that read alike.
    pub fn words(&self) -> String {
        let mut words = String::new();
        for (at, letter) in self.text.char_indices() {
            if at > 0 && self.is_word_start[at] {
                words.push(' ');
            }
            words.push(letter);
        }
        words
    }

    /// Whether a word may begin, or end, before this byte. Between scripts without spaces it always may.
    fn is_boundary(&self, at: usize) -> bool {
        let is_free = |letter: Option<char>| letter.is_none_or(is_joined);
        at == self.text.len()
            || self.is_word_start[at]
            || is_free(self.text[..at].chars().next_back())
            || is_free(self.text[at..].chars().next())
    }
}

/// Marks, and the vowels and finals of Hangul, belong to the character before them.
fn joins(character: char) -> bool {
    canonical_combining_class(character) != 0 || matches!(character, '\u{1160}'..='\u{11ff}')
}

/// Scripts in which names have no spaces around them, Hangul with its particles among them.
fn is_joined(letter: char) -> bool {
    is_unspaced(letter) || matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

/// Many names, looked for at once.
#[derive(Debug, Clone, Default)]
pub struct Names {
    automaton: Option<AhoCorasick>,
    names: Vec<Name>,
}

#[derive(Debug, Clone)]
struct Name {
    is_word_start: Vec<bool>,
    /// Spaces inside of it do not matter.
    is_loose: bool,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its place among the names.
    pub name: usize,
    /// Bytes of the text.
    pub range: Range<usize>,
}

impl Names {
    /// Names without a letter or digit are in no text. Fails when the names are too many for an automaton.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Names, BuildError> {
        let letters: Vec<Letters> = names.into_iter().map(Letters::of).collect();
        let automaton = AhoCorasick::new(letters.iter().map(|letters| letters.text.as_str()))?;
        let is_loose = |text: &str| text.chars().count() >= LONG || text.chars().any(is_joined);
        let names = letters
            .into_iter()
            .map(|letters| Name { is_loose: is_loose(&letters.text), is_word_start: letters.is_word_start });
        Ok(Names { names: names.collect(), automaton: Some(automaton) })
    }

    /// Every mention as whole words, those inside of others among them, in the order of their ends.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let letters = Letters::of(text);
        let found = automaton.find_overlapping_iter(&letters.text).filter(|found| {
            let Name { is_word_start, is_loose } = &self.names[found.pattern().as_usize()];
            let has_same_spaces =
                || (1..found.len()).all(|at| letters.is_word_start[found.start() + at] == is_word_start[at]);
            !found.is_empty()
                && letters.is_boundary(found.start())
                && letters.is_boundary(found.end())
                && (*is_loose || has_same_spaces())
        });
        let range = |start: usize, end: usize| letters.origins[start].start..letters.origins[end - 1].end;
        found
            .map(|found| Mention { name: found.pattern().as_usize(), range: range(found.start(), found.end()) })
            .collect()
    }
}

/// Those of some mentions that do not overlap: the first, and of those that begin together the longest.
pub fn longest(mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end), mention.name));
    let mut end = 0;
    mentions.retain(|mention| {
        let is_free = mention.range.start >= end;
        if is_free {
            end = mention.range.end;
        }
        is_free
    });
    mentions
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found<'t>(name: &str, text: &'t str) -> Vec<&'t str> {
        let names = Names::new([name]).unwrap();
        names.mentions(text).into_iter().map(|mention| &text[mention.range]).collect()
    }

    #[test]
    fn spelling_hides_no_name() {
        for written in [
            "Abdulla Rahman",
            "ABDULLA\n  RAHMAN",
            "Abdul-\nla Rahman",
            "abdulla-rahman",
            "Abdúlla Ráhman",
            "Abdulla R\u{e1}hman",
            "Abdulla Ra\u{301}hman",
            "abdullarahman",
            "Ab\u{ad}dulla Rah\u{200d}man",
        ] {
            assert_eq!(found("Abdulla Rahman", &format!("by {written}, who")), [written], "{written}");
        }
        assert_eq!(found("阿卜杜", "记者阿卜杜拉"), ["阿卜杜"]);
        assert_eq!(found("ئابدۇللا", "دېدى ئابدۇللا."), ["ئابدۇللا"]);
        assert_eq!(found("Андрей", "к: Андреи\u{306}!"), ["Андреи\u{306}"]);
    }

    #[test]
    fn names_are_whole_words() {
        assert_eq!(found("Li", "Mr Li’s police, L. I. Smith"), ["Li"]);
        assert!(found("Rahman", "Rahmanov").is_empty());
        assert!(found("—", "a — b").is_empty());
    }

    #[test]
    fn the_longest_of_overlapping_mentions_is_kept() {
        let names = Names::new(["Li", "Li Ming", "Ming Dynasty"]).unwrap();
        let kept: Vec<usize> =
            longest(names.mentions("Li Ming Dynasty, Li")).into_iter().map(|mention| mention.name).collect();
        assert_eq!(kept, [1, 0]);
    }

    proptest! {
        #[test]
        fn every_mention_reads_like_its_name(text in "[aAáb \\-é\u{301}李明]{0,40}", name in "[aáb李]{1,3}") {
            let letters = |text: &str| Letters::of(text).text;
            for mention in Names::new([name.as_str()]).unwrap().mentions(&text) {
                prop_assert_eq!(letters(&text[mention.range]), letters(&name));
            }
        }
    }
}
