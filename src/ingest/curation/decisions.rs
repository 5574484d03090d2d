//! `claims.csv`: what the rules found, for editors to correct.
//!
//! A row is a decision when its column `status` says so (`keep`, `drop`, `edited`), when it was changed, which its key
//! betrays, or when it has no key, because an editor added it. Decisions win over the rules for ever, also where the rules
//! find nothing any more.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{files::read_text, redaction, sheet};
use crate::{
    corpus::{Block, Claim, ClaimRule, Confidence, Document, Figure, Span, Topic, sha256},
    ingest::{
        finding::{Finding, Severity},
        identity::hash_name,
        letters::{Letters, Names},
    },
    text::line::single_line,
};

/// The table of claims and of decisions about them.
pub const CLAIMS_FILE: &str = "claims.csv";
const COLUMNS: [&str; 10] =
    ["key", "document", "sentence", "statement", "speaker", "via", "figures", "confidence", "rule", "status"];
const REQUIRED: [&str; 2] = ["document", "sentence"];
/// Characters of a key that say whether its row was changed.
const CHECK: usize = 4;
const UNITS: [&str; 7] = ["%", "$", "€", "£", "¥", "₽", "₹"];

/// `48 page [-]`: a figure that is compared with no other.
const NO_TOPIC: &str = "-";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Keep,
    Drop,
    Edited,
}

/// A row that an editor decided about.
#[derive(Debug, Clone)]
struct Decision {
    /// In `claims.csv`, from 1.
    line: u32,
    /// Which claim it is about; empty for one that was added.
    place: String,
    status: Status,
    cells: [String; 10],
    figures: Vec<Figure>,
    confidence: Confidence,
}

/// All decisions of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    by_document: BTreeMap<String, Vec<Decision>>,
}

/// Reads the table, which may be missing.
pub fn read(folder: &Path, redactions: &redaction::Rules) -> Result<Decisions, Vec<Finding>> {
    let text = read_text(folder, CLAIMS_FILE).map_err(|fault| vec![fault])?;
    parse(&text.unwrap_or_default(), redactions)
}

/// The decisions in the text of the table; what is wrong with rows is told with their lines.
pub fn parse(text: &str, redactions: &redaction::Rules) -> Result<Decisions, Vec<Finding>> {
    let (mut decisions, mut faults) = (Decisions::default(), Vec::new());
    for (line, cells) in sheet::rows(CLAIMS_FILE, text, COLUMNS, &REQUIRED)? {
        match decision(line, cells, redactions) {
            Ok(Some(decision)) => {
                decisions.by_document.entry(decision.cells[1].clone()).or_default().push(decision);
            }
            Ok(None) => {}
            Err((message, remedy)) => faults.push(Finding::error(CLAIMS_FILE, message).at(line).remedy(remedy)),
        }
    }
    if faults.is_empty() { Ok(decisions) } else { Err(faults) }
}

/// What an editor decided in a row, if anything; or what is wrong with it and what to do.
fn decision(
    line: u32,
    cells: [String; 10],
    redactions: &redaction::Rules,
) -> Result<Option<Decision>, (String, &'static str)> {
    let [key, document, sentence, statement, speaker, via, figures, confidence, _, status] = &cells;
    let (place, check) = key.rsplit_once('-').unwrap_or((key, ""));
    let status = match status.to_lowercase().as_str() {
        "keep" => Status::Keep,
        "drop" => Status::Drop,
        "edited" => Status::Edited,
        "" if !key.is_empty() && check == check_of(&cells) => return Ok(None),
        "" => Status::Edited,
        other => return Err((format!("“{other}” is not a status"), "write keep, drop, edited, or nothing")),
    };
    if document.is_empty() || sentence.is_empty() {
        return Err((
            "the row has no document or no sentence".into(),
            "write the document’s id and the whole sentence",
        ));
    }
    if [speaker, via, sentence, statement, figures].iter().any(|cell| redactions.is_hidden(cell))
        && status != Status::Drop
    {
        return Err((
            "the row contains text that redactions.toml hides".into(),
            "remove it from the row, or write drop",
        ));
    }
    let confidence = match confidence.as_str() {
        "low" => Confidence::Low,
        "medium" => Confidence::Medium,
        "high" | "" => Confidence::High,
        other => return Err((format!("“{other}” is not a level of confidence"), "write low, medium, or high")),
    };
    let figures = figures.split(';').map(str::trim).filter(|figure| !figure.is_empty()).map(figure);
    let figures = figures.collect::<Option<_>>().ok_or_else(|| {
        (format!("“{}” is not a list of figures", cells[6]), "write it like `48 page; 12.5 %; ≥ 40 page [the report]`")
    })?;
    let place = place.to_owned();
    Ok(Some(Decision { line, place, status, cells, figures, confidence }))
}

