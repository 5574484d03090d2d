//! Conditions on one word of a text: its keys in the index, its spelling, its letters.

use crate::text::is_unspaced;

/// A word or phrase: slots at fixed distances from one another, at least one.
pub type Sequence = Vec<Slot>;

/// One word of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Distance in positions from the first slot, whose offset is 0.
    pub offset: u32,
    /// What the word may be.
    pub matcher: Matcher,
}

/// How many positions a sequence covers: a pair of characters is one token but covers both.
pub fn covered(sequence: &[Slot]) -> u32 {
    sequence.last().map_or(1, |slot| slot.offset + 1 + u32::from(slot.matcher.is_pair()))
}

/// A condition on one word of a text: it has one of the keys in the right form, or fits the pattern.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matcher {
    /// Keys of the dictionary, one for each analyzer of the corpus, without repetitions.
    pub keys: Vec<String>,
    /// The only folded spelling that matches; `None` if all forms of the keys do.
    pub form: Option<String>,
    /// A pattern whose matches count besides the keys.
    pub pattern: Option<Pattern>,
    /// Whether only occurrences in titles match.
    pub is_in_title: bool,
}

impl Matcher {
    /// Whether the word is looked up as a pair of characters of a script without spaces.
    fn is_pair(&self) -> bool {
        let letters = self.pattern.as_ref().map(|pattern| &pattern.keys).or(self.keys.first());
        letters.is_some_and(|letters| letters.chars().take(2).filter(|c| is_unspaced(*c)).count() == 2)
    }
}

/// A condition on the letters of a word rather than on its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What the folded word must look like.
    pub shape: Shape,
    /// Prefix of all keys that such words may be under. Shorter than the words' own beginning where stemming may have
    /// cut them: the English stemmer leaves at least two letters.
    pub keys: String,
}

/// The shape of a word, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A pattern with `*` for any letters and `?` for exactly one.
    Wild(String),
    /// A word, and the largest distance to it: letters added, left out, replaced, or swapped with their neighbours
    /// (optimal string alignment).
    Fuzzy(String, usize),
}

impl Shape {
    /// Whether a folded form has this shape.
    pub fn fits(&self, form: &str) -> bool {
        match self {
            Shape::Wild(pattern) => is_wild_match(pattern, form),
            Shape::Fuzzy(word, most) => strsim::osa_distance(word, form) <= *most,
        }
    }
}

/// Wildcard matching with backtracking to the last `*`, which takes no more than pattern length times word length.
fn is_wild_match(pattern: &str, word: &str) -> bool {
    let (mut pattern, mut word) = (pattern.chars(), word.chars());
    let mut retry = None;
    loop {
        let here = word.clone();
        match (pattern.next(), word.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                word = here.clone();
                retry = Some((pattern.clone(), here));
            }
            (Some(wanted), Some(letter)) if wanted == letter || wanted == '?' => {}
            _ => {
                let Some((after_star, from)) = &mut retry else { return false };
                if from.next().is_none() {
                    return false;
                }
                (pattern, word) = (after_star.clone(), from.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_words() {
        let cases = [
            ("detent*", "detention", true),
            ("detent*", "detent", true),
            ("de*ion", "detention", true),
            ("de*ion", "detentions", false),
            ("wom?n", "women", true),
            ("wom?n", "womn", false),
            ("a*b*c", "aXbXbXc", true),
            ("a*b*c", "aXcXb", false),
            ("*", "", true),
        ];
        for (pattern, word, expected) in cases {
            assert_eq!(is_wild_match(pattern, word), expected, "{pattern} {word}");
        }
    }
}
