//! From one view of the results to another: three for everybody, and the analyses in a row of their own once one is open.

use yew::prelude::*;

use crate::app::model::view::Tab;
use crate::app::site::Site;
use crate::app::strings::T;

pub fn tabs(site: &Site) -> Html {
    let view = &site.route.view;
    let current = view.tab();
    let href = |tab: Tab| site.route.viewing(view.at(tab)).href();
    let item = |tab: Tab| {
        let is_current = (tab == current).then_some("page");
        html! { <li><a href={href(tab)} aria-current={is_current}>{(T.tab)(tab)}</a></li> }
    };
    let is_analysing = current.is_analysis();
    let first = if is_analysing { current } else { Tab::ANALYSES[0] };
    html! {
        <nav class="tabs" aria-label={T.panels}>
            <ul>
                {for Tab::SIMPLE.map(item)}
                <li><a href={href(first)} aria-current={is_analysing.then_some("true")} aria-expanded={is_analysing.to_string()}>{T.analyse}</a></li>
            </ul>
            if is_analysing {
                <ul class="analyses" aria-label={T.analyse}>{for Tab::ANALYSES.map(item)}</ul>
            }
        </nav>
    }
}
