//! Nothing was found: what each change to the search would find.

use yew::prelude::*;

use super::active_filters::describe;
use crate::app::model::route::{Page, Route};
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{Change, Choice, Overview, Relaxation};

pub fn relaxations(site: &Site, overview: &Overview, relaxations: &[Relaxation]) -> Html {
    let all = (T.browse_all)(&(T.documents)(overview.documents));
    html! {
        <div class="empty">
            <h3>{T.no_results}</h3>
            if !relaxations.is_empty() {
                <p>{T.no_results_hint}</p>
                <ul class="relaxations">
                    for relaxation in relaxations {
                        <li>
                            <a href={changed(&site.route, &relaxation.change).href()} dir="auto">{words(overview, &relaxation.change)}</a>
                            {" "}<span class="count">{(T.documents)(relaxation.total)}</span>
                        </li>
                    }
                </ul>
            }
            <p><a href={site.route.everything().href()}>{all}</a></p>
        </div>
    }
}

fn words(overview: &Overview, change: &Change) -> String {
    match change {
        Change::DropFilter(filter) => (T.without_filter)(&describe(overview, filter)),
        Change::DropDates => T.without_dates.into(),
        Change::Query(query) => (T.search_instead)(query),
    }
}

fn changed(route: &Route, change: &Change) -> Route {
    let mut search = route.search.clone();
    match change {
        Change::DropFilter(filter) => search.choose(&filter.field, &filter.value, Choice::None),
        Change::DropDates => search.dates.clear(),
        Change::Query(query) => search.query = query.clone(),
    }
    Route { search, ..route.at(Page::Results) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::protocol::Filter;

    #[test]
    fn each_change_leaves_the_rest_of_the_search_alone() {
        let route = Route::parse("#/d/x?q=camp+tent&publisher=AP&date=2022");
        let filter = Filter { field: "publisher".into(), value: "AP".into(), exclude: false };
        let cases = [
            (Change::DropFilter(filter), "/?q=camp+tent&date=2022"),
            (Change::DropDates, "/?q=camp+tent&publisher=AP"),
            (Change::Query("camp".into()), "/?q=camp&publisher=AP&date=2022"),
        ];
        for (change, expected) in cases {
            assert_eq!(changed(&route, &change).to_string(), expected);
        }
    }
}
