//! Term shards: which documents have a key, how much it weighs there, where, and in which forms.
//!
//! A shard is two files of sections ([`put_sections`]), each key's part following that of the key before. *Terms*: the
//! [`Dictionary`]; the gaps between the documents of each key; one impact byte for each document. *Positions*: how many
//! places each document has; the gaps between places; each place's form, for keys that have several. Positions are apart
//! because only phrases read them and they are the larger part.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::format::{FormatError, put_ascending, put_sections, put_varint, take_ascending, take_sections, take_varint};

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

/// The keys of a shard, ascending, in columns: like beside like deflates best.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dictionary {
    /// Front-coded against the key before.
    keys: Vec<FrontCoded>,
    /// Documents that have each key.
    documents: Vec<u32>,
    /// Bytes of each key's part of each list.
    gap_bytes: Vec<u32>,
    count_bytes: Vec<u32>,
    place_bytes: Vec<u32>,
    form_bytes: Vec<u32>,
    /// Spellings in the text, most frequent first; none when the key is the only one.
    forms: Vec<u32>,
    /// Those of all keys, front-coded against their key.
    spellings: Vec<FrontCoded>,
}

/// Bytes shared with another text, and the rest.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct FrontCoded {
    shared: u32,
    suffix: String,
}

impl FrontCoded {
    fn new(base: &str, text: &str) -> FrontCoded {
        let shared = base.bytes().zip(text.bytes()).take_while(|(a, b)| a == b).count();
        let shared = (0..=shared).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        FrontCoded { shared: shared as u32, suffix: text[shared..].into() }
    }

    fn decode(&self, base: &str) -> Result<String, FormatError> {
        let start = base.get(..self.shared as usize).ok_or(FormatError::Damaged)?;
        Ok([start, &self.suffix].concat())
    }
}

/// A shard opened for reading.
#[derive(Debug)]
pub struct TermShard {
    entries: Vec<StoredEntry>,
    gaps: Vec<u8>,
    impacts: Vec<u8>,
}

/// A key with where its parts of the lists are.
#[derive(Debug)]
struct StoredEntry {
    key: String,
    forms: Vec<String>,
    documents: u32,
    gaps: Range<usize>,
    impacts: Range<usize>,
    counts: Range<usize>,
    places: Range<usize>,
    place_forms: Range<usize>,
}

/// The lists of a positions file.
#[derive(Debug)]
pub struct Positions {
    counts: Vec<u8>,
    places: Vec<u8>,
    forms: Vec<u8>,
}

impl Positions {
    pub fn open(bytes: &[u8]) -> Result<Positions, FormatError> {
        let [counts, places, forms] = take_sections(bytes)?;
        Ok(Positions { counts, places, forms })
    }
}

impl TermShard {
    pub fn open(bytes: &[u8]) -> Result<TermShard, FormatError> {
        let [dictionary, gaps, impacts] = take_sections(bytes)?;
        let stored: Dictionary = postcard::from_bytes(&dictionary).map_err(|_| FormatError::Damaged)?;
        let keys = stored.keys.len();
        let columns =
            [&stored.documents, &stored.gap_bytes, &stored.count_bytes, &stored.place_bytes, &stored.form_bytes];
        if stored.forms.len() != keys || columns.iter().any(|column| column.len() != keys) {
            return Err(FormatError::Damaged);
        }
        // Where the last key's part of each list ended.
        let mut ends = [0usize; 5];
        let mut spellings = stored.spellings.iter();
        let mut entries: Vec<StoredEntry> = Vec::with_capacity(keys);
        for at in 0..keys {
            let before = entries.last().map_or("", |entry| entry.key.as_str());
            let key = stored.keys[at].decode(before)?;
            if at > 0 && key.as_str() <= before {
                return Err(FormatError::Damaged);
            }
            let mut part = |list: usize, length: u32| {
                let start = ends[list];
                ends[list] = start.checked_add(length as usize).ok_or(FormatError::Damaged)?;
                Ok(start..ends[list])
            };
            let documents = stored.documents[at];
            let (gaps, impacts) = (part(0, stored.gap_bytes[at])?, part(1, documents)?);
            let (counts, places) = (part(2, stored.count_bytes[at])?, part(3, stored.place_bytes[at])?);
            let place_forms = part(4, stored.form_bytes[at])?;
            let forms = spellings.by_ref().take(stored.forms[at] as usize).map(|form| form.decode(&key));
            let forms: Vec<String> = forms.collect::<Result<_, _>>()?;
            entries.push(StoredEntry { key, forms, documents, gaps, impacts, counts, places, place_forms });
        }
        if ends[0] != gaps.len() || ends[1] != impacts.len() {
            return Err(FormatError::Damaged);
        }
        Ok(TermShard { entries, gaps, impacts })
    }

