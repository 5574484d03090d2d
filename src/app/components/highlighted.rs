//! Text with its hits highlighted. Text nodes only: what a corpus says is never taken for HTML.

use yew::prelude::*;

use crate::engine::protocol::Segment;

/// The segments as inline text. With `is_numbered`, hits can be found by their number.
pub fn highlighted(segments: &[Segment], is_numbered: bool) -> Html {
    let part = |segment: &Segment| match segment.hit {
        Some(hit) => html! { <mark data-hit={is_numbered.then(|| hit.to_string())}>{&segment.text}</mark> },
        None if segment.is_uncounted => html! { <mark class="is-uncounted">{&segment.text}</mark> },
        None => html! { {&segment.text} },
    };
    segments.iter().map(part).collect()
}

/// The text without highlights.
pub fn plain_text(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}
