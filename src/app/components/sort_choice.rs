//! In which order results are listed.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::Sort;

const ORDERS: [(Sort, &str); 3] = [(Sort::Relevance, "relevance"), (Sort::Newest, "newest"), (Sort::Oldest, "oldest")];

pub fn sort_choice(site: &Site) -> Html {
    let search = &site.route.search;
    let current = search.effective_sort();
    let has_relevance = !search.query.trim().is_empty();
    let on_change = {
        let site = site.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            if let Some((sort, _)) = ORDERS.iter().find(|(_, name)| *name == chosen) {
                site.search(|search| search.sort = *sort);
            }
        })
    };
    html! {
        <label class="sort">
            <span>{T.sort}</span>
            <select onchange={on_change}>
                for (sort, name) in ORDERS.into_iter().filter(|(sort, _)| has_relevance || *sort != Sort::Relevance) {
                    <option value={name} selected={sort == current}>{label(sort)}</option>
                }
            </select>
        </label>
    }
}

fn label(sort: Sort) -> &'static str {
    match sort {
        Sort::Relevance => T.sort_relevance,
        Sort::Newest => T.sort_newest,
        Sort::Oldest => T.sort_oldest,
    }
}
