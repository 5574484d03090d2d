//! Numbers with what they count: “48 pages”, “one million people”, “$2 bn”, “12.5 per cent”.
//!
//! A number without a noun or a unit counts nothing, and years, days, clock times and numbers of articles are no counts.

use super::sentence::Token;
use crate::{
    corpus::{Figure, Span},
    ingest::dates::MONTHS,
    text::Analyzer,
};

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
const CURRENCIES: [&str; 6] = ["$", "€", "£", "¥", "₽", "₹"];
/// Names of currencies that follow a number, folded to the singular.
const CURRENCY_NOUNS: [(&str, &str); 7] =
    [("dollar", "$"), ("euro", "€"), ("pound", "£"), ("yuan", "¥"), ("renminbi", "¥"), ("rouble", "₽"), ("rupee", "₹")];
/// A number after one of these names a thing and counts nothing.
const NAMED_BY_NUMBER: [&str; 30] = [
    "article",
    "articles",
    "resolution",
    "resolutions",
    "paragraph",
    "paragraphs",
    "chapter",
    "section",
    "sections",
    "no",
    "nos",
    "number",
    "page",
    "goal",
    "goals",
    "annex",
    "figure",
    "table",
    "item",
    "items",
    "part",
    "phase",
    "session",
    "volume",
    "version",
    "agenda",
    "decision",
    "rule",
    "vision",
    "protocol",
];
/// After these a small number points back to what was counted before: “the two countries”.
const POINTING: [&str; 16] = [
    "the", "these", "those", "our", "their", "its", "his", "her", "your", "my", "other", "first", "last", "next",
    "all", "both",
];
const IRREGULAR: [(&str, &str); 8] = [
    ("people", "people"),
    ("persons", "people"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("police", "police"),
    ("troops", "troop"),
    ("staff", "staff"),
];
/// Of “twenty-first”, which counts nothing.
const ORDINALS: [&str; 13] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "fold", "yearly", "odd",
    "some",
];
/// Beyond one of these stands something else than what a figure is about.
const CLAUSE_ENDS: [&str; 9] = ["who", "which", "that", "and", "but", "or", "when", "while", "because"];
/// Behind a figure these begin what is said about it: “48 pages are missing”.
const SAY_MORE: [&str; 7] = ["is", "are", "was", "were", "has", "have", "had"];
/// No nouns, although they end in `s`, and nothing behind them belongs to the number.
const NO_NOUNS: [&str; 34] = [
    "is",
    "was",
    "has",
    "does",
    "as",
    "this",
    "its",
    "his",
    "us",
    "yes",
    "thus",
    "perhaps",
    "always",
    "less",
    "versus",
    "plus",
    "towards",
    "besides",
    "sometimes",
    "of",
    "and",
    "or",
    "to",
    "in",
    "on",
    "for",
    "from",
    "by",
    "with",
    "that",
    "which",
    "who",
    "says",
    "others",
];
/// Words between a number and its noun.
const MAX_MODIFIERS: usize = 2;

/// All figures among the tokens of a sentence.
pub fn figures(tokens: &[Token], text: &str) -> Vec<Figure> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        match figure(tokens, at, text) {
            Some((figure, next)) => {
                found.push(figure);
                at = next;
            }
            None => at = number(tokens, at).map_or(at + 1, |number| number.next.max(at + 1)),
        }
    }
    found
}

/// A number in digits or words.
struct Number {
    /// Decimal.
    value: String,
    /// The token behind it.
    next: usize,
    is_in_digits: bool,
    has_magnitude: bool,
    /// What is joined to it by a hyphen: `page` of “48-page”.
    joined: Option<String>,
}

