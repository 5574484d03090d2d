//! `karez check`: one page about a folder, for the person who filled it.

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;

use super::{
    arguments::CheckArguments,
    build::{Contents, list, read, tally},
    copies::CopiesReport,
    exit_code::ExitCode,
    site::corrections::Corrections,
    stop::Stop,
    terminal::{count, number, print, printable, to_json},
};
use crate::{
    corpus::{Document, Field, date},
    ingest::{
        Boilerplate, Finding, Intake, Severity,
        curation::{
            decisions::CLAIMS_FILE,
            files,
            segments_file::{self, Cut, Decision, SEGMENTS_FILE},
        },
        document::proposal::Proposal,
        personal_data,
        reading::NoCache,
    },
};

/// Reads the folder, writes `segments.csv` (and `claims.csv` if asked for) into it, and prints the report. Exits with
/// [`ExitCode::Findings`] where a build would leave something out or have nothing to build.
pub fn run(arguments: &CheckArguments) -> Result<ExitCode, Stop> {
    let mut intake = read(&arguments.folder, &mut NoCache, arguments.json)?;
    intake.findings.extend(personal_data::find(&intake.documents));
    let ids = intake.documents.iter().map(|document| document.metadata.id.as_str()).collect();
    intake.findings.extend(Corrections::check(&arguments.folder, &ids));
    let cuts: Vec<Cut> =
        intake.cuts.iter().chain(intake.proposals.iter().flat_map(|proposal| &proposal.cuts)).cloned().collect();
    let table = segments_file::table(&cuts, &intake.corrections);
    let written = files::write(&arguments.folder, SEGMENTS_FILE, &table)
        .map_err(Stop::at("write segments.csv into", &arguments.folder))?;
    let has_written_claims = arguments.write_claims
        && files::write(&arguments.folder, CLAIMS_FILE, &intake.claims.table(&intake.documents))
            .map_err(Stop::at("write claims.csv into", &arguments.folder))?;
    let report = Report::of(&intake);
    if arguments.json {
        print(&to_json(&report)?)?;
    } else {
        let mut text = report.describe(&arguments.folder, &intake);
        if written {
            text.push_str(&format!(
                "\nThe beginnings of documents are listed in {}: correct the column `decision`, and check again.\n",
                arguments.folder.join(SEGMENTS_FILE).display()
            ));
        }
        if has_written_claims {
            text.push_str(&format!(
                "\nThe claims are listed in {}: correct the rows, or write keep or drop in the column `status`.\n",
                arguments.folder.join(CLAIMS_FILE).display()
            ));
        }
        print(&printable(&text))?;
    }
    let is_sound = intake.count(Severity::Error) == 0 && !intake.documents.is_empty();
    Ok(if is_sound { ExitCode::Success } else { ExitCode::Findings })
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report<'a> {
    documents: u32,
    /// Files that gave documents, by kind.
    kinds: &'a BTreeMap<String, u32>,
    encodings: &'a BTreeMap<String, u32>,
    languages: BTreeMap<String, u32>,
    dates: Dates,
    fields: Vec<FieldReport<'a>>,
    #[serde(rename = "furniture")]
    boilerplate: Boilerplate,
    copies: CopiesReport,
    /// Replacements, by reason.
    redactions: &'a BTreeMap<String, u32>,
    /// Where documents begin in files of many.
    cuts: &'a [Cut],
    /// Where they might, in files that no rule is for.
    proposals: &'a [Proposal],
    /// Statements and figures that were found in the documents.
    claims: u32,
    /// Files that were not read, by extension.
    skipped: &'a BTreeMap<String, u32>,
    findings: &'a [Finding],
}

#[derive(Debug, Default, Serialize)]
struct Dates {
    /// Documents with a date, ranges among them.
    dated: u32,
    /// Dates that are intervals.
    ranges: u32,
    undated: u32,
    /// First and last day of all dates.
    first: Option<String>,
    last: Option<String>,
}

#[derive(Debug, Serialize)]
struct FieldReport<'a> {
    name: &'a str,
    /// Documents with a value.
    filled: u32,
    /// Documents that say why they have none.
    unknown: u32,
    /// Documents that say nothing.
    missing: u32,
}