/// `48 page`, `12.5 %`, `2000000 $`, `≥ 40 human rights group`; `48 page [length of the report]` says of what it is one.
fn figure(text: &str) -> Option<Figure> {
    let (text, stated) = match text.strip_suffix(']') {
        Some(text) => text.split_once('[')?,
        None => (text, ""),
    };
    let sign = text.find(|c: char| c.is_ascii_digit()).map(|start| &text[..start])?;
    let (digits, rest) = text[sign.len()..].split_once(char::is_whitespace)?;
    let is_decimal = |digits: &str| digits.starts_with(|c: char| c.is_ascii_digit()) && digits.parse::<f64>().is_ok();
    let is_value = ["", "≥", "≤", "~"].contains(&sign.trim()) && digits.split('–').all(is_decimal);
    let (unit, noun) = match rest.split_once(' ').unwrap_or((rest, "")) {
        (unit, noun) if UNITS.contains(&unit) => (unit, noun),
        _ => ("", rest),
    };
    let value = if sign.trim().is_empty() { digits.to_owned() } else { format!("{} {digits}", sign.trim()) };
    is_value.then(|| Figure {
        span: Span::new(0, 0),
        value,
        unit: unit.into(),
        noun: noun.trim().to_lowercase(),
        topic: Topic { stated: single_line(stated), ..Topic::default() },
    })
}

/// The first number of a value, as a text may have it.
fn digits_of(value: &str) -> &str {
    value.trim_start_matches(['≥', '≤', '~', ' ']).split('–').next().unwrap_or_default()
}

/// What of a key stays the same while the sentence stands in its document.
fn place_of(document: &str, sentence: &str, statement: &str) -> String {
    let words = |text: &str| Letters::of(text).words();
    hash_name(&sha256([document, &words(sentence), &words(statement)].join("\n").as_bytes()))
}

fn check_of(cells: &[String; 10]) -> String {
    let mut check = hash_name(&sha256(cells[1..9].join("\n").as_bytes()));
    check.truncate(CHECK);
    check
}

