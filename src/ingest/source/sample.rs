//! The beginning of a file, which shows of which kind it is.

/// How much of a file is looked at to tell its kind.
pub const SAMPLE_BYTES: usize = 8 << 10;

/// The beginning of a file and its name.
pub struct Sample<'a> {
    pub name: &'a str,
    /// At most [`SAMPLE_BYTES`].
    pub bytes: &'a [u8],
}

impl<'a> Sample<'a> {
    /// Of a file with this name and content, of which only the beginning is looked at.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Sample<'a> {
        Sample { name, bytes: &bytes[..bytes.len().min(SAMPLE_BYTES)] }
    }

    /// Whether the file begins with these bytes, by which its format is known.
    pub fn starts_with(&self, magic: &[u8]) -> bool {
        self.bytes.starts_with(magic)
    }

    /// Whether the name has one of these extensions, whatever their case.
    pub fn has_extension(&self, extensions: &[&str]) -> bool {
        let extension = self.extension().unwrap_or_default();
        extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
    }

    /// What stands behind the last dot of the name.
    pub fn extension(&self) -> Option<&'a str> {
        let file = self.name.rsplit('/').next().unwrap_or_default();
        file.rsplit_once('.').map(|(_, extension)| extension)
    }

    /// The beginning as text, for the signs that are ASCII in every encoding but UTF-16.
    pub fn text(&self) -> String {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes);
        match bytes {
            [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
                String::from_utf8_lossy(&bytes.iter().copied().filter(|byte| *byte != 0).collect::<Vec<_>>())
                    .into_owned()
            }
            _ => String::from_utf8_lossy(bytes).into_owned(),
        }
    }
}

/// Extensions that promise a document. A file that has one and is of no kind is damaged.
const PROMISING: [&str; 18] = [
    "pdf", "docx", "docm", "odt", "epub", "xlsx", "xlsm", "xls", "ods", "zip", "gz", "warc", "wacz", "eml", "mbox",
    "mht", "mhtml", "html",
];

/// Whether the name says that the file is a document, whatever it holds.
pub fn is_promised(name: &str) -> bool {
    Sample::new(name, &[]).has_extension(&PROMISING)
}
