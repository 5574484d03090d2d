//! What a web page's tags say about it: `<meta>`, JSON-LD, links, and the remarks of browsers that saved it.
//!
//! Authors are not taken: tags name whoever uploaded a page as often as whoever wrote it.

use scraper::{Html, Selector};
use serde_json::Value as Json;

use crate::{
    ingest::{dates, draft::Draft, entry::is_language_tag},
    text::line::single_line,
};

/// Names of tags, strongest first, by the key they stand for.
const TAGS: [(&str, &[&str]); 4] = [
    ("title", &["citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"]),
    (
        "published",
        &[
            "citation_publication_date",
            "citation_date",
            "citation_online_date",
            "article:published_time",
            "dcterms.issued",
            "dc.date.issued",
            "dc.date",
            "dcterms.date",
            "dcterms.created",
            "datepublished",
            "pubdate",
            "publish-date",
            "publishdate",
            "parsely-pub-date",
            "sailthru.date",
            "og:article:published_time",
            "date",
        ],
    ),
    (
        "publisher",
        &[
            "citation_publisher",
            "dc.publisher",
            "dcterms.publisher",
            "citation_journal_title",
            "og:site_name",
            "publisher",
        ],
    ),
    ("language", &["dc.language", "dcterms.language", "citation_language", "content-language", "og:locale"]),
];

/// Adds what the tags say to the draft.
pub fn read(tree: &Html, text: &str, draft: &mut Draft) {
    let tags = meta(tree);
    let json = json_ld(tree);
    let find = |key: &str| -> Vec<&str> {
        let names = TAGS.iter().find(|(known, _)| *known == key).map_or(&[][..], |(_, names)| names);
        names
            .iter()
            .flat_map(|name| tags.iter().filter(move |(tag, _)| tag == name).map(|(_, value)| value.as_str()))
            .collect()
    };
    let of_json = |key: &str| json.iter().find_map(|object| text_of(object.get(key)?));
    let publisher = of_json("publisher").or_else(|| find("publisher").first().map(|name| (*name).to_owned()));
    let title = find("title").first().map(|title| (*title).to_owned()).or_else(|| of_json("headline"));
    draft.hint(
        "title",
        title.map(|title| single_line(&title)).or_else(|| title_tag(tree, publisher.as_deref())).unwrap_or_default(),
    );
    let written = find("published").into_iter().map(str::to_owned).chain(of_json("datePublished")).chain(time(tree));
    draft.hint("published", written.into_iter().find_map(|date| dates::read(&date)).unwrap_or_default());
    draft.hint("publisher", publisher.unwrap_or_default());
    draft.hint("agency", of_json("sourceOrganization").or_else(|| of_json("creditText")).unwrap_or_default());
    let languages = first_attribute(tree, "html[lang]", "lang").into_iter().chain(of_json("inLanguage"));
    let languages = languages.chain(find("language").into_iter().map(str::to_owned));
    let language = languages.map(|tag| tag.trim().replace('_', "-")).find(|tag| is_language_tag(tag));
    draft.hint("language", language.unwrap_or_default());
    let canonical = first_attribute(tree, "link[rel=canonical]", "href");
    let stated = tags
        .iter()
        .find(|(name, _)| name == "og:url" || name == "citation_fulltext_html_url")
        .map(|(_, url)| url.clone());
    let address = canonical.or(stated).or_else(|| of_json("url")).or_else(|| saved_from(text));
    draft.source.address = address.filter(|url| url.starts_with("https://") || url.starts_with("http://"));
    draft.source.captured = saved_on(text);
}

/// Names in lower case, with their content.
fn meta(tree: &Html) -> Vec<(String, String)> {
    let selector = Selector::parse("meta[content]").expect("a fixed selector");
    let tag = |element: scraper::ElementRef| {
        let name = ["name", "property", "itemprop", "http-equiv"].iter().find_map(|key| element.attr(key))?;
        let content = element.attr("content")?.trim();
        (!content.is_empty()).then(|| (name.trim().to_lowercase(), content.to_owned()))
    };
    tree.select(&selector).filter_map(tag).collect()
}

