//! The last word of a query that is still being typed: it finds what every word that begins so would find.

use crate::index::reader::{Reader, Stop};
use crate::query::{Occur, Unfinished, unfinished};
use crate::search::matcher::{Pattern, Sequence, Shape};
use crate::search::order::sort_by_number;
use crate::search::plan::{Plan, PlannedClause, What};
use crate::search::planner::{any_form, begun};

/// A beginning that leads to more shards than this would cost more than a result page: about a quarter of a megabyte.
/// Its commonest words stand for all then. A corpus of 10,000 passages has about as many for two letters.
const MOST_SHARDS: usize = 16;

/// So many of them. A guess: each may cost a file.
const MOST_WORDS: usize = 5;

/// Adds to the plan of a query what its last word may become. What the word finds as it stands, it still finds. Nothing
/// is added where the text ends in a space or a sign, a quotation, a pattern or a field's value, to a word that is excluded, and
/// to one letter beside other words. Stops where the list of words is missing.
pub(super) fn let_last_word_go_on(plan: &mut Plan, text: &str, reader: Reader<'_>) -> Result<(), Stop> {
    let Some(Unfinished::Word(word)) = unfinished(text).filter(|_| text.ends_with(char::is_alphanumeric)) else {
        return Ok(());
    };
    let sequence = begun(reader.root, word);
    let Some(Pattern { keys, shape: Shape::Wild(shape) }) =
        sequence.last().and_then(|slot| slot.matcher.pattern.clone())
    else {
        return Ok(());
    };
    let beginning = shape.trim_end_matches('*');
    let is_alone = plan.clauses.len() == 1;
    let Some(clause) = clause_at_end(plan, text, word) else { return Ok(()) };
    if beginning.len() < 2 && !is_alone && clause.occur == Occur::Should {
        return Ok(());
    }
    let mut added = Vec::new();
    if reader.shards_of_prefix(&keys).len() > MOST_SHARDS {
        added = commonest(beginning, &sequence, reader)?;
    }
    if added.is_empty() {
        added.push(sequence);
    }
    if let What::Words(alternatives) = &mut clause.what {
        alternatives.extend(added);
    }
    Ok(())
}

/// The clause of the plain word with which the text ends, in brackets too.
fn clause_at_end<'a>(plan: &'a mut Plan, text: &str, word: &str) -> Option<&'a mut PlannedClause> {
    let mut waiting: Vec<&mut PlannedClause> = plan.clauses.iter_mut().collect();
    while let Some(clause) = waiting.pop() {
        let is_it = clause.end as usize == text.len() && clause.text == word && clause.occur != Occur::MustNot;
        match &clause.what {
            What::Words(_) if is_it => return Some(clause),
            What::Group(_) => {
                if let What::Group(clauses) = &mut clause.what {
                    waiting.extend(clauses);
                }
            }
            _ => {}
        }
    }
    None
}

/// The sequence with the commonest words of the corpus that begin so in the place of its last slot; stop words, which
/// would find nearly everything, are left out.
fn commonest(beginning: &str, sequence: &Sequence, reader: Reader<'_>) -> Result<Vec<Sequence>, Stop> {
    let mut words = Vec::new();
    let is_stop_word = |form: &str| reader.root.analyzers.iter().any(|analyzer| analyzer.is_stop_word(form));
    reader.word_list()?.for_each(|form, _, documents| {
        if form.starts_with(beginning) && !is_stop_word(form) {
            words.push((form.to_string(), documents));
        }
    })?;
    let words = sort_by_number(words, |(_, documents)| u64::from(!documents));
    let with = |(form, _): (String, u32)| {
        let mut sequence = sequence.clone();
        if let Some(last) = sequence.last_mut() {
            last.matcher = any_form(reader.root, &form);
        }
        sequence
    };
    Ok(words.into_iter().take(MOST_WORDS).map(with).collect())
}
