//! Text with its hits marked. Text nodes only: what a corpus says is never taken for HTML.

use yew::prelude::*;

use crate::engine::protocol::Segment;

/// The segments as inline text. With `is_numbered`, hits can be found by their number.
pub fn marked(segments: &[Segment], is_numbered: bool) -> Html {
    let mark = |segment: &Segment| match segment.hit {
        Some(hit) => html! { <mark data-hit={is_numbered.then(|| hit.to_string())}>{&segment.text}</mark> },
        None => html! { {&segment.text} },
    };
    segments.iter().map(mark).collect()
}

/// The text without marks.
pub fn plain_text(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}
