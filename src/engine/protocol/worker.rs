//! What page and worker say to each other.

use serde::{Deserialize, Serialize};

use super::request::{Request, Response};

/// What the page sends to the worker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// Chosen by the caller; answers carry it.
    pub number: u32,
    /// What is asked.
    pub request: Request,
}

/// What the worker sends to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Data are being fetched for this call.
    Progress {
        /// [`Call::number`].
        number: u32,
        /// How far it has come.
        progress: Progress,
    },
    /// The call is answered; nothing more comes for it.
    Done {
        /// [`Call::number`].
        number: u32,
        /// The answer.
        response: Response,
    },
}

/// How far the fetching for a call has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Files that have come.
    pub files_done: u32,
    /// Files that are known to be needed so far; it may grow.
    pub files_needed: u32,
    /// Bytes received since the worker started.
    pub bytes: u64,
}