impl Decisions {
    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.by_document.is_empty()
    }

    /// Does with a document's claims what was decided. What cannot be done is told.
    pub fn apply(
        &self,
        document: &Document,
        mut claims: Vec<Claim>,
        may_be_named: &dyn Fn(&str) -> bool,
    ) -> (Vec<Claim>, Vec<Finding>) {
        let Some(decisions) = self.by_document.get(&document.metadata.id) else { return (claims, Vec::new()) };
        let shown: Vec<&Block> = document.blocks.iter().filter(|block| !block.is_furniture()).collect();
        let text = |claim: &Claim, span: Span| {
            shown.get(claim.block as usize).and_then(|block| span.of(&block.text)).unwrap_or_default()
        };
        let places: Vec<String> = claims
            .iter()
            .map(|claim| place_of(&document.metadata.id, text(claim, claim.sentence), text(claim, claim.statement)))
            .collect();
        let (mut added, mut findings, mut gone) = (Vec::new(), Vec::new(), vec![false; claims.len()]);
        for decision in decisions {
            let found = places.iter().position(|place| *place == decision.place);
            match (decision.status, found) {
                (Status::Keep, Some(_)) | (Status::Drop, None) => continue,
                (Status::Drop, Some(place)) => {
                    gone[place] = true;
                    continue;
                }
                (Status::Edited, Some(place)) => gone[place] = true,
                (Status::Keep | Status::Edited, None) => {}
            }
            match decision.claim(&shown, found.map(|place| &claims[place]), may_be_named) {
                Some(claim) => added.push(claim),
                None => {
                    let message = format!("{} does not contain this sentence (any more)", document.metadata.id);
                    let finding = Finding::new(Severity::Warning, CLAIMS_FILE, message).at(decision.line);
                    findings.push(finding.remedy("copy the sentence from the document, or remove the row"));
                }
            }
        }
        let mut gone = gone.into_iter();
        claims.retain(|_| !gone.next().unwrap_or_default());
        claims.extend(added);
        claims.sort_by_key(|claim| (claim.block, claim.statement, claim.rule));
        (claims, findings)
    }

    /// Documents that rows are about and nobody has.
    pub fn missing<'a>(&'a self, is_there: impl Fn(&str) -> bool + 'a) -> impl Iterator<Item = Finding> + 'a {
        self.by_document.iter().filter(move |(id, _)| !is_there(id)).map(|(id, decisions)| {
            let finding = Finding::new(Severity::Warning, CLAIMS_FILE, format!("there is no document “{id}”"));
            finding.at(decisions[0].line).remedy("copy the id from `karez search`, or remove its rows")
        })
    }

    /// The table of these documents’ claims and of all decisions, which stay as they are.
    pub fn table(&self, documents: &[Document]) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut rows: Vec<[String; 10]> = vec![COLUMNS.map(str::to_owned)];
        for document in documents {
            let decided = self.by_document.get(&document.metadata.id).map_or(&[][..], Vec::as_slice);
            let found = document.claims.iter().filter(|claim| claim.rule != ClaimRule::Editors);
            let found = found.filter_map(|claim| row(document, claim));
            rows.extend(
                found.filter(|row| !decided.iter().any(|decision| row[0].starts_with(&format!("{}-", decision.place)))),
            );
            rows.extend(decided.iter().map(|decision| decision.cells.clone()));
        }
        let ids: BTreeSet<&str> = documents.iter().map(|document| document.metadata.id.as_str()).collect();
        let others = self.by_document.iter().filter(|(id, _)| !ids.contains(id.as_str()));
        let others = others.flat_map(|(_, decisions)| decisions);
        rows.extend(others.map(|decision| decision.cells.clone()));
        for row in rows {
            // Writing to memory does not fail, and all rows have one length.
            if writer.write_record(row).is_err() {
                break;
            }
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

impl Decision {
    /// The claim that the row says, in the block that has its sentence.
    fn claim(&self, shown: &[&Block], found: Option<&Claim>, may_be_named: &dyn Fn(&str) -> bool) -> Option<Claim> {
        let [_, _, sentence, statement, speaker, via, ..] = &self.cells;
        let (block, sentence) = match found {
            Some(claim) => (claim.block, claim.sentence),
            None => {
                let names = Names::new([sentence.as_str()]).ok()?;
                let in_block =
                    |block: &&Block| names.mentions(&block.text).into_iter().next().map(|mention| mention.range);
                let mut places = (0..).zip(shown).filter_map(|(place, block)| Some((place, in_block(block)?)));
                let (place, range) = places.next()?;
                (place, Span::new(range.start, range.end))
            }
        };
        let text = sentence.of(&shown.get(block as usize)?.text)?;
        let within = |part: &str| {
            let range = Names::new([part]).ok()?.mentions(text).into_iter().next()?.range;
            let start = sentence.start as usize;
            Some(Span::new(start + range.start, start + range.end))
        };
        let statement = if statement.is_empty() { sentence } else { within(statement)? };
        // The figures that a rule found know where they stand.
        let known = found.map_or(&[][..], |claim| &claim.figures);
        let figure = |figure: &Figure| {
            let is_same = |other: &&Figure| {
                (&other.value, &other.unit, &other.noun) == (&figure.value, &figure.unit, &figure.noun)
            };
            let span = within(digits_of(&figure.value)).unwrap_or(statement);
            let there = known.iter().find(is_same).cloned().unwrap_or_else(|| Figure { span, ..figure.clone() });
            let topic = match figure.topic.stated.as_str() {
                "" => there.topic,
                NO_TOPIC => Topic::default(),
                _ => figure.topic.clone(),
            };
            Figure { topic, ..there }
        };
        let named = |name: &str| Some(single_line(name)).filter(|name| !name.is_empty() && may_be_named(name));
        let (rule, confidence) = match (self.status, found) {
            (Status::Keep, Some(claim)) => (claim.rule, claim.confidence),
            _ => (ClaimRule::Editors, self.confidence),
        };
        Some(Claim {
            block,
            sentence,
            statement,
            speaker: named(speaker),
            via: via.split('|').filter_map(named).collect(),
            figures: self.figures.iter().map(figure).collect(),
            confidence,
            rule,
        })
    }
}

/// A claim that a rule found, as the table has it.
fn row(document: &Document, claim: &Claim) -> Option<[String; 10]> {
    let block = document.blocks.iter().filter(|block| !block.is_furniture()).nth(claim.block as usize)?;
    let (sentence, statement) =
        (single_line(claim.sentence.of(&block.text)?), single_line(claim.statement.of(&block.text)?));
    let id = &document.metadata.id;
    let figures = claim.figures.iter().map(|figure| {
        [&figure.value, &figure.unit, &figure.noun]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" ")
    });
    let place = place_of(id, &sentence, &statement);
    let mut cells = [
        String::new(),
        id.clone(),
        sentence,
        statement,
        claim.speaker.clone().unwrap_or_default(),
        claim.via.join(" | "),
        figures.collect::<Vec<_>>().join("; "),
        serde_name(&claim.confidence),
        serde_name(&claim.rule),
        String::new(),
    ];
    cells[0] = format!("{place}-{}", check_of(&cells));
    Some(cells)
}