/// Objects of JSON-LD that describe a work: articles first, then pages.
fn json_ld(tree: &Html) -> Vec<serde_json::Map<String, Json>> {
    let selector = Selector::parse("script[type='application/ld+json']").expect("a fixed selector");
    let mut objects = Vec::new();
    for script in tree.select(&selector) {
        if let Ok(json) = serde_json::from_str::<Json>(script.text().collect::<String>().trim()) {
            collect(json, &mut objects);
        }
    }
    objects.sort_by_key(|object| u8::from(!is_type(object, "Article") && !is_type(object, "Report")));
    objects
}

/// serde_json refuses deeper nesting than 128, so this recursion is shallow.
fn collect(json: Json, objects: &mut Vec<serde_json::Map<String, Json>>) {
    match json {
        Json::Array(values) => values.into_iter().for_each(|value| collect(value, objects)),
        Json::Object(mut object) => {
            if let Some(graph) = object.remove("@graph") {
                collect(graph, objects);
            }
            let is_work = ["Article", "Report", "BlogPosting", "WebPage", "CreativeWork"]
                .iter()
                .any(|name| is_type(&object, name));
            if is_work {
                objects.push(object);
            }
        }
        _ => {}
    }
}

fn is_type(object: &serde_json::Map<String, Json>, name: &str) -> bool {
    let ends = |json: &Json| json.as_str().is_some_and(|kind| kind.ends_with(name));
    match object.get("@type") {
        Some(Json::Array(kinds)) => kinds.iter().any(ends),
        Some(kind) => ends(kind),
        None => false,
    }
}

/// A text, or the name of what has one.
fn text_of(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(single_line(text)),
        Json::Object(object) => object.get("name").and_then(text_of),
        Json::Array(values) => values.first().and_then(text_of),
        _ => None,
    }
}

fn time(tree: &Html) -> Option<String> {
    let published =
        first_attribute(tree, "time[datetime][itemprop=datePublished], time[datetime][pubdate]", "datetime");
    published.or_else(|| first_attribute(tree, "article time[datetime], main time[datetime]", "datetime"))
}

/// The `<title>` without the name of the site, where that is plainly there; nothing where a first heading says better.
fn title_tag(tree: &Html, publisher: Option<&str>) -> Option<String> {
    let of = |css: &str| {
        let selector = Selector::parse(css).ok()?;
        let texts: Vec<String> =
            tree.select(&selector).map(|found| single_line(&found.text().collect::<String>())).collect();
        Some(texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>())
    };
    let title = of("title")?.into_iter().next()?;
    let headings = of("h1").unwrap_or_default();
    if let [heading] = headings.as_slice() {
        return Some(heading.clone());
    }
    let parts = [" | ", " – ", " — ", " - ", " :: ", " « "].iter().find_map(|mark| title.rsplit_once(mark));
    match parts {
        Some((start, end))
            if publisher.is_none_or(|name| name.eq_ignore_ascii_case(end.trim())) && start.len() >= end.len() =>
        {
            Some(start.trim().into())
        }
        _ => Some(title),
    }
}

fn first_attribute(tree: &Html, css: &str, name: &str) -> Option<String> {
    let selector = Selector::parse(css).ok()?;
    tree.select(&selector).find_map(|element| element.attr(name)).map(|value| value.trim().to_owned())
}

/// `<!-- saved from url=(0024)https://example.org/ -->`, or what SingleFile writes.
fn saved_from(text: &str) -> Option<String> {
    let head: String = text.chars().take(2000).collect();
    let (_, rest) = head
        .split_once("saved from url=")
        .or_else(|| head.split_once("Page saved with SingleFile").and_then(|(_, rest)| rest.split_once("url:")))?;
    let rest = rest.trim_start();
    let rest = if rest.starts_with('(') { rest.split_once(')').map_or("", |(_, rest)| rest) } else { rest };
    rest.split_whitespace().next().map(str::to_owned)
}

