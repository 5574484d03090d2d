//! Runs of documents become shards of terms with their postings and places.

use super::files::{FileSet, is_one_of, text_bytes};
use crate::corpus::Document;
use crate::index::collect::{MergedTerm, Run};
use crate::index::format::{SHARD_BYTES, ShardEntry};
use crate::index::impact::{Weights, ZONES, averages, burstiness, impact, rarity};
use crate::index::memo::{Memo, remembered};
use crate::index::neighbours::Heaviest;
use crate::index::parallel::{in_parallel, processors};
use crate::index::terms::{Place, Posting, TermShardBuilder};
use crate::text::Folding;

/// Text of a run that is kept for the next build. Smaller ones make a change cheaper, and the first build dearer, since
/// each run looks up the term of each form once. A guess.
const RUN_BYTES: std::ops::Range<usize> = 2 << 20..8 << 20;

/// Collects the documents in runs: as many as there are processors, or more where the next build shall find those of
/// unchanged documents again.
pub(super) fn collect(documents: &[Document], folding: &Folding, memo: &dyn Memo) -> Vec<Run> {
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
pub(super) struct Terms {
    pub(super) shards: Vec<ShardEntry>,
    /// Every form of the text, under each of its terms, with the number of documents that have it.
    pub(super) forms: Vec<(String, u32)>,
    pub(super) heaviest: Option<Heaviest>,
}

pub(super) fn write_shards(
    terms: &[MergedTerm<'_>],
    lengths: &[[u32; ZONES]],
    files: &mut FileSet,
    memo: &dyn Memo,
) -> Terms {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_told_apart_by_few_letters() {
        assert_eq!(separator("", "\u{2}id"), "\u{2}");
        assert_eq!(separator("nation", "nationality"), "nationa");
        assert_eq!(separator("nations", "nuclear"), "nu");
    }
}
