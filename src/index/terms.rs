//! Term shards: which documents have a key, how much it weighs there, where, and in which forms.
//!
//! A shard is two files. *Terms* starts with the length of a packed [`Dictionary`] (a varint) and the dictionary;
//! the postings of its keys follow in order: document gaps, then one impact byte each. *Positions* has, in the same
//! order and for each document, the number of places, their gaps, and each place's form where the key has several.
//! Positions are apart because only phrases read them and they are the larger part.

use serde::{Deserialize, Serialize};

use super::format::{FormatError, put_ascending, put_varint, take_varint, unpack};

/// A document that has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    pub document: u32,
    /// What the key adds to the document's score before its rarity is counted: 1 to 255, field weights and document
    /// length worked in (see `index::impact`).
    pub impact: u8,
}

/// A place where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub position: u32,
    /// Index into the entry's forms.
    pub form: u32,
}

/// The keys of a shard, ascending, front-coded.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dictionary(pub Vec<StoredEntry>);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEntry {
    /// Bytes shared with the key before, and the rest of this one.
    pub shared: u32,
    pub suffix: String,
    /// Documents that have it.
    pub documents: u32,
    /// Lengths of its part of each file.
    pub postings_bytes: u32,
    pub positions_bytes: u32,
    /// Spellings in the text, front-coded against the key; none when the key is the only one.
    pub forms: Vec<(u32, String)>,
}

/// A key with what its shard says of it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    pub key: &'a str,
    pub documents: u32,
    forms: &'a [String],
    postings: &'a [u8],
    positions: std::ops::Range<usize>,
}

/// A shard opened for reading.
#[derive(Debug)]
pub struct TermShard<'a> {
    keys: Vec<String>,
    forms: Vec<Vec<String>>,
    stored: Vec<StoredEntry>,
    /// Where each key's postings start; one more at the end.
    postings: &'a [u8],
    postings_start: Vec<usize>,
    positions_start: Vec<usize>,
}

impl<'a> TermShard<'a> {
    /// Reads the dictionary of a terms file.
    pub fn open(bytes: &'a [u8]) -> Result<TermShard<'a>, FormatError> {
        let mut rest = bytes;
        let length = take_varint(&mut rest)? as usize;
        let (dictionary, postings) = rest.split_at_checked(length).ok_or(FormatError::Damaged)?;
        let Dictionary(stored) = unpack(dictionary)?;
        let mut shard = TermShard {
            keys: Vec::with_capacity(stored.len()),
            forms: Vec::with_capacity(stored.len()),
            postings,
            postings_start: vec![0],
            positions_start: vec![0],
            stored: Vec::new(),
        };
        let mut key = String::new();
        for entry in &stored {
            let previous = std::mem::take(&mut key);
            key = extend(&previous, entry.shared, &entry.suffix)?;
            if !shard.keys.is_empty() && key <= previous {
                return Err(FormatError::Damaged);
            }
            let forms = entry.forms.iter().map(|(shared, suffix)| extend(&key, *shared, suffix));
            shard.forms.push(forms.collect::<Result<_, _>>()?);
            shard.keys.push(key.clone());
            push_end(&mut shard.postings_start, entry.postings_bytes)?;
            push_end(&mut shard.positions_start, entry.positions_bytes)?;
        }
        if shard.postings_start.last() != Some(&postings.len()) {
            return Err(FormatError::Damaged);
        }
        shard.stored = stored;
        Ok(shard)
    }

    /// What the shard says of a key.
    pub fn entry(&self, key: &str) -> Option<Entry<'_>> {
        self.keys.binary_search_by(|candidate| candidate.as_str().cmp(key)).ok().map(|at| self.entry_at(at))
    }

    /// All keys that start with a prefix.
    pub fn entries_with_prefix(&self, prefix: &str) -> impl Iterator<Item = Entry<'_>> {
        let start = self.keys.partition_point(|key| key.as_str() < prefix);
        let count = self.keys[start..].partition_point(|key| key.starts_with(prefix));
        (start..start + count).map(|at| self.entry_at(at))
    }

    fn entry_at(&self, at: usize) -> Entry<'_> {
        Entry {
            key: &self.keys[at],
            documents: self.stored[at].documents,
            forms: &self.forms[at],
            postings: &self.postings[self.postings_start[at]..self.postings_start[at + 1]],
            positions: self.positions_start[at]..self.positions_start[at + 1],
        }
    }
}

