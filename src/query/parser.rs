//! The parser. It refuses no input: what it does not understand becomes words and a remark.

use super::remark::{Remark, RemarkCode};
use super::tree::{Clause, Node, Occur, Query, Value};
use crate::corpus::DateRange;

/// Limit on the words, phrases and filters of a query; the rest is not searched, and a remark says so. Each costs a
/// file or two. A guess that lets a pasted paragraph through.
pub const MAX_CLAUSES: usize = 64;

/// Limit on nested brackets; deeper ones are ignored.
const MAX_DEPTH: usize = 16;

/// Distance of `NEAR` without a number, in words: about half a sentence.
pub const NEAR: u32 = 10;

/// Largest distance of `NEAR/n`; more would reach into other blocks of the text.
pub(super) const MAX_NEAR: u32 = 30;

/// Length of the longest operator: `NEAR/` and a number.
const MAX_OPERATOR: usize = 14;

/// Parses a query. Never fails: what is not understood is searched as words or left out, and [`Query::remarks`] says
/// so.
///
/// ```
/// use karez::query::{Node, Occur, parse};
///
/// let query = parse("+camp (a OR b) date:2022");
/// assert_eq!(query.clauses[0].node, Node::Word("camp".into()));
/// assert_eq!(query.clauses[0].occur, Occur::Must);
/// assert_eq!(query.to_string(), "+camp (a OR b) date:2022"); // printing and parsing are inverse
/// assert_eq!(parse("\"never closed").remarks[0].start, 0);
/// ```
pub fn parse(text: &str) -> Query {
    let mut parser =
        Parser { text, at: 0, depth: 0, parts: 0, has_operators: has_operators(text), remarks: Vec::new() };
    let clauses = dissolve(parser.read_list(), MAX_DEPTH);
    Query { clauses, remarks: parser.remarks }
}

/// Whether words in capitals can be operators. In a headline or question written wholly in capitals they are ordinary
/// words.
fn has_operators(text: &str) -> bool {
    text.contains(|c: char| c.is_lowercase() || c == '(') || text.split_whitespace().count() <= 5
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    /// Smallest parts read so far.
    parts: usize,
    has_operators: bool,
    remarks: Vec<Remark>,
}

