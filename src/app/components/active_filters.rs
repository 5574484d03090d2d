//! What narrows the results now, each part removable.

use yew::prelude::*;

use super::chip::chip;
use crate::app::model::format;
use crate::app::model::search::Search;
use crate::app::site::Site;
use crate::app::strings::{T, field_label, value_label};
use crate::engine::protocol::{Choice, Filter, Overview};

pub fn active_filters(site: &Site, overview: &Overview) -> Html {
    let search = &site.route.search;
    if !search.is_narrowed() {
        return Html::default();
    }
    let change = |change: fn(&mut Search)| {
        let site = site.clone();
        Callback::from(move |_| site.search(change))
    };
    let remove = |filter: &Filter| {
        let (site, filter) = (site.clone(), filter.clone());
        Callback::from(move |_| site.search(|search| search.choose(&filter.field, &filter.value, Choice::None)))
    };
    html! {
        <ul class="chips" aria-label={T.active_filters}>
            for filter in &search.filters {
                <li>{chip(describe(overview, filter), filter.exclude, remove(filter))}</li>
            }
            if !search.dates.is_empty() {
                <li>{chip(format::range(&search.dates), false, change(|search| search.dates.clear()))}</li>
            }
            if search.narrowings() > 1 {
                <li><button type="button" class="link-button" onclick={change(clear)}>{T.clear_filters}</button></li>
            }
        </ul>
    }
}

fn clear(search: &mut Search) {
    search.filters.clear();
    search.dates.clear();
}

/// A filter in words: "Publisher: AP", "not Publisher: ANI".
pub fn describe(overview: &Overview, filter: &Filter) -> String {
    let label = overview
        .facets
        .iter()
        .find(|facet| facet.field == filter.field)
        .map_or(filter.field.as_str(), |facet| &facet.label);
    let value = value_label(&filter.field, &filter.value);
    let chip = (T.filter_chip)(field_label(&filter.field, label), &value);
    if filter.exclude { (T.not_value)(&chip) } else { chip }
}
