//! Filtering by date: bars to click, or two fields to type in.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::histogram;
use crate::app::site::use_site;
use crate::app::state::Shared;
use crate::app::strings::T;
use crate::app::timeline;
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
            {histogram(&site, all, found, 4)}
            if undated > 0 {
                <p class="quiet">{(T.undated_documents)(undated)}</p>
            }
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
