//! How the documents of a search are shown: as a list, or counted in one of the panels. A part of the address.

use super::choices::{Panel, Scale, Table};
use super::search::Search;
use super::timeline;
use crate::corpus::date::{DateRange, civil};
use crate::engine::protocol::{
    Choice, ClaimsBy, ClaimsRequest, CollocatesRequest, ConcordanceRequest, DispersionRequest, ExamineRequest,
    KeynessRequest, LineSort, Period, Response, Selection, TrendsRequest,
};

/// Terms that a chart follows at most: so many lines are told apart by their dashes and marks.
pub const MOST_TERMS: usize = 4;
/// Rows of a table of words. More are a list that nobody reads; exports have all.
const ROWS: u32 = 50;
/// Claims listed at first, and added by "show more".
const CLAIMS: u32 = 25;
/// Lines of a concordance that are held at a time: several screens, so that scrolling seldom waits.
pub const WINDOW: u32 = 200;
/// Lines begin at multiples of this, so that not every step of scrolling asks anew.
pub const STEP: u32 = 50;

/// Lines or claims that are exported in one step: about 10 ms of reading and writing them.
const EXPORTED: u32 = 1_000;

/// A panel with all that was chosen in it. What is written in an address and not understood counts as not chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    pub panel: Panel,
    /// Order of the lines of a concordance, by its name ([`line_sort`]).
    pub order: String,
    /// Lines that read the same are one.
    pub is_grouped: bool,
    /// Lines of the open document only.
    pub is_here: bool,
    pub by: Period,
    pub scale: Scale,
    /// To be followed beside the query.
    pub terms: Vec<String>,
    pub table: Table,
    /// Words such as “the” are listed too.
    pub has_stop_words: bool,
    pub pair: Pair,
    pub claims_by: ClaimsBy,
    /// Claims of this speaker only, and with figures of this noun only.
    pub speaker: String,
    pub noun: String,
}

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

/// Names in addresses; the first of each is the default and is not written.
const PANELS: [(Panel, &str); 6] = [
    (Panel::Documents, ""),
    (Panel::Concordance, "concordance"),
    (Panel::Trends, "trends"),
    (Panel::Words, "words"),
    (Panel::Dispersion, "dispersion"),
    (Panel::Claims, "claims"),
];
const CLAIMS_BY: [(ClaimsBy, &str); 3] =
    [(ClaimsBy::Document, ""), (ClaimsBy::Speaker, "speaker"), (ClaimsBy::Conflict, "conflict")];
const TABLES: [(Table, &str); 3] = [(Table::Near, ""), (Table::Key, "key"), (Table::Compared, "compared")];
const SCALES: [(Scale, &str); 4] =
    [(Scale::Share, ""), (Scale::Mentions, "mentions"), (Scale::Documents, "documents"), (Scale::Stories, "stories")];
const PERIODS: [(Period, &str); 2] = [(Period::Year, ""), (Period::Month, "month")];

/// Parameters that belong to a view.
pub const NAMES: [&str; 15] = [
    "view", "order", "grouped", "here", "by", "measure", "term", "table", "stop", "between", "one", "other", "claims",
    "said-by", "noun",
];

fn named<T: Copy + Default>(names: &[(T, &str)], name: &str) -> T {
    names.iter().find(|(_, known)| *known == name).map_or_else(T::default, |(value, _)| *value)
}

