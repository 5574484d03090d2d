//! ZIP files in memory. What one unpacks to is bounded before it is unpacked.
//!
//! Nothing is ever written to disk, so names in it are only names; those that try to lead out of it are refused all the
//! same.

use std::io::{Cursor, Read};

use zip::{ZipArchive, read::ZipFile};

use super::context::{Context, MAX_DOCUMENT_BYTES};
use crate::ingest::finding::Finding;

/// Text shrinks to a tenth, and to a hundredth where it repeats itself. What shrinks more, and is large, is a bomb.
const MAX_RATIO: u64 = 200;
const HARMLESS_BYTES: u64 = 8 << 20;
const MAX_ENTRIES: usize = 100_000;

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
    /// Reads the directory of a ZIP file. Fails, in words for the reader of a report, where it is damaged or too large.
    pub fn open(bytes: Vec<u8>) -> Result<Archive, String> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("not a valid ZIP file: {error}"))?;
        if zip.len() > MAX_ENTRIES {
            return Err(format!("contains {} files, but at most {MAX_ENTRIES} are read", zip.len()));
        }
        let mut names = Vec::new();
        for index in 0..zip.len() {
            names.push(zip.by_index_raw(index).map(|entry| name_of(&entry)).unwrap_or_default());
        }
        Ok(Archive { zip, names })
    }

    /// The paths of all entries, in the order of the directory, with `/` between their parts.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// The bytes of a file.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, EntryError> {
        let index = self.names.iter().position(|known| known == name).ok_or(EntryError::Missing)?;
        self.read_at(index, MAX_DOCUMENT_BYTES)
    }

    /// The text of a file, which is UTF-8 unless it is damaged.
    pub fn read_text(&mut self, name: &str) -> Result<String, EntryError> {
        self.read(name)
            .map(|bytes| String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes)).into_owned())
    }

    fn read_at(&mut self, index: usize, max_bytes: u64) -> Result<Vec<u8>, EntryError> {
        let refused = |text: String| EntryError::Refused(text);
        let entry = self.zip.by_index(index).map_err(|error| refused(format!("cannot be unpacked: {error}")))?;
        if entry.encrypted() {
            return Err(refused("is encrypted".into()));
        }
        let packed = entry.compressed_size();
        read_bounded(entry, packed, max_bytes).map_err(refused)
    }

    /// The ZIP file itself.
    pub fn into_bytes(self) -> Vec<u8> {
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
pub fn read_bounded(reader: impl Read, packed: u64, max_bytes: u64) -> Result<Vec<u8>, String> {
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

/// The bytes of one file of an archive; what is wrong with it is reported.
pub fn read_entry(
    archive: &mut Archive,
    name: &str,
    index: usize,
    max_bytes: u64,
    context: &mut Context,
) -> Option<Vec<u8>> {
    let file = format!("{}/{name}", context.file);
    let is_link = archive.zip.by_index_raw(index).is_ok_and(|entry| entry.is_symlink());
    let is_outside =
        name.starts_with('/') || name.contains('\0') || name.contains(':') || name.split('/').any(|part| part == "..");
    if is_link || is_outside {
        let what = if is_link { "is a link to another file" } else { "has a path that leads out of its archive" };
        context.report(Finding::error(&file, what).remedy("pack the file itself, under its own name"));
        return None;
    }
    match archive.read_at(index, max_bytes) {
        Ok(bytes) if context.may_unpack(bytes.len() as u64) => Some(bytes),
        Ok(_) => {
            context.error(0, "unpacks to more than can be read from one file", "unpack it into the folder");
            None
        }
        Err(EntryError::Missing) => None,
        Err(EntryError::Refused(message)) => {
            context.report(Finding::error(&file, message).remedy("unpack it into the folder, or remove it"));
            None
        }
    }
}

#[cfg(test)]
pub mod tests {
    use std::io::{Cursor, Write};

    use zip::{ZipWriter, write::SimpleFileOptions};

    /// A ZIP file of these files.
    pub fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }
}
