//! Where the hits are in the whole document: one tick each, beside the text.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::engine::protocol::DocumentView;

/// `positions` are those of [`positions`]. A help for the eye and the mouse; the hit navigator does the same for
/// everybody, so it is hidden from screen readers.
pub fn hit_gutter(positions: &Rc<Vec<u32>>, current: u32, on_pick: Callback<u32>) -> Html {
    let on_click = {
        let positions = positions.clone();
        Callback::from(move |event: MouseEvent| {
            let Some(gutter) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) else {
                return;
            };
            let area = gutter.get_bounding_client_rect();
            let share = 1_000.0 * (f64::from(event.client_y()) - area.top()) / area.height().max(1.0);
            if let Some(hit) = nearest(&positions, share as u32) {
                on_pick.emit(hit);
            }
        })
    };
    html! {
        <svg class="gutter" aria-hidden="true" onclick={on_click}>
            for (hit, position) in positions.iter().enumerate() {
                <rect class={classes!("tick", (hit == current as usize).then_some("is-current"))} x="0" width="100%" height="3"
                    y={format!("{}.{}%", position / 10, position % 10)} />
            }
        </svg>
    }
}

/// How much of the text stands before each hit, in thousandths.
pub fn positions(document: &DocumentView) -> Vec<u32> {
    let text = || document.blocks.iter().filter(|block| block.paragraph > 0);
    let segments = || text().flat_map(|block| &block.segments);
    let length = segments().map(|segment| segment.text.len() as u64).sum::<u64>().max(1);
    let mut positions = Vec::new();
    let mut before = 0;
    for segment in segments() {
        if segment.hit.is_some_and(|hit| hit as usize == positions.len()) {
            positions.push((before * 1_000 / length) as u32);
        }
        before += segment.text.len() as u64;
    }
    positions
}

fn nearest(positions: &[u32], share: u32) -> Option<u32> {
    let (hit, _) = positions.iter().enumerate().min_by_key(|(_, position)| position.abs_diff(share))?;
    Some(hit as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_goes_to_the_nearest_hit() {
        assert_eq!([0, 300, 900].map(|share| nearest(&[100, 500, 600], share)), [Some(0), Some(0), Some(2)]);
        assert_eq!(nearest(&[], 500), None);
    }
}
