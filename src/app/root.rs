//! The outermost component: keeps the state, follows the address, and chooses the page.

use yew::prelude::*;

use super::browser::{self, Environment};
use super::components::{FOUND, SearchBoxProps, footer, loading, masthead, notices, plain_text, problem};
use super::hooks::{
    use_client, use_height_report, use_keys, use_later, use_private_links, use_quick_exit, use_window_event,
};
use super::later;
use super::model::preferences::{Density, Preferences, TextSize, Theme};
use super::model::route::{Page, Route, Travel};
use super::model::share_options::{Scope, ShareAction};
use super::model::sharing::Sharing;
use super::model::state::{Action, Remotes, Shared, State};
use super::pages::{Workspace, start};
use super::site::{Later, Site};
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
    let (preferences, set_preferences) = use_preferences(is_embedded);
    let site = use_travel(&state, is_embedded, preferences, set_preferences);
    let node = use_node_ref();

    use_client(&state);
    use_surroundings(&state);
    use_site_keys(&site, state.remotes.overview.value.is_some());
    use_return_from_aside(matches!(site.route.page, Page::About | Page::Device));
    use_title(&state, &props.environment.title, site.preferences.is_private);
    let exit = state.remotes.overview.value.as_ref().map_or("", |overview| &overview.settings.exit);
    use_quick_exit(!is_embedded, exit.to_owned());
    use_height_report(is_embedded, node.clone());

    let on_retry = site.act.reform(|()| Action::Retry);
    let on_typed = use_callback(site.act.clone(), |typed, act| act.emit(Action::Typed(typed)));
    let overview = state.remotes.overview.value.as_ref();
    let is_aside = matches!(site.route.page, Page::About | Page::Device);
    let later = use_later(&site.load_later, is_aside || state.sharing.is_some() || state.route.document().is_some());
    use_tags(&state, later.as_ref().ok().copied());
    let page = match (overview, &state.remotes.overview.failure) {
        (Some(overview), _) => page(&site, &state, overview, &later, &on_retry),
        (None, Some(failure)) => problem(failure, T.failed_corpus_advice, &on_retry),
        (None, None) => loading(state.progress),
    };
    // A foot that is there before the page above it would be pushed away.
    let is_whole = if is_aside { later.is_ok() } else { !state.remotes.results.is_first_awaited() };
    let on_click = use_private_travel(&site, &node);
    html! {
        <ContextProvider<Site> context={site.clone()}>
            <div class={classes!("app", layout(&state, is_embedded))} ref={node} onclick={on_click}>
                {skip_link(&site.route)}
                {masthead(&site, &props.environment, state.remotes.overview.value.as_deref(), search_box(&state, on_typed))}
                {notices(&state)}
                <main id="content" tabindex="-1">{page}</main>
                {footer(&site, state.remotes.overview.value.as_deref().filter(|_| is_whole))}
                if let (Some(sharing), Some(overview), Ok(later)) = (state.sharing.clone(), overview.cloned(), later) {
                    {(later.share_dialog)(sharing, overview, (*state).clone())}
                }
            </div>
        </ContextProvider<Site>>
    }
}

fn page(
    site: &Site,
    state: &State,
    overview: &Shared<Overview>,
    later: &Result<&'static Later, Html>,
    on_retry: &Callback<()>,
) -> Html {
    match (&site.route.page, later) {
        (Page::About | Page::Device, Err(meanwhile)) => meanwhile.clone(),
        (Page::About, Ok(later)) => (later.about)(site, overview),
        (Page::Device, Ok(later)) => (later.device)(),
        #[cfg(debug_assertions)]
        (Page::Components, _) => super::pages::components(overview),
        _ if site.route.is_start() => start(site, overview),
        _ => html! { <Workspace overview={overview.clone()} state={state.clone()} {on_retry} /> },
    }
}

/// The first stop of the Tab key: past everything that all pages have.
fn skip_link(route: &Route) -> Html {
    let has_list = route.page == Page::Results && !route.is_start();
    let (text, target) = if has_list { (T.skip_to_results, FOUND) } else { (T.skip_to_content, "content") };
    html! { <button class="skip-link" type="button" onclick={move |_| browser::begin_at(target)}>{text}</button> }
}

fn search_box(state: &State, on_typed: Callback<Option<String>>) -> SearchBoxProps {
    let Remotes { overview, results, completions, .. } = &state.remotes;
    let results = results.value.as_ref().filter(|_| results.pending.is_none());
    SearchBoxProps {
        suggestions: completions.value.clone(),
        on_typed,
        remarks: results.map(|results| results.remarks.clone()).unwrap_or_default(),
        fields: overview.value.as_ref().map_or_else(Vec::new, |overview| overview.settings.fields.clone()),
    }
}

/// Class names that the style sheet lays the page out by.
fn layout(state: &State, is_embedded: bool) -> Classes {
    let is_start = state.route.is_start();
    let has_panes = !is_start && state.route.page.has_search();
    classes!(is_embedded.then_some("is-embedded"), is_start.then_some("is-start"), has_panes.then_some("has-panes"))
}

