//! Answers with tables of words: collocates and keyness.

use super::counting::{Counting, search_of, together};
use super::job::{Desk, Job, Sides, Tally};
use crate::count::Lexicon;
use crate::count::lexicon::alphabetical;
use crate::count::logarithm::{Share, log_dice};
use crate::count::{collocates as near, keyness as key};
use crate::engine::protocol::{
    Collocate, Collocates, CollocatesRequest, ExamineRequest, KeyWord, Keyness, KeynessRequest, LEAST_COUNT, Totals,
    per_ten_thousand,
};
use crate::engine::search::select;
use crate::index::reader::{Reader, Stop};
use crate::search::DocumentSet;
use crate::search::order::sort_by_number;
use crate::text::for_each_token;

// -------------------------------------------------------------------------------------------------------- collocates

pub(in crate::engine) fn collocates(
    request: &CollocatesRequest,
    reader: Reader<'_>,
    desk: &Desk,
) -> Result<Collocates, Stop> {
    let key = CollocatesRequest { min_count: 0, without_stop_words: false, limit: 0, ..request.clone() };
    let start = || {
        let counting = Counting::of(&request.selection, None, reader)?;
        let to_read = match totals_of(request, &counting) {
            Totals::Corpus => counting.mentioning(),
            Totals::Selection => counting.documents.iter().collect(),
        };
        Ok(Job::new(counting, to_read, Tally::Collocates(near::Tally::default())))
    };
    desk.work(ExamineRequest::Collocates(key), start, |job| table_of_collocates(request, reader, job))
}

/// Filters and dates make a corpus of their own.
fn totals_of(request: &CollocatesRequest, counting: &Counting) -> Totals {
    let plan = &counting.plan;
    let is_filtered = !request.selection.filters.is_empty() || !plan.field_clauses().is_empty() || plan.has_dates();
    if is_filtered { Totals::Selection } else { Totals::Corpus }
}

fn table_of_collocates(request: &CollocatesRequest, reader: Reader<'_>, job: &mut Job) -> Result<Collocates, Stop> {
    let totals_of = totals_of(request, &job.counting);
    let corpus = (totals_of == Totals::Corpus).then_some(reader.root.frequencies);
    reader.need(corpus)?;
    job.read_on(reader, |number, text, counting, lexicon, tally| {
        if let (Tally::Collocates(tally), Some(found)) = (tally, counting.found_in(number)) {
            let mentions = text.mentions(found, &counting.plan, &reader.root.folding)?;
            tally.add(text, &mentions, request.window, lexicon);
        }
        Ok(())
    })?;
    let counted = job.counted(ExamineRequest::Collocates(request.clone()), reader);
    let mut rows = Vec::new();
    if let (true, Tally::Collocates(tally)) = (job.is_complete(), &job.tally) {
        let frequencies = corpus.map(|_| reader.frequencies()).transpose()?;
        let least = request.min_count.max(LEAST_COUNT);
        rows = tally.collocates(least, &job.lexicon, frequencies.as_deref())?;
    }
    let word = |row: &near::Collocate| job.lexicon.word(row.word);
    rows.retain(|row| !(request.without_stop_words && is_stop_word(word(row), reader)));
    let score = |row: &near::Collocate| log_dice(row.together, counted.mentions, row.total);
    let rows = sort_by_number(alphabetical(rows, word), |row| descending(score(row)));
    let shown = rows.iter().take(request.limit as usize).map(|row| Collocate {
        word: job.lexicon.written(row.word),
        together: row.together,
        total: row.total,
        documents: row.documents,
        log_dice: score(row),
    });
    let shown = shown.collect();
    Ok(Collocates { counted, totals_of, total: rows.len() as u32, rows: shown })
}

// ----------------------------------------------------------------------------------------------------------- keyness

pub(in crate::engine) fn keyness(request: &KeynessRequest, reader: Reader<'_>, desk: &Desk) -> Result<Keyness, Stop> {
    let key =
        KeynessRequest { min_count: 0, min_likelihood: 0, without_stop_words: false, limit: 0, ..request.clone() };
    desk.work(
        ExamineRequest::Keyness(key),
        || start_of_keyness(request, reader),
        |job| table_of_keyness(request, reader, job),
    )
}

fn start_of_keyness(request: &KeynessRequest, reader: Reader<'_>) -> Result<Job, Stop> {
    let counting = Counting::of(&request.selection, None, reader);
    let against = request.against.as_ref().map(|other| select(&search_of(other), reader)).transpose();
    let ((counting, against), lengths) = together(together(counting, against), reader.lengths())?;
    let one = counting.documents.clone();
    let mut all = DocumentSet::full(reader.root.documents);
    let (other, against_remarks, read) = match against {
        Some(against) => (against.documents, against.remarks, None),
        None => {
            all.remove(&one);
            let read = usize::from(all.count() < one.count());
            (all, Vec::new(), Some(read))
        }
    };
    let words = |documents: &DocumentSet| {
        documents.iter().filter_map(|number| lengths.get(number as usize)).map(|&words| u64::from(words)).sum()
    };
    let words = [words(&one), words(&other)];
    let documents = [one, other];
    let mut to_read = read.map_or_else(|| documents[0].clone(), |side| documents[side].clone());
    if read.is_none() {
        to_read.add(&documents[1]);
    }
    let sides = Sides { documents, words, against_remarks, read };
    Ok(Job::new(counting, to_read.iter().collect(), Tally::Keyness(key::Tally::default(), sides)))
}

