//! What the editors of a corpus decide: [`settings`] reads all of it, by means of [`files`].
//!
//! - [`sidecar`]: metadata in tables beside the documents. [`segments_file`]: where documents begin in files of many.
//! - [`redaction`]: what readers must not learn. [`entities`]: names to look for. [`decisions`]: which claims are kept.
//! - [`sheet`]: tables with named columns, for all of these.

pub mod decisions;
pub mod entities;
pub mod files;
pub mod redaction;
pub mod segments_file;
pub mod settings;
pub mod sheet;
pub mod sidecar;
