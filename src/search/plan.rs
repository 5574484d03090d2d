//! A query in the terms of one corpus: words become index keys, fields and dates become filters, the thesaurus adds
//! its variants.

use crate::corpus::{DateRange, VariantGroup, VariantKind};
use crate::index::format::{Root, key};
use crate::index::{FileId, reader::Reader};
use crate::query::{Clause, Node, Occur, Query, Remark, Value};
use crate::text::{Analyzer, Folding, Token, for_each_token};

/// What to look up, and what to tell the reader about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    pub clauses: Vec<PlannedClause>,
    pub fields: Vec<FieldClause>,
    pub dates: Vec<DateClause>,
    pub variants: Vec<TouchedGroup>,
    pub remarks: Vec<Remark>,
}

/// Words of the text: a document matches when it has any of the alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedClause {
    pub occur: Occur,
    pub alternatives: Vec<Sequence>,
    /// As typed.
    pub text: String,
    pub start: u32,
    pub end: u32,
}

/// Words that must stand at these distances from one another.
pub type Sequence = Vec<Slot>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Positions after the first slot.
    pub offset: u32,
    pub matcher: Matcher,
}

/// What one word of the text may be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matcher {
    /// Any of these keys. One for each way in which the corpus's languages are analysed.
    pub keys: Vec<String>,
    /// Only in this spelling.
    pub form: Option<String>,
    /// Any word that starts so.
    pub prefix: Option<Prefix>,
}

/// The beginning of words, as written, and of the keys they may be under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    pub forms: String,
    /// Shorter where stemming may have cut the words: the English stemmer leaves at least two letters.
    pub keys: String,
}

/// A value typed after a field's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldClause {
    pub field: String,
    pub value: String,
    pub is_excluded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateClause {
    pub range: DateRange,
    pub is_excluded: bool,
}

/// A thesaurus group one of whose words the query has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchedGroup {
    /// The words of the query.
    pub of: String,
    pub kind: VariantKind,
    pub note: String,
    /// The other words, and whether they are searched.
    pub words: Vec<(String, bool)>,
}

/// Which variants the reader switched off or on.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    pub without: &'a [String],
    pub with: &'a [String],
}

impl Plan {
    pub fn new(root: &Root, query: &Query, choice: Choice<'_>) -> Plan {
        let mut plan = Plan { remarks: query.remarks.clone(), ..Plan::default() };
        let planner = Planner { root };
        for clause in &query.clauses {
            planner.plan(clause, &mut plan);
        }
        planner.drop_stop_words(&mut plan);
        planner.add_variants(query, choice, &mut plan);
        plan
    }

    /// Whether documents are chosen by their words at all.
    pub fn has_words(&self) -> bool {
        self.clauses.iter().any(|clause| clause.occur != Occur::MustNot)
    }

    /// The files of the index that evaluation reads.
    pub fn files(&self, reader: &Reader<'_>) -> Vec<FileId> {
        let mut files = Vec::new();
        for sequence in self.clauses.iter().flat_map(|clause| &clause.alternatives) {
            for Slot { matcher, .. } in sequence {
                let by_key = matcher.keys.iter().filter_map(|key| reader.shard_of(key));
                let by_prefix = matcher.prefix.iter().flat_map(|prefix| reader.shards_of_prefix(&prefix.keys));
                for shard in by_key.chain(by_prefix) {
                    files.push(shard.terms);
                    // For a prefix they are asked for only if it does not cover all forms of a term.
                    if sequence.len() > 1 || matcher.form.is_some() {
                        files.push(shard.positions);
                    }
                }
            }
        }
        files
    }
}

struct Planner<'a> {
    root: &'a Root,
}

