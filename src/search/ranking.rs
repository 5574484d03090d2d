//! What ranking takes into account beyond each word by itself: what similar documents say, and words that stand together.
//!
//! Neither changes which documents are found. On full questions both together lift nDCG@10 by 6 % on Cranfield and 2 % on
//! TIME, on keywords by 4 % each; tuned on either collection they gain on the other.

use super::marks::Mark;
use super::matching::Matches;
use crate::index::format::MAX_IMPACT;
use crate::index::impact::rarity;
use crate::index::neighbours::{NEIGHBOURS, Neighbours};

/// Neighbours are asked about so many documents, best first; the others stay behind them. All would give the same first
/// ten.
pub const FILLED_IN: usize = 100;

/// With fewer clauses neighbours are not asked: for one word there is nothing to fill in, and for two, the commonest
/// queries of all, their file costs more than it gives.
pub const LEAST_FILLED_IN: usize = 3;

/// So many documents, best first, are ordered anew by how close together the words stand in them. Their text is read for
/// excerpts anyway.
pub const COMPARED: usize = 10;

/// Words that stand together stand within so many words. 10 to 100 do alike.
const WINDOW: u32 = 30;

/// What standing together is worth, in 1/256 of what the words would be worth in a document filled with them. About a
/// tenth; half and one and a half as much do nearly alike.
const CLOSENESS: u32 = 26;

/// A document that lacks clauses gets half of what its neighbours score for them on average. What it has itself counts as
/// before.
pub fn fill_in(matches: &mut Matches, documents: &[u32], neighbours: &Neighbours) {
    for &document in documents {
        let near = neighbours.of(document);
        let lacking = matches.by_clause.iter().filter(|clause| clause.score_of(document) == 0);
        let of_neighbours: u32 = lacking.flat_map(|clause| near.iter().map(|&other| clause.score_of(other))).sum();
        let score = &mut matches.scores[document as usize];
        *score = score.saturating_add(of_neighbours / (2 * NEIGHBOURS as u32));
    }
}

/// What the best stretch of a text is worth: the rarities of the clauses that have a mark in it, each once. The marks are
/// those of one block, in order.
pub fn closeness(matches: &Matches, marks: &[Mark], all: u32) -> u32 {
    let worth = |mark: &Mark| matches.clause_documents.get(mark.clause as usize).map_or(0, |&n| rarity(n, all));
    let mut inside = vec![0u32; matches.clause_documents.len()];
    let (mut from, mut sum, mut best) = (0, 0, 0);
    for mark in marks {
        let count = &mut inside[mark.clause as usize];
        sum += if *count == 0 { worth(mark) } else { 0 };
        *count += 1;
        while marks[from].position + WINDOW <= mark.position {
            let count = &mut inside[marks[from].clause as usize];
            *count -= 1;
            sum -= if *count == 0 { worth(&marks[from]) } else { 0 };
            from += 1;
        }
        best = best.max(sum);
    }
    best * u32::from(MAX_IMPACT) * CLOSENESS / 256
}
