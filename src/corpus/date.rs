//! Dates as archives write them: EDTF days, months, years and intervals, and the ranges that queries ask for.
//!
//! The supported part of EDTF (ISO 8601-2:2019): `2022-08-31`, `2022-08`, `2022`; each with a qualifier `?`, `~` or
//! `%`; `2022-XX`, `202X`; intervals `a/b` and open intervals `a/..`, `../b`. Seasons and sets are not supported.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Days since 1970-01-01 in the proleptic Gregorian calendar. [`Day::MIN`] and [`Day::MAX`] stand for the open ends of
/// an interval.
pub type Day = i32;

/// A date of known precision: the first and last day it can mean, and how it was written.
///
/// ```
/// use karez::corpus::{Date, date};
///
/// let august = Date::parse("2022-08~").unwrap();
/// assert_eq!(date::civil(august.first), (2022, 8, 1));
/// assert_eq!(date::civil(august.last), (2022, 8, 31));
/// assert_eq!(august.edtf, "2022-08~");
/// assert!(Date::parse("31 August 2022").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Date {
    /// First day it can mean; [`Day::MIN`] for `../2022`.
    pub first: Day,
    /// Last day it can mean, never before `first`; [`Day::MAX`] for `2022/..`.
    pub last: Day,
    /// EDTF as written in the source, without surrounding space: `2022-08`, `2022~`.
    pub edtf: String,
}

/// The range of days a query asks for, both ends included.
///
/// ```
/// use karez::corpus::{Date, DateRange};
///
/// let range = DateRange::parse(">=2022-08").unwrap();
/// let (before, after) = (Date::parse("2022-07").unwrap(), Date::parse("2022").unwrap());
/// assert!(!range.overlaps(before.first, before.last));
/// assert!(range.overlaps(after.first, after.last)); // some day of 2022 may be meant
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// [`Day::MIN`] where the range has no beginning.
    pub first: Day,
    /// [`Day::MAX`] where the range has no end.
    pub last: Day,
}

/// A text that is not a date. Holds that text; its message shows the forms that are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError(String);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "“{}” is not a date; write 2022-08-31, 2022-08, 2022, or an interval such as 2022-08-31/2022-09-02",
            self.0
        )
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// Parses an EDTF date or interval; surrounding space is ignored, and a time stamp counts as its day. Fails for
    /// what is not a date, for days that do not exist, and for intervals that end before they begin.
    pub fn parse(edtf: &str) -> Result<Date, DateError> {
        let text = edtf.trim();
        let range = match text.split_once('/') {
            Some((start, end)) => open_range(start, end),
            None => span(text),
        };
        let (first, last) = range.filter(|(first, last)| first <= last).ok_or_else(|| DateError(text.into()))?;
        Ok(Date { first, last, edtf: text.into() })
    }
}

impl DateRange {
    /// The empty range, which queries use to ask for documents without a date.
    pub const NONE: DateRange = DateRange { first: Day::MAX, last: Day::MIN };

    /// Parses what may follow `date:` in a query: `2022`, `2022-08`, `2022-08..2022-09`, `2022..`, `..2021-05-01`,
    /// `>=2021`, `<2020-03`, `>2019`, `<=2022`; `none` for [`DateRange::NONE`].
    pub fn parse(text: &str) -> Result<DateRange, DateError> {
        let text = text.trim();
        if text == "none" {
            return Ok(DateRange::NONE);
        }
        let range = if let Some(date) = text.strip_prefix(">=") {
            span(date).map(|(first, _)| (first, Day::MAX))
        } else if let Some(date) = text.strip_prefix("<=") {
            span(date).map(|(_, last)| (Day::MIN, last))
        } else if let Some(date) = text.strip_prefix('>') {
            span(date).map(|(_, last)| (last + 1, Day::MAX))
        } else if let Some(date) = text.strip_prefix('<') {
            span(date).map(|(first, _)| (Day::MIN, first - 1))
        } else if let Some((start, end)) = ends(text) {
            open_range(start, end)
        } else {
            span(text)
        };
        let (first, last) = range.filter(|(first, last)| first <= last).ok_or_else(|| DateError(text.into()))?;
        Ok(DateRange { first, last })
    }

