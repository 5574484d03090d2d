//! Hits in a text: where a plan's words stand, excerpts around them, and text cut into segments.

use super::answer::{Excerpt, Segment};
use super::matcher::{Matcher, Sequence};
use super::order::{pair, sort_by_number};
use super::passage::{Passage, Place};
use super::plan::Plan;
use crate::corpus::{Block, BlockKind, language::Direction};
use crate::text::{Analyzer, Folding, for_each_token};

/// About how long an excerpt is, in characters: two to three lines of a result.
const EXCERPT_CHARS: usize = 220;

/// Text kept before the first hit of an excerpt, so that it can be understood, in characters.
const LEAD_CHARS: usize = 70;

/// A place in a text that the query asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub start: u32,
    pub end: u32,
    /// Which clause of the plan it answers.
    pub clause: u32,
    /// Number of its first word in the text; 0 for long quotations.
    pub position: u32,
}

/// Finds what a plan asks for in any text.
pub struct Marker<'a> {
    folding: &'a Folding,
    /// Every sequence with its clause.
    sequences: Vec<(u32, &'a Sequence)>,
    /// Every long quotation with its clause.
    passages: Vec<(u32, &'a Passage)>,
    /// First characters of everything that is looked for. Stemming keeps the first character of a word, so that most
    /// words of a text need not be stemmed, which is the slowest step.
    initials: Vec<char>,
}

impl<'a> Marker<'a> {
    /// Marks what makes a document match: not what is excluded, and not what is asked of titles alone.
    pub fn new(plan: &'a Plan, folding: &'a Folding) -> Marker<'a> {
        let mut sequences = plan.sequences(false);
        sequences.retain(|(_, sequence)| !sequence.iter().any(|slot| slot.matcher.is_in_title));
        let matchers = sequences.iter().flat_map(|(_, sequence)| *sequence).map(|slot| &slot.matcher);
        let words = matchers.flat_map(|matcher| matcher.keys.iter().chain(matcher.pattern.iter().map(|p| &p.keys)));
        let initials = words.filter_map(|word| word.chars().next()).collect();
        Marker { folding, sequences, passages: plan.passages(false), initials }
    }

    /// The hits of a text in order. None overlaps another.
    pub fn marks(&self, text: &str, language: &str) -> Vec<Mark> {
        self.marks_of_blocks(&[(text, language)]).pop().unwrap_or_default()
    }

    /// The hits of each block of a document, given with its language. A long quotation may stand in several.
    pub fn marks_of_blocks(&self, blocks: &[(&str, &str)]) -> Vec<Vec<Mark>> {
        let mut marks: Vec<Vec<Mark>> =
            blocks.iter().map(|(text, language)| self.marks_of_words(text, language)).collect();
        let texts: Vec<&str> = blocks.iter().map(|(text, _)| *text).collect();
        for &(clause, passage) in &self.passages {
            for Place { block, start, end } in passage.places(&texts, self.folding) {
                marks[block as usize].push(Mark { start, end, clause, position: 0 });
            }
        }
        marks.into_iter().map(without_overlaps).collect()
    }

    fn marks_of_words(&self, text: &str, language: &str) -> Vec<Mark> {
        if self.sequences.is_empty() {
            return Vec::new();
        }
        let analyzer = Analyzer::of(language);
        let mut tokens = Vec::new();
        for_each_token(text, self.folding, |token| {
            if !token.form.starts_with(self.initials.as_slice()) {
                return;
            }
            let word = Word { form: token.form, term: &analyzer.term(token.form) };
            let fits: Vec<(usize, usize)> = self.slots(word);
            if !fits.is_empty() {
                tokens.push(Fitting { position: token.position, start: token.start, end: token.end, fits });
            }
        });
        (0..self.sequences.len()).flat_map(|sequence| self.occurrences(sequence, &tokens)).collect()
    }

    /// Which slots of which sequences a word fits.
    fn slots(&self, word: Word<'_>) -> Vec<(usize, usize)> {
        let sequences = self.sequences.iter().enumerate();
        let slots =
            sequences.flat_map(|(number, (_, sequence))| (0..).zip(*sequence).map(move |(i, slot)| (number, i, slot)));
        slots.filter(|(_, _, slot)| word.fits(&slot.matcher)).map(|(number, i, _)| (number, i)).collect()
    }

    fn occurrences(&self, number: usize, tokens: &[Fitting]) -> Vec<Mark> {
        let (clause, sequence) = self.sequences[number];
        let stands_at = |slot: usize, position: u32| {
            let here = tokens.partition_point(|token| token.position < position);
            // Extra tokens come after the parts they repeat, so a few later ones may still have this position.
            let near = tokens[here.saturating_sub(4)..].iter().take(12);
            near.filter(|token| token.position == position).find(|token| token.fits.contains(&(number, slot)))
        };
        let starts = tokens.iter().filter(|token| token.fits.contains(&(number, 0)));
        let whole = starts.filter_map(|first| {
            let mut end = first.end;
            for (i, slot) in sequence.iter().enumerate().skip(1) {
                end = end.max(stands_at(i, first.position + slot.offset)?.end);
            }
            Some(Mark { start: first.start, end, clause, position: first.position })
        });
        whole.collect()
    }
}