impl<'a> Report<'a> {
    fn of(intake: &'a Intake) -> Report<'a> {
        let documents = &intake.documents;
        let contents = Contents::of(documents);
        Report {
            documents: contents.documents,
            kinds: &intake.kinds,
            encodings: &intake.encodings,
            dates: Dates::of(documents, &contents),
            languages: contents.languages,
            fields: intake.settings.fields.iter().map(|field| FieldReport::of(field, documents)).collect(),
            boilerplate: intake.boilerplate,
            copies: CopiesReport::of(documents),
            redactions: &intake.redactions.by_reason,
            cuts: &intake.cuts,
            proposals: &intake.proposals,
            claims: documents.iter().map(|document| document.claims.len() as u32).sum(),
            skipped: &intake.skipped,
            findings: &intake.findings,
        }
    }

    fn describe(&self, folder: &Path, intake: &Intake) -> String {
        let mut text = format!("{}: {}\n\n", folder.display(), count(self.documents, "document"));
        let mut line = |name: &str, value: String| text.push_str(&format!("{name:<11}{value}\n"));
        line("files", list(self.kinds));
        line("encodings", list(self.encodings));
        line("languages", list(&self.languages));
        line("dates", self.dates.describe());
        if self.boilerplate.words > 0 {
            let Boilerplate { blocks, words, of_words } = self.boilerplate;
            let blocks = count(blocks, "block");
            line("hidden", format!("{} of {} words, in {blocks} of boilerplate", number(words), number(of_words)));
        }
        if self.claims > 0 {
            line("claims", format!("{}, found by rules; --write-claims lists them", number(self.claims)));
        }
        line("copies", self.copies.summary());
        if !self.skipped.is_empty() {
            line("not read", list(self.skipped));
        }
        if !self.redactions.is_empty() {
            line("redacted", list(self.redactions));
        }
        line("findings", tally(intake));
        if self.fields.iter().any(|field| field.filled + field.unknown > 0) {
            text.push_str("\nfield             filled  marked unknown  missing\n");
            for FieldReport { name, filled, unknown, missing } in &self.fields {
                text.push_str(&format!("{name:<18}{filled:>6}{unknown:>16}{missing:>9}\n"));
            }
        }
        text.push_str(&self.describe_cuts());
        text.push_str(&self.copies.describe());
        text.push_str(&self.describe_findings());
        if self.documents == 0 && self.findings.is_empty() {
            text.push_str("\nThere is nothing to build: put documents here, or start with `karez new`.\n");
        }
        text
    }
}

/// Files that a report names when the same is to be said of many; `--json` names all.
const MAX_FILES: usize = 5;

/// Cuts of one file that a report lists.
const MAX_CUTS: usize = 30;

impl Report<'_> {
    /// Errors first. What is to be said of many files is said once.
    fn describe_findings(&self) -> String {
        let mut groups: BTreeMap<(Severity, &str), (usize, Vec<&Finding>)> = BTreeMap::new();
        for (place, finding) in self.findings.iter().enumerate() {
            let group = groups.entry((finding.severity, &finding.message));
            group.or_insert_with(|| (place, Vec::new())).1.push(finding);
        }
        let mut groups: Vec<(usize, Vec<&Finding>)> = groups.into_values().collect();
        // In the order of the files within a severity: a file's findings stay together.
        groups.sort_by_key(|(place, group)| (group[0].severity, *place));
        let mut text = String::new();
        for (_, group) in groups {
            text.push_str(&format!("\n{}\n", group[0]));
            let others: Vec<&str> = group[1..].iter().map(|finding| finding.file.as_str()).collect();
            if !others.is_empty() {
                let more = if others.len() > MAX_FILES { ", …" } else { "" };
                let named = others.iter().take(MAX_FILES).copied().collect::<Vec<_>>().join(", ");
                text.push_str(&format!(
                    "  The same applies to {}: {named}{more}\n",
                    count(others.len() as u32, "other")
                ));
            }
        }
        text
    }

    /// Where files of many documents are cut, and why.
    fn describe_cuts(&self) -> String {
        let mut text = String::new();
        for of_file in self.cuts.chunk_by(|a, b| a.file == b.file) {
            let documents = of_file.iter().filter(|cut| matches!(cut.decision, Decision::Document(_))).count();
            // A file with quotations alone is one document.
            text.push_str(&format!("\n{}: {}\n", of_file[0].file, count(documents.max(1) as u32, "document")));
            of_file.iter().take(MAX_CUTS).for_each(|cut| text.push_str(&row(cut)));
            if of_file.len() > MAX_CUTS {
                text.push_str(&format!(
                    "  … and {} more, in {SEGMENTS_FILE}\n",
                    number((of_file.len() - MAX_CUTS) as u32)
                ));
            }
        }
        for Proposal { file, documents, reason, confidence, rules, cuts } in self.proposals {
            text.push_str(&format!("\n{file}: may contain {documents} documents ({confidence} %): {reason}\n"));
            cuts.iter().take(MAX_CUTS).for_each(|cut| text.push_str(&row(cut)));
            text.push_str("  If so, add to corpus.toml:\n");
            rules.lines().for_each(|line| text.push_str(&format!("    {line}\n")));
        }
        text
    }
}

fn row(cut: &Cut) -> String {
    format!("  block {:>5}  {:<11} {}\n", cut.block, cut.decision.to_string(), cut.text)
}

impl Dates {
    fn of(documents: &[Document], contents: &Contents) -> Dates {
        let dates: Vec<_> = documents.iter().filter_map(|document| document.metadata.date.as_ref()).collect();
        // Open intervals have no first or last day to show.
        let is_closed = |day: &date::Day| ![date::Day::MIN, date::Day::MAX].contains(day);
        Dates {
            dated: contents.dated,
            ranges: dates.iter().filter(|date| date.edtf.contains('/')).count() as u32,
            undated: contents.undated(),
            first: dates.iter().map(|date| date.first).filter(is_closed).min().map(written),
            last: dates.iter().map(|date| date.last).filter(is_closed).max().map(written),
        }
    }

    fn describe(&self) -> String {
        let span = match (&self.first, &self.last) {
            (Some(first), Some(last)) => format!(", {first} to {last}"),
            _ => String::new(),
        };
        let [dated, ranges, undated] = [self.dated, self.ranges, self.undated].map(number);
        format!("{dated} dated ({ranges} of them ranges), {undated} undated{span}")
    }
}

fn written(day: date::Day) -> String {
    let (year, month, day) = date::civil(day);
    format!("{year:04}-{month:02}-{day:02}")
}

impl<'a> FieldReport<'a> {
    fn of(field: &'a Field, documents: &[Document]) -> FieldReport<'a> {
        let mut report = FieldReport { name: &field.name, filled: 0, unknown: 0, missing: 0 };
        for Document { metadata, .. } in documents {
            if metadata.values.contains_key(&field.name) {
                report.filled += 1;
            } else if metadata.unknown.contains_key(&field.name) {
                report.unknown += 1;
            } else {
                report.missing += 1;
            }
        }
        report
    }
}
