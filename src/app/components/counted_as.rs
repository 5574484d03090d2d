//! How words typed side by side were counted and highlighted, and the ways to count them otherwise.

use yew::prelude::*;

use crate::app::model::route::Route;
use crate::app::model::search::Search;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{CountedRun, Words};

/// The ways to count, in the order in which they are offered.
const MODES: [Words; 3] = [Words::Together, Words::Either, Words::Near];

pub fn counted_as(site: &Site, runs: &[CountedRun]) -> Html {
    if runs.is_empty() {
        return Html::default();
    }
    let quoted = |is_wanted: fn(&CountedRun) -> bool| {
        let runs: Vec<String> = runs.iter().filter(|run| is_wanted(run)).map(|run| format!("“{}”", run.text)).collect();
        runs.join(", ")
    };
    let (counted, fallen) = (quoted(|run| !run.fell_back), quoted(|run| run.fell_back));
    let mode = |words: Words| {
        let search = site.route.search.changed(|search: &mut Search| search.words = words);
        let is_current = (words == site.route.search.words).then_some("true");
        let href = Route { search, ..site.route.clone() }.href();
        html! { <li><a {href} aria-current={is_current}>{(T.counting_mode)(words)}</a></li> }
    };
    html! {
        <div class="counted-as">
            if !fallen.is_empty() {
                <span dir="auto">{(T.counting_either)(&fallen)}</span>
            }
            if !counted.is_empty() {
                <span dir="auto">{(T.counting_words)(&counted)}</span>
            }
            <ul aria-label={T.counting_label}>{for MODES.map(mode)}</ul>
        </div>
    }
}
