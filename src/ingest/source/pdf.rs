//! PDF: text by page, through `pdftotext` where the host has that program and through a reader in Rust where it has not.
//!
//! The two do not agree on every space, so a document says which of them read it, and `pdf = "rust"` in `[reading]`
//! asks for the second one, which is the same on every machine.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use pdf_extract::{Dictionary, Document as PdfFile, Object, ObjectId, PlainTextOutput, output_doc_page};

use super::{
    context::{Context, Kind, PdfText},
    plain_text::paragraphs,
    sample::Sample,
};
use crate::{
    corpus::{Block, BlockKind, Mark},
    ingest::draft::Draft,
    text::line::single_line,
};

/// PDF. A scan without text becomes a document that says so.
pub struct Pdf;

/// Scans are large and their text is not.
const MAX_BYTES: u64 = 512 << 20;
/// A page with fewer letters has no text to speak of: a picture with a page number.
const MIN_LETTERS: usize = 20;

impl Kind for Pdf {
    fn name(&self) -> &'static str {
        "PDF"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        // Some programs write a line before the head.
        sample.bytes[..sample.bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
    }

    fn max_bytes(&self) -> u64 {
        MAX_BYTES
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let mut draft = Draft::of(context.file, &bytes);
        let file = PdfFile::load_mem(&bytes);
        let (pages, reader) = match (context.pdf_to_text(&bytes), &file) {
            (Some(PdfText { pages, program }), _) => (pages, format!("PDF by {program}")),
            (None, Ok(file)) => (pages(file, context), "PDF by pdf-extract".into()),
            (None, Err(error)) => {
                context.error(
                    0,
                    format!("not a valid PDF: {error}"),
                    "open it in a viewer and print it to PDF again, or remove it",
                );
                return Vec::new();
            }
        };
        draft.source.reader = Some(reader);
        if let Ok(file) = &file {
            read_properties(file, &mut draft, context);
        }
        judge(&pages, &mut draft, context);
        draft.blocks = blocks(&pages);
        draft.is_titled_by_first_line = true;
        vec![draft]
    }
}

/// The pages' texts by the reader in Rust. A page that cannot be read costs itself.
fn pages(file: &PdfFile, context: &mut Context) -> Vec<String> {
    let mut texts = Vec::new();
    let mut failed = 0;
    for (number, id) in file.get_pages() {
        let mut text = String::new();
        let is_read = !is_endless(file, id)
            && catch_unwind(AssertUnwindSafe(|| {
                output_doc_page(file, &mut PlainTextOutput::new(&mut text), number).is_ok()
            }))
            .unwrap_or_default();
        failed += u32::from(!is_read);
        texts.push(text);
    }
    if failed > 0 {
        let message = format!("{failed} of {} pages could not be read", texts.len());
        context.warn(0, message, "install pdftotext (poppler-utils), or print the file to PDF again");
    }
    texts
}

/// Whether a page's parents, or the drawings it uses, come back to themselves: a reader would follow them for ever.
fn is_endless(file: &PdfFile, page: ObjectId) -> bool {
    let mut parents = BTreeSet::new();
    let mut next = Some(page);
    while let Some(id) = next {
        if !parents.insert(id) {
            return true;
        }
        next = file.get_dictionary(id).ok().and_then(|page| page.get(b"Parent").ok()?.as_reference().ok());
    }
    let mut done = BTreeSet::new();
    parents.into_iter().any(|id| has_loop(file, id, &mut Vec::new(), &mut done))
}

/// Deeper nesting of drawings is taken for a loop.
const MAX_NESTED: usize = 40;

fn has_loop(file: &PdfFile, id: ObjectId, path: &mut Vec<ObjectId>, done: &mut BTreeSet<ObjectId>) -> bool {
    if path.contains(&id) || path.len() > MAX_NESTED {
        return true;
    }
    if !done.insert(id) {
        return false;
    }
    path.push(id);
    let is_loop = drawings(file, id).into_iter().any(|inner| has_loop(file, inner, path, done));
    path.pop();
    // A drawing may be met again on another way, which is no loop.
    is_loop
}

fn drawings(file: &PdfFile, id: ObjectId) -> Vec<ObjectId> {
    let dictionary = |object: &Object| -> Option<Dictionary> {
        let (_, object) = file.dereference(object).ok()?;
        object.as_dict().cloned().or_else(|_| object.as_stream().map(|stream| stream.dict.clone())).ok()
    };
    let inner = || {
        let owner = dictionary(&Object::Reference(id))?;
        let resources = dictionary(owner.get(b"Resources").ok()?)?;
        let drawings = dictionary(resources.get(b"XObject").ok()?)?;
        Some(drawings.iter().filter_map(|(_, object)| object.as_reference().ok()).collect())
    };
    inner().unwrap_or_default()
}