fn figure(tokens: &[Token], at: usize, text: &str) -> Option<(Figure, usize)> {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let currency = before.and_then(|token| CURRENCIES.into_iter().find(|currency| token.lower == *currency));
    let number = number(tokens, at)?;
    let lower = |place: usize| tokens.get(place).map_or("", |token| token.lower.as_str());
    let word_before = before.map_or("", |token| token.lower.as_str());
    let names_something = NAMED_BY_NUMBER.contains(&word_before) || MONTHS.contains(&word_before);
    let is_in_other = ["-", "–", "—", "/", ":", "+", "#", "№"].contains(&word_before)
        || ["/", ":", "–"].contains(&lower(number.next));
    if currency.is_none() && (names_something || is_in_other || MONTHS.contains(&lower(number.next))) {
        return None;
    }
    // Of “20 to 25 per cent” the one number is as wrong as the other.
    let is_after_number = at >= 2
        && (tokens[at - 2].lower.starts_with(|c: char| c.is_ascii_digit())
            || number_word(lower(at - 2)).is_some()
            || MAGNITUDES.iter().any(|(name, _)| *name == lower(at - 2)));
    if ["to", "or"].contains(&word_before) && is_after_number
        || word_before == "and" && is_after_number && tokens[..at].iter().any(|token| token.lower == "between")
    {
        return None;
    }
    let span = |start: usize, end: usize| Span::new(tokens[start].range.start, tokens[end - 1].range.end);
    let make = |span, unit: &str, noun: String, about: Vec<String>| Figure {
        span,
        value: number.value.clone(),
        unit: unit.into(),
        noun,
        about,
    };
    if let Some(currency) = currency {
        // “US$” and “$” are one; who means another dollar says so in the sentence.
        return Some((
            make(span(at - 1, number.next), currency, String::new(), about(tokens, at - 1, number.next, &[])),
            number.next,
        ));
    }
    let is_percent = matches!(lower(number.next), "%" | "percent")
        || (lower(number.next) == "per" && matches!(lower(number.next + 1), "cent" | "cent."));
    if is_percent {
        let end = number.next + 1 + usize::from(lower(number.next) == "per");
        return Some((make(span(at, end), "%", String::new(), about(tokens, at, end, &[])), end));
    }
    if number.is_in_digits
        && !number.has_magnitude
        && number.joined.is_none()
        && is_year(&number.value, text, tokens, at)
    {
        return None;
    }
    if let Some(joined) = &number.joined {
        let (noun, end) = (singular(joined), number.next);
        // A “two-day visit” is told as “2 days” of a visit.
        let head =
            tokens.get(end).filter(|token| token.is_word && is_plain_word(token)).map(|token| singular(&token.lower));
        let head = head.filter(|head| is_content(head)).into_iter().collect::<Vec<_>>();
        let is_noun = is_countable(&noun) && !ORDINALS.contains(&noun.as_str());
        return is_noun.then(|| (make(span(at, end), "", noun, about(tokens, at, end, &head)), end));
    }
    if !number.is_in_digits && !number.has_magnitude && POINTING.contains(&word_before) {
        return None;
    }
    let (end, noun) = noun_behind(tokens, number.next)?;
    if let Some((_, sign)) = CURRENCY_NOUNS.iter().find(|(name, _)| *name == noun) {
        return Some((make(span(at, end), sign, String::new(), about(tokens, at, end, &[])), end));
    }
    let modifiers: Vec<String> = tokens[number.next..end - 1]
        .iter()
        .map(|token| singular(&token.lower))
        .filter(|word| is_content(word))
        .collect();
    Some((make(span(at, end), "", noun, about(tokens, at, end, &modifiers)), end))
}

/// Where the noun behind a number ends, and what it is. It is in the plural, a word or two away.
fn noun_behind(tokens: &[Token], start: usize) -> Option<(usize, String)> {
    for (place, token) in tokens.iter().enumerate().skip(start).take(MAX_MODIFIERS + 1) {
        if !token.is_word || !is_plain_word(token) || NO_NOUNS.contains(&token.lower.as_str()) || token.is_possessive {
            return None;
        }
        if let Some(noun) = plural(&token.lower).filter(|noun| is_countable(noun)) {
            // Of “48 human rights groups” the last plural is the noun.
            let next = tokens.get(place + 1).filter(|next| next.is_word && is_plain_word(next) && !next.is_possessive);
            return match next.and_then(|next| plural(&next.lower)).filter(|noun| is_countable(noun)) {
                Some(further) if !NO_NOUNS.contains(&tokens[place + 1].lower.as_str()) => Some((place + 2, further)),
                _ => Some((place + 1, noun)),
            };
        }
    }
    None
}

/// The singular of a word that looks like a plural.
fn plural(word: &str) -> Option<String> {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return Some((*singular).to_owned());
    }
    let looks_so = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("ous")
        && !word.ends_with("us");
    looks_so.then(|| singular(word))
}

/// `countries` → `country`, `pages` → `page`.
pub fn singular(word: &str) -> String {
    if let Some((_, singular)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*singular).to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        return format!("{stem}y");
    }
    let with_es = ["ches", "shes", "sses", "xes", "zes"];
    if with_es.iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    match word.strip_suffix('s') {
        Some(stem) if word.len() > 3 && !word.ends_with("ss") && !word.ends_with("us") => stem.to_owned(),
        _ => word.to_owned(),
    }
}

fn is_countable(noun: &str) -> bool {
    noun.len() > 1
        && noun.chars().all(|c| c.is_alphabetic() || c == '-')
        && !NO_NOUNS.contains(&noun)
        && !MAGNITUDES.iter().any(|(name, _)| *name == noun)
}

fn is_plain_word(token: &Token) -> bool {
    token.lower.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
}

