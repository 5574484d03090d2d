//! The head of every page: what this is, the search box, the way to the help.

use yew::prelude::*;

use super::SearchBox;
use crate::app::route::Page;
use crate::app::site::Site;
use crate::app::state::Shared;
use crate::app::strings::T;
use crate::engine::protocol::{Overview, Suggestions};

/// What is typed goes to `on_typed`, nothing once typing ends; `suggestions` complete it.
pub fn masthead(
    site: &Site,
    overview: Option<&Overview>,
    suggestions: Option<Shared<Suggestions>>,
    on_typed: Callback<Option<String>>,
) -> Html {
    let settings = overview.map(|overview| &overview.settings);
    let title = settings.map_or(T.app, |settings| &settings.title).to_owned();
    let language = settings.and_then(|settings| settings.languages.first()).cloned();
    let lede = settings.filter(|_| site.route.is_start()).map(|settings| settings.description.clone());
    let about_current = (site.route.page == Page::About).then_some("page");
    html! {
        <header class="masthead">
            <div class="brand">
                <h1 lang={language.clone()} dir="auto"><a href={site.route.start().href()}>{title}</a></h1>
                if let Some(lede) = lede {
                    <p class="lede" lang={language} dir="auto">{lede}</p>
                }
            </div>
            <SearchBox {suggestions} {on_typed} />
            <nav aria-label={T.app}>
                <a href={site.route.at(Page::About).href()} aria-current={about_current}>{T.about}</a>
            </nav>
        </header>
    }
}
