//! BibTeX in UTF-8, for LaTeX and for programs that import it.

use super::{
    Record,
    citation::{Author, Citation, Kind, one_line},
    key::key,
};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// One entry with an empty line after it. News is an `@article`, reports are `@techreport`, everything else is `@misc`.
///
/// ```
/// use karez::record::{Record, bibtex};
///
/// let record = Record { id: "one".into(), title: "R&D".into(), date: Some("2022-08".into()), ..Record::default() };
/// let entry = bibtex::entry(&record);
/// assert!(entry.starts_with("@article{") && entry.contains("title = {{R\\&D}}"));
/// assert!(entry.contains("month = aug"));
/// ```
pub fn entry(record: &Record) -> String {
    let citation = Citation::of(record);
    let (kind, outlet) = match citation.kind {
        Kind::News => ("article", "journal"),
        Kind::Report => ("techreport", "institution"),
        Kind::Statement | Kind::WebPage => ("misc", "publisher"),
    };
    let mut entry = format!("@{kind}{{{}", key(record, &citation));
    let mut put = |name: &str, value: String| entry.push_str(&format!(",\n  {name} = {value}"));
    // The second pair of braces keeps capitals as they are.
    put("title", format!("{{{{{}}}}}", escape(citation.title)));
    if !citation.authors.is_empty() {
        put("author", format!("{{{}}}", citation.authors.iter().map(name).collect::<Vec<_>>().join(" and ")));
    }
    let texts = [
        ("translator", citation.translator.map(escape)),
        (outlet, citation.publisher.map(escape)),
        ("number", citation.number.map(escape)),
        ("url", citation.url.map(address)),
        ("abstract", record.summary.as_deref().map(escape)),
        ("keywords", Some(escape(&citation.keywords.join(", "))).filter(|keywords| !keywords.is_empty())),
        ("note", Some(escape(&citation.note))),
    ];
    for (name, value) in texts {
        value.into_iter().for_each(|value| put(name, format!("{{{value}}}")));
    }
    if let Some(year) = citation.date.first() {
        put("year", format!("{{{year:04}}}"));
    }
    if let Some(month) = citation.date.get(1).and_then(|month| MONTHS.get((*month as usize).checked_sub(1)?)) {
        put("month", (*month).into());
    }
    if let Some(day) = citation.date.get(2) {
        put("day", format!("{{{day}}}"));
    }
    entry + "\n}\n\n"
}

fn name(author: &Author) -> String {
    let name = escape(&author.name);
    if author.is_organisation { format!("{{{name}}}") } else { name }
}

/// Text with LaTeX's special characters escaped. Braces are written by name, because BibTeX counts them even after a
/// backslash.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Addresses are taken as they are, so what would end them is percent-encoded.
fn address(url: &str) -> String {
    one_line(url).replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace(' ', "%20")
}
