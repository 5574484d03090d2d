//! Front matter: the YAML between two lines of `---` at the top of a Markdown file.
//!
//! Only its shape is YAML's: values are taken as they are written, so `no`, `1.10` and `2022-08` stay words.

use granit_parser::{Event, Parser, ScalarStyle, StrInput};

use crate::ingest::entry::{Entry, Value};

/// Front matter and text of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The YAML, if there is any. It begins on line 2.
    pub front_matter: Option<&'a str>,
    pub body: &'a str,
}

/// Why front matter cannot be read, and on which line of the file.
#[derive(Debug, PartialEq, Eq)]
pub struct FrontMatterError {
    pub line: u32,
    pub message: String,
    pub remedy: &'static str,
}

/// Parts a file at the lines of `---`.
pub fn split(text: &str) -> Result<Parts<'_>, FrontMatterError> {
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_fence(line)) else {
        return Ok(Parts { front_matter: None, body: text });
    };
    let start = first.len();
    let mut end = start;
    for line in lines {
        if is_fence(line) {
            return Ok(Parts { front_matter: Some(&text[start..end]), body: &text[end + line.len()..] });
        }
        end += line.len();
    }
    Err(FrontMatterError {
        line: 1,
        message: "the front matter that begins here is never closed".into(),
        remedy: "put a line of three hyphens (---) after it",
    })
}

/// Keys and values in the order in which they are written.
pub fn parse(yaml: &str) -> Result<Vec<Entry>, FrontMatterError> {
    let mut reader = Reader { parser: Parser::new_from_str(yaml), line: 1 };
    loop {
        match reader.next()? {
            Event::MappingStart(..) => return reader.mapping(0),
            Event::Scalar(text, ..) if !text.is_empty() => return Err(reader.error(NOT_A_MAPPING)),
            Event::SequenceStart(..) => return Err(reader.error(NOT_A_MAPPING)),
            // Nothing but comments.
            Event::StreamEnd => return Ok(Vec::new()),
            _ => {}
        }
    }
}

const NOT_A_MAPPING: &str = "front matter must be lines of “key: value”";
const REMEDY: &str =
    "put quotation marks around a value that contains “: ” or “ #” or begins with one of [ ] { } & * ! | > % @ `";

/// Metadata are a mapping that may hold another one (`unknown`); what is deeper is a mistake.
const MAX_DEPTH: u32 = 1;

struct Reader<'a> {
    parser: Parser<'a, StrInput<'a>>,
    /// Of the file, for the last event.
    line: u32,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Event<'a>, FrontMatterError> {
        match self.parser.next() {
            Some(Ok((event, span))) => {
                // The YAML begins on the second line of the file.
                self.line = span.start.line() as u32 + 1;
                Ok(event)
            }
            Some(Err(error)) => {
                self.line = error.marker().line() as u32 + 1;
                Err(self.error(format!("the front matter is not valid YAML: {}", error.info())))
            }
            None => Ok(Event::StreamEnd),
        }
    }

    fn error(&self, message: impl Into<String>) -> FrontMatterError {
        FrontMatterError { line: self.line, message: message.into(), remedy: REMEDY }
    }

    /// The entries of a mapping whose start was read.
    fn mapping(&mut self, depth: u32) -> Result<Vec<Entry>, FrontMatterError> {
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let key = match self.next()? {
                Event::Scalar(key, ..) => key.into_owned(),
                Event::MappingEnd => return Ok(entries),
                _ => return Err(self.error("a key must be a single word")),
            };
            let line = self.line;
            if entries.iter().any(|entry| entry.key == key) {
                return Err(self.error(format!("`{key}` is given twice")));
            }
            let value = self.value(depth)?;
            entries.push(Entry::of(key, value).at(line));
        }
    }

    fn value(&mut self, depth: u32) -> Result<Value, FrontMatterError> {
        match self.next()? {
            Event::Scalar(text, style, ..) if is_null(&text, style) => Ok(Value::Missing),
            Event::Scalar(text, ..) => Ok(Value::One(text.into_owned())),
            Event::SequenceStart(..) => self.sequence(),
            Event::MappingStart(..) if depth < MAX_DEPTH => Ok(Value::Map(self.mapping(depth + 1)?)),
            Event::MappingStart(..) => Err(self.error("keys are nested too deeply")),
            _ => Err(self.error("anchors and aliases (& and *) are not supported")),
        }
    }

    fn sequence(&mut self) -> Result<Value, FrontMatterError> {
        let mut values = Vec::new();
        loop {
            match self.next()? {
                Event::Scalar(text, style, ..) if is_null(&text, style) => {}
                Event::Scalar(text, ..) => values.push(text.into_owned()),
                Event::SequenceEnd => return Ok(Value::Many(values)),
                _ => return Err(self.error("a list may contain only words and numbers")),
            }
        }
    }
}

