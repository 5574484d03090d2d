//! How often terms occur over time: a chart whose points lead to their passages, and the same as a table.

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::chart::{Chart, Curve, Place, value};
use super::parts::{PanelView, Row, on_choice, table_of, table_row};
use crate::app::browser;
use crate::app::components::choices;
use crate::app::hooks::{PRINT, use_media};
use crate::app::model::format;
use crate::app::model::format::percent;
use crate::app::model::route::{Page, Route, Travel};
use crate::app::model::state::{Shared, State};
use crate::app::model::view::trends::{MOST_TERMS, PERIODS, SCALES, Scale};
use crate::app::model::view::{Panel, View};
use crate::app::site::{Site, use_site};
use crate::app::strings::T;
use crate::engine::protocol::{Overview, PeriodSize, Point, Response, Series, Trends};
use crate::record::numbers::period;

/// Marks that tell the terms apart, around the middle of their place.
const MARKS: [&str; MOST_TERMS] =
    ["M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z", "M-4-4H4V4H-4Z", "M0-5 5 4H-5Z", "M0-5.5 5 0 0 5.5-5 0Z"];
/// And their dashes.
const DASHES: [&str; MOST_TERMS] = ["none", "7 4", "2 3", "10 3 2 3"];
/// Rows of the table that are made in one turn: some milliseconds.
const ROWS: usize = 60;

pub static PANEL: PanelView = PanelView { controls, body: chart, picture: Some(picture_of) };

fn controls(site: &Site, _: &Overview, answer: Option<&Response>) -> Html {
    let (search, current) = (&site.route.search, &site.route.view.trends);
    let field = |number: usize| {
        let on_input = {
            let site = site.clone();
            Callback::from(move |event: InputEvent| {
                let term = event.target_unchecked_into::<HtmlInputElement>().value();
                let mut route = site.route.clone();
                match number.checked_sub(1) {
                    None => route.search.query = term,
                    Some(number) => route.view.trends.set_term(number, term),
                }
                site.go.emit((route, Travel::Replace));
            })
        };
        let term = number.checked_sub(1).map_or(Some(&search.query), |number| current.terms.get(number));
        let id = format!("term-{number}");
        html! {
            <div class="field">
                <label for={id.clone()}>{(T.term_label)(number + 1)}</label>
                <input {id} type="text" dir="auto" autocomplete="off" spellcheck="false" placeholder={T.term_placeholder}
                    value={term.cloned().unwrap_or_default()} oninput={on_input} />
            </div>
        }
    };
    let has_stories = match answer {
        Some(Response::Trends(trends)) => trends.series.iter().any(|series| series.total.stories.is_some()),
        _ => true,
    };
    let scales = SCALES.iter().map(|(scale, _)| *scale).filter(|scale| has_stories || *scale != Scale::Stories);
    let scales: Vec<Scale> = scales.collect();
    html! {
        <div class="panel-controls">
            <div class="terms">{for (0..MOST_TERMS).map(field)}</div>
            {choices("scale", T.scale_label, &scales, current.scale, T.scale, &on_choice(site, |view, scale| view.trends.scale = scale))}
            {choices("by", T.by_label, &PERIODS.map(|(by, _)| by), current.by, T.by, &on_choice(site, |view, by| view.trends.by = by))}
        </div>
    }
}

fn chart(site: &Site, _: &State, answer: &Shared<Response>) -> Option<Html> {
    let Response::Trends(trends) = &**answer else { return None };
    let scale = site.route.view.trends.scale;
    let chart = Chart::new(trends, scale);
    let undated: u32 = trends.undated.documents;
    let stretch = chart.curves.iter().map(Curve::stretch).max().unwrap_or(1);
    Some(html! {
        <>
            {legend(trends, scale)}
            <figure class="chart" aria-label={(T.scale)(scale)}>
                <p class="quiet">{(T.scale)(scale)}</p>
                <svg class="chart-values" aria-hidden="true">
                    for tick in &chart.ticks {
                        <text x={if T.is_rtl { "0" } else { "100%" }} y={percent(chart.height(*tick))} dy="0.32em" text-anchor="end">{short(*tick, scale)}</text>
                    }
                </svg>
                <Drawing answer={answer.clone()} route={site.route.clone()} />
                <svg class="axis" aria-hidden="true">
                    for (x, year) in &chart.labels {
                        <text x={percent(across(*x))} y="11" text-anchor="middle">{year}</text>
                    }
                </svg>
            </figure>
            <p class="quiet">
                {(T.trends_of)(&format::number(trends.periods.iter().map(|period| u64::from(period.documents)).sum::<u64>()))}
                {" "}{(T.left_out_undated)(undated)}
                if trends.inexact.documents > 0 {
                    {" "}{(T.inexact_dates)(trends.inexact.documents)}
                }
                {" "}{T.line_breaks}
                if stretch > 1 {
                    {" "}{(T.marked_peaks)(stretch)}
                }
            </p>
            <Numbers answer={answer.clone()} />
        </>
    })
}

