//! Why there is no answer: as codes, which whoever shows them puts into words.

use serde::{Deserialize, Serialize};

/// Why there is no answer. The kind comes first: scripts know it as `KarezError.kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    // `assets/worker_loader.js` writes this one by its number, 0.
    /// Something could not be fetched.
    Unreachable(Unreachable),
    /// A file of the corpus is not what it should be.
    Damaged(Damage),
    /// Two parts that were fetched are of different versions of Karez.
    WrongVersion(WrongVersion),
    /// No document has this id.
    NotFound(String),
    /// A later request of the same kind made the answer useless.
    Superseded,
}

/// What could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreachable {
    // `assets/worker_loader.js` writes the first two by their numbers, 0 and 1.
    /// The engine could not be loaded, for the reason that the browser gives.
    EngineNotLoaded(String),
    /// The engine stopped, for the reason that the browser gives.
    EngineStopped(String),
    /// The part of the code that a first search does not need.
    Code,
    /// No answer came for this file, named by its path in the site.
    File(String),
    /// The server refused the file, perhaps only for now.
    Refused(Refusal),
    /// The server does not have the file (any more).
    FileGone(Refusal),
    /// The server does not have the root of the corpus.
    NoCorpus(Refusal),
}

/// What a server refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Path of the file in the site.
    pub file: String,
    /// HTTP status code.
    pub status: u32,
}

/// How the corpus is damaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Damage {
    /// What should be the root of an index does not begin as one.
    NotAnIndex,
    /// A file contradicts itself or was cut short.
    Content,
    /// The content of the file of this name in `corpus/` is not what the name says.
    Name(String),
    /// The index asks for ever more files.
    Circular,
}

/// Which versions differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WrongVersion {
    /// The index and the engine.
    Format(FormatVersions),
    /// The script and its engine: they do not understand each other.
    Script,
}

/// Versions of the index format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatVersions {
    /// That of the index.
    pub found: u32,
    /// The only one that this engine reads.
    pub known: u32,
}