/// Keeps route and address the same, whichever of the two changes.
#[hook]
fn use_travel(
    state: &UseReducerHandle<State>,
    is_embedded: bool,
    preferences: Preferences,
    set_preferences: Callback<Preferences>,
) -> Site {
    let dispatcher = state.dispatcher();
    let go = use_callback(preferences.is_private, move |(route, travel): (Route, Travel), is_private| {
        let shown = is_private.then(|| route.without_search().href());
        browser::set_fragment(&route.href(), shown.as_deref(), travel);
        dispatcher.dispatch(Action::Go(route));
    });
    // Both tell of another address; the second one also where only what is kept with it differs.
    let dispatchers = [state.dispatcher(), state.dispatcher()];
    let [followed, went_back] = dispatchers;
    use_window_event("hashchange", move |_| followed.dispatch(Action::Go(Route::parse(&browser::fragment()))));
    use_window_event("popstate", move |_| went_back.dispatch(Action::Go(Route::parse(&browser::fragment()))));
    let mut route = state.route.clone();
    route.is_without_keys |= preferences.is_without_keys;
    // The present address shows, or hides, the search from the moment that is chosen.
    let is_first = use_mut_ref(|| true);
    use_effect_with(preferences.is_private, {
        let (go, route) = (go.clone(), route.clone());
        move |is_private| {
            if !is_first.replace(false) || *is_private {
                go.emit((route, Travel::Replace));
            }
        }
    });
    let dispatcher = state.dispatcher();
    let act = use_callback((), move |action, ()| dispatcher.dispatch(action));
    let load_later = use_callback((), |done, ()| later::load(done));
    Site { route, is_embedded, preferences, go, set_preferences, act, load_later }
}

/// In privacy mode no address with a search in it reaches the browser, not even by a link: for the root's `onclick`.
#[hook]
fn use_private_travel(site: &Site, node: &NodeRef) -> Callback<MouseEvent> {
    let targets = use_private_links(site.preferences.is_private, node.clone());
    let site = site.clone();
    Callback::from(move |event: MouseEvent| {
        if let Some(link) = browser::link_followed(&event).filter(|_| site.preferences.is_private) {
            event.prevent_default();
            site.go.emit((Route::parse(&targets.of(&link)), Travel::Push));
        }
    })
}

/// What the reader set: shown by the root element's attributes, stored if that is wanted.
#[hook]
fn use_preferences(is_embedded: bool) -> (Preferences, Callback<Preferences>) {
    let state = use_state(move || {
        let stored = browser::stored().filter(|_| !is_embedded);
        stored.map(|stored| Preferences::parse(&stored)).unwrap_or_default()
    });
    use_effect_with((*state).clone(), |preferences| {
        let Preferences { theme, size, density, .. } = *preferences;
        browser::set_root("data-theme", Some(theme.name()).filter(|_| theme != Theme::Auto));
        browser::set_root("data-density", Some(density.name()).filter(|_| density != Density::Compact));
        browser::set_root("data-size", Some(size.name()).filter(|_| size != TextSize::Usual));
    });
    use_effect_with((), |()| {
        browser::set_root("lang", Some(T.language_tag));
        browser::set_root("dir", Some(if T.is_rtl { "rtl" } else { "ltr" }));
    });
    let set = {
        let state = state.clone();
        Callback::from(move |preferences: Preferences| {
            // A frame on somebody else's page leaves what the full site keeps as it is.
            if !is_embedded {
                browser::store(preferences.stored().as_deref());
            }
            state.set(preferences);
        })
    };
    ((*state).clone(), set)
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
fn use_site_keys(site: &Site, has_corpus: bool) {
    let site = site.clone();
    let sharing = Sharing::new(ShareAction::Cite, Scope::Document).with_action(ShareAction::Cite, &site.route);
    use_keys(!site.route.is_without_keys, move |key| {
        match (key, &site.route.page) {
            ("/", _) => browser::select_field("query"),
            ("c", _) if has_corpus => site.act.emit(Action::Share(Some(sharing.clone()))),
            ("?", _) => {
                site.go.emit((site.route.at(Page::About), Travel::Push));
                browser::focus_soon("keyboard-heading");
            }
            ("Escape", Page::About | Page::Device) => site.go.emit((site.route.at(Page::Results), Travel::Push)),
            _ => return false,
        }
        true
    });
}

/// When the help or the settings are left, the focus goes back to where it was before.
#[hook]
fn use_return_from_aside(is_aside: bool) {
    let left = use_mut_ref(|| None::<String>);
    // Now, because what has the focus may be gone once the page has changed.
    if is_aside && left.borrow().is_none() {
        left.replace(browser::focused());
    }
    use_effect_with(is_aside, move |is_aside| {
        let left = if *is_aside { None } else { left.take() };
        if let Some(id) = left.filter(|id| !id.is_empty() && !browser::is_typing()) {
            browser::focus_soon(id);
        }
    });
}

/// The window's title names the corpus and the document, never what was searched: titles are seen by others. In privacy
/// mode it names the corpus only.
#[hook]
fn use_title(state: &State, corpus: &str, is_private: bool) {
    let corpus = state.remotes.overview.value.as_ref().map_or(corpus, |overview| &overview.settings.title);
    let part = match (&state.route.page, &state.remotes.document.value) {
        _ if is_private => None,
        (Page::About, _) => Some(T.about.to_owned()),
        (Page::Device, _) => Some(T.device.to_owned()),
        (Page::Document(_), Some(document)) => Some(plain_text(&document.title)),
        _ if state.route.is_start() => None,
        _ => Some(T.results.to_owned()),
    };
    let title = part.map_or_else(|| corpus.to_owned(), |part| format!("{part} · {corpus}"));
    use_effect_with(title, |title| browser::document().set_title(title));
}

/// What the open document is, for reference managers: never what was searched.
#[hook]
fn use_tags(state: &State, later: Option<&'static Later>) {
    let open =
        state.remotes.document.value.clone().filter(|document| state.route.document() == Some(document.id.as_str()));
    use_effect_with((open, state.remotes.overview.value.clone(), later.is_some()), move |(open, overview, _)| {
        let tags = match (open, overview, later) {
            (Some(document), Some(overview), Some(later)) => (later.tags)(document, overview),
            _ => Vec::new(),
        };
        browser::set_tags(&tags);
    });
}
