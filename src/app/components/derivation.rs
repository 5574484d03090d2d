//! In a document's head: whose words it has, and the way to the original.

use yew::prelude::*;

use crate::app::model::format::derivation_line;
use crate::app::strings::T;
use crate::corpus::address::host;
use crate::engine::protocol::DocumentView;

/// Nothing for an original without a web address.
pub fn derivation(document: &DocumentView) -> Html {
    let line = derivation_line(document);
    let original = document.address().and_then(|address| Some((address.to_owned(), host(address)?)));
    if line.is_none() && original.is_none() {
        return Html::default();
    }
    html! {
        <p class="derivation">
            if let Some(line) = line {
                <span dir="auto">{line}</span>
            }
            if let Some((href, host)) = original {
                <a {href} target="_blank" rel="noopener noreferrer">{(T.read_original)(host)}</a>
            }
        </p>
    }
}
