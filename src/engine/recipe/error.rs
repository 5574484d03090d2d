//! Why a recipe is not understood.

/// What is wrong with a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecipeError {
    /// It begins with a word that is no kind of count; `kinds` are those that there are.
    UnknownKind { kind: String, kinds: Vec<&'static str> },
    /// Recipes of this kind have no such key.
    UnknownKey { kind: &'static str, key: String },
    /// Text without `=` where a key and a value should be.
    NoPair(String),
    /// The value of this key opens a quotation mark and does not close it.
    OpenQuotation(String),
    /// The value should be a whole number from 0 to 4,294,967,295.
    NoNumber { key: String, value: String },
    /// The value should be one of `names`.
    NoName { key: String, value: String, names: Vec<&'static str> },
    /// The value should be a filter, `field:value`.
    NoFilter(String),
}
