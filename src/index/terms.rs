//! Term shards: which documents have a key, how much it weighs there, where, and in which forms.
//!
//! A shard is two files, in which each key's part of a list follows that of the key before. *Terms*: the
//! [`Dictionary`]; the gaps between the documents of each key; one impact byte for each document. *Positions*: how many
//! places of the text and of the title each document has; the gaps between them; each place's form. Positions are apart
//! because only phrases read them and they are the larger part.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::bytes::{FormatError, put_section, take_section};
use super::format::TITLE_START;
use super::numbers::{Ascending, Numbers};

/// Bytes of a key at most: forms have 80 and ids 120. As each key may go on from the one before, a few bytes could
/// otherwise make each of very many longer than the last.
const MAX_KEY: usize = 255;

/// A document that has a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    pub document: u32,
    /// What the key adds to the document's score before its rarity is counted: 1 to [`MAX_IMPACT`](super::format), field
    /// weights and document length worked in (see `index::impact`).
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
        let shared = shared_bytes(base, text, usize::MAX);
        FrontCoded { shared: shared as u32, suffix: text[shared..].into() }
    }

    fn decode(&self, base: &str) -> Result<String, FormatError> {
        let start = base.get(..self.shared as usize).ok_or(FormatError::Damaged)?;
        Ok([start, &self.suffix].concat())
    }
}

