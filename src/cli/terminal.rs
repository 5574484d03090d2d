//! What reaches the terminal. Text of documents may hold anything, so control characters never do.

use std::{
    env,
    io::{self, ErrorKind, IsTerminal, Write},
};

use serde::Serialize;

use super::{exit_code::ExitCode, stop::Stop};

/// Prints to standard output. A reader that has seen enough (`| head`) is no error.
pub fn print(text: &str) -> Result<(), Stop> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Stop::failed(format!("cannot print: {error}"))),
        _ => Ok(()),
    }
}

/// Prints why a command stopped, and gives the code to exit with.
pub fn explain(stop: &Stop) -> ExitCode {
    eprintln!("karez: {}", printable(stop.message()));
    stop.code()
}

/// A value as the JSON that `--json` prints.
pub fn to_json(value: &impl Serialize) -> Result<String, Stop> {
    let json = serde_json::to_string_pretty(value).map_err(|error| Stop::failed(format!("cannot print: {error}")))?;
    Ok(json + "\n")
}

/// Whether output may be bold: on a terminal, unless its user does not want that (<https://no-color.org>).
pub fn is_styled() -> bool {
    io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// The text without anything that steers a terminal.
pub fn printable(text: &str) -> String {
    let is_steering = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if is_steering(c) && c != '\n' { '\u{FFFD}' } else { c }).collect()
}

/// A number as people read it: `12,345`.
pub fn number(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 document`, `12 documents`.
pub fn count(number_of: impl Into<u64>, what: &str) -> String {
    let number_of = number_of.into();
    let plural = if number_of == 1 { "" } else { "s" };
    format!("{} {what}{plural}", number(number_of))
}

/// A size as people read it: `340 kB`, `1.2 MB`.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{}.{} MB", number(bytes / 1_000_000), bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\u{202e}c\r\nd"), "a\u{fffd}[31mb\u{fffd}c\u{fffd}\nd");
    }

    #[test]
    fn numbers_are_easy_to_read() {
        assert_eq!([0u64, 999, 1_000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([count(1u64, "word"), count(0u64, "word")], ["1 word", "0 words"]);
        assert_eq!([999, 1_001, 1_250_000].map(size), ["999 bytes", "2 kB", "1.2 MB"]);
    }
}
