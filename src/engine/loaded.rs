//! The files of a corpus that a host holds in memory.

use std::collections::BTreeMap;

use super::protocol::{Damage, Failure};
use crate::index::FileId;
use crate::index::reader::Files;

/// Files that a host has brought so far.
#[derive(Debug, Default)]
pub struct Loaded(BTreeMap<FileId, Vec<u8>>);

impl Loaded {
    /// Adds a file. Fails if the id is not that of these bytes; nothing is added then.
    ///
    /// ```
    /// use karez::engine::protocol::{Damage, Failure};
    /// use karez::engine::{Files, Loaded};
    /// use karez::index::FileId;
    ///
    /// let (bytes, mut loaded) = (b"content".to_vec(), Loaded::default());
    /// let id = FileId::of(&bytes);
    /// loaded.insert(id, bytes.clone())?;
    /// assert_eq!(loaded.get(id), Some(bytes.as_slice()));
    /// assert_eq!(loaded.insert(id, b"other".to_vec()), Err(Failure::Damaged(Damage::Name(id.file_name()))));
    /// # Ok::<(), Failure>(())
    /// ```
    pub fn insert(&mut self, id: FileId, bytes: Vec<u8>) -> Result<(), Failure> {
        if FileId::of(&bytes) != id {
            return Err(Failure::Damaged(Damage::Name(id.file_name())));
        }
        self.0.insert(id, bytes);
        Ok(())
    }

    /// Bytes of all files together.
    pub fn bytes(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Drops all files; the engine will name those that it lacks again.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

impl Files for Loaded {
    fn get(&self, id: FileId) -> Option<&[u8]> {
        self.0.get(&id).map(Vec::as_slice)
    }
}
