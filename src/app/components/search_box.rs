//! The search box: a combobox whose list completes the last word. It is one field in the same place on all pages, so
//! that typing is never interrupted.

use gloo::timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::app::browser;
use crate::app::hooks::use_later;
use crate::app::model::state::Shared;
use crate::app::site::use_site;
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

/// Whether the list is shown, and which of its options is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum List {
    Closed,
    /// Opens by itself when there is something to add to what was typed.
    Waiting,
    Open(Option<usize>),
}

#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let site = use_site();
    let text = use_state(|| site.route.search.query.clone());
    let list = use_state(|| List::Closed);
    let pause = use_mut_ref(|| None::<Timeout>);
    let leaving = use_mut_ref(|| None::<Timeout>);
    // The query that typing sent last. When it comes back as the route, more may have been typed meanwhile: only a
    // query from elsewhere (a link, back and forward) may replace what stands in the field.
    let sent = use_mut_ref(|| site.route.search.query.clone());
    {
        let (text, sent) = (text.clone(), sent.clone());
        use_effect_with(site.route.search.query.clone(), move |query| {
            if sent.replace(query.clone()) != *query {
                text.set(query.clone());
            }
        });
    }
    let has_builder = use_state(|| false);
    let builder = use_later(&site.load_later, *has_builder);
    let on_builder = {
        let has_builder = has_builder.clone();
        Callback::from(move |_: MouseEvent| has_builder.set(!*has_builder))
    };
    // Remarks are about the query that was searched; while another is being typed they would underline anything.
    let marks = if *text == site.route.search.query { underlined(&text, &props.remarks) } else { Vec::new() };
    let has_marks = !marks.is_empty();
    // Browsers do not tell every scrolling of a field, so the line behind it follows whatever may be the cause of one.
    use_effect(|| browser::follow_scroll("query-marks", "query"));
    let (options, list_shown) = shown(props.suggestions.as_deref(), &text, *list);

    let on_input = {
        let (site, text, list, pause, sent) = (site.clone(), text.clone(), list.clone(), pause.clone(), sent.clone());
        let (on_typed, leaving) = (props.on_typed.clone(), leaving.clone());
        Callback::from(move |event: InputEvent| {
            leaving.take();
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            text.set(typed.clone());
            list.set(List::Waiting);
            let (site, sent, on_typed) = (site.clone(), sent.clone(), on_typed.clone());
            *pause.borrow_mut() = Some(Timeout::new(PAUSE_MS, move || {
                sent.replace(typed.clone());
                on_typed.emit(Some(typed.clone()));
                site.search_for(typed);
            }));
        })
    };
    let close = {
        let (list, on_typed) = (list.clone(), props.on_typed.clone());
        Callback::from(move |()| {
            list.set(List::Closed);
            on_typed.emit(None);
        })
    };
    let on_submit = {
        let (site, text, pause, close) = (site.clone(), text.clone(), pause.clone(), close.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            pause.take();
            close.emit(());
            site.search_for((*text).clone());
        })
    };
    let choose = {
        let (site, text, list, on_typed) = (site.clone(), text.clone(), list.clone(), props.on_typed.clone());
        Callback::from(move |Completion { query, kind, .. }: Completion| {
            pause.take();
            text.set(query.clone());
            // After a field's name its values come; alone it asks for nothing.
            let goes_on = kind == CompletionKind::Field;
            if !goes_on {
                sent.replace(query.clone());
                site.search_for(query.clone());
            }
            list.set(if goes_on { List::Waiting } else { List::Closed });
            on_typed.emit(goes_on.then_some(query));
        })
    };
    let on_key_down = {
        let (options, list, choose) = (options.to_vec(), list.clone(), choose.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            match (event.key().as_str(), list_shown) {
                ("ArrowDown", _) if !options.is_empty() => list.set(List::Open(next(list_shown, options.len(), true))),
                ("ArrowUp", List::Open(_)) => list.set(List::Open(next(list_shown, options.len(), false))),
                ("Enter", List::Open(Some(chosen))) => choose.emit(options[chosen].clone()),
                ("Escape", List::Open(_)) => list.set(List::Closed),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
        })
    };
    let on_blur = {
        let (list, on_typed) = (list.clone(), props.on_typed.clone());
        Callback::from(move |_: FocusEvent| {
            list.set(List::Closed);
            let on_typed = on_typed.clone();
            *leaving.borrow_mut() = Some(Timeout::new(LEAVING_MS, move || on_typed.emit(None)));
        })
    };

    let is_open = matches!(list_shown, List::Open(_));
    let chosen = if let List::Open(chosen) = list_shown { chosen } else { None };
    let option = |(number, completion): (usize, &Completion)| {
        let on_click = {
            let (choose, completion) = (choose.clone(), completion.clone());
            Callback::from(move |_: MouseEvent| choose.emit(completion.clone()))
        };
        let is_chosen = (chosen == Some(number)).to_string();
        html! {
            <li id={option_id(number)} role="option" aria-selected={is_chosen} onclick={on_click}>
                <span dir="auto">{&completion.part}</span>{note(completion)}
            </li>
        }
    };
    html! {
        <search class="search">
            <form onsubmit={on_submit}>
                <label class="visually-hidden" for="query">{T.search_label}</label>
                {icon(Shape::Search)}
                <div class="query-field">
                    if has_marks {
                        <div id="query-marks" class="query-marks" aria-hidden="true" dir="auto">
                            for (part, is_marked) in marks {
                                if is_marked { <u>{part}</u> } else { {part} }
                            }
                        </div>
                    }
                    <input id="query" type="text" dir="auto" value={(*text).clone()} placeholder={T.search_placeholder} oninput={on_input}
                        onkeydown={on_key_down} onblur={on_blur} autocomplete="off" autocapitalize="none" spellcheck="false"
                        enterkeyhint="search" aria-keyshortcuts="/" role="combobox" aria-autocomplete="list" aria-controls="completions"
                        aria-expanded={is_open.to_string()} aria-activedescendant={chosen.map(option_id)}
                        aria-describedby={has_marks.then_some("query-remarks")}
                        onscroll={|_| browser::follow_scroll("query-marks", "query")}
                        onselect={|_| browser::follow_scroll("query-marks", "query")}
                        onkeyup={|_| browser::follow_scroll("query-marks", "query")} />
                </div>
                // The field keeps the focus while an option is clicked.
                <ul id="completions" class="completions" role="listbox" aria-label={T.completions} hidden={!is_open}
                    onmousedown={|event: MouseEvent| event.prevent_default()}>
                    {for options.iter().enumerate().filter(|_| is_open).map(option)}
                </ul>
                <p class="visually-hidden" role="status">{is_open.then(|| (T.completions_found)(options.len()))}</p>
                <button type="button" class="icon-button builder-toggle" aria-expanded={has_builder.to_string()} aria-controls="builder"
                    aria-label={T.builder} title={T.builder} onclick={on_builder}>{icon(Shape::Form)}</button>
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

/// The completions of what now stands in the field, and whether they are shown.
fn shown<'a>(suggestions: Option<&'a Suggestions>, text: &str, list: List) -> (&'a [Completion], List) {
    let current = suggestions.filter(|suggestions| suggestions.text == text && !suggestions.completions.is_empty());
    match (current, list) {
        (None, _) => (&[], List::Closed),
        // Whoever has typed a whole word wants to see what it finds.
        (Some(suggestions), List::Waiting) if suggestions.is_whole => (&suggestions.completions, List::Closed),
        (Some(suggestions), List::Waiting) => (&suggestions.completions, List::Open(None)),
        (Some(suggestions), list) => (&suggestions.completions, list),
    }
}

