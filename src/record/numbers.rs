//! Counts as tables: the same numbers, to the digit, on the page, in its exports and in a terminal.

use super::csv;
use crate::corpus::{ClaimRule, Confidence};
use crate::engine::protocol::{
    ClaimView, Claims, Collocates, Concordance, Dispersion, Keyness, PeriodSize, Point, Response, Trends,
    per_ten_thousand,
};

/// The table of a count (concordance, trends, collocates, keyness, dispersion or claims).
pub struct Table {
    /// Names of the columns, in snake case: `mentions_per_10000_words`.
    pub head: Vec<&'static str>,
    /// The cells, as many in each row as there are columns. Fractions have two decimals and a decimal point.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table of an answer; one without columns for answers that count nothing.
    pub fn of(response: &Response) -> Table {
        match response {
            Response::Concordance(concordance) => lines(concordance),
            Response::Trends(trends) => points(trends),
            Response::Collocates(collocates) => collocates_table(collocates),
            Response::Keyness(keyness) => keyness_table(keyness),
            Response::Dispersion(dispersion) => places(dispersion),
            Response::Claimed(claims) if claims.claims.is_empty() => conflicts(claims),
            Response::Claimed(claims) => statements(claims),
            _ => Table { head: Vec::new(), rows: Vec::new() },
        }
    }

    /// The rows as CSV, each ending in CR LF; `has_head` is false for rows that continue an earlier part.
    pub fn to_csv(&self, has_head: bool) -> String {
        let head = has_head.then(|| csv::line(self.head.iter().map(|name| name.to_string())));
        let rows = self.rows.iter().map(|row| csv::line(row.iter().cloned()));
        head.into_iter().chain(rows).collect()
    }
}

fn lines(concordance: &Concordance) -> Table {
    let rows = concordance.lines.iter().map(|line| {
        let publisher = line.values.get("publisher").map(|names| names.join("; ")).unwrap_or_default();
        let date = line.date.clone().unwrap_or_default();
        let (block, number) = (line.block.to_string(), line.count.to_string());
        let text = [line.left.clone(), line.node.clone(), line.right.clone()];
        let about = [line.document.clone(), line.title.clone(), date, publisher, line.language.clone(), block];
        text.into_iter().chain([number]).chain(about).collect()
    });
    let head =
        vec!["left", "node", "right", "lines", "document", "title", "published", "publisher", "language", "block"];
    Table { head, rows: rows.collect() }
}

fn points(trends: &Trends) -> Table {
    let row = |query: &str, name: String, size: &PeriodSize, point: &Point| {
        let stories = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        vec![
            query.into(),
            name,
            point.mentions.to_string(),
            point.documents.to_string(),
            stories(point.stories),
            size.words.to_string(),
            size.documents.to_string(),
            stories(size.stories),
            per_ten_thousand(point.mentions.into(), size.words).map(hundredths).unwrap_or_default(),
        ]
    };
    let mut rows = Vec::new();
    for series in &trends.series {
        let points = trends.periods.iter().zip(&series.points);
        rows.extend(points.map(|(size, point)| row(&series.query, period(size), size, point)));
        let apart = [("approximate", &trends.inexact, &series.inexact), ("undated", &trends.undated, &series.undated)];
        let apart = apart.into_iter().filter(|(_, size, _)| size.documents > 0);
        rows.extend(apart.map(|(name, size, point)| row(&series.query, name.into(), size, point)));
    }
    let head = vec![
        "query",
        "period",
        "mentions",
        "documents",
        "stories",
        "all_words",
        "all_documents",
        "all_stories",
        "mentions_per_10000_words",
    ];
    Table { head, rows }
}

fn collocates_table(collocates: &Collocates) -> Table {
    let rows = collocates.rows.iter().map(|row| {
        let [together, total, documents] = [row.together, row.total, row.documents].map(|number| number.to_string());
        vec![row.word.clone(), together, total, documents, hundredths(row.log_dice)]
    });
    Table { head: vec!["word", "together", "total", "documents", "log_dice"], rows: rows.collect() }
}

