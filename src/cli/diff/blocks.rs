//! Which blocks of a document differ: the shortest row of changes between two texts.

use serde::Serialize;

use crate::{engine::protocol::BlockView, text::differences};

/// Blocks that were replaced by others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Number of the first of them in the old text, from 1; where there is none, of the block that follows.
    pub old_block: u32,
    pub new_block: u32,
    pub old: Vec<String>,
    pub new: Vec<String>,
}

impl Change {
    /// `blocks 3 to 4 became block 3`.
    pub fn heading(&self) -> String {
        let (old, new) = (numbers(self.old_block, self.old.len()), numbers(self.new_block, self.new.len()));
        match (self.old.is_empty(), self.new.is_empty()) {
            (true, _) => format!("{new} added"),
            (_, true) => format!("{old} removed"),
            _ => format!("{old} became {new}"),
        }
    }
}

fn numbers(first: u32, count: usize) -> String {
    if count == 1 { format!("block {first}") } else { format!("blocks {first} to {}", first + count as u32 - 1) }
}

/// The changes from one text to the other, in order. Blocks are the same when their kind, language and text are.
pub fn compare(old: &[BlockView], new: &[BlockView]) -> Vec<Change> {
    let is_same =
        |a: &BlockView, b: &BlockView| (a.kind, &a.language, &a.segments) == (b.kind, &b.language, &b.segments);
    differences(old.len(), new.len(), |at, to| is_same(&old[at], &new[to]))
        .into_iter()
        .map(|(before, after)| Change {
            old_block: before.start as u32 + 1,
            new_block: after.start as u32 + 1,
            old: old[before].iter().map(text).collect(),
            new: new[after].iter().map(text).collect(),
        })
        .collect()
}

fn text(block: &BlockView) -> String {
    block.segments.iter().map(|segment| segment.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_named_by_their_blocks() {
        let change = |old: usize, new: usize| Change {
            old_block: 3,
            new_block: 4,
            old: vec!["x".into(); old],
            new: vec!["y".into(); new],
        };
        assert_eq!(change(1, 2).heading(), "block 3 became blocks 4 to 5");
        assert_eq!(change(0, 1).heading(), "block 4 added");
        assert_eq!(change(2, 0).heading(), "blocks 3 to 4 removed");
    }
}
