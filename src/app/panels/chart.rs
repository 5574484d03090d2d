//! The geometry of a chart: lines over time, in thousandths of its width and height. Plain functions, no drawing.

use crate::app::model::view::trends::Scale;
use crate::engine::protocol::{PeriodSize, Point, Series, Trends, per_ten_thousand};

/// Lines across the chart at most. More are a grid and not a help.
const TICKS: u64 = 4;
/// Names along the time axis at most.
const LABELS: usize = 7;
/// Marks on a line at most: more could not be told apart, and each of them is a link. It is enough for 80 years.
const MARKS: usize = 80;

/// Marks nearer than this to each other, in thousandths of the height, would look like one.
const CLOSE: u64 = 20;

/// What is drawn of a count.
#[derive(Debug, PartialEq, Eq)]
pub struct Chart {
    /// Values at which lines go across, from 0 to the highest, which is the top.
    pub ticks: Vec<u64>,
    /// Place and name of some periods.
    pub labels: Vec<(u64, i32)>,
    pub curves: Vec<Curve>,
}

/// The places of one term; those without anything to count in are left out.
#[derive(Debug, PartialEq, Eq)]
pub struct Curve {
    /// Parts without a gap: a month without documents says nothing, and the line says so.
    pub parts: Vec<Vec<Place>>,
}

/// A point: which period, its value, and where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub period: usize,
    pub value: u64,
    pub x: u64,
    pub y: u64,
}

impl Chart {
    pub fn new(trends: &Trends, scale: Scale) -> Chart {
        let values = |series: &Series| -> Vec<Option<u64>> {
            let pairs = trends.periods.iter().zip(&series.points);
            pairs.map(|(size, point)| value(*point, *size, scale)).collect()
        };
        let values: Vec<_> = trends.series.iter().map(values).collect();
        let ticks = ticks(values.iter().flatten().flatten().copied().max().unwrap_or(0));
        let top = ticks.last().copied().unwrap_or(1).max(1);
        let times: Vec<i64> = trends.periods.iter().map(time).collect();
        let (first, last) = (times.first().copied().unwrap_or(0), times.last().copied().unwrap_or(0));
        let x = |time: i64| ((2 * (time - first) + 1) * 500 / (last - first + 1)) as u64;
        let curve = |values: &Vec<Option<u64>>| {
            let mut parts: Vec<Vec<Place>> = Vec::new();
            let mut before = None;
            for (period, (time, value)) in times.iter().zip(values).enumerate() {
                let Some(value) = *value else { continue };
                let place = Place { period, value, x: x(*time), y: 1_000 - value * 1_000 / top };
                match parts.last_mut() {
                    Some(part) if before == Some(time - 1) => part.push(place),
                    _ => parts.push(vec![place]),
                }
                before = Some(*time);
            }
            Curve { parts }
        };
        let is_monthly = trends.periods.iter().any(|period| period.month > 0);
        let named = |time: i64| if is_monthly { time.rem_euclid(12) == 0 } else { true };
        let starts: Vec<i64> = (first..=last).filter(|time| !times.is_empty() && named(*time)).collect();
        let year = |time: i64| (if is_monthly { time.div_euclid(12) } else { time }) as i32;
        let labels = match starts.as_slice() {
            [] => times.first().map(|time| (x(*time), year(*time))).into_iter().collect(),
            _ => starts.iter().step_by(starts.len().div_ceil(LABELS)).map(|time| (x(*time), year(*time))).collect(),
        };
        Chart { ticks, labels, curves: values.iter().map(curve).collect() }
    }

    /// How many marks of lines drawn before this one would be hidden by a mark at this place.
    pub fn hidden_behind(&self, number: usize, place: &Place) -> usize {
        let hides = |other: &&Place| other.period == place.period && other.y.abs_diff(place.y) < CLOSE;
        self.curves.iter().take(number).filter(|curve| curve.marks().iter().any(hides)).count()
    }

    /// How far down a value is.
    pub fn height(&self, value: u64) -> u64 {
        1_000 - value * 1_000 / self.ticks.last().copied().unwrap_or(1).max(1)
    }
}

impl Curve {
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.parts.iter().flatten()
    }

    /// Of so many places one is marked.
    pub fn stretch(&self) -> usize {
        self.places().count().div_ceil(MARKS).max(1)
    }

    /// The places that are marked: the highest of each stretch, because peaks are what readers look behind.
    pub fn marks(&self) -> Vec<&Place> {
        let places: Vec<&Place> = self.places().collect();
        let stretches = places.chunks(self.stretch());
        stretches.filter_map(|stretch| stretch.iter().copied().min_by_key(|place| place.y)).collect()
    }
}

/// What is drawn of a point; in hundredths where it is a share. Nothing where there is nothing to say.
pub fn value(point: Point, of: PeriodSize, scale: Scale) -> Option<u64> {
    match scale {
        Scale::Share => per_ten_thousand(point.mentions.into(), of.words),
        Scale::Mentions => Some(point.mentions.into()),
        Scale::Documents => Some(point.documents.into()),
        Scale::Stories => point.stories.map(u64::from),
    }
}

