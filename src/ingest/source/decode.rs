//! From bytes to text: by byte order mark, by what is declared, as UTF-8 where the bytes are, and else by detection.
//!
//! A detected encoding is a guess, and a wrong one would publish wrong names: it is always reported, and
//! `encoding` in corpus.toml settles it.

use std::{borrow::Cow, fmt};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use serde::Serialize;

/// How a text was written, as reports name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Encoding(&'static str);

impl Encoding {
    /// UTF-8 without a mark, ASCII included.
    pub const UTF_8: Encoding = Encoding("UTF-8");
    /// UTF-8 behind EF BB BF, as programs for Windows write it.
    pub const UTF_8_MARKED: Encoding = Encoding("UTF-8 with byte order mark");
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

/// Text and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
    pub is_guess: bool,
    /// Bytes that mean nothing in the encoding; each is U+FFFD in the text.
    pub faults: u32,
}

/// Why bytes are not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DecodeError {
    /// Zero bytes or many other control characters, which no text has.
    Binary,
    /// The byte order mark says UTF-16 and the rest does not follow.
    NotUtf16,
    /// No encoding has this name.
    NoSuchEncoding(String),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Binary => f.write_str("not a text file: it contains zero bytes or control characters"),
            DecodeError::NotUtf16 => f.write_str("not UTF-16, although its first two bytes say so"),
            DecodeError::NoSuchEncoding(name) => write!(f, "“{name}” is not an encoding"),
        }
    }
}

impl DecodeError {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            DecodeError::Binary => "remove it, or correct its extension",
            DecodeError::NotUtf16 => "save it as UTF-8",
            DecodeError::NoSuchEncoding(_) => "write a name such as gb18030, big5, windows-1251, shift_jis",
        }
    }
}

/// The text without its byte order mark. The declared encoding is a label of the WHATWG Encoding Standard.
pub fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, DecodeError> {
    match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] if std::str::from_utf8(rest).is_ok() => {
            let text = String::from_utf8_lossy(rest).into_owned();
            return sure(text, Encoding::UTF_8_MARKED);
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return marked_utf16(&bytes),
        _ => {}
    }
    let declared = declared.map(encoding_named).transpose()?;
    if let Some(encoding) = declared.filter(|encoding| *encoding != UTF_8)
        && let (text, false) = encoding.decode_without_bom_handling(&bytes)
    {
        return sure(text.into_owned(), Encoding(encoding.name()));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return sure(text, Encoding::UTF_8),
        Err(error) => error.into_bytes(),
    };
    if let Some(encoding) = unmarked_utf16(&bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        return guess(text, encoding, 0);
    }
    if bytes.contains(&0) {
        return Err(DecodeError::Binary);
    }
    if let Some(encoding) = declared {
        // What is declared may have a few damaged places.
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let faults = count_faults(&text);
        if u64::from(faults) * 100 <= text.chars().count() as u64 {
            return checked(Decoded {
                text: text.into_owned(),
                encoding: Encoding(encoding.name()),
                is_guess: false,
                faults,
            });
        }
    }
    detect(&bytes)
}

/// The encoding that a label names.
fn encoding_named(label: &str) -> Result<&'static encoding_rs::Encoding, DecodeError> {
    let named = encoding_rs::Encoding::for_label(label.trim().as_bytes());
    let encoding = named.ok_or_else(|| DecodeError::NoSuchEncoding(label.trim().into()))?;
    // The larger set holds the smaller one, and pages that declare the smaller one use the larger.
    Ok(if encoding == GBK { GB18030 } else { encoding })
}

/// Whether a label names an encoding.
pub fn is_encoding(label: &str) -> bool {
    encoding_named(label).is_ok()
}

fn detect(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let mut encoding = detector.guess(None, Utf8Detection::Deny);
    if encoding == GBK {
        encoding = GB18030;
    }
    let mostly_utf8 = String::from_utf8_lossy(bytes);
    let utf8_faults = count_faults(&mostly_utf8);
    if u64::from(utf8_faults) * 100 <= bytes.iter().filter(|byte| !byte.is_ascii()).count() as u64 {
        // A UTF-8 file with a few broken places, such as one that was cut.
        return guess(mostly_utf8, UTF_8, utf8_faults);
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let faults = count_faults(&text);
    guess(text, encoding, faults)
}

fn count_faults(text: &str) -> u32 {
    text.chars().filter(|&character| character == char::REPLACEMENT_CHARACTER).count() as u32
}

/// UTF-16 without a mark: every other byte of ASCII text is zero. Latin, Cyrillic and Arabic text have spaces enough.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let encoding = match (even, odd) {
        (0, 1..) if odd * 10 >= bytes.len() / 2 => UTF_16LE,
        (1.., 0) if even * 10 >= bytes.len() / 2 => UTF_16BE,
        _ => return None,
    };
    (bytes.len().is_multiple_of(2) && !encoding.decode_without_bom_handling(bytes).1).then_some(encoding)
}

