//! Plain text: the first line is the title, empty lines part paragraphs.

use super::{
    context::{Context, Kind},
    sample::Sample,
};
use crate::{
    corpus::{Block, BlockKind},
    ingest::draft::Draft,
    text::line::single_line,
};

/// Text without any markup.
pub struct PlainText;

/// A file without an extension is text when it looks like it.
const EXTENSIONS: [&str; 5] = ["txt", "text", "asc", "log", "me"];

impl Kind for PlainText {
    fn name(&self) -> &'static str {
        "plain text"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        let looks_like_text = || {
            let is_odd = |byte: &&u8| **byte < 0x20 && !b"\t\n\r\x0c\x1a\x1b".contains(byte);
            !sample.bytes.iter().any(|byte| is_odd(&byte))
        };
        sample.has_extension(&EXTENSIONS) || (sample.extension().is_none() && looks_like_text())
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        let draft = Draft::of(context.file, &bytes);
        let Some(text) = context.decode(bytes) else { return Vec::new() };
        if text.trim().is_empty() {
            context.error(1, "the file is empty", "add text to it, or remove it");
            return Vec::new();
        }
        vec![Draft { blocks: blocks(&text), is_titled_by_first_line: true, ..draft }]
    }
}

/// The first line apart, where it may be a title, and the paragraphs.
pub fn blocks(text: &str) -> Vec<Block> {
    let text = text.trim_start();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = single_line(line);
    if line.chars().count() > MAX_TITLE {
        return paragraphs(text);
    }
    let mut blocks = vec![Block::new(BlockKind::Paragraph, line)];
    blocks.extend(paragraphs(rest));
    blocks
}

/// A first line of more characters is taken for a paragraph, not for a title.
pub const MAX_TITLE: usize = 200;
/// What is shown of such a paragraph in place of a title.
const TITLE_FROM_TEXT: usize = 80;
/// Lines of more characters were not broken to fit a page.
const MAX_WRAPPED_LINE: usize = 100;

/// The beginning of a text, to stand for a title.
pub fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() && words.chars().count() + word.chars().count() >= TITLE_FROM_TEXT {
            return words + " …";
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().take(TITLE_FROM_TEXT));
    }
    words
}

/// The paragraphs of a text.
///
/// An empty line always ends a paragraph. A single line break does so unless the line looks wrapped, that is, broken
/// only to fit a page: the next one goes on in lower case, or the line is nearly as long as the longest of them, which
/// has at most a hundred characters.
pub fn paragraphs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim).chain([""]) {
        if line.is_empty() {
            join_wrapped(&lines, &mut blocks);
            lines.clear();
        } else {
            lines.push(line);
        }
    }
    blocks
}

fn join_wrapped(lines: &[&str], blocks: &mut Vec<Block>) {
    let width = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let mut paragraph = String::new();
    for (index, line) in lines.iter().enumerate() {
        paragraph.push_str(line);
        match lines.get(index + 1) {
            Some(next) if is_wrapped(line, next, width) => paragraph.push_str(seam(line, next)),
            _ => blocks.push(Block::new(BlockKind::Paragraph, std::mem::take(&mut paragraph))),
        }
    }
}

fn is_wrapped(line: &str, next: &str, width: usize) -> bool {
    let is_nearly_full = width <= MAX_WRAPPED_LINE && line.chars().count() * 4 >= width * 3;
    is_nearly_full || next.starts_with(char::is_lowercase)
}

/// What stands between two wrapped lines: nothing in scripts that do not part words.
fn seam(line: &str, next: &str) -> &'static str {
    let is_unspaced = |character: char| matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}');
    if line.ends_with(is_unspaced) && next.starts_with(is_unspaced) { "" } else { " " }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::rulebook::Rulebook;

    fn texts(text: &str) -> Vec<String> {
        paragraphs(text).into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn the_first_line_that_is_not_empty_stands_apart() {
        let found: Vec<String> =
            blocks("\n \r\n  A   title \r\nand text.\r\n").into_iter().map(|block| block.text).collect();
        assert_eq!(found, ["A title", "and text."]);
        assert_eq!(blocks(&"word ".repeat(100)).len(), 1);
    }

    #[test]
    fn titles_made_of_text_are_short() {
        assert!(first_words(&"word ".repeat(100)).ends_with("word …"));
        assert_eq!(first_words(&"长".repeat(300)).chars().count(), TITLE_FROM_TEXT);
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(texts("One.\n\n  \nTwo.\n"), ["One.", "Two."]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "I am therefore pleased that the\nGeneral Assembly has met and that\nit has done so in peace.";
        assert_eq!(texts(text), [text.replace('\n', " ")]);
        assert_eq!(texts("Short\nbut going on"), ["Short but going on"]);
        assert_eq!(texts("联合国人权事务高级专员办\n事处发表了报告。"), ["联合国人权事务高级专员办事处发表了报告。"]);
    }

    #[test]
    fn lines_that_stand_for_themselves_are_not_joined() {
        let long = "Whereas recognition of the inherent dignity and of the equal and inalienable rights of all members \
                    of the human family is the foundation of freedom";
        assert_eq!(texts(&format!("Preamble\n{long}\n{long}")), ["Preamble", long, long]);
    }

    #[test]
    fn an_empty_file_is_reported() {
        let rulebook = Rulebook::default();
        let mut context = Context::new("a.txt", &rulebook);
        assert!(PlainText.read(b" \n".to_vec(), &mut context).is_empty());
        assert_eq!(context.finish().findings.len(), 1);
    }
}
