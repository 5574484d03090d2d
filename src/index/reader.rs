//! Reads an index as far as its files are here, and says which are missing.

use super::FileId;
use super::format::{
    Column, Dates, FormatError, METADATA_DOCUMENTS, Root, ShardEntry, StoredBlocks, StoredDocument, unpack,
};
use super::terms::TermShard;
use crate::corpus::Block;

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

/// A root and the files that are here.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub root: &'a Root,
    files: &'a dyn Files,
}

impl<'a> Reader<'a> {
    pub fn new(root: &'a Root, files: &'a dyn Files) -> Reader<'a> {
        Reader { root, files }
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

    pub fn column(&self, file: FileId) -> Result<Column, Stop> {
        Ok(unpack(self.bytes(file)?)?)
    }

    pub fn dates(&self) -> Result<Dates, Stop> {
        let dates: Dates = unpack(self.bytes(self.root.dates)?)?;
        let dated = self.root.documents.checked_sub(self.root.undated).ok_or(FormatError::Damaged)?;
        if dates.0.len() != dated as usize {
            return Err(FormatError::Damaged.into());
        }
        Ok(dates)
    }

    /// The files that [`Documents`] reads for these documents.
    pub fn files_of_documents(&self, numbers: &[u32]) -> Vec<FileId> {
        let metadata = numbers.iter().filter_map(|&number| self.metadata_file(number));
        let texts = numbers.iter().flat_map(|&number| self.text_files(number));
        metadata.chain(texts).collect()
    }

    fn metadata_file(&self, number: u32) -> Option<FileId> {
        self.root.metadata.get((number / METADATA_DOCUMENTS) as usize).copied()
    }

    fn text_files(&self, number: u32) -> impl Iterator<Item = FileId> + use<'a> {
        let texts = &self.root.texts;
        // The document may begin in the file before the first one that starts with it, or with a later one.
        let start = texts.partition_point(|text| text.first_document < number).saturating_sub(1);
        let end = texts.partition_point(|text| text.first_document <= number);
        texts[start..end.max(start)].iter().map(|text| text.file)
    }
}

/// What was decoded while one request is answered: each file once.
struct Opened<T>(Vec<(FileId, T)>);

impl<T> Opened<T> {
    fn get(&mut self, id: FileId, open: impl FnOnce() -> Result<T, Stop>) -> Result<&T, Stop> {
        let place = match self.0.iter().position(|(known, _)| *known == id) {
            Some(place) => place,
            None => {
                self.0.push((id, open()?));
                self.0.len() - 1
            }
        };
        Ok(&self.0[place].1)
    }
}

/// The document store as one request sees it.
pub struct Documents<'a> {
    reader: Reader<'a>,
    metadata: Opened<Vec<StoredDocument>>,
    texts: Opened<Vec<StoredBlocks>>,
}

impl<'a> Documents<'a> {
    pub fn new(reader: Reader<'a>) -> Documents<'a> {
        Documents { reader, metadata: Opened(Vec::new()), texts: Opened(Vec::new()) }
    }

    pub fn document(&mut self, number: u32) -> Result<StoredDocument, Stop> {
        let reader = self.reader;
        let file = reader.metadata_file(number).ok_or(FormatError::Damaged)?;
        let documents = self.metadata.get(file, || Ok(unpack(reader.bytes(file)?)?))?;
        let document = documents.get((number % METADATA_DOCUMENTS) as usize);
        Ok(document.cloned().ok_or(FormatError::Damaged)?)
    }

    /// What readers see of a text; furniture is stored and stays out of sight.
    pub fn blocks(&mut self, number: u32) -> Result<Vec<Block>, Stop> {
        let reader = self.reader;
        let mut blocks = Vec::new();
        for file in reader.text_files(number) {
            let parts = self.texts.get(file, || Ok(unpack(reader.bytes(file)?)?))?;
            let here = parts.iter().filter(|part| part.document == number);
            blocks.extend(here.flat_map(|part| part.blocks.iter().filter(|block| !block.is_furniture()).cloned()));
        }
        Ok(blocks)
    }
}

/// The shards opened while one request is answered: each dictionary is inflated once.
pub struct Shards<'a> {
    reader: Reader<'a>,
    opened: Opened<TermShard<'a>>,
}

impl<'a> Shards<'a> {
    pub fn new(reader: Reader<'a>) -> Shards<'a> {
        Shards { reader, opened: Opened(Vec::new()) }
    }

    pub fn open(&mut self, shard: &ShardEntry) -> Result<&TermShard<'a>, Stop> {
        let reader = self.reader;
        self.opened.get(shard.terms, || Ok(TermShard::open(reader.bytes(shard.terms)?)?))
    }

    pub fn positions(&self, shard: &ShardEntry) -> Result<&'a [u8], Stop> {
        self.reader.bytes(shard.positions)
    }
}
