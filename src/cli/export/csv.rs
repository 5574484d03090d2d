//! CSV as RFC 4180 has it: a row for each document, a column for each field, several values in one cell with `; `
//! between them.

use super::record::Record;
use crate::corpus::Settings;

/// Columns before and after those of the corpus's fields.
const BEFORE: [&str; 6] = ["id", "title", "published", "first_day", "last_day", "language"];
const AFTER: [&str; 9] =
    ["summary", "licence", "original", "original_sha256", "source_path", "source_sha256", "edition", "words", "body"];

/// The row of names.
pub fn head(settings: &Settings) -> String {
    let fields = settings.fields.iter().map(|field| {
        // A corpus may call its fields so.
        let is_taken = BEFORE.iter().chain(&AFTER).any(|column| *column == field.name);
        if is_taken { format!("field_{}", field.name) } else { field.name.clone() }
    });
    let names = BEFORE.map(String::from).into_iter().chain(fields).chain(AFTER.map(String::from));
    line(names)
}

pub fn row(record: &Record) -> String {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let before = [
        record.id.clone(),
        record.title.clone(),
        some(&record.date),
        some(&record.first_day),
        some(&record.last_day),
        record.language.clone(),
    ];
    let after = [
        some(&record.summary),
        some(&record.licence),
        some(&record.source.original),
        some(&record.source.original_sha256),
        record.source.path.clone(),
        record.source.sha256.clone(),
        record.edition.clone(),
        record.words.to_string(),
        record.body.clone(),
    ];
    line(before.into_iter().chain(record.fields.iter().map(|field| field.values.join("; "))).chain(after))
}

/// A row of these cells.
pub fn line(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| quote(&cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

fn quote(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.into() }
}
