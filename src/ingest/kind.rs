//! The kinds of sources, and what each is given to work with.

use sha2::{Digest, Sha256};

use super::{
    Encoding, Finding, Severity, decode::decode, json_lines::JsonLines, markdown::Markdown, plain_text::PlainText,
};
use crate::corpus::{Document, Settings};

/// Largest source of one document. Text of this size is some forty thousand pages: more is no document but a dump,
/// which would fill the memory of the reader's browser as well.
pub const MAX_DOCUMENT_BYTES: u64 = 64 << 20;

/// One kind of source.
pub trait Kind: Sync {
    /// Ends of file names, without the dot, in lower case.
    fn endings(&self) -> &'static [&'static str];

    /// Larger files are reported without being read.
    fn max_bytes(&self) -> u64 {
        MAX_DOCUMENT_BYTES
    }

    /// The documents in a file; what is wrong with it goes to the context.
    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Document>;
}

const KINDS: [&dyn Kind; 3] = [&Markdown, &PlainText, &JsonLines];

/// The kind that reads files of this name.
pub fn of(name: &str) -> Option<&'static dyn Kind> {
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    KINDS.into_iter().find(|kind| kind.endings().contains(&ending.as_str()))
}

/// What a kind works with: the file's name, the corpus's settings, and a place for findings.
pub struct Context<'a> {
    pub file: &'a str,
    pub settings: &'a Settings,
    findings: Vec<Finding>,
    encoding: Option<Encoding>,
}

impl<'a> Context<'a> {
    pub fn new(file: &'a str, settings: &'a Settings) -> Context<'a> {
        Context { file, settings, findings: Vec::new(), encoding: None }
    }

    /// What was found, and the encoding the file was read in.
    pub fn finish(self) -> (Vec<Finding>, Option<Encoding>) {
        (self.findings, self.encoding)
    }

    /// The text of the file; what is not text is reported.
    pub fn decode(&mut self, bytes: Vec<u8>) -> Option<String> {
        let encoding = Encoding::of(&bytes);
        match decode(bytes) {
            Ok(text) => {
                self.encoding_is(encoding);
                Some(text)
            }
            Err(error) => {
                self.report(Finding::error(self.file, error.to_string()).remedy(error.remedy()));
                None
            }
        }
    }

    pub fn encoding_is(&mut self, encoding: Encoding) {
        self.encoding = Some(encoding);
    }

    /// Adds a finding. What one row after another has in common is told once.
    pub fn report(&mut self, finding: Finding) {
        match self.findings.last_mut() {
            Some(last) if last.is_repeated_by(&finding) => last.more_lines += 1,
            _ => self.findings.push(finding),
        }
    }

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

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_the_end_of_the_name() {
        for name in ["a.md", "a.markdown", "b/A.TXT", "x.y.jsonl", "x.ndjson"] {
            assert!(of(name).is_some(), "{name}");
        }
        for name in ["a.pdf", "md", "a.md.gz", ""] {
            assert!(of(name).is_none(), "{name}");
        }
    }

    #[test]
    fn what_is_wrong_with_many_rows_is_told_once() {
        let settings = Settings::default();
        let mut context = Context::new("a.jsonl", &settings);
        (1..=9).for_each(|line| context.warn(line, "no date", "give one"));
        let (findings, _) = context.finish();
        assert_eq!(
            findings.iter().map(Finding::to_string).collect::<Vec<_>>(),
            ["warning: a.jsonl:1 and 8 more: no date\n  give one"]
        );
    }

    #[test]
    fn hashes_are_written_as_sha256sum_does() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
