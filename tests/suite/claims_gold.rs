//! How well claims are found, measured on sentences that people have judged: `tests/cases/claims/README.md`.
//!
//! The test prints a table of both files. `KAREZ_CLAIMS=errors cargo test --test suite claims_gold` lists each error in
//! `development.toml`; those in `held_out.toml` are counted and never shown.

use std::{collections::BTreeSet, fmt::Write, fs};

use karez::{
    corpus::{Block, BlockKind, ClaimRule, Date, Document, Metadata},
    engine::protocol::{ClaimsBy, ClaimsRequest, Conflict, ExamineRequest, Response},
    ingest::{
        claims::find,
        curation::{decisions::Decisions, entities::Entities},
    },
};
use serde::Deserialize;

use crate::{asking::Corpus, harness::project};

/// What is reached on the sentences that no rule was written for; a change may not fall below it.
const FLOORS: [(&str, f64, f64); 2] = [("speakers", 0.95, 0.6), ("conflicts", 0.95, 0.6)];

#[derive(Deserialize)]
struct Gold {
    group: Vec<Group>,
}

/// A small corpus. Only documents of one group are about the same events.
#[derive(Deserialize)]
struct Group {
    style: String,
    document: Vec<GoldDocument>,
    #[serde(default)]
    conflict: Vec<GoldConflict>,
}

#[derive(Deserialize)]
struct GoldDocument {
    id: String,
    date: String,
    sentence: Vec<GoldSentence>,
}

#[derive(Deserialize)]
struct GoldSentence {
    text: String,
    speakers: Vec<String>,
    #[serde(default)]
    doubtful: bool,
    #[serde(default)]
    figures: Vec<GoldFigure>,
}

#[derive(Deserialize)]
struct GoldFigure {
    value: String,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct GoldConflict {
    left: Side,
    right: Side,
}

/// A figure of a document: its value stands in the sentence, counted from 0.
#[derive(Deserialize, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Side {
    document: String,
    sentence: u32,
    value: String,
}

/// Two figures that disagree, the smaller side first.
type Pair = (Side, Side);

fn pair(one: Side, other: Side) -> Pair {
    let [one, other] = [one, other].map(|side| Side { value: digits(&side.value), ..side });
    if one <= other { (one, other) } else { (other, one) }
}

/// The number without its bound: `≥ 40` and `40` name one figure of a sentence.
fn digits(value: &str) -> String {
    value.replace("..", "–").trim_start_matches(['≥', '≤', '~', ' ']).to_owned()
}

/// Right and wrong answers, and those that are missing.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    missing: usize,
    errors: String,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missing).max(1) as f64
    }

    fn error(&mut self, kind: &str, what: &dyn std::fmt::Debug, text: &str) {
        writeln!(self.errors, "{kind} {what:?}\n    {text}").unwrap();
    }
}

impl Group {
    /// Each sentence is a paragraph, so that a block is a sentence.
    fn documents(&self) -> Vec<Document> {
        let document = |gold: &GoldDocument| {
            let blocks = gold.sentence.iter().map(|sentence| Block::new(BlockKind::Paragraph, &*sentence.text));
            let metadata = Metadata {
                id: gold.id.clone(),
                title: gold.id.clone(),
                language: "en".into(),
                date: Date::parse(&gold.date).ok(),
                ..Metadata::default()
            };
            let mut document = Document { metadata, blocks: blocks.collect(), ..Document::default() };
            document.claims = find(&document, &Entities::default(), &BTreeSet::new(), &Decisions::default()).0;
            document
        };
        self.document.iter().map(document).collect()
    }
}

/// Words to compare names by: no articles, no capitals, apostrophes of one kind.
fn words(name: &str) -> Vec<String> {
    let name = name.to_lowercase().replace('’', "'");
    let words = name.split_whitespace().map(|word| word.trim_matches([',', '.']).to_owned());
    words.filter(|word| !["the", "a", "an"].contains(&word.as_str())).collect()
}

/// A name must be the same; of a description some words may be missing, but not the noun that says who it is.
fn is_right(found: &str, gold: &str) -> bool {
    const AFTER_HEAD: [&str; 8] = ["of", "in", "at", "for", "with", "from", "by", "polled"];
    let (found, wanted) = (words(found), words(gold));
    let is_name = gold.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "of");
    let head_of = |words: &[String]| {
        let end = words.iter().position(|word| AFTER_HEAD.contains(&word.as_str())).unwrap_or(words.len());
        end.checked_sub(1).map(|head| words[head].clone())
    };
    found == wanted || !is_name && head_of(&found) == head_of(&wanted) && found.iter().all(|word| wanted.contains(word))
}

fn score_speakers(groups: &[(Group, Vec<Document>)]) -> Score {
    let mut score = Score::default();
    let documents = groups.iter().flat_map(|(group, documents)| group.document.iter().zip(documents));
    for (gold, document) in documents {
        for (number, sentence) in (0..).zip(&gold.sentence).filter(|(_, sentence)| !sentence.doubtful) {
            let claims = document.claims.iter().filter(|claim| claim.block == number);
            let claims = claims.filter(|claim| claim.rule != ClaimRule::Figure);
            let found: BTreeSet<&str> = claims.filter_map(|claim| claim.speaker.as_deref()).collect();
            let mut missing: Vec<&String> = sentence.speakers.iter().collect();
            for name in found {
                match missing.iter().position(|gold| is_right(name, gold)) {
                    Some(place) => {
                        missing.remove(place);
                        score.right += 1;
                    }
                    None => {
                        score.wrong += 1;
                        score.error("wrong speaker", &name, &sentence.text);
                    }
                }
            }
            score.missing += missing.len();
            missing.iter().for_each(|name| score.error("missing speaker", name, &sentence.text));
        }
    }
    score
}

