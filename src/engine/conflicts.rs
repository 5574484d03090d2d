//! Which figures disagree: those of one thing that cannot all be right.
//!
//! Two figures are of one thing if they count the same noun or have the same unit, if nothing that their sentences say of
//! them differs (what has them, what happens to those that are counted, of which kind those are, names, times), and if their
//! documents share a name. What only grew, agrees within bounds, or is explained by a sentence is no disagreement.

use std::collections::BTreeMap;

use crate::corpus::{Claim, Figure, Topic};
use crate::search::order::sort_by_number;

/// Figures with more values than this are hardly of one thing.
const MAX_VALUES: usize = 8;
/// The builder writes few; a damaged file may have any number, and each is looked at by itself.
pub const MAX_FIGURES: usize = 64;
/// Groups of figures with one noun and one topic. More are a corpus about nothing else, where words say too little.
const MAX_GROUPS: usize = 200;

/// A claim and its document. Documents are numbered from the newest to the oldest.
pub type Found<'a> = (u32, &'a Claim);

/// By value, one claim of each document that gives it.
pub type Values<'a> = BTreeMap<&'a str, Vec<Found<'a>>>;

/// Figures of one thing that disagree.
pub struct Disagreement<'a> {
    /// What is counted, or the unit.
    pub noun: &'a str,
    /// Of what they are figures.
    pub about: Vec<String>,
    /// The figures.
    pub values: Values<'a>,
}

impl Disagreement<'_> {
    /// How often a document gives one of the values.
    pub fn documents(&self) -> usize {
        self.values.values().map(Vec::len).sum()
    }
}

/// A figure, its claim and its document.
#[derive(Clone, Copy)]
struct Member<'a> {
    document: u32,
    claim: &'a Claim,
    figure: &'a Figure,
}

/// Where figures disagree, those that the most documents give first. Only figures with this noun, if there is one.
pub fn disagreements<'a>(claims: &[Found<'a>], noun: &str) -> Vec<Disagreement<'a>> {
    let mut by_key: BTreeMap<(&str, &str, &str), Vec<Member<'a>>> = BTreeMap::new();
    for &(document, claim) in claims {
        let is_asked = |figure: &&Figure| noun.is_empty() || figure.noun == noun;
        for figure in claim.figures.iter().take(MAX_FIGURES).filter(is_asked).filter(|figure| figure.topic.is_told()) {
            by_key.entry((&figure.unit, &figure.noun, key(&figure.topic))).or_default().push(Member {
                document,
                claim,
                figure,
            });
        }
    }
    let found: Vec<Disagreement<'a>> =
        by_key.into_values().flat_map(|members| groups(&members)).filter_map(disagreement).collect();
    sort_by_number(found, |group| u64::MAX - group.documents() as u64)
}

/// The word of a topic that two figures of one thing share in any case.
fn key(topic: &Topic) -> &str {
    let words = [&topic.stated, &topic.action, &topic.of];
    words.into_iter().find(|word| !word.is_empty()).or(topic.kinds.last()).map_or("", String::as_str)
}

/// Puts figures together that are of one thing, each with the first group whose members all are.
fn groups<'a>(members: &[Member<'a>]) -> Vec<Vec<Member<'a>>> {
    let mut groups: Vec<Vec<Member<'a>>> = Vec::new();
    for member in members {
        match groups.iter().position(|group| group.iter().all(|other| is_one_thing(member, other))) {
            Some(place) => groups[place].push(*member),
            None if groups.len() < MAX_GROUPS => groups.push(vec![*member]),
            None => {}
        }
    }
    groups
}

