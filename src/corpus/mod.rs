//! The data model: a corpus's settings, documents, dates, claims and thesaurus. Plain data, no I/O.

#![warn(missing_docs)]

pub mod address;
pub mod claim;
pub mod date;
pub mod derivation;
pub mod document;
pub mod hash;
pub mod language;
pub mod settings;
pub mod thesaurus;
pub mod typed_date;

pub use claim::{Claim, ClaimRule, Confidence, Figure, Span, Topic};
pub use date::{Date, DateRange};
pub use derivation::{Derivation, TextKind};
pub use document::{Block, BlockKind, Document, Mark, Metadata, Source};
pub use hash::sha256;
pub use settings::{Example, Field, FieldKind, Settings};
pub use thesaurus::{Thesaurus, VariantGroup, VariantKind};
