//! CSL-JSON (citation data for the Citation Style Language), which Zotero, pandoc and citation processors read.

use super::{
    Record,
    citation::{Author, Citation, Kind},
    json::{Object, list},
    key::key,
};

/// One item of the JSON array that programs expect: a JSON object on one line.
///
/// ```
/// use karez::record::{Record, csl};
///
/// let record = Record { id: "one".into(), date: Some("2022-08".into()), ..Record::default() };
/// let item = csl::item(&record);
/// assert!(item.contains(r#""issued":{"date-parts":[[2022,8]]}"#), "{item}");
/// ```
pub fn item(record: &Record) -> String {
    let citation = Citation::of(record);
    let kind = match citation.kind {
        Kind::News => "article-newspaper",
        Kind::Report => "report",
        Kind::Statement => "speech",
        Kind::WebPage => "webpage",
    };
    // A report has a publisher; what appeared in an outlet has a container.
    let outlet = if citation.kind == Kind::Report { "publisher" } else { "container-title" };
    let mut item = Object::default();
    item.put_text("id", &key(record, &citation));
    item.put_text("type", kind);
    item.put_text("title", citation.title);
    if !citation.authors.is_empty() {
        item.put("author", list(citation.authors.iter().map(name)));
    }
    if let Some(translator) = citation.translator {
        item.put("translator", list([name(&Author { name: translator.into(), is_organisation: false })]));
    }
    item.put_some(outlet, citation.publisher);
    item.put_some("number", citation.number);
    item.put_some("language", Some(record.language.as_str()).filter(|language| *language != "und"));
    item.put_some("abstract", record.summary.as_deref());
    item.put_some("keyword", Some(citation.keywords.join(", ").as_str()).filter(|keywords| !keywords.is_empty()));
    item.put_some("URL", citation.url);
    item.put_text("note", &citation.note);
    if let Some(edtf) = citation.edtf {
        item.put("issued", issued(edtf, &citation));
    }
    item.to_json()
}

/// Names are not split, because the order of family and given name differs between languages; `Doe, Jane` is explicit.
fn name(author: &Author) -> String {
    let mut name = Object::default();
    match author.name.split_once(", ").filter(|_| !author.is_organisation) {
        Some((family, given)) => {
            name.put_text("family", family);
            name.put_text("given", given);
        }
        None => name.put_text("literal", &author.name),
    }
    name.to_json()
}

fn issued(edtf: &str, citation: &Citation<'_>) -> String {
    let mut issued = Object::default();
    if citation.date.is_empty() {
        issued.put_text("literal", edtf);
        return issued.to_json();
    }
    let dates = [&citation.date, &citation.date_end].into_iter().filter(|date| !date.is_empty());
    issued.put("date-parts", list(dates.map(|date| list(date.iter().map(u32::to_string)))));
    if citation.is_about {
        issued.put("circa", "true");
    }
    issued.to_json()
}
