//! Readers: one for each kind of file, and what they share. A reader gets bytes and a name, and knows nothing of what
//! becomes of its drafts; what it needs of the machine its [`context::Host`] gives it.
//!
//! - [`kinds`] lists all kinds of files; a [`sample`] shows of which kind a file is. [`context`] is what a reader is and
//!   what it works with, [`rulebook`] what `corpus.toml` tells it by its [`rules`].
//! - The readers: [`plain_text`] (by [`decode`]), [`markdown`] (with [`front_matter`]), [`html`] (with [`page_tags`]),
//!   [`pdf`], [`office`], [`epub`], [`mail`], [`table`], [`json_lines`], [`web_archive`], and [`gzip`] and [`package`]
//!   for what holds others.
//! - What several of them share: [`archive`], [`xml`], [`prose`].

pub mod archive;
pub mod context;
pub mod decode;
pub mod epub;
pub mod front_matter;
pub mod gzip;
pub mod html;
pub mod json_lines;
pub mod kinds;
pub mod mail;
pub mod markdown;
pub mod office;
pub mod package;
pub mod page_tags;
pub mod pdf;
pub mod plain_text;
pub mod prose;
pub mod rulebook;
pub mod rules;
pub mod sample;
pub mod table;
pub mod web_archive;
pub mod xml;
