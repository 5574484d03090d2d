//! What a corpus is: its settings, its documents, their dates, and the thesaurus. Plain data, no I/O.

pub mod date;
pub mod document;
pub mod hash;
pub mod language;
pub mod settings;
pub mod thesaurus;

pub use date::{Date, DateRange};
pub use document::{Block, BlockKind, Document, Mark, Metadata, Source};
pub use hash::sha256;
pub use settings::{Example, Field, FieldKind, Settings};
pub use thesaurus::{Thesaurus, VariantGroup, VariantKind};
