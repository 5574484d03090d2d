//! What documents claim: attributed statements, and figures. Found by rules, corrected by editors in `claims.csv`.
//!
//! - [`sentence`] cuts a text into sentences, words and quotations.
//! - [`attribution`] says who says what in a sentence: [`phrases`] finds who speaks, [`statements`] what they say, [`names`]
//!   under which name readers are told.
//! - [`mod@figures`] says which [`numbers`] count what, and [`topics`] of what they are figures.
//! - [`words`] has the lists of words that the rules know.
//!
//! What the editors decided is in [`super::curation::decisions`]; which figures disagree is for the engine to say.
//!
//! The rules are for English; blocks in other languages have no claims unless editors write them.

#![warn(missing_docs)]

pub mod attribution;
pub mod chains;
pub mod figures;
pub mod names;
pub mod nouns;
pub mod numbers;
pub mod phrases;
pub mod sentence;
pub mod sources;
pub mod speakers;
pub mod statements;
pub mod subjects;
pub mod topics;
pub mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::LazyLock,
};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use self::{
    attribution::{Attribution, attributions},
    figures::figures,
    names::Known,
    numbers::numerals,
    phrases::{Sentence, Speaker},
    sentence::{Quotation, quotations, sentences, tokens},
    words::{DETERMINERS, FUNCTION_WORDS, OF_TIME, TITLES, cues},
};
use crate::{
    corpus::{Block, BlockKind, Claim, ClaimRule, Confidence, Document, Figure, Span},
    ingest::{
        curation::{decisions::Decisions, entities::Entities},
        finding::Finding,
    },
};

/// What a sentence must have for its words to be looked at: most have none of it.
static CUES: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = cues().chain(numerals());
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .build(words)
        .expect("a few fixed words are no large automaton")
});

/// Names of a document that its figures are told apart by, the most frequent ones.
const MAX_CONTEXT: usize = 12;

/// Finds the claims of a document, and does with them what the editors decided.
pub fn find(
    document: &Document,
    entities: &Entities,
    mentioned: &BTreeSet<usize>,
    decisions: &Decisions,
) -> (Vec<Claim>, Vec<Finding>) {
    let mut names = Known::new(entities, mentioned, &document.metadata);
    let shown = document.blocks.iter().filter(|block| !block.is_furniture());
    let is_prose = |block: &Block| !matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableRow);
    let is_english = |block: &Block| block.language_in(&document.metadata).split('-').next() == Some("en");
    let read = |block: &&Block| is_prose(block) && is_english(block);
    let mut claims = Vec::new();
    names.is_transcript = is_transcript(shown.clone().filter(read));
    for (number, block) in (0..).zip(shown.clone()) {
        match read(&block) {
            true => in_block(&block.text, number, &mut names, &mut claims),
            false => names.next_sentence(),
        }
    }
    let context = context(document, shown.filter(read));
    let date = document.metadata.date.as_ref().map_or_else(String::new, |date| date.edtf.clone());
    for figure in claims.iter_mut().flat_map(|claim| &mut claim.figures).filter(|figure| figure.topic.is_told()) {
        figure.topic.context.clone_from(&context);
        figure.topic.date.clone_from(&date);
    }
    decisions.apply(document, claims, &|name| entities.may_be_shown(name))
}

/// Whether a third of some paragraphs, and more than one, begin with a label such as `JANE DOE:`.
fn is_transcript<'a>(blocks: impl Iterator<Item = &'a Block>) -> bool {
    const MAX_LABEL: usize = 60;
    let has_label = |block: &&Block| {
        let label = block.text.split_once(": ").map(|(label, _)| label).filter(|label| label.len() < MAX_LABEL);
        let is_plain = |label: &str| !label.contains(['.', '?', '!', '“', '"', ';']);
        label.is_some_and(|label| {
            is_plain(label) && label.starts_with(char::is_uppercase) && label.split(' ').count() < 9
        })
    };
    let (with, without): (Vec<&Block>, Vec<&Block>) = blocks.partition(has_label);
    with.len() > 1 && with.len() * 2 >= without.len()
}