/// Takes the title; names of people are left out and reported.
fn read_properties(file: &PdfFile, draft: &mut Draft, context: &mut Context) {
    let info = file.trailer.get(b"Info").and_then(|info| file.dereference(info)).and_then(|(_, info)| info.as_dict());
    let Ok(info) = info else { return };
    let text = |key: &[u8]| {
        let text = info.get(key).ok().and_then(|value| pdf_extract::decode_text_string(value).ok()).unwrap_or_default();
        single_line(&text.replace('\0', ""))
    };
    let title = text(b"Title");
    // Word processors put the name of their file there.
    let is_file_name = [".doc", ".docx", ".odt", ".indd", ".rtf", ".qxd", ".pdf", ".tmp"]
        .iter()
        .any(|extension| title.to_lowercase().ends_with(extension));
    if !is_file_name && !title.starts_with("Microsoft Word") && !title.eq_ignore_ascii_case("untitled") {
        draft.hint("title", title);
    }
    if !text(b"Author").is_empty() {
        context.authors_left_out();
    }
}

/// Says where a file needs text recognition, to the editors and to readers.
fn judge(pages: &[String], draft: &mut Draft, context: &mut Context) {
    let letters = |page: &String| page.chars().filter(|character| character.is_alphabetic()).count();
    let odd = |page: &String| {
        page.chars().filter(|character| matches!(character, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')).count()
    };
    let empty = pages.iter().filter(|page| letters(page) < MIN_LETTERS).count();
    let (all, strange): (usize, usize) = (pages.iter().map(letters).sum(), pages.iter().map(odd).sum());
    let remedy = "run text recognition on it, for example with `ocrmypdf`, and replace it with the result";
    if empty == pages.len() {
        context.warn(0, "a scan without text: it needs OCR", remedy);
        draft.hint("summary", "A scan whose text was not recognised: searches do not find what it says (needs OCR).");
    } else if strange * 20 > all {
        context.warn(0, "its letters mean nothing without its fonts: it needs OCR", remedy);
        draft.hint(
            "summary",
            "Much of its text could not be read: searches find only a part of what it says (needs OCR).",
        );
    } else if empty * 2 > pages.len() {
        context.warn(0, format!("{empty} of {} pages have no text: they may need OCR", pages.len()), remedy);
        draft.hint("summary", "Some of its pages are pictures whose text was not recognised (needs OCR).");
    }
}

/// The paragraphs of each page; running heads and page numbers are boilerplate.
fn blocks(pages: &[String]) -> Vec<Block> {
    let running = running_lines(pages);
    let mut blocks = Vec::new();
    for (page, number) in pages.iter().zip(1..) {
        let lines: Vec<&str> = page.lines().collect();
        let is_running = |index: usize| is_at_edge(&lines, index) && running.contains(&pattern(lines[index]));
        let text: Vec<&str> = (0..lines.len()).filter(|index| !is_running(*index)).map(|index| lines[index]).collect();
        let first = blocks.len();
        blocks.extend(paragraphs(&text.join("\n")));
        for index in (0..lines.len()).filter(|index| is_running(*index)) {
            blocks.push(Block::new(BlockKind::Paragraph, lines[index].trim()).marked(Mark::Furniture));
        }
        if let Some(block) = blocks.get_mut(first) {
            block.mark(Mark::Page(number));
        }
    }
    blocks
}

/// Whether a line is one of the two outermost at the top or the bottom of its page.
fn is_at_edge(lines: &[&str], index: usize) -> bool {
    let is_text = |line: &&&str| !line.trim().is_empty();
    let (before, after) =
        (lines[..index].iter().filter(is_text).count(), lines[index + 1..].iter().filter(is_text).count());
    !lines[index].trim().is_empty() && (before < 2 || after < 2)
}

/// The line with its numbers taken out, so that "Page 1 of 9" is the same on each page.
fn pattern(line: &str) -> String {
    let line: String =
        line.trim().chars().map(|character| if character.is_numeric() { '#' } else { character }).collect();
    let mut pattern = line.clone();
    while pattern.contains("##") {
        pattern = pattern.replace("##", "#");
    }
    pattern
}

/// Lines at the edges of at least half of the pages, and of three.
fn running_lines(pages: &[String]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let lines: Vec<&str> = page.lines().collect();
        let edges: BTreeSet<String> =
            (0..lines.len()).filter(|index| is_at_edge(&lines, *index)).map(|index| pattern(lines[index])).collect();
        edges.into_iter().for_each(|line| *counts.entry(line).or_default() += 1);
    }
    counts.into_iter().filter(|(_, count)| *count >= 3 && count * 2 >= pages.len()).map(|(line, _)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{
        finding::Finding,
        source::{context::Host, rulebook::Rulebook},
    };

    /// A PDF of pages with these lines, in Helvetica.
    fn pdf(pages: &[&[&str]], info: &str) -> Vec<u8> {
        pdf_with(pages, info, "")
    }

    /// The same with more in the dictionary of its pages.
    fn pdf_with(pages: &[&[&str]], info: &str, more: &str) -> Vec<u8> {
        let mut objects = vec![String::from("<< /Type /Catalog /Pages 2 0 R >>")];
        let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 5 + 2 * page)).collect();
        objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} {more} >>", kids.join(" "), pages.len()));
        objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".into());
        objects.push(format!("<< {info} >>"));
        for (number, lines) in pages.iter().enumerate() {
            let lines: Vec<String> = lines.iter().map(|line| format!("({line}) Tj T*")).collect();
            let content = format!("BT /F1 12 Tf 14 TL 72 720 Td {} ET", lines.join("\n"));
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
                6 + 2 * number
            ));
            objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
        }
        let mut file = String::from("%PDF-1.4\n");
        let mut places = Vec::new();
        for (number, object) in objects.iter().enumerate() {
            places.push(file.len());
            file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
        }
        let start = file.len();
        file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
        places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
        file.push_str(&format!(
            "trailer << /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n",
            objects.len() + 1
        ));
        file.into_bytes()
    }

    fn read(bytes: Vec<u8>) -> (Option<Draft>, Vec<Finding>) {
        let rulebook = Rulebook::parse("[reading]\npdf = 'rust'").unwrap();
        let mut context = Context::new("a.pdf", &rulebook);
        (Pdf.read(bytes, &mut context).pop(), context.finish().findings)
    }

    #[test]
    fn text_is_read_with_the_number_of_its_page() {
        let pages: [&[&str]; 2] = [&["A report on the state of wells"], &["The second page goes on with the report"]];
        let (draft, findings) = read(pdf(&pages, "/Title (On wells) /Author (Jane Doe)"));
        let draft = draft.unwrap();
        let texts: Vec<&str> = draft.blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(texts, [pages[0][0], pages[1][0]]);
        assert_eq!(draft.blocks[1].marks, [Mark::Page(2)]);
        assert_eq!(draft.source.reader.as_deref(), Some("PDF by pdf-extract"));
        assert!(findings[0].message.contains("author"), "{findings:?}");
        assert!(!format!("{draft:?}").contains("Jane"), "no author");
        assert!(format!("{:?}", draft.hints).contains("On wells"));
    }

    #[test]
    fn the_hosts_program_reads_unless_the_corpus_asks_for_the_reader_in_rust() {
        fn program(_: &[u8]) -> Option<PdfText> {
            Some(PdfText { pages: vec!["As the program reads it".into()], program: "program 1".into() })
        }
        let host = Host { pdf_to_text: Some(program), ..Host::default() };
        let cases = [
            ("", "PDF by program 1", "As the program reads it"),
            ("[reading]\npdf = 'rust'", "PDF by pdf-extract", "A page of text"),
        ];
        for (rules, reader, text) in cases {
            let rulebook = Rulebook::parse(rules).unwrap();
            let mut context = Context::on(host, "a.pdf", &rulebook);
            let draft = Pdf.read(pdf(&[&["A page of text"]], ""), &mut context).remove(0);
            assert_eq!((draft.source.reader.as_deref(), draft.blocks[0].text.as_str()), (Some(reader), text));
        }
    }

    #[test]
    fn a_scan_needs_ocr_and_says_so() {
        let (draft, findings) = read(pdf(&[&["1"], &["2"]], ""));
        assert!(findings[0].message.contains("needs OCR"));
        assert!(draft.unwrap().hints.iter().any(|hint| hint.key == "summary"));
    }

    #[test]
    fn broken_files_are_reported() {
        let whole = pdf(&[&["Some text on a page that is cut"]], "");
        for bytes in [b"%PDF-1.7\n".to_vec(), whole[..whole.len() / 3].to_vec()] {
            let (draft, findings) = read(bytes);
            assert!(draft.is_none() && findings.len() == 1, "{findings:?}");
        }
    }

    #[test]
    fn pages_that_are_their_own_parents_are_left_out() {
        let (_, findings) = read(pdf_with(&[&["x"]], "", "/Parent 2 0 R"));
        assert!(
            findings.iter().any(|finding| finding.message.contains("1 of 1 pages could not be read")),
            "{findings:?}"
        );
    }

    #[test]
    fn running_heads_and_page_numbers_are_boilerplate() {
        let page = |number: u32, text: &str| {
            format!("Annual report\n\n{text}\nthat goes on.\nand on to {text}.\n\nPage {number} of 3\n")
        };
        let pages = [page(1, "First text"), page(2, "Second text"), page(3, "Third text")];
        let blocks = blocks(&pages);
        let shown: Vec<&str> =
            blocks.iter().filter(|block| !block.is_furniture()).map(|block| block.text.as_str()).collect();
        assert_eq!(
            shown,
            [
                "First text that goes on. and on to First text.",
                "Second text that goes on. and on to Second text.",
                "Third text that goes on. and on to Third text."
            ]
        );
        assert_eq!(blocks.iter().filter(|block| block.is_furniture()).count(), 6);
    }
}