/// With how many bytes, at most so many, a text begins like another; whole characters only.
pub(super) fn shared_bytes(base: &str, text: &str, most: usize) -> usize {
    let shared = base.bytes().zip(text.bytes()).take(most).take_while(|(a, b)| a == b).count();
    (0..=shared).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A shard opened for reading.
#[derive(Debug)]
pub struct TermShard {
    entries: Vec<StoredEntry>,
    gaps: Numbers,
    impacts: Vec<u8>,
}

/// A key with where its postings are in the lists.
#[derive(Debug)]
struct StoredEntry {
    key: String,
    forms: Vec<String>,
    postings: Range<usize>,
}

/// The lists of a positions file.
#[derive(Debug)]
pub struct Positions {
    /// Where the places of each posting start in the lists, and where the last one's end.
    starts: Vec<usize>,
    /// How many of each posting's places are in the title; they come last.
    in_title: Vec<u32>,
    places: Numbers,
    forms: Numbers,
}

impl Positions {
    pub fn open(mut bytes: &[u8]) -> Result<Positions, FormatError> {
        let (counts, places) = (Numbers::take(&mut bytes)?, Numbers::take(&mut bytes)?);
        let forms = Numbers::take(&mut bytes)?;
        let (mut starts, mut in_title) = (vec![0], Vec::with_capacity(counts.len()));
        let mut end = 0usize;
        let mut counts = counts.from(0);
        while let Some(count) = counts.next() {
            // Few postings are in a title: those have one more number.
            let title = if count & 1 == 1 { counts.next().and_then(|n| n.checked_add(1)) } else { Some(0) };
            in_title.push(title.ok_or(FormatError::Damaged)?);
            end = end.checked_add((count >> 1) as usize + 1).ok_or(FormatError::Damaged)?;
            starts.push(end);
        }
        let is_whole = bytes.is_empty() && places.len() == end && forms.len() == end;
        if is_whole { Ok(Positions { starts, in_title, places, forms }) } else { Err(FormatError::Damaged) }
    }
}

impl TermShard {
    pub fn open(mut bytes: &[u8]) -> Result<TermShard, FormatError> {
        let dictionary = take_section(&mut bytes)?;
        let (gaps, impacts) = (Numbers::take(&mut bytes)?, take_section(&mut bytes)?);
        let stored: Dictionary = postcard::from_bytes(&dictionary).map_err(|_| FormatError::Damaged)?;
        if stored.documents.len() != stored.keys.len() || stored.forms.len() != stored.keys.len() {
            return Err(FormatError::Damaged);
        }
        let mut end = 0usize;
        let mut spellings = stored.spellings.iter();
        let mut entries: Vec<StoredEntry> = Vec::with_capacity(stored.keys.len());
        for ((key, documents), forms) in stored.keys.iter().zip(stored.documents).zip(stored.forms) {
            let before = entries.last().map_or("", |entry| entry.key.as_str());
            let key = key.decode(before)?;
            if key.len() > MAX_KEY || (!entries.is_empty() && key.as_str() <= before) {
                return Err(FormatError::Damaged);
            }
            let start = end;
            end = start.checked_add(documents as usize).ok_or(FormatError::Damaged)?;
            let forms = spellings.by_ref().take(forms as usize).map(|form| form.decode(&key));
            let forms: Vec<String> = forms.collect::<Result<_, _>>()?;
            entries.push(StoredEntry { key, forms, postings: start..end });
        }
        if end != gaps.len() || end != impacts.len() || impacts.contains(&0) {
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
        self.stored.postings.len() as u32
    }

    /// Spellings in the text; a place's form is an index into them.
    pub fn forms(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let StoredEntry { key, forms, .. } = self.stored;
        let only = forms.is_empty().then_some(key.as_str());
        only.into_iter().chain(forms.iter().map(String::as_str))
    }

    /// The documents that have the key, ascending; all below `end`.
    pub fn postings(&self, end: u32) -> Result<Vec<Posting>, FormatError> {
        let mut ascending = Ascending::new(0, end);
        // The range was checked against the lists when the shard was opened.
        let impacts = &self.shard.impacts[self.stored.postings.clone()];
        let posting = |(gap, &impact): (u32, &u8)| Ok(Posting { document: ascending.after(gap)?, impact });
        self.shard.gaps.from(self.stored.postings.start).zip(impacts).map(posting).collect()
    }

    /// The places of the key in each of its documents, ascending.
    pub fn places(&self, positions: &Positions) -> Result<Vec<Vec<Place>>, FormatError> {
        let Range { start, end } = self.stored.postings;
        let (Some(starts), Some(in_title)) = (positions.starts.get(start..=end), positions.in_title.get(start..end))
        else {
            return Err(FormatError::Damaged);
        };
        let mut places = positions.places.from(starts[0]).zip(positions.forms.from(starts[0]));
        let forms = self.stored.forms.len().max(1);
        let of_document = |(ends, &in_title): (&[usize], &u32)| {
            let mut ascending = Ascending::new(0, u32::MAX);
            let count = ends[1] - ends[0];
            let mut left = count;
            let place = |(gap, form): (u32, u32)| {
                if left == in_title as usize {
                    ascending = Ascending::new(TITLE_START, u32::MAX);
                }
                left -= 1;
                let position = ascending.after(gap)?;
                if form as usize >= forms {
                    return Err(FormatError::Damaged);
                }
                Ok(Place { position, form })
            };
            places.by_ref().take(count).map(place).collect()
        };
        starts.windows(2).zip(in_title).map(of_document).collect()
    }
}

// ----------------------------------------------------------------------------------------------------------- writing

/// Collects keys in ascending order into the two files of a shard.
#[derive(Debug, Default, Serialize)]
pub struct TermShardBuilder {
    dictionary: Dictionary,
    first: String,
    last: String,
    gaps: Numbers,
    impacts: Vec<u8>,
    counts: Numbers,
    places: Numbers,
    forms: Numbers,
}

impl TermShardBuilder {
    /// Adds a key with its documents, the places in each of them (at least one), and its forms.
    pub fn push(&mut self, key: &str, postings: &[Posting], places: &[Vec<Place>], forms: &[&str]) {
        if self.is_empty() {
            self.first = key.into();
        }
        self.gaps.push_ascending(postings.iter().map(|posting| posting.document));
        self.impacts.extend(postings.iter().map(|posting| posting.impact));
        for here in places {
            let (text, title) = here.split_at(here.partition_point(|place| place.position < TITLE_START));
            // Nearly always one place, in the text: 0, which takes no bits.
            self.counts.push((here.len() as u32 - 1) << 1 | u32::from(!title.is_empty()));
            if !title.is_empty() {
                self.counts.push(title.len() as u32 - 1);
            }
            self.places.push_ascending(text.iter().map(|place| place.position));
            self.places.push_ascending(title.iter().map(|place| place.position - TITLE_START));
            here.iter().for_each(|place| self.forms.push(place.form));
        }
        let forms = if forms == [key] { &[] } else { forms };
        self.dictionary.keys.push(FrontCoded::new(&self.last, key));
        self.dictionary.documents.push(postings.len() as u32);
        self.dictionary.forms.push(forms.len() as u32);
        self.dictionary.spellings.extend(forms.iter().map(|form| FrontCoded::new(key, form)));
        self.last = key.into();
    }

    /// About how many bytes the terms file would have now: a gap and an impact deflate to about 1.3 bytes, a key with its
    /// forms to six.
    pub fn bytes(&self) -> usize {
        self.impacts.len() * 13 / 10 + self.dictionary.keys.len() * 6
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
        let (mut terms, mut positions) = (Vec::new(), Vec::new());
        put_section(&dictionary, &mut terms);
        self.gaps.put(&mut terms);
        put_section(&self.impacts, &mut terms);
        [&self.counts, &self.places, &self.forms].into_iter().for_each(|list| list.put(&mut positions));
        (terms, positions)
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
        let place = prop_oneof![9 => 0u32..300, 1 => TITLE_START..TITLE_START + 20];
        let positions = prop::collection::btree_set(place, 1..6).prop_map(|set| set.into_iter().collect());
        prop::collection::btree_map("[a-zäأ维]{1,6}", prop::collection::btree_map(0u32..500, positions, 1..8), 1..12)
    }

    #[test]
    fn keys_that_grow_without_end_are_refused() {
        let key = |shared| FrontCoded { shared, suffix: "a".into() };
        let keys: Vec<FrontCoded> = (0..=MAX_KEY as u32).map(key).collect();
        let open = |keys: &[FrontCoded]| {
            let none = vec![0; keys.len()];
            let dictionary =
                Dictionary { keys: keys.to_vec(), documents: none.clone(), forms: none, spellings: Vec::new() };
            let builder = TermShardBuilder { dictionary, ..TermShardBuilder::default() };
            TermShard::open(&builder.finish().0).err()
        };
        assert_eq!(open(&keys[..MAX_KEY]), None);
        assert_eq!(open(&keys), Some(FormatError::Damaged));
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
