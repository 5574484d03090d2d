//! Filtering by date: bars to drag over, their ends to move with keys, or two fields to type in.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::histogram::{Brush, histogram};
use crate::app::model::route::Travel;
use crate::app::model::search::UNDATED;
use crate::app::model::state::Shared;
use crate::app::model::timeline;
use crate::app::site::use_site;
use crate::app::strings::T;
use crate::engine::protocol::{Overview, Results};

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DateFilterProps {
    pub overview: Shared<Overview>,
    pub results: Option<Shared<Results>>,
}

#[component]
pub fn DateFilter(props: &DateFilterProps) -> Html {
    let site = use_site();
    let (start, end) = timeline::ends(&site.route.search.dates);
    let (start_node, end_node) = (use_node_ref(), use_node_ref());
    let problem = use_state(|| None::<String>);
    let is_zoomed = use_state(|| false);
    let node = use_node_ref();
    // The bar where dragging began and the bars chosen so far, until they are let go.
    let dragged = use_state(|| None::<(usize, (usize, usize))>);

    let on_apply = {
        let (site, problem) = (site.clone(), problem.clone());
        let (start_node, end_node) = (start_node.clone(), end_node.clone());
        Callback::from(move |()| match timeline::between(&value(&start_node), &value(&end_node)) {
            Ok(dates) => {
                problem.set(None);
                if dates != site.route.search.dates {
                    site.search(|search| search.dates = dates);
                }
            }
            Err(error) => problem.set(Some(error.to_string())),
        })
    };
    let on_submit = {
        let on_apply = on_apply.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            on_apply.emit(());
        })
    };
    let all = &props.overview.histogram;
    let found = props.results.as_ref().map_or(all, |results| &results.histogram);
    let undated = props.results.as_ref().map_or(props.overview.undated, |results| results.undated);
    let inexact = props.results.as_ref().map_or(props.overview.inexact, |results| results.inexact);
    let no_days = Vec::new();
    let days = props.results.as_ref().map_or(&no_days, |results| &results.days);
    let days_inexact = props.results.as_ref().map_or(0, |results| results.days_inexact);
    let dates = &site.route.search.dates;
    let finer = timeline::zoomed(dates, all, found, days);
    let can_zoom = finer.is_some();
    let finer = finer.filter(|_| *is_zoomed);
    let is_whole = finer.is_none();
    let bars = Rc::new(finer.unwrap_or_else(|| timeline::bars(all, found)));
    let apart = match (is_whole, days.is_empty()) {
        (true, _) => inexact + timeline::apart(&bars, found),
        (false, true) => timeline::apart(&bars, found),
        (false, false) => days_inexact,
    };

    let on_move = {
        let dragged = dragged.clone();
        Callback::from(move |(first, last): (usize, usize)| {
            let anchor = dragged.map_or(first, |(anchor, _)| anchor);
            dragged.set(Some((anchor, (first, last))));
        })
    };
    let on_choose = {
        let (site, dragged, bars) = (site.clone(), dragged.clone(), bars.clone());
        Callback::from(move |(first, last)| {
            dragged.set(None);
            let mut route = site.route.clone();
            let dates = timeline::span(&bars, first, last, is_whole);
            // Moving an end further corrects the same step.
            let travel = if route.search.dates.is_empty() { Travel::Push } else { Travel::Replace };
            route.search.dates = if route.search.dates == dates { String::new() } else { dates };
            route.search.more = 0;
            site.go.emit((route, travel));
        })
    };
    let chosen = dragged.map_or_else(|| timeline::chosen(&bars, dates), |(_, chosen)| chosen);
    let on_cancel = {
        let dragged = dragged.clone();
        Callback::from(move |()| dragged.set(None))
    };
    let brush = Brush { node, chosen, anchor: dragged.map(|(anchor, _)| anchor), on_move, on_choose, on_cancel };
    let on_zoom = {
        let is_zoomed = is_zoomed.clone();
        Callback::from(move |_| is_zoomed.set(is_whole))
    };
    let is_undated = dates == UNDATED;
    let on_undated = {
        let site = site.clone();
        Callback::from(move |_| {
            site.search(|search| search.dates = if is_undated { String::new() } else { UNDATED.into() })
        })
    };
    let field = |id: &'static str, label: &'static str, node: &NodeRef, value: String| {
        html! {
            <div class="field">
                <label for={id}>{label}</label>
                <input {id} ref={node} type="text" inputmode="numeric" maxlength="10" autocomplete="off" placeholder={T.date_placeholder}
                    {value} onchange={on_apply.reform(|_| ())} aria-invalid={problem.as_ref().map(|_| "true")} aria-describedby="date-problem" />
            </div>
        }
    };
    html! {
        <fieldset class="facet">
            <legend>{T.date_label}</legend>
            {histogram(&site, &bars, 4, Some(brush))}
            if apart > 0 {
                <p class="quiet">{(T.inexact_dates)(apart)}</p>
            }
            <div class="date-tools">
                if can_zoom {
                    <button type="button" class="link-button" onclick={on_zoom}>{if is_whole { T.zoom_in } else { T.zoom_out }}</button>
                }
                if undated > 0 || is_undated {
                    <button type="button" class="chip" aria-pressed={is_undated.to_string()} onclick={on_undated}>
                        {(T.undated_documents)(undated)}
                    </button>
                }
            </div>
            <form class="date-fields" onsubmit={on_submit}>
                {field("date-start", T.date_start, &start_node, start)}
                {field("date-end", T.date_end, &end_node, end)}
                <button type="submit" class="visually-hidden">{T.date_apply}</button>
            </form>
            <p id="date-problem" class="field-problem" role="status">{(*problem).clone()}</p>
        </fieldset>
    }
}

fn value(node: &NodeRef) -> String {
    node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default()
}
