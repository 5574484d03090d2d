//! What a word alone tells: whether a noun is one of several, whether it names somebody who can speak, an office or a time.

use super::words::*;
use crate::ingest::dates::MONTHS;

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

/// The singular of a word that looks like a plural.
pub fn plural(word: &str) -> Option<String> {
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

/// A day of the week or a month.
pub fn is_time(lower: &str) -> bool {
    DAYS.has(lower) || MONTHS.contains(&lower) || ["today", "yesterday", "tomorrow"].contains(&lower)
}

/// Whether a word before a name is what its bearer is: “Minister”, “Vice-President”.
pub fn is_office(lower: &str) -> bool {
    OFFICES.has(lower) || lower.contains('-') && lower.split('-').any(|part| OFFICES.has(part))
}

/// Whether a noun, in the singular or the plural, is known to speak.
pub fn is_speaking_noun(lower: &str) -> bool {
    let singular = singular(lower);
    let is_listed = |list: &Words| list.has(lower) || list.has(&singular);
    if is_listed(&TEXTS) || is_listed(&SIGNS) {
        return false;
    }
    let last = singular.rsplit('-').next().unwrap_or_default();
    is_listed(&SPEAKERS) || OFFICES.has(&singular) || SPEAKERS.has(last)
}

/// Whether a noun has the ending of those for people: “seismologists”.
pub fn is_agent(lower: &str) -> bool {
    let singular = singular(lower);
    let has_ending = |ending: &str| singular.len() > ending.len() + 2 && singular.ends_with(ending);
    !THINGS.has(&singular) && AGENTS.iter().any(|ending| has_ending(ending))
}

/// Whether a word is an irregular past tense.
pub fn is_past(lower: &str) -> bool {
    IRREGULAR_VERBS.iter().any(|pair| pair.split('/').next() == Some(lower))
}
