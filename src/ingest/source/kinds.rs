//! All kinds of sources. Which kind a file is of is seen in its first bytes; its name decides only between kinds of
//! text that look alike.

use super::{
    context::{Context, Kind},
    gzip::Gzip,
    html::Html,
    json_lines::JsonLines,
    mail::{Mail, Mailbox},
    markdown::Markdown,
    package::Package,
    pdf::Pdf,
    plain_text::PlainText,
    sample::Sample,
    table::{Spreadsheet, Table},
    web_archive::WebArchive,
};
use crate::ingest::draft::Draft;

/// The first that recognises a file reads it: kinds with unmistakable first bytes come before kinds of text.
pub static KINDS: [&dyn Kind; 13] = [
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

/// Documents that people expect to be read and that nothing here can read.
struct Unreadable;

const UNREADABLE: [(&[&str], &str); 7] = [
    (&["doc", "dot"], "the old .doc format"),
    (&["wpd", "wps", "pages"], "a format of WordPerfect, Works or Pages"),
    (&["rtf"], "rich text"),
    (&["ppt", "pptx", "odp", "key"], "slides"),
    (&["pst", "ost", "msg"], "a format of Outlook"),
    (&["djvu", "mobi", "azw", "azw3"], "an e-book format other than EPUB"),
    (&["7z", "rar", "tar", "tgz", "bz2", "xz", "zst"], "an archive other than ZIP"),
];

impl Kind for Unreadable {
    fn name(&self) -> &'static str {
        "not readable"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        UNREADABLE.iter().any(|(extensions, _)| sample.has_extension(extensions))
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let sample = Sample::new(context.file, &bytes);
        let what =
            UNREADABLE.iter().find(|(extensions, _)| sample.has_extension(extensions)).map_or("", |(_, what)| what);
        context.error(0, format!("cannot be read: {what}"), "save it as PDF, DOCX, ODT, HTML, text or ZIP");
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::context::Host;

    fn name_of(name: &str, bytes: &[u8]) -> Option<&'static str> {
        Host { kinds: &KINDS, ..Host::default() }.kind_of(&Sample::new(name, bytes)).map(Kind::name)
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
