//! A record as names and contents of a page's `meta` elements, which reference managers such as Zotero read.
//!
//! Highwire Press's `citation_*` tags say most of it. Since `citation_journal_title` would turn a newspaper article
//! into a journal article, Zotero's `z:itemType` and PRISM's `prism.publicationName` name the type and the publication.

use super::{
    Record,
    citation::{Citation, Kind},
};

/// The tags as pairs of name and content, in a fixed order; a name may occur several times. The address on this site is
/// the record's link, so no search of the reader's goes in.
pub fn of(record: &Record) -> Vec<(&'static str, String)> {
    let citation = Citation::of(record);
    let (kind, outlet) = match citation.kind {
        Kind::News => ("newspaperArticle", "prism.publicationName"),
        Kind::Report => ("report", "citation_technical_report_institution"),
        Kind::Statement => ("presentation", "citation_publisher"),
        Kind::WebPage => ("webpage", "prism.publicationName"),
    };
    let mut tags = vec![("z:itemType", kind.to_owned()), ("citation_title", citation.title.to_owned())];
    let mut add = |name, value: &str| tags.extend((!value.is_empty()).then(|| (name, value.to_owned())));
    citation.authors.iter().for_each(|author| add("citation_author", &author.name));
    add(outlet, citation.publisher.unwrap_or_default());
    add("citation_technical_report_number", citation.number.unwrap_or_default());
    let date: Vec<String> = citation.date.iter().map(|part| format!("{part:02}")).collect();
    add("citation_publication_date", &date.join("/"));
    add("citation_language", if record.language == "und" { "" } else { &record.language });
    add("citation_abstract", record.summary.as_deref().unwrap_or_default());
    add("citation_keywords", &citation.keywords.join("; "));
    add("citation_public_url", citation.url.unwrap_or_default());
    add("dcterms.rights", record.licence.as_deref().unwrap_or_default());
    add("dcterms.identifier", &record.id);
    add("dcterms.bibliographicCitation", &super::plain::line(record));
    tags
}

#[cfg(test)]
mod tests {
    use super::{super::citation::tests::record, *};

    #[test]
    fn a_newspaper_s_article_is_neither_a_journal_s_nor_its_copier_s() {
        let record = record(
            &[("publisher", "Lite"), ("agency", "ANI"), ("republisher", "Cloud"), ("topics", "camps")],
            "2022-08-31",
        );
        let tags = of(&record);
        let value = |name: &str| tags.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        assert_eq!(value("z:itemType"), Some("newspaperArticle"));
        assert_eq!(value("prism.publicationName"), Some("Lite"));
        assert_eq!(value("citation_author"), Some("ANI"));
        assert_eq!(value("citation_publication_date"), Some("2022/08/31"));
        assert_eq!((value("citation_journal_title"), value("citation_public_url")), (None, None));
    }

    #[test]
    fn a_report_keeps_its_institution_and_symbol() {
        let tags = of(&record(&[("type", "report"), ("publisher", "OHCHR"), ("symbol", "A/HRC/1")], "2022"));
        assert!(tags.contains(&("citation_technical_report_institution", "OHCHR".into())));
        assert!(tags.contains(&("citation_technical_report_number", "A/HRC/1".into())));
    }
}
