//! Term weights: *impacts*, computed when the index is built, and idf, in whole numbers so that every machine ranks
//! alike.
//!
//! The impact of a term in a document is the whole of its weight there but the idf, quantised to a small integer. The
//! word is Anh and Moffat's ("Impact transformation: effective and efficient web retrieval", SIGIR 2002), and so is the
//! idea: with impacts stored, scoring is adding up whole numbers. Here it is BM25F in five bits.
//!
//! BM25F as in Zaragoza et al., "Microsoft Cambridge at TREC-13" (2004): term frequencies are weighted and normalised
//! by field, added, then saturated once.

use super::format::MAX_IMPACT;

/// The parts of a document that weigh differently: the fields of BM25F. Arrays "by zone" are indexed by the
/// discriminant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// The title.
    Title,
    /// Headings within the text.
    Heading,
    /// All other blocks.
    Body,
}

/// The number of [`Zone`]s.
pub const ZONES: usize = 3;

/// The parameters of BM25F: how ranking weighs zones and lengths.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// k₁, how slowly repetitions stop counting: with 0 every occurrence after the first is worthless. Robertson and
    /// Zaragoza (2009) give 1.2 to 2; of these 2 did best on the Cranfield and TIME collections, with questions and
    /// with keywords (nDCG@10 0.398, 0.258, 0.674, 0.521 against 0.393, 0.255, 0.670, 0.518 for 1.2 and a body penalty
    /// of 0.75).
    pub saturation: f64,
    /// Weight of an occurrence, by zone. Raising the title's ranks documents named after a word higher.
    /// A guess within the range of the TREC papers.
    pub boost: [f64; ZONES],
    /// b, by zone, 0 to 1: how much an occurrence in a text longer than average loses. 0.75 is usual for bodies; 0.65
    /// did a little better in the same trial.
    pub length_penalty: [f64; ZONES],
}

impl Default for Weights {
    fn default() -> Weights {
        Weights { saturation: 2.0, boost: [3.0, 1.5, 1.0], length_penalty: [0.4, 0.4, 0.65] }
    }
}

/// How bursty a term is, 0 to 1: content words are repeated in the texts that have them, filler is not (Church and Gale
/// 1995). The root of m / (m + 1), m being the mean number of occurrences in a document that has the term. It has no
/// parameter and raises nDCG@10 by 1 % on Cranfield and for keywords on TIME.
pub fn burstiness(occurrences: u64, documents: u32) -> f64 {
    let mean = occurrences as f64 / f64::from(documents.max(1));
    (mean / (mean + 1.0)).sqrt()
}

/// The impact of a term in a document, 1 to [`MAX_IMPACT`]: from its [`burstiness`] and, by zone, its frequency in the
/// document, the document's length in words, and the average length in the corpus ([`averages`]).
pub fn impact(
    weights: &Weights,
    burstiness: f64,
    frequency: &[u32; ZONES],
    length: &[u32; ZONES],
    average: &[f64; ZONES],
) -> u8 {
    let mut weighted = 0.0;
    for zone in 0..ZONES {
        let penalty = weights.length_penalty[zone];
        let relative = if average[zone] > 0.0 { f64::from(length[zone]) / average[zone] } else { 1.0 };
        weighted += weights.boost[zone] * f64::from(frequency[zone]) / (1.0 - penalty + penalty * relative);
    }
    let saturated = weighted / (weights.saturation + weighted);
    (saturated * burstiness * f64::from(MAX_IMPACT)).round().clamp(1.0, f64::from(MAX_IMPACT)) as u8
}

