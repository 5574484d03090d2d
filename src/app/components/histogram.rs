//! How many documents there are of each month or year: bars to look at and click, and the same as a table.

use yew::prelude::*;

use crate::app::format;
use crate::app::route::{Page, Route};
use crate::app::site::{Site, Travel};
use crate::app::strings::T;
use crate::app::timeline::{self, Bar};
use crate::engine::protocol::Bucket;

/// Bars are drawn at least this high (in thousandths), so that one document among hundreds is seen.
const LOWEST: u32 = 40;

/// Pale bars for `all` documents, strong ones for those `found`; at most `labels` years are named below.
pub fn histogram(site: &Site, all: &[Bucket], found: &[Bucket], labels: usize) -> Html {
    let bars = timeline::bars(all, found);
    let Some(years) = timeline::years(all) else {
        return Html::default();
    };
    let total = bars.iter().map(|bar| bar.found).sum();
    let pick = |bar: &Bar| {
        let (go, route) = (site.go.clone(), picking(&site.route, bar));
        Callback::from(move |_| go.emit((route.clone(), Travel::Push)))
    };
    let drawing = Drawing::new(&bars);
    let dates = &site.route.search.dates;
    html! {
        <div class="histogram">
            <svg class="bars" role="img" aria-label={(T.timeline_summary)(total, &format::years(years))}>
                for (index, bar) in bars.iter().enumerate() {
                    <g class={classes!("bar", (!timeline::is_chosen(bar, dates)).then_some("is-outside"))} onclick={pick(bar)}>
                        <title>{bar_text(bar)}</title>
                        {drawing.column(index, "bar-target", 1_000)}
                        {drawing.column(index, "bar-all", drawing.height(bar.all))}
                        {drawing.column(index, "bar-found", drawing.height(bar.found))}
                    </g>
                }
            </svg>
            <svg class="axis" aria-hidden="true">
                for (index, year) in timeline::labels(&bars, labels) {
                    <text x={percent(drawing.left(index))} y="11" text-anchor={drawing.anchor(index)}>{year}</text>
                }
            </svg>
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

/// The route that shows one bar's time only, or all times again when it did already.
fn picking(route: &Route, bar: &Bar) -> Route {
    let mut search = route.search.clone();
    search.dates = if search.dates == bar.range { String::new() } else { bar.range.clone() };
    search.more = 0;
    let page = if route.page == Page::About { Page::Results } else { route.page.clone() };
    Route { search, ..route.at(page) }
}

fn bar_text(bar: &Bar) -> String {
    (T.timeline_bar)(&format::range(&bar.range), bar.found, bar.all)
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

    fn left(&self, index: usize) -> u32 {
        share(1_000, index as u32, self.bars)
    }

    /// Labels at the ends of the axis stay inside it.
    fn anchor(&self, index: usize) -> &'static str {
        match self.left(index) {
            ..70 => "start",
            930.. => "end",
            _ => "middle",
        }
    }

    fn column(&self, index: usize, class: &'static str, height: u32) -> Html {
        let width = percent(share(860, 1, self.bars).max(1));
        html! { <rect {class} x={percent(self.left(index))} y={percent(1_000 - height)} {width} height={percent(height)} /> }
    }
}

/// `whole * part / of`, without overflow.
fn share(whole: u32, part: u32, of: u32) -> u32 {
    (u64::from(whole) * u64::from(part) / u64::from(of.max(1))) as u32
}

fn percent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_document_among_many_is_still_seen() {
        let drawing = Drawing { bars: 3, highest: 100_000 };
        assert_eq!([0, 1, 100_000].map(|count| drawing.height(count)), [0, LOWEST, 1_000]);
        assert_eq!([0, 1, 2].map(|index| percent(drawing.left(index))), ["0.0%", "33.3%", "66.6%"]);
    }

    #[test]
    fn picking_a_bar_twice_shows_all_dates_again() {
        let bar = Bar { range: "2022-08".into(), year: 2022, is_year_start: false, found: 1, all: 1 };
        let once = picking(&Route::parse("#/about?q=camp"), &bar);
        assert_eq!(once.to_string(), "/?q=camp&date=2022-08");
        assert_eq!(picking(&once, &bar).to_string(), "/?q=camp");
    }
}
