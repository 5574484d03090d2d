//! Columns: which documents have each value of a field.

use std::collections::{BTreeMap, BTreeSet};

use super::files::FileSet;
use crate::corpus::{Date, Document, Settings, date};
use crate::index::bytes::pack;
use crate::index::format::{Column, ColumnEntry, ColumnValue, put_ascending};

/// A date that may mean more years than this is counted in the year it starts in only.
const MAX_YEARS: i32 = 5;

pub(super) fn write_columns(settings: &Settings, documents: &[Document], files: &mut FileSet) -> Vec<ColumnEntry> {
    let keywords = settings.fields.iter().filter(|field| field.kind.is_filterable());
    let mut columns: Vec<ColumnEntry> = keywords
        .map(|field| {
            let values = documents.iter().map(|document| document.metadata.values.get(&field.name).cloned());
            let file = files.add(pack(&column(values.map(Option::unwrap_or_default))));
            ColumnEntry { field: field.name.clone(), label: field.label.clone(), is_facet: field.facet, file }
        })
        .collect();
    let years = documents.iter().map(|document| document.metadata.date.as_ref().map(years).unwrap_or_default());
    let languages = documents.iter().map(|document| vec![document.metadata.language.clone()]);
    for (field, label, column) in [("year", "Year", column(years)), ("language", "Language", column(languages))] {
        let file = files.add(pack(&column));
        columns.push(ColumnEntry { field: field.into(), label: label.into(), is_facet: true, file });
    }
    columns
}

/// The values of a field, of each document in order, turned around.
fn column(values: impl Iterator<Item = Vec<String>>) -> Column {
    let mut documents: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (number, values) in (0..).zip(values) {
        for value in values {
            documents.entry(value).or_default().insert(number);
        }
    }
    let values = documents.into_iter().map(|(value, numbers)| {
        let mut documents = Vec::new();
        put_ascending(numbers, &mut documents);
        ColumnValue { value, documents }
    });
    Column { values: values.collect() }
}

fn years(date: &Date) -> Vec<String> {
    date::years(date.first, date.last, MAX_YEARS).map(|year| format!("{year:04}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_in_each_year_they_may_mean() {
        let years = |date| years(&Date::parse(date).unwrap()).join(" ");
        assert_eq!(years("2022-08-31"), "2022");
        assert_eq!(years("2022-12/2023-01"), "2022 2023");
        assert_eq!(years("1901/2000"), "1901");
        assert_eq!(years("../2000"), "2000");
        assert_eq!(years("1990/.."), "1990");
    }
}
