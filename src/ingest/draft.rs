//! What a reader finds in a source: a document whose metadata, title and language are not settled yet.

use super::entry::{Entry, Value};
use crate::corpus::{Block, Source, sha256};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    pub source: Source,
    /// What the source says outright (front matter, a row): a key that the corpus does not know is a mistake.
    pub entries: Vec<Entry>,
    /// What its format says in passing (tags of a page, a mail's head): weaker, and unknown keys mean nothing.
    pub hints: Vec<Entry>,
    /// What the publishers' rules say about it: between the two.
    pub rule_values: Vec<Entry>,
    pub blocks: Vec<Block>,
    /// A short first paragraph is the title, as in plain text.
    pub is_titled_by_first_line: bool,
    /// Which part of a file of many documents it is.
    pub segment: Option<Segment>,
}

/// One document of a file that was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// From 1.
    pub number: u32,
    pub of: u32,
}

impl Draft {
    /// A draft of this file.
    pub fn of(file: &str, bytes: &[u8]) -> Draft {
        Draft { source: Source { path: file.into(), sha256: sha256(bytes), ..Source::default() }, ..Draft::default() }
    }

    /// Adds what the format says in passing, unless it is empty or something was said before.
    pub fn hint(&mut self, key: &str, value: impl AsRef<str>) {
        let value = value.as_ref().trim();
        if !value.is_empty() && self.hints.iter().all(|hint| hint.key != key) {
            self.hints.push(Entry::new(key, value));
        }
    }

    /// Adds what the publishers' rules say: stronger than the format's hints, and the first of them holds.
    pub fn rule_value(&mut self, key: &str, value: Value) {
        if self.rule_values.iter().all(|entry| entry.key != key) {
            self.rule_values.push(Entry::of(key, value));
        }
    }
}