/// What each line stands for, with all that was found of it.
fn legend(trends: &Trends, scale: Scale) -> Html {
    let entry = |(number, series): (usize, &Series)| {
        let Point { mentions, documents, stories } = series.total;
        let total = match scale {
            Scale::Share | Scale::Mentions => (T.mentions)(mentions),
            Scale::Documents => (T.documents)(documents),
            Scale::Stories => (T.stories)(stories.unwrap_or_default()),
        };
        html! {
            <li class={format!("series-{number}")}>
                <svg class="sample" aria-hidden="true" viewBox="-16 -8 32 16">
                    <path class="curve" d="M-16 0H16" stroke-dasharray={DASHES[number]} /><path class="mark-shape" d={MARKS[number]} />
                </svg>
                <bdi>{&series.query}</bdi>{" "}<span class="count">{total}</span>
                for remark in &series.remarks {
                    {" "}<span class="quiet">{(T.remark)(&remark.code)}</span>
                }
            </li>
        }
    };
    html! { <ul class="legend">{for trends.series.iter().take(MOST_TERMS).enumerate().map(entry)}</ul> }
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct DrawingProps {
    /// Trends.
    answer: Shared<Response>,
    route: Route,
}

/// The lines, and the value of the point that is pointed at or has the focus.
#[component]
fn Drawing(props: &DrawingProps) -> Html {
    let told = use_state_eq(|| None::<(usize, usize)>);
    let touched = use_mut_ref(|| None::<(usize, usize)>);
    let drawn = use_memo(props.clone(), |DrawingProps { answer, route }| match &**answer {
        Response::Trends(trends) => lines(route, trends, &Chart::new(trends, route.view.trends.scale)),
        _ => Html::default(),
    });
    let on_point = {
        let told = told.setter();
        move |event: &Event| told.set(point_of(event))
    };
    let on_leave = {
        let told = told.setter();
        Callback::from(move |_: PointerEvent| told.set(None))
    };
    // A finger does not hover: its first touch tells the value, the second one follows the link.
    let on_click = {
        let told = told.setter();
        Callback::from(move |event: MouseEvent| {
            let point = point_of(&event);
            // A click by a key has no count of clicks.
            let is_touch = event.detail() > 0 && browser::matches_media("(hover: none)");
            if is_touch && touched.replace(point) != point {
                event.prevent_default();
                told.set(point);
            }
        })
    };
    html! {
        <svg class="chart-lines" role="group" aria-label={T.chart_keys} onkeydown={walk} onclick={on_click} onpointerleave={on_leave}
            onpointerover={Callback::from({ let on_point = on_point.clone(); move |event: PointerEvent| on_point(&event) })}
            onfocusin={Callback::from(move |event: FocusEvent| on_point(&event))}>
            {(*drawn).clone()}
            if let Some((number, index)) = *told {
                {value_told(&props.answer, &props.route, number, index)}
            }
        </svg>
    }
}

/// What is said of a point, above it, or below it near the top of the chart.
fn value_told(answer: &Response, route: &Route, number: usize, index: usize) -> Html {
    const NEAR: u64 = 250;
    let Response::Trends(trends) = answer else { return Html::default() };
    let scale = route.view.trends.scale;
    let chart = Chart::new(trends, scale);
    let (Some(curve), Some(series)) = (chart.curves.get(number), trends.series.get(number)) else {
        return Html::default();
    };
    let marks = curve.marks();
    let Some(place) = marks.get(index) else { return Html::default() };
    let anchor = match place.x {
        ..=NEAR => "start",
        x if x >= 1_000 - NEAR => "end",
        _ => "middle",
    };
    let text = point_text(&series.query, &trends.periods[place.period], place.value, scale);
    html! {
        <text class="told" x={percent(across(place.x))} y={percent(place.y)} dy={if place.y < 120 { "2em" } else { "-1.2em" }}
            text-anchor={anchor} aria-hidden="true">{text}</text>
    }
}

/// Where a place is in its line: time runs as the page is read.
fn across(x: u64) -> u64 {
    if T.is_rtl { 1_000 - x } else { x }
}

fn lines(route: &Route, trends: &Trends, chart: &Chart) -> Html {
    let curves = || chart.curves.iter().take(MOST_TERMS).enumerate();
    html! {
        <>
            for tick in &chart.ticks {
                <line class="grid" x1="0" x2="100%" y1={percent(chart.height(*tick))} y2={percent(chart.height(*tick))} />
            }
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" width="100%" height="100%" overflow="visible" aria-hidden="true">
                for (number, curve) in curves() {
                    {for curve.parts.iter().map(|part| html! {
                        <polyline class={format!("curve series-{number}")} points={points(part)} stroke-dasharray={DASHES[number]} />
                    })}
                }
            </svg>
            for (number, curve) in curves() {
                {marks(route, trends, chart, number, curve)}
            }
        </>
    }
}

fn points(part: &[Place]) -> String {
    part.iter().map(|place| format!("{},{}", across(place.x), place.y)).collect::<Vec<_>>().join(" ")
}

/// The points of a line. One of them is reached by Tab, the others from there by the arrow keys.
fn marks(route: &Route, trends: &Trends, chart: &Chart, number: usize, curve: &Curve) -> Html {
    let scale = route.view.trends.scale;
    let query = &trends.series[number].query;
    let mark = |(index, place): (usize, &Place)| {
        let size = &trends.periods[place.period];
        let text = point_text(query, size, place.value, scale);
        // Marks that would hide each other stand side by side.
        let aside = format!("translate({} 0)", 9 * chart.hidden_behind(number, place));
        let is_entry = (number, index) == (0, 0);
        html! {
            <a class={format!("mark-link series-{number}")} id={format!("point-{number}-{index}")} href={passages(route, query, size).href()}
                aria-label={text} tabindex={if is_entry { "0" } else { "-1" }}>
                <svg x={percent(across(place.x))} y={percent(place.y)} overflow="visible">
                    <g transform={aside}><circle class="mark-target" r="12" /><path class="mark-shape" d={MARKS[number]} /></g>
                </svg>
            </a>
        }
    };
    curve.marks().into_iter().enumerate().map(mark).collect()
}

/// Arrow keys go from point to point: along the line, and to the other lines.
fn walk(event: KeyboardEvent) {
    let forward = if T.is_rtl { -1 } else { 1 };
    let (along, across) = match event.key().as_str() {
        "ArrowLeft" => (-forward, 0),
        "ArrowRight" => (forward, 0),
        "ArrowUp" => (0, -1),
        "ArrowDown" => (0, 1),
        _ => return,
    };
    event.prevent_default();
    let Some((series, index)) = browser::focused().and_then(|id| numbers_of(&id)) else { return };
    browser::focus(&format!("point-{}-{}", series as i32 + across, index as i32 + along));
}

/// The line and the mark on it that something happened to.
fn point_of(event: &Event) -> Option<(usize, usize)> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    numbers_of(&element.closest(".mark-link").ok()??.id())
}

