//! Recipes: a count as one line of text that makes the same numbers again.
//!
//! ```text
//! trends by=year count=mentions q=uyghur* q="forced labour" filter=publisher:AP dates=2018.. edition=3fk2x
//! ```
//!
//! The kind of count, then `key=value` in any order. A value with anything but letters, digits and `_-.:*?+~/<>` stands in
//! double quotes, where `\"` and `\\` stand for themselves and `\u{27}` for a character by its number: so no recipe has an
//! apostrophe or a line break, and may stand between apostrophes in a shell. `edition` names the build that gave the
//! numbers; another one may give others.

use std::fmt;

use super::protocol::{
    ClaimsBy, ClaimsRequest, CollocatesRequest, ConcordanceRequest, DispersionRequest, ExamineRequest, Filter,
    KeynessRequest, LineSort, Measure, Period, Selection, TrendsRequest, VariantChoice,
};

/// Why a recipe was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecipeError(String);

impl fmt::Display for RecipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RecipeError {}

fn error(message: impl Into<String>) -> RecipeError {
    RecipeError(message.into())
}

const SORTS: [(&str, LineSort); 8] = [
    ("oldest", LineSort::Oldest),
    ("newest", LineSort::Newest),
    ("left1", LineSort::Left1),
    ("left2", LineSort::Left2),
    ("right1", LineSort::Right1),
    ("right2", LineSort::Right2),
    ("node", LineSort::Node),
    ("frequency", LineSort::Frequency),
];
const PERIODS: [(&str, Period); 2] = [("year", Period::Year), ("month", Period::Month)];
const MEASURES: [(&str, Measure); 3] =
    [("mentions", Measure::Mentions), ("documents", Measure::Documents), ("stories", Measure::Stories)];
const CLAIMS_BY: [(&str, ClaimsBy); 3] =
    [("document", ClaimsBy::Document), ("speaker", ClaimsBy::Speaker), ("conflict", ClaimsBy::Conflict)];

// ---------------------------------------------------------------------------------------------------------- printing

/// The recipe of a count in this edition; nothing for requests that count nothing.
pub fn print(request: &ExamineRequest, edition: &str) -> String {
    let mut line = Line(String::new());
    match request {
        ExamineRequest::Concordance(request) => {
            line.0.push_str("concordance");
            line.selection("", &request.selection);
            line.put_all("document", &request.document);
            match &request.sort {
                LineSort::Field(name) => line.put("order-by", name),
                sort => line.put_name("sort", &SORTS, sort),
            }
            line.put_flag("group", request.is_grouped);
            line.put_number("context", request.context);
            line.put_number("offset", request.offset);
            line.put_number("limit", request.limit);
        }
        ExamineRequest::Trends(request) => {
            line.0.push_str("trends");
            line.put_name("by", &PERIODS, &request.by);
            line.put_name("count", &MEASURES, &request.measure);
            line.put_all("q", &request.queries);
            line.filters("", &request.filters, &request.dates, &request.variants);
        }
        ExamineRequest::Collocates(request) => {
            line.0.push_str("collocates");
            line.selection("", &request.selection);
            line.put_number("window", request.window);
            line.put_number("min", request.min_count);
            line.put_flag("without-stop-words", request.without_stop_words);
            line.put_number("limit", request.limit);
        }
        ExamineRequest::Keyness(request) => {
            line.0.push_str("keyness");
            line.selection("", &request.selection);
            request.against.iter().for_each(|against| line.selection("against.", against));
            line.put_number("min", request.min_count);
            line.put_number("min-likelihood", request.min_likelihood);
            line.put_flag("without-stop-words", request.without_stop_words);
            line.put_number("limit", request.limit);
        }
        ExamineRequest::Dispersion(request) => {
            line.0.push_str("dispersion");
            line.put("q", &request.query);
            line.filters("", &[], "", &request.variants);
            line.put_all("document", &request.documents);
        }
        ExamineRequest::Claims(request) => {
            line.0.push_str("claims");
            line.put_name("by", &CLAIMS_BY, &request.by);
            line.put("q", &request.query);
            line.filters("", &request.filters, &request.dates, &request.variants);
            for (key, value) in
                [("document", &request.document), ("speaker", &request.speaker), ("noun", &request.noun)]
            {
                line.put_all(key, Some(value).filter(|value| !value.is_empty()));
            }
            line.put_number("offset", request.offset);
            line.put_number("limit", request.limit);
        }
        _ => return String::new(),
    }
    if !edition.is_empty() {
        line.put("edition", edition);
    }
    line.0
}

struct Line(String);

