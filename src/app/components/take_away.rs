//! The dialog in which readers cite, link, embed and export: what of, as what, and then the text to copy or to keep.

use std::ops::Range;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::choices::choices;
use super::icon::{Shape, icon};
use crate::app::browser;
use crate::app::model::choices::{Act, Format, Scope};
use crate::app::model::format;
use crate::app::model::route::Route;
use crate::app::model::state::{Action, Shared, State};
use crate::app::model::taking::{Card, Material, SANDBOX, Taking};
use crate::app::site::use_site;
use crate::app::strings::T;
use crate::engine::protocol::Overview;

/// Characters of a long text that are shown; a field with megabytes in it would stand still.
const SHOWN: usize = 20_000;
/// Documents that are written in one step: a few milliseconds. Thousands at once would be felt.
const STEP: usize = 250;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct TakeAwayProps {
    pub taking: Taking,
    pub state: State,
    pub overview: Shared<Overview>,
}

#[component]
pub fn TakeAway(props: &TakeAwayProps) -> Html {
    let TakeAwayProps { taking, state, .. } = props;
    let site = use_site();
    let dialog = use_node_ref();
    let outcome = use_state(|| None::<&'static str>);
    use_effect_with(dialog.clone(), |dialog| {
        if let Some(dialog) = dialog.cast::<Element>() {
            browser::show_modal(&dialog);
        }
    });
    let text = use_text(props);

    let change = {
        let (site, outcome) = (site.clone(), outcome.clone());
        Callback::from(move |taking| {
            outcome.set(None);
            site.act.emit(Action::Take(Some(taking)));
        })
    };
    let on_close = site.act.reform(|_: Event| Action::Take(None));
    let on_close_button = {
        let dialog = dialog.clone();
        Callback::from(move |_| dialog.cast::<Element>().iter().for_each(browser::close))
    };
    let on_act = with(&change, taking, {
        let route = state.route.clone();
        move |taking, act| taking.by(act, &route)
    });
    let on_scope = with(&change, taking, |taking, scope| Taking { scope, ..taking });
    let on_format = with(&change, taking, |taking, format| Taking { format, ..taking });
    html! {
        <dialog class="take-away" ref={dialog} aria-labelledby="take-away-heading" onclose={on_close}>
            <div class="dialog-head">
                <h2 id="take-away-heading">{T.take_away}</h2>
                <button type="button" class="icon-button" aria-label={T.close} title={T.close} onclick={on_close_button}>{icon(Shape::Close)}</button>
            </div>
            {choices("take-act", T.act_label, &Act::ALL, taking.act, T.act, &on_act)}
            {choices("take-scope", T.scope_label, &taking.scopes(&state.route), taking.scope, T.scope, &on_scope)}
            if taking.act.formats().len() > 1 {
                {choices("take-format", T.format_label, taking.act.formats(), taking.format, T.format, &on_format)}
            }
            {about_link(taking, &state.route, &change)}
            if let Some(text) = text {
                {outgoing(&text, taking, *outcome, &outcome.setter())}
                {preview(props, site.is_embedded)}
            } else {
                {waiting(state)}
            }
        </dialog>
    }
}

/// A callback that changes one thing of what is taken.
fn with<V: 'static>(
    change: &Callback<Taking>,
    taking: &Taking,
    set: impl Fn(Taking, V) -> Taking + 'static,
) -> Callback<V> {
    let taking = taking.clone();
    change.reform(move |value| set(taking.clone(), value))
}

/// The text in its parts, once all of them are there. Each rendering makes one more, so that other things get their turn.
#[hook]
fn use_text(props: &TakeAwayProps) -> Option<Vec<Rc<str>>> {
    let made = use_mut_ref(|| (props.taking.clone(), Vec::<Rc<str>>::new()));
    let update = use_force_update();
    let listed = if is_of_many(props) { props.state.listed.len() } else { 0 };
    let is_listed = props.state.remotes.listing.pending.is_none() && props.state.remotes.listing.failure.is_none();
    let all = listed.div_ceil(STEP).max(1);
    // Which part is the last one shows only when all are listed.
    let ready = if is_listed { all } else { listed.saturating_sub(1) / STEP };
    let parts = {
        let mut made = made.borrow_mut();
        if made.0 != props.taking {
            *made = (props.taking.clone(), Vec::new());
        }
        let part = made.1.len();
        if part < ready {
            let documents = part * STEP..listed.min((part + 1) * STEP);
            let text = with_material(props, documents, part + 1 == all, |material| material.text());
            made.1.push(text.into());
        }
        made.1.clone()
    };
    let is_behind = parts.len() < ready;
    use_effect_with((parts.len(), is_behind), move |_| {
        let turn = is_behind.then(|| Timeout::new(0, move || update.force_update()));
        move || drop(turn)
    });
    (is_listed && !is_behind).then_some(parts)
}

