//! What a citation of a digest, a translation or a transcript says of the text that it was made from, and how a passage of
//! one is quoted.

use super::Record;
use crate::corpus::TextKind;

/// What the document was made from: `Digest of: AP, “Title”, The Daily, 2022-08-31, https://…`. `None` for originals.
/// Who is named, the date and the address are the source's.
pub fn source(record: &Record) -> Option<String> {
    let what = match record.derivation.kind {
        TextKind::Original => return None,
        TextKind::Digest => "Digest of",
        TextKind::Translation => "Translation of",
        TextKind::Transcript => "Transcript of",
    };
    let names = match &record.derivation.of {
        Some(of) => vec![of.clone()],
        None => credited(record),
    };
    // A title by the editors is the digest's own.
    let title = (!record.is_title_by_editors && !record.title.is_empty()).then(|| format!("“{}”", record.title));
    let rest = [title, record.date.clone(), record.address().map(str::to_owned)];
    let parts: Vec<String> = names.into_iter().chain(rest.into_iter().flatten()).collect();
    (!parts.is_empty()).then(|| format!("{what}: {}", parts.join(", ")))
}

/// Whose the source is: persons, agencies, publisher. Many publishers are agencies, and need not be named twice.
fn credited(record: &Record) -> Vec<String> {
    let publisher = record.value(&["publisher"]);
    let is_other = |agency: &&String| publisher.is_none_or(|name| !name.contains(agency.as_str()));
    let agencies = record.agencies().iter().filter(is_other);
    record.persons().iter().chain(agencies).cloned().chain(publisher.map(str::to_owned)).collect()
}

/// Who made the document: `Translated by Jane Doe`. `None` for originals, and for digests, whose maker is their author.
pub fn maker(record: &Record) -> Option<String> {
    let how = match record.derivation.kind {
        TextKind::Translation => "Translated by",
        TextKind::Transcript => "Transcribed by",
        TextKind::Original | TextKind::Digest => return None,
    };
    record.derivation.by.as_ref().map(|by| format!("{how} {by}"))
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
            (made(TextKind::Original, None), None),
            (
                made(TextKind::Digest, None),
                Some("Digest of: AP, The Daily, “A title”, 2022-08-31, https://example.org/a"),
            ),
            (
                Record { is_title_by_editors: true, ..made(TextKind::Translation, Some("a text by AP")) },
                Some("Translation of: a text by AP, 2022-08-31, https://example.org/a"),
            ),
            (Record { derivation: made(TextKind::Transcript, None).derivation, ..Record::default() }, None),
        ];
        for (record, expected) in cases {
            assert_eq!(source(&record).as_deref(), expected);
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
