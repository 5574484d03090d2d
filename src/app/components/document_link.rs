//! A document named elsewhere than in its own place: by its title, its publishers and its date.

use std::collections::BTreeMap;

use yew::prelude::*;

use crate::app::model::format;
use crate::app::model::route::Page;
use crate::app::site::Site;
use crate::app::strings::T;
use crate::engine::protocol::{DocumentName, DocumentView};

/// A document by its title, with who published it and when.
pub fn document_link(site: &Site, document: &DocumentName) -> Html {
    let route = site.route.at(Page::Document(document.id.clone()));
    html! {
        <>
            <a href={route.href()} lang={document.language.clone()} dir={document.direction.as_str()}>{&document.title}</a>
            <span class="byline">
                for part in publishers(&document.values) {
                    <span dir="auto">{part}</span>
                }
                <span>{document.date.as_deref().map_or(T.undated.into(), format::date)}</span>
            </span>
        </>
    }
}

/// Who published it, where it came from, and who published it again.
pub fn publishers(values: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let of = |field: &str| values.get(field).map(|values| values.join(", ")).filter(|text| !text.is_empty());
    let publisher = of("publisher").or_else(|| of("author"));
    let agency = of("agency").filter(|agency| Some(agency) != publisher.as_ref()).map(|agency| (T.via)(&agency));
    let republisher = of("republisher").map(|name| (T.republished_by)(&name));
    [publisher, agency, republisher].into_iter().flatten().collect()
}

/// The same of a document that is open or listed.
pub fn publishers_of(document: &DocumentView) -> Vec<String> {
    publishers(&document.fields.iter().map(|view| (view.field.name.clone(), view.values.clone())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agency_story_is_not_credited_to_its_copier() {
        let values = [("agency", "ANI"), ("publisher", "Asian Lite News"), ("republisher", "Blog")];
        let values = values.map(|(field, value)| (field.to_owned(), vec![value.to_owned()])).into();
        assert_eq!(publishers(&values), ["Asian Lite News", "from ANI", "republished by Blog"]);
        let own = ["publisher", "agency"].map(|field| (field.to_owned(), vec!["Reuters".to_owned()])).into();
        assert_eq!(publishers(&own), ["Reuters"]);
        assert_eq!(publishers(&BTreeMap::new()), [""; 0]);
    }
}
