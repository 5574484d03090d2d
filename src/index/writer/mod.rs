//! Writes an index: documents in, files out. The same documents give the same bytes, in whatever order they come and
//! however many processors work on them.

mod chunks;
mod columns;
mod files;
mod terms;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use super::bytes::pack;
use super::collect::{MergedTerm, merge};
use super::copies::Copies;
use super::file_id::FileId;
use super::format::{
    CLAIMS_BYTES, ClaimsEntry, Dates, Origins, Root, SOURCES_IN_FILE, ShardEntry, StoredClaims, StoredPassage,
    StoredSource,
};
use super::frequencies::Frequencies;
use super::impact::{ZONES, Zone};
use super::memo::{Memo, NoMemo};
use super::numbers::Numbers;
use super::stories::Member;
use super::titles;
use super::words::{common_words, pack_words};
use crate::corpus::{Date, Document, Metadata, Settings, Thesaurus};
use crate::text::{Analyzer, Folding, Spellings};
use chunks::write_chunks;
use columns::write_columns;
use files::{FileSet, is_one_of};
use terms::{Terms, collect, write_shards};

/// A whole index, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The content of the root file, [`ROOT_FILE`](super::format::ROOT_FILE).
    pub root: Vec<u8>,
    /// The contents of all files that the root names; see [`FileId::file_name`].
    pub files: BTreeMap<FileId, Vec<u8>>,
    /// Short hash of everything, the same as in the root: ten base32 characters.
    pub edition: String,
    /// The story groups: for each, the ids of the documents that are copies of one another, earliest first.
    pub stories: Vec<Vec<String>>,
}