    /// What the shard says of a key.
    pub fn entry(&self, key: &str) -> Option<Entry<'_>> {
        let at = self.entries.binary_search_by(|candidate| candidate.key.as_str().cmp(key)).ok()?;
        Some(Entry { shard: self, stored: &self.entries[at] })
    }

    /// All keys that start with a prefix.
    pub fn entries_with_prefix(&self, prefix: &str) -> impl Iterator<Item = Entry<'_>> {
        let start = self.entries.partition_point(|entry| entry.key.as_str() < prefix);
        let count = self.entries[start..].partition_point(|entry| entry.key.starts_with(prefix));
        self.entries[start..start + count].iter().map(|stored| Entry { shard: self, stored })
    }
}

/// A key with what its shard says of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    shard: &'a TermShard,
    stored: &'a StoredEntry,
}

impl<'a> Entry<'a> {
    pub fn key(&self) -> &'a str {
        &self.stored.key
    }

    /// How many documents have it.
    pub fn documents(&self) -> u32 {
        self.stored.documents
    }

    /// Spellings in the text; a place's form is an index into them.
    pub fn forms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let StoredEntry { key, forms, .. } = self.stored;
        let only = forms.is_empty().then_some(key.as_str());
        only.into_iter().chain(forms.iter().map(String::as_str))
    }

    /// The documents that have the key, ascending; all below `end`.
    pub fn postings(&self, end: u32) -> Result<Vec<Posting>, FormatError> {
        // The ranges were checked against the lists when the shard was opened.
        let (gaps, impacts) =
            (&self.shard.gaps[self.stored.gaps.clone()], &self.shard.impacts[self.stored.impacts.clone()]);
        let documents = take_ascending(gaps, end)?;
        if documents.len() != impacts.len() || impacts.contains(&0) {
            return Err(FormatError::Damaged);
        }
        Ok(documents.into_iter().zip(impacts).map(|(document, &impact)| Posting { document, impact }).collect())
    }

    /// The places of the key in each of its documents, ascending.
    pub fn places(&self, positions: &Positions) -> Result<Vec<Vec<Place>>, FormatError> {
        let StoredEntry { forms, .. } = self.stored;
        let (Some(mut counts), Some(mut places), Some(mut place_forms)) = (
            positions.counts.get(self.stored.counts.clone()),
            positions.places.get(self.stored.places.clone()),
            positions.forms.get(self.stored.place_forms.clone()),
        ) else {
            return Err(FormatError::Damaged);
        };
        let mut documents = Vec::new();
        for _ in 0..self.stored.documents {
            let count = take_varint(&mut counts)? as usize;
            // Every place takes a byte at least.
            if count > places.len() {
                return Err(FormatError::Damaged);
            }
            let mut here = Vec::with_capacity(count);
            let mut next = 0u32;
            for _ in 0..count {
                let position = next.checked_add(take_varint(&mut places)?).ok_or(FormatError::Damaged)?;
                let form = if forms.len() > 1 { take_varint(&mut place_forms)? } else { 0 };
                if form as usize >= forms.len().max(1) {
                    return Err(FormatError::Damaged);
                }
                here.push(Place { position, form });
                next = position.checked_add(1).ok_or(FormatError::Damaged)?;
            }
            documents.push(here);
        }
        Ok(documents)
    }
}

