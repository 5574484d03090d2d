//! Keys by which texts cite a document: `\cite{ap2022possible-1f3a90c2}`.
//!
//! The readable part is what reference managers make: author, year, first telling word of the title. An agency or
//! publisher is called by its acronym where the name has one in brackets. The hash of the id makes the key the document's
//! own. It stands there always, also where one document is exported alone: a key that depended on what else is exported
//! would change between two exports, and texts that cite it would then cite nothing, or another document.

use super::{
    Record,
    citation::{Author, Citation},
    name::acronym,
};
use crate::corpus::sha256;

/// Hexadecimal digits of the hash. With 500 documents of one author, year and word, two have the same by a chance of
/// 1 to 34,000; with four digits that would be likely.
const HASH_DIGITS: usize = 8;
/// A longer name of an organisation is cut after a word.
const MOST_LETTERS: usize = 20;
/// Words that tell nothing of a title or a name.
const EMPTY_WORDS: [&str; 24] = [
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "has", "have", "how", "in", "is", "its", "of", "on",
    "or", "that", "the", "to", "was", "with", "why",
];

/// ASCII letters, digits and one hyphen. Ids that differ have keys that differ, but for the chance that `HASH_DIGITS` names.
pub fn key(record: &Record, citation: &Citation<'_>) -> String {
    let publisher = citation.authors_or(citation.publisher);
    let who = publisher.first().map(author).unwrap_or_default();
    let year = citation.date.first().map(|year| format!("{year:04}")).unwrap_or_default();
    let word = words(citation.title).next().unwrap_or_default();
    let readable = [who, year, word].concat();
    let readable = if readable.is_empty() { "document" } else { &readable };
    format!("{readable}-{}", &sha256(record.id.as_bytes())[..HASH_DIGITS])
}

fn author(author: &Author) -> String {
    if let Some(person) = author.person() {
        return letters(person.family);
    }
    if let Some(acronym) = acronym(&author.name) {
        return letters(acronym);
    }
    let mut slug = String::new();
    for word in words(&author.name) {
        if !slug.is_empty() && slug.len() + word.len() > MOST_LETTERS {
            break;
        }
        slug.push_str(&word);
    }
    slug
}

/// The words that tell something, as a key has them.
fn words(text: &str) -> impl Iterator<Item = String> {
    let cut = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '’' | '\'' | '/' | ':');
    text.split(cut).map(letters).filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(&&**word))
}

/// The letters and digits of a text in lower-case ASCII; letters with marks lose them, other scripts leave nothing.
fn letters(text: &str) -> String {
    let mut letters = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => letters.push(letter),
            letter => letters.push_str(without_marks(letter)),
        }
    }
    letters
}

fn without_marks(letter: char) -> &'static str {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{
        super::{citation::tests::record, samples},
        *,
    };

    fn key_of(record: &Record) -> String {
        key(record, &Citation::of(record))
    }

    /// Fields, date and title of a record, and what of its key can be read.
    type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str, &'static str);

    #[test]
    fn keys_say_who_when_and_what() {
        let cases: [Case; 10] = [
            (&[("publisher", "Associated Press (AP)")], "2022-08-31", "Possible crimes", "ap2022possible"),
            (&[("agency", "Associated Press")], "2022", "The U.N. says", "associatedpress2022un"),
            (&[("byline", "Ana de la Cruz"), ("agency", "AP")], "2022", "“China’s” way", "delacruz2022china"),
            (&[("byline", "Gökçe Šimonović")], "2022~", "Über-all", "simonovic2022uber"),
            (&[("publisher", "Office of the High Commissioner for Rights")], "", "Of", "officehigh"),
            (&[("publisher", "Bundeszentralefuerpolitischebildung")], "", "", "bundeszentralefuerpolitischebildung"),
            (&[("publisher", "Lite")], "202X", "维吾尔 2019 b", "lite2019"),
            (&[("byline", "李 伟")], "0987", "维吾尔", "0987"),
            (&[("publisher", "A \\ } , % ~ {b}")], "2022", "{x} # $", "b2022x"),
            (&[], "", "维吾尔", "document"),
        ];
        for (fields, date, title, expected) in cases {
            let record = Record { title: title.into(), ..record(fields, date) };
            assert_eq!(key_of(&record), format!("{expected}-ca978112"), "{title}");
        }
    }

    #[test]
    fn ids_that_differ_have_keys_that_differ() {
        let sample = samples::sample("person");
        let keys: BTreeSet<String> =
            (0..10_000).map(|id| key_of(&Record { id: format!("a{id}"), ..sample.clone() })).collect();
        assert_eq!(keys.len(), 10_000);
        assert!(keys.iter().all(|key| key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')));
    }
}
