//! A query in terms of one corpus: words become index keys, fields and dates become filters, and the thesaurus adds its
//! variants.

use std::ops::Range;

use super::passage::Passage;
use crate::corpus::{DateRange, VariantGroup, VariantKind};
use crate::index::format::Root;
use crate::index::{
    FileId,
    reader::{Reader, Stop},
};
use crate::query::{Clause, Node, Occur, Query, Remark, Value, passage_parts};
use crate::text::{Analyzer, Folding, Token, for_each_token};

/// A query plan: what to look up in the index of one corpus, and what to tell the reader about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Everything that is matched in texts and titles, in the order of the query. Their indexes identify clauses
    /// elsewhere.
    pub clauses: Vec<PlannedClause>,
    /// Field filters at the top level of the query; all must hold.
    pub fields: Vec<FieldClause>,
    /// Date filters at the top level of the query; all must hold.
    pub dates: Vec<DateClause>,
    /// Groups of the thesaurus that the query touches.
    pub variants: Vec<TouchedGroup>,
    /// Remarks of the parser and of planning.
    pub remarks: Vec<Remark>,
}

/// A clause of the query, with what it means in this corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedClause {
    /// Optional, required or excluded.
    pub occur: Occur,
    /// What to look up.
    pub what: What,
    /// The clause as a query, without its sign; for explanations.
    pub text: String,
    /// Byte offset in the query at which the clause begins.
    pub start: u32,
    /// Byte offset at which it ends, exclusive.
    pub end: u32,
}

impl PlannedClause {
    /// Whether it contributes to scores: excluded clauses and filters do not.
    pub fn is_scored(&self) -> bool {
        self.occur != Occur::MustNot && !matches!(self.what, What::Field(_) | What::Dates(_))
    }
}

/// What a clause looks up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Alternatives: a document matches if it has any of them.
    Words(Vec<Sequence>),
    /// Proximity: any alternative of one side near any of the other, in either order.
    Near {
        /// Alternatives of the side typed first.
        left: Vec<Sequence>,
        /// Alternatives of the other side.
        right: Vec<Sequence>,
        /// Largest distance in positions, 1 for neighbours.
        distance: u32,
    },
    /// A long quotation, compared with the stored text.
    Passage(Passage),
    /// Clauses in brackets, not empty, combined as those of the query are.
    Group(Vec<PlannedClause>),
    /// A field filter in brackets.
    Field(FieldClause),
    /// A date filter in brackets.
    Dates(DateClause),
}

/// A word or phrase: slots at fixed distances from one another, at least one.
pub type Sequence = Vec<Slot>;

/// One word of a sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Distance in positions from the first slot, whose offset is 0.
    pub offset: u32,
    /// What the word may be.
    pub matcher: Matcher,
}

/// A condition on one word of a text: it has one of the keys in the right form, or fits the pattern.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matcher {
    /// Keys of the dictionary, one for each analyzer of the corpus, without repetitions.
    pub keys: Vec<String>,
    /// The only folded spelling that matches; `None` if all forms of the keys do.
    pub form: Option<String>,
    /// A pattern whose matches count besides the keys.
    pub pattern: Option<Pattern>,
    /// Whether only occurrences in titles match.
    pub is_in_title: bool,
}

/// A condition on the letters of a word rather than on its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What the folded word must look like.
    pub shape: Shape,
    /// Prefix of all keys that such words may be under. Shorter than the words' own beginning where stemming may have
    /// cut them: the English stemmer leaves at least two letters.
    pub keys: String,
}

/// The shape of a word, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A pattern with `*` for any letters and `?` for exactly one.
    Wild(String),
    /// A word, and the largest distance to it: letters added, left out, replaced, or swapped with their neighbours
    /// (optimal string alignment).
    Fuzzy(String, usize),
}

