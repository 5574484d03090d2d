//! Words: those near the ones that are searched (collocates), and those that tell documents apart (keyness).

use super::panel::{Asked, Choosable, Parameter, is_on, name_of, named, selection, switch, text};
use crate::app::model::dates;
use crate::app::model::search::Search;
use crate::corpus::date::{DateRange, civil};
use crate::engine::protocol::{Choice, CollocatesRequest, ExamineRequest, KeynessRequest};

/// Rows of a table of words. More are a list that nobody reads; exports have all.
const ROWS: u32 = 50;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    pub table: Table,
    /// Words such as “the” are listed too.
    pub has_stop_words: bool,
    pub pair: Pair,
}

/// Which words are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Table {
    /// Those near the words that are searched.
    #[default]
    Near,
    /// Those that these documents have more of than all others.
    Key,
    /// Those that tell two parts of these documents apart.
    Compared,
}

/// The tables, with their names in addresses.
pub const TABLES: [(Table, &str); 3] = [(Table::Near, ""), (Table::Key, "key"), (Table::Compared, "compared")];

/// Two parts of what was found: by two values of a field, or before a day (`one`) and from it on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pair {
    /// Name of a field, or [`DATE`]; empty while nothing is compared.
    pub field: String,
    pub one: String,
    pub other: String,
}

/// Stands for the date where fields are named.
pub const DATE: &str = "date";

impl Choosable for Choices {
    const NAME: &'static str = "words";
    const PARAMETERS: &'static [Parameter<Choices>] = &[
        Parameter {
            name: "table",
            read: |chosen| name_of(&TABLES, &chosen.table),
            write: |chosen, name| chosen.table = named(&TABLES, name),
        },
        Parameter {
            name: "stop",
            read: |chosen| switch(chosen.has_stop_words),
            write: |chosen, value| chosen.has_stop_words = is_on(value),
        },
        Parameter {
            name: "between",
            read: |chosen| text(&chosen.pair.field),
            write: |chosen, name| chosen.pair.field = name.into(),
        },
        Parameter {
            name: "one",
            read: |chosen| text(&chosen.pair.one),
            write: |chosen, value| chosen.pair.one = value.into(),
        },
        Parameter {
            name: "other",
            read: |chosen| text(&chosen.pair.other),
            write: |chosen, value| chosen.pair.other = value.into(),
        },
    ];

    fn request(&self, asked: &Asked) -> Option<ExamineRequest> {
        let search = asked.search;
        match self.table {
            Table::Near => asked.has_words().then(|| self.near(asked)),
            Table::Key => (asked.has_words() || search.is_narrowed()).then(|| self.key(asked, search, None)),
            Table::Compared => self.pair.parts(search).map(|[one, other]| self.key(asked, &one, Some(&other))),
        }
    }
}

impl Choices {
    fn near(&self, asked: &Asked) -> ExamineRequest {
        ExamineRequest::Collocates(CollocatesRequest {
            selection: asked.selection(),
            without_stop_words: !self.has_stop_words,
            limit: asked.rows(ROWS),
            ..CollocatesRequest::default()
        })
    }

    fn key(&self, asked: &Asked, part: &Search, against: Option<&Search>) -> ExamineRequest {
        ExamineRequest::Keyness(KeynessRequest {
            selection: selection(part),
            against: against.map(selection),
            without_stop_words: !self.has_stop_words,
            limit: asked.rows(ROWS),
            ..KeynessRequest::default()
        })
    }
}

impl Pair {
    /// The search for each of the two parts, once both are chosen.
    pub fn parts(&self, search: &Search) -> Option<[Search; 2]> {
        let Pair { field, one, other } = self;
        if field == DATE {
            return dated_parts(one, search);
        }
        let part = |value: &str| {
            let mut part = search.clone();
            part.choose(field, value, Choice::Included);
            part
        };
        let is_chosen = !field.is_empty() && !one.is_empty() && !other.is_empty();
        is_chosen.then(|| [part(one), part(other)])
    }
}

/// What was published before a day and from it on, within the dates of the search.
fn dated_parts(day: &str, search: &Search) -> Option<[Search; 2]> {
    let first = DateRange::parse(day).ok().map(|range| range.first).filter(|first| *first > i32::MIN)?;
    let (start, end) = dates::ends(&search.dates);
    let (year, month, date) = civil(first - 1);
    let before = dates::between(&start, &format!("{year:04}-{month:02}-{date:02}"))?;
    let after = dates::between(day, &end)?;
    Some([before, after].map(|dates| Search { dates, ..search.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(field: &str, one: &str, other: &str) -> Pair {
        Pair { field: field.into(), one: one.into(), other: other.into() }
    }

    #[test]
    fn two_values_of_a_field_are_compared_within_the_search() {
        let mut search = Search { query: "a".into(), ..Search::default() };
        search.choose("language", "en", Choice::Included);
        let [one, other] = pair("place", "A", "B").parts(&search).unwrap();
        assert_eq!(one.choice("place", "A"), Choice::Included);
        assert_eq!((other.choice("place", "B"), other.choice("place", "A")), (Choice::Included, Choice::None));
        assert!([one, other].iter().all(|part| part.query == "a" && part.choice("language", "en") == Choice::Included));
    }

    #[test]
    fn a_day_divides_the_dates_of_the_search() {
        let parts = |dates: &str, day: &str| {
            let search = Search { dates: dates.into(), ..Search::default() };
            pair(DATE, day, "").parts(&search).map(|parts| parts.map(|part| part.dates))
        };
        assert_eq!(parts("", "2022-09").unwrap(), ["..2022-08-31", "2022-09.."]);
        assert_eq!(parts("2020..2022", "2021-03-01").unwrap(), ["2020..2021-02-28", "2021-03-01..2022"]);
        assert_eq!(parts("2020", "2022"), None);
    }
}
