//! Answers how often, year by year or month by month. Nothing is read but the index.

use super::{Counting, together};
use crate::count::periods::Periods;
use crate::engine::protocol::{Period, PeriodSize, Point, Request, Selection, Series, Trends, TrendsRequest};
use crate::engine::recipe;
use crate::index::reader::{Reader, Stop};

pub(in crate::engine) fn trends(request: &TrendsRequest, reader: Reader<'_>) -> Result<Trends, Stop> {
    let TrendsRequest { queries, filters, dates, variants, by, measure } = request;
    let counting = |query: &str| {
        let (query, filters) = (query.to_string(), filters.clone());
        let selection = Selection { query, filters, dates: dates.clone(), variants: variants.clone() };
        Counting::of(&selection, None, reader)
    };
    // All files that any of them lacks, at once.
    let mut all = together(counting(""), together(reader.dates(), reader.lengths())).map(|all| (all, Vec::new()));
    for query in queries {
        all = together(all, counting(query)).map(|((all, mut countings), counting)| {
            countings.push(counting);
            (all, countings)
        });
    }
    let ((everything, (days, lengths)), countings) = all?;
    let periods = Periods::of(&days.0, |number| everything.documents.contains(number), *by == Period::Month);
    let mut sizes: Vec<PeriodSize> =
        periods.periods.iter().map(|&(year, month)| PeriodSize { year, month, ..PeriodSize::default() }).collect();
    let mut undated = PeriodSize::default();
    for number in everything.documents.iter() {
        let size = periods.place_of(number).and_then(|place| sizes.get_mut(place)).unwrap_or(&mut undated);
        size.documents += 1;
        size.words += u64::from(lengths.get(number as usize).copied().unwrap_or_default());
    }
    let series = queries.iter().zip(countings).map(|(query, counting)| series(query, counting, &periods));
    Ok(Trends {
        by: *by,
        measure: *measure,
        series: series.collect(),
        periods: sizes,
        undated,
        inexact: periods.inexact,
        recipe: recipe::print(&Request::Trends(request.clone()), &reader.root.edition),
    })
}

fn series(query: &str, counting: Counting, periods: &Periods) -> Series {
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
    Series { variants: counting.variants, remarks: counting.remarks, ..series }
}
