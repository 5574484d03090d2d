//! Measures of association and keyness in whole numbers: every machine gives the same digits, exact to a hundredth.

/// 1.0 in the units of [`log2`].
const ONE: i64 = 1 << 32;

/// The binary logarithm in units of 2^-32, rounded down; 0 for 0, as for 1. One bit for each squaring of the mantissa.
pub fn log2(number: u64) -> i64 {
    let whole = number.max(1).ilog2();
    // Between 1 and 2, in units of 2^-63. Squaring doubles its logarithm, whose next bit says whether it reaches 2.
    let mut rest = u128::from(number.max(1)) << (63 - whole);
    let mut logarithm = i64::from(whole);
    for _ in 0..32 {
        rest = (rest * rest) >> 63;
        let bit = rest >> 64;
        rest >>= bit;
        logarithm = logarithm << 1 | bit as i64;
    }
    logarithm
}

fn hundredths(logarithm: i64) -> i32 {
    ((logarithm * 100 + ONE / 2) >> 32) as i32
}

/// logDice: 14 + log2(2 · together / (one + other)), in hundredths (Rychlý, "A lexicographer-friendly association
/// score", 2008). `one` and `other` are the occurrences of both words, `together` those of one near the other, which
/// must not be 0.
///
/// ```
/// use karez::count::logarithm::log_dice;
///
/// assert_eq!(log_dice(10, 10, 10), 1400); // never apart: the maximum
/// assert_eq!(log_dice(5, 10, 10), 1300); // half as often: one less
/// ```
pub fn log_dice(together: u32, one: u32, other: u32) -> i32 {
    hundredths(15 * ONE + log2(together.into()) - log2(u64::from(one) + u64::from(other)))
}

/// The share of a word in a text or corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Occurrences of the word.
    pub count: u32,
    /// All words of the text or corpus.
    pub words: u64,
}

impl Share {
    /// Log ratio: log2 of this share divided by the other, in hundredths; 100 is twice as frequent. A count of 0 is
    /// taken as ½ (Hardie, "Log Ratio", 2014).
    pub fn log_ratio(self, other: Share) -> i32 {
        let double = |share: Share| log2(2 * u64::from(share.count)) - log2(share.words);
        hundredths(double(self) - double(other))
    }

    /// Log-likelihood (G²): evidence that the word is not equally frequent on both sides, in hundredths: twice the sum
    /// of O · ln(O / E) over both counts, at least 0 (Rayson and Garside, "Comparing corpora using frequency
    /// profiling", 2000).
    pub fn log_likelihood(self, other: Share) -> u64 {
        // 2 · ln 2 · 100 in units of 2^-20.
        const SCALE: i128 = 145_363_514;
        let both = log2(self.words + other.words) - log2(u64::from(self.count) + u64::from(other.count));
        let part =
            |share: Share| i128::from(share.count) * i128::from(log2(share.count.into()) + both - log2(share.words));
        let sum = (part(self) + part(other)) * SCALE;
        // What is rounded down may fall just below 0.
        u64::try_from((sum + (1 << 51)) >> 52).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn published_examples_come_out() {
        // A word that always and only stands beside the other has 14; half as often 13.
        assert_eq!(log_dice(70, 70, 70), 1400);
        assert_eq!(log_dice(35, 70, 70), 1300);
        let share = |count, words| Share { count, words };
        // Twice, half, equally often; a word that the other side lacks counts there as a half.
        assert_eq!(share(20, 1000).log_ratio(share(10, 1000)), 100);
        assert_eq!(share(10, 2000).log_ratio(share(10, 1000)), -100);
        assert_eq!(share(4, 1000).log_ratio(share(0, 1000)), 300);
        assert_eq!(share(10, 1000).log_likelihood(share(10, 1000)), 0);
    }

    proptest! {
        #[test]
        fn whole_numbers_agree_with_floating_point(a in 0u32..1 << 20, b in 0u32..1 << 20, more in 1u64..1 << 22, other in 1u64..1 << 22) {
            let logarithm = |number: u64| (log2(number) as f64) / (ONE as f64);
            prop_assert!((logarithm(more) - (more as f64).log2()).abs() < 1e-8);
            let (one, two) = (Share { count: a, words: u64::from(a) + more }, Share { count: b, words: u64::from(b) + other });
            let relative = |share: Share| (if share.count == 0 { 0.5 } else { f64::from(share.count) }) / share.words as f64;
            let ratio = (relative(one) / relative(two)).log2() * 100.0;
            prop_assert!((f64::from(one.log_ratio(two)) - ratio).abs() < 0.51, "{ratio}");
            let all = (one.words + two.words) as f64;
            let part = |share: Share| {
                let expected = share.words as f64 * (f64::from(a) + f64::from(b)) / all;
                if share.count == 0 { 0.0 } else { f64::from(share.count) * (f64::from(share.count) / expected).ln() }
            };
            let likelihood = 2.0 * (part(one) + part(two)) * 100.0;
            let error = (one.log_likelihood(two) as f64 - likelihood).abs();
            prop_assert!(error < 1.0 + likelihood * 1e-7, "{likelihood} {error}");
        }
    }
}
