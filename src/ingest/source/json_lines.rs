//! JSONL: one document a line, as other programs export them.
//!
//! Known keys are `id`, `title`, `body`, `date`, `source` (the publisher), `lang`, the built-in keys of front matter
//! and the corpus's fields, at the top or in an object `meta`. Exports often hold more than a corpus wants, so other
//! keys are left out, and a finding says which.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::{
    context::{Context, Kind, MAX_COLLECTION_BYTES},
    decode::Encoding,
    plain_text::paragraphs,
    sample::Sample,
};
use crate::{
    corpus::Settings,
    ingest::{
        draft::Draft,
        entry::{Entry, Value},
        keys,
    },
};

/// One document a line.
pub struct JsonLines;

impl Kind for JsonLines {
    fn name(&self) -> &'static str {
        "JSONL"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        let is_object = |line: &str| matches!(serde_json::from_str(line), Ok(Json::Object(_)));
        let text = sample.text();
        let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        // A whole JSON file is one object as well: settings and the like, and no documents.
        sample.has_extension(&["jsonl", "ndjson"]) || (!sample.has_extension(&["json"]) && is_object(first))
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let Some(bytes) = as_utf8(bytes, context) else { return Vec::new() };
        let mut left_out = BTreeMap::new();
        let mut drafts = Vec::new();
        for (row, line) in bytes.split(|&byte| byte == b'\n').zip(1..) {
            let row = row.trim_ascii();
            if !row.is_empty() {
                drafts.extend(read_row(row, line, &mut left_out, context));
            }
        }
        report_left_out(left_out, context);
        drafts
    }
}

/// Says which keys of rows have no place in the corpus.
pub fn report_left_out(left_out: BTreeMap<String, u32>, context: &mut Context) {
    for (key, count) in left_out {
        let documents = if count == 1 { "document" } else { "documents" };
        context.note(format!("`{key}` was left out of {count} {documents}"), keys::advice(&key, context.settings));
    }
}

/// The bytes as UTF-8, which is not checked here: one wrong row must not cost the others. A file whose rows are mostly
/// wrong is in another encoding.
fn as_utf8(mut bytes: Vec<u8>, context: &mut Context) -> Option<Vec<u8>> {
    let is_marked = bytes.starts_with(b"\xef\xbb\xbf");
    let has_other_mark = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let rows = || bytes.split(|&byte| byte == b'\n').filter(|row| !row.is_ascii());
    let wrong = rows().filter(|row| std::str::from_utf8(row).is_err()).count();
    let is_other = context.rules.encoding.is_some() || (wrong > 1 && wrong * 2 > rows().count());
    if has_other_mark || is_other || bytes.contains(&0) {
        return context.decode(bytes).map(String::into_bytes);
    }
    context.encoding_is(if is_marked { Encoding::UTF_8_MARKED } else { Encoding::UTF_8 });
    if is_marked {
        bytes.drain(..'\u{feff}'.len_utf8());
    }
    Some(bytes)
}

fn read_row(row: &[u8], line: u32, left_out: &mut BTreeMap<String, u32>, context: &mut Context) -> Option<Draft> {
    let mut object = match serde_json::from_slice(row) {
        Ok(Json::Object(object)) => object,
        Ok(_) => {
            context.error(line, "not a JSON object", "each line is one object: {\"id\": …, \"title\": …, \"body\": …}");
            return None;
        }
        Err(error) => {
            let place = format!("not valid JSON at character {}: {}", error.column(), cause(&error));
            context.error(line, place, "each line is one whole JSON object in UTF-8");
            return None;
        }
    };
    let columns = &context.rules.columns;
    let body = take_text(&mut object, columns.iter().find(|(_, key)| *key == "body").map_or("body", |(name, _)| name));
    let entries = entries(object, line, left_out, context);
    let has_title = entries.iter().any(|entry| entry.key == "title" && entry.value != Value::Missing);
    if body.trim().is_empty() && !has_title {
        context.error(line, "neither a title nor a body", "write a text in `body`");
        return None;
    }
    Some(Draft { entries, blocks: paragraphs(&body), ..Draft::of(context.file, row) })
}

/// What serde_json says without its own place, which counts rows as line 1.
fn cause(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}

fn take_text(object: &mut Map<String, Json>, key: &str) -> String {
    match object.remove(key) {
        Some(Json::String(text)) => text,
        Some(Json::Array(parts)) => parts.iter().filter_map(Json::as_str).collect::<Vec<_>>().join("\n\n"),
        _ => String::new(),
    }
}

