//! The originals in a folder, compared with what the documents of a site say they were made of.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use serde::Serialize;
use walkdir::{DirEntry, WalkDir};

use super::findings::list;
use crate::{
    cli::terminal::count,
    corpus::{Source, sha256},
    ingest::{self, folder::ABOUT_THE_CORPUS},
};

/// What came of the comparison. Lists hold documents' ids with their files.
#[derive(Debug, Default, Serialize)]
pub struct Comparison {
    /// Documents whose file or original is there with the hash that the site gives.
    pub matching: u32,
    /// Neither the file nor the original is in the folder.
    pub missing: Vec<String>,
    /// There is a file of that name with another content.
    pub changed: Vec<String>,
    /// Files of the folder that no document was made of.
    pub unknown: Vec<String>,
}

impl Comparison {
    /// Files that no document was made of are no fault of the site.
    pub fn is_sound(&self) -> bool {
        self.missing.is_empty() && self.changed.is_empty()
    }

    pub fn describe(&self) -> String {
        let mut text = format!("originals  {} match\n", count(self.matching, "document"));
        text.push_str(&list("missing original", &self.missing));
        text.push_str(&list("changed original", &self.changed));
        text.push_str(&list("unknown file", &self.unknown));
        text
    }
}

/// What was found for one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Matching,
    Missing,
    Changed,
}

/// Compares each document, by id, with the file that it names.
pub fn compare(folder: &Path, sources: &BTreeMap<String, Source>) -> io::Result<Comparison> {
    let mut folder = Folder::read(folder)?;
    let mut comparison = Comparison::default();
    for (id, source) in sources {
        let outcomes = [folder.file(source)?, folder.original(source)];
        let line = format!("{id}: {}", source.path);
        if outcomes.contains(&Outcome::Changed) {
            comparison.changed.push(line);
        } else if outcomes.contains(&Outcome::Matching) {
            comparison.matching += 1;
        } else {
            comparison.missing.push(line);
        }
    }
    comparison.unknown = folder.unknown();
    Ok(comparison)
}

struct Folder<'a> {
    folder: &'a Path,
    /// SHA-256 of each file.
    hashes: BTreeMap<String, String>,
    by_hash: BTreeMap<String, String>,
    /// Hashes of what a build would read out of each file, where a file holds many documents. Read when first needed.
    parts: Option<BTreeMap<String, BTreeSet<String>>>,
    used: BTreeSet<String>,
}

impl<'a> Folder<'a> {
    /// Hashes all files but the hidden ones and sites that Karez wrote. Links are not followed.
    fn read(folder: &'a Path) -> io::Result<Folder<'a>> {
        fs::read_dir(folder)?;
        let is_left_out = |entry: &DirEntry| {
            entry.file_name().as_encoded_bytes().starts_with(b".") || ingest::folder::is_written_by_karez(entry)
        };
        let mut hashes = BTreeMap::new();
        let walk = WalkDir::new(folder).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry));
        for entry in walk {
            let entry = entry?;
            if entry.file_type().is_file() {
                let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path());
                let name = inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
                hashes.insert(name, sha256(&fs::read(entry.path())?));
            }
        }
        let by_hash = hashes.iter().map(|(name, hash)| (hash.clone(), name.clone())).collect();
        Ok(Folder { folder, hashes, by_hash, parts: None, used: BTreeSet::new() })
    }

    /// The file that the document was read from, at its path or moved elsewhere.
    fn file(&mut self, source: &Source) -> io::Result<Outcome> {
        // What is in a package belongs to the package.
        let places = Path::new(&source.path).ancestors().filter_map(Path::to_str);
        let at = places.map(str::to_owned).find(|path| self.hashes.contains_key(path));
        let is_there = at.as_ref().is_some_and(|path| self.hashes[path] == source.sha256);
        match at {
            Some(path) => {
                self.used.insert(path);
                let is_same = is_there || self.has_part(source)?;
                Ok(if is_same { Outcome::Matching } else { Outcome::Changed })
            }
            None => Ok(self.by_hash(&source.sha256)),
        }
    }

    /// The original that the file was made from; it is named in words, so its hash alone tells.
    fn original(&mut self, source: &Source) -> Outcome {
        let Some(hash) = &source.original_sha256 else { return Outcome::Missing };
        if self.by_hash(hash) == Outcome::Matching {
            return Outcome::Matching;
        }
        let name = source.original.as_deref().unwrap_or_default();
        let name = name.split_once(',').map_or(name, |(name, _)| name).trim();
        match self.hashes.keys().find(|path| *path == name || path.rsplit('/').next() == Some(name)).cloned() {
            Some(path) => {
                self.used.insert(path);
                Outcome::Changed
            }
            None => Outcome::Missing,
        }
    }

    fn by_hash(&mut self, hash: &str) -> Outcome {
        match self.by_hash.get(hash) {
            Some(name) => {
                self.used.insert(name.clone());
                Outcome::Matching
            }
            None => Outcome::Missing,
        }
    }

    /// Whether reading the folder as a build does gives a document of this path and hash: a row of a table, a message of
    /// a mailbox, an article of many in one file.
    fn has_part(&mut self, source: &Source) -> io::Result<bool> {
        if self.parts.is_none() {
            let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            for document in ingest::read(self.folder, &mut |_| {})?.documents {
                let Source { path, sha256, .. } = document.metadata.source;
                parts.entry(path).or_default().insert(sha256);
            }
            self.parts = Some(parts);
        }
        let parts = self.parts.as_ref().and_then(|parts| parts.get(&source.path));
        Ok(parts.is_some_and(|hashes| hashes.contains(&source.sha256)))
    }

    fn unknown(&self) -> Vec<String> {
        let is_unknown = |name: &&String| !self.used.contains(*name) && !ABOUT_THE_CORPUS.contains(&name.as_str());
        self.hashes.keys().filter(is_unknown).cloned().collect()
    }
}
