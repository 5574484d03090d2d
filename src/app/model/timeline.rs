//! The bars of a date histogram: days, months, years or steps of years, without a gap between them.

use super::dates::between;
use super::format;
use crate::corpus::date::{DateRange, civil};
use crate::engine::protocol::Bucket;

/// Months are drawn up to this many bars, then years, then steps of more years. More bars are thinner ones.
const MOST_BARS: i32 = 72;
const YEAR_STEPS: [i32; 9] = [1, 2, 5, 10, 20, 50, 100, 200, 500];

/// One in so many documents may be left off each end of the axis, where it would lengthen that much: mistaken dates are
/// few and far away. More keeps fewer strays out of sight.
const STRAYS: u32 = 50;
/// Dates as near to the others as this, in months, are no strays.
const NEAR_MONTHS: i32 = 60;

/// One bar: documents found among all documents of a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// As in `date:`, for instance `2022-08-31`, `2022-08`, `2022`, `2020..2029`, or `..1990` for everything before.
    pub range: String,
    pub kind: BarKind,
    pub found: u32,
    /// 0 where it is not known: days are counted among what was found only.
    pub all: u32,
}

/// What is written below a bar, where there is room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarKind {
    /// It begins a month of this year; the month is 1 to 12.
    Month(i32, u32),
    /// It stands for whole years from this one on.
    Year(i32),
    /// Neither.
    Between,
    /// All that lies before, or after, the axis.
    Beyond,
}

/// Bars from the first to the last month of `all`, which contains what was `found`; strays are collected in one bar at
/// each end.
pub fn bars(all: &[Bucket], found: &[Bucket]) -> Vec<Bar> {
    let Some((first, last)) = window(all) else { return Vec::new() };
    let step = step(first, last, all);
    let mut bars = filled(first, last, step, all, found);
    let outside = |is_outside: &dyn Fn((i32, i32)) -> bool, range: String| {
        let count = |buckets: &[Bucket]| {
            buckets.iter().filter(|bucket| is_outside(months(bucket))).map(|bucket| bucket.count).sum()
        };
        Bar { range, kind: BarKind::Beyond, found: count(found), all: count(all) }
    };
    let (first, end) = (first.div_euclid(step) * step, (last.div_euclid(step) + 1) * step);
    let earlier = outside(&|(_, last)| last < first, format!("..{}", written(first - 1)));
    let later = outside(&|(first, _)| first >= end, format!("{}..", written(end)));
    if earlier.all > 0 {
        bars.insert(0, earlier);
    }
    if later.all > 0 {
        bars.push(later);
    }
    bars
}

/// How many documents that were found in the years of these bars are in none of them: a bar of a month has no document
/// that is only known to be of its year.
pub fn apart(bars: &[Bar], found: &[Bucket]) -> u32 {
    let range = |bar: Option<&Bar>| DateRange::parse(&bar?.range).ok();
    let (Some(start), Some(end)) = (range(bars.first()), range(bars.last())) else { return 0 };
    let years = civil(start.first).0..=civil(end.last).0;
    let inside = found.iter().filter(|bucket| years.contains(&bucket.year)).map(|bucket| bucket.count);
    inside.sum::<u32>().saturating_sub(bars.iter().map(|bar| bar.found).sum())
}

/// Finer bars, of the chosen dates only: days where they were counted, else months or years. Nothing where that shows no
/// more than all bars do.
pub fn zoomed(dates: &str, all: &[Bucket], found: &[Bucket], days: &[Bucket]) -> Option<Vec<Bar>> {
    let range = DateRange::parse(dates).ok()?.whole_months()?;
    if !days.is_empty() {
        return Some((range.first..=range.last).map(|day| day_bar(day, days)).collect());
    }
    let (first, last) = (civil(range.first).0 * 12, civil(range.last).0 * 12 + 11);
    let whole = window(all).map_or(1, |(first, last)| step(first, last, all));
    let finer = step(first, last, all);
    let bars = filled(first, last, finer, all, found);
    (finer < whole || bars.len() * 2 <= self::bars(all, found).len()).then_some(bars)
}

