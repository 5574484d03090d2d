//! The elements of a citation, whatever its format: author, agency, outlet, republisher.
//!
//! The outlet that published the text is the container. If no person is named, a news agency is the author, because the
//! outlet did not write the text. A site that merely copied it is neither: only the note names it.
//!
//! A digest is cited as what it is: a text of its maker in the corpus, whose day of publication is not known. Nobody of
//! the article that it retells is its author; `origin` names the article. A translation or transcript remains its
//! author's.

use super::{
    Passage, Record, derived,
    name::{self, Person},
};
use crate::corpus::TextKind;

/// The type of a document, as citation formats distinguish types; from the field `type` or `genre`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Newspaper or agency article; also whatever has no known type.
    News,
    /// Report, assessment, study or resolution.
    Report,
    /// Statement, speech, press release or letter.
    Statement,
    /// Web page or blog post.
    WebPage,
}

/// An author as credited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The name on one line as the field has it: `Jane Doe`, `Doe, Jane`, `ANI`.
    pub name: String,
    /// Whether it is an agency: such a name is never split into family and given name.
    pub is_organisation: bool,
}

impl Author {
    /// An agency, an office or another body: its name is never split.
    pub fn organisation(name: &str) -> Author {
        Author { name: one_line(name), is_organisation: true }
    }

    /// None for what is not a person, and for a name that is left whole.
    pub fn person(&self) -> Option<Person<'_>> {
        if self.is_organisation { None } else { Person::of(&self.name) }
    }
}

/// A citation, not yet in any format.
///
/// ```
/// use karez::record::{Record, RecordField, citation::Citation};
///
/// let field = |name: &str, value: &str| RecordField { name: name.into(), values: vec![value.into()], unknown: None };
/// let fields = vec![field("agency", "ANI"), field("publisher", "The Daily")];
/// let record = Record { fields, date: Some("2022-08~".into()), ..Record::default() };
/// let citation = Citation::of(&record);
/// assert_eq!(citation.authors[0].name, "ANI");
/// assert_eq!((citation.date, citation.is_about), (vec![2022, 8], true));
/// ```
#[derive(Debug)]
pub struct Citation<'a> {
    /// News unless the record says otherwise.
    pub kind: Kind,
    /// What a statement is, in lower case: “speech”, “press release”. Nothing for other kinds.
    pub genre: Option<String>,
    /// The record's title, which may contain line breaks.
    pub title: &'a str,
    /// The editors of the corpus made the title; the source has none.
    pub is_title_by_editors: bool,
    /// Persons of the byline, or else the agencies; may be empty.
    pub authors: Vec<Author>,
    /// Whether `authors` are persons of the byline.
    pub has_byline: bool,
    /// The news agencies that the document credits; may be empty.
    pub agencies: &'a [String],
    /// The outlet, or the publisher of a report: the first value of `publisher`.
    pub publisher: Option<&'a str>,
    /// Number or symbol of a report (`A/HRC/1`).
    pub number: Option<&'a str>,
    /// Address of the original if it has one on the web, or else of the document on the site.
    pub url: Option<&'a str>,
    /// Whether it is cited as it is on this site, which numbers paragraphs.
    pub is_here: bool,
    /// Title of the corpus, where the document has no address of its own: `url` then leads to this site.
    pub collection: Option<&'a str>,
    /// Topics of the document; may be empty.
    pub keywords: &'a [String],
    /// Year, month and day, as far as known, of the date or of the beginning of an interval: `[2022, 8]`. Empty if not
    /// even the year is known.
    pub date: Vec<u32>,
    /// The same for the end of an interval; empty if the date is none.
    pub date_end: Vec<u32>,
    /// The date as the record has it, in EDTF; `None` for digests.
    pub edtf: Option<&'a str>,
    /// Whether the date is uncertain or approximate (`?`, `~` or `%` in EDTF).
    pub is_about: bool,
    /// Of an interval one end alone is known.
    pub is_open: bool,
    /// The part that is meant; nothing for the whole.
    pub passage: Option<&'a Passage>,
    /// Who translated it.
    pub translator: Option<&'a str>,
    /// Who translated or transcribed it, and what it was made from: `Digest of: AP, “Title”, 2022-08-31`. Empty for
    /// originals.
    pub origin: String,
    /// Sentences on one line that no format has an element for: the passage, the republisher, and the document's id,
    /// edition and SHA-256, which make the citation verifiable. Never empty.
    pub note: String,
}

