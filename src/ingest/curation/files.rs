//! Reads and writes the files in which editors say something about their corpus.

use std::{fs, io, path::Path};

use toml::de::Error;

use crate::ingest::{finding::Finding, source::decode::decode};

/// Reads a file that may be missing.
pub fn read_text(folder: &Path, file: &str) -> Result<Option<String>, Finding> {
    let bytes = match fs::read(folder.join(file)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Finding::error(file, format!("cannot be read: {error}"))),
    };
    let decoded =
        decode(bytes, None).map_err(|error| Finding::error(file, error.to_string()).remedy(error.remedy()))?;
    Ok(Some(decoded.text))
}

/// The same for a file of TOML; what is wrong with it is told with its line.
pub fn read_toml<T>(
    folder: &Path,
    file: &str,
    parse: impl FnOnce(&str) -> Result<T, Error>,
) -> Result<Option<T>, Finding> {
    let Some(text) = read_text(folder, file)? else { return Ok(None) };
    parse(&text).map(Some).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|&byte| byte == b'\n').count() as u32 + 1;
        Finding::error(file, error.message().replace('\n', " "))
            .at(line)
            .remedy("`karez new <folder>` writes an example")
    })
}

/// Writes a table, unless it would say nothing or is there already; says whether it was written.
pub fn write(folder: &Path, file: &str, table: &str) -> io::Result<bool> {
    let path = folder.join(file);
    let is_empty = table.lines().count() < 2;
    if is_empty && !path.exists() || fs::read_to_string(&path).is_ok_and(|there| there == table) {
        return Ok(false);
    }
    // Beside the file first: what an editor decided is not lost to a full disk.
    let beside = folder.join(format!(".{file}.new"));
    fs::write(&beside, table)?;
    fs::rename(&beside, &path)?;
    Ok(true)
}