fn table_of_keyness(request: &KeynessRequest, reader: Reader<'_>, job: &mut Job) -> Result<Keyness, Stop> {
    if request.against.is_none() {
        reader.need([reader.root.frequencies, reader.root.word_list])?;
    }
    job.read_on(reader, |number, text, _, lexicon, tally| {
        if let Tally::Keyness(tally, sides) = tally {
            tally.add(text, [0, 1].map(|side| sides.documents[side].contains(number)), lexicon);
        }
        Ok(())
    })?;
    let counted = job.counted(ExamineRequest::Keyness(request.clone()), reader);
    let is_complete = job.is_complete();
    let Tally::Keyness(tally, sides) = &job.tally else { return Ok(Keyness::default()) };
    let least = request.min_count.max(LEAST_COUNT);
    let pairs = match sides.read {
        // Nothing can be said of a side without words.
        _ if !is_complete || sides.words.contains(&0) => Vec::new(),
        None => tally.pairs(least),
        Some(side) => {
            let pairs = tally.pairs_with_rest(side, least, &mut job.lexicon, &*reader.frequencies()?)?;
            spell_unread(&mut job.lexicon, reader)?;
            pairs
        }
    };
    let lexicon = &job.lexicon;
    let rows = pairs.iter().map(|pair| key_word(pair, lexicon.word(pair.word), sides.words));
    let is_wanted = |row: &KeyWord| {
        row.log_likelihood >= request.min_likelihood.into()
            && !(request.without_stop_words && is_stop_word(&row.word, reader))
    };
    let rows: Vec<KeyWord> = rows.filter(is_wanted).collect();
    let weight = |count: u32, words: u64| u128::from(count) * u128::from(words);
    let has_more = |row: &KeyWord| weight(row.count, sides.words[1]).cmp(&weight(row.against_count, sides.words[0]));
    let (more, rest): (Vec<KeyWord>, Vec<KeyWord>) = rows.into_iter().partition(|row| has_more(row).is_gt());
    let less: Vec<KeyWord> = rest.into_iter().filter(|row| has_more(row).is_lt()).collect();
    let shared = sides.documents[0].iter().filter(|&number| sides.documents[1].contains(number)).count() as u32;
    Ok(Keyness {
        counted,
        against_documents: sides.documents[1].count(),
        against_words: sides.words[1],
        against_remarks: sides.against_remarks.clone(),
        shared_documents: shared,
        total: more.len() as u32,
        against_total: less.len() as u32,
        rows: written(first_rows(more, request.limit, |row| row.log_ratio), lexicon),
        against_rows: written(first_rows(less, request.limit, |row| -row.log_ratio), lexicon),
    })
}

/// Words of texts that were not read are written as the corpus writes them, as far as its list of words goes.
fn spell_unread(lexicon: &mut Lexicon, reader: Reader<'_>) -> Result<(), Stop> {
    reader.word_list()?.for_each(|form, spelling, _| {
        if let Some(number) = lexicon.get(form) {
            let spellings = lexicon.spellings(number);
            let written = spelling.write(form);
            // A whole hyphenated word is none that tables count.
            if spellings.is_empty() && for_each_token(&written, &reader.root.folding, |_| ()) == 1 {
                spellings.add(form, &written, (0, written.len() as u32), false);
            }
        }
    })?;
    Ok(())
}

fn key_word(pair: &key::Pair, word: &str, words: [u64; 2]) -> KeyWord {
    let [one, other] = [0, 1].map(|side| Share { count: pair.counts[side], words: words[side] });
    let per = |share: Share| per_ten_thousand(share.count.into(), share.words).unwrap_or_default();
    KeyWord {
        word: word.into(),
        count: one.count,
        against_count: other.count,
        per_ten_thousand: per(one),
        against_per_ten_thousand: per(other),
        log_ratio: one.log_ratio(other),
        log_likelihood: one.log_likelihood(other),
    }
}

/// Highest score first, then highest log-likelihood, then by the word.
fn first_rows(rows: Vec<KeyWord>, limit: u32, score: impl Fn(&KeyWord) -> i32) -> Vec<KeyWord> {
    let mut order: Vec<u32> = (0..rows.len() as u32).collect();
    order = alphabetical(order, |&row| rows[row as usize].word.as_str());
    order = sort_by_number(order, |&row| !rows[row as usize].log_likelihood);
    order = sort_by_number(order, |&row| descending(score(&rows[row as usize])));
    order.into_iter().take(limit as usize).map(|row| rows[row as usize].clone()).collect()
}

/// The rows with their folded words as they are written.
fn written(mut rows: Vec<KeyWord>, lexicon: &Lexicon) -> Vec<KeyWord> {
    for row in &mut rows {
        row.word = lexicon.get(&row.word).map(|number| lexicon.written(number)).unwrap_or_default();
    }
    rows
}

// -------------------------------------------------------------------------------------------------------------- both

/// Sorts the highest first.
fn descending(number: i32) -> u64 {
    // Numbers below 0 sort below the others once the sign is flipped.
    u64::from(!(number as u32 ^ 1 << 31))
}

/// A word that says little by itself.
fn is_stop_word(word: &str, reader: Reader<'_>) -> bool {
    reader.root.analyzers.iter().any(|analyzer| analyzer.is_stop_word(word))
}
