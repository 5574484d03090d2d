//! The stored bytes: one definition, compiled into the builder and into every reader.
//!
//! | file | what it answers |
//! |---|---|
//! | `root.kz` | what is in the corpus, and which file knows what ([`Root`]) |
//! | terms | which documents have this term, and how much it weighs there ([`TermShard`](super::terms)) |
//! | positions | where in those documents, in which form |
//! | column | which documents have this value of a field ([`Column`]); which dates documents have ([`Dates`]) |
//! | metadata | title, date, fields of [`METADATA_DOCUMENTS`] documents ([`StoredDocument`]) |
//! | text | the blocks of neighbouring documents ([`StoredBlocks`]) |
//!
//! Records are postcard, deflated by [`pack`]; postings and positions are varints. Files other than the root are named
//! by the hash of their content. Reading never trusts a length: every size is checked against the bytes there are.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;

use super::FileId;
use crate::corpus::{Block, Metadata, Settings, Thesaurus, date::Day};
use crate::text::{Analyzer, Folding};

/// Raised whenever the bytes change; readers refuse any other.
pub const FORMAT_VERSION: u16 = 1;

/// Name of the root, beside the files it names.
pub const ROOT_FILE: &str = "root.kz";

const MAGIC: &[u8; 5] = b"KAREZ";

/// Documents in one metadata file. More make fewer files, and more bytes fetched for one hit: about 2.4 kB at 32 with
/// eight fields each (default corpus).
pub const METADATA_DOCUMENTS: u32 = 32;

/// A text file is closed when it has this many bytes of text. More make fewer files, and more bytes for one document.
pub const TEXT_FILE_BYTES: usize = 32 * 1024;

/// A shard's dictionary and postings stay below about this size, so that a word costs one small file.
pub const SHARD_BYTES: std::ops::Range<usize> = 8 * 1024..32 * 1024;

/// Impacts are stored in one byte: this is the weight of a term that fills a document.
pub const MAX_IMPACT: u8 = 255;

/// What a record inflates to at most. A guess, far above what the builder writes.
const MAX_RECORD_BYTES: usize = 256 * 1024 * 1024;

/// The beginning of every reading: what the corpus is, and which file knows what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Root {
    pub settings: Settings,
    pub thesaurus: Thesaurus,
    /// Short hash of everything else in the build.
    pub edition: String,
    pub documents: u32,
    /// Documents without a date; they have the highest numbers.
    pub undated: u32,
    /// Tokens of all documents.
    pub words: u64,
    /// All other files together.
    pub bytes: u64,
    /// How the documents' languages were analysed; queries are analysed in every one of these ways.
    pub analyzers: Vec<Analyzer>,
    pub folding: Folding,
    /// In the order of their first terms.
    pub shards: Vec<ShardEntry>,
    /// By field name, in the order in which they are shown.
    pub columns: Vec<ColumnEntry>,
    pub dates: FileId,
    /// One for every [`METADATA_DOCUMENTS`] documents.
    pub metadata: Vec<FileId>,
    pub texts: Vec<TextEntry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShardEntry {
    /// The shard has the keys from this one up to the next shard's.
    pub first: String,
    pub terms: FileId,
    pub positions: FileId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnEntry {
    pub field: String,
    pub label: String,
    /// Shown as a filter with counts.
    pub is_facet: bool,
    pub file: FileId,
}

/// A text file and the first document in it. A long document may go on in the following files, which then have its
/// number too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextEntry {
    pub first_document: u32,
    pub file: FileId,
}

/// The documents of each value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Column {
    /// In the order of the values.
    pub values: Vec<ColumnValue>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnValue {
    pub value: String,
    /// Ascending document numbers as [`put_ascending`] writes them.
    pub documents: Vec<u8>,
}

/// First and last days of the dated documents, which are numbered in the order of their first days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dates(pub Vec<(Day, Day)>);

/// What the document store keeps of a document besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDocument {
    pub metadata: Metadata,
    pub words: u32,
}

/// Some blocks of one document, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredBlocks {
    pub document: u32,
    pub blocks: Vec<Block>,
}

/// Keys of the dictionary that are not terms of the text start with one of these characters, which no term contains.
pub mod key {
    /// A term as it occurs in titles.
    pub fn title(term: &str) -> String {
        format!("\u{1}{term}")
    }

    /// A document's id.
    pub fn id(id: &str) -> String {
        format!("\u{2}{id}")
    }
}

// ------------------------------------------------------------------------------------------------------------ errors

