//! In which order results are listed.

use yew::prelude::*;

use super::list::list;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::Sort;

const ORDERS: [(Sort, &str); 4] =
    [(Sort::Relevance, "relevance"), (Sort::Newest, "newest"), (Sort::Oldest, "oldest"), (Sort::Title, "title")];

/// `sorted` is how the results that are shown are sorted, if there are any.
pub fn sort_choice(site: &Site, sorted: Option<Sort>) -> Html {
    let search = &site.route.search;
    let current = match search.effective_sort() {
        Sort::Auto => sorted.unwrap_or(Sort::Relevance),
        sort => sort,
    };
    let has_relevance = !search.query.trim().is_empty();
    let on_choose = {
        let site = site.clone();
        Callback::from(move |chosen: String| {
            if let Some((sort, _)) = ORDERS.iter().find(|(_, name)| *name == chosen) {
                site.search(|search| search.sort = *sort);
            }
        })
    };
    let orders = ORDERS.into_iter().filter(|(sort, _)| has_relevance || *sort != Sort::Relevance);
    let chosen = ORDERS.iter().find(|(sort, _)| *sort == current).map_or("", |(_, name)| name);
    let options = orders.map(|(sort, name)| (name, label(sort)));
    html! { <label class="sort">{list(T.sort, options, chosen, &on_choose)}</label> }
}

fn label(sort: Sort) -> &'static str {
    match sort {
        Sort::Auto | Sort::Relevance => T.sort_relevance,
        Sort::Newest => T.sort_newest,
        Sort::Oldest => T.sort_oldest,
        Sort::Title => T.sort_title,
    }
}
