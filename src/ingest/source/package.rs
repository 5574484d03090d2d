//! Packages in ZIP files: documents (DOCX, ODT, EPUB, XLSX), web archives, and folders that were packed.

use super::{
    archive::{Archive, read_entry},
    context::{Context, Kind, MAX_COLLECTION_BYTES},
    epub, office,
    sample::Sample,
    table, web_archive,
};
use crate::ingest::draft::Draft;

/// A ZIP file of any kind.
pub struct Package;

impl Kind for Package {
    fn name(&self) -> &'static str {
        "ZIP"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        // The second is an empty one.
        sample.starts_with(b"PK\x03\x04") || sample.starts_with(b"PK\x05\x06")
    }

    fn max_bytes(&self) -> u64 {
        MAX_COLLECTION_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let draft = Draft::of(context.file, &bytes);
        let mut archive = match Archive::open(bytes) {
            Ok(archive) => archive,
            Err(message) => {
                context.error(0, message, "pack it again, or remove it");
                return Vec::new();
            }
        };
        let kind = PackageKind::of(&mut archive);
        let drafts = match kind {
            PackageKind::Docx => office::read_docx(draft, &mut archive, context),
            PackageKind::Odt => office::read_odt(draft, &mut archive, context),
            PackageKind::Epub => epub::read(draft, &mut archive, context),
            PackageKind::Workbook => return table::read_workbook(archive.into_bytes(), context),
            PackageKind::Wacz => web_archive::read_wacz(&mut archive, context),
            PackageKind::Folder => read_folder(&mut archive, context),
            PackageKind::Slides => {
                context.error(0, "slides cannot be read", "save them as PDF");
                Vec::new()
            }
        };
        if !drafts.is_empty() {
            context.kind_is(kind.name());
        }
        drafts
    }
}

/// What a package is, by the files in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PackageKind {
    Docx,
    Odt,
    Epub,
    Workbook,
    Slides,
    Wacz,
    Folder,
}

impl PackageKind {
    fn of(archive: &mut Archive) -> PackageKind {
        let mimetype = archive.read("mimetype").unwrap_or_default();
        let says = |text: &str| mimetype.starts_with(text.as_bytes());
        if archive.has("word/document.xml") {
            PackageKind::Docx
        } else if says("application/epub+zip") || archive.has("META-INF/container.xml") {
            PackageKind::Epub
        } else if says("application/vnd.oasis.opendocument.text") {
            PackageKind::Odt
        } else if says("application/vnd.oasis.opendocument.spreadsheet")
            || archive.has("xl/workbook.xml")
            || archive.has("xl/workbook.bin")
        {
            PackageKind::Workbook
        } else if says("application/vnd.oasis.opendocument.presentation") || archive.has("ppt/presentation.xml") {
            PackageKind::Slides
        } else if archive.has("datapackage.json") && archive.names().iter().any(|name| name.starts_with("archive/")) {
            PackageKind::Wacz
        } else {
            PackageKind::Folder
        }
    }

    fn name(self) -> &'static str {
        match self {
            PackageKind::Docx => "DOCX",
            PackageKind::Odt => "ODT",
            PackageKind::Epub => "EPUB",
            PackageKind::Workbook => "spreadsheet",
            PackageKind::Slides => "slides",
            PackageKind::Wacz => "WACZ",
            PackageKind::Folder => "ZIP",
        }
    }
}

/// Reads the files of a folder that was packed, in the order of their names.
fn read_folder(archive: &mut Archive, context: &mut Context) -> Vec<Draft> {
    let mut entries: Vec<(String, usize)> = archive.names().iter().cloned().zip(0..).collect();
    entries.sort();
    let mut drafts = Vec::new();
    for (name, index) in entries {
        if name.ends_with('/') || is_ignored(&name) {
            continue;
        }
        if let Some(bytes) = read_entry(archive, &name, index, MAX_COLLECTION_BYTES, context) {
            drafts.extend(context.read_inside(&name, bytes));
        }
    }
    drafts
}