/// A variant as messages and tables write it: `according_to`.
fn serde_name(variant: &impl serde::Serialize) -> String {
    serde_json::to_value(variant).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{BlockKind, Metadata};

    const TEXT: &str = "Jane Doe said that the report has 48 pages. The Ministry said on Monday that\nit counted 46 pages. Others wept.";

    fn document() -> Document {
        let metadata = Metadata { id: "d1".into(), language: "en".into(), ..Metadata::default() };
        Document { metadata, blocks: vec![Block::new(BlockKind::Paragraph, TEXT)], ..Document::default() }
    }

    /// A claim as the rules find it in the text: who says in which sentence that so many pages were counted.
    fn claim(speaker: &str, sentence: &str, statement: &str, pages: &str) -> Claim {
        let span = |part: &str| TEXT.find(part).map(|start| Span::new(start, start + part.len())).unwrap();
        let topic = Topic { action: "count".into(), ..Topic::default() };
        let figure = Figure { span: span(pages), value: pages.into(), unit: String::new(), noun: "page".into(), topic };
        Claim {
            block: 0,
            sentence: span(sentence),
            statement: span(statement),
            speaker: Some(speaker.into()),
            via: Vec::new(),
            figures: vec![figure],
            confidence: Confidence::High,
            rule: ClaimRule::ReportedSpeech,
        }
    }

    fn found() -> Vec<Claim> {
        let ministry = "The Ministry said on Monday that\nit counted 46 pages.";
        vec![
            claim("Jane Doe", "Jane Doe said that the report has 48 pages.", "the report has 48 pages", "48"),
            claim("Ministry", ministry, "it counted 46 pages", "46"),
        ]
    }

    /// The document with its claims, and what was told.
    fn decided(table: &str) -> (Document, Vec<Finding>) {
        let decisions = parse(table, &redaction::Rules::default()).unwrap();
        let mut document = document();
        let (claims, findings) = decisions.apply(&document, found(), &|_| true);
        document.claims = claims;
        (document, findings)
    }

    fn speakers(table: &str) -> Vec<String> {
        decided(table).0.claims.into_iter().map(|claim| claim.speaker.unwrap_or_default()).collect()
    }

    fn written(table: &str) -> String {
        parse(table, &redaction::Rules::default()).unwrap().table(&[decided(table).0])
    }

    #[test]
    fn figures_are_written_with_their_bounds_and_with_what_they_are_of() {
        let told =
            |text: &str| figure(text).map(|figure| [figure.value, figure.unit, figure.noun, figure.topic.stated]);
        let cases = [
            ("48 page", Some(["48", "", "page", ""])),
            ("≥ 40 human rights group", Some(["≥ 40", "", "human rights group", ""])),
            ("12.5 %", Some(["12.5", "%", "", ""])),
            ("40–45 page [the report]", Some(["40–45", "", "page", "the report"])),
            ("48 page [-]", Some(["48", "", "page", "-"])),
            ("many pages", None),
            ("about 40 page", None),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected.map(|parts| parts.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn editors_say_of_what_a_figure_is_and_that_it_is_of_nothing() {
        let ministry = "The Ministry said on Monday that it counted 46 pages.";
        for (written, stated) in [("[the text]", "the text"), ("[-]", ""), ("", "")] {
            let table = format!("document,sentence,figures\nd1,{ministry},46 page {written}\n");
            let decisions = parse(&table, &redaction::Rules::default()).unwrap();
            let (claims, findings) = decisions.apply(&document(), Vec::new(), &|_| true);
            assert!(findings.is_empty(), "{findings:?}");
            assert_eq!(claims[0].figures[0].topic, Topic { stated: stated.into(), ..Topic::default() });
        }
    }

    #[test]
    fn what_is_written_and_not_touched_decides_nothing() {
        let table = written("");
        assert_eq!(table.lines().count(), 3, "{table}");
        assert!(parse(&table, &redaction::Rules::default()).unwrap().is_empty());
        assert_eq!(written(&table), table);
    }

    #[test]
    fn what_editors_drop_change_and_add_stays_so() {
        let table = written("");
        let lines: Vec<&str> = table.lines().collect();
        let dropped = format!("{}drop", lines[1]);
        let changed = lines[2].replace("Ministry,,", "Foreign Ministry,RFA,");
        assert_ne!(changed, lines[2]);
        let added = ",d1,Others wept.,,Others,,3 person,low,,";
        let edited = [lines[0], &dropped, &changed, added].join("\n") + "\n";
        assert_eq!(speakers(&edited), ["Foreign Ministry", "Others"]);
        let claims = decided(&edited).0.claims;
        assert_eq!((claims[0].via.as_slice(), claims[0].rule), (&["RFA".to_owned()][..], ClaimRule::Editors));
        assert_eq!(claims[0].figures[0].topic.action, "count", "{:?}", claims[0].figures);
        assert_eq!((claims[1].figures[0].value.as_str(), claims[1].confidence), ("3", Confidence::Low));
        assert_eq!(claims[1].sentence.of(TEXT), Some("Others wept"));
        assert_eq!(written(&edited), edited);
    }

    #[test]
    fn a_decision_outlives_its_rule_but_not_its_sentence() {
        let kept = "key,document,sentence,speaker,status\nold,d1,Others wept,X,keep\n,d1,Nobody wept here,Y,\n,gone,A b c,Z,\n";
        let (document, findings) = decided(kept);
        assert!(document.claims.iter().any(|claim| claim.speaker.as_deref() == Some("X")));
        assert!(findings[0].to_string().contains("claims.csv:3: d1 does not contain this sentence"), "{findings:?}");
        let decisions = parse(kept, &redaction::Rules::default()).unwrap();
        assert_eq!(decisions.missing(|id| id == "d1").count(), 1);
    }

    #[test]
    fn rows_that_make_no_sense_are_told_with_their_line() {
        let cases = [
            ("document,sentence,status\na,b,perhaps\n", "claims.csv:2: “perhaps” is not a status"),
            ("document,sentence,figures\na,b,many\n", "claims.csv:2: “many” is not a list of figures"),
            ("document,sentence,confidence\na,b,sure\n", "“sure” is not a level of confidence"),
            ("document,sentence\na,\n", "has no document or no sentence"),
        ];
        for (table, expected) in cases {
            let faults = parse(table, &redaction::Rules::default()).unwrap_err();
            assert!(faults[0].to_string().contains(expected), "{}", faults[0]);
        }
    }
}