fn is_of_many(props: &TakeAwayProps) -> bool {
    props.taking.request(&props.state.route, 0).is_some()
}

fn with_material<R>(
    props: &TakeAwayProps,
    documents: Range<usize>,
    is_last: bool,
    make: impl FnOnce(Material) -> R,
) -> R {
    let TakeAwayProps { taking, state, overview } = props;
    let is_first = documents.start == 0;
    make(Material {
        taking,
        route: &state.route,
        overview,
        document: state.remotes.document.value.as_deref(),
        documents: &mut state.listed[documents].iter().map(|document| &**document),
        is_first,
        is_last,
        base: &browser::base(),
    })
}

/// What a link tells about its reader.
fn about_link(taking: &Taking, route: &Route, change: &Callback<Taking>) -> Html {
    if !matches!(taking.act, Act::Link | Act::Embed) {
        return Html::default();
    }
    let may_choose = matches!(taking.scope, Scope::Passage | Scope::Document) && !route.search.is_blank();
    let on_keep = with(change, taking, |taking, _: Event| Taking { keeps_search: !taking.keeps_search, ..taking });
    let has_search = taking.has_search(route);
    html! {
        <div class="about-link">
            if may_choose {
                <label class="toggle"><input type="checkbox" checked={taking.keeps_search} onchange={on_keep} />{T.keep_search}</label>
            }
            <p class={classes!("quiet", has_search.then_some("is-warning"))}>
                {if has_search { T.link_has_search } else { T.link_without_search }}
            </p>
            if taking.act == Act::Embed {
                <p class="quiet">{(T.embed_note)(taking.format)}</p>
            }
        </div>
    }
}

fn waiting(state: &State) -> Html {
    let total = state.remotes.listing.value.as_ref().map_or("…".into(), |listing| format::number(listing.total));
    html! {
        <p class="quiet" role="status">
            {state.remotes.listing.failure.as_ref().map_or_else(|| (T.listing)(state.listed.len() as u32, &total), |failure| failure.message.clone())}
        </p>
    }
}

/// The text, and the ways out for it.
fn outgoing(
    text: &[Rc<str>],
    taking: &Taking,
    outcome: Option<&'static str>,
    set_outcome: &UseStateSetter<Option<&'static str>>,
) -> Html {
    let on_copy = {
        let (text, set_outcome) = (text.to_vec(), set_outcome.clone());
        Callback::from(move |_| {
            let (text, set_outcome) = (text.concat(), set_outcome.clone());
            spawn_local(async move {
                set_outcome.set(Some(if browser::copy(text).await { T.copied } else { T.not_copied }));
            });
        })
    };
    let on_download = {
        let (text, name) = (text.to_vec(), taking.format.file_name());
        Callback::from(move |_| browser::download(name, &text))
    };
    let shown: String = text.iter().flat_map(|part| part.chars()).take(SHOWN).collect();
    let is_whole = shown.len() == text.iter().map(|part| part.len()).sum::<usize>();
    let rows = shown.lines().count().clamp(3, 10).to_string();
    html! {
        <>
            <textarea class="taken" readonly={true} {rows} spellcheck="false" dir="auto"
                aria-label={if is_whole { T.taken_text } else { T.taken_beginning }} value={shown} />
            if !is_whole {
                <p class="quiet">{T.taken_beginning}</p>
            }
            <div class="dialog-actions">
                <button type="button" class="button is-strong" onclick={on_copy}>{T.copy}</button>
                if browser::may_download() {
                    <button type="button" class="button" onclick={on_download}>{T.download}</button>
                }
                <p class="quiet" role="status">{outcome}</p>
            </div>
        </>
    }
}

/// What others will see: the frame itself, or the card.
fn preview(props: &TakeAwayProps, is_embedded: bool) -> Html {
    let Taking { format, .. } = props.taking;
    let shown = match format {
        Format::Frame | Format::Element if !is_embedded => {
            let src = format!("embed.html{}", props.taking.route(&props.state.route).href());
            html! { <iframe key={src.clone()} {src} title={T.preview} sandbox={SANDBOX} referrerpolicy="no-referrer" loading="lazy" /> }
        }
        Format::Card => {
            let Card { quote, title, facts, language } =
                with_material(props, 0..0, true, |material| Card::of(&material));
            html! {
                <blockquote lang={language} dir="auto">
                    if !quote.is_empty() {
                        <p>{quote}</p>
                    }
                    <p><cite>{title}</cite><br />{facts}</p>
                </blockquote>
            }
        }
        _ => return Html::default(),
    };
    html! { <section class="preview" aria-label={T.preview}><h3>{T.preview}</h3>{shown}</section> }
}
