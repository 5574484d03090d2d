//! Where a file that no rule is for might hold many documents: rules that would cut it, with the reason for them.
//!
//! A proposal does nothing by itself. `karez check` shows it, and lists its cuts in `segments.csv`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::segment::try_rules;
use crate::{
    corpus::BlockKind,
    ingest::{
        curation::segments_file::Cut,
        draft::Draft,
        source::rules::{Pattern, SourceRules},
    },
    text::line::single_line,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub file: String,
    /// How many documents there would be.
    pub documents: u32,
    pub reason: String,
    /// Percent.
    pub confidence: u8,
    /// What to put into corpus.toml.
    pub rules: String,
    #[serde(skip)]
    pub cuts: Vec<Cut>,
}

/// What texts of many documents have, with the rule for it.
struct Sign {
    pattern: &'static str,
    rule: &'static str,
    what: &'static str,
    /// What may stand at the end of such documents.
    ends: Option<&'static str>,
}

const SIGNS: [Sign; 5] = [
    Sign {
        pattern: r"(?:…\.*|\.{3,}) ?(?:reports?|writes?) \p{Lu}.{1,60}$",
        rule: "standfirsts",
        what: "paragraphs end in “…reports” or “…writes” and a name",
        ends: None,
    },
    Sign {
        pattern: r"^.{0,120}\bwrote(?: \.)+$",
        rule: "bylines",
        what: "lines are “… wrote . . .”",
        ends: Some(r"^(?:Source|Via) ?: .{2,60}$"),
    },
    Sign {
        pattern: r"^By \p{Lu}[\p{L}’.-]+(?: (?:and |\p{Lu}[\p{L}’.-]*)+){1,4}$",
        rule: "bylines",
        what: "lines are “By” and a name",
        ends: None,
    },
    Sign { pattern: r"^(?:Source|Via) ?: .{2,60}$", rule: "ends", what: "lines name a source", ends: None },
    Sign {
        pattern: r"^(?:[-–—*_=#~•] ?){3,}$", rule: "separators", what: "lines are nothing but a rule", ends: None
    },
];

/// Documents of fewer words are rarely meant.
const MIN_WORDS: usize = 40;

/// The likeliest rules for a file that has none.
pub fn propose(draft: &Draft, rules: &SourceRules) -> Option<Proposal> {
    if rules.is_cutting() || draft.blocks.len() < 4 {
        return None;
    }
    let lines: Vec<String> =
        draft.blocks.iter().filter(|block| !block.is_furniture()).map(|block| single_line(&block.text)).collect();
    let signs = SIGNS.iter().zip(PATTERNS.iter()).filter_map(|(sign, patterns)| by_sign(draft, &lines, sign, patterns));
    signs.chain(by_headings(draft)).max_by_key(|proposal| (proposal.confidence, proposal.documents))
}

/// The patterns of the signs, and those of their ends.
static PATTERNS: LazyLock<Vec<(Option<Pattern>, Option<Pattern>)>> = LazyLock::new(|| {
    let compiled = |text: &str| Pattern::new(text).ok();
    SIGNS.iter().map(|sign| (compiled(sign.pattern), sign.ends.and_then(compiled))).collect()
});

fn by_sign(
    draft: &Draft,
    lines: &[String],
    sign: &Sign,
    patterns: &(Option<Pattern>, Option<Pattern>),
) -> Option<Proposal> {
    let count = |pattern: &Pattern| lines.iter().filter(|line| pattern.is_match(line)).count();
    let found = count(patterns.0.as_ref()?);
    if found == 0 {
        return None;
    }
    let has_ends = patterns.1.as_ref().is_some_and(|pattern| count(pattern) > 0);
    let ends = sign.ends.filter(|_| has_ends).map(|pattern| format!("ends = ['{pattern}']\n")).unwrap_or_default();
    let rules = format!("{} = ['{}']\n{ends}", sign.rule, sign.pattern);
    proposal(draft, rules, format!("{found} {}", sign.what))
}

