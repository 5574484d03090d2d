//! A key with its value, as a source or a table of the editors says it.

/// A key with its value, on a line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: String,
    pub value: Value,
    /// The table of the editors that it is in; the source itself where there is none.
    pub table: Option<&'static str>,
    /// From 1; 0 where there are no lines.
    pub line: u32,
}

impl Entry {
    /// A key with one value.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Entry {
        Entry::of(key, Value::One(value.into()))
    }

    pub fn of(key: impl Into<String>, value: Value) -> Entry {
        Entry { key: key.into(), value, table: None, line: 0 }
    }

    pub fn at(self, line: u32) -> Entry {
        Entry { line, ..self }
    }

    pub fn in_table(self, table: &'static str) -> Entry {
        Entry { table: Some(table), ..self }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The key is there and nothing after it.
    Missing,
    One(String),
    Many(Vec<String>),
    Map(Vec<Entry>),
}

/// The one name of a key that has two.
pub fn canonical(key: &str) -> &str {
    match key {
        "date" => "published",
        "lang" => "language",
        key => key,
    }
}

/// Whether a text has the shape of a BCP 47 tag.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(is_language) && parts.all(is_subtag)
}
