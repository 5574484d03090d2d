//! Numbers with what they count: “48 pages”, “one million people”, “$2 bn”, “12.5 per cent”.
//!
//! A number without a noun or a unit counts nothing, and years, days, clock times and numbers of articles are no counts.

use super::{
    nouns::{plural, singular},
    numbers::{Number, bounded, is_magnitude, is_numeral, number, range, start_with_bound},
    sentence::Token,
    topics::{Place, topic},
    words::*,
};
use crate::{
    corpus::{Figure, Span},
    ingest::dates::MONTHS,
};

const CURRENCIES: [&str; 6] = ["$", "€", "£", "¥", "₽", "₹"];
/// Names of currencies that follow a number, folded to the singular.
const CURRENCY_NOUNS: [(&str, &str); 7] =
    [("dollar", "$"), ("euro", "€"), ("pound", "£"), ("yuan", "¥"), ("renminbi", "¥"), ("rouble", "₽"), ("rupee", "₹")];
/// Units that have no plural, with the noun that they stand for.
const UNITS: [(&str, &str); 12] = [
    ("km", "kilometre"),
    ("kms", "kilometre"),
    ("kg", "kilogram"),
    ("ft", "foot"),
    ("feet", "foot"),
    ("mph", "mile per hour"),
    ("kph", "kilometre per hour"),
    ("km/h", "kilometre per hour"),
    ("cm", "centimetre"),
    ("mm", "millimetre"),
    ("mw", "megawatt"),
    ("gw", "gigawatt"),
];
/// Measures whose number stands behind them: “magnitude 6.3”.
const MEASURES: [&str; 1] = ["magnitude"];
/// A thing has one number of these, so that they measure it.
const PARTS: [&str; 16] = [
    "page",
    "storey",
    "floor",
    "flat",
    "room",
    "seat",
    "chapter",
    "mile",
    "kilometre",
    "metre",
    "tonne",
    "ton",
    "acre",
    "hectare",
    "kilometre per hour",
    "mile per hour",
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

/// What a number counts or measures.
struct Counted {
    /// The token behind the noun or the unit.
    end: usize,
    unit: String,
    noun: String,
    modifiers: Vec<String>,
    owner: Option<usize>,
    /// What the noun says of people: “deaths”, “12 dead”.
    fate: &'static str,
}

fn figure(tokens: &[Token], at: usize, text: &str) -> Option<(Figure, usize)> {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let currency = before.and_then(|token| CURRENCIES.into_iter().find(|currency| token.lower == *currency));
    let start = if currency.is_some() { at - 1 } else { at };
    let single = number(tokens, at)?;
    if currency.is_none() && is_in_other(tokens, at, single.next) || is_end_of_range(tokens, at) {
        return None;
    }
    let number = range(tokens, at, single);
    let counted = match currency {
        // “US$” and “$” are one; who means another dollar says so in the sentence.
        Some(sign) => Counted { owner: owner_at(tokens, number.next), ..Counted::by(number.next, sign, String::new()) },
        None => counted(tokens, at, &number, text)?,
    };
    let value = bounded(tokens, start, &number);
    let Counted { end, unit, noun, modifiers, owner, fate } = counted;
    let is_clock = start == 0 && value.contains('.') && tokens.get(number.next).is_some_and(|token| token.is_capital);
    if is_clock && unit.is_empty() {
        return None;
    }
    let is_measure = !unit.is_empty() || PARTS.contains(&noun.as_str()) || MEASURES.contains(&noun.as_str());
    let place = Place { tokens, start, end, modifiers, owner, fate, is_measure, is_of_number: false };
    let topic = topic(&match counted_before(tokens, at, &noun) {
        Some((start, end)) => Place { start, end, is_of_number: !is_measure, ..place },
        None => Place { start: start_with_bound(tokens, start), ..place },
    });
    let span = Span::new(tokens[start].range.start, tokens[end - 1].range.end);
    Some((Figure { span, value, unit, noun, topic }, end))
}

impl Counted {
    fn by(end: usize, unit: &str, noun: String) -> Counted {
        Counted { end, unit: unit.into(), noun, modifiers: Vec::new(), owner: None, fate: "" }
    }
}

/// The unit or the noun of a number.
fn counted(tokens: &[Token], at: usize, number: &Number, text: &str) -> Option<Counted> {
    if let Some(end) = end_of_percent(tokens, number.next) {
        return Some(Counted { owner: owner_at(tokens, end), ..Counted::by(end, "%", String::new()) });
    }
    if let Some((_, noun)) = UNITS.iter().find(|(unit, _)| *unit == lower(tokens, number.next)) {
        return Some(Counted::by(number.next + 1, "", (*noun).into()));
    }
    if let Some(measure) = measure_before(tokens, at) {
        let owner = tokens
            .get(number.next)
            .filter(|token| token.is_word && is_plain_word(token) && !PREPOSITIONS.has(&token.lower));
        let owner = owner.map(|_| number.next).filter(|_| lower(tokens, at - 1) == measure);
        return Some(Counted { owner, ..Counted::by(number.next, "", measure) });
    }
    if number.is_bare() && is_year(&number.value, text, tokens, at) {
        return None;
    }
    if let Some(joined) = &number.joined {
        let noun = singular(joined);
        // A “two-day visit” is told as “2 days” of a visit.
        let is_owner = |token: &&Token| token.is_word && is_plain_word(token) && !PREPOSITIONS.has(&token.lower);
        let owner = tokens.get(number.next).filter(is_owner).map(|_| last_of_compound(tokens, number.next));
        let is_noun = is_countable(&noun) && !ORDINALS.has(&noun);
        return is_noun.then(|| Counted { owner, ..Counted::by(number.next, "", noun) });
    }
    if !number.is_in_digits && !number.has_magnitude && POINTING.has(lower(tokens, at.wrapping_sub(1))) {
        return None;
    }
    if let Some(fate) = fate_of(lower(tokens, number.next)) {
        return Some(Counted { fate, ..Counted::by(number.next + 1, "", "people".into()) });
    }
    let Some((end, noun)) = noun_behind(tokens, number.next) else {
        let noun = noun_before(tokens, at)?;
        return Some(Counted::by(number.next, "", noun));
    };
    if let Some((_, sign)) = CURRENCY_NOUNS.iter().find(|(name, _)| *name == noun) {
        return Some(Counted::by(end, sign, String::new()));
    }
    if let Some(fate) = fate_of(&noun) {
        return Some(Counted { fate, ..Counted::by(end, "", "people".into()) });
    }
    let modifiers = tokens[number.next..end - 1].iter().map(|token| token.lower.clone()).collect();
    Some(Counted { modifiers, ..Counted::by(end, "", noun) })
}

/// What happened to people whom a word counts: “12 dead”, “12 deaths”.
fn fate_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "dead" | "death" | "fatality" => "kill",
        "injured" | "wounded" | "injury" => "wound",
        "missing" => "miss",
        "homeless" => "displac",
        _ => return None,
    })
}

