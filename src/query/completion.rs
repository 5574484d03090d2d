//! Completion: the unfinished word or field value at the end of what is being typed.

use super::parser::{ends_word, is_field_name, is_quote, is_sign};

/// The part of a query that can be completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfinished<'t> {
    /// A plain word, the beginning of a field's name, or a word inside a phrase; never empty, without its sign.
    Word(&'t str),
    /// The value after a field's colon: `publisher:"Radio Fr`.
    Value {
        /// The field's name as typed, without its sign: `publisher`.
        field: &'t str,
        /// The value so far, without its quotation mark; may be empty, and in quotation marks may have several words.
        text: &'t str,
        /// Byte offset in the whole text at which the value begins, quotation mark included.
        start: usize,
    },
}

/// The unfinished end of a query; `None` after a space, a closed quotation or a pattern, where nothing can be
/// completed.
pub fn unfinished(text: &str) -> Option<Unfinished<'_>> {
    let quotes = text.char_indices().filter(|(_, c)| is_quote(*c));
    let open = quotes.fold(None, |open: Option<usize>, (place, _)| open.map_or(Some(place), |_| None));
    if let Some(start) = open
        && let Some((before, value)) = text.split_at_checked(start)
        && let Some(field) = before.strip_suffix(':').map(last_word).filter(|name| is_field_name(name))
    {
        let text = value.trim_start_matches(is_quote);
        return Some(Unfinished::Value { field, text, start });
    }
    let word = last_word(text);
    if let Some((field, value)) = word.split_once(':').filter(|(name, _)| open.is_none() && is_field_name(name)) {
        return Some(Unfinished::Value { field, text: value, start: text.len() - value.len() });
    }
    let is_whole = !word.is_empty() && !word.contains(['*', '?', '~']);
    is_whole.then_some(Unfinished::Word(word))
}

/// What follows the last space, bracket or quotation mark, without its sign.
fn last_word(text: &str) -> &str {
    let word = text.rsplit(ends_word).next().unwrap_or_default();
    word.trim_start_matches(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Unfinished::{Value, Word};

    #[test]
    fn the_end_of_the_text_is_what_is_completed() {
        let cases = [
            ("", None),
            ("forced ", None),
            ("forc", Some(Word("forc"))),
            ("a forced lab", Some(Word("lab"))),
            ("(camp OR -det", Some(Word("det"))),
            ("\"crimes aga", Some(Word("aga"))),
            ("\"crimes\" aga", Some(Word("aga"))),
            ("新疆维", Some(Word("新疆维"))),
            ("detent*", None),
            ("publisher:", Some(Value { field: "publisher", text: "", start: 10 })),
            ("x -publisher:Re", Some(Value { field: "publisher", text: "Re", start: 13 })),
            ("publisher:\"Radio Fr", Some(Value { field: "publisher", text: "Radio Fr", start: 10 })),
            ("publisher:\"Radio\" ", None),
            ("\"a b: c", Some(Word("c"))),
            ("10:3", Some(Word("10:3"))),
        ];
        for (text, expected) in cases {
            assert_eq!(unfinished(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_an_end(text in "[-+()\"“”:*?~.a-c 维é]{0,12}") {
            match unfinished(&text) {
                Some(Word(word)) => assert!(text.ends_with(word) && !word.is_empty()),
                Some(Value { text: value, start, .. }) => assert!(text.ends_with(value) && text.is_char_boundary(start)),
                None => {}
            }
        }
    }
}
