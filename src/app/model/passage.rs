//! Links to a passage: `p=<paragraph>~<hash>~<prefix>~<exact>~<suffix>`, found again also when the text has changed.
//!
//! A paragraph with the same hash is the same paragraph. Where there is none, the quoted words decide, with those before
//! and after them; where they do not stand anywhere as they were quoted, the paragraph that shares most of them is
//! shown, and the page says so ([`Fidelity`]).

use std::cmp::Reverse;
use std::fmt;

use crate::engine::protocol::{BlockView, Segment};

/// Characters quoted before and after the passage, to tell it from others of the same words.
const AROUND: usize = 24;
/// A longer passage is quoted by its beginning and its end, this many characters each: links must fit into messages.
const END: usize = 48;
/// Fewer quoted words than this may stand anywhere: in a changed text their surroundings must agree.
const TELLING_WORDS: usize = 4;
/// Share of pairs of words that make a paragraph the one that was meant: half and more. Lower would show chance for sense.
const ALIKE: f32 = 0.5;
/// Stands between beginning and end of a long quotation. Ellipses of the text itself count as spaces.
const GAP: char = '…';

/// What a link says about a passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PassageLink {
    /// Number of the block in which it begins, from 1.
    pub paragraph: u32,
    /// Of the text of that block.
    pub hash: u32,
    pub prefix: String,
    /// Empty for the whole block.
    pub exact: String,
    pub suffix: String,
}

/// How sure it is that what was found is what was linked to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fidelity {
    /// The paragraph is as it was.
    Same,
    /// The paragraph has changed; the quoted words stand as they did.
    Quoted,
    /// The quoted words have changed: this is the paragraph most like them.
    Alike,
}

/// A passage in a document: from a byte of a block to a byte of the same or a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    pub start: (usize, usize),
    pub end: (usize, usize),
    pub fidelity: Fidelity,
}

impl PassageLink {
    /// To a passage of a paragraph, with the text before and after it.
    pub fn new(paragraph: u32, text: &str, before: &str, exact: &str, after: &str) -> PassageLink {
        let before = normal(before);
        let skipped = before.chars().count().saturating_sub(AROUND);
        PassageLink {
            paragraph,
            hash: hash(&normal(text)),
            prefix: before.chars().skip(skipped).collect::<String>().trim().into(),
            exact: shortened(&normal(exact)),
            suffix: normal(after).chars().take(AROUND).collect::<String>().trim().into(),
        }
    }

    /// To a passage of a paragraph that is not known as a whole, so that its number decides.
    pub fn by_number(paragraph: u32, before: &str, exact: &str, after: &str) -> PassageLink {
        PassageLink { hash: 0, ..PassageLink::new(paragraph, "", before, exact, after) }
    }

    /// To a whole paragraph.
    pub fn whole(block: &BlockView) -> PassageLink {
        let text = plain(&block.segments);
        PassageLink::new(block.paragraph, &text, "", &text, "")
    }

    /// To the paragraph in which it begins.
    pub fn without_words(&self) -> PassageLink {
        PassageLink { paragraph: self.paragraph, hash: self.hash, ..PassageLink::default() }
    }

    /// What it does not understand it takes for less: at worst for a link to a paragraph by its number.
    pub fn parse(text: &str) -> Option<PassageLink> {
        let mut parts = text.split('~');
        let paragraph = parts.next()?.parse().ok()?;
        let hash = parts.next().and_then(|hash| u32::from_str_radix(hash, 16).ok()).unwrap_or_default();
        let mut text = || parts.next().unwrap_or_default().to_owned();
        Some(PassageLink { paragraph, hash, prefix: text(), exact: text(), suffix: text() })
    }

    /// Finds the passage in a document.
    pub fn locate(&self, blocks: &[BlockView]) -> Option<Located> {
        let text = Text::of(blocks);
        // A link may name a paragraph by its number alone.
        let is_bare = self.hash == 0;
        let is_same = |at: &usize| match is_bare {
            true => blocks[text.numbers[*at]].paragraph == self.paragraph,
            false => hash(text.block(*at)) == self.hash,
        };
        let same = (0..text.blocks.len()).filter(is_same);
        if let Some(at) = same.min_by_key(|&at| self.distance(blocks, &text, at)) {
            let found = text.places(&self.exact).filter(|found| text.blocks[at].contains(&found.start));
            return Some(match found.max_by_key(|found| (self.agreement(&text, found), Reverse(found.start))) {
                Some(found) => text.located(found.start, found.end, Fidelity::Same),
                None => text.whole(at, Fidelity::Same),
            });
        }
        let is_telling = self.exact.split_whitespace().count() >= TELLING_WORDS;
        let found = text.places(&self.exact).filter(|found| is_telling || self.agreement(&text, found) > 0);
        let best = found.max_by_key(|found| {
            let distance = self.distance(blocks, &text, text.block_at(found.start));
            (self.agreement(&text, found), Reverse(distance))
        });
        match best {
            Some(found) => Some(text.located(found.start, found.end, Fidelity::Quoted)),
            None => self.alike(&text),
        }
    }

