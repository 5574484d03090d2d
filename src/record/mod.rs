//! Records: a document with everything that the site says about it, for citation and export, in `karez export` and on
//! the page.
//!
//! [`citation`] decides who is credited, and [`derived`] what is said of the source of a digest or a translation. [`csl`],
//! [`bibtex`], [`ris`] and [`tags`] write that for programs, [`apa`], [`chicago`], [`mla`], [`plain`] and [`wikipedia`]
//! for people. [`csv`] and [`json_lines`] write the whole record. [`formats`] is the list of all that are offered.
//! [`numbers`] writes the tables of `docs/counting.md`.

#![warn(missing_docs)]

pub mod apa;
pub mod bibtex;
pub mod chicago;
pub mod citation;
pub mod csl;
pub mod csv;
pub mod derived;
pub mod formats;
pub mod json;
pub mod json_lines;
pub mod key;
pub mod mla;
mod name;
pub mod numbers;
mod period;
pub mod plain;
mod prose;
pub mod ris;
#[cfg(test)]
mod samples;
pub mod tags;
pub mod wikipedia;

use crate::{
    corpus::{Date, Derivation, Source, address::is_web_address, date},
    engine::protocol::{ADDRESS_FIELDS, DocumentView, FieldView, Overview, Segment},
};

/// A document as it is cited and exported: the metadata of [`Metadata`](crate::corpus::Metadata), flattened to text.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The document's id in links and as citation key.
    pub id: String,
    /// Title in the document's language, without highlights.
    pub title: String,
    /// Whether the title was made by the editors; the citation's note says so.
    pub is_title_by_editors: bool,
    /// Date of publication in EDTF, as the source has it: `2022-08~`.
    pub date: Option<String>,
    /// How the editors arrived at the date.
    pub date_note: Option<String>,
    /// First day that the date can mean, `2022-08-01`; `None` without a date or where the interval has no beginning.
    pub first_day: Option<String>,
    /// Last day that the date can mean, `2022-08-31`; `None` without a date or where the interval has no end.
    pub last_day: Option<String>,
    /// BCP 47 tag, `und` if unknown.
    pub language: String,
    /// One sentence about the document.
    pub summary: Option<String>,
    /// Whose words the text has.
    pub derivation: Derivation,
    /// Terms of use of this document, as a name or a URL.
    pub licence: Option<String>,
    /// Warnings for readers (“describes torture”).
    pub content_notes: Vec<String>,
    /// How far the editors have reviewed the document.
    pub review: Option<String>,
    /// The corpus's fields in display order, with or without values.
    pub fields: Vec<RecordField>,
    /// File, hashes and address, for verification.
    pub source: Source,
    /// Number of words in the text.
    pub words: u32,
    /// The text, with an empty line between blocks; `None` if the export leaves texts out.
    pub body: Option<String>,
    /// Short hash of the build that the record comes from: a citation names it so that the text can be verified.
    pub edition: String,
    /// Title of the corpus.
    pub corpus: String,
    /// URL of the document on the site; `None` if the address of the site is unknown. Set by the caller.
    pub link: Option<String>,
    /// The passage that is cited; `None` for the whole document. Set by the caller.
    pub passage: Option<Passage>,
}

/// A passage of a document that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// Number of the block in which it begins, from 1, boilerplate not counted.
    pub paragraph: u32,
    /// Page of the original, from 1, if known.
    pub page: Option<u32>,
    /// The quoted text without quotation marks; empty if only the paragraph is cited.
    pub quote: String,
}

/// One metadata field of a record.
#[derive(Debug, Clone)]
pub struct RecordField {
    /// The field's name in `corpus.toml`: `publisher`.
    pub name: String,
    /// Its values in the order of the source: `["Reuters"]`; may be empty.
    pub values: Vec<String>,
    /// Why there is no value, if the editors say so.
    pub unknown: Option<String>,
}

impl Record {
    /// The record of a document as the engine answers it, without link or passage.
    pub fn of(document: &DocumentView, overview: &Overview) -> Record {
        let blocks: Vec<String> = document.blocks.iter().map(|block| plain(&block.segments)).collect();
        let date = document.date.as_deref().and_then(|edtf| Date::parse(edtf).ok());
        let field = |view: &FieldView| RecordField {
            name: view.field.name.clone(),
            values: view.values.clone(),
            unknown: view.unknown.clone(),
        };
        Record {
            title: plain(&document.title),
            first_day: date.as_ref().and_then(|date| written(date.first)),
            last_day: date.as_ref().and_then(|date| written(date.last)),
            fields: document.fields.iter().map(field).collect(),
            body: Some(blocks.join("\n\n")),
            id: document.id.clone(),
            is_title_by_editors: document.is_title_by_editors,
            date: document.date.clone(),
            date_note: document.date_note.clone(),
            language: document.language.clone(),
            summary: document.summary.clone(),
            derivation: document.derivation.clone(),
            licence: document.licence.clone(),
            content_notes: document.content_notes.clone(),
            review: document.review.clone(),
            source: document.source.clone(),
            words: document.words,
            edition: overview.edition.clone(),
            corpus: overview.settings.title.clone(),
            link: None,
            passage: None,
        }
    }

    /// The values of the first of these fields that has any; empty if none has. Corpora name their fields differently.
    pub fn values(&self, names: &[&str]) -> &[String] {
        let fields = names.iter().flat_map(|name| self.fields.iter().filter(move |field| field.name == *name));
        fields.map(|field| field.values.as_slice()).find(|values| !values.is_empty()).unwrap_or_default()
    }

    /// Who is named as the author: persons, or a newsroom in their place.
    pub fn persons(&self) -> &[String] {
        self.values(&["author", "authors", "byline", "creator"])
    }

    /// The news agencies whose text it is.
    pub fn agencies(&self) -> &[String] {
        self.values(&["agency", "agencies"])
    }

    /// Web address of the original; see [`DocumentView::address`].
    pub fn address(&self) -> Option<&str> {
        let addresses = [self.value(&ADDRESS_FIELDS), self.source.address.as_deref()];
        addresses.into_iter().flatten().find(|address| is_web_address(address))
    }

    /// The first of [`Record::values`].
    pub fn value(&self, names: &[&str]) -> Option<&str> {
        self.values(names).first().map(String::as_str)
    }
}

/// `None` for the open end of an interval.
fn written(day: date::Day) -> Option<String> {
    let (year, month, of_month) = date::civil(day);
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{of_month:02}"))
}

fn plain(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}
