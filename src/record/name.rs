//! Names in their parts, as styles of citation need them, and the names that no person bears.
//!
//! A corpus that writes `Li, Wei` says itself which part is the family's. Without a comma a name is taken as bylines in
//! English have it: the family's part comes last, with the small words before it (`Ana de la Cruz`). A name in another
//! script, or of one word, is left whole.

/// A person's name in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    pub family: &'a str,
    pub given: &'a str,
    /// `Jr.`, `III`; empty for most.
    pub suffix: &'a str,
}

const SUFFIXES: [&str; 7] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"];

/// Words by which a name is known as that of an agency, an office or a newsroom.
const ORGANISATION_WORDS: [&str; 45] = [
    "agency",
    "amnesty",
    "assembly",
    "association",
    "board",
    "bureau",
    "center",
    "centre",
    "coalition",
    "commission",
    "committee",
    "congress",
    "correspondent",
    "correspondents",
    "council",
    "department",
    "desk",
    "editor",
    "editors",
    "embassy",
    "for",
    "foundation",
    "government",
    "group",
    "institute",
    "international",
    "media",
    "ministry",
    "nations",
    "network",
    "news",
    "of",
    "office",
    "organisation",
    "organization",
    "press",
    "project",
    "radio",
    "reporter",
    "service",
    "society",
    "staff",
    "team",
    "university",
    "watch",
];

/// Whether a name says by itself that it is not a person's: “Reuters Staff”, “Bell and Sons”.
pub fn is_organisation(name: &str) -> bool {
    let words = || name.split([' ', ',', '.', '’', '\'']).map(str::to_ascii_lowercase);
    words().any(|word| matches!(word.as_str(), "and" | "&") || ORGANISATION_WORDS.contains(&word.as_str()))
}

/// `RFA` of “Radio Free Asia (RFA)”.
pub fn acronym(name: &str) -> Option<&str> {
    let (_, acronym) = name.strip_suffix(')')?.rsplit_once('(')?;
    let is_acronym = acronym.len() > 1 && acronym.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    is_acronym.then_some(acronym)
}

/// Whether two names are one organisation's, so that it need not be named twice.
pub fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || acronym(one) == Some(other) || acronym(other) == Some(one)
}

impl<'a> Person<'a> {
    /// None for a name that is left whole. The name has single spaces between its words.
    pub fn of(name: &'a str) -> Option<Person<'a>> {
        let mut parts = name.split(", ");
        let person = match (parts.next()?, parts.next(), parts.next()) {
            (name, None, _) => Person::given_first(name, "")?,
            (name, Some(suffix), None) if SUFFIXES.contains(&suffix) => Person::given_first(name, suffix)?,
            (family, Some(given), suffix) => Person { family, given, suffix: suffix.unwrap_or_default() },
        };
        let is_whole = person.family.is_empty() || person.given.is_empty() || parts.next().is_some();
        (!is_whole).then_some(person)
    }

    fn given_first(name: &'a str, suffix: &'a str) -> Option<Person<'a>> {
        let (before, last) = name.rsplit_once(' ')?;
        if suffix.is_empty() && SUFFIXES.contains(&last) {
            return Person::given_first(before, last);
        }
        if !last.chars().all(is_latin) {
            return None;
        }
        let mut given = before;
        while let Some((rest, word)) = given.rsplit_once(' ')
            && word.starts_with(char::is_lowercase)
        {
            given = rest;
        }
        Some(Person { family: &name[given.len() + 1..], given, suffix })
    }

    /// `Edith M.` as `E. M.`, `Jean-Paul` as `J.-P.`; a part without capitals stays as it is.
    pub fn initials(&self) -> String {
        let words = self.given.split([' ', '.']).filter(|word| !word.is_empty());
        let initials = words.map(|word| {
            let parts = word.split('-').filter(|part| !part.is_empty());
            let initials = parts.map(|part| match part.chars().next() {
                Some(first) if first.is_uppercase() => format!("{first}."),
                _ => part.into(),
            });
            initials.collect::<Vec<_>>().join("-")
        });
        initials.collect::<Vec<_>>().join(" ")
    }
}

/// Whether a character can stand in a name in Latin letters: up to Latin Extended-B, and Latin Extended Additional.
fn is_latin(character: char) -> bool {
    matches!(character, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart_only_where_it_is_known_how() {
        let cases = [
            ("Emma Farge", "Farge|Emma|"),
            ("Edith M. Lederer", "Lederer|Edith M.|"),
            ("Li, Wei", "Li|Wei|"),
            ("Ana de la Cruz", "de la Cruz|Ana|"),
            ("Martin Luther King Jr.", "King|Martin Luther|Jr."),
            ("Martin Luther King, Jr.", "King|Martin Luther|Jr."),
            ("King, Martin Luther, Jr.", "King|Martin Luther|Jr."),
            ("bell hooks", "hooks|bell|"),
            ("Þóra Ólafsdóttir", "Ólafsdóttir|Þóra|"),
            ("Plato", ""),
            ("李 伟", ""),
            ("Иван Петров", ""),
            ("Doe, Jane, of Rome, Italy", ""),
            ("", ""),
        ];
        for (name, expected) in cases {
            let parts = Person::of(name).map(|Person { family, given, suffix }| format!("{family}|{given}|{suffix}"));
            assert_eq!(parts.unwrap_or_default(), expected, "{name}");
        }
    }

    #[test]
    fn initials_keep_hyphens_and_what_has_no_capitals() {
        let cases = [("Edith M.", "E. M."), ("Jean-Paul", "J.-P."), ("J.K.", "J. K."), ("伟", "伟"), ("Émile", "É.")];
        for (given, expected) in cases {
            assert_eq!(Person { family: "x", given, suffix: "" }.initials(), expected);
        }
    }

    #[test]
    fn an_acronym_in_brackets_is_the_same_name() {
        assert!(
            is_same("Associated Press (AP)", "AP") && is_same("AP", "Associated Press (AP)") && is_same("CNN", "Cnn")
        );
        assert!(!is_same("Associated Press (AP)", "ANI") && !is_same("AP (live)", "live"));
    }

    #[test]
    fn newsrooms_are_no_persons() {
        for name in ["Reuters Staff", "Bell AND Sons", "Human Rights Watch", "Office of the Prosecutor", "AP News"] {
            assert!(is_organisation(name), "{name}");
        }
        for name in ["Emma Farge", "Li, Wei", "Andy Rowe", "Anderson Cooper"] {
            assert!(!is_organisation(name), "{name}");
        }
    }
}
