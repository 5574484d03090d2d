//! Documents in, files out. The same documents give the same bytes, whatever order they come in.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use super::FileId;
use super::format::{
    Column, ColumnEntry, ColumnValue, Dates, METADATA_DOCUMENTS, Root, SHARD_BYTES, ShardEntry, StoredBlocks,
    StoredDocument, TEXT_FILE_BYTES, TextEntry, key, pack, put_ascending,
};
use super::impact::{Weights, ZONES, Zone, impact};
use super::terms::{Place, Posting, TermShardBuilder};
use crate::corpus::{BlockKind, Date, Document, FieldKind, Settings, Thesaurus, date};
use crate::text::{Analyzer, Folding, for_each_token};

/// Positions left free between blocks, so that no phrase reaches from one into the next.
pub const BLOCK_GAP: u32 = 32;

/// A date that may mean more years than this is counted in the year it starts in only.
const MAX_YEARS: i32 = 5;

/// A whole index, in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// The bytes of the root file.
    pub root: Vec<u8>,
    /// All files that the root names.
    pub files: BTreeMap<FileId, Vec<u8>>,
    /// Short hash of everything.
    pub edition: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    NoDocuments,
    DuplicateId { id: String, first: String, second: String },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::NoDocuments => write!(f, "there is no document to index"),
            WriteError::DuplicateId { id, first, second } => {
                write!(f, "{first} and {second} have the same id “{id}”; change the `id` of one of them")
            }
        }
    }
}

impl std::error::Error for WriteError {}

/// Makes the index of a corpus.
pub fn write(settings: &Settings, thesaurus: &Thesaurus, documents: Vec<Document>) -> Result<Index, WriteError> {
    let documents = in_order(documents)?;
    let mut files = FileSet::default();
    let folding = Folding::of(&characters(&documents));
    let mut terms = TermCollector::default();
    let mut stored = Vec::new();
    for (number, document) in (0..).zip(&documents) {
        let words = terms.add_document(number, document, &folding);
        stored.push(StoredDocument { metadata: document.metadata.clone(), words });
    }
    let dated: Vec<&Date> = documents.iter().filter_map(|document| document.metadata.date.as_ref()).collect();
    let mut root = Root {
        settings: settings.clone(),
        thesaurus: thesaurus.clone(),
        edition: String::new(),
        documents: documents.len() as u32,
        undated: (documents.len() - dated.len()) as u32,
        words: stored.iter().map(|document| u64::from(document.words)).sum(),
        bytes: 0,
        analyzers: terms.analyzers.iter().copied().collect(),
        folding,
        shards: terms.write_shards(&mut files),
        columns: write_columns(settings, &documents, &mut files),
        dates: files.add(pack(&Dates(dated.iter().map(|date| (date.first, date.last)).collect()))),
        metadata: stored.chunks(METADATA_DOCUMENTS as usize).map(|documents| files.add(pack(&documents))).collect(),
        texts: write_texts(documents, &mut files),
    };
    root.bytes = files.0.values().map(|bytes| bytes.len() as u64).sum();
    root.edition = FileId::of(&pack(&root)).to_string()[..10].to_string();
    Ok(Index { root: root.to_bytes(), files: files.0, edition: root.edition })
}

