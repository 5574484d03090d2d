//! Why a command did not do what it was asked for.

use std::{fmt::Display, io, path::Path};

use super::exit_code::ExitCode;
use crate::{engine::protocol::Failure, wording};

/// A message that says what, where, and what to do, with the code to exit with.
#[derive(Debug)]
pub struct Stop {
    code: ExitCode,
    message: String,
}

impl Stop {
    pub fn findings(message: impl Into<String>) -> Stop {
        Stop { code: ExitCode::Findings, message: message.into() }
    }

    pub fn usage(message: impl Into<String>) -> Stop {
        Stop { code: ExitCode::Usage, message: message.into() }
    }

    /// `doing` completes “cannot …”.
    pub fn io(doing: impl Display, path: &Path, error: &io::Error) -> Stop {
        Stop { code: ExitCode::Io, message: format!("cannot {doing} {}: {error}", path.display()) }
    }

    /// Like [`Stop::io`], to be given to `map_err`.
    pub fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Stop {
        move |error| Stop::io(doing, path, &error)
    }

    pub fn failed(message: impl Into<String>) -> Stop {
        Stop { code: ExitCode::Io, message: message.into() }
    }

    pub fn code(&self) -> ExitCode {
        self.code
    }

    pub fn message(&self) -> &str {
        &self.message
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::failed(wording::failure(&failure))
    }
}