fn day_bar(day: i32, days: &[Bucket]) -> Bar {
    let (year, month, of_month) = civil(day);
    let is_it = |bucket: &&Bucket| (bucket.year, bucket.month, bucket.day) == (year, month, of_month);
    let kind = if of_month == 1 { BarKind::Month(year, month) } else { BarKind::Between };
    let range = format!("{year:04}-{month:02}-{of_month:02}");
    Bar { range, kind, found: days.iter().find(is_it).map_or(0, |bucket| bucket.count), all: 0 }
}

/// First and last month of the axis. It holds all dates but strays: of the earliest and latest two in a hundred (at
/// least one) those that nothing leads to.
fn window(all: &[Bucket]) -> Option<(i32, i32)> {
    let is_drawn = |bucket: &&Bucket| bucket.month > 0 || is_by_year(all);
    let months: Vec<(i32, u32)> = all.iter().filter(is_drawn).map(|bucket| (months(bucket).0, bucket.count)).collect();
    let documents: u32 = months.iter().map(|(_, count)| count).sum();
    let strays = (documents / STRAYS).max(1).min(documents.saturating_sub(1) / 2);
    let (mut first, mut last) = (core(months.iter(), strays)?, core(months.iter().rev(), strays)?);
    let is_near = |gap: i32, first: i32, last: i32| gap <= NEAR_MONTHS.max(last - first);
    for (month, _) in months.iter().rev() {
        if *month < first && is_near(first - month, first, last) {
            first = *month;
        }
    }
    for (month, _) in &months {
        if *month > last && is_near(month - last, first, last) {
            last = *month;
        }
    }
    Some((first, last))
}

/// The month that is reached when so many documents are left out.
fn core<'a>(months: impl Iterator<Item = &'a (i32, u32)>, strays: u32) -> Option<i32> {
    let mut passed = 0;
    months
        .into_iter()
        .find(|(_, count)| {
            passed += count;
            passed > strays
        })
        .map(|(month, _)| *month)
}

/// First and last month of a bucket, since the year 0.
fn months(bucket: &Bucket) -> (i32, i32) {
    let year = bucket.year * 12;
    match bucket.month as i32 {
        0 => (year, year + 11),
        month => (year + month - 1, year + month - 1),
    }
}

/// Whether of most documents no month is known.
fn is_by_year(all: &[Bucket]) -> bool {
    let count = |has_month: bool| -> u32 {
        all.iter().filter(|bucket| (bucket.month > 0) == has_month).map(|bucket| bucket.count).sum()
    };
    count(false) > count(true)
}

