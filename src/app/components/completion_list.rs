//! How the last word of the query may go on: the list below the search box.

use yew::prelude::*;

use crate::app::strings::T;
use crate::engine::protocol::{Completion, CompletionKind, Suggestions};

/// Whether the list is shown, and which of its options is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Closed,
    /// Opens by itself when there is something to add to what was typed.
    Waiting,
    Open(Option<usize>),
}

impl List {
    /// Whether the options are seen.
    pub fn is_open(self) -> bool {
        match self {
            List::Open(_) => true,
            List::Closed | List::Waiting => false,
        }
    }

    /// The number of the option that is chosen, from 0.
    pub fn chosen(self) -> Option<usize> {
        match self {
            List::Open(chosen) => chosen,
            List::Closed | List::Waiting => None,
        }
    }
}

/// The options, and for screen readers how many they are.
pub fn completion_list(options: &[Completion], list: List, on_choose: &Callback<Completion>) -> Html {
    let option = |(number, completion): (usize, &Completion)| {
        let on_click = {
            let completion = completion.clone();
            on_choose.reform(move |_: MouseEvent| completion.clone())
        };
        let is_chosen = (list.chosen() == Some(number)).to_string();
        html! {
            <li id={option_id(number)} role="option" aria-selected={is_chosen} onclick={on_click}>
                <span dir="auto">{&completion.part}</span>{note(completion)}
            </li>
        }
    };
    // The field keeps the focus while an option is clicked.
    let keep_focus = |event: MouseEvent| event.prevent_default();
    html! {
        <>
            <ul id="completions" class="completions" role="listbox" aria-label={T.completions} hidden={!list.is_open()} onmousedown={keep_focus}>
                {for options.iter().enumerate().filter(|_| list.is_open()).map(option)}
            </ul>
            <p class="visually-hidden" role="status">{list.is_open().then(|| (T.completions_found)(options.len()))}</p>
        </>
    }
}

/// The completions of what now stands in the field, and whether they are shown.
pub fn shown<'a>(suggestions: Option<&'a Suggestions>, text: &str, list: List) -> (&'a [Completion], List) {
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
pub fn next(list: List, count: usize, is_forward: bool) -> Option<usize> {
    match (list.chosen(), is_forward) {
        (None, true) => Some(0),
        (None, false) => count.checked_sub(1),
        (Some(number), true) => Some(number + 1).filter(|number| *number < count),
        (Some(number), false) => number.checked_sub(1),
    }
}

/// The element of an option.
pub fn option_id(number: usize) -> String {
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
    fn arrows_go_round_by_way_of_what_was_typed() {
        let next = |chosen, is_forward| super::next(List::Open(chosen), 2, is_forward);
        assert_eq!([next(None, true), next(Some(0), true), next(Some(1), true)], [Some(0), Some(1), None]);
        assert_eq!([next(None, false), next(Some(1), false), next(Some(0), false)], [Some(1), Some(0), None]);
    }
}
