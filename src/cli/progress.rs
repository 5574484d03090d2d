//! Progress of long work, shown only where somebody can see it: on a terminal, and gone when the work is done.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::number;
use crate::ingest;

/// The stages of a command, one after another.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn new(is_quiet: bool) -> Progress {
        let target = if is_quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Progress(ProgressBar::with_draw_target(None, target))
    }

    /// Begins work of unknown length.
    pub fn begin(&self, stage: &'static str) {
        self.0.set_style(style("{spinner} {msg}, {elapsed}"));
        self.0.set_message(stage);
        self.0.enable_steady_tick(Duration::from_millis(120));
    }

    /// Begins work on files, of which large ones take longer.
    pub fn begin_bytes(&self, stage: &'static str) {
        self.0.set_style(style("{spinner} {prefix} {msg}, {decimal_bytes_per_sec}, {eta} left"));
        self.0.set_prefix(stage);
    }

    pub fn advance(&self, at: ingest::Progress) {
        self.0.set_length(at.bytes);
        self.0.set_position(at.bytes_done);
        self.0.set_message(format!("{} of {} files", number(at.files_done), number(at.files)));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}
