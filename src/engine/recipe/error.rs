//! Why a recipe is not understood.

use std::fmt;

/// What is wrong with a recipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecipeError {
    /// It begins with a word that is no kind of count; `kinds` are those that there are.
    UnknownKind { kind: String, kinds: Vec<&'static str> },
    /// This kind of count has no such key.
    UnknownKey(String),
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

impl fmt::Display for RecipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecipeError::UnknownKind { kind, kinds } => {
                write!(f, "“{kind}” is no kind of count; there are {}", kinds.join(", "))
            }
            RecipeError::UnknownKey(key) => write!(f, "“{key}” says nothing about this kind of count"),
            RecipeError::NoPair(text) => write!(f, "“{text}” is not of the form key=value"),
            RecipeError::OpenQuotation(key) => write!(f, "the value of “{key}” has no end"),
            RecipeError::NoNumber { key, value } => write!(f, "“{key}” needs a whole number, not “{value}”"),
            RecipeError::NoName { key, value, names } => {
                write!(f, "“{key}” is one of {}, not “{value}”", names.join(", "))
            }
            RecipeError::NoFilter(text) => write!(f, "“{text}” is not a filter: write field:value"),
        }
    }
}

impl std::error::Error for RecipeError {}
