//! What slow work on an index gave, kept from one build to the next: the same input gives the same bytes.

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

/// Where results are kept. Losing one costs time only.
pub trait Memo: Sync {
    /// Whether anything may be known here.
    fn is_used(&self) -> bool {
        true
    }

    /// What was kept for this key.
    fn recall(&self, key: &[u8; 32]) -> Option<Vec<u8>>;

    fn keep(&self, key: &[u8; 32], value: &[u8]);
}

/// Keeps nothing.
pub struct Forgetful;

impl Memo for Forgetful {
    fn is_used(&self) -> bool {
        false
    }

    fn recall(&self, _key: &[u8; 32]) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _key: &[u8; 32], _value: &[u8]) {}
}

/// What `work` gives, which must depend on nothing but its name and `input`.
pub(super) fn remembered<I: Serialize + ?Sized, T: Serialize + DeserializeOwned>(
    memo: &dyn Memo,
    name: &str,
    input: &I,
    work: impl FnOnce() -> T,
) -> T {
    if !memo.is_used() {
        return work();
    }
    // Writing to memory cannot fail, and what is kept are plain data: sequences have lengths.
    let to_bytes = "plain data";
    let mut hash = Sha256::new();
    hash.update(name);
    hash.update(postcard::to_allocvec(input).expect(to_bytes));
    let key = hash.finalize().into();
    if let Some(known) = memo.recall(&key).and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
        return known;
    }
    let result = work();
    memo.keep(&key, &postcard::to_allocvec(&result).expect(to_bytes));
    result
}
