//! The dialogs in which readers cite, share and export: what, in which format, and then the text to copy or to keep.

use std::ops::Range;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::choices::choices;
use super::icon::{Shape, icon};
use crate::app::browser;
use crate::app::model::format;
use crate::app::model::route::Route;
use crate::app::model::share_options::{Format, Scope, ShareAction};
use crate::app::model::sharing::{Card, Material, SANDBOX, Sharing};
use crate::app::model::state::{Action, Shared, State};
use crate::app::site::use_site;
use crate::app::strings::T;
use crate::engine::protocol::Overview;

/// Characters of a long text that are shown; a field with megabytes in it would stand still.
const SHOWN: usize = 20_000;
/// Documents that are written in one step: a few milliseconds. Thousands at once would be felt.
const STEP: usize = 250;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ShareDialogProps {
    pub sharing: Sharing,
    pub state: State,
    pub overview: Shared<Overview>,
}

#[component]
pub fn ShareDialog(props: &ShareDialogProps) -> Html {
    let ShareDialogProps { sharing, state, .. } = props;
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
        Callback::from(move |sharing| {
            outcome.set(None);
            site.act.emit(Action::Share(Some(sharing)));
        })
    };
    let on_close = site.act.reform(|_: Event| Action::Share(None));
    let on_close_button = {
        let dialog = dialog.clone();
        Callback::from(move |_| dialog.cast::<Element>().iter().for_each(browser::close))
    };
    let on_scope = with(&change, sharing, |sharing, scope| Sharing { scope, ..sharing });
    let on_format = with(&change, sharing, |sharing, format| Sharing { format, ..sharing });
    html! {
        <dialog class="share-dialog" ref={dialog} aria-labelledby="share-dialog-heading" onclose={on_close}>
            <div class="dialog-head">
                <h2 id="share-dialog-heading">{(T.share_action)(sharing.action)}</h2>
                <button type="button" class="icon-button" aria-label={T.close} title={T.close} onclick={on_close_button}>{icon(Shape::Close)}</button>
            </div>
            {choices("share-scope", T.scope_label, &sharing.scopes(&state.route), sharing.scope, T.scope, &on_scope)}
            {choices("share-format", T.format_label, &sharing.action.formats(), sharing.format, T.format, &on_format)}
            {about_link(sharing, &state.route, &change)}
            if let Some(text) = text {
                {outgoing(&text, sharing, *outcome, &outcome.setter())}
                {preview(props, site.is_embedded)}
            } else {
                {waiting(state)}
            }
        </dialog>
    }
}

/// A callback that changes one thing of what is shared.
fn with<V: 'static>(
    change: &Callback<Sharing>,
    sharing: &Sharing,
    set: impl Fn(Sharing, V) -> Sharing + 'static,
) -> Callback<V> {
    let sharing = sharing.clone();
    change.reform(move |value| set(sharing.clone(), value))
}

/// The text in its parts, once all of them are there. Each rendering makes one more, so that other things get their turn.
#[hook]
fn use_text(props: &ShareDialogProps) -> Option<Vec<Rc<str>>> {
    let made = use_mut_ref(|| (props.sharing.clone(), Vec::<Rc<str>>::new()));
    let update = use_force_update();
    let listed = if is_of_many(props) { props.state.listed.len() } else { 0 };
    let is_listed = props.state.remotes.listing.pending.is_none() && props.state.remotes.listing.failure.is_none();
    let all = listed.div_ceil(STEP).max(1);
    // Which part is the last one shows only when all are listed.
    let ready = if is_listed { all } else { listed.saturating_sub(1) / STEP };
    let parts = {
        let mut made = made.borrow_mut();
        if made.0 != props.sharing {
            *made = (props.sharing.clone(), Vec::new());
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

fn is_of_many(props: &ShareDialogProps) -> bool {
    props.sharing.request(&props.state.route, 0).is_some()
}

fn with_material<R>(
    props: &ShareDialogProps,
    documents: Range<usize>,
    is_last: bool,
    make: impl FnOnce(Material) -> R,
) -> R {
    let ShareDialogProps { sharing, state, overview } = props;
    let is_first = documents.start == 0;
    make(Material {
        sharing,
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
fn about_link(sharing: &Sharing, route: &Route, change: &Callback<Sharing>) -> Html {
    if sharing.action != ShareAction::Share {
        return Html::default();
    }
    let may_choose = matches!(sharing.scope, Scope::Passage | Scope::Document) && !route.search.is_blank();
    let on_keep = with(change, sharing, |sharing, _: Event| Sharing { keeps_search: !sharing.keeps_search, ..sharing });
    let has_search = sharing.has_search(route);
    html! {
        <div class="about-link">
            if may_choose {
                <label class="toggle"><input type="checkbox" checked={sharing.keeps_search} onchange={on_keep} />{T.keep_search}</label>
            }
            <p class={classes!("quiet", has_search.then_some("is-warning"))}>
                {if has_search { T.link_has_search } else { T.link_without_search }}
            </p>
            if sharing.format != Format::Address {
                <p class="quiet">{(T.embed_note)(sharing.format)}</p>
            }
        </div>
    }
}

fn waiting(state: &State) -> Html {
    let total = state.remotes.listing.value.as_ref().map_or("…".into(), |listing| format::number(listing.total));
    html! {
        <p class="quiet" role="status">
            {state.remotes.listing.failure.as_ref().map_or_else(|| (T.listing)(state.listed.len() as u32, &total), |failure| (T.failure)(failure))}
        </p>
    }
}

/// The text, and the ways out for it.
fn outgoing(
    text: &[Rc<str>],
    sharing: &Sharing,
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
        let (text, (extension, media_type)) = (text.to_vec(), sharing.format.file_type());
        Callback::from(move |_| browser::download(&format!("karez.{extension}"), media_type, &text))
    };
    let shown: String = text.iter().flat_map(|part| part.chars()).take(SHOWN).collect();
    let is_whole = shown.len() == text.iter().map(|part| part.len()).sum::<usize>();
    let rows = shown.lines().count().clamp(3, 10).to_string();
    html! {
        <>
            <textarea class="shared-text" readonly={true} {rows} spellcheck="false" dir="auto"
                aria-label={if is_whole { T.shared_text } else { T.shared_beginning }} value={shown} />
            if !is_whole {
                <p class="quiet">{T.shared_beginning}</p>
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
fn preview(props: &ShareDialogProps, is_embedded: bool) -> Html {
    let Sharing { format, .. } = props.sharing;
    let shown = match format {
        Format::Frame | Format::Element if !is_embedded => {
            let src = format!("embed.html{}", props.sharing.route(&props.state.route).href());
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
