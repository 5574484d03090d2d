//! Word processors' files: DOCX and ODT. What is not meant for readers (comments, deleted text, names of authors) is
//! left out, and a finding says that it was there.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    archive::{Archive, EntryError},
    context::Context,
    prose::BlockBuilder,
    xml::{Node, texts, walk},
};
use crate::{corpus::BlockKind, ingest::draft::Draft};

/// A document of Word. Styles make headings, quotations and lists; headers and footers are boilerplate.
pub fn read_docx(mut draft: Draft, archive: &mut Archive, context: &mut Context) -> Vec<Draft> {
    let styles = archive.read_text("word/styles.xml").map(|xml| docx_styles(&xml)).unwrap_or_default();
    let Some(xml) = part(archive, "word/document.xml", context) else { return Vec::new() };
    let mut reader = Docx { styles, ..Docx::default() };
    if let Err(message) = walk(&xml, |node| reader.take(&node)) {
        context.error(0, message, "save the document again");
        return Vec::new();
    }
    reader.builder.end_block();
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Ok(xml) = archive.read_text(notes) {
            // A note that is damaged costs the ones after it.
            let _ = walk(&xml, |node| reader.take(&node));
            reader.builder.end_block();
        }
    }
    reader.builder.is_boilerplate = true;
    // Their order in the file is not told apart by anything a reader sees.
    let edges: BTreeSet<String> = archive.names().iter().filter(|name| is_edge(name)).cloned().collect();
    for name in edges {
        if let Ok(xml) = archive.read_text(&name) {
            let _ = walk(&xml, |node| reader.take(&node));
            reader.builder.end_block();
        }
    }
    let comments = archive.read_text("word/comments.xml").map(|xml| count(&xml, "comment")).unwrap_or_default();
    report_left_out(comments, reader.changes, context);
    if let Ok(core) = archive.read_text("docProps/core.xml") {
        read_properties(&core, &["creator", "lastModifiedBy"], &mut draft, context);
    }
    draft.blocks = reader.builder.finish();
    finish(draft, context)
}

/// A document of LibreOffice; its notes stand in brackets where the text refers to them.
pub fn read_odt(mut draft: Draft, archive: &mut Archive, context: &mut Context) -> Vec<Draft> {
    let Some(xml) = part(archive, "content.xml", context) else { return Vec::new() };
    let mut reader = Odt::default();
    if let Err(message) = walk(&xml, |node| reader.take(&node)) {
        context.error(0, message, "save the document again");
        return Vec::new();
    }
    report_left_out(reader.comments, reader.changes, context);
    if let Ok(meta) = archive.read_text("meta.xml") {
        read_properties(&meta, &["creator", "initial-creator", "printed-by"], &mut draft, context);
    }
    draft.blocks = reader.builder.finish();
    finish(draft, context)
}

fn part(archive: &mut Archive, name: &str, context: &mut Context) -> Option<String> {
    match archive.read_text(name) {
        Ok(text) => Some(text),
        Err(EntryError::Missing) => {
            context.error(0, format!("its part {name} is missing"), "save the document again");
            None
        }
        Err(EntryError::Refused(message)) => {
            context.error(0, message, "save the document again, without a password");
            None
        }
    }
}

fn finish(mut draft: Draft, context: &mut Context) -> Vec<Draft> {
    if draft.blocks.is_empty() {
        context.error(0, "it contains no text", "add text to it, or remove it");
        return Vec::new();
    }
    draft.is_titled_by_first_line = true;
    vec![draft]
}

fn is_edge(name: &str) -> bool {
    (name.starts_with("word/header") || name.starts_with("word/footer")) && name.ends_with(".xml")
}

fn count(xml: &str, element: &str) -> u32 {
    let mut count = 0;
    let _ = walk(xml, |node| count += u32::from(matches!(node, Node::Open { name, .. } if name == element)));
    count
}

fn report_left_out(comments: u32, changes: u32, context: &mut Context) {
    let mut report = |count: u32, what: &str| {
        if count > 0 {
            let remedy = "readers of the site do not see it; anyone who gets the file does";
            context.note(format!("{count} {what}{} left out", if count == 1 { " was" } else { "s were" }), remedy);
        }
    };
    report(comments, "comment");
    report(changes, "deleted passage");
}

