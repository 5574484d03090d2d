//! Substring search in little code. The searcher behind `str::find` takes two kilobytes of wasm, and as much again for
//! the panics that only it can reach; this one compares byte by byte, in linear time too.

/// The byte offset at which `wanted` first occurs in `text`; 0 for an empty `wanted`. Linear time (Knuth, Morris and
/// Pratt 1977).
pub fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    // For each prefix of what is wanted, the length of its longest proper prefix that is also its suffix: there the
    // search goes on when the next byte differs.
    let mut borders: Vec<usize> = vec![0];
    let step = |borders: &[usize], mut found: usize, byte: u8| {
        while found > 0 && wanted[found] != byte {
            found = borders[found - 1];
        }
        found + usize::from(wanted[found] == byte)
    };
    for at in 1..wanted.len() {
        borders.push(step(&borders, borders[at - 1], wanted[at]));
    }
    let mut found = 0;
    for (end, &byte) in (0..).zip(text) {
        if found == wanted.len() {
            return Some(end - found);
        }
        found = step(&borders, found, byte);
    }
    (found == wanted.len()).then(|| text.len() - found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_the_standard_library_finds(text in "[abé维]{0,24}", wanted in "[abé维]{0,5}") {
            prop_assert_eq!(find(text.as_bytes(), wanted.as_bytes()), text.find(&wanted));
        }

        #[test]
        fn what_repeats_is_found_too(text in "[ab]{0,40}", times in 0usize..4, wanted in "[ab]{0,4}") {
            let wanted = wanted.repeat(times);
            prop_assert_eq!(find(text.as_bytes(), wanted.as_bytes()), text.find(&wanted));
        }
    }
}
