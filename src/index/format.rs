//! The stored bytes: one definition, compiled into the builder and into every reader.
//!
//! | file | what it answers |
//! |---|---|
//! | `root.kz` | what is in the corpus, and which file has what ([`Root`]) |
//! | terms | which documents have this term, and how much it weighs there ([`TermShard`](super::terms)) |
//! | positions | where in those documents, in which form |
//! | words | the commonest words, for corrections and completion ([`WordList`](super::words::WordList)) |
//! | frequencies | how often each word occurs in the texts ([`Frequencies`](super::frequencies::Frequencies)) |
//! | lengths | how many words the text of each document has ([`Numbers`](super::numbers::Numbers)) |
//! | titles | the order of the documents by title ([`Numbers`](super::numbers::Numbers)) |
//! | neighbours | which documents are similar ([`Neighbours`](super::neighbours::Neighbours)) |
//! | column | which documents have this value of a field ([`Column`]); which dates documents have ([`Dates`]) |
//! | chunk | neighbouring documents: what a result shows of them and their text ([`Chunk`]) |
//! | vocabulary | codes of common words, in which chunks store their text ([`Vocabulary`]) |
//! | stories | which documents are copies of one another ([`Stories`](super::stories::Stories)) |
//! | claims | who says what in some documents, and with which figures ([`StoredClaims`]) |
//! | sources | where [`SOURCES_IN_FILE`] documents come from, and what they share with others ([`Origins`]) |
//!
//! Records are postcard, deflated by [`pack`]; long lists of numbers are [`Numbers`](super::numbers::Numbers). Files
//! other than the root are named by the hash of their content. Reading never trusts a length: every size is checked
//! against the bytes there are.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

use super::bytes::{FormatError, deflate_fast, pack, put_varint, take_varint, unpack};
use super::file_id::FileId;
use super::numbers::Ascending;
use super::vocabulary::{Encoder, Vocabulary};
use crate::corpus::{Block, Claim, Metadata, Settings, Source, Thesaurus, date::Day, hash::hex};
use crate::text::{Analyzer, Folding, for_each_token};

/// Version of the format, raised whenever the meaning of bytes changes; readers refuse any other.
pub const FORMAT_VERSION: u16 = 6;

/// File name of the root, in the same folder as the files it names.
pub const ROOT_FILE: &str = "root.kz";

const MAGIC: &[u8; 5] = b"KAREZ";

/// A chunk is closed at about this many bytes of text: a hit costs one chunk. Between these bounds it is the corpus's
/// text divided by [`CHUNKS`], in powers of two so that a growing corpus seldom changes it: small chunks are cheap to
/// fetch, many of them make the root large (about 8 bytes each).
pub const CHUNK_BYTES: std::ops::RangeInclusive<usize> = 4 * 1024..=16 * 1024;

/// About how many chunks a corpus of 10,000 passages may have, so that a site has fewer than 1,000 files.
pub const CHUNKS: usize = 800;

/// A document longer than this goes on in further chunks.
pub const LONG_DOCUMENT_BYTES: usize = 64 * 1024;

/// Number of documents whose sources share a file: they are read with a document, never for a result list.
pub const SOURCES_IN_FILE: u32 = 128;

/// Readers refuse more. A search keeps four bytes for each; a guess, above what a browser can search.
const MAX_DOCUMENTS: u32 = 1 << 24;

/// A file of claims is closed at about this many bytes before they are deflated, which makes about a third of them: a
/// reader of all claims fetches few files, a reader of one document's little.
pub const CLAIMS_BYTES: usize = 64 * 1024;

/// A shard's terms file stays between about these sizes, so that a word costs one small file.
pub const SHARD_BYTES: std::ops::Range<usize> = 6 * 1024..16 * 1024;

/// The largest impact, that of a term that fills a document. Against 255 levels, 31 cost 0.3 % of nDCG@10 (mean of
/// Cranfield and TIME, questions and keywords) and save half of the impacts' bytes; 15 cost 1.2 %.
pub const MAX_IMPACT: u8 = 31;

/// First position of a document's title, behind all positions of its text.
pub const TITLE_START: u32 = 1 << 24;

/// How much of a text is deflated to know about how much deflate makes of it.
const DEFLATED_SAMPLE: usize = 4096;

