//! Documents by the year or month in which they are counted.

use crate::corpus::date::{Day, month};
use crate::search::order::{pair, sort_by_number};

/// Year, and month from 1 to 12; 0 stands for the whole year.
pub type Period = (i32, u32);

/// The period in which each dated document is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// The periods with at least one document, ascending.
    pub periods: Vec<Period>,
    /// For each document, the index of its period; `None` for those that were left out and the undated.
    places: Vec<Option<u32>>,
    /// Number of documents whose date may also mean a day of another period.
    pub inexact: u32,
}

impl Periods {
    /// Counts the documents for which `is_counted` holds, by month or by year. `dates` has the first and last day of
    /// every dated document, by number.
    pub fn of(dates: &[(Day, Day)], is_counted: impl Fn(u32) -> bool, by_month: bool) -> Periods {
        let cut = |(year, month): Period| (year, if by_month { month } else { 0 });
        let mut all = Periods { periods: Vec::new(), places: vec![None; dates.len()], inexact: 0 };
        let counted = || (0..).zip(dates).filter(|(number, _)| is_counted(*number));
        for (_, &(first, last)) in counted() {
            let period = cut(month(first, last));
            all.inexact += u32::from(cut(month(first, first)) != cut(month(last, last)));
            // Documents come in the order of their dates, so it is nearly always the latest.
            if !all.periods.iter().rev().any(|known| *known == period) {
                all.periods.push(period);
            }
        }
        // Years before 1 sort below the others once the sign is flipped.
        all.periods = sort_by_number(all.periods, |(year, month)| pair(*year as u32 ^ 1 << 31, *month));
        for (number, &(first, last)) in counted() {
            let place = all.periods.binary_search(&cut(month(first, last))).ok();
            all.places[number as usize] = place.map(|place| place as u32);
        }
        all
    }

    /// Index in `periods` of the period in which a document is counted; `None` if it is not.
    pub fn place_of(&self, document: u32) -> Option<usize> {
        Some((*self.places.get(document as usize)?)? as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Date;

    #[test]
    fn documents_count_where_their_first_day_is() {
        let days = |date| Date::parse(date).map(|date| (date.first, date.last)).unwrap();
        let dates = ["../2019", "2020-12/2021-01", "2021", "2021-01-03"].map(days);
        let years = Periods::of(&dates, |_| true, false);
        assert_eq!(years.periods, [(2019, 0), (2020, 0), (2021, 0)]);
        assert_eq!([0, 1, 2, 3, 4].map(|n| years.place_of(n)), [Some(0), Some(1), Some(2), Some(2), None]);
        assert_eq!(years.inexact, 2);
        let months = Periods::of(&dates, |number| number > 0, true);
        assert_eq!(months.periods, [(2020, 12), (2021, 1)]);
        assert_eq!([0, 2].map(|n| months.place_of(n)), [None, Some(1)]);
        assert_eq!(months.inexact, 2);
    }
}