impl Shape {
    /// Whether a folded form has this shape.
    pub fn fits(&self, form: &str) -> bool {
        match self {
            Shape::Wild(pattern) => is_wild_match(pattern, form),
            Shape::Fuzzy(word, most) => strsim::osa_distance(word, form) <= *most,
        }
    }
}

/// Wildcard matching with backtracking to the last `*`, which takes no more than pattern length times word length.
fn is_wild_match(pattern: &str, word: &str) -> bool {
    let (mut pattern, mut word) = (pattern.chars(), word.chars());
    let mut retry = None;
    loop {
        let here = word.clone();
        match (pattern.next(), word.next()) {
            (None, None) => return true,
            (Some('*'), _) => {
                word = here.clone();
                retry = Some((pattern.clone(), here));
            }
            (Some(wanted), Some(letter)) if wanted == letter || wanted == '?' => {}
            _ => {
                let Some((after_star, from)) = &mut retry else { return false };
                if from.next().is_none() {
                    return false;
                }
                (pattern, word) = (after_star.clone(), from.clone());
            }
        }
    }
}

/// A field filter typed into the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldClause {
    /// Name of a column of the corpus: `publisher`.
    pub field: String,
    /// The value as typed; matches as [`Filters::documents_of`](super::filter::Filters::documents_of) says.
    pub value: String,
    /// Whether documents with the value are excluded.
    pub is_excluded: bool,
}

/// A date filter typed into the query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateClause {
    /// The days asked for.
    pub range: DateRange,
    /// Whether documents of these days are excluded.
    pub is_excluded: bool,
}

/// A group of the thesaurus that has a word of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchedGroup {
    /// The variant that the query has.
    pub of: String,
    /// Kind of the group, which decides what is searched by default.
    pub kind: VariantKind,
    /// The group's note for readers; may be empty.
    pub note: String,
    /// The other variants of the group, each with whether it is searched.
    pub words: Vec<(String, bool)>,
}

/// The variants that the reader switched off or on; all others follow the kind of their group.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// Variants not to search.
    pub without: &'a [String],
    /// Variants to search though their kind does not ask for it.
    pub with: &'a [String],
}

impl Plan {
    /// Plans a query. Never fails: what the corpus does not know is searched as words or left out, with a remark.
    pub fn new(root: &Root, query: &Query, choice: Choice<'_>) -> Plan {
        let mut plan = Plan { remarks: query.remarks.clone(), ..Plan::default() };
        for clause in (Planner { root, choice }).list(&query.clauses, &mut plan) {
            // Filters of the whole query: facets are counted as if those of their own field were not there.
            match clause.what {
                What::Field(field) => plan.fields.push(field),
                What::Dates(dates) => plan.dates.push(dates),
                _ => plan.clauses.push(clause),
            }
        }
        plan
    }

    /// Every clause that is no bracket, inside brackets too, with the number of the outer one; excluded ones only where
    /// asked for.
    pub(super) fn leaves(&self, with_excluded: bool) -> Vec<(u32, &What)> {
        let mut found = Vec::new();
        let mut waiting: Vec<(u32, &PlannedClause)> = (0..).zip(&self.clauses).collect();
        while let Some((number, clause)) = waiting.pop() {
            match &clause.what {
                _ if clause.occur == Occur::MustNot && !with_excluded => {}
                What::Group(clauses) => waiting.extend(clauses.iter().map(|clause| (number, clause))),
                what => found.push((number, what)),
            }
        }
        found
    }

    /// Every word and phrase that is looked up, with the index of its clause; excluded ones only if `with_excluded`.
    pub fn sequences(&self, with_excluded: bool) -> Vec<(u32, &Sequence)> {
        let mut found = Vec::new();
        for (number, what) in self.leaves(with_excluded) {
            match what {
                What::Words(alternatives) => found.extend(alternatives.iter().map(|sequence| (number, sequence))),
                What::Near { left, right, .. } => {
                    found.extend(left.iter().chain(right).map(|sequence| (number, sequence)));
                }
                What::Passage(_) | What::Group(_) | What::Field(_) | What::Dates(_) => {}
            }
        }
        found
    }

