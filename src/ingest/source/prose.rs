//! Collects running text into blocks, for readers that meet the beginnings and ends of elements.

use crate::corpus::{Block, BlockKind, Mark};

/// Text until a block ends. White space is one space, except in preformatted text.
#[derive(Debug, Default)]
pub struct BlockBuilder {
    blocks: Vec<Block>,
    text: String,
    /// Quotes and list items around the text, innermost last.
    around: Vec<BlockKind>,
    /// The kind of the block itself when it is more than a paragraph.
    kind: Option<BlockKind>,
    /// The blocks that follow are boilerplate.
    pub is_boilerplate: bool,
    /// Language of the blocks that follow; empty for the document's own.
    pub language: String,
    /// Whom the quotations that follow are from.
    pub publisher: Option<Mark>,
    /// To be noted on the next block.
    page: Option<u32>,
}

impl BlockBuilder {
    /// Adds text to the open block.
    pub fn text(&mut self, text: &str) {
        if self.kind == Some(BlockKind::Preformatted) {
            self.text.push_str(text);
            return;
        }
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            self.text.push_str(word);
            if word.len() < piece.len() && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }

    /// A break inside a paragraph; the second of two ends it.
    pub fn line_break(&mut self) {
        if self.text.ends_with('\n') && self.kind.is_none() {
            return self.end_block();
        }
        let end = self.text.trim_end_matches(' ').len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Begins the next cell of a row.
    pub fn cell(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push_str(" | ");
        }
    }

    /// Begins a block of this kind.
    pub fn begin(&mut self, kind: BlockKind) {
        self.end_block();
        self.kind = Some(kind);
    }

    /// Makes the block that has begun one of this kind, unless it is of another already.
    pub fn begin_unless_set(&mut self, kind: BlockKind) {
        self.kind.get_or_insert(kind);
    }

    /// Enters a quote or a list item, which may hold several blocks.
    pub fn enter(&mut self, kind: BlockKind) {
        self.end_block();
        self.around.push(kind);
    }

    /// Leaves the innermost quote or list item.
    pub fn leave(&mut self) {
        self.end_block();
        self.around.pop();
    }

    /// The next block is the first of this page.
    pub fn begin_page(&mut self, number: u32) {
        self.end_block();
        self.page = Some(number);
    }

    /// Ends the open block; one without text is dropped.
    pub fn end_block(&mut self) {
        let kind = self.kind.take().or(self.around.last().copied()).unwrap_or(BlockKind::Paragraph);
        let text = std::mem::take(&mut self.text);
        let text = if kind == BlockKind::Preformatted { text.trim_end().trim_start_matches('\n') } else { text.trim() };
        if text.is_empty() {
            return;
        }
        let mut block = Block { language: self.language.clone(), ..Block::new(kind, text) };
        block.marks.extend(self.page.take().map(Mark::Page));
        block.marks.extend(self.is_boilerplate.then_some(Mark::Furniture));
        block.marks.extend(self.publisher.clone().filter(|_| kind == BlockKind::Quote));
        self.blocks.push(block);
    }

    /// All blocks, in their order.
    pub fn finish(mut self) -> Vec<Block> {
        self.end_block();
        self.blocks
    }
}
