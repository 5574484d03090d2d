//! Writes an index: documents in, files out. The same documents give the same bytes, in whatever order they come and
//! however many processors work on them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fmt, thread};

use super::FileId;
use super::collect::{MergedTerm, Run, merge};
use super::copies::Copies;
use super::format::{
    CHUNK_BYTES, CHUNKS, CLAIMS_BYTES, Chunk, ChunkEntry, ClaimsEntry, Column, ColumnEntry, ColumnValue, Dates,
    LONG_DOCUMENT_BYTES, Origins, Root, SHARD_BYTES, SOURCES_IN_FILE, ShardEntry, StoredClaims, StoredDocument,
    StoredSource, pack, put_ascending,
};
use super::frequencies::Frequencies;
use super::impact::{Weights, ZONES, Zone, averages, burstiness, impact, rarity};
use super::memo::{Forgetful, Memo, remembered};
use super::neighbours::Heaviest;
use super::numbers::Numbers;
use super::terms::{Place, Posting, TermShardBuilder};
use super::vocabulary::{Encoder, SAMPLE_BYTES, Vocabulary};
use super::words::pack_words;
use crate::corpus::{Block, Date, Document, FieldKind, Metadata, Settings, Source, Thesaurus, date};
use crate::text::Folding;

/// A date that may mean more years than this is counted in the year it starts in only.
const MAX_YEARS: i32 = 5;

/// Text of a run that is kept for the next build. Smaller ones make a change cheaper, and the first build dearer, since
/// each run looks up the term of each form once. A guess.
const RUN_BYTES: std::ops::Range<usize> = 2 << 20..8 << 20;

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
    write_with(settings, thesaurus, documents, &Forgetful)
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
    let runs = collect(&documents, &folding, memo);
    let lengths: Vec<[u32; ZONES]> = runs.iter().flat_map(|run| run.lengths.iter().copied()).collect();
    let analyzers = runs.iter().flat_map(|run| run.analyzers.iter().copied()).collect::<BTreeSet<_>>();
    let terms = merge(&runs);
    let Terms { shards, forms, heaviest } = write_shards(&terms, &lengths, &mut files, memo);
    let frequencies =
        Frequencies::of(terms.iter().flat_map(MergedTerm::words).filter(|(_, words)| *words > 0).collect());
    let frequencies = files.add(frequencies.to_bytes());
    drop(terms);
    let word_list = files.add(pack_words(forms, documents.len() as u32));
    let neighbours = heaviest.map(|heaviest| files.add(heaviest.neighbours().to_bytes()));
    drop(runs);
    let dated: Vec<&Date> = documents.iter().filter_map(|document| document.metadata.date.as_ref()).collect();
    let Copies { stories, passages } = Copies::of(&documents.iter().collect::<Vec<_>>(), &folding);
    let id = |member: &super::stories::Member| documents[member.document as usize].metadata.id.clone();
    let ids_of_stories = stories.iter().map(|members| members.iter().map(id).collect()).collect();
    let stories = (!stories.is_empty()).then(|| files.add(stories.to_bytes()));
    let in_file = SOURCES_IN_FILE as usize;
    let sources = documents.chunks(in_file).zip(passages.chunks(in_file)).map(|(documents, passages)| {
        let sources = documents.iter().map(|document| StoredSource::from(&document.metadata.source)).collect();
        files.add(pack(&Origins { sources, passages: passages.to_vec() }))
    });
    let sources = sources.collect();
    let mut root = Root {
        settings: settings.clone(),
        thesaurus: thesaurus.clone(),
        edition: String::new(),
        documents: documents.len() as u32,
        undated: (documents.len() - dated.len()) as u32,
        words: lengths.iter().flatten().map(|&length| u64::from(length)).sum(),
        bytes: 0,
        analyzers: analyzers.into_iter().collect(),
        folding,
        word_list,
        lengths: files.add(text_lengths(&lengths)),
        frequencies,
        neighbours,
        shards,
        columns: write_columns(settings, &documents, &mut files),
        dates: files.add(pack(&Dates(dated.iter().map(|date| (date.first, date.last)).collect()))),
        chunks: Vec::new(),
        vocabulary: None,
        sources,
        stories,
        claims: write_claims(&documents, &mut files),
    };
    (root.chunks, root.vocabulary) = write_chunks(documents, &lengths, &mut files, memo);
    if let Some(name) = files.clash {
        return Err(WriteError::NameClash(name));
    }
    root.bytes = files.files.values().map(|bytes| bytes.len() as u64).sum();
    root.edition = FileId::of(&pack(&root)).to_string();
    Ok(Index { root: root.to_bytes(), files: files.files, edition: root.edition, stories: ids_of_stories })
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

