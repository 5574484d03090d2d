//! The files of a corpus that a host holds in memory.

use std::collections::BTreeMap;

use super::protocol::{Damage, Failure};
use crate::index::FileId;
use crate::index::reader::Files;

/// Files that a host has brought so far.
#[derive(Debug, Default)]
pub struct Loaded(BTreeMap<FileId, Vec<u8>>);

impl Loaded {
    /// Adds a file. Bytes that are not the file they are said to be are refused.
    pub fn insert(&mut self, id: FileId, bytes: Vec<u8>) -> Result<(), Failure> {
        if FileId::of(&bytes) != id {
            return Err(Failure::Damaged(Damage::Name(id.file_name())));
        }
        self.0.insert(id, bytes);
        Ok(())
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Files for Loaded {
    fn get(&self, id: FileId) -> Option<&[u8]> {
        self.0.get(&id).map(Vec::as_slice)
    }
}
