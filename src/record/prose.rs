//! What citations in sentences share: ends of sentences, quotation marks, lists of names.

use super::{
    citation::{Author, Citation},
    name::is_same,
};

/// The text with a full stop, before closing quotation marks as American styles have it, unless it has an end already.
pub fn ended(text: &str) -> String {
    let (body, closing) = closing(text);
    [body, if is_ended(body) { "" } else { "." }, closing].concat()
}

/// Each part that is not empty as a sentence.
pub fn sentences<const N: usize>(parts: [String; N]) -> String {
    parts.iter().filter(|part| !part.is_empty()).map(|part| ended(part)).collect::<Vec<_>>().join(" ")
}

/// The text between quotation marks, with a stop or a comma inside them; its own marks become single ones.
pub fn quoted(text: &str, stop: &str) -> String {
    let (body, closing) = closing(text);
    let stop = if stop == "." && is_ended(body) { "" } else { stop };
    let inner = [body, stop, closing].concat();
    format!("“{}”", inner.replace('“', "‘").replace('”', "’").replace('"', "'"))
}

/// The text, and the quotation marks at its end. A single mark may be an apostrophe (“the workers’”): it is a quotation's
/// where one begins and has no other end.
fn closing(text: &str) -> (&str, &str) {
    let is_end = |(at, mark): (usize, &str)| !text[at + mark.len()..].starts_with(char::is_alphanumeric);
    let begin = text.rfind('‘').unwrap_or(text.len());
    let is_single = text[begin..].match_indices('’').filter(|(at, mark)| is_end((begin + at, mark))).count() == 1;
    let marks: &[char] = if is_single { &['”', '"', '’'] } else { &['”', '"'] };
    text.split_at(text.trim_end_matches(marks).len())
}

/// Whether there is an end already, be it within single marks.
fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['’', '\'']).ends_with(['.', '?', '!', '…', '。', '？', '！', '؟', '۔'])
}

/// `press release` as `Press release`.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}

/// The symbol of a report as it is; a bare number says what it is.
pub fn number(citation: &Citation<'_>) -> String {
    match citation.number {
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => format!("No. {number}"),
        number => number.unwrap_or_default().to_owned(),
    }
}

/// `King, Martin Luther, Jr.`; a name that is left whole, as it is.
pub fn inverted(author: &Author) -> String {
    let Some(person) = author.person() else { return author.name.clone() };
    let suffix = if person.suffix.is_empty() { String::new() } else { format!(", {}", person.suffix) };
    format!("{}, {}{suffix}", person.family, person.given)
}

/// `Martin Luther King Jr.`
pub fn direct(author: &Author) -> String {
    let Some(person) = author.person() else { return author.name.clone() };
    let suffix = if person.suffix.is_empty() { String::new() } else { format!(" {}", person.suffix) };
    format!("{} {}{suffix}", person.given, person.family)
}

/// What a citation in the text calls an author by.
pub fn short(author: &Author) -> &str {
    author.person().map_or(&author.name, |person| person.family)
}

/// `A`, `A and B`, `A, B, and C`; two names have a comma between them where the first is inverted.
pub fn listed(names: &[String], and: &str, is_inverted: bool) -> String {
    match names {
        [] => String::new(),
        [name] => name.clone(),
        [first, second] if !is_inverted => format!("{first} {and} {second}"),
        [before @ .., last] => format!("{}, {and} {last}", before.join(", ")),
    }
}

/// Whether the one author is the outlet or the publisher, so that it need not be named twice.
pub fn is_only(authors: &[Author], publisher: Option<&str>) -> bool {
    matches!((authors, publisher), ([author], Some(name)) if is_same(&author.name, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_once_and_inside_its_quotation_marks() {
        let cases = [
            ("Title", "Title.", "“Title.”", "“Title,”"),
            ("Why?", "Why?", "“Why?”", "“Why?,”"),
            ("They say “no”", "They say “no.”", "“They say ‘no.’”", "“They say ‘no,’”"),
            ("They say “no!”", "They say “no!”", "“They say ‘no!’”", "“They say ‘no!,’”"),
            ("They say ‘no.’", "They say ‘no.’", "“They say ‘no.’”", "“They say ‘no.,’”"),
            ("China’s ‘no’", "China’s ‘no.’", "“China’s ‘no.’”", "“China’s ‘no,’”"),
            ("‘No’ to China’s", "‘No’ to China’s.", "“‘No’ to China’s.”", "“‘No’ to China’s,”"),
            ("‘No’, say workers’", "‘No’, say workers’.", "“‘No’, say workers’.”", "“‘No’, say workers’,”"),
            ("The workers’", "The workers’.", "“The workers’.”", "“The workers’,”"),
            ("A \"b\" c", "A \"b\" c.", "“A 'b' c.”", "“A 'b' c,”"),
        ];
        for (text, sentence, title, in_a_list) in cases {
            assert_eq!(ended(text), sentence);
            assert_eq!(quoted(text, "."), title);
            assert_eq!(quoted(text, ","), in_a_list);
        }
        assert_eq!(ended(&quoted("They say “no”", ".")), "“They say ‘no.’”");
        assert_eq!(sentences(["One".into(), String::new(), "Two!".into()]), "One. Two!");
    }

    #[test]
    fn lists_of_names_have_a_serial_comma() {
        let names = ["A", "B", "C"].map(String::from);
        let lists = [0, 1, 2, 3].map(|count| listed(&names[..count], "and", false));
        assert_eq!(lists, ["", "A", "A and B", "A, B, and C"]);
        assert_eq!(listed(&names[..2], "&", true), "A, & B");
    }
}
