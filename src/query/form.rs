//! The advanced-search form: filled in, it becomes a query; a query that the form can express becomes a form again.

use super::parser::{MAX_NEAR, ends_word, is_quote, is_sign, parse};
use super::tree::{Clause, Node, Occur, Query, Value};
use crate::corpus::DateRange;

/// The form's fields as typed; empty ones ask for nothing. Words may be patterns (`detent*`) or quoted phrases.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// Words that must all occur.
    pub all: String,
    /// Words that must occur side by side, as written; quotation marks are not needed.
    pub phrase: String,
    /// Words of which at least one must occur.
    pub any: String,
    /// Words that must not occur.
    pub none: String,
    /// Two words or phrases that must occur near one another, in either order; both or neither are filled in.
    pub near: [String; 2],
    /// Distance between the two of `near` in words, 1 for neighbours; 0 stands for [`USUAL_DISTANCE`], more than 30 for
    /// 30.
    pub distance: u32,
    /// Words that must all occur in the title.
    pub title: String,
    /// Name of the metadata field that `value` restricts: `publisher`.
    pub field: String,
    /// Value that the field must have: `Radio Free Asia`.
    pub value: String,
    /// A range as [`DateRange::parse`] reads it: `2022-08..2022-09`.
    pub dates: String,
}

/// Distance of [`Form::near`] in words if the form gives none: half that of a bare `NEAR`.
pub const USUAL_DISTANCE: u32 = 5;

impl Form {
    /// The query for what is filled in; empty for an empty form. Operators typed into a field become words, and dates
    /// that [`DateRange::parse`] refuses are left out.
    ///
    /// ```
    /// use karez::query::Form;
    ///
    /// let form = Form { all: "forced labour".into(), none: "visit".into(), ..Form::default() };
    /// assert_eq!(form.write(), "+forced +labour -visit");
    /// assert_eq!(Form::read("+forced +labour -visit"), Some(form));
    /// ```
    pub fn write(&self) -> String {
        let mut required: Vec<Node> = parts(&self.all);
        required.extend(phrase(&self.phrase));
        let mut any = parts(&self.any);
        if any.len() == 1 {
            required.append(&mut any);
        }
        if let [Some(left), Some(right)] = self.near.each_ref().map(|text| sole(text)) {
            let distance = if self.distance == 0 { USUAL_DISTANCE } else { self.distance.min(MAX_NEAR) };
            required.push(Node::Near { left: Box::new(left), right: Box::new(right), distance });
        }
        required.extend(parts(&self.title).into_iter().filter_map(in_title));
        // A single part needs no sign, and alternatives alone need no brackets.
        let is_alone = required.len() == 1 && any.is_empty();
        let occur = if is_alone { Occur::Should } else { Occur::Must };
        let mut clauses: Vec<Clause> = required.into_iter().map(|node| clause(occur, node)).collect();
        if clauses.is_empty() {
            clauses.extend(any.into_iter().map(|node| clause(Occur::Should, node)));
        } else if !any.is_empty() {
            let any = any.into_iter().map(|node| clause(Occur::Should, node)).collect();
            clauses.push(clause(Occur::Must, Node::Any(any)));
        }
        clauses.extend(parts(&self.none).into_iter().map(|node| clause(Occur::MustNot, node)));
        let value = without_quotes(&self.value);
        if !self.field.is_empty() && !value.is_empty() {
            let value = if value.contains(ends_word) { Value::Quoted(value) } else { Value::Word(value) };
            clauses.push(clause(Occur::Should, Node::Field { name: self.field.clone(), value }));
        }
        let dates: String = self.dates.split_whitespace().collect();
        if let Ok(range) = DateRange::parse(&dates) {
            clauses.push(clause(Occur::Should, Node::Dates { text: dates, range }));
        }
        Query { clauses, remarks: Vec::new() }.to_string()
    }

