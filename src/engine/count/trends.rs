//! Answers how often, year by year or month by month. Nothing is read but the index.

use super::counting::{Counting, together};
use crate::count::periods::Periods;
use crate::engine::protocol::{
    CountedTerms, ExamineRequest, Period, PeriodSize, Point, Remark, RemarkCode, Selection, Series, Trends,
    TrendsRequest,
};
use crate::engine::recipe;
use crate::index::{
    reader::{Reader, Stop},
    stories::Stories,
};
use crate::search::story;

/// Queries that are followed at once. A chart tells far fewer lines apart; more would be counted in one step, while
/// nothing else is answered.
const MOST_QUERIES: usize = 12;

pub(in crate::engine) fn trends(request: &TrendsRequest, reader: Reader<'_>) -> Result<Trends, Stop> {
    let asked = request.queries.len();
    let request =
        TrendsRequest { queries: request.queries.iter().take(MOST_QUERIES).cloned().collect(), ..request.clone() };
    let TrendsRequest { queries, filters, dates, variants, words, by, measure } = &request;
    let counting = |query: &str| {
        let (query, filters) = (query.to_string(), filters.clone());
        let (dates, variants) = (dates.clone(), variants.clone());
        let selection = Selection { query, filters, dates, variants, words: *words };
        Counting::of(&selection, None, reader)
    };
    // All files that any of them lacks, at once.
    let mut all = together(counting(""), together(together(reader.dates(), reader.lengths()), reader.stories()))
        .map(|all| (all, Vec::new()));
    for query in queries {
        all = together(all, counting(query)).map(|((all, mut countings), counting)| {
            countings.push(counting);
            (all, countings)
        });
    }
    let ((everything, ((days, lengths), stories)), countings) = all?;
    let periods = Periods::of(&days.0, |number| everything.documents.contains(number), *by == Period::Month);
    let mut sizes: Vec<PeriodSize> =
        periods.periods.iter().map(|&(year, month)| PeriodSize { year, month, ..PeriodSize::default() }).collect();
    let mut undated = PeriodSize::default();
    for number in everything.documents.iter() {
        let size = periods.place_of(number).and_then(|place| sizes.get_mut(place)).unwrap_or(&mut undated);
        size.documents += 1;
        size.words += u64::from(lengths.get(number as usize).copied().unwrap_or_default());
    }
    let counts = stories_by_period(everything.documents.iter(), &periods, &stories);
    sizes.iter_mut().chain([&mut undated]).zip(counts).for_each(|(size, count)| size.stories = Some(count));
    let series = queries.iter().zip(countings).map(|(query, counting)| series(query, counting, &periods, &stories));
    let mut series: Vec<Series> = series.collect();
    if let Some(last) = series.last_mut().filter(|_| asked > MOST_QUERIES) {
        let code = RemarkCode::TooManyTerms(CountedTerms { asked: asked as u32, counted: MOST_QUERIES as u32 });
        last.remarks.push(Remark { start: 0, end: 0, code });
    }
    Ok(Trends {
        by: *by,
        measure: *measure,
        series,
        periods: sizes,
        undated,
        inexact: periods.inexact,
        recipe: recipe::print(&ExamineRequest::Trends(request), &reader.root.edition),
    })
}

/// Distinct stories among documents by the places of their periods; among the undated, last.
fn stories_by_period(documents: impl Iterator<Item = u32>, periods: &Periods, stories: &Stories) -> Vec<u32> {
    let mut by_period = vec![Vec::new(); periods.periods.len() + 1];
    for number in documents {
        by_period[periods.place_of(number).unwrap_or(periods.periods.len())].push(number);
    }
    by_period.into_iter().map(|documents| story::count(documents.into_iter(), Some(stories))).collect()
}

fn series(query: &str, counting: Counting, periods: &Periods, stories: &Stories) -> Series {
    let mut series =
        Series { query: query.into(), points: vec![Point::default(); periods.periods.len()], ..Series::default() };
    for found in &counting.found {
        let place = periods.place_of(found.document);
        let point = place.and_then(|place| series.points.get_mut(place)).unwrap_or(&mut series.undated);
        for point in [point, &mut series.total] {
            point.documents += 1;
            point.mentions += found.count();
        }
    }
    let documents = || counting.found.iter().map(|found| found.document);
    let counts = stories_by_period(documents(), periods, stories);
    series
        .points
        .iter_mut()
        .chain([&mut series.undated])
        .zip(counts)
        .for_each(|(point, count)| point.stories = Some(count));
    series.total.stories = Some(story::count(documents(), Some(stories)));
    Series { variants: counting.variants, counted_as: counting.counted_as, remarks: counting.remarks, ..series }
}
