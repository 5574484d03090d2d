//! How a word is written: of the ways in which texts write a folded form, the usual one.

use serde::{Deserialize, Serialize};

use super::token::MAX_FORM;

/// How often something occurs: inside sentences, and in all. At the beginning of a sentence, and in headings, a capital
/// says nothing, so these occurrences count only where there are no others.
type Count = (u32, u32);

/// The ways in which a folded form is written, with their counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spellings {
    /// Of each [`Capitals`].
    by_capitals: [Count; 3],
    /// Of all others, ascending: with accents, hyphens, capitals inside.
    others: Vec<(String, Count)>,
}

/// Which letters of a word are capitals, for words that are written as they are folded otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capitals {
    /// `report`.
    None,
    /// `Xinjiang`.
    First,
    /// `UN`.
    All,
}

/// How a form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling<'a> {
    /// As it is folded, but for capitals.
    Folded(Capitals),
    /// So: `re-education` for `reeducation`.
    Other(&'a str),
}

impl Capitals {
    /// All of them, in the order of their numbers in stored bytes.
    pub const ALL: [Capitals; 3] = [Capitals::None, Capitals::First, Capitals::All];

    /// A form with these capitals. Only ASCII letters have them here: others would need Unicode's tables.
    pub fn write(self, form: &str) -> String {
        let mut written = form.to_string();
        match self {
            Capitals::None => {}
            Capitals::First => written.get_mut(..1).into_iter().for_each(str::make_ascii_uppercase),
            Capitals::All => written.make_ascii_uppercase(),
        }
        written
    }

    fn of(form: &str, written: &str) -> Option<Capitals> {
        if written == form {
            return Some(Capitals::None);
        }
        let (a, b) = (form.as_bytes(), written.as_bytes());
        if a.len() != b.len() || !a.eq_ignore_ascii_case(b) {
            return None;
        }
        if a[1..] == b[1..] {
            return Some(Capitals::First);
        }
        b.iter().all(|byte| !byte.is_ascii_lowercase()).then_some(Capitals::All)
    }
}

impl Spelling<'_> {
    /// A form written so.
    pub fn write(self, form: &str) -> String {
        match self {
            Spelling::Folded(capitals) => capitals.write(form),
            Spelling::Other(written) => written.into(),
        }
    }
}

impl Spellings {
    /// Counts an occurrence of a form, which is not empty, in a text, from byte `start` to `end`. `is_running` says that
    /// the text is made of sentences and no heading.
    pub fn add(&mut self, form: &str, text: &str, (start, end): (u32, u32), is_running: bool) {
        let Some(written) = text.get(start as usize..end as usize) else { return };
        let is_inside = is_running && is_inside_sentence(text.get(..start as usize).unwrap_or_default());
        let count = (u32::from(is_inside), 1);
        match Capitals::of(form, written) {
            Some(capitals) => self.count(Ok(capitals), count),
            // Longer words were cut when they were folded.
            None if form.len() < MAX_FORM => self.add_other(form, written, count),
            None => {}
        }
    }

