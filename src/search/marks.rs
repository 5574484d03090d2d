//! Hits in a text: highlights for what a plan looks for, excerpts around them, and text cut into segments.

use super::answer::{Excerpt, Segment};
use super::matcher::{Matcher, Sequence};
use super::order::{pair, sort_by_number};
use super::passage::{Passage, Place};
use super::plan::Plan;
use super::run::Run;
use super::span::{Span, near};
use crate::corpus::{Block, BlockKind, language::Direction};
use crate::text::{Analyzer, Folding, for_each_token};

/// Target length of an excerpt in characters: two to three lines of a result.
const EXCERPT_CHARS: usize = 220;

/// Text kept before the first hit of an excerpt, so that it can be understood, in characters.
const LEAD_CHARS: usize = 70;

/// A highlight: a range of a text that matches a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Byte offset in the text at which it begins.
    pub start: u32,
    /// Byte offset at which it ends, exclusive.
    pub end: u32,
    /// Index of the clause of the plan that it matches; of the outermost one for clauses in brackets. Words that are
    /// not counted have numbers of their own beyond those.
    pub clause: u32,
    /// Position of its first word in the text; 0 for long quotations.
    pub position: u32,
    /// What it is of a hit.
    pub part: Part,
}

/// What a highlight is of a hit, which in general is one highlight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The whole of it or, where words count near one another, its first word.
    First,
    /// A further word of the hit before.
    Further,
    /// None: a word of a run in a document without the run.
    Uncounted,
}

/// How many hits there are in some highlights.
pub fn hits(marks: &[Mark]) -> u32 {
    marks.iter().filter(|mark| mark.part == Part::First).count() as u32
}

/// The highlighter: finds what a plan asks for in any text, as matching does in the index.
pub struct Marker<'a> {
    folding: &'a Folding,
    sequences: Vec<Sought<'a>>,
    /// Every long quotation with its clause.
    passages: Vec<(u32, &'a Passage)>,
    /// The runs that are counted as one.
    runs: Vec<SoughtRun>,
    /// First characters of everything that is looked for. Stemming keeps the first character of a word, so that most
    /// words of a text need not be stemmed, which is the slowest step.
    initials: Vec<char>,
}

/// A sequence that is looked for.
struct Sought<'a> {
    sequence: &'a Sequence,
    clause: u32,
    /// What it is a single word of: index of the run, and of the word's side there.
    side: Option<(usize, usize)>,
}

struct SoughtRun {
    clause: u32,
    /// Number of its sides.
    sides: usize,
    distance: Option<u32>,
}

