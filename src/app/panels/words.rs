//! Which words stand near those that are searched, and which tell documents from others: tables with small bars.

use yew::prelude::*;

use super::parts::{PanelView, Row, bar, counted, on_choice, progress, select, table, toggle};
use crate::app::model::format;
use crate::app::model::route::{Page, Route};
use crate::app::model::search::Search;
use crate::app::model::state::{Shared, State};
use crate::app::model::view::words::{DATE, Pair, Table};
use crate::app::model::view::{Panel, View};
use crate::app::site::Site;
use crate::app::strings::{T, value_label};
use crate::corpus::typed_date;
use crate::engine::protocol::{Collocate, Collocates, Facet, KeyWord, Keyness, Overview, Response, Totals};

/// The shortest bar of a score that has no zero of its own, in thousandths: it can still be seen.
const SHORTEST: u64 = 100;

pub static PANEL: PanelView = PanelView { controls, body, picture: None };

fn controls(site: &Site, overview: &Overview, _: Option<&Response>) -> Html {
    let chosen = &site.route.view.words;
    html! {
        <div class="panel-controls">
            if chosen.table == Table::Compared {
                {pair(site, overview)}
            }
            {toggle(site, T.stop_words, chosen.has_stop_words, |view, has_stop_words| view.words.has_stop_words = has_stop_words)}
        </div>
    }
}

/// What is compared: two values of a field, or before and after a day.
fn pair(site: &Site, overview: &Overview) -> Html {
    let pair = &site.route.view.words.pair;
    let is_comparable = |facet: &&Facet| facet.values.len() > 1 && facet.field != "year";
    let facets: Vec<&Facet> = overview.facets.iter().filter(is_comparable).collect();
    let nothing = (String::new(), T.choose.to_owned());
    let fields = facets.iter().map(|facet| (facet.field.clone(), facet.label.clone()));
    let date = (DATE.to_owned(), T.compare_by_date.to_owned());
    let fields: Vec<_> = std::iter::once(nothing.clone()).chain(fields).chain([date]).collect();
    let on_field = on_choice(site, |view: &mut View, field| {
        view.words.pair = Pair { field, ..Pair::default() };
    });
    let of_field = facets.iter().find(|facet| facet.field == pair.field);
    let values: Vec<(String, String)> = of_field.map_or_else(Vec::new, |facet| {
        let values = facet.values.iter().map(|value| (value.value.clone(), value_label(&facet.field, &value.value)));
        std::iter::once(nothing).chain(values).collect()
    });
    let on_one = on_choice(site, |view, one| view.words.pair.one = one);
    let on_other = on_choice(site, |view, other| view.words.pair.other = other);
    let read = typed_date::parse(&pair.one, &T.months);
    let problem = read.err().filter(|_| !pair.one.is_empty()).map(|error| (T.date_problem)(&error));
    html! {
        <div class="pair">
            {select(T.compare_by, &fields, &pair.field, &on_field)}
            if pair.field == DATE {
                <div class="field">
                    <label for="compare-day">{T.compare_day}</label>
                    <input id="compare-day" type="text" autocomplete="off" placeholder={T.date_placeholder} value={pair.one.clone()}
                        onchange={on_one.reform(day)} aria-invalid={problem.as_ref().map(|_| "true")} aria-describedby="compare-problem" />
                </div>
                <p id="compare-problem" class="field-problem" role="alert">{problem}</p>
            } else if of_field.is_some() {
                {select(T.compare_one, &values, &pair.one, &on_one)}
                {select(T.compare_other, &values, &pair.other, &on_other)}
            }
        </div>
    }
}

/// What was typed, as addresses have it if it is understood.
fn day(event: Event) -> String {
    let text = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
    typed_date::parse(&text, &T.months).map(typed_date::canonical).unwrap_or(text)
}

fn body(site: &Site, _: &State, answer: &Shared<Response>) -> Option<Html> {
    match &**answer {
        Response::Collocates(near) => Some(collocates(site, near)),
        Response::Keyness(key) => Some(key_words(site, key)),
        _ => None,
    }
}

fn collocates(site: &Site, near: &Collocates) -> Html {
    // A table that is empty until all is counted would be wider afterwards.
    if !near.counted.is_complete && near.rows.is_empty() {
        return counted(&near.counted);
    }
    let heads = [T.word, T.log_dice, T.together, T.of_all, T.in_documents].map(|head| html! { {head} });
    let scores = || near.rows.iter().map(|row| row.log_dice);
    let (lowest, highest) = (scores().min().unwrap_or(0), scores().max().unwrap_or(0));
    let between = |score| SHORTEST + part(score - lowest, highest - lowest, 1_000 - SHORTEST);
    let row = |collocate: &Collocate| {
        let Collocate { word, together, total, documents, log_dice } = collocate;
        let share = u64::from(*together) * 10_000 / u64::from(*total).max(1);
        Row {
            head: html! { <a href={beside(&site.route, word).href()}><bdi>{word}</bdi></a> },
            cells: vec![
                barred(between(*log_dice), (*log_dice).into()),
                count(*together, share),
                html! { {format::number(*total)} },
                html! { {format::number(*documents)} },
            ],
        }
    };
    let caption = html! {
        <>{(T.shown_of)(near.rows.len() as u32, near.total)}{" "}{match near.totals_of {
            Totals::Corpus => T.totals_of_corpus,
            Totals::Selection => T.totals_of_selection,
        }}</>
    };
    html! { <>{counted(&near.counted)}{table(caption, &heads, near.rows.iter().map(row))}</> }
}

