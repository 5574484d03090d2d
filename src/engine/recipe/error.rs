//! Why a recipe is not understood.

/// What is wrong with a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecipeError {
    /// It begins with a word that is no kind of count.
    UnknownKind {
        /// The word.
        kind: String,
        /// The kinds that there are.
        kinds: Vec<&'static str>,
    },
    /// Recipes of this kind have no such key.
    UnknownKey {
        /// The kind of count.
        kind: &'static str,
        /// The key.
        key: String,
    },
    /// Text without `=` where a key and a value should be.
    NoPair(String),
    /// The value of this key opens a quotation mark and does not close it.
    OpenQuotation(String),
    /// The value should be a whole number from 0 to 4,294,967,295.
    NoNumber {
        /// The key of the value.
        key: String,
        /// The value.
        value: String,
    },
    /// The value should be one of few names.
    NoName {
        /// The key of the value.
        key: String,
        /// The value.
        value: String,
        /// What it may be.
        names: Vec<&'static str>,
    },
    /// The value should be a filter, `field:value`.
    NoFilter(String),
}
