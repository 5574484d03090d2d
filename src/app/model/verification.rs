//! Whether what is here is what was published: the files of a document against the site's list of sums, and a reader's
//! own copy of a file against the hash that is recorded. Plain functions; nothing is sent anywhere.

use sha2::{Digest, Sha256};

use crate::corpus::{Source, hash::hex};

/// Bytes hashed at a time: a few milliseconds, so that the page stays alive with files of any size.
pub const SLICE: f64 = 1024.0 * 1024.0;

/// A hash that is being made, slice by slice.
#[derive(Debug, Clone, Default)]
pub struct Sum(Sha256);

impl Sum {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Lower-case hexadecimal.
    pub fn finish(self) -> String {
        hex(&self.0.finalize())
    }
}

/// The sum of a file in the lines of `SHA256SUMS`.
pub fn listed<'a>(sums: &'a str, path: &str) -> Option<&'a str> {
    sums.lines().find_map(|line| line.split_once("  ").filter(|(_, listed)| *listed == path)).map(|(sum, _)| sum)
}

/// What came of comparing the files of a document with the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All so many files are as listed; the list itself has this sum.
    Sound { files: u32, list: String },
    /// This one is not.
    Changed(String),
    /// Something could not be fetched, or is not in the list.
    CannotSay(String),
}

/// Compares each file, a path and its sum, with the list.
pub fn compare(sums: &str, files: &[(String, String)]) -> Verdict {
    for (path, sum) in files {
        match listed(sums, path) {
            Some(listed) if listed == sum => {}
            Some(_) => return Verdict::Changed(path.clone()),
            None => return Verdict::CannotSay(path.clone()),
        }
    }
    let mut list = Sum::default();
    list.add(sums.as_bytes());
    Verdict::Sound { files: files.len() as u32, list: list.finish() }
}

/// What a reader's own copy turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copy {
    /// The file that the document was read from.
    Source,
    /// What that file was made from.
    Original,
    /// Neither.
    Other,
    /// The recorded hash is of a part of such a file, and not of the file.
    CannotSay,
}

/// Files that hold many documents, each with the hash of its own part.
const PACKAGES: [&str; 14] = [
    ".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".mbox", ".mbx", ".xlsx", ".xls", ".ods", ".warc", ".gz", ".wacz",
    ".zip",
];

pub fn identify(source: &Source, sum: &str) -> Copy {
    let is_package = |path: &str| PACKAGES.iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
    if source.sha256 == sum {
        Copy::Source
    } else if source.original_sha256.as_deref() == Some(sum) {
        Copy::Original
    } else if source.record.is_some() || is_package(&source.path) {
        Copy::CannotSay
    } else {
        Copy::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    #[test]
    fn a_sum_is_the_same_in_slices() {
        let mut sum = Sum::default();
        assert_eq!(sum.clone().finish(), EMPTY);
        b"abc".chunks(1).for_each(|slice| sum.add(slice));
        assert_eq!(sum.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn every_file_must_be_as_listed() {
        let sums = "aa  corpus/a.kz\nbb  corpus/b.kz\n";
        let file = |path: &str, sum: &str| (path.to_owned(), sum.to_owned());
        let (a, b) = (file("corpus/a.kz", "aa"), file("corpus/b.kz", "bb"));
        assert!(matches!(compare(sums, &[a.clone(), b]), Verdict::Sound { files: 2, .. }));
        assert_eq!(compare(sums, &[a.clone(), file("corpus/b.kz", "aa")]), Verdict::Changed("corpus/b.kz".into()));
        assert_eq!(compare(sums, &[a, file("c", "aa")]), Verdict::CannotSay("c".into()));
        assert!(matches!(compare("", &[]), Verdict::Sound { files: 0, .. }));
    }

    #[test]
    fn a_copy_is_the_source_its_original_another_file_or_cannot_be_told() {
        let source = |path: &str| Source {
            path: path.into(),
            sha256: "aa".into(),
            original_sha256: Some("bb".into()),
            ..Source::default()
        };
        let cases = [("a.md", "aa", Copy::Source), ("a.md", "bb", Copy::Original), ("a.md", "cc", Copy::Other)];
        for (path, sum, expected) in cases.into_iter().chain([("a.CSV", "cc", Copy::CannotSay)]) {
            assert_eq!(identify(&source(path), sum), expected);
        }
        let record = Source { record: Some("urn:x".into()), ..source("a.html") };
        assert_eq!(identify(&record, "cc"), Copy::CannotSay);
    }
}