/// What an engine of these documents alone shows as disagreeing, among those that a query finds.
fn conflicts(documents: &[Document], query: &str) -> Vec<Conflict> {
    let (query, by) = (query.to_owned(), ClaimsBy::Conflict);
    let request = ClaimsRequest { query, by, limit: 1_000, ..ClaimsRequest::default() };
    match Corpus::of(documents).ask(ExamineRequest::Claims(request)).0 {
        Response::Claimed(answer) => answer.conflicts,
        other => panic!("{other:?}"),
    }
}

fn shown_pairs(documents: &[Document]) -> BTreeSet<Pair> {
    conflicts(documents, "").iter().flat_map(pairs_of).collect()
}

/// Each claim of a side with each of another, unless one document has both.
fn pairs_of(conflict: &Conflict) -> Vec<Pair> {
    let sides = conflict.sides.iter().flat_map(|side| {
        side.claims.iter().map(|claim| {
            let (document, sentence, value) = (claim.id.clone(), claim.block, side.value.clone());
            Side { document, sentence, value }
        })
    });
    let sides: Vec<Side> = sides.collect();
    let pairs = sides.iter().flat_map(|one| sides.iter().map(move |other| (one, other)));
    let differ = pairs.filter(|(one, other)| one.value != other.value && one.document != other.document);
    differ.map(|(one, other)| pair(one.clone(), other.clone())).collect()
}

fn score_conflicts(groups: &[(Group, Vec<Document>)]) -> Score {
    let mut score = Score::default();
    for (group, documents) in groups {
        let gold = |side: &Side| {
            let document = group.document.iter().find(|document| document.id == side.document)?;
            document.sentence.get(side.sentence as usize)
        };
        let is_open = |side: &Side| {
            let figures = gold(side).map_or(&[][..], |sentence| &sentence.figures);
            gold(side).is_some_and(|sentence| sentence.doubtful)
                || figures.iter().any(|figure| figure.optional && digits(&figure.value) == side.value)
        };
        let text = |pair: &Pair| [&pair.0, &pair.1].map(|side| gold(side).map_or("", |gold| &gold.text)).join("\n    ");
        let wanted = group.conflict.iter().map(|conflict| pair(conflict.left.clone(), conflict.right.clone()));
        let wanted: BTreeSet<Pair> = wanted.collect();
        let shown = shown_pairs(documents);
        score.right += shown.intersection(&wanted).count();
        for wrong in shown.difference(&wanted).filter(|(one, other)| !is_open(one) && !is_open(other)) {
            score.wrong += 1;
            score.error("wrong conflict", wrong, &text(wrong));
        }
        for missing in wanted.difference(&shown) {
            score.missing += 1;
            score.error("missing conflict", missing, &text(missing));
        }
    }
    score
}

/// The scores of a file: of speakers, and of conflicts.
fn scores(file: &str) -> [(&'static str, Score); 2] {
    let text = fs::read_to_string(project().join("tests/cases/claims").join(file)).unwrap();
    // The message of an error would show the line that it is about.
    let Ok(Gold { group }) = toml::from_str(&text) else { panic!("{file} is not as README.md says") };
    let groups = group.into_iter().map(|group| {
        let documents = group.documents();
        (group, documents)
    });
    let groups: Vec<(Group, Vec<Document>)> = groups.collect();
    [("speakers", score_speakers(&groups)), ("conflicts", score_conflicts(&groups))]
}

#[test]
fn claims_are_found_as_people_would_judge_them() {
    let mut table = String::from("                            precision  recall  right  wrong  missing\n");
    let mut below = Vec::new();
    for file in ["development.toml", "held_out.toml"] {
        for ((name, score), (_, precision, recall)) in scores(file).into_iter().zip(FLOORS) {
            writeln!(
                table,
                "{file:<17}{name:<11}{:>9.3}{:>8.3}{:>7}{:>7}{:>9}",
                score.precision(),
                score.recall(),
                score.right,
                score.wrong,
                score.missing
            )
            .unwrap();
            if score.precision() < precision || score.recall() < recall {
                below.push(format!("{name} of {file}"));
            }
            if file == "development.toml" && std::env::var_os("KAREZ_CLAIMS").is_some() {
                print!("{}", score.errors);
            }
        }
    }
    println!("{table}");
    assert!(below.is_empty(), "below the floors: {below:?}\n{table}");
}

#[test]
fn the_first_corpus_shows_the_disagreements_that_its_editors_state_and_no_others() {
    let intake = karez::ingest::read(&project().join("assets/corpus"), &mut |_| {}).unwrap();
    let told = |conflict: &Conflict| {
        let sides = conflict.sides.iter().map(|side| format!("{} in {}", side.value, side.documents));
        format!("{} of {}: {}", conflict.noun, conflict.about.join(" "), sides.collect::<Vec<_>>().join(", "))
    };
    let expected = [
        "page of China’s reply: 131 in 2, 122 in 1",
        "page of the UN assessment: 46 in 2, 48 in 1",
        "state of the statement read by Canada: 40 in 1, 44 in 1",
    ];
    for query in ["", "report"] {
        assert_eq!(conflicts(&intake.documents, query).iter().map(told).collect::<Vec<_>>(), expected, "{query}");
    }
}
