//! What panels share: how they are drawn, tables of numbers, bars, things to choose.

use yew::prelude::*;

use crate::app::components::list;
use crate::app::model::format::{self, percent};
use crate::app::model::route::Travel;
use crate::app::model::state::{Shared, State};
use crate::app::model::view::View;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{Counted, Overview, Response};

/// How a panel is drawn. What it asks for is in [`crate::app::model::view`].
#[derive(Debug)]
pub struct PanelView {
    /// What can be chosen in it; with the last answer, if there is one.
    pub controls: fn(&Site, &Overview, Option<&Response>) -> Html,
    /// What was counted; nothing of an answer that is another panel's.
    pub body: fn(&Site, &State, &Shared<Response>) -> Option<Html>,
    /// The same as a picture for papers (SVG), if it has one.
    pub picture: Option<Picture>,
}

/// The same panel is drawn in the same way.
impl PartialEq for PanelView {
    fn eq(&self, other: &PanelView) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Draws an answer as a file of SVG.
pub type Picture = fn(&View, &Response) -> Option<String>;

/// A row of a table: what it is about, then its numbers.
pub struct Row {
    pub head: Html,
    pub cells: Vec<Html>,
}

/// A table of numbers. Narrow screens scroll it.
pub fn table(caption: Html, heads: &[Html], rows: impl Iterator<Item = Row>) -> Html {
    table_of(caption, heads, rows.map(table_row).collect())
}

/// The same of rows that have been made.
pub fn table_of(caption: Html, heads: &[Html], rows: Html) -> Html {
    html! {
        <div class="numbers" tabindex="0" role="group">
            <table>
                <caption>{caption}</caption>
                <thead><tr>for head in heads { <th scope="col">{head.clone()}</th> }</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

pub fn table_row(row: Row) -> Html {
    html! { <tr><th scope="row">{row.head}</th>{for row.cells.into_iter().map(|cell| html! { <td>{cell}</td> })}</tr> }
}

/// A bar of this many thousandths of its room: a help for the eye beside its number.
pub fn bar(thousandths: u64) -> Html {
    html! {
        <svg class="number-bar" aria-hidden="true">
            <rect width="100%" height="100%" class="bar-all" />
            <rect width={percent(thousandths.min(1_000))} height="100%" class="bar-found" />
        </svg>
    }
}

/// A callback that changes the view by what was chosen, as a step of its own.
pub fn on_choice<V: 'static>(site: &Site, set: fn(&mut View, V)) -> Callback<V> {
    let site = site.clone();
    Callback::from(move |value| {
        let mut route = site.route.clone();
        set(&mut route.view, value);
        route.search.page = 0;
        site.go.emit((route, Travel::Push));
    })
}

/// A box to tick.
pub fn toggle(site: &Site, label: &'static str, is_on: bool, set: fn(&mut View, bool)) -> Html {
    let on_change = on_choice(site, set).reform(move |_: Event| !is_on);
    html! { <label class="toggle"><input type="checkbox" checked={is_on} onchange={on_change} />{label}</label> }
}

/// A list of which one is chosen; each option has a name and what is read.
pub fn select(label: &'static str, options: &[(String, String)], chosen: &str, on_choose: &Callback<String>) -> Html {
    let options = options.iter().map(|(name, text)| (name.clone(), text.clone()));
    html! { <label class="chosen-one">{list(label, options, chosen, on_choose)}</label> }
}

/// What a count was made of, and how far it has come.
pub fn counted(counted: &Counted) -> Html {
    let Counted { documents, words, mentions, .. } = counted;
    html! {
        <p class="quiet counted" role="status">
            {(T.counted)(*mentions, &(T.documents)(*documents), &format::number(*words))}{progress(counted)}
        </p>
    }
}

/// How far it has come, if it is not complete.
pub fn progress(counted: &Counted) -> Html {
    let Counted { read, to_read, is_complete, .. } = counted;
    match is_complete {
        true => Html::default(),
        false => html! { {format!(" {}", (T.counted_so_far)(&format::number(*read), &format::number(*to_read)))} },
    }
}