/// Average length of each zone in words over the documents that have it, rounded down to a power of 17/16: all impacts
/// depend on it, and one more document should not change them.
pub fn averages(lengths: &[[u32; ZONES]]) -> [f64; ZONES] {
    std::array::from_fn(|zone| {
        let lengths = lengths.iter().map(|lengths| lengths[zone]).filter(|&length| length > 0);
        let (sum, count) = lengths.fold((0u64, 0u64), |(sum, count), length| (sum + u64::from(length), count + 1));
        let exact = if count == 0 { 0.0 } else { sum as f64 / count as f64 };
        let steps = std::iter::successors(Some(1.0), |step| Some(step * 17.0 / 16.0));
        steps.take_while(|step| *step <= exact).last().unwrap_or(exact)
    })
}

/// The idf of a term that `documents` of `all` documents have, in 1/256 of a bit: log2(1 + (N − n + ½) / (n + ½)), the
/// form that is never negative. Whole numbers only, because floating-point logarithms differ in their last bits between
/// machines.
///
/// ```
/// use karez::index::impact::rarity;
///
/// assert_eq!(rarity(100, 100), 1); // in every document: next to nothing
/// assert_eq!(rarity(1, 1023), 2410); // log2(2048 / 3) = 9.41 bits
/// ```
pub fn rarity(documents: u32, all: u32) -> u32 {
    let documents = documents.min(all);
    let (n, all) = (u64::from(documents), u64::from(all));
    // 1 + (N − n + ½) / (n + ½) = (N + 1) / (n + ½) = (2N + 2) / (2n + 1)
    log2(2 * all + 2, 2 * n + 1)
}

/// log2(a / b) in 1/256, for a ≥ b ≥ 1.
fn log2(a: u64, b: u64) -> u32 {
    let mut whole = 0;
    while a >= b << (whole + 1) {
        whole += 1;
    }
    // The mantissa in 1..2, of which 32 bits behind the point are kept, by long division: with one more bit than 64
    // the machine has no division of its own, and that of the library is half a kilobyte of wasm.
    let divisor = b << whole;
    let (mut mantissa, mut rest) = (1u64, a - divisor);
    for _ in 0..32 {
        rest <<= 1;
        let bit = u64::from(rest >= divisor);
        rest -= bit * divisor;
        mantissa = mantissa << 1 | bit;
    }
    // Squaring it gives one more bit of its logarithm each time: (1 + f)² is 1 + 2f + f².
    let mut fraction = 0;
    for _ in 0..8 {
        let behind = mantissa & u64::from(u32::MAX);
        mantissa = (1 << 32) + 2 * behind + ((behind * behind) >> 32);
        let bit = u32::from(mantissa >= 2 << 32);
        mantissa >>= bit;
        fraction = fraction << 1 | bit;
    }
    whole << 8 | fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rarity_is_the_logarithm() {
        for all in [1, 2, 17, 1400, 100_000, u32::MAX] {
            for documents in [0, 1, 2, 16, 1399, all / 2, all] {
                let documents = documents.min(all);
                let (n, a) = (f64::from(documents), f64::from(all));
                let exact = (1.0 + (a - n + 0.5) / (n + 0.5)).log2() * 256.0;
                let ours = f64::from(rarity(documents, all));
                assert!((ours - exact).abs() <= 1.0, "{documents} of {all}: {ours} {exact}");
            }
        }
    }

    #[test]
    fn more_occurrences_weigh_more_and_length_weighs_against() {
        let weights = Weights::default();
        let average = [5.0, 5.0, 100.0];
        let of = |frequency, length| impact(&weights, 0.8, &frequency, &length, &average);
        assert!(of([0, 0, 2], [5, 5, 100]) > of([0, 0, 1], [5, 5, 100]));
        assert!(of([1, 0, 0], [5, 5, 100]) > of([0, 0, 1], [5, 5, 100]));
        assert!(of([0, 0, 1], [5, 5, 50]) > of([0, 0, 1], [5, 5, 200]));
        assert!(of([0, 0, 1], [5, 5, u32::MAX]) >= 1);
        assert!(burstiness(30, 10) > burstiness(11, 10));
        assert_eq!(burstiness(0, 1), 0.0);
    }
}
