//! How words typed side by side were counted, for people.

use super::terminal::printable;
use crate::engine::protocol::{CountedRun, Words};

/// A line for each run of the query; `what` was done with them: “counted”, “marked”.
pub fn describe(runs: &[CountedRun], what: &str) -> String {
    runs.iter().map(|run| format!("{what} {}\n", printable(&how(run)))).collect()
}

fn how(CountedRun { text, words, fell_back }: &CountedRun) -> String {
    match words {
        Words::Together => format!("as a phrase: {text}"),
        Words::Near => format!("where the words are near one another: {text}"),
        Words::Either if *fell_back => format!("each word by itself, as no document found has the phrase: {text}"),
        Words::Either => format!("each word by itself: {text}"),
    }
}