/// The root, which every reader opens first: what the corpus is, and which file has what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Root {
    /// What `corpus.toml` says about the corpus.
    pub settings: Settings,
    /// The variants of `thesaurus.toml`.
    pub thesaurus: Thesaurus,
    /// Short hash of everything else in the build, ten base32 characters: names this state of the corpus in citations.
    pub edition: String,
    /// Number of documents; they are numbered from 0 by date.
    pub documents: u32,
    /// Documents without a date; they have the highest numbers.
    pub undated: u32,
    /// Words of all documents, titles included.
    pub words: u64,
    /// Size of all other files together, in bytes.
    pub bytes: u64,
    /// The analyzers of the documents' languages, ascending; a query word is looked up with each of them.
    pub analyzers: Vec<Analyzer>,
    /// What the characters of the corpus fold to.
    pub folding: Folding,
    /// The shards of the dictionary in the order of their keys.
    pub shards: Vec<ShardEntry>,
    /// The columns of fields, in the order in which they are shown.
    pub columns: Vec<ColumnEntry>,
    /// The dates of all dated documents ([`Dates`]).
    pub dates: FileId,
    /// The commonest words ([`WordList`](super::words::WordList)).
    pub word_list: FileId,
    /// Words of each document's text, its title left out, by document ([`Numbers`](super::numbers::Numbers)).
    pub lengths: FileId,
    /// Rank of each document by its title, by document ([`Numbers`](super::numbers::Numbers)).
    pub titles: FileId,
    /// Occurrences of words in all texts ([`Frequencies`](super::frequencies::Frequencies)).
    pub frequencies: FileId,
    /// Similar documents ([`Neighbours`](super::neighbours::Neighbours)); `None` for very large and very small corpora.
    pub neighbours: Option<FileId>,
    /// The chunks in the order of their documents.
    pub chunks: Vec<ChunkEntry>,
    /// The codes of the chunks' text ([`Vocabulary`]), needed to read any chunk; `None` where they would not pay.
    pub vocabulary: Option<FileId>,
    /// Files of [`Origins`], one for every [`SOURCES_IN_FILE`] documents.
    pub sources: Vec<FileId>,
    /// The story groups ([`Stories`](super::stories::Stories)); `None` where no document has a copy.
    pub stories: Option<FileId>,
    /// Files of [`StoredClaims`] in the order of their documents; empty where no document has claims.
    pub claims: Vec<ClaimsEntry>,
}

/// A shard of the dictionary: consecutive keys with their postings and positions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardEntry {
    /// The shard has the keys from this one up to the next shard's. Cut as short as tells it from the keys before.
    pub first: String,
    /// Dictionary and postings ([`TermShard`](super::terms::TermShard)).
    pub terms: FileId,
    /// Positions ([`Positions`](super::terms::Positions)).
    pub positions: FileId,
}

/// A column: the values of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEntry {
    /// Name of the field in queries: `publisher`; also the built-in ones, such as `language` and `year`.
    pub field: String,
    /// Name shown to readers: `Publisher`.
    pub label: String,
    /// Whether it is shown as a filter with counts.
    pub is_facet: bool,
    /// The file with the [`Column`].
    pub file: FileId,
}

/// A chunk: consecutive documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChunkEntry {
    /// Number of the first document that begins in it or after it. Stored as the difference to the entry before.
    pub first_document: u32,
    /// Whether it begins with further blocks of the document before that.
    pub is_continued: bool,
    /// The file with the [`Chunk`].
    pub file: FileId,
}

/// A file of claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimsEntry {
    /// The file has the claims of this document and of those behind it, up to the next file's first.
    pub first_document: u32,
    /// The file with the [`StoredClaims`].
    pub file: FileId,
}

/// The claims of some documents: for each that has any, the number of documents skipped since the one before, and its
/// claims.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StoredClaims(pub Vec<(u32, Vec<Claim>)>);

impl StoredClaims {
    /// The documents with their claims, counted from `first`, the file's [`ClaimsEntry::first_document`]. Ends early at
    /// a number too large for any corpus.
    pub fn by_document(&self, first: u32) -> impl Iterator<Item = (u32, &[Claim])> {
        self.0.iter().scan(first, |next, (gap, claims)| {
            let number = next.checked_add(*gap)?;
            *next = number.checked_add(1)?;
            Some((number, claims.as_slice()))
        })
    }
}

/// The documents of each value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    /// The values in their byte order.
    pub values: Vec<ColumnValue>,
}

