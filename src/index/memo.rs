//! Memoisation of the slow steps of a build: the same input gives the same bytes, in this build and in the next.

use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

/// A store for results of earlier builds. A lost result costs only time; a wrong one makes a wrong index.
pub trait Memo: Sync {
    /// Whether the store can hold anything; if not, keys need not be computed.
    fn is_used(&self) -> bool {
        true
    }

    /// The value kept for a key, a SHA-256 of the step's name and input; `None` if there is none.
    fn recall(&self, key: &[u8; 32]) -> Option<Vec<u8>>;

    /// Keeps a value, which may be dropped at any time. May be called from several threads at once.
    fn keep(&self, key: &[u8; 32], value: &[u8]);
}

/// No cache: remembers nothing, so that every step is computed.
pub struct NoMemo;

impl Memo for NoMemo {
    fn is_used(&self) -> bool {
        false
    }

    fn recall(&self, _key: &[u8; 32]) -> Option<Vec<u8>> {
        None
    }

    fn keep(&self, _key: &[u8; 32], _value: &[u8]) {}
}

/// The result of `work`, which must depend on nothing but `name` and `input`.
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
