//! Reads a folder: each file apart from the others, and from what it holds the documents.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, Read, Seek},
    path::Path,
    sync::Arc,
    time::Duration,
};

use super::{
    claims,
    curation::{
        settings::{self, Curation},
        sidecar,
    },
    document::{assemble::Assembler, proposal, segment},
    draft::Draft,
    finding::{Finding, Severity},
    folder::{self, Listing, SourceFile},
    identity::Register,
    intake::Intake,
    isolate, pdftotext,
    reading::{self, Reading, Readings},
    source::{
        context::{Context, Host},
        kinds::KINDS,
        sample::{SAMPLE_BYTES, Sample, is_promised},
    },
    tally::add,
};
use crate::corpus::Document;

/// Every kind of source, and the programs of this machine.
const HOST: Host = Host { kinds: &KINDS, pdf_to_text: Some(pdftotext::read) };

/// How far reading has come.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    pub files_done: u64,
    pub files: u64,
    /// Of all files; a large one takes longer.
    pub bytes_done: u64,
    pub bytes: u64,
}

/// Reads a folder. What is wrong with single files is among the findings; only a folder that cannot be listed fails.
pub fn read(folder: &Path, on_progress: &mut dyn FnMut(Progress)) -> io::Result<Intake> {
    Ok(read_listing(folder, folder::list(folder)?, &mut reading::NoCache, on_progress))
}

/// Reads the files of a listing where their readings are not known yet. The folder is that of `corpus.toml` and of the
/// other files about the corpus.
pub fn read_listing(
    folder: &Path,
    listing: Listing,
    readings: &mut dyn Readings,
    on_progress: &mut dyn FnMut(Progress),
) -> Intake {
    let Listing { files, skipped, findings } = listing;
    let mut intake = Intake { skipped, findings, ..Intake::default() };
    let curation = match settings::read(folder) {
        Ok(curation) => Arc::new(curation),
        Err(findings) => {
            // Without its settings nobody knows which keys a document may have.
            intake.findings = findings;
            return intake;
        }
    };
    intake.findings.extend(missing_files(&files, &curation));
    let mut register = Register::default();
    let bytes = files.iter().map(|file| file.bytes).sum();
    let mut bytes_done = 0;
    for (done, file) in files.iter().enumerate() {
        on_progress(Progress { files_done: done as u64, files: files.len() as u64, bytes_done, bytes });
        bytes_done += file.bytes;
        let mut read = || {
            let mut of_file = Intake::default();
            let documents = read_file(file, &curation, &mut of_file);
            Reading::of(documents, of_file)
        };
        let Some(reading) = readings.of(file, &mut read) else { continue };
        for document in reading.join(&mut intake) {
            admit(document, &mut register, &curation, &mut intake);
        }
    }
    conclude(&curation, &mut intake);
    intake
}

/// A warning for each row of `metadata.csv` whose file is not in the folder.
fn missing_files(files: &[SourceFile], curation: &Curation) -> Vec<Finding> {
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    // A row may be about a file inside of another one.
    let is_there =
        |name: &str| names.contains(name) || name.match_indices('/').any(|(end, _)| names.contains(&name[..end]));
    let finding = |name: &str| {
        let finding = Finding::new(Severity::Warning, sidecar::CSV_FILE, format!("there is no file “{name}”"));
        finding.remedy("write its path inside the folder, with / between the parts")
    };
    curation.sidecar.missing(is_there).map(finding).collect()
}

/// Takes a document into the corpus, unless its id is taken; a copy gets an id of its own.
fn admit(mut document: Document, register: &mut Register, curation: &Curation, intake: &mut Intake) {
    let note = match register.admit(&mut document.metadata) {
        Ok(note) => note,
        Err(finding) => return intake.findings.push(finding),
    };
    if note.is_some() {
        // What editors decided about the first is not decided about the copy.
        let mentioned = curation.entities.mentioned(&document);
        let (claims, findings) = claims::find(&document, &curation.entities, &mentioned, &curation.claims);
        document.claims = claims;
        intake.findings.extend(note.into_iter().chain(findings));
    }
    intake.boilerplate.add(&document);
    intake.documents.push(document);
}

