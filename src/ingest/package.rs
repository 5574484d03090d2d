//! ZIP files and gzip: documents in a package (DOCX, ODT, EPUB, XLSX), web archives, and folders that were packed.
//!
//! What a package unpacks to is bounded before it is unpacked. Nothing is ever written to disk, so names in it are only
//! names; those that try to lead out of it are refused all the same.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;
use zip::{ZipArchive, read::ZipFile};

use super::{
    context::Context,
    draft::Draft,
    epub,
    finding::Finding,
    kind::{Kind, MAX_COLLECTION_BYTES, MAX_DOCUMENT_BYTES, Sample},
    office, table, web_archive,
};

/// Text shrinks to a tenth, and to a hundredth where it repeats itself. What shrinks more, and is large, is a bomb.
const MAX_RATIO: u64 = 200;
const HARMLESS_BYTES: u64 = 8 << 20;
const MAX_ENTRIES: usize = 100_000;

pub struct Package;

impl Kind for Package {
    fn name(&self) -> &'static str {
        "ZIP"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        // The second is an empty one.
        sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06")
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let draft = Draft::of(context.file, &bytes);
        let mut archive = match Archive::open(bytes) {
            Ok(archive) => archive,
            Err(message) => {
                context.error(0, message, "pack it again, or remove it");
                return Vec::new();
            }
        };
        let kind = archive.kind();
        let drafts = match kind {
            PackageKind::Docx => office::read_docx(draft, &mut archive, context),
            PackageKind::Odt => office::read_odt(draft, &mut archive, context),
            PackageKind::Epub => epub::read(draft, &mut archive, context),
            PackageKind::Workbook => return table::read_workbook(archive.into_bytes(), context),
            PackageKind::Wacz => web_archive::read_wacz(&mut archive, context),
            PackageKind::Folder => read_folder(&mut archive, context),
            PackageKind::Slides => {
                context.error(0, "slides cannot be read", "save them as PDF");
                Vec::new()
            }
        };
        if !drafts.is_empty() {
            context.kind_is(kind.name());
        }
        drafts
    }
}

/// What a package is, by the files in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PackageKind {
    Docx,
    Odt,
    Epub,
    Workbook,
    Slides,
    Wacz,
    Folder,
}

impl PackageKind {
    fn name(self) -> &'static str {
        match self {
            PackageKind::Docx => "DOCX",
            PackageKind::Odt => "ODT",
            PackageKind::Epub => "EPUB",
            PackageKind::Workbook => "spreadsheet",
            PackageKind::Slides => "slides",
            PackageKind::Wacz => "WACZ",
            PackageKind::Folder => "ZIP",
        }
    }
}

/// A ZIP file in memory.
pub struct Archive {
    zip: ZipArchive<Cursor<Vec<u8>>>,
    names: Vec<String>,
}

/// Why a file in a package is not read.
#[derive(Debug, PartialEq, Eq)]
pub enum EntryError {
    Missing,
    /// In words for the reader of a report.
    Refused(String),
}

