//! Story groups in results: one document shown for each, and each counted once.

use super::order::sort_by_number;
use super::set::DocumentSet;
use crate::index::stories::Stories;

/// A set with only one document left of each story: the one with the lowest `order`, and of equals the earliest.
/// `documents` is the number of documents in the corpus.
pub fn collapse(set: &DocumentSet, stories: &Stories, documents: u32, order: impl Fn(u32) -> u64) -> DocumentSet {
    let others = stories.iter().flat_map(|members| {
        let inside = members.iter().map(|member| member.document).filter(|&document| set.contains(document));
        sort_by_number(inside.collect(), |&document| order(document)).into_iter().skip(1)
    });
    let mut left = set.clone();
    left.remove(&DocumentSet::of(documents, others));
    left
}

/// The number of documents given; with `stories`, documents of one story count once.
pub fn count(documents: impl Iterator<Item = u32>, stories: Option<&Stories>) -> u32 {
    let mut met = DocumentSet::empty(stories.map_or(0, Stories::len));
    let is_new = |document: &u32| {
        let story = stories.and_then(|stories| stories.story_of(*document));
        story.is_none_or(|story| met.insert(story))
    };
    documents.filter(is_new).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::stories::Member;

    fn stories() -> Stories {
        let story = |documents: &[u32]| documents.iter().map(|&document| Member { document, text: 0 }).collect();
        Stories::new(vec![story(&[1, 4, 5]), story(&[2, 6])])
    }

    #[test]
    fn one_document_stands_for_its_story() {
        let set = DocumentSet::of(8, [0, 1, 4, 5, 6, 7]);
        let left = |order: fn(u32) -> u64| collapse(&set, &stories(), 8, order).iter().collect::<Vec<_>>();
        assert_eq!(left(|document| document.into()), [0, 1, 6, 7]);
        assert_eq!(left(|document| u64::from(document != 5)), [0, 5, 6, 7]);
        assert_eq!(left(|_| 0), [0, 1, 6, 7]);
    }

    #[test]
    fn a_story_counts_once() {
        assert_eq!(count([1, 2, 3, 4, 5].into_iter(), Some(&stories())), 3);
        assert_eq!(count([1, 2, 3, 4, 5].into_iter(), None), 5);
    }
}
