//! From keys and values to a document's metadata, whatever kind of source they come from.
//!
//! A key that the corpus does not declare keeps the document out, because a misspelled key would lose its value
//! silently. A value that makes no sense is reported and left out.

use crate::{
    corpus::{Date, FieldKind, Metadata, Source, TextKind},
    ingest::{
        entry::{Entry, Value, is_language_tag},
        identity,
        keys::{advice, is_known},
        source::context::Context,
    },
    text::line::single_line,
};

/// Reads metadata; `None` when the document cannot be in the corpus. Title and id may still be empty, see [`complete`];
/// so may the language, which is looked for in the text.
pub fn read(entries: Vec<Entry>, source: Source, context: &mut Context) -> Option<Metadata> {
    let mut metadata = Metadata { source, ..Metadata::default() };
    let mut is_sound = true;
    let file = context.file;
    let mut maker = None;
    for entry in entries {
        context.file = entry.table.unwrap_or(file);
        if matches!(entry.key.as_str(), "made_by" | "of") {
            maker = Some((context.file, entry.line, entry.key.clone()));
        }
        is_sound &= place(entry, &mut metadata, context);
    }
    if let Some((file, line, key)) =
        maker.filter(|_| metadata.kind.unwrap_or(context.settings.kind) == TextKind::Original)
    {
        context.file = file;
        let remedy = format!("write `kind: digest`, `translation` or `transcript` too, or leave `{key}` out");
        context.warn(line, format!("`{key}` says how the text was made, but the document is an original"), remedy);
    }
    context.file = file;
    is_sound.then_some(metadata)
}

/// Gives a document a title and an id when its metadata have none.
pub fn complete(metadata: &mut Metadata, title: impl FnOnce() -> String) {
    if metadata.title.is_empty() {
        metadata.title = title();
    }
    if metadata.id.is_empty() {
        metadata.id = identity::make(&metadata.source, &metadata.title);
    }
}

/// Puts a value where it belongs; false when the document cannot be in the corpus.
fn place(entry: Entry, metadata: &mut Metadata, context: &mut Context) -> bool {
    let line = entry.line;
    match entry.key.as_str() {
        "id" => return place_id(entry, metadata, context),
        "unknown" => return place_reasons(entry, metadata, context),
        "title" => metadata.title = single_line(&one(entry, context).unwrap_or_default()),
        "title_by" => metadata.is_title_by_editors = is_by_editors(entry, context),
        "published" | "date" => metadata.date = date_of_publication(entry, context),
        "published_note" => metadata.date_note = one(entry, context),
        "language" | "lang" => {
            if let Some(tag) = language(entry, context) {
                metadata.language = tag;
            }
        }
        "summary" => metadata.summary = one(entry, context),
        "licence" => metadata.licence = one(entry, context),
        "kind" => metadata.kind = kind(entry, context),
        "made_by" => metadata.made_by = one(entry, context).map(|name| single_line(&name)),
        "of" => metadata.of = one(entry, context).map(|text| single_line(&text)),
        "original" => metadata.source.original = one(entry, context),
        "original_sha256" => metadata.source.original_sha256 = hash(entry, context),
        "content_note" => metadata.content_notes = many(entry, FieldKind::Keyword, context),
        "review" => metadata.review = one(entry, context),
        "collected_when" => {
            if let Some(date) = date(entry, "until this is corrected, no date of collection is shown", context) {
                metadata.source.captured = Some(date.edtf);
            }
        }
        "collected_by" => metadata.source.collected_by = one(entry, context),
        "collected_how" => metadata.source.collected_how = one(entry, context),
        key => match context.settings.fields.iter().find(|field| field.name == key) {
            Some(field) => {
                let kind = field.kind;
                let values = many(entry, kind, context);
                if !values.is_empty() {
                    metadata.values.insert(field.name.clone(), values);
                }
            }
            None => {
                unknown_key(key, line, context);
                return false;
            }
        },
    }
    true
}

fn unknown_key(key: &str, line: u32, context: &mut Context) {
    context.error(line, format!("`{key}` is not a field of this corpus"), advice(key, context.settings));
}

fn place_id(entry: Entry, metadata: &mut Metadata, context: &mut Context) -> bool {
    let line = entry.line;
    let id = one(entry, context).unwrap_or_default();
    if let Some(fault) = identity::fault(&id) {
        context.error(line, format!("the id “{id}” {fault}"), "use a short name without slashes, or remove `id`");
        return false;
    }
    metadata.id = id;
    true
}

