//! Which files of a folder may be sources. Whether one is depends on its content: see [`super::source::kinds`].

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use walkdir::{DirEntry, WalkDir};

use super::finding::{Finding, Severity};

/// The settings of the corpus, and the rules for its sources.
pub const SETTINGS_FILE: &str = "corpus.toml";
/// Variants of words for searches.
pub const THESAURUS_FILE: &str = "thesaurus.toml";
/// All files about the corpus. None of them is read as a document.
pub const ABOUT_THE_CORPUS: [&str; 9] = [
    SETTINGS_FILE,
    THESAURUS_FILE,
    "metadata.csv",
    "metadata.toml",
    "segments.csv",
    "entities.csv",
    "claims.csv",
    "redactions.toml",
    "corrections.toml",
];
/// By these files a folder is known to be a site, or a part of one, that Karez wrote.
const WRITTEN: [&[&str]; 2] = [&["datapackage.json", "corpus/root.kz"], &["readings.kzp"]];
/// About the folder rather than in it.
const IGNORED: [&str; 5] = ["README", "LICENSE", "LICENCE", "COPYING", "SHA256SUMS"];

/// A file that may be a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    #[serde(skip)]
    pub path: PathBuf,
    /// Path inside the folder, with `/` between its parts.
    pub name: String,
    pub bytes: u64,
}

/// What a folder holds, before anything is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// In the order of their names.
    pub files: Vec<SourceFile>,
    /// How many files were left alone, by extension.
    pub skipped: BTreeMap<String, u32>,
    /// Parts of the folder that could not be listed.
    pub findings: Vec<Finding>,
}

/// All files below a folder but the hidden ones, in one order on every machine.
///
/// Links are not followed, so that nothing outside the folder is published and no loop is entered. Sites that Karez wrote
/// into the folder are no documents of it, or each build would publish the one before.
pub fn list(folder: &Path) -> io::Result<Listing> {
    // Says plainly what is wrong with the folder itself.
    std::fs::read_dir(folder)?;
    let mut listing = Listing::default();
    let mut entries = WalkDir::new(folder).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) if entry.depth() > 0 && is_written_by_karez(&entry) => {
                let name = name_in(folder, entry.path());
                listing.findings.push(Finding::new(
                    Severity::Note,
                    &name,
                    "a site that Karez wrote, which is not read",
                ));
                entries.skip_current_dir();
            }
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => sort_in(folder, &entry, &mut listing),
            Err(error) => {
                let name = error.path().map(|path| name_in(folder, path)).unwrap_or_default();
                let finding = Finding::error(&name, format!("cannot be listed: {error}"));
                listing.findings.push(finding.remedy("check the permissions of the folder"));
            }
        }
    }
    listing.files.sort_by(|a, b| a.name.cmp(&b.name));
    listing.findings.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(listing)
}

fn sort_in(folder: &Path, entry: &DirEntry, listing: &mut Listing) {
    let name = name_in(folder, entry.path());
    if ABOUT_THE_CORPUS.contains(&name.as_str()) {
        return;
    }
    match entry.metadata() {
        Ok(metadata) if metadata.is_file() && !is_ignored(entry) => {
            listing.files.push(SourceFile { path: entry.path().into(), name, bytes: metadata.len() });
        }
        _ => {
            if entry.path_is_symlink() {
                let finding = Finding::new(Severity::Note, &name, "a symbolic link, which is not followed");
                listing.findings.push(finding.remedy("copy its target into the folder"));
            }
            *listing.skipped.entry(description(entry)).or_default() += 1;
        }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether an entry is the folder of a site, or of a part of one.
pub fn is_written_by_karez(entry: &DirEntry) -> bool {
    let has_all = |files: &&[&str]| files.iter().all(|file| entry.path().join(file).is_file());
    entry.file_type().is_dir() && WRITTEN.iter().any(has_all)
}

fn is_ignored(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_ascii_uppercase();
    let stem = name.split('.').next().unwrap_or_default();
    IGNORED.contains(&stem)
}

/// `link`, `README`: how a summary names what is no source by its place or name.
fn description(entry: &DirEntry) -> String {
    if entry.path_is_symlink() {
        return "link".into();
    }
    if is_ignored(entry) {
        return entry.file_name().to_string_lossy().split('.').next().unwrap_or_default().to_uppercase();
    }
    extension(&entry.file_name().to_string_lossy())
}

/// `.png`: how a summary names a file of a kind that is not read.
pub fn extension(name: &str) -> String {
    match name.rsplit('/').next().and_then(|file| file.rsplit_once('.')) {
        Some((_, extension)) => format!(".{}", extension.to_lowercase()),
        None => "no extension".into(),
    }
}

fn name_in(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(listing: &Listing) -> Vec<&str> {
        listing.files.iter().map(|file| file.name.as_str()).collect()
    }

    #[test]
    fn files_about_the_corpus_and_hidden_ones_are_no_sources() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("sub/.git")).unwrap();
        for name in [
            "corpus.toml",
            "thesaurus.toml",
            "segments.csv",
            "README.md",
            ".hidden.md",
            "sub/.git/a.md",
            "b.md",
            "sub/a.TXT",
            "sub/c.pdf",
            "Makefile",
        ] {
            fs::write(root.join(name), "x").unwrap();
        }
        let listing = list(root).unwrap();
        assert_eq!(names(&listing), ["Makefile", "b.md", "sub/a.TXT", "sub/c.pdf"]);
        let skipped: Vec<_> = listing.skipped.iter().map(|(extension, count)| (extension.as_str(), *count)).collect();
        assert_eq!(skipped, [("README", 1)]);
    }

    #[test]
    fn sites_and_parts_of_them_are_no_sources() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let written = ["site/datapackage.json", "site/corpus/root.kz", "site/index.html", "p/readings.kzp", "p/a.csv"];
        for name in written.into_iter().chain(["data/datapackage.json", "data/corpus/a.md"]) {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let listing = list(root).unwrap();
        assert_eq!(names(&listing), ["data/corpus/a.md", "data/datapackage.json"]);
        let found: Vec<&str> = listing.findings.iter().map(|finding| finding.file.as_str()).collect();
        assert_eq!(found, ["p", "site"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret.md"), "x").unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), folder.path().join("out")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret.md"), folder.path().join("a.md")).unwrap();
        let listing = list(folder.path()).unwrap();
        assert!(listing.files.is_empty());
        assert_eq!((listing.skipped["link"], listing.findings.len()), (3, 3));
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        assert_eq!(list(Path::new("no/such/folder")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
