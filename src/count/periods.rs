//! Documents by the year or month in which they are counted.

use crate::corpus::date::{Day, only_month, only_year};
use crate::search::order::{pair, sort_by_number};

/// Year, and month from 1 to 12; 0 stands for the whole year.
pub type Period = (i32, u32);

/// The period in which each document is counted: the one in which every day lies that its date can mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Periods {
    /// The periods with at least one document, ascending.
    pub periods: Vec<Period>,
    /// For each dated document, its period.
    of_documents: Vec<Option<Period>>,
}

impl Periods {
    /// The periods of the documents for which `is_counted` holds, by month or by year. `dates` has the first and last
    /// day of every dated document, by number.
    pub fn of(dates: &[(Day, Day)], is_counted: impl Fn(u32) -> bool, by_month: bool) -> Periods {
        let period = |&(first, last): &(Day, Day)| {
            if by_month { only_month(first, last) } else { only_year(first, last).map(|year| (year, 0)) }
        };
        let of_documents: Vec<Option<Period>> = dates.iter().map(period).collect();
        let mut periods: Vec<Period> = Vec::new();
        for period in
            (0..).zip(&of_documents).filter(|(number, _)| is_counted(*number)).filter_map(|(_, period)| *period)
        {
            // Documents come in the order of their dates, so it is nearly always the latest.
            if !periods.iter().rev().any(|known| *known == period) {
                periods.push(period);
            }
        }
        // Years before 1 sort below the others once the sign is flipped.
        let periods = sort_by_number(periods, |(year, month)| pair(*year as u32 ^ 1 << 31, *month));
        Periods { periods, of_documents }
    }

    /// Where a document that is counted stands among all that is: the index of its period; behind the periods those
    /// with an approximate date, and behind them those without a date.
    pub fn place_of(&self, document: u32) -> usize {
        let inexact = self.periods.len();
        match self.of_documents.get(document as usize) {
            Some(Some(period)) => self.periods.binary_search(period).unwrap_or(inexact),
            Some(None) => inexact,
            None => inexact + 1,
        }
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.periods.len() + 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Date;

    #[test]
    fn documents_count_only_where_they_certainly_are() {
        let days = |date| Date::parse(date).map(|date| (date.first, date.last)).unwrap();
        let dates = ["../2019", "2020-12/2021-01", "2021", "2021-01-03"].map(days);
        let years = Periods::of(&dates, |_| true, false);
        assert_eq!(years.periods, [(2021, 0)]);
        assert_eq!([0, 1, 2, 3, 4].map(|n| years.place_of(n)), [1, 1, 0, 0, 2]);
        let months = Periods::of(&dates, |number| number > 0, true);
        assert_eq!(months.periods, [(2021, 1)]);
        assert_eq!([1, 2, 3, 4].map(|n| months.place_of(n)), [1, 1, 0, 2]);
        assert_eq!(Periods::of(&dates, |number| number < 3, true).periods, []);
    }
}
