//! All that is known about a document, and why what is not known is not.

use yew::prelude::*;

use super::verification::Verification;
use crate::app::model::format;
use crate::app::model::route::Route;
use crate::app::model::state::Shared;
use crate::app::site::Site;
use crate::app::strings::{T, language};
use crate::corpus::address::is_web_address;
use crate::engine::protocol::{Choice, DocumentView, FieldView};

/// `edition` is that of the corpus.
pub fn document_facts(site: &Site, document: &Shared<DocumentView>, edition: &str) -> Html {
    let source = &document.source;
    let plain = |label: &'static str, value: Option<String>| {
        value.map(|value| fact(label, html! { <span dir="auto">{value}</span> }))
    };
    let code =
        |label: &'static str, value: Option<String>| value.map(|value| fact(label, html! { <code>{value}</code> }));
    let mentioned: Vec<String> = document.mentioned_dates.iter().map(|date| format::date(date)).collect();
    let mentioned = (!mentioned.is_empty()).then(|| mentioned.join(" · "));
    let redactions: Vec<String> =
        source.redactions.iter().map(|(reason, count)| format!("{reason} {}", format::number(*count))).collect();
    html! {
        <section class="facts" aria-labelledby="facts-heading">
            <h3 id="facts-heading" tabindex="-1">{T.facts}</h3>
            <dl>
                {plain(T.date_label, Some(document.date.as_deref().map_or(T.undated.into(), format::date)))}
                {plain(T.date_note, document.date_note.clone())}
                {plain(T.mentioned_dates, mentioned)}
                for field in &document.fields {
                    {fact(&field.field.label, values(&site.route, field))}
                }
                {plain(T.language, Some(language(&document.language)))}
                {plain(T.length, Some((T.words)(&format::number(document.words))))}
                {plain(T.licence, document.licence.clone())}
                {source.address.as_deref().map(|address| fact(T.source_address, address_link(address)))}
                {plain(T.source_captured, source.captured.as_deref().map(format::date))}
                {code(T.source_record, source.record.clone())}
                {plain(T.original, source.original.clone())}
                {code(T.source_file, Some(source.path.clone()))}
                {plain(T.source_reader, source.reader.clone())}
                {plain(T.collected_by, source.collected_by.clone())}
                {plain(T.collected_how, source.collected_how.clone())}
                {plain(T.redacted, (!redactions.is_empty()).then(|| redactions.join(" · ")))}
                {plain(T.review, document.review.clone())}
                {code(T.document_id, Some(document.id.clone()))}
                {code(T.edition, Some(edition.into()))}
            </dl>
            <details class="verification-details">
                <summary>{T.verification}</summary>
                <dl>
                    {code(T.original_hash, source.original_sha256.clone())}
                    {code(T.source_hash, Some(source.sha256.clone()))}
                </dl>
                <Verification document={document.clone()} edition={edition.to_owned()} />
            </details>
        </section>
    }
}

/// Only what a browser would fetch as a page; anything else stays text.
fn address_link(address: &str) -> Html {
    let is_page = is_web_address(address);
    let address = address.to_owned();
    match is_page {
        true => html! { <a href={address.clone()} target="_blank" rel="noopener noreferrer"><bdi>{address}</bdi></a> },
        false => html! { <code>{address}</code> },
    }
}

fn fact(label: &str, value: Html) -> Html {
    html! { <div class="fact"><dt>{label}</dt><dd>{value}</dd></div> }
}

/// Values of a field that is filtered by lead to the documents that share them.
fn values(route: &Route, field: &FieldView) -> Html {
    if field.values.is_empty() {
        let reason = field.unknown.as_deref().map_or(T.not_known_plain.into(), T.not_known);
        return html! { <span class="quiet" dir="auto">{reason}</span> };
    }
    let is_link = field.field.facet && field.field.kind.is_filterable();
    let value = |value: &String| match is_link {
        true => html! { <li><a href={sharing(route, &field.field.name, value).href()}><bdi>{value}</bdi></a></li> },
        false => html! { <li><bdi>{value}</bdi></li> },
    };
    html! { <ul class="fact-values">{for field.values.iter().map(value)}</ul> }
}

/// All documents with this value.
fn sharing(route: &Route, field: &str, value: &str) -> Route {
    let mut route = route.start();
    route.search.choose(field, value, Choice::Included);
    route
}
