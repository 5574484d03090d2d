//! `karez eval`: how well a site's ranking answers judged questions.
//!
//! Measures as the information-retrieval literature defines them (Järvelin and Kekäläinen 2002 for nDCG), with binary
//! gains: a grade above 0 is relevant. A question that finds nothing counts 0 in each.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{config::EvalConfig, exit_code::ExitCode, host::Host, stop::Stop, terminal::print, terminal::to_json};
use crate::engine::protocol::{Copies, FindRequest, Response, SearchRequest};

/// Results looked at, as is usual for recall.
const DEPTH: u32 = 100;

/// A line of the questions' file.
#[derive(Deserialize)]
struct Question {
    id: String,
    text: String,
}

/// Ids of the relevant documents, by question.
type Judgements = BTreeMap<String, BTreeSet<String>>;

/// Means over the judged questions.
#[derive(Debug, Default, Serialize, PartialEq)]
struct Scores {
    queries: usize,
    ndcg10: f64,
    mrr: f64,
    recall100: f64,
    /// Questions that found nothing.
    empty: usize,
}

/// Asks every judged question and prints the mean scores; with `--run` also writes the results in TREC format.
pub fn run(config: &EvalConfig) -> Result<ExitCode, Stop> {
    let questions = read_questions(&config.queries)?;
    let judgements = read_judgements(&config.qrels)?;
    let mut host = Host::open(&config.site)?;
    let mut scores = Scores::default();
    let mut run = String::new();
    for question in questions {
        let Some(relevant) = judgements.get(&question.id) else { continue };
        let request = SearchRequest {
            query: question.text,
            limit: DEPTH,
            skip_counts: true,
            copies: Copies::Shown,
            ..SearchRequest::default()
        };
        let Response::Found(results) = host.ask(FindRequest::Search(request))? else { continue };
        let ids: Vec<&str> = results.hits.iter().map(|hit| hit.id.as_str()).collect();
        scores.add(&ids, relevant);
        for (rank, hit) in (1..).zip(&results.hits) {
            // Writing to a string cannot fail.
            let _ = writeln!(run, "{} Q0 {} {rank} {} karez", question.id, hit.id, hit.score);
        }
    }
    scores.finish();
    if let Some(path) = &config.run {
        fs::write(path, run).map_err(Stop::at("write", path))?;
    }
    print(&if config.is_json { to_json(&scores)? } else { scores.describe() })?;
    Ok(ExitCode::Success)
}

impl Scores {
    fn add(&mut self, ids: &[&str], relevant: &BTreeSet<String>) {
        let is_relevant: Vec<bool> = ids.iter().map(|id| relevant.contains(*id)).collect();
        let gain = |rank: usize| 1.0 / (rank as f64 + 2.0).log2();
        let found = |ranks: &[bool]| ranks.iter().filter(|is_relevant| **is_relevant).count();
        let gained: f64 = (0..is_relevant.len().min(10)).filter(|&rank| is_relevant[rank]).map(gain).sum();
        let ideal: f64 = (0..relevant.len().min(10)).map(gain).sum();
        let first = is_relevant.iter().position(|is_relevant| *is_relevant);
        self.queries += 1;
        self.ndcg10 += gained / ideal;
        self.mrr += first.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        self.recall100 += found(&is_relevant) as f64 / relevant.len() as f64;
        self.empty += usize::from(ids.is_empty());
    }

    /// Turns sums into means.
    fn finish(&mut self) {
        let queries = self.queries.max(1) as f64;
        [&mut self.ndcg10, &mut self.mrr, &mut self.recall100].into_iter().for_each(|sum| *sum /= queries);
    }

    fn describe(&self) -> String {
        let Scores { queries, ndcg10, mrr, recall100, empty } = self;
        format!(
            "queries    {queries}\nnDCG@10    {ndcg10:.4}\nMRR        {mrr:.4}\nrecall@100 {recall100:.4}\nempty      {empty}\n"
        )
    }
}

fn read_questions(path: &Path) -> Result<Vec<Question>, Stop> {
    let text = fs::read_to_string(path).map_err(Stop::at("read", path))?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| serde_json::from_str(line).map_err(|error| bad_line(path, number, &error))).collect()
}

/// Lines of question, document and grade, with tabs between them.
fn read_judgements(path: &Path) -> Result<Judgements, Stop> {
    let text = fs::read_to_string(path).map_err(Stop::at("read", path))?;
    let mut judgements = Judgements::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [question, document, grade] = parts[..] else {
            return Err(bad_line(path, number, &"a line needs question, document and grade, separated by tabs"));
        };
        let grade: i32 = grade.trim().parse().map_err(|error| bad_line(path, number, &error))?;
        if grade > 0 {
            judgements.entry(question.into()).or_default().insert(document.into());
        }
    }
    Ok(judgements)
}

fn bad_line(path: &Path, number: usize, error: &dyn std::fmt::Display) -> Stop {
    Stop::usage(format!("{}:{number}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_those_of_the_literature() {
        let relevant = BTreeSet::from(["a".to_string(), "b".to_string()]);
        let mut scores = Scores::default();
        scores.add(&["x", "a", "y", "b"], &relevant);
        scores.add(&[], &relevant);
        scores.finish();
        let (second, fourth) = (1.0 / 3f64.log2(), 1.0 / 5f64.log2());
        let ndcg = (second + fourth) / (1.0 + second) / 2.0;
        assert!((scores.ndcg10 - ndcg).abs() < 1e-12);
        assert_eq!(scores, Scores { queries: 2, ndcg10: scores.ndcg10, mrr: 0.25, recall100: 0.5, empty: 1 });
    }
}
