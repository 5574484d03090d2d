//! Tables of metadata beside the documents: `metadata.csv` and `metadata.toml`.
//!
//! They are the editors' word and stronger than what a source says about itself.

use std::{collections::BTreeMap, path::Path};

use super::files::{read_text, read_toml};
use crate::{
    corpus::Settings,
    ingest::{
        entry::Entry,
        finding::Finding,
        keys::{self, cell},
        source::rules::{Glob, OneOrMany},
    },
};

/// A row of metadata for each file.
pub const CSV_FILE: &str = "metadata.csv";
/// Metadata of files by patterns of their names.
pub const TOML_FILE: &str = "metadata.toml";

/// What the tables say, by file.
#[derive(Debug, Clone, Default)]
pub struct Sidecar {
    /// `file.txt`, or `file.txt#2` for the second document in a file of many.
    rows: BTreeMap<String, Vec<Entry>>,
    /// Tables of `metadata.toml`, whose names may fit many files.
    tables: Vec<(Glob, Vec<Entry>)>,
}

impl Sidecar {
    /// Reads both tables; each may be missing.
    pub fn read(folder: &Path, settings: &Settings) -> Result<Sidecar, Vec<Finding>> {
        let mut faults = Vec::new();
        let mut sidecar = Sidecar::default();
        match read_text(folder, CSV_FILE) {
            Ok(text) => sidecar.rows = read_rows(&text.unwrap_or_default(), settings, &mut faults),
            Err(fault) => faults.push(fault),
        }
        match read_toml(folder, TOML_FILE, |text| toml::from_str::<BTreeMap<String, BTreeMap<String, OneOrMany>>>(text))
        {
            Ok(tables) => sidecar.tables = read_tables(tables.unwrap_or_default(), settings, &mut faults),
            Err(fault) => faults.push(fault),
        }
        if faults.is_empty() { Ok(sidecar) } else { Err(faults) }
    }

    /// All that the tables say about a file; a row is stronger than a table of TOML.
    pub fn of(&self, file: &str) -> Vec<Entry> {
        let mut entries = self.rows.get(file).cloned().unwrap_or_default();
        let tables = self.tables.iter().filter(|(files, _)| files.is_match(file)).flat_map(|(_, entries)| entries);
        for entry in tables {
            if !entries.iter().any(|other| other.key == entry.key) {
                entries.push(entry.clone());
            }
        }
        entries
    }

    /// Files that rows name and nobody has.
    pub fn missing<'a>(&'a self, is_there: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        self.rows.keys().map(String::as_str).filter(move |name| !is_there(name.split('#').next().unwrap_or_default()))
    }
}

fn read_rows(text: &str, settings: &Settings, faults: &mut Vec<Finding>) -> BTreeMap<String, Vec<Entry>> {
    let mut rows = BTreeMap::new();
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().map(|row| row.iter().map(str::to_owned).collect()).unwrap_or_default();
    if columns.is_empty() || columns == [""] {
        return rows;
    }
    let Some(file) = columns.iter().position(|column| column == "file") else {
        faults.push(
            Finding::error(CSV_FILE, "the column `file` is missing")
                .at(1)
                .remedy("add it, with the path of the file in each row"),
        );
        return rows;
    };
    for column in columns.iter().filter(|column| *column != "file") {
        check_key(column, CSV_FILE, 1, settings, faults);
    }
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |position| position.line() as u32);
                let named =
                    columns.iter().zip(&record).filter(|(column, value)| *column != "file" && !value.is_empty());
                let entries =
                    named.map(|(key, value)| Entry::of(key, cell(key, value, settings)).in_table(CSV_FILE).at(line));
                let name = record.get(file).unwrap_or_default().replace('\\', "/");
                if rows.insert(name.clone(), entries.collect()).is_some() {
                    faults.push(Finding::error(CSV_FILE, format!("{name} has two rows")).at(line).remedy("merge them"));
                }
            }
            Err(error) => {
                faults.push(Finding::error(CSV_FILE, error.to_string()).remedy("save the table as CSV again"))
            }
        }
    }
    rows
}

fn read_tables(
    tables: BTreeMap<String, BTreeMap<String, OneOrMany>>,
    settings: &Settings,
    faults: &mut Vec<Finding>,
) -> Vec<(Glob, Vec<Entry>)> {
    let mut read = Vec::new();
    for (files, values) in tables {
        values.keys().for_each(|key| check_key(key, TOML_FILE, 0, settings, faults));
        let entry = |(key, value): (String, OneOrMany)| Entry::of(key, value.into()).in_table(TOML_FILE);
        read.push((Glob::new(&files), values.into_iter().map(entry).collect()));
    }
    read
}

fn check_key(key: &str, file: &str, line: u32, settings: &Settings, faults: &mut Vec<Finding>) {
    if !keys::is_known(key, settings) {
        let fault = Finding::error(file, format!("`{key}` is not a field of this corpus")).at(line);
        faults.push(fault.remedy(keys::advice(key, settings)));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::ingest::entry::Value;

    fn read(csv: &str, toml: &str) -> Result<Sidecar, Vec<Finding>> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(CSV_FILE), csv).unwrap();
        fs::write(folder.path().join(TOML_FILE), toml).unwrap();
        Sidecar::read(folder.path(), &Settings::default())
    }

    #[test]
    fn rows_and_tables_speak_about_files() {
        let csv = "\u{feff}file,title,person,published\na/b.pdf,\"A, b\",X; Y,2020\nc.txt#2,C,,\n";
        let sidecar = read(csv, "['a/*']\npublisher = 'P'\ntitle = 'weaker'\n").unwrap();
        let entries = sidecar.of("a/b.pdf");
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["title", "person", "published", "publisher"]);
        assert_eq!(entries[0].value, Value::One("A, b".into()));
        assert_eq!(entries[1].value, Value::Many(vec!["X".into(), "Y".into()]));
        assert_eq!(sidecar.of("c.txt#2").len(), 1);
        assert!(sidecar.of("d.txt").is_empty());
        assert_eq!(sidecar.missing(|name| name == "c.txt").collect::<Vec<_>>(), ["a/b.pdf"]);
    }

    #[test]
    fn mistakes_are_told() {
        let messages =
            |csv, toml| -> Vec<String> { read(csv, toml).unwrap_err().iter().map(Finding::to_string).collect() };
        assert!(messages("name,title\na,b\n", "")[0].contains("the column `file` is missing"));
        assert!(messages("file,titel\na,b\n", "")[0].contains("did you mean `title`"));
        assert!(messages("file,title\na,b\na,c\n", "")[0].contains("metadata.csv:3: a has two rows"));
        assert!(messages("", "[a]\ncolour = 'red'\n")[0].contains("`colour`"));
    }
}
