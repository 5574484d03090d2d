//! `corrections.toml`: what the publishers corrected since earlier editions, kept with the site and shown on a page of
//! its own.

use std::{collections::BTreeSet, fs, io, path::Path};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::{CORRECTIONS, PAGES};
use crate::{
    cli::stop::Stop,
    corpus::Date,
    ingest::{Finding, Severity, identity},
};

/// Name of the file in the folder of a corpus.
pub const CORRECTIONS_FILE: &str = "corrections.toml";

/// What may stand in an address stays as it is (RFC 3986, unreserved); the rest is encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// One entry, as written: `[[correction]]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// When it was made: an EDTF date.
    pub date: String,
    pub kind: Kind,
    /// Ids of the documents that it is about. Those of removed documents are the ones they had.
    pub documents: Vec<String>,
    /// What was corrected.
    pub what: String,
    pub why: String,
}

/// What a correction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The text or the metadata were wrong and are put right.
    Correction,
    /// The documents are no longer in the corpus.
    Removal,
    /// Nothing was wrong, but something is made plain.
    Clarification,
}

/// The whole of `corrections.toml`, and of the JSON file in a site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Corrections {
    #[serde(default, rename = "correction")]
    pub corrections: Vec<Correction>,
}

impl Corrections {
    /// Reads those of a folder; none when it has no such file. What is wrong in it stops the build, because a correction
    /// that silently stays away is worse than no build.
    pub fn of_folder(folder: &Path) -> Result<Corrections, Stop> {
        let rows = Corrections::rows(folder).map_err(|finding| Stop::findings(finding.to_string()))?;
        let mut corrections: Vec<Correction> = rows.into_iter().map(|(_, correction)| correction).collect();
        // Latest first; within a day as written.
        corrections.sort_by_key(|correction| Date::parse(&correction.date).map_or(0, |date| -date.first));
        Ok(Corrections { corrections })
    }

    /// What editors may want to know about those of a folder, whose documents have these ids.
    pub fn check(folder: &Path, ids: &BTreeSet<&str>) -> Vec<Finding> {
        let rows = match Corrections::rows(folder) {
            Ok(rows) => rows,
            Err(finding) => return vec![finding],
        };
        let about =
            |line, message, remedy| Finding::new(Severity::Warning, CORRECTIONS_FILE, message).at(line).remedy(remedy);
        let mut findings = Vec::new();
        for (line, Correction { kind, documents, .. }) in &rows {
            for id in documents {
                match (kind, ids.contains(id.as_str())) {
                    (Kind::Removal, true) => findings.push(about(
                        *line,
                        format!("the document “{id}” is marked as removed, but it is in the corpus"),
                        "remove its file, or write kind = \"correction\"",
                    )),
                    (Kind::Correction | Kind::Clarification, false) => findings.push(about(
                        *line,
                        format!("no document has the id “{id}”"),
                        "write the id as the address of the document ends; an id that is made changes with the file, unless \
                         the document gives an `id` or an `original_sha256`",
                    )),
                    _ => {}
                }
            }
        }
        findings
    }

    /// The entries as they are written, each with its line.
    fn rows(folder: &Path) -> Result<Vec<(u32, Correction)>, Finding> {
        let path = folder.join(CORRECTIONS_FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Finding::error(CORRECTIONS_FILE, format!("cannot be read: {error}"))),
        };
        let fault = |line: u32, message: &str| {
            Finding::error(CORRECTIONS_FILE, message).at(line).remedy(
                "an entry is [[correction]] with date, kind (correction, removal or clarification), documents = [\"<id>\"], \
                 what, why",
            )
        };
        let line_of = |place: usize| text.bytes().take(place).filter(|&byte| byte == b'\n').count() as u32 + 1;
        let read: Corrections = toml::from_str(&text).map_err(|error| {
            fault(line_of(error.span().map_or(0, |span| span.start)), &error.message().replace('\n', " "))
        })?;
        let starts = text.match_indices("[[correction]]").map(|(place, _)| line_of(place));
        let rows = starts.zip(read.corrections).map(|(line, correction)| match correction.fault() {
            Some(message) => Err(fault(line, &message)),
            None => Ok((line, correction)),
        });
        rows.collect()
    }

    /// Those of a site; none when it was built before there were any.
    pub fn of_site(site: &Path) -> Result<Corrections, Stop> {
        let path = site.join(CORRECTIONS);
        match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| {
                Stop::failed(format!("{} is damaged: {error}; copy or build the site again", path.display()))
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Corrections::default()),
            Err(error) => Err(Stop::io("read", &path, &error)),
        }
    }

    /// What is said about a document, latest first.
    pub fn about<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Correction> {
        self.corrections.iter().filter(move |correction| correction.documents.iter().any(|document| document == id))
    }

    /// The public page. It needs no script and no style; documents are linked where the site has a page for them.
    pub fn page(&self, title: &str, has_page: bool) -> String {
        let title = escape(title);
        let mut html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; form-action 'none'\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<title>Corrections – {title}</title>\n</head>\n<body>\n\
             <main>\n<h1>Corrections</h1>\n<p dir=\"auto\">{title}</p>\n"
        );
        if self.corrections.is_empty() {
            html.push_str("<p>Nothing has been corrected so far.</p>\n");
        }
        for correction in &self.corrections {
            html.push_str(&correction.section(has_page));
        }
        if has_page {
            html.push_str(&format!("<p><a href=\"{}\">To the documents</a></p>\n", PAGES[0]));
        }
        html + "</main>\n</body>\n</html>\n"
    }
}

