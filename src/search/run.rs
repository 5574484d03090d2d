//! Runs: plain words typed side by side, which mean the words together wherever mentions are counted.

use super::matcher::{Matcher, Sequence, Slot, covered};

/// Limit on the phrases that a run may stand for, the words as typed first. The words of a run have one to three
/// alternatives each where the thesaurus knows them, and rarely more than two of them are known; more than this would
/// take hundreds of variants of one word.
const MOST_PHRASES: usize = 256;

/// Two or more plain words that are typed side by side: `climate change`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The words as typed, those that the search leaves out at either end left off.
    pub text: String,
    /// Byte offset in the query at which the first word begins.
    pub start: u32,
    /// Byte offset at which the last word ends, exclusive.
    pub end: u32,
    /// For each word that is searched, what may stand for it alone or with its neighbours.
    pub sides: Vec<Vec<Sequence>>,
    /// What may stand for the whole: its words next to one another, each in any form, with variants, as one word.
    pub phrases: Vec<Sequence>,
}

/// Some neighbouring words of a run and what may stand for them.
#[derive(Debug)]
pub struct Part {
    /// Index of the first word.
    pub from: usize,
    /// Index after the last word.
    pub to: usize,
    /// What may stand for these words; none of it is empty.
    pub alternatives: Vec<Sequence>,
}

/// Everything that a run of `words` words may stand for: every way through its parts from the first word to the last.
/// Parts that begin together are taken in their order.
pub fn phrases(words: usize, parts: &[Part]) -> Vec<Sequence> {
    let mut found = Vec::new();
    go_on(&Vec::new(), 0, words, parts, &mut found);
    found
}

/// Adds the phrases that begin like this and go on with the words from `at` on.
fn go_on(beginning: &Sequence, at: usize, words: usize, parts: &[Part], found: &mut Vec<Sequence>) {
    if found.len() >= MOST_PHRASES {
        return;
    }
    if at == words {
        if !found.contains(beginning) {
            found.push(beginning.clone());
        }
        return;
    }
    for part in parts.iter().filter(|part| part.from == at) {
        for alternative in &part.alternatives {
            go_on(&joined(beginning, alternative), part.to, words, parts, found);
        }
    }
}

/// A sequence right behind another.
fn joined(one: &Sequence, other: &Sequence) -> Sequence {
    let next = if one.is_empty() { 0 } else { covered(one) };
    let behind = other.iter().map(|slot| Slot { offset: next + slot.offset, matcher: slot.matcher.clone() });
    one.iter().cloned().chain(behind).collect()
}

/// The same alternatives with those that are single words in any form as one, so that there are fewer phrases.
pub fn merged(alternatives: &[Sequence]) -> Vec<Sequence> {
    let mut merged: Vec<Sequence> = Vec::with_capacity(alternatives.len());
    for sequence in alternatives {
        let same = merged.iter_mut().filter(|other| is_plain(sequence) && is_plain(other));
        match same.into_iter().find(|other| covered(other) == covered(sequence)) {
            Some(known) => {
                let keys = &mut known[0].matcher.keys;
                let new: Vec<String> =
                    sequence[0].matcher.keys.iter().filter(|key| !keys.contains(key)).cloned().collect();
                keys.extend(new);
            }
            None => merged.push(sequence.clone()),
        }
    }
    merged
}

/// Whether it is a single word in any form.
fn is_plain(sequence: &Sequence) -> bool {
    let is_any_form =
        |Matcher { form, pattern, is_in_title, .. }: &Matcher| form.is_none() && pattern.is_none() && !is_in_title;
    matches!(sequence.as_slice(), [slot] if is_any_form(&slot.matcher))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as a sequence; those with `|` between them are alternatives in one slot.
    fn sequence(words: &str) -> Sequence {
        let mut sequence = Sequence::new();
        for word in words.split(' ') {
            let keys = word.split('|').map(String::from).collect();
            sequence = joined(&sequence, &vec![Slot { offset: 0, matcher: Matcher { keys, ..Matcher::default() } }]);
        }
        sequence
    }

    fn part(from: usize, to: usize, alternatives: &[&str]) -> Part {
        Part { from, to, alternatives: alternatives.iter().map(|words| sequence(words)).collect() }
    }

    #[test]
    fn every_way_through_the_parts_is_a_phrase() {
        let parts = [
            part(0, 1, &["world"]),
            part(1, 2, &["uyghur|uighur", "wei wu er"]),
            part(2, 3, &["congress"]),
            part(0, 3, &["wuc", "world uyghur|uighur congress"]),
            part(0, 2, &["worlduyghur"]),
        ];
        let expected = ["world uyghur|uighur congress", "world wei wu er congress", "wuc", "worlduyghur congress"];
        assert_eq!(phrases(3, &parts), expected.map(sequence));
    }

    #[test]
    fn a_pair_of_characters_covers_two_positions() {
        let offsets: Vec<u32> = sequence("新疆 camp").iter().map(|slot| slot.offset).collect();
        assert_eq!(offsets, [0, 2]);
    }

    #[test]
    fn single_words_are_merged() {
        let alternatives = ["labour", "labor", "work force", "新疆", "labour"].map(sequence);
        assert_eq!(merged(&alternatives), ["labour|labor", "work force", "新疆"].map(sequence));
    }

    #[test]
    fn of_very_many_phrases_the_first_are_kept() {
        let words: Vec<String> = (0..40).map(|number| format!("w{number}")).collect();
        let variants: Vec<String> = words.iter().map(|word| format!("{word} x")).collect();
        let parts: Vec<Part> =
            (0..40).map(|at| part(at, at + 1, &[words[at].as_str(), variants[at].as_str()])).collect();
        let phrases = phrases(40, &parts);
        assert_eq!((phrases.len(), &phrases[0]), (MOST_PHRASES, &sequence(&words.join(" "))));
    }
}
