//! What a citation of a digest, a translation or a transcript says of the text that it was made from, and how a passage of
//! one is quoted.

use super::{Record, name::is_same};
use crate::corpus::TextKind;

/// What a digest was made from, `Digest of: AP, “Title”, The Daily, 2022-08-31, https://…`, or who translated or transcribed
/// the document, and of what: `Translated by Jane Doe. Translation of: a letter`. Empty for originals.
pub fn origin(record: &Record) -> String {
    let (what, made) = match record.derivation.kind {
        TextKind::Original => return String::new(),
        TextKind::Digest => ("Digest", None),
        TextKind::Translation => ("Translation", Some("Translated")),
        TextKind::Transcript => ("Transcript", Some("Transcribed")),
    };
    // A digest's maker is its author. Of the others' originals the citation itself says what there is to say.
    let source = if made.is_none() { article(record) } else { record.derivation.of.clone().unwrap_or_default() };
    let maker = made.zip(record.derivation.by.as_ref()).map(|(made, name)| format!("{made} by {name}"));
    let source = (!source.is_empty()).then(|| format!("{what} of: {source}"));
    match (maker, source) {
        (Some(maker), Some(source)) => format!("{maker}. {source}"),
        (maker, source) => maker.or(source).unwrap_or_else(|| what.into()),
    }
}

/// The article that a digest retells: persons, agencies, title, publisher, date and address are the article's.
fn article(record: &Record) -> String {
    let publisher = record.value(&["publisher"]).filter(|_| record.derivation.of.is_none());
    // Many publishers are agencies, and need not be named twice.
    let is_other = |agency: &&String| publisher.is_none_or(|name| !is_same(name, agency));
    let names: Vec<String> = match &record.derivation.of {
        Some(of) => vec![of.clone()],
        None => record.persons().iter().chain(record.agencies().iter().filter(is_other)).cloned().collect(),
    };
    // A title by the editors is the digest's own.
    let has_title = !record.is_title_by_editors && !record.title.is_empty();
    let title = has_title.then(|| format!("“{}”", record.title));
    let rest = [title, publisher.map(str::to_owned), record.date.clone(), record.address().map(str::to_owned)];
    names.into_iter().chain(rest.into_iter().flatten()).collect::<Vec<_>>().join(", ")
}

/// A passage as it may be quoted: in quotation marks where the words are the source's own, else as a passage of what
/// others made of it.
pub fn quotation(record: &Record, text: &str) -> String {
    if record.derivation.kind.is_verbatim() {
        return format!("“{text}”");
    }
    let by = record.derivation.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    format!("From a {}{by}: {text}", record.derivation.kind.name())
}

#[cfg(test)]
mod tests {
    use super::{super::citation::tests::record, *};
    use crate::corpus::Derivation;

    fn made(kind: TextKind, of: Option<&str>) -> Record {
        let fields =
            [("agency", "AP"), ("publisher", "The Daily"), ("republisher", "Cloud"), ("url", "https://example.org/a")];
        let derivation = Derivation { kind, by: Some("Jane Doe".into()), of: of.map(Into::into) };
        Record { title: "A title".into(), derivation, ..record(&fields, "2022-08-31") }
    }

    #[test]
    fn the_source_is_named_with_its_date_and_address() {
        let cases = [
            (made(TextKind::Original, None), ""),
            (made(TextKind::Digest, None), "Digest of: AP, “A title”, The Daily, 2022-08-31, https://example.org/a"),
            (
                Record { is_title_by_editors: true, ..made(TextKind::Digest, Some("a round-up by AP")) },
                "Digest of: a round-up by AP, 2022-08-31, https://example.org/a",
            ),
            (made(TextKind::Translation, None), "Translated by Jane Doe"),
            (made(TextKind::Transcript, Some("a speech")), "Transcribed by Jane Doe. Transcript of: a speech"),
            (
                Record {
                    derivation: Derivation { kind: TextKind::Digest, ..Derivation::default() },
                    ..Record::default()
                },
                "Digest",
            ),
        ];
        for (record, expected) in cases {
            assert_eq!(origin(&record), expected);
        }
    }

    #[test]
    fn only_the_sources_own_words_stand_in_quotation_marks() {
        let quoted = |kind| quotation(&made(kind, None), "so it is");
        assert_eq!(quoted(TextKind::Original), "“so it is”");
        assert_eq!(quoted(TextKind::Transcript), "“so it is”");
        assert_eq!(quoted(TextKind::Digest), "From a digest by Jane Doe: so it is");
        assert_eq!(quoted(TextKind::Translation), "From a translation by Jane Doe: so it is");
    }
}