/// A word in capitals that joins its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Near(u32),
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Returns whether anything is left.
    fn skip_spaces(&mut self) -> bool {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.at < self.text.len()
    }

    fn remark(&mut self, start: usize, end: usize, code: RemarkCode) {
        self.remarks.push(Remark { start: start as u32, end: end as u32, code });
    }

    // ------------------------------------------------------------------------------------------------------- lists

    /// Clauses up to the end or, inside brackets, up to the one that closes them.
    fn read_list(&mut self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        while self.skip_spaces() {
            if self.rest().starts_with(')') {
                if self.depth > 0 {
                    break;
                }
                self.at += 1;
            } else if self.parts >= MAX_CLAUSES {
                self.remark(self.at, self.text.len(), RemarkCode::TooLong(MAX_CLAUSES as u32));
                self.at = self.text.len();
            } else if self.peek_operator().is_some() {
                let start = self.at;
                self.skip_operator();
                self.remark(start, self.at, RemarkCode::LoneOperator);
            } else {
                clauses.extend(self.read_alternatives());
            }
        }
        clauses
    }

    /// `a OR b OR c`
    fn read_alternatives(&mut self) -> Option<Clause> {
        let first = self.read_conjunction()?;
        let mut clauses = vec![first];
        while self.take_operator(Operator::Or) {
            clauses.extend(self.read_conjunction());
        }
        if clauses.len() == 1 {
            return clauses.pop();
        }
        // What must be there in one alternative need not be in another.
        let required = clauses.iter_mut().filter(|clause| clause.occur == Occur::Must);
        required.for_each(|clause| clause.occur = Occur::Should);
        Some(join(Occur::Should, clauses, Node::Any))
    }

    /// `a AND b AND c`: the whole must be there.
    fn read_conjunction(&mut self) -> Option<Clause> {
        let first = self.read_near()?;
        let mut clauses = vec![first];
        while self.take_operator(Operator::And) {
            clauses.extend(self.read_near());
        }
        if clauses.len() == 1 {
            return clauses.pop();
        }
        clauses.iter_mut().filter(|clause| clause.occur == Occur::Should).for_each(|clause| clause.occur = Occur::Must);
        Some(join(Occur::Must, clauses, Node::Group))
    }

    /// `a NEAR/5 b`
    fn read_near(&mut self) -> Option<Clause> {
        let mut left = self.read_clause()?;
        while let Some(Operator::Near(distance)) = self.peek_operator() {
            self.skip_operator();
            let Some(right) = self.read_clause() else { break };
            let node = Node::Near { left: Box::new(left.node), right: Box::new(right.node), distance };
            left = Clause { node, end: right.end, ..left };
        }
        Some(left)
    }

    /// An operator with something before and after it: at the end of the query or of brackets it is an ordinary word.
    fn peek_operator(&mut self) -> Option<Operator> {
        self.skip_spaces();
        if !self.has_operators {
            return None;
        }
        // No operator is longer; what is typed may be a page without a space.
        let length = self.rest().char_indices().take(MAX_OPERATOR + 1).find(|(_, c)| c.is_whitespace());
        let word = length.and_then(|(length, _)| self.rest().get(..length)).unwrap_or(self.rest());
        match word {
            "AND" => Some(Operator::And),
            "OR" => Some(Operator::Or),
            "NEAR" => Some(Operator::Near(NEAR)),
            _ => {
                let distance: u32 = word.strip_prefix("NEAR/")?.parse().ok()?;
                (distance > 0).then_some(Operator::Near(distance.min(MAX_NEAR)))
            }
        }
    }

    fn skip_operator(&mut self) {
        let rest = self.rest();
        self.at += rest.find(char::is_whitespace).unwrap_or(rest.len());
    }

    /// Takes this operator if it comes next and something follows it.
    fn take_operator(&mut self, wanted: Operator) -> bool {
        if self.peek_operator() != Some(wanted) {
            return false;
        }
        self.skip_operator();
        true
    }

    // ----------------------------------------------------------------------------------------------------- clauses

    /// One word, phrase, field or bracket with its sign; `None` if it asks for nothing.
    fn read_clause(&mut self) -> Option<Clause> {
        if !self.skip_spaces() || self.rest().starts_with(')') || self.peek_operator().is_some() {
            return None;
        }
        let start = self.at;
        let occur = self.read_sign();
        if occur != Occur::Should && self.peek_operator().is_some() {
            return None;
        }
        let node = if self.rest().starts_with('(') {
            self.read_group()
        } else {
            self.parts += 1;
            match self.read_field_name() {
                Some(name) => self.read_field(name, start),
                None => self.read_item(),
            }
        }?;
        Some(Clause { occur, node, start: start as u32, end: self.at as u32 })
    }

    /// A sign counts when a word follows at once: "a - b" is not "a -b". `NOT` counts as one.
    fn read_sign(&mut self) -> Occur {
        if let Some(rest) =
            self.rest().strip_prefix("NOT ").filter(|rest| self.has_operators && !rest.trim_start().is_empty())
        {
            self.at = self.text.len() - rest.trim_start().len();
            // One sign is enough.
            self.at += self.rest().len() - self.rest().trim_start_matches(is_sign).len();
            return Occur::MustNot;
        }
        let mut characters = self.rest().chars();
        let occur = match characters.next() {
            Some('+') => Occur::Must,
            Some('-' | '\u{2212}') => Occur::MustNot,
            _ => return Occur::Should,
        };
        let sign = self.rest().len() - characters.as_str().len();
        if characters.next().is_none_or(|c| c.is_whitespace() || matches!(c, '-' | '+' | ')')) {
            return Occur::Should;
        }
        self.at += sign;
        occur
    }

    fn read_group(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        if self.depth == MAX_DEPTH {
            self.remark(start, self.at, RemarkCode::TooDeep(MAX_DEPTH as u32));
            return None;
        }
        self.depth += 1;
        let clauses = self.read_list();
        self.depth -= 1;
        if self.rest().starts_with(')') {
            self.at += 1;
        } else {
            self.remark(start, start + 1, RemarkCode::OpenBracket);
        }
        // Brackets around brackets say nothing more.
        if let [Clause { occur: Occur::Should, node: node @ (Node::Group(_) | Node::Any(_) | Node::Near { .. }), .. }] =
            clauses.as_slice()
        {
            return Some(node.clone());
        }
        (!clauses.is_empty()).then_some(Node::Group(clauses))
    }

    /// `name:` when letters stand before the colon and a value right after it. An address (`https://…`) is no field.
    fn read_field_name(&mut self) -> Option<String> {
        let (name, value) = self.rest().split_once(':')?;
        let has_value = value.chars().next().is_some_and(|c| !ends_word(c) || is_quote(c)) && !value.starts_with("//");
        if !is_field_name(name) || !has_value {
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
                Ok(range) => Some(Node::Dates { text: value.text().split_whitespace().collect(), range }),
                Err(_) => {
                    self.remark(start, self.at, RemarkCode::NotADate(value.text().trim().into()));
                    None
                }
            };
        }
        if value.text().trim().is_empty() {
            self.remark(start, self.at, RemarkCode::NoValue(name));
            return None;
        }
        Some(Node::Field { name, value })
    }

    fn read_item(&mut self) -> Option<Node> {
        let start = self.at;
        if let Some(text) = self.read_quoted() {
            return (!text.trim().is_empty()).then_some(Node::Phrase(text));
        }
        let word = self.read_word().to_string();
        if let Some(fuzzy) = word.strip_suffix('~').filter(|word| word.ends_with(char::is_alphanumeric)) {
            return Some(Node::Fuzzy(fuzzy.to_string()));
        }
        let is_wild = |c: char| matches!(c, '*' | '?');
        // A question mark after a word ends a question.
        let word = word.trim_end_matches('?').to_string();
        if word.contains(is_wild) && word.contains(char::is_alphanumeric) {
            if word.starts_with(char::is_alphanumeric) {
                return Some(Node::Pattern(word));
            }
            self.remark(start, self.at, RemarkCode::LeadingWildcard);
            let letters = word.split(|c: char| !c.is_alphanumeric()).find(|letters| !letters.is_empty());
            return letters.map(plain_word);
        }
        (!word.is_empty()).then(|| plain_word(&word))
    }

    /// The text between quotation marks, if one opens here. One that is never closed reaches to the end.
    fn read_quoted(&mut self) -> Option<String> {
        let start = self.at;
        let open = self.rest().chars().next().filter(|&c| is_quote(c))?;
        let inner = start + open.len_utf8();
        let closing = self.text.get(inner..)?.char_indices().find(|&(_, c)| is_quote(c));
        let (end, next) = match closing {
            Some((at, quote)) => (inner + at, inner + at + quote.len_utf8()),
            None => (self.text.len(), self.text.len()),
        };
        self.at = next;
        if closing.is_none() {
            self.remark(start, next, RemarkCode::OpenQuotation);
        }
        Some(self.text.get(inner..end)?.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Up to a space, a bracket or a quotation mark.
    fn read_word(&mut self) -> &'t str {
        let rest = self.rest();
        let word = rest.split(ends_word).next().unwrap_or_default();
        self.at += word.len();
        word
    }
}

