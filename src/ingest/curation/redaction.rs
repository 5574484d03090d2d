//! `redactions.toml`: what readers must not learn. It is replaced in a draft, before anything is made of it.
//!
//! Names are found however they are written (see [`crate::ingest::letters`]); patterns fit the text as it is.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::Path,
};

use percent_encoding::percent_decode_str;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::files::read_toml;
use crate::{
    corpus::{Block, Mark, Source},
    ingest::{
        entry::{Entry, Value},
        finding::{Finding, Severity},
        identity::slug,
        letters::{Letters, Names},
        source::rules::Pattern,
        tally,
    },
    text::token::is_unspaced,
};

/// The rules about what to hide.
pub const REDACTIONS_FILE: &str = "redactions.toml";

/// Shorter strings stand everywhere by chance, so that a search of the site for them tells nothing.
const MIN_SECRET: usize = 4;
/// A name of a script without spaces is shorter.
const MIN_UNSPACED_SECRET: usize = 2;

/// Keys whose values are codes and hashes. A pattern for numbers would spoil them, and they name nobody.
const CODES: [&str; 5] = ["language", "lang", "title_by", "original_sha256", "unknown"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    redact: Vec<Spanned<Row>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    names: Option<Vec<String>>,
    pattern: Option<Pattern>,
    text: Option<String>,
    document: Option<String>,
    reason: String,
    with: Option<String>,
}

#[derive(Debug, Clone)]
struct Rule {
    /// In `redactions.toml`, from 1.
    line: u32,
    what: What,
    reason: String,
    /// What stands in place of what is hidden.
    replacement: String,
}

#[derive(Debug, Clone)]
enum What {
    Names(Vec<String>),
    Pattern(Pattern),
    /// In the document of this id alone.
    Text {
        document: String,
        text: String,
    },
}

/// The rules of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    /// All names, in the order of the rules, and the rule of each.
    names: Names,
    rule_of_name: Vec<usize>,
    /// Texts of single documents: the id, the text, the rule.
    texts: Vec<(String, Names, usize)>,
}

/// What was replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacements {
    /// Replacements, by the place of their rule.
    by_rule: BTreeMap<usize, u32>,
    /// What patterns fitted.
    matched: BTreeSet<String>,
}

impl Replacements {
    pub fn is_empty(&self) -> bool {
        self.by_rule.is_empty() && self.matched.is_empty()
    }

    /// Adds the replacements of another file.
    pub fn add(&mut self, other: Replacements) {
        tally::add(&mut self.by_rule, other.by_rule);
        self.matched.extend(other.matched);
    }
}

/// What was hidden in a folder, for its report and for the search of the finished site.
#[derive(Debug, Clone, Default)]
pub struct Redactions {
    /// Replacements, by reason.
    pub by_reason: BTreeMap<String, u32>,
    secrets: BTreeSet<String>,
}

impl Redactions {
    /// What must stand nowhere in a site: names, texts, and every string that a pattern fitted. Strings of fewer than
    /// four characters (two, in scripts without spaces) are left out, since they stand everywhere by chance.
    pub fn secrets(&self) -> Vec<String> {
        self.secrets.iter().cloned().collect()
    }
}

