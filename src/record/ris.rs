//! RIS (Research Information Systems), which reference managers read: a tag and a value on each line.

use super::{
    Record,
    citation::{Citation, Kind, one_line},
    key::key,
};

/// One entry from `TY` to `ER`, with CR LF line ends and an empty line after it.
pub fn entry(record: &Record) -> String {
    let citation = Citation::of(record);
    let (kind, outlet) = match citation.kind {
        Kind::News => ("NEWS", "T2"),
        Kind::Report => ("RPRT", "PB"),
        Kind::Statement => ("GEN", "PB"),
        Kind::WebPage => ("ELEC", "T2"),
    };
    // `TY` must come first and `ER` last.
    let mut entry = String::new();
    let mut put = |tag: &str, value: &str| {
        let value = one_line(value);
        if !value.is_empty() {
            entry.push_str(&format!("{tag}  - {value}\r\n"));
        }
    };
    put("TY", kind);
    put("ID", &key(record, &citation));
    put("TI", citation.title);
    citation.authors.iter().for_each(|author| put("AU", &author.name));
    citation.publisher.into_iter().for_each(|name| put(outlet, name));
    citation.number.into_iter().for_each(|number| put("M1", number));
    if let Some(year) = citation.date.first() {
        put("PY", &format!("{year:04}"));
        put("DA", &date(&citation.date));
    }
    if record.language != "und" {
        put("LA", &record.language);
    }
    record.summary.iter().for_each(|summary| put("AB", summary));
    citation.keywords.iter().for_each(|keyword| put("KW", keyword));
    citation.url.into_iter().for_each(|url| put("UR", url));
    put("N1", &citation.note);
    entry + "ER  - \r\n\r\n"
}

/// `YYYY/MM/DD/`, as RIS wants it; unknown parts are empty.
fn date(parts: &[u32]) -> String {
    let part = |place: usize| parts.get(place).map(|part| format!("{part:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", parts.first().copied().unwrap_or_default(), part(1), part(2))
}