/// An operator that joins nothing is a word, and must not become an operator when the query is printed.
fn plain_word(word: &str) -> Node {
    let is_operator = matches!(word, "AND" | "OR" | "NOT" | "NEAR") || word.starts_with("NEAR/");
    Node::Word(if is_operator { word.to_ascii_lowercase() } else { word.to_string() })
}

/// Clauses none of which is nested deeper than this. Operators nest without brackets but are printed with them: what is
/// too deep becomes its words, or the printed query would be parsed differently.
fn dissolve(clauses: Vec<Clause>, depth: usize) -> Vec<Clause> {
    let of_clause = |clause: Clause| match clause.node {
        node if height(&node) <= depth => vec![Clause { node, ..clause }],
        Node::Group(inner) if depth > 0 => vec![Clause { node: Node::Group(dissolve(inner, depth - 1)), ..clause }],
        Node::Any(inner) if depth > 0 => vec![Clause { node: Node::Any(dissolve(inner, depth - 1)), ..clause }],
        node => words(Clause { node, ..clause }),
    };
    clauses.into_iter().flat_map(of_clause).collect()
}

/// How many brackets inside brackets a node is printed with.
fn height(node: &Node) -> usize {
    match node {
        Node::Group(clauses) | Node::Any(clauses) => {
            1 + clauses.iter().map(|clause| height(&clause.node)).max().unwrap_or(0)
        }
        Node::Near { left, right, .. } => 1 + height(left).max(height(right)),
        _ => 0,
    }
}

/// The smallest parts of a clause, none of them required.
fn words(clause: Clause) -> Vec<Clause> {
    match clause.node {
        Node::Group(clauses) | Node::Any(clauses) => clauses.into_iter().flat_map(words).collect(),
        Node::Near { left, right, .. } => {
            [*left, *right].into_iter().flat_map(|node| words(Clause { node, ..clause })).collect()
        }
        node => {
            let occur = if clause.occur == Occur::MustNot { Occur::MustNot } else { Occur::Should };
            vec![Clause { occur, node, ..clause }]
        }
    }
}

/// Clauses as one, from the start of the first to the end of the last.
fn join(occur: Occur, clauses: Vec<Clause>, node: fn(Vec<Clause>) -> Node) -> Clause {
    let (start, end) = (clauses.first().map_or(0, |c| c.start), clauses.last().map_or(0, |c| c.end));
    Clause { occur, node: node(clauses), start, end }
}