/// A month as in `date:`.
fn written(month: i32) -> String {
    format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// Months that one bar stands for.
fn step(first: i32, last: i32, all: &[Bucket]) -> i32 {
    let months = last - first + 1;
    if months <= MOST_BARS && !is_by_year(all) {
        return 1;
    }
    let years = YEAR_STEPS.iter().find(|years| months / (12 * **years) < MOST_BARS).unwrap_or(&1_000);
    12 * years
}

fn filled(first: i32, last: i32, step: i32, all: &[Bucket], found: &[Bucket]) -> Vec<Bar> {
    let first = first.div_euclid(step) * step;
    let mut bars: Vec<Bar> = (first..=last).step_by(step as usize).map(|month| empty_bar(month, step)).collect();
    let index = |bucket: &Bucket| {
        let (start, end) = months(bucket);
        let bar = (start - first).div_euclid(step);
        usize::try_from(bar).ok().filter(|_| bar == (end - first).div_euclid(step))
    };
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

fn empty_bar(month: i32, step: i32) -> Bar {
    let year = month.div_euclid(12);
    let (range, kind) = match step {
        1 => (written(month), BarKind::Month(year, month.rem_euclid(12) as u32 + 1)),
        12 => (format!("{year:04}"), BarKind::Year(year)),
        _ => (format!("{year:04}..{:04}", (year + step / 12 - 1).min(9999)), BarKind::Year(year)),
    };
    Bar { range, kind, found: 0, all: 0 }
}

/// Index and name of the bars to label, evenly thinned to at most `most`: years, or months where there are not two
/// years.
pub fn labels(bars: &[Bar], most: usize) -> Vec<(usize, String)> {
    let of = |name: fn(BarKind) -> Option<String>| -> Vec<(usize, String)> {
        bars.iter().enumerate().filter_map(|(index, bar)| Some((index, name(bar.kind)?))).collect()
    };
    let years = of(|kind| match kind {
        BarKind::Year(year) | BarKind::Month(year, 1) => Some(year.to_string()),
        _ => None,
    });
    let months = || {
        of(|kind| match kind {
            BarKind::Month(_, month) => format::month(month).map(str::to_owned),
            _ => None,
        })
    };
    let labels =
        if years.len() > 1 { years } else { Some(months()).filter(|months| !months.is_empty()).unwrap_or(years) };
    let step = labels.len().div_ceil(most.max(1)).max(1);
    labels.into_iter().step_by(step).collect()
}

/// The first and last year with documents.
pub fn years(all: &[Bucket]) -> Option<(i32, i32)> {
    Some((all.iter().map(|bucket| bucket.year).min()?, all.iter().map(|bucket| bucket.year).max()?))
}

/// Whether a bar lies in the chosen dates; all do when none are chosen.
pub fn is_chosen(bar: &Bar, dates: &str) -> bool {
    match (DateRange::parse(dates), DateRange::parse(&bar.range)) {
        (Ok(chosen), Ok(range)) => chosen.overlaps(range.first, range.last),
        _ => true,
    }
}

/// The first and last of the bars in the chosen dates; of all bars when none are chosen.
pub fn chosen(bars: &[Bar], dates: &str) -> (usize, usize) {
    let is_in = |bar: &Bar| is_chosen(bar, dates);
    let first = bars.iter().position(is_in).unwrap_or(0);
    (first, bars.iter().rposition(is_in).unwrap_or(bars.len().saturating_sub(1)))
}

/// The dates from one bar to another, as in `date:`. With `is_whole` the bars are all there are, so that the first and
/// the last are open ends.
pub fn span(bars: &[Bar], first: usize, last: usize, is_whole: bool) -> String {
    let (Some(start), Some(end)) = (bars.get(first), bars.get(last)) else { return String::new() };
    if first == last {
        return start.range.clone();
    }
    let start = if is_whole && first == 0 { "" } else { start.range.split("..").next().unwrap_or_default() };
    let end = if is_whole && last + 1 == bars.len() { "" } else { end.range.rsplit("..").next().unwrap_or_default() };
    between(start, end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bucket(year: i32, month: u32, count: u32) -> Bucket {
        Bucket { year, month, day: 0, count }
    }

    #[test]
    fn months_without_documents_have_bars_too() {
        let bars = bars(&[bucket(2021, 11, 2), bucket(2022, 2, 3)], &[bucket(2022, 2, 1)]);
        let drawn: Vec<(&str, u32, u32)> = bars.iter().map(|bar| (bar.range.as_str(), bar.found, bar.all)).collect();
        assert_eq!(drawn, [("2021-11", 0, 2), ("2021-12", 0, 0), ("2022-01", 0, 0), ("2022-02", 1, 3)]);
    }

    fn ranges(bars: &[Bar]) -> Vec<(&str, u32)> {
        bars.iter().map(|bar| (bar.range.as_str(), bar.all)).collect()
    }

    #[test]
    fn long_spans_are_drawn_in_years_and_stay_drawable() {
        let decade: Vec<Bucket> = (2001..2023).map(|year| bucket(year, 5, 1)).collect();
        let decade = bars(&decade, &[]);
        assert_eq!((decade.len(), decade[0].range.as_str()), (22, "2001"));
        let junk = bars(&[bucket(0, 1, 1), bucket(9999, 12, 1)], &[]);
        assert!(junk.len() <= MOST_BARS as usize + 1, "{}", junk.len());
        assert!(junk.iter().all(|bar| DateRange::parse(&bar.range).is_ok()));
    }

    #[test]
    fn a_mistaken_date_does_not_stretch_the_axis() {
        let all = [bucket(1, 1, 1), bucket(2022, 8, 9), bucket(2022, 9, 4), bucket(9999, 12, 1)];
        let bars = bars(&all, &all[..2]);
        assert_eq!(ranges(&bars), [("..2022-07", 1), ("2022-08", 9), ("2022-09", 4), ("2022-10..", 1)]);
        assert_eq!(bars.iter().map(|bar| bar.found).collect::<Vec<_>>(), [1, 9, 0, 0]);
        assert!(bars.iter().all(|bar| DateRange::parse(&bar.range).is_ok()));
    }

    #[test]
    fn early_documents_that_others_lead_to_are_no_strays() {
        let lead: Vec<Bucket> = [1990, 1993, 1997, 2001, 2004, 2008].map(|year| bucket(year, 1, 40)).into();
        let all = [vec![bucket(1987, 1, 1)], lead, vec![bucket(1700, 1, 1)]].concat();
        let bars = bars(&all, &[]);
        assert_eq!(ranges(&bars)[..2], [("..1986-12", 1), ("1987", 1)]);
    }

    #[test]
    fn a_short_time_is_drawn_by_months_and_a_shorter_one_by_days() {
        let all: Vec<Bucket> = (2001..2023).map(|year| bucket(year, 5, 1)).collect();
        let months = zoomed("2010..2011", &all, &all, &[]).unwrap();
        assert_eq!((months.len(), ranges(&months)[4]), (24, ("2010-05", 1)));
        let days = [Bucket { year: 2010, month: 5, day: 3, count: 2 }];
        let days = zoomed("2010-05-02..2010-06-01", &all, &all, &days).unwrap();
        assert_eq!((days.len(), days[2].range.as_str(), days[2].found), (61, "2010-05-03", 2));
        assert_eq!(labels(&days, 4), [(0, "May".to_owned()), (31, "June".to_owned())]);
        for dates in ["", "2010..", "none", "2001..2022", "soon"] {
            assert_eq!(zoomed(dates, &all, &all, &[]), None, "{dates}");
        }
    }

    #[test]
    fn a_document_of_a_year_is_in_no_bar_of_a_month() {
        let counts = |bars: &[Bar]| bars.iter().map(|bar| bar.found).collect::<Vec<_>>();
        let by_month = [bucket(2022, 0, 2), bucket(2022, 2, 3), bucket(2022, 4, 4)];
        let bars_of_months = bars(&by_month, &by_month);
        assert_eq!((counts(&bars_of_months), apart(&bars_of_months, &by_month)), (vec![3, 0, 4], 2));
        let by_year = [bucket(2021, 0, 5), bucket(2022, 0, 2), bucket(2022, 2, 3)];
        let bars_of_years = bars(&by_year, &by_year);
        assert_eq!(ranges(&bars_of_years), [("2021", 5), ("2022", 5)]);
        assert_eq!(apart(&bars_of_years, &by_year), 0);
        assert_eq!(apart(&[], &[]), 0);
    }

    #[test]
    fn bars_are_chosen_from_one_to_another() {
        let bars = bars(&[bucket(2022, 1, 1), bucket(2022, 4, 1)], &[]);
        assert_eq!(chosen(&bars, ""), (0, 3));
        assert_eq!(chosen(&bars, "2022-02..2022-03"), (1, 2));
        assert_eq!(chosen(&bars, "none"), (0, 3));
        let dates = |first, last, is_whole| span(&bars, first, last, is_whole);
        assert_eq!([dates(1, 2, true), dates(1, 1, true)], ["2022-02..2022-03", "2022-02"]);
        assert_eq!([dates(0, 2, true), dates(2, 3, true), dates(0, 3, true)], ["..2022-03", "2022-03..", ""]);
        assert_eq!(dates(0, 3, false), "2022-01..2022-04");
    }

    #[test]
    fn nothing_dated_draws_nothing() {
        assert_eq!(bars(&[], &[bucket(2022, 1, 1)]), []);
        assert_eq!(labels(&[], 5), []);
    }

    #[test]
    fn labels_are_years_and_few() {
        let bars = bars(&[bucket(2019, 3, 1), bucket(2023, 2, 1)], &[]);
        let named =
            |most| labels(&bars, most).into_iter().map(|(index, name)| format!("{index} {name}")).collect::<Vec<_>>();
        assert_eq!(named(5), ["10 2020", "22 2021", "34 2022", "46 2023"]);
        assert_eq!(named(2), ["10 2020", "34 2022"]);
    }
}
