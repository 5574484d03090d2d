//! The half of the engine that a first search does not need, as WebAssembly in a file of its own.

use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::dispatch::{Engine, Outcome};
use super::protocol::{ExamineRequest, Failure, Unreachable};
use crate::index::reader::Files;

/// The type of [`Engine::examine`], by which a host calls it once its code is here.
pub type Examine = fn(&Engine, &ExamineRequest, &dyn Files) -> Outcome;

/// [`Engine::examine`], when its code is here. Outside of WebAssembly it always is. Fails with [`Unreachable::Code`] if the
/// file with the code cannot be fetched.
#[wasm_split(later, fallible)]
pub fn examine() -> Result<Examine, Failure> {
    Ok(Engine::examine)
}

impl From<SplitLoaderError> for Failure {
    fn from(_: SplitLoaderError) -> Failure {
        Failure::Unreachable(Unreachable::Code)
    }
}
