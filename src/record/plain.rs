//! A citation as one line of plain text, for a footnote or a message.

use super::{
    Record,
    citation::{Citation, one_line},
};

/// The citation on one line, ending in a full stop, in no particular style: `ANI: “Title”. Outlet, 2022-08-31.
/// https://….` and the note with edition and SHA-256.
pub fn line(record: &Record) -> String {
    let citation = Citation::of(record);
    let authors: Vec<&str> = citation.authors.iter().map(|author| author.name.as_str()).collect();
    let authors = if authors.is_empty() { String::new() } else { format!("{}: ", authors.join("; ")) };
    let published = [citation.publisher, citation.number, citation.edtf];
    let published: Vec<&str> = published.into_iter().flatten().collect();
    let parts = [published.join(", "), citation.url.unwrap_or_default().to_owned(), citation.note];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    one_line(&format!("{authors}“{}”. {}.", citation.title, parts.join(". ")))
}

#[cfg(test)]
mod tests {
    use super::{super::citation::tests::record, *};

    #[test]
    fn a_line_says_who_what_where_when_and_how_to_check_it() {
        let mut record = record(&[("publisher", "Lite"), ("agency", "ANI"), ("republisher", "Cloud")], "2022-08-31");
        record.title = "A \n title".into();
        record.edition = "k3x".into();
        record.source.sha256 = "ab".into();
        assert_eq!(
            line(&record),
            "ANI: “A title”. Lite, 2022-08-31. Republished by: Cloud. Document a of “”, edition k3x. SHA-256 ab."
        );
    }
}
