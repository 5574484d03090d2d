//! The sentences of a text, their words, and what stands in quotation marks.

use std::ops::Range;

/// A longer quotation is one that was never closed.
const MAX_QUOTATION: usize = 1_500;
/// A longer sentence is a table or a list of names.
const MAX_SENTENCE: usize = 2_000;

/// Opening marks with those that close them.
const PAIRS: [(char, char); 9] =
    [('“', '”'), ('„', '“'), ('«', '»'), ('‹', '›'), ('‘', '’'), ('「', '」'), ('『', '』'), ('"', '"'), ('\'', '\'')];

/// Words before a full stop that does not end a sentence.
const ABBREVIATIONS: [&str; 34] = [
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "sgt", "capt", "rev", "hon", "sen", "rep", "gov", "jr",
    "sr", "no", "nos", "vs", "art", "para", "paras", "approx", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "inc",
    "al",
];

/// Abbreviated before a name.
pub const TITLES: [&str; 10] = ["mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "st"];

/// What stands in quotation marks: with them, and without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// Bytes of the text, marks included.
    pub outer: Range<usize>,
    /// Bytes between the marks.
    pub inner: Range<usize>,
}

/// All quotations that are closed in the text, the outermost only, in their order.
pub fn quotations(text: &str) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    let mut at = 0;
    while let Some((start, open)) = text[at..].char_indices().find(|(_, c)| PAIRS.iter().any(|(open, _)| open == c)) {
        let (start, inside) = (at + start, at + start + open.len_utf8());
        at = inside;
        let is_after_word = text[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        if is_after_word && matches!(open, '"' | '‘' | '\'') {
            continue;
        }
        let close = PAIRS.iter().find(|(o, _)| *o == open).map_or(open, |(_, close)| *close);
        // The apostrophe closes only where no word goes on, and not behind “the tenants' ”.
        let closes = |(place, c): &(usize, char)| {
            let (before, behind) = (&text[inside..inside + place], &text[inside + place + c.len_utf8()..]);
            let may_own = matches!(close, '\'' | '’') && before.ends_with('s');
            let owns = may_own && behind.starts_with(' ') && behind[1..].starts_with(char::is_lowercase);
            *c == close && !owns && !behind.chars().next().is_some_and(char::is_alphanumeric)
        };
        if let Some((length, c)) =
            text[inside..].char_indices().take(MAX_QUOTATION).find(closes).filter(|(n, _)| *n > 0)
        {
            let end = inside + length;
            found.push(Quotation { outer: start..end + c.len_utf8(), inner: inside..end });
            at = end + c.len_utf8();
        }
    }
    found
}

/// The sentences of a text. A quotation is never cut.
pub fn sentences(text: &str, quotations: &[Quotation]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut quotations) = (0, quotations.iter().peekable());
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')) {
        while quotations.next_if(|quotation| quotation.outer.end <= at).is_some() {}
        let mut end = at + c.len_utf8();
        if let Some(quotation) = quotations.peek().filter(|quotation| quotation.outer.start < at) {
            if end != quotation.inner.end {
                continue;
            }
            end = quotation.outer.end;
        }
        let rest = text[end..].trim_start_matches([')', ']', '”', '’', '"']);
        end = text.len() - rest.len();
        let next = rest.trim_start().chars().next();
        let is_wide = matches!(c, '。' | '！' | '？');
        let may_begin = |c: char| !c.is_lowercase();
        let is_followed = rest.starts_with(char::is_whitespace) && next.is_none_or(may_begin);
        if next.is_some() && !is_wide && (!is_followed || (c == '.' && is_abbreviated(&text[start..at]))) {
            continue;
        }
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let sentence = text[range.clone()].trim();
    if !sentence.is_empty() && sentence.len() <= MAX_SENTENCE {
        let start = range.start + (text[range.clone()].len() - text[range].trim_start().len());
        found.push(start..start + sentence.len());
    }
}

/// Whether a text ends in an abbreviation, or in an initial.
fn is_abbreviated(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or_default();
    let is_acronym = word.split('.').all(|part| part.chars().count() == 1) && word.chars().all(|c| !c.is_numeric());
    is_acronym || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// A word, with hyphens and apostrophes inside of it, or a mark of punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// Without capitals; the possessive `'s` is left out, apostrophes are straight.
    pub lower: String,
    /// Not punctuation.
    pub is_word: bool,
    /// Its first letter is a capital.
    pub is_capital: bool,
    /// Ends in `'s`.
    pub is_possessive: bool,
    /// In quotation marks, which count as outside.
    pub is_quoted: bool,
}

