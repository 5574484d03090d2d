//! Explanations of the ranking: a score as a sum of named parts.
//!
//! Each clause of a plan is scored again by itself, by the code that ranks. What a score has beyond that sum is a bonus
//! for the clauses together, which is a part of its own.

use super::answer::Contribution;
use super::filter::Filters;
use super::matching::{Matches, evaluate_clause};
use super::plan::Plan;
use crate::index::format::MAX_IMPACT;
use crate::index::impact::rarity;
use crate::index::reader::{Reader, Stop};
use crate::query::Occur;

/// Scores are stored as whole numbers of this fraction of a bit: idf in 1/256 of a bit times impact up to
/// [`MAX_IMPACT`].
pub const SCORES_PER_BIT: f32 = 256.0 * MAX_IMPACT as f32;

/// Name of the part that is the rest of a score.
const TOGETHER: &str = "words close together, similar documents";

/// The parts of the scores of `documents`, for each document in the order of the query; they add up to its score in
/// `matches`. [`Contribution::forms`] is left empty, since it needs the text. Stops where files are missing.
pub fn explain(
    plan: &Plan,
    matches: &Matches,
    reader: Reader<'_>,
    filters: &Filters,
    documents: &[u32],
) -> Result<Vec<Vec<Contribution>>, Stop> {
    let mut parts: Vec<Vec<Contribution>> = vec![Vec::new(); documents.len()];
    let mut explained = vec![0u32; documents.len()];
    for (number, clause) in (0..).zip(&plan.clauses).filter(|(_, clause)| clause.occur != Occur::MustNot) {
        let alone = evaluate_clause(clause, reader, filters)?;
        let having = alone.documents();
        let rarity = rarity(having, reader.root.documents);
        for (place, &document) in documents.iter().enumerate() {
            let score = alone.score_of(document);
            if score == 0 {
                continue;
            }
            explained[place] += score;
            parts[place].push(Contribution {
                of: clause.text.clone(),
                clause: Some(number),
                forms: Vec::new(),
                documents: having,
                rarity: rarity as f32 / 256.0,
                impact: score as f32 / rarity.max(1) as f32 / f32::from(MAX_IMPACT),
                score: score as f32 / SCORES_PER_BIT,
            });
        }
    }
    for (place, &document) in documents.iter().enumerate() {
        let rest = i64::from(matches.scores[document as usize]) - i64::from(explained[place]);
        if rest != 0 {
            let score = rest as f32 / SCORES_PER_BIT;
            parts[place].push(Contribution { of: TOGETHER.into(), score, ..Contribution::default() });
        }
    }
    Ok(parts)
}
