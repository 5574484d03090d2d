//! The query language: syntax tree, a parser that never fails, printer, advanced-search form and completion.
//!
//! ```text
//! query        = alternatives*                 all optional; documents with more of them rank higher
//! alternatives = conjunction ("OR" conjunction)*
//! conjunction  = near ("AND" near)*            all of them must occur
//! near         = clause (("NEAR" | "NEAR/n") clause)*
//! clause       = ["+" | "-" | "NOT "] item     + required, - excluded
//! item         = word | pattern | word"~" | quoted | "(" query ")" | field ":" (word | quoted) | "date:" range
//! pattern      = letters with * and ?          * any letters, ? exactly one
//! quoted       = "…", “…”, „…“, «…»            an exact phrase; * stands for one word
//! passage      = quoted, if long or with …     compared with the text letter by letter; … stands for an omission
//! ```

#![warn(missing_docs)]

mod completion;
mod form;
mod parser;
mod passage;
mod printer;
mod remark;
mod tree;

pub use completion::{Unfinished, unfinished};
pub use form::{Form, USUAL_DISTANCE};
pub use parser::{MAX_CLAUSES, NEAR, parse};
pub use passage::{passage_parts, pasted};
pub use remark::{ComparedDocuments, CountedTerms, Remark, RemarkCode, UnknownField};
pub use tree::{Clause, Node, Occur, Query, Value};