fn marked_utf16(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let (encoding, name) = if bytes[0] == 0xFF { (UTF_16LE, "UTF-16 LE") } else { (UTF_16BE, "UTF-16 BE") };
    let (text, has_faults) = encoding.decode_without_bom_handling(&bytes[2..]);
    if has_faults { Err(DecodeError::NotUtf16) } else { sure(text.into_owned(), Encoding(name)) }
}

fn sure(text: String, encoding: Encoding) -> Result<Decoded, DecodeError> {
    checked(Decoded { text, encoding, is_guess: false, faults: 0 })
}

fn guess(text: Cow<str>, encoding: &'static encoding_rs::Encoding, faults: u32) -> Result<Decoded, DecodeError> {
    checked(Decoded { text: text.into_owned(), encoding: Encoding(encoding.name()), is_guess: true, faults })
}

fn checked(decoded: Decoded) -> Result<Decoded, DecodeError> {
    let is_odd = |&character: &char| character.is_control() && !"\n\r\t\u{c}\u{b}\u{85}\u{1a}".contains(character);
    let odd = decoded.text.chars().filter(is_odd).count();
    // Old files have a stray control character here and there.
    let is_binary = decoded.text.contains('\0') || odd * 200 > decoded.text.len();
    if is_binary { Err(DecodeError::Binary) } else { Ok(decoded) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8], declared: Option<&str>) -> (String, &'static str, bool) {
        let decoded = decode(bytes.to_vec(), declared).unwrap();
        (decoded.text, decoded.encoding.0, decoded.is_guess)
    }

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        encoding_named(label).unwrap().encode(text).0.into_owned()
    }

    #[test]
    fn text_is_the_same_in_every_encoding_of_unicode() {
        let text = "Ürümqi · ئۇيغۇر · 维吾尔 · 😀\n";
        let marked = format!("\u{feff}{text}");
        let le: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [text.as_bytes().to_vec(), marked.into_bytes(), le, be] {
            assert_eq!(decode(bytes, None).unwrap().text, text);
        }
    }

    #[test]
    fn older_encodings_are_detected_and_said_to_be_guesses() {
        let chinese = "联合国人权事务高级专员办事处发表了关于人权状况的评估报告，并提出了若干建议。";
        let taiwan = "聯合國人權事務高級專員辦事處發表了關於人權狀況的評估報告，並提出了若干建議。";
        let russian = "Управление Верховного комиссара опубликовало оценку положения в области прав человека.";
        let japanese = "国連人権高等弁務官事務所は、人権状況に関する評価報告書を発表しました。これについて各国は";
        let cases = [
            (chinese, "gb18030", "gb18030"),
            (taiwan, "big5", "Big5"),
            (russian, "windows-1251", "windows-1251"),
            (japanese, "shift_jis", "Shift_JIS"),
            (
                "Türkiye’de basın açıklaması için görüşme yapıldı, şöyle denildi: “İnsan hakları”",
                "windows-1254",
                "windows-1254",
            ),
            (
                "أصدر مكتب المفوض السامي لحقوق الإنسان تقريرا عن حالة حقوق الإنسان في المنطقة",
                "windows-1256",
                "windows-1256",
            ),
        ];
        for (text, label, name) in cases {
            assert_eq!(text_of(&encoded(text, label), None), (text.into(), name, true), "{label}");
            assert_eq!(text_of(&encoded(text, label), Some(label)), (text.into(), name, false), "{label} declared");
        }
    }

    #[test]
    fn utf16_without_a_mark_is_detected() {
        let bytes: Vec<u8> = "A text in letters of two bytes, é.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&bytes, None), ("A text in letters of two bytes, é.".into(), "UTF-16LE", true));
    }

    #[test]
    fn a_declaration_that_the_bytes_contradict_does_not_hold() {
        assert_eq!(text_of("维吾尔人权".as_bytes(), Some("big5")).1, "UTF-8");
        assert_eq!(
            text_of(&encoded("Привет, это проверка кодировки", "windows-1251"), Some("utf-8")).1,
            "windows-1251"
        );
    }

    #[test]
    fn a_cut_file_is_still_utf8() {
        let text = "ئۇيغۇر ئاپتونوم رايونى ".repeat(20);
        let decoded = decode(text.as_bytes()[..text.len() - 4].to_vec(), None).unwrap();
        assert_eq!((decoded.encoding, decoded.faults), (Encoding::UTF_8, 1));
    }

    #[test]
    fn binary_files_are_told_from_misencoded_ones() {
        for bytes in [&b"text\0text"[..], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\0\0a\0\0\0", b"\x01\x02\x03\x04"]
        {
            assert_eq!(decode(bytes.to_vec(), None), Err(DecodeError::Binary));
        }
        for bytes in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8"] {
            assert_eq!(decode(bytes.to_vec(), None), Err(DecodeError::NotUtf16));
        }
        assert_eq!(decode(b"a".to_vec(), Some("utf-9")), Err(DecodeError::NoSuchEncoding("utf-9".into())));
    }
}
