//! The left pane: everything by which results can be narrowed.

use yew::prelude::*;

use super::count_choice::count_choice;
use super::date_filter::DateFilter;
use super::facet_list::FacetList;
use super::icon::{Shape, icon};
use crate::app::model::state::Shared;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{Overview, Results};

pub fn facet_panel(
    site: &Site,
    overview: &Shared<Overview>,
    results: Option<&Shared<Results>>,
    on_close: &Callback<()>,
) -> Html {
    let facets = results.map_or(&overview.facets, |results| &results.facets);
    let total = results.map_or(overview.documents, |results| results.total);
    let on_close = on_close.reform(|_: MouseEvent| ());
    html! {
        <aside class="filters pane" aria-labelledby="filters-heading">
            <div class="pane-head">
                <h2 id="filters-heading" tabindex="-1">{T.filters}</h2>
                <button type="button" class="icon-button" aria-label={T.close_filters} onclick={on_close.clone()}>
                    {icon(Shape::Close)}
                </button>
            </div>
            <div class="pane-body">
                {count_choice(site, overview)}
                <DateFilter overview={overview.clone()} results={results.cloned()} />
                for facet in facets.iter().filter(|facet| !facet.values.is_empty()) {
                    <FacetList key={facet.field.clone()} facet={facet.clone()} />
                }
                <button type="button" class="button show-results" onclick={on_close}>{(T.show_results)(&(T.documents)(total))}</button>
            </div>
        </aside>
    }
}
