//! Personal data in documents, for the editors to decide about. It is counted, and never repeated in full.

use std::{collections::BTreeMap, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    curation::redaction::REDACTIONS_FILE,
    finding::{Finding, Severity},
};
use crate::corpus::Document;

/// A kind of personal data: what one is called, how it looks, and whether a string that looks so is one.
struct Kind {
    name: &'static str,
    looks: &'static str,
    is_one: fn(&str) -> bool,
}

/// The surest first: what is one kind is not counted as another.
const KINDS: [Kind; 5] = [
    Kind { name: "e-mail address", looks: r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", is_one: |_| true },
    Kind { name: "Chinese ID number", looks: r"[0-9]{17}[0-9Xx]", is_one: is_chinese_id },
    Kind { name: "IBAN", looks: r"[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?", is_one: is_iban },
    Kind {
        name: "phone number",
        looks: r"\+[0-9][0-9 ().-]{5,18}[0-9]|1[3-9][0-9]{9}|(?i:tel|phone|mobile|fax|电话|手机|тел|телефон|تېلېفون)[ .:：№]{1,3}\(?[0-9][0-9 ()-]{4,16}[0-9]",
        is_one: |text| (6..=15).contains(&digits(text).count()),
    },
    Kind { name: "possible passport number", looks: r"[A-Z]{1,2}[0-9]{7,8}", is_one: |_| true },
];

static PATTERNS: LazyLock<[Regex; 5]> =
    LazyLock::new(|| KINDS.map(|kind| Regex::new(kind.looks).expect("a fixed expression, compiled by the tests")));

/// Characters of a value that a report shows, so that the editors can find it.
const SHOWN: usize = 2;

/// A warning for each document that has some.
pub fn find(documents: &[Document]) -> Vec<Finding> {
    documents.iter().filter_map(in_document).collect()
}

fn in_document(document: &Document) -> Option<Finding> {
    let metadata = &document.metadata;
    let values = metadata.values.values().flatten().chain(&metadata.summary).chain([&metadata.title]);
    // Boilerplate is not shown, but it is in the site.
    let texts = values.chain(document.blocks.iter().map(|block| &block.text));
    let mut found: BTreeMap<usize, (u32, String)> = BTreeMap::new();
    for text in texts {
        for (kind, range) in in_text(text) {
            let start = || text[range].chars().take(SHOWN).collect::<String>();
            found.entry(kind).or_insert_with(|| (0, start())).0 += 1;
        }
    }
    if found.is_empty() {
        return None;
    }
    let counted = found.iter().map(|(kind, (count, start))| {
        let name = KINDS[*kind].name;
        format!("{count} × {name} ({start}…)")
    });
    let message = format!("personal data: {}", counted.collect::<Vec<_>>().join(", "));
    let remedy = format!("if readers must not see them, hide them with a rule in {REDACTIONS_FILE}");
    Some(Finding::new(Severity::Warning, &metadata.source.path, message).remedy(remedy))
}

/// The kind and the bytes of each.
fn in_text(text: &str) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    for (kind, pattern) in PATTERNS.iter().enumerate() {
        for range in pattern.find_iter(text).map(|found| found.range()) {
            let is_free = found.iter().all(|(_, other)| other.end <= range.start || range.end <= other.start);
            if is_free && is_whole(text, &range) && (KINDS[kind].is_one)(&text[range.clone()]) {
                found.push((kind, range));
            }
        }
    }
    found
}

/// Whether no ASCII letter or digit goes on before or after: part of a longer code is no number of its own.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let goes_on = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_ascii_alphanumeric());
    !goes_on(text[..range.start].chars().next_back()) && !goes_on(text[range.end..].chars().next())
}

fn digits(text: &str) -> impl Iterator<Item = u32> {
    text.chars().filter_map(|c| c.to_digit(10))
}

/// GB 11643-1999: seventeen digits, with a month and a day of birth, and a check digit modulo 11.
fn is_chinese_id(text: &str) -> bool {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits(&text[..17]).zip(weights).map(|(digit, weight)| digit * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    let in_range = |part: &str, range: std::ops::RangeInclusive<u32>| part.parse().is_ok_and(|n| range.contains(&n));
    text.as_bytes()[17].to_ascii_uppercase() == check
        && in_range(&text[10..12], 1..=12)
        && in_range(&text[12..14], 1..=31)
}

/// ISO 13616: with the first four characters moved to the end and letters as 10 to 35, it is 1 modulo 97.
fn is_iban(text: &str) -> bool {
    let compact = text.replace(' ', "");
    let (head, rest) = compact.split_at(4);
    let remainder = rest.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0, |sum, value| {
        let shift = if value > 9 { 100 } else { 10 };
        (sum * shift + value) % 97
    });
    (15..=34).contains(&compact.len()) && remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, BlockKind};

    fn kinds(text: &str) -> Vec<&'static str> {
        in_text(text).into_iter().map(|(kind, _)| KINDS[kind].name).collect()
    }

    #[test]
    fn each_kind_is_known_by_its_shape_and_checksum() {
        assert_eq!(kinds("Write to ana.li@example.org."), ["e-mail address"]);
        assert_eq!(kinds("身份证11010519491231002X号"), ["Chinese ID number"]);
        assert_eq!(kinds("IBAN GB82 WEST 1234 5698 7654 32, please"), ["IBAN"]);
        for phone in ["call +86 138 0000 0000", "手机13800000000。", "Tel. (0991) 281-5555"] {
            assert_eq!(kinds(phone), ["phone number"], "{phone}");
        }
        assert_eq!(kinds("passport E12345678"), ["possible passport number"]);
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "110105194912310021",
            "GB83 WEST 1234 5698 7654 32",
            "in 2019, 1,588 of 13,000,000",
            "A/HRC/51/5",
            "138000000001",
            "a @ b",
        ] {
            assert!(kinds(text).is_empty(), "{text}: {:?}", kinds(text));
        }
    }

    #[test]
    fn a_report_counts_and_shows_no_value() {
        let mut document = Document::default();
        document.blocks.push(Block::new(BlockKind::Paragraph, "ana@example.org, bo@example.org, E12345678"));
        let finding = in_document(&document).unwrap();
        assert!(finding.message.ends_with("2 × e-mail address (an…), 1 × possible passport number (E1…)"));
        assert!(in_document(&Document::default()).is_none());
    }
}