fn numbers_of(id: &str) -> Option<(usize, usize)> {
    let (series, index) = id.strip_prefix("point-")?.split_once('-')?;
    Some((series.parse().ok()?, index.parse().ok()?))
}

fn point_text(query: &str, size: &PeriodSize, value: u64, scale: Scale) -> String {
    (T.chart_point)(query, &format::range(&period(size)), &written(value, scale))
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct NumbersProps {
    /// Trends.
    answer: Shared<Response>,
}

/// The numbers behind the drawing, made when they are unfolded, and some at a time.
#[component]
fn Numbers(props: &NumbersProps) -> Html {
    let site = use_site();
    let is_printed = use_media(PRINT);
    let is_unfolded = use_state(|| false);
    let is_open = *is_unfolded || is_printed;
    let steps = use_state(|| 1);
    let Response::Trends(trends) = &*props.answer else { return Html::default() };
    let all = trends.periods.len().div_ceil(ROWS).max(1);
    let next = (is_open && *steps < all).then(|| *steps + 1);
    use_effect_with(next, {
        let steps = steps.setter();
        move |next| {
            let turn = next.map(|next| Timeout::new(0, move || steps.set(next)));
            move || drop(turn)
        }
    });
    let on_toggle = {
        let is_unfolded = is_unfolded.setter();
        Callback::from(move |event: Event| {
            if !browser::matches_media(PRINT) {
                is_unfolded.set(event.target_unchecked_into::<Element>().has_attribute("open"));
            }
        })
    };
    let made = if is_printed { all } else { all.min(*steps) };
    let scale = site.route.view.trends.scale;
    let rows =
        |step: usize| html! { <Rows key={step} answer={props.answer.clone()} {step} route={site.route.clone()} /> };
    html! {
        <details class="chart-table" open={is_open} ontoggle={on_toggle}>
            <summary>{T.timeline_table}</summary>
            if is_open {
                {table_of(html! { {(T.scale)(scale)} }, &heads(trends, scale), (0..made).map(rows).collect())}
            }
        </details>
    }
}

fn heads(trends: &Trends, scale: Scale) -> Vec<Html> {
    let heads = [T.timeline_time, denominator(scale)]
        .into_iter()
        .map(|head| html! { {head} })
        .chain(trends.series.iter().map(|series| html! { <bdi>{&series.query}</bdi> }));
    heads.collect()
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct RowsProps {
    /// Trends.
    answer: Shared<Response>,
    /// Which of its steps of rows.
    step: usize,
    route: Route,
}

#[component]
fn Rows(props: &RowsProps) -> Html {
    let RowsProps { answer, step, route } = props;
    let Response::Trends(trends) = &**answer else { return Html::default() };
    let scale = route.view.trends.scale;
    let periods = trends.periods.iter().enumerate().skip(step * ROWS).take(ROWS);
    let is_last = (step + 1) * ROWS >= trends.periods.len();
    let rows = periods.map(|(number, size)| {
        let cell = |series: &crate::engine::protocol::Series| {
            let point = series.points.get(number).copied().unwrap_or_default();
            let text = value(point, *size, scale).map_or_else(|| "–".into(), |value| written(value, scale));
            match point.documents {
                0 => html! { {text} },
                _ => html! { <a href={passages(route, &series.query, size).href()}>{text}</a> },
            }
        };
        let whole = html! { {whole(*size, scale)} };
        Row {
            head: html! { {format::range(&period(size))} },
            cells: std::iter::once(whole).chain(trends.series.iter().map(cell)).collect(),
        }
    });
    rows.chain(apart(trends, scale).filter(|_| is_last)).map(table_row).collect()
}

/// What counts in no period.
fn apart(trends: &Trends, scale: Scale) -> impl Iterator<Item = Row> {
    let row = move |name: &'static str, size: PeriodSize, point: fn(&Series) -> Point| {
        let cell = |series: &Series| {
            let text = value(point(series), size, scale).map_or_else(|| "–".into(), |value| written(value, scale));
            html! { {text} }
        };
        let whole = html! { {whole(size, scale)} };
        let cells = std::iter::once(whole).chain(trends.series.iter().map(cell)).collect();
        (size.documents > 0).then(|| Row { head: html! { {name} }, cells })
    };
    let inexact = row(T.inexact, trends.inexact, |series| series.inexact);
    inexact.into_iter().chain(row(T.undated, trends.undated, |series| series.undated))
}

/// What there is to count in, as the scale measures it.
fn denominator(scale: Scale) -> &'static str {
    match scale {
        Scale::Share | Scale::Mentions => T.all_words,
        Scale::Documents => T.all_documents,
        Scale::Stories => T.all_stories,
    }
}

