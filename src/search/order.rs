//! Sorting by a number. Every type that the standard library sorts adds kilobytes of code to the wasm; all sorting in
//! the engine goes through one type here.

/// Sorts items by a number, ascending. Stable.
pub fn sort_by_number<T>(items: Vec<T>, number: impl Fn(&T) -> u64) -> Vec<T> {
    let mut order: Vec<(u64, u32)> = (0..).zip(&items).map(|(place, item)| (number(item), place)).collect();
    order.sort_unstable();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, place)| items[place as usize].take()).collect()
}

/// Numbers in ascending order without repetitions. A `BTreeSet` would add sorting code of its own.
pub fn ascending(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers = sort_by_number(numbers.collect(), |&number| u64::from(number));
    numbers.dedup();
    numbers
}

/// Candidates collected beyond twice those asked for before the worst are dropped. A guess: fewer mean more sorting,
/// more take more memory.
const LEAST_SORTED: usize = 1000;

/// The first `count` items that [`sort_by_number`] would return, in its order, in little more than `count` memory.
pub fn first_by_number<T>(items: &[T], count: usize, number: impl Fn(&T) -> u64) -> Vec<T>
where
    T: Copy,
{
    let mut order: Vec<(u64, u32)> = Vec::new();
    let mut last = (u64::MAX, u32::MAX);
    for (item, place) in items.iter().zip(0..) {
        let candidate = (number(item), place);
        if candidate <= last {
            order.push(candidate);
        }
        // Selecting would need code of its own; what cannot be among the first any more is left out now and then
        // instead.
        if order.len() > count.saturating_mul(2).saturating_add(LEAST_SORTED) {
            order.sort_unstable();
            order.truncate(count);
            last = order.last().copied().unwrap_or_default();
        }
    }
    order.sort_unstable();
    order.truncate(count);
    order.into_iter().filter_map(|(_, place)| items.get(place as usize).copied()).collect()
}

/// A sort key that compares by the first number, then by the second.
pub fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equals_stay_in_their_order() {
        let sorted = sort_by_number(vec!["bb", "a", "cc", "d"], |text| text.len() as u64);
        assert_eq!(sorted, ["a", "d", "bb", "cc"]);
        assert_eq!(first_by_number(&[3, 1, 2, 1], 3, |n| *n), [1, 1, 2]);
        assert_eq!(first_by_number(&[3, 1], 9, |n| *n), [1, 3]);
        assert!(first_by_number(&[3, 1], 0, |n| *n).is_empty());
        assert!(pair(1, u32::MAX) < pair(2, 0));
        assert_eq!(ascending([3, 1, 3, 2].into_iter()), [1, 2, 3]);
    }

    #[test]
    fn the_first_of_many_are_those_of_all_sorted() {
        for (step, count) in [(1, 10), (7919, 10), (7919, 700), (9999, 0), (9999, 10)] {
            let items: Vec<u64> = (0..10_000u64).map(|n| n * step % 10_000 / 3).collect();
            let mut sorted: Vec<(u64, usize)> = items.iter().copied().zip(0..).collect();
            sorted.sort_unstable();
            let places: Vec<usize> = (0..items.len()).collect();
            let first = first_by_number(&places, count, |place| items[*place]);
            assert!(first.iter().eq(sorted.iter().take(count).map(|(_, place)| place)), "{step} {count}");
        }
    }
}
