//! The half of the engine that a first search does not need, as WebAssembly in a file of its own.

use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::dispatch::{Engine, Outcome};
use super::protocol::{ExamineRequest, Failure, FailureKind};
use crate::index::reader::Files;

/// [`Engine::examine`].
pub type Examine = fn(&Engine, &ExamineRequest, &dyn Files) -> Outcome;

/// [`Engine::examine`], when its code is here. Outside of WebAssembly it always is.
#[wasm_split(later, fallible)]
pub fn examine() -> Result<Examine, Failure> {
    Ok(Engine::examine)
}

impl From<SplitLoaderError> for Failure {
    fn from(_: SplitLoaderError) -> Failure {
        let message = "A part of this page could not be fetched. Check the connection, then try again.";
        Failure { kind: FailureKind::Unreachable, message: message.into() }
    }
}
