//! Stories: documents that are copies of one another.

use super::bytes::FormatError;
use super::numbers::{Ascending, Numbers};

/// The stories of a corpus, by their first documents. Documents without copies are in none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stories {
    stories: Vec<Vec<Member>>,
    /// Every document of a story, with the story's number, ascending.
    by_document: Vec<(u32, u32)>,
}

/// A document of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    pub document: u32,
    /// Documents of one story with the same number have the same words, those with others nearly so.
    pub text: u32,
}

impl Stories {
    /// Of stories with ascending members, at least two each.
    pub fn new(mut stories: Vec<Vec<Member>>) -> Stories {
        stories.sort_unstable_by_key(|members| members.first().map(|member| member.document));
        Stories::of_ordered(stories)
    }

    /// Of stories in the order of their first members.
    fn of_ordered(stories: Vec<Vec<Member>>) -> Stories {
        let numbered = (0..).zip(&stories);
        // Numbers of the kind that is sorted elsewhere: another kind would bring sorting code of its own into the wasm.
        let mut by_document: Vec<(u64, u32)> = numbered
            .flat_map(|(story, members)| members.iter().map(move |member| (member.document.into(), story)))
            .collect();
        by_document.sort_unstable();
        let by_document = by_document.into_iter().map(|(document, story)| (document as u32, story)).collect();
        Stories { stories, by_document }
    }

    pub fn is_empty(&self) -> bool {
        self.stories.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> u32 {
        self.stories.len() as u32
    }

    /// The members of each story, ascending.
    pub fn iter(&self) -> impl Iterator<Item = &[Member]> {
        self.stories.iter().map(Vec::as_slice)
    }

    /// The number of a document's story.
    pub fn story_of(&self, document: u32) -> Option<u32> {
        let place = self.by_document.binary_search_by_key(&document, |&(document, _)| document).ok()?;
        Some(self.by_document[place].1)
    }

    /// The members of a document's story, itself among them; none when it has no copies.
    pub fn of(&self, document: u32) -> &[Member] {
        self.story_of(document).map_or(&[], |story| self.stories[story as usize].as_slice())
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let (mut sizes, mut gaps, mut texts) = (Numbers::default(), Numbers::default(), Numbers::default());
        for members in &self.stories {
            sizes.push(members.len() as u32);
            gaps.push_ascending(members.iter().map(|member| member.document));
            members.iter().for_each(|member| texts.push(member.text));
        }
        let mut bytes = Vec::new();
        [sizes, gaps, texts].iter().for_each(|list| list.put(&mut bytes));
        bytes
    }

    /// The inverse of `Stories::to_bytes`, for a corpus of so many documents.
    pub fn from_bytes(mut bytes: &[u8], documents: u32) -> Result<Stories, FormatError> {
        let [sizes, gaps, texts] = [(); 3].map(|()| Numbers::take(&mut bytes));
        let (sizes, gaps, texts) = (sizes?, gaps?, texts?);
        let all: u64 = sizes.from(0).map(u64::from).sum();
        if all != gaps.len() as u64 || all != texts.len() as u64 {
            return Err(FormatError::Damaged);
        }
        let mut members = gaps.from(0).zip(texts.from(0));
        let stories = sizes.from(0).map(|size| {
            let mut ascending = Ascending::new(0, documents);
            let member = |(gap, text)| Ok(Member { document: ascending.after(gap)?, text });
            members.by_ref().take(size as usize).map(member).collect()
        });
        let stories: Vec<Vec<Member>> = stories.collect::<Result<_, FormatError>>()?;
        let is_alone = stories.iter().any(|members| members.len() < 2);
        let stories = Stories::of_ordered(stories);
        let is_twice = !stories.by_document.is_sorted_by(|(one, _), (next, _)| one < next);
        if is_alone || is_twice { Err(FormatError::Damaged) } else { Ok(stories) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stories_come_back(kinds in prop::collection::vec(0u32..9, 0..40)) {
            let of = |kind: u32| (0..).zip(&kinds).filter(move |(_, other)| **other == kind);
            let member = |(document, _)| Member { document, text: document % 3 };
            let stories = (0..9).map(|kind| of(kind).map(member).collect::<Vec<_>>());
            let stories = Stories::new(stories.filter(|members| members.len() > 1).collect());
            for (document, &kind) in (0..).zip(&kinds) {
                let together: Vec<u32> = stories.of(document).iter().map(|member| member.document).collect();
                let expected: Vec<u32> = of(kind).map(|(document, _)| document).collect();
                prop_assert_eq!(together, if expected.len() > 1 { expected } else { Vec::new() });
            }
            prop_assert_eq!(Stories::from_bytes(&stories.to_bytes(), kinds.len() as u32), Ok(stories));
        }

        #[test]
        fn any_bytes_are_an_error_or_stories(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = Stories::from_bytes(&bytes, 30);
        }
    }

    #[test]
    fn a_document_of_two_stories_is_refused() {
        let members = |documents: [u32; 2]| documents.map(|document| Member { document, text: 0 }).to_vec();
        let damaged = Stories::new(vec![members([1, 2]), members([2, 3])]);
        assert_eq!(Stories::from_bytes(&damaged.to_bytes(), 9), Err(FormatError::Damaged));
    }
}
