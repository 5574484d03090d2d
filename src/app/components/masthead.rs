//! The head of every page: what this is, the search box, the ways to the help, the settings and out.

use yew::prelude::*;

use super::icon::{Shape, icon};
use super::search_box::{SearchBox, SearchBoxProps};
use crate::app::browser::{self, Environment};
use crate::app::model::route::Page;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::Overview;

/// What the document itself says stands in for the corpus until that is there, so that nothing moves when it comes.
pub fn masthead(
    site: &Site,
    environment: &Environment,
    overview: Option<&Overview>,
    search_box: SearchBoxProps,
) -> Html {
    let settings = overview.map(|overview| &overview.settings);
    let title = settings.map_or(&environment.title, |settings| &settings.title).to_owned();
    let language = settings.and_then(|settings| settings.languages.first()).cloned();
    let lede = settings.map_or(&environment.description, |settings| &settings.description);
    let lede = (site.route.is_start() && !lede.is_empty()).then(|| lede.to_owned());
    let current = |page: Page| (site.route.page == page).then_some("page");
    let exit = settings.map(|settings| settings.exit.clone()).unwrap_or_default();
    let on_exit = move |_: MouseEvent| browser::leave(&exit);
    html! {
        <header class="masthead">
            <div class="brand">
                <h1 lang={language.clone()} dir="auto"><a href={site.route.start().href()}>{title}</a></h1>
                if let Some(lede) = lede {
                    <p class="lede" lang={language} dir="auto">{lede}</p>
                }
            </div>
            <SearchBox ..search_box />
            <nav aria-label={T.app}>
                <a id="to-about" href={site.route.at(Page::About).href()} aria-current={current(Page::About)}>{T.about}</a>
                <a id="to-device" class="to-device" href={site.route.at(Page::Device).href()} aria-current={current(Page::Device)}>
                    {icon(Shape::Device)}<span class="label">{T.device}</span>
                </a>
                <button type="button" class="button is-small exit" title={T.exit_hint} onclick={on_exit}>{icon(Shape::Exit)}<span class="label">{T.exit}</span></button>
                if site.is_embedded {
                    <a class="full-site" href={format!("index.html{}", site.route.href())} target="_blank" rel="noopener">{T.full_site}</a>
                }
            </nav>
        </header>
    }
}
