//! `karez query`: counts, as the page makes them, in a terminal or a table.

use super::{
    ExitCode, Stop,
    config::{QueryConfig, TableFormat},
    host::Host,
    terminal::{count, print, printable, to_json},
};
use crate::{
    engine::protocol::{
        Collocates, Concordance, Counted, Dispersion, Keyness, Period, PeriodSize, Point, Remark, Response, Trends,
        per_ten_thousand,
    },
    record::csv,
};

pub fn run(config: &QueryConfig) -> Result<ExitCode, Stop> {
    let mut host = Host::open(&config.site)?;
    let edition = host.overview()?.edition;
    if !config.edition.is_empty() && config.edition != edition {
        eprintln!(
            "remark: the recipe is of edition {}, this site is edition {edition}; the numbers may be others",
            printable(&config.edition)
        );
    }
    let mut response = host.ask(&config.request)?;
    while response.is_partial() {
        response = host.ask(&config.request)?;
    }
    print(&match config.format {
        TableFormat::Json => to_json(&response)?,
        TableFormat::Csv => Table::of(&response).to_csv(),
        TableFormat::Text => describe(&response),
    })?;
    Ok(ExitCode::Success)
}

/// A count as rows under names.
struct Table {
    head: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn of(response: &Response) -> Table {
        match response {
            Response::Concordance(concordance) => lines(concordance),
            Response::Trends(trends) => points(trends),
            Response::Collocates(collocates) => collocates_table(collocates),
            Response::Keyness(keyness) => keyness_table(keyness),
            Response::Dispersion(dispersion) => places(dispersion),
            _ => Table { head: Vec::new(), rows: Vec::new() },
        }
    }

    fn to_csv(&self) -> String {
        let head = csv::line(self.head.iter().map(|name| name.to_string()));
        self.rows.iter().fold(head, |text, row| text + &csv::line(row.iter().cloned()))
    }

    /// Columns beside one another, as wide as what stands in them.
    fn to_text(&self) -> String {
        let head = self.head.iter().map(|name| name.to_string()).collect();
        let rows: Vec<Vec<String>> = [head].into_iter().chain(self.rows.iter().cloned()).collect();
        let cell = |cell: &String| printable(cell).replace('\n', " ");
        let width = |column: usize| rows.iter().map(|row| cell(&row[column]).chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(text, &width)| format!("{:<width$}", cell(text)));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_string() + "\n"
        };
        rows.iter().map(line).collect()
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
    let name = |size: &PeriodSize| match trends.by {
        Period::Year => format!("{:04}", size.year),
        Period::Month => format!("{:04}-{:02}", size.year, size.month),
    };
    let row = |query: &str, period: String, size: &PeriodSize, point: &Point| {
        let stories = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        vec![
            query.into(),
            period,
            point.mentions.to_string(),
            point.documents.to_string(),
            stories(point.stories),
            size.words.to_string(),
            size.documents.to_string(),
            stories(size.stories),
            per_ten_thousand(point.mentions.into(), size.words).map(hundredths).unwrap_or_default(),
        ]
    };
    let undated = Some(&trends.undated);
    let mut rows = Vec::new();
    for series in &trends.series {
        let points = trends.periods.iter().zip(&series.points);
        rows.extend(points.map(|(size, point)| row(&series.query, name(size), size, point)));
        rows.extend(
            undated
                .filter(|size| size.documents > 0)
                .map(|size| row(&series.query, "undated".into(), size, &series.undated)),
        );
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

/// A number in hundredths with its decimal point.
fn hundredths(number: impl Into<i128>) -> String {
    let number = number.into();
    let sign = if number < 0 { "-" } else { "" };
    let size = number.unsigned_abs();
    format!("{sign}{}.{:02}", size / 100, size % 100)
}

fn describe(response: &Response) -> String {
    let remark = |remark: &Remark| format!("remark: {}\n", printable(&remark.message));
    let mut text = response.counted().map(size).unwrap_or_default();
    match response {
        Response::Concordance(answer) => text.push_str(&format!("{}\n", count(answer.total, "line"))),
        Response::Collocates(answer) => text.push_str(&format!("{}\n", count(answer.total, "word"))),
        Response::Keyness(answer) => {
            text.push_str(&format!(
                "against {} of {}, of which {} on both sides\n{} more frequent here, {} there\n",
                count(answer.against_documents, "document"),
                count(answer.against_words, "word"),
                count(answer.shared_documents, "document"),
                count(answer.total, "word"),
                count(answer.against_total, "word"),
            ));
            text.extend(answer.against_remarks.iter().map(remark));
        }
        Response::Trends(answer) => text.extend(answer.series.iter().flat_map(|series| &series.remarks).map(remark)),
        _ => {}
    }
    let recipe = match response {
        Response::Trends(answer) => &answer.recipe,
        Response::Dispersion(answer) => &answer.recipe,
        other => other.counted().map_or("", |counted| &counted.recipe),
    };
    format!("{text}\n{}\nrecipe: {}\n", Table::of(response).to_text(), printable(recipe))
}

fn size(counted: &Counted) -> String {
    let (mentions, documents) = (count(counted.mentions, "mention"), count(counted.documents, "document"));
    let remarks = counted.remarks.iter().map(|remark| format!("remark: {}\n", printable(&remark.message)));
    format!("{mentions} in {documents} of {}\n", count(counted.words, "word")) + &remarks.collect::<String>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hundredths_have_two_digits() {
        assert_eq!([0, 5, -5, 1_400, -123_456].map(hundredths), ["0.00", "0.05", "-0.05", "14.00", "-1234.56"]);
    }

    #[test]
    fn tables_are_plain_in_a_terminal_and_quoted_in_csv() {
        let rows = vec![vec!["a\u{1b}[2J, b".to_string(), "1".into()], vec!["ab".into(), "20".into()]];
        let table = Table { head: vec!["word", "n"], rows };
        assert_eq!(table.to_text(), "word      n\na\u{fffd}[2J, b  1\nab        20\n");
        assert_eq!(table.to_csv(), "word,n\r\n\"a\u{1b}[2J, b\",1\r\nab,20\r\n");
    }
}
