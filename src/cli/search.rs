//! `karez search`: the engine of the page, in a terminal.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    config::SearchConfig,
    exit_code::ExitCode,
    host::Host,
    runs,
    stop::Stop,
    terminal::{count, is_styled, number, print, printable, to_json},
};
use crate::engine::protocol::{
    Bucket, Change, Contribution, Copies, CountedRun, Excerpt, Facet, FindRequest, Hit, Relaxation, Remark, Response,
    Results, SearchRequest, Segment, Sort, Variants,
};
use crate::wording;

/// Searches a site and prints the hits, in words or as JSON.
pub fn run(config: &SearchConfig) -> Result<ExitCode, Stop> {
    let mut host = Host::open(&config.site)?;
    let results = match host.ask(FindRequest::Search(config.request.clone()))? {
        Response::Found(results) => *results,
        _ => return Err(Stop::failed("the engine did not answer a search with results; build the site again")),
    };
    if config.is_json {
        print(&to_json(&Output::of(&results))?)?;
    } else {
        let highlight = if is_styled() { Highlight::BOLD } else { Highlight::PLAIN };
        print(&describe(&results, &config.request, highlight))?;
    }
    Ok(ExitCode::Success)
}

/// What `--json` prints. Excerpts are plain text.
#[derive(Serialize)]
struct Output<'a> {
    total: u32,
    stories: u32,
    hits: Vec<HitOutput<'a>>,
    inexact: u32,
    undated: u32,
    variants: &'a [Variants],
    counted_as: &'a [CountedRun],
    remarks: Vec<RemarkOutput<'a>>,
    suggestions: &'a [String],
    relaxations: &'a [Relaxation],
    facets: &'a [Facet],
    histogram: &'a [Bucket],
}

#[derive(Serialize)]
struct HitOutput<'a> {
    id: &'a str,
    title: String,
    date: Option<&'a str>,
    language: &'a str,
    score: f32,
    hit_count: u32,
    copies: u32,
    values: &'a BTreeMap<String, Vec<String>>,
    excerpts: Vec<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    explanation: &'a [Contribution],
}

/// A remark with its sentences, as `karez.js` gives it.
#[derive(Serialize)]
struct RemarkOutput<'a> {
    #[serde(flatten)]
    remark: &'a Remark,
    message: String,
}

impl<'a> RemarkOutput<'a> {
    fn of(remark: &'a Remark) -> RemarkOutput<'a> {
        RemarkOutput { remark, message: wording::remark(&remark.code) }
    }
}

impl<'a> Output<'a> {
    fn of(results: &'a Results) -> Output<'a> {
        Output {
            total: results.total,
            stories: results.stories,
            hits: results.hits.iter().map(HitOutput::of).collect(),
            inexact: results.inexact,
            undated: results.undated,
            variants: &results.variants,
            counted_as: &results.counted_as,
            remarks: results.remarks.iter().map(RemarkOutput::of).collect(),
            suggestions: &results.suggestions,
            relaxations: &results.relaxations,
            facets: &results.facets,
            histogram: &results.histogram,
        }
    }
}

impl<'a> HitOutput<'a> {
    fn of(hit: &'a Hit) -> HitOutput<'a> {
        HitOutput {
            id: &hit.id,
            title: plain(&hit.title),
            date: hit.date.as_deref(),
            language: &hit.language,
            score: hit.score,
            hit_count: hit.hit_count,
            copies: hit.copies,
            values: &hit.values,
            excerpts: hit.excerpts.iter().map(|excerpt| plain(&excerpt.segments)).collect(),
            explanation: &hit.explanation,
        }
    }
}

fn plain(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}

/// What stands before and after a hit.
#[derive(Clone, Copy)]
struct Highlight {
    start: &'static str,
    end: &'static str,
}

impl Highlight {
    const BOLD: Highlight = Highlight { start: "\u{1b}[1m", end: "\u{1b}[0m" };
    const PLAIN: Highlight = Highlight { start: "«", end: "»" };

