//! `documents.csv`: where each document comes from, what was done to it, and the hashes of its source and of its text.

use std::{collections::BTreeMap, path::Path};

use super::DOCUMENTS;
use crate::{
    corpus::{Document, sha256},
    engine::protocol::{BlockView, DocumentView},
    record::csv::line,
};

/// The columns, with what the manifest says about them.
pub const COLUMNS: [(&str, &str); 16] = [
    (ID, "Name of the document in this site and in addresses"),
    ("title", "Title"),
    ("path", "File in the folder that was built, and the place in it where it holds other files"),
    ("sha256", "SHA-256 of that file, or of the row or part that the document is"),
    ("reader", "What read the file"),
    ("original", "What the file was made from, or which part of the file this is"),
    ("original_sha256", "SHA-256 of what the file was made from"),
    ("address", "Where it was published or found"),
    ("record", "Name of the record in a web archive"),
    ("captured", "When the copy was taken, in EDTF"),
    ("collected_by", "The role of whoever collected it"),
    ("collected_how", "How it was collected"),
    (TEXT_HASH, "SHA-256 of the text that readers see: its blocks in UTF-8 with an empty line between them"),
    ("story", "The earliest of the documents that are copies of one another, this one among them"),
    ("redactions", "How often something was hidden, by reason"),
    ("review", "How far the editors have looked at it"),
];
pub const ID: &str = "id";
const TEXT_HASH: &str = "text_sha256";

/// A row without its story, which the index finds out.
pub struct Row {
    id: String,
    before: [String; 12],
    after: [String; 2],
}

impl Row {
    pub fn of(document: &Document) -> Row {
        let metadata = &document.metadata;
        let source = &metadata.source;
        let some = |text: &Option<String>| text.clone().unwrap_or_default();
        let redactions: Vec<String> =
            source.redactions.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
        let before = [
            metadata.title.clone(),
            source.path.clone(),
            source.sha256.clone(),
            some(&source.reader),
            some(&source.original),
            some(&source.original_sha256),
            some(&source.address),
            some(&source.record),
            some(&source.captured),
            some(&source.collected_by),
            some(&source.collected_how),
            text_hash(document.blocks.iter().filter(|block| !block.is_furniture()).map(|block| block.text.as_str())),
        ];
        Row { id: metadata.id.clone(), before, after: [redactions.join("; "), some(&metadata.review)] }
    }
}

/// The hash of the text of a document as the engine gives it.
pub fn hash_of(view: &DocumentView) -> String {
    let text = |block: &BlockView| block.segments.iter().map(|segment| segment.text.as_str()).collect::<String>();
    let blocks: Vec<String> = view.blocks.iter().map(text).collect();
    text_hash(blocks.iter().map(String::as_str))
}

/// The hash of a text of these blocks.
fn text_hash<'a>(blocks: impl Iterator<Item = &'a str>) -> String {
    sha256(blocks.collect::<Vec<_>>().join("\n\n").as_bytes())
}

/// The table, in the order of the rows. A story is the ids of its documents, the earliest first.
pub fn table(rows: &[Row], stories: &[Vec<String>]) -> String {
    let earliest: BTreeMap<&str, &str> =
        stories.iter().flat_map(|story| story.iter().map(|id| (id.as_str(), story[0].as_str()))).collect();
    let mut table = line(COLUMNS.iter().map(|(name, _)| (*name).to_owned()));
    for Row { id, before, after } in rows {
        let story = earliest.get(id.as_str()).copied().unwrap_or_default().to_owned();
        let cells = [id].into_iter().chain(before).chain([&story]).chain(after);
        table.push_str(&line(cells.cloned()));
    }
    table
}

/// The hash of each document's text, by id, as the table of a site has it. What cannot be read is not there.
pub fn text_hashes(site: &Path) -> BTreeMap<String, String> {
    let mut hashes = BTreeMap::new();
    let Ok(mut reader) = csv::Reader::from_path(site.join(DOCUMENTS)) else { return hashes };
    for row in reader.deserialize::<BTreeMap<String, String>>().flatten() {
        if let (Some(id), Some(hash)) = (row.get(ID), row.get(TEXT_HASH)) {
            hashes.insert(id.clone(), hash.clone());
        }
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, BlockKind, Mark, Metadata, Source};

    #[test]
    fn a_row_says_what_was_done_to_a_document() {
        let source =
            Source { path: "a.txt".into(), redactions: BTreeMap::from([("phone".into(), 2)]), ..Source::default() };
        let metadata = Metadata { id: "b".into(), title: "T, U".into(), source, ..Metadata::default() };
        let block = |text: &str| Block::new(BlockKind::Paragraph, text);
        let blocks = vec![block("One"), block("Menu").marked(Mark::Furniture), block("Two")];
        let row = Row::of(&Document { metadata, blocks, ..Document::default() });
        let table = table(&[row], &[vec!["a".into(), "b".into()]]);
        // `printf 'One\n\nTwo' | sha256sum`
        let hash = "2046f526a3fcbd7e122f36c041e5aa9f9c5d70946659fcbdb67347c8f6093021";
        assert_eq!(table.lines().nth(1).unwrap(), format!("b,\"T, U\",a.txt,,,,,,,,,,{hash},a,phone 2,"));
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(DOCUMENTS), table).unwrap();
        assert_eq!(text_hashes(folder.path()), BTreeMap::from([("b".into(), hash.into())]));
    }
}
