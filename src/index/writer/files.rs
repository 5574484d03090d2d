//! Files by the hash of their content, and where one ends and the next begins.

use std::collections::BTreeMap;

use crate::corpus::Document;
use crate::index::file_id::FileId;

/// Files by the hash of their content.
#[derive(Default)]
pub(super) struct FileSet {
    pub(super) files: BTreeMap<FileId, Vec<u8>>,
    pub(super) clash: Option<FileId>,
}

impl FileSet {
    pub(super) fn add(&mut self, bytes: Vec<u8>) -> FileId {
        let id = FileId::of(&bytes);
        if self.files.get(&id).is_some_and(|other| *other != bytes) {
            self.clash = Some(id);
        }
        self.files.insert(id, bytes);
        id
    }
}

pub(super) fn text_bytes(document: &Document) -> usize {
    document.blocks.iter().map(|block| block.text.len()).sum()
}

/// True of one in so many texts.
pub(super) fn is_one_of(many: u64, text: &str) -> bool {
    // FNV-1a.
    let mix = |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    (text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, mix) >> 32).is_multiple_of(many)
}
