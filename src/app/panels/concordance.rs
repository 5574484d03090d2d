//! Every mention in a line of its own, with the words around it. Thousands of lines are one table, of which only those
//! in view, and some around them, are made.

use std::{cell::RefCell, rc::Rc};

use web_sys::Element;
use yew::prelude::*;

use super::parts::{PanelView, counted, on_choice, select, toggle};
use crate::app::browser;
use crate::app::hooks::{PRINT, use_media};
use crate::app::model::format;
use crate::app::model::passage::PassageLink;
use crate::app::model::route::{Page, Route};
use crate::app::model::state::{Action, Shared, State};
use crate::app::model::view::concordance::{ORDERS, STEP, WINDOW};
use crate::app::site::{Site, use_site};
use crate::app::strings::T;
use crate::corpus::language::Direction;
use crate::engine::protocol::{Line, Overview, Response};

/// Lines made above and below those in view.
const AROUND: u32 = 12;
/// Lines taken for in view until the browser has said how many are.
const AT_FIRST: u32 = 30;
/// Height of a line in quarters of a rem, in one row and in two. The style sheet has the same.
const ROW: u32 = 7;
const COMPACT_ROW: u32 = 13;
/// Where lines have two rows: below the width for three panes.
const NARROW: &str = "(max-width: 68.7rem)";
/// Up to so many characters of a query a narrow middle column is enough, and a middling one.
const SHORT: usize = 12;
const MIDDLING: usize = 22;

pub static PANEL: PanelView = PanelView { controls, body: lines, picture: None };

fn controls(site: &Site, overview: &Overview, _: Option<&Response>) -> Html {
    let view = &site.route.view;
    let chosen = &view.concordance;
    let order = |name: &&str| ((*name).to_owned(), (T.line_order)(name).to_owned());
    let plain = ORDERS[..ORDERS.len() - usize::from(!chosen.is_grouped)].iter().map(order);
    let fields = overview.settings.fields.iter().filter(|field| field.kind.is_filterable() && field.facet);
    let options: Vec<_> = plain.chain(fields.map(|field| (field.name.clone(), field.label.clone()))).collect();
    let on_order = on_choice(site, |view, order: String| view.concordance.order = order);
    html! {
        <div class="panel-controls">
            {select(T.line_order_label, &options, &chosen.order, &on_order)}
            {toggle(site, T.lines_grouped, chosen.is_grouped, |view, is_grouped| {
                view.concordance.is_grouped = is_grouped;
                view.concordance.order = if is_grouped { "frequency".into() } else { String::new() };
            })}
            if site.route.document().is_some() {
                {toggle(site, T.lines_here, view.is_here, |view, is_here| view.is_here = is_here)}
            }
        </div>
    }
}

fn lines(site: &Site, state: &State, answer: &Shared<Response>) -> Option<Html> {
    let Response::Concordance(concordance) = &**answer else { return None };
    // Another search begins at its first line; another document beside it does not.
    let key =
        Route { search: site.route.search.clone(), view: site.route.view.clone(), ..Route::default() }.to_string();
    Some(html! {
        <>
            {counted(&concordance.counted)}
            <LineTable {key} answer={answer.clone()} first={state.first_counted} is_beside={site.route.document().is_some()} />
        </>
    })
}

#[derive(Debug, Clone, PartialEq, Properties)]
struct LineTableProps {
    /// A concordance.
    answer: Shared<Response>,
    /// Number of its first line.
    first: u32,
    /// A document is open beside it.
    is_beside: bool,
}

