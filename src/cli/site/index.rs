//! The whole index of a site, file by file, for commands that look at everything rather than search.

use std::{fs, path::Path};

use super::{CORPUS, ROOT};
use crate::{
    cli::stop::Stop,
    engine::{Files, Loaded, protocol::Failure},
    index::{
        FileId,
        format::Root,
        reader::{Memory, Reader, Stop as Unreadable},
    },
    wording,
};

pub struct Index {
    pub root: Root,
    files: Loaded,
    memory: Memory,
}

impl Index {
    /// Opens the root and loads every file that it names and that is there; a file that is not what its name says counts
    /// as missing.
    pub fn open(site: &Path) -> Result<Index, Stop> {
        Index::of_corpus(&site.join(CORPUS))
    }

    /// The same with the folder of the index.
    pub fn of_corpus(corpus: &Path) -> Result<Index, Stop> {
        let path = corpus.join(ROOT);
        let bytes = fs::read(&path).map_err(Stop::at("read", &path))?;
        let root = Root::from_bytes(&bytes).map_err(Failure::from)?;
        let mut files = Loaded::default();
        for (id, _) in files_of(&root) {
            if let Ok(bytes) = fs::read(corpus.join(id.file_name())) {
                // What is refused here is missed where it is needed.
                let _ = files.insert(id, bytes);
            }
        }
        Ok(Index { root, files, memory: Memory::default() })
    }

    /// The bytes of a file, if it is there.
    pub fn bytes(&self, id: FileId) -> Option<&[u8]> {
        self.files.get(id)
    }

    pub fn reader(&self) -> Reader<'_> {
        Reader::new(&self.root, &self.files, &self.memory)
    }

    /// The files that cannot be read as what they are, with the reason.
    pub fn faults(&self) -> Vec<(String, String)> {
        let reader = self.reader();
        let mut faults = Vec::new();
        let mut check = |id: FileId, outcome: Result<(), Unreadable>| {
            faults.extend(outcome.err().map(|error| (path_of(id), describe(&error))));
        };
        for shard in &self.root.shards {
            check(shard.terms, reader.terms(shard).map(drop));
            check(shard.positions, reader.positions(shard).map(drop));
        }
        self.root.columns.iter().for_each(|column| check(column.file, reader.column(column.file).map(drop)));
        check(self.root.dates, reader.dates().map(drop));
        check(self.root.word_list, reader.word_list().map(drop));
        check(self.root.lengths, reader.lengths().map(drop));
        check(self.root.titles, reader.titles().map(drop));
        check(self.root.frequencies, reader.frequencies().map(drop));
        if let Some(file) = self.root.neighbours {
            check(file, reader.neighbours().map(drop));
        }
        self.root.claims.iter().for_each(|entry| check(entry.file, reader.claims(entry).map(drop)));
        if let Some(file) = self.root.stories {
            check(file, reader.stories().map(drop));
        }
        // Chunks, their vocabulary and the sources are read with the documents.
        faults
    }
}

/// Every file that a root names, with what it is.
pub fn files_of(root: &Root) -> Vec<(FileId, &'static str)> {
    let mut files = Vec::new();
    for shard in &root.shards {
        files.extend([(shard.terms, "terms"), (shard.positions, "positions")]);
    }
    files.extend(root.columns.iter().map(|column| (column.file, "column")));
    files.extend([(root.dates, "dates"), (root.word_list, "words"), (root.lengths, "lengths")]);
    files.extend([(root.titles, "titles"), (root.frequencies, "frequencies")]);
    files.extend(root.neighbours.map(|file| (file, "neighbours")));
    files.extend(root.chunks.iter().map(|chunk| (chunk.file, "chunk")));
    files.extend(root.vocabulary.map(|file| (file, "vocabulary")));
    files.extend(root.stories.map(|file| (file, "stories")));
    files.extend(root.sources.iter().map(|file| (*file, "sources")));
    files.extend(root.claims.iter().map(|entry| (entry.file, "claims")));
    files
}

/// Path of a file of the index inside the site.
pub fn path_of(id: FileId) -> String {
    format!("{CORPUS}/{}", id.file_name())
}

/// Why something of the index cannot be read.
pub fn describe(error: &Unreadable) -> String {
    match error {
        Unreadable::Missing(files) => {
            let names: Vec<String> = files.iter().map(|file| path_of(*file)).collect();
            format!("{} is missing or damaged", names.join(", "))
        }
        Unreadable::Format(error) => wording::failure(&Failure::from(*error)),
    }
}
