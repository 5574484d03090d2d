//! Who says what, and with which figures: as a table, by speaker, and figures that disagree side by side.

use yew::prelude::*;

use super::parts::{PanelView, on_choice, select, toggle};
use crate::app::components::{choices, pager};
use crate::app::model::format;
use crate::app::model::passage::PassageLink;
use crate::app::model::route::{Page, Route};
use crate::app::model::state::{Shared, State};
use crate::app::model::view::claims::{CLAIMS, LISTS};
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{ClaimSegment, ClaimView, Claims, ClaimsBy, Conflict, NameCount, Overview, Response};

pub static PANEL: PanelView = PanelView { controls, body, picture: None };

fn controls(site: &Site, _: &Overview, answer: Option<&Response>) -> Html {
    let view = &site.route.view;
    let chosen = &view.claims;
    let (speakers, nouns) = match answer {
        Some(Response::Claimed(claims)) => (claims.speakers.as_slice(), claims.nouns.as_slice()),
        _ => Default::default(),
    };
    let on_by = on_choice(site, |view, by| view.claims.by = by);
    let on_speaker = on_choice(site, |view, speaker| view.claims.speaker = speaker);
    let on_noun = on_choice(site, |view, noun| view.claims.noun = noun);
    html! {
        <div class="panel-controls">
            {choices("claims-by", T.claims_by_label, &LISTS.map(|(by, _)| by), chosen.by, T.claims_by, &on_by)}
            {select(T.speaker, &named(T.anybody, speakers, &chosen.speaker), &chosen.speaker, &on_speaker)}
            {select(T.figures_of, &named(T.anything, nouns, &chosen.noun), &chosen.noun, &on_noun)}
            if site.route.document().is_some() {
                {toggle(site, T.lines_here, view.is_here, |view, is_here| view.is_here = is_here)}
            }
        </div>
    }
}

/// What there is to choose from; what was chosen stays there also when it has no claims now.
fn named(all: &str, names: &[NameCount], chosen: &str) -> Vec<(String, String)> {
    let named = names.iter().map(|name| (name.name.clone(), (T.named_count)(&name.name, name.claims)));
    let mut options: Vec<_> = std::iter::once((String::new(), all.to_owned())).chain(named).collect();
    if options.iter().all(|(name, _)| name != chosen) {
        options.push((chosen.into(), (T.named_count)(chosen, 0)));
    }
    options
}

fn body(site: &Site, _: &State, answer: &Shared<Response>) -> Option<Html> {
    match &**answer {
        Response::Claimed(claims) => Some(self::claims(site, claims)),
        _ => None,
    }
}

fn claims(site: &Site, claims: &Claims) -> Html {
    let is_of_conflicts = site.route.view.claims.by == ClaimsBy::Conflict;
    let total = if is_of_conflicts { claims.conflicts_total } else { claims.total };
    html! {
        <>
            <p class="quiet counted" role="status">{(T.claims_found)(claims.total, &(T.documents)(claims.documents))}</p>
            <p class="quiet">{T.claims_note}</p>
            if is_of_conflicts {
                {for claims.conflicts.iter().map(|conflict| conflict_sides(site, conflict))}
                if claims.conflicts.is_empty() {
                    <p>{T.no_conflicts}</p>
                }
            } else if claims.claims.is_empty() {
                <p>{T.no_claims}</p>
            } else {
                {table(site, claims)}
            }
            {pager(site, total, CLAIMS)}
        </>
    }
}

fn table(site: &Site, claims: &Claims) -> Html {
    let is_by_speaker = site.route.view.claims.by == ClaimsBy::Speaker;
    let runs = claims.claims.chunk_by(|one, other| !is_by_speaker || one.speaker == other.speaker);
    let heads = [T.speaker, T.statement, T.claim_source, T.claim_origin];
    html! {
        <div class="claims">
            <table role="table">
                <thead role="rowgroup">
                    <tr role="row">{for heads.iter().map(|head| html! { <th role="columnheader" scope="col">{*head}</th> })}</tr>
                </thead>
                for run in runs {
                    <tbody role="rowgroup">
                        if is_by_speaker {
                            <tr role="row"><th role="rowheader" colspan="4" scope="rowgroup"><bdi>{speaker(&run[0])}</bdi></th></tr>
                        }
                        {for run.iter().map(|claim| row(site, claim))}
                    </tbody>
                }
            </table>
        </div>
    }
}

fn row(site: &Site, claim: &ClaimView) -> Html {
    html! {
        <tr role="row">
            <td role="cell">
                <bdi>{speaker(claim)}</bdi>
                if !claim.via.is_empty() {
                    {" "}<span class="quiet"><bdi>{(T.passed_on_by)(&claim.via.join(", "))}</bdi></span>
                }
            </td>
            <td role="cell">{sentence(&site.route, claim)}</td>
            <td role="cell" class="quiet">{source(claim)}</td>
            <td role="cell" class="quiet">{origin(claim)}</td>
        </tr>
    }
}

fn speaker(claim: &ClaimView) -> String {
    claim.speaker.clone().unwrap_or_else(|| T.nobody.into())
}

/// The sentence, as a link to it: what is said stands out, and the figures in it.
fn sentence(route: &Route, claim: &ClaimView) -> Html {
    let segment = |segment: &ClaimSegment| match segment {
        ClaimSegment { text, figure: Some(_), .. } => html! { <b>{text}</b> },
        ClaimSegment { text, is_statement: true, .. } => html! { {text} },
        ClaimSegment { text, .. } => html! { <span class="is-around">{text}</span> },
    };
    html! {
        <a class="claim-text" href={passage(route, claim).href()} lang={claim.language.clone()} dir={claim.direction.as_str()}>
            {for claim.segments.iter().map(segment)}
        </a>
    }
}

fn passage(route: &Route, claim: &ClaimView) -> Route {
    let text: String = claim.segments.iter().map(|segment| segment.text.as_str()).collect();
    let passage = PassageLink::by_number(claim.block + 1, "", &text, "");
    route.at(Page::Document(claim.id.clone())).at_passage(passage)
}

fn source(claim: &ClaimView) -> Html {
    let publisher = claim.values.get("publisher").map(|names| names.join(", ")).unwrap_or_default();
    html! {
        <span title={claim.title.clone()}>
            if !publisher.is_empty() {
                <bdi>{publisher}</bdi>{", "}
            }
            {claim.date.as_deref().map_or(T.undated.into(), format::date)}
        </span>
    }
}

fn origin(claim: &ClaimView) -> String {
    match claim.is_by_editors {
        true => T.by_editors.into(),
        false => (T.by_rules)((T.claim_rule)(claim.rule), (T.confidence)(claim.confidence)),
    }
}

fn conflict_sides(site: &Site, conflict: &Conflict) -> Html {
    html! {
        <section class="conflict">
            <h4><bdi>{(T.conflict)(&conflict.noun, &conflict.about.join(" "))}</bdi></h4>
            <div class="conflict-sides">
                for side in &conflict.sides {
                    <div>
                        <p><span class="conflict-value">{&side.value}</span>{" "}<span class="quiet">{(T.documents)(side.documents)}</span></p>
                        <ul>
                            for claim in &side.claims {
                                <li>
                                    {sentence(&site.route, claim)}
                                    <p class="quiet"><bdi>{speaker(claim)}</bdi>{" · "}{source(claim)}{" · "}{origin(claim)}</p>
                                </li>
                            }
                        </ul>
                    </div>
                }
            </div>
        </section>
    }
}
