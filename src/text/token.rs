//! Tokens: words as written, with the places where they stand.
//!
//! Words of scripts with spaces are found by their letters and digits. Inside a word an apostrophe stays (`Qur’an`),
//! thousands separators go (`1,588` is `1588`), dots of acronyms go (`U.N.` is `un`). The parts of a hyphenated word
//! are words of their own, and the whole is one more (`re-education` is `re`, `education` and `reeducation`), also
//! where a line broke (`re- education`).
//!
//! Han, Kana, Thai, Lao, Khmer and Myanmar have no spaces: every character is a token, and so is every pair of
//! neighbours, so that any piece of the text can be found exactly, whatever a dictionary thinks of it.

use super::fold::Folding;

/// One token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Folded.
    pub form: &'a str,
    /// Bytes of the text that it stands for.
    pub start: u32,
    pub end: u32,
    /// Number of the word in the text, from 0. A whole hyphenated word shares it with its first part, a pair of
    /// characters with its first character.
    pub position: u32,
    /// It repeats others: the whole of a hyphenated word, a pair of characters.
    pub is_extra: bool,
}

/// Longer words are cut to this many bytes: they are noise (encoded data, lines without spaces), and dictionary
/// entries must stay small. A guess; the longest word of the trial corpora's running text has 63.
pub const MAX_FORM: usize = 80;