    /// The paragraph that shares most pairs of neighbouring words with what is quoted.
    fn alike(&self, text: &Text) -> Option<Located> {
        let quoted = pairs(&[&self.prefix, &*self.exact, &self.suffix].map(|part| part.replace(GAP, " ")).join(" "));
        let shared = |at: usize| {
            let pairs = pairs(text.block(at));
            quoted.iter().filter(|pair| pairs.contains(pair)).count()
        };
        let (share, at) = (0..text.blocks.len()).rev().map(|at| (shared(at), at)).max_by_key(|(share, _)| *share)?;
        let is_alike = !quoted.is_empty() && share as f32 >= ALIKE * quoted.len() as f32;
        is_alike.then(|| text.whole(at, Fidelity::Alike))
    }

    fn distance(&self, blocks: &[BlockView], text: &Text, at: usize) -> u32 {
        blocks[text.numbers[at]].paragraph.abs_diff(self.paragraph)
    }

    /// How many of the two texts around a passage agree with those quoted.
    fn agreement(&self, text: &Text, found: &Found) -> usize {
        let before = text.normal[..found.start].trim_end();
        let after = text.normal[found.end..].trim_start();
        let is_before = !self.prefix.is_empty() && before.ends_with(&self.prefix);
        let is_after = !self.suffix.is_empty() && after.starts_with(&self.suffix);
        usize::from(is_before) + usize::from(is_after)
    }
}

impl fmt::Display for PassageLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PassageLink { paragraph, hash, prefix, exact, suffix } = self;
        let text = format!("{paragraph}~{hash:08x}~{prefix}~{exact}~{suffix}");
        f.write_str(text.trim_end_matches('~'))
    }
}

impl Located {
    /// The bytes of a block that belong to the passage.
    pub fn part_of(&self, block: usize, length: usize) -> Option<(usize, usize)> {
        let start = if block == self.start.0 { self.start.1 } else { 0 };
        let end = if block == self.end.0 { self.end.1 } else { length };
        ((self.start.0..=self.end.0).contains(&block) && start < end).then_some((start, end))
    }
}

/// Cuts segments where a passage begins and ends; says of each whether it belongs to the passage.
pub fn cut(segments: &[Segment], passage: Option<(usize, usize)>) -> Vec<(Segment, bool)> {
    let (start, end) = passage.unwrap_or_default();
    let mut pieces = Vec::new();
    let mut at = 0;
    for segment in segments {
        let mut rest = segment.text.as_str();
        while !rest.is_empty() {
            let is_inside = (start..end).contains(&at);
            let border = if is_inside { end } else { start };
            let length = if border > at { rest.len().min(border - at) } else { rest.len() };
            // A border inside a character cannot be: both come from this text. Were it so, nothing is cut.
            let (piece, others) = rest.split_at_checked(length).unwrap_or((rest, ""));
            pieces.push((Segment { text: piece.into(), ..segment.clone() }, is_inside));
            at += piece.len();
            rest = others;
        }
    }
    pieces
}

fn plain(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}

/// White space, and the two characters with a meaning of their own in links, as single spaces.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '~' | GAP)
}

fn normal(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn shortened(text: &str) -> String {
    let length = text.chars().count();
    if length <= 3 * END {
        return text.into();
    }
    let start: String = text.chars().take(END).collect();
    let end: String = text.chars().skip(length - END).collect();
    format!("{}{GAP}{}", start.trim(), end.trim())
}

/// FNV-1a: tells whether a paragraph has changed, and need not withstand anybody.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn pairs(text: &str) -> Vec<String> {
    let folded = super::format::lower_case(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).map(|pair| pair.join(" ")).collect()
}

/// The whole text of a document as links quote it, and where each byte of it comes from.
struct Text {
    normal: String,
    /// The part of each block with text.
    blocks: Vec<std::ops::Range<usize>>,
    /// The block's place in the document.
    numbers: Vec<usize>,
    /// For each byte the byte of its block that it stands for.
    origins: Vec<usize>,
}

/// A part of the text.
struct Found {
    start: usize,
    end: usize,
}

