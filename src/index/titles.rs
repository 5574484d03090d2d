//! The order of all documents by title, so that a list of any length can be sorted by it without reading the titles.

use super::numbers::Numbers;
use crate::corpus::Document;
use crate::text::{Folding, for_each_token};

/// For each document, by number, the rank of its title, from 0. Titles compare by their folded words, character by
/// character, in every language alike; those without a word come last. Titles of the same words share a rank.
pub(super) fn ranks(documents: &[Document], folding: &Folding) -> Numbers {
    let keys: Vec<(bool, String)> = documents.iter().map(|document| key(&document.metadata.title, folding)).collect();
    let mut ordered: Vec<&(bool, String)> = keys.iter().collect();
    ordered.sort_unstable();
    ordered.dedup();
    let mut ranks = Numbers::default();
    // Every key is among them.
    keys.iter().for_each(|key| ranks.push(ordered.binary_search(&key).unwrap_or_default() as u32));
    ranks
}

fn key(title: &str, folding: &Folding) -> (bool, String) {
    let mut words = String::new();
    for_each_token(title, folding, |token| {
        if !token.is_extra {
            words.extend([token.form, " "]);
        }
    });
    (words.is_empty(), words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Metadata;
    use std::collections::BTreeSet;

    #[test]
    fn titles_are_ordered_by_their_words() {
        let titles = ["Über uns", "“A camp”", "", "a camp, again", "A Camp", "…", "Zeal", "Uber"];
        let document = |title: &&str| Document {
            metadata: Metadata { title: (*title).into(), ..Metadata::default() },
            ..Document::default()
        };
        let documents: Vec<Document> = titles.iter().map(document).collect();
        let ranks = ranks(&documents, &Folding::of(&BTreeSet::new()));
        assert_eq!(ranks.from(0).collect::<Vec<_>>(), [3, 0, 5, 1, 0, 5, 4, 2]);
    }
}
