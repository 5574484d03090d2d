//! The outermost component: keeps the state, follows the address, and chooses the page.

use yew::prelude::*;

use super::browser::{self, Environment};
use super::components::{footer, loading, masthead, notices, plain_text, problem};
use super::hooks::{use_client, use_height_report, use_keys, use_window_event};
use super::pages::{Workspace, about, start};
use super::route::{Page, Route};
use super::site::{Site, Travel};
use super::state::{Action, Shared, State};
use super::strings::T;
use crate::engine::protocol::Overview;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct RootProps {
    pub environment: Environment,
}

#[component]
pub fn Root(props: &RootProps) -> Html {
    let state =
        use_reducer(|| State { is_offline: browser::is_offline(), ..State::new(Route::parse(&browser::fragment())) });
    let is_embedded = props.environment.is_embedded;
    let site = use_travel(&state, is_embedded);
    let node = use_node_ref();

    use_client(&state);
    use_surroundings(&state);
    use_site_keys(&site);
    use_title(&state);
    use_height_report(is_embedded, node.clone());

    let on_retry = {
        let dispatcher = state.dispatcher();
        Callback::from(move |()| dispatcher.dispatch(Action::Retry))
    };
    let dispatcher = state.dispatcher();
    let on_typed = use_callback((), move |typed, ()| dispatcher.dispatch(Action::Typed(typed)));
    let overview = state.overview.value.as_ref();
    let page = match (overview, &state.overview.failure) {
        (Some(overview), _) => page(&site, &state, overview, &on_retry),
        (None, Some(failure)) => problem(failure, T.failed_corpus_advice, &on_retry),
        (None, None) => loading(state.progress),
    };
    html! {
        <ContextProvider<Site> context={site.clone()}>
            <div class={classes!("app", layout(&state, is_embedded))} ref={node}>
                <button class="skip-link" type="button" onclick={|_| browser::focus("content")}>{T.skip_to_content}</button>
                {masthead(&site, state.overview.value.as_deref(), state.completions.value.clone(), on_typed)}
                {notices(&state)}
                <main id="content" tabindex="-1">{page}</main>
                {footer(&site, state.overview.value.as_deref())}
            </div>
        </ContextProvider<Site>>
    }
}

fn page(site: &Site, state: &State, overview: &Shared<Overview>, on_retry: &Callback<()>) -> Html {
    match site.route.page {
        Page::About => about(site, overview),
        _ if site.route.is_start() => start(site, overview),
        _ => html! { <Workspace overview={overview.clone()} state={state.clone()} {on_retry} /> },
    }
}

/// Class names that the style sheet lays the page out by.
fn layout(state: &State, is_embedded: bool) -> Classes {
    let is_start = state.route.is_start();
    let has_panes = !is_start && state.route.page != Page::About;
    classes!(is_embedded.then_some("is-embedded"), is_start.then_some("is-start"), has_panes.then_some("has-panes"))
}

/// Keeps route and address the same, whichever of the two changes.
#[hook]
fn use_travel(state: &UseReducerHandle<State>, is_embedded: bool) -> Site {
    let dispatcher = state.dispatcher();
    let go = use_callback((), move |(route, travel): (Route, Travel), ()| {
        browser::set_fragment(&route.href(), travel);
        dispatcher.dispatch(Action::Go(route));
    });
    let dispatcher = state.dispatcher();
    use_window_event("hashchange", move |_| dispatcher.dispatch(Action::Go(Route::parse(&browser::fragment()))));
    Site { route: state.route.clone(), is_embedded, go }
}

/// Connection and editions.
#[hook]
fn use_surroundings(state: &UseReducerHandle<State>) {
    let dispatchers = [state.dispatcher(), state.dispatcher(), state.dispatcher()];
    let [online, offline, edition] = dispatchers;
    use_window_event("online", move |_| online.dispatch(Action::Offline(false)));
    use_window_event("offline", move |_| offline.dispatch(Action::Offline(true)));
    use_window_event("karez:new-edition", move |_| edition.dispatch(Action::EditionWaits));
}

/// Keys that work on every page.
#[hook]
fn use_site_keys(site: &Site) {
    let site = site.clone();
    use_keys(!site.route.is_without_keys, move |key| {
        match (key, &site.route.page) {
            ("/", _) => browser::select_field("query"),
            ("?", _) => site.go.emit((site.route.at(Page::About), Travel::Push)),
            ("Escape", Page::About) => site.go.emit((site.route.at(Page::Results), Travel::Push)),
            _ => return false,
        }
        true
    });
}

/// The window's title names the corpus and the document, never what was searched: titles are seen by others.
#[hook]
fn use_title(state: &State) {
    let corpus = state.overview.value.as_ref().map_or(T.app, |overview| &overview.settings.title);
    let part = match (&state.route.page, &state.document.value) {
        (Page::About, _) => Some(T.about.to_owned()),
        (Page::Document(_), Some(document)) => Some(plain_text(&document.title)),
        _ if state.route.is_start() => None,
        _ => Some(T.results.to_owned()),
    };
    let title = part.map_or_else(|| corpus.to_owned(), |part| format!("{part} · {corpus}"));
    use_effect_with(title, |title| browser::document().set_title(title));
}
