//! What readers type: the tree, the parser that never fails, the printer, and what is being typed.
//!
//! ```text
//! query        = alternatives*                 all are optional; documents with more of them come first
//! alternatives = conjunction ("OR" conjunction)*
//! conjunction  = near ("AND" near)*            all of them must occur
//! near         = clause (("NEAR" | "NEAR/n") clause)*
//! clause       = ["+" | "-" | "NOT "] item     + must occur, - must not
//! item         = word | pattern | word"~" | quoted | "(" query ")" | field ":" (word | quoted) | "date:" range
//! pattern      = letters with * and ?          any letters; one letter
//! quoted       = "…", “…”, „…“, «…»            these words as written, side by side; * stands for one word
//! passage      = quoted, if long or with …      compared with the text letter by letter; … stands for what is left out
//! ```

mod completion;
mod form;
mod parser;
mod passage;
mod printer;
mod tree;

pub use completion::{Unfinished, unfinished};
pub use form::{Form, USUAL_DISTANCE};
pub use parser::{MAX_CLAUSES, parse};
pub use passage::{passage_parts, pasted};
pub use tree::{Clause, Node, Occur, Query, Remark, Value};
