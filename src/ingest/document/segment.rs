//! One file, many documents: where they begin, by the rules of the source and by the editors' corrections.
//!
//! Nothing is lost by it: what stands before the first beginning, or after an end, stays as boilerplate with the document
//! next to it.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::{
    corpus::{Block, BlockKind, Mark, sha256},
    ingest::{
        curation::segments_file::{Correction, Cut, Decision},
        draft::{Draft, Segment},
        entry::{Entry, Value},
        source::{
            context::Context,
            rules::{Pattern, SourceRules, matching},
        },
    },
    text::line::single_line,
};

/// How many characters of a block say which one it is.
const WORDS_OF_BLOCK: usize = 60;

/// The beginning of a block's text.
pub fn beginning(block: &Block) -> String {
    single_line(&block.text).chars().take(WORDS_OF_BLOCK).collect::<String>().trim_end().to_owned()
}

/// Where a document begins, and how it is titled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Beginning {
    title: TitleBlock,
    reason: String,
    /// Values from the named groups of the pattern.
    values: Vec<(String, String)>,
    /// Boilerplate begins here instead of a document.
    is_skip: bool,
    given_title: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum TitleBlock {
    /// The block is the title.
    #[default]
    This,
    /// There is none.
    None,
    /// As the kind of the source has it.
    Usual,
}

/// Cuts a draft into documents; a draft that no rule is for stays whole.
pub fn cut(draft: Draft, corrections: &[Correction], context: &mut Context) -> (Vec<Draft>, Vec<Cut>) {
    let rules = context.rules;
    if !rules.is_about_text() && corrections.is_empty() {
        note_repetitions(&draft, context);
        return (vec![draft], Vec::new());
    }
    let located = locate(corrections, &draft.blocks, context);
    let (pieces, cuts) = divide(&draft, rules, &located);
    let is_whole = pieces.len() == 1 && cuts.is_empty();
    let count = pieces.len() as u32;
    let number =
        |(piece, number)| finish(piece, &draft, (!is_whole).then_some(Segment { number, of: count }), rules, &located);
    let drafts: Vec<(Draft, Vec<Cut>)> = pieces.into_iter().zip(1..).map(number).collect();
    let mut all = cuts;
    let mut documents = Vec::new();
    for (draft, quotes) in drafts {
        note_repetitions(&draft, context);
        for quote in quotes.iter().filter(|quote| quote.decision == Decision::Quote(None)) {
            let message = format!("the source of the quotation “{} …” is not known", quote.text);
            context.note(message, "`karez check` lists it in segments.csv: write `quote: <publisher>` as its decision");
        }
        all.extend(quotes);
        documents.push(draft);
    }
    all.sort_by_key(|cut| cut.block);
    (documents, all)
}

/// What rules that nobody wrote would do: every cut of them is a proposal.
pub fn try_rules(draft: &Draft, rules: &SourceRules, confidence: u8) -> Vec<Cut> {
    let (_, cuts) = divide(draft, rules, &BTreeMap::new());
    let propose = |cut| Cut { proposed: Decision::Maybe, decision: Decision::Maybe, confidence, ..cut };
    cuts.into_iter().filter(|cut| matches!(cut.decision, Decision::Document(_))).map(propose).collect()
}

/// The corrections with the blocks they are about; those whose block is gone are reported.
fn locate<'a>(
    corrections: &'a [Correction],
    blocks: &[Block],
    context: &mut Context,
) -> BTreeMap<usize, &'a Correction> {
    let mut located = BTreeMap::new();
    for correction in corrections {
        let wanted = correction.block.saturating_sub(1) as usize;
        let has_text = |index: &usize| beginning(&blocks[*index]) == correction.text;
        let found = (0..blocks.len()).filter(has_text).min_by_key(|index| index.abs_diff(wanted));
        match found.or_else(|| (correction.text.is_empty() && wanted < blocks.len()).then_some(wanted)) {
            Some(index) => drop(located.insert(index, correction)),
            None => {
                let message = format!("segments.csv: no block begins with “{}”", correction.text);
                context.warn(0, message, "the file has changed: decide again, or remove the row");
            }
        }
    }
    located
}