fn keyness_table(keyness: &Keyness) -> Table {
    let rows = keyness.rows.iter().chain(keyness.against_rows.iter().rev()).map(|row| {
        vec![
            row.word.clone(),
            row.count.to_string(),
            row.against_count.to_string(),
            hundredths(row.per_ten_thousand),
            hundredths(row.against_per_ten_thousand),
            hundredths(row.log_ratio),
            hundredths(row.log_likelihood),
        ]
    });
    let head = vec![
        "word",
        "count",
        "against_count",
        "per_10000_words",
        "against_per_10000_words",
        "log_ratio",
        "log_likelihood",
    ];
    Table { head, rows: rows.collect() }
}

fn places(dispersion: &Dispersion) -> Table {
    let rows = dispersion.documents.iter().flat_map(|document| {
        document.mentions.iter().map(|words| vec![document.id.clone(), document.words.to_string(), words.to_string()])
    });
    Table { head: vec!["document", "words", "words_before"], rows: rows.collect() }
}

const STATEMENT: [&str; 10] =
    ["speaker", "via", "sentence", "figures", "document", "title", "published", "block", "rule", "confidence"];

fn statements(claims: &Claims) -> Table {
    Table { head: STATEMENT.to_vec(), rows: claims.claims.iter().map(statement).collect() }
}

fn statement(claim: &ClaimView) -> Vec<String> {
    let figures = claim.figures.iter().map(|figure| format!("{}{} {}", figure.value, figure.unit, figure.noun));
    let figures: Vec<String> = figures.map(|figure| figure.trim().to_owned()).collect();
    let rule = match claim.rule {
        ClaimRule::Quotation => "quotation",
        ClaimRule::ReportedSpeech => "reported_speech",
        ClaimRule::AccordingTo => "according_to",
        ClaimRule::Chain => "chain",
        ClaimRule::Figure => "figure",
        ClaimRule::Editors => "editors",
    };
    let confidence = match claim.confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    };
    vec![
        claim.speaker.clone().unwrap_or_default(),
        claim.via.join("; "),
        claim.segments.iter().map(|segment| segment.text.as_str()).collect(),
        figures.join("; "),
        claim.id.clone(),
        claim.title.clone(),
        claim.date.clone().unwrap_or_default(),
        claim.block.to_string(),
        rule.into(),
        confidence.into(),
    ]
}

/// One row for each sentence shown of a side of a conflict.
fn conflicts(claims: &Claims) -> Table {
    let head = ["noun", "about", "value", "documents"].into_iter().chain(STATEMENT).collect();
    let mut rows = Vec::new();
    for conflict in &claims.conflicts {
        for side in &conflict.sides {
            let start =
                [conflict.noun.clone(), conflict.about.join(" "), side.value.clone(), side.documents.to_string()];
            rows.extend(side.claims.iter().map(|claim| [start.to_vec(), statement(claim)].concat()));
        }
    }
    Table { head, rows }
}

/// A number in hundredths with its decimal point.
fn hundredths(number: impl Into<i128>) -> String {
    let number = number.into();
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

/// A period as a query writes it after `date:`: `2022` or `2022-08`.
pub fn period(size: &PeriodSize) -> String {
    if size.month == 0 { format!("{:04}", size.year) } else { format!("{:04}-{:02}", size.year, size.month) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_have_two_digits() {
        assert_eq!([0, 5, -5, 1_400, -123_456].map(hundredths), ["0.00", "0.05", "-0.05", "14.00", "-1234.56"]);
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = vec![vec!["a, b".to_string(), "1".into()], vec!["ab".into(), "20".into()]];
        assert_eq!(Table { head: vec!["word", "n"], rows }.to_csv(true), "word,n\r\n\"a, b\",1\r\nab,20\r\n");
    }
}
