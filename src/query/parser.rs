//! Reads what was typed. There is no input that it refuses: what it does not understand becomes words and a remark.

use super::tree::{Clause, Node, Occur, Query, Remark, Value};
use crate::corpus::DateRange;

/// Clauses beyond this many are not searched, and a remark says so. Each costs a file or two; a guess that lets a
/// pasted paragraph through.
pub const MAX_CLAUSES: usize = 64;

/// Reads a query.
pub fn parse(text: &str) -> Query {
    let mut parser = Parser { text, at: 0, query: Query::default() };
    while parser.skip_spaces() {
        if parser.query.clauses.len() == MAX_CLAUSES {
            let message = format!("Only the first {MAX_CLAUSES} words are searched.");
            parser.remark(parser.at, text.len(), message);
            break;
        }
        parser.read_clause();
    }
    parser.query
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    query: Query,
}

impl Parser<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Returns whether anything is left.
    fn skip_spaces(&mut self) -> bool {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.at < self.text.len()
    }

    fn remark(&mut self, start: usize, end: usize, message: String) {
        self.query.remarks.push(Remark { start: start as u32, end: end as u32, message });
    }

    fn read_clause(&mut self) {
        let start = self.at;
        let occur = self.read_sign();
        let node = match self.read_field_name() {
            Some(name) => self.read_field(name, start),
            None => self.read_item(),
        };
        if let Some(node) = node {
            let (start, end) = (start as u32, self.at as u32);
            self.query.clauses.push(Clause { occur, node, start, end });
        }
    }

    /// A sign counts when a word follows at once: "a - b" is not "a -b".
    fn read_sign(&mut self) -> Occur {
        let mut characters = self.rest().chars();
        let occur = match characters.next() {
            Some('+') => Occur::Must,
            Some('-' | '\u{2212}') => Occur::MustNot,
            _ => return Occur::Should,
        };
        let sign = self.rest().len() - characters.as_str().len();
        if characters.next().is_none_or(|c| c.is_whitespace() || c == '-' || c == '+') {
            return Occur::Should;
        }
        self.at += sign;
        occur
    }

    /// `name:` when letters stand before the colon and a value right after it. An address (`https://…`) is no field.
    fn read_field_name(&mut self) -> Option<String> {
        let (name, value) = self.rest().split_once(':')?;
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let has_value = value.chars().next().is_some_and(|c| !c.is_whitespace()) && !value.starts_with("//");
        if !is_name || !has_value || name.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let name = name.to_ascii_lowercase();
        self.at += name.len() + 1;
        Some(name)
    }

    fn read_field(&mut self, name: String, start: usize) -> Option<Node> {
        let value = match self.read_quoted() {
            Some(text) => Value::Quoted(text),
            None => Value::Word(self.read_word().to_string()),
        };
        if name == "date" {
            return match DateRange::parse(value.text()) {
                Ok(range) => Some(Node::Dates { text: value.text().trim().to_string(), range }),
                Err(error) => {
                    let message = format!("{error}; ranges are written date:2022-08..2022-09 or date:>=2021.");
                    self.remark(start, self.at, message);
                    None
                }
            };
        }
        if value.text().trim().is_empty() {
            self.remark(start, self.at, format!("“{name}:” has no value."));
            return None;
        }
        Some(Node::Field { name, value })
    }

    fn read_item(&mut self) -> Option<Node> {
        if let Some(text) = self.read_quoted() {
            return (!text.trim().is_empty()).then_some(Node::Phrase(text));
        }
        let word = self.read_word();
        match word.strip_suffix('*') {
            Some(prefix) if prefix.ends_with(char::is_alphanumeric) => Some(Node::Prefix(prefix.to_string())),
            _ => (!word.is_empty()).then(|| Node::Word(word.to_string())),
        }
    }

    /// The text between quotation marks, if one opens here. One that is never closed reaches to the end.
    fn read_quoted(&mut self) -> Option<String> {
        let start = self.at;
        let open = self.peek().filter(|&c| is_quote(c))?;
        let inner = start + open.len_utf8();
        let closing = self.text[inner..].char_indices().find(|&(_, c)| is_quote(c));
        let (end, next) = match closing {
            Some((at, quote)) => (inner + at, inner + at + quote.len_utf8()),
            None => (self.text.len(), self.text.len()),
        };
        self.at = next;
        if closing.is_none() {
            self.remark(
                start,
                self.at,
                "The quotation mark is not closed; everything after it is searched as a phrase.".into(),
            );
        }
        Some(self.text[inner..end].split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Up to a space or a quotation mark.
    fn read_word(&mut self) -> &str {
        let start = self.at;
        let length = self.rest().find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(self.rest().len());
        self.at += length;
        &self.text[start..start + length]
    }
}

/// Marks that quote, in the ways keyboards and word processors write them. Not the apostrophes.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Clauses as printed, one a line, then remarks.
    fn read(text: &str) -> String {
        let query = parse(text);
        let clauses = query.clauses.iter().map(|clause| {
            format!("{:?} {clause}", clause.node).split(['(', ' ']).next().unwrap_or("").to_lowercase()
                + " "
                + &clause.to_string()
        });
        let remarks = query.remarks.iter().map(|remark| format!("remark {}..{}", remark.start, remark.end));
        clauses.chain(remarks).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn clauses_are_read_as_typed() {
        let cases = [
            ("", ""),
            ("forced labor", "word forced | word labor"),
            ("\"crimes against humanity\"", "phrase \"crimes against humanity\""),
            ("“smart  quotes” x", "phrase \"smart quotes\" | word x"),
            ("Bachelet -visit", "word Bachelet | word -visit"),
            ("+must -\"not this\"", "word +must | phrase -\"not this\""),
            ("detent*", "prefix detent*"),
            ("publisher:RFA", "field publisher:RFA"),
            ("-Publisher:\"Asian Lite\"", "field -publisher:\"Asian Lite\""),
            ("date:2022-08..2022-09", "dates date:2022-08..2022-09"),
            ("48-page a - b", "word 48-page | word a | word - | word b"),
            ("https://un.org 10:30", "word https://un.org | word 10:30"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_remarked_on() {
        let cases = [
            ("\"never closed", "phrase \"never closed\" | remark 0..13"),
            ("date:yesterday x", "word x | remark 0..14"),
            ("publisher:\"\"", "remark 0..12"),
            ("publisher: x", "word publisher: | word x"),
            ("*", "word *"),
            ("\"\"", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn very_long_queries_are_cut_with_a_remark() {
        let query = parse(&"word ".repeat(500));
        assert_eq!((query.clauses.len(), query.remarks.len()), (MAX_CLAUSES, 1));
    }

    proptest! {
        #[test]
        fn anything_is_read_and_prints_as_what_reads_the_same(
            text in "([-+\"“”:*.a-c ]|date:|2022|title:|é|维|\\PC){0,40}"
        ) {
            let query = parse(&text);
            for clause in &query.clauses {
                prop_assert!(text.get(clause.start as usize..clause.end as usize).is_some());
            }
            let printed = query.to_string();
            let again = parse(&printed);
            prop_assert_eq!(again.to_string(), printed);
            prop_assert_eq!(again.clauses.len(), query.clauses.len());
        }
    }
}
