//! Tables that editors keep beside the documents: columns by name, rows with their lines.

use crate::ingest::finding::Finding;

/// A row: its line, counted from 1, and a cell for each column that was asked for, trimmed, empty where it has none.
pub type Row<const N: usize> = (u32, [String; N]);

/// The rows of a table in CSV. Columns may stand in any order; only the `required` ones must be there.
pub fn rows<const N: usize>(
    file: &str,
    text: &str,
    columns: [&str; N],
    required: &[&str],
) -> Result<Vec<Row<N>>, Vec<Finding>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head: Vec<String> =
        reader.headers().map(|row| row.iter().map(|name| name.trim().to_lowercase()).collect()).unwrap_or_default();
    if head.iter().all(String::is_empty) {
        return Ok(Vec::new());
    }
    let mut faults = Vec::new();
    let mut fault = |line: u32, message: String| {
        let remedy = format!("the columns are {}", columns.join(", "));
        faults.push(Finding::error(file, message).at(line).remedy(remedy));
    };
    for name in head.iter().filter(|name| !name.is_empty() && !columns.contains(&name.as_str())) {
        fault(1, format!("`{name}` is not a column of this table"));
    }
    for name in required.iter().filter(|name| !head.iter().any(|known| known == *name)) {
        fault(1, format!("the column `{name}` is missing"));
    }
    let positions = columns.map(|name| head.iter().position(|known| known == name));
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |position| position.line() as u32);
                let cell = |index: Option<usize>| index.and_then(|index| record.get(index)).unwrap_or_default();
                let cells = positions.map(|index| cell(index).trim().to_owned());
                if cells.iter().any(|cell| !cell.is_empty()) {
                    rows.push((line, cells));
                }
            }
            Err(error) => faults.push(Finding::error(file, error.to_string()).remedy("save the table as CSV again")),
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_the_names_of_their_columns() {
        let read = rows("t.csv", "b,a\n 1 ,2\n,\n3\n", ["a", "b", "c"], &["a"]);
        let row = |line, a: &str, b: &str| (line, [a.to_owned(), b.to_owned(), String::new()]);
        assert_eq!(read.unwrap(), [row(2, "2", "1"), row(4, "", "3")]);
        assert!(rows("t.csv", "", ["a"], &["a"]).unwrap().is_empty());
    }

    #[test]
    fn columns_that_are_missing_or_misspelled_are_told() {
        let faults = rows("t.csv", "nam,x\n1,2\n", ["name", "x"], &["name"]).unwrap_err();
        let lines: Vec<String> = faults.iter().map(Finding::to_string).collect();
        assert!(
            lines[0].contains("t.csv:1: `nam` is not a column") && lines[1].contains("the column `name` is missing"),
            "{lines:?}"
        );
    }
}