/// The places where a word stands near the query; where that cannot be written, all documents with both.
fn beside(route: &Route, word: &str) -> Route {
    let query = route.search.query.trim();
    let is_one = query.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '\'' | '’'));
    let query = if is_one { format!("{query} NEAR/5 {word}") } else { format!("{query} +\"{word}\"") };
    lines(route, Search { query, ..route.search.clone() })
}

fn lines(route: &Route, search: Search) -> Route {
    let mut view = View { panel: Panel::Concordance, ..route.view.clone() };
    view.concordance.order.clear();
    Route { search: Search { page: 0, ..search }, ..route.at(Page::Results).viewing(view) }
}

fn key_words(site: &Site, key: &Keyness) -> Html {
    let chosen = &site.route.view.words;
    let search = &site.route.search;
    let [one, other] = match chosen.table {
        Table::Compared => chosen.pair.parts(search).unwrap_or_default(),
        _ => [search.clone(), Search::default()],
    };
    let names = match (chosen.table, chosen.pair.field == DATE) {
        (Table::Compared, true) => [T.before_day, T.from_day].map(|name| name(&format::date(&chosen.pair.one))),
        (Table::Compared, false) => {
            [&chosen.pair.one, &chosen.pair.other].map(|value| value_label(&chosen.pair.field, value))
        }
        _ => [T.these_documents.into(), T.other_documents.into()],
    };
    let sizes = [(key.counted.documents, key.counted.words), (key.against_documents, key.against_words)];
    let side = |number: usize, rows: &[KeyWord], total: u32, part: &Search| {
        let heads = [T.word.to_owned(), T.log_ratio.into(), names[0].clone(), names[1].clone(), T.likelihood.into()]
            .map(|head| html! { <bdi>{head}</bdi> });
        let highest = rows.iter().map(|row| row.log_ratio.abs()).max().unwrap_or(0);
        let row = |word: &KeyWord| key_row(site, word, part, highest);
        html! {
            <section>
                <h4><bdi>{(T.more_in)(&names[number])}</bdi></h4>
                if rows.is_empty() {
                    <p class="quiet">{T.no_key_words}</p>
                } else {
                    {table(html! { {(T.shown_of)(rows.len() as u32, total)} }, &heads, rows.iter().map(row))}
                }
            </section>
        }
    };
    html! {
        <>
            <p class="quiet counted" role="status">
                {(T.compared)([0, 1].map(|part| (names[part].clone(), (T.documents)(sizes[part].0), format::number(sizes[part].1))))}
                if key.shared_documents > 0 {
                    {" "}{(T.shared_documents)(key.shared_documents)}
                }
                {progress(&key.counted)}
            </p>
            // Until all is counted there are no words, and what stands below them would move.
            if key.counted.is_complete {
                <div class="sides">
                    {side(0, &key.rows, key.total, &one)}
                    {side(1, &key.against_rows, key.against_total, &other)}
                </div>
                <p class="quiet">{T.keyness_note}</p>
            }
        </>
    }
}

/// So much of a whole, as so many of its equal parts; all of it where there is no whole.
fn part(number: i32, whole: i32, parts: u64) -> u64 {
    if whole > 0 { u64::from(number.unsigned_abs()) * parts / u64::from(whole.unsigned_abs()) } else { parts }
}

/// A number with its rate beside it, which is in hundredths.
fn count(count: u32, rate: u64) -> Html {
    html! { <>{format::number(count)}{" "}<span class="quiet">{format::hundredths(rate as i64)}</span></> }
}

/// A number in hundredths with its bar.
fn barred(thousandths: u64, number: i64) -> Html {
    html! { <>{bar(thousandths)}<span class="measure">{format::hundredths(number)}</span></> }
}

fn key_row(site: &Site, key: &KeyWord, search: &Search, highest: i32) -> Row {
    let query = format!("\"{}\"", key.word);
    Row {
        head: html! { <a href={lines(&site.route, Search { query, ..search.clone() }).href()}><bdi>{&key.word}</bdi></a> },
        cells: vec![
            barred(part(key.log_ratio.abs(), highest, 1_000), key.log_ratio.into()),
            count(key.count, key.per_ten_thousand),
            count(key.against_count, key.against_per_ten_thousand),
            html! { {format::hundredths(key.log_likelihood as i64)} },
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_leads_to_the_lines_in_which_it_stands() {
        let near = |address: &str| beside(&Route::parse(address), "labour").to_string();
        assert_eq!(near("#/?q=forced&view=words"), "/?q=forced+NEAR/5+labour&view=concordance");
        assert_eq!(near("#/?q=a+b&view=words&order=left1"), "/?q=a+b+%2B%22labour%22&view=concordance");
    }
}