    fn apply(self, segments: &[Segment]) -> String {
        let mut text = String::new();
        for segment in segments {
            let words = printable(&segment.text).replace('\n', " ");
            match segment.hit {
                Some(_) => text.extend([self.start, &words, self.end]),
                None => text.push_str(&words),
            }
        }
        text
    }
}

fn describe(results: &Results, request: &SearchRequest, highlight: Highlight) -> String {
    let mut text = total(results, request);
    for remark in &results.remarks {
        text.push_str(&format!("remark: {}\n", printable(&wording::remark(&remark.code))));
    }
    if !results.suggestions.is_empty() {
        text.push_str(&format!("did you mean: {}\n", printable(&results.suggestions.join(" | "))));
    }
    for variants in &results.variants {
        text.push_str(&printable(&also_matching(variants)));
    }
    text.push_str(&runs::describe(&results.counted_as, "marked"));
    for (rank, hit) in (request.offset + 1..).zip(&results.hits) {
        text.push_str(&describe_hit(rank, hit, highlight));
    }
    for relaxation in &results.relaxations {
        text.push_str(&printable(&describe_relaxation(relaxation)));
    }
    text
}

/// `3 documents, newest first`, and which of them follow.
fn total(results: &Results, request: &SearchRequest) -> String {
    let order = match results.sort {
        Sort::Auto | Sort::Relevance => "best first",
        Sort::Newest => "newest first",
        Sort::Oldest => "oldest first",
        Sort::Title => "by title",
    };
    let shown = results.hits.len() as u32;
    let (first, last) = (request.offset + 1, request.offset + shown);
    let documents = count(results.total, "document");
    let (all, found) = match request.copies {
        Copies::Collapsed if results.stories < results.total => {
            (results.stories, format!("{documents} ({} unique)", number(results.stories)))
        }
        _ => (results.total, documents),
    };
    match (results.total, shown) {
        (0, _) => "nothing found\n".into(),
        (_, 0) => format!("{found}, none of them from number {first} on\n"),
        _ if shown == all => format!("{found}, {order}\n"),
        _ if last < all => format!("{found}, {order}; {first} to {last}, more with --offset {last}\n"),
        _ => format!("{found}, {order}; {first} to {last}\n"),
    }
}

fn also_matching(variants: &Variants) -> String {
    let words = |is_active| {
        let chosen = variants.words.iter().filter(|variant| variant.is_active == is_active);
        chosen.map(|variant| variant.text.as_str()).collect::<Vec<_>>().join(", ")
    };
    let (active, offered) = (words(true), words(false));
    let mut text = String::new();
    if !active.is_empty() {
        text.push_str(&format!("also matching {active} for {}\n", variants.of));
    }
    if !offered.is_empty() {
        text.push_str(&format!("similar to {}, but not searched: {offered}\n", variants.of));
    }
    text
}

fn describe_hit(rank: u32, hit: &Hit, highlight: Highlight) -> String {
    let by_editors = if hit.is_title_by_editors { " [title by the editors]" } else { "" };
    let mut text = format!("\n{rank:>3}. {}{by_editors}\n", highlight.apply(&hit.title));
    let date = hit.date.as_deref().unwrap_or("undated");
    let publisher = hit.values.get("publisher").map(|names| names.join(", ")).unwrap_or_default();
    let copies = match hit.copies {
        0 => String::new(),
        1 => "+1 copy".into(),
        copies => format!("+{} copies", number(copies)),
    };
    let parts: Vec<&str> = [date, &publisher, &hit.id, &copies].into_iter().filter(|part| !part.is_empty()).collect();
    text.push_str(&format!("     {}\n", printable(&parts.join(" · "))));
    if !hit.explanation.is_empty() {
        text.push_str(&format!("     score {:.3}\n", hit.score));
    }
    for part in &hit.explanation {
        text.push_str(&format!("     {}\n", printable(&describe_contribution(part))));
    }
    for excerpt in &hit.excerpts {
        text.push_str(&format!("     {}\n", describe_excerpt(excerpt, highlight)));
    }
    text
}

fn describe_excerpt(excerpt: &Excerpt, highlight: Highlight) -> String {
    let (before, after) = (if excerpt.is_cut_before { "… " } else { "" }, if excerpt.is_cut_after { " …" } else { "" });
    format!("{before}{}{after}", highlight.apply(&excerpt.segments).trim())
}

/// `= 2.310 forced: 4.50 bits for 12 documents × 0.51, as forced, force`
fn describe_contribution(part: &Contribution) -> String {
    let Contribution { of, clause, forms, documents, rarity, impact, score } = part;
    let mut text = format!("= {score:.3} {of}");
    if clause.is_some() {
        text.push_str(&format!(": {rarity:.2} bits for {} × {impact:.2}", count(*documents, "document")));
    }
    if !forms.is_empty() {
        text.push_str(&format!(", as {}", forms.join(", ")));
    }
    text
}

fn describe_relaxation(relaxation: &Relaxation) -> String {
    let change = match &relaxation.change {
        Change::DropFilter(filter) => {
            format!(
                "without {} {}={}",
                if filter.exclude { "--exclude" } else { "--filter" },
                filter.field,
                filter.value
            )
        }
        Change::DropDates => "without --date".into(),
        Change::Query(query) => format!("search {query}"),
    };
    format!("  {change}: {}\n", number(relaxation.total))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::{VariantKind, language::Direction},
        engine::protocol::Variant,
    };

