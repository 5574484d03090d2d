//! Whether numbers count documents, or each story once. Shown where the corpus has copies.

use yew::prelude::*;

use super::list::list;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{Count, Overview};

pub fn count_choice(site: &Site, overview: &Overview) -> Html {
    if overview.stories == overview.documents {
        return Html::default();
    }
    let current = site.route.search.count;
    let on_choose = {
        let site = site.clone();
        Callback::from(move |chosen: String| {
            let count = if chosen == "stories" { Count::Stories } else { Count::Documents };
            site.search(|search| search.count = count);
        })
    };
    let chosen = if current == Count::Stories { "stories" } else { "documents" };
    let options = [("documents", T.count_documents), ("stories", T.count_stories)].into_iter();
    html! {
        <label class="count-choice">
            {list(T.count, options, chosen, &on_choose)}
            <span class="quiet">{T.count_hint}</span>
        </label>
    }
}
