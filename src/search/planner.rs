//! Translates a query into terms of one corpus: words become index keys, fields and dates become filters, the thesaurus
//! adds its variants.

use std::ops::RangeInclusive;

use super::matcher::{Matcher, Pattern, Sequence, Shape, Slot};
use super::passage::Passage;
use super::plan::{DateClause, FieldClause, Plan, PlannedClause, TouchedGroup, What};
use super::run::{Part, Run, merged, phrases};
use crate::corpus::VariantGroup;
use crate::index::format::Root;
use crate::query::{Clause, Node, Occur, Query, Remark, RemarkCode, UnknownField, Value, passage_parts};
use crate::text::{Analyzer, Folding, MAX_FORM, Token, for_each_token, is_unspaced};

/// Words of the longest run that is looked up with two of its words written as one.
const LONGEST_TERM: usize = 4;

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
        for clause in (Planner { root, choice }).list_with_runs(&query.clauses, &mut plan) {
            // Filters of the whole query: facets are counted as if those of their own field were not there.
            match clause.what {
                What::Field(field) => plan.fields.push(field),
                What::Dates(dates) => plan.dates.push(dates),
                _ => plan.clauses.push(clause),
            }
        }
        plan
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

    /// The same where clauses are typed side by side, not between `OR`s.
    fn list_with_runs(&self, clauses: &[Clause], plan: &mut Plan) -> Vec<PlannedClause> {
        let planned = self.list(clauses, plan);
        plan.runs.extend(runs(clauses).into_iter().filter_map(|run| self.run(run, &planned)));
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
                let runs = plan.runs.len();
                let planned = self.list_with_runs(clauses, plan);
                plan.runs.truncate(if is_excluded { runs } else { usize::MAX });
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
            plan.remarks.push(Remark { start, end, code: RemarkCode::NearNeedsWords });
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
        any_form(self.root, form)
    }

    /// The column that a field's name means.
    fn field(&self, name: &str) -> Option<String> {
        let name = if name == "lang" { "language" } else { name };
        self.root.columns.iter().find(|column| column.field == name).map(|column| column.field.clone())
    }

    fn unknown_field(&self, name: &str, clause: &Clause) -> Remark {
        let fields = self.root.columns.iter().map(|column| column.field.clone()).collect();
        let code = RemarkCode::UnknownField(UnknownField { name: name.into(), fields });
        Remark { start: clause.start, end: clause.end, code }
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

    // ---------------------------------------------------------------------------------------------------------- runs

    /// A run with what its words became, variants included. Nothing if fewer than two of them are searched.
    fn run(&self, run: &[Clause], planned: &[PlannedClause]) -> Option<Run> {
        let is_word = |clause: &&Clause| self.words(self.alternatives(&clause.node)).is_some();
        let is_searched =
            |word: &Clause| planned.iter().any(|clause| (clause.start, clause.end) == (word.start, word.end));
        let words: Vec<&Clause> = run.iter().filter(is_word).collect();
        // Stop words inside belong to the phrase, those at either end are left off: the search leaves them out.
        let first = words.iter().position(|word| is_searched(word))?;
        let last = words.iter().rposition(|word| is_searched(word))?;
        let words = &words[first..=last];
        if words.len() < 2 {
            return None;
        }
        let mut parts = parts(words, &run[0]..=&run[run.len() - 1], planned);
        let is_left_out = |at: &usize| !is_searched(words[*at]);
        for at in (0..words.len()).filter(is_left_out) {
            parts.push(Part { from: at, to: at + 1, alternatives: self.alternatives(&words[at].node) });
        }
        parts.extend(self.compounds(words, is_left_out));
        let of_word = |at: usize| {
            let is_of_it = |part: &&Part| (part.from..part.to).contains(&at) && part.to - part.from < words.len();
            parts.iter().filter(is_of_it).flat_map(|part| part.alternatives.clone()).collect()
        };
        let sides = (0..words.len()).filter(|at| !is_left_out(at)).map(of_word).collect();
        let text = words.iter().map(|word| word.node.to_string()).collect::<Vec<_>>().join(" ");
        let (start, end) = (run[0].start, run[run.len() - 1].end);
        Some(Run { text, start, end, sides, phrases: phrases(words.len(), &parts) })
    }

    /// Neighbouring words of a short run written as one: "reeducation" for "re education". Each costs a file; a longer
    /// run is rather a sentence than a term.
    fn compounds(&self, words: &[&Clause], is_left_out: impl Fn(&usize) -> bool) -> Vec<Part> {
        let single = |at: usize| {
            let Node::Word(word) = &words[at].node else { return None };
            let forms = analyse(word, self.folding()).forms;
            let is_single = forms.len() == 1 && !is_left_out(&at) && !word.contains(is_unspaced);
            forms.into_iter().next().filter(|_| is_single).map(|(_, form)| form)
        };
        let pair = |at: usize| {
            let whole = single(at)? + &single(at + 1)?;
            let alternatives = vec![vec![Slot { offset: 0, matcher: self.any_form(&whole) }]];
            (whole.len() <= MAX_FORM).then_some(Part { from: at, to: at + 2, alternatives })
        };
        let pairs = if words.len() > LONGEST_TERM { 0 } else { words.len() - 1 };
        (0..pairs).filter_map(pair).collect()
    }

    /// The words of a text as terms of the corpus's first language.
    fn terms(&self, text: &str) -> Vec<String> {
        let forms = analyse(text, self.folding()).forms;
        let analyzer = self.root.analyzers.last().copied();
        forms.into_iter().map(|(_, form)| analyzer.map_or(form.clone(), |analyzer| analyzer.term(&form))).collect()
    }
}