impl<'a> Entry<'a> {
    /// Spellings in the text; a place's form is an index into them.
    pub fn forms(&self) -> impl Iterator<Item = &'a str> {
        let only = self.forms.is_empty().then_some(self.key);
        only.into_iter().chain(self.forms.iter().map(String::as_str))
    }

    /// The documents that have the key, ascending.
    pub fn postings(&self, end: u32) -> Result<Vec<Posting>, FormatError> {
        let count = self.documents as usize;
        // Every posting takes at least two bytes, so the count is checked before anything is allocated for it.
        if count > self.postings.len() / 2 {
            return Err(FormatError::Damaged);
        }
        let (gaps, impacts) = self.postings.split_at(self.postings.len() - count);
        let documents = super::format::take_ascending(gaps, end)?;
        if documents.len() != count || impacts.contains(&0) {
            return Err(FormatError::Damaged);
        }
        Ok(documents.into_iter().zip(impacts).map(|(document, &impact)| Posting { document, impact }).collect())
    }

    /// The places of the key in each of its documents, from its shard's positions file.
    pub fn places(&self, positions: &[u8]) -> Result<Vec<Vec<Place>>, FormatError> {
        let mut bytes = positions.get(self.positions.clone()).ok_or(FormatError::Damaged)?;
        let has_forms = self.forms.len() > 1;
        let mut documents = Vec::new();
        for _ in 0..self.documents {
            let count = take_varint(&mut bytes)?;
            if count as usize > bytes.len() {
                return Err(FormatError::Damaged);
            }
            let mut places = Vec::with_capacity(count as usize);
            let mut next = 0u32;
            for _ in 0..count {
                let position = next.checked_add(take_varint(&mut bytes)?).ok_or(FormatError::Damaged)?;
                let form = if has_forms { take_varint(&mut bytes)? } else { 0 };
                if has_forms && form as usize >= self.forms.len() {
                    return Err(FormatError::Damaged);
                }
                places.push(Place { position, form });
                next = position.checked_add(1).ok_or(FormatError::Damaged)?;
            }
            documents.push(places);
        }
        Ok(documents)
    }
}

/// A key made of the start of another and a suffix.
fn extend(base: &str, shared: u32, suffix: &str) -> Result<String, FormatError> {
    let start = base.get(..shared as usize).ok_or(FormatError::Damaged)?;
    Ok([start, suffix].concat())
}

fn push_end(starts: &mut Vec<usize>, length: u32) -> Result<(), FormatError> {
    let last = starts.last().copied().unwrap_or(0);
    starts.push(last.checked_add(length as usize).ok_or(FormatError::Damaged)?);
    Ok(())
}

// ----------------------------------------------------------------------------------------------------------- writing

/// Collects keys in ascending order into the two files of a shard.
#[derive(Debug, Default)]
pub struct TermShardBuilder {
    dictionary: Vec<StoredEntry>,
    first: Option<String>,
    last: String,
    postings: Vec<u8>,
    positions: Vec<u8>,
}

impl TermShardBuilder {
    /// Adds a key with its documents, places (in the order of the documents), and forms.
    pub fn push(&mut self, key: &str, postings: &[Posting], places: &[Vec<Place>], forms: &[&str]) {
        let (postings_start, positions_start) = (self.postings.len(), self.positions.len());
        put_ascending(postings.iter().map(|posting| posting.document), &mut self.postings);
        self.postings.extend(postings.iter().map(|posting| posting.impact));
        for places in places {
            put_varint(places.len() as u32, &mut self.positions);
            let mut next = 0;
            for place in places {
                put_varint(place.position - next, &mut self.positions);
                if forms.len() > 1 {
                    put_varint(place.form, &mut self.positions);
                }
                next = place.position + 1;
            }
        }
        let shared = shared_bytes(&self.last, key);
        let forms = if forms == [key] { &[] } else { forms };
        let front_coded = |form: &&str| {
            let shared = shared_bytes(key, form);
            (shared as u32, form[shared..].to_string())
        };
        self.dictionary.push(StoredEntry {
            shared: shared as u32,
            suffix: key[shared..].to_string(),
            documents: postings.len() as u32,
            postings_bytes: (self.postings.len() - postings_start) as u32,
            positions_bytes: (self.positions.len() - positions_start) as u32,
            forms: forms.iter().map(front_coded).collect(),
        });
        self.first.get_or_insert_with(|| key.to_string());
        self.last = key.to_string();
    }

