//! What one word of a text may be: its keys in the index, its spelling, its letters.

/// Words that must stand at these distances from one another.
pub type Sequence = Vec<Slot>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Positions after the first slot.
    pub offset: u32,
    pub matcher: Matcher,
}

/// What one word of the text may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matcher {
    /// Any of these keys. One for each way in which the corpus's languages are analysed.
    pub keys: Vec<String>,
    /// Only in this spelling.
    pub form: Option<String>,
    /// Any word like this.
    pub pattern: Option<Pattern>,
    /// Only where it stands in a title.
    pub is_in_title: bool,
}

/// Words by their letters rather than by their term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    pub shape: Shape,
    /// The keys that such words may be under start so. Shorter than the words' own beginning where stemming may have
    /// cut them: the English stemmer leaves at least two letters.
    pub keys: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// With `*` for any letters and `?` for one.
    Wild(String),
    /// At most so many letters added, left out, replaced, or swapped with their neighbours.
    Fuzzy(String, usize),
}

impl Shape {
    pub fn fits(&self, form: &str) -> bool {
        match self {
            Shape::Wild(pattern) => is_wild_match(pattern, form),
            Shape::Fuzzy(word, most) => strsim::osa_distance(word, form) <= *most,
        }
    }
}

/// Whether a word has the shape of a pattern: at each `*` the rest is tried from every letter on, the last one anew.
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
