//! Whether numbers count documents, or each story once. Shown where the corpus has copies.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{Count, Overview};

pub fn count_choice(site: &Site, overview: &Overview) -> Html {
    if overview.stories == overview.documents {
        return Html::default();
    }
    let current = site.route.search.count;
    let on_change = {
        let site = site.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let count = if chosen == "stories" { Count::Stories } else { Count::Documents };
            site.search(|search| search.count = count);
        })
    };
    let choice = |count: Count, name: &'static str, label: &'static str| {
        html! { <option value={name} selected={count == current}>{label}</option> }
    };
    html! {
        <label class="count-choice">
            <span>{T.count}</span>
            <select onchange={on_change}>
                {choice(Count::Documents, "documents", T.count_documents)}
                {choice(Count::Stories, "stories", T.count_stories)}
            </select>
            <span class="quiet">{T.count_hint}</span>
        </label>
    }
}
