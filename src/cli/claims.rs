//! `karez claims`: who says what in the documents of a site, and which figures disagree, in a terminal.

use super::{
    config::ClaimsConfig,
    exit_code::ExitCode,
    host::Host,
    stop::Stop,
    terminal::{count, number, print, printable, to_json},
};
use crate::engine::protocol::{
    ClaimView, Claims, ClaimsBy, ClaimsRequest, Conflict, ExamineRequest, FigureView, Response,
};
use crate::wording;

/// Speakers that the first lines name.
const MAX_SPEAKERS: usize = 10;

pub fn run(config: &ClaimsConfig) -> Result<ExitCode, Stop> {
    let mut host = Host::open(&config.site)?;
    let claims = match host.ask(ExamineRequest::Claims(config.request.clone()))? {
        Response::Claimed(claims) => *claims,
        _ => return Err(Stop::failed("the engine did not answer with claims; build the site again")),
    };
    if config.is_json {
        print(&to_json(&claims)?)?;
    } else {
        print(&printable(&describe(&claims, &config.request)))?;
    }
    Ok(ExitCode::Success)
}

fn describe(claims: &Claims, request: &ClaimsRequest) -> String {
    let mut text =
        format!("{} in {}, found by rules\n", count(claims.total, "claim"), count(claims.documents, "document"));
    for remark in &claims.remarks {
        text.push_str(&format!("remark: {}\n", wording::remark(&remark.code)));
    }
    let speakers = claims.speakers.iter().take(MAX_SPEAKERS);
    let speakers: Vec<String> =
        speakers.map(|speaker| format!("{} {}", speaker.name, number(speaker.claims))).collect();
    if !speakers.is_empty() {
        text.push_str(&format!("speakers: {}\n", speakers.join(", ")));
    }
    text.push_str(&format!("figures that disagree: {}\n", number(claims.conflicts_total)));
    match request.by {
        ClaimsBy::Conflict => claims.conflicts.iter().for_each(|conflict| text.push_str(&describe_conflict(conflict))),
        _ => claims.claims.iter().for_each(|claim| text.push_str(&describe_claim(claim))),
    }
    text
}

fn describe_claim(claim: &ClaimView) -> String {
    let by_editors = if claim.is_by_editors { ", by the editors" } else { "" };
    let confidence = format!("{:?}", claim.confidence).to_lowercase();
    let via: String = claim.via.iter().map(|via| format!(", by {via}")).collect();
    let speaker = claim.speaker.as_deref().unwrap_or("—");
    let mut text = format!("\n{speaker}{via} [{confidence}{by_editors}]\n  {}\n", sentence(claim));
    if !claim.figures.is_empty() {
        text.push_str(&format!("  = {}\n", claim.figures.iter().map(figure).collect::<Vec<_>>().join("; ")));
    }
    let publisher = claim.values.get("publisher").map(|names| names.join(", ")).unwrap_or_default();
    let date = claim.date.as_deref().unwrap_or("undated");
    let parts: Vec<&str> =
        [date, &publisher, &claim.title, &claim.id].into_iter().filter(|part| !part.is_empty()).collect();
    text.push_str(&format!("  {}\n", parts.join(" · ")));
    text
}

/// The sentence with the statement in « » where it is not the whole.
fn sentence(claim: &ClaimView) -> String {
    let is_whole = claim.segments.iter().all(|segment| segment.is_statement);
    let mut text = String::new();
    let mut is_open = false;
    for segment in &claim.segments {
        if segment.is_statement != is_open && !is_whole {
            text.push(if segment.is_statement { '«' } else { '»' });
        }
        is_open = segment.is_statement;
        text.push_str(&segment.text.replace('\n', " "));
    }
    if is_open && !is_whole {
        text.push('»');
    }
    text
}

fn figure(figure: &FigureView) -> String {
    let FigureView { value, unit, noun, .. } = figure;
    [value, unit, noun].into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn describe_conflict(conflict: &Conflict) -> String {
    let mut text = format!("\n{}, of {}\n", conflict.noun, conflict.about.join(", "));
    for side in &conflict.sides {
        text.push_str(&format!("  {}: {}\n", side.value, count(side.documents, "document")));
        for claim in &side.claims {
            let date = claim.date.as_deref().unwrap_or("undated");
            text.push_str(&format!("    {} ({date}, {})\n", sentence(claim), claim.id));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::{ClaimRule, Confidence, language::Direction},
        engine::protocol::ClaimSegment,
    };

    #[test]
    fn a_claim_is_told_with_its_speaker_its_figures_and_its_document() {
        let segment = |text: &str, is_statement, figure| ClaimSegment { text: text.into(), is_statement, figure };
        let figure = FigureView { value: "48".into(), unit: String::new(), noun: "page".into(), about: Vec::new() };
        let claim = ClaimView {
            id: "abc".into(),
            title: "T".into(),
            date: Some("2022".into()),
            values: [("publisher".into(), vec!["AP".into()])].into(),
            block: 0,
            language: "en".into(),
            direction: Direction::Ltr,
            segments: vec![
                segment("X said it has ", false, None),
                segment("48 pages", true, Some(0)),
                segment(".", false, None),
            ],
            speaker: Some("X".into()),
            via: vec!["RFA".into()],
            figures: vec![figure],
            confidence: Confidence::High,
            rule: ClaimRule::Chain,
            is_by_editors: false,
        };
        let expected = "\nX, by RFA [high]\n  X said it has «48 pages».\n  = 48 page\n  2022 · AP · T · abc\n";
        assert_eq!(describe_claim(&claim), expected);
    }
}