fn whole(size: PeriodSize, scale: Scale) -> String {
    match scale {
        Scale::Share | Scale::Mentions => format::number(size.words),
        Scale::Documents => format::number(size.documents),
        Scale::Stories => size.stories.map_or_else(|| "–".into(), format::number),
    }
}

fn written(value: u64, scale: Scale) -> String {
    if scale == Scale::Share { format::hundredths(value as i64) } else { format::number(value) }
}

/// A round value beside the chart.
fn short(value: u64, scale: Scale) -> String {
    match scale {
        Scale::Share if value.is_multiple_of(100) => format::number(value / 100),
        _ => written(value, scale),
    }
}

/// The passages behind a point; where documents are counted, the documents.
fn passages(route: &Route, query: &str, size: &PeriodSize) -> Route {
    let panel = match route.view.trends.scale {
        Scale::Share | Scale::Mentions => Panel::Concordance,
        Scale::Documents | Scale::Stories => Panel::Documents,
    };
    let mut search = route.search.clone();
    search.query = query.into();
    search.dates = period(size);
    search.page = 0;
    // What was compared stays in the address, so that the way back to the chart keeps it.
    let terms = std::iter::once(&route.search.query).chain(&route.view.trends.terms);
    let terms: Vec<String> = terms.filter(|term| **term != query && !term.is_empty()).cloned().collect();
    let mut view = View { panel, ..route.view.clone() };
    view.trends.terms = terms;
    Route { search, ..route.at(Page::Results).viewing(view) }
}

