//! What `karez check` says of copies: stories, and the passages that most documents have.

use serde::Serialize;

use super::terminal::{count, number};
use crate::{
    corpus::Document,
    index::{self, copies::MAX_TEXTS, format::StoredPassage},
};

/// Stories and passages that are printed; `--json` has all.
const MAX_SHOWN: usize = 10;

/// Letters of a passage that are printed.
const MAX_LETTERS: usize = 160;

/// The story groups and the shared passages of a folder, as `karez check` prints them.
#[derive(Debug, Serialize)]
pub struct CopiesReport {
    /// Documents that are copies of one another, the earliest first.
    stories: Vec<Vec<CopyReport>>,
    /// Passages that several documents have word for word, those that most have first.
    passages: Vec<PassageReport>,
}

#[derive(Debug, Serialize)]
struct CopyReport {
    id: String,
    file: String,
    /// It has the same words as the earliest one; otherwise nearly the same.
    is_exact: bool,
}

#[derive(Debug, Serialize)]
struct PassageReport {
    text: String,
    words: u32,
    documents: u32,
    /// Id of the earliest document that has it.
    earliest: String,
}

impl CopiesReport {
    /// Compares all documents, as indexing would.
    pub fn of(documents: &[Document]) -> CopiesReport {
        let (documents, copies, folding) = index::copies(documents);
        let stories = copies.stories.iter().map(|members| {
            let copy = |member: &index::stories::Member| {
                let metadata = &documents[member.document as usize].metadata;
                CopyReport {
                    id: metadata.id.clone(),
                    file: metadata.source.path.clone(),
                    is_exact: member.text == members[0].text,
                }
            };
            members.iter().map(copy).collect()
        });
        let passage = |document: &Document, passage: &StoredPassage| {
            let block = document.blocks.iter().filter(|block| !block.is_furniture()).nth(passage.block as usize)?;
            let bytes = passage.bytes_in(&block.text, &folding);
            Some(PassageReport {
                text: block.text.get(bytes.start as usize..bytes.end as usize)?.replace('\n', " "),
                words: passage.words,
                documents: passage.documents,
                earliest: document.metadata.id.clone(),
            })
        };
        // Each once, where it stands first.
        let first = documents.iter().zip(&copies.passages).flat_map(|(document, passages)| {
            let first = passages.iter().filter(|passage| passage.earlier == 0);
            first.filter_map(|found| passage(document, found))
        });
        let mut passages: Vec<PassageReport> = first.collect();
        passages.sort_by_key(|passage| (u32::MAX - passage.documents, u32::MAX - passage.words));
        CopiesReport { stories: stories.collect(), passages }
    }

    /// `2 stories of 5 documents, 14 passages in several documents`.
    pub fn summary(&self) -> String {
        let documents: usize = self.stories.iter().map(Vec::len).sum();
        let stories = match self.stories.len() {
            0 => "no document is a copy of another".into(),
            1 => format!("1 story of {}", count(documents as u64, "document")),
            stories => format!("{} stories of {}", number(stories as u32), count(documents as u64, "document")),
        };
        format!("{stories}; {} in several documents", count(self.passages.len() as u64, "passage"))
    }

    /// The first of them, for a terminal.
    pub fn describe(&self) -> String {
        let mut text = String::new();
        if !self.stories.is_empty() {
            text.push_str("\ncopies: shown as one result, and never hidden\n");
        }
        for story in self.stories.iter().take(MAX_SHOWN) {
            for (place, CopyReport { file, is_exact, .. }) in story.iter().enumerate() {
                let kind = match (place, is_exact) {
                    (0, _) => "",
                    (_, true) => "the same words",
                    (_, false) => "nearly the same words",
                };
                text.push_str(format!("  {}{file:<44} {kind}", if place == 0 { "" } else { "  " }).trim_end());
                text.push('\n');
            }
        }
        text.push_str(&more(self.stories.len()));
        if !self.passages.is_empty() {
            text.push_str(&format!(
                "\npassages that most documents have (those in more than {MAX_TEXTS} documents are not counted)\n"
            ));
        }
        for PassageReport { text: passage, documents, earliest, .. } in self.passages.iter().take(MAX_SHOWN) {
            let cut = passage.char_indices().nth(MAX_LETTERS).map_or(passage.len(), |(at, _)| at);
            let rest = if cut < passage.len() { "…" } else { "" };
            text.push_str(&format!("  {documents:>3} documents, first {earliest}: “{}{rest}”\n", &passage[..cut]));
        }
        text + &more(self.passages.len())
    }
}

fn more(all: usize) -> String {
    match all.saturating_sub(MAX_SHOWN) {
        0 => String::new(),
        more => format!("  … and {} more: --json\n", number(more as u32)),
    }
}