/// Blocks of one document with their numbers, and how it begins.
struct Piece {
    blocks: Vec<(usize, Block)>,
    beginning: Option<Beginning>,
}

fn divide(draft: &Draft, rules: &SourceRules, corrections: &BTreeMap<usize, &Correction>) -> (Vec<Piece>, Vec<Cut>) {
    let beginnings = beginnings(&draft.blocks, rules, corrections);
    let cuts = cuts(draft, rules, &beginnings, corrections);
    let waits_for_beginning = !beginnings.is_empty() && !begins_at_once(rules);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut before: Vec<(usize, Block)> = Vec::new();
    // Outside of documents everything is boilerplate.
    let mut is_outside = waits_for_beginning;
    for (index, block) in draft.blocks.iter().cloned().enumerate() {
        let beginning = beginnings.get(&index);
        let is_separator = matching(&rules.separators, &block.text).is_some();
        if let Some(beginning) = beginning {
            is_outside = beginning.is_skip;
        }
        let is_new = beginning.is_some_and(|beginning| !beginning.is_skip)
            || (pieces.is_empty() && !is_outside && !is_separator);
        let block = if is_outside || is_separator { block.marked(Mark::Furniture) } else { block };
        if is_new {
            let mut blocks = std::mem::take(&mut before);
            blocks.push((index, block));
            pieces.push(Piece { blocks, beginning: beginning.cloned() });
        } else {
            pieces.last_mut().map_or(&mut before, |piece| &mut piece.blocks).push((index, block.clone()));
        }
        // A rule about ends counts only where beginnings are known by other rules.
        if !is_outside && has_beginnings(rules) && matching(&rules.ends, &draft.blocks[index].text).is_some() {
            is_outside = true;
        }
    }
    if pieces.is_empty() {
        pieces.push(Piece { blocks: before, beginning: None });
    }
    (pieces, cuts)
}

fn has_beginnings(rules: &SourceRules) -> bool {
    rules.heading_level.is_some()
        || [&rules.begins, &rules.standfirsts, &rules.bylines].iter().any(|list| !list.is_empty())
}

/// Whether the first block begins a document without being told: between separators and after ends there is nothing else.
fn begins_at_once(rules: &SourceRules) -> bool {
    !has_beginnings(rules)
}

fn beginnings(
    blocks: &[Block],
    rules: &SourceRules,
    corrections: &BTreeMap<usize, &Correction>,
) -> BTreeMap<usize, Beginning> {
    let mut beginnings = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        let text = single_line(&block.text);
        if let Some(pattern) = matching(&rules.begins, &text) {
            beginnings.insert(index, Beginning::by(pattern, &text, TitleBlock::This, "begins"));
        }
        if let Some(pattern) = matching(&rules.standfirsts, &text) {
            beginnings.insert(index, Beginning::by(pattern, &text, TitleBlock::None, "standfirsts"));
        }
        if let Some(pattern) = matching(&rules.bylines, &text) {
            beginnings.insert(index.saturating_sub(1), Beginning::by(pattern, &text, TitleBlock::This, "bylines"));
        }
        if let (Some(level), BlockKind::Heading(own)) = (rules.heading_level, block.kind)
            && own <= level
        {
            let reason = format!("heading_level = {level}");
            beginnings.insert(index, Beginning { reason, ..Beginning::default() });
        }
        let is_after = |list: &[Pattern]| matching(list, &text).is_some();
        let follows = is_after(&rules.separators) || (!has_beginnings(rules) && is_after(&rules.ends));
        if follows && index + 1 < blocks.len() {
            let reason = "after a separator or an end".into();
            beginnings.insert(index + 1, Beginning { title: TitleBlock::Usual, reason, ..Beginning::default() });
        }
    }
    // Two separators in a row part no document of nothing.
    beginnings.retain(|index, _| matching(&rules.separators, &single_line(&blocks[*index].text)).is_none());
    for (index, correction) in corrections {
        match &correction.decision {
            Decision::Document(title) => {
                let beginning = beginnings
                    .entry(*index)
                    .or_insert_with(|| Beginning { title: TitleBlock::Usual, ..Beginning::default() });
                beginning.reason = EDITORS.into();
                beginning.given_title.clone_from(title);
                beginning.is_skip = false;
            }
            Decision::Skip => {
                beginnings.insert(*index, Beginning { is_skip: true, reason: EDITORS.into(), ..Beginning::default() });
            }
            Decision::Text | Decision::Boilerplate => drop(beginnings.remove(index)),
            Decision::Maybe | Decision::Quote(_) => {}
        }
    }
    beginnings
}

