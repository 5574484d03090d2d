//! The writing direction of a language, from its tag.

use serde::{Deserialize, Serialize};

/// The base direction of a text, as in HTML's `dir`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left: Arabic, Hebrew, Syriac, Thaana and N'Ko script.
    Rtl,
    /// The language is not known: the text's first letters decide.
    Auto,
}

impl Direction {
    /// The direction of a BCP 47 tag. The script subtag decides (`ug-Latn` is left to right), or else the script in
    /// which the language is usually written.
    pub fn of(tag: &str) -> Direction {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        let script = parts.find(|part| part.len() == 4);
        if script.is_none() && ["", "und"].contains(&language.as_str()) {
            return Direction::Auto;
        }
        let is_rtl = match script {
            Some(script) => ["arab", "hebr", "syrc", "thaa", "nkoo"].iter().any(|s| script.eq_ignore_ascii_case(s)),
            None => ["ar", "fa", "he", "ug", "ur", "ps", "sd", "dv", "yi", "ckb"].contains(&language.as_str()),
        };
        if is_rtl { Direction::Rtl } else { Direction::Ltr }
    }

    /// `ltr`, `rtl` or `auto`: the value of HTML's `dir` attribute.
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
            Direction::Auto => "auto",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_subtag_decides_before_the_language() {
        let cases = [
            ("en", "ltr"),
            ("ar", "rtl"),
            ("ug", "rtl"),
            ("ug-Latn", "ltr"),
            ("uz-Arab", "rtl"),
            ("", "auto"),
            ("und", "auto"),
            ("und-Arab", "rtl"),
            ("zh-Hant-TW", "ltr"),
        ];
        for (tag, direction) in cases {
            assert_eq!(Direction::of(tag).as_str(), direction, "{tag}");
        }
    }
}
