//! What the program tells the shell.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitCode {
    Success,
    /// The documents have errors, and these are reason enough to stop.
    Findings,
    /// The arguments make no sense. Also what clap exits with.
    Usage,
    /// Reading or writing failed, or a site is damaged.
    Io,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> std::process::ExitCode {
        (code as u8).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_that_the_help_names() {
        let codes = [ExitCode::Success, ExitCode::Findings, ExitCode::Usage, ExitCode::Io];
        assert_eq!(codes.map(|code| code as u8), [0, 1, 2, 3]);
    }
}