/// Words of each document's text, without its title.
fn text_lengths(lengths: &[[u32; ZONES]]) -> Vec<u8> {
    let (mut numbers, mut bytes) = (Numbers::default(), Vec::new());
    for zones in lengths {
        numbers.push(zones.iter().sum::<u32>() - zones[Zone::Title as usize]);
    }
    numbers.put(&mut bytes);
    bytes
}

/// Results in the order of the items, worked out on all processors.
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let one_after_another = || {
        let mut done = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(place) else { return done };
            done.push((place, work(item)));
        }
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..processors()).map(|_| scope.spawn(one_after_another)).collect();
        // A worker that panicked would have lost its results: the panic goes on here.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

pub(super) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
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

/// Files by the hash of their content.
#[derive(Default)]
struct FileSet {
    files: BTreeMap<FileId, Vec<u8>>,
    clash: Option<FileId>,
}

impl FileSet {
    fn add(&mut self, bytes: Vec<u8>) -> FileId {
        let id = FileId::of(&bytes);
        if self.files.get(&id).is_some_and(|other| *other != bytes) {
            self.clash = Some(id);
        }
        self.files.insert(id, bytes);
        id
    }
}

// ------------------------------------------------------------------------------------------------------------- terms

/// Collects the documents in runs: as many as there are processors, or more where the next build shall find those of
/// unchanged documents again.
fn collect(documents: &[Document], folding: &Folding, memo: &dyn Memo) -> Vec<Run> {
    let parts: Vec<&[Document]> = match memo.is_used() {
        true => kept_runs(documents),
        false => documents.chunks(documents.len().div_ceil(processors())).collect(),
    };
    // Of the folding a run has no more than what its own characters fold to.
    in_parallel(&parts, |documents| remembered(memo, "run", documents, || Run::of(documents, folding)))
}

/// Runs whose borders are chosen by the documents' ids, so that a change elsewhere moves none.
fn kept_runs(documents: &[Document]) -> Vec<&[Document]> {
    let mut bytes = 0;
    let runs = documents.chunk_by(|document, _| {
        bytes += text_bytes(document);
        let is_border = bytes >= RUN_BYTES.end || (bytes >= RUN_BYTES.start && is_one_of(16, &document.metadata.id));
        if is_border {
            bytes = 0;
        }
        !is_border
    });
    runs.collect()
}

/// What comes of the terms as they go by.
struct Terms {
    shards: Vec<ShardEntry>,
    /// Every form of the text, under each of its terms, with the number of documents that have it.
    forms: Vec<(String, u32)>,
    heaviest: Option<Heaviest>,
}

