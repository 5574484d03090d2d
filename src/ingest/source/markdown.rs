//! Markdown with front matter.
//!
//! Blocks keep their kind; marks inside them (emphasis, links, code) are dropped and their text stays. Raw HTML means
//! nothing here: it stays visible as the text it is, so that `<name withheld>` is not lost; only comments are left out.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{
    context::{Context, Kind},
    front_matter,
    sample::Sample,
};
use crate::{
    corpus::{Block, BlockKind},
    ingest::draft::Draft,
};

/// Markdown, or any text that begins with front matter.
pub struct Markdown;

impl Kind for Markdown {
    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn is_kind_of(&self, sample: &Sample) -> bool {
        sample.has_extension(&["md", "markdown"]) || has_front_matter(&sample.text())
    }

    fn read(&self, bytes: Vec<u8>, context: &mut Context) -> Vec<Draft> {
        read_draft(bytes, context).into_iter().collect()
    }
}

/// A line of hyphens, then a key.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    let is_key = |line: &str| {
        line.split_once(':')
            .is_some_and(|(key, _)| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
    };
    lines.next().is_some_and(|line| line.trim_end() == "---") && lines.next().is_some_and(is_key)
}

fn read_draft(bytes: Vec<u8>, context: &mut Context) -> Option<Draft> {
    let draft = Draft::of(context.file, &bytes);
    let text = context.decode(bytes)?;
    let parsed = front_matter::split(&text).and_then(|parts| {
        let entries = parts.front_matter.map(front_matter::parse).transpose()?;
        Ok((entries.unwrap_or_default(), parts.body))
    });
    let (entries, body) = parsed.map_err(|error| context.error(error.line, error.message, error.remedy)).ok()?;
    if entries.is_empty() && body.trim().is_empty() {
        context.error(1, "the file is empty", "add text to it, or remove it");
        return None;
    }
    Some(Draft { entries, blocks: blocks(body), ..draft })
}

/// The blocks of a Markdown text.
pub fn blocks(markdown: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES) {
        builder.take(event);
    }
    builder.end_block();
    builder.blocks
}

/// Collects text until a block ends.
#[derive(Default)]
struct Builder {
    blocks: Vec<Block>,
    text: String,
    /// Quotes and list items around the text, innermost last.
    around: Vec<BlockKind>,
    /// The kind of the block itself when it is more than a paragraph.
    kind: Option<BlockKind>,
}

impl Builder {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::InlineHtml(html) if is_line_break(&html) => self.text.push('\n'),
            Event::InlineHtml(html) => self.text.push_str(&without_comments(&html)),
            Event::Html(html) => self.text.push_str(&html),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::FootnoteReference(name) => self.text.push_str(&format!("[{name}]")),
            Event::Rule | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => self.begin_block(Some(BlockKind::Heading(number(level)))),
            Tag::CodeBlock(_) => self.begin_block(Some(BlockKind::Preformatted)),
            Tag::TableHead | Tag::TableRow => self.begin_block(Some(BlockKind::TableRow)),
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(" | "),
            Tag::Paragraph | Tag::HtmlBlock | Tag::List(_) => self.begin_block(None),
            Tag::BlockQuote(_) => self.enter(BlockKind::Quote),
            Tag::Item => self.enter(BlockKind::ListItem),
            Tag::FootnoteDefinition(name) => {
                self.end_block();
                self.text = format!("[{name}] ");
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.end_block();
                self.around.pop();
            }
            TagEnd::HtmlBlock => {
                self.text = without_comments(&self.text);
                self.end_block();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::FootnoteDefinition => self.end_block(),
            _ => {}
        }
    }

    fn enter(&mut self, kind: BlockKind) {
        self.end_block();
        self.around.push(kind);
    }

    fn begin_block(&mut self, kind: Option<BlockKind>) {
        // The number of a footnote waits for its first paragraph.
        if !(self.text.starts_with('[') && self.text.ends_with("] ")) {
            self.end_block();
        }
        self.kind = kind;
    }

    fn end_block(&mut self) {
        let kind = self.kind.take().or(self.around.last().copied()).unwrap_or(BlockKind::Paragraph);
        let text = std::mem::take(&mut self.text);
        let text = if kind == BlockKind::Preformatted { text.trim_end() } else { text.trim() };
        if !text.is_empty() {
            self.blocks.push(Block::new(kind, text));
        }
    }
}

fn is_line_break(html: &str) -> bool {
    matches!(html, "<br>" | "<br/>" | "<br />")
}

fn without_comments(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text + rest
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::source::rulebook::Rulebook;

    fn check(markdown: &str, expected: &[(BlockKind, &str)]) {
        let found: Vec<(BlockKind, String)> =
            blocks(markdown).into_iter().map(|block| (block.kind, block.text)).collect();
        let expected: Vec<(BlockKind, String)> = expected.iter().map(|(kind, text)| (*kind, (*text).into())).collect();
        assert_eq!(found, expected, "{markdown}");
    }

    #[test]
    fn blocks_keep_their_kind() {
        use BlockKind::*;
        check("# A\n\nText\nwrapped.\n\n### B", &[(Heading(1), "A"), (Paragraph, "Text wrapped."), (Heading(3), "B")]);
        check("> One.\n>\n> Two.\n\nThree.", &[(Quote, "One."), (Quote, "Two."), (Paragraph, "Three.")]);
        check("- a\n- b\n  - c\n\n1. d", &[(ListItem, "a"), (ListItem, "b"), (ListItem, "c"), (ListItem, "d")]);
        check("- a\n\n  b\n\n- c", &[(ListItem, "a"), (ListItem, "b"), (ListItem, "c")]);
        check("```\n  x = 1\n\n  y\n```", &[(Preformatted, "  x = 1\n\n  y")]);
        check("| a | b |\n|---|---|\n| 1 | 2 |", &[(TableRow, "a | b"), (TableRow, "1 | 2")]);
        check("One.[^1]\n\n[^1]: The note.", &[(Paragraph, "One.[1]"), (Paragraph, "[1] The note.")]);
    }

    #[test]
    fn marks_inside_a_block_are_dropped_and_their_text_stays() {
        check(
            "*One* **two** `three` [four](https://example.org) ![five](x.png) <https://six.example>&amp;\\*",
            &[(BlockKind::Paragraph, "One two three four five https://six.example&*")],
        );
    }

    #[test]
    fn html_stays_text_and_comments_are_left_out() {
        check(
            "said <name withheld> to <b>us</b><!-- who? -->",
            &[(BlockKind::Paragraph, "said <name withheld> to <b>us</b>")],
        );
        check("<script>alert(1)</script>\n", &[(BlockKind::Paragraph, "<script>alert(1)</script>")]);
        check("one<br>two", &[(BlockKind::Paragraph, "one\ntwo")]);
        check("<!-- a\nb -->\n\nText", &[(BlockKind::Paragraph, "Text")]);
    }

    #[test]
    fn broken_front_matter_keeps_the_document_out() {
        let rulebook = Rulebook::default();
        for text in ["---\ntitle: A\n", "---\ntitle: A: B\n---\nText"] {
            let mut context = Context::new("a.md", &rulebook);
            assert_eq!((read_draft(text.into(), &mut context), context.finish().findings.len()), (None, 1), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_read() {
        assert_eq!(blocks(&(">".repeat(10_000) + "x")).len(), 1);
    }
}
