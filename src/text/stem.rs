//! Terms: the key under which the forms of a word are indexed, by language.

use elasticlunr::lang::{English, Language};

/// How the forms of a language become terms.
///
/// ```
/// use karez::text::Analyzer;
///
/// let english = Analyzer::of("en-GB");
/// assert_eq!(english.term("detentions"), english.term("detention"));
/// assert_eq!(Analyzer::of("fr").term("détentions"), "détentions");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Analyzer {
    /// Every form is its own term, apart from apostrophes. For all languages but English.
    Plain,
    /// Porter's stemmer (1980), as in Elasticlunr, for forms of ASCII letters; other forms stay as they are.
    English,
}

impl Analyzer {
    /// The analyzer for a BCP 47 tag: English for `en` with any subtags, plain for everything else.
    pub fn of(language: &str) -> Analyzer {
        match language.split('-').next() {
            Some(tag) if tag.eq_ignore_ascii_case("en") => Analyzer::English,
            _ => Analyzer::Plain,
        }
    }

    /// The term of a form, which must be folded. Apostrophes go; English forms lose a final `'s` and are stemmed, so
    /// that the term need not be a word (`quran`, `detent`).
    pub fn term(self, form: &str) -> String {
        let letters = form.replace('\'', "");
        // Other languages' letters pass the English stemmer unharmed only if they never reach it.
        if self == Analyzer::Plain || !form.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'') {
            return letters;
        }
        let stem = form.strip_suffix("'s").map_or(letters, |owner| owner.replace('\'', ""));
        english_stem(stem)
    }

    /// Whether a folded form carries too little meaning to search for (“the”, “of”), by Elasticlunr's list for English;
    /// other languages have no list.
    pub fn is_stop_word(self, form: &str) -> bool {
        self == Analyzer::English && is_english_stop_word(form)
    }
}

// Of elasticlunr's English pipeline only single filters are used: running the whole of it would lose positions and
// forms. Its order is trimmer, stop words, stemmer.
const STOP_WORDS: usize = 1;
const STEMMER: usize = 2;

thread_local! {
    static ENGLISH: elasticlunr::Pipeline = English::new().make_pipeline();
}

fn english_stem(word: String) -> String {
    ENGLISH.with(|pipeline| match pipeline.queue.get(STEMMER) {
        Some(stemmer) => stemmer.filter(word.clone()).unwrap_or(word),
        None => word,
    })
}

fn is_english_stop_word(form: &str) -> bool {
    ENGLISH.with(|pipeline| pipeline.queue.get(STOP_WORDS).is_some_and(|filter| filter.filter(form.into()).is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_forms_meet_in_one_term() {
        let cases = [
            ("uyghurs", "uyghur"),
            ("uyghur's", "uyghur"),
            ("detentions", "detention"),
            ("qur'an", "quran"),
            ("48", "48"),
        ];
        for (form, same) in cases {
            assert_eq!(Analyzer::English.term(form), Analyzer::English.term(same), "{form}");
        }
        assert_ne!(Analyzer::English.term("uyghur"), Analyzer::English.term("xinjiang"));
    }

    #[test]
    fn other_languages_keep_their_forms() {
        for form in ["droits", "维吾", "ئۇيغۇر", "été", "covid19"] {
            assert_eq!(Analyzer::of("fr").term(form), form);
        }
        // Mixed text inside an English document is not damaged either.
        for form in ["维吾", "ئۇيغۇر", "covid19"] {
            assert_eq!(Analyzer::of("en-GB").term(form), form);
        }
    }

    #[test]
    fn stop_words_are_known_for_english_only() {
        assert!(Analyzer::English.is_stop_word("the"));
        assert!(!Analyzer::English.is_stop_word("detention"));
        assert!(!Analyzer::Plain.is_stop_word("the"));
    }
}
