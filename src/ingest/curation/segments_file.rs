//! `segments.csv`: where documents begin in files of many, as rules and proposals have it, for editors to correct.
//!
//! A row whose decision is not the proposed one is a correction, and so is a row that nobody proposed: corrections win
//! over rules, and `karez check` keeps them when it writes the file again.

use std::{collections::BTreeMap, fmt, path::Path};

use serde::{Deserialize, Serialize};

use super::files::read_text;
use crate::{
    corpus::Settings,
    ingest::{
        entry::Entry,
        finding::Finding,
        keys::{self, cell},
    },
};

/// The table of where documents begin.
pub const SEGMENTS_FILE: &str = "segments.csv";
const COLUMNS: [&str; 7] = ["file", "block", "text", "proposed", "decision", "confidence", "reason"];

/// What becomes of a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// A document begins here, with the title that the editors give it, if they give one.
    Document(Option<String>),
    /// A document may begin here: a proposal, which does nothing until somebody decides.
    Maybe,
    /// Goes on with what comes before.
    Text,
    /// Boilerplate of a page.
    #[serde(rename = "furniture")]
    Boilerplate,
    /// No document begins here: boilerplate up to the next one.
    Skip,
    /// A quotation begins here, from this publisher if it is known.
    Quote(Option<String>),
}

/// One row of `segments.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    pub file: String,
    /// Number of the block in the file, from 1.
    pub block: u32,
    /// The block's first words.
    pub text: String,
    pub proposed: Decision,
    pub decision: Decision,
    /// Percent: 100 for what a rule or an editor says.
    pub confidence: u8,
    pub reason: String,
}

/// A decision of the editors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    pub file: String,
    pub block: u32,
    /// How the block begins; when the file changes, this finds the block again.
    pub text: String,
    pub proposed: Decision,
    pub decision: Decision,
    /// Values for the document that begins here, from columns with names of fields.
    pub values: Vec<Entry>,
    /// The whole row, to be written again as it is.
    row: Vec<String>,
}

/// A block is found again in the neighbourhood of its old number.
const NEAR: u32 = 20;

impl Correction {
    /// Without a text, the number alone says which block is meant.
    fn is_about(&self, cut: &Cut) -> bool {
        let is_near = self.block.abs_diff(cut.block) < NEAR;
        if self.text.is_empty() { self.block == cut.block } else { self.text == cut.text && is_near }
    }
}

/// All corrections of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    by_file: BTreeMap<String, Vec<Correction>>,
    /// Columns that the editors added.
    more_columns: Vec<String>,
}

impl Corrections {
    /// Those for one file.
    pub fn of(&self, file: &str) -> &[Correction] {
        self.by_file.get(file).map_or(&[], Vec::as_slice)
    }
}

impl Decision {
    /// As written in a table; `None` where that is no decision.
    fn parse(text: &str) -> Option<Decision> {
        let (word, rest) = text.split_once(':').unwrap_or((text, ""));
        let rest = Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty());
        match (word.trim().to_lowercase().as_str(), rest) {
            ("document", title) => Some(Decision::Document(title)),
            ("quote", publisher) => Some(Decision::Quote(publisher)),
            ("maybe", None) => Some(Decision::Maybe),
            ("text" | "", None) => Some(Decision::Text),
            // `furniture` is its former name.
            ("boilerplate" | "furniture", None) => Some(Decision::Boilerplate),
            ("skip", None) => Some(Decision::Skip),
            _ => None,
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Decision::Document(None) => f.write_str("document"),
            Decision::Document(Some(title)) => write!(f, "document: {title}"),
            Decision::Quote(None) => f.write_str("quote"),
            Decision::Quote(Some(publisher)) => write!(f, "quote: {publisher}"),
            Decision::Maybe => f.write_str("maybe"),
            Decision::Text => f.write_str("text"),
            Decision::Boilerplate => f.write_str("boilerplate"),
            Decision::Skip => f.write_str("skip"),
        }
    }
}

/// Reads the file, which may be missing.
pub fn read(folder: &Path, settings: &Settings) -> Result<Corrections, Vec<Finding>> {
    let text = read_text(folder, SEGMENTS_FILE).map_err(|fault| vec![fault])?;
    parse(&text.unwrap_or_default(), settings)
}