    /// Every long quotation with the index of its clause; excluded ones only if `with_excluded`.
    pub fn passages(&self, with_excluded: bool) -> Vec<(u32, &Passage)> {
        let leaves = self.leaves(with_excluded).into_iter();
        leaves
            .filter_map(|(number, what)| match what {
                What::Passage(passage) => Some((number, passage)),
                _ => None,
            })
            .collect()
    }

    /// Calls `visit` for every long quotation, in brackets too, with its byte range in the query; ends at the first
    /// failure.
    pub fn for_each_passage(
        &mut self,
        mut visit: impl FnMut(&mut Passage, Range<u32>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        let mut waiting: Vec<&mut PlannedClause> = self.clauses.iter_mut().collect();
        while let Some(clause) = waiting.pop() {
            match &mut clause.what {
                What::Group(clauses) => waiting.extend(clauses),
                What::Passage(passage) => visit(passage, clause.start..clause.end)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Every field filter of the query, in brackets too.
    pub fn field_clauses(&self) -> Vec<&FieldClause> {
        let mut found: Vec<&FieldClause> = self.fields.iter().collect();
        found.extend(self.leaves(true).into_iter().filter_map(|(_, what)| match what {
            What::Field(field) => Some(field),
            _ => None,
        }));
        found
    }

    /// Whether the query has a date filter, in brackets too.
    pub fn has_dates(&self) -> bool {
        !self.dates.is_empty() || self.leaves(true).iter().any(|(_, what)| matches!(what, What::Dates(_)))
    }

    /// The files that evaluation will read, possibly with repetitions: terms of all words, positions where needed.
    pub fn files(&self, reader: &Reader<'_>) -> Vec<FileId> {
        let has_near = self.leaves(true).iter().any(|(_, what)| matches!(what, What::Near { .. }));
        let mut files = Vec::new();
        let passages = self.passages(true);
        let keys = passages.iter().flat_map(|(_, passage)| passage.matchers()).flat_map(|matcher| &matcher.keys);
        files.extend(keys.filter_map(|key| reader.shard_of(key)).map(|shard| shard.terms));
        for (_, sequence) in self.sequences(true) {
            for Slot { matcher, .. } in sequence {
                let by_key = matcher.keys.iter().filter_map(|key| reader.shard_of(key));
                let by_pattern = matcher.pattern.iter().flat_map(|pattern| reader.shards_of_prefix(&pattern.keys));
                for shard in by_key.chain(by_pattern) {
                    files.push(shard.terms);
                    // For a pattern they are asked for only if it does not cover all forms of a term.
                    if has_near || sequence.len() > 1 || matcher.form.is_some() || matcher.is_in_title {
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
    choice: Choice<'a>,
}

impl Planner<'_> {
    fn folding(&self) -> &Folding {
        &self.root.folding
    }

    /// The clauses of the query or of a bracket.
    fn list(&self, clauses: &[Clause], plan: &mut Plan) -> Vec<PlannedClause> {
        let mut planned: Vec<PlannedClause> = clauses.iter().filter_map(|clause| self.clause(clause, plan)).collect();
        self.drop_stop_words(&mut planned);
        self.add_variants(clauses, &mut planned, plan);
        planned
    }

    /// Nothing where it asks for nothing: punctuation alone, an empty bracket.
    fn clause(&self, clause: &Clause, plan: &mut Plan) -> Option<PlannedClause> {
        let is_excluded = clause.occur == Occur::MustNot;
        let (what, occur) = match &clause.node {
            Node::Near { left, right, distance } => {
                let (left, right) = (self.near(left, clause, plan), self.near(right, clause, plan));
                (What::Near { left: left?, right: right?, distance: *distance }, clause.occur)
            }
            Node::Group(clauses) => {
                let planned = self.list(clauses, plan);
                (What::Group(Some(planned).filter(|planned| !planned.is_empty())?), clause.occur)
            }
            Node::Any(clauses) => {
                let mut planned = self.list(clauses, plan);
                // What is meant when it stands alone is only one of several possibilities here.
                let required = planned.iter_mut().filter(|clause| clause.occur == Occur::Must);
                required.for_each(|clause| clause.occur = Occur::Should);
                (What::Group(Some(planned).filter(|planned| !planned.is_empty())?), clause.occur)
            }
            Node::Field { name, value } if name == "title" => {
                (self.words(vec![self.title(value)])?, required(clause.occur))
            }
            Node::Field { name, value } => match self.field(name) {
                Some(field) => {
                    let value = value.text().into();
                    (What::Field(FieldClause { field, value, is_excluded }), required(clause.occur))
                }
                None => {
                    plan.remarks.push(self.unknown_field(name, clause));
                    (self.words(vec![self.stemmed(&format!("{name} {}", value.text()))])?, clause.occur)
                }
            },
            Node::Dates { range, .. } => {
                (What::Dates(DateClause { range: *range, is_excluded }), required(clause.occur))
            }
            Node::Phrase(text) => {
                let what = match passage_parts(text) {
                    Some(parts) => What::Passage(self.passage(&parts)),
                    None => self.words(vec![self.phrase(text)])?,
                };
                (what, required(clause.occur))
            }
            node => (self.words(self.alternatives(node))?, clause.occur),
        };
        let (start, end, text) = (clause.start, clause.end, clause.node.to_string());
        Some(PlannedClause { occur, what, text, start, end })
    }

    /// What a single word, of whatever kind, may stand for.
    fn alternatives(&self, node: &Node) -> Vec<Sequence> {
        match node {
            Node::Word(word) => self.word(word),
            Node::Pattern(word) => self.pattern(word),
            Node::Fuzzy(word) => self.fuzzy(word),
            Node::Phrase(text) => vec![self.phrase(text)],
            _ => Vec::new(),
        }
    }

    fn words(&self, alternatives: Vec<Sequence>) -> Option<What> {
        let alternatives: Vec<Sequence> = alternatives.into_iter().filter(|sequence| !sequence.is_empty()).collect();
        (!alternatives.is_empty()).then_some(What::Words(alternatives))
    }

    /// One side of a NEAR, with its variants if it is a plain word.
    fn near(&self, node: &Node, clause: &Clause, plan: &mut Plan) -> Option<Vec<Sequence>> {
        let (start, end) = (clause.start, clause.end);
        let Some(what) = self.words(self.alternatives(node)) else {
            plan.remarks.push(Remark { start, end, message: "NEAR stands between words or phrases.".into() });
            return None;
        };
        let side = Clause { occur: Occur::Should, node: node.clone(), start, end };
        let mut planned = vec![PlannedClause { occur: Occur::Should, what, text: node.to_string(), start, end }];
        if clause.occur != Occur::MustNot {
            self.add_variants(&[side], &mut planned, plan);
        }
        match planned.pop()?.what {
            What::Words(alternatives) => Some(alternatives),
            _ => None,
        }
    }

    /// The word, and where it is hyphenated also its parts written as one.
    fn word(&self, word: &str) -> Vec<Sequence> {
        let mut alternatives = vec![self.stemmed(word)];
        let whole = analyse(word, self.folding()).whole;
        alternatives.extend(whole.map(|whole| vec![Slot { offset: 0, matcher: self.any_form(&whole) }]));
        alternatives
    }

    /// Only the last part of what is typed may have `*` and `?`: in "re-educat*" it is the second word.
    fn pattern(&self, word: &str) -> Vec<Sequence> {
        let wild = word.find(['*', '?']).unwrap_or(word.len());
        let (beginning, rest) = word.split_at_checked(wild).unwrap_or((word, ""));
        let mut sequence = self.stemmed(beginning);
        let last_form = analyse(beginning, self.folding()).forms.pop();
        if let (Some(last), Some((_, form))) = (sequence.last_mut(), last_form) {
            let (keys, shape) = (self.keys_from(&form), Shape::Wild(form + &self.folding().fold(rest)));
            last.matcher = Matcher { pattern: Some(Pattern { keys, shape }), ..Matcher::default() };
        }
        vec![sequence]
    }

    /// Words spelled nearly so that begin with the same letter: one change in a short word, two in a longer one.
    fn fuzzy(&self, word: &str) -> Vec<Sequence> {
        let mut alternatives = self.word(word);
        let form = self.folding().fold(word);
        let keys = form.chars().next().map(String::from).unwrap_or_default();
        let most = if form.chars().count() < 6 { 1 } else { 2 };
        let pattern = Some(Pattern { keys, shape: Shape::Fuzzy(form, most) });
        alternatives.push(vec![Slot { offset: 0, matcher: Matcher { pattern, ..Matcher::default() } }]);
        alternatives
    }

    /// How the keys begin that words with this beginning may be under.
    fn keys_from(&self, beginning: &str) -> String {
        let may_be_stemmed = beginning.is_ascii() && self.root.analyzers.contains(&Analyzer::English);
        if may_be_stemmed { beginning.get(..2).unwrap_or(beginning) } else { beginning }.into()
    }

    fn phrase(&self, text: &str) -> Sequence {
        let exactly = |form: &String| Matcher { form: Some(form.clone()), ..self.any_form(form) };
        let mut phrase = Vec::new();
        let mut next = 0;
        for word in text.split_whitespace() {
            // A star stands for one word.
            if word == "*" {
                next += 1;
                continue;
            }
            let Analysed { forms, positions, .. } = analyse(word, self.folding());
            phrase.extend(forms.iter().map(|(at, form)| Slot { offset: next + at, matcher: exactly(form) }));
            next += positions;
        }
        let first = phrase.first().map_or(0, |slot: &Slot| slot.offset);
        phrase.iter_mut().for_each(|slot| slot.offset -= first);
        phrase
    }

    fn passage(&self, parts: &[&str]) -> Passage {
        Passage::new(parts, self.folding(), |form| self.is_stop_word(form), |form| self.any_form(form))
    }

    fn is_stop_word(&self, form: &str) -> bool {
        self.root.analyzers.iter().any(|analyzer| analyzer.is_stop_word(form))
    }

    fn stemmed(&self, text: &str) -> Sequence {
        self.sequence(text, |form| self.any_form(form))
    }

    fn title(&self, value: &Value) -> Sequence {
        let mut sequence = match value {
            Value::Word(word) => self.stemmed(word),
            Value::Quoted(text) => self.phrase(text),
        };
        sequence.iter_mut().for_each(|slot| slot.matcher.is_in_title = true);
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
    fn drop_stop_words(&self, clauses: &mut Vec<PlannedClause>) {
        let is_stop = |clause: &PlannedClause| {
            clause.occur == Occur::Should && self.is_stop_word(&self.folding().fold(&clause.text))
        };
        let is_filter = |clause: &PlannedClause| matches!(clause.what, What::Field(_) | What::Dates(_));
        let is_content =
            |clause: &PlannedClause| clause.occur != Occur::MustNot && !is_filter(clause) && !is_stop(clause);
        if clauses.iter().any(is_content) {
            clauses.retain(|clause| !is_stop(clause));
        }
    }

    // ------------------------------------------------------------------------------------------------------ variants

    fn add_variants(&self, clauses: &[Clause], planned: &mut Vec<PlannedClause>, plan: &mut Plan) {
        // Only runs of plain words have variants: what is quoted is meant as written, and what is excluded exactly so.
        let is_plain = |clause: &Clause| matches!(clause.node, Node::Word(_)) && clause.occur != Occur::MustNot;
        for group in &self.root.thesaurus.groups {
            for run in clauses.split(|clause| !is_plain(clause)) {
                self.add_group(group, run, planned, plan);
            }
        }
    }

    fn add_group(&self, group: &VariantGroup, run: &[Clause], planned: &mut Vec<PlannedClause>, plan: &mut Plan) {
        let terms: Vec<Vec<String>> = run.iter().map(|clause| self.terms(word_of(clause))).collect();
        for variant in &group.words {
            let wanted: Vec<String> = self.terms(variant);
            let found = (0..terms.len()).find_map(|start| Some((start, starts_with(&terms[start..], &wanted)?)));
            if let Some((start, count)) = found {
                let (own, others) = self.touch(group, &run[start..start + count], &wanted, planned);
                let (kind, note) = (group.kind, group.note.clone());
                plan.variants.push(TouchedGroup { of: own, kind, note, words: others });
                return;
            }
        }
    }

    /// The query has words of the group: adds the others that are to be searched. Returns those of the query, and the
    /// others with whether they are searched.
    fn touch(
        &self,
        group: &VariantGroup,
        words: &[Clause],
        own: &[String],
        planned: &mut Vec<PlannedClause>,
    ) -> (String, Vec<(String, bool)>) {
        let same = |list: &[String], word: &str| list.iter().any(|other| self.terms(other) == self.terms(word));
        let mut seen = vec![own.to_vec()];
        let mut others = Vec::new();
        for word in &group.words {
            let terms = self.terms(word);
            if seen.contains(&terms) {
                continue;
            }
            seen.push(terms);
            let is_active = if group.kind.is_applied_by_default() {
                !same(self.choice.without, word)
            } else {
                same(self.choice.with, word)
            };
            others.push((word.clone(), is_active));
        }
        let mut active: Vec<Sequence> =
            others.iter().filter(|(_, is_active)| *is_active).map(|(word, _)| self.stemmed(word)).collect();
        let (start, end) = (words[0].start, words[words.len() - 1].end);
        let of = words.iter().map(word_of).collect::<Vec<_>>().join(" ");
        if !active.is_empty() {
            let whole = planned.iter_mut().find(|clause| clause.start == start && clause.end == end);
            match whole.map(|clause| &mut clause.what) {
                Some(What::Words(alternatives)) => alternatives.extend(active),
                _ => {
                    // What was typed is one of the alternatives, or its variants would count for more than itself.
                    active.push(self.stemmed(&of));
                    let (occur, what, text) = (Occur::Should, What::Words(active), of.clone());
                    planned.push(PlannedClause { occur, what, text, start, end });
                }
            }
        }
        (of, others)
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
    /// How many positions the text has.
    positions: u32,
}

fn analyse(text: &str, folding: &Folding) -> Analysed {
    let mut analysed = Analysed { forms: Vec::new(), whole: None, positions: 0 };
    // Position of the character that the last pair already covers.
    let mut covered = None;
    let positions =
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
    analysed.positions = positions;
    analysed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn analysed(text: &str) -> String {
        let Analysed { forms, whole, .. } = analyse(text, &Folding::of(&text.chars().collect()));
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
    fn patterns_fit_whole_words() {
        let cases = [
            ("detent*", "detention", true),
            ("detent*", "detent", true),
            ("de*ion", "detention", true),
            ("de*ion", "detentions", false),
            ("wom?n", "women", true),
            ("wom?n", "womn", false),
            ("a*b*c", "aXbXbXc", true),
            ("a*b*c", "aXcXb", false),
            ("*", "", true),
        ];
        for (pattern, word, expected) in cases {
            assert_eq!(is_wild_match(pattern, word), expected, "{pattern} {word}");
        }
    }

    #[test]
    fn hyphenated_words_are_looked_up_in_parts_and_whole() {
        assert_eq!(analysed("re-education"), "re0 education1 = reeducation");
        assert_eq!(analysed("re-education camps"), "re0 education1 camps2");
        assert_eq!(analysed("48-page"), "480 page1 = 48page");
        assert_eq!(analysed("a-ab"), "a0 ab1 = aab");
    }
}
