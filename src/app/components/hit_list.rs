//! Every hit of the document with the words around it; choosing one goes there.

use yew::prelude::*;

use super::highlighted::plain_text;
use crate::app::strings::T;
use crate::corpus::language::Direction;
use crate::engine::protocol::DocumentView;

/// Characters shown on each side of a hit.
const AROUND: usize = 48;

pub fn hit_list(lines: &[HitLine], current: u32, on_pick: &Callback<u32>) -> Html {
    html! {
        <ol class="hit-list" id="hit-list" aria-label={T.hit_list}>
            for (hit, line) in (0..).zip(lines) {
                <li>
                    <button type="button" aria-current={(hit == current).then_some("true")} onclick={on_pick.reform(move |_| hit)}
                        lang={line.language.clone()} dir={line.direction.as_str()}>
                        {&line.before}<mark>{&line.hit}</mark>{&line.after}
                    </button>
                </li>
            }
        </ol>
    }
}

/// One hit in its context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HitLine {
    pub before: String,
    pub hit: String,
    pub after: String,
    pub language: String,
    pub direction: Direction,
}

/// A line for each hit, in order; a hit over several segments or blocks is told by its first.
pub fn hit_lines(document: &DocumentView) -> Vec<HitLine> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        for (at, segment) in block.segments.iter().enumerate() {
            if segment.hit.is_some_and(|hit| hit as usize == lines.len()) {
                lines.push(HitLine {
                    before: ending(&plain_text(&block.segments[..at])),
                    hit: segment.text.clone(),
                    after: beginning(&plain_text(&block.segments[at + 1..])),
                    language: block.language.clone(),
                    direction: block.direction,
                });
            }
        }
    }
    lines
}

/// The last characters of a text, from the beginning of a word on.
fn ending(text: &str) -> String {
    let Some((at, _)) = text.char_indices().rev().nth(AROUND) else { return text.into() };
    let tail = &text[at..];
    let word = tail.find(char::is_whitespace).unwrap_or(0);
    format!("…{}", &tail[word..])
}

/// The first characters of a text, up to the end of a word.
fn beginning(text: &str) -> String {
    let Some((at, _)) = text.char_indices().nth(AROUND) else { return text.into() };
    let head = &text[..at];
    format!("{}…", &head[..head.rfind(char::is_whitespace).map_or(at, |word| word + 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_hit_is_cut_between_words() {
        assert_eq!((ending("short "), beginning(" short")), ("short ".into(), " short".into()));
        let long = "word ".repeat(30);
        assert!(ending(&long).starts_with("… word") && ending(&long).ends_with("word "));
        assert!(beginning(&long).ends_with("word …") && beginning(&long).chars().count() <= AROUND + 1);
        // Without spaces there is no better place.
        let han = "维".repeat(60);
        assert_eq!((ending(&han).chars().count(), beginning(&han).chars().count()), (AROUND + 2, AROUND + 1));
    }
}