    /// The form that expresses a query; `None` if the query says more than a form can, such as nested brackets.
    pub fn read(query: &str) -> Option<Form> {
        let clauses = flat(parse(query).clauses);
        let is_required = |clause: &&Clause| clause.occur == Occur::Must || is_in_title(&clause.node);
        let has_required = clauses.iter().filter(is_required).count() > 0;
        let optional =
            clauses.iter().filter(|clause| clause.occur == Occur::Should && !is_filter(&clause.node)).count();
        // Beside required words, optional ones only change the ranking: the form has no field for that.
        if has_required && optional > 0 {
            return None;
        }
        let mut form = Form::default();
        for Clause { occur, node, .. } in clauses {
            let is_free = occur == Occur::Should && optional > 1;
            match (occur, node) {
                (Occur::MustNot, node) => add(&mut form.none, &node)?,
                (_, Node::Field { name, value }) if name == "title" => {
                    add(&mut form.title, &value_node(value))?;
                }
                (_, Node::Field { name, value }) if form.field.is_empty() => {
                    form.value = value.text().into();
                    form.field = name;
                }
                (_, Node::Dates { text, .. }) if form.dates.is_empty() => form.dates = text,
                (_, Node::Any(any)) if !is_free && form.any.is_empty() => {
                    for clause in any {
                        (clause.occur == Occur::Should).then_some(())?;
                        add(&mut form.any, &clause.node)?;
                    }
                }
                (_, Node::Near { left, right, distance }) if !is_free && form.distance == 0 => {
                    for (text, node) in form.near.iter_mut().zip([left, right]) {
                        add(text, &node)?;
                    }
                    form.distance = distance;
                }
                (_, node) if is_free => add(&mut form.any, &node)?,
                (_, Node::Phrase(text)) if form.phrase.is_empty() => form.phrase = text,
                (_, node) => add(&mut form.all, &node)?,
            }
        }
        Some(form)
    }
}

fn clause(occur: Occur, node: Node) -> Clause {
    Clause { occur, node, start: 0, end: 0 }
}

/// The words and quotations in a field of the form, whatever else was typed into it.
fn parts(text: &str) -> Vec<Node> {
    fn leaves(clause: Clause, into: &mut Vec<Node>) {
        match clause.node {
            Node::Group(clauses) | Node::Any(clauses) => clauses.into_iter().for_each(|clause| leaves(clause, into)),
            Node::Near { left, right, .. } => {
                [*left, *right].into_iter().for_each(|node| leaves(self::clause(Occur::Should, node), into));
            }
            Node::Field { name, value } => into.extend(phrase(&format!("{name}:{}", value.text()))),
            Node::Dates { text, .. } => into.extend(phrase(&format!("date:{text}"))),
            // Without its signs, or written anew, it may look like a field, an operator or a pattern.
            Node::Word(word) | Node::Fuzzy(word)
                if word.starts_with(is_sign) || word.contains([':', '~', '*', '?']) =>
            {
                into.extend(bare(&word).as_deref().and_then(phrase));
            }
            Node::Pattern(word) if word.contains([':', '~']) => into.extend(phrase(&word)),
            Node::Word(word) => into.extend(bare(&word).map(Node::Word)),
            Node::Fuzzy(word) => into.extend(bare(&word).map(Node::Fuzzy)),
            node => into.push(node),
        }
    }
    let mut nodes = Vec::new();
    parse(text).clauses.into_iter().for_each(|clause| leaves(clause, &mut nodes));
    nodes
}

/// A word that can take a sign; `None` for what has no letters.
fn bare(word: &str) -> Option<String> {
    let bare = word.trim_start_matches(is_sign);
    bare.contains(char::is_alphanumeric).then(|| bare.into())
}

/// A field as one part: a word, or several side by side.
fn sole(text: &str) -> Option<Node> {
    let mut parts = parts(text);
    if parts.len() == 1 { parts.pop() } else { phrase(text) }
}

fn phrase(text: &str) -> Option<Node> {
    let text = without_quotes(text);
    (!text.is_empty()).then_some(Node::Phrase(text))
}