impl Token {
    /// “Isn't”, “who'd”: a word with a verb in it. “O'Brien” is a name.
    pub fn is_contraction(&self) -> bool {
        ["n't", "'d", "'ll", "'ve", "'re", "'m"].iter().any(|end| self.lower.ends_with(end))
    }
}

/// The tokens of a sentence of a text.
pub fn tokens(text: &str, sentence: &Range<usize>, quotations: &[Quotation]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = sentence.start;
    while let Some(c) = text[at..sentence.end].chars().next() {
        let end = at + c.len_utf8();
        if c.is_whitespace() {
            at = end;
            continue;
        }
        let mut end = if c.is_alphanumeric() { word_end(text, at, sentence.end) } else { end };
        // “the tenants' association”, unless a quotation closes there.
        let mark = text[end..sentence.end].chars().next().filter(|mark| matches!(mark, '\'' | '’' | 'ʼ'));
        if let Some(mark) =
            mark.filter(|_| text[at..end].ends_with('s') && !quotations.iter().any(|q| q.inner.end == end))
        {
            end += mark.len_utf8();
        }
        tokens.push(token(text, at..end, quotations));
        at = end;
    }
    tokens
}

fn token(text: &str, range: Range<usize>, quotations: &[Quotation]) -> Token {
    let written = &text[range.clone()];
    let mut lower = written.to_lowercase().replace(['’', 'ʼ'], "'");
    let is_possessive = lower.ends_with("'s") || lower.ends_with("s'");
    if let Some(owner) = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("'")) {
        lower.truncate(owner.len());
    }
    let first = written.chars().next();
    let is_in = |quotation: &Quotation| quotation.inner.start <= range.start && range.end <= quotation.inner.end;
    Token {
        lower,
        is_word: first.is_some_and(char::is_alphanumeric),
        is_capital: first.is_some_and(char::is_uppercase) || has_capital_inside(written),
        is_possessive,
        is_quoted: quotations.iter().any(is_in),
        range,
    }
}

/// “al-Rashid”, “d'Arcy”, and “plc”, which stands for a capital.
fn has_capital_inside(written: &str) -> bool {
    let inside = written.split(['-', '\'', '’']).nth(1).and_then(|part| part.chars().next());
    written == "plc"
        || inside.is_some_and(char::is_uppercase)
            && written.split(['-', '\'', '’']).next().is_some_and(|part| part.len() < 4)
}

fn word_end(text: &str, start: usize, limit: usize) -> usize {
    let mut end = start;
    let mut characters = text[start..limit].char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let goes_on = next.is_some_and(char::is_alphanumeric);
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let before = text[start..start + at].chars().next_back();
        let is_inside = match c {
            '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ʼ' => goes_on,
            '.' | ',' if is_digit(before) => is_digit(next),
            // U.N.
            '.' => {
                let word = &text[start..start + at];
                word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase))
            }
            c => c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c),
        };
        if !is_inside {
            break;
        }
        end = start + at + c.len_utf8();
    }
    let end = end.max(start + text[start..].chars().next().map_or(1, char::len_utf8));
    // “Mr. Li” is one name.
    let is_title = TITLES.contains(&text[start..end].to_lowercase().as_str()) && text[end..limit].starts_with('.');
    end + usize::from(is_title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, &quotations(text)).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        let text = "Mr. Li of the U.N. said so. It is 3.5 km. “We know. We do not go,” he said. Why? 他说。好";
        let expected = [
            "Mr. Li of the U.N. said so.",
            "It is 3.5 km.",
            "“We know. We do not go,” he said.",
            "Why?",
            "他说。",
            "好",
        ];
        assert_eq!(cut(text), expected);
        assert_eq!(cut("He said: “It ends.” She left."), ["He said: “It ends.”", "She left."]);
    }

    #[test]
    fn quotations_of_all_kinds_are_found() {
        let inner = |text: &str| -> Vec<String> {
            quotations(text).into_iter().map(|quotation| text[quotation.inner].to_owned()).collect()
        };
        let text = "“a b’s c”, \"d\" and «e», „f“, 「g」; the rock ’n’ roll, ‘h’s i’ and 5\" or “never closed";
        assert_eq!(inner(text), ["a b’s c", "d", "e", "f", "g", "h’s i"]);
    }

    #[test]
    fn words_keep_their_hyphens_and_lose_their_possessives() {
        let text = "China’s 48-page U.N. text, 1,200.5.";
        let tokens = tokens(text, &(0..text.len()), &[]);
        let lower: Vec<&str> = tokens.iter().map(|token| token.lower.as_str()).collect();
        assert_eq!(lower, ["china", "48-page", "u.n.", "text", ",", "1,200.5", "."]);
        assert!(tokens[0].is_possessive && tokens[0].is_capital && !tokens[4].is_word);
    }
}
