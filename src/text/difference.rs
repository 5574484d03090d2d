//! Differences: the shortest list of changes between two texts.

use std::ops::Range;

/// Limit on the pairs of items compared. Sequences that differ in more are treated as replaced between their common
/// start and end. Two thousand blocks or words changed throughout reach it, which takes 16 MB.
const MAX_PAIRS: usize = 4_000_000;

/// Length in words of the runs that align long texts: a run that occurs exactly once in each text is taken to be the
/// same in both, and only the text between such runs is compared.
const ANCHOR: usize = 4;

/// The changed ranges between two sequences of `old` and `new` items: pairs of a range of the old and a range of the
/// new one, ascending, of which one may be empty. What lies outside them is a longest common subsequence. Time and
/// memory grow with the product of the lengths between the common start and end; beyond four million all of that is one
/// change.
pub fn differences(
    old: usize,
    new: usize,
    is_same: impl Fn(usize, usize) -> bool,
) -> Vec<(Range<usize>, Range<usize>)> {
    let start = (0..old.min(new)).take_while(|&at| is_same(at, at)).count();
    let end = (1..=old.min(new) - start).take_while(|&back| is_same(old - back, new - back)).count();
    let (height, width) = (old - start - end, new - start - end);
    // For each pair of indexes, the length of what both have in common from there to the end.
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

/// The changed ranges between two texts, each given as a number for every word, in the form of [`differences`]. Changes
/// one word apart are joined. Beyond some thousand words the list may not be the shortest.
///
/// ```
/// let changes = karez::text::differences_of_words(&[1, 2, 3, 4, 5], &[1, 2, 9, 4, 5]);
/// assert_eq!(changes, [(2..3, 2..3)]);
/// ```
pub fn differences_of_words(old: &[u32], new: &[u32]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut ranges: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    let (mut at, mut to) = (0, 0);
    let ends = [(old.len(), new.len(), 0)];
    for (old_end, new_end, same) in anchors(old, new).into_iter().map(|(at, to)| (at, to, ANCHOR)).chain(ends) {
        if old_end >= at && new_end >= to {
            let (old, new) = (&old[at..old_end], &new[to..new_end]);
            let between = differences(old.len(), new.len(), |a, b| old[a] == new[b]);
            let shift = |range: Range<usize>, by: usize| range.start + by..range.end + by;
            ranges.extend(between.into_iter().map(|(before, after)| (shift(before, at), shift(after, to))));
        } else if old_end + to != new_end + at {
            // It overlaps the anchor before, and would have the same words stand for others.
            continue;
        }
        (at, to) = (old_end + same, new_end + same);
    }
    join(old, new, ranges)
}

/// Fewer changes that say the same. What was left out or added between equal words (“a b a” for “a”) may be either; it
/// is joined to the change before where it can. One word alone between two changes is the same by chance more often
/// than not.
fn join(old: &[u32], new: &[u32], ranges: Vec<(Range<usize>, Range<usize>)>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut joined: Vec<(Range<usize>, Range<usize>)> = Vec::with_capacity(ranges.len());
    for (before, after) in ranges {
        let Some((last_before, last_after)) = joined.last_mut() else {
            joined.push((before, after));
            continue;
        };
        let gap = before.start - last_before.end;
        let ends_as_gap = |words: &[u32], range: &Range<usize>| {
            range.len() >= gap && words[range.start - gap..range.start] == words[range.end - gap..range.end]
        };
        let is_movable =
            (after.is_empty() && ends_as_gap(old, &before)) || (before.is_empty() && ends_as_gap(new, &after));
        if is_movable {
            (last_before.end, last_after.end) = (before.end - gap, after.end - gap);
        } else if gap <= 1 {
            (last_before.end, last_after.end) = (before.end, after.end);
        } else {
            joined.push((before, after));
        }
    }
    joined
}

/// Index pairs of runs that occur once in each text, in the order of both: a longest increasing subsequence of them.
fn anchors(old: &[u32], new: &[u32]) -> Vec<(usize, usize)> {
    if old.len().saturating_mul(new.len()) <= MAX_PAIRS {
        return Vec::new();
    }
    let (old, new) = (unique(old), unique(new));
    // Numbers of the kind that `unique` sorts: another kind would bring sorting code of its own into the wasm.
    let mut common: Vec<(u64, u32)> = Vec::new();
    let mut others = new.iter().peekable();
    for (hash, at) in old {
        while others.next_if(|(other, _)| *other < hash).is_some() {}
        common.extend(others.next_if(|(other, _)| *other == hash).map(|&(_, to)| (at.into(), to)));
    }
    common.sort_unstable();
    // For each length the row of anchors that ends the earliest, by its last one; each knows the one before it.
    let (mut lasts, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (number, &(_, to)) in common.iter().enumerate() {
        let length = lasts.partition_point(|&last| common[last].1 < to);
        before.push(length.checked_sub(1).map(|shorter| lasts[shorter]));
        lasts.truncate(lasts.len().max(length));
        if length < lasts.len() { lasts[length] = number } else { lasts.push(number) }
    }
    let places = |number: usize| (common[number].0 as usize, common[number].1 as usize);
    let mut row: Vec<(usize, usize)> =
        std::iter::successors(lasts.last().copied(), |&number| before[number]).map(places).collect();
    row.reverse();
    row
}

/// The hashes of the runs that occur once, ascending, each with its index.
fn unique(words: &[u32]) -> Vec<(u64, u32)> {
    let hash =
        |words: &[u32]| words.iter().fold(0u64, |hash, &word| (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3));
    let mut places: Vec<(u64, u32)> = words.windows(ANCHOR).map(hash).zip(0..).collect();
    places.sort_unstable();
    let same = places.chunk_by(|(a, _), (b, _)| a == b);
    same.filter(|same| same.len() == 1).map(|same| same[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(old: &str, new: &str) -> String {
        let (a, b) = (old.as_bytes(), new.as_bytes());
        let ranges = differences(a.len(), b.len(), |at, to| a[at] == b[to]);
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
    fn rows_that_have_nothing_in_common_are_compared_in_bounds() {
        let ranges = differences(1_000_000, 1_000_001, |_, _| false);
        assert_eq!(ranges, [(0..1_000_000, 0..1_000_001)]);
    }

    proptest! {
        /// Putting the changes into the old row gives the new one.
        #[test]
        fn changes_lead_from_one_to_the_other(old in "[abc]{0,12}", new in "[abc]{0,12}") {
            let (a, b) = (old.as_bytes(), new.as_bytes());
            let (mut made, mut at) = (Vec::<u8>::new(), 0);
            for (before, after) in differences(a.len(), b.len(), |x, y| a[x] == b[y]) {
                made.extend(&a[at..before.start]);
                made.extend(&b[after]);
                at = before.end;
            }
            made.extend(&a[at..]);
            prop_assert_eq!(made.as_slice(), b);
        }
    }

    #[test]
    fn long_texts_are_compared_between_what_both_have_once() {
        let old: Vec<u32> = (0..9_000).collect();
        let mut new = old.clone();
        new[4_000] = 1_000_000;
        new.splice(6_000..6_010, []);
        new.extend(20_000..20_005);
        let expected = [(4_000..4_001, 4_000..4_001), (6_000..6_010, 6_000..6_000), (9_000..9_000, 8_990..8_995)];
        assert_eq!(differences_of_words(&old, &new), expected);
    }

    #[test]
    fn a_word_alone_between_changes_counts_as_changed() {
        let words = |text: &str| text.split(' ').map(|word| word.bytes().map(u32::from).sum()).collect::<Vec<_>>();
        let found = differences_of_words(&words("the big red dog is here"), &words("the small red cat is here"));
        assert_eq!(found, [(1..4, 1..4)]);
    }

    #[test]
    fn anchors_that_contradict_each_other_are_left_out() {
        // “1 2 2 2” and “2 2 2 3” stand once in either row, but with another word between their starts.
        let apart = |words: &[u32], from: u32| (from..from + 2_500).chain(words.iter().copied()).collect::<Vec<_>>();
        let found = differences_of_words(&apart(&[1, 2, 2, 2, 3], 100), &apart(&[1, 2, 2, 2, 2, 3], 5_000));
        assert_eq!(found.last(), Some(&(2_504..2_504, 2_504..2_505)));
    }

    proptest! {
        #[test]
        fn what_is_between_changes_of_words_is_the_same(old in prop::collection::vec(0u32..6, 0..30), new in prop::collection::vec(0u32..6, 0..30), times in 1usize..120) {
            // Long enough for anchors at times, with numbers that make each copy different.
            let long = |words: &[u32]| (0..times as u32).flat_map(|n| words.iter().map(move |word| word + n * 6)).collect::<Vec<u32>>();
            let (old, new) = (long(&old), long(&new));
            let (mut at, mut to) = (0, 0);
            for (before, after) in differences_of_words(&old, &new) {
                prop_assert!(before.start >= at && after.start >= to && (!before.is_empty() || !after.is_empty()));
                prop_assert_eq!(&old[at..before.start], &new[to..after.start]);
                (at, to) = (before.end, after.end);
            }
            prop_assert_eq!(&old[at..], &new[to..]);
        }
    }
}
