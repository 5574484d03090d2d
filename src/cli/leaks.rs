//! The leak test: what must not get out is looked for in everything that a finished site holds, also in what is deflated
//! and coded there.
//!
//! Texts are compared by their letters and digits alone, folded as the index folds them, so that neither case nor
//! diacritics nor punctuation hides anything. Secrets of eight letters or more are found inside words and across spaces,
//! hyphens and line breaks; shorter ones only as whole words, since “Li” stands in “police”. Each secret is looked for in
//! turn, about a second for every gigabyte.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::{
    site::{self, CORPUS, ROOT, index::Index},
    stop::Stop,
    terminal::count,
};
use crate::{
    corpus::Block,
    index::{FileId, bytes::take_section, reader::Stop as Unreadable, terms::Entry},
    text::{Folding, for_each_token},
};

/// Letters and digits from which on a secret is found inside words too: by chance it stands in no other text.
const LONG: usize = 8;

/// Bytes from which on a secret is looked for in bytes that are no text: shorter ones stand there by chance.
const MIN_RAW: usize = 4;

/// Where Unicode has characters that fold to others: up to the squared letters of East Asia, the compatibility forms, and
/// the letters of mathematics. What stands between, Han and Hangul, stays as it is.
const FOLDED: [std::ops::RangeInclusive<char>; 3] =
    ['\u{80}'..='\u{33ff}', '\u{f900}'..='\u{ffef}', '\u{1d400}'..='\u{1d7ff}'];

/// A secret in a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// Its place in the list of secrets, from 0. The secret itself is never printed.
    pub secret: usize,
    /// Path in the site.
    pub file: String,
    /// Where in the file.
    pub place: String,
}

impl Leak {
    /// For a list of secrets with one on each line.
    pub fn describe(&self) -> String {
        format!("{}: secret {} is in {}", self.file, self.secret + 1, self.place)
    }
}

/// Reads a list of secrets: one on each line, which is its place; empty lines are none.
pub fn read(path: &Path) -> Result<Vec<String>, Stop> {
    let text = fs::read_to_string(path).map_err(Stop::at("read the secrets in", path))?;
    Ok(text.trim_start_matches('\u{feff}').lines().map(|line| line.trim().to_owned()).collect())
}

/// Every place in a site where one of these secrets stands, in the order of the secrets. Fails when a file cannot be
/// read, because then nobody knows.
pub fn find(site: &Path, secrets: &[String]) -> Result<Vec<Leak>, Stop> {
    let mut search = Search::new(secrets);
    if search.is_empty() {
        return Ok(Vec::new());
    }
    search.files(site, "")?;
    search.index(&site.join(CORPUS))?;
    Ok(search.leaks.into_iter().collect())
}

/// Like [`find`], for the folder of an index that is not yet part of a site.
pub fn find_in_corpus(corpus: &Path, secrets: &[String]) -> Result<Vec<Leak>, Stop> {
    let mut search = Search::new(secrets);
    if search.is_empty() {
        return Ok(Vec::new());
    }
    search.files(corpus, &format!("{CORPUS}/"))?;
    search.index(corpus)?;
    Ok(search.leaks.into_iter().collect())
}

/// Stops a build that would let something out.
pub fn refuse(leaks: &[Leak]) -> Result<(), Stop> {
    const MAX_SHOWN: usize = 20;
    if leaks.is_empty() {
        return Ok(());
    }
    let shown: String = leaks.iter().take(MAX_SHOWN).map(|leak| format!("\n  {}", leak.describe())).collect();
    let more = leaks.len().saturating_sub(MAX_SHOWN);
    let rest = if more > 0 { format!("\n  … and {more} more") } else { String::new() };
    Err(Stop::findings(format!(
        "nothing was published: {} would get out, counted by place. Take them out of the documents, their metadata and their file names, and \
         build again.{shown}{rest}",
        count(leaks.len() as u64, "secret")
    )))
}