/// What packing programs add, and hidden files.
fn is_ignored(name: &str) -> bool {
    name.starts_with("__MACOSX/")
        || name.split('/').any(|part| part.starts_with('.') && part != "..")
        || name.ends_with("Thumbs.db")
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::ingest::{
        finding::Finding,
        source::{
            archive::tests::zip_of, context::Host, gzip::Gzip, markdown::Markdown, plain_text::PlainText,
            rulebook::Rulebook,
        },
    };

    fn read(bytes: Vec<u8>) -> (Vec<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::default();
        let kinds: [&dyn Kind; 4] = [&Package, &Gzip, &Markdown, &PlainText];
        let mut context = Context::on(Host { kinds: &kinds, ..Host::default() }, "a.zip", &rulebook);
        let drafts = context.read(bytes).unwrap();
        (drafts, context.finish().findings)
    }

    fn paths(drafts: &[Draft]) -> Vec<&str> {
        drafts.iter().map(|draft| draft.source.path.as_str()).collect()
    }

    #[test]
    fn a_packed_folder_is_read_like_a_folder() {
        let inner = zip_of(&[("c.txt", b"C")]);
        let (drafts, findings) = read(zip_of(&[
            ("x/b.md", b"# B"),
            ("a.txt", b"A"),
            ("x/z.zip", &inner),
            ("__MACOSX/a", b"x"),
            ("p.png", b"\x89"),
        ]));
        assert_eq!(paths(&drafts), ["a.zip/a.txt", "a.zip/x/b.md", "a.zip/x/z.zip/c.txt"]);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn the_files_in_a_package_say_what_it_is() {
        type Case = (&'static [(&'static str, &'static [u8])], &'static str);
        let cases: [Case; 9] = [
            (&[("word/document.xml", b"")], "DOCX"),
            (&[("mimetype", b"application/vnd.oasis.opendocument.text")], "ODT"),
            (&[("mimetype", b"application/epub+zip")], "EPUB"),
            (&[("META-INF/container.xml", b"")], "EPUB"),
            (&[("xl/workbook.xml", b"")], "spreadsheet"),
            (&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")], "spreadsheet"),
            (&[("ppt/presentation.xml", b"")], "slides"),
            (&[("datapackage.json", b"{}"), ("archive/a.warc", b"")], "WACZ"),
            (&[("a.txt", b"A")], "ZIP"),
        ];
        for (files, name) in cases {
            assert_eq!(PackageKind::of(&mut Archive::open(zip_of(files)).unwrap()).name(), name);
        }
        let (drafts, _) = read(zip_of(&[("word/document.xml", b"<w:document><w:p><w:t>A</w:t></w:p></w:document>")]));
        assert_eq!(drafts[0].source.reader.as_deref(), Some("DOCX"));
    }

    #[test]
    fn bombs_are_refused_and_the_rest_is_read() {
        let zeros = vec![b' '; 30 << 20];
        let (drafts, findings) = read(zip_of(&[("bomb.txt", &zeros), ("good.txt", b"Good")]));
        assert_eq!(paths(&drafts), ["a.zip/good.txt"]);
        assert!(findings[0].message.contains("decompression bomb"), "{findings:?}");
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&zeros).unwrap();
        let (drafts, findings) = read(encoder.finish().unwrap());
        assert!(drafts.is_empty() && findings[0].message.contains("decompression bomb"), "{findings:?}");
    }

    #[test]
    fn an_archive_of_itself_ends() {
        let mut bytes = zip_of(&[("a.txt", b"A")]);
        for _ in 0..8 {
            bytes = zip_of(&[("inner.zip", &bytes)]);
        }
        let (drafts, findings) = read(bytes);
        assert!(drafts.is_empty() && findings[0].message.contains("nested too deeply"), "{findings:?}");
    }

    #[test]
    fn names_that_lead_out_are_refused() {
        let (drafts, findings) = read(zip_of(&[("../../etc/x.txt", b"X"), ("/abs.txt", b"Y"), ("ok.txt", b"Z")]));
        assert_eq!(paths(&drafts), ["a.zip/ok.txt"]);
        assert_eq!(findings.len(), 2, "{findings:?}");
    }

    #[test]
    fn broken_archives_are_reported() {
        let whole = zip_of(&[("a.txt", b"A text that is long enough to be cut somewhere in the middle of it")]);
        for bytes in [&whole[..whole.len() / 2], b"PK\x03\x04", b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01"] {
            let (drafts, findings) = read(bytes.to_vec());
            assert!(drafts.is_empty() && findings.len() == 1, "{findings:?}");
        }
    }
}