impl Planner<'_> {
    fn folding(&self) -> &Folding {
        &self.root.folding
    }

    fn plan(&self, clause: &Clause, plan: &mut Plan) {
        let is_excluded = clause.occur == Occur::MustNot;
        let (text, alternatives, occur) = match &clause.node {
            Node::Word(word) => (word, self.word(word), clause.occur),
            Node::Prefix(word) => (word, self.prefix(word), clause.occur),
            Node::Phrase(text) => (text, vec![self.phrase(text)], required(clause.occur)),
            Node::Field { name, value } if name == "title" => (name, vec![self.title(value)], required(clause.occur)),
            Node::Field { name, value } => match self.field(name) {
                Some(field) => {
                    plan.fields.push(FieldClause { field, value: value.text().into(), is_excluded });
                    return;
                }
                None => {
                    plan.remarks.push(self.unknown_field(name, clause));
                    (name, vec![self.stemmed(&format!("{name} {}", value.text()))], clause.occur)
                }
            },
            Node::Dates { range, .. } => {
                plan.dates.push(DateClause { range: *range, is_excluded });
                return;
            }
        };
        let alternatives: Vec<Sequence> = alternatives.into_iter().filter(|sequence| !sequence.is_empty()).collect();
        // Punctuation alone asks for nothing.
        if !alternatives.is_empty() {
            let (start, end) = (clause.start, clause.end);
            plan.clauses.push(PlannedClause { occur, alternatives, text: text.clone(), start, end });
        }
    }

    /// The word, and where it is hyphenated also its parts written as one.
    fn word(&self, word: &str) -> Vec<Sequence> {
        let mut alternatives = vec![self.stemmed(word)];
        let whole = analyse(word, self.folding()).whole;
        alternatives.extend(whole.map(|whole| vec![Slot { offset: 0, matcher: self.any_form(&whole) }]));
        alternatives
    }

    fn prefix(&self, word: &str) -> Vec<Sequence> {
        let mut sequence = self.stemmed(word);
        let forms = analyse(word, self.folding()).forms;
        if let (Some(last), Some((_, form))) = (sequence.last_mut(), forms.last()) {
            last.matcher = Matcher { prefix: Some(self.prefix_of(form)), ..Matcher::default() };
        }
        vec![sequence]
    }

    fn prefix_of(&self, form: &str) -> Prefix {
        let may_be_stemmed = form.is_ascii() && self.root.analyzers.contains(&Analyzer::English);
        let keys = if may_be_stemmed { form.get(..2).unwrap_or(form) } else { form };
        Prefix { forms: form.into(), keys: keys.into() }
    }

    fn phrase(&self, text: &str) -> Sequence {
        let exactly = |form: &String| Matcher { form: Some(form.clone()), ..self.any_form(form) };
        self.sequence(text, exactly)
    }

    fn stemmed(&self, text: &str) -> Sequence {
        self.sequence(text, |form| self.any_form(form))
    }

    fn title(&self, value: &Value) -> Sequence {
        let mut sequence = match value {
            Value::Word(word) => self.stemmed(word),
            Value::Quoted(text) => self.phrase(text),
        };
        for slot in &mut sequence {
            slot.matcher.keys = slot.matcher.keys.iter().map(|term| key::title(term)).collect();
        }
        sequence
    }

    fn sequence(&self, text: &str, matcher: impl Fn(&String) -> Matcher) -> Sequence {
        let forms = analyse(text, self.folding()).forms;
        let first = forms.first().map_or(0, |(position, _)| *position);
        forms.iter().map(|(position, form)| Slot { offset: position - first, matcher: matcher(form) }).collect()
    }

    fn any_form(&self, form: &str) -> Matcher {
        let mut keys: Vec<String> = self.root.analyzers.iter().map(|analyzer| analyzer.term(form)).collect();
        keys.dedup();
        Matcher { keys, ..Matcher::default() }
    }

    /// The column that a field's name means.
    fn field(&self, name: &str) -> Option<String> {
        let name = if name == "lang" { "language" } else { name };
        self.root.columns.iter().find(|column| column.field == name).map(|column| column.field.clone())
    }

    fn unknown_field(&self, name: &str, clause: &Clause) -> Remark {
        let fields: Vec<&str> = self.root.columns.iter().map(|column| column.field.as_str()).collect();
        let message = format!(
            "This corpus has no field “{name}”; it was searched as words. Fields: title, date, {}.",
            fields.join(", ")
        );
        Remark { start: clause.start, end: clause.end, message }
    }

    /// "the", "what" and their like are not searched when any other word is: they would match nearly everything.
    fn drop_stop_words(&self, plan: &mut Plan) {
        let folding = self.folding();
        let is_stop = |clause: &PlannedClause| {
            let form = folding.fold(&clause.text);
            let is_prefix = clause.alternatives.iter().flatten().any(|slot| slot.matcher.prefix.is_some());
            let is_optional = clause.occur == Occur::Should && !is_prefix;
            is_optional && self.root.analyzers.iter().any(|analyzer| analyzer.is_stop_word(&form))
        };
        if plan.clauses.iter().any(|clause| clause.occur != Occur::MustNot && !is_stop(clause)) {
            plan.clauses.retain(|clause| !is_stop(clause));
        }
    }

    // ------------------------------------------------------------------------------------------------------ variants

    fn add_variants(&self, query: &Query, choice: Choice<'_>, plan: &mut Plan) {
        // Only runs of plain words have variants: what is quoted is meant as written, and what is excluded exactly so.
        let words: Vec<Option<&Clause>> = query
            .clauses
            .iter()
            .map(|clause| matches!(clause.node, Node::Word(_)).then_some(clause).filter(|c| c.occur != Occur::MustNot))
            .collect();
        for group in &self.root.thesaurus.groups {
            for run in words.split(Option::is_none) {
                let run: Vec<&Clause> = run.iter().copied().flatten().collect();
                self.add_group(group, &run, choice, plan);
            }
        }
    }

    fn add_group(&self, group: &VariantGroup, run: &[&Clause], choice: Choice<'_>, plan: &mut Plan) {
        let terms: Vec<Vec<String>> = run.iter().map(|clause| self.terms(word_of(clause))).collect();
        for variant in &group.words {
            let wanted: Vec<String> = self.terms(variant);
            let length = wanted.len();
            let found = (0..terms.len()).find(|&start| starts_with(&terms[start..], &wanted).is_some());
            let Some(start) = found.filter(|_| length > 0) else { continue };
            let count = starts_with(&terms[start..], &wanted).unwrap_or(1);
            self.touch(group, &run[start..start + count], &wanted, choice, plan);
            return;
        }
    }

    /// The query has a word of the group: the others are added, or offered.
    fn touch(&self, group: &VariantGroup, words: &[&Clause], own: &[String], choice: Choice<'_>, plan: &mut Plan) {
        let same = |list: &[String], word: &str| list.iter().any(|other| self.terms(other) == self.terms(word));
        let mut seen = vec![own.to_vec()];
        let mut others = Vec::new();
        for word in &group.words {
            let terms = self.terms(word);
            if seen.contains(&terms) {
                continue;
            }
            seen.push(terms);
            let is_active =
                if group.kind.is_applied_by_default() { !same(choice.without, word) } else { same(choice.with, word) };
            others.push((word.clone(), is_active));
        }
        let mut active: Vec<Sequence> =
            others.iter().filter(|(_, is_active)| *is_active).map(|(word, _)| self.stemmed(word)).collect();
        let (start, end) = (words[0].start, words[words.len() - 1].end);
        let of = words.iter().map(|clause| word_of(clause)).collect::<Vec<_>>().join(" ");
        if !active.is_empty() {
            match (words, plan.clauses.iter_mut().find(|clause| clause.start == start && clause.end == end)) {
                ([_], Some(clause)) => clause.alternatives.extend(active),
                _ => {
                    // What was typed is one of the alternatives, or its variants would count for more than itself.
                    active.push(self.stemmed(&of));
                    let (occur, text) = (Occur::Should, of.clone());
                    plan.clauses.push(PlannedClause { occur, alternatives: active, text, start, end });
                }
            }
        }
        plan.variants.push(TouchedGroup { of, kind: group.kind, note: group.note.clone(), words: others });
    }

    /// The words of a text as terms of the corpus's first language.
    fn terms(&self, text: &str) -> Vec<String> {
        let forms = analyse(text, self.folding()).forms;
        let analyzer = self.root.analyzers.last().copied();
        forms.into_iter().map(|(_, form)| analyzer.map_or(form.clone(), |analyzer| analyzer.term(&form))).collect()
    }
}