impl Correction {
    fn fault(&self) -> Option<String> {
        if let Err(error) = Date::parse(&self.date) {
            return Some(error.to_string());
        }
        let mut faults = self.documents.iter().filter_map(|id| Some(format!("the id “{id}” {}", identity::fault(id)?)));
        let is_empty = |text: &str| text.trim().is_empty();
        let empty =
            [("documents", self.documents.is_empty()), ("what", is_empty(&self.what)), ("why", is_empty(&self.why))];
        let nothing = empty.into_iter().find(|(_, is_empty)| *is_empty);
        faults.next().or_else(|| nothing.map(|(name, _)| format!("`{name}` is empty")))
    }

    fn section(&self, has_page: bool) -> String {
        let kind = match self.kind {
            Kind::Correction => "Correction",
            Kind::Removal => "Removal",
            Kind::Clarification => "Clarification",
        };
        let mut html = format!("<section>\n<h2>{}: {kind}</h2>\n", escape(&self.date));
        for text in [&self.what, &self.why] {
            html.push_str(&format!("<p dir=\"auto\">{}</p>\n", escape(text.trim())));
        }
        html.push_str("<ul>\n");
        for id in &self.documents {
            let name = format!("<bdi>{}</bdi>", escape(id));
            let is_linked = has_page && self.kind != Kind::Removal;
            let link = format!("<a href=\"{}#/d/{}\">{name}</a>", PAGES[0], utf8_percent_encode(id, ENCODED));
            html.push_str(&format!("<li>{}</li>\n", if is_linked { link } else { name }));
        }
        html + "</ul>\n</section>\n"
    }
}

/// Text in HTML, also inside quotation marks.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Corrections, String> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(CORRECTIONS_FILE), text).unwrap();
        Corrections::of_folder(folder.path()).map_err(|stop| stop.message().to_owned())
    }

    fn entry(date: &str, id: &str, what: &str) -> String {
        format!(
            "[[correction]]\ndate = '{date}'\nkind = 'removal'\ndocuments = ['{id}']\nwhat = '{what}'\nwhy = 'B'\n\n"
        )
    }

    #[test]
    fn the_latest_comes_first() {
        let read = read(&(entry("2024-01", "a", "x") + &entry("2025-02-03", "b", "y"))).unwrap();
        assert_eq!(read.corrections.iter().map(|c| c.date.as_str()).collect::<Vec<_>>(), ["2025-02-03", "2024-01"]);
        assert_eq!(read.about("a").map(|c| c.what.as_str()).collect::<Vec<_>>(), ["x"]);
        assert_eq!(read.about("c").count(), 0);
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let good = entry("2024", "a", "x");
        for (bad, what) in [
            (entry("soon", "a", "x"), "“soon” is not a date"),
            (entry("2024", "a", " "), "`what` is empty"),
            (entry("2024", "a/b", "x"), "contains a slash"),
            ("[[correction]]\nkind = 'mistake'\n".into(), "mistake"),
        ] {
            let message = read(&(good.clone() + &bad)).unwrap_err();
            let line = if what == "mistake" { "error: corrections.toml:9" } else { "error: corrections.toml:8" };
            assert!(message.starts_with(line) && message.contains(what), "{message}");
        }
    }

    #[test]
    fn nothing_in_a_correction_becomes_html() {
        let hostile = Correction {
            date: "2024".into(),
            kind: Kind::Correction,
            documents: vec!["\"><script>".into()],
            what: "<img src=x onerror=alert(1)>".into(),
            why: "' & \"".into(),
        };
        let html = Corrections { corrections: vec![hostile] }.page("</title><script>", true);
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(html.contains("index.html#/d/%22%3E%3Cscript%3E\"") && html.contains("&#39; &amp; &quot;"), "{html}");
        assert!(html.contains("default-src 'none'"));
    }
}
