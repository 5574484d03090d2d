//! A share of the work, as typed: one of so many parts.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::ingest::folder::{Listing, SourceFile};

/// One of so many parts, as typed: `2/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// From 1.
    pub(super) number: u32,
    pub(super) of: u32,
}

impl FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Part, String> {
        let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Part { number, of }),
            _ => Err("write which part of how many, for instance 2/8".into()),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Part {
    /// The files of this part: neighbours, with about as many bytes as those of any other part.
    pub(super) fn files<'a>(&self, listing: &'a Listing) -> BTreeSet<&'a str> {
        let all = listing.files.iter().map(|file| u128::from(file.bytes) + 1).sum::<u128>();
        let mut before = 0;
        let mut part_of = |file: &SourceFile| {
            let part = before * u128::from(self.of) / all + 1;
            before += u128::from(file.bytes) + 1;
            part
        };
        let files = listing.files.iter().filter(|file| part_of(file) == u128::from(self.number));
        files.map(|file| file.name.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn every_file_is_in_one_part_and_parts_weigh_alike() {
        let file =
            |place: u64| SourceFile { path: PathBuf::new(), name: format!("{place:03}"), bytes: place % 50 * 100 };
        let listing = Listing { files: (0..200).map(file).collect(), ..Listing::default() };
        for of in [1, 2, 3, 7, 500] {
            let parts: Vec<_> = (1..=of).map(|number| Part { number, of }.files(&listing)).collect();
            assert_eq!(parts.iter().map(BTreeSet::len).sum::<usize>(), 200);
            assert_eq!(parts.iter().flatten().collect::<BTreeSet<_>>().len(), 200);
            let bytes = |names: &BTreeSet<&str>| {
                listing
                    .files
                    .iter()
                    .filter(|file| names.contains(file.name.as_str()))
                    .map(|file| file.bytes)
                    .sum::<u64>()
            };
            let most = parts.iter().map(bytes).max().unwrap();
            assert!(most <= 490_000 / u64::from(of) + 5_000, "{most} of {of}");
        }
    }

    #[test]
    fn parts_are_typed_as_fractions() {
        assert_eq!("2/8".parse(), Ok(Part { number: 2, of: 8 }));
        for wrong in ["", "2", "0/8", "9/8", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Part>().is_err(), "{wrong}");
        }
    }
}
