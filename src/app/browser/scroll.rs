//! What of a long text or table is in view, and the hit that is highlighted in it.

use web_sys::{Element, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::dom::{all, element, window};
use super::surroundings::matches_media;

/// Scrolls the first element that a selector finds towards the middle, unless it is there already. With `is_opening` the
/// text is shown from its start if the element can be seen there.
pub fn reveal(container: &Element, selector: &str, is_opening: bool) {
    if is_opening {
        container.set_scroll_top(0);
        window().scroll_to_with_x_and_y(0.0, 0.0);
    }
    if let Ok(Some(element)) = container.query_selector(selector) {
        let is_still = is_opening || matches_media("(prefers-reduced-motion: reduce)");
        let options = ScrollIntoViewOptions::new();
        // The style sheet gives hits a margin for this, so that "nearest" is not the very edge.
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_behavior(if is_still { ScrollBehavior::Instant } else { ScrollBehavior::Smooth });
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Highlights a hit as the present one.
///
/// It is done here and not by rendering, so that stepping through a long document costs no more than through a
/// short one.
pub fn highlight_hit(container: &Element, hit: u32) {
    for mark in all(container, "mark[data-current]") {
        let _ = mark.remove_attribute("data-current");
    }
    for mark in all(container, &format!("mark[data-hit='{hit}']")) {
        let _ = mark.set_attribute("data-current", "true");
    }
}

/// Which of the rows of the table inside of a scrolled element are in view: the first one, and how many.
pub fn rows_in_view(scroller: &Element, rows: u32) -> Option<(u32, u32)> {
    let height = row_height(scroller, rows)?;
    let (top, room) = (f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
    Some(((top / height) as u32, (room / height).ceil() as u32))
}

/// Scrolls a row of such a table to the middle.
pub fn scroll_to_row(scroller: &Element, row: u32, rows: u32) {
    if let Some(height) = row_height(scroller, rows) {
        scroller.set_scroll_top((f64::from(row) * height) as i32 - scroller.client_height() / 2);
    }
}

/// Rows are of the same height, and those that are not made have their room.
fn row_height(scroller: &Element, rows: u32) -> Option<f64> {
    let body = scroller.query_selector("tbody").ok().flatten()?;
    Some(body.get_bounding_client_rect().height() / f64::from(rows.max(1))).filter(|height| *height > 0.0)
}

/// Scrolls one element sideways as far as another is.
pub fn follow_scroll(follower: &str, leader: &str) {
    if let (Some(follower), Some(leader)) = (element(follower), element(leader)) {
        follower.set_scroll_left(leader.scroll_left());
    }
}
