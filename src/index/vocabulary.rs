//! The words of a corpus and their codes: stored text in less than a third of its bytes.
//!
//! A text is a row of tokens: words, and what stands between them; one space between two words goes without saying.
//! A token that is common in the corpus has a code; any other is spelled, in fragments that the rare words share. Codes
//! hold for the whole corpus, so that a chunk has no table of its own and is read without its neighbours.
//!
//! They are chosen from a sample: a change elsewhere in the corpus renames no other chunk.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::bytes::{FormatError, put_section, take_section};
use super::codebook::{BitReader, BitWriter, Code, Codebook, MAX_ENTRY};

/// How much text the codes are chosen from, once or twice this. More makes shorter codes and a larger vocabulary, and is
/// more often changed by a document, which then renames all chunks.
pub const SAMPLE_BYTES: usize = 1024 * 1024;

/// A token has a code when the sample has it so often. A lower number makes chunks smaller and the vocabulary larger.
const MIN_TOKENS: u32 = 12;

/// A fragment has a code when rare words are spelled with it so often.
const MIN_FRAGMENTS: u32 = 24;

/// Bytes of a fragment at most.
const MAX_FRAGMENT: usize = 8;

/// Stands for a token that is spelled, and ends its spelling. No text in UTF-8 has this byte, nor the next.
const SPELLED: &[u8] = &[0xff];

/// Ends a text.
const END: &[u8] = &[0xfe];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    tokens: Codebook,
    fragments: Codebook,
}

impl Vocabulary {
    /// Chooses the codes for a sample.
    pub fn of<'a>(sample: impl Iterator<Item = &'a str>) -> Vocabulary {
        let mut counts: HashMap<&[u8], u32> = HashMap::from_iter([(END, 1), (SPELLED, 1)]);
        for text in sample {
            tokens(text, |token| *counts.entry(token).or_default() += 1);
            *counts.entry(END).or_default() += 1;
        }
        let is_common = |token: &[u8], count| count >= MIN_TOKENS && token.len() <= MAX_ENTRY;
        let (mut common, rare): (BTreeMap<_, _>, BTreeMap<_, _>) =
            counts.into_iter().partition(|&(token, count)| token >= END || is_common(token, count));
        *common.entry(SPELLED).or_default() += rare.values().sum::<u32>();
        Vocabulary { tokens: Codebook::of(common), fragments: fragments(&rare) }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let ([a, b], [c, d]) = (self.tokens.to_sections(), self.fragments.to_sections());
        let mut bytes = Vec::new();
        [a, b, c, d].iter().for_each(|section| put_section(section, &mut bytes));
        bytes
    }

    pub fn from_bytes(mut bytes: &[u8]) -> Result<Vocabulary, FormatError> {
        let mut book = || Codebook::from_sections(&take_section(&mut bytes)?, &take_section(&mut bytes)?);
        Ok(Vocabulary { tokens: book()?, fragments: book()? })
    }

    /// The inverse of [`Encoder::encode`], for so many texts.
    pub fn decode(&self, codes: &[u8], texts: usize) -> Result<Vec<String>, FormatError> {
        let mut bits = BitReader::new(codes);
        let (mut decoded, mut text, mut spelled) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_after_word = false;
        while decoded.len() < texts {
            let mut token = self.tokens.take(&mut bits)?;
            if token == END {
                decoded.push(String::from_utf8(std::mem::take(&mut text)).map_err(|_| FormatError::Damaged)?);
                is_after_word = false;
                continue;
            }
            if token == SPELLED {
                spelled.clear();
                while !spelled.ends_with(SPELLED) {
                    spelled.extend(self.fragments.take(&mut bits)?);
                }
                token = &spelled[..spelled.len() - 1];
            }
            let is_word = is_word(token);
            if is_word && is_after_word {
                text.push(b' ');
            }
            text.extend(token);
            is_after_word = is_word;
        }
        if bits.is_at_end() { Ok(decoded) } else { Err(FormatError::Damaged) }
    }
}

