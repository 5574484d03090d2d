//! Where the page runs: what its document says, and whether there is a frame around it, a network, and room.

use super::dom::{document, window};

/// What the page was told by the document it runs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Environment {
    /// Shown in a frame of somebody else's page.
    pub is_embedded: bool,
    /// Of the corpus, as the builder wrote them into the document: shown until the corpus itself is there.
    pub title: String,
    pub description: String,
}

impl Environment {
    pub fn read() -> Environment {
        let attribute = |css, name| document().query_selector(css).ok().flatten()?.get_attribute(name);
        Environment {
            is_embedded: attribute("html", "data-embed").is_some_and(|value| value == "true"),
            title: document().title(),
            description: attribute("meta[name=description]", "content").unwrap_or_default(),
        }
    }
}

/// Whether another page is around this one.
pub(super) fn is_framed() -> bool {
    window().parent().ok().flatten().as_ref() != Some(&window())
}

pub fn is_offline() -> bool {
    !window().navigator().on_line()
}

/// Whether a media query holds.
pub fn matches_media(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}
