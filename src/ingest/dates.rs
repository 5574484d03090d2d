//! Dates as people and programs write them: for the formats that do not use EDTF, and those that texts mention.

use std::{collections::BTreeSet, sync::LazyLock};

use regex::Regex;

use crate::corpus::{Date, DateRange, Document};

/// In English, without capitals; the first three letters tell them apart.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The date in EDTF: of `2022-08-31T22:10:00Z`, `2022/08/31`, `20220831`, `D:20220831221000`, `31 August 2022`,
/// `Aug. 31, 2022`, `Wed, 31 Aug 2022 22:10:00 +0000`, `2022年8月31日`, `31.08.2022`. What could mean two days, such as
/// `08/09/2022`, is not a date.
pub fn read(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches("D:");
    if let Ok(date) = Date::parse(text) {
        return Some(date.edtf.split('T').next().unwrap_or_default().to_owned());
    }
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() || "年月日".contains(c)).filter(|word| !word.is_empty()).collect();
    let words: Vec<&str> = words.into_iter().flat_map(|word| word.split('T')).filter(|word| !word.is_empty()).collect();
    digits(words.first()?).or_else(|| with_month_name(&words)).or_else(|| numbers(&words, text))
}

/// `20220831` and what follows it.
fn digits(word: &str) -> Option<String> {
    let is_stamp = word.len() >= 8 && word.bytes().take(8).all(|byte| byte.is_ascii_digit());
    is_stamp.then(|| checked(&word[..4], &word[4..6], &word[6..8])).flatten()
}

fn with_month_name(words: &[&str]) -> Option<String> {
    let index = words.iter().position(|word| month_number(word).is_some())?;
    let month = month_number(words[index])?.to_string();
    let day = |word: &&str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (digits.len() <= 2 && digits.parse::<u32>().is_ok()).then(|| digits.to_owned())
    };
    let year = |word: &&&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = words[index + 1..].iter().take(2).find(year)?;
    let before = index.checked_sub(1).and_then(|before| words.get(before)).and_then(day);
    let after = words.get(index + 1).and_then(day);
    match before.or(after) {
        Some(day) => checked(year, &month, &day),
        None => checked_month(year, &month),
    }
}

fn month_number(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let is_name = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && word.len() <= 9;
    let index = MONTHS.iter().position(|month| is_name && word.starts_with(&month[..3]))?;
    (MONTHS[index].starts_with(&word) || word == "sept").then_some(index + 1)
}

/// Year first, or days and months with dots between them, as in `31.08.2022`.
fn numbers(words: &[&str], text: &str) -> Option<String> {
    let [first, second, third, ..] = words else { return None };
    if !words[..3].iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if first.len() == 4 {
        return checked(first, second, third);
    }
    let is_day_first = text.contains('.') || first.parse::<u32>().is_ok_and(|number| number > 12);
    (third.len() == 4 && is_day_first).then(|| checked(third, second, first)).flatten()
}

fn checked(year: &str, month: &str, day: &str) -> Option<String> {
    let edtf = format!("{year}-{month:0>2}-{day:0>2}");
    Date::parse(&edtf).is_ok().then_some(edtf)
}

fn checked_month(year: &str, month: &str) -> Option<String> {
    let edtf = format!("{year}-{month:0>2}");
    Date::parse(&edtf).is_ok().then_some(edtf)
}

/// Days and months in running text. Years alone are not looked for: they may count anything.
static MENTIONED: LazyLock<Regex> = LazyLock::new(|| {
    let month = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?";
    let day = r"[0-9]{1,2}(?:st|nd|rd|th)?";
    let forms = [
        format!(r"(?-u:\b){day}\s+(?:of\s+)?{month},?\s+[0-9]{{4}}(?-u:\b)"),
        format!(r"(?-u:\b){month}\s+{day},?\s+[0-9]{{4}}(?-u:\b)"),
        format!(r"(?-u:\b){month},?\s+[0-9]{{4}}(?-u:\b)"),
        r"(?-u:\b)[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T|(?-u:\b))".into(),
        r"(?-u:\b)[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?-u:\b)".into(),
        r"[0-9]{4}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?".into(),
    ];
    Regex::new(&forms.join("|")).expect("a fixed expression, compiled by the tests")
});