fn saved_on(text: &str) -> Option<String> {
    let head: String = text.chars().take(2000).collect();
    let (_, rest) = head.split_once("Page saved with SingleFile")?.1.split_once("saved date:")?;
    // `Wed Aug 31 2022 22:10:00 GMT+0000 (…)`
    let words: Vec<&str> = rest.split_whitespace().skip(1).take(3).collect();
    let [month, day, year] = words.as_slice() else { return None };
    dates::read(&format!("{day} {month} {year}"))
}

/// `example.org` of `https://www.example.org/page`.
pub fn host(url: &str) -> Option<String> {
    let (_, rest) = url.trim().split_once("://")?;
    let host = rest.split(['/', '?', '#', ':']).next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (host.contains('.') && !host.contains('@')).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::entry::Value;

    fn hints(html: &str) -> Vec<(String, String)> {
        let mut draft = Draft::default();
        read(&Html::parse_document(html), html, &mut draft);
        let address = draft.source.address.map(|url| ("address".to_owned(), url));
        let captured = draft.source.captured.map(|date| ("captured".to_owned(), date));
        let text = |value| match value {
            Value::One(text) => text,
            _ => panic!("one text"),
        };
        let hints = draft.hints.into_iter().map(|hint| (hint.key, text(hint.value)));
        hints.chain(address).chain(captured).collect()
    }

    fn check(html: &str, expected: &[(&str, &str)]) {
        let found = hints(html);
        let found: Vec<(&str, &str)> = found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn tags_are_read_strongest_first() {
        check(
            "<html lang=en-GB><head><title>A - Site</title><meta property=og:title content='Og'>\
             <meta name=citation_title content='Cited'><meta name=citation_publication_date content='2022/08/31'>\
             <meta property=og:site_name content='Site'><meta name=author content='J. Doe'>\
             <link rel=canonical href='https://example.org/a'></head>",
            &[
                ("title", "Cited"),
                ("published", "2022-08-31"),
                ("publisher", "Site"),
                ("language", "en-GB"),
                ("address", "https://example.org/a"),
            ],
        );
    }

    #[test]
    fn json_ld_is_read_whatever_it_is_wrapped_in() {
        check(
            "<script type='application/ld+json'>{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"No\"}, \
             {\"@type\": [\"NewsArticle\"], \"headline\": \"H\", \"datePublished\": \"2022-08-31T10:00:00Z\", \
             \"publisher\": {\"name\": \"P\"}, \"sourceOrganization\": {\"name\": \"AP\"}, \"inLanguage\": \"ug\"}]}</script>\
             <script type='application/ld+json'>{broken</script>",
            &[("title", "H"), ("published", "2022-08-31"), ("publisher", "P"), ("agency", "AP"), ("language", "ug")],
        );
    }

    #[test]
    fn the_sites_name_is_not_part_of_the_title() {
        check("<title>A long title - Example Site</title>", &[("title", "A long title")]);
        check("<title>Site: all things</title><h1>The title</h1>", &[("title", "The title")]);
        check(
            "<meta property=og:site_name content=X><title>This - and that</title>",
            &[("title", "This - and that"), ("publisher", "X")],
        );
    }

    #[test]
    fn saved_pages_know_where_they_are_from() {
        check("<!-- saved from url=(0021)https://example.org/b --><p>", &[("address", "https://example.org/b")]);
        check(
            "<!DOCTYPE html><!--\n Page saved with SingleFile \n url: https://example.org/c \n saved date: Wed Aug 31 2022 22:10:00 GMT+0000\n-->",
            &[("address", "https://example.org/c"), ("captured", "2022-08-31")],
        );
    }

    #[test]
    fn addresses_that_are_no_web_addresses_are_left_out() {
        check("<link rel=canonical href='javascript:alert(1)'>", &[]);
        assert_eq!(host("https://www.Example.org:80/x").as_deref(), Some("example.org"));
        assert_eq!(host("cid:1"), None);
    }
}
