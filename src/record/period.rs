//! When a document was published, as styles of citation write it.

use super::citation::Citation;
use crate::corpus::{date::month_length, typed_date::ENGLISH_MONTHS};

/// A date, or the first and the last of an interval, both with the precision that both have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period<'a> {
    /// Year, month, day, as far as they are known; never empty.
    start: &'a [u32],
    /// Empty for a single date.
    end: &'a [u32],
    pub is_about: bool,
}

/// What is said of a date: in an interval the year and the month that both ends share are said once.
#[derive(Debug, Clone, Copy, Default)]
pub struct Point {
    pub year: Option<u32>,
    /// From 1 to 12.
    pub month: Option<u32>,
    pub day: Option<u32>,
}

/// Where a shared year or month is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    First,
    Last,
}

/// How a style writes dates.
pub struct DateStyle {
    pub year: Shared,
    pub month: Shared,
    pub point: fn(Point) -> String,
    /// Between two dates the first of which has a space in it; between others stands a dash alone.
    pub dash: &'static str,
}

impl<'a> Period<'a> {
    /// None where no year is known, or only that it was not before or not after one: styles call that “n.d.”.
    pub fn of(citation: &'a Citation<'_>) -> Option<Period<'a>> {
        let (start, end) = (known(&citation.date), known(&citation.date_end));
        if start.is_empty() || citation.is_open {
            return None;
        }
        let precision = if end.is_empty() { start.len() } else { start.len().min(end.len()) };
        let (start, end) = (&start[..precision], end.get(..precision).unwrap_or_default());
        let precision = whole(start, end);
        let (start, end) = (&start[..precision], end.get(..precision).unwrap_or_default());
        let end = if start == end { &[] } else { end };
        Some(Period { start, end, is_about: citation.is_about })
    }

    pub fn first_year(&self) -> u32 {
        self.start[0]
    }

    /// The year of the end, where it is another.
    pub fn last_year(&self) -> Option<u32> {
        self.end.first().copied().filter(|year| *year != self.start[0])
    }

    pub fn written(&self, style: &DateStyle) -> String {
        let (mut first, mut last) = (Point::of(self.start), Point::of(self.end));
        if self.end.is_empty() {
            return (style.point)(first);
        }
        let is_same_month = first.year == last.year && first.month == last.month;
        let say_once = |first: &mut Option<u32>, last: &mut Option<u32>, shared| match shared {
            Shared::First => *last = None,
            Shared::Last => *first = None,
        };
        if is_same_month {
            say_once(&mut first.month, &mut last.month, style.month);
        }
        if first.year == last.year {
            say_once(&mut first.year, &mut last.year, style.year);
        }
        let (first, last) = ((style.point)(first), (style.point)(last));
        let dash = if first.contains(' ') && !is_same_month { style.dash } else { "–" };
        [&*first, dash, &*last].concat()
    }
}

impl Point {
    fn of(parts: &[u32]) -> Point {
        let part = |place: usize| parts.get(place).copied();
        Point { year: part(0), month: part(1), day: part(2) }
    }

    /// Name of the month in this table, or nothing.
    pub fn month_in(&self, months: &[&'static str; 12]) -> &'static str {
        self.month.map_or("", |month| months[month as usize - 1])
    }
}

/// `August 31, 2022`, as American styles have it.
pub fn month_first(point: Point) -> String {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let day = joined([point.month_in(&ENGLISH_MONTHS).to_owned(), number(point.day)], " ");
    let comma = if point.day.is_some() { ", " } else { " " };
    joined([day, number(point.year)], comma)
}

/// Those of the parts that are not empty, with the separator between them.
pub fn joined<const N: usize>(parts: [String; N], separator: &str) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(separator)
}

/// The precision in which two dates of one precision say the same: January to December is the year, the first to the last
/// day the month.
fn whole(start: &[u32], end: &[u32]) -> usize {
    match (start, end) {
        ([_, 1], [_, 12]) | ([_, 1, 1], [_, 12, 31]) => 1,
        ([_, _, 1], [year, month, day]) if *day == month_length(*year as i32, *month) => 2,
        _ => start.len(),
    }
}

/// The parts as far as they make a date.
fn known(parts: &[u32]) -> &[u32] {
    match *parts {
        [_, month, ..] if !(1..=12).contains(&month) => &parts[..1],
        [_, _, day, ..] if !(1..=31).contains(&day) => &parts[..2],
        _ => &parts[..parts.len().min(3)],
    }
}

#[cfg(test)]
mod tests {
    use super::{super::citation::tests::record, *};

    #[test]
    fn what_two_dates_share_is_said_once() {
        let style = |year, month, dash| DateStyle { year, month, point: month_first, dash };
        let spaced = style(Shared::Last, Shared::First, " – ");
        let cases = [
            ("2022", "2022"),
            ("2022-08", "August 2022"),
            ("2022-08-31", "August 31, 2022"),
            ("2021/2022", "2021–2022"),
            ("2022-08/2022-09", "August–September 2022"),
            ("2022-12/2023-01", "December 2022 – January 2023"),
            ("2019-03-06/2019-03-08", "March 6–8, 2019"),
            ("2022-08-31/2022-09-02", "August 31 – September 2, 2022"),
            ("2022-12-30/2023-01-02", "December 30, 2022 – January 2, 2023"),
            // Whole years and months.
            ("2023-01/2023-12", "2023"),
            ("2021-01-01/2022-12-31", "2021–2022"),
            ("2024-02-01/2024-02-29", "February 2024"),
            ("2023-02-01/2023-02-28", "February 2023"),
            ("2023-02-02/2023-02-28", "February 2–28, 2023"),
            // Two precisions: what both know.
            ("2022-08-31/2022-09", "August–September 2022"),
            ("2022/2022-09", "2022"),
            ("2022-08-31/2022-08-31", "August 31, 2022"),
            // What has no year, and what is open.
            ("202X", ""),
            ("../2020", ""),
            ("2020/..", ""),
            ("2020/", ""),
            ("", ""),
            // Never in a corpus that was built.
            ("2022-13-40", "2022"),
            ("2022-12-40", "December 2022"),
        ];
        for (edtf, expected) in cases {
            let record = record(&[], edtf);
            let citation = Citation::of(&record);
            let written = Period::of(&citation).map(|period| period.written(&spaced));
            assert_eq!(written.unwrap_or_default(), expected, "{edtf}");
        }
    }
}