/// The days and months that a document's text names, inside a window: in EDTF, each once, the earliest first.
pub fn mentioned(document: &Document, window: &DateRange) -> Vec<String> {
    let mut dates = BTreeSet::new();
    for block in document.blocks.iter().filter(|block| !block.is_furniture()) {
        let found = MENTIONED.find_iter(&block.text).filter_map(|found| in_text(found.as_str()));
        dates.extend(
            found
                .filter_map(|edtf| Date::parse(&edtf).ok())
                .filter(|date| window.overlaps(date.first, date.last))
                .map(|date| (date.first, date.last, date.edtf)),
        );
    }
    dates.into_iter().map(|(_, _, edtf)| edtf).collect()
}

/// The date in a piece of text that looks like one.
fn in_text(text: &str) -> Option<String> {
    let Some((year, rest)) = text.split_once('年') else {
        return read(&text.split_whitespace().filter(|word| *word != "of").collect::<Vec<_>>().join(" "));
    };
    let (month, rest) = rest.split_once('月')?;
    match rest.trim().strip_suffix('日') {
        Some(day) => checked(year.trim(), month.trim(), day.trim()),
        None => checked_month(year.trim(), month.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, BlockKind, Mark};

    fn mentioned_in(text: &str) -> Vec<String> {
        let blocks = vec![
            Block::new(BlockKind::Paragraph, text),
            Block::new(BlockKind::Paragraph, "3 May 1999").marked(Mark::Furniture),
        ];
        let window = DateRange::parse("1900..2100").unwrap();
        mentioned(&Document { blocks, ..Document::default() }, &window)
    }

    #[test]
    fn days_and_months_in_texts_are_found_in_their_order() {
        let text =
            "On Sept. 1, 2022, a day after 31 August 2022 (August 31, 2022), and in May 2019; the 2nd of June\n2019.";
        assert_eq!(mentioned_in(text), ["2019-05", "2019-06-02", "2022-08-31", "2022-09-01"]);
        assert_eq!(mentioned_in("据2022年8月31日报道，2021 年 5 月"), ["2021-05", "2022-08-31"]);
        assert_eq!(mentioned_in("2022-08-31T10:00 and 01.09.2022"), ["2022-08-31", "2022-09-01"]);
    }

    #[test]
    fn numbers_that_are_no_dates_and_dates_outside_the_window_are_left_out() {
        for text in [
            "in 2022",
            "31 February 2022",
            "May 7",
            "1 August 2222",
            "2022-23-45",
            "Marches 2022",
            "12345-08-31",
            "8/9/2022",
        ] {
            assert_eq!(mentioned_in(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn dates_are_read_in_the_ways_they_are_written() {
        let cases = [
            ("2022-08-31", "2022-08-31"),
            ("2022-08-31T22:10:00+02:00", "2022-08-31"),
            ("2022-08-31 22:10:00", "2022-08-31"),
            ("2022/8/31", "2022-08-31"),
            ("20220831", "2022-08-31"),
            ("20220831T221000Z", "2022-08-31"),
            ("D:20220831221000+02'00'", "2022-08-31"),
            ("31 August 2022", "2022-08-31"),
            ("Wednesday, August 31st, 2022", "2022-08-31"),
            ("Wed, 31 Aug 2022 22:10:00 +0000", "2022-08-31"),
            ("Sept. 1, 2022", "2022-09-01"),
            ("August 2022", "2022-08"),
            ("2022年8月31日", "2022-08-31"),
            ("31.08.2022", "2022-08-31"),
            ("31/08/2022", "2022-08-31"),
            ("2022", "2022"),
        ];
        for (text, edtf) in cases {
            assert_eq!(read(text).as_deref(), Some(edtf), "{text}");
        }
    }

    #[test]
    fn what_could_mean_two_days_is_no_date() {
        for text in ["08/09/2022", "", "yesterday", "31 Foo 2022", "2022-13-45", "99999999", "Mayor 2022", "1 2 3"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