fn word_of(clause: &Clause) -> &str {
    match &clause.node {
        Node::Word(word) => word,
        _ => "",
    }
}

/// How many of the query's words make up the wanted terms, when they do.
fn starts_with(words: &[Vec<String>], wanted: &[String]) -> Option<usize> {
    let mut rest = wanted;
    for (count, word) in (1..).zip(words) {
        rest = rest.strip_prefix(word.as_slice()).filter(|_| !word.is_empty())?;
        if rest.is_empty() {
            return Some(count);
        }
    }
    None
}

/// A phrase or field value is meant.
fn required(occur: Occur) -> Occur {
    if occur == Occur::MustNot { Occur::MustNot } else { Occur::Must }
}

/// A text as a query looks it up.
struct Analysed {
    /// Forms with their positions. Pairs of characters stand for the characters they cover.
    forms: Vec<(u32, String)>,
    /// The text as one hyphenated word, if it is one.
    whole: Option<String>,
}

fn analyse(text: &str, folding: &Folding) -> Analysed {
    let mut analysed = Analysed { forms: Vec::new(), whole: None };
    // Position of the character that the last pair already covers.
    let mut covered = None;
    for_each_token(text, folding, |token: Token<'_>| match (token.is_extra, analysed.forms.last_mut()) {
        (true, Some((position, form))) if *position == token.position && token.form.starts_with(form.as_str()) => {
            // A pair of characters, told just after its first one.
            *form = token.form.to_string();
            covered = Some(token.position + 1);
        }
        (true, _) if token.position == 0 && token.end as usize == text.trim_end().len() => {
            analysed.whole = Some(token.form.to_string());
        }
        (true, Some(_)) if covered == Some(token.position) => {
            // The first character of this pair was left out because the pair before covers it.
            analysed.forms.push((token.position, token.form.to_string()));
            covered = Some(token.position + 1);
        }
        (true, _) => {}
        (false, _) if covered == Some(token.position) => {}
        (false, _) => analysed.forms.push((token.position, token.form.to_string())),
    });
    analysed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysed(text: &str) -> String {
        let Analysed { forms, whole } = analyse(text, &Folding::of(&text.chars().collect()));
        let forms: Vec<String> = forms.iter().map(|(position, form)| format!("{form}{position}")).collect();
        forms.join(" ") + &whole.map(|whole| format!(" = {whole}")).unwrap_or_default()
    }

    #[test]
    fn unspaced_text_is_looked_up_by_pairs() {
        let cases = [
            ("維", "維0"),
            ("維吾", "維吾0"),
            ("維吾爾", "維吾0 吾爾1"),
            ("維吾爾人", "維吾0 吾爾1 爾人2"),
            ("un在新疆", "un0 在新1 新疆2"),
        ];
        for (text, expected) in cases {
            assert_eq!(analysed(text), expected, "{text}");
        }
    }

    #[test]
    fn hyphenated_words_are_looked_up_in_parts_and_whole() {
        assert_eq!(analysed("re-education"), "re0 education1 = reeducation");
        assert_eq!(analysed("re-education camps"), "re0 education1 camps2");
        assert_eq!(analysed("48-page"), "48 0 page1 = 48page".replace("48 0", "480"));
        assert_eq!(analysed("a-ab"), "a0 ab1 = aab");
    }
}