/// Whether a text begins with a letter or a digit. ASCII is told exactly; beyond, all is taken for a letter but the
/// punctuation of U+0080–U+00BF, U+2000–U+207F and U+3000–U+303F. Builder and reader must agree on it for ever, so it is
/// no table of Unicode's, which grows.
fn is_word(text: &[u8]) -> bool {
    match text {
        [first, ..] if first.is_ascii() => first.is_ascii_alphanumeric(),
        [0xc2, ..] | [0xe2, 0x80 | 0x81, ..] | [0xe3, 0x80, ..] | [] => false,
        _ => true,
    }
}

/// The tokens of a text, without single spaces between words.
fn tokens<'a>(text: &'a str, mut each: impl FnMut(&'a [u8])) {
    let bytes = text.as_bytes();
    let (mut start, mut is_after_word) = (0, false);
    while start < bytes.len() {
        let is_word_here = is_word(&bytes[start..]);
        let is_end = |&at: &usize| text.is_char_boundary(at) && is_word(&bytes[at..]) != is_word_here;
        let end = (start + 1..bytes.len()).find(is_end).unwrap_or(bytes.len());
        let token = &bytes[start..end];
        if !(is_after_word && token == b" " && end < bytes.len()) {
            each(token);
        }
        (start, is_after_word) = (end, is_word_here);
    }
}

/// The codes in which rare tokens are spelled: all bytes, and the commonest runs of characters.
fn fragments(rare: &BTreeMap<&[u8], u32>) -> Codebook {
    let spelled: Vec<(Vec<u8>, u32)> = rare.iter().map(|(&token, &count)| ([token, SPELLED].concat(), count)).collect();
    let bytes: Vec<u8> = (0..=u8::MAX).collect();
    let mut counts: HashMap<&[u8], u32> = HashMap::default();
    for (token, count) in &spelled {
        // Where characters start, and the end.
        let starts: Vec<usize> =
            (0..=token.len()).filter(|&at| token.get(at).is_none_or(|b| b & 0xc0 != 0x80)).collect();
        for (place, &start) in starts.iter().enumerate() {
            for &end in starts[place + 1..].iter().take_while(|&&end| end <= start + MAX_FRAGMENT) {
                *counts.entry(&token[start..end]).or_default() += count;
            }
        }
    }
    let mut book = Codebook::default();
    // Runs overlap: what counts is how often each is used beside the others.
    for _ in 0..3 {
        counts.retain(|_, count| *count >= MIN_FRAGMENTS);
        bytes.iter().for_each(|byte| *counts.entry(std::slice::from_ref(byte)).or_default() += 1);
        book = Codebook::of(counts);
        let codes = book.codes();
        counts = HashMap::default();
        for (token, count) in &spelled {
            spell(&codes, token, |fragment| *counts.entry(fragment).or_default() += count);
        }
    }
    book
}

/// The cheapest row of fragments that makes up a token.
fn spell<'a>(codes: &HashMap<&[u8], Code>, token: &'a [u8], mut each: impl FnMut(&'a [u8])) {
    // For each place: the bits from there to the end, and the end of the fragment to take.
    let mut best = vec![(u32::MAX, 0); token.len()];
    best.push((0, 0));
    for start in (0..token.len()).rev() {
        for end in start + 1..=token.len().min(start + MAX_FRAGMENT) {
            let bits = codes.get(&token[start..end]).map(|code| best[end].0.saturating_add(code.bits));
            if let Some(bits) = bits.filter(|&bits| bits < best[start].0) {
                best[start] = (bits, end);
            }
        }
    }
    let mut start = 0;
    while start < token.len() {
        // Every single byte has a code, so that there is a way from every place.
        let end = best[start].1.max(start + 1);
        each(&token[start..end]);
        start = end;
    }
}

/// The codes by what they stand for, of a vocabulary that was chosen here.
pub struct Encoder<'a> {
    tokens: HashMap<&'a [u8], Code>,
    fragments: HashMap<&'a [u8], Code>,
}

