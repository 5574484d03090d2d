//! The kinds of sources. Which kind a file is of is seen in its first bytes; its name decides only between kinds of
//! text that look alike.

use std::collections::BTreeMap;

use super::{
    context::Context,
    draft::Draft,
    html::Html,
    json_lines::JsonLines,
    mail::{Mail, Mailbox},
    markdown::Markdown,
    package::{Gzip, Package},
    pdf::Pdf,
    plain_text::PlainText,
    table::{Spreadsheet, Table},
    web_archive::WebArchive,
};

/// Largest source of one document. Text of this size is some forty thousand pages: more is no document but a dump,
/// which would fill the memory of the reader's browser as well.
pub const MAX_DOCUMENT_BYTES: u64 = 64 << 20;

/// Largest source of many documents: all of them are held in memory while the index is written.
pub const MAX_COLLECTION_BYTES: u64 = 1 << 30;

/// How much of a file is looked at to tell its kind.
pub const SAMPLE_BYTES: usize = 8 << 10;

/// One kind of source.
pub trait Kind: Sync {
    /// As reports name it.
    fn name(&self) -> &'static str;

    /// Whether a file is of this kind.
    fn is_kind_of(&self, sample: &Sample) -> bool;

    /// Larger files are reported without being read.
    fn max_bytes(&self) -> u64 {
        MAX_DOCUMENT_BYTES
    }

    /// The documents in a file; what is wrong with it goes to the context.
    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft>;
}

/// The first that recognises a file reads it: kinds with unmistakable first bytes come before kinds of text.
const KINDS: [&dyn Kind; 13] = [
    &Pdf,
    &Package,
    &Gzip,
    &WebArchive,
    &Spreadsheet,
    &Mailbox,
    &Mail,
    &Html,
    &JsonLines,
    &Markdown,
    &Table,
    &PlainText,
    &Unreadable,
];

/// The beginning of a file and its name.
pub struct Sample<'a> {
    pub name: &'a str,
    /// At most [`SAMPLE_BYTES`].
    pub bytes: &'a [u8],
}

impl<'a> Sample<'a> {
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Sample<'a> {
        Sample { name, bytes: &bytes[..bytes.len().min(SAMPLE_BYTES)] }
    }

    pub fn starts_with(&self, magic: &[u8]) -> bool {
        self.bytes.starts_with(magic)
    }

    /// Whether the name ends in a dot and one of these, whatever their case.
    pub fn has_ending(&self, endings: &[&str]) -> bool {
        let ending = self.ending().unwrap_or_default();
        endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
    }

    pub fn ending(&self) -> Option<&'a str> {
        let file = self.name.rsplit('/').next().unwrap_or_default();
        file.rsplit_once('.').map(|(_, ending)| ending)
    }

    /// The beginning as text, for the signs that are ASCII in every encoding but UTF-16.
    pub fn text(&self) -> String {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes);
        match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
                String::from_utf8_lossy(&bytes.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>())
                    .into_owned()
            }
            _ => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

/// The kind of a file.
pub fn of(sample: &Sample) -> Option<&'static dyn Kind> {
    KINDS.into_iter().find(|kind| kind.is_kind_of(sample))
}

/// Documents that people expect to be read and that nothing here can read.
struct Unreadable;

const UNREADABLE: [(&[&str], &str); 6] = [
    (&["doc", "dot", "wpd", "wps", "pages"], "a word processor's own format"),
    (&["rtf"], "rich text"),
    (&["ppt", "pptx", "odp", "key"], "slides"),
    (&["pst", "ost", "msg"], "Outlook's own format"),
    (&["djvu", "mobi", "azw", "azw3"], "a book format"),
    (&["7z", "rar", "tar", "tgz", "bz2", "xz", "zst"], "an archive other than ZIP"),
];

impl Kind for Unreadable {
    fn name(&self) -> &'static str {
        "not readable"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        UNREADABLE.iter().any(|(endings, _)| sample.has_ending(endings))
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let sample = Sample::new(context.file, &bytes);
        let what = UNREADABLE.iter().find(|(endings, _)| sample.has_ending(endings)).map_or("", |(_, what)| what);
        context.error(0, format!("cannot be read: {what}"), "save it as PDF, DOCX, ODT, HTML, text or ZIP");
        Vec::new()
    }
}

/// Ends of names that promise a document. A file that has one and is of no kind is damaged.
const PROMISING: [&str; 18] = [
    "pdf", "docx", "docm", "odt", "epub", "xlsx", "xlsm", "xls", "ods", "zip", "gz", "warc", "wacz", "eml", "mbox",
    "mht", "mhtml", "html",
];

/// Whether the name says that the file is a document, whatever it holds.
pub fn is_promised(name: &str) -> bool {
    Sample::new(name, &[]).has_ending(&PROMISING)
}

/// How many files there were, by the name of their kind.
pub type Tally = BTreeMap<&'static str, u32>;

#[cfg(test)]
mod tests {
    use super::*;

    fn name_of(name: &str, bytes: &[u8]) -> Option<&'static str> {
        of(&Sample::new(name, bytes)).map(Kind::name)
    }

    #[test]
    fn content_decides_whatever_the_name() {
        let cases: [(&str, &[u8], &str); 16] = [
            ("a.txt", b"%PDF-1.4\n", "PDF"),
            ("a", b"\n\n%PDF-1.7", "PDF"),
            ("a.bin", b"PK\x03\x04\x14\0", "ZIP"),
            ("a.dat", b"\x1f\x8b\x08\0", "gzip"),
            ("a", b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "WARC"),
            ("page.txt", b"  <!DOCTYPE html>\n<html>", "HTML"),
            ("page.php", b"<?xml version=\"1.0\"?><!-- x --><html xmlns=\"\">", "HTML"),
            ("a.html", b"<p>One</p>", "HTML"),
            ("mail", b"From: a@example.org\r\nSubject: x\r\nDate: y\r\n\r\n", "mail"),
            ("old", b"From a@example.org Mon Jan  1 00:00:00 2020\nFrom: a\nSubject: b\n\n", "mailbox"),
            ("rows.txt", b"{\"id\": 1, \"body\": \"x\"}\n", "JSONL"),
            ("a.txt", b"---\ntitle: A\n---\nText", "Markdown"),
            ("a.md", b"Text", "Markdown"),
            ("a.csv", b"title,body\na,b\n", "table"),
            ("a.txt", b"Text", "plain text"),
            ("LETTER", b"Dear all", "plain text"),
        ];
        for (name, bytes, kind) in cases {
            assert_eq!(name_of(name, bytes), Some(kind), "{name}");
        }
    }

    #[test]
    fn what_is_no_document_has_no_kind() {
        let cases: [(&str, &[u8]); 5] = [
            ("a.png", b"\x89PNG\r\n\x1a\n"),
            ("style.css", b"body { color: red }"),
            ("script.js", b"From the start"),
            ("a.jpg", b"\xff\xd8\xff"),
            ("program", b"\x7fELF\x02\x01\x01\0\0\0"),
        ];
        for (name, bytes) in cases {
            assert_eq!(name_of(name, bytes), None, "{name}");
        }
        assert_eq!(name_of("a.doc", b"\xd0\xcf\x11\xe0"), Some("not readable"));
    }
}
