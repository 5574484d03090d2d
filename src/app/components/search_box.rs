//! The search box: a combobox whose list completes the last word. It is one field in the same place on all pages, so
//! that typing is never interrupted.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::completion_list::{List, completion_list, next, option_id, shown};
use super::icon::{Shape, icon};
use crate::app::browser;
use crate::app::hooks::use_later;
use crate::app::model::state::Shared;
use crate::app::site::{Site, use_site};
use crate::app::strings::T;
use crate::corpus::Field;
use crate::engine::protocol::{Completion, CompletionKind, Remark, Suggestions};

/// Searching waits this long for another letter. Longer saves work, and is felt: from typing to results on the screen
/// should take less than 100 ms, and the worker drops what a later letter made useless anyway.
const PAUSE_MS: u32 = 30;

/// Typing ends this long after the field was left. The results of the finished word may be others, and must not move
/// under the pointer that leaves the field by pressing on one of them.
const LEAVING_MS: u32 = 400;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct SearchBoxProps {
    /// Completions of what was typed last.
    pub suggestions: Option<Shared<Suggestions>>,
    /// Told what completions are wanted for; nothing once typing has ended.
    pub on_typed: Callback<Option<String>>,
    /// What the engine says about parts of the query that is searched.
    pub remarks: Vec<Remark>,
    /// Those of the corpus.
    pub fields: Vec<Field>,
}

#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let typing = use_typing(&props.on_typed);
    let has_builder = use_state(|| false);
    let builder = use_later(&typing.site.load_later, *has_builder);
    // Browsers do not tell every scrolling of a field, so the line behind it follows whatever may be the cause of one.
    use_effect(follow_scroll);
    let (options, list) = shown(props.suggestions.as_deref(), &typing.text, *typing.list);
    let on_submit = typing.on(|typing, event: SubmitEvent| {
        event.prevent_default();
        typing.submit();
    });
    let on_builder = {
        let has_builder = has_builder.clone();
        Callback::from(move |_: MouseEvent| has_builder.set(!*has_builder))
    };
    html! {
        <search class="search">
            <form onsubmit={on_submit}>
                <label class="visually-hidden" for="query">{T.search_label}</label>
                {icon(Shape::Search)}
                {query_field(&typing, options, list, &props.remarks)}
                {completion_list(options, list, &typing.on(Typing::choose))}
                <button type="button" class="icon-button builder-toggle" aria-expanded={has_builder.to_string()} aria-controls="builder"
                    aria-label={T.builder} title={T.builder} onclick={on_builder}>{icon(Shape::Form)}<span class="label">{T.builder_short}</span></button>
                <button type="submit" class="button">{T.search}</button>
            </form>
            <div id="builder">
                if *has_builder {
                    {builder.map_or_else(|meanwhile| meanwhile, |later| (later.query_builder)(props.fields.clone()))}
                }
            </div>
        </search>
    }
}

/// The field that is typed in, and behind it the lines under what the engine remarks on.
fn query_field(typing: &Typing, options: &[Completion], list: List, remarks: &[Remark]) -> Html {
    let text = &*typing.text;
    // Remarks are about the query that was searched; while another is being typed they would underline anything.
    let parts = if *text == typing.site.route.search.query { underlined(text, remarks) } else { Vec::new() };
    let is_underlined = !parts.is_empty();
    let on_input = typing.on(|typing, event: InputEvent| {
        typing.type_in(event.target_unchecked_into::<HtmlInputElement>().value());
    });
    let on_key_down = {
        let options = options.to_vec();
        typing.on(move |typing, event: KeyboardEvent| typing.press(&event, &options, list))
    };
    html! {
        <div class="query-field">
            if is_underlined {
                <div id="query-marks" class="query-marks" aria-hidden="true" dir="auto">
                    for (part, is_remarked_on) in parts {
                        if is_remarked_on { <u>{part}</u> } else { {part} }
                    }
                </div>
            }
            <input id="query" type="text" dir="auto" value={text.clone()} placeholder={T.search_placeholder} oninput={on_input}
                onkeydown={on_key_down} onblur={typing.on(|typing, _: FocusEvent| typing.leave())} autocomplete="off"
                autocapitalize="none" spellcheck="false" enterkeyhint="search" aria-keyshortcuts="/" role="combobox"
                aria-autocomplete="list" aria-controls="completions" aria-expanded={list.is_open().to_string()}
                aria-activedescendant={list.chosen().map(option_id)} aria-describedby={is_underlined.then_some("query-remarks")}
                onscroll={|_| follow_scroll()} onselect={|_| follow_scroll()} onkeyup={|_| follow_scroll()} />
        </div>
    }
}

fn follow_scroll() {
    browser::follow_scroll("query-marks", "query");
}

/// What stands in the field, and what follows from typing there.
#[derive(Clone)]
struct Typing {
    site: Site,
    text: UseStateHandle<String>,
    list: UseStateHandle<List>,
    /// Runs out when no other letter is typed.
    pause: Rc<RefCell<Option<Timeout>>>,
    /// Runs out some time after the field was left.
    leaving: Rc<RefCell<Option<Timeout>>>,
    /// The query that typing sent last. When it comes back as the route, more may have been typed meanwhile: only a
    /// query from elsewhere (a link, back and forward) may replace what stands in the field.
    sent: Rc<RefCell<String>>,
    on_typed: Callback<Option<String>>,
}

