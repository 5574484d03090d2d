//! One call in, one answer out. The engine does no I/O: it says which files it lacks, and its host brings them.
//!
//! A host opens the engine with the bytes of the root and then repeats one loop: [`Engine::handle`]; when files are
//! [`Outcome::Missing`], fetch them all, check each against its name ([`Loaded::insert`]), and handle again. A search
//! settles in two rounds (shards and columns, then documents), a reading in two.

mod claims;
mod compare;
mod copies;
mod count;
mod dispatch;
mod later;
mod loaded;
mod lookup;
mod near;
pub mod protocol;
mod read;
pub mod recipe;
mod search;
mod suggest;
mod typing;

pub use crate::index::reader::Files;
pub use crate::query::{Form as QueryForm, USUAL_DISTANCE};
pub use dispatch::{Engine, Outcome};
pub use later::{Examine, examine};
pub use loaded::Loaded;
