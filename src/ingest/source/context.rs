//! What a reader of one kind of source is, and what it works with: the file's name, the corpus's rules, and places for
//! what it finds.

use std::collections::BTreeMap;

use super::{
    decode::{self, Encoding},
    rulebook::Rulebook,
    rules::{PdfReader, SourceRules},
    sample::{Sample, is_promised},
};
use crate::{
    corpus::{Date, Settings},
    ingest::{
        draft::Draft,
        finding::{Finding, Severity},
        tally::add,
    },
};

/// One kind of source.
pub trait Kind: Sync {
    /// As reports name it.
    fn name(&self) -> &'static str;

    /// Whether a file is of this kind.
    fn is_kind_of(&self, sample: &Sample) -> bool;

    /// Larger files are reported without being read.
    fn max_bytes(&self) -> u64 {
        MAX_DOCUMENT_BYTES
    }

    /// The documents in a file; what is wrong with it goes to the context.
    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft>;
}

/// Largest source of one document. Text of this size is some forty thousand pages: more is no document but a dump,
/// which would fill the memory of the reader's browser as well.
pub const MAX_DOCUMENT_BYTES: u64 = 64 << 20;

/// Largest source of many documents: all of them are held in memory while the index is written.
pub const MAX_COLLECTION_BYTES: u64 = 1 << 30;

/// Archives in archives in archives are taken for a trap.
const MAX_DEPTH: u32 = 4;
/// Everything that one file of the folder unpacks to.
const MAX_UNPACKED_BYTES: u64 = 2 << 30;

/// Takes the text out of the bytes of a PDF; nothing where that fails.
pub type PdfToText = fn(&[u8]) -> Option<PdfText>;

/// What the program that runs the readers gives them. By itself a reader opens and runs nothing.
#[derive(Clone, Copy, Default)]
pub struct Host<'a> {
    /// The first that recognises a file reads it. Without any, files inside of others are not read.
    pub kinds: &'a [&'a dyn Kind],
    /// Takes the text out of a PDF; nothing where that fails.
    pub pdf_to_text: Option<PdfToText>,
}

impl<'a> Host<'a> {
    /// The kind of a file.
    pub fn kind_of(&self, sample: &Sample) -> Option<&'a dyn Kind> {
        self.kinds.iter().copied().find(|kind| kind.is_kind_of(sample))
    }
}

/// The text of a PDF by a program.
pub struct PdfText {
    pub pages: Vec<String>,
    /// Name and version, as `pdftotext 22.12.0`.
    pub program: String,
}

/// What a reader works with while it reads one file.
pub struct Context<'a> {
    /// Path inside the folder; of a file in an archive, `archive.zip/inside.html`.
    pub file: &'a str,
    pub settings: &'a Settings,
    pub rules: &'a SourceRules,
    rulebook: &'a Rulebook,
    host: Host<'a>,
    /// The encoding that the surroundings of the file name (a server's answer in a web archive).
    pub declared: Option<String>,
    depth: u32,
    unpacked: u64,
    /// What the kind found out about itself: a ZIP file may be DOCX.
    kind: Option<&'static str>,
    report: Report,
}

/// What is to be told about a file apart from its documents.
#[derive(Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
    pub encodings: BTreeMap<Encoding, u32>,
    /// Files that gave documents, by the name of their kind.
    pub kinds: BTreeMap<&'static str, u32>,
    /// Files in archives that nothing reads, by extension.
    pub skipped: BTreeMap<String, u32>,
}

impl Report {
    fn add(&mut self, other: Report) {
        other.findings.into_iter().for_each(|finding| self.find(finding));
        add(&mut self.encodings, other.encodings);
        add(&mut self.kinds, other.kinds);
        add(&mut self.skipped, other.skipped);
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
    /// Of a file for which nothing of the host is needed.
    pub fn new(file: &'a str, rulebook: &'a Rulebook) -> Context<'a> {
        Context::on(Host::default(), file, rulebook)
    }

