//! Numbers in digits and in words, and what is joined to them: “48”, “two hundred and five”, “2bn”, “48-page”.

use super::sentence::Token;

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const MAGNITUDES: [(&str, u32); 10] = [
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("mn", 6),
    ("m", 6),
    ("billion", 9),
    ("bn", 9),
    ("trillion", 12),
    ("tn", 12),
    ("k", 3),
];

/// A number in digits or words.
pub struct Number {
    /// Decimal.
    pub value: String,
    /// The token behind it.
    pub next: usize,
    /// Not in words.
    pub is_in_digits: bool,
    /// “million”, “bn”.
    pub has_magnitude: bool,
    /// What is joined to it by a hyphen: `page` of “48-page”.
    pub joined: Option<String>,
}

impl Number {
    /// Whether it is in digits alone.
    pub fn is_bare(&self) -> bool {
        self.is_in_digits && !self.has_magnitude && self.joined.is_none()
    }
}

/// All words of which a number may be made, and the digits.
pub fn numerals() -> impl Iterator<Item = &'static str> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let magnitudes = MAGNITUDES.iter().map(|(name, _)| *name).filter(|name| name.len() > 2);
    // “one” is seldom a number.
    DIGITS.into_iter().chain(ONES.into_iter().skip(2)).chain(TENS).chain(magnitudes)
}

/// Whether a word is a number or a part of one.
pub fn is_numeral(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || number_word(word).is_some() || is_magnitude(word)
}

/// Whether a word is “million” or one like it.
pub fn is_magnitude(word: &str) -> bool {
    MAGNITUDES.iter().any(|(name, _)| *name == word)
}

/// Words before a number that make it a bound or a guess, longest first, with the sign of it.
const BOUNDS: [(&str, &str); 27] = [
    ("no fewer than", "≥"),
    ("no less than", "≥"),
    ("not less than", "≥"),
    ("no more than", "≤"),
    ("as long as", "≤"),
    ("as many as", "≤"),
    ("as much as", "≤"),
    ("at least", "≥"),
    ("more than", "≥"),
    ("greater than", "≥"),
    ("up to", "≤"),
    ("less than", "≤"),
    ("fewer than", "≤"),
    ("at most", "≤"),
    ("close to", "~"),
    ("over", "≥"),
    ("above", "≥"),
    ("under", "≤"),
    ("below", "≤"),
    ("about", "~"),
    ("some", "~"),
    ("around", "~"),
    ("nearly", "~"),
    ("almost", "~"),
    ("roughly", "~"),
    ("approximately", "~"),
    ("estimated", "~"),
];

/// The sign of the bound before a number, and the token with which it begins.
fn bound_before(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let is_before = |words: &str| {
        let count = words.split(' ').count();
        at >= count && words.split(' ').enumerate().all(|(place, word)| tokens[at - count + place].lower == word)
    };
    let bound = BOUNDS.iter().find(|(words, _)| is_before(words));
    bound.map(|(words, sign)| (*sign, at - words.split(' ').count()))
}

/// The token with which a number begins that may have a bound before it: “at least 40”, “between 250 and 300”.
pub fn start_with_bound(tokens: &[Token], at: usize) -> usize {
    let is_hedge =
        |before: usize| ["perhaps", "between", "an", "a", "only", "just"].contains(&tokens[before].lower.as_str());
    let start = bound_before(tokens, at).map_or(at, |(_, start)| start);
    start.checked_sub(1).filter(|&before| is_hedge(before)).unwrap_or(start)
}

/// The value of a number with the sign of its bound: `≥ 40` for “at least 40”.
pub fn bounded(tokens: &[Token], at: usize, number: &Number) -> String {
    let follows = |place: usize, word: &str| tokens.get(number.next + place).is_some_and(|token| token.lower == word);
    let sign = bound_before(tokens, at).map(|(sign, _)| sign);
    match sign.or_else(|| (follows(0, "or") && follows(1, "more")).then_some("≥")) {
        // A range has its own bounds.
        Some(sign) if !number.value.contains('–') => format!("{sign} {}", number.value),
        _ => number.value.clone(),
    }
}

/// The range that a number begins: “between 250 and 300”, “10 to 12”; or else the number alone.
pub fn range(tokens: &[Token], at: usize, first: Number) -> Number {
    let lower = |place: usize| tokens.get(place).map_or("", |token| token.lower.as_str());
    let before = lower(at.wrapping_sub(1));
    let joins = match lower(first.next) {
        "and" => before == "between",
        "to" | "or" => !["from", "between"].contains(&before) && !first.has_magnitude,
        _ => false,
    };
    let second = if joins && first.joined.is_none() { number(tokens, first.next + 1) } else { None };
    let is_larger = |second: &Number| {
        let value = |number: &Number| number.value.parse::<f64>().unwrap_or_default();
        second.joined.is_none() && value(second) > value(&first)
    };
    match second.filter(is_larger) {
        Some(second) if second.has_magnitude && !first.has_magnitude => second,
        Some(second) => Number { value: format!("{}–{}", first.value, second.value), ..second },
        None => first,
    }
}