    /// Line breaks inside a word, soft hyphens and the shape of apostrophes are no part of its spelling.
    fn add_other(&mut self, form: &str, written: &str, count: Count) {
        let is_letter = |c: &char| !c.is_whitespace() && *c != '\u{ad}';
        let is_apostrophe = |c| matches!(c, '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '\u{ff07}');
        let letters = written.chars().filter(is_letter).map(|c| if is_apostrophe(c) { '\'' } else { c });
        let written: String = letters.collect();
        match Capitals::of(form, &written) {
            Some(capitals) => self.count(Ok(capitals), count),
            None => self.count(Err(&written), count),
        }
    }

    fn count(&mut self, spelling: Result<Capitals, &str>, (inside, all): Count) {
        let known = match spelling {
            Ok(capitals) => &mut self.by_capitals[capitals as usize],
            Err(written) => {
                let place = self.others.partition_point(|(other, _)| other.as_str() < written);
                if self.others.get(place).is_none_or(|(other, _)| other != written) {
                    self.others.insert(place, (written.into(), (0, 0)));
                }
                &mut self.others[place].1
            }
        };
        *known = (known.0 + inside, known.1 + all);
    }

    /// Adds the counts of the same form in other texts.
    pub fn merge(&mut self, other: &Spellings) {
        Capitals::ALL.into_iter().zip(other.by_capitals).for_each(|(capitals, count)| self.count(Ok(capitals), count));
        other.others.iter().for_each(|(written, count)| self.count(Err(written), *count));
    }

    /// Whether no occurrence was counted.
    pub fn is_empty(&self) -> bool {
        self.usual().is_none()
    }

    /// The commonest spelling, of equals the plainest; `None` if none was counted.
    pub fn usual(&self) -> Option<Spelling<'_>> {
        let folded = Capitals::ALL.into_iter().map(Spelling::Folded).zip(self.by_capitals);
        let others = self.others.iter().map(|(written, count)| (Spelling::Other(written), *count));
        let (mut usual, mut most) = (None, (0, 0));
        for (spelling, count) in folded.chain(others) {
            if count > most {
                (usual, most) = (Some(spelling), count);
            }
        }
        usual
    }
}

/// Whether what follows this text goes on with a sentence.
fn is_inside_sentence(before: &str) -> bool {
    let last = before.trim_end().chars().next_back();
    last.is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | ';' | '-' | '\'' | '\u{2019}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Folding, for_each_token};

    /// The usual spelling of a form in some texts.
    fn usual(form: &str, texts: &[&str]) -> String {
        let characters = texts.iter().flat_map(|text| text.chars()).collect();
        let mut spellings = Spellings::default();
        for text in texts {
            let mut here = Spellings::default();
            for_each_token(text, &Folding::of(&characters), |token| {
                if token.form == form {
                    here.add(form, text, (token.start, token.end), true);
                }
            });
            spellings.merge(&here);
        }
        spellings.usual().map(|spelling| spelling.write(form)).unwrap_or_default()
    }

    #[test]
    fn a_word_is_written_as_texts_write_it_inside_sentences() {
        let cases: [(&str, &[&str], &str); 12] = [
            ("xinjiang", &["In Xinjiang.", "XINJIANG"], "Xinjiang"),
            ("un", &["The UN said."], "UN"),
            ("un", &["The U.N. said", "the U.N. and the UN"], "U.N."),
            ("reeducation", &["the re-education of", "the re- education of", "Reeducation."], "re-education"),
            ("however", &["However, this.", "However, that.", "it is, however, so"], "however"),
            ("however", &["However, this.", "However, that."], "However"),
            ("urumqi", &["in Ürümqi", "in Urumqi", "to Ürümqi"], "Ürümqi"),
            ("china's", &["of China’s law", "of china's law", "to China's law"], "China's"),
            ("mccain", &["with McCain"], "McCain"),
            ("维吾", &["新疆维吾尔"], "维吾"),
            ("cooperate", &["to co\u{ad}operate with"], "cooperate"),
            ("none", &["nothing"], ""),
        ];
        for (form, texts, expected) in cases {
            assert_eq!(usual(form, texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn the_order_of_the_texts_does_not_matter() {
        let texts = ["the Camp", "the CAMP", "a cämp", "a cámp", "“Camp” is"];
        let reversed: Vec<&str> = texts.iter().copied().rev().collect();
        assert_eq!((usual("camp", &texts), usual("camp", &reversed)), ("Camp".into(), "Camp".into()));
        assert_eq!(usual("camp", &texts[2..4]), usual("camp", &reversed[1..3]));
    }

    #[test]
    fn an_apostrophe_begins_no_form_and_capitals_stay_ascii() {
        assert_eq!([Capitals::First, Capitals::All].map(|capitals| capitals.write("été")), ["été", "éTé"]);
        assert_eq!(Capitals::of("a", "A"), Some(Capitals::First));
        assert_eq!(Capitals::of("été", "ÉTÉ"), None);
    }
}