    /// Of a file that is read on this host.
    pub fn on(host: Host<'a>, file: &'a str, rulebook: &'a Rulebook) -> Context<'a> {
        Context {
            file,
            settings: &rulebook.settings,
            rules: rulebook.rules_of(file),
            rulebook,
            host,
            declared: None,
            depth: 0,
            unpacked: 0,
            kind: None,
            report: Report::default(),
        }
    }

    /// What was reported while the file was read.
    pub fn finish(self) -> Report {
        self.report
    }

    /// The documents of a file, whatever its kind; `None` when it is of no kind.
    pub fn read(&mut self, bytes: Vec<u8>) -> Option<Vec<Draft>> {
        let kind = self.host.kind_of(&Sample::new(self.file, &bytes))?;
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
        let mut context = Context::on(self.host, &file, self.rulebook);
        (context.depth, context.unpacked, context.declared) = (self.depth + 1, self.unpacked, declared);
        let extension = Sample::new(name, &[])
            .extension()
            .map_or("no extension".into(), |extension| format!(".{}", extension.to_lowercase()));
        let drafts = context.read(bytes);
        self.unpacked = context.unpacked;
        self.report.add(context.finish());
        if drafts.is_none() && is_promised(name) {
            let finding = Finding::error(&file, "its content does not match its extension");
            self.report(finding.remedy("look for an undamaged copy"));
        } else if drafts.is_none() {
            *self.report.skipped.entry(extension).or_default() += 1;
        }
        drafts.unwrap_or_default()
    }

    /// Says more exactly of which kind the file is.
    pub fn kind_is(&mut self, name: &'static str) {
        self.kind = Some(name);
    }

    /// The text of a PDF by the host's program, where there is one and the corpus does not ask for the reader in Rust.
    pub fn pdf_to_text(&self, pdf: &[u8]) -> Option<PdfText> {
        let program = self.host.pdf_to_text.filter(|_| self.rulebook.reading.pdf != PdfReader::Rust)?;
        program(pdf)
    }

    /// Says that names of authors were in the file's properties and are not in the corpus.
    pub fn authors_left_out(&mut self) {
        let remedy = "readers do not see them; if they should, add the names to metadata.csv";
        self.note("the names of authors in its properties were left out", remedy);
    }

    /// When documents of this corpus can have been published.
    pub fn window(&self) -> Option<&'a Date> {
        self.rulebook.reading.published.as_ref().map(|window| &window.0)
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
        let declared = declared.filter(|label| decode::is_encoding(label));
        match decode::decode(bytes, declared) {
            Ok(decoded) => {
                self.encoding_is(decoded.encoding);
                if decoded.is_guess {
                    let remedy = format!(
                        "if names look wrong, set the encoding in corpus.toml: [[sources]] files = \"{}\" encoding = \"…\"",
                        self.file
                    );
                    self.note(format!("read as {}, which is a guess", decoded.encoding), remedy);
                }
                if decoded.faults > 0 {
                    let message = format!("{} places are damaged and shown as \u{fffd}", decoded.faults);
                    self.warn(0, message, "look for an undamaged copy of the file");
                }
                Some(decoded.text)
            }
            Err(error) => {
                self.report(Finding::error(self.file, error.to_string()).remedy(error.remedy()));
                None
            }
        }
    }

    /// Counts a text that was written in this encoding.
    pub fn encoding_is(&mut self, encoding: Encoding) {
        *self.report.encodings.entry(encoding).or_default() += 1;
    }

    /// Counts something in the file that is not read: an extension, a media type, or another name for it.
    pub fn skip(&mut self, what: &str) {
        *self.report.skipped.entry(what.into()).or_default() += 1;
    }

    /// Adds a finding.
    pub fn report(&mut self, finding: Finding) {
        self.report.find(finding);
    }

    /// On this line, counted from 1; 0 where there are no lines.
    pub fn error(&mut self, line: u32, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Finding::error(self.file, message).at(line).remedy(remedy));
    }

    /// A warning about a line, like [`Context::error`].
    pub fn warn(&mut self, line: u32, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Finding::new(Severity::Warning, self.file, message).at(line).remedy(remedy));
    }

    /// A note about the file as a whole.
    pub fn note(&mut self, message: impl Into<String>, remedy: impl Into<String>) {
        self.report(Finding::new(Severity::Note, self.file, message).remedy(remedy));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads nothing of what a file holds.
    struct Named;

    impl Kind for Named {
        fn name(&self) -> &'static str {
            "named"
        }

        fn is_kind_of(&self, sample: &Sample) -> bool {
            sample.has_extension(&["txt"])
        }

        fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
            vec![Draft::of(context.file, &bytes)]
        }
    }

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
        let mut context = Context::on(Host { kinds: &[&Named], ..Host::default() }, "a.zip", &rulebook);
        assert_eq!(context.read_inside("b/c.txt", b"Title\n\nText".to_vec())[0].source.path, "a.zip/b/c.txt");
        assert!(context.read_inside("d.png", b"\x89PNG".to_vec()).is_empty());
        let report = context.finish();
        assert_eq!((report.kinds["named"], report.skipped[".png"]), (1, 1));
    }
}