const EDITORS: &str = "the editors' decision";

impl Beginning {
    fn by(pattern: &Pattern, text: &str, title: TitleBlock, rule: &str) -> Beginning {
        let reason = format!("{rule}: {}", pattern.as_str());
        Beginning { title, reason, values: pattern.values(text), ..Beginning::default() }
    }
}

fn cuts(
    draft: &Draft,
    rules: &SourceRules,
    beginnings: &BTreeMap<usize, Beginning>,
    corrections: &BTreeMap<usize, &Correction>,
) -> Vec<Cut> {
    let is_cut = beginnings.len() > 1 || rules.is_cutting() && !beginnings.is_empty();
    let first = (is_cut && begins_at_once(rules)).then_some(0).filter(|index| !beginnings.contains_key(index));
    let at_once = Beginning { title: TitleBlock::Usual, reason: "the file begins".into(), ..Beginning::default() };
    let mut cuts: Vec<Cut> = Vec::new();
    let all = first
        .map(|index| (index, &at_once))
        .into_iter()
        .chain(beginnings.iter().map(|(index, beginning)| (*index, beginning)));
    for (index, beginning) in all {
        let decision =
            if beginning.is_skip { Decision::Skip } else { Decision::Document(beginning.given_title.clone()) };
        cuts.push(cut_at(draft, index, decision, &beginning.reason, corrections));
    }
    for (index, correction) in corrections {
        if matches!(correction.decision, Decision::Text | Decision::Boilerplate) {
            cuts.push(cut_at(draft, *index, correction.decision.clone(), EDITORS, corrections));
        }
    }
    cuts
}

fn cut_at(
    draft: &Draft,
    index: usize,
    decision: Decision,
    reason: &str,
    corrections: &BTreeMap<usize, &Correction>,
) -> Cut {
    let proposed = corrections.get(&index).map_or_else(|| decision.clone(), |correction| correction.proposed.clone());
    Cut {
        file: draft.source.path.clone(),
        block: index as u32 + 1,
        text: beginning(&draft.blocks[index]),
        proposed,
        decision,
        confidence: 100,
        reason: reason.into(),
    }
}

/// The draft of one piece: its boilerplate, headings, quotations and values.
fn finish(
    piece: Piece,
    whole: &Draft,
    segment: Option<Segment>,
    rules: &SourceRules,
    corrections: &BTreeMap<usize, &Correction>,
) -> (Draft, Vec<Cut>) {
    let Piece { mut blocks, beginning } = piece;
    mark_boilerplate(&mut blocks, rules, corrections);
    let quotes = mark_quotes(&mut blocks, whole, rules, corrections);
    let mut draft = Draft { segment, blocks: Vec::new(), ..whole.clone() };
    let first = blocks.iter().find(|(_, block)| !block.is_furniture()).map(|(index, _)| *index);
    let said =
        first.and_then(|index| corrections.get(&index)).map(|correction| correction.values.clone()).unwrap_or_default();
    draft.blocks = blocks.into_iter().map(|(_, block)| block).collect();
    let shown: Vec<&Block> = draft.blocks.iter().filter(|block| !block.is_furniture()).collect();
    let found = find_values(&shown, rules);
    if segment.is_some() {
        let text: Vec<&str> = shown.iter().map(|block| block.text.as_str()).collect();
        draft.source.sha256 = sha256(text.join("\n").as_bytes());
        // What the whole file says of itself is not what each of its documents is called.
        draft.hints.retain(|hint| hint.key != "title");
        draft.entries.retain(|entry| !["title", "id"].contains(&entry.key.as_str()));
    }
    let mut values = beginning.as_ref().map(|beginning| beginning.values.clone()).unwrap_or_default();
    values.extend(found);
    for (key, value) in values {
        draft.rule_value(&key, Value::One(value));
    }
    for (key, value) in &rules.values {
        draft.rule_value(key, value.clone().into());
    }
    if let Some(beginning) = beginning {
        match (&beginning.given_title, beginning.title) {
            (Some(title), _) => draft.entries.push(Entry::new("title", title.as_str())),
            (None, TitleBlock::This) => draft.is_titled_by_first_line = true,
            (None, TitleBlock::Usual) => {}
            (None, TitleBlock::None) => {
                draft.is_titled_by_first_line = false;
                draft.rule_value("title_by", Value::One("editors".into()));
            }
        }
    }
    for entry in said {
        draft.entries.retain(|other| other.key != entry.key);
        draft.entries.push(entry);
    }
    (draft, quotes)
}

