//! How what is being typed may go on.

use serde::{Deserialize, Serialize};

/// Asks how what is being typed may go on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SuggestRequest {
    /// As typed so far, with the cursor at its end.
    pub text: String,
    /// How many completions to return.
    pub limit: u32,
}

/// The answer to a [`SuggestRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Suggestions {
    /// The text that they complete.
    pub text: String,
    /// The last part of the text is a word or value of the corpus as it stands, so that nothing need be added.
    pub is_whole: bool,
    /// Words and values that the most documents have first; fields last.
    pub completions: Vec<Completion>,
}

/// One way in which what is being typed may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The whole text with its last part completed.
    pub query: String,
    /// That part: a word, a field's name with its colon, a value.
    pub part: String,
    /// What that part is.
    pub kind: CompletionKind,
    /// Documents that have it, all of the corpus counted: exact for values, for words a power of two that the true
    /// number reaches but not its double, 0 for fields.
    pub documents: u32,
}

/// What a completion adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompletionKind {
    /// A word of the texts.
    Word,
    /// The name of a field.
    Field,
    /// A value of the field before the cursor.
    Value,
}