/// In order; of marks that start together the longest counts.
fn without_overlaps(marks: Vec<Mark>) -> Vec<Mark> {
    let mut marks = sort_by_number(marks, |mark: &Mark| pair(mark.start, !mark.end));
    let mut end = 0;
    marks.retain(|mark| {
        let is_free = mark.start >= end;
        end = end.max(if is_free { mark.end } else { end });
        is_free
    });
    marks
}

/// A token that fits a slot.
struct Fitting {
    position: u32,
    start: u32,
    end: u32,
    fits: Vec<(usize, usize)>,
}

#[derive(Clone, Copy)]
struct Word<'a> {
    form: &'a str,
    term: &'a str,
}

impl Word<'_> {
    fn fits(&self, matcher: &Matcher) -> bool {
        let has_key = matcher.keys.iter().any(|key| key == self.term)
            && matcher.form.as_deref().is_none_or(|form| form == self.form);
        has_key || matcher.pattern.as_ref().is_some_and(|pattern| pattern.shape.fits(self.form))
    }
}

// ---------------------------------------------------------------------------------------------------------- segments

/// The text cut at its marks, hits numbered from `first_hit`.
pub fn segments(text: &str, marks: &[Mark], first_hit: u32) -> Vec<Segment> {
    cut(text, 0, text.len(), marks, first_hit)
}

/// A part of a text cut at the marks inside it.
fn cut(text: &str, start: usize, end: usize, marks: &[Mark], first_hit: u32) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut at = start;
    let mut push = |from: usize, to: usize, hit: Option<u32>| {
        if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
            segments.push(Segment { text: part.to_string(), hit });
        }
    };
    for (number, mark) in (first_hit..).zip(marks) {
        let (mark_start, mark_end) = (mark.start as usize, mark.end as usize);
        if mark_start >= at && mark_end <= end {
            push(at, mark_start, None);
            push(mark_start, mark_end, Some(number));
            at = mark_end;
        }
    }
    push(at, end, None);
    segments
}

// ---------------------------------------------------------------------------------------------------------- excerpts

/// A block with its hits, as excerpts are chosen from.
pub struct MarkedBlock<'a> {
    pub number: u32,
    pub block: &'a Block,
    pub language: &'a str,
    pub marks: Vec<Mark>,
    /// Number of its first hit in the document.
    pub first_hit: u32,
}

/// A candidate: the marks `from..to` of a block.
struct Window {
    block: usize,
    from: usize,
    to: usize,
    /// How many clauses they answer.
    clauses: u32,
}