impl<'a> Citation<'a> {
    /// Decides who is credited with what in a record.
    pub fn of(record: &'a Record) -> Citation<'a> {
        let citation = Citation::of_original(record);
        if record.derivation.kind == TextKind::Digest { citation.of_digest(record) } else { citation }
    }

    fn of_original(record: &'a Record) -> Citation<'a> {
        let (persons, agencies) = (record.persons(), record.agencies());
        let genre = record.value(&["type", "genre"]).unwrap_or_default().to_ascii_lowercase();
        let kind = kind(&genre);
        let edtf = record.date.as_deref().unwrap_or_default();
        let (start, end) = edtf.split_once('/').unwrap_or((edtf, ""));
        let url = record.address();
        let derivation = &record.derivation;
        let (date, date_end) = (parts(start), parts(end));
        Citation {
            kind,
            genre: (kind == Kind::Statement).then_some(genre),
            title: &record.title,
            is_title_by_editors: record.is_title_by_editors,
            authors: authors(record, persons, agencies),
            has_byline: !persons.is_empty(),
            agencies,
            publisher: record.value(&["publisher"]),
            number: record.value(&["number", "symbol"]),
            url: url.or(record.link.as_deref()),
            is_here: url.is_none(),
            collection: Some(record.corpus.as_str()).filter(|corpus| url.is_none() && !corpus.is_empty()),
            keywords: record.values(&["topics", "topic", "keywords", "subjects"]),
            is_open: edtf.contains('/') && (date.is_empty() || date_end.is_empty()),
            date: if is_open(start) { date_end.clone() } else { date },
            date_end: if is_open(start) { Vec::new() } else { date_end },
            edtf: record.date.as_deref(),
            is_about: edtf.contains(['~', '?', '%']),
            passage: record.passage.as_ref(),
            translator: derivation.by.as_deref().filter(|_| derivation.kind == TextKind::Translation),
            origin: derived::origin(record),
            note: note(record, persons, agencies, url.is_some()),
        }
    }

    /// What the record says of persons, outlets and dates is about the article; the digest is its maker's.
    fn of_digest(self, record: &'a Record) -> Citation<'a> {
        Citation {
            kind: Kind::WebPage,
            genre: None,
            is_title_by_editors: false,
            authors: record.derivation.by.iter().map(|name| Author::organisation(name)).collect(),
            agencies: &[],
            publisher: Some(record.corpus.as_str()).filter(|corpus| !corpus.is_empty()),
            number: None,
            url: record.link.as_deref(),
            is_here: true,
            collection: None,
            date: Vec::new(),
            date_end: Vec::new(),
            edtf: None,
            is_about: false,
            is_open: false,
            note: note(record, &[], &[], false),
            ..self
        }
    }
}

impl Citation<'_> {
    /// The authors; where there are none, the organisation of this name.
    pub fn authors_or(&self, organisation: Option<&str>) -> Vec<Author> {
        match &*self.authors {
            [] => organisation.map(Author::organisation).into_iter().collect(),
            authors => authors.to_vec(),
        }
    }
}

fn authors(record: &Record, persons: &[String], agencies: &[String]) -> Vec<Author> {
    if persons.is_empty() {
        return agencies.iter().map(|name| Author::organisation(name)).collect();
    }
    let organisations = record.values(&["organisations", "organizations"]).iter().chain(agencies).map(String::as_str);
    let organisations: Vec<&str> = organisations.chain(record.value(&["publisher"])).collect();
    let author = |name: &String| {
        let is_known = organisations.iter().any(|known| known.eq_ignore_ascii_case(name));
        Author { is_organisation: is_known || name::is_organisation(name), ..Author::organisation(name) }
    };
    persons.iter().map(author).collect()
}

fn kind(genre: &str) -> Kind {
    match genre {
        "report" | "assessment" | "study" | "resolution" => Kind::Report,
        "statement" | "speech" | "press release" | "letter" => Kind::Statement,
        "web page" | "webpage" | "blog" | "blog post" => Kind::WebPage,
        _ => Kind::News,
    }
}

/// The beginning of an interval that has none.
fn is_open(start: &str) -> bool {
    matches!(start, "" | "..")
}

/// The digits of an EDTF date: `2022-08-XX` has two parts, `202X` none.
fn parts(edtf: &str) -> Vec<u32> {
    let day = edtf.split('T').next().unwrap_or_default();
    day.trim_end_matches(['~', '?', '%']).split('-').map_while(|part| part.parse().ok()).collect()
}

/// What no format has an element for, and what makes the citation verifiable. If the document has an address of its
/// own, the note has that on this site.
fn note(record: &Record, persons: &[String], agencies: &[String], has_own_url: bool) -> String {
    let mut parts = Vec::new();
    if let Some(Passage { paragraph, page, quote }) = &record.passage {
        let page = page.map(|page| format!(", page {page} of the original")).unwrap_or_default();
        let quote = match record.derivation.kind.is_verbatim() {
            _ if quote.is_empty() => String::new(),
            true => format!(": “{quote}”"),
            false => format!(": {quote}"),
        };
        parts.push(format!("Paragraph {paragraph}{page}{quote}"));
    }
    parts.extend(Some(derived::origin(record)).filter(|origin| !origin.is_empty()));
    if !persons.is_empty() && !agencies.is_empty() {
        parts.push(format!("Agency: {}", agencies.join(", ")));
    }
    let republishers = record.values(&["republisher", "republishers"]);
    if !republishers.is_empty() {
        parts.push(format!("Republished by: {}", republishers.join(", ")));
    }
    let is_digest = record.derivation.kind == TextKind::Digest;
    if record.is_title_by_editors && !is_digest {
        parts.push("Title by the editors".into());
    }
    if let Some(edtf) = record.date.as_deref().filter(|edtf| !is_digest && edtf.contains(['/', '~', '?', '%', 'X'])) {
        parts.push(format!("Date: {edtf}"));
    }
    if let Some(original) = &record.source.original {
        let hash = record.source.original_sha256.iter().map(|hash| format!(" (SHA-256 {hash})")).collect::<String>();
        parts.push(format!("Made from: {original}{hash}"));
    }
    parts.push(format!("Document {} of “{}”, edition {}", record.id, record.corpus, record.edition));
    parts.push(format!("SHA-256 {}", record.source.sha256));
    parts.extend(record.link.iter().filter(|_| has_own_url).map(|link| format!("Read at {link}")));
    one_line(&parts.join(". "))
}

/// A text on one line: each run of white space and control characters, which would break a format's lines, becomes a
/// space.
pub fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control(), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::{super::RecordField, *};
    use crate::corpus::Derivation;

    pub fn record(fields: &[(&str, &str)], date: &str) -> Record {
        let field = |(name, value): &(&str, &str)| RecordField {
            name: (*name).into(),
            values: vec![(*value).into()],
            unknown: None,
        };
        Record {
            id: "a".into(),
            date: Some(date.into()),
            fields: fields.iter().map(field).collect(),
            ..Record::default()
        }
    }

    #[test]
    fn an_agency_story_is_the_agencys_and_its_copy_is_nobodys() {
        let record = record(&[("publisher", "Lite"), ("agency", "ANI"), ("republisher", "Cloud")], "2022-08-31");
        let citation = Citation::of(&record);
        assert_eq!(citation.authors, [Author { name: "ANI".into(), is_organisation: true }]);
        assert_eq!(citation.publisher, Some("Lite"));
        assert!(citation.note.starts_with("Republished by: Cloud. "), "{}", citation.note);
        assert!(!citation.note.contains("Agency"));
    }

    #[test]
    fn a_byline_goes_before_the_agency() {
        let record = record(&[("byline", "Jane Doe"), ("agency", "ANI")], "2022");
        let citation = Citation::of(&record);
        assert_eq!(citation.authors, [Author { name: "Jane Doe".into(), is_organisation: false }]);
        assert!(citation.note.starts_with("Agency: ANI. "));
    }

    #[test]
    fn a_byline_may_be_a_newsroom_or_one_of_the_organisations_that_the_record_names() {
        let cases = [
            ("Jane Doe", false),
            ("Reuters Staff", true),
            ("Uyghur Tribunal", true),
            ("Human Rights Watch", true),
            ("ani", true),
        ];
        for (name, is_organisation) in cases {
            let record = record(&[("byline", name), ("organisations", "Uyghur Tribunal"), ("agency", "ANI")], "");
            let citation = Citation::of(&record);
            assert_eq!(citation.authors, [Author { name: name.into(), is_organisation }]);
        }
    }

    #[test]
    fn the_corpus_is_named_where_the_address_is_its_own() {
        let mut record = record(&[("url", "https://example.org/a")], "2022");
        record.corpus = "Corpus".into();
        assert_eq!(Citation::of(&record).collection, None);
        record.fields.clear();
        assert_eq!(Citation::of(&record).collection, Some("Corpus"));
    }

    #[test]
    fn the_note_says_which_passage_is_meant() {
        let mut record = record(&[("url", "https://example.org/a")], "2022");
        record.link = Some("https://site/#/d/a".into());
        record.passage = Some(Passage { paragraph: 5, page: Some(2), quote: "so it is".into() });
        let citation = Citation::of(&record);
        assert_eq!(citation.url, Some("https://example.org/a"));
        assert!(citation.note.starts_with("Paragraph 5, page 2 of the original: “so it is”. "), "{}", citation.note);
        assert!(citation.note.ends_with("Read at https://site/#/d/a"), "{}", citation.note);
        record.fields.clear();
        let citation = Citation::of(&record);
        assert_eq!(citation.url, Some("https://site/#/d/a"));
        assert!(!citation.note.contains("Read at"));
    }

    #[test]
    fn a_digest_is_its_makers_and_names_the_article() {
        let mut record = record(&[("agency", "AP"), ("byline", "Jane Doe"), ("url", "https://example.org/a")], "2022~");
        record.title = "Title".into();
        record.corpus = "Corpus".into();
        record.link = Some("https://site/#/d/a".into());
        record.passage = Some(Passage { paragraph: 5, page: None, quote: "so it is".into() });
        record.derivation = Derivation { kind: TextKind::Digest, by: Some("Karez".into()), of: None };
        let citation = Citation::of(&record);
        assert_eq!(citation.authors, [Author { name: "Karez".into(), is_organisation: true }]);
        assert_eq!((citation.publisher, citation.url), (Some("Corpus"), Some("https://site/#/d/a")));
        assert!(citation.date.is_empty() && citation.edtf.is_none());
        let expected =
            "Paragraph 5: so it is. Digest of: Jane Doe, AP, “Title”, 2022~, https://example.org/a. Document a of";
        assert!(citation.note.starts_with(expected), "{}", citation.note);
        record.derivation.kind = TextKind::Translation;
        let citation = Citation::of(&record);
        assert_eq!((citation.authors[0].name.as_str(), citation.translator), ("Jane Doe", Some("Karez")));
        assert!(citation.note.contains(". Translated by Karez. Agency: AP. "), "{}", citation.note);
    }

    #[test]
    fn dates_keep_their_precision() {
        let cases: [(&str, &[u32], &[u32]); 7] = [
            ("2022-08-31", &[2022, 8, 31], &[]),
            ("2022-08", &[2022, 8], &[]),
            ("2022-XX", &[2022], &[]),
            ("202X", &[], &[]),
            ("2022~", &[2022], &[]),
            ("2019-03-06/2019-03-08", &[2019, 3, 6], &[2019, 3, 8]),
            ("../2020", &[2020], &[]),
        ];
        for (edtf, start, end) in cases {
            let record = record(&[], edtf);
            let citation = Citation::of(&record);
            assert_eq!((citation.date.as_slice(), citation.date_end.as_slice()), (start, end), "{edtf}");
        }
    }
}