/// The bytes are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatError {
    /// Not a root of ours at all.
    NotAnIndex,
    /// Another version of the format.
    Version(u16),
    /// The content contradicts itself.
    Damaged,
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormatError::NotAnIndex => {
                write!(
                    f,
                    "corpus/{ROOT_FILE} is not the root of a Karez index; build the site again with `karez build`"
                )
            }
            FormatError::Version(found) => write!(
                f,
                "the index has format {found} and this Karez reads format {FORMAT_VERSION}; reload the page, or build \
                 the site again with this version of `karez build`"
            ),
            FormatError::Damaged => {
                write!(f, "a file of the index is damaged; reload the page, or upload the site again")
            }
        }
    }
}

impl std::error::Error for FormatError {}

// ------------------------------------------------------------------------------------------------------------- bytes

impl Root {
    /// `KAREZ`, the format version, the hash of the rest, the rest.
    pub fn to_bytes(&self) -> Vec<u8> {
        let body = pack(self);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(FORMAT_VERSION.to_le_bytes());
        bytes.extend(FileId::of(&body).as_bytes());
        bytes.extend(body);
        bytes
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Root, FormatError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError::NotAnIndex)?;
        let (version, rest) = rest.split_first_chunk::<2>().ok_or(FormatError::NotAnIndex)?;
        match u16::from_le_bytes(*version) {
            FORMAT_VERSION => {}
            other => return Err(FormatError::Version(other)),
        }
        let (hash, body) = rest.split_first_chunk::<16>().ok_or(FormatError::Damaged)?;
        if FileId::of(body).as_bytes() != hash {
            return Err(FormatError::Damaged);
        }
        unpack(body)
    }
}

/// A record, deflated.
pub fn pack<T: Serialize>(record: &T) -> Vec<u8> {
    // Writing to memory cannot fail, and every record's types are ones postcard knows: sequences have lengths.
    let raw = postcard::to_allocvec(record).expect("records are plain data");
    miniz_oxide::deflate::compress_to_vec(&raw, 9)
}

/// The record in deflated bytes. Allocates no more than deflate could make of them.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, FormatError> {
    // Deflate makes at most 1,032 bytes of one (RFC 1951: 258 bytes from two bits).
    let limit = bytes.len().saturating_mul(1_032).min(MAX_RECORD_BYTES);
    let raw = miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, limit).map_err(|_| FormatError::Damaged)?;
    postcard::from_bytes(&raw).map_err(|_| FormatError::Damaged)
}

/// LEB128: seven bits a byte, low ones first.
pub fn put_varint(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Takes a varint off the front.
pub fn take_varint(bytes: &mut &[u8]) -> Result<u32, FormatError> {
    let mut value = 0u32;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or(FormatError::Damaged)?;
        *bytes = rest;
        let bits = u32::from(byte & 0x7f);
        if shift == 28 && bits > 0xf {
            return Err(FormatError::Damaged);
        }
        value |= bits << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(FormatError::Damaged)
}

/// Ascending numbers as gaps; the first counts from -1, so that a gap of zero is never written.
pub fn put_ascending(numbers: impl IntoIterator<Item = u32>, bytes: &mut Vec<u8>) {
    let mut next = 0;
    for number in numbers {
        put_varint(number - next, bytes);
        next = number + 1;
    }
}

/// The inverse of [`put_ascending`], for numbers below `end`.
pub fn take_ascending(mut bytes: &[u8], end: u32) -> Result<Vec<u32>, FormatError> {
    let mut numbers = Vec::new();
    let mut next = 0u32;
    while !bytes.is_empty() {
        let number = next.checked_add(take_varint(&mut bytes)?).filter(|&n| n < end).ok_or(FormatError::Damaged)?;
        numbers.push(number);
        next = number + 1;
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn varints_come_back(value: u32) {
            let mut bytes = Vec::new();
            put_varint(value, &mut bytes);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(take_varint(&mut rest), Ok(value));
            prop_assert!(rest.is_empty());
        }

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
            let _ = unpack::<Vec<StoredBlocks>>(&bytes);
            let _ = take_ascending(&bytes, 100);
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = miniz_oxide::deflate::compress_to_vec(&vec![0; 300 * 1024 * 1024], 1);
        assert_eq!(unpack::<Vec<StoredBlocks>>(&bomb), Err(FormatError::Damaged));
    }

    #[test]
    fn other_versions_are_refused_by_name() {
        assert_eq!(Root::from_bytes(b"KAREZ\x63\x00aaaaaaaaaaaaaaaaaaaa"), Err(FormatError::Version(99)));
        assert_eq!(Root::from_bytes(b"<!doctype html>"), Err(FormatError::NotAnIndex));
        assert_eq!(Root::from_bytes(b""), Err(FormatError::NotAnIndex));
        assert_eq!(Root::from_bytes(b"KAREZ\x01\x00"), Err(FormatError::Damaged));
    }
}
