//! The start screen: what this corpus is, what is in it, and where to begin.

use yew::prelude::*;

use crate::app::components::histogram;
use crate::app::model::route::Route;
use crate::app::model::search::UNDATED;
use crate::app::model::{format, timeline};
use crate::app::site::Site;
use crate::app::strings::{T, field_label, value_label};
use crate::corpus::Example;
use crate::engine::protocol::{Choice, Facet, Overview};

/// Facets with their most frequent values are ways in; more of either would be a wall of words.
const FACETS: usize = 4;
const VALUES: usize = 6;

pub fn start(site: &Site, overview: &Overview) -> Html {
    let settings = &overview.settings;
    let bars = timeline::bars(&overview.histogram, &overview.histogram);
    let inexact = overview.inexact + timeline::apart(&bars, &overview.histogram);
    html! {
        <div class="start">
            <section class="start-facts" aria-label={T.facts}>
                {figures(overview)}
                <p><a class="button is-strong" href={site.route.everything().href()}>{(T.browse_all)(&(T.documents)(overview.documents))}</a></p>
            </section>
            if !settings.examples.is_empty() {
                <section class="start-examples">
                    <h2>{T.examples}</h2>
                    <ul>{for settings.examples.iter().map(|example| example_link(&site.route, example))}</ul>
                </section>
            }
            if !overview.histogram.is_empty() {
                <section class="start-timeline">
                    <h2>{T.timeline}</h2>
                    {histogram(site, &bars, 8, None)}
                    if inexact > 0 {
                        <p class="quiet">{(T.inexact_dates)(inexact)}</p>
                    }
                    if overview.undated > 0 {
                        <p><a href={undated(&site.route).href()}>{(T.undated_documents)(overview.undated)}</a></p>
                    }
                </section>
            }
            if !settings.editors_note.is_empty() {
                <section class="start-note">
                    <h2>{T.editors_note}</h2>
                    for paragraph in settings.editors_note.split("\n\n") {
                        <p dir="auto">{paragraph}</p>
                    }
                </section>
            }
            {ways_in(&site.route, overview)}
        </div>
    }
}

fn figures(overview: &Overview) -> Html {
    let figure = |value: String, label: &'static str| html! { <div><dt>{label}</dt><dd>{value}</dd></div> };
    html! {
        <>
            <dl class="figures">
                {figure(format::number(overview.documents), (T.documents_label)(overview.documents))}
                {figure(format::number(overview.words), T.words_label)}
                if let Some(years) = timeline::years(&overview.histogram) {
                    {figure(format::years(years), T.years_label)}
                }
            </dl>
            if !overview.settings.publisher.is_empty() {
                <p class="quiet" dir="auto">{(T.published_by)(&overview.settings.publisher)}</p>
            }
        </>
    }
}

fn example_link(route: &Route, example: &Example) -> Html {
    let mut route = route.start();
    route.search.query = example.query.clone();
    html! {
        <li>
            <a href={route.href()} dir="auto">{&example.query}</a>
            if !example.note.is_empty() {
                <span class="quiet" dir="auto">{&example.note}</span>
            }
        </li>
    }
}

fn undated(route: &Route) -> Route {
    let mut route = route.start();
    route.search.dates = UNDATED.into();
    route
}

fn ways_in(route: &Route, overview: &Overview) -> Html {
    let facets: Vec<&Facet> = overview.facets.iter().filter(|facet| facet.values.len() > 1).take(FACETS).collect();
    if facets.is_empty() {
        return Html::default();
    }
    html! {
        <section class="start-facets">
            <h2>{T.start_with}</h2>
            <div class="facet-columns">
                for facet in facets {
                    <div>
                        <h3><bdi>{field_label(&facet.field, &facet.label)}</bdi></h3>
                        <ul>{for facet.values.iter().take(VALUES).map(|value| value_link(route, facet, &value.value, value.count))}</ul>
                    </div>
                }
            </div>
        </section>
    }
}

fn value_link(route: &Route, facet: &Facet, value: &str, count: u32) -> Html {
    let mut route = route.start();
    route.search.choose(&facet.field, value, Choice::Included);
    let name = value_label(&facet.field, value);
    html! { <li><a href={route.href()}><bdi>{name}</bdi></a>{" "}<span class="count">{format::number(count)}</span></li> }
}
