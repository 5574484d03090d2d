//! Lines for the bulk interfaces of OpenSearch, Elasticsearch and Quickwit, and the mappings that go with them.

use serde_json::{Map, Value, json};

use crate::{
    corpus::{FieldKind, Settings},
    record::Record,
};

/// What to do and with what. `create` is the one action that all three know.
pub fn lines(record: &Record) -> String {
    let fields: Map<String, Value> = record
        .fields
        .iter()
        .filter(|field| !field.values.is_empty())
        .map(|field| (field.name.clone(), field.values.clone().into()))
        .collect();
    let mut document = json!({
        "id": record.id,
        "title": record.title,
        "language": record.language,
        "kind": record.derivation.kind.name(),
        "body": record.body,
        "words": record.words,
        "source_path": record.source.path,
        "source_sha256": record.source.sha256,
        "edition": record.edition,
    });
    let optional = [
        ("date", &record.date),
        ("first_day", &record.first_day),
        ("last_day", &record.last_day),
        ("summary", &record.summary),
        ("licence", &record.licence),
        ("original", &record.source.original),
        ("original_sha256", &record.source.original_sha256),
    ];
    for (key, value) in optional {
        value.iter().for_each(|value| document[key] = value.as_str().into());
    }
    if !fields.is_empty() {
        document["fields"] = fields.into();
    }
    format!("{}\n{document}\n", json!({ "create": { "_id": record.id } }))
}

/// Kinds of values, by key.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Keyword,
    Day,
    Number,
}

const KEYS: [(&str, Kind); 16] = [
    ("id", Kind::Keyword),
    ("title", Kind::Text),
    ("body", Kind::Text),
    ("summary", Kind::Text),
    ("language", Kind::Keyword),
    ("kind", Kind::Keyword),
    ("date", Kind::Keyword),
    ("first_day", Kind::Day),
    ("last_day", Kind::Day),
    ("licence", Kind::Keyword),
    ("original", Kind::Keyword),
    ("original_sha256", Kind::Keyword),
    ("source_path", Kind::Keyword),
    ("source_sha256", Kind::Keyword),
    ("edition", Kind::Keyword),
    ("words", Kind::Number),
];

fn kind_of(field: &crate::corpus::Field) -> Kind {
    match field.kind {
        FieldKind::Keyword => Kind::Keyword,
        FieldKind::Text => Kind::Text,
    }
}

/// The body with which an index is created in OpenSearch and Elasticsearch.
pub fn mapping(settings: &Settings) -> String {
    let of = |kind: Kind| match kind {
        Kind::Text => json!({ "type": "text" }),
        Kind::Keyword => json!({ "type": "keyword" }),
        Kind::Day => json!({ "type": "date", "format": "strict_date" }),
        Kind::Number => json!({ "type": "integer" }),
    };
    let fields = settings.fields.iter().map(|field| (field.name.clone(), of(kind_of(field))));
    let fields = json!({ "properties": fields.collect::<Map<_, _>>() });
    let keys = KEYS.iter().map(|(key, kind)| (key.to_string(), of(*kind)));
    let properties: Map<String, Value> = keys.chain([("fields".to_owned(), fields)]).collect();
    pretty(&json!({ "mappings": { "dynamic": "strict", "properties": properties } }))
}

/// The configuration with which an index is created in Quickwit.
pub fn quickwit(settings: &Settings) -> String {
    let of = |name: &str, kind: Kind, is_list: bool| {
        let text = if is_list { "array<text>" } else { "text" };
        match kind {
            Kind::Text => json!({ "name": name, "type": text, "tokenizer": "default", "record": "position" }),
            Kind::Keyword => json!({ "name": name, "type": text, "tokenizer": "raw", "fast": true }),
            Kind::Day => json!({
                "name": name,
                "type": "datetime",
                "input_formats": ["%Y-%m-%d"],
                "fast_precision": "seconds",
                "fast": true,
            }),
            Kind::Number => json!({ "name": name, "type": "u64", "fast": true }),
        }
    };
    let mut mappings: Vec<Value> = KEYS.iter().map(|(key, kind)| of(key, *kind, false)).collect();
    let fields: Vec<Value> = settings.fields.iter().map(|field| of(&field.name, kind_of(field), true)).collect();
    if !fields.is_empty() {
        mappings.push(json!({ "name": "fields", "type": "object", "field_mappings": fields }));
    }
    pretty(&json!({
        "version": "0.8",
        "index_id": "karez",
        "doc_mapping": { "mode": "strict", "field_mappings": mappings },
        "search_settings": { "default_search_fields": ["title", "body"] },
    }))
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
