//! CSL-JSON, which Zotero, pandoc and citation processors read.

use serde_json::{Map, Value, json};

use super::{
    citation::{Author, Citation, Kind},
    record::Record,
};

/// One item of the array.
pub fn item(record: &Record) -> String {
    let citation = Citation::of(record);
    let kind = match citation.kind {
        Kind::News => "article-newspaper",
        Kind::Report => "report",
        Kind::Statement => "speech",
        Kind::WebPage => "webpage",
    };
    // A report has a publisher, what stands in an outlet has a container.
    let outlet = if citation.kind == Kind::Report { "publisher" } else { "container-title" };
    let mut item = Map::new();
    let mut put = |key: &str, value: Option<Value>| item.extend(value.map(|value| (key.to_owned(), value)));
    put("id", Some(record.id.clone().into()));
    put("type", Some(kind.into()));
    put("title", Some(citation.title.into()));
    let authors: Vec<Value> = citation.authors.iter().map(name).collect();
    put("author", (!authors.is_empty()).then(|| authors.into()));
    put(outlet, citation.publisher.map(Value::from));
    put("number", citation.number.map(Value::from));
    put("issued", issued(record, &citation));
    put("language", (record.language != "und").then(|| record.language.clone().into()));
    put("abstract", record.summary.clone().map(Value::from));
    put("keyword", (!citation.keywords.is_empty()).then(|| citation.keywords.join(", ").into()));
    put("URL", citation.url.map(Value::from));
    put("note", Some(citation.note.into()));
    Value::Object(item).to_string()
}

/// Names are not taken apart: which part is the family's differs between languages. `Doe, Jane` says it itself.
fn name(author: &Author) -> Value {
    match author.name.split_once(", ").filter(|_| !author.is_organisation) {
        Some((family, given)) => json!({ "family": family, "given": given }),
        None => json!({ "literal": author.name }),
    }
}

fn issued(record: &Record, citation: &Citation<'_>) -> Option<Value> {
    let edtf = record.date.as_ref()?;
    if citation.date.is_empty() {
        return Some(json!({ "literal": edtf }));
    }
    let dates: Vec<&Vec<u32>> =
        [&citation.date, &citation.date_end].into_iter().filter(|date| !date.is_empty()).collect();
    let mut issued = json!({ "date-parts": dates });
    if citation.is_about {
        issued["circa"] = true.into();
    }
    Some(issued)
}