/// The figures of a group that others of it contradict.
fn disagreement<'a>(group: Vec<Member<'a>>) -> Option<Disagreement<'a>> {
    let is_contradicted = |member: &&Member<'a>| group.iter().any(|other| contradict(member, other));
    let members: Vec<&Member<'a>> = group.iter().filter(is_contradicted).collect();
    let first = members.first()?;
    let mut values: Values<'a> = BTreeMap::new();
    for member in &members {
        let found = values.entry(&member.figure.value).or_default();
        // A document that says the same in several places is one voice; its claims come one after the other.
        if found.last().is_none_or(|(document, _)| *document != member.document) {
            found.push((member.document, member.claim));
        }
    }
    let noun = if first.figure.noun.is_empty() { &first.figure.unit } else { &first.figure.noun };
    let words = members.iter().map(|member| member.figure.topic.words());
    let mut about = words.clone().next().unwrap_or_default();
    about.retain(|word| words.clone().all(|others| others.contains(word)));
    ((2..=MAX_VALUES).contains(&values.len())).then_some(Disagreement { noun, about, values })
}

// -------------------------------------------------------------------------------------------------------- one thing

fn is_one_thing(one: &Member<'_>, other: &Member<'_>) -> bool {
    let (a, b) = (&one.figure.topic, &other.figure.topic);
    if !a.stated.is_empty() || !b.stated.is_empty() {
        return a.stated == b.stated;
    }
    let agree = |one: &[String], other: &[String]| one.is_empty() || other.is_empty() || shares(one, other);
    let is_same_of = a.of == b.of || a.of.is_empty() || b.of.is_empty();
    a.action == b.action
        && is_same_of
        && are_of_a_kind(a, b)
        && agree(&a.names, &b.names)
        && agree(&a.times, &b.times)
        && shares_context(a, b)
        && are_near(a, b)
}

/// Whether the words beside two figures say that they count the same kind. Where nothing else ties them together, the words
/// must be the same.
fn are_of_a_kind(a: &Topic, b: &Topic) -> bool {
    let is_within = |one: &Topic, other: &Topic| one.kinds.iter().all(|word| other.kinds.contains(word));
    let is_foreseen = |topic: &Topic| topic.kinds.iter().any(|word| word == "future");
    let is_tied = !a.action.is_empty() || !a.of.is_empty() && a.of == b.of;
    is_foreseen(a) == is_foreseen(b)
        && if is_tied { is_within(a, b) || is_within(b, a) } else { is_within(a, b) && is_within(b, a) }
}

fn shares(one: &[String], other: &[String]) -> bool {
    one.iter().any(|word| other.contains(word))
}

/// Whether the documents have a name in common, or the figures have. A short text may have too few names to tell; then what
/// has the figure or what happened must tie them together.
fn shares_context(a: &Topic, b: &Topic) -> bool {
    const FEW: usize = 3;
    let has_few = a.context.len() < FEW || b.context.len() < FEW;
    let is_tied = !a.action.is_empty() || !a.of.is_empty() && a.of == b.of;
    has_few && is_tied
        || shares(&a.names, &b.names)
        || shares(&a.context, &b.context)
        || shares(&a.names, &b.context)
        || shares(&a.context, &b.names)
}

/// Whether two documents are of one time: what happens is counted anew each year; what a thing has stays.
fn are_near(a: &Topic, b: &Topic) -> bool {
    let year = |topic: &Topic| topic.date.get(..4).and_then(|year| year.parse::<i32>().ok());
    let years = year(a).zip(year(b));
    a.action.is_empty() && !a.of.is_empty() || years.is_none_or(|(one, other)| (one - other).abs() <= 1)
}

// ---------------------------------------------------------------------------------------------------- contradiction

/// Whether two figures of one thing cannot both be right. Editors may say so of one document, rules may not.
fn contradict(one: &Member<'_>, other: &Member<'_>) -> bool {
    let (a, b) = (one.figure, other.figure);
    if !a.topic.stated.is_empty() {
        return a.value != b.value;
    }
    let [Some(first), Some(second)] = [a, b].map(|figure| Interval::of(&figure.value)) else { return false };
    one.document != other.document && first.is_apart_from(second) && !has_grown(a, b) && !is_explained(a, b)
}