fn is_null(text: &str, style: ScalarStyle) -> bool {
    style == ScalarStyle::Plain && matches!(text, "" | "~" | "null")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(key: &str, line: u32, value: &str) -> Entry {
        Entry::new(key, value).at(line)
    }

    #[test]
    fn a_file_is_parted_at_the_lines_of_hyphens() {
        let parts = split("---\r\ntitle: A\r\n---\r\nBody\n---\n").unwrap();
        assert_eq!(parts, Parts { front_matter: Some("title: A\r\n"), body: "Body\n---\n" });
        assert_eq!(split("Body").unwrap(), Parts { front_matter: None, body: "Body" });
        assert_eq!(split("---\n---").unwrap(), Parts { front_matter: Some(""), body: "" });
    }

    #[test]
    fn front_matter_without_an_end_is_an_error() {
        assert_eq!(split("---\ntitle: A\n").unwrap_err().line, 1);
    }

    #[test]
    fn values_stay_as_they_are_written() {
        let entries = parse("country: NO\nissue: 1.10\ndate: 2022-08\nyear: 0042\nquoted: \"a: b\"").unwrap();
        let expected = [
            one("country", 2, "NO"),
            one("issue", 3, "1.10"),
            one("date", 4, "2022-08"),
            one("year", 5, "0042"),
            one("quoted", 6, "a: b"),
        ];
        assert_eq!(entries, expected);
    }

    #[test]
    fn lists_maps_and_gaps_are_read() {
        let entries =
            parse("people: [A, B]\nplaces:\n  - C\nagency:\nunknown:\n  byline: not named\nnone: {}").unwrap();
        let values: Vec<&Value> = entries.iter().map(|entry| &entry.value).collect();
        assert_eq!(*values[0], Value::Many(vec!["A".into(), "B".into()]));
        assert_eq!(*values[1], Value::Many(vec!["C".into()]));
        assert_eq!(*values[2], Value::Missing);
        assert_eq!(*values[3], Value::Map(vec![one("byline", 7, "not named")]));
        assert_eq!(*values[4], Value::Map(vec![]));
    }

    #[test]
    fn nothing_is_no_metadata() {
        for yaml in ["", "\n", "# only a remark\n"] {
            assert_eq!(parse(yaml), Ok(Vec::new()), "{yaml:?}");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let cases = [
            ("title: A\ntitle: B", 3),
            ("title: A\npeople: [A, B\npublisher: C", 4),
            ("title: A: B", 2),
            ("just words", 2),
            ("- a\n- b", 2),
            ("a:\n  b:\n    c: d", 4),
            ("a: &x 1\nb: *x", 3),
            ("a: [[1]]", 2),
        ];
        for (yaml, line) in cases {
            assert_eq!(parse(yaml).map_err(|error| error.line), Err(line), "{yaml:?}");
        }
    }

    #[test]
    fn any_depth_of_brackets_ends_in_an_error() {
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse(&"{a: ".repeat(100_000)).is_err());
    }
}
