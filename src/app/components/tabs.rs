//! From one way of looking at what was found to another.

use yew::prelude::*;

use crate::app::model::view::{Panel, View};
use crate::app::site::Site;
use crate::app::strings::T;

/// The row of links from one way of looking to the others.
pub fn tabs(site: &Site) -> Html {
    let tab = |&panel: &Panel| {
        let route = site.route.viewing(View { panel, ..site.route.view.clone() });
        let is_current = site.route.view.panel == panel;
        html! { <li><a href={route.href()} aria-current={is_current.then_some("page")}>{(T.panel)(panel)}</a></li> }
    };
    html! { <nav class="tabs" aria-label={T.panels}><ul>{for Panel::ALL.iter().map(tab)}</ul></nav> }
}
