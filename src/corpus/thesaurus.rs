//! The thesaurus: words that are searched together (spellings, translations) and words that are only suggested.

use serde::{Deserialize, Serialize};

/// The content of `thesaurus.toml`. Stored in the root of the index.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thesaurus {
    /// One for each `[[group]]`, in the order of the file. A word may be in several groups.
    #[serde(default, rename = "group")]
    pub groups: Vec<VariantGroup>,
}

/// Words or phrases that are variants of one another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VariantGroup {
    /// Decides whether a search for one variant also finds the others.
    pub kind: VariantKind,
    /// The variants, each of one or more words: `["Uyghur", "Uighur"]`. Case and accents make no difference.
    pub words: Vec<String>,
    /// One line that tells readers about the variants; may be empty.
    #[serde(default)]
    pub note: String,
}

/// How the variants of a group relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VariantKind {
    /// Spellings of one name or word; searched together.
    Spelling,
    /// The same word or name in another language or script; searched together.
    Translation,
    /// Different words that readers often want together; suggested only.
    Related,
    /// Words for one thing whose choice is itself disputed; suggested only.
    Contested,
}

impl VariantKind {
    /// Whether a search for one variant also finds the others unless the reader switches them off.
    pub fn is_applied_by_default(self) -> bool {
        matches!(self, VariantKind::Spelling | VariantKind::Translation)
    }
}
