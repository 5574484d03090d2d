//! The bars of a date histogram: months, or years when there are too many months, without a gap between them.

use crate::corpus::date::{DateError, DateRange, civil};
use crate::engine::protocol::Bucket;

/// Months are drawn up to this many bars, then years, then steps of more years. More bars are thinner ones.
const MOST_BARS: i32 = 72;
const YEAR_STEPS: [i32; 9] = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/// One bar: documents found among all documents of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// As in `date:`, for instance `2022-08`, `2022` or `2020..2029`.
    pub range: String,
    /// Year of its first day.
    pub year: i32,
    /// It begins a year.
    pub is_year_start: bool,
    pub found: u32,
    pub all: u32,
}

/// Bars from the first to the last month of `all`, which contains what was `found`.
pub fn bars(all: &[Bucket], found: &[Bucket]) -> Vec<Bar> {
    let (Some(first), Some(last)) = (all.iter().map(month).min(), all.iter().map(month).max()) else {
        return Vec::new();
    };
    let step = step(first, last);
    let first = first.div_euclid(step) * step;
    let mut bars: Vec<Bar> = (first..=last).step_by(step as usize).map(|month| empty_bar(month, step)).collect();
    let index = |bucket: &Bucket| usize::try_from((month(bucket) - first).div_euclid(step)).ok();
    for bucket in all {
        if let Some(bar) = index(bucket).and_then(|index| bars.get_mut(index)) {
            bar.all += bucket.count;
        }
    }
    for bucket in found {
        if let Some(bar) = index(bucket).and_then(|index| bars.get_mut(index)) {
            bar.found += bucket.count;
        }
    }
    bars
}

/// Months since the year 0.
fn month(bucket: &Bucket) -> i32 {
    bucket.year * 12 + bucket.month as i32 - 1
}

/// Months that one bar stands for.
fn step(first: i32, last: i32) -> i32 {
    let months = last - first + 1;
    if months <= MOST_BARS {
        return 1;
    }
    let years = YEAR_STEPS.iter().find(|years| months / (12 * **years) < MOST_BARS).unwrap_or(&1_000);
    12 * years
}

fn empty_bar(month: i32, step: i32) -> Bar {
    let year = month.div_euclid(12);
    let range = match step {
        1 => format!("{year:04}-{:02}", month.rem_euclid(12) + 1),
        12 => format!("{year:04}"),
        _ => format!("{year:04}..{:04}", (year + step / 12 - 1).min(9999)),
    };
    Bar { range, year, is_year_start: month.rem_euclid(12) == 0, found: 0, all: 0 }
}

/// Index and year of the bars to label: years, evenly thinned to at most `most`.
pub fn labels(bars: &[Bar], most: usize) -> Vec<(usize, i32)> {
    let starts: Vec<(usize, i32)> =
        bars.iter().enumerate().filter(|(_, bar)| bar.is_year_start).map(|(index, bar)| (index, bar.year)).collect();
    let step = starts.len().div_ceil(most.max(1)).max(1);
    match bars.first() {
        Some(bar) if starts.is_empty() => vec![(0, bar.year)],
        _ => starts.into_iter().step_by(step).collect(),
    }
}

/// The first and last year with documents.
pub fn years(all: &[Bucket]) -> Option<(i32, i32)> {
    Some((all.iter().map(|bucket| bucket.year).min()?, all.iter().map(|bucket| bucket.year).max()?))
}

/// The two ends of a range as a reader would type them; empty where it is open or not a range.
pub fn ends(dates: &str) -> (String, String) {
    let Ok(range) = DateRange::parse(dates) else {
        return Default::default();
    };
    if let Some((start, end)) = dates.split_once("..") {
        return (start.trim().into(), end.trim().into());
    }
    let written = |day: i32| {
        let (year, month, day) = civil(day);
        format!("{year:04}-{month:02}-{day:02}")
    };
    let is_open = |day: i32| day == i32::MIN || day == i32::MAX;
    let end = |day: i32| if is_open(day) { String::new() } else { written(day) };
    if dates.starts_with(['<', '>']) {
        (end(range.first), end(range.last))
    } else {
        (dates.trim().into(), dates.trim().into())
    }
}

/// The range between two ends as typed: empty for no ends.
pub fn between(start: &str, end: &str) -> Result<String, DateError> {
    let range = match (start.trim(), end.trim()) {
        ("", "") => return Ok(String::new()),
        (start, end) if start == end => start.to_owned(),
        (start, end) => format!("{start}..{end}"),
    };
    DateRange::parse(&range).map(|_| range)
}

/// Whether a bar lies in the chosen dates; all do when none are chosen.
pub fn is_chosen(bar: &Bar, dates: &str) -> bool {
    match (DateRange::parse(dates), DateRange::parse(&bar.range)) {
        (Ok(chosen), Ok(range)) => chosen.overlaps(range.first, range.last),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(year: i32, month: u32, count: u32) -> Bucket {
        Bucket { year, month, count }
    }

    #[test]
    fn months_without_documents_have_bars_too() {
        let bars = bars(&[bucket(2021, 11, 2), bucket(2022, 2, 3)], &[bucket(2022, 2, 1)]);
        let drawn: Vec<(&str, u32, u32)> = bars.iter().map(|bar| (bar.range.as_str(), bar.found, bar.all)).collect();
        assert_eq!(drawn, [("2021-11", 0, 2), ("2021-12", 0, 0), ("2022-01", 0, 0), ("2022-02", 1, 3)]);
    }

    #[test]
    fn long_spans_are_drawn_in_years_and_stay_drawable() {
        let decade = bars(&[bucket(2001, 5, 1), bucket(2022, 2, 1)], &[]);
        assert_eq!((decade.len(), decade[0].range.as_str()), (22, "2001"));
        let junk = bars(&[bucket(0, 1, 1), bucket(9999, 12, 1)], &[]);
        assert!(junk.len() <= MOST_BARS as usize + 1, "{}", junk.len());
        assert!(junk.iter().all(|bar| DateRange::parse(&bar.range).is_ok()));
    }

    #[test]
    fn nothing_dated_draws_nothing() {
        assert_eq!(bars(&[], &[bucket(2022, 1, 1)]), []);
        assert_eq!(labels(&[], 5), []);
    }

    #[test]
    fn labels_are_years_and_few() {
        let bars = bars(&[bucket(2019, 3, 1), bucket(2023, 2, 1)], &[]);
        assert_eq!(labels(&bars, 5), [(10, 2020), (22, 2021), (34, 2022), (46, 2023)]);
        assert_eq!(labels(&bars, 2), [(10, 2020), (34, 2022)]);
    }

    #[test]
    fn the_ends_of_a_range_are_shown_as_typed() {
        let cases = [
            ("2022-08..2022-09", "2022-08", "2022-09"),
            ("2022-08..", "2022-08", ""),
            ("2022", "2022", "2022"),
            (">=2021", "2021-01-01", ""),
            ("<2021", "", "2020-12-31"),
            ("soon", "", ""),
            ("", "", ""),
        ];
        for (dates, start, end) in cases {
            assert_eq!(ends(dates), (start.to_owned(), end.to_owned()), "{dates}");
        }
    }

    #[test]
    fn two_ends_make_a_range() {
        assert_eq!(between("2022-08", " 2022-09 "), Ok("2022-08..2022-09".into()));
        assert_eq!(between("2022", "2022"), Ok("2022".into()));
        assert_eq!(between("", "2021"), Ok("..2021".into()));
        assert_eq!(between("", ""), Ok(String::new()));
        assert!(between("2022", "2021").is_err());
        assert!(between("may", "").is_err());
    }
}