fn write_shards(terms: &[MergedTerm<'_>], lengths: &[[u32; ZONES]], files: &mut FileSet, memo: &dyn Memo) -> Terms {
    let (weights, average, all) = (Weights::default(), averages(lengths), lengths.len() as u32);
    let (mut words, mut heaviest) = (Vec::new(), Heaviest::of(all));
    let mut builders = vec![TermShardBuilder::default()];
    for term in terms {
        // What was collected is read back as it was written.
        let Ok((documents, forms)) = term.read() else { continue };
        let (mut postings, mut places) = (Vec::with_capacity(documents.len()), Vec::with_capacity(documents.len()));
        let occurrences = documents.iter().map(|found| found.places.len() as u64).sum();
        let burstiness = burstiness(occurrences, documents.len() as u32);
        for found in documents {
            let length = &lengths[found.document as usize];
            let impact = impact(&weights, burstiness, &found.frequency, length, &average);
            postings.push(Posting { document: found.document, impact });
            places.push(found.places);
        }
        let is_large = postings.len() >= SHARD_BYTES.end;
        if is_large && builders.last().is_some_and(|builder| !builder.is_empty()) {
            builders.push(TermShardBuilder::default());
        }
        if !term.key.starts_with(char::is_control) {
            if let Some(heaviest) = &mut heaviest {
                let rarity = rarity(postings.len() as u32, all);
                heaviest.add(postings.iter().map(|posting| (posting.document, rarity * u32::from(posting.impact))));
            }
            words.extend(
                forms.iter().zip(documents_by_form(&places, forms.len())).map(|(form, n)| (form.to_string(), n)),
            );
        }
        let Some(builder) = builders.last_mut() else { continue };
        builder.push(term.key, &postings, &places, &forms);
        if is_border(term.key, builder.bytes()) {
            builders.push(TermShardBuilder::default());
        }
    }
    builders.retain(|builder| !builder.is_empty());
    let finished = in_parallel(&builders, |builder| remembered(memo, "shard", builder, || builder.finish()));
    let mut entries = Vec::with_capacity(builders.len());
    let mut last = "";
    for (builder, (terms, positions)) in builders.iter().zip(finished) {
        let first = separator(last, builder.first()).into();
        entries.push(ShardEntry { first, terms: files.add(terms), positions: files.add(positions) });
        last = builder.last();
    }
    Terms { shards: entries, forms: words, heaviest }
}

/// How many documents have each form, by their places.
fn documents_by_form(documents: &[Vec<Place>], forms: usize) -> Vec<u32> {
    let mut counts = vec![0; forms];
    // The last document that counted for each form, plus 1: this runs over every place of the corpus.
    let mut counted = vec![0; forms];
    for (number, places) in (1..).zip(documents) {
        for form in places.iter().map(|place| place.form as usize) {
            counts[form] += u32::from(counted[form] != number);
            counted[form] = number;
        }
    }
    counts
}

/// The shortest beginning of a key that sorts behind the key before.
fn separator<'a>(before: &str, key: &'a str) -> &'a str {
    let ends = key.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| &key[..end]).find(|start| *start > before).unwrap_or(key)
}

/// Whether a shard ends after this key. Chosen by the key itself, so that a new word changes one shard only.
fn is_border(key: &str, bytes: usize) -> bool {
    bytes >= SHARD_BYTES.end || (bytes >= SHARD_BYTES.start && is_one_of(64, key))
}

fn text_bytes(document: &Document) -> usize {
    document.blocks.iter().map(|block| block.text.len()).sum()
}

/// True of one in so many texts.
fn is_one_of(many: u64, text: &str) -> bool {
    // FNV-1a.
    let mix = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, mix) >> 32).is_multiple_of(many)
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

// ------------------------------------------------------------------------------------------------------------ claims

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

// ------------------------------------------------------------------------------------------------------------ chunks

/// Chunks in the order of the documents. Borders are chosen by the documents' ids, so that a change moves few of them.
fn write_chunks(
    documents: Vec<Document>,
    lengths: &[[u32; ZONES]],
    files: &mut FileSet,
    memo: &dyn Memo,
) -> (Vec<ChunkEntry>, Option<FileId>) {
    let all: usize = documents.iter().map(text_bytes).sum();
    let size = (all / CHUNKS).next_power_of_two().clamp(*CHUNK_BYTES.start(), *CHUNK_BYTES.end());
    let mut chunks: Vec<(u32, Chunk)> = vec![(0, Chunk::default())];
    let mut filled = 0;
    for (number, document) in (0..).zip(documents) {
        let Document { mut metadata, mut blocks, .. } = document;
        metadata.source = Source::default();
        let is_border = is_one_of(4, &metadata.id);
        let words = lengths[number as usize].iter().sum();
        let mut rest = blocks.split_off(blocks_within(&blocks, LONG_DOCUMENT_BYTES));
        filled += blocks.iter().map(|block| block.text.len()).sum::<usize>();
        if let Some((_, chunk)) = chunks.last_mut() {
            chunk.documents.push(StoredDocument { metadata, words, blocks });
        }
        while !rest.is_empty() {
            let after = rest.split_off(blocks_within(&rest, LONG_DOCUMENT_BYTES));
            filled = rest.iter().map(|block| block.text.len()).sum();
            chunks.push((number + 1, Chunk { continued: rest, documents: Vec::new() }));
            rest = after;
        }
        if filled >= size * 3 / 2 || (filled >= size / 2 && is_border) {
            chunks.push((number + 1, Chunk::default()));
            filled = 0;
        }
    }
    chunks.retain(|(_, chunk)| *chunk != Chunk::default());
    let vocabulary = vocabulary(&chunks, 1 << (all / SAMPLE_BYTES).max(1).ilog2(), memo);
    let vocabulary = is_worth_its_bytes(&vocabulary, &chunks, memo).then_some(vocabulary);
    let encoder = vocabulary.as_ref().map(Encoder::of);
    let codes = vocabulary.as_ref().map(|vocabulary| FileId::of(&vocabulary.to_bytes()));
    let packed = in_parallel(&chunks, |(_, chunk)| {
        remembered(memo, "chunk", &(codes, chunk), || chunk.to_bytes(encoder.as_ref()))
    });
    let entry = |((first_document, chunk), bytes): (&(u32, Chunk), Vec<u8>)| ChunkEntry {
        first_document: *first_document,
        is_continued: !chunk.continued.is_empty(),
        file: files.add(bytes),
    };
    let entries = chunks.iter().zip(packed).map(entry).collect();
    (entries, vocabulary.map(|vocabulary| files.add(vocabulary.to_bytes())))
}

