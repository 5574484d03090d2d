//! What is wrong, or worth knowing, about a source: where it is and what to do about it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How much a finding costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A document, or the whole corpus, is left out because of it.
    Error,
    /// The document is in the corpus, without something its source says.
    Warning,
    /// Nothing is missing.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        })
    }
}

/// One line of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub severity: Severity,
    /// Path inside the folder, with `/` between its parts.
    pub file: String,
    /// From 1.
    pub line: Option<u32>,
    /// On how many lines after it the same is wrong.
    pub more_lines: u32,
    pub message: String,
    /// What to do; may be empty.
    pub remedy: String,
}

impl Finding {
    /// A finding about a file, without a line and a remedy.
    pub fn new(severity: Severity, file: &str, message: impl Into<String>) -> Finding {
        Finding {
            severity,
            file: file.into(),
            line: None,
            more_lines: 0,
            message: message.into(),
            remedy: String::new(),
        }
    }

    /// An error about a file, without a line and a remedy.
    pub fn error(file: &str, message: impl Into<String>) -> Finding {
        Finding::new(Severity::Error, file, message)
    }

    /// A file of more bytes than are read of its kind.
    pub fn too_large(file: &str, bytes: u64, max_bytes: u64) -> Finding {
        const MB: u64 = 1 << 20;
        let message =
            format!("too large: {} MB; the limit for files of this kind is {} MB", bytes / MB, max_bytes / MB);
        Finding::error(file, message).remedy("split it into smaller files, one for each document")
    }

    /// At this line, counted from 1; 0 says that there are no lines.
    pub fn at(self, line: u32) -> Finding {
        Finding { line: (line > 0).then_some(line), ..self }
    }

    /// With what to do about it.
    pub fn remedy(self, remedy: impl Into<String>) -> Finding {
        Finding { remedy: remedy.into(), ..self }
    }

    /// Whether the other says the same of the same file.
    pub fn is_repeated_by(&self, other: &Finding) -> bool {
        (self.severity, &self.file, &self.message) == (other.severity, &other.file, &other.message)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if self.more_lines > 0 {
            write!(f, " and {} more", self.more_lines)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.remedy.is_empty() {
            write!(f, "\n  {}", self.remedy)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_says_what_where_and_what_to_do() {
        let finding = Finding::error("a/b.md", "no such key").at(7).remedy("remove it");
        assert_eq!(finding.to_string(), "error: a/b.md:7: no such key\n  remove it");
    }
}
