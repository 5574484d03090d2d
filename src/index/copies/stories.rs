//! Documents with the same words, or nearly so: candidates by min-hashes (Broder 1997), each confirmed by what the two
//! texts really share.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::texts::{Texts, grams, is_long_enough, mix};
use crate::index::parallel::in_parallel;
use crate::index::stories::{Member, Stories};

/// Two documents are of one story when they share this part of all their shingles: four fifths. With shingles of four
/// words that is about one word in forty changed, or a fifth of the text added.
const SIMILAR: (usize, usize) = (4, 5);

/// Words of a shingle.
const SHINGLE: usize = 4;

/// Min-hashes are compared in so many bands of so many each. Texts that share four fifths meet in some band but once in
/// 50,000 times; those that share two fifths meet two times in three and are told apart by counting.
const BANDS: usize = 16;
const ROWS: usize = 3;

/// Texts of one band that each further one is compared with.
const MAX_COMPARED: usize = 8;

impl Texts {
    pub(super) fn stories(&self) -> Stories {
        let distinct = self.distinct();
        let keys = in_parallel(&distinct, |&document| bands(&self.plain(document)));
        let mut bands: Vec<(u64, u32)> =
            distinct.iter().zip(keys).flat_map(|(&document, keys)| keys.map(|key| (key, document))).collect();
        bands.sort_unstable();
        let mut roots: Vec<u32> = (0..self.leaders.len() as u32).collect();
        let mut compared = HashMap::default();
        for band in bands.chunk_by(|(a, _), (b, _)| a == b) {
            for (place, &(_, document)) in band.iter().enumerate() {
                for &(_, other) in &band[..place.min(MAX_COMPARED)] {
                    let (one, two) = (root(&roots, other), root(&roots, document));
                    let is_similar = || is_similar(&self.plain(other), &self.plain(document));
                    if one != two && *compared.entry((other, document)).or_insert_with(is_similar) {
                        roots[one.max(two) as usize] = one.min(two);
                    }
                }
            }
        }
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (document, &leader) in (0..).zip(&self.leaders) {
            if is_long_enough(self.text(leader)) {
                groups.entry(root(&roots, leader)).or_default().push(document);
            }
        }
        groups.retain(|_, documents| documents.len() > 1);
        Stories::new(groups.into_values().map(|documents| self.members(&documents)).collect())
    }

    /// Documents of one story, those with the same words under the same number.
    fn members(&self, documents: &[u32]) -> Vec<Member> {
        let mut texts = HashMap::default();
        let mut text = |document| {
            let next = texts.len() as u32;
            *texts.entry(self.plain(document)).or_insert(next)
        };
        documents.iter().map(|&document| Member { document, text: text(document) }).collect()
    }
}

/// The min-hashes of a text, those of each band in one.
fn bands(words: &[u32]) -> [u64; BANDS] {
    let mut least = [u64::MAX; BANDS * ROWS];
    for shingle in grams(words, SHINGLE) {
        for (number, least) in (1..).zip(&mut least) {
            // An odd factor of its own for each.
            *least = (*least).min(shingle.wrapping_mul(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(2 * number + 1) | 1));
        }
    }
    std::array::from_fn(|band| least[band * ROWS..][..ROWS].iter().fold(band as u64, |hash, &least| mix(hash, least)))
}

/// Whether two texts share [`SIMILAR`] of the shingles that either has.
fn is_similar(one: &[u32], other: &[u32]) -> bool {
    let set = |words| grams(words, SHINGLE).collect::<HashSet<u64>>();
    let (one, other) = (set(one), set(other));
    let both = one.intersection(&other).count();
    let either = one.len() + other.len() - both;
    both * SIMILAR.1 >= either * SIMILAR.0
}

/// The first document that a document was joined with.
fn root(roots: &[u32], mut document: u32) -> u32 {
    while roots[document as usize] != document {
        document = roots[document as usize];
    }
    document
}