fn is_content(word: &str) -> bool {
    word.len() > 2 && !Analyzer::English.is_stop_word(word)
}

/// Words that say of what a figure is one: those it is given with, else the nearest noun-like word before it that is
/// under a preposition or a verb with it. Numbers and function words are passed over.
fn about(tokens: &[Token], start: usize, end: usize, own: &[String]) -> Vec<String> {
    const REACH: usize = 4;
    let mut words = own.to_vec();
    let goes_on = |token: &&Token| token.is_word && !CLAUSE_ENDS.contains(&token.lower.as_str());
    let near = tokens[start.saturating_sub(REACH)..start].iter().rev().take_while(goes_on);
    let after = tokens.iter().skip(end).take(REACH).take_while(goes_on);
    let after = after.take_while(|token| !SAY_MORE.contains(&token.lower.as_str()));
    for token in near.chain(after).filter(|token| is_plain_word(token)) {
        let word = singular(&token.lower);
        if is_content(&word)
            && !words.contains(&word)
            && number_word(&word).is_none()
            && !VAGUE.contains(&word.as_str())
        {
            words.push(word);
        }
    }
    words
}

/// Words that stand beside any figure.
const VAGUE: [&str; 14] = [
    "nearly",
    "almost",
    "about",
    "around",
    "approximately",
    "over",
    "estimated",
    "total",
    "only",
    "roughly",
    "year",
    "said",
    "least",
    "per",
];

/// A bare number of four digits that is more likely a year.
fn is_year(value: &str, text: &str, tokens: &[Token], at: usize) -> bool {
    let written = &text[tokens[at].range.clone()];
    written.len() == 4 && value.parse().is_ok_and(|number: u32| (1_500..=2_200).contains(&number))
}

/// The number that begins at a token.
fn number(tokens: &[Token], at: usize) -> Option<Number> {
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

fn number_word(word: &str) -> Option<u64> {
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
    use crate::ingest::claims::sentence::tokens;

    fn found(text: &str) -> Vec<String> {
        let tokens = tokens(text, &(0..text.len()), &[]);
        let written = |figure: Figure| {
            assert!(figure.span.of(text).is_some());
            [figure.value, figure.unit, figure.noun]
                .iter()
                .filter(|part| !part.is_empty())
                .cloned()
                .collect::<Vec<_>>()
                .join(" ")
        };
        figures(&tokens, text).into_iter().map(written).collect()
    }

    #[test]
    fn numbers_are_found_with_what_they_count() {
        let cases: [(&str, &[&str]); 17] = [
            ("The 48-page report came with 46 pages.", &["48 page", "46 page"]),
            ("more than one million people in 44 countries", &["1000000 people", "44 country"]),
            ("It cost $2 bn, or US$ 1.5 million.", &["2000000000 $", "1500000 $"]),
            ("by 48.7% in one year and 12.5 per cent later", &["48.7 %", "12.5 %"]),
            ("Sixty Uyghur organisations from 20 countries", &["60 organisation", "20 country"]),
            ("forty-eight states, twenty two men, two hundred and five children", &["48 state", "22 man", "205 child"]),
            ("half a million refugees and a million workers", &["500000 refugee", "1000000 worker"]),
            ("1,200 houses and 3.5 million dollars", &["1200 house", "3500000 $"]),
            ("a five-day visit by 5,000 troops", &["5 day", "5000 troop"]),
            ("In 2022, on 31 August, at 10:30", &[]),
            ("Article 5, resolution 1325 (2000), the 2030 Agenda, COVID-19, G-20", &[]),
            ("the two countries, one country, no one of them", &[]),
            ("hundreds of thousands of people; 5 of the states", &[]),
            ("between 2017–2019 and 2017-19", &[]),
            ("83 communications and 27 press releases", &["83 communication", "27 release"]),
            ("the twenty-first century, from 20 to 25 per cent, between 40 and 50 states", &[]),
            ("$2bn for 3 schools", &["2000000000 $", "3 school"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn figures_know_what_they_are_about() {
        let text = "the 46-page report; a report of 48 pages; 60 Uyghur groups";
        let tokens = tokens(text, &(0..text.len()), &[]);
        let about: Vec<Vec<String>> = figures(&tokens, text).into_iter().map(|figure| figure.about).collect();
        assert_eq!(about, [vec!["report"], vec!["report"], vec!["uyghur"]]);
    }

    #[test]
    fn values_are_exact() {
        let cases = [("2.5", 6, "2500000"), ("0.125", 2, "12.5"), ("007", 0, "7"), ("1.50", 0, "1.5"), ("0", 3, "0")];
        for (digits, power, expected) in cases {
            assert_eq!(decimal(digits, power).as_deref(), Some(expected));
        }
    }
}
