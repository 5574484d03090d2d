//! Progress of long work, shown only where somebody can see it: on a terminal, and gone when the work is done.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

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

    /// Begins work on so many files.
    pub fn begin_files(&self, stage: &'static str) {
        self.0.set_style(style("{spinner} {msg}: {human_pos} of {human_len} files, {per_sec}"));
        self.0.set_message(stage);
    }

    pub fn advance(&self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
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
