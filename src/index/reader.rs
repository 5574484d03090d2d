//! Reads an index as far as its files are here, and names those that are missing.

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

/// Where files come from: all that the core asks of its host. The simplest one is a map.
pub trait Files {
    /// The bytes of a file, already checked against its id; `None` if the file has not been fetched yet.
    fn get(&self, id: FileId) -> Option<&[u8]>;
}

/// Why reading cannot continue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// These files are needed first: fetch them and try again. Never empty.
    Missing(Vec<FileId>),
    /// A file or the root is damaged; fetching more will not help.
    Format(FormatError),
}

impl From<FormatError> for Stop {
    fn from(error: FormatError) -> Stop {
        Stop::Format(error)
    }
}

/// A cache of decoded files, kept from one request to the next: decoding takes longer than most searches.
#[derive(Debug, Default)]
pub struct Memory(RefCell<BTreeMap<FileId, Rc<dyn Any>>>);

/// Limit on the files in the cache, about 20 kB each; when it is reached, the cache is emptied. With fewer than a
/// session uses, searches are several times slower: inflating the ten chunks of a result list takes longer than finding
/// them.
const MEMO_FILES: usize = 2048;

impl Memory {
    /// A file from the cache, or decoded now. One that was decoded as another type is decoded again.
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

/// An open index: its root, and the files that are here. Cheap to copy.
///
/// ```
/// use karez::{corpus::*, index::{self, FileId, format::Root, reader::{Files, Memory, Reader, Stop}}};
///
/// struct NoFiles;
/// impl Files for NoFiles {
///     fn get(&self, _: FileId) -> Option<&[u8]> {
///         None
///     }
/// }
/// let index = index::write(&Settings::default(), &Thesaurus::default(), vec![Document::default()]).unwrap();
/// let (root, memory) = (Root::from_bytes(&index.root).unwrap(), Memory::default());
/// let reader = Reader::new(&root, &NoFiles, &memory);
/// let Err(Stop::Missing(files)) = reader.document(0) else { panic!("nothing is here") };
/// assert!(index.files.contains_key(&files[0])); // the chunk to fetch before asking again
/// ```
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The root, which says what the corpus is and which file has what.
    pub root: &'a Root,
    files: &'a dyn Files,
    memory: &'a Memory,
}

impl<'a> Reader<'a> {
    /// Opens an index; reads nothing yet. `memory` caches decoded files by id, so that one serves all requests to a
    /// corpus.
    pub fn new(root: &'a Root, files: &'a dyn Files, memory: &'a Memory) -> Reader<'a> {
        Reader { root, files, memory }
    }

    /// Succeeds if all these files are here; otherwise stops with all that are missing, each once, so that the host can
    /// fetch them together.
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

    /// The shard that has a key if any shard has it; `None` if the key sorts before all shards.
    pub fn shard_of(&self, key: &str) -> Option<&'a ShardEntry> {
        let after = self.root.shards.partition_point(|shard| shard.first.as_str() <= key);
        self.root.shards.get(after.checked_sub(1)?)
    }

