//! Prefix codes for the strings of a list: the more frequent, the shorter. No chunk has a table of its own.

use foldhash::HashMap;

use super::bytes::{FormatError, put_varint, take_varint};

/// Bytes of an entry at most, which bounds what a bit can become.
pub const MAX_ENTRY: usize = 40;

/// Entries of a book at most. A guess, far above what a sample has.
const MAX_ENTRIES: usize = 1 << 16;

/// Tiers at most: no sample has an entry 16 million times.
const MAX_TIERS: usize = 24;

/// Byte strings with a code each: that of their tier, then their place in it. Counts that change a little change codes
/// only where one crosses a power of two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codebook {
    /// In tier n those that occur between 2ⁿ and 2ⁿ⁺¹ times, in their order.
    tiers: Vec<Vec<Box<[u8]>>>,
    /// Codes of the tiers that are not empty, ascending.
    prefixes: Vec<Prefix>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    value: u64,
    /// At most 40: 23 of a tier and 17 of a place.
    pub bits: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Prefix {
    code: Code,
    /// The highest 64 bits that begin with it.
    last: u64,
    tier: usize,
}

impl Codebook {
    /// Of entries and how often each occurs.
    pub fn of<'a>(counts: impl IntoIterator<Item = (&'a [u8], u32)>) -> Codebook {
        let mut tiers = vec![Vec::new(); MAX_TIERS];
        for (entry, count) in counts {
            tiers[(count.max(1).ilog2() as usize).min(MAX_TIERS - 1)].push(entry.into());
        }
        tiers.iter_mut().for_each(|tier| tier.sort_unstable());
        Codebook::with_prefixes(tiers)
    }

    /// Huffman's code of the tiers, each as heavy as its entries together. There are too few for sorting to pay.
    fn with_prefixes(tiers: Vec<Vec<Box<[u8]>>>) -> Codebook {
        // Weights, and the tiers in a group as bits.
        let group = |(tier, entries): (usize, &Vec<_>)| ((entries.len() as u64) << tier, 1u32 << tier);
        let mut groups: Vec<(u64, u32)> =
            tiers.iter().enumerate().map(group).filter(|&(weight, _)| weight > 0).collect();
        let mut lengths = vec![0; tiers.len()];
        let take_lightest = |groups: &mut Vec<(u64, u32)>| {
            let lightest = (0..groups.len()).min_by_key(|&at| groups[at]);
            lightest.map(|at| groups.swap_remove(at)).unwrap_or_default()
        };
        while groups.len() > 1 {
            let (one, other) = (take_lightest(&mut groups), take_lightest(&mut groups));
            let members = one.1 | other.1;
            lengths.iter_mut().enumerate().for_each(|(tier, length)| *length += members >> tier & 1);
            groups.push((one.0 + other.0, members));
        }
        // Canonical: each code follows the one before, with as many bits as it has to have.
        let mut prefixes = Vec::new();
        let mut value = 0u64;
        for bits in 0..=MAX_TIERS as u32 {
            for tier in (0..tiers.len()).filter(|&tier| lengths[tier] == bits && !tiers[tier].is_empty()) {
                let last = value.unbounded_shl(u64::BITS - bits) | u64::MAX.unbounded_shr(bits);
                prefixes.push(Prefix { code: Code { value, bits }, last, tier });
                value += 1;
            }
            value <<= 1;
        }
        Codebook { prefixes, tiers }
    }

    /// The entries' codes.
    pub fn codes(&self) -> HashMap<&[u8], Code> {
        let mut codes = HashMap::default();
        for prefix in &self.prefixes {
            let tier = &self.tiers[prefix.tier];
            for (place, entry) in (0..).zip(tier) {
                let (few, short) = place_bits(tier.len() as u64);
                let (place, bits) = if place < short { (place, few) } else { (place + short, few + 1) };
                let code = Code { value: prefix.code.value << bits | place, bits: prefix.code.bits + bits };
                codes.insert(&**entry, code);
            }
        }
        codes
    }

    /// The entry whose code is next.
    pub fn take(&self, bits: &mut BitReader<'_>) -> Result<&[u8], FormatError> {
        let ahead = bits.ahead();
        let prefix = self.prefixes.iter().find(|prefix| ahead <= prefix.last).ok_or(FormatError::Damaged)?;
        let tier = &self.tiers[prefix.tier];
        let ahead = ahead << prefix.code.bits;
        let (few, short) = place_bits(tier.len() as u64);
        let (mut place, mut length) = (ahead.unbounded_shr(u64::BITS - few), few);
        if place >= short {
            (place, length) = ((ahead >> (u64::BITS - few - 1)) - short, few + 1);
        }
        bits.skip(prefix.code.bits + length)?;
        tier.get(place as usize).map(|entry| &**entry).ok_or(FormatError::Damaged)
    }

    /// Numbers: entries of each tier, how much each has in common with the one before, how much follows. Then what
    /// follows.
    pub fn to_sections(&self) -> [Vec<u8>; 2] {
        let (mut numbers, mut rests) = (Vec::new(), Vec::new());
        for tier in &self.tiers {
            put_varint(tier.len() as u32, &mut numbers);
            let mut last: &[u8] = &[];
            for entry in tier {
                let shared = entry.iter().zip(last).take_while(|(a, b)| a == b).count();
                put_varint(shared as u32, &mut numbers);
                put_varint((entry.len() - shared) as u32, &mut numbers);
                rests.extend(&entry[shared..]);
                last = entry;
            }
        }
        [numbers, rests]
    }

    pub fn from_sections(mut numbers: &[u8], mut rests: &[u8]) -> Result<Codebook, FormatError> {
        let mut tiers: Vec<Vec<Box<[u8]>>> = Vec::new();
        let mut entries = 0;
        while !numbers.is_empty() {
            let mut tier: Vec<Box<[u8]>> = Vec::new();
            for _ in 0..take_varint(&mut numbers)? {
                let (shared, rest) = (take_varint(&mut numbers)? as usize, take_varint(&mut numbers)? as usize);
                let before = tier.last().map_or(&[][..], |entry| entry).get(..shared).ok_or(FormatError::Damaged)?;
                let (rest, after) = rests.split_at_checked(rest).ok_or(FormatError::Damaged)?;
                let entry = [before, rest].concat();
                entries += 1;
                if entry.len() > MAX_ENTRY || entries > MAX_ENTRIES {
                    return Err(FormatError::Damaged);
                }
                tier.push(entry.into());
                rests = after;
            }
            tiers.push(tier);
        }
        // With fewer than two entries a code would have no bit, and codes no end.
        if entries < 2 || tiers.len() > MAX_TIERS {
            Err(FormatError::Damaged)
        } else {
            Ok(Codebook::with_prefixes(tiers))
        }
    }
}