/// Adds what can be said once every file was read: what came of the editors' decisions, and which of them fit nothing.
fn conclude(curation: &Curation, intake: &mut Intake) {
    let (redactions, unused) = curation.redactions.conclude(&intake.replacements);
    intake.redactions = redactions;
    intake.findings.extend(unused);
    intake.findings.extend(curation.entities.findings.iter().cloned());
    let ids: BTreeSet<&str> = intake.documents.iter().map(|document| document.metadata.id.as_str()).collect();
    intake.findings.extend(curation.claims.missing(|id| ids.contains(id)));
    if !intake.documents.is_empty() {
        intake.findings.extend(curation.entities.unmentioned(&intake.mention_counts));
    }
    intake.claims = curation.claims.clone();
    intake.corrections = curation.corrections.clone();
    (intake.settings, intake.thesaurus) = (curation.rulebook.settings.clone(), curation.thesaurus.clone());
}

/// The documents of one file.
fn read_file(file: &SourceFile, curation: &Arc<Curation>, intake: &mut Intake) -> Vec<Document> {
    let bytes = match load(file) {
        Ok(Loaded::Whole(bytes)) => bytes,
        Ok(Loaded::TooLarge { max_bytes }) => {
            intake.findings.push(Finding::too_large(&file.name, file.bytes, max_bytes));
            return Vec::new();
        }
        Ok(Loaded::OfNoKind) if is_promised(&file.name) => {
            intake.findings.push(not_as_named(file));
            return Vec::new();
        }
        Ok(Loaded::OfNoKind) => {
            *intake.skipped.entry(folder::extension(&file.name)).or_default() += 1;
            return Vec::new();
        }
        Err(error) => {
            let finding = Finding::error(&file.name, format!("cannot be read: {error}"));
            intake.findings.push(finding.remedy("check the permissions of the file, or remove it from the folder"));
            return Vec::new();
        }
    };
    let (name, shared) = (file.name.clone(), Arc::clone(curation));
    let work = move || {
        let mut context = Context::on(HOST, &name, &shared.rulebook);
        let drafts = context.read(bytes).unwrap_or_default();
        (drafts, context.finish())
    };
    match isolate::run(time_limit(file.bytes), work) {
        Ok((drafts, report)) => {
            intake.take(report);
            settle(drafts, file, curation, intake)
        }
        Err(trouble) => {
            let finding = Finding::error(&file.name, trouble.to_string());
            intake.findings.push(finding.remedy("open it in the program that made it and save it again, or remove it"));
            Vec::new()
        }
    }
}

/// The documents of what a reader found.
fn settle(drafts: Vec<Draft>, file: &SourceFile, curation: &Curation, intake: &mut Intake) -> Vec<Document> {
    let mut documents = Vec::new();
    let mut assembler = Assembler::new(curation);
    // Rows and messages are documents already.
    let may_hold_many = drafts.len() == 1;
    for draft in drafts {
        let path = draft.source.path.clone();
        let mut context = Context::new(if path.is_empty() { &file.name } else { &path }, &curation.rulebook);
        if may_hold_many {
            intake.proposals.extend(proposal::propose(&draft, context.rules));
        }
        let (drafts, cuts) = segment::cut(draft, curation.corrections.of(&path), &mut context);
        intake.cuts.extend(cuts);
        for draft in drafts {
            let id = id_for_redactions(&draft, curation);
            documents.extend(assembler.assemble(draft, id.as_deref(), &mut context));
        }
        intake.take(context.finish());
    }
    intake.replacements.add(assembler.redactions);
    add(&mut intake.mention_counts, assembler.entities);
    documents
}

/// The id of a draft's document, where redactions of single documents ask for it. What they hide may be in the title, so
/// that the id changes with it; the rules go by the id before.
fn id_for_redactions(draft: &Draft, curation: &Curation) -> Option<String> {
    let mut unheard = Context::new(&draft.source.path, &curation.rulebook);
    let assemble = || Assembler::new(curation).assemble(draft.clone(), None, &mut unheard);
    let document = curation.redactions.has_texts().then(assemble)?;
    document.map(|document| document.metadata.id)
}

fn not_as_named(file: &SourceFile) -> Finding {
    if file.bytes == 0 {
        return Finding::error(&file.name, "the file is empty").remedy("copy it again, or remove it");
    }
    let message = format!("its content does not match its extension {}", folder::extension(&file.name));
    Finding::error(&file.name, message).remedy("copy it again, correct its extension, or remove it")
}

