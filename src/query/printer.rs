//! A query as text. What is printed is read as the same tree.

use std::fmt;

use super::tree::{Clause, Node, Occur, Query, Value};

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print_list(&self.clauses, " ", f)
    }
}

fn print_list(clauses: &[Clause], between: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (i, clause) in clauses.iter().enumerate() {
        let before = if i == 0 { "" } else { between };
        write!(f, "{before}{clause}")?;
    }
    Ok(())
}

impl fmt::Display for Clause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.occur {
            Occur::Should => "",
            Occur::Must => "+",
            Occur::MustNot => "-",
        })?;
        write!(f, "{}", self.node)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Node::Word(word) | Node::Pattern(word) => f.write_str(word),
            Node::Fuzzy(word) => write!(f, "{word}~"),
            Node::Phrase(text) => write!(f, "\"{text}\""),
            Node::Near { left, right, distance } => write!(f, "({left} NEAR/{distance} {right})"),
            Node::Group(clauses) => print_brackets(clauses, " ", f),
            Node::Any(clauses) => print_brackets(clauses, " OR ", f),
            Node::Field { name, value: Value::Word(word) } => write!(f, "{name}:{word}"),
            Node::Field { name, value: Value::Quoted(text) } => write!(f, "{name}:\"{text}\""),
            Node::Dates { text, .. } => write!(f, "date:{text}"),
        }
    }
}

fn print_brackets(clauses: &[Clause], between: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("(")?;
    print_list(clauses, between, f)?;
    f.write_str(")")
}