/// The number that begins at a token.
pub fn number(tokens: &[Token], at: usize) -> Option<Number> {
    let token = tokens.get(at).filter(|token| token.is_word)?;
    let (digits, joined) = match token.lower.split_once(['-', '\u{2010}', '\u{2011}']) {
        Some((digits, rest)) if value_of_digits(digits).is_some() => (digits, Some(rest)),
        _ => (token.lower.as_str(), None),
    };
    if let Some((mantissa, power)) = value_of_digits(digits) {
        let (power_behind, next) = if joined.is_none() { magnitude(tokens, at + 1) } else { (0, at + 1) };
        // “48-page”, not “2017-19” nor “4-million-strong”.
        let joined = match joined {
            Some(rest) if rest.chars().all(char::is_alphabetic) => Some(rest.to_owned()),
            Some(_) => return None,
            None => None,
        };
        let value = decimal(&mantissa, power + power_behind)?;
        let has_magnitude = power + power_behind > 0;
        return Some(Number { value, next, is_in_digits: true, has_magnitude, joined });
    }
    number_in_words(tokens, at)
}

/// Digits without their separators, and the power of ten of a letter behind them (`2bn`).
fn value_of_digits(text: &str) -> Option<(String, u32)> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let power = match &text[digits.len()..] {
        "" => 0,
        letters => MAGNITUDES.iter().find(|(name, _)| *name == letters && *name != "hundred")?.1,
    };
    let mut groups = digits.split(',');
    let first = groups.next()?;
    // Separators of thousands have three digits behind them.
    if !groups.all(|group| group.split('.').next().is_some_and(|group| group.len() == 3)) || first.len() > 12 {
        return None;
    }
    let plain = digits.replace(',', "");
    let is_decimal = plain.matches('.').count() <= 1 && plain.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_decimal && plain.len() <= 15).then_some((plain, power))
}

/// The powers of ten of the words at a token, and the token behind them.
fn magnitude(tokens: &[Token], mut at: usize) -> (u32, usize) {
    let mut power = 0;
    while let Some((_, more)) =
        tokens.get(at).and_then(|token| MAGNITUDES.iter().find(|(name, _)| *name == token.lower && name.len() > 1))
    {
        power += more;
        at += 1;
    }
    (power, at)
}

/// `12.5` × 10^power, exactly.
fn decimal(digits: &str, power: u32) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (power, mut fraction) = (power as usize, fraction.to_owned());
    let mut whole = whole.to_owned();
    for _ in 0..power {
        whole.push(if fraction.is_empty() { '0' } else { fraction.remove(0) });
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let fraction = fraction.trim_end_matches('0');
    let value = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    (value.len() <= 20).then_some(value)
}

/// The value of a word such as “nine” or “forty-eight”.
pub fn number_word(word: &str) -> Option<u64> {
    let ones = ONES.iter().position(|one| *one == word).map(|one| one as u64);
    let tens = || TENS.iter().position(|ten| *ten == word).map(|ten| (ten as u64 + 2) * 10);
    ones.or_else(tens).or_else(|| {
        let (tens, ones) = word.split_once('-')?;
        let tens = TENS.iter().position(|ten| *ten == tens)? as u64 + 2;
        let ones = ONES[1..10].iter().position(|one| *one == ones)? as u64 + 1;
        Some(tens * 10 + ones)
    })
}

/// “forty-eight”, “two hundred and five”, “one million”, “a million”, “half a million”, “five-day”.
fn number_in_words(tokens: &[Token], at: usize) -> Option<Number> {
    let lower = |place: usize| tokens.get(place).map_or("", |token| token.lower.as_str());
    let make = |value: u64, power: u32, next: usize, joined| {
        Some(Number {
            value: decimal(&value.to_string(), power)?,
            next,
            is_in_digits: false,
            has_magnitude: power > 0,
            joined,
        })
    };
    let (half, article) = (lower(at) == "half", usize::from(lower(at) == "half"));
    if lower(at + article) == "a" {
        let (power, next) = magnitude(tokens, at + article + 1);
        return match (power, half) {
            (2.., false) if lower(next) != "of" => make(1, power, next, None),
            (2.., true) => make(5, power - 1, next, None),
            _ => None,
        };
    }
    let Some(first) = number_word(lower(at)) else {
        let (word, joined) = lower(at).split_once('-')?;
        let value = number_word(word)?;
        return joined.chars().all(char::is_alphabetic).then(|| make(value, 0, at + 1, Some(joined.to_owned())))?;
    };
    let (mut value, mut power, mut next) = (first, 0, at + 1);
    let ones = number_word(lower(next)).filter(|ones| (1..10).contains(ones));
    if let Some(ones) = ones.filter(|_| value >= 20 && value.is_multiple_of(10)) {
        (value, next) = (value + ones, next + 1);
    }
    let (more, behind) = magnitude(tokens, next);
    if more > 0 {
        (power, next) = (more, behind);
        let rest = next + usize::from(lower(next) == "and");
        if let Some(ones) = number_word(lower(rest)).filter(|ones| power == 2 && *ones < 100) {
            (value, power, next) = (value * 100 + ones, 0, rest + 1);
        }
    }
    // “one” and “no one” are seldom counts.
    (value > 1 || power > 0).then(|| make(value, power, next, None))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_exact() {
        let cases = [("2.5", 6, "2500000"), ("0.125", 2, "12.5"), ("007", 0, "7"), ("1.50", 0, "1.5"), ("0", 3, "0")];
        for (digits, power, expected) in cases {
            assert_eq!(decimal(digits, power).as_deref(), Some(expected));
        }
    }
}