enum Loaded {
    Whole(Vec<u8>),
    TooLarge { max_bytes: u64 },
    OfNoKind,
}

/// The content of a file that some kind reads.
fn load(file: &SourceFile) -> io::Result<Loaded> {
    let mut opened = File::open(&file.path)?;
    let mut bytes = Vec::new();
    opened.by_ref().take(SAMPLE_BYTES as u64).read_to_end(&mut bytes)?;
    let Some(kind) = HOST.kind_of(&Sample::new(&file.name, &bytes)) else { return Ok(Loaded::OfNoKind) };
    if file.bytes > kind.max_bytes() {
        return Ok(Loaded::TooLarge { max_bytes: kind.max_bytes() });
    }
    opened.rewind()?;
    bytes.clear();
    // A file that grows while it is read is read up to the limit.
    opened.take(kind.max_bytes()).read_to_end(&mut bytes)?;
    Ok(Loaded::Whole(bytes))
}

/// A minute for any file, and a second more for each MB: ten times what the slowest reader takes.
fn time_limit(bytes: u64) -> Duration {
    Duration::from_secs(60 + (bytes >> 20))
}

#[cfg(test)]
mod tests {
    use std::fs;

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
        let intake = read_files(&[("bad.pdf", b"%PDF-1.4 and no more"), ("binary.md", b"a\0b"), ("good.txt", b"Good")]);
        assert_eq!(titles(&intake), ["Good"]);
        let files: Vec<&str> = intake.findings.iter().map(|finding| finding.file.as_str()).collect();
        assert_eq!(files, ["bad.pdf", "binary.md"]);
    }

    #[test]
    fn a_guessed_encoding_is_told() {
        let intake = read_files(&[("a.txt", b"Caf\xe9\n\nText")]);
        assert_eq!(titles(&intake), ["Café"]);
        assert!(intake.findings[0].message.contains("windows-1252, which is a guess"), "{}", intake.findings[0]);
    }

    #[test]
    fn content_decides_and_what_is_no_document_is_counted() {
        let intake = read_files(&[
            ("a.txt", b"<!doctype html><title>Page</title><p>Text"),
            ("b.png", b"\x89PNG"),
            ("c", b"Bare"),
        ]);
        assert_eq!(titles(&intake), ["Page", "Bare"]);
        assert_eq!((intake.kinds["HTML"], intake.kinds["plain text"], intake.skipped[".png"]), (1, 1, 1));
    }

    #[test]
    fn tables_beside_the_documents_are_the_strongest() {
        let csv = b"file,title,publisher\na.md,From the table,Reuters\ngone.md,x,y\n";
        let intake = read_files(&[("metadata.csv", csv), ("a.md", b"---\ntitle: From the file\n---\nText")]);
        assert_eq!(titles(&intake), ["From the table"]);
        assert_eq!(intake.documents[0].metadata.values["publisher"], ["Reuters"]);
        assert!(intake.findings[0].message.contains("gone.md"), "{}", intake.findings[0]);
    }

    #[test]
    fn a_mistake_in_a_table_is_told_where_it_is() {
        let csv = b"file,title,published\na.md,A,2020-13-01\nb.md,B,2020\n";
        let intake = read_files(&[("metadata.csv", csv), ("a.md", b"Text"), ("b.md", b"---\nlang: ???\n---\nText")]);
        let told: Vec<(&str, Option<u32>)> =
            intake.findings.iter().map(|finding| (finding.file.as_str(), finding.line)).collect();
        assert_eq!(told, [("metadata.csv", Some(2)), ("b.md", Some(2))]);
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
    fn a_copy_is_a_document_with_an_id_of_its_own() {
        let text: &[u8] = b"Title\n\nBachelet said that the report has 48 pages.";
        let intake = read_files(&[("a.txt", text), ("b/a.txt", text)]);
        let [first, copy] = &intake.documents[..] else { panic!("{:?}", intake.findings) };
        assert_eq!(copy.metadata.id, format!("{}-2", first.metadata.id));
        assert_eq!((first.claims.len(), copy.claims.len()), (1, 1));
        let note = intake.findings[0].to_string();
        assert!(note.starts_with("note: b/a.txt: “Title” is also in a.txt;"), "{note}");
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