/// A secret in the forms in which it is looked for.
struct Needle {
    /// Folded words with one space between them, and around all.
    words: String,
    /// The same without spaces.
    letters: String,
    is_found_anywhere: bool,
    /// As it is written, in lower case, in UTF-8 and both kinds of UTF-16.
    raw: Vec<Vec<u8>>,
    /// Folded tokens with their positions.
    tokens: Vec<(String, u32)>,
}

impl Needle {
    fn new(secret: &str, folding: &Folding) -> Needle {
        let words = canonical(secret, folding);
        let letters = words.replace(' ', "");
        let lower = secret.trim().to_ascii_lowercase();
        let utf16 = |to_bytes: fn(u16) -> [u8; 2]| lower.encode_utf16().flat_map(to_bytes).collect::<Vec<u8>>();
        let mut raw = vec![lower.as_bytes().to_vec(), utf16(u16::to_le_bytes), utf16(u16::to_be_bytes)];
        raw.retain(|_| lower.len() >= MIN_RAW);
        let mut tokens = Vec::new();
        for_each_token(secret, folding, |token| {
            if !token.is_extra {
                tokens.push((token.form.to_owned(), token.position));
            }
        });
        // From Thai on, most scripts put no spaces between words.
        let is_unspaced = letters.chars().any(|c| c >= '\u{e00}');
        Needle { is_found_anywhere: is_unspaced || letters.chars().count() >= LONG, words, letters, raw, tokens }
    }

    fn is_in(&self, haystack: &Haystack) -> bool {
        if self.letters.is_empty() {
            return false;
        }
        if self.is_found_anywhere {
            haystack.letters.contains(&self.letters)
        } else {
            haystack.words.contains(&self.words)
        }
    }

    fn is_in_bytes(&self, lower: &[u8]) -> bool {
        self.raw.iter().any(|raw| lower.windows(raw.len()).any(|window| window == raw.as_slice()))
    }
}

/// A text in the forms in which it is looked into.
struct Haystack {
    words: String,
    letters: String,
}

impl Haystack {
    fn new(text: &str, folding: &Folding) -> Haystack {
        let words = canonical(text, folding);
        Haystack { letters: words.replace(' ', ""), words }
    }
}

/// Letters and digits, folded, each run of others as one space, with a space before and after all.
fn canonical(text: &str, folding: &Folding) -> String {
    let mut words = String::from(" ");
    let mut folded = String::new();
    for character in text.chars() {
        folded.clear();
        folding.push(character, &mut folded);
        for letter in folded.chars() {
            if letter.is_alphanumeric() {
                words.push(letter);
            } else if !words.ends_with(' ') {
                words.push(' ');
            }
        }
    }
    if !words.ends_with(' ') {
        words.push(' ');
    }
    words
}

