//! How many documents there are of each day, month or year: bars to look at, click or drag over, and the same as a table.

use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use crate::app::model::dates;
use crate::app::model::format::{self, percent};
use crate::app::model::route::{Page, Route, Travel};
use crate::app::model::timeline::{self, Bar, BarKind};
use crate::app::site::Site;
use crate::app::strings::T;

/// Bars are drawn at least this high (in thousandths), so that one document among hundreds is seen.
const LOWEST: u32 = 40;

/// The part of the bars that is chosen, and how it changes. All numbers are those of bars, from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Brush {
    /// The drawing, over which is dragged.
    pub node: NodeRef,
    /// The first and the last bar chosen, or about to be.
    pub chosen: (usize, usize),
    /// Where dragging began, while it lasts.
    pub anchor: Option<usize>,
    /// Told of each bar that is passed, with the other end.
    pub on_move: Callback<(usize, usize)>,
    /// Told when a choice is made.
    pub on_choose: Callback<(usize, usize)>,
    /// Told when the browser took dragging for something else.
    pub on_cancel: Callback<()>,
}

/// Pale bars for all documents, strong ones for those found; at most `labels` of them are named below. Without a brush
/// a click shows one bar's time.
pub fn histogram(site: &Site, bars: &[Bar], labels: usize, brush: Option<Brush>) -> Html {
    let (Some(first), Some(last)) = (bars.first(), bars.last()) else {
        return Html::default();
    };
    let total = bars.iter().map(|bar| bar.found).sum();
    let time = format::range(&dates::between(&first.range, &last.range).unwrap_or_default());
    let pick = |bar: &Bar| {
        let (go, route) = (site.go.clone(), picking(&site.route, bar));
        brush.is_none().then(|| Callback::from(move |_: MouseEvent| go.emit((route.clone(), Travel::Push))))
    };
    let drawing = Drawing::new(bars);
    let chosen = brush.as_ref().map_or_else(|| timeline::chosen(bars, &site.route.search.dates), |brush| brush.chosen);
    let [on_down, on_move, on_up] = pointer(brush.as_ref(), bars.len());
    html! {
        <div class="histogram">
            <svg class={classes!("bars", brush.is_some().then_some("has-brush"))} role="img" aria-label={(T.timeline_summary)(total, &time)}
                ref={brush.as_ref().map(|brush| brush.node.clone()).unwrap_or_default()} onpointerdown={on_down} onpointermove={on_move} onpointerup={on_up}
                onpointercancel={brush.as_ref().map(|brush| brush.on_cancel.reform(|_| ()))}>
                for (index, bar) in bars.iter().enumerate() {
                    <g class={bar_class(bar, (chosen.0..=chosen.1).contains(&index))} onclick={pick(bar)}>
                        <title>{bar_text(bar)}</title>
                        {drawing.column(index, "bar-target", 1_000)}
                        {drawing.column(index, "bar-all", drawing.height(bar.all))}
                        {drawing.column(index, "bar-found", drawing.height(bar.found))}
                    </g>
                }
            </svg>
            <svg class="axis" aria-hidden="true">
                for (index, name) in timeline::labels(bars, labels) {
                    <text x={percent(drawing.left(index).into())} y="11" text-anchor={drawing.anchor(index)}>{name}</text>
                }
            </svg>
            if let Some(brush) = &brush {
                <div class="brush">
                    {handle(bars, brush, true)}
                    {handle(bars, brush, false)}
                </div>
            }
            <details class="histogram-table">
                <summary>{T.timeline_table}</summary>
                <table>
                    <thead>
                        <tr><th scope="col">{T.timeline_time}</th><th scope="col">{(T.documents_label)(2)}</th></tr>
                    </thead>
                    <tbody>
                        for bar in bars.iter().filter(|bar| bar.found > 0) {
                            <tr>
                                <th scope="row"><a href={picking(&site.route, bar).href()}>{format::range(&bar.range)}</a></th>
                                <td>{format::number(bar.found)}</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </details>
        </div>
    }
}

/// One end of what is chosen, moved with the arrow keys or dragged.
fn handle(bars: &[Bar], brush: &Brush, is_start: bool) -> Html {
    let (start, end) = brush.chosen;
    let (value, label) = if is_start { (start, T.date_start) } else { (end, T.date_end) };
    let moved = move |input: HtmlInputElement| {
        let value = input.value().parse().unwrap_or(value);
        if is_start { (value.min(end), end) } else { (start, value.max(start)) }
    };
    let name = bars.get(value).map(|bar| format::range(&bar.range));
    html! {
        <input type="range" min="0" max={(bars.len() - 1).to_string()} value={value.to_string()} aria-label={label} aria-valuetext={name}
            oninput={brush.on_move.reform(move |event: InputEvent| moved(event.target_unchecked_into()))}
            onchange={brush.on_choose.reform(move |event: Event| moved(event.target_unchecked_into()))} />
    }
}

/// What pressing, dragging and letting go do.
fn pointer(brush: Option<&Brush>, bars: usize) -> [Option<Callback<PointerEvent>>; 3] {
    let Some(brush) = brush.cloned() else { return [None, None, None] };
    let (on_move, on_choose, anchor) = (brush.on_move, brush.on_choose, brush.anchor);
    let node = brush.node;
    let span = {
        let node = node.clone();
        move |event: &PointerEvent, anchor: usize| {
            let here = bar_at(&node, event, bars);
            (anchor.min(here), anchor.max(here))
        }
    };
    let (span_moved, span_chosen) = (span.clone(), span);
    [
        Some(on_move.reform(move |event: PointerEvent| {
            if let Some(element) = node.cast::<Element>() {
                // What is dragged over the edge still counts. Where it is refused, only that is lost.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            let here = bar_at(&node, &event, bars);
            (here, here)
        })),
        anchor.map(|anchor| on_move.reform(move |event: PointerEvent| span_moved(&event, anchor))),
        anchor.map(|anchor| on_choose.reform(move |event: PointerEvent| span_chosen(&event, anchor))),
    ]
}

/// The bar under the pointer, or the nearest one.
fn bar_at(node: &NodeRef, event: &PointerEvent, bars: usize) -> usize {
    let Some(element) = node.cast::<Element>() else { return 0 };
    let area = element.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
    let share = if T.is_rtl { 1.0 - share } else { share };
    ((share * bars as f64) as usize).min(bars - 1)
}

fn bar_class(bar: &Bar, is_chosen: bool) -> Classes {
    let is_beyond = bar.kind == BarKind::Beyond;
    classes!("bar", (!is_chosen).then_some("is-outside"), is_beyond.then_some("is-beyond"))
}

/// The route that shows one bar's time only, or all times again when it did already.
fn picking(route: &Route, bar: &Bar) -> Route {
    let mut search = route.search.clone();
    search.dates = if search.dates == bar.range { String::new() } else { bar.range.clone() };
    search.page = 0;
    let page = if route.page.has_search() { route.page.clone() } else { Page::Results };
    Route { search, ..route.at(page) }
}

fn bar_text(bar: &Bar) -> String {
    (T.timeline_bar)(&format::range(&bar.range), bar.found, bar.all.max(bar.found))
}

/// Places bars by percentages, so that the drawing fits any width and its text is never stretched. It counts in
/// thousandths of the drawing: whole numbers are enough, and printing fractions would cost 4 kB.
struct Drawing {
    bars: u32,
    highest: u32,
}

impl Drawing {
    fn new(bars: &[Bar]) -> Drawing {
        let highest = bars.iter().map(|bar| bar.all.max(bar.found)).max().unwrap_or(0).max(1);
        Drawing { bars: bars.len() as u32, highest }
    }

    fn height(&self, count: u32) -> u32 {
        if count == 0 { 0 } else { LOWEST + share(1_000 - LOWEST, count, self.highest) }
    }

    /// Time runs as the text does.
    fn left(&self, index: usize) -> u32 {
        let place = share(1_000, index as u32, self.bars);
        if T.is_rtl { 1_000 - place - share(1_000, 1, self.bars) } else { place }
    }

    /// Labels at the ends of the axis stay inside it.
    fn anchor(&self, index: usize) -> &'static str {
        match self.left(index) {
            ..70 => {
                if T.is_rtl {
                    "end"
                } else {
                    "start"
                }
            }
            930.. => {
                if T.is_rtl {
                    "start"
                } else {
                    "end"
                }
            }
            _ => "middle",
        }
    }

    fn column(&self, index: usize, class: &'static str, height: u32) -> Html {
        let width = share(860, 1, self.bars).max(1);
        let [x, y, width, height] =
            [self.left(index), 1_000 - height, width, height].map(|number| percent(number.into()));
        html! { <rect {class} {x} {y} {width} {height} /> }
    }
}

/// `whole * part / of`, without overflow.
fn share(whole: u32, part: u32, of: u32) -> u32 {
    (u64::from(whole) * u64::from(part) / u64::from(of.max(1))) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_among_many_is_still_seen() {
        let drawing = Drawing { bars: 3, highest: 100_000 };
        assert_eq!([0, 1, 100_000].map(|count| drawing.height(count)), [0, LOWEST, 1_000]);
        assert_eq!([0, 1, 2].map(|index| percent(drawing.left(index).into())), ["0.0%", "33.3%", "66.6%"]);
    }

    #[test]
    fn picking_a_bar_twice_shows_all_dates_again() {
        let bar = Bar { range: "2022-08".into(), kind: BarKind::Month(2022, 8), found: 1, all: 1 };
        let once = picking(&Route::parse("#/about?q=camp"), &bar);
        assert_eq!(once.to_string(), "/?q=camp&date=2022-08");
        assert_eq!(picking(&once, &bar).to_string(), "/?q=camp");
    }
}