#[component]
fn LineTable(props: &LineTableProps) -> Html {
    let site = use_site();
    let scroller = use_node_ref();
    let seen = use_state(|| (0_u32, AT_FIRST));
    let wanted = use_mut_ref(|| None::<u32>);
    let is_compact = use_media(NARROW) || props.is_beside;
    let (lines, total) = match &*props.answer {
        Response::Concordance(concordance) => (concordance.lines.as_slice(), concordance.total),
        _ => (&[][..], 0),
    };
    let held = props.first..props.first + lines.len() as u32;
    // On paper nothing scrolls.
    let made = match use_media(PRINT) {
        true => held.clone(),
        false => seen.0.saturating_sub(AROUND)..(seen.0 + seen.1 + AROUND).min(total),
    };
    use_lines(&site, made.clone(), held);
    use_effect(focus_wanted(&wanted));
    let open = lines.iter().position(|line| is_open(&site.route, line)).map(|index| props.first + index as u32);
    use_open_line(open, props.is_beside, total, &scroller, &wanted);

    let on_scroll = {
        let (scroller, seen) = (scroller.clone(), seen.clone());
        Callback::from(move |_: Event| {
            let rows = scroller.cast::<Element>().and_then(|scroller| browser::rows_in_view(&scroller, total));
            if let Some(rows) = rows.filter(|rows| *rows != *seen) {
                seen.set(rows);
            }
        })
    };
    let on_key = {
        let (scroller, wanted, page) = (scroller.clone(), wanted.clone(), seen.1.saturating_sub(2).max(1));
        Callback::from(move |event: KeyboardEvent| walk(&event, page, total, &scroller, &wanted))
    };
    let is_grouped = site.route.view.concordance.is_grouped;
    let row = |number: u32| {
        let line = number.checked_sub(props.first).and_then(|index| lines.get(index as usize));
        row(&site, number, line, number == seen.0)
    };
    let class = classes!(
        width(&site.route.search.query),
        is_compact.then_some("is-compact"),
        is_grouped.then_some("is-grouped")
    );
    html! {
        <div class="lines" ref={scroller} onscroll={on_scroll} onkeydown={on_key}>
            <table role="table" aria-label={(T.lines_label)(total)} aria-rowcount={(total + 1).to_string()} {class}>
                {table_head(is_grouped, lines)}
                <tbody role="rowgroup">
                    {gap(made.start, is_compact)}
                    {for made.clone().map(row)}
                    {gap(total - made.end.min(total), is_compact)}
                </tbody>
            </table>
        </div>
    }
}

/// Its names stand above what they name, as long as all lines run the same way.
fn table_head(is_grouped: bool, lines: &[Line]) -> Html {
    let is_turned = !lines.is_empty() && lines.iter().all(|line| is_rtl(line) != T.is_rtl);
    html! {
        <thead role="rowgroup">
            <tr class={classes!(is_turned.then_some("is-turned"))} role="row" aria-rowindex="1">
                <th role="columnheader" class="line-before" scope="col">{T.line_before}</th>
                <th role="columnheader" class="line-node" scope="col">{T.line_node}</th>
                <th role="columnheader" class="line-after" scope="col">{T.line_after}</th>
                <th role="columnheader" class="line-source" scope="col">{if is_grouped { T.line_count } else { T.line_source }}</th>
            </tr>
        </thead>
    }
}

/// Class name for the width of the middle column, which mentions of this query stand in.
fn width(query: &str) -> &'static str {
    let length = query.chars().count();
    if length <= SHORT {
        "has-short"
    } else if length <= MIDDLING {
        "has-middling"
    } else {
        "has-long"
    }
}

/// Keys go from line to line, by a page, and to the ends of the table.
fn walk(event: &KeyboardEvent, page: u32, total: u32, scroller: &NodeRef, wanted: &Wanted) {
    let Some(line) = focused_line() else { return };
    let target = match event.key().as_str() {
        "ArrowDown" => line + 1,
        "ArrowUp" => line.saturating_sub(1),
        "PageDown" => line + page,
        "PageUp" => line.saturating_sub(page),
        "Home" => 0,
        "End" => total,
        _ => return,
    };
    event.prevent_default();
    let target = target.min(total.saturating_sub(1));
    wanted.replace(Some(target));
    focus_wanted(wanted)();
    if let (Some(scroller), Some(_)) = (scroller.cast::<Element>(), *wanted.borrow()) {
        browser::scroll_to_row(&scroller, target, total);
    }
}

/// Room for lines that are not made.
fn gap(lines: u32, is_compact: bool) -> Html {
    let quarters = u64::from(lines) * u64::from(if is_compact { COMPACT_ROW } else { ROW });
    let height = format!("{}.{:02}rem", quarters / 4, quarters % 4 * 25);
    html! { <tr class="gap" aria-hidden="true"><td>if lines > 0 { <svg width="1" {height} /> }</td></tr> }
}

/// Lines change their height when a document opens beside them, and again when it is closed: the one that it was opened
/// from stays in view, and has the focus afterwards.
#[hook]
fn use_open_line(open: Option<u32>, is_beside: bool, total: u32, scroller: &NodeRef, wanted: &Wanted) {
    let opened = use_mut_ref(|| None::<u32>);
    let (scroller, wanted) = (scroller.clone(), wanted.clone());
    use_effect_with((open, is_beside), move |(open, is_beside)| {
        let before = *opened.borrow();
        if open.is_some() || !is_beside {
            opened.replace(*open);
        }
        let Some(scroller) = scroller.cast::<Element>() else { return };
        match (before, open) {
            (None, Some(line)) => browser::scroll_to_row(&scroller, *line, total),
            (Some(line), None) if !is_beside => {
                browser::scroll_to_row(&scroller, line, total);
                wanted.replace(Some(line));
                focus_wanted(&wanted)();
            }
            _ => {}
        }
    });
}