/// One value of a field with the documents that have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnValue {
    /// The value as written in the metadata: `Radio Free Asia`.
    pub value: String,
    /// Ascending document numbers as [`put_ascending`] writes them.
    pub documents: Vec<u8>,
}

/// First and last days of the dated documents, which are numbered in the order of their first days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dates(pub Vec<(Day, Day)>);

/// Consecutive documents as one file has them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Chunk {
    /// Further blocks of the document before; empty unless [`ChunkEntry::is_continued`].
    pub continued: Vec<Block>,
    /// The documents that begin here; may be empty within a long document.
    pub documents: Vec<StoredDocument>,
}

/// A document as its chunk has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDocument {
    /// Its metadata without the source, which is in [`Origins`].
    pub metadata: Metadata,
    /// Words of its title and text.
    pub words: u32,
    /// Its first blocks, boilerplate included, as far as they fit into the chunk.
    pub blocks: Vec<Block>,
}

/// What is read with a document and never for a result list, for [`SOURCES_IN_FILE`] consecutive documents.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origins {
    /// The source of each document.
    pub sources: Vec<StoredSource>,
    /// The shared passages of each document, in text order.
    pub passages: Vec<Vec<StoredPassage>>,
}

/// A passage of a document that other documents have word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPassage {
    /// Index of the block among those that are shown, boilerplate not counted.
    pub block: u32,
    /// Position of its first word in the block, as [`Token::position`](crate::text::Token) counts them.
    pub start: u32,
    /// Its length in words.
    pub words: u32,
    /// Number of documents that have it, this one included.
    pub documents: u32,
    /// How many of them have lower numbers, and so are not of a later date.
    pub earlier: u32,
    /// Where the others have it, earliest first, at most [`MAX_PLACES`](super::copies::MAX_PLACES).
    pub places: Vec<Place>,
}

impl StoredPassage {
    /// The byte range of the passage in its block's text, from its first word to the end of its last one.
    pub fn bytes_in(&self, text: &str, folding: &Folding) -> Range<u32> {
        let (mut start, mut end) = (None, 0);
        for_each_token(text, folding, |token| {
            // Subtracted rather than added up: damaged bytes may say anything.
            if !token.is_extra && token.position >= self.start && token.position - self.start < self.words {
                start.get_or_insert(token.start);
                end = token.end;
            }
        });
        start.unwrap_or(end)..end
    }
}

/// The first occurrence of a passage in another document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Number of the document.
    pub document: u32,
    /// Index of the block among those that are shown.
    pub block: u32,
}

/// A [`Source`] with its hashes in bytes, which deflate cannot shorten.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSource {
    path: String,
    sha256: Vec<u8>,
    original: Option<String>,
    original_sha256: Option<Vec<u8>>,
    reader: Option<String>,
    address: Option<String>,
    record: Option<String>,
    captured: Option<String>,
    collected_by: Option<String>,
    collected_how: Option<String>,
    redactions: BTreeMap<String, u32>,
}

impl From<&Source> for StoredSource {
    fn from(source: &Source) -> StoredSource {
        StoredSource {
            path: source.path.clone(),
            sha256: from_hex(&source.sha256),
            original: source.original.clone(),
            original_sha256: source.original_sha256.as_deref().map(from_hex),
            reader: source.reader.clone(),
            address: source.address.clone(),
            record: source.record.clone(),
            captured: source.captured.clone(),
            collected_by: source.collected_by.clone(),
            collected_how: source.collected_how.clone(),
            redactions: source.redactions.clone(),
        }
    }
}

impl From<&StoredSource> for Source {
    fn from(stored: &StoredSource) -> Source {
        Source {
            path: stored.path.clone(),
            sha256: hex(&stored.sha256),
            original: stored.original.clone(),
            original_sha256: stored.original_sha256.as_deref().map(hex),
            reader: stored.reader.clone(),
            address: stored.address.clone(),
            record: stored.record.clone(),
            captured: stored.captured.clone(),
            collected_by: stored.collected_by.clone(),
            collected_how: stored.collected_how.clone(),
            redactions: stored.redactions.clone(),
        }
    }
}