/// The corrections in a table.
pub fn parse(text: &str, settings: &Settings) -> Result<Corrections, Vec<Finding>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns: Vec<String> =
        reader.headers().map(|row| row.iter().map(|name| name.trim().to_owned()).collect()).unwrap_or_default();
    let mut corrections = Corrections::default();
    if columns.iter().all(String::is_empty) {
        return Ok(corrections);
    }
    let mut faults = Vec::new();
    let mut fault = |line: u32, message: String, remedy: &str| {
        faults.push(Finding::error(SEGMENTS_FILE, message).at(line).remedy(remedy))
    };
    corrections.more_columns = columns.iter().filter(|name| !COLUMNS.contains(&name.as_str())).cloned().collect();
    for name in corrections.more_columns.iter().filter(|name| !keys::is_known(name, settings)) {
        fault(1, format!("`{name}` is not a field of this corpus"), &keys::advice(name, settings));
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                fault(0, error.to_string(), "save the table as CSV again");
                continue;
            }
        };
        let line = record.position().map_or(0, |position| position.line() as u32);
        let get = |name: &str| {
            columns
                .iter()
                .position(|known| known == name)
                .and_then(|place| record.get(place))
                .unwrap_or_default()
                .trim()
        };
        let (Some(proposed), Some(decision)) = (Decision::parse(get("proposed")), Decision::parse(get("decision")))
        else {
            let message = format!("“{}” is not a decision", get("decision"));
            fault(
                line,
                message,
                "write document, document: <title>, text, boilerplate, skip, quote: <publisher>, or maybe",
            );
            continue;
        };
        let value = |name: &String| {
            let text = Some(get(name)).filter(|text| !text.is_empty())?;
            Some(Entry::of(name, cell(name, text, settings)).in_table(SEGMENTS_FILE).at(line))
        };
        let values: Vec<Entry> = corrections.more_columns.iter().filter_map(value).collect();
        let is_new = get("proposed").is_empty() && !get("decision").is_empty();
        if is_new || decision != proposed || !values.is_empty() {
            let file = get("file").to_owned();
            let row = record.iter().map(str::to_owned).collect();
            let block = get("block").parse().unwrap_or_default();
            let correction =
                Correction { file: file.clone(), block, text: get("text").into(), proposed, decision, values, row };
            corrections.by_file.entry(file).or_default().push(correction);
        }
    }
    if faults.is_empty() { Ok(corrections) } else { Err(faults) }
}

/// The table of these cuts and of all corrections.
pub fn table(cuts: &[Cut], corrections: &Corrections) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut rows: Vec<(String, u32, Vec<String>)> = Vec::new();
    let is_corrected = |cut: &Cut| corrections.of(&cut.file).iter().any(|correction| correction.is_about(cut));
    for cut in cuts.iter().filter(|cut| !is_corrected(cut)) {
        let row = [
            cut.file.clone(),
            cut.block.to_string(),
            cut.text.clone(),
            cut.proposed.to_string(),
            cut.decision.to_string(),
            cut.confidence.to_string(),
            cut.reason.clone(),
        ];
        let more = corrections.more_columns.iter().map(|_| String::new());
        rows.push((cut.file.clone(), cut.block, row.into_iter().chain(more).collect()));
    }
    for correction in corrections.by_file.values().flatten() {
        rows.push((correction.file.clone(), correction.block, correction.row.clone()));
    }
    rows.sort();
    let head = COLUMNS.iter().map(|name| (*name).to_owned()).chain(corrections.more_columns.iter().cloned());
    let all = std::iter::once(head.collect()).chain(rows.into_iter().map(|(_, _, row)| row));
    for row in all {
        // Writing to memory does not fail, and rows of one length are what the writer asks for.
        if writer.write_record(padded(row, COLUMNS.len() + corrections.more_columns.len())).is_err() {
            break;
        }
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn padded(mut row: Vec<String>, length: usize) -> Vec<String> {
    row.resize(length, String::new());
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(block: u32, text: &str, decision: Decision) -> Cut {
        Cut {
            file: "a.txt".into(),
            block,
            text: text.into(),
            proposed: decision.clone(),
            decision,
            confidence: 80,
            reason: "x, y".into(),
        }
    }

    #[test]
    fn only_what_differs_is_a_correction() {
        let cuts = [cut(1, "One", Decision::Document(None)), cut(5, "Two, and", Decision::Maybe)];
        let written = table(&cuts, &Corrections::default());
        assert_eq!(
            written,
            "file,block,text,proposed,decision,confidence,reason\na.txt,1,One,document,document,80,\"x, y\"\na.txt,5,\"Two, and\",maybe,maybe,80,\"x, y\"\n"
        );
        assert!(parse(&written, &Settings::default()).unwrap().of("a.txt").is_empty());
    }

    #[test]
    fn corrections_are_written_again_as_they_are() {
        let csv = "file,block,text,proposed,decision,confidence,reason,publisher\na.txt,1,One,document,text,100,why,\na.txt,5,Two,maybe,document: T,50,,P\na.txt,9,New,,document,,,\n";
        let corrections = parse(csv, &Settings::default()).unwrap();
        assert_eq!(corrections.of("a.txt").len(), 3);
        assert_eq!(corrections.of("a.txt")[1].values, [Entry::new("publisher", "P").in_table(SEGMENTS_FILE).at(3)]);
        let cuts =
            [cut(1, "One", Decision::Text), cut(5, "Two", Decision::Document(None)), cut(12, "Three", Decision::Maybe)];
        let again = table(&cuts, &corrections);
        assert_eq!(again.lines().take(4).collect::<Vec<_>>(), csv.lines().collect::<Vec<_>>());
        assert_eq!(again.lines().count(), 5);
    }

    #[test]
    fn mistakes_are_told() {
        let message = |csv: &str| parse(csv, &Settings::default()).unwrap_err()[0].to_string();
        assert!(
            message("file,block,text,proposed,decision\na,1,b,document,cut\n")
                .contains("segments.csv:2: “cut” is not a decision")
        );
        assert!(message("file,block,text,proposed,decision,colour\n").contains("`colour`"));
    }
}
