//! The foot of the page: which edition this is, and the ways to the help and the settings.

use yew::prelude::*;

use crate::app::model::route::Page;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::Overview;

pub fn footer(site: &Site, overview: Option<&Overview>) -> Html {
    let Some(overview) = overview else { return Html::default() };
    html! {
        <footer class="footer">
            <span dir="auto">{&overview.settings.publisher}</span>
            <span>{T.edition}{" "}<code>{&overview.edition}</code></span>
            if !site.is_embedded {
                <a href={site.route.start().href()} dir="auto">{&overview.settings.title}</a>
                <a href={site.route.at(Page::About).href()}>{T.about_label}</a>
                <a href={site.route.at(Page::Device).href()}>{T.device_link}</a>
            }
        </footer>
    }
}
