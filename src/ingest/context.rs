//! What a kind of source works with: the file's name, the corpus's rules, and places for what it finds.

use std::collections::BTreeMap;

use super::{
    claims, dates,
    decode::{Encoding, decode},
    draft::Draft,
    entities,
    entry::Entry,
    finding::{Finding, Severity},
    kind::{self, Sample, Tally},
    redaction,
    rules::{PdfReader, SourceRules},
    settings::Rulebook,
    tally::add,
};
use crate::corpus::{Block, Date, Document, Settings, Source};

/// Archives in archives in archives are taken for a trap.
const MAX_DEPTH: u32 = 4;
/// Everything that one file of the folder unpacks to.
const MAX_UNPACKED_BYTES: u64 = 2 << 30;

pub struct Context<'a> {
    /// Path inside the folder; of a file in an archive, `archive.zip/inside.html`.
    pub file: &'a str,
    pub settings: &'a Settings,
    pub rules: &'a SourceRules,
    rulebook: &'a Rulebook,
    /// The encoding that the surroundings of the file name (a server's answer in a web archive).
    pub declared: Option<String>,
    depth: u32,
    unpacked: u64,
    /// What the kind found out about itself: a ZIP file may be DOCX.
    kind: Option<&'static str>,
    /// The document whose own redactions hold, besides those of all.
    pub redacted: Option<String>,
    report: Report,
}

/// What is to be told about a file apart from its documents.
#[derive(Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
    pub encodings: BTreeMap<Encoding, u32>,
    pub kinds: Tally,
    /// Files in archives that nothing reads, by the end of their name.
    pub skipped: BTreeMap<String, u32>,
    pub redactions: redaction::Tally,
    pub entities: entities::Tally,
}

impl Report {
    fn add(&mut self, other: Report) {
        other.findings.into_iter().for_each(|finding| self.find(finding));
        add(&mut self.encodings, other.encodings);
        add(&mut self.kinds, other.kinds);
        add(&mut self.skipped, other.skipped);
        self.redactions.add(other.redactions);
        add(&mut self.entities, other.entities);
    }

    /// Adds a finding. What one row after another has in common is told once.
    fn find(&mut self, finding: Finding) {
        match self.findings.last_mut() {
            Some(last) if last.is_repeated_by(&finding) => last.more_lines += 1 + finding.more_lines,
            _ => self.findings.push(finding),
        }
    }
}