#[hook]
fn use_typing(on_typed: &Callback<Option<String>>) -> Typing {
    let site = use_site();
    let text = use_state(|| site.route.search.query.clone());
    let list = use_state(|| List::Closed);
    let (pause, leaving) = (use_mut_ref(|| None::<Timeout>), use_mut_ref(|| None::<Timeout>));
    let sent = use_mut_ref(|| site.route.search.query.clone());
    let typing = Typing { site, text, list, pause, leaving, sent, on_typed: on_typed.clone() };
    use_effect_with(typing.site.route.search.query.clone(), {
        let typing = typing.clone();
        move |query| {
            if typing.sent.replace(query.clone()) != *query {
                typing.text.set(query.clone());
            }
        }
    });
    typing
}

impl Typing {
    fn on<E: 'static>(&self, act: impl Fn(&Typing, E) + 'static) -> Callback<E> {
        let typing = self.clone();
        Callback::from(move |event| act(&typing, event))
    }

    /// Another text stands in the field. It is searched unless one more letter comes soon.
    fn type_in(&self, typed: String) {
        self.leaving.take();
        self.text.set(typed.clone());
        self.list.set(List::Waiting);
        let typing = self.clone();
        *self.pause.borrow_mut() = Some(Timeout::new(PAUSE_MS, move || {
            typing.on_typed.emit(Some(typed.clone()));
            typing.search_for(&typed);
        }));
    }

    fn search_for(&self, query: &str) {
        self.sent.replace(query.into());
        self.site.search_for(query.into());
    }

    fn submit(&self) {
        self.pause.take();
        self.close();
        self.site.search_for((*self.text).clone());
        browser::put_keyboard_away();
    }

    fn close(&self) {
        self.list.set(List::Closed);
        self.on_typed.emit(None);
    }

    fn leave(&self) {
        self.list.set(List::Closed);
        let on_typed = self.on_typed.clone();
        *self.leaving.borrow_mut() = Some(Timeout::new(LEAVING_MS, move || on_typed.emit(None)));
    }

    fn choose(&self, Completion { query, kind, .. }: Completion) {
        self.pause.take();
        self.text.set(query.clone());
        // After a field's name its values come; alone it asks for nothing.
        let goes_on = kind == CompletionKind::Field;
        if !goes_on {
            self.search_for(&query);
            browser::put_keyboard_away();
        }
        self.list.set(if goes_on { List::Waiting } else { List::Closed });
        self.on_typed.emit(goes_on.then_some(query));
    }

    /// A key was pressed, while the list looked so.
    fn press(&self, event: &KeyboardEvent, options: &[Completion], list: List) {
        if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match (event.key().as_str(), list) {
            ("ArrowDown", _) if !options.is_empty() => self.list.set(List::Open(next(list, options.len(), true))),
            ("ArrowUp", List::Open(_)) => self.list.set(List::Open(next(list, options.len(), false))),
            ("Enter", List::Open(Some(chosen))) => self.choose(options[chosen].clone()),
            ("Escape", List::Open(_)) => self.list.set(List::Closed),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }
}

/// The query cut where remarks begin and end, and whether each part is remarked on. Nothing without remarks that say where.
fn underlined(query: &str, remarks: &[Remark]) -> Vec<(String, bool)> {
    // Numbers of the kind that the engine sorts: another kind would bring sorting code of its own into the wasm.
    let mut places: Vec<(u64, u32)> = remarks
        .iter()
        .map(|remark| (remark.start, remark.end.min(query.len() as u32)))
        .filter(|(start, end)| start < end && [*start, *end].iter().all(|at| query.is_char_boundary(*at as usize)))
        .map(|(start, end)| (start.into(), end))
        .collect();
    places.sort_unstable();
    let mut parts = Vec::new();
    let mut done = 0;
    for (start, end) in places {
        let (start, end) = (done.max(start as usize), end as usize);
        if start < end {
            parts.push((query[done..start].to_owned(), false));
            parts.push((query[start..end].to_owned(), true));
            done = end;
        }
    }
    if done > 0 {
        parts.push((query[done..].to_owned(), false));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::RemarkCode;

    #[test]
    fn parts_of_the_query_that_are_remarked_on_are_underlined() {
        let remark = |start, end| Remark { start, end, code: RemarkCode::OpenBracket };
        let shown = |query: &str, remarks: &[Remark]| {
            let parts = underlined(query, remarks).into_iter();
            parts.map(|(part, is_marked)| if is_marked { format!("<{part}>") } else { part }).collect::<String>()
        };
        assert_eq!(shown("date:soon é x", &[remark(10, 12), remark(0, 9)]), "<date:soon> <é> x");
        assert_eq!(shown("abcd", &[remark(1, 3), remark(2, 9)]), "a<bc><d>");
        assert_eq!(shown("é", &[remark(0, 0), remark(1, 2), remark(7, 9)]), "");
    }
}
