//! `karez query`: counts, as the page makes them, in a terminal or a table.

use super::{
    config::{QueryConfig, TableFormat},
    exit_code::ExitCode,
    host::Host,
    runs,
    stop::Stop,
    terminal::{count, print, printable, to_json},
};
use crate::engine::protocol::{Counted, CountedRun, Response};
use crate::record::numbers::Table;
use crate::wording;

pub fn run(config: &QueryConfig) -> Result<ExitCode, Stop> {
    let mut host = Host::open(&config.site)?;
    let edition = host.overview()?.edition;
    if !config.edition.is_empty() && config.edition != edition {
        eprintln!(
            "remark: the recipe is of edition {}, this site is edition {edition}; the numbers may be others",
            printable(&config.edition)
        );
    }
    let mut response = host.ask(config.request.clone())?;
    while response.is_partial() {
        response = host.ask(config.request.clone())?;
    }
    if config.format != TableFormat::Text {
        remarks(&response).for_each(|remark| eprint!("{remark}"));
        counted_as(&response).iter().for_each(|runs| eprint!("{}", runs::describe(runs, "counted")));
    }
    print(&match config.format {
        TableFormat::Json => to_json(&response)?,
        TableFormat::Csv => Table::of(&response).to_csv(true),
        TableFormat::Text => describe(&response),
    })?;
    Ok(ExitCode::Success)
}

/// Columns beside one another, as wide as what stands in them.
fn to_text(table: &Table) -> String {
    let head = table.head.iter().map(|name| name.to_string()).collect();
    let rows: Vec<Vec<String>> = [head].into_iter().chain(table.rows.iter().cloned()).collect();
    let cell = |cell: &String| printable(cell).replace('\n', " ");
    let width = |column: usize| rows.iter().map(|row| cell(&row[column]).chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..table.head.len()).map(width).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(text, &width)| format!("{:<width$}", cell(text)));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string() + "\n"
    };
    rows.iter().map(line).collect()
}

/// What was not understood.
fn remarks(response: &Response) -> impl Iterator<Item = String> {
    let of_counted = response.counted().map_or(&[][..], |counted| &counted.remarks);
    let (against, series) = match response {
        Response::Keyness(answer) => (&*answer.against_remarks, &[][..]),
        Response::Trends(answer) => (&[][..], &*answer.series),
        Response::Claimed(answer) => (&*answer.remarks, &[][..]),
        _ => Default::default(),
    };
    let all = of_counted.iter().chain(against).chain(series.iter().flat_map(|series| &series.remarks));
    all.map(|remark| format!("remark: {}\n", printable(&wording::remark(&remark.code))))
}

/// How the runs of each query were counted.
fn counted_as(response: &Response) -> Vec<&[CountedRun]> {
    match response {
        Response::Trends(answer) => answer.series.iter().map(|series| &*series.counted_as).collect(),
        Response::Dispersion(answer) => vec![&answer.counted_as],
        other => other.counted().map(|counted| &*counted.counted_as).into_iter().collect(),
    }
}

fn describe(response: &Response) -> String {
    let mut text = response.counted().map(size).unwrap_or_default();
    text.extend(remarks(response));
    text.extend(counted_as(response).iter().map(|runs| runs::describe(runs, "counted")));
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
        }
        Response::Claimed(answer) => {
            let (claims, documents) = (count(answer.total, "claim"), count(answer.documents, "document"));
            text.push_str(&format!(
                "{claims} in {documents}, {} among them\n",
                count(answer.conflicts_total, "conflict")
            ));
        }
        _ => {}
    }
    format!("{text}\n{}\nrecipe: {}\n", to_text(&Table::of(response)), printable(response.recipe()))
}

fn size(counted: &Counted) -> String {
    let (mentions, documents) = (count(counted.mentions, "mention"), count(counted.documents, "document"));
    format!("{mentions} in {documents} of {}\n", count(counted.words, "word"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_plain_in_a_terminal_and_quoted_in_csv() {
        let rows = vec![vec!["a\u{1b}[2J, b".to_string(), "1".into()], vec!["ab".into(), "20".into()]];
        let table = Table { head: vec!["word", "n"], rows };
        assert_eq!(to_text(&table), "word      n\na\u{fffd}[2J, b  1\nab        20\n");
        assert_eq!(table.to_csv(true), "word,n\r\n\"a\u{1b}[2J, b\",1\r\nab,20\r\n");
    }
}
