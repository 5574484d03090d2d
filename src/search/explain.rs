//! Why a document stands where it stands: its score as a sum of named parts.
//!
//! Each clause of a plan is scored once more by itself, by the code that ranks. What a score has beyond that sum is a
//! bonus for the clauses together; a bonus that can be told apart gets its own part in [`explain`].

use super::answer::Contribution;
use super::filter::Filters;
use super::matching::{Matches, evaluate_clause};
use super::plan::Plan;
use crate::index::format::MAX_IMPACT;
use crate::index::impact::rarity;
use crate::index::reader::{Reader, Stop};
use crate::query::Occur;

/// Scores are whole numbers of this part of a bit: rarity counts in 1/256, impact up to [`MAX_IMPACT`].
pub const SCORES_PER_BIT: f32 = 256.0 * MAX_IMPACT as f32;

/// What is named as the source of the rest of a score.
const TOGETHER: &str = "words close together, similar documents";

/// For each of these documents the parts of its score, in the order of the query, without the forms found. The parts of a
/// document add up to its score.
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
