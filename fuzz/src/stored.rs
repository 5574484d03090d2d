//! The kinds of files of an index, taken apart into what their deflated sections hold and put together again: a fuzzer
//! changes bytes inside a section, which it could not do through deflate.

use karez::index::{
    FileId,
    bytes::{FormatError, put_section, take_section, unpack},
    format::{Chunk, Column, Dates, FORMAT_VERSION, Origins, Root, StoredClaims},
    frequencies::Frequencies,
    neighbours::Neighbours,
    numbers::Numbers,
    stories::Stories,
    terms::{Positions, TermShard},
    vocabulary::Vocabulary,
    words::WordList,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Root,
    Terms,
    Positions,
    WordList,
    Lengths,
    Titles,
    Frequencies,
    Neighbours,
    Column,
    Dates,
    Chunk,
    Vocabulary,
    Sources,
    Stories,
    Claims,
}

/// How the sections of a file are stored.
enum Layout {
    /// One, deflated.
    Record,
    /// So many, each deflated after its length.
    Sections(usize),
    /// One deflated after its length, one as it is.
    RecordAndRest,
}

impl Kind {
    pub const ALL: [Kind; 15] = [
        Kind::Root,
        Kind::Terms,
        Kind::Positions,
        Kind::WordList,
        Kind::Lengths,
        Kind::Titles,
        Kind::Frequencies,
        Kind::Neighbours,
        Kind::Column,
        Kind::Dates,
        Kind::Chunk,
        Kind::Vocabulary,
        Kind::Sources,
        Kind::Stories,
        Kind::Claims,
    ];

    fn layout(self) -> Layout {
        match self {
            Kind::Root | Kind::WordList | Kind::Column | Kind::Dates | Kind::Sources | Kind::Claims => Layout::Record,
            Kind::Lengths | Kind::Titles => Layout::Sections(2),
            Kind::Frequencies => Layout::Sections(3),
            Kind::Terms | Kind::Neighbours | Kind::Vocabulary => Layout::Sections(4),
            Kind::Positions => Layout::Sections(6),
            Kind::Stories => Layout::Sections(6),
            Kind::Chunk => Layout::RecordAndRest,
        }
    }

    /// How many sections a file of this kind has.
    pub fn sections(self) -> usize {
        match self.layout() {
            Layout::Record => 1,
            Layout::RecordAndRest => 2,
            Layout::Sections(count) => count,
        }
    }

    /// The file with these sections; as many as there have to be.
    pub fn assemble(self, sections: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = Vec::new();
        match self.layout() {
            Layout::Record => {
                let record = miniz_oxide::deflate::compress_to_vec(&sections[0], 6);
                if self == Kind::Root {
                    bytes.extend(b"KAREZ");
                    bytes.extend(FORMAT_VERSION.to_le_bytes());
                    bytes.extend(FileId::of(&record).as_bytes());
                }
                bytes.extend(record);
            }
            Layout::Sections(_) => sections.iter().for_each(|section| put_section(section, &mut bytes)),
            Layout::RecordAndRest => {
                put_section(&sections[0], &mut bytes);
                bytes.extend(&sections[1]);
            }
        }
        bytes
    }

    /// The inverse of [`Kind::assemble`], for files as the builder writes them.
    pub fn take_apart(self, mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
        const ROOT_HEADER: usize = 5 + 2 + FileId::BYTES;
        match self.layout() {
            Layout::Record => {
                let record = if self == Kind::Root { bytes.get(ROOT_HEADER..)? } else { bytes };
                Some(vec![miniz_oxide::inflate::decompress_to_vec(record).ok()?])
            }
            Layout::Sections(count) => (0..count).map(|_| take_section(&mut bytes).ok()).collect(),
            Layout::RecordAndRest => Some(vec![take_section(&mut bytes).ok()?, bytes.to_vec()]),
        }
    }

    /// Reads the whole of a file.
    pub fn open(self, mut bytes: &[u8], vocabulary: &Vocabulary) -> Result<(), FormatError> {
        match self {
            Kind::Root => Root::from_bytes(bytes).map(drop),
            Kind::Terms => {
                TermShard::open(bytes)?.entries_with_prefix("").try_for_each(|entry| entry.postings(u32::MAX).map(drop))
            }
            Kind::Positions => Positions::open(bytes).map(drop),
            Kind::WordList => unpack::<WordList>(bytes)?.for_each(|_, _, _| {}),
            Kind::Lengths | Kind::Titles => Numbers::take(&mut bytes.to_vec().as_slice()).map(drop),
            Kind::Frequencies => Frequencies::from_bytes(bytes)?.for_each(|_, _| {}),
            Kind::Neighbours => Neighbours::from_bytes(bytes).map(drop),
            Kind::Column => unpack::<Column>(bytes).map(drop),
            Kind::Dates => unpack::<Dates>(bytes).map(drop),
            Kind::Chunk => Chunk::from_bytes(bytes, Some(vocabulary)).map(drop),
            Kind::Vocabulary => Vocabulary::from_bytes(bytes)?.decode(bytes, 3).map(drop),
            Kind::Sources => unpack::<Origins>(bytes).map(drop),
            Kind::Stories => Stories::from_bytes(bytes, u32::MAX).map(drop),
            Kind::Claims => unpack::<StoredClaims>(bytes).map(drop),
        }?;
        let _ = take_section(&mut bytes);
        Ok(())
    }

    /// A file of this kind, in an index that has one.
    pub fn file_of(self, root: &Root) -> Option<FileId> {
        match self {
            Kind::Root => None,
            Kind::Terms => root.shards.first().map(|shard| shard.terms),
            Kind::Positions => root.shards.first().map(|shard| shard.positions),
            Kind::WordList => Some(root.word_list),
            Kind::Lengths => Some(root.lengths),
            Kind::Titles => Some(root.titles),
            Kind::Frequencies => Some(root.frequencies),
            Kind::Neighbours => root.neighbours,
            Kind::Column => root.columns.first().map(|column| column.file),
            Kind::Dates => Some(root.dates),
            Kind::Chunk => root.chunks.first().map(|chunk| chunk.file),
            Kind::Vocabulary => root.vocabulary,
            Kind::Sources => root.sources.first().copied(),
            Kind::Stories => root.stories,
            Kind::Claims => root.claims.first().map(|entry| entry.file),
        }
    }
}