impl Archive {
    pub fn open(bytes: Vec<u8>) -> Result<Archive, String> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("not a sound ZIP file: {error}"))?;
        if zip.len() > MAX_ENTRIES {
            return Err(format!("holds {} files, and {MAX_ENTRIES} are read at most", zip.len()));
        }
        let mut names = Vec::new();
        for place in 0..zip.len() {
            names.push(zip.by_index_raw(place).map(|entry| name_of(&entry)).unwrap_or_default());
        }
        Ok(Archive { zip, names })
    }

    pub fn names(&self) -> &[String] {
        &self.names
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    fn kind(&mut self) -> PackageKind {
        let mimetype = self.read("mimetype").unwrap_or_default();
        let says = |text: &str| mimetype.starts_with(text.as_bytes());
        if self.has("word/document.xml") {
            PackageKind::Docx
        } else if says("application/epub+zip") || self.has("META-INF/container.xml") {
            PackageKind::Epub
        } else if says("application/vnd.oasis.opendocument.text") {
            PackageKind::Odt
        } else if says("application/vnd.oasis.opendocument.spreadsheet")
            || self.has("xl/workbook.xml")
            || self.has("xl/workbook.bin")
        {
            PackageKind::Workbook
        } else if says("application/vnd.oasis.opendocument.presentation") || self.has("ppt/presentation.xml") {
            PackageKind::Slides
        } else if self.has("datapackage.json") && self.names.iter().any(|name| name.starts_with("archive/")) {
            PackageKind::Wacz
        } else {
            PackageKind::Folder
        }
    }

    /// The bytes of a file.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, EntryError> {
        let place = self.names.iter().position(|known| known == name).ok_or(EntryError::Missing)?;
        self.read_at(place, MAX_DOCUMENT_BYTES)
    }

    /// The text of a file, which is UTF-8 unless it is damaged.
    pub fn read_text(&mut self, name: &str) -> Result<String, EntryError> {
        self.read(name)
            .map(|bytes| String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).into_owned())
    }

    fn read_at(&mut self, place: usize, max_bytes: u64) -> Result<Vec<u8>, EntryError> {
        let refused = |text: String| EntryError::Refused(text);
        let entry = self.zip.by_index(place).map_err(|error| refused(format!("cannot be unpacked: {error}")))?;
        if entry.encrypted() {
            return Err(refused("is encrypted".into()));
        }
        let packed = entry.compressed_size();
        read_bounded(entry, packed, max_bytes).map_err(refused)
    }

    fn into_bytes(self) -> Vec<u8> {
        self.zip.into_inner().into_inner()
    }
}

/// The name with `/` between its parts; programs for Windows wrote `\`. Names in old encodings are read as they look.
fn name_of<R: Read>(entry: &ZipFile<R>) -> String {
    let name = entry
        .name()
        .map(|name| name.into_owned())
        .unwrap_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned());
    name.replace('\\', "/")
}

