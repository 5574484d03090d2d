//! `karez build --watch` and `karez serve --reload`: a page follows the folder.

use std::{
    io::{BufRead, BufReader, Lines},
    process::{Child, ChildStderr, ChildStdout, Stdio},
};

use crate::harness::Workspace;

/// A build that watches, stopped when dropped.
struct Watcher {
    process: Child,
    output: Lines<BufReader<ChildStdout>>,
    errors: Lines<BufReader<ChildStderr>>,
}

impl Watcher {
    fn start(workspace: &Workspace) -> Watcher {
        let mut command = workspace.karez().args(["build", "docs", "--out", "site", "--watch"]).into_command();
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap()).lines();
        let errors = BufReader::new(process.stderr.take().unwrap()).lines();
        Watcher { process, output, errors }
    }

    /// Waits for a line that begins so.
    fn prints(&mut self, start: &str) -> String {
        self.output.by_ref().map_while(Result::ok).find(|line| line.starts_with(start)).expect(start)
    }

    fn says(&mut self, part: &str) -> String {
        self.errors.by_ref().map_while(Result::ok).find(|line| line.contains(part)).expect(part)
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[test]
fn each_change_is_built_and_a_mistake_keeps_the_site() {
    let workspace = Workspace::with_page().file("docs/a.txt", "A\n\nOne well.\n");
    let mut watcher = Watcher::start(&workspace);
    assert_eq!(watcher.prints("documents"), "documents  1");
    watcher.prints("Watching");
    let workspace = workspace.file("docs/sub/b.txt", "B\n\nAnother well.\n");
    assert_eq!(watcher.prints("documents"), "documents  2");
    assert!(watcher.prints("read").contains("1 from the cache"));
    watcher.prints("Watching");
    let workspace = workspace.file("docs/corpus.toml", "colour = 1\n");
    watcher.says("corpus.toml:1");
    watcher.says("nothing was built");
    watcher.prints("Watching");
    assert_eq!(workspace.search("well", &[])["total"], 2);
    let workspace = workspace.file("docs/corpus.toml", "title = 'Wells'\n");
    std::fs::remove_file(workspace.path("docs/a.txt")).unwrap();
    assert_eq!(watcher.prints("documents"), "documents  1");
}

#[test]
fn a_folder_that_is_not_there_is_told_at_once() {
    let run = Workspace::with_page().karez().args(["build", "docs", "--out", "site", "--watch"]).run();
    run.exits_with(3).says(&["docs"]);
}