impl<'a> Marker<'a> {
    /// Highlights what makes a document match: not what is excluded, and not what only a title must have.
    pub fn new(plan: &'a Plan, folding: &'a Folding) -> Marker<'a> {
        let mut marker = Marker::of(plan.sequences(false), folding);
        marker.sequences.retain(|sought| !sought.sequence.iter().any(|slot| slot.matcher.is_in_title));
        marker.passages = plan.passages(false);
        let mut beyond = plan.clauses.len() as u32;
        for (number, (clause, run, distance)) in plan.counted_runs().into_iter().enumerate() {
            for (side, alternatives) in run.sides.iter().enumerate() {
                let side = Some((number, side));
                marker.sequences.extend(alternatives.iter().map(|sequence| Sought { sequence, clause: beyond, side }));
                beyond += 1;
            }
            marker.runs.push(SoughtRun { clause, sides: run.sides.len(), distance });
        }
        marker.initials = initials(&marker.sequences);
        marker
    }

    /// Highlights only where a run stands as a phrase.
    pub fn of_phrases(run: &'a Run, folding: &'a Folding) -> Marker<'a> {
        Marker::of(run.phrases.iter().map(|sequence| (0, sequence)).collect(), folding)
    }

    fn of(sequences: Vec<(u32, &'a Sequence)>, folding: &'a Folding) -> Marker<'a> {
        let sequences = sequences.into_iter().map(|(clause, sequence)| Sought { sequence, clause, side: None });
        let sequences: Vec<Sought<'a>> = sequences.collect();
        let initials = initials(&sequences);
        Marker { folding, sequences, passages: Vec::new(), runs: Vec::new(), initials }
    }

    /// The hits of a text in a language (BCP 47), ascending and not overlapping.
    pub fn marks(&self, text: &str, language: &str) -> Vec<Mark> {
        self.marks_of_blocks(&[(text, language)]).pop().unwrap_or_default()
    }

    /// The hits of each block of a document, given as text and language. A long quotation may extend over several
    /// blocks.
    pub fn marks_of_blocks(&self, blocks: &[(&str, &str)]) -> Vec<Vec<Mark>> {
        let found: Vec<Vec<Vec<Mark>>> =
            blocks.iter().map(|(text, language)| self.occurrences_of_all(text, language)).collect();
        let mut marks: Vec<Vec<Mark>> = found.iter().map(|found| self.counted(found)).collect();
        let texts: Vec<&str> = blocks.iter().map(|(text, _)| *text).collect();
        for &(clause, passage) in &self.passages {
            for Place { block, start, end } in passage.places(&texts, self.folding) {
                marks[block as usize].push(Mark { start, end, clause, position: 0, part: Part::First });
            }
        }
        let mut marks: Vec<Vec<Mark>> = marks.into_iter().map(without_overlaps).collect();
        for (number, run) in self.runs.iter().enumerate() {
            let is_there = marks.iter().flatten().any(|mark| mark.clause == run.clause);
            for (marks, found) in marks.iter_mut().zip(&found) {
                if is_there && run.distance.is_some() {
                    *marks =
                        std::mem::take(marks).into_iter().flat_map(|mark| self.words_of(number, mark, found)).collect();
                } else if !is_there {
                    self.add_uncounted(number, marks, found);
                }
            }
        }
        marks
    }

    /// Where each of the sequences stands.
    fn occurrences_of_all(&self, text: &str, language: &str) -> Vec<Vec<Mark>> {
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
        (0..self.sequences.len()).map(|sequence| self.occurrences(sequence, &tokens)).collect()
    }

    /// Which slots of which sequences a word fits.
    fn slots(&self, word: Word<'_>) -> Vec<(usize, usize)> {
        let sequences = self.sequences.iter().enumerate();
        let slots =
            sequences.flat_map(|(number, sought)| (0..).zip(sought.sequence).map(move |(i, slot)| (number, i, slot)));
        slots.filter(|(_, _, slot)| word.fits(&slot.matcher)).map(|(number, i, _)| (number, i)).collect()
    }

    fn occurrences(&self, number: usize, tokens: &[Fitting]) -> Vec<Mark> {
        let Sought { sequence, clause, .. } = self.sequences[number];
        let stands_at = |slot: usize, position: u32| {
            let here = tokens.partition_point(|token| token.position < position);
            // Extra tokens come after the parts they repeat, so a few later ones may still have this position.
            let near = tokens[here.saturating_sub(4)..].iter().take(12);
            let here = near.filter(|token| token.position == position && token.fits.contains(&(number, slot)));
            // A pattern may fit a hyphenated word and its first part.
            here.max_by_key(|token| token.end)
        };
        let starts = tokens.iter().filter(|token| token.fits.contains(&(number, 0)));
        let whole = starts.filter_map(|first| {
            let mut end = first.end;
            for (i, slot) in sequence.iter().enumerate().skip(1) {
                end = end.max(stands_at(i, first.position + slot.offset)?.end);
            }
            Some(Mark { start: first.start, end, clause, position: first.position, part: Part::First })
        });
        whole.collect()
    }

    /// What may be a hit: every occurrence that is no word of a run, and the stretches in which a run's words are near
    /// one another.
    fn counted(&self, found: &[Vec<Mark>]) -> Vec<Mark> {
        let is_counted = |(sought, _): &(&Sought<'_>, _)| sought.side.is_none();
        let whole = self.sequences.iter().zip(found).filter(is_counted).flat_map(|(_, marks)| marks.iter().copied());
        let mut counted: Vec<Mark> = whole.collect();
        for (number, run) in self.runs.iter().enumerate().filter(|_| !found.is_empty()) {
            let Some(distance) = run.distance else { continue };
            let sides: Vec<Vec<Span>> = (0..run.sides).map(|side| self.spans(number, side, found)).collect();
            let words = self.words(number, found);
            counted.extend(near(&sides, distance).iter().filter_map(|span| {
                let inside = words.iter().filter(|mark| span.has(mark.position));
                let end = inside.clone().map(|mark| mark.end).max()?;
                let first = inside.min_by_key(|mark| mark.start)?;
                Some(Mark { end, clause: run.clause, ..*first })
            }));
        }
        counted
    }

    /// The words of a run, of any side.
    fn words(&self, run: usize, found: &[Vec<Mark>]) -> Vec<Mark> {
        let is_word = |(sought, _): &(&Sought<'_>, _)| sought.side.is_some_and(|(number, _)| number == run);
        self.sequences.iter().zip(found).filter(is_word).flat_map(|(_, marks)| marks.iter().copied()).collect()
    }

    /// Where one side of a run stands, ascending.
    fn spans(&self, run: usize, side: usize, found: &[Vec<Mark>]) -> Vec<Span> {
        let sought = self.sequences.iter().zip(found).filter(|(sought, _)| sought.side == Some((run, side)));
        let spans = sought
            .flat_map(|(sought, marks)| marks.iter().map(|mark| Span::of(u64::from(mark.position), sought.sequence)));
        sort_by_number(spans.collect(), |span| span.place)
    }

    /// The words that a stretch of a run is made of; any other mark as it is.
    fn words_of(&self, run: usize, mark: Mark, found: &[Vec<Mark>]) -> Vec<Mark> {
        if mark.clause != self.runs[run].clause {
            return vec![mark];
        }
        let mut inside = self.words(run, found);
        inside.retain(|word| mark.start <= word.start && word.end <= mark.end);
        // A variant may stand for the whole.
        let mut words = without_overlaps(inside);
        if words.is_empty() {
            return vec![mark];
        }
        words.iter_mut().for_each(|word| (word.clause, word.part) = (mark.clause, Part::Further));
        words[0].part = Part::First;
        words
    }

    /// Adds the words of a run between the hits.
    fn add_uncounted(&self, run: usize, marks: &mut Vec<Mark>, found: &[Vec<Mark>]) {
        let mut words = self.words(run, found);
        words.retain(|word| !marks.iter().any(|mark| mark.start < word.end && word.start < mark.end));
        words.iter_mut().for_each(|word| word.part = Part::Uncounted);
        marks.extend(without_overlaps(words));
        *marks = sort_by_number(std::mem::take(marks), |mark| u64::from(mark.start));
    }
}

/// The first characters of all words of some sequences.
fn initials(sequences: &[Sought<'_>]) -> Vec<char> {
    let matchers = sequences.iter().flat_map(|sought| sought.sequence).map(|slot| &slot.matcher);
    let words = matchers.flat_map(|matcher| matcher.keys.iter().chain(matcher.pattern.iter().map(|p| &p.keys)));
    words.filter_map(|word| word.chars().next()).collect()
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

/// A text cut at its highlights, with hits numbered from `first_hit`.
pub fn segments(text: &str, marks: &[Mark], first_hit: u32) -> Vec<Segment> {
    cut(text, 0, text.len(), marks, first_hit)
}

/// A part of a text cut at the marks inside it.
fn cut(text: &str, start: usize, end: usize, marks: &[Mark], first_hit: u32) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut at = start;
    let mut push = |from: usize, to: usize, hit: Option<u32>, is_uncounted: bool| {
        if let Some(part) = text.get(from..to).filter(|part| !part.is_empty()) {
            segments.push(Segment { text: part.to_string(), hit, is_uncounted });
        }
    };
    let mut next = first_hit;
    for mark in marks {
        next += u32::from(mark.part == Part::First);
        let (mark_start, mark_end) = (mark.start as usize, mark.end as usize);
        if mark_start >= at && mark_end <= end {
            let is_uncounted = mark.part == Part::Uncounted;
            push(at, mark_start, None, false);
            push(mark_start, mark_end, next.checked_sub(1).filter(|_| !is_uncounted), is_uncounted);
            at = mark_end;
        }
    }
    push(at, end, None, false);
    segments
}

// ---------------------------------------------------------------------------------------------------------- excerpts

/// A block with its hits, from which excerpts are chosen.
pub struct MarkedBlock<'a> {
    /// Index of the block in the document.
    pub number: u32,
    /// The block.
    pub block: &'a Block,
    /// BCP 47 tag: the block's own or the document's.
    pub language: &'a str,
    /// Its hits, ascending; may be empty.
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

/// Up to `count` excerpts of a document, in text order: those that match most clauses of the query, then those with
/// most hits. For a document without hits, its beginning.
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