/// Reads the rules, which may be missing.
pub fn read(folder: &Path) -> Result<Rules, Vec<Finding>> {
    let rows = read_toml(folder, REDACTIONS_FILE, |text| {
        let table: Table = toml::from_str(text)?;
        let line = |row: &Spanned<Row>| text[..row.span().start].matches('\n').count() as u32 + 1;
        Ok(table.redact.into_iter().map(|row| (line(&row), row.into_inner())).collect::<Vec<_>>())
    });
    let rows = rows
        .map_err(|fault| {
            vec![fault.remedy("each rule is [[redact]] with `reason` and one of `names`, `pattern`, `text`")]
        })?
        .unwrap_or_default();
    let (mut rules, mut faults) = (Vec::new(), Vec::new());
    for (line, row) in rows {
        match rule(line, row) {
            Ok(rule) => rules.push(rule),
            Err((message, remedy)) => faults.push(Finding::error(REDACTIONS_FILE, message).at(line).remedy(remedy)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let rules = Rules::new(rules).map_err(|error| vec![Finding::error(REDACTIONS_FILE, error.to_string())])?;
    let faults = rules.faults();
    if faults.is_empty() { Ok(rules) } else { Err(faults) }
}

/// A rule, or what is wrong with it and what to do.
fn rule(line: u32, row: Row) -> Result<Rule, (String, &'static str)> {
    let Row { names, pattern, text, document, reason, with } = row;
    let is_code = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    if reason.is_empty() || !reason.bytes().all(is_code) {
        return Err((format!("the reason “{reason}” is not a code"), "use only the letters a to z, digits, - and _"));
    }
    let has_letters = |text: &String| !Letters::of(text).is_empty();
    let what = match (names, pattern, text, document) {
        (Some(names), None, None, None) if !names.is_empty() && names.iter().all(has_letters) => What::Names(names),
        (Some(_), None, None, None) => {
            return Err(("a name is empty".into(), "write names with letters or digits, or remove the rule"));
        }
        (None, Some(pattern), None, None) if pattern.is_match("") => {
            return Err((
                "the pattern matches empty text".into(),
                "require at least one character, for example with `+` instead of `*`",
            ));
        }
        (None, Some(pattern), None, None) => What::Pattern(pattern),
        (None, None, Some(text), Some(document)) if has_letters(&text) => What::Text { document, text },
        (None, None, Some(_), Some(_)) => {
            return Err(("the text is empty".into(), "write the words to hide, or remove the rule"));
        }
        (None, None, Some(_), None) => {
            return Err(("`text` needs `document`".into(), "write the id of the document that contains it"));
        }
        (_, _, None, Some(_)) => {
            return Err(("`document` needs `text`".into(), "write the words to hide, or remove `document`"));
        }
        _ => {
            let message = "a rule has exactly one of `names`, `pattern` and `text`".into();
            return Err((message, "write a [[redact]] for each of them"));
        }
    };
    let replacement = with.unwrap_or_else(|| format!("[redacted: {reason}]"));
    Ok(Rule { line, what, reason, replacement })
}

impl Rules {
    fn new(rules: Vec<Rule>) -> Result<Rules, aho_corasick::BuildError> {
        let (mut all, mut rule_of_name, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for (index, rule) in rules.iter().enumerate() {
            match &rule.what {
                What::Names(names) => {
                    all.extend(names.iter().map(String::as_str));
                    rule_of_name.resize(all.len(), index);
                }
                What::Text { document, text } => {
                    texts.push((document.clone(), Names::new([text.as_str()])?, index));
                }
                What::Pattern(_) => {}
            }
        }
        let names = Names::new(all)?;
        Ok(Rules { rules, names, rule_of_name, texts })
    }

    /// Replacements that would have to be replaced themselves.
    fn faults(&self) -> Vec<Finding> {
        let is_told = |rule: &&Rule| self.is_hidden(&rule.replacement);
        let fault = |rule: &Rule| {
            let finding = Finding::error(REDACTIONS_FILE, "the replacement would have to be hidden itself");
            finding.at(rule.line).remedy("choose another `reason` or `with`, or a narrower pattern")
        };
        self.rules.iter().filter(is_told).map(fault).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Whether some rules are for single documents.
    pub fn has_texts(&self) -> bool {
        !self.texts.is_empty()
    }

    /// Whether a text has something to hide wherever it stands.
    pub fn is_hidden(&self, text: &str) -> bool {
        !self.spans(text, None, &mut Replacements::default()).is_empty()
    }

    /// Hides what a draft holds, in the document with this id.
    pub fn apply(
        &self,
        id: Option<&str>,
        source: &mut Source,
        entries: &mut [Entry],
        blocks: &mut [Block],
        tally: &mut Replacements,
    ) {
        if self.is_empty() {
            return;
        }
        let mut hide = |text: &mut String| self.hide(text, id, tally);
        hide(&mut source.path);
        source.original.iter_mut().for_each(|text| {
            hide(text);
        });
        // Half an address leads nowhere, or to somebody else.
        for address in [&mut source.address, &mut source.record] {
            address.take_if(|text| hide(text));
        }
        entries.iter_mut().filter(|entry| !CODES.contains(&entry.key.as_str())).for_each(|entry| {
            let is_id = entry.key == "id";
            hide_value(&mut entry.value, is_id, &mut hide);
        });
        // The reasons why fields are unknown are prose.
        let unknown = entries.iter_mut().filter(|entry| entry.key == "unknown");
        unknown.for_each(|entry| hide_value(&mut entry.value, false, &mut hide));
        for block in blocks.iter_mut() {
            hide(&mut block.text);
            for mark in &mut block.marks {
                if let Mark::Publisher(name) = mark {
                    hide(name);
                }
            }
        }
        // Readers see a title above the text, and do not see the boilerplate between.
        let title = entries.iter_mut().find(|entry| entry.key == "title").and_then(|entry| match &mut entry.value {
            Value::One(title) => Some(title),
            _ => None,
        });
        let has_boilerplate = blocks.iter().any(Block::is_furniture);
        let mut texts: Vec<(bool, &mut String)> = title.map(|title| (true, title)).into_iter().collect();
        texts.extend(blocks.iter_mut().map(|block| (!block.is_furniture(), &mut block.text)));
        self.hide_across(texts.iter_mut().map(|(_, text)| &mut **text), id, tally);
        if has_boilerplate {
            self.hide_across(texts.into_iter().filter_map(|(is_shown, text)| is_shown.then_some(text)), id, tally);
        }
    }

    /// Replaces what begins in one text and ends in another after it. Patterns stay within one: what they may leave
    /// open, such as any digits with spaces, would join the rows of tables.
    fn hide_across<'t>(&self, texts: impl Iterator<Item = &'t mut String>, id: Option<&str>, tally: &mut Replacements) {
        let mut texts: Vec<&mut String> = texts.collect();
        let (mut all, mut starts) = (String::new(), Vec::new());
        for text in &texts {
            starts.push(all.len());
            all.push_str(text);
            all.push('\n');
        }
        let place_of = |at: usize| starts.partition_point(|start| *start <= at) - 1;
        // From back to front, so that what is still to be replaced stays where it is.
        for (range, rule) in joined(self.mentions(&all, id)).into_iter().rev() {
            let (first, last) = (place_of(range.start), place_of(range.end - 1));
            if first == last {
                continue;
            }
            *tally.by_rule.entry(rule).or_default() += 1;
            for index in first..=last {
                let text = &mut texts[index];
                let inside = |at: usize| at.saturating_sub(starts[index]).min(text.len());
                let part = inside(range.start)..inside(range.end);
                if !part.is_empty() {
                    text.replace_range(part, &self.rules[rule].replacement);
                }
            }
        }
    }

    /// Replaces in one text; whether there was something to replace.
    fn hide(&self, text: &mut String, id: Option<&str>, tally: &mut Replacements) -> bool {
        let mut spans = self.spans(text, id, tally);
        if spans.is_empty() {
            // Addresses and names of saved files may be percent-encoded.
            match percent_decoded(text) {
                Some(decoded) => {
                    spans = self.spans(&decoded, id, tally);
                    if !spans.is_empty() {
                        *text = decoded;
                    }
                }
                None => return false,
            }
        }
        let mut hidden = String::with_capacity(text.len());
        let mut at = 0;
        for (range, rule) in &spans {
            hidden.push_str(&text[at..range.start]);
            hidden.push_str(&self.rules[*rule].replacement);
            at = range.end;
            *tally.by_rule.entry(*rule).or_default() += 1;
        }
        if !spans.is_empty() {
            hidden.push_str(&text[at..]);
            *text = hidden;
        }
        !spans.is_empty()
    }

    /// What is to be replaced, from front to back, and by which rule. What overlaps is replaced as one.
    fn spans(&self, text: &str, id: Option<&str>, tally: &mut Replacements) -> Vec<(Range<usize>, usize)> {
        let mut spans = self.mentions(text, id);
        for (index, rule) in self.rules.iter().enumerate() {
            if let What::Pattern(pattern) = &rule.what {
                for range in pattern.ranges(text) {
                    tally.matched.insert(text[range.clone()].to_owned());
                    spans.push((range, index));
                }
            }
        }
        joined(spans)
    }

    /// Where names and the texts of this document stand, and the rule of each.
    fn mentions(&self, text: &str, id: Option<&str>) -> Vec<(Range<usize>, usize)> {
        let names = self.names.mentions(text).into_iter().map(|found| (found.range, self.rule_of_name[found.name]));
        let mut spans: Vec<(Range<usize>, usize)> = names.collect();
        for (_, text_names, rule) in self.texts.iter().filter(|(document, ..)| Some(document.as_str()) == id) {
            spans.extend(text_names.mentions(text).into_iter().map(|found| (found.range, *rule)));
        }
        spans
    }

    /// Replacements by reason.
    pub fn by_reason(&self, tally: &Replacements) -> BTreeMap<String, u32> {
        let mut by_reason = BTreeMap::new();
        for (index, count) in &tally.by_rule {
            *by_reason.entry(self.rules[*index].reason.clone()).or_default() += count;
        }
        by_reason
    }

    /// What came of the rules, and those that nothing came of.
    pub fn conclude(&self, tally: &Replacements) -> (Redactions, Vec<Finding>) {
        let mut redactions = Redactions { by_reason: self.by_reason(tally), ..Redactions::default() };
        let mut unused = Vec::new();
        let mut secrets: BTreeSet<&str> = tally.matched.iter().map(String::as_str).collect();
        for (index, rule) in self.rules.iter().enumerate() {
            if !tally.by_rule.contains_key(&index) {
                let finding = Finding::new(Severity::Warning, REDACTIONS_FILE, "the rule hides nothing");
                unused.push(finding.at(rule.line).remedy("check its spelling, or remove it"));
            }
            match &rule.what {
                What::Names(names) => secrets.extend(names.iter().map(String::as_str)),
                What::Text { text, .. } => secrets.extend([text.as_str()]),
                What::Pattern(_) => {}
            }
        }
        redactions.secrets =
            secrets.into_iter().map(str::trim).filter(|text| is_long(text)).map(str::to_owned).collect();
        (redactions, unused)
    }
}

/// The spans from front to back; those that overlap as one.
fn joined(mut spans: Vec<(Range<usize>, usize)>) -> Vec<(Range<usize>, usize)> {
    spans.sort_by_key(|(range, rule)| (range.start, std::cmp::Reverse(range.end), *rule));
    spans.dedup_by(|next, before| {
        let is_inside = next.0.start < before.0.end;
        if is_inside {
            before.0.end = before.0.end.max(next.0.end);
        }
        is_inside
    });
    spans
}

fn is_long(secret: &str) -> bool {
    let min = if secret.chars().any(is_unspaced) { MIN_UNSPACED_SECRET } else { MIN_SECRET };
    secret.chars().count() >= min
}

fn hide_value(value: &mut Value, is_id: bool, hide: &mut impl FnMut(&mut String) -> bool) {
    match value {
        Value::Missing => {}
        Value::One(text) => {
            if hide(text) && is_id {
                *text = slug(text);
            }
        }
        Value::Many(texts) => {
            texts.iter_mut().for_each(|text| {
                hide(text);
            });
            let mut seen = BTreeSet::new();
            texts.retain(|text| seen.insert(text.clone()));
        }
        Value::Map(entries) => entries.iter_mut().for_each(|entry| hide_value(&mut entry.value, false, hide)),
    }
}

/// The text with percent-encoding undone; none when it has none or is no text then.
fn percent_decoded(text: &str) -> Option<String> {
    let decoded = text.contains('%').then(|| percent_decode_str(text).decode_utf8())?;
    decoded.ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::corpus::BlockKind;

    fn rules(toml: &str) -> Result<Rules, Vec<Finding>> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(REDACTIONS_FILE), toml).unwrap();
        read(folder.path())
    }

    fn hidden(toml: &str, text: &str) -> String {
        let mut text = text.to_owned();
        rules(toml).unwrap().hide(&mut text, Some("d1"), &mut Replacements::default());
        text
    }

    #[test]
    fn names_patterns_and_texts_are_replaced() {
        let names = "[[redact]]\nnames = ['Abdulla Rahman', '阿卜杜']\nreason = 'witness'\n";
        assert_eq!(
            hidden(names, "to ABDÚLLA  Ráhman’s, 记者阿卜杜"),
            "to [redacted: witness]’s, 记者[redacted: witness]"
        );
        assert_eq!(hidden(names, "x.org/Abdulla%20Rahman"), "x.org/[redacted: witness]");
        assert_eq!(hidden(names, "100% Abdul"), "100% Abdul");
        let pattern = "[[redact]]\npattern = '\\d{3}-\\d{3}'\nreason = 'phone'\nwith = 'a number'\n";
        assert_eq!(hidden(pattern, "call 123-456 or 7"), "call a number or 7");
        let text = |id| format!("[[redact]]\ntext = 'the third house'\ndocument = '{id}'\nreason = 'place'\n");
        assert_eq!(hidden(&text("d1"), "in the third\nhouse."), "in [redacted: place].");
        assert_eq!(hidden(&text("d2"), "in the third house."), "in the third house.");
    }

    #[test]
    fn what_overlaps_is_hidden_as_one() {
        let toml =
            "[[redact]]\nnames = ['Ana Li', 'Li Ming']\nreason = 'a'\n[[redact]]\npattern = 'Ming!'\nreason = 'b'\n";
        assert_eq!(hidden(toml, "by Ana Li Ming! So"), "by [redacted: a] So");
    }

    #[test]
    fn a_name_that_goes_on_in_the_next_block_is_hidden_in_both() {
        let toml = "[[redact]]\nnames = ['Abdulla Rahman', 'Li Wei']\nreason = 'a'\nwith = 'X'\n\
            [[redact]]\ntext = 'the third house on the left'\ndocument = 'd1'\nreason = 'b'\nwith = 'Y'\n\
            [[redact]]\npattern = '\\d[\\d\\s]+\\d'\nreason = 'c'\nwith = 'Z'\n";
        let rules = rules(toml).unwrap();
        for (title, blocks, expected) in [
            ("T", &["so Abdulla", "Rahman said"][..], "T|so X|X said"),
            ("T", &["so Abdul-", "la", "Rahman, Li", "Wei."], "T|so X|X|X, X|X."),
            ("By Abdulla", &["Rahman said"], "By X|X said"),
            ("T", &["so Abdulla", "~page 7", "Rahman said"], "T|so X|~page 7|X said"),
            ("T", &["so Abdulla", "~page", "~Rahman"], "T|so Abdulla|~page|~Rahman"),
            ("T", &["the third", "house on the", "left."], "T|Y|Y|Y."),
            ("T", &["policeLi", "Wei"], "T|policeLi|Wei"),
            ("T", &["row 1", "2 row"], "T|row 1|2 row"),
        ] {
            let block = |text: &&str| {
                let block = Block::new(BlockKind::Paragraph, *text);
                if text.starts_with('~') { block.marked(Mark::Furniture) } else { block }
            };
            let mut blocks: Vec<Block> = blocks.iter().map(block).collect();
            let mut entries = [Entry::new("title", title)];
            let mut tally = Replacements::default();
            rules.apply(Some("d1"), &mut Source::default(), &mut entries, &mut blocks, &mut tally);
            let texts = blocks.iter().map(|block| block.text.as_str());
            let Value::One(title) = &entries[0].value else { panic!("{entries:?}") };
            let hidden = [title.as_str()].into_iter().chain(texts).collect::<Vec<_>>().join("|");
            assert_eq!(hidden, expected);
            assert_eq!(tally.is_empty(), !hidden.contains(['X', 'Y']), "{hidden}");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        for (toml, line, message) in [
            ("[[redact]]\nnames = ['A']\n", 1, "reason"),
            ("\n[[redact]]\nnames = ['A']\nreason = 'Not a code'\n", 2, "not a code"),
            ("[[redact]]\nreason = 'a'\n", 1, "one of"),
            ("[[redact]]\nnames = ['—']\nreason = 'a'\n", 1, "empty"),
            ("[[redact]]\nnames = ['A']\npattern = 'A'\nreason = 'a'\n", 1, "one of"),
            ("[[redact]]\npattern = '('\nreason = 'a'\n", 2, "regular expression"),
            ("[[redact]]\npattern = 'x*'\nreason = 'a'\n", 1, "empty text"),
            ("[[redact]]\ntext = 'x'\nreason = 'a'\n", 1, "`document`"),
            ("[[redact]]\ndocument = 'x'\nreason = 'a'\n", 1, "`text`"),
            ("[[redact]]\nname = ['A']\nreason = 'a'\n", 2, "unknown field"),
            ("[[redact]]\nnames = ['Rahman']\nreason = 'rahman'\n", 1, "have to be hidden itself"),
        ] {
            let fault = &rules(toml).unwrap_err()[0];
            assert!(fault.line == Some(line) && fault.message.contains(message), "{toml}: {fault}");
        }
        assert!(rules("").unwrap().is_empty());
    }

    #[test]
    fn the_report_counts_by_reason_and_names_what_nothing_came_of() {
        let rules = rules(
            "[[redact]]\nnames = ['Rahman', '李明', 'Li']\nreason = 'a'\n[[redact]]\npattern = 'x\\d+'\nreason = 'a'\n\
            [[redact]]\nnames = ['Nobody']\nreason = 'b'\n",
        )
        .unwrap();
        let mut tally = Replacements::default();
        rules.hide(&mut "Rahman, x123, x1, Rahman".to_owned(), None, &mut tally);
        let (redactions, unused) = rules.conclude(&tally);
        assert_eq!(redactions.by_reason, BTreeMap::from([("a".into(), 4)]));
        assert_eq!(redactions.secrets(), ["Nobody", "Rahman", "x123", "李明"]);
        assert_eq!(unused.iter().map(|finding| finding.line).collect::<Vec<_>>(), [Some(7)]);
    }
}