fn without_quotes(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || is_quote(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `None` for what cannot follow `title:`.
fn in_title(node: Node) -> Option<Node> {
    let value = match node {
        Node::Word(word) if !word.contains(ends_word) => Value::Word(word),
        Node::Phrase(text) | Node::Word(text) | Node::Pattern(text) | Node::Fuzzy(text) => Value::Quoted(text),
        _ => return None,
    };
    Some(Node::Field { name: "title".into(), value })
}

fn value_node(value: Value) -> Node {
    match value {
        Value::Word(word) => Node::Word(word),
        Value::Quoted(text) => Node::Phrase(text),
    }
}

fn is_in_title(node: &Node) -> bool {
    matches!(node, Node::Field { name, .. } if name == "title")
}

fn is_filter(node: &Node) -> bool {
    matches!(node, Node::Field { .. } | Node::Dates { .. })
}

/// `a AND b` says the same as `+a +b`.
fn flat(clauses: Vec<Clause>) -> Vec<Clause> {
    let flatten = |clause: Clause| match clause.node {
        Node::Group(inner)
            if clause.occur != Occur::MustNot && inner.iter().all(|inner| inner.occur == Occur::Must) =>
        {
            inner
        }
        node => vec![Clause { node, ..clause }],
    };
    clauses.into_iter().flat_map(flatten).collect()
}

/// Adds a word or quotation to a field; `None` for anything else.
fn add(field: &mut String, node: &Node) -> Option<()> {
    if !matches!(node, Node::Word(_) | Node::Pattern(_) | Node::Fuzzy(_) | Node::Phrase(_)) {
        return None;
    }
    if !field.is_empty() {
        field.push(' ');
    }
    field.push_str(&node.to_string());
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Form {
        Form { all: text.into(), ..Form::default() }
    }

    #[test]
    fn the_form_writes_what_an_adept_would_type() {
        let any = |text: &str| Form { any: text.into(), ..Form::default() };
        let near = Form { near: ["forced".into(), "labour camp".into()], distance: 3, ..Form::default() };
        let field = Form { field: "publisher".into(), value: "Associated Press".into(), ..all("camp") };
        let full = Form {
            phrase: "crimes against humanity".into(),
            any: "Uyghur Uighur".into(),
            none: "visit".into(),
            title: "report".into(),
            dates: "2022-08..2022-09".into(),
            ..all("UN detent*")
        };
        let cases = [
            (all("camp"), "camp"),
            (all("forced labour"), "+forced +labour"),
            (any("forced labour"), "forced labour"),
            (near, "(forced NEAR/3 \"labour camp\")"),
            (field, "camp publisher:\"Associated Press\""),
            (Form { dates: "soon".into(), ..all("camp") }, "camp"),
            (Form { title: "--O:NEAR".into(), ..Form::default() }, "title:\"O:NEAR\""),
            (Form { phrase: "“a b".into(), ..Form::default() }, "\"a b\""),
            (
                full,
                "+UN +detent* +\"crimes against humanity\" +title:report +(Uyghur OR Uighur) -visit date:2022-08..2022-09",
            ),
        ];
        for (form, expected) in cases {
            assert_eq!(form.write(), expected);
        }
    }

    #[test]
    fn queries_that_say_no_more_than_the_form_are_read_back() {
        for query in
            ["", "camp", "+a +b", "a AND b", "a b", "a OR b", "\"a b\"", "(a NEAR/3 b)", "-a", "+a +title:c -b"]
        {
            let form = Form::read(query);
            assert!(
                form.is_some() && form.as_ref().map(Form::write).as_deref().map(meaning) == Some(meaning(query)),
                "{query}: {form:?}"
            );
        }
        for query in [
            "+a b",
            "(a OR b) (c OR d)",
            "a AND (b OR (c d))",
            "-(a b)",
            "publisher:x publisher:y",
            "+a +(b NEAR c) +(d NEAR e)",
        ] {
            assert_eq!(Form::read(query), None, "{query}");
        }
    }

    /// What a query asks for, whatever its spelling.
    fn meaning(query: &str) -> Vec<String> {
        let clauses = flat(parse(query).clauses);
        let alternatives = |clause: Clause| match clause.node {
            Node::Any(clauses) if clause.occur == Occur::Should => clauses,
            node => vec![Clause { node, ..clause }],
        };
        clauses.into_iter().flat_map(alternatives).map(|clause| clause.to_string()).collect()
    }

    proptest! {
        #[test]
        fn what_the_form_writes_it_can_read_and_writes_again(
            fields in proptest::collection::vec("([abOR+:~*?\"()-]{0,3}|NEAR|date:none| ){0,4}", 7),
            distance in 0u32..9,
        ) {
            let [all, phrase, any, none, left, right, title] = fields.try_into().unwrap();
            let form = Form { all, phrase, any, none, near: [left, right], distance, title, ..Form::default() };
            let written = form.write();
            let read = Form::read(&written);
            prop_assert!(read.is_some(), "{}", written);
            let again = read.map(|form| form.write()).unwrap_or_default();
            // The parts may change places.
            let [mut before, mut after] = [&written, &again].map(|query| meaning(query));
            before.sort();
            after.sort();
            prop_assert_eq!(before, after, "{} / {}", written, again);
        }
    }
}
