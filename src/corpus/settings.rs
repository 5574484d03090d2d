//! The settings of a corpus: what its publishers write in `corpus.toml`.

use serde::{Deserialize, Serialize};

use super::derivation::{Derivation, TextKind};
use super::document::Metadata;

/// The part of `corpus.toml` that readers see. Every key is optional, unknown keys are an error, and all texts are
/// plain text. Stored in the root of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Name of the corpus, shown as the title of the site and in every citation; may be empty.
    pub title: String,
    /// One or two sentences on what the corpus contains.
    pub description: String,
    /// Person or organisation that publishes the corpus; not the publisher of its documents.
    pub publisher: String,
    /// How the documents were selected and prepared; an empty line starts a new paragraph.
    pub method: String,
    /// What readers should know: gaps, disputes, wording.
    pub editors_note: String,
    /// What the documents are that do not say it themselves, such as digests; originals by default.
    pub kind: TextKind,
    /// Who made the digests, translations or transcripts; if empty, the publisher of the corpus made its digests.
    pub made_by: String,
    /// What they were made from (“the hearings of 2021”), if it is the same for all; usually empty.
    pub of: String,
    /// Terms of use of the corpus as a name or a URL; documents may have their own.
    pub licence: String,
    /// Where the “Exit” button leads, as `https://…`: a page that raises no questions. Empty for a blank page.
    pub exit: String,
    /// BCP 47 tags of the languages in the corpus, `["en"]` by default. A text that has no tag and is too short to
    /// detect its language gets the first of these that is written in its script.
    pub languages: Vec<String>,
    /// Metadata fields beyond the built-in ones, in display order; by default publisher, author, place, person and
    /// topic.
    pub fields: Vec<Field>,
    /// Searches offered on the start page, in this order.
    pub examples: Vec<Example>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: String::new(),
            description: String::new(),
            publisher: String::new(),
            method: String::new(),
            editors_note: String::new(),
            kind: TextKind::Original,
            made_by: String::new(),
            of: String::new(),
            licence: String::new(),
            exit: String::new(),
            languages: vec!["en".into()],
            fields: Field::defaults(),
            examples: Vec::new(),
        }
    }
}

impl Settings {
    /// Whose words a document has. What the settings say of a kind of text holds for documents of that kind only.
    pub fn derivation(&self, document: &Metadata) -> Derivation {
        let kind = document.kind.unwrap_or(self.kind);
        if kind == TextKind::Original {
            return Derivation::default();
        }
        let shared = |text: &str| Some(text.to_owned()).filter(|text| kind == self.kind && !text.is_empty());
        // Whoever publishes a collection of digests wrote them. Translators are other people.
        let publisher = || shared(&self.publisher).filter(|_| kind == TextKind::Digest);
        Derivation {
            kind,
            by: document.made_by.clone().or_else(|| shared(&self.made_by)).or_else(publisher),
            of: document.of.clone().or_else(|| shared(&self.of)),
        }
    }
}

/// A metadata field that documents of the corpus may have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The key in front matter and queries: `publisher`.
    pub name: String,
    /// The name shown to readers: `Publisher`.
    pub label: String,
    /// How values are treated.
    #[serde(default)]
    pub kind: FieldKind,
    /// Whether the field is offered as a filter with counts.
    #[serde(default)]
    pub facet: bool,
}

/// How the values of a field are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// Names that filters match as a whole: publishers, people, places.
    #[default]
    Keyword,
    /// Prose that is shown but cannot be filtered by.
    Text,
}

impl FieldKind {
    /// Whether values are matched as a whole: documents are filtered, grouped and sorted by them, and the index keeps
    /// them in columns.
    pub fn is_filterable(self) -> bool {
        match self {
            FieldKind::Keyword => true,
            FieldKind::Text => false,
        }
    }
}

impl Field {
    /// The fields of a corpus whose `corpus.toml` names none.
    fn defaults() -> Vec<Field> {
        [("publisher", "Publisher"), ("author", "Author"), ("place", "Place"), ("person", "Person"), ("topic", "Topic")]
            .map(|(name, label)| Field {
                name: name.into(),
                label: label.into(),
                kind: FieldKind::Keyword,
                facet: true,
            })
            .into()
    }
}

/// A search offered on the start page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The query as a reader would type it.
    pub query: String,
    /// What it shows, in a few words; may be empty.
    #[serde(default)]
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_settings_say_of_a_kind_holds_for_that_kind() {
        let settings = Settings {
            publisher: "Karez".into(),
            kind: TextKind::Digest,
            of: "an article".into(),
            ..Settings::default()
        };
        let translated = Settings { kind: TextKind::Translation, ..settings.clone() };
        let stated =
            |kind, made_by: Option<&str>| Metadata { kind, made_by: made_by.map(Into::into), ..Metadata::default() };
        let cases = [
            (&settings, stated(None, None), (TextKind::Digest, Some("Karez"), Some("an article"))),
            (&settings, stated(None, Some("Jane Doe")), (TextKind::Digest, Some("Jane Doe"), Some("an article"))),
            (&settings, stated(Some(TextKind::Translation), None), (TextKind::Translation, None, None)),
            (&settings, stated(Some(TextKind::Original), Some("Jane Doe")), (TextKind::Original, None, None)),
            (&translated, stated(None, None), (TextKind::Translation, None, Some("an article"))),
        ];
        for (settings, metadata, expected) in cases {
            let Derivation { kind, by, of } = settings.derivation(&metadata);
            assert_eq!((kind, by.as_deref(), of.as_deref()), expected);
        }
    }
}
