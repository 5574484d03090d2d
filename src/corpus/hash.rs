//! SHA-256 as text: 64 lower-case hexadecimal digits, as `sha256sum` prints it.

use sha2::{Digest, Sha256};

/// The SHA-256 digest of some bytes as 64 hexadecimal digits.
///
/// ```
/// assert!(karez::corpus::sha256(b"abc").starts_with("ba7816bf8f01cfea")); // FIPS 180-2, appendix B.1
/// ```
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal, two digits each.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_written_as_sha256sum_does() {
        assert_eq!(sha256(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
