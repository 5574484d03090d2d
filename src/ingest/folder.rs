//! Which files of a folder are sources.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::{Finding, kind};

/// Files that say something about the corpus and are no documents of it.
pub const SETTINGS_FILE: &str = "corpus.toml";
pub const THESAURUS_FILE: &str = "thesaurus.toml";

/// A file that some kind of source reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    pub path: PathBuf,
    /// Path inside the folder, with `/` between its parts.
    pub name: String,
    pub bytes: u64,
}

#[derive(Debug, Default)]
pub struct Listing {
    /// In the order of their names.
    pub files: Vec<SourceFile>,
    /// How many files were left alone, by the end of their name.
    pub skipped: BTreeMap<String, u32>,
    /// Parts of the folder that could not be listed.
    pub findings: Vec<Finding>,
}

/// All files below a folder but the hidden ones, in one order on every machine.
///
/// Links are not followed, so that nothing outside the folder is published and no loop is entered.
pub fn list(folder: &Path) -> io::Result<Listing> {
    // Says plainly what is wrong with the folder itself.
    std::fs::read_dir(folder)?;
    let mut listing = Listing::default();
    for entry in WalkDir::new(folder).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        match entry {
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
    Ok(listing)
}

fn sort_in(folder: &Path, entry: &DirEntry, listing: &mut Listing) {
    let name = name_in(folder, entry.path());
    if name == SETTINGS_FILE || name == THESAURUS_FILE {
        return;
    }
    match entry.metadata() {
        Ok(metadata) if metadata.is_file() && kind::of(&name).is_some() && !is_readme(entry) => {
            listing.files.push(SourceFile { path: entry.path().into(), name, bytes: metadata.len() });
        }
        _ => *listing.skipped.entry(ending(entry)).or_default() += 1,
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_readme(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().to_ascii_uppercase().starts_with("README")
}

/// `.pdf`, `link`, `README`: how a summary names a file that is not read.
fn ending(entry: &DirEntry) -> String {
    if entry.path_is_symlink() {
        return "link".into();
    }
    if is_readme(entry) {
        return "README".into();
    }
    match entry.path().extension() {
        Some(extension) => format!(".{}", extension.to_string_lossy().to_lowercase()),
        None => "no ending".into(),
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
    fn only_sources_are_listed_and_the_rest_is_counted() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("sub/.git")).unwrap();
        for name in [
            "corpus.toml",
            "thesaurus.toml",
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
        assert_eq!(names(&listing), ["b.md", "sub/a.TXT"]);
        let skipped: Vec<_> = listing.skipped.iter().map(|(ending, count)| (ending.as_str(), *count)).collect();
        assert_eq!(skipped, [(".pdf", 1), ("README", 1), ("no ending", 1)]);
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
        assert_eq!(listing.skipped["link"], 3);
    }

    #[test]
    fn a_missing_folder_is_an_error() {
        assert_eq!(list(Path::new("no/such/folder")).unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
