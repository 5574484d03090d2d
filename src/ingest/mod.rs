//! From a folder of sources to documents. Nothing here stops at one bad file: it becomes a [`Finding`].
//!
//! In the order of the work:
//!
//! - [`mod@read`] goes through the files that [`folder`] lists. [`curation`] is what the editors say about them.
//! - [`source`] has a reader for each kind of file, which makes [`draft`]s of it: blocks of text and [`entry`]s under
//!   known [`keys`]. [`isolate`] keeps a reader's failure to its file; [`pdftotext`] is the one program that is run.
//! - [`document`] makes documents of drafts. [`identity`] gives them ids; [`dates`], [`letters`] and [`claims`] find
//!   days, names, and who says what in their texts.
//! - [`reading`] is what came of one file: it can be kept for the next build, or made on another machine. [`intake`] is
//!   what came of the folder.
//! - [`personal_data`] tells editors what they may want to hide.
//!
//! `source` knows nothing of `curation`, `curation` nothing of `claims`, and none of them of `document`.

pub mod claims;
pub mod curation;
pub mod dates;
pub mod document;
pub mod draft;
pub mod entry;
pub mod finding;
pub mod folder;
pub mod identity;
pub mod intake;
pub mod isolate;
pub mod keys;
pub mod letters;
pub mod pdftotext;
pub mod personal_data;
pub mod read;
pub mod reading;
pub mod source;
pub mod tally;

pub use finding::{Finding, Severity};
pub use intake::{Boilerplate, Intake};
pub use read::{Progress, read, read_listing};
pub use reading::{Reading, Readings};
