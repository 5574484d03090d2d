//! Ids of documents: stable names that links can rely on.
//!
//! A source may give its own. Otherwise an id is made of the hash of the original and of the title, so that it changes
//! neither with the order of files nor with their names.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::finding::{Finding, Severity};
use crate::corpus::{Metadata, Source, sha256};

/// Fifty bits: two of a million documents meet with a chance of one in two thousand, and then the build says so.
const HASH_CHARACTERS: u32 = 10;
const MAX_SLUG: usize = 48;
/// Longer ids make addresses that are cut when they are sent about.
const MAX_ID: usize = 120;

/// The id for a document whose source gives none.
///
/// A digest is known by the original it was made from, so correcting the digest keeps its id.
pub fn make(source: &Source, title: &str) -> String {
    let original = source.original.as_deref().unwrap_or_default();
    let name = match &source.original_sha256 {
        Some(hash) => hash_name(&sha256(format!("{hash}\n{original}").as_bytes())),
        None => hash_name(&source.sha256),
    };
    let slug = slug(title);
    if slug.is_empty() { name } else { format!("{name}-{slug}") }
}

/// The first characters of a hexadecimal hash in base32 (RFC 4648, lower case).
pub fn hash_name(hexadecimal: &str) -> String {
    let start = hexadecimal.get(..16).unwrap_or(hexadecimal);
    let bits = u64::from_str_radix(start, 16).unwrap_or_default();
    let character = |index| b"abcdefghijklmnopqrstuvwxyz234567"[(bits >> (59 - 5 * index) & 31) as usize];
    (0..HASH_CHARACTERS).map(|index| char::from(character(index))).collect()
}

/// The title in ASCII letters, digits and hyphens; empty if it has none.
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for character in title.nfkd().filter(|&character| !is_combining_mark(character) && !is_apostrophe(character)) {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    cut_at_hyphen(slug.trim_end_matches('-'), MAX_SLUG).into()
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ')
}

/// At most so many bytes of a slug, without half a word where that is possible.
fn cut_at_hyphen(slug: &str, max: usize) -> &str {
    if slug.len() <= max {
        return slug;
    }
    let end = slug[..=max].rfind('-').unwrap_or(max);
    &slug[..end]
}

/// What is wrong with an id that a source gives, if anything is.
pub fn fault(id: &str) -> Option<&'static str> {
    if id.is_empty() {
        Some("is empty")
    } else if id.len() > MAX_ID {
        Some("is longer than 120 bytes")
    } else if id.contains(|character: char| character.is_control() || character == '/') {
        Some("contains a slash or a control character")
    } else {
        None
    }
}

/// The ids given so far.
#[derive(Debug, Default)]
pub struct Register {
    /// The file of each.
    files: BTreeMap<String, String>,
    /// How many documents asked for the same made id, by that id.
    copies: BTreeMap<String, u32>,
}

impl Register {
    /// Fails when another document has the id already, and gave it itself. A copy of a source, whose made id is that of
    /// the first one, gets another, and a finding says so; the order of the files decides which is the first.
    pub fn admit(&mut self, metadata: &mut Metadata) -> Result<Option<Finding>, Finding> {
        let (id, path) = (metadata.id.clone(), metadata.source.path.clone());
        let Some(first) = self.files.get(&id) else {
            self.files.insert(id, path);
            return Ok(None);
        };
        let remedy = "remove the copy, or give one of them an `id` of its own";
        if id != make(&metadata.source, &metadata.title) {
            let message = format!("the id `{id}` (“{}”) is already used in {first}", metadata.title);
            return Err(Finding::error(&path, message).remedy(remedy));
        }
        let copies = self.copies.entry(id.clone()).or_insert(1);
        loop {
            *copies += 1;
            metadata.id = format!("{id}-{copies}");
            if !self.files.contains_key(&metadata.id) {
                break;
            }
        }
        let message = format!("“{}” is also in {first}; this copy has the id `{}`", metadata.title, metadata.id);
        self.files.insert(metadata.id.clone(), path.clone());
        Ok(Some(Finding::new(Severity::Note, &path, message).remedy(remedy)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_and_short() {
        let cases = [
            ("Xi’s visit: “stability”", "xis-visit-stability"),
            ("Türkiye · Ürümqi", "turkiye-urumqi"),
            ("维吾尔", ""),
            ("  --- ", ""),
            ("<script>alert(1)</script>", "script-alert-1-script"),
            (
                "Possible crimes against humanity in China’s far west region",
                "possible-crimes-against-humanity-in-chinas-far",
            ),
        ];
        for (title, expected) in cases {
            assert_eq!(slug(title), expected);
        }
        assert_eq!(slug(&"a".repeat(99)).len(), MAX_SLUG);
    }

    #[test]
    fn a_made_id_is_the_beginning_of_the_sources_hash_and_a_slug() {
        // `printf foobar | sha256sum | cut -c-64 | xxd -r -p | base32`
        let source = Source { sha256: sha256(b"foobar"), ..Source::default() };
        assert_eq!(make(&source, "A Title"), "yovy74jxed-a-title");
        assert_eq!(make(&source, "维吾尔"), "yovy74jxed");
    }

    #[test]
    fn correcting_a_digest_keeps_its_id() {
        let source = Source { sha256: "1".into(), original_sha256: Some("ab".into()), ..Source::default() };
        let corrected = Source { sha256: "2".into(), ..source.clone() };
        assert_eq!(make(&source, "T"), make(&corrected, "T"));
        assert_ne!(make(&Source { sha256: "1".into(), ..Source::default() }, "T"), make(&source, "T"));
    }

    #[test]
    fn copies_get_ids_of_their_own_and_ids_that_sources_give_are_given_once() {
        let mut register = Register::default();
        let source = Source { path: "a.txt".into(), sha256: sha256(b"foobar"), ..Source::default() };
        let copy = Metadata { id: make(&source, "T"), title: "T".into(), source, ..Metadata::default() };
        let other = Metadata { id: "yovy74jxed-t-3".into(), ..copy.clone() };
        assert_eq!(register.admit(&mut other.clone()), Ok(None));
        let mut admit = || {
            let mut metadata = copy.clone();
            let finding = register.admit(&mut metadata).unwrap();
            (metadata.id, finding.map(|finding| finding.severity))
        };
        let note = Some(Severity::Note);
        assert_eq!(admit(), ("yovy74jxed-t".into(), None));
        assert_eq!(admit(), ("yovy74jxed-t-2".into(), note));
        assert_eq!(admit(), ("yovy74jxed-t-4".into(), note));
        assert!(register.admit(&mut other.clone()).unwrap_err().message.contains("already used"));
    }

    #[test]
    fn ids_that_break_links_are_refused() {
        assert_eq!(fault("A/RES/70/1"), fault("a\nb"));
        for id in ["", "a/b", "a\u{7}", &"x".repeat(121)] {
            assert!(fault(id).is_some(), "{id}");
        }
        for id in ["1", "SEN_61_2006", "ئۇيغۇر", "a b"] {
            assert_eq!(fault(id), None, "{id}");
        }
    }
}