/// The bytes of a hexadecimal hash; what is no digit ends it.
fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.chars().map_while(|c| c.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// Keys of the dictionary that are not terms of the text start with a character that no term contains.
pub mod key {
    /// The key of a document's id, which is U+0002 and the id.
    pub fn id(id: &str) -> String {
        format!("\u{2}{id}")
    }
}

// ------------------------------------------------------------------------------------------------------------- bytes

impl Root {
    /// The content of the root file: `KAREZ`, the format version (two bytes, little-endian), the hash of the rest
    /// ([`FileId`]), the packed rest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut stored = self.clone();
        let mut last = 0;
        for chunk in &mut stored.chunks {
            let first = chunk.first_document;
            chunk.first_document -= std::mem::replace(&mut last, first);
        }
        let body = pack(&stored);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT_VERSION.to_le_bytes());
        bytes.extend(FileId::of(&body).as_bytes());
        bytes.extend(body);
        bytes
    }

    /// The inverse of [`Root::to_bytes`]. Fails for other files, other versions and damaged bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Root, FormatError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError::NotAnIndex)?;
        let (version, rest) = rest.split_first_chunk::<2>().ok_or(FormatError::NotAnIndex)?;
        match u16::from_le_bytes(*version) {
            FORMAT_VERSION => {}
            other => return Err(FormatError::Version(other)),
        }
        let (hash, body) = rest.split_first_chunk::<{ FileId::BYTES }>().ok_or(FormatError::Damaged)?;
        if FileId::of(body).as_bytes() != hash {
            return Err(FormatError::Damaged);
        }
        let mut root: Root = unpack(body)?;
        let mut first = 0u32;
        for chunk in &mut root.chunks {
            first = first.checked_add(chunk.first_document).ok_or(FormatError::Damaged)?;
            chunk.first_document = first;
        }
        if root.is_sound() { Ok(root) } else { Err(FormatError::Damaged) }
    }

    /// Whether its numbers are as the builder makes them. What a search costs grows with them, so none may be larger
    /// than the lists of the root bear out.
    fn is_sound(&self) -> bool {
        self.documents.div_ceil(SOURCES_IN_FILE) as usize == self.sources.len()
            && self.documents <= MAX_DOCUMENTS
            && self.undated <= self.documents
            && self.claims.is_sorted_by(|one, next| one.first_document < next.first_document)
            && self.claims.last().is_none_or(|last| last.first_document < self.documents)
            && self.analyzers.is_sorted_by(|one, next| one < next)
            && self.folding.is_sound()
    }
}

impl Chunk {
    /// All blocks in stored order, those of `continued` first.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        self.continued.iter().chain(self.documents.iter().flat_map(|document| &document.blocks))
    }

    fn blocks_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        self.continued.iter_mut().chain(self.documents.iter_mut().flat_map(|document| &mut document.blocks))
    }

    /// The content of the file: the length of the record, the record, the codes of its texts. Where codes would be no
    /// shorter than deflate, or without an encoder, there are no codes and the record has the texts.
    pub fn to_bytes(&self, encoder: Option<&Encoder<'_>>) -> Vec<u8> {
        let mut textless = self.clone();
        let texts: Vec<String> = textless.blocks_mut().map(|block| std::mem::take(&mut block.text)).collect();
        let codes = encoder.map(|encoder| encoder.encode(texts.iter().map(String::as_str)));
        let length: usize = texts.iter().map(String::len).sum();
        let is_shorter = |codes: &Vec<u8>| {
            let sample: Vec<u8> = texts.iter().flat_map(|text| text.bytes()).take(DEFLATED_SAMPLE).collect();
            codes.len() * sample.len() < deflate_fast(&sample).len() * length
        };
        let (record, codes) = match codes.filter(is_shorter) {
            Some(codes) => (pack(&textless), codes),
            None => (pack(self), Vec::new()),
        };
        let mut bytes = Vec::new();
        put_varint(record.len() as u32, &mut bytes);
        [bytes, record, codes].concat()
    }

    /// The inverse of [`Chunk::to_bytes`], with the vocabulary of the encoder. Fails for damaged bytes.
    pub fn from_bytes(mut bytes: &[u8], vocabulary: Option<&Vocabulary>) -> Result<Chunk, FormatError> {
        let length = take_varint(&mut bytes)? as usize;
        let (record, codes) = bytes.split_at_checked(length).ok_or(FormatError::Damaged)?;
        let mut chunk: Chunk = unpack(record)?;
        if !codes.is_empty() {
            let count = chunk.blocks_mut().count();
            let texts = vocabulary.ok_or(FormatError::Damaged)?.decode(codes, count)?;
            chunk.blocks_mut().zip(texts).for_each(|(block, text)| block.text = text);
        }
        Ok(chunk)
    }
}

