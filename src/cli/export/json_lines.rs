//! JSON lines with the keys that `karez build` reads, so that an export is a corpus again.

use serde_json::{Map, Value, json};

use super::record::Record;

pub fn row(record: &Record) -> String {
    let mut row = Map::new();
    let optional = [
        ("title_by", record.is_title_by_editors.then(|| "editors".to_owned())),
        ("published", record.date.clone()),
        ("published_note", record.date_note.clone()),
        ("summary", record.summary.clone()),
        ("licence", record.licence.clone()),
        ("original", record.source.original.clone()),
        ("original_sha256", record.source.original_sha256.clone()),
    ];
    row.insert("id".into(), record.id.clone().into());
    row.insert("title".into(), record.title.clone().into());
    row.insert("language".into(), record.language.clone().into());
    row.extend(optional.into_iter().filter_map(|(key, value)| Some((key.to_owned(), Value::String(value?)))));
    let mut unknown = Map::new();
    for field in &record.fields {
        if !field.values.is_empty() {
            row.insert(field.name.clone(), field.values.clone().into());
        }
        unknown.extend(field.unknown.clone().map(|reason| (field.name.clone(), reason.into())));
    }
    if !unknown.is_empty() {
        row.insert("unknown".into(), unknown.into());
    }
    row.insert("body".into(), record.body.clone().into());
    // What only this edition of this site can say; a build leaves it out.
    row.insert(
        "karez".into(),
        json!({
            "edition": record.edition,
            "source_path": record.source.path,
            "source_sha256": record.source.sha256,
            "first_day": record.first_day,
            "last_day": record.last_day,
            "words": record.words,
        }),
    );
    Value::Object(row).to_string() + "\n"
}