/// The option after or before the chosen one; between the last and the first none is chosen.
fn next(list: List, count: usize, is_forward: bool) -> Option<usize> {
    let chosen = if let List::Open(chosen) = list { chosen } else { None };
    match (chosen, is_forward) {
        (None, true) => Some(0),
        (None, false) => count.checked_sub(1),
        (Some(number), true) => Some(number + 1).filter(|number| *number < count),
        (Some(number), false) => number.checked_sub(1),
    }
}

fn option_id(number: usize) -> String {
    format!("completion-{number}")
}

/// How many documents have a value, and what a field is. For words the number is known too roughly to be shown.
fn note(completion: &Completion) -> Html {
    match completion.kind {
        CompletionKind::Word => Html::default(),
        CompletionKind::Field => html! { <span class="count">{T.completion_field}</span> },
        CompletionKind::Value => html! { <span class="count">{(T.documents)(completion.documents)}</span> },
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

    fn suggestions(is_whole: bool) -> Suggestions {
        let (query, part, kind) = ("camps".into(), "camps".into(), CompletionKind::Word);
        let completions = vec![Completion { query, part, kind, documents: 1 }];
        Suggestions { text: "camp".into(), is_whole, completions }
    }

    #[test]
    fn the_list_opens_by_itself_only_for_an_unfinished_word() {
        let shown = |is_whole, text, list| self::shown(Some(&suggestions(is_whole)), text, list).1;
        assert_eq!(shown(false, "camp", List::Waiting), List::Open(None));
        assert_eq!(shown(true, "camp", List::Waiting), List::Closed);
        assert_eq!(shown(true, "camp", List::Open(Some(0))), List::Open(Some(0)));
        assert_eq!(shown(false, "camp", List::Closed), List::Closed);
        assert_eq!(shown(false, "camping", List::Waiting), List::Closed);
    }

    #[test]
    fn parts_of_the_query_that_are_remarked_on_are_underlined() {
        let remark = |start, end| Remark { start, end, message: String::new() };
        let shown = |query: &str, remarks: &[Remark]| {
            let parts = underlined(query, remarks).into_iter();
            parts.map(|(part, is_marked)| if is_marked { format!("<{part}>") } else { part }).collect::<String>()
        };
        assert_eq!(shown("date:soon é x", &[remark(10, 12), remark(0, 9)]), "<date:soon> <é> x");
        assert_eq!(shown("abcd", &[remark(1, 3), remark(2, 9)]), "a<bc><d>");
        assert_eq!(shown("é", &[remark(0, 0), remark(1, 2), remark(7, 9)]), "");
    }

    #[test]
    fn arrows_go_round_by_way_of_what_was_typed() {
        let next = |chosen, is_forward| super::next(List::Open(chosen), 2, is_forward);
        assert_eq!([next(None, true), next(Some(0), true), next(Some(1), true)], [Some(0), Some(1), None]);
        assert_eq!([next(None, false), next(Some(1), false), next(Some(0), false)], [Some(1), Some(0), None]);
    }
}