/// The reasons why fields have no value.
fn place_reasons(entry: Entry, metadata: &mut Metadata, context: &mut Context) -> bool {
    let reasons = match entry.value {
        Value::Map(reasons) => reasons,
        Value::Missing => return true,
        _ => {
            context.warn(entry.line, "`unknown` is not understood", "write `field: reason` below it, indented");
            return true;
        }
    };
    let mut is_sound = true;
    for reason in reasons {
        if is_known(&reason.key, context.settings) {
            let key = reason.key.clone();
            metadata.unknown.extend(one(reason, context).map(|reason| (key, reason)));
        } else {
            unknown_key(&reason.key, reason.line, context);
            is_sound = false;
        }
    }
    is_sound
}

fn is_by_editors(entry: Entry, context: &mut Context) -> bool {
    let line = entry.line;
    match one(entry, context).as_deref() {
        None | Some("source") => false,
        Some("editors") => true,
        Some(other) => {
            context.warn(line, format!("`title_by: {other}` is not understood"), "write `source` or `editors`");
            false
        }
    }
}

fn kind(entry: Entry, context: &mut Context) -> Option<TextKind> {
    let line = entry.line;
    let name = one(entry, context)?;
    let kind = TextKind::named(&name);
    if kind.is_none() {
        let remedy = "write `original`, `digest`, `translation` or `transcript`";
        context.warn(line, format!("`kind: {name}` is not understood"), remedy);
    }
    kind
}

/// A date that this corpus cannot have is taken for a mistake: one junk date would stretch its timeline over centuries.
fn date_of_publication(entry: Entry, context: &mut Context) -> Option<Date> {
    const REMEDY: &str = "until this is corrected, the document is undated";
    let line = entry.line;
    let date = date(entry, REMEDY, context)?;
    let Some(window) = context.window().filter(|window| date.last < window.first || date.first > window.last) else {
        return Some(date);
    };
    let of_others = format!("outside {}, when documents of this corpus were published", window.edtf);
    context.warn(line, format!("the date {} is {of_others}", date.edtf), REMEDY);
    None
}

fn date(entry: Entry, remedy: &str, context: &mut Context) -> Option<Date> {
    let line = entry.line;
    let text = one(entry, context)?;
    Date::parse(&text).map_err(|error| context.warn(line, error.to_string(), remedy)).ok()
}

fn language(entry: Entry, context: &mut Context) -> Option<String> {
    let line = entry.line;
    let tag = one(entry, context)?;
    if is_language_tag(&tag) {
        return Some(tag);
    }
    context.warn(line, format!("“{tag}” is not a language tag"), "write `en`, `zh-Hans`, `ug`, … (BCP 47)");
    None
}

fn hash(entry: Entry, context: &mut Context) -> Option<String> {
    let line = entry.line;
    let hash = one(entry, context)?.to_ascii_lowercase();
    if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(hash);
    }
    context.warn(line, format!("“{hash}” is not a SHA-256"), "write the 64 hexadecimal digits that `sha256sum` prints");
    None
}

