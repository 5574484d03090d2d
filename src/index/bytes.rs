//! How records and numbers become bytes. Reading never trusts a length.

use serde::{Serialize, de::DeserializeOwned};

/// What a record inflates to at most. A guess, far above what the builder writes.
const MAX_RECORD_BYTES: usize = 256 * 1024 * 1024;

/// Why bytes cannot be read as part of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatError {
    /// The bytes do not begin as the root of an index does.
    NotAnIndex,
    /// The root has this version of the format, not [`FORMAT_VERSION`](super::format::FORMAT_VERSION).
    Version(u16),
    /// The content contradicts itself or was cut short.
    Damaged,
}

/// A record in postcard, deflated (RFC 1951).
pub fn pack<T: Serialize>(record: &T) -> Vec<u8> {
    // Writing to memory cannot fail, and every record's types are ones postcard knows: sequences have lengths.
    deflate(&postcard::to_allocvec(record).expect("records are plain data"))
}

/// The inverse of [`pack`]. Fails for damaged bytes; allocates no more than deflate could have compressed into them.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, FormatError> {
    postcard::from_bytes(&inflate(bytes)?).map_err(|_| FormatError::Damaged)
}

/// At level 6 it takes three times as long, and sites of speeches have 0.4 % fewer bytes.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 4)
}

/// In a tenth of the time and a tenth longer.
pub(super) fn deflate_fast(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 1)
}

/// Allocates no more than deflate could make of the bytes.
fn inflate(bytes: &[u8]) -> Result<Vec<u8>, FormatError> {
    // Deflate makes at most 1,032 bytes of one (RFC 1951: 258 bytes from two bits).
    let limit = bytes.len().saturating_mul(1_032).min(MAX_RECORD_BYTES);
    miniz_oxide::inflate::decompress_to_vec_with_limit(bytes, limit).map_err(|_| FormatError::Damaged)
}

/// Appends bytes, deflated, after their deflated length: numbers of one kind deflate better apart from others.
pub fn put_section(section: &[u8], bytes: &mut Vec<u8>) {
    let deflated = deflate(section);
    put_varint(deflated.len() as u32, bytes);
    bytes.extend(deflated);
}

/// Takes off the front what [`put_section`] wrote. Fails for damaged bytes.
pub fn take_section(bytes: &mut &[u8]) -> Result<Vec<u8>, FormatError> {
    let length = take_varint(bytes)? as usize;
    let (deflated, rest) = bytes.split_at_checked(length).ok_or(FormatError::Damaged)?;
    *bytes = rest;
    inflate(deflated)
}

/// Appends a number in unsigned LEB128: seven bits a byte, low ones first, one to five bytes.
pub fn put_varint(mut value: u32, bytes: &mut Vec<u8>) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// Takes off the front what [`put_varint`] wrote. Fails at the end of the bytes and for numbers beyond 32 bits.
pub fn take_varint(bytes: &mut &[u8]) -> Result<u32, FormatError> {
    let mut value = 0u32;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or(FormatError::Damaged)?;
        *bytes = rest;
        let bits = u32::from(byte & 0x7f);
        if shift == 28 && bits > 0xf {
            return Err(FormatError::Damaged);
        }
        value |= bits << shift;
        if byte < 0x80 {
            return Ok(value);
        }
    }
    Err(FormatError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn varints_come_back(value: u32) {
            let mut bytes = Vec::new();
            put_varint(value, &mut bytes);
            let mut rest = bytes.as_slice();
            prop_assert_eq!(take_varint(&mut rest), Ok(value));
            prop_assert!(rest.is_empty());
        }

        #[test]
        fn any_bytes_are_an_error_or_a_value(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack::<String>(&bytes);
            let _ = take_section(&mut bytes.as_slice());
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = miniz_oxide::deflate::compress_to_vec(&vec![0; 300 * 1024 * 1024], 1);
        assert_eq!(unpack::<String>(&bomb), Err(FormatError::Damaged));
    }
}
