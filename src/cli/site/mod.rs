//! A site on disk: where its parts are, and how a new one takes the place of an old one.

pub mod corrections;
pub mod documents;
pub mod edition;
pub mod index;
pub mod manifest;
pub mod page;
pub mod publish;
pub mod staging;

use std::{fs, io, path::Path};

use walkdir::WalkDir;

use crate::corpus::sha256;

/// Folder of the data, which Karez owns.
pub const CORPUS: &str = "corpus";
/// The file in it that names all others.
pub const ROOT: &str = "root.kz";
pub const MANIFEST: &str = "datapackage.json";
/// Every other file with its SHA-256, as `sha256sum -c` reads them.
pub const SUMS: &str = "SHA256SUMS";
/// Where each document comes from, and what was done to it.
pub const DOCUMENTS: &str = "documents.csv";
/// What was corrected, for programs and for readers.
pub const CORRECTIONS: &str = "corrections.json";
pub const CORRECTIONS_PAGE: &str = "corrections.html";
pub const EDITION_SCRIPT: &str = "edition.js";
pub const PAGES: [&str; 2] = ["index.html", "embed.html"];

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteFile {
    /// With `/` between its parts.
    pub path: String,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

impl SiteFile {
    fn new(path: impl Into<String>, content: &[u8]) -> SiteFile {
        SiteFile { path: path.into(), bytes: content.len() as u64, sha256: sha256(content) }
    }
}

/// All files of a site in the order of their paths.
pub fn list(site: &Path) -> io::Result<Vec<SiteFile>> {
    let read = |path: String| Ok(SiteFile::new(path.as_str(), &fs::read(site.join(&path))?));
    paths(site)?.into_iter().map(read).collect()
}

/// The paths of all files below a folder, in order, with `/` between their parts.
pub fn paths(folder: &Path) -> io::Result<Vec<String>> {
    let mut paths = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            paths.push(inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"));
        }
    }
    paths.sort();
    Ok(paths)
}
