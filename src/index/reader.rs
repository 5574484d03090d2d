//! Reads an index as far as its files are here, and says which are missing.

use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde::de::DeserializeOwned;

use super::bytes::{FormatError, unpack};
use super::file_id::FileId;
use super::format::{
    Chunk, ClaimsEntry, Column, Dates, Origins, Root, SOURCES_IN_FILE, ShardEntry, StoredClaims, StoredDocument,
    StoredPassage,
};
use super::frequencies::Frequencies;
use super::neighbours::Neighbours;
use super::numbers::Numbers;
use super::stories::Stories;
use super::terms::{Positions, TermShard};
use super::vocabulary::Vocabulary;
use super::words::WordList;
use crate::corpus::{Block, Source};

/// All that the core asks of its surroundings.
pub trait Files {
    /// The bytes of a file, if they are already here.
    fn get(&self, id: FileId) -> Option<&[u8]>;
}

/// Why reading cannot go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// These files are needed first. Never empty.
    Missing(Vec<FileId>),
    Format(FormatError),
}

impl From<FormatError> for Stop {
    fn from(error: FormatError) -> Stop {
        Stop::Format(error)
    }
}

/// Decoded files, kept from one request to the next: decoding takes longer than most searches.
#[derive(Debug, Default)]
pub struct Memory(RefCell<BTreeMap<FileId, Rc<dyn Any>>>);

/// Decoded files that are kept, about 20 kB each. Fewer than a session uses make searches several times slower: inflating
/// the ten chunks of a result list takes longer than finding them.
const MEMO_FILES: usize = 2048;

impl Memory {
    /// A file as it was decoded before, or is now. One that was decoded as something else is decoded anew.
    fn get<T: 'static>(&self, id: FileId, open: impl FnOnce() -> Result<T, Stop>) -> Result<Rc<T>, Stop> {
        if let Some(Ok(known)) = self.known(id).map(|known| known.downcast()) {
            return Ok(known);
        }
        let opened = Rc::new(open()?);
        self.keep(id, opened.clone());
        Ok(opened)
    }

    fn known(&self, id: FileId) -> Option<Rc<dyn Any>> {
        self.0.borrow().get(&id).cloned()
    }

    fn keep(&self, id: FileId, opened: Rc<dyn Any>) {
        let mut kept = self.0.borrow_mut();
        if kept.len() >= MEMO_FILES {
            kept.clear();
        }
        kept.insert(id, opened);
    }
}

/// A root and the files that are here.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub root: &'a Root,
    files: &'a dyn Files,
    memory: &'a Memory,
}

impl<'a> Reader<'a> {
    pub fn new(root: &'a Root, files: &'a dyn Files, memory: &'a Memory) -> Reader<'a> {
        Reader { root, files, memory }
    }

    /// Goes on only when all these files are here; otherwise asks for all that lack, at once.
    pub fn need(&self, ids: impl IntoIterator<Item = FileId>) -> Result<(), Stop> {
        let mut missing = Vec::new();
        for id in ids {
            if self.files.get(id).is_none() && !missing.contains(&id) {
                missing.push(id);
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(Stop::Missing(missing)) }
    }

    fn bytes(&self, id: FileId) -> Result<&'a [u8], Stop> {
        self.files.get(id).ok_or_else(|| Stop::Missing(vec![id]))
    }

    fn record<T: DeserializeOwned>(&self, id: FileId) -> Result<T, Stop> {
        Ok(unpack(self.bytes(id)?)?)
    }

    // -------------------------------------------------------------------------------------------------------- words

    /// The shard that has a key if any has.
    pub fn shard_of(&self, key: &str) -> Option<&'a ShardEntry> {
        let after = self.root.shards.partition_point(|shard| shard.first.as_str() <= key);
        self.root.shards.get(after.checked_sub(1)?)
    }