impl<'a> Context<'a> {
    pub fn new(file: &'a str, rulebook: &'a Rulebook) -> Context<'a> {
        Context {
            file,
            settings: &rulebook.settings,
            rules: rulebook.rules_of(file),
            rulebook,
            declared: None,
            depth: 0,
            unpacked: 0,
            kind: None,
            redacted: None,
            report: Report::default(),
        }
    }

    pub fn finish(self) -> Report {
        self.report
    }

    /// The documents of a file, whatever its kind; `None` when it is of no kind.
    pub fn read(&mut self, bytes: Vec<u8>) -> Option<Vec<Draft>> {
        let kind = kind::of(&Sample::new(self.file, &bytes))?;
        if bytes.len() as u64 > kind.max_bytes() {
            self.report(Finding::too_large(self.file, bytes.len() as u64, kind.max_bytes()));
            return Some(Vec::new());
        }
        let mut drafts = kind.read(bytes, self);
        let name = self.kind.unwrap_or(kind.name());
        for draft in &mut drafts {
            // Those of files inside this one have theirs.
            draft.source.reader.get_or_insert_with(|| name.into());
        }
        if !drafts.is_empty() {
            *self.report.kinds.entry(name).or_default() += 1;
        }
        Some(drafts)
    }

    /// The documents of a file inside this one.
    pub fn read_inside(&mut self, name: &str, bytes: Vec<u8>) -> Vec<Draft> {
        self.read_inside_as(name, bytes, None)
    }

    /// The same where the encoding of the file is declared outside of it.
    pub fn read_inside_as(&mut self, name: &str, bytes: Vec<u8>, declared: Option<String>) -> Vec<Draft> {
        let file = format!("{}/{name}", self.file);
        if self.depth == MAX_DEPTH {
            self.report(Finding::error(&file, "archives are nested too deeply").remedy("unpack it"));
            return Vec::new();
        }
        let mut context = Context::new(&file, self.rulebook);
        (context.depth, context.unpacked, context.declared) = (self.depth + 1, self.unpacked, declared);
        let ending =
            Sample::new(name, &[]).ending().map_or("no ending".into(), |ending| format!(".{}", ending.to_lowercase()));
        let drafts = context.read(bytes);
        self.unpacked = context.unpacked;
        self.report.add(context.finish());
        if drafts.is_none() && kind::is_promised(name) {
            let finding = Finding::error(&file, "its content is not what its name says");
            self.report(finding.remedy("look for a sound copy of it"));
        } else if drafts.is_none() {
            *self.report.skipped.entry(ending).or_default() += 1;
        }
        drafts.unwrap_or_default()
    }

    /// Says more exactly of which kind the file is.
    pub fn kind_is(&mut self, name: &'static str) {
        self.kind = Some(name);
    }

    pub fn pdf_reader(&self) -> PdfReader {
        self.rulebook.reading.pdf
    }

    /// Says that names of authors were in the file's properties and are not in the corpus.
    pub fn authors_left_out(&mut self) {
        let remedy = "readers of this corpus do not see them; where they belong to it, name them in metadata.csv";
        self.note("the names of authors in its properties are left out", remedy);
    }

    /// When documents of this corpus can have been published.
    pub fn window(&self) -> Option<&'a Date> {
        self.rulebook.reading.published.as_ref().map(|window| &window.0)
    }

    /// What the publishers' own tables say about a file.
    pub fn sidecar(&self, file: &str) -> Vec<Entry> {
        self.rulebook.sidecar.of(file)
    }

    /// Hides in a draft what readers must not learn.
    pub fn redact(&mut self, source: &mut Source, entries: &mut [Entry], blocks: &mut [Block]) {
        let (rules, mut tally) = (&self.rulebook.redactions, redaction::Tally::default());
        rules.apply(self.redacted.as_deref(), source, entries, blocks, &mut tally);
        source.redactions = rules.by_reason(&tally);
        self.report.redactions.add(tally);
    }

    /// Adds to a document what can be told from its text.
    pub fn enrich(&mut self, document: &mut Document) {
        let entities = &self.rulebook.entities;
        let mentioned = entities.mentioned(document);
        let exposed = entities.exposed(document);
        entities.add_values(&mentioned, document);
        document.metadata.mentioned_dates = dates::mentioned(document, &self.rulebook.reading.window.0);
        let (claims, findings) = claims::find(document, entities, &mentioned, &self.rulebook.claims);
        document.claims = claims;
        exposed.into_iter().chain(findings).for_each(|finding| self.report.find(finding));
        add(&mut self.report.entities, mentioned.into_iter().map(|entity| (entity, 1)).collect());
    }

    /// Notes that so much was unpacked; false once it is too much for one file.
    pub fn may_unpack(&mut self, bytes: u64) -> bool {
        self.unpacked += bytes;
        self.unpacked <= MAX_UNPACKED_BYTES
    }

    /// The text of the file; what is not text is reported.
    pub fn decode(&mut self, bytes: Vec<u8>) -> Option<String> {
        self.decode_as(bytes, None)
    }

    /// The same for a file that declares its encoding. What the corpus's rules say is stronger.
    pub fn decode_as(&mut self, bytes: Vec<u8>, declared: Option<&str>) -> Option<String> {
        // A name that no encoding has is as good as none, unless the publishers wrote it: then the settings refuse it.
        let declared =
            self.rules.encoding.as_ref().map(|label| label.0.as_str()).or(self.declared.as_deref()).or(declared);
        let declared = declared.filter(|label| super::decode::is_encoding(label));
        match decode(bytes, declared) {
            Ok(decoded) => {
                self.encoding_is(decoded.encoding);
                if decoded.is_guess {
                    let remedy = format!(
                        "if names look wrong, say it in corpus.toml: [[sources]] files = \"{}\" encoding = \"…\"",
                        self.file
                    );
                    self.note(format!("read as {}, which is a guess", decoded.encoding), remedy);
                }
                if decoded.faults > 0 {
                    let message = format!("{} places are damaged and shown as \u{fffd}", decoded.faults);
                    self.warn(0, message, "look for a sound copy of the file");
                }
                Some(decoded.text)
            }
            Err(error) => {
                self.report(Finding::error(self.file, error.to_string()).remedy(error.remedy()));
                None
            }
        }
    }

    pub fn encoding_is(&mut self, encoding: Encoding) {
        *self.report.encodings.entry(encoding).or_default() += 1;
    }

    pub fn skip(&mut self, what: &str) {
        *self.report.skipped.entry(what.into()).or_default() += 1;
    }

    pub fn report(&mut self, finding: Finding) {
        self.report.find(finding);
    }

    /// On this line, counted from 1; 0 where there are no lines.
    pub fn error(&mut self, line: u32, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Finding::error(self.file, message).at(line).remedy(remedy));
    }

    pub fn warn(&mut self, line: u32, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Finding::new(Severity::Warning, self.file, message).at(line).remedy(remedy));
    }

    pub fn note(&mut self, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Finding::new(Severity::Note, self.file, message).remedy(remedy));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_many_rows_is_told_once() {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.jsonl", &rulebook);
        (1..=9).for_each(|line| context.warn(line, "no date", "give one"));
        assert_eq!(
            context.finish().findings.iter().map(Finding::to_string).collect::<Vec<_>>(),
            ["warning: a.jsonl:1 and 8 more: no date\n  give one"]
        );
    }

    #[test]
    fn a_file_inside_a_file_is_named_by_both() {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.zip", &rulebook);
        assert_eq!(context.read_inside("b/c.txt", b"Title\n\nText".to_vec())[0].source.path, "a.zip/b/c.txt");
        assert!(context.read_inside("d.png", b"\x89PNG".to_vec()).is_empty());
        let report = context.finish();
        assert_eq!((report.kinds["plain text"], report.skipped[".png"]), (1, 1));
    }
}