    fn segment(text: &str, hit: Option<u32>) -> Segment {
        Segment { text: text.into(), hit, ..Segment::default() }
    }

    fn hit() -> Hit {
        let segments = vec![segment("the ", None), segment("Uighur", Some(0)), segment(" \u{1b}[2Jminority", None)];
        let excerpt = Excerpt {
            block: 0,
            language: "en".into(),
            direction: Direction::Ltr,
            segments,
            is_cut_before: true,
            is_cut_after: false,
        };
        Hit {
            id: "abc-title".into(),
            title: vec![segment("Title", None)],
            is_title_by_editors: true,
            language: "en".into(),
            direction: Direction::Ltr,
            date: None,
            values: [("publisher".into(), vec!["Reuters".into()])].into(),
            score: 1.5,
            hit_count: 1,
            excerpts: vec![excerpt],
            near: None,
            explanation: Vec::new(),
            copies: 0,
            copy_list: Vec::new(),
        }
    }

    #[test]
    fn hits_are_marked_and_nothing_in_them_steers_the_terminal() {
        let text = describe_hit(3, &hit(), Highlight::PLAIN);
        let expected = "\n  3. Title [title by the editors]\n     undated · Reuters · abc-title\n     … the «Uighur» \u{fffd}[2Jminority\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_hit_says_how_many_copies_it_stands_for() {
        let of = |copies| describe_hit(1, &Hit { copies, ..hit() }, Highlight::PLAIN);
        assert!(of(1).contains(" · abc-title · +1 copy\n") && of(5).contains(" · +5 copies\n"));
        let results = Results { total: 14, stories: 9, hits: vec![hit(); 5], ..Results::default() };
        let text = total(&results, &SearchRequest::default());
        assert_eq!(text, "14 documents (9 unique), best first; 1 to 5, more with --offset 5\n");
    }

    #[test]
    fn the_first_line_says_what_is_not_shown() {
        let of = |total, hits, offset| {
            let results = Results { total, stories: total, hits: vec![hit(); hits], ..Results::default() };
            self::total(&results, &SearchRequest { offset, ..SearchRequest::default() })
        };
        assert_eq!(of(0, 0, 0), "nothing found\n");
        assert_eq!(of(1, 1, 0), "1 document, best first\n");
        assert_eq!(of(14, 10, 0), "14 documents, best first; 1 to 10, more with --offset 10\n");
        assert_eq!(of(14, 4, 10), "14 documents, best first; 11 to 14\n");
        assert_eq!(of(14, 0, 20), "14 documents, none of them from number 21 on\n");
    }

    #[test]
    fn variants_are_told_apart_by_whether_they_were_searched() {
        let variant = |text: &str, is_active| Variant { text: text.into(), is_active };
        let words = vec![variant("Uygur", true), variant("Uigur", true), variant("East Turkistan", false)];
        let variants = Variants { of: "Uighur".into(), kind: VariantKind::Spelling, note: String::new(), words };
        let expected = "also matching Uygur, Uigur for Uighur\nsimilar to Uighur, but not searched: East Turkistan\n";
        assert_eq!(also_matching(&variants), expected);
    }

    #[test]
    fn a_score_is_told_part_by_part() {
        let forms = vec!["forced".into(), "force".into()];
        let word = Contribution {
            of: "forced".into(),
            clause: Some(0),
            forms,
            documents: 12,
            rarity: 4.5,
            impact: 0.5,
            score: 2.25,
        };
        assert_eq!(describe_contribution(&word), "= 2.250 forced: 4.50 bits for 12 documents × 0.50, as forced, force");
        let bonus = Contribution { of: "nearness".into(), score: 0.5, ..Contribution::default() };
        assert_eq!(describe_contribution(&bonus), "= 0.500 nearness");
    }

    #[test]
    fn json_gives_excerpts_as_plain_text() {
        let results = Results { total: 1, hits: vec![hit()], ..Results::default() };
        let json = serde_json::to_value(Output::of(&results)).unwrap();
        assert_eq!(json["total"], 1);
        assert_eq!(json["hits"][0]["excerpts"][0], "the Uighur \u{1b}[2Jminority");
        assert!(json["hits"][0]["date"].is_null());
    }
}