/// Between which numbers the right one is, in ten-thousandths: browsers need not load the code that reads floating point.
#[derive(Clone, Copy)]
struct Interval {
    least: i128,
    most: i128,
}

const SCALE: i128 = 10_000;

/// A decimal in ten-thousandths; what is smaller is cut off.
fn scaled(digits: &str) -> Option<i128> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 24 || !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let digit = |text: &str, place: usize| text.as_bytes().get(place).map_or(0, |byte| i128::from(byte - b'0'));
    let whole = (0..whole.len()).fold(0, |sum, place| sum * 10 + digit(whole, place));
    Some((0..4).fold(whole, |sum, place| sum * 10 + digit(fraction, place)))
}

impl Interval {
    /// Of a value as claims have it. Round numbers from 100 on stand for all that are rounded to them.
    fn of(value: &str) -> Option<Interval> {
        if let Some((least, most)) = value.split_once('–') {
            return Some(Interval { least: scaled(least)?, most: scaled(most)? });
        }
        let digits = value.trim_start_matches(['≥', '≤', '~', ' ']);
        let number = scaled(digits)?;
        let zeros = digits.len() - digits.trim_end_matches('0').len();
        let is_round = zeros > 0 && number >= 100 * SCALE && !digits.contains('.');
        let unit = (0..zeros).fold(SCALE, |unit, _| unit.saturating_mul(10));
        let rounding = if is_round { (unit / 2).min(number / 20) } else { 0 };
        let tenth = number / 10;
        Some(match value.chars().next() {
            Some('≥') => Interval { least: number - rounding, most: i128::MAX },
            Some('≤') => Interval { least: i128::MIN, most: number + rounding },
            Some('~') => Interval { least: number - tenth, most: number + tenth },
            _ => Interval { least: number - rounding, most: number + rounding },
        })
    }

    fn is_apart_from(self, other: Interval) -> bool {
        self.most < other.least || other.most < self.least
    }

    /// Whether it leaves room for more than the other.
    fn reaches_beyond(self, other: Interval) -> bool {
        self.most > other.most
    }
}

/// Counts that grow while something goes on: verbs, and nouns, as topics have them.
const GROWING: [&str; 25] = [
    "kill",
    "wound",
    "arrest",
    "detain",
    "hold",
    "evacu",
    "displac",
    "infect",
    "flee",
    "miss",
    "rescu",
    "vote",
    "sign",
    "test",
    "treat",
    "hospit",
    "leav",
    "recov",
    "collaps",
    "destroy",
    "damag",
    "case",
    "death",
    "signature",
    "casualty",
];

/// Whether the later of two documents only counts more of what goes on: the dead, the sick, those who have fled.
fn has_grown(a: &Figure, b: &Figure) -> bool {
    let grows =
        |figure: &Figure| [&figure.topic.action, &figure.noun].iter().any(|word| GROWING.contains(&word.as_str()));
    let (later, earlier) = if a.topic.date >= b.topic.date { (a, b) } else { (b, a) };
    let values = [later, earlier].map(|figure| Interval::of(&figure.value));
    let is_more = matches!(values, [Some(later), Some(earlier)] if later.reaches_beyond(earlier));
    grows(a) && (later.topic.date == earlier.topic.date || is_more)
}

