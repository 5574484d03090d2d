//! EPUB: a book is one document; its chapters are pages of XHTML in the order of the book's spine.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{
    archive::{Archive, EntryError},
    context::Context,
    html::all_blocks,
    xml::{Node, texts, walk},
};
use crate::ingest::{dates, draft::Draft};

/// The book as one document. A missing chapter is a warning; a protected book is an error.
pub fn read(mut draft: Draft, archive: &mut Archive, context: &mut Context) -> Vec<Draft> {
    let Some((path, package)) = package_document(archive) else {
        context.error(0, "the e-book has no list of its chapters", "export the book again, or unpack its pages");
        return Vec::new();
    };
    read_properties(&package, &mut draft);
    let mut missing = 0;
    for chapter in spine(&package) {
        match archive.read_text(&resolve(&path, &chapter)) {
            Ok(page) => draft.blocks.extend(all_blocks(&page)),
            Err(EntryError::Missing) => missing += 1,
            Err(EntryError::Refused(message)) => {
                context.warn(0, format!("{chapter} {message}"), "export the book again")
            }
        }
    }
    if missing > 0 {
        context.warn(0, format!("{missing} of its chapters are missing"), "look for an undamaged copy of the book");
    }
    if archive.has("META-INF/rights.xml") || draft.blocks.is_empty() {
        context.error(0, "no text can be read; the book may be copy-protected", "use an unprotected copy");
        return Vec::new();
    }
    vec![draft]
}

/// The path and text of the file that lists the parts.
fn package_document(archive: &mut Archive) -> Option<(String, String)> {
    let container = archive.read_text("META-INF/container.xml").ok()?;
    let mut path = None;
    let _ = walk(&container, |node| {
        if path.is_none() {
            path = node.attribute("full-path").map(str::to_owned);
        }
    });
    let path = path?;
    let text = archive.read_text(&path).ok()?;
    Some((path, text))
}

fn read_properties(package: &str, draft: &mut Draft) {
    let first = |element: &str| texts(package, element).into_iter().next().unwrap_or_default();
    draft.hint("title", first("title"));
    draft.hint("language", first("language"));
    draft.hint("publisher", first("publisher"));
    draft.hint("published", dates::read(&first("date")).unwrap_or_default());
}

/// The files of the chapters in reading order; the table of contents is none.
fn spine(package: &str) -> Vec<String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut order = Vec::new();
    let _ = walk(package, |node| {
        let Node::Open { name, .. } = &node else { return };
        match name.as_str() {
            "item"
                if node
                    .attribute("properties")
                    .is_none_or(|properties| !properties.split(' ').any(|word| word == "nav")) =>
            {
                if let (Some(id), Some(file)) = (node.attribute("id"), node.attribute("href")) {
                    files.insert(id.into(), file.into());
                }
            }
            "itemref" => order.extend(node.attribute("idref").map(str::to_owned)),
            _ => {}
        }
    });
    order.iter().filter_map(|id| files.get(id).cloned()).collect()
}

/// The path in the package of a file that another one names.
fn resolve(from: &str, file: &str) -> String {
    let file = percent_decode_str(file.split('#').next().unwrap_or_default()).decode_utf8_lossy();
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{
        finding::Finding,
        source::{archive::tests::zip_of, rulebook::Rulebook},
    };

    fn read_book(bytes: Vec<u8>) -> (Vec<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.epub", &rulebook);
        let drafts = read(Draft::of("a.epub", &bytes), &mut Archive::open(bytes).unwrap(), &mut context);
        (drafts, context.finish().findings)
    }

    #[test]
    fn chapters_are_read_in_the_order_of_the_spine() {
        let package = "<package><metadata><dc:title>A book</dc:title><dc:language>ug-Latn</dc:language><dc:date>2020-05-01</dc:date></metadata>\
            <manifest><item id='n' href='nav.xhtml' properties='nav'/><item id='a' href='text/a%20b.xhtml'/><item id='b' href='../c.xhtml'/><item id='x' href='gone.xhtml'/></manifest>\
            <spine><itemref idref='n'/><itemref idref='b'/><itemref idref='a'/><itemref idref='x'/></spine></package>";
        let bytes = zip_of(&[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", b"<container><rootfiles><rootfile full-path='O/p.opf'/></rootfiles></container>"),
            ("O/p.opf", package.as_bytes()),
            ("O/nav.xhtml", b"<html><body>Contents</body></html>"),
            ("O/text/a b.xhtml", b"<?xml version='1.0'?><html><head><title>x</title></head><body><h1>Two</h1><p>Second.</p></body></html>"),
            ("c.xhtml", b"<html><body><h1>One</h1><p>First.</p></body></html>"),
        ]);
        let (drafts, findings) = read_book(bytes);
        let draft = &drafts[0];
        let texts: Vec<&str> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["One", "First.", "Two", "Second."]);
        assert_eq!(draft.hints.len(), 3, "{:?}", draft.hints);
        assert!(findings[0].message.contains("1 of its chapters"), "{findings:?}");
    }

    #[test]
    fn a_book_without_parts_is_reported() {
        let (drafts, findings) = read_book(zip_of(&[("mimetype", b"application/epub+zip")]));
        assert!(drafts.is_empty() && findings.len() == 1, "{findings:?}");
    }
}
