//! A query as text. What is printed is read as the same tree.

use std::fmt;

use super::tree::{Clause, Node, Occur, Query, Value};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, clause) in self.clauses.iter().enumerate() {
            let space = if i == 0 { "" } else { " " };
            write!(f, "{space}{clause}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.occur {
            Occur::Should => "",
            Occur::Must => "+",
            Occur::MustNot => "-",
        })?;
        match &self.node {
            Node::Word(word) => f.write_str(word),
            Node::Prefix(word) => write!(f, "{word}*"),
            Node::Phrase(text) => write!(f, "\"{text}\""),
            Node::Field { name, value: Value::Word(word) } => write!(f, "{name}:{word}"),
            Node::Field { name, value: Value::Quoted(text) } => write!(f, "{name}:\"{text}\""),
            Node::Dates { text, .. } => write!(f, "date:{text}"),
        }
    }
}