/// The most frequent words of a document that are written with a capital within its sentences, where capitals are names.
fn context<'a>(document: &Document, blocks: impl Iterator<Item = &'a Block>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let texts = blocks.map(|block| block.text.as_str()).chain([document.metadata.title.as_str()]);
    for name in texts.flat_map(names_within) {
        *counts.entry(name).or_default() += 1;
    }
    let mut words: Vec<(String, usize)> = counts.into_iter().collect();
    // A stable sort: those of one frequency stay in the order of the alphabet.
    words.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    words.into_iter().take(MAX_CONTEXT).map(|(word, _)| word).collect()
}

/// Words with a capital that do not begin a sentence, in lower case.
fn names_within(text: &str) -> impl Iterator<Item = String> {
    let begins = |before: Option<&str>| before.is_none_or(|word| word.ends_with(['.', '!', '?', ':', '“', '–', '—']));
    let words: Vec<&str> = text.split_whitespace().collect();
    let names = (0..words.len()).filter_map(move |place| {
        let before = place.checked_sub(1).map(|before| words[before]);
        let word = words[place].trim_matches(|c: char| !c.is_alphanumeric());
        let word = ["'s", "’s"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        let is_name =
            word.starts_with(char::is_uppercase) && !begins(before) && !words[place].starts_with(['“', '"', '‘']);
        let lower = word.to_lowercase();
        let is_common =
            DETERMINERS.has(&lower) || FUNCTION_WORDS.has(&lower) || TITLES.has(&lower) || nouns::is_time(&lower);
        (is_name && !is_common && lower.len() > 2).then_some(lower)
    });
    names.collect::<Vec<_>>().into_iter()
}

fn in_block(text: &str, block: u32, names: &mut Known<'_>, claims: &mut Vec<Claim>) {
    let mut cues = CUES.find_iter(text).map(|cue| cue.start()).peekable();
    let quotations = quotations(text);
    for range in sentences(text, &quotations) {
        while cues.next_if(|cue| *cue < range.start).is_some() {}
        if cues.peek().is_some_and(|cue| *cue < range.end) {
            in_sentence(text, range.clone(), &quotations, block, names, claims);
        }
        names.hear(&text[range]);
        names.next_sentence();
    }
}

fn in_sentence(
    text: &str,
    range: Range<usize>,
    quotations: &[Quotation],
    block: u32,
    names: &mut Known<'_>,
    claims: &mut Vec<Claim>,
) {
    let inside = |quotation: &&Quotation| range.start <= quotation.outer.start && quotation.outer.end <= range.end;
    let quotations: Vec<Quotation> = quotations.iter().filter(inside).cloned().collect();
    let tokens = tokens(text, &range, &quotations);
    let mut left = figures(&tokens, text);
    let sentence_span = Span::new(range.start, range.end);
    let (is_organisation, is_known) = (|name: &str| names.is_organisation(name), |name: &str| names.is_known(name));
    let is_transcript = names.is_transcript;
    let (is_organisation, is_known) = (&is_organisation, &is_known);
    let sentence = Sentence { text, range, tokens: &tokens, is_transcript, quotations, is_organisation, is_known };
    let (made, subject) = (sentence.made(), sentence.longest_phrase(0, tokens.len()));
    let (attributions, quotations) = (attributions(&sentence), sentence.quotations);
    for (noun, maker) in made {
        names.made(text, &text[noun], &maker);
    }
    if let Some((subject, _)) = subject {
        names.is_about(text, &subject);
    }
    let first = claims.len();
    for Attribution { statement, speaker, via, rule, confidence } in attributions {
        let statement = Span::new(statement.start, statement.end);
        let (own, others) = left.into_iter().partition(|figure: &Figure| statement.contains(figure.span));
        left = others;
        let via = via.iter().filter_map(|via| names.name(&text[via.clone()])).collect();
        let is_aside = matches!(&speaker, Speaker::Name(name) if statement.contains(Span::new(name.start, name.end)));
        let is_pronoun = !speaker.is_told();
        let speaker = names.speaker(text, &speaker, is_aside);
        // What “he” said without quotation marks, whoever that is, says little by itself.
        let has_quotation = quotations.iter().any(|q| statement.contains(Span::new(q.inner.start, q.inner.end)));
        if speaker.is_none() && is_pronoun && !has_quotation && own.is_empty() {
            continue;
        }
        claims.push(Claim { block, sentence: sentence_span, statement, speaker, via, figures: own, confidence, rule });
    }
    claims.extend(of_nobody(left, sentence_span, block, text));
    claims[first..].sort_by_key(|claim| (claim.statement, claim.rule));
}

/// The claim of the figures in a sentence that nobody says, if any are worth it.
fn of_nobody(mut figures: Vec<Figure>, sentence: Span, block: u32, text: &str) -> Option<Claim> {
    // “Two objectives” are a way of speaking more often than a count.
    let is_plain =
        |figure: &Figure| figure.span.of(text).is_some_and(|text| text.starts_with(|c: char| !c.is_alphabetic()));
    let is_small = |figure: &Figure| figure.value.len() == 1 && !is_plain(figure);
    let is_in_sentence = |figure: &Figure| OF_TIME.has(&figure.noun) && figure.topic.action.is_empty();
    figures.retain(|figure| !is_in_sentence(figure) && !is_small(figure));
    let confidence = if figures.iter().all(is_plain) { Confidence::Medium } else { Confidence::Low };
    let rule = ClaimRule::Figure;
    let (statement, speaker, via) = (sentence, None, Vec::new());
    (!figures.is_empty()).then_some(Claim { block, sentence, statement, speaker, via, figures, confidence, rule })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::{Mark, Metadata},
        ingest::curation::{entities, redaction},
    };

    const ENTITIES: &str = "\
name,aliases,kind,public
Michelle Bachelet,Bachelet,person,yes
OHCHR,UN Human Rights Office,organisation,yes
Radio Free Asia,RFA,organisation,yes
Abdulla Rahman,Rahman,person,no
China,Beijing,place,yes
";

    fn claims_of(blocks: Vec<Block>) -> Vec<Claim> {
        let people = ("people".to_owned(), vec!["Omer Kanat".to_owned()]);
        let metadata = Metadata { language: "en".into(), values: [people].into(), ..Metadata::default() };
        let document = Document { metadata, blocks, ..Document::default() };
        let entities = entities::parse(ENTITIES, &redaction::Rules::default()).unwrap();
        find(&document, &entities, &entities.mentioned(&document), &Decisions::default()).0
    }

    /// `speaker < via: statement`, for each claim of one paragraph.
    fn said(text: &str) -> Vec<String> {
        let claims = claims_of(vec![Block::new(BlockKind::Paragraph, text)]);
        let attributed = claims.iter().filter(|claim| claim.rule != ClaimRule::Figure);
        let written = attributed.map(|claim| {
            let via: String = claim.via.iter().map(|via| format!(" < {via}")).collect();
            let speaker = claim.speaker.as_deref().unwrap_or("?");
            format!("{speaker}{via}: {}", claim.statement.of(text).unwrap())
        });
        written.collect()
    }

    #[test]
    fn statements_are_found_with_their_speakers() {
        let cases = [
            ("“We are ready to go,” Bachelet said on Monday.", "Michelle Bachelet: We are ready to go,"),
            (
                "\"We are ready to go,\" said the foreign ministry spokesman.",
                "foreign ministry spokesman: We are ready to go,",
            ),
            (
                "Dolkun Isa, president of the World Uyghur Congress, said: “It starts now.”",
                "Dolkun Isa: It starts now.",
            ),
            ("According to the UN Human Rights Office, detention was arbitrary.", "OHCHR: detention was arbitrary"),
            ("Detention was arbitrary there, according to RFA.", "Radio Free Asia: Detention was arbitrary there"),
            (
                "Afterwards, according to the report, ten men left.",
                "?: Afterwards, according to the report, ten men left",
            ),
            ("Kanat said the report was late.", "Omer Kanat: the report was late"),
            ("The authorities in Xinjiang said that all were free.", "authorities in Xinjiang: all were free"),
            ("RFA quoted Jane Doe as saying that nobody came.", "Jane Doe < Radio Free Asia: nobody came"),
            ("Jane Doe was quoted by RFA as saying that nobody came.", "Jane Doe < Radio Free Asia: nobody came"),
            ("Jane Doe told RFA that nobody came home.", "Jane Doe < Radio Free Asia: nobody came home"),
            ("The men were freed in May, the ministry said in a statement.", "ministry: The men were freed in May"),
            (
                "Beijing called the report “wholly illegal and invalid”.",
                "China: called the report “wholly illegal and invalid”",
            ),
            ("“It is late and it is short,” he said.", "?: It is late and it is short,"),
            ("The ministry denied that anyone was held.", "ministry: denied that anyone was held"),
            ("In June, Bachelet said in Geneva that she would go.", "Michelle Bachelet: she would go"),
            ("The prime minister, Anna Kovar, 61, said the road was shut.", "Anna Kovar: the road was shut"),
            ("“We wait,” said the mayor's sister, Nora O'Brien.", "Nora O'Brien: We wait,"),
            ("The road was shut, officials said on Monday.", "officials: The road was shut"),
            ("The ministry called the envoy in and denied the charge.", "ministry: denied the charge"),
            ("Police counted 40 boats in the bay.", "police: counted 40 boats in the bay"),
            ("Turnout is put at 71 percent by the commission.", "commission: Turnout is put at 71 percent"),
            ("By the union's count, 40 boats sank.", "union: 40 boats sank"),
            ("A 48-page report by the Kesh Council says that all had left.", "Kesh Council: all had left"),
            ("A U.N. report says that all had left.", "U.N.: all had left"),
            ("The report says that all left the town.", "?: all left the town"),
            ("The agency, citing two officials, said the road was shut.", "two officials: the road was shut"),
            ("They met Jane Doe, who said the road was shut.", "Jane Doe: the road was shut"),
            ("The Times said that the mayor had told aides that he would go.", "mayor < Times: he would go"),
        ];
        for (text, expected) in cases {
            assert_eq!(said(text), [expected], "{text}");
        }
    }

    #[test]
    fn what_nobody_surely_said_is_no_claim() {
        for text in [
            "I said that we would go home.",
            "I've said that we would go home. We've said so, too.",
            "My government believes that all is well.",
            "The sign says that nobody may enter. The law says that they may.",
            "It goes without saying that this is wrong.",
            "The ministry refused to say that they were free.",
            "The report of 48 pages was late, and it shows.",
            "If the ministry said that, nobody heard it.",
            "Did the ministry say that all were free? Who said that they were?",
            "It was said that the men were free.",
            "The man who said that he was free has left.",
            "The ministry did not say, and nobody said, that they were free.",
            "Media reports that speak of it are many.",
            "The said report was long and it was late.",
            "They acted according to the law of the country.",
            "What the ministry said was long.",
            "He said that nobody had come home.",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }
    #[test]
    fn speakers_have_the_names_that_the_text_gave_before() {
        let speakers = |texts: &[&str]| -> Vec<String> {
            let claims = claims_of(texts.iter().map(|text| Block::new(BlockKind::Paragraph, *text)).collect());
            claims.into_iter().map(|claim| claim.speaker.unwrap_or_default()).collect()
        };
        let chair = "The chair, Temur Galdan, said that the road was shut.";
        assert_eq!(speakers(&[chair, "Galdan said it would open."]), ["Temur Galdan"; 2]);
        assert_eq!(speakers(&[chair, "“It will open,” he said."]), ["Temur Galdan"; 2]);
        assert_eq!(speakers(&[chair, "The road is long.", "“It will open,” he said."]), ["Temur Galdan", ""]);
        let maker = "A report by the Small Hands Coalition says that many children work.";
        assert_eq!(speakers(&[maker, "The report says that they are ill."]), ["Small Hands Coalition"; 2]);
        assert_eq!(speakers(&[maker, "The coalition said that they are ill."]), ["Small Hands Coalition"; 2]);
        let envoy = "The Representative of Fiji said that all was well.";
        assert_eq!(speakers(&[envoy, "Fiji said that all was lost."])[1], "Fiji");
    }

    #[test]
    fn labels_speak_in_transcripts() {
        let text = "ANCHOR: The bridge is shut today.";
        let guest = "Ines Varga: It was shut in May, and it should have stayed shut.";
        let paragraphs = [text, guest, "Ines Varga: We said so."].map(|text| Block::new(BlockKind::Paragraph, text));
        let speakers: Vec<Option<String>> =
            claims_of(paragraphs.into()).into_iter().map(|claim| claim.speaker).collect();
        assert_eq!(speakers, [Some("Ines Varga".to_owned()), Some("Ines Varga".to_owned())]);
    }

    #[test]
    fn who_is_not_public_is_not_named_by_a_surname_either() {
        let people = ("people".to_owned(), vec!["Abdulla Tursun".to_owned()]);
        let metadata = Metadata { language: "en".into(), values: [people].into(), ..Metadata::default() };
        let blocks = vec![Block::new(BlockKind::Paragraph, "Tursun said that nobody came home.")];
        let document = Document { metadata, blocks, ..Document::default() };
        let speakers = |table: &str| {
            let entities = entities::parse(table, &redaction::Rules::default()).unwrap();
            let claims = find(&document, &entities, &BTreeSet::new(), &Decisions::default()).0;
            claims.into_iter().filter_map(|claim| claim.speaker).collect::<Vec<_>>()
        };
        assert_eq!(speakers(ENTITIES), ["Abdulla Tursun"]);
        assert_eq!(speakers("name,kind,public\nAbdulla Tursun,person,no\n"), ["Tursun"]);
    }

    #[test]
    fn who_is_not_public_is_not_named() {
        assert_eq!(said("Abdulla Rahman said that nobody came home."), ["?: nobody came home"]);
        assert_eq!(said("The lawyer of Rahman said that nobody came home."), ["?: nobody came home"]);
    }

    #[test]
    fn figures_belong_to_who_says_them_or_to_the_sentence() {
        let text =
            "A text of 60 groups appeared. The ministry said that 12 men left after two years. It lasted five days.";
        let claims = claims_of(vec![Block::new(BlockKind::Paragraph, text)]);
        let told = |claim: &Claim| {
            let figures = claim.figures.iter().map(|figure| format!("{} {}", figure.value, figure.noun));
            (claim.rule, figures.collect::<Vec<_>>().join(", "))
        };
        let expected =
            [(ClaimRule::Figure, "60 group".to_owned()), (ClaimRule::ReportedSpeech, "12 man, 2 year".to_owned())];
        assert_eq!(claims.iter().map(told).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn blocks_are_counted_as_they_are_shown_and_only_prose_is_read() {
        let text = "The ministry said that 12 men left.";
        let mut other = Block::new(BlockKind::Paragraph, text);
        other.language = "fr".into();
        let claims = claims_of(vec![
            Block::new(BlockKind::Paragraph, text).marked(Mark::Furniture),
            Block::new(BlockKind::Heading(2), text),
            other,
            Block::new(BlockKind::Quote, text),
        ]);
        assert_eq!(claims.iter().map(|claim| claim.block).collect::<Vec<_>>(), [2]);
    }

    proptest::proptest! {
        #[test]
        fn places_of_claims_are_places_of_their_text(
            text in "([“”\"‘’.,:?! ]|said |that |told |RFA |Bachelet |the ministry |5|48-page |two |million |men |é|according to |quoted |as saying ){0,60}"
        ) {
            for claim in claims_of(vec![Block::new(BlockKind::Paragraph, text.as_str())]) {
                proptest::prop_assert!(claim.sentence.of(&text).is_some() && claim.statement.of(&text).is_some());
                proptest::prop_assert!(claim.sentence.contains(claim.statement), "{:?}", claim);
                for figure in &claim.figures {
                    proptest::prop_assert!(figure.span.of(&text).is_some());
                }
            }
        }
    }
}
