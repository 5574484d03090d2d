//! The formats in which documents leave a site: one list for `karez export` and the page.
//!
//! A new format is a file with its writer, and a line in the list below.

use super::{Record, apa, bibtex, chicago, csl, csv, json_lines, mla, plain, ris, wikipedia};
use crate::corpus::Settings;

/// What a format has of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// What a citation needs: never the text.
    Citation,
    /// Everything that the site says about it, and the text if the record has it.
    Record,
}

/// How the records of an export are written, one after another or in parts, so that nobody has to hold all of them.
#[derive(Debug, Clone, Copy)]
pub struct Writer {
    /// What stands before the first record; told whether the records have their texts.
    pub head: fn(&Settings, bool) -> String,
    /// One record.
    pub item: fn(&Record) -> String,
    /// What stands between two records.
    pub between: &'static str,
    /// What stands after the last one.
    pub tail: &'static str,
}

/// Makes [`RecordFormat`] from one list: for each format what it is, its name on the command line, its name for readers,
/// the ending of its files, its media type, what it has of a document, its writer.
macro_rules! formats {
    ($($(#[doc = $about:literal])* $format:ident: $name:literal, $label:literal, $extension:literal, $media_type:literal,
        $content:expr, $writer:expr;)*) => {
        /// A format in which documents are cited or exported.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum RecordFormat { $($(#[doc = $about])* $format,)* }

        impl RecordFormat {
            /// All formats, in the order in which they are offered.
            pub const ALL: &'static [RecordFormat] = &[$(RecordFormat::$format,)*];

            /// Name on the command line: `bibtex`.
            pub fn name(self) -> &'static str {
                match self { $(RecordFormat::$format => $name,)* }
            }

            /// Name for readers: `BibTeX`.
            pub fn label(self) -> &'static str {
                match self { $(RecordFormat::$format => $label,)* }
            }

            /// One phrase about it, without a full stop.
            pub fn about(self) -> &'static str {
                match self { $(RecordFormat::$format => concat!($($about),*).trim_ascii(),)* }
            }

            /// Ending of its files, without a dot before it: `bib`.
            pub fn extension(self) -> &'static str {
                match self { $(RecordFormat::$format => $extension,)* }
            }

            /// Media type of its files.
            pub fn media_type(self) -> &'static str {
                match self { $(RecordFormat::$format => $media_type,)* }
            }

            /// What it has of a document.
            pub fn content(self) -> Content {
                match self { $(RecordFormat::$format => $content,)* }
            }

            /// How it is written. A call of its own, so that the page can name a format before it has loaded the writers.
            pub fn writer(self) -> Writer {
                match self { $(RecordFormat::$format => $writer,)* }
            }
        }
    };
}

formats! {
    /// Citations as plain text, one on each line
    Text: "text", "Text", "txt", "text/plain", Content::Citation, each(|record| plain::line(record) + "\n");
    /// Citations in the style of the APA, for reference lists
    Apa: "apa", "APA", "txt", "text/plain", Content::Citation, each(|record| apa::entry(record) + "\n");
    /// Citations in the style of the Chicago manual, for bibliographies
    Chicago: "chicago", "Chicago", "txt", "text/plain", Content::Citation, each(|record| chicago::entry(record) + "\n");
    /// Citations in the style of the MLA, for lists of works cited
    Mla: "mla", "MLA", "txt", "text/plain", Content::Citation, each(|record| mla::entry(record) + "\n");
    /// Citations as templates of the English Wikipedia
    Wikipedia: "wikipedia", "Wikipedia", "txt", "text/plain", Content::Citation, each(|record| wikipedia::template(record) + "\n");
    /// Citations in BibTeX
    Bibtex: "bibtex", "BibTeX", "bib", "application/x-bibtex", Content::Citation, each(bibtex::entry);
    /// Citations in RIS
    Ris: "ris", "RIS", "ris", "application/x-research-info-systems", Content::Citation, each(ris::entry);
    /// Citations in CSL-JSON
    Csl: "csl", "CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", Content::Citation, array(csl::item);
    /// A table with a row for each document
    Csv: "csv", "CSV", "csv", "text/csv", Content::Record, Writer { head: csv::head, ..each(csv::row) };
    /// JSON lines (one record per line), which `karez build` can read
    JsonLines: "jsonl", "JSON lines", "jsonl", "application/jsonl", Content::Record, each(json_lines::row);
}

/// Records one after another.
const fn each(item: fn(&Record) -> String) -> Writer {
    Writer { head: |_, _| String::new(), item, between: "", tail: "" }
}

/// Records as a JSON array, each on its line.
const fn array(item: fn(&Record) -> String) -> Writer {
    Writer { head: |_, _| "[\n".into(), item, between: ",\n", tail: "\n]\n" }
}

impl RecordFormat {
    /// The formats of this content.
    pub fn of(content: Content) -> impl Iterator<Item = RecordFormat> {
        RecordFormat::ALL.iter().copied().filter(move |format| format.content() == content)
    }
}

impl Writer {
    /// A part of an export of records without texts. Only of an export without any records may `records` be empty.
    pub fn part(
        &self,
        settings: &Settings,
        records: impl Iterator<Item = Record>,
        is_first: bool,
        is_last: bool,
    ) -> String {
        let before = if is_first { (self.head)(settings, false) } else { self.between.into() };
        let items: Vec<String> = records.map(|record| (self.item)(&record)).collect();
        [before.as_str(), &items.join(self.between), if is_last { self.tail } else { "" }].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(ids: &[&str]) -> impl Iterator<Item = Record> {
        ids.iter().map(|id| Record { id: (*id).into(), ..Record::default() })
    }

    #[test]
    fn parts_make_the_same_as_the_whole() {
        let settings = Settings { fields: Vec::new(), ..Settings::default() };
        for format in RecordFormat::ALL {
            let writer = format.writer();
            let whole = writer.part(&settings, records(&["a", "b", "c"]), true, true);
            let first = writer.part(&settings, records(&["a"]), true, false);
            let last = writer.part(&settings, records(&["b", "c"]), false, true);
            assert_eq!(first + &last, whole, "{format:?}");
            let places = ["a", "b", "c"].map(|id| whole.find(&(writer.item)(&records(&[id]).next().unwrap())));
            assert!(places.is_sorted() && places[0].is_some(), "{format:?}: {whole}");
        }
    }

    #[test]
    fn names_tell_formats_apart() {
        for of in [RecordFormat::name, RecordFormat::label, RecordFormat::about] {
            let mut names: Vec<&str> = RecordFormat::ALL.iter().map(|format| of(*format)).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), RecordFormat::ALL.len(), "{names:?}");
        }
    }
}