/// Whether letters before a colon name a field: not a time of day.
pub(super) fn is_field_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !name.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '+' | '-' | '\u{2212}')
}

pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')')
}

/// Quotation marks as keyboards and word processors write them; not apostrophes.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The query as printed, then the places of the remarks.
    fn read(text: &str) -> String {
        let query = parse(text);
        let remarks = query.remarks.iter().map(|remark| format!(" | {}..{}", remark.start, remark.end));
        query.to_string() + &remarks.collect::<String>()
    }

    fn kind(text: &str) -> &'static str {
        match &parse(text).clauses[0].node {
            Node::Word(_) => "word",
            Node::Pattern(_) => "pattern",
            Node::Fuzzy(_) => "fuzzy",
            Node::Phrase(_) => "phrase",
            Node::Near { .. } => "near",
            Node::Group(_) | Node::Any(_) => "group",
            Node::Field { .. } => "field",
            Node::Dates { .. } => "dates",
        }
    }

    #[test]
    fn clauses_are_read_as_typed() {
        let cases = [
            ("", ""),
            ("forced labor", "forced labor"),
            ("“smart  quotes” x", "\"smart quotes\" x"),
            ("Bachelet -visit", "Bachelet -visit"),
            ("+must -\"not this\"", "+must -\"not this\""),
            ("-Publisher:\"Asian Lite\"", "-publisher:\"Asian Lite\""),
            ("date:2022-08..2022-09", "date:2022-08..2022-09"),
            ("48-page a - b", "48-page a - b"),
            ("https://un.org 10:30", "https://un.org 10:30"),
            ("how long was the report?", "how long was the report"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn operators_join_what_stands_beside_them() {
        let cases = [
            ("a AND b", "+(+a +b)"),
            ("a OR b c", "(a OR b) c"),
            ("a AND b OR c", "((+a +b) OR c)"),
            ("a AND NOT b", "+(+a -b)"),
            ("NOT a b", "-a b"),
            ("(a OR b) AND c", "+(+(a OR b) +c)"),
            ("a NEAR/5 b", "(a NEAR/5 b)"),
            ("a NEAR \"b c\"", "(a NEAR/10 \"b c\")"),
            ("a NEAR/999 b", "(a NEAR/30 b)"),
            ("-(a b)", "-(a b)"),
            ("and or near", "and or near"),
            ("PRESSURE ON DIEM TO STOP AND NOT SUPPRESS", "PRESSURE ON DIEM TO STOP and not SUPPRESS"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn each_way_of_writing_has_its_kind() {
        let cases = [
            ("detent*", "pattern"),
            ("de*ion", "pattern"),
            ("wom?n", "pattern"),
            ("why?", "word"),
            ("Uigur~", "fuzzy"),
            ("\"a * b\"", "phrase"),
            ("publisher:RFA", "field"),
            ("date:2022", "dates"),
            ("a NEAR b", "near"),
        ];
        for (text, expected) in cases {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_remarked_on() {
        let cases = [
            ("\"never closed", "\"never closed\" | 0..13"),
            ("date:yesterday x", "x | 0..14"),
            ("publisher:\"\"", " | 0..12"),
            ("publisher: x", "publisher: x"),
            ("*", "*"),
            ("*tion", "tion | 0..5"),
            ("\"\"", ""),
            ("(a b", "(a b) | 0..1"),
            ("a) b", "a b"),
            ("AND a", "a | 0..3"),
            ("a OR", "a"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn very_long_and_very_deep_queries_are_cut_with_a_remark() {
        let query = parse(&"word ".repeat(500));
        assert_eq!((query.clauses.len(), query.remarks.len()), (MAX_CLAUSES, 1));
        assert!(!parse(&"(".repeat(100_000)).remarks.is_empty());
        assert!(!parse(&"(a ".repeat(1_000)).remarks.is_empty());
    }

    #[test]
    fn operators_that_go_too_deep_are_printed_as_what_reads_the_same() {
        let near = vec!["a"; 30].join(" NEAR ");
        let brackets = "(a OR b AND -".repeat(16) + "c" + &")".repeat(16);
        for text in [near, brackets] {
            let printed = parse(&text).to_string();
            assert_eq!(parse(&printed).to_string(), printed);
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_and_prints_as_what_reads_the_same(
            text in "([-+()\"“”:*?~.a-c ]|date:|2022|title:| AND | OR |NOT | NEAR/3 |é|维|\\PC){0,40}"
        ) {
            let query = parse(&text);
            for clause in &query.clauses {
                prop_assert!(text.get(clause.start as usize..clause.end as usize).is_some());
            }
            let printed = query.to_string();
            prop_assert_eq!(parse(&printed).to_string(), printed);
        }
    }
}
