//! The numbers of a panel as comma-separated values: plain, so that a program can go on with them.

use super::trends::range;
use crate::corpus::FieldKind;
use crate::engine::protocol::{
    Collocates, Concordance, Dispersion, KeyWord, Keyness, Overview, PeriodSize, Point, Response, Trends,
    per_ten_thousand,
};
use crate::record::csv::line;

/// All rows of an answer, the first with the names of the columns. Empty for what counts nothing.
pub fn csv(answer: &Response, overview: &Overview) -> String {
    let rows = match answer {
        Response::Concordance(concordance) => lines(concordance, overview),
        Response::Trends(trends) => periods(trends),
        Response::Collocates(collocates) => near(collocates),
        Response::Keyness(keyness) => key(keyness),
        Response::Dispersion(dispersion) => places(dispersion),
        _ => Vec::new(),
    };
    rows.into_iter().map(|row| line(row.into_iter())).collect()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn lines(concordance: &Concordance, overview: &Overview) -> Vec<Vec<String>> {
    let fields: Vec<&str> = overview
        .settings
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Keyword)
        .map(|field| field.name.as_str())
        .collect();
    let before = names(&["document", "title", "published", "block", "count", "before", "mention", "after"]);
    let mut rows = vec![[before, names(&fields)].concat()];
    rows.extend(concordance.lines.iter().map(|line| {
        let values = |field: &&str| line.values.get(*field).map(|values| values.join("; ")).unwrap_or_default();
        let cells = [
            line.document.clone(),
            line.title.clone(),
            line.date.clone().unwrap_or_default(),
            (line.block + 1).to_string(),
            line.count.to_string(),
            line.left.clone(),
            line.node.clone(),
            line.right.clone(),
        ];
        cells.into_iter().chain(fields.iter().map(values)).collect()
    }));
    rows
}

/// A row for each term and period, and one for what has no date.
fn periods(trends: &Trends) -> Vec<Vec<String>> {
    let mut rows = vec![names(&[
        "term",
        "period",
        "mentions",
        "per_10000_words",
        "documents",
        "stories",
        "all_words",
        "all_documents",
        "all_stories",
    ])];
    let some = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let row = |term: &str, period: String, point: Point, of: PeriodSize| {
        let share = per_ten_thousand(point.mentions.into(), of.words).map(|share| decimal(share as i64));
        vec![
            term.to_owned(),
            period,
            point.mentions.to_string(),
            share.unwrap_or_default(),
            point.documents.to_string(),
            some(point.stories),
            of.words.to_string(),
            of.documents.to_string(),
            some(of.stories),
        ]
    };
    for series in &trends.series {
        let dated = trends.periods.iter().zip(&series.points);
        rows.extend(dated.map(|(size, point)| row(&series.query, range(size), *point, *size)));
        rows.push(row(&series.query, "undated".into(), series.undated, trends.undated));
    }
    rows
}

fn near(collocates: &Collocates) -> Vec<Vec<String>> {
    let mut rows = vec![names(&["word", "log_dice", "together", "total", "documents"])];
    rows.extend(collocates.rows.iter().map(|row| {
        let numbers = [row.together, row.total, row.documents].map(|number| number.to_string());
        [row.word.clone(), decimal(row.log_dice.into())].into_iter().chain(numbers).collect()
    }));
    rows
}

fn key(keyness: &Keyness) -> Vec<Vec<String>> {
    let mut rows = vec![names(&[
        "word",
        "log_ratio",
        "count",
        "per_10000_words",
        "against_count",
        "against_per_10000_words",
        "log_likelihood",
    ])];
    let row = |word: &KeyWord| {
        vec![
            word.word.clone(),
            decimal(word.log_ratio.into()),
            word.count.to_string(),
            decimal(word.per_ten_thousand as i64),
            word.against_count.to_string(),
            decimal(word.against_per_ten_thousand as i64),
            decimal(word.log_likelihood as i64),
        ]
    };
    rows.extend(keyness.rows.iter().chain(&keyness.against_rows).map(row));
    rows
}

/// A row for each mention.
fn places(dispersion: &Dispersion) -> Vec<Vec<String>> {
    let mut rows = vec![names(&["document", "words", "words_before"])];
    for document in &dispersion.documents {
        let row = |before: &u32| vec![document.id.clone(), document.words.to_string(), before.to_string()];
        rows.extend(document.mentions.iter().map(row));
    }
    rows
}

/// Hundredths, as programs read them.
fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let digits = hundredths.unsigned_abs();
    format!("{sign}{}.{:02}", digits / 100, digits % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::Series;

    #[test]
    fn hundredths_are_written_as_programs_read_them() {
        assert_eq!([0, 5, -5, 1_234_567, -700].map(decimal), ["0.00", "0.05", "-0.05", "12345.67", "-7.00"]);
    }

    #[test]
    fn a_trend_has_a_row_for_each_term_and_period_and_for_the_undated() {
        let size = PeriodSize { year: 2022, month: 0, documents: 4, words: 20_000, stories: None };
        let point = Point { mentions: 3, documents: 2, stories: None };
        let of = |query: &str| Series { query: query.into(), points: vec![point], ..Series::default() };
        let series = vec![of("a, b"), of("c")];
        let trends = Trends { periods: vec![size], series, ..Trends::default() };
        let rows: Vec<String> = periods(&trends).into_iter().map(|row| line(row.into_iter())).collect();
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[1], "\"a, b\",2022,3,1.50,2,,20000,4,\r\n");
        assert_eq!(rows[4], "c,undated,0,,0,,0,0,\r\n");
    }
}
