//! Trends: how often terms occur over time.

use super::panel::{Asked, Choosable, Parameter, name_of, named};
use crate::app::model::search::Search;
use crate::engine::protocol::{ExamineRequest, Measure, Period, Selection, TrendsRequest};

/// Terms that a chart follows at most: so many lines are told apart by their dashes and marks.
pub const MOST_TERMS: usize = 4;

/// What can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    pub by: Period,
    pub scale: Scale,
    /// To be followed beside the query; an empty one keeps the place of its field.
    pub terms: Vec<String>,
}

/// What is counted in a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Mentions per 10,000 words.
    #[default]
    Share,
    Mentions,
    Documents,
    Stories,
}

/// What can be counted, with its name in addresses.
pub const SCALES: [(Scale, &str); 4] =
    [(Scale::Share, ""), (Scale::Mentions, "mentions"), (Scale::Documents, "documents"), (Scale::Stories, "stories")];
/// The lengths of a period, with their names in addresses.
pub const PERIODS: [(Period, &str); 2] = [(Period::Year, ""), (Period::Month, "month")];

impl Choosable for Choices {
    const NAME: &'static str = "trends";
    const PARAMETERS: &'static [Parameter<Choices>] = &[
        Parameter {
            name: "by",
            read: |chosen| name_of(&PERIODS, &chosen.by),
            write: |chosen, name| chosen.by = named(&PERIODS, name),
        },
        Parameter {
            name: "measure",
            read: |chosen| name_of(&SCALES, &chosen.scale),
            write: |chosen, name| chosen.scale = named(&SCALES, name),
        },
        Parameter {
            name: "term",
            read: |chosen| chosen.terms.iter().map(String::as_str).collect(),
            write: |chosen, term| {
                if chosen.terms.len() + 1 < MOST_TERMS {
                    chosen.terms.push(term.into());
                }
            },
        },
    ];

    fn request(&self, asked: &Asked) -> Option<ExamineRequest> {
        let queries = self.queries(asked.search);
        let Selection { filters, dates, variants, words, .. } = asked.selection();
        let (by, measure) = (self.by, self.scale.measure());
        let request = TrendsRequest { queries, filters, dates, variants, words, by, measure };
        (!request.queries.is_empty()).then_some(ExamineRequest::Trends(request))
    }
}

impl Choices {
    /// The terms of a chart, the query first.
    pub fn queries(&self, search: &Search) -> Vec<String> {
        let all = std::iter::once(&search.query).chain(&self.terms);
        all.filter(|term| !term.trim().is_empty()).cloned().collect()
    }

    /// Replaces one of the terms beside the query; empty ones at the end are none.
    pub fn set_term(&mut self, number: usize, term: String) {
        if self.terms.len() <= number {
            self.terms.resize(number + 1, String::new());
        }
        self.terms[number] = term;
        while self.terms.last().is_some_and(String::is_empty) {
            self.terms.pop();
        }
    }
}

impl Scale {
    /// What the engine counts for it.
    pub fn measure(self) -> Measure {
        match self {
            Scale::Share | Scale::Mentions => Measure::Mentions,
            Scale::Documents => Measure::Documents,
            Scale::Stories => Measure::Stories,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_that_is_taken_out_leaves_the_others_where_they_are() {
        let mut chosen = Choices::default();
        chosen.set_term(1, "b".into());
        chosen.set_term(0, "a".into());
        assert_eq!(chosen.terms, ["a", "b"]);
        chosen.set_term(0, String::new());
        assert_eq!(chosen.terms, ["", "b"]);
        chosen.set_term(1, String::new());
        assert_eq!(chosen.terms, [""; 0]);
    }
}
