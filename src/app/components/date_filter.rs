//! Filtering by date: bars to drag over, their ends to move with keys, or two fields to type in.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::histogram::{Brush, histogram};
use crate::app::model::dates::{self, End};
use crate::app::model::format;
use crate::app::model::route::Travel;
use crate::app::model::search::UNDATED;
use crate::app::model::state::Shared;
use crate::app::model::timeline::{self, Bar};
use crate::app::site::{Site, use_site};
use crate::app::strings::T;
use crate::engine::protocol::{Bucket, Overview, Results};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DateFilterProps {
    pub overview: Shared<Overview>,
    pub results: Option<Shared<Results>>,
}

#[component]
pub fn DateFilter(props: &DateFilterProps) -> Html {
    let site = use_site();
    let fields = use_date_fields(&site);
    let is_zoomed = use_state(|| false);
    let axis = Axis::of(props, &site.route.search.dates, *is_zoomed);
    let brush = use_brush(&site, &axis);
    let undated = props.results.as_ref().map_or(props.overview.undated, |results| results.undated);
    let on_zoom = {
        let (is_zoomed, is_whole) = (is_zoomed.clone(), axis.is_whole);
        Callback::from(move |_: MouseEvent| is_zoomed.set(is_whole))
    };
    html! {
        <fieldset class="facet">
            <legend>{T.date_label}</legend>
            {histogram(&site, &axis.bars, 4, Some(brush))}
            if axis.inexact > 0 {
                <p class="quiet">{(T.inexact_dates)(axis.inexact)}</p>
            }
            <div class="date-tools">
                if axis.can_zoom {
                    <button type="button" class="link-button" onclick={on_zoom}>{if axis.is_whole { T.zoom_in } else { T.zoom_out }}</button>
                }
                {undated_chip(&site, undated)}
            </div>
            {date_fields(&site, &fields)}
        </fieldset>
    }
}

/// The bars that are shown, of all dates or of those that are chosen.
struct Axis {
    bars: Rc<Vec<Bar>>,
    is_whole: bool,
    can_zoom: bool,
    /// Documents that no bar has, because their dates may mean days of several.
    inexact: u32,
}

impl Axis {
    fn of(props: &DateFilterProps, dates: &str, is_zoomed: bool) -> Axis {
        let all = &props.overview.histogram;
        let results = props.results.as_deref();
        let found = results.map_or(all, |results| &results.histogram);
        let days: &[Bucket] = results.map_or(&[], |results| &results.days);
        let finer = timeline::zoomed(dates, all, found, days);
        let can_zoom = finer.is_some();
        let finer = finer.filter(|_| is_zoomed);
        let is_whole = finer.is_none();
        let bars = Rc::new(finer.unwrap_or_else(|| timeline::bars(all, found)));
        let inexact = match (is_whole, days.is_empty()) {
            (true, _) => {
                results.map_or(props.overview.inexact, |results| results.inexact) + timeline::apart(&bars, found)
            }
            (false, true) => timeline::apart(&bars, found),
            (false, false) => results.map_or(0, |results| results.days_inexact),
        };
        Axis { bars, is_whole, can_zoom, inexact }
    }
}

/// Choosing dates by dragging over the bars.
#[hook]
fn use_brush(site: &Site, axis: &Axis) -> Brush {
    let node = use_node_ref();
    // The bar where dragging began and the bars chosen so far, until they are let go.
    let dragged = use_state(|| None::<(usize, (usize, usize))>);
    let on_move = {
        let dragged = dragged.clone();
        Callback::from(move |(first, last): (usize, usize)| {
            let anchor = dragged.map_or(first, |(anchor, _)| anchor);
            dragged.set(Some((anchor, (first, last))));
        })
    };
    let on_choose = {
        let (site, dragged, bars, is_whole) = (site.clone(), dragged.clone(), axis.bars.clone(), axis.is_whole);
        Callback::from(move |(first, last)| {
            dragged.set(None);
            choose_dates(&site, timeline::span(&bars, first, last, is_whole));
        })
    };
    let chosen = dragged.map_or_else(|| timeline::chosen(&axis.bars, &site.route.search.dates), |(_, chosen)| chosen);
    let anchor = dragged.map(|(anchor, _)| anchor);
    let on_cancel = Callback::from(move |()| dragged.set(None));
    Brush { node, chosen, anchor, on_move, on_choose, on_cancel }
}

