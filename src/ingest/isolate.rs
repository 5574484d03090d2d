//! Runs the reading of one file so that it cannot end the run: a panic or an endless loop costs that file only.

use std::{
    any::Any,
    fmt,
    panic::{self, AssertUnwindSafe, catch_unwind},
    sync::{Once, mpsc},
    thread,
    time::Duration,
};

/// Deeply nested files make parsers recurse; the stack is only taken as far as it is used.
const STACK_BYTES: usize = 256 << 20;
const READER: &str = "reader of one file";

/// Why the work came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The reader panicked, with this message.
    Panicked(String),
    TooSlow(Duration),
    /// The machine gives no more threads.
    NoThread(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Panicked(message) => {
                write!(f, "its parser crashed, so the file is probably damaged: {message}")
            }
            Trouble::TooSlow(limit) => write!(f, "reading it took longer than {} seconds", limit.as_secs()),
            Trouble::NoThread(message) => write!(f, "cannot be read now: {message}"),
        }
    }
}

/// What the work returns. Work that takes too long is left behind: it ends with the program.
pub fn run<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    silence_readers();
    let (sender, receiver) = mpsc::sync_channel(1);
    let builder = thread::Builder::new().name(READER.into()).stack_size(STACK_BYTES);
    let started = builder.spawn(move || {
        // The work owns all it touches, so nothing half done outlives a panic.
        let outcome = catch_unwind(AssertUnwindSafe(work));
        // Nobody waits any more when it took too long.
        let _ = sender.send(outcome);
    });
    started.map_err(|error| Trouble::NoThread(error.to_string()))?;
    match receiver.recv_timeout(limit) {
        Ok(outcome) => outcome.map_err(|payload| Trouble::Panicked(message(payload.as_ref()))),
        Err(_) => Err(Trouble::TooSlow(limit)),
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into());
    // Some parsers put the whole of what they choke on into the message.
    text.lines().next().unwrap_or_default().chars().take(160).collect()
}

/// Panics of readers become findings; the usual lines on standard error would only alarm.
fn silence_readers() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(READER) {
                usual(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_returns_panics_or_is_left_behind() {
        let minute = Duration::from_secs(60);
        assert_eq!(run(minute, || 7), Ok(7));
        assert_eq!(run(minute, || -> u8 { panic!("at {}", 3) }), Err(Trouble::Panicked("at 3".into())));
        let (hold, held) = mpsc::channel::<()>();
        let endless = run(Duration::from_millis(1), move || held.recv().is_ok());
        assert!(matches!(endless, Err(Trouble::TooSlow(_))));
        drop(hold);
    }
}
