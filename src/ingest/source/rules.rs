//! What `corpus.toml` says about sources: which rules hold for which files, and where the documents in them begin.
//!
//! `docs/segmenting.md` shows the rules at work.

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder};
use scraper::Selector;
use serde::{Deserialize, Deserializer, de};

use super::decode::is_encoding;
use crate::{
    corpus::{Date, DateRange, date::day_number},
    ingest::entry::Value,
};

/// A table `[[sources]]`. Patterns are regular expressions over the text of one block (a paragraph, a heading, …);
/// their named groups (`(?<agency>AP|Reuters)`) are values of the document.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourceRules {
    /// The files: `mail/*.mbox`, `**/2019_*.txt`. `*` stands for anything but `/`, `**` for anything, `?` for one
    /// character. The first table that fits a file holds for it.
    pub files: Glob,
    /// In which the files are written, unless a byte order mark says otherwise.
    pub encoding: Option<EncodingLabel>,
    /// Values of all documents of these files; what a document says itself is stronger.
    pub values: BTreeMap<String, OneOrMany>,
    /// Values found in any block of a document: the first block that has a value decides.
    pub find: Vec<Pattern>,

    /// A document begins at such a block, which is its title.
    pub begins: Vec<Pattern>,
    /// A document begins at such a block, which is its standfirst; there is no title.
    pub standfirsts: Vec<Pattern>,
    /// Such a block follows the title: a document begins one block before it.
    pub bylines: Vec<Pattern>,
    /// A document begins at each heading of this level (1 to 6) or a higher one.
    pub heading_level: Option<u8>,
    /// Such a block stands between documents.
    pub separators: Vec<Pattern>,
    /// Such a block is a document's last; what follows until the next beginning is boilerplate.
    pub ends: Vec<Pattern>,

    /// Such a block is a heading inside a document.
    pub headings: Vec<Pattern>,
    /// Such a block is boilerplate.
    #[serde(alias = "furniture")]
    pub boilerplate: Vec<Pattern>,
    /// From such a block on everything is boilerplate, to the end of the document.
    #[serde(alias = "furniture_from")]
    pub boilerplate_from: Vec<Pattern>,
    pub quotes: Option<QuoteRules>,

    /// HTML: CSS selector of the main text, where it is not found by itself.
    pub main: Option<Css>,
    /// HTML: CSS selectors of boilerplate.
    pub hide: Vec<Css>,
    /// Tables: column name to key (`body`, `title`, `published`, a field, or `-` to leave the column out).
    pub columns: BTreeMap<String, String>,
    /// Mail: the parts of the head to keep besides subject and date: `from`, `to`.
    pub keep: Vec<String>,
}

/// Where a document quotes others at length.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct QuoteRules {
    /// A quotation begins after such a block. Its text also says whom the quotation is from.
    pub after: Vec<Pattern>,
    /// Such a block is a quotation's last.
    pub until: Vec<Pattern>,
    /// The publisher as the document names it, and the name to use.
    pub publishers: BTreeMap<String, String>,
}

/// The table `[reading]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadingRules {
    /// When documents of this corpus can have been published: `2018/2023`. Other dates are taken for mistakes.
    pub published: Option<Window>,
    /// Between which days dates in texts are believed: `1940..2030`.
    pub window: DayWindow,
    /// What reads PDF.
    pub pdf: PdfReader,
}

/// The programs that read PDF.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PdfReader {
    /// `pdftotext` where it is installed.
    #[default]
    Any,
    /// The reader in Rust, which gives the same on every machine.
    Rust,
}

impl SourceRules {
    /// Whether the rules say anything about what is read, rather than about how.
    pub fn is_about_text(&self) -> bool {
        let lists = [&self.find, &self.headings, &self.boilerplate, &self.boilerplate_from];
        self.is_cutting()
            || !self.values.is_empty()
            || self.quotes.is_some()
            || lists.iter().any(|list| !list.is_empty())
    }

    /// Whether the rules say where documents begin.
    pub fn is_cutting(&self) -> bool {
        let lists = [&self.begins, &self.standfirsts, &self.bylines, &self.separators, &self.ends];
        self.heading_level.is_some() || lists.iter().any(|list| !list.is_empty())
    }
}

/// A regular expression.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

/// Compiled expressions larger than this are refused (1 MB, as many states as any hand-written one needs).
const MAX_PATTERN_BYTES: usize = 1 << 20;

impl Pattern {
    /// Compiles an expression in the syntax of the crate `regex`.
    pub fn new(text: &str) -> Result<Pattern, regex::Error> {
        RegexBuilder::new(text).size_limit(MAX_PATTERN_BYTES).build().map(Pattern)
    }

    /// Whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// What the named groups hold, without white space around it.
    pub fn values(&self, text: &str) -> Vec<(String, String)> {
        let Some(captures) = self.0.captures(text) else { return Vec::new() };
        let group = |name: &str| captures.name(name).map(|found| found.as_str().trim().to_owned());
        let values = self.0.capture_names().flatten().filter_map(|name| Some((name.to_owned(), group(name)?)));
        values.filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The bytes of a text that it fits.
    pub fn ranges(&self, text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.0.find_iter(text).map(|found| found.range())
    }

    /// The expression, as it was written.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pattern, D::Error> {
        let text = String::deserialize(deserializer)?;
        Pattern::new(&text).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            de::Error::custom(format!("`{text}` is not a regular expression: {reason}"))
        })
    }
}

/// Which of these patterns fits a text.
pub fn matching<'a>(patterns: &'a [Pattern], text: &str) -> Option<&'a Pattern> {
    patterns.iter().find(|pattern| pattern.is_match(text))
}

