//! Copies: documents that repeat one another, and passages that stand in several of them.
//!
//! A text is its folded words, so that neither case nor punctuation nor quotation marks hide a copy. Documents with the
//! same words, or nearly so, make a *story*: candidates by min-hashes (Broder 1997), each confirmed by what the two texts
//! really share. Passages are found by winnowed fingerprints (Schleimer, Wilkerson and Aiken 2003) and extended word by
//! word as far as both texts agree.

mod passages;
mod stories;
mod texts;

use super::format::StoredPassage;
use super::stories::Stories;
use crate::corpus::Document;
use crate::text::Folding;
use texts::Texts;

pub use passages::{MAX_PLACES, MAX_TEXTS};
pub use texts::MIN_WORDS;

/// What is repeated in a corpus.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Copies {
    pub stories: Stories,
    /// Of every document, in the order of its text.
    pub passages: Vec<Vec<StoredPassage>>,
}

impl Copies {
    /// Finds what documents repeat of one another. They are numbered as they come, which should be by date, so that the
    /// earliest comes first.
    pub fn of(documents: &[&Document], folding: &Folding) -> Copies {
        let texts = Texts::of(documents, folding);
        let stories = texts.stories();
        let passages = texts.passages(&stories);
        Copies { stories, passages }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Block, BlockKind, Mark};
    use crate::index::format::Place;
    use crate::index::stories::Member;
    use proptest::prelude::*;

    fn document(blocks: &[&str]) -> Document {
        let blocks = blocks.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect();
        Document { blocks, ..Document::default() }
    }

    fn copies(documents: &[Document]) -> Copies {
        let texts = documents.iter().flat_map(|document| &document.blocks).map(|block| block.text.as_str());
        let folding = Folding::of(&texts.flat_map(str::chars).collect());
        Copies::of(&documents.iter().collect::<Vec<_>>(), &folding)
    }

    /// `words(1, 4)` is “w1 w2 w3”, in letters only.
    fn words(from: u32, to: u32) -> String {
        let word = |n: u32| format!("{n}").bytes().map(|digit| char::from(digit + 49)).collect::<String>();
        (from..to).map(word).collect::<Vec<_>>().join(" ")
    }

    fn stories(copies: &Copies) -> Vec<Vec<(u32, u32)>> {
        let story = |members: &[Member]| members.iter().map(|member| (member.document, member.text)).collect();
        copies.stories.iter().map(story).collect()
    }

    const PHRASE: &str = "may constitute international crimes, in particular crimes against humanity";

    #[test]
    fn documents_with_the_same_words_are_one_story() {
        let text = "The report, released on 31 August, speaks of “serious violations”.";
        let same = "THE REPORT released on 31 august speaks of 'serious violations'";
        let short = document(&["A title"]);
        let found = copies(&[short.clone(), document(&[text]), short, document(&[same, ""]), document(&[PHRASE])]);
        assert_eq!(stories(&found), [[(1, 0), (3, 0)]]);
        assert_eq!(found.passages, vec![Vec::new(); 5], "a copy's own passages are not told");
    }

    #[test]
    fn documents_with_nearly_the_same_words_are_one_story() {
        let [whole, cut, half] = [words(0, 300), words(0, 270), words(0, 150) + " " + &words(700, 850)];
        let changed = whole.replace(" bda ", " changed ");
        let found = copies(&[whole, words(300, 600), cut, half, changed].map(|text| document(&[&text])));
        assert_eq!(stories(&found), [[(0, 0), (2, 1), (4, 2)]]);
    }

    #[test]
    fn a_passage_is_found_in_every_document_that_has_it() {
        let around = |n: u32| format!("{} “{PHRASE}” {}", words(n * 50, n * 50 + 20), words(n * 50 + 20, n * 50 + 40));
        let mut documents: Vec<Document> =
            (0..6).map(|n| document(&["A heading", &around(n), "Another block"])).collect();
        documents[2].blocks[0].mark(Mark::Furniture);
        documents[4] = document(&[&PHRASE.to_uppercase().replace(',', " –")]);
        let found = copies(&documents);
        assert!(found.stories.is_empty());
        for (number, passages) in (0..).zip(&found.passages) {
            let (block, start) = [(1, 20), (1, 20), (0, 20), (1, 20), (0, 0), (1, 20)][number as usize];
            let [passage] = passages.as_slice() else { panic!("{number}: {passages:?}") };
            assert_eq!((passage.block, passage.start, passage.words), (block, start, 9), "{number}");
            assert_eq!((passage.documents, passage.earlier), (6, number));
            let places: Vec<u32> = passage.places.iter().map(|place| place.document).collect();
            assert_eq!(places, (0..6).filter(|other| *other != number).collect::<Vec<_>>());
        }
        assert_eq!(found.passages[0][0].places[1], Place { document: 2, block: 0 });
    }

    #[test]
    fn copies_of_a_document_count_where_its_passages_are_told() {
        let quoted = words(10, 30);
        let [whole, quoting] = [words(0, 60), format!("{} {quoted}", words(500, 600))];
        let found = copies(&[whole.clone(), quoting, whole].map(|text| document(&[&text])));
        let told = |n: usize| found.passages[n].iter().map(|p| (p.start, p.words, p.documents)).collect::<Vec<_>>();
        assert_eq!([told(0), told(1), told(2)], [[(10, 20, 3)], [(100, 20, 3)], [(10, 20, 3)]]);
    }