/// Calls back for every token in order and returns the number of positions.
pub fn for_each_token(text: &str, folding: &Folding, mut visit: impl FnMut(Token<'_>)) -> u32 {
    // One scanner for all callers: a copy for each costs the worker kilobytes.
    scan(text, folding, &mut visit)
}

fn scan(text: &str, folding: &Folding, visit: &mut dyn FnMut(Token<'_>)) -> u32 {
    let mut scanner = Scanner { text, folding, position: 0, form: String::new(), whole: String::new() };
    let mut at = 0;
    while let Some(c) = scanner.char_at(at) {
        at = if is_unspaced(c) {
            scanner.scan_unspaced(at, visit)
        } else if is_word(c) {
            scanner.scan_compound(at, visit)
        } else {
            at + c.len_utf8()
        };
    }
    scanner.position
}

struct Scanner<'t> {
    text: &'t str,
    folding: &'t Folding,
    position: u32,
    form: String,
    whole: String,
}

impl Scanner<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        // ASCII first: this is the innermost loop of a build.
        match *self.text.as_bytes().get(at)? {
            byte if byte < 0x80 => Some(char::from(byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| is_word(c) && !is_unspaced(c))
    }

    fn is_digit_at(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| c.is_numeric())
    }

    /// A word with the parts that hyphens join to it. Returns where it ends.
    fn scan_compound(&mut self, start: usize, visit: &mut dyn FnMut(Token<'_>)) -> usize {
        let first_position = self.position;
        self.whole.clear();
        let mut end = self.scan_word(start, visit);
        let mut parts = 1;
        while let Some(next) = self.after_hyphen(end) {
            end = self.scan_word(next, visit);
            parts += 1;
        }
        if (2..=4).contains(&parts) && self.whole.len() <= MAX_FORM {
            visit(Token {
                form: &self.whole,
                start: start as u32,
                end: end as u32,
                position: first_position,
                is_extra: true,
            });
        }
        end
    }

    /// Where the next part starts if the word that ends here goes on after a hyphen.
    fn after_hyphen(&self, end: usize) -> Option<usize> {
        let hyphen = self.char_at(end).filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'))?;
        let next = end + hyphen.len_utf8();
        if self.is_word_at(next) {
            return Some(next);
        }
        // A line that broke: "re- education". Capitals after it are rather a new word ("Xi- Li").
        let rest = self.text.get(next..)?;
        let gap = rest.len() - rest.trim_start().len();
        let is_broken_word = gap == 1 && self.char_at(next + gap).is_some_and(char::is_lowercase);
        is_broken_word.then_some(next + gap)
    }

    /// One word. Returns where it ends.
    fn scan_word(&mut self, start: usize, visit: &mut dyn FnMut(Token<'_>)) -> usize {
        self.form.clear();
        let mut letters = 0;
        let mut at = start;
        let mut is_acronym = false;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            if is_word(c) && !is_unspaced(c) {
                self.folding.push(c, &mut self.form);
                letters += 1;
                at = next;
            } else if is_apostrophe(c) && at > start && self.is_word_at(next) {
                self.form.push('\'');
                at = next;
            } else if c == '.' && (letters == 1 || is_acronym) && self.is_acronym_letter(next) {
                is_acronym = true;
                at = next;
            } else if matches!(c, '.' | ',') && self.is_number_going_on(at, c) {
                if c == '.' {
                    self.form.push('.');
                }
                at = next;
            } else {
                break;
            }
        }
        // The full stop that closes an acronym belongs to it: a mark covers "U.N.", not "U.N".
        if is_acronym && self.char_at(at) == Some('.') {
            at += 1;
        }
        self.push_word(start, at, visit);
        at
    }

    fn push_word(&mut self, start: usize, end: usize, visit: &mut dyn FnMut(Token<'_>)) {
        if self.form.len() > MAX_FORM {
            let cut = (0..=MAX_FORM).rev().find(|&i| self.form.is_char_boundary(i)).unwrap_or(0);
            self.form.truncate(cut);
        }
        self.whole.push_str(&self.form);
        if !self.form.is_empty() {
            let token = Token {
                form: &self.form,
                start: start as u32,
                end: end as u32,
                position: self.position,
                is_extra: false,
            };
            visit(token);
            self.position += 1;
        }
    }

    /// A letter standing alone before a dot or the end of the word: the next one of an acronym.
    fn is_acronym_letter(&self, at: usize) -> bool {
        match self.char_at(at) {
            Some(c) if c.is_alphabetic() => !self.is_word_at(at + c.len_utf8()),
            _ => false,
        }
    }

    /// Whether a dot, or a comma before three digits, stands inside a number.
    fn is_number_going_on(&self, at: usize, separator: char) -> bool {
        let is_after_digit = self.form.ends_with(char::is_numeric);
        let digits = self.text.bytes().skip(at + 1).take_while(u8::is_ascii_digit).count();
        is_after_digit && if separator == ',' { digits == 3 } else { digits > 0 && self.is_digit_at(at + 1) }
    }

    /// A run of characters of a script without spaces. Returns where it ends.
    fn scan_unspaced(&mut self, start: usize, visit: &mut dyn FnMut(Token<'_>)) -> usize {
        let mut at = start;
        while let Some(c) = self.char_at(at).filter(|&c| is_unspaced(c)) {
            let next = at + c.len_utf8();
            self.form.clear();
            self.folding.push(c, &mut self.form);
            let position = self.position;
            visit(Token { form: &self.form, start: at as u32, end: next as u32, position, is_extra: false });
            if let Some(second) = self.char_at(next).filter(|&c| is_unspaced(c)) {
                self.folding.push(second, &mut self.form);
                let end = next + second.len_utf8();
                visit(Token { form: &self.form, start: at as u32, end: end as u32, position, is_extra: true });
            }
            self.position += 1;
            at = next;
        }
        at
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}' | '\u{2018}' | '\u{2bb}' | '\u{ff07}')
}

fn is_word(c: char) -> bool {
    // ASCII first here too.
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (c.is_alphanumeric() || is_inside_word(c)))
}

/// Characters that are neither letters nor digits but never end a word: marks, joiners, the soft hyphen.
fn is_inside_word(c: char) -> bool {
    match c {
        '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{640}' => true,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' => true,
        '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6ed}' => true,
        // In every Indic block from Devanagari to Malayalam the nukta and the virama have these places.
        '\u{900}'..='\u{d7f}' => matches!(c as u32 & 0x7f, 0x3c | 0x4d),
        '\u{dca}' => true,
        _ => false,
    }
}

/// Characters of scripts that put no spaces between words.
pub fn is_unspaced(c: char) -> bool {
    match c {
        '\0'..='\u{dff}' => false,
        // Thai and Lao, Myanmar, Khmer: letters, vowel signs and tone marks, but not their punctuation and currency.
        '\u{e2f}'
        | '\u{e3f}'
        | '\u{e4f}'
        | '\u{e5a}'
        | '\u{e5b}'
        | '\u{104a}'..='\u{104f}'
        | '\u{17d4}'..='\u{17db}' => false,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' => true,
        // Kana with the prolonged sound mark, iteration mark, Han.
        '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => true,
        '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => true,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forms in order; extras in brackets, each at its position.
    fn forms(text: &str) -> String {
        let folding = Folding::of(&text.chars().collect());
        let mut out = Vec::new();
        for_each_token(text, &folding, |token| {
            let (open, close) = if token.is_extra { ("(", ")") } else { ("", "") };
            out.push(format!("{open}{}{close}{}", token.form, token.position));
        });
        out.join(" ")
    }

    #[test]
    fn words_come_out_as_a_reader_expects() {
        let cases = [
            ("The U.N. report, 48 pages.", "the0 un1 report2 483 pages4"),
            ("China’s Qur'an ‘quoted’", "china's0 qur'an1 quoted2"),
            ("1,588 gangs in 2014, 3.5% and 1,2", "15880 gangs1 in2 20143 3.54 and5 16 27"),
            ("re-education", "re0 education1 (reeducation)0"),
            ("re- education camps", "re0 education1 (reeducation)0 camps2"),
            ("the 48-page text", "the0 481 page2 (48page)1 text3"),
            ("A/RES/70/1", "a0 res1 702 13"),
            ("e.g. this", "eg0 this1"),
            ("the end.Next", "the0 end1 next2"),
            ("", ""),
            ("— … !", ""),
            ("हिन्दी", "हिन्दी0"),
            ("維吾爾", "維0 (維吾)0 吾1 (吾爾)1 爾2"),
            ("UN在新疆", "un0 在1 (在新)1 新2 (新疆)2 疆3"),
        ];
        for (text, expected) in cases {
            assert_eq!(forms(text), expected, "{text}");
        }
    }

    #[test]
    fn tokens_cover_what_they_stand_for() {
        let text = "Bachelet’s U.N. office, re-education: 新疆";
        let folding = Folding::of(&text.chars().collect());
        let mut covered = Vec::new();
        for_each_token(text, &folding, |t| covered.push(&text[t.start as usize..t.end as usize]));
        assert_eq!(covered, ["Bachelet’s", "U.N.", "office", "re", "education", "re-education", "新", "新疆", "疆"]);
    }

    #[test]
    fn endless_words_are_cut() {
        let text = "ä".repeat(5000);
        for_each_token(&text, &Folding::of(&text.chars().collect()), |t| assert_eq!(t.form.len(), MAX_FORM));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_tokens_in_order_inside_it(text in "\\PC{0,60}") {
            let folding = Folding::of(&text.chars().collect());
            let mut last = 0;
            let positions = for_each_token(&text, &folding, |t| {
                assert!(t.start < t.end && text.get(t.start as usize..t.end as usize).is_some());
                assert!(!t.form.is_empty());
                assert!(t.is_extra || t.position >= last);
                last = last.max(t.position);
            });
            assert!(positions == 0 || last < positions);
        }
    }
}
