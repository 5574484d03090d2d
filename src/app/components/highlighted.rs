//! Text with its hits highlighted. Text nodes only: what a corpus says is never taken for HTML.

use yew::prelude::*;

use crate::engine::protocol::{ComparedSegment, Segment};

/// The segments as inline text. With `is_numbered`, hits can be found by their number.
pub fn highlighted(segments: &[Segment], is_numbered: bool) -> Html {
    let part = |segment: &Segment| match segment.hit {
        Some(hit) => html! { <mark data-hit={is_numbered.then(|| hit.to_string())}>{&segment.text}</mark> },
        None if segment.is_uncounted => html! { <mark class="is-uncounted">{&segment.text}</mark> },
        None => html! { {&segment.text} },
    };
    segments.iter().map(part).collect()
}

/// Compared text, in which an element marks what is only here, or what is not.
pub fn compared(segments: &[ComparedSegment], element: &'static str, is_only_here: bool) -> Html {
    let part = |segment: &ComparedSegment| match segment.is_only_here == is_only_here {
        true => html! { <@{element}>{&segment.text}</@> },
        false => html! { {&segment.text} },
    };
    segments.iter().map(part).collect()
}

/// The text without highlights.
pub fn plain_text(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}
