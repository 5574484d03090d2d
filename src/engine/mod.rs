//! One call in, one answer out. The engine does no I/O: it says which files it lacks, and its host brings them.
//!
//! A host opens the engine with the bytes of the root and then repeats one loop: [`Engine::handle`]; when files are
//! [`Outcome::Missing`], fetch them all, check each against its name ([`Loaded::insert`]), and handle again. A search
//! settles in two rounds (shards and columns, then documents), a reading in two.
//!
//! ```
//! use karez::corpus::{Block, BlockKind, Document, Metadata, Settings, Thesaurus};
//! use karez::engine::protocol::{ExamineRequest, FindRequest, ReadRequest, Request, Response, SearchRequest};
//! use karez::engine::{Engine, Loaded, Outcome};
//! use karez::index;
//!
//! let document = Document {
//!     metadata: Metadata { id: "one".into(), language: "en".into(), ..Metadata::default() },
//!     blocks: vec![Block::new(BlockKind::Paragraph, "Apples and pears.")],
//!     ..Document::default()
//! };
//! let index = index::write(&Settings::default(), &Thesaurus::default(), vec![document]).unwrap();
//!
//! // A host: here the files are in memory, elsewhere they are fetched.
//! let engine = Engine::open(&index.root)?;
//! let mut files = Loaded::default();
//! let mut ask = |request: Request| loop {
//!     match engine.handle(&request, &files) {
//!         Outcome::Ready(response) => return response,
//!         Outcome::Missing(ids) => {
//!             for id in ids {
//!                 files.insert(id, index.files[&id].clone()).expect("the file is what its name says");
//!             }
//!         }
//!     }
//! };
//!
//! let search = SearchRequest { query: "pears".into(), limit: 1, ..SearchRequest::default() };
//! let Response::Found(found) = ask(FindRequest::Search(search).into()) else { panic!("a search finds") };
//! assert_eq!(found.hits[0].id, "one");
//! let read = ReadRequest { id: "one".into(), query: "pears".into(), ..ReadRequest::default() };
//! let Response::Document(document) = ask(ExamineRequest::Read(read).into()) else { panic!("it is there") };
//! assert_eq!(document.hit_count, 1);
//! # Ok::<(), karez::engine::protocol::Failure>(())
//! ```

#![warn(missing_docs)]

mod claims;
mod compare;
mod conflicts;
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
mod runs;
mod search;
mod suggest;
mod typing;

pub use crate::index::reader::Files;
pub use crate::query::{Form as QueryForm, USUAL_DISTANCE};
pub use dispatch::{Engine, Outcome};
pub use later::{Examine, examine};
pub use loaded::Loaded;