/// By first day, then last day, then id; documents without a date last.
fn in_order(mut documents: Vec<Document>) -> Result<Vec<Document>, WriteError> {
    if documents.is_empty() {
        return Err(WriteError::NoDocuments);
    }
    let order = |document: &Document| {
        let days = document.metadata.date.as_ref().map(|date| (date.first, date.last));
        (days.is_none(), days, document.metadata.id.clone())
    };
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

fn characters(documents: &[Document]) -> BTreeSet<char> {
    let texts = documents.iter().flat_map(|document| {
        let blocks = document.blocks.iter().map(|block| block.text.as_str());
        let values = document.metadata.values.values().flatten().map(String::as_str);
        blocks.chain(values).chain([document.metadata.title.as_str()])
    });
    texts.flat_map(str::chars).filter(|c| !c.is_ascii()).collect()
}

/// Files by the hash of their content.
#[derive(Default)]
struct FileSet(BTreeMap<FileId, Vec<u8>>);

impl FileSet {
    fn add(&mut self, bytes: Vec<u8>) -> FileId {
        let id = FileId::of(&bytes);
        self.0.insert(id, bytes);
        id
    }
}

// ------------------------------------------------------------------------------------------------------------- terms

/// Everything the documents say, by key.
#[derive(Default)]
struct TermCollector {
    entries: HashMap<String, CollectedTerm>,
    /// The term of each form met, by analyzer: stemming is the slowest step and forms repeat.
    terms: HashMap<(Analyzer, String), String>,
    lengths: Vec<[u32; ZONES]>,
    analyzers: BTreeSet<Analyzer>,
}

#[derive(Default)]
struct CollectedTerm {
    forms: Vec<String>,
    documents: Vec<CollectedDocument>,
}

struct CollectedDocument {
    number: u32,
    frequency: [u32; ZONES],
    places: Vec<Place>,
}

impl TermCollector {
    /// Returns the number of words of the document.
    fn add_document(&mut self, number: u32, document: &Document, folding: &Folding) -> u32 {
        self.lengths.push([0; ZONES]);
        let metadata = &document.metadata;
        let mut position = self.add_text(number, Zone::Title, &metadata.title, &metadata.language, 0, folding);
        for block in document.blocks.iter().filter(|block| !block.is_furniture()) {
            let zone = if matches!(block.kind, BlockKind::Heading(_)) { Zone::Heading } else { Zone::Body };
            let language = if block.language.is_empty() { &metadata.language } else { &block.language };
            position = self.add_text(number, zone, &block.text, language, position, folding);
        }
        let id = self.entries.entry(key::id(&metadata.id)).or_default();
        id.documents.push(CollectedDocument { number, frequency: [0; ZONES], places: Vec::new() });
        self.lengths[number as usize].iter().sum()
    }

    /// Returns the position at which the next text starts.
    fn add_text(&mut self, number: u32, zone: Zone, text: &str, language: &str, start: u32, folding: &Folding) -> u32 {
        let analyzer = Analyzer::of(language);
        self.analyzers.insert(analyzer);
        let positions = for_each_token(text, folding, |token| {
            let term = self
                .terms
                .entry((analyzer, token.form.to_string()))
                .or_insert_with_key(|(analyzer, form)| analyzer.term(form));
            let position = start + token.position;
            if zone == Zone::Title {
                collect(&mut self.entries, &key::title(term), number, zone, token.form, position);
            }
            collect(&mut self.entries, term, number, zone, token.form, position);
            self.lengths[number as usize][zone as usize] += u32::from(!token.is_extra);
        });
        start + positions + BLOCK_GAP
    }

    /// Average length of each zone, over the documents that have it.
    fn averages(&self) -> [f64; ZONES] {
        std::array::from_fn(|zone| {
            let lengths = self.lengths.iter().map(|lengths| lengths[zone]).filter(|&length| length > 0);
            let (sum, count) = lengths.fold((0u64, 0u64), |(sum, count), length| (sum + u64::from(length), count + 1));
            if count == 0 { 0.0 } else { sum as f64 / count as f64 }
        })
    }

    fn write_shards(self, files: &mut FileSet) -> Vec<ShardEntry> {
        let (weights, average) = (Weights::default(), self.averages());
        let mut entries: Vec<_> = self.entries.into_iter().collect();
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut shards = Vec::new();
        let mut builder = TermShardBuilder::default();
        for (key, term) in entries {
            let length = |number: u32| &self.lengths[number as usize];
            let posting = |document: &CollectedDocument| Posting {
                document: document.number,
                impact: impact(&weights, &document.frequency, length(document.number), &average),
            };
            let postings: Vec<_> = term.documents.iter().map(posting).collect();
            let (forms, places) = term.sorted_forms();
            builder.push(&key, &postings, &places, &forms.iter().map(String::as_str).collect::<Vec<_>>());
            if is_border(&key, builder.bytes()) {
                shards.push(finish_shard(std::mem::take(&mut builder), files));
            }
        }
        if !builder.is_empty() {
            shards.push(finish_shard(builder, files));
        }
        shards
    }
}

impl CollectedTerm {
    /// Forms in order, and the places of each document with forms numbered in that order.
    fn sorted_forms(self) -> (Vec<String>, Vec<Vec<Place>>) {
        let mut forms = self.forms.clone();
        forms.sort_unstable();
        let number: Vec<u32> =
            self.forms.iter().map(|form| forms.binary_search(form).unwrap_or_default() as u32).collect();
        let renumber = |document: CollectedDocument| {
            let places = document.places.into_iter();
            places.map(|place| Place { form: number[place.form as usize], ..place }).collect()
        };
        let places = self.documents.into_iter().map(renumber).collect();
        (forms, places)
    }
}

fn collect(
    entries: &mut HashMap<String, CollectedTerm>,
    key: &str,
    number: u32,
    zone: Zone,
    form: &str,
    position: u32,
) {
    if !entries.contains_key(key) {
        entries.insert(key.to_string(), CollectedTerm::default());
    }
    let Some(term) = entries.get_mut(key) else { return };
    let form = match term.forms.iter().position(|known| known == form) {
        Some(known) => known,
        None => {
            term.forms.push(form.to_string());
            term.forms.len() - 1
        }
    };
    if term.documents.last().is_none_or(|document| document.number != number) {
        term.documents.push(CollectedDocument { number, frequency: [0; ZONES], places: Vec::new() });
    }
    let Some(document) = term.documents.last_mut() else { return };
    document.frequency[zone as usize] += 1;
    // Two forms of one term may share a place ("re-education" beside "reeducation"); positions must ascend.
    if document.places.last().is_none_or(|last| last.position < position) {
        document.places.push(Place { position, form: form as u32 });
    }
}

/// Whether a shard ends after this key. Chosen by the key itself, so that a new word changes one shard only.
fn is_border(key: &str, bytes: usize) -> bool {
    // FNV-1a.
    let hash = key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    bytes >= SHARD_BYTES.end || (bytes >= SHARD_BYTES.start && (hash >> 32).is_multiple_of(64))
}

fn finish_shard(builder: TermShardBuilder, files: &mut FileSet) -> ShardEntry {
    let (first, terms, positions) = builder.finish();
    ShardEntry { first, terms: files.add(terms), positions: files.add(positions) }
}

// ----------------------------------------------------------------------------------------------------------- columns

fn write_columns(settings: &Settings, documents: &[Document], files: &mut FileSet) -> Vec<ColumnEntry> {
    let keywords = settings.fields.iter().filter(|field| field.kind == FieldKind::Keyword);
    let mut columns: Vec<ColumnEntry> = keywords
        .map(|field| {
            let values = documents.iter().map(|document| document.metadata.values.get(&field.name).cloned());
            let file = files.add(pack(&column(values.map(Option::unwrap_or_default))));
            ColumnEntry { field: field.name.clone(), label: field.label.clone(), is_facet: field.facet, file }
        })
        .collect();
    let years = documents.iter().map(|document| document.metadata.date.as_ref().map(years).unwrap_or_default());
    let languages = documents.iter().map(|document| vec![document.metadata.language.clone()]);
    for (field, label, column) in [("year", "Year", column(years)), ("language", "Language", column(languages))] {
        let file = files.add(pack(&column));
        columns.push(ColumnEntry { field: field.into(), label: label.into(), is_facet: true, file });
    }
    columns
}

/// The values of a field, of each document in order, turned around.
fn column(values: impl Iterator<Item = Vec<String>>) -> Column {
    let mut documents: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (number, values) in (0..).zip(values) {
        for value in values {
            documents.entry(value).or_default().insert(number);
        }
    }
    let values = documents.into_iter().map(|(value, numbers)| {
        let mut documents = Vec::new();
        put_ascending(numbers, &mut documents);
        ColumnValue { value, documents }
    });
    Column { values: values.collect() }
}

fn years(date: &Date) -> Vec<String> {
    date::years(date.first, date.last, MAX_YEARS).map(|year| format!("{year:04}")).collect()
}

// ------------------------------------------------------------------------------------------------------------- texts

/// Text files in the order of the documents; a document longer than a file goes on in the next.
fn write_texts(documents: Vec<Document>, files: &mut FileSet) -> Vec<TextEntry> {
    let mut entries = Vec::new();
    let mut parts: Vec<StoredBlocks> = Vec::new();
    let mut bytes = 0;
    for (number, document) in (0..).zip(documents) {
        parts.push(StoredBlocks { document: number, blocks: Vec::new() });
        for block in document.blocks {
            if bytes >= TEXT_FILE_BYTES {
                entries.push(finish_text(std::mem::take(&mut parts), files));
                bytes = 0;
            }
            bytes += block.text.len();
            match parts.last_mut() {
                Some(part) => part.blocks.push(block),
                None => parts.push(StoredBlocks { document: number, blocks: vec![block] }),
            }
        }
    }
    if !parts.is_empty() {
        entries.push(finish_text(parts, files));
    }
    entries
}

fn finish_text(parts: Vec<StoredBlocks>, files: &mut FileSet) -> TextEntry {
    let first_document = parts.first().map_or(0, |part| part.document);
    TextEntry { first_document, file: files.add(pack(&parts)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, Metadata};

    fn document(id: &str, date: Option<&str>, text: &str) -> Document {
        let date = date.map(|date| Date::parse(date).unwrap());
        let metadata = Metadata { id: id.into(), title: id.into(), date, language: "en".into(), ..Metadata::default() };
        Document { metadata, blocks: vec![Block::new(BlockKind::Paragraph, text)] }
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
    fn a_long_document_goes_on_in_the_next_file() {
        let mut long = document("a", None, "");
        long.blocks = (0..100).map(|_| Block::new(BlockKind::Paragraph, "word ".repeat(200))).collect();
        let index = write(&Settings::default(), &Thesaurus::default(), vec![long, document("b", None, "x")]).unwrap();
        let root = Root::from_bytes(&index.root).unwrap();
        assert_eq!(root.texts.iter().map(|text| text.first_document).collect::<Vec<_>>(), [0, 0, 0, 0]);
    }

    #[test]
    fn dates_are_counted_in_each_year_they_may_mean() {
        let years = |date| years(&Date::parse(date).unwrap()).join(" ");
        assert_eq!(years("2022-08-31"), "2022");
        assert_eq!(years("2022-12/2023-01"), "2022 2023");
        assert_eq!(years("1901/2000"), "1901");
        assert_eq!(years("../2000"), "2000");
        assert_eq!(years("1990/.."), "1990");
    }
}