/// The value of a key that has one.
fn one(entry: Entry, context: &mut Context) -> Option<String> {
    let text = match entry.value {
        Value::One(text) => text,
        Value::Missing => return None,
        Value::Many(texts) if texts.len() < 2 => texts.into_iter().next()?,
        Value::Many(_) | Value::Map(_) => {
            context.warn(entry.line, format!("`{}` has more than one value", entry.key), "write one value");
            return None;
        }
    };
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The values of a key that may have several, each once.
fn many(entry: Entry, kind: FieldKind, context: &mut Context) -> Vec<String> {
    let texts = match entry.value {
        Value::One(text) => vec![text],
        Value::Many(texts) => texts,
        Value::Missing => Vec::new(),
        Value::Map(_) => {
            context.warn(entry.line, format!("`{}` has nested keys", entry.key), "write a text or a list of texts");
            Vec::new()
        }
    };
    let mut values: Vec<String> = Vec::new();
    for text in texts {
        let value = match kind {
            FieldKind::Keyword => single_line(&text),
            FieldKind::Text => text.trim().to_owned(),
        };
        if !value.is_empty() && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{
        finding::{Finding, Severity},
        source::{front_matter, rulebook::Rulebook},
    };

    fn read_yaml(yaml: &str) -> (Option<Metadata>, Vec<Finding>) {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.md", &rulebook);
        let metadata = read(front_matter::parse(yaml).unwrap(), Source::default(), &mut context);
        (metadata, context.finish().findings)
    }

    fn sound(yaml: &str) -> Metadata {
        let (metadata, findings) = read_yaml(yaml);
        assert!(findings.is_empty(), "{findings:?}");
        metadata.unwrap()
    }

    #[test]
    fn what_editors_say_about_their_work_has_its_place() {
        let metadata = sound(
            "content_note: [torture, torture, deaths]\nreview: checked\n\
             collected_by: field researcher\ncollected_how: by hand\ncollected_when: 2022-09",
        );
        assert_eq!(metadata.content_notes, ["torture", "deaths"]);
        assert_eq!(metadata.review.as_deref(), Some("checked"));
        let Source { captured, collected_by, collected_how, .. } = metadata.source;
        let collected = [captured, collected_by, collected_how];
        assert_eq!(collected.map(Option::unwrap_or_default), ["2022-09", "field researcher", "by hand"]);
        let (metadata, findings) = read_yaml("collected_when: soon");
        assert_eq!((metadata.unwrap().source.captured, findings.len()), (None, 1));
    }

    #[test]
    fn built_in_keys_have_their_place() {
        let hash = "0".repeat(64);
        let metadata = sound(&format!(
            "id: x\ntitle: >\n  A\n  B\ntitle_by: editors\npublished: 2022-08/2022-09\npublished_note: why\nlang: ug-Latn\n\
             summary: S\nlicence: L\noriginal: O\noriginal_sha256: {hash}\nunknown:\n  author: not named"
        ));
        assert_eq!(
            (metadata.id.as_str(), metadata.title.as_str(), metadata.language.as_str()),
            ("x", "A B", "ug-Latn")
        );
        assert!(metadata.is_title_by_editors);
        assert_eq!(metadata.date, Date::parse("2022-08/2022-09").ok());
        assert_eq!(metadata.unknown["author"], "not named");
        assert_eq!(metadata.source.original_sha256, Some(hash));
    }

    #[test]
    fn a_document_says_whose_words_it_has() {
        let metadata = sound("kind: digest\nmade_by: Jane Doe\nof: >\n  an article\n  by AP");
        let Metadata { kind, made_by, of, .. } = metadata;
        assert_eq!(
            (kind, made_by.as_deref(), of.as_deref()),
            (Some(TextKind::Digest), Some("Jane Doe"), Some("an article by AP"))
        );
        let finding = read_yaml("title: T\nof: an article").1.remove(0);
        assert!(finding.line == Some(3) && finding.to_string().contains("`of`"), "{finding}");
        assert!(read_yaml("knid: digest").1[0].remedy.contains("did you mean `kind`"));
    }

    #[test]
    fn fields_take_one_value_or_many() {
        let metadata = sound("publisher: Reuters\nperson: [A, B, A, '']\nplace: 1984\ntopic:");
        assert_eq!(metadata.values["publisher"], ["Reuters"]);
        assert_eq!(metadata.values["person"], ["A", "B"]);
        assert_eq!(metadata.values["place"], ["1984"]);
        assert!(!metadata.values.contains_key("topic"));
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_its_neighbour() {
        let (metadata, findings) = read_yaml("title: T\npublihser: Reuters");
        assert_eq!(metadata, None);
        let finding = &findings[0];
        assert_eq!((finding.severity, finding.line), (Severity::Error, Some(3)));
        assert!(finding.message.contains("`publihser`"), "{finding}");
        assert!(finding.remedy.contains("did you mean `publisher`"), "{finding}");
        assert!(finding.remedy.contains("[[fields]] name = \"publihser\""), "{finding}");
        assert!(!read_yaml("colour: red").1[0].remedy.contains("did you mean"));
    }

    #[test]
    fn reasons_are_given_for_known_fields_only() {
        let (metadata, findings) = read_yaml("unknown:\n  autor: not named");
        assert_eq!(metadata, None);
        assert_eq!(findings[0].line, Some(3));
    }

    #[test]
    fn values_without_sense_are_left_out_with_a_warning() {
        let cases = [
            "published: yesterday",
            "language: English",
            "title_by: me",
            "kind: digset",
            "made_by: Jane Doe",
            "kind: original\nof: an article by AP",
            "original_sha256: abc",
            "summary: [a, b]",
            "publisher:\n  name: Reuters",
            "unknown: everything",
        ];
        for yaml in cases {
            let (metadata, findings) = read_yaml(yaml);
            assert!(metadata.is_some(), "{yaml}");
            assert_eq!(
                findings.iter().map(|finding| finding.severity).collect::<Vec<_>>(),
                [Severity::Warning],
                "{yaml}"
            );
        }
    }

    #[test]
    fn ids_must_fit_into_links() {
        let (metadata, findings) = read_yaml("id: a/b");
        assert_eq!((metadata, findings[0].severity), (None, Severity::Error));
    }

    #[test]
    fn dates_outside_of_the_corpuss_window_are_mistakes() {
        let rulebook = Rulebook::parse("[reading]\npublished = '2018/2023'").unwrap();
        for (date, is_kept) in [("2018", true), ("2017-12-31/2018-02", true), ("1970-01-01", false), ("2202", false)] {
            let mut context = Context::new("a.md", &rulebook);
            let metadata = read(vec![Entry::new("date", date)], Source::default(), &mut context).unwrap();
            assert_eq!((metadata.date.is_some(), context.finish().findings.is_empty()), (is_kept, is_kept), "{date}");
        }
    }
}