    #[test]
    fn a_longer_run_around_one_that_more_have_is_told_too() {
        let texts = [words(0, 40), format!("x {}", words(0, 30)), format!("y {}", words(10, 22))];
        let unlike = |n: u32| words(n * 100, n * 100 + 60);
        let texts: Vec<Document> = (1..).zip(texts).map(|(n, text)| document(&[&text, &unlike(n)])).collect();
        let found = copies(&texts);
        let told: Vec<_> = found.passages[0].iter().map(|p| (p.start, p.words, p.documents)).collect();
        assert_eq!(told, [(0, 30, 2), (10, 12, 3)]);
    }

    #[test]
    fn what_says_nothing_is_not_told() {
        let cases = [
            ("it is one of the most of all the other ones that have been", 0),
            ("1990 1991 1992 1993 1994 1995 1996 1997 1998 1999", 0),
            ("crimes of humanity were told of the wells", 1),
            ("crimes of humanity were told of wells", 0),
            ("联合国人权事务高级专员办事处发表", 1),
            ("联合国人权事务高级专员办事处发", 0),
        ];
        for (text, expected) in cases {
            let found = copies(&[0, 100].map(|n| document(&[&format!("{} {text}", words(n, n + 30))])));
            assert!(found.passages.iter().all(|passages| passages.len() == expected), "{text}");
        }
    }

    #[test]
    fn what_stands_everywhere_is_a_form_of_words() {
        let with_phrase = |n: u32| document(&[&format!("{} {PHRASE}", words(n * 30, n * 30 + 30))]);
        let many: Vec<Document> = (0..=MAX_TEXTS as u32).map(with_phrase).collect();
        assert_eq!(copies(&many).passages.concat(), []);
        let fewer = copies(&many[1..]).passages;
        assert_eq!((fewer[7][0].documents, fewer[7][0].places.len()), (MAX_TEXTS as u32, MAX_PLACES));
    }

    #[test]
    fn a_text_that_repeats_itself_is_read_in_bounds() {
        let text = format!("{PHRASE} ").repeat(4_000);
        let found = copies(&[text.clone(), format!("{text} {}", words(0, 20_000))].map(|text| document(&[&text])));
        assert!(!found.passages[0].is_empty());
    }

    /// Whether the words stand side by side in one block.
    fn has(document: &Document, block: usize, row: &[&str]) -> bool {
        let words: Vec<&str> = document.blocks[block].text.split(' ').collect();
        words.windows(row.len()).any(|window| window == row)
    }

    proptest! {
        #[test]
        fn every_long_common_run_is_told_and_nothing_else(
            texts in prop::collection::vec(prop::collection::vec(prop::collection::vec(0u32..40, 1..30), 1..3), 2..6),
            planted in prop::collection::vec(0u32..40, 8..16),
            places in prop::collection::vec(any::<prop::sample::Index>(), 2..4),
        ) {
            let mut texts = texts;
            for place in &places {
                let text = place.get_mut(&mut texts);
                text[0].extend(&planted);
            }
            let text = |words: &Vec<u32>| words.iter().map(|&n| format!("w{n}")).collect::<Vec<_>>().join(" ");
            let documents: Vec<Document> =
                texts.iter().map(|blocks| document(&blocks.iter().map(text).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())).collect();
            let found = copies(&documents);
            for (number, passages) in found.passages.iter().enumerate() {
                for passage in passages {
                    let block: Vec<&str> = documents[number].blocks[passage.block as usize].text.split(' ').collect();
                    let row = &block[passage.start as usize..][..passage.words as usize];
                    prop_assert!(row.len() >= MIN_WORDS as usize);
                    prop_assert_eq!(passage.documents as usize, passage.places.len() + 1);
                    for place in &passage.places {
                        prop_assert!(has(&documents[place.document as usize], place.block as usize, row));
                    }
                    let all = |document: &Document| (0..document.blocks.len()).any(|block| has(document, block, row));
                    prop_assert_eq!(passage.documents as usize, documents.iter().filter(|document| all(document)).count());
                }
                // No run of eight words that a foreign document has too is left out altogether.
                for (at, block) in documents[number].blocks.iter().enumerate() {
                    let words: Vec<&str> = block.text.split(' ').collect();
                    for (start, row) in words.windows(MIN_WORDS as usize).enumerate() {
                        let is_foreign = |other: usize| {
                            found.stories.story_of(number as u32).is_none_or(|story| found.stories.story_of(other as u32) != Some(story))
                        };
                        let is_shared = (0..documents.len()).filter(|&other| other != number && is_foreign(other)).any(|other| {
                            (0..documents[other].blocks.len()).any(|block| has(&documents[other], block, row))
                        });
                        let is_first = !(0..at).any(|block| has(&documents[number], block, row))
                            && !words[..start + row.len() - 1].windows(row.len()).any(|window| window == row);
                        let span = start as u32..(start + row.len()) as u32;
                        let is_told = passages.iter().any(|p| p.block as usize == at && p.start < span.end && span.start < p.start + p.words);
                        prop_assert!(!is_shared || !is_first || is_told, "{} {:?}", number, row);
                    }
                }
            }
        }
    }
}