/// Whether the sentence of one says how the other comes about: “48 pages, two of them blank” and 46.
fn is_explained(a: &Figure, b: &Figure) -> bool {
    let [Some(one), Some(other)] = [a, b].map(|figure| scaled(&figure.value)) else { return false };
    let mut parts = a.topic.parts.iter().chain(&b.topic.parts).filter_map(|part| scaled(part));
    parts.any(|part| (one - other).abs() == part || part == one || part == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{ClaimRule, Confidence, Span};

    /// A claim with one figure of pages in a document of 2022.
    fn pages(value: &str, change: impl Fn(&mut Topic)) -> Claim {
        let mut topic =
            Topic { of: "report".into(), context: vec!["xinjiang".into()], date: "2022".into(), ..Topic::default() };
        change(&mut topic);
        let span = Span::new(0, 1);
        let figure = Figure { span, value: value.into(), unit: String::new(), noun: "page".into(), topic };
        let (speaker, via, confidence, rule) = (None, Vec::new(), Confidence::High, ClaimRule::Figure);
        Claim { block: 0, sentence: span, statement: span, speaker, via, figures: vec![figure], confidence, rule }
    }

    fn told(claims: &[Claim]) -> Vec<String> {
        let found: Vec<Found<'_>> = (0..).zip(claims).collect();
        let told = disagreements(&found, "page").into_iter().map(|group| {
            let values = group.values.iter().map(|(value, found)| format!("{value} in {}", found.len()));
            format!("{}: {}", group.about.join(" "), values.collect::<Vec<_>>().join(", "))
        });
        told.collect()
    }

    fn plain(_: &mut Topic) {}

    #[test]
    fn figures_of_one_thing_disagree_where_not_all_can_be_right() {
        let claims =
            [pages("46", plain), pages("48", plain), pages("46", plain), pages("≥ 40", plain), pages("~ 48", plain)];
        assert_eq!(told(&claims), ["report: 46 in 2, 48 in 1"]);
        let bounds = [("≥ 48", "46"), ("≤ 40", "46"), ("250–300", "310"), ("46", "46.5")];
        for (one, other) in bounds {
            assert_eq!(told(&[pages(one, plain), pages(other, plain)]).len(), 1, "{one} and {other}");
        }
        for (one, other) in [("≥ 40", "46"), ("≤ 50", "46"), ("40–50", "46"), ("1000", "1020"), ("~ 48", "46")] {
            assert!(told(&[pages(one, plain), pages(other, plain)]).is_empty(), "{one} and {other}");
        }
    }

    #[test]
    fn figures_of_different_things_do_not_disagree() {
        let name = |name: &'static str| move |topic: &mut Topic| topic.names = vec![name.into()];
        let different: [[Claim; 2]; 6] = [
            [pages("46", plain), pages("48", |topic| topic.of = "reply".into())],
            [pages("46", plain), pages("48", |topic| topic.action = "tear".into())],
            [pages("46", name("kesh")), pages("48", name("sahr"))],
            [pages("46", plain), pages("48", |topic| topic.parts = vec!["2".into()])],
            [
                pages("46", |topic| topic.times = vec!["may".into()]),
                pages("48", |topic| topic.times = vec!["june".into()]),
            ],
            [pages("46", |topic| topic.context = ["a", "b", "c"].map(str::to_owned).into()), {
                pages("48", |topic| topic.context = ["d", "e", "f"].map(str::to_owned).into())
            }],
        ];
        for pair in different {
            assert!(told(&pair).is_empty(), "{pair:?}");
        }
    }

    #[test]
    fn counts_that_grew_do_not_disagree() {
        let killed = |value: &str, date: &'static str| {
            pages(value, move |topic| (topic.action, topic.date) = ("kill".into(), date.into()))
        };
        assert!(told(&[killed("40", "2022-01-01"), killed("60", "2022-01-02")]).is_empty());
        assert_eq!(told(&[killed("60", "2022-01-01"), killed("40", "2022-01-02")]).len(), 1);
    }

    #[test]
    fn what_editors_state_disagrees_even_in_one_document_and_with_nothing_else() {
        let stated = |value: &str| pages(value, |topic| topic.stated = "length of the assessment".into());
        let (one, other) = (stated("46"), stated("48"));
        let both = Claim { figures: [one.figures.clone(), other.figures].concat(), ..one };
        assert_eq!(told(&[both, pages("50", plain)]), ["length of the assessment: 46 in 1, 48 in 1"]);
    }
}