/// Takes title and language; names of people are left out and reported.
fn read_properties(xml: &str, people: &[&str], draft: &mut Draft, context: &mut Context) {
    let first = |element: &str| texts(xml, element).into_iter().next().unwrap_or_default();
    draft.hint("title", first("title"));
    draft.hint("language", first("language"));
    if people.iter().any(|element| !texts(xml, element).is_empty()) {
        context.authors_left_out();
    }
}

/// What a style of paragraphs makes of them.
fn docx_styles(xml: &str) -> BTreeMap<String, BlockKind> {
    let mut styles = BTreeMap::new();
    let mut id = String::new();
    let _ = walk(xml, |node| match &node {
        Node::Open { name, .. } if name == "style" => id = node.attribute("styleId").unwrap_or_default().to_owned(),
        // The name is English in every edition of the program, the id is not.
        Node::Open { name, .. } if name == "name" => {
            if let Some(kind) = node.attribute("val").and_then(kind_of_style) {
                styles.insert(id.clone(), kind);
            }
        }
        Node::Open { name, .. } if name == "outlineLvl" => {
            if let Some(level @ 0..6) = node.attribute("val").and_then(|level| level.parse::<u8>().ok()) {
                styles.entry(id.clone()).or_insert(BlockKind::Heading(level + 1));
            }
        }
        _ => {}
    });
    styles
}

fn kind_of_style(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase().replace(['_', ' ', '-'], "");
    if name == "title" {
        return Some(BlockKind::Heading(1));
    }
    if let Some(level) = name.strip_prefix("heading").and_then(|level| level.parse::<u8>().ok()) {
        return (1..=9).contains(&level).then_some(BlockKind::Heading(level.min(6)));
    }
    if name.contains("quot") {
        return Some(BlockKind::Quote);
    }
    if name.starts_with("preformatted") || name == "htmlpreformatted" {
        return Some(BlockKind::Preformatted);
    }
    name.starts_with("list").then_some(BlockKind::ListItem)
}

/// Elements of DOCX whose text is not the document's.
const DOCX_SILENT: [&str; 6] = ["del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText"];

#[derive(Default)]
struct Docx {
    styles: BTreeMap<String, BlockKind>,
    builder: BlockBuilder,
    silent: u32,
    is_text: bool,
    rows: u32,
    changes: u32,
    /// Number of the note that is being read.
    note: Option<String>,
}

