//! The keys of metadata: those that every corpus has, and the fields that one declares.

use super::entry::Value;
use crate::corpus::Settings;

/// Keys that every corpus has. `date` and `lang` are other names of `published` and `language`.
pub const BUILT_IN_KEYS: [&str; 21] = [
    "id",
    "title",
    "title_by",
    "published",
    "date",
    "published_note",
    "language",
    "lang",
    "summary",
    "licence",
    "kind",
    "made_by",
    "of",
    "original",
    "original_sha256",
    "content_note",
    "review",
    "collected_when",
    "collected_by",
    "collected_how",
    "unknown",
];

/// Names that searches and sources use for something else, so that no field can have them.
pub const RESERVED: [&str; 3] = ["body", "meta", "year"];

/// Whether documents may have this key.
pub fn is_known(key: &str, settings: &Settings) -> bool {
    BUILT_IN_KEYS.contains(&key) || settings.fields.iter().any(|field| field.name == key)
}

/// The known key that looks most like this one, if any does.
pub fn nearest<'a>(key: &str, settings: &'a Settings) -> Option<&'a str> {
    let declared = settings.fields.iter().map(|field| field.name.as_str());
    let distance = |known: &str| strsim::damerau_levenshtein(&key.to_lowercase(), known);
    let nearest = BUILT_IN_KEYS.into_iter().chain(declared).min_by_key(|known| distance(known))?;
    (distance(nearest) <= (key.chars().count() / 3).max(1)).then_some(nearest)
}

/// What to do about a key that is not known.
pub fn advice(key: &str, settings: &Settings) -> String {
    if RESERVED.contains(&key) {
        return format!("`{key}` is built in and cannot be a field");
    }
    let guess = nearest(key, settings).map(|known| format!("did you mean `{known}`? If not, ")).unwrap_or_default();
    format!("{guess}declare it in corpus.toml: [[fields]] name = \"{key}\" label = \"…\"")
}

/// What a cell of a table says: fields of the corpus, and notes on its content, may have several values, with semicolons
/// between them.
pub fn cell(key: &str, text: &str, settings: &Settings) -> Value {
    let may_have_many = key == "content_note" || settings.fields.iter().any(|field| field.name == key);
    if may_have_many && text.contains(';') {
        return Value::Many(text.split(';').map(|value| value.trim().to_owned()).collect());
    }
    Value::One(text.into())
}