    /// About how many bytes the terms file would have now: suffixes and lengths deflate to about half.
    pub fn bytes(&self) -> usize {
        self.postings.len() + self.dictionary.len() * 6
    }

    pub fn is_empty(&self) -> bool {
        self.dictionary.is_empty()
    }

    /// First key, terms file, positions file.
    pub fn finish(self) -> (String, Vec<u8>, Vec<u8>) {
        let dictionary = super::format::pack(&Dictionary(self.dictionary));
        let mut terms = Vec::with_capacity(dictionary.len() + self.postings.len() + 5);
        put_varint(dictionary.len() as u32, &mut terms);
        terms.extend(dictionary);
        terms.extend(self.postings);
        (self.first.unwrap_or_default(), terms, self.positions)
    }
}

fn shared_bytes(a: &str, b: &str) -> usize {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    (0..=shared).rev().find(|&at| b.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Table = BTreeMap<String, BTreeMap<u32, Vec<u32>>>;

    fn build(table: &Table) -> (String, Vec<u8>, Vec<u8>) {
        let mut builder = TermShardBuilder::default();
        for (key, documents) in table {
            let postings: Vec<_> =
                documents.keys().map(|&document| Posting { document, impact: document as u8 | 1 }).collect();
            let places: Vec<Vec<_>> = documents
                .values()
                .map(|positions| positions.iter().map(|&position| Place { position, form: position % 2 }).collect())
                .collect();
            let other = format!("{key}s");
            builder.push(key, &postings, &places, &[key.as_str(), other.as_str()]);
        }
        builder.finish()
    }

    fn table() -> impl Strategy<Value = Table> {
        let positions = prop::collection::btree_set(0u32..300, 1..6).prop_map(|set| set.into_iter().collect());
        prop::collection::btree_map("[a-zäأ维]{1,6}", prop::collection::btree_map(0u32..500, positions, 1..8), 1..12)
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(table in table()) {
            let (first, terms, positions) = build(&table);
            prop_assert_eq!(Some(&first), table.keys().next());
            let shard = TermShard::open(&terms).unwrap();
            for (key, documents) in &table {
                let entry = shard.entry(key).unwrap();
                let postings = entry.postings(500).unwrap();
                prop_assert!(postings.iter().map(|p| p.document).eq(documents.keys().copied()));
                let places = entry.places(&positions).unwrap();
                let read: Vec<Vec<u32>> =
                    places.iter().map(|places| places.iter().map(|place| place.position).collect()).collect();
                prop_assert!(read.iter().eq(documents.values()));
                prop_assert_eq!(entry.forms().collect::<Vec<_>>(), [key.clone(), format!("{key}s")]);
            }
            prop_assert!(shard.entry("absent key").is_none());
            let with_a = table.keys().filter(|key| key.starts_with('a')).count();
            prop_assert_eq!(shard.entries_with_prefix("a").count(), with_a);
        }

        #[test]
        fn changed_bytes_are_an_error_or_another_shard(table in table(), at: prop::sample::Index, to: u8) {
            let (_, mut terms, positions) = build(&table);
            let at = at.index(terms.len());
            terms[at] = to;
            if let Ok(shard) = TermShard::open(&terms) {
                for entry in shard.entries_with_prefix("") {
                    let _ = entry.postings(500);
                    let _ = entry.places(&positions);
                }
            }
        }
    }
}