/// The text with percent-encoding, HTML's entities and JSON's `\u` undone; none when it has nothing of that.
fn decoded(text: &str) -> Option<String> {
    const ENTITIES: [(&str, &str); 5] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    if !["%", "&", "\\u"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let bytes = text.as_bytes();
    let hexadecimal = |at: usize, length: usize| u32::from_str_radix(text.get(at..at + length)?, 16).ok();
    let (mut out, mut units, mut at) = (Vec::with_capacity(bytes.len()), Vec::new(), 0);
    while at < bytes.len() {
        let unit = hexadecimal(at + 2, 4).filter(|_| bytes[at..].starts_with(b"\\u"));
        if let Some(unit) = unit {
            units.push(unit as u16);
            at += 6;
            continue;
        }
        out.extend(String::from_utf16_lossy(&units).into_bytes());
        units.clear();
        match hexadecimal(at + 1, 2).filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte as u8);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out.extend(String::from_utf16_lossy(&units).into_bytes());
    let text = String::from_utf8_lossy(&out).into_owned();
    Some(ENTITIES.iter().fold(text, |text, (entity, character)| text.replace(entity, character)))
}

struct Search {
    needles: Vec<Needle>,
    folding: Folding,
    leaks: BTreeSet<Leak>,
}

impl Search {
    fn new(secrets: &[String]) -> Search {
        // Of all characters, not of the corpus's alone: a secret may be written otherwise than there.
        let folding = Folding::of(&FOLDED.into_iter().flatten().collect());
        let needles = secrets.iter().map(|secret| Needle::new(secret, &folding)).collect();
        Search { needles, folding, leaks: BTreeSet::new() }
    }

    fn is_empty(&self) -> bool {
        self.needles.iter().all(|needle| needle.letters.is_empty() && needle.raw.is_empty())
    }

    fn add(&mut self, secrets: impl IntoIterator<Item = usize>, file: &str, place: &str) {
        self.leaks.extend(secrets.into_iter().map(|secret| Leak { secret, file: file.into(), place: place.into() }));
    }

    /// The secrets that stand in a text.
    fn secrets_in(&self, text: &str) -> BTreeSet<usize> {
        let texts =
            [Some(Haystack::new(text, &self.folding)), decoded(text).map(|text| Haystack::new(&text, &self.folding))];
        let is_in = |needle: &Needle| texts.iter().flatten().any(|haystack| needle.is_in(haystack));
        self.needles.iter().enumerate().filter(|(_, needle)| is_in(needle)).map(|(place, _)| place).collect()
    }

    fn text(&mut self, file: &str, place: &str, text: &str) {
        let secrets = self.secrets_in(text);
        self.add(secrets, file, place);
    }

    /// Names and bytes of all files below a folder, which has this path in the site.
    fn files(&mut self, folder: &Path, prefix: &str) -> Result<(), Stop> {
        for path in site::paths(folder).map_err(Stop::at("list", folder))? {
            let bytes = fs::read(folder.join(&path)).map_err(Stop::at("read", &folder.join(&path)))?;
            let file = format!("{prefix}{path}");
            self.text(&file, "the name of the file", &file);
            match std::str::from_utf8(&bytes) {
                Ok(text) => self.text_file(&file, text),
                Err(_) => {
                    let lower = bytes.to_ascii_lowercase();
                    let is_in = |(_, needle): &(usize, &Needle)| needle.is_in_bytes(&lower);
                    let found: Vec<usize> =
                        self.needles.iter().enumerate().filter(is_in).map(|(place, _)| place).collect();
                    self.add(found, &file, "its bytes");
                }
            }
        }
        Ok(())
    }

    /// What is found in a file as a whole is told with its line, if it stands in one.
    fn text_file(&mut self, file: &str, text: &str) {
        let whole = self.secrets_in(text);
        // A secret of signs alone has no letters to compare.
        let is_in =
            |needle: &Needle| needle.letters.is_empty() && needle.is_in_bytes(text.to_ascii_lowercase().as_bytes());
        let signs: Vec<usize> =
            self.needles.iter().enumerate().filter(|(_, needle)| is_in(needle)).map(|(place, _)| place).collect();
        self.add(signs, file, "its text");
        let mut left = whole;
        for (line, number) in text.lines().zip(1u32..) {
            if left.is_empty() {
                break;
            }
            let here: BTreeSet<usize> = self.secrets_in(line).intersection(&left).copied().collect();
            left.retain(|secret| !here.contains(secret));
            self.add(here, file, &format!("line {number}"));
        }
        self.add(left, file, "several lines together");
    }

    // --------------------------------------------------------------------------------------------------- the index

    fn index(&mut self, corpus: &Path) -> Result<(), Stop> {
        let index = Index::of_corpus(corpus)?;
        let unreadable = |error: Unreadable| Stop::failed(site::index::describe(&error));
        self.root(&index);
        self.documents(&index).map_err(unreadable)?;
        self.values(&index).map_err(unreadable)?;
        self.terms(&index).map_err(unreadable)?;
        (0..self.needles.len()).try_for_each(|secret| self.sequences(secret, &index)).map_err(unreadable)
    }

    fn root(&mut self, index: &Index) {
        let file = format!("{CORPUS}/{ROOT}");
        let (settings, thesaurus) = (&index.root.settings, &index.root.thesaurus);
        // Plain data; if they were not, `karez build` could not have printed them either.
        self.text(&file, "the settings", &serde_json::to_string(settings).unwrap_or_default());
        self.text(&file, "the thesaurus", &serde_json::to_string(thesaurus).unwrap_or_default());
        for shard in &index.root.shards {
            self.text(&file, "the table of terms", &shard.first);
        }
    }

    fn documents(&mut self, index: &Index) -> Result<(), Unreadable> {
        let reader = index.reader();
        for number in 0..index.root.documents {
            let stored = reader.document(number)?;
            let mut files = reader.files_of(number, true).map(site::index::path_of);
            let file = files.next().unwrap_or_default();
            let id = stored.metadata.id.clone();
            self.text(
                &file,
                &format!("the metadata of {id}"),
                &serde_json::to_string(&stored.metadata).unwrap_or_default(),
            );
            let further = reader.further_blocks(number)?;
            let mut alone = BTreeSet::new();
            for (block, place) in stored.blocks.iter().chain(&further).zip(1..) {
                let found = self.secrets_in(&block.text);
                self.add(found.iter().copied(), &file, &format!("block {place} of {id}"));
                alone.extend(found);
            }
            // Readers see the title above the text, and do not see the boilerplate between.
            let shown = |block: &&Block| !block.is_furniture();
            let blocks = || stored.blocks.iter().chain(&further);
            for texts in [blocks().collect::<Vec<_>>(), blocks().filter(shown).collect()] {
                let texts = texts.into_iter().map(|block| block.text.as_str());
                let together = [stored.metadata.title.as_str()].into_iter().chain(texts).collect::<Vec<_>>().join("\n");
                let found: Vec<usize> = self.secrets_in(&together).difference(&alone).copied().collect();
                self.add(found, &file, &format!("the title and blocks of {id} together"));
            }
            let source = reader.source(number)?;
            let file = reader.source_file(number).map(site::index::path_of).unwrap_or_default();
            self.text(&file, &format!("the source of {id}"), &serde_json::to_string(&source).unwrap_or_default());
        }
        Ok(())
    }

    fn values(&mut self, index: &Index) -> Result<(), Unreadable> {
        let (reader, root) = (index.reader(), &index.root);
        for column in &root.columns {
            for value in &reader.column(column.file)?.values {
                self.text(&site::index::path_of(column.file), &format!("a value of {}", column.field), &value.value);
            }
        }
        let file = site::index::path_of(root.word_list);
        reader.word_list()?.for_each(|form, spelling, _| {
            self.text(&file, "the list of words", form);
            self.text(&file, "the list of words", &spelling.write(form));
        })?;
        let file = site::index::path_of(root.frequencies);
        reader.frequencies()?.for_each(|form, _| self.text(&file, "the frequencies of words", form))?;
        if let Some(id) = root.vocabulary {
            self.vocabulary(id, index)?;
        }
        for entry in &root.claims {
            let claims = serde_json::to_string(&*reader.claims(entry)?).unwrap_or_default();
            self.text(&site::index::path_of(entry.file), "the claims", &claims);
        }
        Ok(())
    }

    /// Its words and fragments are in deflated sections.
    fn vocabulary(&mut self, id: FileId, index: &Index) -> Result<(), Unreadable> {
        let mut bytes = index.bytes(id).unwrap_or_default();
        while !bytes.is_empty() {
            let section = take_section(&mut bytes)?;
            self.text(&site::index::path_of(id), "the vocabulary", &String::from_utf8_lossy(&section));
        }
        Ok(())
    }

    /// Keys and forms, each by itself.
    fn terms(&mut self, index: &Index) -> Result<(), Unreadable> {
        for shard in &index.root.shards {
            let file = site::index::path_of(shard.terms);
            for entry in index.reader().terms(shard)?.entries_with_prefix("") {
                self.text(&file, "a term", entry.key());
                entry.forms().for_each(|form| self.text(&file, "a form of a term", form));
            }
        }
        Ok(())
    }

    /// The words of a secret one after another by their positions, each in any form of its term: what the text no longer
    /// says, the index may. Of a single word the term alone tells nothing, so a form must begin like it: for “Marks” not
    /// “mark”, but for “Rahman” also “rahmans”.
    fn sequences(&mut self, secret: usize, index: &Index) -> Result<(), Unreadable> {
        let (reader, tokens) = (index.reader(), self.needles[secret].tokens.clone());
        let Some((_, first)) = tokens.first() else { return Ok(()) };
        // For each document, where the sequence can begin.
        let mut starts: Option<BTreeSet<(u32, u32)>> = None;
        let mut file = String::new();
        for (form, position) in &tokens {
            let mut here = BTreeSet::new();
            let keys: BTreeSet<String> = index.root.analyzers.iter().map(|analyzer| analyzer.term(form)).collect();
            for key in &keys {
                let Some(shard) = reader.shard_of(key) else { continue };
                let (terms, positions) = (reader.terms(shard)?, reader.positions(shard)?);
                let is_like =
                    |entry: &Entry<'_>| tokens.len() > 1 || entry.forms().any(|other| other.starts_with(form.as_str()));
                let Some(entry) = terms.entry(key).filter(is_like) else { continue };
                file = site::index::path_of(shard.positions);
                let postings = entry.postings(index.root.documents)?;
                for (posting, places) in postings.iter().zip(entry.places(&positions)?) {
                    here.extend(
                        places.iter().filter_map(|place| {
                            Some((posting.document, place.position.checked_sub(position - first)?))
                        }),
                    );
                }
            }
            starts = Some(starts.map_or_else(|| here.clone(), |before| before.intersection(&here).copied().collect()));
        }
        let documents: BTreeMap<u32, u32> = starts.into_iter().flatten().collect();
        for number in documents.into_keys() {
            let id = reader.document(number)?.metadata.id;
            self.add([secret], &file, &format!("the index of {id}, word after word"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(secret: &str, text: &str) -> bool {
        !Search::new(&[secret.to_owned()]).secrets_in(text).is_empty()
    }

    #[test]
    fn spelling_hides_nothing() {
        for text in [
            "by Abdulla Rahman,",
            "ABDULLA\n  RAHMAN",
            "Abdul-\nla Rahman",
            "abdulla-rahman.txt",
            "abdullarahman@example.org",
            "Abdúlla Ráhman",
            "Abdulla%20Rahman",
            "Abdulla &quot;Rahman&quot;",
            r"\u0041bdulla Rahman",
            "Ａｂｄｕｌｌａ Ｒａｈｍａｎ",
        ] {
            assert!(is_found("Abdulla Rahman", text), "{text}");
        }
        assert!(is_found("+86 138 0000 0000", "call 8613800000000"));
        assert!(is_found("阿卜杜", "记者阿卜杜拉"));
    }

    #[test]
    fn short_secrets_are_whole_words() {
        assert!(is_found("Li", "Mr Li said") && is_found("Li", "Li’s"));
        assert!(!is_found("Li", "the police"));
        assert!(!is_found("Abdulla Rahman", "Rahman Abdulla"));
    }

    #[test]
    fn an_empty_line_is_no_secret() {
        assert!(Search::new(&["".into(), "  ".into()]).is_empty());
        assert!(!is_found("", "anything") && !is_found("—", "a — b"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_decoded_without_a_panic(text in "[%&\\\\uxa0-9;é]{0,20}") {
            let _ = decoded(&text);
        }
    }
}