/// All words of this corpus that have the same term as a folded form in one of its languages.
pub fn any_form(root: &Root, form: &str) -> Matcher {
    let mut keys: Vec<String> = root.analyzers.iter().map(|analyzer| analyzer.term(form)).collect();
    keys.dedup();
    Matcher { keys, ..Matcher::default() }
}

/// All words that begin like this one, which may be hyphenated: as `word*` is looked up. Empty where there is no letter.
pub fn begun(root: &Root, word: &str) -> Sequence {
    let planner = Planner { root, choice: Choice { without: &[], with: &[] } };
    planner.pattern(&format!("{word}*")).pop().unwrap_or_default()
}

/// The words typed side by side among the clauses of a list, at least two at a time: plain ones, perhaps a pattern as
/// the last.
fn runs(clauses: &[Clause]) -> Vec<&[Clause]> {
    let is_optional = |clause: &Clause| clause.occur == Occur::Should;
    let is_word = |clause: &&Clause| is_optional(clause) && matches!(clause.node, Node::Word(_));
    let is_pattern = |clause: &&Clause| is_optional(clause) && matches!(clause.node, Node::Pattern(_));
    let (mut runs, mut from) = (Vec::new(), 0);
    while from < clauses.len() {
        let words = clauses[from..].iter().take_while(is_word).count();
        let to = from + words + usize::from(words > 0 && clauses.get(from + words).filter(is_pattern).is_some());
        runs.extend((to - from > 1).then(|| &clauses[from..to]));
        from = to.max(from + 1);
    }
    runs
}

/// What the clauses of a run's words say may stand for which of them.
fn parts(words: &[&Clause], run: RangeInclusive<&Clause>, planned: &[PlannedClause]) -> Vec<Part> {
    let is_in_run = |clause: &&PlannedClause| run.start().start <= clause.start && clause.end <= run.end().end;
    let part = |clause: &PlannedClause| {
        let What::Words(alternatives) = &clause.what else { return None };
        let from = words.partition_point(|word| word.start < clause.start);
        let to = words.partition_point(|word| word.end <= clause.end);
        (from < to).then(|| Part { from, to, alternatives: merged(alternatives) })
    };
    planned.iter().filter(is_in_run).filter_map(part).collect()
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
    fn hyphenated_words_are_looked_up_in_parts_and_whole() {
        assert_eq!(analysed("re-education"), "re0 education1 = reeducation");
        assert_eq!(analysed("re-education camps"), "re0 education1 camps2");
        assert_eq!(analysed("48-page"), "480 page1 = 48page");
        assert_eq!(analysed("a-ab"), "a0 ab1 = aab");
    }
}
