//! Numbers of pages: the first and the last one, those around the present one, and a field for any other.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::browser;
use crate::app::model::format;
use crate::app::model::route::Travel;
use crate::app::site::Site;
use crate::app::strings::T;

/// Id of what was found: the list, or what counts it.
pub const FOUND: &str = "found";

/// Pages linked on each side of the present one.
const AROUND: u32 = 2;
/// Up to so many pages, all are a click or two away.
const FEW: u32 = 7;

/// The way to all pages of a list of `total` entries, `length` on each; nothing if they are on one.
pub fn pager(site: &Site, total: u32, length: u32) -> Html {
    let (pages, current) = (total.div_ceil(length), site.route.search.page);
    if pages <= 1 && current == 0 {
        return Html::default();
    }
    let link = |(page, is_after_gap): (u32, bool)| {
        html! {
            <li class={classes!(is_after_gap.then_some("is-after-gap"))}>
                <a href={site.route.on_page(page).href()} aria-label={(T.page)(page + 1)}
                    aria-current={(page == current).then_some("page")}>{format::number(page + 1)}</a>
            </li>
        }
    };
    html! {
        <nav class="pager" aria-label={T.pages}>
            <ol onclick={|_| browser::begin_at(FOUND)}>{for numbers(current, pages).into_iter().map(link)}</ol>
            if pages > FEW {
                <label>{T.go_to_page}<input type="number" min="1" max={pages.to_string()} onchange={on_number(site, pages)} /></label>
            }
        </nav>
    }
}

/// Goes to the page whose number was typed, or to the nearest there is.
fn on_number(site: &Site, pages: u32) -> Callback<Event> {
    let site = site.clone();
    Callback::from(move |event: Event| {
        let field = event.target_unchecked_into::<HtmlInputElement>();
        if let Ok(number) = field.value().parse::<u32>() {
            field.set_value("");
            site.go.emit((site.route.on_page(number.clamp(1, pages) - 1), Travel::Push));
            browser::begin_at(FOUND);
        }
    })
}

/// The pages that are linked, and whether pages are left out before each.
fn numbers(current: u32, pages: u32) -> Vec<(u32, bool)> {
    let around = current.saturating_sub(AROUND)..=current.saturating_add(AROUND);
    let linked = (0..pages.min(1)).chain(around.filter(|page| (1..pages).contains(page))).chain(pages.checked_sub(1));
    let mut numbers: Vec<(u32, bool)> = Vec::new();
    for page in linked {
        match numbers.last() {
            Some((before, _)) if *before >= page => {}
            before => numbers.push((page, before.is_some_and(|(before, _)| before + 1 < page))),
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_the_last_and_those_around_are_linked() {
        let linked = |current, pages| numbers(current, pages).into_iter().map(|(page, _)| page).collect::<Vec<_>>();
        assert_eq!(linked(0, 2), [0, 1]);
        assert_eq!(linked(0, 500), [0, 1, 2, 499]);
        assert_eq!(linked(250, 500), [0, 248, 249, 250, 251, 252, 499]);
        assert_eq!(linked(499, 500), [0, 497, 498, 499]);
        assert_eq!(linked(900, 3), [0, 2], "an address may ask for a page beyond the last one");
        let gaps: Vec<u32> =
            numbers(250, 500).into_iter().filter(|(_, is_after_gap)| *is_after_gap).map(|(page, _)| page).collect();
        assert_eq!(gaps, [248, 499]);
    }
}
