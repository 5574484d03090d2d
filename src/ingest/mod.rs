//! From a folder of sources to documents. Nothing here stops at one bad file: it becomes a [`Finding`].
//!
//! In the order of the work:
//!
//! - [`folder`] lists the files; [`settings`], [`rules`] and [`sidecar`] are what the publishers say about them.
//! - [`kind`] tells from a file's content which reader it is for; [`isolate`] keeps a reader's failure to its file, and
//!   [`context`] is what a reader works with.
//! - The readers: [`plain_text`] (by [`decode`]), [`markdown`] (with [`front_matter`]), [`html`] (with [`page_tags`]),
//!   [`pdf`], [`office`], [`epub`], [`mail`], [`table`], [`json_lines`], [`web_archive`], and [`package`] for what
//!   holds others. Each makes a [`draft`].
//! - [`segment`] cuts a draft of many documents, as rules and the editors ([`segments_file`]) say, or [`proposal`]
//!   would.
//! - [`assemble`] makes a document of a draft, with the help of [`metadata`], [`language`] and [`identity`]. Before
//!   anything is made of it, [`redaction`] hides what readers must not learn; [`letters`] finds names in texts.
//! - What a document's text tells is added to it: whom and what it mentions ([`entities`], [`dates`]), and who says what
//!   ([`claims`]). Editors' tables ([`sheet`]) say what to look for, and what was found wrongly.
//! - [`reading`] is what came of one file: it can be kept for the next build, or made on another machine.
//! - [`personal_data`] tells editors what they may want to hide.

pub mod archive;
pub mod assemble;
pub mod claims;
pub mod context;
pub mod dates;
pub mod decode;
pub mod draft;
pub mod entities;
pub mod entry;
pub mod epub;
pub mod files;
pub mod finding;
pub mod folder;
pub mod front_matter;
pub mod gzip;
pub mod html;
pub mod identity;
pub mod intake;
pub mod isolate;
pub mod json_lines;
pub mod keys;
pub mod kinds;
pub mod language;
pub mod language_words;
pub mod letters;
pub mod mail;
pub mod markdown;
pub mod metadata;
pub mod office;
pub mod package;
pub mod page_tags;
pub mod pdf;
pub mod pdftotext;
pub mod personal_data;
pub mod plain_text;
pub mod proposal;
pub mod prose;
pub mod read;
pub mod reading;
pub mod redaction;
pub mod rulebook;
pub mod rules;
pub mod sample;
pub mod script;
pub mod segment;
pub mod segments_file;
pub mod settings;
pub mod sheet;
pub mod sidecar;
pub mod table;
pub mod tally;
pub mod web_archive;
pub mod xml;

pub use finding::{Finding, Severity};
pub use intake::{Furniture, Intake};
pub use read::{Progress, read, read_listing};
pub use reading::{Reading, Readings};