/// The known keys of a row and of its `meta`; the others are counted.
fn entries(
    mut object: Map<String, Json>,
    line: u32,
    left_out: &mut BTreeMap<String, u32>,
    context: &Context,
) -> Vec<Entry> {
    let more = match object.remove("meta") {
        Some(Json::Object(more)) => more,
        _ => Map::new(),
    };
    let mut entries: Vec<Entry> = Vec::new();
    for (key, value) in object.into_iter().chain(more) {
        let Some(key) = known_name(key, context) else { continue };
        if !keys::is_known(&key, context.settings) {
            *left_out.entry(key).or_default() += 1;
        } else if entries.iter().all(|entry| entry.key != key) {
            entries.push(Entry::of(key, value_of(value, line)).at(line));
        }
    }
    entries
}

/// The key that a column of a table stands for; `None` when the corpus leaves the column out.
pub fn known_name(column: String, context: &Context) -> Option<String> {
    match context.rules.columns.get(&column).map(String::as_str) {
        Some("-") => None,
        Some(key) => Some(key.into()),
        None => Some(usual_name(column, context.settings)),
    }
}

fn usual_name(column: String, settings: &Settings) -> String {
    if column == "source" && !keys::is_known("source", settings) { "publisher".into() } else { column }
}

fn value_of(value: Json, line: u32) -> Value {
    match value {
        Json::Null => Value::Missing,
        Json::String(text) => Value::One(text),
        Json::Bool(_) | Json::Number(_) => Value::One(value.to_string()),
        Json::Array(values) => Value::Many(values.into_iter().filter_map(word).collect()),
        Json::Object(object) => {
            let entry = |(key, value)| Entry::of(key, word(value).map_or(Value::Missing, Value::One)).at(line);
            Value::Map(object.into_iter().map(entry).collect())
        }
    }
}

fn word(value: Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text),
        Json::Bool(_) | Json::Number(_) => Some(value.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::sha256,
        ingest::{
            finding::{Finding, Severity},
            source::rulebook::Rulebook,
        },
    };

    fn read(text: &[u8]) -> (Vec<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.jsonl", &rulebook);
        (JsonLines.read(text.to_vec(), &mut context), context.finish().findings)
    }

    #[test]
    fn each_line_is_a_document() {
        let (drafts, findings) = read(
            "{\"id\": 7, \"title\": \"T\", \"body\": \"One.\\n\\nTwo.\", \"date\": \"1963-01-04\", \"source\": \"TIME\", \
             \"lang\": \"fr\", \"meta\": {\"place\": [\"Paris\", \"Lyon\"], \"topic\": null}}\r\n\n{\"body\": \"Only text\"}"
                .as_bytes(),
        );
        assert!(findings.is_empty(), "{findings:?}");
        let value =
            |key: &str| drafts[0].entries.iter().find(|entry| entry.key == key).map(|entry| entry.value.clone());
        for (key, text) in [("id", "7"), ("title", "T"), ("date", "1963-01-04"), ("publisher", "TIME"), ("lang", "fr")]
        {
            assert_eq!(value(key), Some(Value::One(text.into())), "{key}");
        }
        assert_eq!(value("place"), Some(Value::Many(vec!["Paris".into(), "Lyon".into()])));
        assert_eq!(value("topic"), Some(Value::Missing));
        assert_eq!(drafts[0].blocks.len(), 2);
        assert_eq!((drafts[1].entries.len(), drafts[1].blocks[0].text.as_str()), (0, "Only text"));
        assert_eq!(drafts[1].source.sha256, sha256(b"{\"body\": \"Only text\"}"));
    }

    #[test]
    fn a_bad_line_costs_only_itself() {
        let (drafts, findings) =
            read(b"{\"body\": \"a\"}\n{\"body\": \n[1]\n{\"body\": \"\xff\"}\n{}\n{\"body\": \"b\"}\n");
        assert_eq!(drafts.len(), 2);
        assert_eq!(
            findings.iter().map(|finding| finding.line).collect::<Vec<_>>(),
            [Some(2), Some(3), Some(4), Some(5)]
        );
        assert!(findings.iter().all(|finding| finding.severity == Severity::Error));
    }

    #[test]
    fn keys_that_the_corpus_does_not_know_are_left_out_and_counted() {
        let (drafts, findings) =
            read(b"{\"body\": \"a\", \"url\": \"x\", \"meta\": {\"year\": 1}}\n{\"body\": \"b\", \"url\": 1}");
        assert_eq!(drafts.len(), 2);
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, ["`url` was left out of 2 documents", "`year` was left out of 1 document"]);
    }

    #[test]
    fn utf16_and_binary_files_are_told_apart() {
        let text: Vec<u8> = "\u{feff}{\"body\": \"ئۇيغۇر\"}\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&text).0[0].blocks[0].text, "ئۇيغۇر");
        let (drafts, findings) = read(b"\x1f\x8b\0\0\n\n\n");
        assert_eq!((drafts.len(), findings.len()), (0, 1));
    }
}