/// Values from the patterns of `find` and `ends`, each from the first block that has it.
fn find_values(blocks: &[&Block], rules: &SourceRules) -> Vec<(String, String)> {
    let mut values: Vec<(String, String)> = Vec::new();
    for pattern in rules.find.iter().chain(&rules.ends) {
        for block in blocks {
            for (key, value) in pattern.values(&single_line(&block.text)) {
                if values.iter().all(|(known, _)| *known != key) {
                    values.push((key, value));
                }
            }
        }
    }
    values
}

fn mark_boilerplate(blocks: &mut [(usize, Block)], rules: &SourceRules, corrections: &BTreeMap<usize, &Correction>) {
    let mut is_from_here = false;
    for (index, block) in blocks {
        let text = single_line(&block.text);
        is_from_here |= matching(&rules.boilerplate_from, &text).is_some();
        let said = corrections.get(index).map(|correction| &correction.decision);
        let is_text = matches!(said, Some(Decision::Text | Decision::Document(_) | Decision::Quote(_)));
        if (is_from_here || matching(&rules.boilerplate, &text).is_some() || said == Some(&Decision::Boilerplate))
            && !is_text
        {
            block.mark(Mark::Furniture);
        } else if is_text {
            block.marks.retain(|mark| *mark != Mark::Furniture);
        } else if matching(&rules.headings, &text).is_some() && block.kind == BlockKind::Paragraph {
            block.kind = BlockKind::Heading(2);
        }
    }
}

/// Makes quotations of the blocks between an introduction and an end; returns where each begins.
fn mark_quotes(
    blocks: &mut [(usize, Block)],
    whole: &Draft,
    rules: &SourceRules,
    corrections: &BTreeMap<usize, &Correction>,
) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let Some(quotes) = &rules.quotes else { return cuts };
    let mut index = 0;
    while index < blocks.len() {
        let said =
            corrections.get(&blocks[index].0).filter(|correction| matches!(correction.decision, Decision::Quote(_)));
        let introduction = index.checked_sub(1).map(|before| single_line(&blocks[before].1.text));
        let introduction = introduction.filter(|text| matching(&quotes.after, text).is_some());
        let end =
            (index..blocks.len()).find(|end| matching(&quotes.until, &single_line(&blocks[*end].1.text)).is_some());
        // The next introduction without an end in between: the first one introduced something else.
        let again = (index + 1..blocks.len())
            .find(|next| matching(&quotes.after, &single_line(&blocks[*next - 1].1.text)).is_some());
        let is_closed = end.is_some_and(|end| again.is_none_or(|again| end < again));
        if blocks[index].1.is_furniture() || !(said.is_some() || introduction.is_some() && is_closed) {
            index += 1;
            continue;
        }
        let end = if is_closed { end.unwrap_or(index) } else { index };
        let named = introduction.as_deref().and_then(|text| first_named(text, &quotes.publishers));
        let decided = said.map(|correction| correction.decision.clone()).unwrap_or(Decision::Quote(named));
        cuts.push(cut_at(whole, blocks[index].0, decided.clone(), "quotes", corrections));
        for (_, block) in &mut blocks[index..=end] {
            block.kind = BlockKind::Quote;
            if let Decision::Quote(Some(publisher)) = &decided {
                block.mark(Mark::Publisher(publisher.clone()));
            }
        }
        index = end + 1;
    }
    cuts
}