impl Text {
    fn of(blocks: &[BlockView]) -> Text {
        let mut text = Text { normal: String::new(), blocks: Vec::new(), numbers: Vec::new(), origins: Vec::new() };
        for (number, block) in blocks.iter().enumerate().filter(|(_, block)| block.paragraph > 0) {
            text.add(number, &plain(&block.segments));
        }
        text
    }

    fn add(&mut self, number: usize, block: &str) {
        let start = self.normal.len() + usize::from(!self.normal.is_empty());
        let mut is_apart = !self.normal.is_empty();
        for (at, character) in block.char_indices() {
            if is_space(character) {
                is_apart |= self.normal.len() > start;
                continue;
            }
            if std::mem::take(&mut is_apart) {
                self.normal.push(' ');
                self.origins.push(at);
            }
            self.normal.push(character);
            self.origins.extend((0..character.len_utf8()).map(|byte| at + byte));
        }
        if self.normal.len() > start {
            self.blocks.push(start..self.normal.len());
            self.numbers.push(number);
        }
    }

    fn block(&self, at: usize) -> &str {
        &self.normal[self.blocks[at].clone()]
    }

    fn block_at(&self, byte: usize) -> usize {
        self.blocks.partition_point(|block| block.end <= byte).min(self.blocks.len().saturating_sub(1))
    }

    /// Everywhere that a quotation stands: its beginning, and the nearest end after that.
    fn places<'a>(&'a self, exact: &'a str) -> impl Iterator<Item = Found> + 'a {
        let (start, end) = exact.split_once(GAP).unwrap_or((exact, ""));
        let starts = self.normal.match_indices(start).filter(move |_| !start.is_empty());
        starts.filter_map(move |(at, _)| {
            let after = at + start.len();
            let end = self.normal[after..].find(end).map(|place| after + place + end.len())?;
            Some(Found { start: at, end })
        })
    }

    fn whole(&self, at: usize, fidelity: Fidelity) -> Located {
        self.located(self.blocks[at].start, self.blocks[at].end, fidelity)
    }

