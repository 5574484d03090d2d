//! From a folder of sources to documents. Nothing here stops at one bad file: it becomes a [`Finding`].
//!
//! [`folder`] lists the files, [`decode`] makes text of their bytes, a [`kind::Kind`] makes documents of the text
//! ([`markdown`], [`plain_text`], [`json_lines`]) with the help of [`metadata`] and [`identity`], and [`settings`]
//! reads what the publishers say about the corpus.

pub mod decode;
pub mod finding;
pub mod folder;
pub mod front_matter;
pub mod identity;
pub mod json_lines;
pub mod kind;
pub mod markdown;
pub mod metadata;
pub mod plain_text;
pub mod settings;

use std::{collections::BTreeMap, fs, io, path::Path};

use crate::corpus::{Document, Settings, Thesaurus};

pub use decode::Encoding;
pub use finding::{Finding, Severity};

use folder::SourceFile;
use identity::Register;
use kind::Context;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Intake {
    pub settings: Settings,
    pub thesaurus: Thesaurus,
    /// In the order of their files.
    pub documents: Vec<Document>,
    pub findings: Vec<Finding>,
    /// Files that were read, by encoding.
    pub encodings: BTreeMap<Encoding, u32>,
    /// Files that were left alone because Karez does not read their kind, by the end of their name.
    pub skipped: BTreeMap<String, u32>,
}

impl Intake {
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// How far reading has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    pub files_done: u64,
    pub files: u64,
}

/// Reads a folder. What is wrong with single files is among the findings; only a folder that cannot be listed fails.
pub fn read(folder: &Path, on_progress: &mut dyn FnMut(Progress)) -> io::Result<Intake> {
    let listing = folder::list(folder)?;
    let mut intake = Intake { skipped: listing.skipped, findings: listing.findings, ..Intake::default() };
    match settings::read(folder) {
        Ok((settings, thesaurus)) => (intake.settings, intake.thesaurus) = (settings, thesaurus),
        Err(findings) => {
            // Without its settings nobody knows which keys a document may have.
            intake.findings = findings;
            return Ok(intake);
        }
    }
    let mut register = Register::default();
    for (done, file) in listing.files.iter().enumerate() {
        on_progress(Progress { files_done: done as u64, files: listing.files.len() as u64 });
        for document in read_file(file, &mut intake) {
            match register.admit(&document.metadata) {
                Ok(()) => intake.documents.push(document),
                Err(finding) => intake.findings.push(finding),
            }
        }
    }
    Ok(intake)
}

/// The documents of one file.
fn read_file(file: &SourceFile, intake: &mut Intake) -> Vec<Document> {
    let Some(kind) = kind::of(&file.name) else { return Vec::new() };
    if file.bytes > kind.max_bytes() {
        intake.findings.push(too_large(file, kind.max_bytes()));
        return Vec::new();
    }
    let bytes = match fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let finding = Finding::error(&file.name, format!("cannot be read: {error}"));
            intake.findings.push(finding.remedy("check the permissions of the file, or remove it from the folder"));
            return Vec::new();
        }
    };
    let mut context = Context::new(&file.name, &intake.settings);
    let documents = kind.read(bytes, &mut context);
    let (findings, encoding) = context.finish();
    intake.findings.extend(findings);
    if let Some(encoding) = encoding {
        *intake.encodings.entry(encoding).or_default() += 1;
    }
    documents
}

fn too_large(file: &SourceFile, max_bytes: u64) -> Finding {
    const MB: u64 = 1 << 20;
    let message =
        format!("too large: {} MB, and files of this kind are read up to {} MB", file.bytes / MB, max_bytes / MB);
    Finding::error(&file.name, message).remedy("split it into smaller files, one for each document")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a folder that holds these files.
    fn read_files(files: &[(&str, &[u8])]) -> Intake {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        read(folder.path(), &mut |_| {}).unwrap()
    }

    fn titles(intake: &Intake) -> Vec<&str> {
        intake.documents.iter().map(|document| document.metadata.title.as_str()).collect()
    }

    #[test]
    fn files_are_read_in_the_order_of_their_names_whatever_their_kind_and_depth() {
        let intake = read_files(&[
            ("b/2.md", b"# Second"),
            ("c.jsonl", b"{\"id\": \"3\", \"title\": \"Third\", \"body\": \"x\"}\n"),
            ("a.txt", b"First\n\nText."),
        ]);
        assert_eq!(titles(&intake), ["First", "Second", "Third"]);
        assert!(intake.findings.is_empty(), "{:?}", intake.findings);
    }

    #[test]
    fn one_bad_file_is_reported_and_the_others_are_read() {
        let intake = read_files(&[("bad.txt", b"caf\xe9"), ("binary.md", b"a\0b"), ("good.txt", b"Good")]);
        assert_eq!(titles(&intake), ["Good"]);
        let files: Vec<&str> = intake.findings.iter().map(|finding| finding.file.as_str()).collect();
        assert_eq!(files, ["bad.txt", "binary.md"]);
    }

    #[test]
    fn an_id_is_given_once() {
        let row = "{\"id\": \"x\", \"title\": \"One\", \"body\": \"a\"}\n";
        let intake = read_files(&[("1.jsonl", row.as_bytes()), ("2.jsonl", row.as_bytes())]);
        assert_eq!(intake.documents.len(), 1);
        assert_eq!(intake.findings[0].file, "2.jsonl");
        assert!(intake.findings[0].message.contains("1.jsonl"), "{}", intake.findings[0].message);
    }

    #[test]
    fn broken_settings_stop_the_reading() {
        let intake = read_files(&[("corpus.toml", b"title = \n"), ("a.txt", b"A")]);
        assert!(intake.documents.is_empty());
        assert_eq!((intake.findings[0].file.as_str(), intake.findings[0].line), ("corpus.toml", Some(1)));
    }

    #[test]
    fn encodings_are_counted() {
        let utf16: Vec<u8> = "\u{feff}Sixteen".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let intake = read_files(&[("8.txt", b"Eight"), ("16.txt", &utf16), ("bom.txt", b"\xef\xbb\xbfMarked")]);
        assert_eq!(titles(&intake), ["Sixteen", "Eight", "Marked"]);
        assert_eq!(intake.encodings.len(), 3);
    }
}
