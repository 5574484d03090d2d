//! A document as it is taken away: everything that the site says about it, and its text, for `karez export` and for the
//! page. Who is credited is settled in [`citation`]; [`csl`], [`bibtex`], [`ris`] and [`tags`] write that down for
//! programs, [`apa`], [`chicago`], [`mla`], [`plain`] and [`wikipedia`] for people; [`csv`] and [`json_lines`] write all of
//! the record.

pub mod apa;
pub mod bibtex;
pub mod chicago;
pub mod citation;
pub mod csl;
pub mod csv;
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
    corpus::{Date, Source, date},
    engine::protocol::{DocumentView, FieldView, Overview, Segment},
};

#[derive(Debug, Clone, Default)]
pub struct Record {
    pub id: String,
    pub title: String,
    pub is_title_by_editors: bool,
    /// EDTF, as the source has it.
    pub date: Option<String>,
    pub date_note: Option<String>,
    /// First and last day that the date can mean, `2022-08-01`; none where it has no end on that side.
    pub first_day: Option<String>,
    pub last_day: Option<String>,
    pub language: String,
    pub summary: Option<String>,
    pub licence: Option<String>,
    pub content_notes: Vec<String>,
    pub review: Option<String>,
    /// The corpus's fields in their order.
    pub fields: Vec<RecordField>,
    pub source: Source,
    pub words: u32,
    /// The blocks with an empty line between them; none where texts are left out.
    pub body: Option<String>,
    pub edition: String,
    /// Title of the corpus.
    pub corpus: String,
    /// Where it can be read in the site; nothing for a site without an address.
    pub link: Option<String>,
    /// The part of it that is meant; nothing for the whole.
    pub passage: Option<Passage>,
}

/// A part of a document that is cited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// Number of the block in which it begins, from 1.
    pub paragraph: u32,
    /// Page of the original, where it is known.
    pub page: Option<u32>,
    /// May be empty.
    pub quote: String,
}

#[derive(Debug, Clone)]
pub struct RecordField {
    pub name: String,
    pub values: Vec<String>,
    /// Why there is no value.
    pub unknown: Option<String>,
}

impl Record {
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

    /// The values of the first of these fields that has any.
    pub fn values(&self, names: &[&str]) -> &[String] {
        let fields = names.iter().flat_map(|name| self.fields.iter().filter(move |field| field.name == *name));
        fields.map(|field| field.values.as_slice()).find(|values| !values.is_empty()).unwrap_or_default()
    }

    pub fn value(&self, names: &[&str]) -> Option<&str> {
        self.values(names).first().map(String::as_str)
    }
}

/// None for the open end of an interval.
fn written(day: date::Day) -> Option<String> {
    let (year, month, of_month) = date::civil(day);
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{of_month:02}"))
}

fn plain(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.as_str()).collect()
}