fn picture_of(view: &View, answer: &Response) -> Option<String> {
    match answer {
        Response::Trends(trends) => Some(picture(trends, view.trends.scale)),
        _ => None,
    }
}

/// The chart as a picture of its own, for papers: dark on white, with its legend and the recipe of its numbers.
fn picture(trends: &Trends, scale: Scale) -> String {
    const COLOURS: [&str; MOST_TERMS] = ["#0b5c68", "#8a3b12", "#5b4a8a", "#3d3a34"];
    let chart = Chart::new(trends, scale);
    let (across, down) = (|x: u64| 70 + x * 7 / 10, |y: u64| 40 + y * 28 / 100);
    let text = |x: u64, y: u64, anchor: &str, text: &str| {
        format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>\n", escaped(text))
    };
    let mut picture = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 440\" width=\"800\" height=\"440\" font-family=\"sans-serif\" \
         font-size=\"12\" fill=\"#22201c\">\n<rect width=\"800\" height=\"440\" fill=\"#ffffff\"/>\n",
    );
    picture += &text(70, 24, "start", (T.scale)(scale));
    for tick in &chart.ticks {
        let y = down(chart.height(*tick));
        picture += &format!("<path d=\"M70 {y}H770\" stroke=\"#c8c3b6\"/>\n");
        picture += &text(62, y + 4, "end", &short(*tick, scale));
    }
    for (x, year) in &chart.labels {
        picture += &text(across(*x), 340, "middle", &year.to_string());
    }
    for (number, (curve, series)) in chart.curves.iter().zip(&trends.series).take(MOST_TERMS).enumerate() {
        let (colour, dashes, mark) = (COLOURS[number], DASHES[number], MARKS[number]);
        let line = |x: u64, y: u64, path: &str| {
            let form = format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"");
            format!("<path transform=\"translate({x} {y})\" d=\"{path}\" {form}/>\n")
        };
        let dot = |x: u64, y: u64| format!("<path transform=\"translate({x} {y})\" d=\"{mark}\" fill=\"{colour}\"/>\n");
        for part in &curve.parts {
            let places: Vec<String> =
                part.iter().map(|place| format!("{} {}", across(place.x), down(place.y))).collect();
            picture += &line(0, 0, &format!("M{}", places.join("L")));
            picture.extend(part.iter().map(|place| dot(across(place.x), down(place.y))));
        }
        let left = 90 + 175 * number as u64;
        picture += &line(left - 20, 370, "M0 0H40");
        picture += &dot(left, 370);
        picture += &text(left + 28, 374, "start", &series.query);
    }
    picture += &text(70, 410, "start", &trends.recipe);
    picture + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::Period;

    fn trends() -> Trends {
        let size = PeriodSize { year: 2022, month: 8, documents: 3, words: 20_000, stories: Some(2) };
        let point = Point { mentions: 3, documents: 2, stories: Some(1) };
        let series = Series { query: "a < b".into(), total: point, points: vec![point], ..Series::default() };
        Trends { by: Period::Month, periods: vec![size], series: vec![series], ..Trends::default() }
    }

    #[test]
    fn a_point_leads_to_its_passages_and_keeps_what_was_compared() {
        let size = trends().periods[0];
        let route = Route::parse("#/d/x?q=a&language=en&view=trends&by=month&term=b&term=c");
        assert_eq!(
            passages(&route, "b", &size).to_string(),
            "/?q=b&language=en&date=2022-08&view=concordance&by=month&term=a&term=c"
        );
        let of_stories = Route::parse("#/?q=a&view=trends&measure=stories");
        assert_eq!(passages(&of_stories, "a", &size).to_string(), "/?q=a&date=2022-08&measure=stories");
    }

    #[test]
    fn a_picture_is_whole_without_the_page() {
        let picture = picture(&trends(), Scale::Share);
        assert!(picture.contains("a &lt; b") && picture.contains(">1.50<") && picture.contains("#0b5c68"), "{picture}");
        assert!(!picture.contains("class=") && picture.ends_with("</svg>\n"));
    }
}