    /// `end` is after at least one byte.
    fn located(&self, start: usize, end: usize, fidelity: Fidelity) -> Located {
        let place = |byte: usize| (self.numbers[self.block_at(byte)], self.origins[byte]);
        let (block, last) = place(end - 1);
        Located { start: place(start), end: (block, last + 1), fidelity }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{BlockKind, language::Direction};

    fn blocks(texts: &[&str]) -> Vec<BlockView> {
        let block = |(paragraph, text): (u32, &&str)| BlockView {
            kind: BlockKind::Paragraph,
            language: "en".into(),
            direction: Direction::Ltr,
            segments: vec![Segment { text: (*text).into(), ..Segment::default() }],
            paragraph,
            page: None,
            publisher: None,
        };
        (1..).zip(texts).map(block).collect()
    }

    /// The text that a link leads to.
    fn found(link: &PassageLink, texts: &[&str]) -> Option<(String, Fidelity)> {
        let located = link.locate(&blocks(texts))?;
        let part = |(block, text): (usize, &&str)| {
            located.part_of(block, text.len()).map(|(start, end)| text[start..end].to_owned())
        };
        let parts: Vec<String> = texts.iter().enumerate().filter_map(part).collect();
        Some((parts.join("|"), located.fidelity))
    }

    fn link(paragraph: u32, texts: &[&str], exact: &str) -> PassageLink {
        let text = texts[paragraph as usize - 1];
        let (before, after) = text.split_once(exact).unwrap();
        PassageLink::new(paragraph, text, before, exact, after)
    }

    const TEXTS: [&str; 3] = [
        "The office has  seen the report, and the report is long.",
        "“Crimes against humanity” – so it said … in\nParagraph 143 ~ nowhere else.",
        "维吾尔 and Uyghur people, three words of the report.",
    ];

    #[test]
    fn a_link_survives_being_written_and_read() {
        let links = [
            link(1, &TEXTS, "the report is"),
            link(2, &TEXTS, "said … in\nParagraph"),
            PassageLink::whole(&blocks(&TEXTS)[2]),
            PassageLink { paragraph: 7, ..PassageLink::default() },
        ];
        for link in links {
            assert_eq!(PassageLink::parse(&link.to_string()), Some(link));
        }
        assert_eq!(PassageLink::parse("x"), None);
        assert_eq!(PassageLink::parse("3"), Some(PassageLink { paragraph: 3, ..PassageLink::default() }));
    }

    #[test]
    fn every_run_of_words_is_found_where_it_was_taken_from() {
        for (paragraph, text) in (1..).zip(TEXTS) {
            let words: Vec<(usize, &str)> =
                text.split_whitespace().map(|word| (word.as_ptr() as usize, word)).collect();
            for (first, start) in words.iter().enumerate() {
                for end in &words[first..] {
                    let place = |pointer: usize| pointer - text.as_ptr() as usize;
                    let (from, to) = (place(start.0), place(end.0) + end.1.len());
                    let exact = &text[from..to];
                    if normal(exact).is_empty() {
                        continue;
                    }
                    let link = PassageLink::new(paragraph, text, &text[..from], exact, &text[to..]);
                    let (quoted, fidelity) = found(&link, &TEXTS).unwrap();
                    assert_eq!((normal(&quoted), fidelity), (normal(exact), Fidelity::Same), "{link}");
                }
            }
        }
    }

    #[test]
    fn of_two_like_places_the_surroundings_decide() {
        let located = link(1, &TEXTS, "report is").locate(&blocks(&TEXTS)).unwrap();
        assert_eq!(&TEXTS[0][located.start.1..], "report is long.");
        // "the report" stands twice in this paragraph and once in another.
        let text = TEXTS[0];
        let second = text.rfind("the report").unwrap();
        let (before, after) = (&text[..second], &text[second + "the report".len()..]);
        let located = PassageLink::new(1, text, before, "the report", after).locate(&blocks(&TEXTS)).unwrap();
        assert_eq!(located.start, (0, second));
    }

    #[test]
    fn a_paragraph_that_moved_is_the_same() {
        let moved = ["A new beginning.", "Another.", TEXTS[0], TEXTS[1], TEXTS[2]];
        let (quoted, fidelity) = found(&link(1, &TEXTS, "seen the report"), &moved).unwrap();
        assert_eq!((quoted.as_str(), fidelity), ("seen the report", Fidelity::Same));
    }

    #[test]
    fn quoted_words_are_found_in_a_changed_paragraph_and_said_to_be() {
        let changed = ["The office has seen the report, and the report is short."];
        let (quoted, fidelity) = found(&link(1, &TEXTS, "has  seen the report"), &changed).unwrap();
        assert_eq!((quoted.as_str(), fidelity), ("has seen the report", Fidelity::Quoted));
        // Two words alone prove nothing where nothing around them agrees.
        assert_eq!(found(&PassageLink::parse("3").unwrap(), &TEXTS).unwrap().0, TEXTS[2]);
        let elsewhere = ["Somebody else wrote the report in other words."];
        assert_eq!(found(&link(1, &TEXTS, "the report"), &elsewhere), None);
    }

    #[test]
    fn changed_words_lead_to_the_paragraph_most_like_them() {
        let changed = ["Nothing.", "The office had seen this report, and the report is rather long.", "More."];
        let whole = PassageLink::whole(&blocks(&TEXTS)[0]);
        let (quoted, fidelity) = found(&whole, &changed).unwrap();
        assert_eq!((quoted.as_str(), fidelity), (changed[1], Fidelity::Alike));
        assert_eq!(found(&whole, &["Nothing of the kind."]), None);
        assert_eq!(found(&whole, &[]), None);
    }

    #[test]
    fn a_long_quotation_may_reach_over_paragraphs() {
        let words = |from: u32| (from..from + 40).map(|number| format!("word{number} ")).collect::<String>();
        let long = [words(10), words(50)];
        let texts: Vec<&str> = long.iter().map(String::as_str).collect();
        let exact = [&long[0][7..], &long[1][..13]].join("\n");
        let link = PassageLink::new(1, &long[0], &long[0][..7], &exact, &long[1][13..]);
        assert!(link.to_string().chars().count() < 200, "{link}");
        let located = link.locate(&blocks(&texts)).unwrap();
        assert_eq!((located.start, located.end.0), ((0, 7), 1));
    }

    #[test]
    fn segments_are_cut_at_the_borders_of_a_passage() {
        let segments = [("Forced ", None), ("labour", Some(0)), (" there", None)].map(|(text, hit)| Segment {
            text: text.into(),
            hit,
            ..Segment::default()
        });
        let cut = |passage| {
            let pieces = cut(&segments, passage).into_iter();
            pieces
                .map(|(piece, is_inside)| format!("{}{}", if is_inside { "+" } else { "-" }, piece.text))
                .collect::<String>()
        };
        assert_eq!(cut(None), "-Forced -labour- there");
        assert_eq!(cut(Some((0, 19))), "+Forced +labour+ there");
        assert_eq!(cut(Some((3, 9))), "-For+ced +la-bour- there");
        assert_eq!(cut(Some((8, 9))), "-Forced -l+a-bour- there");
    }
}
