//! The name of a file of the index: the hash of its content.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The first 48 bits of a file's SHA-256. They name the file and reveal a damaged one. The root has an id for every
/// file, so each byte counts: among 20,000 files two collide once in a million builds, and the writer notices. The id
/// does not protect against forgery, since whoever can change a file of a site can change its root too; the manifest
/// has the whole digests.
///
/// ```
/// use karez::index::FileId;
///
/// assert_eq!(FileId::of(b"abc").file_name(), "xj4bnp4pae.kz");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId([u8; FileId::BYTES]);

impl FileId {
    /// Length of an id in bytes.
    pub const BYTES: usize = 6;

    /// The id of a file with this content.
    pub fn of(bytes: &[u8]) -> FileId {
        let digest = Sha256::digest(bytes);
        let mut id = [0; FileId::BYTES];
        id.copy_from_slice(&digest[..FileId::BYTES]);
        FileId(id)
    }

    /// The id as it is stored: the first bytes of the digest.
    pub fn as_bytes(&self) -> &[u8; FileId::BYTES] {
        &self.0
    }

    /// Name of the file: the id as ten [`base32`] characters, then `.kz`.
    pub fn file_name(&self) -> String {
        format!("{self}.kz")
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base32(&self.0))
    }
}

impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Base32 (RFC 4648) in lower case without padding, which survives file systems that ignore case.
pub fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut buffer, mut bits) = (0u32, 0);
    for &byte in bytes {
        buffer = (buffer << 8) | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(buffer >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(buffer << (5 - bits) & 31) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_follows_rfc_4648() {
        for (bytes, text) in [("", ""), ("f", "my"), ("fo", "mzxq"), ("foobar", "mzxw6ytboi")] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn a_file_is_named_by_its_content() {
        assert_eq!(FileId::of(b"").file_name(), "4oymiquy7q.kz");
        assert_ne!(FileId::of(b"a"), FileId::of(b"b"));
    }
}