impl Docx {
    fn take(&mut self, node: &Node) {
        match node {
            Node::Open { name, .. } => self.open(name, node),
            Node::Close { name } => self.close(name),
            Node::Text(text) if self.is_text && self.silent == 0 => self.builder.text(text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, node: &Node) {
        if DOCX_SILENT.contains(&name) {
            self.silent += 1;
            self.changes += u32::from(matches!(name, "del" | "moveFrom"));
        }
        match name {
            "t" => self.is_text = true,
            "p" if self.rows == 0 => self.builder.end_block(),
            "p" => self.builder.text(" "),
            "tr" => {
                self.rows += 1;
                self.builder.begin(BlockKind::TableRow);
            }
            "tc" => self.builder.cell(),
            "pStyle" if self.rows == 0 => {
                let id = node.attribute("val").unwrap_or_default();
                if let Some(kind) = self.styles.get(id).copied().or_else(|| kind_of_style(id)) {
                    self.builder.begin(kind);
                }
            }
            "numPr" if self.rows == 0 => self.builder.begin_unless_set(BlockKind::ListItem),
            "tab" | "ptab" if self.silent == 0 => self.builder.text(" "),
            "br" | "cr" if self.silent == 0 => self.builder.line_break(),
            "noBreakHyphen" if self.silent == 0 => self.builder.text("-"),
            "footnoteReference" | "endnoteReference" if self.silent == 0 => {
                self.builder.text(&format!("[{}]", node.attribute("id").unwrap_or_default()));
            }
            "footnote" | "endnote" => {
                // The first two are lines that part notes from text.
                let is_real = node.attribute("type").is_none_or(|kind| kind == "normal");
                self.note = node.attribute("id").filter(|_| is_real).map(str::to_owned);
            }
            "footnoteRef" | "endnoteRef" => {
                if let Some(number) = self.note.take() {
                    self.builder.text(&format!("[{number}] "));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if DOCX_SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
        }
        match name {
            "t" => self.is_text = false,
            "p" if self.rows == 0 => self.builder.end_block(),
            "tr" => {
                self.rows = self.rows.saturating_sub(1);
                self.builder.end_block();
            }
            _ => {}
        }
    }
}

/// Elements of ODT whose text is not the document's.
const ODT_SILENT: [&str; 5] = ["tracked-changes", "annotation", "sequence-decls", "variable-decls", "note-citation"];

#[derive(Default)]
struct Odt {
    builder: BlockBuilder,
    silent: u32,
    is_body: bool,
    /// Whether a style of paragraphs is for quotations or for text as typed.
    styles: BTreeMap<String, BlockKind>,
    rows: u32,
    comments: u32,
    changes: u32,
    notes: u32,
    in_note: u32,
}

impl Odt {
    fn take(&mut self, node: &Node) {
        match node {
            Node::Open { name, .. } => self.open(name, node),
            Node::Close { name } => self.close(name),
            Node::Text(text) if self.is_body && self.silent == 0 => self.builder.text(text),
            Node::Text(_) => {}
        }
    }

    fn open(&mut self, name: &str, node: &Node) {
        if ODT_SILENT.contains(&name) {
            self.silent += 1;
        }
        match name {
            "style" => {
                let parent = node.attribute("parent-style-name").and_then(kind_of_style);
                if let (Some(id), Some(kind)) = (node.attribute("name"), parent) {
                    self.styles.insert(id.into(), kind);
                }
            }
            // `office:text` is the body; the first paragraph is inside of it.
            "text" => self.is_body = true,
            "annotation" => self.comments += 1,
            "deletion" => self.changes += 1,
            "note" => {
                self.notes += 1;
                self.in_note += 1;
                self.builder.text(&format!(" [{}: ", self.notes));
            }
            "h" if self.rows == 0 && self.silent == 0 => {
                let level = node.attribute("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1_u8);
                self.builder.begin(BlockKind::Heading(level.clamp(1, 6)));
            }
            "p" if self.rows == 0 && self.silent == 0 => {
                let style = node.attribute("style-name").unwrap_or_default();
                match self.styles.get(style).copied().or_else(|| kind_of_style(style)) {
                    // A note stands inside of the paragraph it belongs to, and stays there.
                    _ if self.in_note > 0 => {}
                    Some(kind) => self.builder.begin(kind),
                    None => self.builder.end_block(),
                }
            }
            "p" | "h" if self.silent == 0 => self.builder.text(" "),
            "list-item" if self.rows == 0 => self.builder.enter(BlockKind::ListItem),
            "table-row" => {
                self.rows += 1;
                self.builder.begin(BlockKind::TableRow);
            }
            "table-cell" => self.builder.cell(),
            "s" | "tab" if self.silent == 0 => self.builder.text(" "),
            "line-break" if self.silent == 0 => self.builder.line_break(),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if ODT_SILENT.contains(&name) {
            self.silent = self.silent.saturating_sub(1);
        }
        match name {
            "p" | "h" if self.rows == 0 && self.silent == 0 && self.in_note == 0 => self.builder.end_block(),
            "note" => {
                self.in_note = self.in_note.saturating_sub(1);
                self.builder.text("]");
            }
            "list-item" if self.rows == 0 => self.builder.leave(),
            "table-row" => {
                self.rows = self.rows.saturating_sub(1);
                self.builder.end_block();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::Block,
        ingest::{
            finding::Finding,
            source::{archive::tests::zip_of, rulebook::Rulebook},
        },
    };

    fn read(files: &[(&str, &str)]) -> (Option<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.bin", &rulebook);
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
        let mut archive = Archive::open(zip_of(&files)).unwrap();
        let read = if archive.has("word/document.xml") { read_docx } else { read_odt };
        let draft = read(Draft::of("a.bin", b""), &mut archive, &mut context).pop();
        (draft, context.finish().findings)
    }

    fn docx(body: &str) -> String {
        format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>")
    }

    fn shown(blocks: &[Block]) -> Vec<(BlockKind, &str)> {
        blocks.iter().filter(|block| !block.is_furniture()).map(|block| (block.kind, block.text.as_str())).collect()
    }

    fn messages(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| finding.message.as_str()).collect()
    }

    #[test]
    fn docx_keeps_headings_lists_tables_and_notes() {
        let body = "<w:p><w:pPr><w:pStyle w:val='berschrift1'/></w:pPr><w:r><w:t>Part &amp; whole</w:t></w:r></w:p>\
            <w:p><w:r><w:t xml:space='preserve'>One </w:t></w:r><w:r><w:t>two</w:t><w:br/><w:t>three</w:t><w:footnoteReference w:id='2'/></w:r></w:p>\
            <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>Item</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        let notes = "<w:footnotes><w:footnote w:type='separator' w:id='0'/><w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
        let (draft, findings) = read(&[
            ("[Content_Types].xml", "<Types/>"),
            ("word/document.xml", &docx(body)),
            (
                "word/styles.xml",
                "<w:styles><w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style></w:styles>",
            ),
            ("word/footnotes.xml", notes),
            ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Running head</w:t></w:r></w:p></w:hdr>"),
        ]);
        use BlockKind::*;
        let draft = draft.unwrap();
        let expected = [
            (Heading(1), "Part & whole"),
            (Paragraph, "One two\nthree[2]"),
            (ListItem, "Item"),
            (TableRow, "a | b c"),
            (Paragraph, "[2] The note."),
        ];
        assert_eq!(shown(&draft.blocks), expected);
        assert_eq!(draft.blocks.last().map(Block::is_furniture), Some(true));
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn what_is_not_for_readers_is_left_out_and_reported() {
        let body = "<w:p><w:r><w:t>Kept</w:t></w:r><w:del w:author='Jane'><w:r><w:delText>deleted secret</w:delText></w:r></w:del>\
            <w:ins w:author='Jane'><w:r><w:t>, added</w:t></w:r></w:ins></w:p>";
        let (draft, findings) = read(&[
            ("word/document.xml", &docx(body)),
            (
                "word/comments.xml",
                "<w:comments><w:comment w:author='Jane'><w:p><w:r><w:t>commented secret</w:t></w:r></w:p></w:comment></w:comments>",
            ),
            ("docProps/core.xml", "<p><dc:title>The title</dc:title><dc:creator>Jane Doe</dc:creator></p>"),
        ]);
        let draft = draft.unwrap();
        assert_eq!(shown(&draft.blocks), [(BlockKind::Paragraph, "Kept, added")]);
        assert!(!format!("{draft:?}").contains("secret") && !format!("{draft:?}").contains("Jane"));
        assert!(format!("{:?}", draft.hints).contains("The title"));
        let messages = messages(&findings);
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert_eq!(messages[..2], ["1 comment was left out", "1 deleted passage was left out"]);
    }

    #[test]
    fn odt_is_read_in_the_same_way() {
        let content = "<office:document-content><office:automatic-styles><style:style style:name='P1' style:parent-style-name='Quotations'/></office:automatic-styles>\
            <office:body><office:text><text:tracked-changes><text:changed-region><text:deletion><text:p>deleted secret</text:p></text:deletion></text:changed-region></text:tracked-changes>\
            <text:h text:outline-level='2'>Part</text:h><text:p>One<text:s text:c='2'/>two<office:annotation><dc:creator>Jane</dc:creator><text:p>secret</text:p></office:annotation>\
            <text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>noted</text:p></text:note-body></text:note> end</text:p>\
            <text:list><text:list-item><text:p>Item</text:p></text:list-item></text:list><text:p text:style-name='P1'>Quoted</text:p>\
            <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>\
            </office:text></office:body></office:document-content>";
        let (draft, findings) = read(&[
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            ("content.xml", content),
            ("meta.xml", "<m><dc:title>T</dc:title><meta:initial-creator>Jane</meta:initial-creator></m>"),
        ]);
        use BlockKind::*;
        let draft = draft.unwrap();
        let expected = [
            (Heading(2), "Part"),
            (Paragraph, "One two [1: noted] end"),
            (ListItem, "Item"),
            (Quote, "Quoted"),
            (TableRow, "a | b"),
        ];
        assert_eq!(shown(&draft.blocks), expected);
        assert!(!format!("{draft:?}").contains("secret"));
        assert_eq!(findings.len(), 3, "{findings:?}");
    }

    #[test]
    fn damaged_documents_are_reported() {
        for files in [
            &[("word/document.xml", "<w:document><w:body"), ("x", "")][..],
            &[("word/document.xml", "<w:document/>")],
            &[("mimetype", "application/vnd.oasis.opendocument.text")],
        ] {
            let (draft, findings) = read(files);
            assert!(draft.is_none() && findings.len() == 1, "{findings:?}");
        }
    }
}
