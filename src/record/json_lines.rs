//! JSON Lines with the keys that `karez build` reads, so that an export can be built as a corpus again.

use super::{
    Record,
    json::{Object, list, string},
};

/// One record as a JSON object with a line break after it. What only this edition can say (hashes, days, word count) is
/// below the key `karez`, which a build ignores.
pub fn row(record: &Record) -> String {
    let mut row = Object::default();
    row.put_text("id", &record.id);
    row.put_text("title", &record.title);
    row.put_text("language", &record.language);
    row.put_text("kind", record.derivation.kind.name());
    row.put_some("title_by", record.is_title_by_editors.then_some("editors"));
    let optional = [
        ("published", &record.date),
        ("published_note", &record.date_note),
        ("summary", &record.summary),
        ("licence", &record.licence),
        ("made_by", &record.derivation.by),
        ("of", &record.derivation.of),
        ("review", &record.review),
        ("collected_by", &record.source.collected_by),
        ("collected_how", &record.source.collected_how),
        ("original", &record.source.original),
        ("original_sha256", &record.source.original_sha256),
    ];
    optional.into_iter().for_each(|(key, value)| row.put_some(key, value.as_deref()));
    let texts = |values: &[String]| list(values.iter().map(|value| string(value)));
    if !record.content_notes.is_empty() {
        row.put("content_note", texts(&record.content_notes));
    }
    let mut unknown = Object::default();
    for field in &record.fields {
        if !field.values.is_empty() {
            row.put(&field.name, texts(&field.values));
        }
        unknown.put_some(&field.name, field.unknown.as_deref());
    }
    if !unknown.is_empty() {
        row.put("unknown", unknown.to_json());
    }
    row.put_some("body", record.body.as_deref());
    // What only this edition of this site can say; a build ignores it.
    let mut karez = Object::default();
    karez.put_text("edition", &record.edition);
    karez.put_text("source_path", &record.source.path);
    karez.put_text("source_sha256", &record.source.sha256);
    let day = |day: &Option<String>| day.as_deref().map_or("null".into(), string);
    karez.put("first_day", day(&record.first_day));
    karez.put("last_day", day(&record.last_day));
    karez.put("words", record.words.to_string());
    row.put("karez", karez.to_json());
    row.to_json() + "\n"
}
