//! A document as exports take it: everything that the site says about it, and its text.

use crate::{
    corpus::{Date, Source, date},
    engine::protocol::{DocumentView, Overview, Segment},
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
    /// The corpus's fields in their order.
    pub fields: Vec<RecordField>,
    pub source: Source,
    pub words: u32,
    /// The blocks with an empty line between them.
    pub body: String,
    pub edition: String,
    /// Title of the corpus.
    pub corpus: String,
}

#[derive(Debug, Clone)]
pub struct RecordField {
    pub name: String,
    pub values: Vec<String>,
    /// Why there is no value.
    pub unknown: Option<String>,
}

impl Record {
    pub fn of(document: DocumentView, overview: &Overview) -> Record {
        let blocks: Vec<String> = document.blocks.iter().map(|block| plain(&block.segments)).collect();
        let date = document.date.as_deref().and_then(|edtf| Date::parse(edtf).ok());
        let field = |view: crate::engine::protocol::FieldView| RecordField {
            name: view.field.name,
            values: view.values,
            unknown: view.unknown,
        };
        Record {
            title: plain(&document.title),
            first_day: date.as_ref().and_then(|date| written(date.first)),
            last_day: date.as_ref().and_then(|date| written(date.last)),
            fields: document.fields.into_iter().map(field).collect(),
            body: blocks.join("\n\n"),
            id: document.id,
            is_title_by_editors: document.is_title_by_editors,
            date: document.date,
            date_note: document.date_note,
            language: document.language,
            summary: document.summary,
            licence: document.licence,
            source: document.source,
            words: document.words,
            edition: overview.edition.clone(),
            corpus: overview.settings.title.clone(),
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