/// Dates that are chosen already are freed.
fn choose_dates(site: &Site, dates: String) {
    let mut route = site.route.clone();
    // Moving an end further corrects the same step.
    let travel = if route.search.dates.is_empty() { Travel::Push } else { Travel::Replace };
    route.search.dates = if route.search.dates == dates { String::new() } else { dates };
    route.search.page = 0;
    site.go.emit((route, travel));
}

/// For documents without a date, where there are any.
fn undated_chip(site: &Site, undated: u32) -> Html {
    let is_chosen = site.route.search.dates == UNDATED;
    if undated == 0 && !is_chosen {
        return Html::default();
    }
    let on_click = {
        let site = site.clone();
        Callback::from(move |_: MouseEvent| {
            site.search(|search| search.dates = if is_chosen { String::new() } else { UNDATED.into() })
        })
    };
    html! {
        <button type="button" class="chip" aria-pressed={is_chosen.to_string()} onclick={on_click}>
            {(T.undated_documents)(undated)}
        </button>
    }
}

/// The two fields to type dates in.
struct DateFields {
    from: NodeRef,
    to: NodeRef,
    /// What was typed last and not understood, while it stands there.
    refused: Option<Refused>,
    /// Searches what stands there, if that can be understood.
    on_apply: Callback<()>,
}

/// Dates that were not understood: they are kept, so that they can be corrected.
#[derive(Debug, Clone, PartialEq)]
struct Refused {
    from: String,
    to: String,
    /// The field that is wrong, and why.
    end: End,
    problem: String,
    /// The dates that were searched all the while.
    dates: String,
}

#[hook]
fn use_date_fields(site: &Site) -> DateFields {
    let (from, to) = (use_node_ref(), use_node_ref());
    let refused = use_state(|| None::<Refused>);
    let dates = site.route.search.dates.clone();
    let shown = (*refused).clone().filter(|refused| refused.dates == dates);
    let on_apply = {
        let (site, nodes) = (site.clone(), (from.clone(), to.clone()));
        Callback::from(move |()| {
            let (from, to) = (value(&nodes.0), value(&nodes.1));
            match dates::typed(&from, &to, &T.months) {
                Ok(understood) => {
                    refused.set(None);
                    if understood != dates {
                        site.search(|search| search.dates = understood);
                    }
                }
                Err((end, error)) => {
                    let (problem, dates) = ((T.date_problem)(&error), dates.clone());
                    refused.set(Some(Refused { from, to, end, problem, dates }));
                }
            }
        })
    };
    DateFields { from, to, refused: shown, on_apply }
}

fn date_fields(site: &Site, fields: &DateFields) -> Html {
    let DateFields { from, to, refused, on_apply } = fields;
    let dates = &site.route.search.dates;
    let (first, last) = match refused {
        Some(refused) => (refused.from.clone(), refused.to.clone()),
        None => dates::ends(dates),
    };
    let on_submit = on_apply.reform(|event: SubmitEvent| event.prevent_default());
    let field = |end: End, id: &'static str, label: &'static str, node: &NodeRef, value: String| {
        let is_wrong = refused.as_ref().is_some_and(|refused| refused.end == end);
        html! {
            <div class="field">
                <label for={id}>{label}</label>
                <input {id} ref={node} type="text" autocomplete="off" spellcheck="false" placeholder={T.date_placeholder} {value}
                    onchange={on_apply.reform(|_| ())} aria-invalid={is_wrong.then_some("true")} aria-describedby={is_wrong.then_some("date-problem")} />
            </div>
        }
    };
    html! {
        <>
            <form class="date-fields" onsubmit={on_submit}>
                {field(End::From, "date-start", T.date_start, from, first)}
                {field(End::To, "date-end", T.date_end, to, last)}
                <button type="submit" class="visually-hidden">{T.date_apply}</button>
            </form>
            <p id="date-problem" class="field-problem" role="alert">{refused.as_ref().map(|refused| refused.problem.clone())}</p>
            if refused.is_none() && !dates.is_empty() {
                <p class="quiet">{(T.date_understood)(&format::range(dates))}</p>
            }
        </>
    }
}

fn value(node: &NodeRef) -> String {
    node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}
