//! Whose words a text has: its source's own, or those of whoever retold, translated or transcribed it.

use serde::{Deserialize, Serialize};

/// What the text of a document is in relation to its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    /// The source's own text.
    #[default]
    Original,
    /// A retelling: only what it quotes are the source's words.
    Digest,
    /// The source's text in another language: none of the words are the source's.
    Translation,
    /// Spoken words, written down by somebody else.
    Transcript,
}

impl TextKind {
    /// All kinds, with the name that each has in `corpus.toml`, in metadata and in messages.
    pub const NAMES: [(&str, TextKind); 4] = [
        ("original", TextKind::Original),
        ("digest", TextKind::Digest),
        ("translation", TextKind::Translation),
        ("transcript", TextKind::Transcript),
    ];

    /// The kind of this name; `None` if there is none.
    pub fn named(name: &str) -> Option<TextKind> {
        TextKind::NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    /// Its name in [`TextKind::NAMES`].
    pub fn name(self) -> &'static str {
        TextKind::NAMES.into_iter().find(|(_, kind)| *kind == self).map_or("original", |(name, _)| name)
    }

    /// Whether a passage of the text are the source's words, so that it may stand in quotation marks under its name.
    pub fn is_verbatim(self) -> bool {
        matches!(self, TextKind::Original | TextKind::Transcript)
    }
}

/// What a document was made from, and by whom. By default it is an original.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Derivation {
    /// What the text is.
    pub kind: TextKind,
    /// Who made it (“Karez contributors”); `None` for originals, and if it is not known.
    pub by: Option<String>,
    /// What it was made from, in the editors' words (“an article by AP”). `None` for originals, and where the document's
    /// title, publisher and agency are enough to say it.
    pub of: Option<String>,
}