    /// The range widened to whole months; `None` where it is open at an end or is [`DateRange::NONE`].
    pub fn whole_months(&self) -> Option<DateRange> {
        if self.first > self.last || self.first == Day::MIN || self.last == Day::MAX {
            return None;
        }
        let ((first_year, first_month, _), (year, month, _)) = (civil(self.first), civil(self.last));
        let last = day_number(year, month, month_length(year, month));
        Some(DateRange { first: day_number(first_year, first_month, 1), last })
    }

    /// Whether a date from `first` to `last` may lie in the range: one shared day is enough.
    pub fn overlaps(&self, first: Day, last: Day) -> bool {
        first <= self.last && last >= self.first
    }
}

/// The year and month (1 to 12) that a date means, whichever of its days is meant; `None` if several may be meant.
pub fn only_month(first: Day, last: Day) -> Option<(i32, u32)> {
    let ((year, month, _), (last_year, last_month, _)) = (civil(first), civil(last));
    ((year, month) == (last_year, last_month)).then_some((year, month))
}

/// The year that a date means, whichever of its days is meant; `None` if several may be meant.
pub fn only_year(first: Day, last: Day) -> Option<i32> {
    let year = civil(first).0;
    (year == civil(last).0).then_some(year)
}

/// Every year that a date may mean. If there are more than `most`, only the first, or the last where the beginning is
/// open.
pub fn years(first: Day, last: Day, most: i32) -> std::ops::RangeInclusive<i32> {
    let counted = civil(if first == Day::MIN { last } else { first }).0;
    let (first, last) = (civil(first).0, civil(last).0);
    if last - first < most { first..=last } else { counted..=counted }
}

/// The two sides of the first `..`.
fn ends(text: &str) -> Option<(&str, &str)> {
    // `str::split_once` would bring a searcher for texts of any length into the wasm.
    let dots = text.as_bytes().windows(2).position(|pair| pair == b"..")?;
    let (start, rest) = text.split_at_checked(dots)?;
    Some((start, rest.strip_prefix("..")?))
}

/// Both ends of an interval; an end left empty or written `..` is open.
fn open_range(start: &str, end: &str) -> Option<(Day, Day)> {
    let is_open = |text: &str| matches!(text.trim(), "" | "..");
    if is_open(start) && is_open(end) {
        return None;
    }
    let first = if is_open(start) { Day::MIN } else { span(start)?.0 };
    let last = if is_open(end) { Day::MAX } else { span(end)?.1 };
    Some((first, last))
}

/// First and last day of a year, a month or a day.
fn span(text: &str) -> Option<(Day, Day)> {
    let text = text.trim().trim_end_matches(['?', '~', '%']);
    // A full time stamp counts as its day.
    let text = text.split('T').next().unwrap_or_default();
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (first_year, last_year) = digits(year, 0, 9999)?;
    let unknown_month = month.is_none_or(|month| month.eq_ignore_ascii_case("XX"));
    if first_year != last_year || unknown_month {
        return (unknown_month && day.is_none_or(|day| day.eq_ignore_ascii_case("XX")))
            .then(|| (day_number(first_year, 1, 1), day_number(last_year, 12, 31)));
    }
    let month = month
        .filter(|month| month.len() == 2)
        .and_then(|month| month.parse::<u32>().ok())
        .filter(|m| (1..=12).contains(m))?;
    let length = month_length(first_year, month);
    match day {
        Some(day) if !day.eq_ignore_ascii_case("XX") => {
            let day =
                Some(day).filter(|day| day.len() == 2)?.parse::<u32>().ok().filter(|day| (1..=length).contains(day))?;
            let number = day_number(first_year, month, day);
            Some((number, number))
        }
        _ => Some((day_number(first_year, month, 1), day_number(first_year, month, length))),
    }
}