/// Asks for other lines when some of those to be made are not held.
#[hook]
fn use_lines(site: &Site, made: std::ops::Range<u32>, held: std::ops::Range<u32>) {
    let is_held = made.is_empty() || (held.contains(&made.start) && made.end <= held.end);
    let middle = (made.start + made.end) / 2;
    let first = (!is_held).then(|| middle.saturating_sub(WINDOW / 2) / STEP * STEP);
    let act = site.act.clone();
    use_effect_with(first, move |first| {
        if let Some(first) = first {
            act.emit(Action::ShowLines(*first));
        }
    });
}

/// The line that the focus is to go to.
type Wanted = Rc<RefCell<Option<u32>>>;

/// Moves the focus to the line that was wanted as soon as it is there.
fn focus_wanted(wanted: &Wanted) -> impl FnOnce() + 'static {
    let wanted = wanted.clone();
    move || {
        let line = *wanted.borrow();
        if line.is_some_and(|line| browser::focus_if_there(&line_id(line))) {
            wanted.replace(None);
        }
    }
}

fn line_id(number: u32) -> String {
    format!("line-{number}")
}

fn focused_line() -> Option<u32> {
    browser::focused()?.strip_prefix("line-")?.parse().ok()
}

fn row(site: &Site, number: u32, line: Option<&Line>, is_entry: bool) -> Html {
    let rowindex = (number + 2).to_string();
    let Some(line) = line else {
        // Keyed apart: its cell would else become another one of the line and seem to move.
        return html! { <tr key={format!("wait-{number}")} class="line" role="row" aria-rowindex={rowindex}><td role="cell" class="line-before">{"…"}</td></tr> };
    };
    let route = passage(&site.route, line);
    let is_open = is_open(&site.route, line);
    let is_rtl = is_rtl(line);
    let (lang, dir) = (line.language.clone(), if is_rtl { "rtl" } else { "ltr" });
    html! {
        <tr key={number} class={classes!("line", (is_rtl != T.is_rtl).then_some("is-turned"), is_open.then_some("is-open"))} role="row" aria-rowindex={rowindex}>
            <td role="cell" class="line-before" lang={lang.clone()} {dir}><span>if line.is_cut_before { {"… "} }{&line.left}</span></td>
            <td role="cell" class="line-node" lang={lang.clone()} {dir}>
                <a id={line_id(number)} href={route.href()} tabindex={if is_entry { "0" } else { "-1" }} aria-current={is_open.then_some("true")}>{&line.node}</a>
            </td>
            <td role="cell" class="line-after" {lang} {dir}><span>{&line.right}if line.is_cut_after { {" …"} }</span></td>
            <td role="cell" class="line-source" title={line.title.clone()}>
                if site.route.view.concordance.is_grouped {
                    {format::number(line.count)}
                } else {
                    <bdi>{source(line)}</bdi>
                }
            </td>
        </tr>
    }
}

/// Runs from right to left. Where the language is not known, the first letter that has a direction decides.
fn is_rtl(line: &Line) -> bool {
    let is_rtl_letter =
        |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    match line.direction {
        Direction::Ltr => false,
        Direction::Rtl => true,
        Direction::Auto => {
            let mut letters = [&line.left, &line.node, &line.right].into_iter().flat_map(|part| part.chars());
            letters.find(|letter| letter.is_alphabetic()).is_some_and(is_rtl_letter)
        }
    }
}

/// The line's place is what is read now.
fn is_open(route: &Route, line: &Line) -> bool {
    route.document() == Some(&line.document) && passage(route, line).reading == route.reading
}

/// Who published it, and when.
fn source(line: &Line) -> String {
    let publisher = ["publisher", "author", "source"].iter().find_map(|field| line.values.get(*field)?.first());
    let date = line.date.as_deref().map_or(T.undated.into(), format::date);
    match publisher {
        Some(publisher) => format!("{publisher}, {date}"),
        None => format!("{date}, {}", line.title),
    }
}

/// The line's place in its document.
fn passage(route: &Route, line: &Line) -> Route {
    let passage = PassageLink::by_number(line.block + 1, &line.left, &line.node, &line.right);
    route.at(Page::Document(line.document.clone())).at_passage(passage)
}