/// Appends strictly ascending numbers as varints: each the gap to the number before, less 1.
pub fn put_ascending(numbers: impl IntoIterator<Item = u32>, bytes: &mut Vec<u8>) {
    let mut next = 0;
    for number in numbers {
        put_varint(number - next, bytes);
        next = number + 1;
    }
}

/// The inverse of [`put_ascending`]. Fails for damaged bytes and for numbers not below `end`.
pub fn take_ascending(mut bytes: &[u8], end: u32) -> Result<Vec<u32>, FormatError> {
    let (mut numbers, mut ascending) = (Vec::new(), Ascending::new(0, end));
    while !bytes.is_empty() {
        numbers.push(ascending.after(take_varint(&mut bytes)?)?);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ascending_numbers_come_back(numbers in prop::collection::btree_set(0u32..5000, 0..50)) {
            let mut bytes = Vec::new();
            put_ascending(numbers.iter().copied(), &mut bytes);
            prop_assert_eq!(take_ascending(&bytes, 5000), Ok(numbers.into_iter().collect()));
        }

        #[test]
        fn any_bytes_are_an_error_or_a_value(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Root::from_bytes(&bytes);
            let _ = unpack::<Column>(&bytes);
            let _ = Chunk::from_bytes(&bytes, None);
            let _ = take_ascending(&bytes, 100);
        }
    }

    #[test]
    fn a_chunk_comes_back_with_and_without_codes() {
        let text = "The committee adopted its report on the question. ".repeat(20);
        let block = |text: &str| Block::new(crate::corpus::BlockKind::Paragraph, text);
        let blocks =
            vec![block("The committee adopted the report."), block(""), block("It met on the question of its report")];
        let document = StoredDocument { metadata: Metadata::default(), words: 9, blocks };
        let chunk = Chunk { continued: vec![block("on the question")], documents: vec![document.clone(), document] };
        let vocabulary = Vocabulary::of(std::iter::once(text.as_str()));
        let (plain, coded) = (chunk.to_bytes(None), chunk.to_bytes(Some(&Encoder::of(&vocabulary))));
        assert!(coded.len() < plain.len(), "{} {}", coded.len(), plain.len());
        assert_eq!(Chunk::from_bytes(&coded, Some(&vocabulary)), Ok(chunk.clone()));
        assert_eq!(Chunk::from_bytes(&coded, None), Err(FormatError::Damaged));
        assert_eq!(Chunk::from_bytes(&plain, None), Ok(chunk));
    }

    #[test]
    fn texts_that_deflate_shortens_more_have_no_codes() {
        let continued = vec![Block::new(crate::corpus::BlockKind::Paragraph, "Over and over again. ".repeat(200))];
        let chunk = Chunk { continued, documents: Vec::new() };
        let vocabulary = Vocabulary::of(chunk.blocks().map(|block| block.text.as_str()));
        assert_eq!(chunk.to_bytes(Some(&Encoder::of(&vocabulary))), chunk.to_bytes(None));
    }

    #[test]
    fn numbers_that_the_lists_of_the_root_do_not_bear_out_are_refused() {
        let document = crate::corpus::Document::default();
        let index = super::super::write(&Settings::default(), &Thesaurus::default(), vec![document]).unwrap();
        let sound = Root::from_bytes(&index.root).unwrap();
        let changes: [fn(&mut Root); 4] = [
            |root| root.documents = u32::MAX,
            |root| {
                root.documents = MAX_DOCUMENTS + 1;
                root.sources = vec![root.sources[0]; root.documents.div_ceil(SOURCES_IN_FILE) as usize];
            },
            |root| root.undated = 2,
            |root| root.analyzers = [&root.analyzers[..]; 2].concat(),
        ];
        for change in changes {
            let mut root = sound.clone();
            change(&mut root);
            assert_eq!(Root::from_bytes(&root.to_bytes()), Err(FormatError::Damaged));
        }
    }

    #[test]
    fn other_versions_are_refused_by_name() {
        assert_eq!(Root::from_bytes(b"KAREZ\x63\x00aaaaaaaaaaaaaaaaaaaa"), Err(FormatError::Version(99)));
        assert_eq!(Root::from_bytes(b"<!doctype html>"), Err(FormatError::NotAnIndex));
        assert_eq!(Root::from_bytes(b""), Err(FormatError::NotAnIndex));
        assert_eq!(Root::from_bytes(b"KAREZ\x06\x00"), Err(FormatError::Damaged));
    }
}