/// The numbers that digits with `X` for the unknown ones can mean.
fn digits(text: &str, min: i32, max: i32) -> Option<(i32, i32)> {
    let is_digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'X');
    let number = |unknown: &str| text.replace('X', unknown).parse::<u32>().ok().map(|number| number as i32);
    let (low, high) = (number("0")?, number("9")?);
    (is_digits && low >= min && high <= max).then_some((low, high))
}

fn is_leap(year: i32) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

/// Days of a month; February has 29 in leap years.
pub fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The day number of a date, with month and day from 1: Howard Hinnant's `days_from_civil`, which counts years from
/// March.
pub fn day_number(year: i32, month: u32, day: u32) -> Day {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month (1 to 12) and day (1 to 31) of a day number; the inverse of [`day_number`].
pub fn civil(day: Day) -> (i32, u32, u32) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year as i32, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(day: Day) -> String {
        let (year, month, day) = civil(day);
        format!("{year:04}-{month:02}-{day:02}")
    }

    #[test]
    fn edtf_dates_are_read_with_their_precision() {
        let cases = [
            ("2022-08-31", "2022-08-31 2022-08-31"),
            ("2022-08", "2022-08-01 2022-08-31"),
            ("2024-02", "2024-02-01 2024-02-29"),
            ("2022", "2022-01-01 2022-12-31"),
            ("2022~", "2022-01-01 2022-12-31"),
            ("2022-08-31?", "2022-08-31 2022-08-31"),
            ("202X", "2020-01-01 2029-12-31"),
            ("2022-XX", "2022-01-01 2022-12-31"),
            ("2022-08-XX", "2022-08-01 2022-08-31"),
            ("2022-08-31/2022-09-02", "2022-08-31 2022-09-02"),
            ("2022-08/2022-09", "2022-08-01 2022-09-30"),
            ("2022-08-31T22:10:00Z", "2022-08-31 2022-08-31"),
        ];
        for (text, expected) in cases {
            let date = Date::parse(text).unwrap();
            assert_eq!(format!("{} {}", written(date.first), written(date.last)), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in [
            "",
            "yesterday",
            "2022-13",
            "2022-02-30",
            "22-08-31",
            "2022-8-1",
            "2022-09/2022-08",
            "../..",
            "2022-08-31-01",
            "-",
        ] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn query_ranges_may_be_open() {
        let day = |text: &str| Date::parse(text).unwrap().first;
        let cases = [
            ("2022-08..2022-09", day("2022-08-01"), day("2022-09-30")),
            (">=2021", day("2021-01-01"), Day::MAX),
            (">2021", day("2022-01-01"), Day::MAX),
            ("<2021", Day::MIN, day("2020-12-31")),
            ("<=2021-05", Day::MIN, day("2021-05-31")),
            ("..2021", Day::MIN, day("2021-12-31")),
            ("2021..", day("2021-01-01"), Day::MAX),
        ];
        for (text, first, last) in cases {
            assert_eq!(DateRange::parse(text), Ok(DateRange { first, last }), "{text}");
        }
    }

    #[test]
    fn a_date_is_of_a_month_or_year_only_if_all_its_days_are() {
        let cases = [
            ("2022-08-31", Some((2022, 8)), Some(2022)),
            ("2022-08~", Some((2022, 8)), Some(2022)),
            ("2022-08-01/2022-08-31", Some((2022, 8)), Some(2022)),
            ("2022-08-31/2022-09-01", None, Some(2022)),
            ("2022-08/2022-09", None, Some(2022)),
            ("2022", None, Some(2022)),
            ("2022-12/2023-01", None, None),
            ("202X", None, None),
            ("../2022", None, None),
            ("2022/..", None, None),
        ];
        for (text, month, year) in cases {
            let Date { first, last, .. } = Date::parse(text).unwrap();
            assert_eq!((only_month(first, last), only_year(first, last)), (month, year), "{text}");
        }
    }

    #[test]
    fn day_numbers_and_calendar_dates_agree() {
        assert_eq!(day_number(1970, 1, 1), 0);
        assert_eq!(day_number(2000, 3, 1), 11_017);
        for day in (-800_000..800_000).step_by(97) {
            let (year, month, of_month) = civil(day);
            assert_eq!(day_number(year, month, of_month), day);
        }
    }
}
