//! Chunks: what a result shows of documents and their text, in the codes of a vocabulary.

use super::files::{FileSet, is_one_of, text_bytes};
use crate::corpus::{Block, Document, Source};
use crate::index::file_id::FileId;
use crate::index::format::{CHUNK_BYTES, CHUNKS, Chunk, ChunkEntry, LONG_DOCUMENT_BYTES, StoredDocument};
use crate::index::impact::ZONES;
use crate::index::memo::{Memo, remembered};
use crate::index::parallel::in_parallel;
use crate::index::vocabulary::{Encoder, SAMPLE_BYTES, Vocabulary};

/// Chunks in the order of the documents. Borders are chosen by the documents' ids, so that a change moves few of them.
pub(super) fn write_chunks(
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

/// The vocabulary of one in so many blocks, chosen by their text: a change of any other changes no code, and so no other
/// chunk.
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
    use crate::corpus::{BlockKind, Metadata};
    use crate::index::memo::NoMemo;

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
        let before = vocabulary(&chunks, 8, &NoMemo);
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
        assert_eq!(vocabulary(&chunks, 8, &NoMemo), before);
    }
}
