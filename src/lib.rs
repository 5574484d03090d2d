//! Karez turns a folder of documents into a static web site that can be searched, read, cited and verified.
//!
//! Two journeys explain the code.
//!
//! *The life of a corpus*: `ingest` reads sources into documents ([`corpus`]), [`text`] cuts them into tokens,
//! [`index::writer`] writes files whose names are the hashes of their content.
//!
//! *The life of a query*: [`query`] turns what was typed into a tree and never fails, [`search`] evaluates it over
//! [`index::reader`], [`engine`] answers with the messages of [`engine::protocol`]. The engine does no I/O: it says
//! which files it lacks, and its host (a web worker, the command line, a test) brings them.
//!
//! [`record`] writes documents as readers cite and export them: as citations, as tables.
//!
//! Which part uses which stands in ARCHITECTURE.md; `tests/suite/tidy.rs` holds the code to it.

#![forbid(unsafe_code)]

pub mod api;
pub mod corpus;
pub mod count;
pub mod engine;
pub mod index;
pub mod query;
pub mod record;
pub mod search;
pub mod text;
pub mod wording;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod ingest;

#[cfg(feature = "app")]
pub mod worker;

#[cfg(feature = "app")]
pub mod app;
