//! Dates as people and programs write them, for the formats that do not use EDTF.

use crate::corpus::Date;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

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
    let place = words.iter().position(|word| month_number(word).is_some())?;
    let month = month_number(words[place])?.to_string();
    let day = |word: &&str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        (digits.len() <= 2 && digits.parse::<u32>().is_ok()).then(|| digits.to_owned())
    };
    let year = |word: &&&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = words[place + 1..].iter().take(2).find(year)?;
    let before = place.checked_sub(1).and_then(|before| words.get(before)).and_then(day);
    let after = words.get(place + 1).and_then(day);
    match before.or(after) {
        Some(day) => checked(year, &month, &day),
        None => checked_month(year, &month),
    }
}

fn month_number(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let is_name = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && word.len() <= 9;
    let place = MONTHS.iter().position(|month| is_name && word.starts_with(month))?;
    const NAMES: [&str; 12] = [
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
    (NAMES[place].starts_with(&word) || word == "sept").then_some(place + 1)
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

#[cfg(test)]
mod tests {
    use super::*;

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