fn by_headings(draft: &Draft) -> Option<Proposal> {
    let count = |level: u8| {
        draft.blocks.iter().filter(|block| !block.is_furniture() && block.kind == BlockKind::Heading(level)).count()
    };
    // A single heading of the first level is the title.
    let count = count(1);
    (count > 1)
        .then(|| proposal(draft, "heading_level = 1\n".into(), format!("{count} headings are of the first level")))?
}

fn proposal(draft: &Draft, rules: String, reason: String) -> Option<Proposal> {
    let parsed: SourceRules = toml::from_str(&rules).ok()?;
    let cuts = try_rules(draft, &parsed, 0);
    if cuts.len() < 2 {
        return None;
    }
    let starts: Vec<usize> = cuts.iter().map(|cut| cut.block as usize - 1).chain([draft.blocks.len()]).collect();
    let words = |range: &[usize]| {
        draft.blocks[range[0]..range[1]].iter().map(|block| block.text.split_whitespace().count()).sum::<usize>()
    };
    let short = starts.windows(2).filter(|range| words(range) < MIN_WORDS).count();
    let confidence = confidence(cuts.len(), short);
    let cuts: Vec<Cut> = cuts.into_iter().map(|cut| Cut { confidence, ..cut }).collect();
    let file = draft.source.path.clone();
    let rules = format!("[[sources]]\nfiles = {}\n{rules}", toml_text(&file));
    (confidence >= 30).then_some(Proposal { file, documents: cuts.len() as u32, reason, confidence, rules, cuts })
}

/// A sign that comes again and again is no accident; pieces of a few words say that it means something else.
fn confidence(cuts: usize, short: usize) -> u8 {
    let certain = 50 + 10 * cuts.min(4) as u32;
    (certain - certain * short as u32 / cuts as u32) as u8
}

fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{
        curation::segments_file::Decision,
        source::{plain_text::blocks, rulebook::Rulebook},
    };

    fn proposal_for(text: &str) -> Option<Proposal> {
        propose(&Draft { blocks: blocks(text), ..Draft::of("a.txt", b"") }, &SourceRules::default())
    }

    fn article(number: u32) -> String {
        format!("Paragraph {number} of some length. ").repeat(10)
    }

    #[test]
    fn signs_that_come_again_are_proposed() {
        let cases = [
            (
                "One title\n\nAda Vale wrote . . . .\n\n{1}\n\nSource : XNA\n\nNext title\n\nwrote . . . .\n\n{2}\n\nSource : YNA\n\nStub\n\nSource : Z",
                2,
                "bylines",
            ),
            (
                "It rains…reports Valley News\n\n{1}\n\nIt pours….writes Ada Vale\n\n{2}\n\nIt dries…reports Valley News\n\n{3}",
                3,
                "standfirsts",
            ),
            ("One\n\n{1}\n\n* * *\n\nTwo\n\n{2}", 2, "separators"),
            ("One\n\nBy Ada Vale\n\n{1}\n\nTwo\n\nBy Jo Hill and Ed Rock\n\n{2}", 2, "bylines"),
        ];
        for (text, documents, rule) in cases {
            let text = text.replace("{1}", &article(1)).replace("{2}", &article(2)).replace("{3}", &article(3));
            let proposal = proposal_for(&text).unwrap_or_else(|| panic!("nothing for {rule}"));
            assert_eq!(proposal.documents, documents, "{proposal:?}");
            assert!(proposal.rules.contains(rule), "{proposal:?}");
            assert!(proposal.cuts.iter().all(|cut| cut.decision == Decision::Maybe));
            assert!(Rulebook::parse(&proposal.rules).is_ok(), "{}", proposal.rules);
        }
    }

    #[test]
    fn ordinary_texts_are_left_alone() {
        for text in [
            format!("A title\n\nBy Ada Vale\n\n{}\n\n{}", article(1), article(2)),
            format!("List\n\n---\n\na\n\n---\n\nb\n\n---\n\n{}", article(1)),
            "Short\n\ntext".to_owned(),
        ] {
            assert_eq!(proposal_for(&text), None, "{text}");
        }
    }
}