/// Names of files, with `*`, `**` and `?`.
#[derive(Debug, Clone)]
pub struct Glob(Regex);

impl Default for Glob {
    /// Every file.
    fn default() -> Glob {
        Glob::new("**")
    }
}

impl Glob {
    /// Compiles a pattern. Only `*`, `**` and `?` mean something: file names have brackets and braces in them, so these stand
    /// for themselves.
    pub fn new(text: &str) -> Glob {
        let mut pattern = String::from("(?s)^");
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix("**/") {
                pattern.push_str("(?:.*/)?");
                rest = after;
                continue;
            }
            if let Some(after) = rest.strip_prefix("**") {
                pattern.push_str(".*");
                rest = after;
                continue;
            }
            match character {
                '*' => pattern.push_str("[^/]*"),
                '?' => pattern.push_str("[^/]"),
                character => pattern.push_str(&regex::escape(character.encode_utf8(&mut [0; 4]))),
            }
            rest = &rest[character.len_utf8()..];
        }
        pattern.push('$');
        // Escaped letters and four fixed groups; only a name of many kilobytes could be too large, and fits nothing.
        Glob(Regex::new(&pattern).or_else(|_| Regex::new("$^")).expect("a fixed expression"))
    }

    /// Whether it matches a whole path, with `/` between its parts.
    pub fn is_match(&self, name: &str) -> bool {
        self.0.is_match(name)
    }
}

impl<'de> Deserialize<'de> for Glob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Glob, D::Error> {
        Ok(Glob::new(&String::deserialize(deserializer)?))
    }
}

/// A CSS selector.
#[derive(Debug, Clone)]
pub struct Css(pub Selector);

impl<'de> Deserialize<'de> for Css {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Css, D::Error> {
        let text = String::deserialize(deserializer)?;
        Selector::parse(&text).map(Css).map_err(|_| de::Error::custom(format!("`{text}` is not a CSS selector")))
    }
}

/// The name of an encoding.
#[derive(Debug, Clone)]
pub struct EncodingLabel(pub String);

impl<'de> Deserialize<'de> for EncodingLabel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<EncodingLabel, D::Error> {
        let label = String::deserialize(deserializer)?;
        if is_encoding(&label) {
            return Ok(EncodingLabel(label));
        }
        Err(de::Error::custom(format!("“{label}” is not an encoding; write one such as gb18030, big5, windows-1251")))
    }
}

/// First and last day.
#[derive(Debug, Clone)]
pub struct Window(pub Date);

impl<'de> Deserialize<'de> for Window {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Window, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).map(Window).map_err(de::Error::custom)
    }
}

/// First and last day, as queries write them.
#[derive(Debug, Clone, Copy)]
pub struct DayWindow(pub DateRange);

impl Default for DayWindow {
    /// What texts about our time speak of.
    fn default() -> DayWindow {
        DayWindow(DateRange { first: day_number(1900, 1, 1), last: day_number(2100, 12, 31) })
    }
}

impl<'de> Deserialize<'de> for DayWindow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DayWindow, D::Error> {
        let text = String::deserialize(deserializer)?;
        let window = DateRange::parse(&text).map(DayWindow);
        window.map_err(|_| {
            de::Error::custom(format!("“{text}” is not a range of dates; write years, as in `1940..2030`"))
        })
    }
}

/// One text or a list of texts.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Value {
    fn from(values: OneOrMany) -> Value {
        match values {
            OneOrMany::One(text) => Value::One(text),
            OneOrMany::Many(texts) => Value::Many(texts),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_know_folders() {
        let cases = [
            ("*.txt", "a.txt", true),
            ("*.txt", "b/a.txt", false),
            ("**/*.txt", "a.txt", true),
            ("**/*.txt", "b/c/a.txt", true),
            ("b/**", "b/c/a.txt", true),
            ("00?_*.txt", "001_x.txt", true),
            ("a.txt", "abtxt", false),
            ("[a].txt", "[a].txt", true),
        ];
        for (glob, name, fits) in cases {
            assert_eq!(Glob::new(glob).is_match(name), fits, "{glob} {name}");
        }
    }

    #[test]
    fn boilerplate_may_have_its_earlier_name() {
        for toml in ["boilerplate = ['a']\nboilerplate_from = ['b']", "furniture = ['a']\nfurniture_from = ['b']"] {
            let rules: SourceRules = toml::from_str(toml).unwrap();
            assert_eq!([&rules.boilerplate, &rules.boilerplate_from].map(|list| list[0].as_str()), ["a", "b"]);
        }
    }

    #[test]
    fn named_groups_are_values() {
        let pattern = Pattern::new(r"^Source : (?<agency>.*?)(?: via (?<republisher>.*))?$").unwrap();
        assert_eq!(pattern.values("Source : AP "), [("agency".into(), "AP".into())]);
        assert_eq!(pattern.values("Sources: AP"), []);
    }

    #[test]
    fn mistakes_are_told() {
        let rules =
            |text: &str| toml::from_str::<SourceRules>(text).map(|_| ()).map_err(|error| error.message().to_owned());
        assert!(rules("begins = ['(']").unwrap_err().contains("`(` is not a regular expression"));
        assert!(rules("encoding = 'gbx'").unwrap_err().contains("not an encoding"));
        assert!(rules("hide = ['..']").unwrap_err().contains("`..` is not a CSS selector"));
        assert!(rules("colour = 'red'").is_err());
        assert_eq!(rules("begins = ['^Part']\nvalues = { topics = ['a', 'b'], publisher = 'c' }"), Ok(()));
        let huge = format!("begins = ['{}']", r"\w{1000}".repeat(20));
        assert!(rules(&huge).is_err());
    }
}
