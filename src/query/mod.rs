//! What readers type: the tree, the parser that never fails, the printer.
//!
//! ```text
//! query  = clause*                      all words are optional; documents with more of them come first
//! clause = ["+" | "-"] item             + must occur, - must not
//! item   = word | word"*" | quoted | field ":" (word | quoted) | "date:" range
//! quoted = "…" or “…”                   these words as written, side by side
//! ```

mod parser;
mod printer;
mod tree;

pub use parser::{MAX_CLAUSES, parse};
pub use tree::{Clause, Node, Occur, Query, Remark, Value};