impl Encoder<'_> {
    pub fn of(vocabulary: &Vocabulary) -> Encoder<'_> {
        Encoder { tokens: vocabulary.tokens.codes(), fragments: vocabulary.fragments.codes() }
    }

    /// The codes of texts one after another.
    pub fn encode<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<u8> {
        let mut bits = BitWriter::default();
        for text in texts {
            tokens(text, |token| match self.tokens.get(token) {
                Some(&code) => bits.put(code),
                // Every vocabulary has codes for these two and for every byte.
                None => {
                    bits.put(self.tokens[SPELLED]);
                    spell(&self.fragments, &[token, SPELLED].concat(), |fragment| bits.put(self.fragments[fragment]));
                }
            });
            bits.put(self.tokens[END]);
        }
        bits.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    const PROSE: &str = "The General Assembly met. It adopted the report of the Assembly, and the report’s annexes; then \
        the general debate on Übergänge was closed.\nמועצת הביטחון 安全理事会 تېكىست ";

    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(std::iter::repeat_n(PROSE, 30)));

    fn decoded(vocabulary: &Vocabulary, texts: &[String]) -> Result<Vec<String>, FormatError> {
        let codes = Encoder::of(vocabulary).encode(texts.iter().map(String::as_str));
        Vocabulary::from_bytes(&vocabulary.to_bytes()).unwrap().decode(&codes, texts.len())
    }

    fn split(text: &str) -> Vec<&str> {
        let mut all = Vec::new();
        tokens(text, |token| all.push(std::str::from_utf8(token).unwrap()));
        all
    }

    #[test]
    fn one_space_between_words_goes_without_saying() {
        assert_eq!(
            split("the 2nd  report, “A/RES/70”"),
            ["the", "2nd", "  ", "report", ", “", "A", "/", "RES", "/", "70", "”"]
        );
        assert_eq!(split(" a b "), [" ", "a", "b", " "]);
    }

    #[test]
    fn known_words_take_about_a_byte() {
        let codes = Encoder::of(&VOCABULARY).encode([PROSE].into_iter());
        assert!(codes.len() * 4 < PROSE.len(), "{} of {}", codes.len(), PROSE.len());
    }

    #[test]
    fn cut_or_prolonged_codes_are_damaged() {
        let vocabulary = &*VOCABULARY;
        let codes = Encoder::of(vocabulary).encode([PROSE, "x"].into_iter());
        assert!(vocabulary.decode(&codes, 2).is_ok());
        assert_eq!(vocabulary.decode(&codes[..codes.len() - 1], 2), Err(FormatError::Damaged));
        assert_eq!(vocabulary.decode(&[&codes[..], &[0]].concat(), 2), Err(FormatError::Damaged));
        assert_eq!(vocabulary.decode(&codes, 1), Err(FormatError::Damaged));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(
            sample in prop::collection::vec(".{0,20}|[a-c ,\u{0}-\u{1f}]{0,60}", 0..3),
            texts in prop::collection::vec("(?s).{0,60}|[a-c ,\u{0}-\u{1f}]{0,60}|(the|report| |\\.|Assembly|ü|安){0,30}", 0..6),
        ) {
            prop_assert_eq!(decoded(&VOCABULARY, &texts), Ok(texts.clone()));
            let of_sample = Vocabulary::of(sample.iter().flat_map(|text| std::iter::repeat_n(text.as_str(), 12)));
            prop_assert_eq!(decoded(&of_sample, &texts), Ok(texts.clone()));
            prop_assert_eq!(decoded(&of_sample, &sample), Ok(sample));
        }

        #[test]
        fn any_codes_are_an_error_or_a_bounded_text(codes in prop::collection::vec(any::<u8>(), 0..60), texts in 0usize..9) {
            if let Ok(texts) = VOCABULARY.decode(&codes, texts) {
                prop_assert!(texts.concat().len() <= codes.len() * 8 * (MAX_ENTRY + 1));
            }
        }

        #[test]
        fn any_bytes_are_an_error_or_a_vocabulary(
            numbers in prop::collection::vec(0u8..4, 0..40),
            letters in prop::collection::vec(any::<u8>(), 0..40),
            codes in prop::collection::vec(any::<u8>(), 0..20),
        ) {
            let _ = Vocabulary::from_bytes(&codes);
            let mut bytes = Vec::new();
            [&numbers, &letters, &numbers, &letters].iter().for_each(|section| put_section(section, &mut bytes));
            if let Ok(vocabulary) = Vocabulary::from_bytes(&bytes) {
                let _ = vocabulary.decode(&codes, 3);
            }
        }
    }
}