fn name_of<T: PartialEq>(names: &[(T, &'static str)], value: &T) -> &'static str {
    names.iter().find(|(known, _)| known == value).map_or("", |(_, name)| name)
}

impl View {
    /// Reads one of [`NAMES`].
    pub fn set(&mut self, name: &str, value: String) {
        match name {
            "view" => self.panel = named(&PANELS, &value),
            "order" => self.order = value,
            "grouped" => self.is_grouped = value == "on",
            "here" => self.is_here = value == "on",
            "by" => self.by = named(&PERIODS, &value),
            "measure" => self.scale = named(&SCALES, &value),
            "term" if self.terms.len() + 1 < MOST_TERMS => self.terms.push(value),
            "table" => self.table = named(&TABLES, &value),
            "stop" => self.has_stop_words = value == "on",
            "between" => self.pair.field = value,
            "one" => self.pair.one = value,
            "other" => self.pair.other = value,
            "claims" => self.claims_by = named(&CLAIMS_BY, &value),
            "said-by" => self.speaker = value,
            "noun" => self.noun = value,
            _ => {}
        }
    }

    /// What is not as usual, as names and values.
    pub fn parameters(&self) -> Vec<(&'static str, &str)> {
        let switch = |is_on| if is_on { "on" } else { "" };
        let mut list = vec![
            ("view", name_of(&PANELS, &self.panel)),
            ("order", self.order.as_str()),
            ("grouped", switch(self.is_grouped)),
            ("here", switch(self.is_here)),
            ("by", name_of(&PERIODS, &self.by)),
            ("measure", name_of(&SCALES, &self.scale)),
            ("table", name_of(&TABLES, &self.table)),
            ("stop", switch(self.has_stop_words)),
            ("between", self.pair.field.as_str()),
            ("one", self.pair.one.as_str()),
            ("other", self.pair.other.as_str()),
            ("claims", name_of(&CLAIMS_BY, &self.claims_by)),
            ("said-by", self.speaker.as_str()),
            ("noun", self.noun.as_str()),
        ];
        list.retain(|(_, value)| !value.is_empty());
        // Empty ones too: each has the place of the field that it stands in.
        list.extend(self.terms.iter().map(|term| ("term", term.as_str())));
        list
    }

    /// What to count for this view of a search. `document` is the open one, `listed` are the documents of the list.
    pub fn request(
        &self,
        search: &Search,
        document: Option<&str>,
        first_line: u32,
        listed: &[&str],
    ) -> Option<ExamineRequest> {
        let selection = selection(search);
        let has_words = !search.query.trim().is_empty();
        match self.panel {
            Panel::Documents => None,
            Panel::Concordance => has_words.then(|| {
                ExamineRequest::Concordance(ConcordanceRequest {
                    selection,
                    document: document.filter(|_| self.is_here).map(str::to_owned),
                    sort: line_sort(&self.order),
                    is_grouped: self.is_grouped,
                    offset: first_line,
                    limit: WINDOW,
                    ..ConcordanceRequest::default()
                })
            }),
            Panel::Trends => {
                let queries = self.queries(search);
                let Selection { filters, dates, variants, .. } = selection;
                let (by, measure) = (self.by, self.scale.measure());
                (!queries.is_empty()).then_some(ExamineRequest::Trends(TrendsRequest {
                    queries,
                    filters,
                    dates,
                    variants,
                    by,
                    measure,
                }))
            }
            Panel::Words => {
                let without_stop_words = !self.has_stop_words;
                let key = |selection, against| {
                    ExamineRequest::Keyness(KeynessRequest {
                        selection,
                        against,
                        without_stop_words,
                        limit: ROWS,
                        ..KeynessRequest::default()
                    })
                };
                match self.table {
                    Table::Near => has_words.then(|| {
                        let usual = CollocatesRequest::default();
                        ExamineRequest::Collocates(CollocatesRequest {
                            selection,
                            without_stop_words,
                            limit: ROWS,
                            ..usual
                        })
                    }),
                    Table::Key => (has_words || search.is_narrowed()).then(|| key(selection, None)),
                    Table::Compared => self
                        .pair
                        .parts(search)
                        .map(|[one, other]| key(self::selection(&one), Some(self::selection(&other)))),
                }
            }
            Panel::Claims => {
                let Selection { query, filters, dates, variants } = selection;
                Some(ExamineRequest::Claims(ClaimsRequest {
                    query,
                    filters,
                    dates,
                    variants,
                    document: document.filter(|_| self.is_here).unwrap_or_default().to_owned(),
                    speaker: self.speaker.clone(),
                    noun: self.noun.clone(),
                    by: self.claims_by,
                    offset: 0,
                    limit: CLAIMS * (search.more + 1),
                }))
            }
            Panel::Dispersion => (has_words && !listed.is_empty()).then(|| {
                ExamineRequest::Dispersion(DispersionRequest {
                    query: selection.query,
                    variants: selection.variants,
                    documents: listed.iter().map(|id| (*id).to_owned()).collect(),
                })
            }),
        }
    }

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
    let (start, end) = timeline::ends(&search.dates);
    let (year, month, date) = civil(first - 1);
    let before = timeline::between(&start, &format!("{year:04}-{month:02}-{date:02}")).ok()?;
    let after = timeline::between(day, &end).ok()?;
    Some([before, after].map(|dates| Search { dates, ..search.clone() }))
}

fn selection(search: &Search) -> Selection {
    let Search { query, filters, dates, variants, .. } = search.clone();
    Selection { query, filters, dates, variants }
}

/// The order of a concordance by its name in addresses: that of one of [`ORDERS`], or of a field.
pub fn line_sort(name: &str) -> LineSort {
    match name {
        "" => LineSort::Oldest,
        "newest" => LineSort::Newest,
        "left1" => LineSort::Left1,
        "left2" => LineSort::Left2,
        "right1" => LineSort::Right1,
        "right2" => LineSort::Right2,
        "node" => LineSort::Node,
        "frequency" => LineSort::Frequency,
        field => LineSort::Field(field.into()),
    }
}

/// Names of the orders that every corpus has. The last one is for grouped lines.
pub const ORDERS: [&str; 8] = ["", "newest", "left1", "left2", "right1", "right2", "node", "frequency"];

/// The same request for everything that it counts, not only for what is shown; lines and claims step by step, `done` of
/// which have been answered.
pub fn whole(request: ExamineRequest, done: u32) -> ExamineRequest {
    let (offset, limit) = (done, EXPORTED);
    match request {
        ExamineRequest::Concordance(request) => {
            ExamineRequest::Concordance(ConcordanceRequest { offset, limit, ..request })
        }
        ExamineRequest::Collocates(request) => {
            ExamineRequest::Collocates(CollocatesRequest { limit: u32::MAX, ..request })
        }
        ExamineRequest::Keyness(request) => ExamineRequest::Keyness(KeynessRequest { limit: u32::MAX, ..request }),
        ExamineRequest::Claims(request) => ExamineRequest::Claims(ClaimsRequest { offset, limit, ..request }),
        other => other,
    }
}

/// How many an answer to such a request has, and how many there are; no more of what comes at once.
pub fn step_of(response: &Response) -> (u32, u32) {
    match response {
        Response::Concordance(concordance) => (concordance.lines.len() as u32, concordance.total),
        Response::Claimed(claims) if claims.claims.is_empty() => {
            (claims.conflicts.len() as u32, claims.conflicts_total)
        }
        Response::Claimed(claims) => (claims.claims.len() as u32, claims.total),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_that_is_taken_out_leaves_the_others_where_they_are() {
        let mut view = View::default();
        view.set_term(1, "b".into());
        view.set_term(0, "a".into());
        assert_eq!(view.terms, ["a", "b"]);
        view.set_term(0, String::new());
        assert_eq!(view.terms, ["", "b"]);
        view.set_term(1, String::new());
        assert_eq!(view.terms, [""; 0]);
    }
}
