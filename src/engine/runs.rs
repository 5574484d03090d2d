//! How the runs of plain words in a query are counted. This is decided once for all documents that are found, so that
//! results, reader and counts agree.

use super::protocol::{CountedRun, Words};
use crate::index::reader::Stop;
use crate::search::run::Run;
use crate::search::{Marker, Plan};
use crate::text::Folding;

/// The plan by which a query is counted and highlighted, and how each of its runs is counted. `stands` says whether a
/// run stands as a phrase in any document that is found; it is asked only where that decides. Stops with all files that
/// any of the runs lacks.
pub(super) fn decide(
    plan: &Plan,
    words: Words,
    mut stands: impl FnMut(&Run) -> Result<bool, Stop>,
) -> Result<(Plan, Vec<CountedRun>), Stop> {
    let (mut runs, mut missing) = (Vec::with_capacity(plan.runs.len()), Vec::new());
    for run in &plan.runs {
        let fell_back = words == Words::Together
            && match stands(run) {
                Err(Stop::Missing(files)) => {
                    missing.extend(files);
                    false
                }
                stands => !stands?,
            };
        let words = if fell_back { Words::Either } else { words };
        runs.push(CountedRun { text: run.text.clone(), words, fell_back });
    }
    if !missing.is_empty() {
        return Err(Stop::Missing(missing));
    }
    let modes: Vec<Words> = runs.iter().map(|run| run.words).collect();
    Ok((plan.for_counting(&modes), runs))
}

/// Whether a run stands as a phrase in a document, given as the texts of its blocks with their languages.
pub(super) fn shows(run: &Run, blocks: &[(&str, &str)], folding: &Folding) -> bool {
    Marker::of_phrases(run, folding).marks_of_blocks(blocks).iter().any(|marks| !marks.is_empty())
}