/// The vocabulary of one in so many blocks, chosen by their text: a change of any other changes no code, and so no
/// other chunk.
fn vocabulary(chunks: &[(u32, Chunk)], one_in: u64, memo: &dyn Memo) -> Vocabulary {
    let texts = chunks.iter().flat_map(|(_, chunk)| chunk.blocks()).map(|block| block.text.as_str());
    let sample: Vec<&str> = texts.filter(|text| is_one_of(one_in, text)).collect();
    let choose = || Vocabulary::of(sample.iter().copied());
    let bytes = remembered(memo, "vocabulary", &sample, || choose().to_bytes());
    // What was written is read back.
    Vocabulary::from_bytes(&bytes).unwrap_or_else(|_| choose())
}

/// Whether a reader of ten chunks, as many as there are hits on a page, has fewer bytes to fetch. A trial on 64 chunks.
fn is_worth_its_bytes(vocabulary: &Vocabulary, chunks: &[(u32, Chunk)], memo: &dyn Memo) -> bool {
    let trial: Vec<&(u32, Chunk)> = chunks.iter().step_by(chunks.len().div_ceil(64).max(1)).collect();
    let bytes = vocabulary.to_bytes();
    remembered(memo, "worth", &(&bytes, &trial), || {
        let size = |encoder| -> usize { in_parallel(&trial, |(_, chunk)| chunk.to_bytes(encoder).len()).iter().sum() };
        let encoder = Encoder::of(vocabulary);
        let saved = size(None).saturating_sub(size(Some(&encoder)));
        saved * 10 > bytes.len() * trial.len()
    })
}

/// How many blocks, at least one, have no more than so many bytes.
fn blocks_within(blocks: &[Block], limit: usize) -> usize {
    let mut bytes = 0;
    let fits = |block: &&Block| {
        bytes += block.text.len();
        bytes <= limit
    };
    blocks.iter().take_while(fits).count().max(1).min(blocks.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{BlockKind, Claim, ClaimRule, Confidence, Metadata, Span};
    use crate::index::format::unpack;

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
    fn a_change_outside_the_sample_changes_no_code() {
        let text = |n: usize| format!("The committee met {} times and adopted its report {n} on the year.", n % 7);
        let stored = |n: usize| StoredDocument {
            metadata: Metadata::default(),
            words: 0,
            blocks: vec![Block::new(BlockKind::Paragraph, text(n).repeat(4))],
        };
        let chunk = |n: usize| (0, Chunk { continued: Vec::new(), documents: (n..n + 20).map(stored).collect() });
        let mut chunks: Vec<(u32, Chunk)> = (0..3000).step_by(20).map(chunk).collect();
        let before = vocabulary(&chunks, 8, &Forgetful);
        let in_sample = |text: &str| is_one_of(8, text);
        let (mut changed, mut kept) = (0, 0);
        for (number, (_, chunk)) in chunks.iter_mut().enumerate().take(40) {
            let block = &mut chunk.documents[7].blocks[0];
            let new = format!("Another text {number} of the committee.");
            if in_sample(&block.text) || in_sample(&new) {
                kept += 1;
            } else {
                block.text = new;
                changed += 1;
            }
        }
        assert!(changed > 20 && kept > 0);
        assert_eq!(vocabulary(&chunks, 8, &Forgetful), before);
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

    #[test]
    fn shards_are_told_apart_by_few_letters() {
        assert_eq!(separator("", "\u{2}id"), "\u{2}");
        assert_eq!(separator("nation", "nationality"), "nationa");
        assert_eq!(separator("nations", "nuclear"), "nu");
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
