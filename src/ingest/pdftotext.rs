//! The text of PDF files by `pdftotext` of poppler, where that is installed.

use std::{
    io::{Read, Write},
    process::{Child, Command, Stdio},
    sync::{OnceLock, mpsc},
    thread,
    time::Duration,
};

use super::source::context::PdfText;

/// The program is stopped after this, before the reading of the file as a whole is given up.
const LIMIT: Duration = Duration::from_secs(50);

/// The pages' texts; `None` where the program is missing, or fails.
pub fn read(bytes: &[u8]) -> Option<PdfText> {
    let mut command = Command::new("pdftotext");
    command.args(["-enc", "UTF-8", "-q", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let (mut input, mut output) = (child.stdin.take()?, child.stdout.take()?);
    let (sender, receiver) = mpsc::channel();
    let text = thread::scope(|scope| {
        scope.spawn(move || {
            let mut text = Vec::new();
            let is_whole = output.read_to_end(&mut text).is_ok();
            // Nobody listens any more after the limit.
            let _ = sender.send(is_whole.then_some(text));
        });
        // A program that stops reading early says with its exit code what it thinks of the file.
        scope.spawn(move || drop(input.write_all(bytes)));
        let text = receiver.recv_timeout(LIMIT);
        if text.is_err() {
            stop(&mut child);
        }
        text.ok().flatten()
    });
    let is_done = child.wait().ok()?.success();
    let text = String::from_utf8_lossy(&text.filter(|_| is_done)?).into_owned();
    // Each page ends in a form feed.
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    (!pages.is_empty()).then(|| PdfText { pages, program: version().into() })
}

/// `pdftotext 22.12.0`, or the name alone where the program does not tell.
fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let told = Command::new("pdftotext").arg("-v").output().map(|output| output.stderr).unwrap_or_default();
        let told = String::from_utf8_lossy(&told);
        let number = told.lines().next().and_then(|line| line.strip_prefix("pdftotext version "));
        format!("pdftotext {}", number.unwrap_or_default()).trim_end().to_owned()
    })
}

fn stop(child: &mut Child) {
    // It may have ended by itself.
    let _ = child.kill();
}