/// The noun that an amount stands before: “a $2 million bridge”, “a 5% rise”.
fn owner_at(tokens: &[Token], at: usize) -> Option<usize> {
    let lists = [&PREPOSITIONS, &FUNCTION_WORDS, &SUPPOSE, &AUXILIARIES, &DETERMINERS, &CLOSES];
    let is_noun = |at: usize| {
        let word = lower(tokens, at);
        tokens.get(at).is_some_and(|token| token.is_word && is_plain_word(token))
            && !lists.iter().any(|list| list.has(word))
            && !is_verb(word)
            && !["ed", "ly", "er"].iter().any(|ending| word.ends_with(ending))
    };
    let is_adjective = |at: usize| ["a", "an", "the", "its", "his", "her", "their"].contains(&lower(tokens, at));
    let before = (at.saturating_sub(6)..at).rev().find(|&before| is_adjective(before));
    (before.is_some() && is_noun(at)).then(|| last_of_compound(tokens, at))
}

fn lower(tokens: &[Token], place: usize) -> &str {
    tokens.get(place).map_or("", |token| token.lower.as_str())
}

/// “48-page human rights report”: the last of the words that go on without a break, at most three.
fn last_of_compound(tokens: &[Token], start: usize) -> usize {
    const ENDS: [&str; 6] = ["is", "are", "was", "were", "has", "says"];
    let goes_on = |&at: &usize| {
        tokens.get(at).is_some_and(|token| token.is_word && is_plain_word(token) && !token.is_possessive)
            && !PREPOSITIONS.has(lower(tokens, at))
            && !FUNCTION_WORDS.has(lower(tokens, at))
            && !SUPPOSE.has(lower(tokens, at))
            && !ENDS.contains(&lower(tokens, at))
            && !is_verb(lower(tokens, at))
    };
    let is_text = |at: &usize| TEXTS.has(lower(tokens, *at));
    let run: Vec<usize> = (start..start + 3).take_while(goes_on).collect();
    run.iter().copied().find(is_text).unwrap_or(start)
}

/// The measure that a number without a noun belongs to: “magnitude 6.3”, “a magnitude of 6.1”.
fn measure_before(tokens: &[Token], at: usize) -> Option<String> {
    let of = usize::from(lower(tokens, at.wrapping_sub(1)) == "of");
    let measure = lower(tokens, at.checked_sub(1 + of)?);
    MEASURES.contains(&measure).then(|| measure.to_owned())
}

