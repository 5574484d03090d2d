//! What the publishers say about their corpus: `corpus.toml`.

use serde::{Deserialize, Serialize};

/// The whole of `corpus.toml`; every part may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub title: String,
    /// One or two sentences: what is in it.
    pub description: String,
    /// Who publishes the corpus.
    pub publisher: String,
    /// How the documents were chosen and prepared. Paragraphs are separated by an empty line.
    pub method: String,
    /// What readers should know: gaps, disputes, wording.
    pub editors_note: String,
    pub licence: String,
    /// Where “Exit” leads, as `https://…`: a page that nobody wonders about. Empty for a blank page.
    pub exit: String,
    /// BCP 47 tags of the languages in it; a text that says nothing of its own, and is too short to tell,
    /// is taken to be in the first of its script.
    pub languages: Vec<String>,
    /// Fields a document may have besides the built-in ones, in the order in which they are shown.
    pub fields: Vec<Field>,
    /// Searches offered on the start screen.
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
            licence: String::new(),
            exit: String::new(),
            languages: vec!["en".into()],
            fields: Field::defaults(),
            examples: Vec::new(),
        }
    }
}

/// A field of the documents' metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// As written in front matter and queries: `publisher`.
    pub name: String,
    /// As shown to readers: `Publisher`.
    pub label: String,
    #[serde(default)]
    pub kind: FieldKind,
    /// Offered as a filter with counts.
    #[serde(default)]
    pub facet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    /// Names that are filtered as wholes: publishers, people, places.
    #[default]
    Keyword,
    /// Prose that is shown and not filtered.
    Text,
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

/// A search offered on the start screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub query: String,
    /// What it shows, in a few words.
    #[serde(default)]
    pub note: String,
}