/// Places below the second number have so many bits, all others one more, after that number is added to them: no code
/// is left unused.
fn place_bits(entries: u64) -> (u32, u64) {
    let few = entries.ilog2();
    (few, (2 << few) - entries)
}

/// Reads codes, from the highest bit of each byte down.
pub struct BitReader<'a> {
    bytes: &'a [u8],
    /// In bits.
    at: usize,
}

impl BitReader<'_> {
    pub fn new(bytes: &[u8]) -> BitReader<'_> {
        BitReader { bytes, at: 0 }
    }

    /// At least the next 57 bits, from the highest down; zeros behind the end.
    fn ahead(&self) -> u64 {
        let rest = &self.bytes[self.at / 8..];
        let next = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut next = [0; 8];
            next[..rest.len()].copy_from_slice(rest);
            next
        });
        u64::from_be_bytes(next) << (self.at % 8)
    }

    fn skip(&mut self, bits: u32) -> Result<(), FormatError> {
        let at = self.at + bits as usize;
        if at > self.bytes.len() * 8 {
            return Err(FormatError::Damaged);
        }
        self.at = at;
        Ok(())
    }

    /// Whether all is read but what fills the last byte.
    pub fn is_at_end(&self) -> bool {
        self.at.div_ceil(8) == self.bytes.len()
    }
}

/// Writes codes as [`BitReader`] reads them.
#[derive(Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    /// Fewer than eight bits that fill no byte yet.
    rest: u64,
    count: u32,
}

impl BitWriter {
    pub fn put(&mut self, code: Code) {
        self.rest = self.rest << code.bits | code.value;
        self.count += code.bits;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.rest >> self.count) as u8);
        }
        self.rest &= (1 << self.count) - 1;
    }

    pub fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push((self.rest << (8 - self.count)) as u8);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn entries_come_back_and_frequent_ones_are_short(counts in prop::collection::vec(1u32..5000, 2..200)) {
            let names: Vec<String> = (0..counts.len()).map(|number| format!("entry{number}")).collect();
            let book = Codebook::of(names.iter().map(|name| name.as_bytes()).zip(counts.iter().copied()));
            let [numbers, rests] = book.to_sections();
            prop_assert_eq!(Codebook::from_sections(&numbers, &rests), Ok(book.clone()));
            let codes = book.codes();
            let mut writer = BitWriter::default();
            names.iter().for_each(|name| writer.put(codes[name.as_bytes()]));
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            for name in &names {
                prop_assert_eq!(book.take(&mut reader), Ok(name.as_bytes()));
            }
            prop_assert!(reader.is_at_end());
            // No book is worse than one of codes of one length by more than the bit that tiers of unlike sizes may cost.
            let total: u64 = counts.iter().map(|&count| u64::from(count)).sum();
            let bits: u64 = names.iter().zip(&counts).map(|(name, &n)| u64::from(codes[name.as_bytes()].bits * n)).sum();
            prop_assert!(bits <= total * u64::from(counts.len().ilog2() + 2));
        }
    }

    #[test]
    fn books_that_would_cost_too_much_are_refused() {
        let one = Codebook::of([(&b"alone"[..], 1)]).to_sections();
        let long = Codebook::of([(&[b'a'; MAX_ENTRY + 1][..], 1), (b"b", 1)]).to_sections();
        let many = [[0xff, 0xff, 0x7f].to_vec(), vec![0; 2 * 0x1f_ffff]].concat();
        let tiers = vec![0; MAX_TIERS + 1];
        for [numbers, rests] in [one, long, [many, Vec::new()], [tiers, Vec::new()]] {
            assert_eq!(Codebook::from_sections(&numbers, &rests), Err(FormatError::Damaged));
        }
    }
}