/// Years, or months, since the year 0.
fn time(period: &PeriodSize) -> i64 {
    let year = i64::from(period.year);
    if period.month == 0 { year } else { year * 12 + i64::from(period.month) - 1 }
}

/// Round values from 0 to the highest or just above it.
fn ticks(highest: u64) -> Vec<u64> {
    let powers = (0..18).map(|power| 10_u64.pow(power));
    let mut steps = powers.flat_map(|power| [power, 2 * power, 5 * power]);
    let step = steps.find(|step| highest.div_ceil(*step) <= TICKS).unwrap_or(u64::MAX);
    (0..=highest.div_ceil(step).max(1)).map(|tick| tick * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trends(periods: &[(i32, u32, u64)], counts: &[u32]) -> Trends {
        let size = |&(year, month, words): &(i32, u32, u64)| PeriodSize { year, month, words, ..PeriodSize::default() };
        let points = counts.iter().map(|&mentions| Point { mentions, documents: 1, stories: None }).collect();
        let series = vec![Series { points, ..Series::default() }];
        Trends { periods: periods.iter().map(size).collect(), series, ..Trends::default() }
    }

    #[test]
    fn values_at_the_side_are_round_and_few() {
        assert_eq!(ticks(0), [0, 1]);
        assert_eq!(ticks(3), [0, 1, 2, 3]);
        assert_eq!(ticks(17), [0, 5, 10, 15, 20]);
        assert_eq!(ticks(4_100), [0, 2_000, 4_000, 6_000]);
        for highest in [1, 9, 10, 11, 99, 12_345, u64::from(u32::MAX) * 10_000] {
            let ticks = ticks(highest);
            assert!(ticks.len() as u64 <= TICKS + 1 && ticks.last() >= Some(&highest), "{highest}: {ticks:?}");
        }
    }

    #[test]
    fn times_without_documents_break_the_line_and_keep_their_room() {
        let chart = Chart::new(&trends(&[(2020, 0, 10), (2021, 0, 10), (2023, 0, 10)], &[1, 2, 4]), Scale::Mentions);
        let places: Vec<Vec<(u64, u64)>> =
            chart.curves[0].parts.iter().map(|part| part.iter().map(|place| (place.x, place.y)).collect()).collect();
        assert_eq!(places, [vec![(125, 750), (375, 500)], vec![(875, 0)]]);
        assert_eq!(chart.labels, [(125, 2020), (375, 2021), (625, 2022), (875, 2023)]);
    }

    #[test]
    fn a_share_of_no_words_is_no_share() {
        let chart = Chart::new(&trends(&[(2020, 1, 20_000), (2020, 2, 0)], &[3, 0]), Scale::Share);
        let places: Vec<(usize, u64)> = chart.curves[0].places().map(|place| (place.period, place.value)).collect();
        assert_eq!(places, [(0, 150)]);
    }

    #[test]
    fn of_a_long_line_the_peaks_are_marked() {
        let months: Vec<(i32, u32, u64)> =
            (0..240).map(|month| (2000 + month / 12, month as u32 % 12 + 1, 1)).collect();
        let counts: Vec<u32> = (0..240).map(|month| u32::from(month % 3 == 1)).collect();
        let chart = Chart::new(&trends(&months, &counts), Scale::Mentions);
        let curve = &chart.curves[0];
        let marked: Vec<usize> = curve.marks().iter().map(|place| place.period).collect();
        assert_eq!((curve.stretch(), marked), (3, (0..80).map(|peak| 3 * peak + 1).collect()));
        let short = Chart::new(&trends(&months[..80], &counts[..80]), Scale::Mentions);
        assert_eq!(short.curves[0].marks().len(), 80);
    }

    #[test]
    fn marks_at_the_same_place_are_counted_apart() {
        let mut trends = trends(&[(2020, 0, 10), (2021, 0, 10)], &[1, 2]);
        trends.series = vec![trends.series[0].clone(); 3];
        trends.series[1].points[1].mentions = 1;
        let chart = Chart::new(&trends, Scale::Mentions);
        let hidden = |number: usize| {
            chart.curves[number].marks().into_iter().map(|place| chart.hidden_behind(number, place)).collect::<Vec<_>>()
        };
        assert_eq!([hidden(0), hidden(1), hidden(2)], [vec![0, 0], vec![1, 0], vec![2, 1]]);
    }

    #[test]
    fn nothing_draws_nothing() {
        let chart = Chart::new(&trends(&[], &[]), Scale::Share);
        assert_eq!((chart.labels, chart.curves[0].parts.len()), (vec![], 0));
    }

    #[test]
    fn months_are_named_by_their_years() {
        let months: Vec<(i32, u32, u64)> =
            (11..=14_u32).map(|month| (2020 + (month / 13) as i32, (month - 1) % 12 + 1, 1)).collect();
        let chart = Chart::new(&trends(&months, &[1; 4]), Scale::Mentions);
        assert_eq!(chart.labels, [(625, 2021)]);
    }
}
