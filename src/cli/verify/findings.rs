//! Findings of a kind, as they are printed.

use crate::cli::terminal::count;

/// Findings of a kind that are printed; `--json` has all.
const MAX_SHOWN: usize = 100;

/// `2 faults:` and a line for each; nothing when there is none.
pub(super) fn list(what: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}:\n", count(lines.len() as u64, what));
    lines.iter().take(MAX_SHOWN).for_each(|line| text.push_str(&format!("  {line}\n")));
    if lines.len() > MAX_SHOWN {
        text.push_str(&format!("  … and {} more, all of them with --json\n", lines.len() - MAX_SHOWN));
    }
    text
}