impl Line {
    fn put(&mut self, key: &str, value: &str) {
        self.0.extend([" ", key, "="]);
        if !value.is_empty() && value.chars().all(is_plain) {
            self.0.push_str(value);
            return;
        }
        self.0.push('"');
        for c in value.chars() {
            match c {
                '"' | '\\' => self.0.extend(['\\', c]),
                '\'' | '\u{2028}' | '\u{2029}' => self.put_by_number(c),
                c if c.is_control() => self.put_by_number(c),
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }

    fn put_by_number(&mut self, c: char) {
        self.0.push_str(&format!("\\u{{{:x}}}", c as u32));
    }

    fn put_all<'a>(&mut self, key: &str, values: impl IntoIterator<Item = &'a String>) {
        values.into_iter().for_each(|value| self.put(key, value));
    }

    fn put_number(&mut self, key: &str, number: u32) {
        self.put(key, &number.to_string());
    }

    fn put_flag(&mut self, key: &str, is_set: bool) {
        if is_set {
            self.put(key, "yes");
        }
    }

    fn put_name<T: PartialEq>(&mut self, key: &str, names: &[(&str, T)], value: &T) {
        names.iter().filter(|(_, known)| known == value).for_each(|(name, _)| self.put(key, name));
    }

    fn selection(&mut self, prefix: &str, selection: &Selection) {
        self.put(&format!("{prefix}q"), &selection.query);
        self.filters(prefix, &selection.filters, &selection.dates, &selection.variants);
    }

    fn filters(&mut self, prefix: &str, filters: &[Filter], dates: &str, variants: &VariantChoice) {
        for Filter { field, value, exclude } in filters {
            let key = if *exclude { "exclude" } else { "filter" };
            let field = field.replace('\\', "\\\\").replace(':', "\\:");
            self.put(&format!("{prefix}{key}"), &format!("{field}:{value}"));
        }
        if !dates.is_empty() {
            self.put(&format!("{prefix}dates"), dates);
        }
        self.put_all(&format!("{prefix}without"), &variants.without);
        self.put_all(&format!("{prefix}with"), &variants.with);
    }
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "_-.:*?+~/<>".contains(c)
}

// ----------------------------------------------------------------------------------------------------------- parsing

/// The request of a recipe, and the edition that it was made in; empty if it names none.
pub fn parse(text: &str) -> Result<(ExamineRequest, String), RecipeError> {
    let text = text.trim();
    let (kind, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut pairs = pairs(rest)?;
    let mut edition = String::new();
    pairs.retain(|(key, value)| {
        let is_edition = key == "edition";
        if is_edition {
            edition.clone_from(value);
        }
        !is_edition
    });
    Ok((request(kind, &pairs)?, edition))
}

fn pairs(mut rest: &str) -> Result<Vec<(String, String)>, RecipeError> {
    let mut pairs = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(pairs);
        }
        let (key, after) =
            rest.split_once('=').ok_or_else(|| error(format!("“{rest}” is not of the form key=value")))?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => unquote(quoted).ok_or_else(|| error(format!("the value of “{key}” has no end")))?,
            None => {
                let (value, after) = after.split_at(after.find(char::is_whitespace).unwrap_or(after.len()));
                (value.to_string(), after)
            }
        };
        pairs.push((key.to_string(), value));
        rest = after;
    }
}

