//! CSV as in RFC 4180: a row for each document, a column for each field, several values of a field in one cell,
//! separated by `; `.

use super::Record;
use crate::corpus::Settings;

/// Columns before and after those of the corpus's fields.
const BEFORE: [&str; 7] = ["id", "title", "kind", "published", "first_day", "last_day", "language"];
const AFTER: [&str; 9] =
    ["summary", "licence", "original", "original_sha256", "source_path", "source_sha256", "edition", "words", BODY];
/// The last column; left out where the texts are.
const BODY: &str = "body";

/// The header row, its line end included. A field that has the name of a built-in column becomes `field_…`. `has_body`
/// must say whether the records have a body.
pub fn head(settings: &Settings, has_body: bool) -> String {
    let fields = settings.fields.iter().map(|field| {
        // A corpus may use these names for fields of its own.
        let is_taken = BEFORE.iter().chain(&AFTER).any(|column| *column == field.name);
        if is_taken { format!("field_{}", field.name) } else { field.name.clone() }
    });
    let after = AFTER.into_iter().filter(|column| has_body || *column != BODY);
    let names = BEFORE.map(String::from).into_iter().chain(fields).chain(after.map(String::from));
    line(names)
}

/// The row of a record, its line end included. The record must have the fields of [`head`]'s settings.
pub fn row(record: &Record) -> String {
    let some = |text: &Option<String>| text.clone().unwrap_or_default();
    let before = [
        record.id.clone(),
        record.title.clone(),
        record.derivation.kind.name().to_owned(),
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
    ];
    let fields = record.fields.iter().map(|field| field.values.join("; "));
    line(before.into_iter().chain(fields).chain(after).chain(record.body.clone()))
}

/// A row of these cells, quoted where necessary, ending in CR LF.
pub fn line(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| quote(&cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

fn quote(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_as_many_cells_as_the_head() {
        let settings = Settings::default();
        for body in [None, Some("text, with a comma".to_owned())] {
            let fields = settings.fields.iter().map(|field| crate::record::RecordField {
                name: field.name.clone(),
                values: Vec::new(),
                unknown: None,
            });
            let record = Record { body: body.clone(), fields: fields.collect(), ..Record::default() };
            let mut reader =
                ::csv::Reader::from_reader([head(&settings, body.is_some()), row(&record)].concat().leak().as_bytes());
            let row = reader.records().next().unwrap().unwrap();
            assert_eq!(
                (row.len(), row.get(row.len() - 1)),
                (reader.headers().unwrap().len(), Some(body.as_deref().unwrap_or("0")))
            );
        }
    }
}
