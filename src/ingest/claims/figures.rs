//! Numbers with what they count: “48 pages”, “one million people”, “$2 bn”, “12.5 per cent”.
//!
//! A number without a noun or a unit counts nothing, and years, days, clock times and numbers of articles are no counts.

use super::{
    numbers::{is_magnitude, is_numeral, number, number_word},
    sentence::Token,
    words::*,
};
use crate::{
    corpus::{Figure, Span},
    ingest::dates::MONTHS,
    text::Analyzer,
};

const CURRENCIES: [&str; 6] = ["$", "€", "£", "¥", "₽", "₹"];
/// Names of currencies that follow a number, folded to the singular.
const CURRENCY_NOUNS: [(&str, &str); 7] =
    [("dollar", "$"), ("euro", "€"), ("pound", "£"), ("yuan", "¥"), ("renminbi", "¥"), ("rouble", "₽"), ("rupee", "₹")];
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

fn figure(tokens: &[Token], at: usize, text: &str) -> Option<(Figure, usize)> {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let currency = before.and_then(|token| CURRENCIES.into_iter().find(|currency| token.lower == *currency));
    let number = number(tokens, at)?;
    if currency.is_none() && is_in_other(tokens, at, number.next) || is_end_of_range(tokens, at) {
        return None;
    }
    let make = |start: usize, end: usize, unit: &str, noun: String, own: &[String]| {
        let span = Span::new(tokens[start].range.start, tokens[end - 1].range.end);
        let about = about(tokens, start, end, own);
        (Figure { span, value: number.value.clone(), unit: unit.into(), noun, about }, end)
    };
    if let Some(currency) = currency {
        // “US$” and “$” are one; who means another dollar says so in the sentence.
        return Some(make(at - 1, number.next, currency, String::new(), &[]));
    }
    if let Some(end) = end_of_percent(tokens, number.next) {
        return Some(make(at, end, "%", String::new(), &[]));
    }
    if number.is_bare() && is_year(&number.value, text, tokens, at) {
        return None;
    }
    if let Some(joined) = &number.joined {
        let (noun, end) = (singular(joined), number.next);
        // A “two-day visit” is told as “2 days” of a visit.
        let head = tokens.get(end).filter(|token| token.is_word && is_plain_word(token));
        let head = head.map(|token| singular(&token.lower)).filter(|head| is_content(head));
        let head = head.into_iter().collect::<Vec<_>>();
        let is_noun = is_countable(&noun) && !ORDINALS.has(&noun);
        return is_noun.then(|| make(at, end, "", noun, &head));
    }
    if !number.is_in_digits && !number.has_magnitude && POINTING.has(lower(tokens, at.wrapping_sub(1))) {
        return None;
    }
    let (end, noun) = noun_behind(tokens, number.next)?;
    if let Some((_, sign)) = CURRENCY_NOUNS.iter().find(|(name, _)| *name == noun) {
        return Some(make(at, end, sign, String::new(), &[]));
    }
    let modifiers = tokens[number.next..end - 1].iter().map(|token| singular(&token.lower));
    let modifiers: Vec<String> = modifiers.filter(|word| is_content(word)).collect();
    Some(make(at, end, "", noun, &modifiers))
}

fn lower(tokens: &[Token], place: usize) -> &str {
    tokens.get(place).map_or("", |token| token.lower.as_str())
}

/// Whether a number names something or is a part of something else: “Article 5”, “31 August”, “10:30”, “2017–19”.
fn is_in_other(tokens: &[Token], at: usize, next: usize) -> bool {
    let before = lower(tokens, at.wrapping_sub(1));
    let is_joined = ["-", "–", "—", "/", ":", "+", "#", "№"].contains(&before);
    let goes_on = ["/", ":", "–"].contains(&lower(tokens, next));
    NAMED_BY_NUMBER.has(before) || is_joined || goes_on || is_month(before) || is_month(lower(tokens, next))
}

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// Of “20 to 25 per cent” the one number is as wrong as the other.
fn is_end_of_range(tokens: &[Token], at: usize) -> bool {
    let is_after_number = at >= 2 && is_numeral(lower(tokens, at - 2));
    is_after_number
        && match lower(tokens, at - 1) {
            "to" | "or" => true,
            "and" => tokens[..at].iter().any(|token| token.lower == "between"),
            _ => false,
        }
}

/// The token behind “per cent”, if that stands there.
fn end_of_percent(tokens: &[Token], at: usize) -> Option<usize> {
    match (lower(tokens, at), lower(tokens, at + 1)) {
        ("%" | "percent", _) => Some(at + 1),
        ("per", "cent" | "cent.") => Some(at + 2),
        _ => None,
    }
}

/// Where the noun behind a number ends, and what it is. It is in the plural, a word or two away.
fn noun_behind(tokens: &[Token], start: usize) -> Option<(usize, String)> {
    for (place, token) in tokens.iter().enumerate().skip(start).take(MAX_MODIFIERS + 1) {
        if !token.is_word || !is_plain_word(token) || NO_NOUNS.has(token.lower.as_str()) || token.is_possessive {
            return None;
        }
        if let Some(noun) = plural(&token.lower).filter(|noun| is_countable(noun)) {
            // Of “48 human rights groups” the last plural is the noun.
            let next = tokens.get(place + 1).filter(|next| next.is_word && is_plain_word(next) && !next.is_possessive);
            return match next.and_then(|next| plural(&next.lower)).filter(|noun| is_countable(noun)) {
                Some(further) if !NO_NOUNS.has(tokens[place + 1].lower.as_str()) => Some((place + 2, further)),
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
    noun.len() > 1 && noun.chars().all(|c| c.is_alphabetic() || c == '-') && !NO_NOUNS.has(noun) && !is_magnitude(noun)
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
    let goes_on = |token: &&Token| token.is_word && !CLAUSE_ENDS.has(token.lower.as_str());
    let near = tokens[start.saturating_sub(REACH)..start].iter().rev().take_while(goes_on);
    let after = tokens.iter().skip(end).take(REACH).take_while(goes_on);
    let after = after.take_while(|token| !SAY_MORE.has(token.lower.as_str()));
    for token in near.chain(after).filter(|token| is_plain_word(token)) {
        let word = singular(&token.lower);
        if is_content(&word) && !words.contains(&word) && number_word(&word).is_none() && !VAGUE.has(word.as_str()) {
            words.push(word);
        }
    }
    words
}

/// A bare number of four digits that is more likely a year.
fn is_year(value: &str, text: &str, tokens: &[Token], at: usize) -> bool {
    let written = &text[tokens[at].range.clone()];
    written.len() == 4 && value.parse().is_ok_and(|number: u32| (1_500..=2_200).contains(&number))
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
}
