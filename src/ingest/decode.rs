//! From bytes to text: UTF-8, with or without a byte order mark, and UTF-16 with one.
//!
//! Nothing is guessed: text in another encoding is refused with the place where that shows, because a wrong guess
//! would publish wrong names.

use std::fmt;

use serde::Serialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Encoding {
    #[serde(rename = "UTF-8")]
    Utf8,
    #[serde(rename = "UTF-8 with byte order mark")]
    Utf8Marked,
    #[serde(rename = "UTF-16 LE")]
    Utf16Le,
    #[serde(rename = "UTF-16 BE")]
    Utf16Be,
}

impl Encoding {
    /// The encoding that the first bytes announce; UTF-8 if they announce none.
    pub fn of(bytes: &[u8]) -> Encoding {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Encoding::Utf8Marked,
            [0xFF, 0xFE, ..] => Encoding::Utf16Le,
            [0xFE, 0xFF, ..] => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf8Marked => "UTF-8 with byte order mark",
            Encoding::Utf16Le => "UTF-16 LE",
            Encoding::Utf16Be => "UTF-16 BE",
        })
    }
}

/// Why bytes are not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// A zero byte, which no text has.
    Binary,
    /// Byte offset and line (from 1) of the first byte that does not fit.
    NotUtf8 {
        byte_offset: usize,
        line: u32,
    },
    NotUtf16,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Binary => f.write_str("not a text file: it holds zero bytes"),
            DecodeError::NotUtf8 { byte_offset, line } => write!(f, "not UTF-8 at byte {byte_offset} (line {line})"),
            DecodeError::NotUtf16 => f.write_str("not UTF-16, although its first two bytes say so"),
        }
    }
}

impl DecodeError {
    pub fn remedy(&self) -> &'static str {
        match self {
            DecodeError::Binary => "remove it, or give it the ending of what it is",
            DecodeError::NotUtf8 { .. } | DecodeError::NotUtf16 => "save it as UTF-8",
        }
    }
}

/// The text without its byte order mark.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    let text = match Encoding::of(&bytes) {
        Encoding::Utf8 => utf8(bytes)?,
        Encoding::Utf8Marked => utf8(bytes)?.split_off('\u{feff}'.len_utf8()),
        Encoding::Utf16Le => utf16(&bytes[2..], u16::from_le_bytes)?,
        Encoding::Utf16Be => utf16(&bytes[2..], u16::from_be_bytes)?,
    };
    if text.contains('\0') { Err(DecodeError::Binary) } else { Ok(text) }
}

fn utf8(bytes: Vec<u8>) -> Result<String, DecodeError> {
    String::from_utf8(bytes).map_err(|error| {
        let byte_offset = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        if bytes.contains(&0) {
            return DecodeError::Binary;
        }
        let breaks = bytes[..byte_offset].iter().filter(|&&byte| byte == b'\n').count();
        DecodeError::NotUtf8 { byte_offset, line: breaks as u32 + 1 }
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, DecodeError> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(DecodeError::NotUtf16);
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| DecodeError::NotUtf16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_the_same_in_every_encoding() {
        let text = "Ürümqi · ئۇيغۇر · 维吾尔 · 😀\n";
        let marked = format!("\u{feff}{text}");
        let le: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes().to_vec(), marked.into_bytes(), le, be] {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_place_of_the_first_wrong_byte_is_told() {
        let error = decode(b"one\ntwo\nthr\xe9e".to_vec());
        assert_eq!(error, Err(DecodeError::NotUtf8 { byte_offset: 11, line: 3 }));
    }

    #[test]
    fn binary_files_are_told_from_misencoded_ones() {
        for bytes in [&b"text\0text"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\0\0a\0\0\0"] {
            assert_eq!(decode(bytes.to_vec()), Err(DecodeError::Binary));
        }
    }

    #[test]
    fn broken_utf16_is_refused() {
        for bytes in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8"] {
            assert_eq!(decode(bytes.to_vec()), Err(DecodeError::NotUtf16));
        }
    }
}
