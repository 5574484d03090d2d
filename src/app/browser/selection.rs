//! What is selected in the text of the open document.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::dom::{document, window};

/// What is selected in the text of the open document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// Number of the block in which it begins, from 1.
    pub paragraph: u32,
    /// Text of that block before it, itself, and the text of its last block after it.
    pub before: String,
    pub text: String,
    pub after: String,
    /// Where its tools go: from the top of the sheet, in pixels. Below it, or above where there is no room below.
    pub place: i32,
}

/// Height of those tools with a gap, on one line.
const TOOLS: f64 = 56.0;

pub fn selected() -> Option<Selected> {
    let selection = window().get_selection().ok().flatten().filter(|selection| !selection.is_collapsed())?;
    let range = selection.get_range_at(0).ok()?;
    let block_of = |node: Node| {
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        element.closest("[data-paragraph]").ok().flatten()
    };
    let start = block_of(range.start_container().ok()?)?;
    let last = block_of(range.end_container().ok()?);
    let before = document().create_range().ok()?;
    before.select_node_contents(&start).ok()?;
    before.set_end(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
    let after = document().create_range().ok()?;
    after.select_node_contents(last.as_ref().unwrap_or(&start)).ok()?;
    let text = match last {
        Some(_) => {
            after.set_start(&range.end_container().ok()?, range.end_offset().ok()?).ok()?;
            selection.to_string().into()
        }
        // It goes on beyond the text: what counts is what it has of its first block.
        None => {
            let inside = document().create_range().ok()?;
            inside.select_node_contents(&start).ok()?;
            inside.set_start(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
            after.collapse_with_to_start(false);
            String::from(inside.to_string())
        }
    };
    let paragraph = start.get_attribute("data-paragraph")?.parse().ok()?;
    let sheet = start.closest(".sheet").ok().flatten()?.get_bounding_client_rect();
    let area = range.get_bounding_client_rect();
    let room = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default() - area.bottom();
    // On a phone the reader's bar is below.
    let place = if room < 2.0 * TOOLS { area.top() - TOOLS } else { area.bottom() + 8.0 };
    let selected = Selected {
        paragraph,
        before: before.to_string().into(),
        text,
        after: after.to_string().into(),
        place: (place - sheet.top()) as i32,
    };
    (!selected.text.trim().is_empty()).then_some(selected)
}