/// A value whose opening mark has been read, and what follows it.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => return Some((value, characters.as_str())),
            '\\' => match characters.next()? {
                'u' => {
                    let (number, after) = characters.as_str().strip_prefix('{')?.split_once('}')?;
                    value.push(u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?);
                    characters = after.chars();
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
}

/// The request of a kind of count with these keys and values.
pub fn request(kind: &str, pairs: &[(String, String)]) -> Result<ExamineRequest, RecipeError> {
    let pairs = || pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()));
    Ok(match kind {
        "concordance" => {
            let mut request = ConcordanceRequest::default();
            for (key, value) in pairs() {
                match key {
                    "document" => request.document = Some(value.into()),
                    "sort" => request.sort = named(key, value, &SORTS)?,
                    "order-by" => request.sort = LineSort::Field(value.into()),
                    "group" => request.is_grouped = flag(key, value)?,
                    "context" => request.context = number(key, value)?,
                    "offset" => request.offset = number(key, value)?,
                    "limit" => request.limit = number(key, value)?,
                    _ => select(&mut request.selection, key, value)?,
                }
            }
            ExamineRequest::Concordance(request)
        }
        "trends" => {
            let (mut request, mut selection) = (TrendsRequest::default(), Selection::default());
            for (key, value) in pairs() {
                match key {
                    "by" => request.by = named(key, value, &PERIODS)?,
                    "count" => request.measure = named(key, value, &MEASURES)?,
                    "q" => request.queries.push(value.into()),
                    _ => select(&mut selection, key, value)?,
                }
            }
            let Selection { filters, dates, variants, .. } = selection;
            ExamineRequest::Trends(TrendsRequest { filters, dates, variants, ..request })
        }
        "collocates" => {
            let mut request = CollocatesRequest::default();
            for (key, value) in pairs() {
                match key {
                    "window" => request.window = number(key, value)?,
                    "min" => request.min_count = number(key, value)?,
                    "without-stop-words" => request.without_stop_words = flag(key, value)?,
                    "limit" => request.limit = number(key, value)?,
                    _ => select(&mut request.selection, key, value)?,
                }
            }
            ExamineRequest::Collocates(request)
        }
        "keyness" => {
            let mut request = KeynessRequest::default();
            for (key, value) in pairs() {
                match (key, key.strip_prefix("against.")) {
                    (_, Some(key)) => select(request.against.get_or_insert_default(), key, value)?,
                    ("min", _) => request.min_count = number(key, value)?,
                    ("min-likelihood", _) => request.min_likelihood = number(key, value)?,
                    ("without-stop-words", _) => request.without_stop_words = flag(key, value)?,
                    ("limit", _) => request.limit = number(key, value)?,
                    _ => select(&mut request.selection, key, value)?,
                }
            }
            ExamineRequest::Keyness(request)
        }
        "dispersion" => {
            let (mut documents, mut selection) = (Vec::new(), Selection::default());
            for (key, value) in pairs() {
                match key {
                    "document" => documents.push(value.into()),
                    "q" | "with" | "without" => select(&mut selection, key, value)?,
                    _ => return Err(unknown(key)),
                }
            }
            let Selection { query, variants, .. } = selection;
            ExamineRequest::Dispersion(DispersionRequest { query, variants, documents })
        }
        "claims" => {
            let (mut request, mut selection) =
                (ClaimsRequest { limit: 50, ..ClaimsRequest::default() }, Selection::default());
            for (key, value) in pairs() {
                match key {
                    "by" => request.by = named(key, value, &CLAIMS_BY)?,
                    "document" => request.document = value.into(),
                    "speaker" => request.speaker = value.into(),
                    "noun" => request.noun = value.into(),
                    "offset" => request.offset = number(key, value)?,
                    "limit" => request.limit = number(key, value)?,
                    _ => select(&mut selection, key, value)?,
                }
            }
            let Selection { query, filters, dates, variants } = selection;
            ExamineRequest::Claims(ClaimsRequest { query, filters, dates, variants, ..request })
        }
        _ => {
            let kinds = "concordance, trends, collocates, keyness, dispersion, claims";
            return Err(error(format!("“{kind}” is no kind of count; there are {kinds}")));
        }
    })
}

fn select(selection: &mut Selection, key: &str, value: &str) -> Result<(), RecipeError> {
    match key {
        "q" => selection.query = value.into(),
        "filter" | "exclude" => selection.filters.push(filter(value, key == "exclude")?),
        "dates" => selection.dates = value.into(),
        "with" => selection.variants.with.push(value.into()),
        "without" => selection.variants.without.push(value.into()),
        _ => return Err(unknown(key)),
    }
    Ok(())
}

fn filter(text: &str, exclude: bool) -> Result<Filter, RecipeError> {
    let mut field = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next() {
            Some(':') => return Ok(Filter { field, value: characters.as_str().into(), exclude }),
            Some('\\') => field.extend(characters.next()),
            Some(other) => field.push(other),
            None => return Err(error(format!("“{text}” is not a filter: write field:value"))),
        }
    }
}

fn unknown(key: &str) -> RecipeError {
    error(format!("“{key}” says nothing about this kind of count"))
}

fn number(key: &str, value: &str) -> Result<u32, RecipeError> {
    value.parse().map_err(|_| error(format!("“{key}” needs a whole number, not “{value}”")))
}

fn flag(key: &str, value: &str) -> Result<bool, RecipeError> {
    named(key, value, &[("yes", true), ("no", false)])
}