/// Why no index was written. The messages say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// The corpus is empty.
    NoDocuments,
    /// Two documents have the same id.
    DuplicateId {
        /// The id.
        id: String,
        /// Source path of the one.
        first: String,
        /// Source path of the other.
        second: String,
    },
    /// Two different files would have the same name, because their hashes begin alike.
    NameClash(FileId),
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::NoDocuments => write!(f, "there is no document to index"),
            WriteError::DuplicateId { id, first, second } => {
                write!(f, "{first} and {second} have the same id “{id}”; change the `id` of one of them")
            }
            WriteError::NameClash(name) => {
                write!(
                    f,
                    "two files of the index would both be named {name}, which happens once in a million builds; \
                    change any word of any document"
                )
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Writes the index of a corpus, in memory. Documents get their numbers here, by date.
///
/// ```
/// use karez::{corpus::*, index};
///
/// let document = Document {
///     metadata: Metadata { id: "one".into(), language: "en".into(), ..Metadata::default() },
///     blocks: vec![Block::new(BlockKind::Paragraph, "Apples and pears.")],
///     ..Document::default()
/// };
/// let index = index::write(&Settings::default(), &Thesaurus::default(), vec![document]).unwrap();
/// assert!(index.root.starts_with(b"KAREZ"));
/// let nothing = index::write(&Settings::default(), &Thesaurus::default(), Vec::new());
/// assert_eq!(nothing, Err(index::WriteError::NoDocuments));
/// ```
pub fn write(settings: &Settings, thesaurus: &Thesaurus, documents: Vec<Document>) -> Result<Index, WriteError> {
    write_with(settings, thesaurus, documents, &NoMemo)
}

/// The same as [`write()`], with the results of earlier builds: with or without them, the bytes are the same.
pub fn write_with(
    settings: &Settings,
    thesaurus: &Thesaurus,
    documents: Vec<Document>,
    memo: &dyn Memo,
) -> Result<Index, WriteError> {
    let documents = in_order(documents)?;
    let mut files = FileSet::default();
    let folding = Folding::of(&characters(documents.iter()));
    let Words { lengths, analyzers, shards, word_list, frequencies, neighbours } =
        write_words(&documents, &folding, &mut files, memo);
    let dated: Vec<&Date> = documents.iter().filter_map(|document| document.metadata.date.as_ref()).collect();
    let Copies { stories, passages } = Copies::of(&documents.iter().collect::<Vec<_>>(), &folding);
    let id = |member: &Member| documents[member.document as usize].metadata.id.clone();
    let ids_of_stories = stories.iter().map(|members| members.iter().map(id).collect()).collect();
    let mut root = Root {
        settings: settings.clone(),
        thesaurus: thesaurus.clone(),
        edition: String::new(),
        documents: documents.len() as u32,
        undated: (documents.len() - dated.len()) as u32,
        words: lengths.iter().flatten().map(|&length| u64::from(length)).sum(),
        bytes: 0,
        analyzers,
        word_list,
        lengths: files.add(text_lengths(&lengths)),
        titles: files.add(packed(&titles::ranks(&documents, &folding))),
        frequencies,
        neighbours,
        shards,
        columns: write_columns(settings, &documents, &mut files),
        dates: files.add(pack(&Dates(dated.iter().map(|date| (date.first, date.last)).collect()))),
        chunks: Vec::new(),
        vocabulary: None,
        sources: write_sources(&documents, &passages, &mut files),
        stories: (!stories.is_empty()).then(|| files.add(stories.to_bytes())),
        claims: write_claims(&documents, &mut files),
        folding,
    };
    (root.chunks, root.vocabulary) = write_chunks(documents, &lengths, &mut files, memo);
    if let Some(name) = files.clash {
        return Err(WriteError::NameClash(name));
    }
    root.bytes = files.files.values().map(|bytes| bytes.len() as u64).sum();
    root.edition = FileId::of(&pack(&root)).to_string();
    Ok(Index { root: root.to_bytes(), files: files.files, edition: root.edition, stories: ids_of_stories })
}

/// What the root has of the words of all documents.
struct Words {
    /// Words of each document, by zone.
    lengths: Vec<[u32; ZONES]>,
    analyzers: Vec<Analyzer>,
    shards: Vec<ShardEntry>,
    word_list: FileId,
    frequencies: FileId,
    neighbours: Option<FileId>,
}

/// Collects the terms of all documents and writes the files that are made of them. The collected terms are the largest
/// part of a build's memory; they are gone when this returns.
fn write_words(documents: &[Document], folding: &Folding, files: &mut FileSet, memo: &dyn Memo) -> Words {
    let runs = collect(documents, folding, memo);
    let lengths: Vec<[u32; ZONES]> = runs.iter().flat_map(|run| run.lengths.iter().copied()).collect();
    let analyzers: BTreeSet<Analyzer> = runs.iter().flat_map(|run| run.analyzers.iter().copied()).collect();
    let terms = merge(&runs);
    let Terms { shards, forms, heaviest } = write_shards(&terms, &lengths, files, memo);
    let frequencies =
        Frequencies::of(terms.iter().flat_map(MergedTerm::words).filter(|(_, words)| *words > 0).collect());
    let frequencies = files.add(frequencies.to_bytes());
    let word_list = files.add(word_list(forms, &terms, documents.len() as u32));
    drop(terms);
    Words {
        lengths,
        analyzers: analyzers.into_iter().collect(),
        shards,
        word_list,
        frequencies,
        neighbours: heaviest.map(|heaviest| files.add(heaviest.neighbours().to_bytes())),
    }
}

/// Files of the documents' sources and of what they share with others, so many documents in each.
fn write_sources(documents: &[Document], passages: &[Vec<StoredPassage>], files: &mut FileSet) -> Vec<FileId> {
    let in_file = SOURCES_IN_FILE as usize;
    let groups = documents.chunks(in_file).zip(passages.chunks(in_file));
    let write = |(documents, passages): (&[Document], &[Vec<StoredPassage>])| {
        let sources = documents.iter().map(|document| StoredSource::from(&document.metadata.source)).collect();
        files.add(pack(&Origins { sources, passages: passages.to_vec() }))
    };
    groups.map(write).collect()
}

/// Finds near-duplicates and shared passages without writing an index. Returns the documents in the order in which an
/// index would number them, what they repeat by those numbers, and the folding of their index.
pub fn copies(documents: &[Document]) -> (Vec<&Document>, Copies, Folding) {
    let mut documents: Vec<&Document> = documents.iter().collect();
    documents.sort_by_cached_key(|document| order(document));
    let folding = Folding::of(&characters(documents.iter().copied()));
    let copies = Copies::of(&documents, &folding);
    (documents, copies, folding)
}

/// The commonest forms, each as it is written under all its terms.
fn word_list(forms: Vec<(String, u32)>, terms: &[MergedTerm<'_>], documents: u32) -> Vec<u8> {
    let words = common_words(forms, documents);
    let mut spellings = vec![Spellings::default(); words.len()];
    for (form, written) in terms.iter().flat_map(MergedTerm::spellings) {
        if let Ok(place) = words.binary_search_by(|(word, _)| word.as_str().cmp(form)) {
            spellings[place].merge(written);
        }
    }
    pack_words(&words, &spellings)
}

/// Words of each document's text, without its title.
fn text_lengths(lengths: &[[u32; ZONES]]) -> Vec<u8> {
    let mut numbers = Numbers::default();
    for zones in lengths {
        numbers.push(zones.iter().sum::<u32>() - zones[Zone::Title as usize]);
    }
    packed(&numbers)
}

fn packed(numbers: &Numbers) -> Vec<u8> {
    let mut bytes = Vec::new();
    numbers.put(&mut bytes);
    bytes
}

/// By first day, then last day, then path, then id; documents without a date last. An id that is made changes with the
/// source: by its path a document that is corrected keeps its number, and with it nearly all files of the index.
fn order(document: &Document) -> impl Ord + use<> {
    let Metadata { date, id, source, .. } = &document.metadata;
    let days = date.as_ref().map(|date| (date.first, date.last));
    (days.is_none(), days, source.path.clone(), id.clone())
}

fn in_order(mut documents: Vec<Document>) -> Result<Vec<Document>, WriteError> {
    if documents.is_empty() {
        return Err(WriteError::NoDocuments);
    }
    documents.sort_by_cached_key(order);
    let mut paths: HashMap<&str, &str> = HashMap::new();
    for document in &documents {
        let (id, path) = (&document.metadata.id, &document.metadata.source.path);
        if let Some(first) = paths.insert(id, path) {
            return Err(WriteError::DuplicateId { id: id.clone(), first: first.into(), second: path.clone() });
        }
    }
    Ok(documents)
}

fn characters<'a>(documents: impl Iterator<Item = &'a Document>) -> BTreeSet<char> {
    let texts = documents.flat_map(|document| {
        let blocks = document.blocks.iter().map(|block| block.text.as_str());
        let values = document.metadata.values.values().flatten().map(String::as_str);
        blocks.chain(values).chain([document.metadata.title.as_str()])
    });
    texts.flat_map(str::chars).filter(|c| !c.is_ascii()).collect()
}

/// Files of claims in the order of the documents. Borders are chosen as those of chunks are.
fn write_claims(documents: &[Document], files: &mut FileSet) -> Vec<ClaimsEntry> {
    let (mut entries, mut open) = (Vec::new(), StoredClaims::default());
    let (mut first, mut next, mut filled) = (0, 0, 0);
    let with_claims = (0..).zip(documents).filter(|(_, document)| !document.claims.is_empty());
    let last = with_claims.clone().last().map(|(number, _)| number);
    for (number, document) in with_claims {
        if open.0.is_empty() {
            (first, next) = (number, number);
        }
        // About as many bytes as the record takes.
        filled += postcard::experimental::serialized_size(&document.claims).unwrap_or_default();
        open.0.push((number - next, document.claims.clone()));
        next = number + 1;
        let is_border = is_one_of(4, &document.metadata.id) && filled >= CLAIMS_BYTES / 2;
        if is_border || filled >= CLAIMS_BYTES * 3 / 2 || Some(number) == last {
            entries.push(ClaimsEntry { first_document: first, file: files.add(pack(&std::mem::take(&mut open))) });
            filled = 0;
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, BlockKind, Claim, ClaimRule, Confidence, Metadata, Span};
    use crate::index::bytes::unpack;

    fn document(id: &str, date: Option<&str>, text: &str) -> Document {
        let date = date.map(|date| Date::parse(date).unwrap());
        let metadata = Metadata { id: id.into(), title: id.into(), date, language: "en".into(), ..Metadata::default() };
        Document { metadata, blocks: vec![Block::new(BlockKind::Paragraph, text)], ..Document::default() }
    }

    #[test]
    fn the_order_of_the_documents_does_not_matter() {
        let documents = vec![
            document("b", None, "one two"),
            document("a", Some("2022"), "two"),
            document("c", Some("2021"), "three"),
        ];
        let mut other = documents.clone();
        other.reverse();
        let build = |documents| write(&Settings::default(), &Thesaurus::default(), documents).unwrap();
        assert_eq!(build(documents), build(other));
    }

    #[test]
    fn two_documents_of_one_id_are_refused() {
        let documents = vec![document("a", None, "one"), document("a", None, "two")];
        let error = write(&Settings::default(), &Thesaurus::default(), documents).unwrap_err();
        assert!(matches!(error, WriteError::DuplicateId { .. }));
    }

    #[test]
    fn a_long_document_goes_on_in_the_next_chunk() {
        let mut long = document("a", None, "");
        long.blocks = (0..200).map(|_| Block::new(BlockKind::Paragraph, "word ".repeat(200))).collect();
        let index = write(&Settings::default(), &Thesaurus::default(), vec![long, document("b", None, "x")]).unwrap();
        let chunks = Root::from_bytes(&index.root).unwrap().chunks;
        let chunks: Vec<_> = chunks.iter().map(|chunk| (chunk.first_document, chunk.is_continued)).collect();
        assert_eq!(chunks, [(0, false), (1, true), (1, true), (1, true), (1, false)]);
    }

    #[test]
    fn a_changed_word_changes_few_files() {
        let text = |n: usize| format!("word{} and word{} of document", n % 997, n % 1009);
        let mut documents: Vec<_> = (0..3000).map(|n| document(&format!("d{n}"), Some("2022"), &text(n))).collect();
        let files = |documents: &[Document]| write(&Settings::default(), &Thesaurus::default(), documents.to_vec());
        let before = files(&documents).unwrap().files;
        documents[1500].blocks[0].text = "word1 and otherword of document".into();
        let after = files(&documents).unwrap().files;
        let new = after.keys().filter(|id| !before.contains_key(id)).count();
        assert!(after.len() > 40 && new <= 8, "{new} of {}", after.len());
    }

    #[test]
    fn claims_are_in_files_of_their_own_and_come_back() {
        let claim = |speaker: String| Claim {
            block: 0,
            sentence: Span::new(0, 4),
            statement: Span::new(0, 4),
            speaker: Some(speaker),
            via: Vec::new(),
            figures: Vec::new(),
            confidence: Confidence::High,
            rule: ClaimRule::Quotation,
        };
        let mut documents: Vec<_> = (0..900).map(|n| document(&format!("d{n:03}"), None, "text")).collect();
        for (number, document) in documents.iter_mut().enumerate().filter(|(number, _)| number % 3 > 0) {
            document.claims = (0..20).map(|n| claim(format!("Speaker {number} {n}"))).collect();
        }
        let index = write(&Settings::default(), &Thesaurus::default(), documents.clone()).unwrap();
        let root = Root::from_bytes(&index.root).unwrap();
        assert!((3..20).contains(&root.claims.len()), "{}", root.claims.len());
        let mut stored = BTreeMap::new();
        for entry in &root.claims {
            let file: StoredClaims = unpack(&index.files[&entry.file]).unwrap();
            stored.extend(
                file.by_document(entry.first_document).map(|(number, claims)| (number as usize, claims.to_vec())),
            );
        }
        let expected = documents.into_iter().map(|document| document.claims).enumerate();
        assert_eq!(stored, expected.filter(|(_, claims)| !claims.is_empty()).collect());
    }
}