// ----------------------------------------------------------------------------------------------------------- writing

/// Collects keys in ascending order into the two files of a shard.
#[derive(Debug, Default)]
pub struct TermShardBuilder {
    dictionary: Dictionary,
    first: String,
    last: String,
    gaps: Vec<u8>,
    impacts: Vec<u8>,
    counts: Vec<u8>,
    places: Vec<u8>,
    forms: Vec<u8>,
}

impl TermShardBuilder {
    /// Adds a key with its documents, the places in each of them, and its forms.
    pub fn push(&mut self, key: &str, postings: &[Posting], places: &[Vec<Place>], forms: &[&str]) {
        if self.is_empty() {
            self.first = key.into();
        }
        let before = [self.gaps.len(), self.counts.len(), self.places.len(), self.forms.len()];
        put_ascending(postings.iter().map(|posting| posting.document), &mut self.gaps);
        self.impacts.extend(postings.iter().map(|posting| posting.impact));
        for here in places {
            put_varint(here.len() as u32, &mut self.counts);
            put_ascending(here.iter().map(|place| place.position), &mut self.places);
            if forms.len() > 1 {
                here.iter().for_each(|place| put_varint(place.form, &mut self.forms));
            }
        }
        let after = [self.gaps.len(), self.counts.len(), self.places.len(), self.forms.len()];
        let forms = if forms == [key] { &[] } else { forms };
        let dictionary = &mut self.dictionary;
        dictionary.keys.push(FrontCoded::new(&self.last, key));
        dictionary.documents.push(postings.len() as u32);
        let lengths = [
            &mut dictionary.gap_bytes,
            &mut dictionary.count_bytes,
            &mut dictionary.place_bytes,
            &mut dictionary.form_bytes,
        ];
        for (list, (before, after)) in lengths.into_iter().zip(before.into_iter().zip(after)) {
            list.push((after - before) as u32);
        }
        dictionary.forms.push(forms.len() as u32);
        dictionary.spellings.extend(forms.iter().map(|form| FrontCoded::new(key, form)));
        self.last = key.into();
    }

    /// About how many bytes the terms file would have now. Suffixes and lengths deflate to about six bytes a key.
    pub fn bytes(&self) -> usize {
        self.gaps.len() + self.impacts.len() + self.dictionary.keys.len() * 6
    }

    pub fn is_empty(&self) -> bool {
        self.dictionary.keys.is_empty()
    }

    /// The first key; nothing of an empty shard.
    pub fn first(&self) -> &str {
        &self.first
    }

    pub fn last(&self) -> &str {
        &self.last
    }

    /// Terms file and positions file.
    pub fn finish(&self) -> (Vec<u8>, Vec<u8>) {
        // Writing to memory cannot fail, and sequences have lengths.
        let dictionary = postcard::to_allocvec(&self.dictionary).expect("a dictionary is plain data");
        let terms = put_sections([dictionary.as_slice(), self.gaps.as_slice(), self.impacts.as_slice()]);
        (terms, put_sections([self.counts.as_slice(), self.places.as_slice(), self.forms.as_slice()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    type Table = BTreeMap<String, BTreeMap<u32, Vec<u32>>>;

    fn build(table: &Table) -> (Vec<u8>, Vec<u8>) {
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
            let (terms, positions) = build(&table);
            let positions = Positions::open(&positions).unwrap();
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
            let (mut terms, mut positions) = build(&table);
            let (in_terms, in_positions) = (at.index(terms.len()), at.index(positions.len()));
            (terms[in_terms], positions[in_positions]) = (to, to);
            if let (Ok(shard), Ok(positions)) = (TermShard::open(&terms), Positions::open(&positions)) {
                for entry in shard.entries_with_prefix("") {
                    let _ = entry.postings(500);
                    let _ = entry.places(&positions);
                }
            }
        }
    }
}