/// The publisher whose name comes first in a text, as whole words.
fn first_named(text: &str, publishers: &BTreeMap<String, String>) -> Option<String> {
    let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let start_of = |name: &str| {
        let mut starts = text.match_indices(name);
        let is_word = |start: usize| {
            !is_letter(text[..start].chars().next_back()) && !is_letter(text[start + name.len()..].chars().next())
        };
        starts.find(|(start, _)| is_word(*start)).map(|(start, _)| start)
    };
    let named = publishers
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .filter_map(|(name, publisher)| Some((start_of(name)?, publisher)));
    named.min_by_key(|(start, _)| *start).map(|(_, publisher)| publisher.clone())
}

/// A paragraph of fewer words may well stand twice.
const MIN_REPEATED_WORDS: usize = 12;

/// Says which paragraphs a document has twice: a mistake of whoever copied it, or its author's.
fn note_repetitions(draft: &Draft, context: &mut Context) {
    let mut seen: HashMap<String, usize> = HashMap::default();
    let mut repeated: Vec<(String, usize, usize)> = Vec::new();
    for (block, number) in draft.blocks.iter().filter(|block| !block.is_furniture()).zip(1..) {
        if block.text.split_whitespace().nth(MIN_REPEATED_WORDS - 1).is_none() {
            continue;
        }
        let text = single_line(&block.text);
        if let Some(first) = seen.get(&text) {
            repeated.push((beginning(block), *first, number));
        }
        seen.entry(text).or_insert(number);
    }
    if let Some((text, first, second)) = repeated.first() {
        let more = match repeated.len() - 1 {
            0 => String::new(),
            more => format!("; so do {more} others"),
        };
        let message =
            format!("the paragraph “{text} …” appears twice, as paragraphs {first} and {second} of its document{more}");
        context.note(message, "nothing was changed; `boilerplate` in segments.csv hides the second");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        corpus::Document,
        ingest::{
            curation::{segments_file::parse, settings::Curation},
            document::assemble::Assembler,
            finding::Finding,
            source::{plain_text::blocks, rulebook::Rulebook},
        },
    };

    struct Outcome {
        documents: Vec<Document>,
        cuts: Vec<Cut>,
        findings: Vec<Finding>,
    }

    fn cut_with(rules: &str, corrections: &str, text: &str) -> Outcome {
        let fields = ["publisher", "agency", "republisher", "byline"]
            .map(|name| format!("[[fields]]\nname = '{name}'\nlabel = 'L'\n"))
            .concat();
        let curation =
            Curation { rulebook: Rulebook::parse(&format!("{fields}{rules}")).unwrap(), ..Curation::default() };
        let mut assembler = Assembler::new(&curation);
        let corrections = parse(corrections, &curation.rulebook.settings).unwrap();
        let mut context = Context::new("a.txt", &curation.rulebook);
        let draft =
            Draft { blocks: blocks(text), is_titled_by_first_line: true, ..Draft::of("a.txt", text.as_bytes()) };
        let (drafts, cuts) = cut(draft, corrections.of("a.txt"), &mut context);
        let documents = drafts.into_iter().filter_map(|draft| assembler.assemble(draft, None, &mut context)).collect();
        Outcome { documents, cuts, findings: context.finish().findings }
    }

    fn titles(outcome: &Outcome) -> Vec<&str> {
        outcome.documents.iter().map(|document| document.metadata.title.as_str()).collect()
    }

    fn shown(document: &Document) -> Vec<&str> {
        document.blocks.iter().filter(|block| !block.is_furniture()).map(|block| block.text.as_str()).collect()
    }

    fn hidden(document: &Document) -> Vec<&str> {
        document.blocks.iter().filter(|block| block.is_furniture()).map(|block| block.text.as_str()).collect()
    }

    fn value<'a>(document: &'a Document, field: &str) -> Option<&'a str> {
        document.metadata.values.get(field).map(|values| values[0].as_str())
    }

    #[test]
    fn standfirsts_begin_documents_without_titles() {
        let text = "Wells run dry in the north…reports Valley News\n\nThe first text. (XNA)\n\nA dam is planned…writes Ada Vale\n\nThe second text.";
        let rules = "[[sources]]\nstandfirsts = ['…(?:reports (?<publisher>.+)|writes (?<byline>.+))$']\nfind = ['\\((?<agency>[A-Z]{3})\\)$']\nvalues = { publisher = 'Valley News' }";
        let outcome = cut_with(rules, "", text);
        assert_eq!(
            titles(&outcome),
            ["Wells run dry in the north…reports Valley News", "A dam is planned…writes Ada Vale"]
        );
        let [first, second] = outcome.documents.as_slice() else { panic!("two") };
        assert!(first.metadata.is_title_by_editors);
        assert_eq!(shown(first).len(), 2);
        assert_eq!(
            (value(first, "publisher"), value(first, "agency"), value(first, "byline")),
            (Some("Valley News"), Some("XNA"), None)
        );
        assert_eq!((value(second, "byline"), value(second, "agency")), (Some("Ada Vale"), None));
        assert_ne!(first.metadata.id, second.metadata.id);
        assert_eq!(first.metadata.source.original.as_deref(), Some("a.txt, document 1 of 2"));
    }

    const BLOG: &str = "Hill Blog\n\nAll about hills\n\nA hill moves\n\nAda Vale wrote . . . . .\n\nThe hill has moved.\n\nSource : XNA\n\n\
        No name\n\nwrote . . . . .\n\nNobody knows.\n\nSource : YNA\n\nChart: hills\n\nSource : Stats";

    const BLOG_RULES: &str =
        "[[sources]]\nbylines = ['^(?<byline>.*?) ?wrote( \\.)+$']\nends = ['^Source : (?<agency>.+)$']\n";

    #[test]
    fn bylines_follow_titles_and_ends_leave_the_rest_outside() {
        let outcome = cut_with(BLOG_RULES, "", BLOG);
        assert_eq!(titles(&outcome), ["A hill moves", "No name"]);
        let [first, second] = outcome.documents.as_slice() else { panic!("two") };
        assert_eq!((value(first, "byline"), value(first, "agency")), (Some("Ada Vale"), Some("XNA")));
        assert_eq!((value(second, "byline"), value(second, "agency")), (None, Some("YNA")));
        assert_eq!(hidden(first), ["Hill Blog", "All about hills"]);
        assert_eq!(hidden(second), ["Chart: hills", "Source : Stats"]);
        assert_eq!(shown(second), ["wrote . . . . .", "Nobody knows.", "Source : YNA"]);
    }

    #[test]
    fn separators_headings_and_ends_cut_as_well() {
        let cases = [
            ("separators = ['^\\*{3}$']", "One\n\nText\n\n***\n\n***\n\nTwo\n\nText", vec!["One", "Two"]),
            ("ends = ['^END$']", "One\n\nText\n\nEND\n\nTwo\n\nText\n\nEND", vec!["One", "Two"]),
            (
                "begins = ['^No \\d+']",
                "Paper\n\nNo 1 here\n\nText\n\nNo 2 there\n\nText",
                vec!["No 1 here", "No 2 there"],
            ),
        ];
        for (rules, text, expected) in cases {
            let outcome = cut_with(&format!("[[sources]]\n{rules}"), "", text);
            assert_eq!(titles(&outcome), expected, "{rules}");
        }
    }

    #[test]
    fn nothing_is_lost() {
        for rules in [
            BLOG_RULES,
            "[[sources]]\nboilerplate_from = ['wrote']\nboilerplate = ['Blog']",
            "[[sources]]\nseparators = ['Source']",
            "",
        ] {
            let outcome = cut_with(rules, "", BLOG);
            let kept = |document: &Document| {
                [&[document.metadata.title.as_str()], shown(document).as_slice(), hidden(document).as_slice()]
                    .concat()
                    .join("\n")
            };
            let all: String = outcome.documents.iter().map(kept).collect::<Vec<_>>().join("\n");
            for line in BLOG.lines().filter(|line| !line.is_empty()) {
                assert!(all.contains(line), "“{line}” is lost with {rules}");
            }
        }
    }

    #[test]
    fn quotations_carry_their_own_publishers() {
        let text = "A digest\n\nAs the Valley News writes, all is well:\n\nAll is well.\n\nVery well. [Source]\n\nOthers disagree:\n\nNothing is well. [Source]\n\nIt seems so:\n\nwho knows.";
        let rules = "[[sources]]\n[sources.quotes]\nafter = [':$']\nuntil = ['\\[Source\\]$']\npublishers = { 'Valley News' = 'The Valley News', 'all' = 'Nobody' }";
        let outcome = cut_with(rules, "", text);
        let quotes: Vec<(&str, Option<&str>)> = outcome.documents[0]
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Quote)
            .map(|block| (block.text.as_str(), block.publisher()))
            .collect();
        assert_eq!(
            quotes,
            [
                ("All is well.", Some("The Valley News")),
                ("Very well. [Source]", Some("The Valley News")),
                ("Nothing is well. [Source]", None)
            ]
        );
        assert_eq!(outcome.documents.len(), 1);
        assert!(outcome.findings[0].message.contains("“Nothing is well. [Source] …”"), "{:?}", outcome.findings);
        let csv = "file,block,text,proposed,decision\na.txt,9,Nothing is well. [Source],quote,quote: Hill Post\n";
        let outcome = cut_with(rules, csv, text);
        assert_eq!(outcome.documents[0].blocks.iter().filter_map(Block::publisher).next_back(), Some("Hill Post"));
    }

    #[test]
    fn the_editors_decide_for_ever() {
        let csv = "file,block,text,proposed,decision,publisher\n\
            a.txt,3,A hill moves,document,document: The moving hill,Hill Blog\n\
            a.txt,99,No name,document,text,\n\
            a.txt,9,Nobody knows.,,furniture,\n\
            a.txt,11,Chart: hills,,document,\n";
        let outcome = cut_with(BLOG_RULES, csv, BLOG);
        assert_eq!(titles(&outcome), ["The moving hill", "Chart: hills"]);
        assert_eq!(value(&outcome.documents[0], "publisher"), Some("Hill Blog"));
        assert!(hidden(&outcome.documents[0]).contains(&"Nobody knows."));
        let gone = cut_with("", "file,block,text,proposed,decision\na.txt,1,Gone,,document\n", "A\n\nB");
        assert!(gone.findings[0].message.contains("“Gone”"), "{:?}", gone.findings);
    }

    #[test]
    fn cuts_say_where_and_why() {
        let outcome = cut_with(BLOG_RULES, "", BLOG);
        let cuts: Vec<(u32, &str)> = outcome.cuts.iter().map(|cut| (cut.block, cut.text.as_str())).collect();
        assert_eq!(cuts, [(3, "A hill moves"), (7, "No name")]);
        assert!(outcome.cuts[0].reason.starts_with("bylines: "), "{}", outcome.cuts[0].reason);
        assert!(cut_with("", "", BLOG).cuts.is_empty());
    }

    #[test]
    fn repetitions_are_noted() {
        let long = "one two three four five six seven eight nine ten eleven twelve.";
        let outcome = cut_with("", "", &format!("T\n\n{long}\n\n{long}"));
        assert!(outcome.findings[0].message.contains("appears twice"), "{:?}", outcome.findings);
        assert_eq!(shown(&outcome.documents[0]).len(), 2);
    }
}