/// Where that stands which a number behind it counts: “magnitude” of “a magnitude of 6.1”, “number of houses” of “put the
/// number of houses at 270”.
fn counted_before(tokens: &[Token], at: usize, noun: &str) -> Option<(usize, usize)> {
    if measure_before(tokens, at).is_some() {
        let of = usize::from(lower(tokens, at - 1) == "of");
        return (of > 0).then(|| (at - 2, at));
    }
    let has_own = noun_behind(tokens, number(tokens, at)?.next).is_some();
    let number = number_before(tokens, at).filter(|_| !has_own && !noun.is_empty())?;
    Some((number, noun_behind(tokens, number + 2)?.0))
}

/// The “number” of “the number of houses that collapsed” to which a number belongs.
fn number_before(tokens: &[Token], at: usize) -> Option<usize> {
    const REACH: usize = 18;
    (at.saturating_sub(REACH)..at)
        .rev()
        .find(|&place| lower(tokens, place) == "number" && lower(tokens, place + 1) == "of")
}

/// “Put the number of houses that collapsed at 270”: the noun of a number that has none behind it.
fn noun_before(tokens: &[Token], at: usize) -> Option<String> {
    const LEADS: [&str; 8] = ["at", "as", "to", "was", "is", "reached", "stood", "from"];
    let number = number_before(tokens, at)?;
    let is_led = LEADS.contains(&lower(tokens, at - 1));
    let is_closed = tokens.get(at + 1).is_none_or(|next| {
        !next.is_word || PREPOSITIONS.has(&next.lower) || FUNCTION_WORDS.has(&next.lower) || next.lower == "this"
    });
    let is_first = (number..at).all(|place| super::numbers::number(tokens, place).is_none());
    (is_led && is_closed && is_first).then(|| noun_behind(tokens, number + 2)).flatten().map(|(_, noun)| noun)
}

/// Whether a number names something or is a part of something else: “Article 5”, “31 August”, “10:30”, “2017–19”.
fn is_in_other(tokens: &[Token], at: usize, next: usize) -> bool {
    let before = lower(tokens, at.wrapping_sub(1));
    let is_joined = ["-", "–", "—", "/", ":", "+", "#", "№"].contains(&before);
    let goes_on = ["/", ":", "–"].contains(&lower(tokens, next));
    NAMED_BY_NUMBER.has(before)
        || is_joined && at < 2
        || is_joined && !follows_break(tokens, at)
        || goes_on
        || is_month(before)
        || is_month(lower(tokens, next))
}

/// Whether the mark before a number stands between words with spaces: “he said: 48 pages”, “– 12 men”.
fn follows_break(tokens: &[Token], at: usize) -> bool {
    let mark = &tokens[at - 1];
    mark.range.end < tokens[at].range.start
}

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// Of “from 20 to 25 per cent” the one number is as wrong as the other; other ranges are read from their beginning.
fn is_end_of_range(tokens: &[Token], at: usize) -> bool {
    at >= 2
        && is_numeral(lower(tokens, at - 2))
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

fn is_countable(noun: &str) -> bool {
    noun.len() > 1 && noun.chars().all(|c| c.is_alphabetic() || c == '-') && !NO_NOUNS.has(noun) && !is_magnitude(noun)
}

fn is_plain_word(token: &Token) -> bool {
    token.lower.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
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
            ("more than one million people in 44 countries", &["≥ 1000000 people", "44 country"]),
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
            ("the twenty-first century, from 20 to 25 per cent, between 40 and 50 states", &["40–50 state"]),
            ("$2bn for 3 schools", &["2000000000 $", "3 school"]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    fn topics(text: &str) -> Vec<String> {
        let tokens = tokens(text, &(0..text.len()), &[]);
        let told = figures(&tokens, text).into_iter().map(|figure| {
            let topic = figure.topic;
            let lists = [topic.kinds, topic.names, topic.times, topic.parts].map(|words| words.join(" "));
            [vec![figure.value, topic.of, topic.action], lists.to_vec()].concat().join("|")
        });
        told.collect()
    }

    #[test]
    fn figures_know_what_they_are_of() {
        let cases = [
            ("The 46-page report is out.", "46|report|||||"),
            ("It is a report of 48 pages.", "48|report|||||"),
            ("The assessment of the region, at 46 pages, is short.", "46|assess|||||"),
            ("The block has 129 flats.", "129|block|||||"),
            ("At least 83 men were killed in Lipa.", "≥ 83||kill||lipa||"),
            ("A court jailed Goran Vasik for 24 years.", "24||jail||goran vasik||"),
            ("They put the number of houses that collapsed in Dze at 270.", "270||collaps||dze||"),
            ("Prices in May 2021 rose; inflation in June was 10.3 percent.", "10.3|inflat||||june|"),
            ("The survey recorded 46 dredging sites, 17 of them illegal.", "46|||dredg|||17"),
            ("The plan would cost 450 jobs.", "450||cut|future|||"),
        ];
        for (text, expected) in cases {
            assert_eq!(topics(text).first().map(String::as_str), Some(expected), "{text}");
        }
    }
}
