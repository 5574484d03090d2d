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
    let mut sizes = vec![PeriodSize::default(); periods.places()];
    for (size, &(year, month)) in sizes.iter_mut().zip(&periods.periods) {
        (size.year, size.month) = (year, month);
    }
    for number in everything.documents.iter() {
        let size = &mut sizes[periods.place_of(number)];
        size.documents += 1;
        size.words += u64::from(lengths.get(number as usize).copied().unwrap_or_default());
    }
    let counts = stories_by_place(everything.documents.iter(), &periods, &stories);
    sizes.iter_mut().zip(counts).for_each(|(size, count)| size.stories = Some(count));
    let [inexact, undated] = last_two(&mut sizes);
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
        inexact,
        undated,
        recipe: recipe::print(&ExamineRequest::Trends(request), &reader.root.edition),
    })
}

/// Distinct stories among documents, by the places at which they are counted.
fn stories_by_place(documents: impl Iterator<Item = u32>, periods: &Periods, stories: &Stories) -> Vec<u32> {
    let mut by_place = vec![Vec::new(); periods.places()];
    documents.for_each(|number| by_place[periods.place_of(number)].push(number));
    by_place.into_iter().map(|documents| story::count(documents.into_iter(), Some(stories))).collect()
}

/// What was counted behind all periods: of the inexact and of the undated. The rest stays.
fn last_two<T: Copy + Default>(places: &mut Vec<T>) -> [T; 2] {
    let undated = places.pop().unwrap_or_default();
    [places.pop().unwrap_or_default(), undated]
}

fn series(query: &str, counting: Counting, periods: &Periods, stories: &Stories) -> Series {
    let (mut points, mut total) = (vec![Point::default(); periods.places()], Point::default());
    for found in &counting.found {
        for point in [&mut points[periods.place_of(found.document)], &mut total] {
            point.documents += 1;
            point.mentions += found.count();
        }
    }
    let documents = || counting.found.iter().map(|found| found.document);
    let counts = stories_by_place(documents(), periods, stories);
    points.iter_mut().zip(counts).for_each(|(point, count)| point.stories = Some(count));
    total.stories = Some(story::count(documents(), Some(stories)));
    let [inexact, undated] = last_two(&mut points);
    let Counting { variants, counted_as, remarks, .. } = counting;
    Series { query: query.into(), total, points, inexact, undated, variants, counted_as, remarks }
}
