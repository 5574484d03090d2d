//! Which blocks of a document differ: the shortest row of changes between two texts.

use std::ops::Range;

use serde::Serialize;

use crate::engine::protocol::BlockView;

/// Pairs of blocks that are compared at most; texts that differ in more count as replaced between their common ends. Two
/// thousand blocks changed throughout, which takes 16 MB.
const MAX_PAIRS: usize = 4_000_000;

/// Blocks that were replaced by others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Number of the first of them in the old text, from 1; where there is none, of the block that follows.
    pub old_block: u32,
    pub new_block: u32,
    pub old: Vec<String>,
    pub new: Vec<String>,
}

impl Change {
    /// `blocks 3 to 4 became block 3`.
    pub fn heading(&self) -> String {
        let (old, new) = (numbers(self.old_block, self.old.len()), numbers(self.new_block, self.new.len()));
        match (self.old.is_empty(), self.new.is_empty()) {
            (true, _) => format!("{new} came in"),
            (_, true) => format!("{old} went out"),
            _ => format!("{old} became {new}"),
        }
    }
}

fn numbers(first: u32, count: usize) -> String {
    if count == 1 { format!("block {first}") } else { format!("blocks {first} to {}", first + count as u32 - 1) }
}

/// The changes from one text to the other, in order. Blocks are the same when their kind, language and text are.
pub fn compare(old: &[BlockView], new: &[BlockView]) -> Vec<Change> {
    let is_same =
        |a: &BlockView, b: &BlockView| (a.kind, &a.language, &a.segments) == (b.kind, &b.language, &b.segments);
    ranges(old.len(), new.len(), |at, to| is_same(&old[at], &new[to]))
        .into_iter()
        .map(|(before, after)| Change {
            old_block: before.start as u32 + 1,
            new_block: after.start as u32 + 1,
            old: old[before].iter().map(text).collect(),
            new: new[after].iter().map(text).collect(),
        })
        .collect()
}

fn text(block: &BlockView) -> String {
    block.segments.iter().map(|segment| segment.text.as_str()).collect()
}

/// The ranges of two rows that are not part of their longest common subsequence.
fn ranges(old: usize, new: usize, is_same: impl Fn(usize, usize) -> bool) -> Vec<(Range<usize>, Range<usize>)> {
    let start = (0..old.min(new)).take_while(|&at| is_same(at, at)).count();
    let end = (1..=old.min(new) - start).take_while(|&back| is_same(old - back, new - back)).count();
    let (height, width) = (old - start - end, new - start - end);
    // For each pair of places, the length of what both have in common from there to the end.
    let is_compared = height.saturating_mul(width) <= MAX_PAIRS;
    let mut common = vec![0u32; if is_compared { (height + 1) * (width + 1) } else { 0 }];
    let place = |row: usize, column: usize| row * (width + 1) + column;
    if is_compared {
        for row in (0..height).rev() {
            for column in (0..width).rev() {
                common[place(row, column)] = if is_same(start + row, start + column) {
                    common[place(row + 1, column + 1)] + 1
                } else {
                    common[place(row + 1, column)].max(common[place(row, column + 1)])
                };
            }
        }
    }
    let mut ranges = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < height || column < width {
        let (first_row, first_column) = (row, column);
        while row < height || column < width {
            if !is_compared {
                (row, column) = (height, width);
            } else if row < height && column < width && is_same(start + row, start + column) {
                break;
            } else if column == width
                || (row < height && common[place(row + 1, column)] >= common[place(row, column + 1)])
            {
                row += 1;
            } else {
                column += 1;
            }
        }
        if (row, column) != (first_row, first_column) {
            ranges.push((start + first_row..start + row, start + first_column..start + column));
        }
        while row < height && column < width && is_compared && is_same(start + row, start + column) {
            (row, column) = (row + 1, column + 1);
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> String {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let ranges = ranges(a.len(), b.len(), |at, to| a[at] == b[to]);
        let part = |(before, after): &(Range<usize>, Range<usize>)| {
            format!("{}>{}", &old[before.clone()], &new[after.clone()])
        };
        ranges.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_differs_is_told() {
        let cases = [
            ("", "", ""),
            ("abc", "abc", ""),
            ("abc", "axc", "b>x"),
            ("abc", "ac", "b>"),
            ("ac", "abc", ">b"),
            ("", "ab", ">ab"),
            ("abcdef", "xbcdyf", "a>x e>y"),
            ("aab", "ab", "a>"),
        ];
        for (old, new, expected) in cases {
            assert_eq!(of(old, new), expected, "{old} {new}");
        }
    }

    #[test]
    fn texts_that_have_nothing_in_common_are_compared_in_bounds() {
        let ranges = ranges(1_000_000, 1_000_001, |_, _| false);
        assert_eq!(ranges, [(0..1_000_000, 0..1_000_001)]);
    }

    proptest::proptest! {
        /// Putting the changes into the old row gives the new one.
        #[test]
        fn changes_lead_from_one_to_the_other(old in "[abc]{0,12}", new in "[abc]{0,12}") {
            let (a, b) = (old.as_bytes(), new.as_bytes());
            let (mut made, mut at) = (Vec::<u8>::new(), 0);
            for (before, after) in ranges(a.len(), b.len(), |x, y| a[x] == b[y]) {
                made.extend(&a[at..before.start]);
                made.extend(&b[after]);
                at = before.end;
            }
            made.extend(&a[at..]);
            proptest::prop_assert_eq!(made.as_slice(), b);
        }
    }

    #[test]
    fn changes_are_named_by_their_blocks() {
        let change = |old: usize, new: usize| Change {
            old_block: 3,
            new_block: 4,
            old: vec!["x".into(); old],
            new: vec!["y".into(); new],
        };
        assert_eq!(change(1, 2).heading(), "block 3 became blocks 4 to 5");
        assert_eq!(change(0, 1).heading(), "block 4 came in");
        assert_eq!(change(2, 0).heading(), "blocks 3 to 4 went out");
    }
}