    /// The shards that may have keys with a prefix, ascending.
    pub fn shards_of_prefix(&self, prefix: &str) -> &'a [ShardEntry] {
        let shards = &self.root.shards;
        let start = shards.partition_point(|shard| shard.first.as_str() <= prefix).saturating_sub(1);
        let count =
            shards[start..].partition_point(|shard| shard.first.as_str() <= prefix || shard.first.starts_with(prefix));
        &shards[start..start + count]
    }

    /// The dictionary and postings of a shard.
    pub fn terms(&self, shard: &ShardEntry) -> Result<Rc<TermShard>, Stop> {
        self.memory.get(shard.terms, || Ok(TermShard::open(self.bytes(shard.terms)?)?))
    }

    /// Document frequency of a key; 0 if it is not in the dictionary.
    pub fn documents_with(&self, key: &str) -> Result<u32, Stop> {
        let Some(shard) = self.shard_of(key) else { return Ok(0) };
        Ok(self.terms(shard)?.entry(key).map_or(0, |entry| entry.documents()))
    }

    /// The positions of a shard, which phrases need.
    pub fn positions(&self, shard: &ShardEntry) -> Result<Rc<Positions>, Stop> {
        self.memory.get(shard.positions, || Ok(Positions::open(self.bytes(shard.positions)?)?))
    }

    /// The commonest words of the corpus, for corrections and completion.
    pub fn word_list(&self) -> Result<Rc<WordList>, Stop> {
        self.memory.get(self.root.word_list, || self.record(self.root.word_list))
    }

    /// The corpus frequencies, for tables of words.
    pub fn frequencies(&self) -> Result<Rc<Frequencies>, Stop> {
        let file = self.root.frequencies;
        self.memory.get(file, || Ok(Frequencies::from_bytes(self.bytes(file)?)?))
    }

    /// Length of each document in words, by number; titles do not count.
    pub fn lengths(&self) -> Result<Rc<Vec<u32>>, Stop> {
        self.number_of_each(self.root.lengths)
    }

    /// Rank of each document by its title, by number; documents with the same title have the same.
    pub fn titles(&self) -> Result<Rc<Vec<u32>>, Stop> {
        self.number_of_each(self.root.titles)
    }

    fn number_of_each(&self, file: FileId) -> Result<Rc<Vec<u32>>, Stop> {
        self.memory.get(file, || {
            let mut bytes = self.bytes(file)?;
            let numbers: Vec<u32> = Numbers::take(&mut bytes)?.from(0).collect();
            let is_whole = bytes.is_empty() && numbers.len() == self.root.documents as usize;
            if is_whole { Ok(numbers) } else { Err(FormatError::Damaged.into()) }
        })
    }

    /// The most similar documents of each; `None` for very large and very small corpora.
    pub fn neighbours(&self) -> Result<Option<Rc<Neighbours>>, Stop> {
        let open = |file| self.memory.get(file, || Ok(Neighbours::from_bytes(self.bytes(file)?)?));
        self.root.neighbours.map(open).transpose()
    }

    // ----------------------------------------------------------------------------------------------------- columns

    /// The column of a field, by the file in its [`ColumnEntry`](super::format::ColumnEntry).
    pub fn column(&self, file: FileId) -> Result<Rc<Column>, Stop> {
        self.memory.get(file, || self.record(file))
    }

    /// First and last day of each dated document.
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

    /// The files needed to read a document: the chunk it begins in, the further ones if `is_whole`, and the vocabulary.
    pub fn files_of(&self, number: u32, is_whole: bool) -> impl Iterator<Item = FileId> + use<'a> {
        self.chunks_with(number).take(if is_whole { usize::MAX } else { 1 }).chain(self.root.vocabulary)
    }

    /// The chunks that a document is in: the one it begins in, then those it continues in.
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

    /// A document with the blocks of its first chunk only, without boilerplate. A number out of range is reported as
    /// damage.
    pub fn document(&self, number: u32) -> Result<StoredDocument, Stop> {
        let mut document = self.stored(number)?;
        document.blocks.retain(|block| !block.is_furniture());
        Ok(document)
    }

    /// A document with all its blocks, boilerplate included.
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

    /// The blocks of a document beyond its first chunk, without boilerplate; empty for all but long documents.
    pub fn further_blocks(&self, number: u32) -> Result<Vec<Block>, Stop> {
        let mut blocks = Vec::new();
        for file in self.chunks_with(number).skip(1) {
            blocks.extend(self.chunk(file)?.continued.iter().filter(|block| !block.is_furniture()).cloned());
        }
        Ok(blocks)
    }

    /// The claims files of some documents, each once; the documents must be ascending.
    pub fn claims_files(&self, documents: impl Iterator<Item = u32>) -> Vec<&'a ClaimsEntry> {
        let entries = &self.root.claims;
        let mut places: Vec<usize> = documents
            .filter_map(|number| entries.partition_point(|entry| entry.first_document <= number).checked_sub(1))
            .collect();
        places.dedup();
        places.into_iter().map(|place| &entries[place]).collect()
    }

    /// The content of a claims file.
    pub fn claims(&self, entry: &ClaimsEntry) -> Result<Rc<StoredClaims>, Stop> {
        self.memory.get(entry.file, || self.record(entry.file))
    }

    /// A document with all its blocks but boilerplate.
    pub fn whole_document(&self, number: u32) -> Result<StoredDocument, Stop> {
        let mut document = self.document(number)?;
        document.blocks.extend(self.further_blocks(number)?);
        Ok(document)
    }

    /// The file with the source of a document; `None` for numbers out of range.
    pub fn source_file(&self, number: u32) -> Option<FileId> {
        self.root.sources.get((number / SOURCES_IN_FILE) as usize).copied()
    }

    /// Where a document comes from.
    pub fn source(&self, number: u32) -> Result<Source, Stop> {
        let origins = self.origins(number)?;
        let source = origins.sources.get((number % SOURCES_IN_FILE) as usize).ok_or(FormatError::Damaged)?;
        Ok(Source::from(source))
    }

    /// The passages that a document shares with others, in text order.
    pub fn passages(&self, number: u32) -> Result<Vec<StoredPassage>, Stop> {
        let origins = self.origins(number)?;
        Ok(origins.passages.get((number % SOURCES_IN_FILE) as usize).cloned().ok_or(FormatError::Damaged)?)
    }

    fn origins(&self, number: u32) -> Result<Rc<Origins>, Stop> {
        let file = self.source_file(number).ok_or(FormatError::Damaged)?;
        self.memory.get(file, || self.record(file))
    }

    /// The story groups; empty if no document has a copy.
    pub fn stories(&self) -> Result<Rc<Stories>, Stop> {
        match self.root.stories {
            Some(file) => self.memory.get(file, || Ok(Stories::from_bytes(self.bytes(file)?, self.root.documents)?)),
            None => Ok(Rc::default()),
        }
    }
}
