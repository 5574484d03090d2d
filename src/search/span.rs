//! Spans: where words and phrases stand, in positions, and the stretches between those that stand near one another.

use super::matcher::{Slot, covered};
use super::order::sort_by_number;

/// An occurrence of a word or phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Document in the upper 32 bits, position in the lower ones, so that spans sort by both.
    pub place: u64,
    /// Number of positions from its first token to its last.
    width: u32,
    /// Number of positions that it covers: a bigram is one token but covers two characters.
    pub covered: u32,
}

impl Span {
    /// The occurrence of a sequence that begins at a place.
    pub fn of(place: u64, sequence: &[Slot]) -> Span {
        let width = sequence.last().map_or(1, |slot| slot.offset + 1);
        Span { place, width, covered: covered(sequence) }
    }

    /// Number of its document.
    pub fn document(&self) -> u32 {
        (self.place >> 32) as u32
    }

    /// Position of its first token in the document.
    pub fn position(&self) -> u32 {
        self.place as u32
    }

    /// Whether a position of its document is inside.
    pub fn has(&self, position: u32) -> bool {
        position.checked_sub(self.position()).is_some_and(|words| words < self.covered)
    }

    /// What lies between both, and both.
    fn to(&self, other: &Span) -> Span {
        let place = self.place.min(other.place);
        let reach = |width: fn(&Span) -> u32| {
            let end = |span: &Span| span.place + u64::from(width(span));
            (end(self).max(end(other)) - place) as u32
        };
        Span { place, width: reach(|span| span.width), covered: reach(|span| span.covered) }
    }

    /// How many words on the other is: 1 for neighbours. Nothing for itself or another document.
    fn distance(&self, other: &Span) -> Option<u32> {
        if self.place == other.place || self.document() != other.document() {
            return None;
        }
        let (first, second) = if self.place < other.place { (self, other) } else { (other, self) };
        let words = (second.place - first.place + 1).saturating_sub(u64::from(first.width));
        u32::try_from(words).ok()
    }
}

/// The stretches between each of `ones` and those of `others` that are so near it, at most so many for each of the
/// ones; by place. Both must ascend.
pub fn stretches(ones: &[Span], others: &[Span], distance: u32, most: usize) -> Vec<Span> {
    let widest = others.iter().map(|span| span.width).max().unwrap_or(1);
    let mut stretches = Vec::new();
    for one in ones {
        let reach = u64::from(distance + widest);
        let from = others.partition_point(|other| other.place < one.place.saturating_sub(reach));
        let near = others[from..].iter().take_while(|other| other.place <= one.place + u64::from(one.width) + reach);
        let near = near.filter(|other| one.distance(other).is_some_and(|words| words <= distance));
        stretches.extend(near.take(most).map(|other| one.to(other)));
    }
    stretches
}

/// The stretches in which all sides stand near one another: of two every pair, as `NEAR` has it; of more the smallest.
pub fn near(sides: &[Vec<Span>], distance: u32) -> Vec<Span> {
    match sides {
        [ones, others] => stretches(ones, others, distance, usize::MAX),
        sides => windows(sides, distance),
    }
}

/// The smallest stretches that have a span of every side and in which no two neighbours among these are further apart
/// than `distance`; by place.
fn windows(sides: &[Vec<Span>], distance: u32) -> Vec<Span> {
    let sided = (0..).zip(sides).flat_map(|(side, spans)| distinct(spans).into_iter().map(move |span| (span, side)));
    let all: Vec<(Span, usize)> = sort_by_number(sided.collect(), |(span, _)| span.place);
    let (mut windows, mut from, mut to) = (Vec::new(), 0, 0);
    let mut inside = vec![0u32; sides.len()];
    // One word may stand for several sides.
    for here in all.chunk_by(|(one, _), (other, _)| one.place == other.place) {
        let last = here[0].0;
        let is_near = |before: &Span| before.distance(&last).is_some_and(|words| words <= distance);
        if !all[..to].last().is_some_and(|(before, _)| is_near(before)) {
            inside.fill(0);
            from = to;
        }
        to += here.len();
        here.iter().for_each(|(_, side)| inside[*side] += 1);
        while inside[all[from].1] > 1 {
            inside[all[from].1] -= 1;
            from += 1;
        }
        // One that ends with a word for which it has another is not the smallest.
        if !inside.contains(&0) && here.iter().any(|(_, side)| inside[*side] == 1) {
            windows.push(here.iter().fold(all[from].0, |stretch, (span, _)| stretch.to(span)));
        }
    }
    windows
}

/// Of spans that begin together the widest, by place.
fn distinct(spans: &[Span]) -> Vec<Span> {
    let spans = sort_by_number(spans.to_vec(), |span| u64::from(!span.covered));
    let mut spans = sort_by_number(spans, |span| span.place);
    spans.dedup_by_key(|span| span.place);
    spans
}

/// Of spans that begin together keeps the widest, of others that overlap the first.
pub fn without_overlaps(spans: &[Span]) -> Vec<Span> {
    let mut spans = distinct(spans);
    let mut end = 0;
    spans.retain(|span| {
        let is_free = span.place >= end;
        if is_free {
            end = span.place + u64::from(span.covered);
        }
        is_free
    });
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The spans of single words at these positions.
    fn words(positions: &[u64]) -> Vec<Span> {
        positions.iter().map(|&place| Span { place, width: 1, covered: 1 }).collect()
    }

    fn told(spans: &[Span]) -> Vec<(u32, u32)> {
        spans.iter().map(|span| (span.position(), span.covered)).collect()
    }

    #[test]
    fn windows_are_the_smallest_with_all_sides() {
        type Case = (&'static [&'static [u64]], u32, &'static [(u32, u32)]);
        let cases: [Case; 7] = [
            (&[&[1], &[2], &[3]], 1, &[(1, 3)]),
            (&[&[3], &[2], &[1]], 1, &[(1, 3)]),
            // a b c b: the last b adds nothing; a b c a: begins again with b.
            (&[&[1], &[2, 4], &[3]], 5, &[(1, 3)]),
            (&[&[1, 4], &[2], &[3]], 5, &[(1, 3), (2, 3)]),
            // One word for two sides, which begins again with the second c.
            (&[&[1, 4], &[1, 4], &[2, 3]], 5, &[(1, 2), (3, 2)]),
            // A neighbour too far away, and one that leads across.
            (&[&[1], &[2], &[13]], 10, &[]),
            (&[&[1, 11], &[2], &[21]], 10, &[(2, 20)]),
        ];
        for (sides, distance, expected) in cases {
            let sides: Vec<Vec<Span>> = sides.iter().map(|positions| words(positions)).collect();
            assert_eq!(told(&windows(&sides, distance)), expected, "{sides:?}");
        }
    }

    #[test]
    fn the_widest_of_those_that_begin_together_stays() {
        let spans = [(5, 1), (1, 2), (1, 3), (3, 9)].map(|(place, width)| Span { place, width, covered: width });
        assert_eq!(told(&without_overlaps(&spans)), [(1, 3), (5, 1)]);
    }
}
