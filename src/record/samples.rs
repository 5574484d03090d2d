//! Records with what citations can stumble over, for the tests of every style.

use super::{Passage, Record, RecordField};
use crate::corpus::{Derivation, TextKind};

const CORPUS: &str = "The United Nations and Xinjiang";
const URL: &str = "https://example.org/a";

/// Compares what a style makes of every sample with what is expected of it, in the samples' order.
pub fn check(write: impl Fn(&Record) -> String, expected: &[(&str, &str)]) {
    let written: Vec<(&str, String)> = expected.iter().map(|(name, _)| (*name, write(&sample(name)))).collect();
    let differences: Vec<_> =
        written.iter().zip(expected).filter(|((_, text), (_, expected))| text != expected).collect();
    assert!(differences.is_empty(), "{differences:#?}");
    // Hashes and editions say nothing to a reader.
    assert!(written.iter().all(|(_, text)| !text.contains("k3x") && !text.contains("5ha256")));
    let names = expected.iter().map(|(name, _)| *name);
    assert!(names.eq(samples().iter().map(|(name, _)| *name)), "a sample is not checked");
}

pub fn sample(name: &str) -> Record {
    samples().into_iter().find(|(known, _)| *known == name).expect("one of the samples").1
}

fn samples() -> Vec<(&'static str, Record)> {
    let own = ("url", URL);
    let quoted = |record: Record, passage: Passage| Record { passage: Some(passage), ..record };
    let here = |record: Record, link: &str| Record { link: Some(link.into()), corpus: CORPUS.into(), ..record };
    let made = |kind, by: &str| Derivation { kind, by: Some(by.into()), of: None };
    let passage = |paragraph, page, quote: &str| Passage { paragraph, page, quote: quote.into() };
    vec![
        (
            "person",
            record(
                "China’s actions\nmay be “crimes”",
                "2022-08-31",
                &[("byline", "Emma Farge"), ("publisher", "Reuters"), own],
            ),
        ),
        (
            "two persons",
            here(
                record(
                    "Who will go?",
                    "2019-03-06",
                    &[
                        ("byline", "Jamey Keten; Edith M. Lederer"),
                        ("agency", "AP"),
                        ("publisher", "Associated Press (AP)"),
                    ],
                ),
                "https://site/#/d/a",
            ),
        ),
        (
            "four persons",
            record(
                "Voices",
                "2021-06",
                &[
                    ("authors", "Li, Wei; Ana de la Cruz; Martin Luther King Jr.; Jean-Paul Bell"),
                    ("publisher", "The New York Times"),
                    own,
                ],
            ),
        ),
        ("agency", record("Title", "2022-09-02", &[("agency", "ANI"), ("publisher", "Asian Lite News")])),
        ("agency alone", record("Title", "2022", &[("agency", "dpa; Reuters")])),
        ("outlet", record("Title", "2022-08-31", &[("publisher", "The Guardian"), own])),
        ("nobody", record("Title", "", &[])),
        ("no date", record("Title", "", &[("author", "Jane Doe"), ("publisher", "Lite")])),
        ("about", record("Title", "2022-08~", &[("author", "Jane Doe"), ("publisher", "Lite")])),
        ("open", record("Title", "../2020", &[("author", "Jane Doe"), ("publisher", "Lite")])),
        (
            "two days",
            Record {
                is_title_by_editors: true,
                ..record("Round-up of reports", "2022-08-31/2022-09-02", &[("publisher", "China Digital Times")])
            },
        ),
        ("two years", record("Title", "2022-12-30/2023-01-02", &[("author", "Jane Doe"), ("publisher", "Lite")])),
        (
            "report",
            record(
                "Assessment",
                "2022-08-31",
                &[
                    ("type", "Report"),
                    ("author", "OHCHR"),
                    ("organisations", "OHCHR"),
                    ("publisher", "United Nations"),
                    ("symbol", "A/HRC/1"),
                    own,
                ],
            ),
        ),
        (
            "numbered report",
            record("Assessment", "2022", &[("type", "report"), ("publisher", "OHCHR"), ("number", "12"), own]),
        ),
        ("statement", record("Remarks", "2022-08-31", &[("type", "press release"), ("publisher", "MFA"), own])),
        (
            "web page",
            Record {
                language: "ug-Arab".into(),
                ..record("Title", "2022", &[("type", "web page"), ("author", "Watch Team"), ("publisher", "Watch")])
            },
        ),
        (
            "passage",
            quoted(
                here(
                    record("Title", "2022-08-31", &[("byline", "Emma Farge"), ("publisher", "Reuters")]),
                    "https://site/#/d/a?p=5",
                ),
                passage(5, None, "so it is"),
            ),
        ),
        (
            "page",
            quoted(
                record(
                    "Title",
                    "2021/2022",
                    &[
                        ("type", "report"),
                        ("author", "Jamey Keten; Edith M. Lederer"),
                        ("publisher", "United Nations"),
                        ("symbol", "A/1"),
                        own,
                    ],
                ),
                passage(9, Some(2), "so it is"),
            ),
        ),
        (
            "digest",
            Record {
                derivation: made(TextKind::Digest, "Karez contributors"),
                ..quoted(
                    here(
                        record(
                            "UN cites crimes",
                            "2022-08-31",
                            &[("byline", "Emma Farge"), ("agency", "AP"), ("publisher", "The Daily"), own],
                        ),
                        "https://site/#/d/a?p=5",
                    ),
                    passage(5, None, "so it is"),
                )
            },
        ),
        (
            "translation",
            Record {
                derivation: made(TextKind::Translation, "Jane Roe"),
                ..record("Title", "2022", &[("author", "Jane Doe"), ("publisher", "Lite"), own])
            },
        ),
        (
            "passage by nobody",
            quoted(record("They say “no”", "2022-08-31", &[("publisher", "Lite"), own]), passage(3, None, "")),
        ),
        (
            "specials",
            record(
                "A {{b}} [[c]] | d = e & 100 % <ref>''f''</ref> ~~~~ $x_1$",
                "2022",
                &[("publisher", "{Lite} | [Co]"), ("url", "https://example.org/?a={b}|[c]")],
            ),
        ),
    ]
}

/// Several values of a field are written with `; ` between them. No date is an empty one.
fn record(title: &str, date: &str, fields: &[(&str, &str)]) -> Record {
    let field = |(name, values): &(&str, &str)| RecordField {
        name: (*name).into(),
        values: values.split("; ").map(String::from).collect(),
        unknown: None,
    };
    let mut record = Record {
        id: "a".into(),
        title: title.into(),
        date: Some(date.into()).filter(|date: &String| !date.is_empty()),
        fields: fields.iter().map(field).collect(),
        language: "en".into(),
        edition: "k3x".into(),
        ..Record::default()
    };
    record.source.sha256 = "5ha256".into();
    record
}