/// The best pieces of a document, in its order: those that answer most of the query, then those with most hits. A
/// document without hits is shown by its beginning.
pub fn excerpts(blocks: &[MarkedBlock<'_>], count: u32) -> Vec<Excerpt> {
    let windows = (0..blocks.len()).flat_map(|number| windows(number, &blocks[number])).collect();
    let windows = sort_by_number(windows, |window| !pair(window.clauses, (window.to - window.from) as u32));
    let mut chosen: Vec<Window> = Vec::new();
    for window in windows {
        let overlaps = |other: &Window| other.block == window.block && other.from < window.to && window.from < other.to;
        if chosen.len() < count as usize && !chosen.iter().any(overlaps) {
            chosen.push(window);
        }
    }
    let chosen = sort_by_number(chosen, |window| pair(window.block as u32, window.from as u32));
    if chosen.is_empty() {
        let is_prose = |marked: &&MarkedBlock<'_>| !matches!(marked.block.kind, BlockKind::Heading(_));
        let beginning = blocks.iter().find(is_prose).or(blocks.first());
        return beginning.filter(|_| count > 0).map(|marked| excerpt(marked, 0, 0)).into_iter().collect();
    }
    chosen.iter().map(|window| excerpt(&blocks[window.block], window.from, window.to)).collect()
}

/// One window from each mark: that mark and those that fit behind it. Windows that end where a longer one does are
/// left out.
fn windows(number: usize, marked: &MarkedBlock<'_>) -> Vec<Window> {
    let marks = &marked.marks;
    let mut windows = Vec::new();
    let mut last_end = 0;
    for from in 0..marks.len() {
        let fits = |mark: &&Mark| ((mark.end - marks[from].start) as usize) <= EXCERPT_CHARS - LEAD_CHARS;
        let to = from + marks[from..].iter().take_while(fits).count().max(1);
        if to > last_end {
            let is_first = |at: &usize| !marks[from..*at].iter().any(|mark| mark.clause == marks[*at].clause);
            let clauses = (from..to).filter(is_first).count() as u32;
            windows.push(Window { block: number, from, to, clauses });
            last_end = to;
        }
    }
    windows
}

/// The text around the marks `from..to`, cut between words.
fn excerpt(marked: &MarkedBlock<'_>, from: usize, to: usize) -> Excerpt {
    let text = &marked.block.text;
    let hits = &marked.marks[from..to];
    let (first, last) = match hits {
        [first, .., last] => (first.start as usize, last.end as usize),
        [only] => (only.start as usize, only.end as usize),
        [] => (0, 0),
    };
    let mut start = step_back(text, first, LEAD_CHARS);
    let used = count(text.get(start..last));
    let end = step_on(text, last, EXCERPT_CHARS.saturating_sub(used));
    if end == text.len() {
        // Near the end of the block there is room for more before.
        let used = count(text.get(start..));
        start = step_back(text, start, EXCERPT_CHARS.saturating_sub(used));
    }
    Excerpt {
        block: marked.number,
        language: marked.language.into(),
        direction: Direction::of(marked.language),
        segments: cut(text, start, end, &marked.marks, marked.first_hit),
        is_cut_before: start > 0,
        is_cut_after: end < text.len(),
    }
}

fn count(text: Option<&str>) -> usize {
    text.unwrap_or_default().chars().count()
}

/// At most so many characters back from a place, to the beginning of a word where there is one.
fn step_back(text: &str, from: usize, characters: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    let far = before.char_indices().rev().take(characters).last().map_or(from, |(at, _)| at);
    if far == 0 {
        return 0;
    }
    let near = before.get(far..).unwrap_or_default();
    near.find(char::is_whitespace).and_then(|space| near.get(space..)).map_or(far, |gap| from - gap.trim_start().len())
}

/// At most so many characters on from a place, to the end of a word where there is one.
fn step_on(text: &str, from: usize, characters: usize) -> usize {
    let far =
        text.get(from..).and_then(|after| after.char_indices().nth(characters)).map_or(text.len(), |(at, _)| from + at);
    if far == text.len() {
        return far;
    }
    text.get(from..far).and_then(|near| near.rfind(char::is_whitespace)).map_or(far, |space| from + space)
}