fn named<T: Clone>(key: &str, value: &str, names: &[(&str, T)]) -> Result<T, RecipeError> {
    let known = names.iter().find(|(name, _)| *name == value).map(|(_, meant)| meant.clone());
    known.ok_or_else(|| {
        let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        error(format!("“{key}” is one of {}, not “{value}”", names.join(", ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["[a-z*]{1,6}", "\\PC{0,12}", "[a\"'\\\\: =\n\r\u{2028}]{0,8}"]
    }

    fn filters() -> impl Strategy<Value = Vec<Filter>> {
        let filter = (text(), text(), any::<bool>());
        prop::collection::vec(filter.prop_map(|(field, value, exclude)| Filter { field, value, exclude }), 0..3)
    }

    fn variants() -> impl Strategy<Value = VariantChoice> {
        let words = || prop::collection::vec(text(), 0..3);
        (words(), words()).prop_map(|(without, with)| VariantChoice { without, with })
    }

    fn selection() -> impl Strategy<Value = Selection> {
        (text(), filters(), text(), variants()).prop_map(|(query, filters, dates, variants)| Selection {
            query,
            filters,
            dates,
            variants,
        })
    }

    fn any_request() -> impl Strategy<Value = ExamineRequest> {
        let sort =
            prop_oneof![prop::sample::select(SORTS.map(|(_, sort)| sort).to_vec()), text().prop_map(LineSort::Field),];
        let concordance = (selection(), prop::option::of(text()), sort, any::<(bool, u32, u32, u32)>());
        let trends = (prop::collection::vec(text(), 0..4), filters(), text(), variants(), any::<(bool, bool)>());
        let collocates = (selection(), any::<(u32, u32, bool, u32)>());
        let keyness = (selection(), prop::option::of(selection()), any::<(u32, u32, bool, u32)>());
        let dispersion = (text(), variants(), prop::collection::vec(text(), 0..4));
        let claims_by = prop::sample::select(CLAIMS_BY.map(|(_, by)| by).to_vec());
        let claims = (selection(), claims_by, [text(), text(), text()], any::<(u32, u32)>());
        prop_oneof![
            concordance.prop_map(|(selection, document, sort, (is_grouped, context, offset, limit))| {
                let request = ConcordanceRequest { selection, document, sort, is_grouped, context, offset, limit };
                ExamineRequest::Concordance(request)
            }),
            trends.prop_map(|(queries, filters, dates, variants, (is_month, is_documents))| {
                let by = if is_month { Period::Month } else { Period::Year };
                let measure = if is_documents { Measure::Documents } else { Measure::Stories };
                ExamineRequest::Trends(TrendsRequest { queries, filters, dates, variants, by, measure })
            }),
            collocates.prop_map(|(selection, (window, min_count, without_stop_words, limit))| {
                ExamineRequest::Collocates(CollocatesRequest {
                    selection,
                    window,
                    min_count,
                    without_stop_words,
                    limit,
                })
            }),
            keyness.prop_map(|(selection, against, (min_count, min_likelihood, without_stop_words, limit))| {
                let request =
                    KeynessRequest { selection, against, min_count, min_likelihood, without_stop_words, limit };
                ExamineRequest::Keyness(request)
            }),
            dispersion.prop_map(|(query, variants, documents)| {
                ExamineRequest::Dispersion(DispersionRequest { query, variants, documents })
            }),
            claims.prop_map(|(selection, by, [document, speaker, noun], (offset, limit))| {
                let Selection { query, filters, dates, variants } = selection;
                ExamineRequest::Claims(ClaimsRequest {
                    query,
                    filters,
                    dates,
                    variants,
                    document,
                    speaker,
                    noun,
                    by,
                    offset,
                    limit,
                })
            }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_as_the_same(request in any_request(), edition in "[a-z0-9]{0,8}") {
            let line = print(&request, &edition);
            prop_assert!(!line.contains(['\n', '\r', '\'', '\u{2028}']), "{line}");
            prop_assert_eq!(parse(&line), Ok((request, edition)), "{}", line);
        }

        #[test]
        fn any_text_is_a_recipe_or_an_error(text in "\\PC{0,40}", kind in 0usize..6) {
            let kind = ["concordance", "trends", "collocates", "keyness", "dispersion", "claims"][kind];
            let _ = (parse(&text), parse(&format!("{kind} {text}")));
        }
    }

    #[test]
    fn recipes_are_lines_that_people_can_read_and_write() {
        let filters = vec![Filter { field: "publisher".into(), value: "AP".into(), exclude: false }];
        let request = ExamineRequest::Trends(TrendsRequest {
            queries: vec!["uyghur*".into(), "forced labour".into()],
            filters,
            ..Default::default()
        });
        let line = "trends by=year count=mentions q=uyghur* q=\"forced labour\" filter=publisher:AP edition=abc";
        assert_eq!(print(&request, "abc"), line);
        let (read, edition) = parse("  trends  q=uyghur*\tq=\"forced labour\" filter=\"publisher:AP\" ").unwrap();
        assert_eq!((read, edition.as_str()), (request, ""));
        for (line, message) in [
            (
                "count q=a",
                "“count” is no kind of count; there are concordance, trends, collocates, keyness, dispersion, claims",
            ),
            ("trends by=week", "“by” is one of year, month, not “week”"),
            ("collocates window=many", "“window” needs a whole number, not “many”"),
            ("dispersion filter=a:b", "“filter” says nothing about this kind of count"),
            ("keyness q=\"a", "the value of “q” has no end"),
            ("keyness words", "“words” is not of the form key=value"),
        ] {
            assert_eq!(parse(line).unwrap_err().to_string(), message);
        }
    }
}