/// Unpacks, unless that gives too much.
fn read_bounded(reader: impl Read, packed: u64, max_bytes: u64) -> Result<Vec<u8>, String> {
    let bomb = packed.saturating_mul(MAX_RATIO).max(HARMLESS_BYTES);
    let limit = max_bytes.min(bomb);
    let mut bytes = Vec::new();
    let outcome = reader.take(limit + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > limit {
        return Err(if limit == max_bytes {
            format!("unpacks to more than {} MB", max_bytes >> 20)
        } else {
            format!("{packed} bytes unpack to more than {} MB: a decompression bomb", limit >> 20)
        });
    }
    outcome.map_err(|error| format!("cannot be unpacked: {error}")).map(|_| bytes)
}

/// Reads the files of a folder that was packed, in the order of their names.
fn read_folder(archive: &mut Archive, context: &mut Context) -> Vec<Draft> {
    let mut places: Vec<(String, usize)> = archive.names().iter().cloned().zip(0..).collect();
    places.sort();
    let mut drafts = Vec::new();
    for (name, place) in places {
        if name.ends_with('/') || is_by_the_way(&name) {
            continue;
        }
        if let Some(bytes) = read_entry(archive, &name, place, MAX_COLLECTION_BYTES, context) {
            drafts.extend(context.read_inside(&name, bytes));
        }
    }
    drafts
}

/// The bytes of one file of an archive; what is wrong with it is reported.
pub fn read_entry(
    archive: &mut Archive,
    name: &str,
    place: usize,
    max_bytes: u64,
    context: &mut Context,
) -> Option<Vec<u8>> {
    let file = format!("{}/{name}", context.file);
    let is_link = archive.zip.by_index_raw(place).is_ok_and(|entry| entry.is_symlink());
    let is_outside =
        name.starts_with('/') || name.contains('\0') || name.contains(':') || name.split('/').any(|part| part == "..");
    if is_link || is_outside {
        let what = if is_link { "is a link to another file" } else { "has a name that leads out of its archive" };
        context.report(Finding::error(&file, what).remedy("pack the file itself, under its own name"));
        return None;
    }
    match archive.read_at(place, max_bytes) {
        Ok(bytes) if context.may_unpack(bytes.len() as u64) => Some(bytes),
        Ok(_) => {
            context.error(0, "unpacks to too much", "unpack it into the folder");
            None
        }
        Err(EntryError::Missing) => None,
        Err(EntryError::Refused(message)) => {
            context.report(Finding::error(&file, message).remedy("unpack it into the folder, or remove it"));
            None
        }
    }
}

/// What packing programs add, and hidden files.
fn is_by_the_way(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.split('/').any(|part| part.starts_with('.') && part != "..")
        || name.ends_with("Thumbs.db")
}

pub struct Gzip;

impl Kind for Gzip {
    fn name(&self) -> &'static str {
        "gzip"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        sample.starts_with(b"\x1f\x8b\x08")
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        // Web archives are packed record by record, one gzip member after another.
        match read_bounded(MultiGzDecoder::new(bytes.as_slice()), bytes.len() as u64, MAX_COLLECTION_BYTES) {
            Ok(unpacked) if context.may_unpack(unpacked.len() as u64) => {
                let file = context.file.rsplit('/').next().unwrap_or_default();
                let stem =
                    file.strip_suffix(".gz").or_else(|| file.strip_suffix(".GZ")).unwrap_or("unpacked").to_owned();
                context.read_inside(&stem, unpacked)
            }
            Ok(_) => {
                context.error(0, "unpacks to too much", "unpack it into the folder");
                Vec::new()
            }
            Err(message) => {
                context.error(0, message, "unpack it into the folder, or remove it");
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
pub mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;
    use crate::ingest::settings::Rulebook;

    /// A ZIP file of these files.
    pub fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn read(bytes: Vec<u8>) -> (Vec<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.zip", &rulebook);
        let drafts = context.read(bytes).unwrap();
        (drafts, context.finish().findings)
    }

    fn paths(drafts: &[Draft]) -> Vec<&str> {
        drafts.iter().map(|draft| draft.source.path.as_str()).collect()
    }

    #[test]
    fn a_packed_folder_is_read_like_a_folder() {
        let inner = zip_of(&[("c.txt", b"C")]);
        let (drafts, findings) = read(zip_of(&[
            ("x/b.md", b"# B"),
            ("a.txt", b"A"),
            ("x/z.zip", &inner),
            ("__MACOSX/a", b"x"),
            ("p.png", b"\x89"),
        ]));
        assert_eq!(paths(&drafts), ["a.zip/a.txt", "a.zip/x/b.md", "a.zip/x/z.zip/c.txt"]);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn bombs_are_refused_and_the_rest_is_read() {
        let zeros = vec![b' '; 30 << 20];
        let (drafts, findings) = read(zip_of(&[("bomb.txt", &zeros), ("good.txt", b"Good")]));
        assert_eq!(paths(&drafts), ["a.zip/good.txt"]);
        assert!(findings[0].message.contains("decompression bomb"), "{findings:?}");
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&zeros).unwrap();
        let (drafts, findings) = read(encoder.finish().unwrap());
        assert!(drafts.is_empty() && findings[0].message.contains("decompression bomb"), "{findings:?}");
    }

    #[test]
    fn an_archive_of_itself_ends() {
        let mut bytes = zip_of(&[("a.txt", b"A")]);
        for _ in 0..8 {
            bytes = zip_of(&[("inner.zip", &bytes)]);
        }
        let (drafts, findings) = read(bytes);
        assert!(drafts.is_empty() && findings[0].message.contains("nested too deeply"), "{findings:?}");
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        let (drafts, findings) = read(zip_of(&[("../../etc/x.txt", b"X"), ("/abs.txt", b"Y"), ("ok.txt", b"Z")]));
        assert_eq!(paths(&drafts), ["a.zip/ok.txt"]);
        assert_eq!(findings.len(), 2, "{findings:?}");
    }

    #[test]
    fn broken_archives_are_reported() {
        let whole = zip_of(&[("a.txt", b"A text that is long enough to be cut somewhere in the middle of it")]);
        for bytes in [&whole[..whole.len() / 2], b"PK\x03\x04", b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01"] {
            let (drafts, findings) = read(bytes.to_vec());
            assert!(drafts.is_empty() && findings.len() == 1, "{findings:?}");
        }
    }
}
