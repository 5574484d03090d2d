//! Words that are searched together: spellings, translations, and pairs that are only offered.

use serde::{Deserialize, Serialize};

/// The whole of `thesaurus.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thesaurus {
    #[serde(default, rename = "group")]
    pub groups: Vec<VariantGroup>,
}

/// Variants of one another. A variant may be several words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantGroup {
    pub kind: VariantKind,
    pub words: Vec<String>,
    /// One line for readers.
    #[serde(default)]
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VariantKind {
    /// Spellings of one name or word.
    Spelling,
    /// The same in another language or script.
    Translation,
    /// Not the same, but looked for together.
    Related,
    /// Which word is used is itself disputed.
    Contested,
}

impl VariantKind {
    /// Whether a search for one word also finds the others without being asked to.
    pub fn is_applied_by_default(self) -> bool {
        matches!(self, VariantKind::Spelling | VariantKind::Translation)
    }
}