    /// The shards that may have keys with a prefix.
    pub fn shards_of_prefix(&self, prefix: &str) -> &'a [ShardEntry] {
        let shards = &self.root.shards;
        let start = shards.partition_point(|shard| shard.first.as_str() <= prefix).saturating_sub(1);
        let count =
            shards[start..].partition_point(|shard| shard.first.as_str() <= prefix || shard.first.starts_with(prefix));
        &shards[start..start + count]
    }

    pub fn terms(&self, shard: &ShardEntry) -> Result<Rc<TermShard>, Stop> {
        self.memory.get(shard.terms, || Ok(TermShard::open(self.bytes(shard.terms)?)?))
    }

    /// How many documents have a key.
    pub fn documents_with(&self, key: &str) -> Result<u32, Stop> {
        let Some(shard) = self.shard_of(key) else { return Ok(0) };
        Ok(self.terms(shard)?.entry(key).map_or(0, |entry| entry.documents()))
    }

    pub fn positions(&self, shard: &ShardEntry) -> Result<Rc<Positions>, Stop> {
        self.memory.get(shard.positions, || Ok(Positions::open(self.bytes(shard.positions)?)?))
    }

    pub fn word_list(&self) -> Result<Rc<WordList>, Stop> {
        self.memory.get(self.root.word_list, || self.record(self.root.word_list))
    }

    pub fn frequencies(&self) -> Result<Rc<Frequencies>, Stop> {
        let file = self.root.frequencies;
        self.memory.get(file, || Ok(Frequencies::from_bytes(self.bytes(file)?)?))
    }

    /// Words of each document's text, its title left out.
    pub fn lengths(&self) -> Result<Rc<Vec<u32>>, Stop> {
        let file = self.root.lengths;
        self.memory.get(file, || {
            let mut bytes = self.bytes(file)?;
            let lengths: Vec<u32> = Numbers::take(&mut bytes)?.from(0).collect();
            let is_whole = bytes.is_empty() && lengths.len() == self.root.documents as usize;
            if is_whole { Ok(lengths) } else { Err(FormatError::Damaged.into()) }
        })
    }

    pub fn neighbours(&self) -> Result<Option<Rc<Neighbours>>, Stop> {
        let open = |file| self.memory.get(file, || Ok(Neighbours::from_bytes(self.bytes(file)?)?));
        self.root.neighbours.map(open).transpose()
    }

    // ----------------------------------------------------------------------------------------------------- columns

    pub fn column(&self, file: FileId) -> Result<Rc<Column>, Stop> {
        self.memory.get(file, || self.record(file))
    }

    pub fn dates(&self) -> Result<Rc<Dates>, Stop> {
        self.memory.get(self.root.dates, || {
            let dates: Dates = self.record(self.root.dates)?;
            let dated = self.root.documents.checked_sub(self.root.undated).ok_or(FormatError::Damaged)?;
            if dates.0.len() == dated as usize && dates.0.is_sorted_by_key(|(first, _)| *first) {
                Ok(dates)
            } else {
                Err(FormatError::Damaged.into())
            }
        })
    }

    // --------------------------------------------------------------------------------------------------- documents

    /// The chunk in which a document begins.
    fn chunk_of(&self, number: u32) -> Option<usize> {
        self.root.chunks.partition_point(|chunk| chunk.first_document <= number).checked_sub(1)
    }

    /// What has to be here to read a document: where it begins, and where it goes on if it is read as a whole.
    pub fn files_of(&self, number: u32, is_whole: bool) -> impl Iterator<Item = FileId> + use<'a> {
        self.chunks_with(number).take(if is_whole { usize::MAX } else { 1 }).chain(self.root.vocabulary)
    }

    /// The chunks that a document is in: the one it begins in, and those it goes on in.
    fn chunks_with(&self, number: u32) -> impl Iterator<Item = FileId> + use<'a> {
        let chunks = &self.root.chunks;
        let start = self.chunk_of(number).unwrap_or(chunks.len());
        let goes_on = chunks.iter().skip(start + 1);
        let goes_on = goes_on.take_while(move |chunk| chunk.is_continued && chunk.first_document == number + 1);
        chunks.get(start).into_iter().chain(goes_on).map(|chunk| chunk.file)
    }

    fn chunk(&self, file: FileId) -> Result<Rc<Chunk>, Stop> {
        self.memory.get(file, || {
            self.need([file].into_iter().chain(self.root.vocabulary))?;
            let vocabulary = self.root.vocabulary.map(|id| self.vocabulary(id)).transpose()?;
            Ok(Chunk::from_bytes(self.bytes(file)?, vocabulary.as_deref())?)
        })
    }

    fn vocabulary(&self, file: FileId) -> Result<Rc<Vocabulary>, Stop> {
        self.memory.get(file, || Ok(Vocabulary::from_bytes(self.bytes(file)?)?))
    }

    /// A document. Its blocks are those of its first chunk only, and without furniture, which stays out of sight.
    pub fn document(&self, number: u32) -> Result<StoredDocument, Stop> {
        let mut document = self.stored(number)?;
        document.blocks.retain(|block| !block.is_furniture());
        Ok(document)
    }

    /// A document with all its blocks, those of the page around it among them.
    pub fn with_furniture(&self, number: u32) -> Result<StoredDocument, Stop> {
        let mut document = self.stored(number)?;
        for file in self.chunks_with(number).skip(1) {
            document.blocks.extend_from_slice(&self.chunk(file)?.continued);
        }
        Ok(document)
    }

    fn stored(&self, number: u32) -> Result<StoredDocument, Stop> {
        let entry = self.chunk_of(number).and_then(|at| self.root.chunks.get(at)).ok_or(FormatError::Damaged)?;
        let chunk = self.chunk(entry.file)?;
        let document = chunk.documents.get((number - entry.first_document) as usize);
        Ok(document.cloned().ok_or(FormatError::Damaged)?)
    }

    /// The blocks of a document that are not in its first chunk.
    pub fn further_blocks(&self, number: u32) -> Result<Vec<Block>, Stop> {
        let mut blocks = Vec::new();
        for file in self.chunks_with(number).skip(1) {
            blocks.extend(self.chunk(file)?.continued.iter().filter(|block| !block.is_furniture()).cloned());
        }
        Ok(blocks)
    }

    /// The files with the claims of these documents, each once, given the documents ascending.
    pub fn claims_files(&self, documents: impl Iterator<Item = u32>) -> Vec<&'a ClaimsEntry> {
        let entries = &self.root.claims;
        let mut places: Vec<usize> = documents
            .filter_map(|number| entries.partition_point(|entry| entry.first_document <= number).checked_sub(1))
            .collect();
        places.dedup();
        places.into_iter().map(|place| &entries[place]).collect()
    }

    pub fn claims(&self, entry: &ClaimsEntry) -> Result<Rc<StoredClaims>, Stop> {
        self.memory.get(entry.file, || self.record(entry.file))
    }

    /// A document with all its blocks but furniture.
    pub fn whole_document(&self, number: u32) -> Result<StoredDocument, Stop> {
        let mut document = self.document(number)?;
        document.blocks.extend(self.further_blocks(number)?);
        Ok(document)
    }

    /// The file that says where a document comes from.
    pub fn source_file(&self, number: u32) -> Option<FileId> {
        self.root.sources.get((number / SOURCES_IN_FILE) as usize).copied()
    }

    pub fn source(&self, number: u32) -> Result<Source, Stop> {
        let origins = self.origins(number)?;
        let source = origins.sources.get((number % SOURCES_IN_FILE) as usize).ok_or(FormatError::Damaged)?;
        Ok(Source::from(source))
    }

    /// The passages that a document shares with others.
    pub fn passages(&self, number: u32) -> Result<Vec<StoredPassage>, Stop> {
        let origins = self.origins(number)?;
        Ok(origins.passages.get((number % SOURCES_IN_FILE) as usize).cloned().ok_or(FormatError::Damaged)?)
    }

    fn origins(&self, number: u32) -> Result<Rc<Origins>, Stop> {
        let file = self.source_file(number).ok_or(FormatError::Damaged)?;
        self.memory.get(file, || self.record(file))
    }

    /// Which documents are copies of one another; none where no document has a copy.
    pub fn stories(&self) -> Result<Rc<Stories>, Stop> {
        match self.root.stories {
            Some(file) => self.memory.get(file, || Ok(Stories::from_bytes(self.bytes(file)?, self.root.documents)?)),
            None => Ok(Rc::default()),
        }
    }
}
