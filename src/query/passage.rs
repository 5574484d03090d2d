//! Pasted passages: which texts are long quotations, and which are ordinary queries.

use super::parser::is_quote;
use super::tree::{Clause, Node, Occur, Query};

/// Quotations of this many words or more are passages, which are compared with the stored text; shorter ones are
/// phrases. A guess: longer than the names and set phrases that people look for, shorter than most sentences.
const PASSAGE_WORDS: usize = 8;

/// A quotation with an ellipsis is a passage from this many words on.
const GAPPED_PASSAGE_WORDS: usize = 4;

/// The parts of a quoted text between its ellipses (`…`, `...`), at least one, if it is a passage; `None` if it is a
/// phrase.
pub fn passage_parts(text: &str) -> Option<Vec<&str>> {
    // A star stands for one word: that is a phrase, however long.
    if text.split_whitespace().any(|word| word == "*") {
        return None;
    }
    let parts: Vec<&str> = split_at_ellipses(text).filter(|part| words(part) > 0).collect();
    let least = if parts.len() > 1 { GAPPED_PASSAGE_WORDS } else { PASSAGE_WORDS };
    (words(text) >= least).then_some(parts)
}

/// The text as a query for one quotation, if it looks pasted rather than typed: long, without operators, with
/// punctuation or capitals as in prose, and not a question. `query` is the parsed text. A pasted text that no document
/// has is searched as plain words after all.
pub fn pasted(text: &str, query: &Query) -> Option<Query> {
    let is_prose =
        |clause: &Clause| clause.occur == Occur::Should && matches!(clause.node, Node::Word(_) | Node::Group(_));
    let is_quoted = |clause: &Clause| matches!(clause.node, Node::Phrase(_));
    let clauses = &query.clauses;
    let is_plain = clauses.iter().all(|clause| is_prose(clause) || is_quoted(clause));
    if !is_plain || clauses.len() < 2 || !looks_copied(text.trim()) {
        return None;
    }
    let whole = text.replace(is_quote, " ").split_whitespace().collect::<Vec<_>>().join(" ");
    passage_parts(&whole)?;
    let clause = Clause { occur: Occur::Must, node: Node::Phrase(whole), start: 0, end: text.len() as u32 };
    Some(Query { clauses: vec![clause], remarks: Vec::new() })
}

/// A line break, a quotation mark, punctuation between words, or a capital after the first word in a text that is not
/// all in capitals.
fn looks_copied(text: &str) -> bool {
    let is_question = text.ends_with(['?', '？', '؟']);
    let inside = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let has_sign = inside.contains(['\n', ',', ';', ':', '.', '—', '–', '…', '‘', '’', '،', '؛']);
    let has_capital = text.contains(char::is_lowercase) && text.split_whitespace().skip(1).any(is_capitalised);
    !is_question && (has_sign || has_capital || text.contains(is_quote))
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Cuts at "…", "..." and "[...]". The brackets are no letters and need not be cut away.
fn split_at_ellipses(text: &str) -> impl Iterator<Item = &str> {
    let mut dots = 0;
    let is_end = move |c| {
        dots = if c == '.' { dots + 1 } else { 0 };
        let is_third = dots == 3;
        dots %= 3;
        is_third || c == '…'
    };
    text.split(is_end).map(|part| part.strip_suffix("..").unwrap_or(part))
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn long_quotations_are_passages() {
        let cases: [(&str, Option<&[&str]>); 6] = [
            ("crimes against humanity", None),
            ("one two three four five six seven eight", Some(&["one two three four five six seven eight"])),
            ("one two * four five six seven eight nine", None),
            ("one two […] three four", Some(&["one two [", "] three four"])),
            ("one two ... three ...four...", Some(&["one two ", " three ", "four"])),
            ("one two … three", None),
        ];
        for (text, expected) in cases {
            assert_eq!(passage_parts(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn copied_text_is_told_from_questions() {
        let cases = [
            ("what similarity laws must be obeyed when constructing aeroelastic models .", false),
            ("What did Michelle Bachelet say in August about forced labour in Xinjiang?", false),
            ("PRESIDENT DE GAULLE'S POLICY ON BRITISH ENTRY INTO THE COMMON MARKET", false),
            ("The report, which was published late, says that crimes may have been committed", true),
            ("members of the Uyghur community were detained without any trial in camps", true),
            ("the so-called “centres” were built in the year after the law was passed", true),
            ("(the report, which was published late, says that) crimes may have been committed", true),
            ("The report, +which was published late, says that crimes may have been committed", false),
            ("The report, too short", false),
            ("publisher:Reuters the report, which was published late, says that crimes were committed", false),
        ];
        for (text, expected) in cases {
            assert_eq!(pasted(text, &parse(text)).is_some(), expected, "{text}");
        }
    }
}
