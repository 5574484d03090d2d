//! A folder to work in and the `karez` program to run in it.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

/// The folder of the project.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A fresh folder, removed after the test.
pub struct Workspace(TempDir);

impl Workspace {
    /// An empty one.
    pub fn new() -> Workspace {
        Workspace(tempfile::tempdir().expect("a temporary folder"))
    }

    /// One with a page in `page/`, so that what is tested does not depend on the page of this checkout.
    pub fn with_page() -> Workspace {
        let html = "<script src=\"app.js?v=dev\"></script>";
        Workspace::new().file("page/index.html", html).file("page/embed.html", html).file("page/app.js", "1")
    }

    /// One with a site in `site/`, built of the project's own corpus.
    pub fn with_default_site() -> Workspace {
        let workspace = Workspace::with_page();
        let corpus = project().join("assets/corpus");
        workspace.karez().args(["build", "--out", "site"]).arg(&corpus).run().succeeds();
        workspace
    }

    /// One with a site in `site/`, built of three small documents in `docs/`.
    pub fn with_site() -> Workspace {
        let workspace = Workspace::with_page()
            .file(
                "docs/one.md",
                "---\ntitle: One\npublished: 2022-08-31\npublisher: Reuters\n---\nA word about water.\n",
            )
            .file("docs/two.txt", "Two\n\nAnother word about wells.\n")
            .file("docs/three.jsonl", "{\"id\": \"3\", \"title\": \"Three\", \"body\": \"Water again.\"}\n");
        workspace.karez().args(["build", "docs", "--out", "site"]).run().succeeds();
        workspace
    }

    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Workspace {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
        self
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// Every file below a folder with its content.
    pub fn snapshot(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(folder), &self.path(folder), &mut files);
        files
    }

    /// The program, to be run in this folder.
    pub fn karez(&self) -> Karez {
        let mut command = Command::new(env!("CARGO_BIN_EXE_karez"));
        command.current_dir(self.0.path()).env_remove("NO_COLOR").env_remove("KAREZ_PAGE");
        if self.path("page").exists() {
            command.env("KAREZ_PAGE", "page");
        }
        Karez(command)
    }

    /// What `karez search site …` prints as JSON.
    pub fn search(&self, query: &str, options: &[&str]) -> Value {
        let run = self.karez().args(["search", "site", query, "--json"]).args(options).run().succeeds();
        serde_json::from_str(&run.stdout).expect("JSON")
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("a file in the folder").to_path_buf();
            files.insert(name, fs::read(&path).expect("a file"));
        }
    }
}

pub struct Karez(Command);

impl Karez {
    pub fn arg(mut self, argument: impl AsRef<std::ffi::OsStr>) -> Karez {
        self.0.arg(argument);
        self
    }

    pub fn args<'a>(
        mut self,
        arguments: impl IntoIterator<Item = &'a (impl AsRef<std::ffi::OsStr> + ?Sized + 'a)>,
    ) -> Karez {
        self.0.args(arguments);
        self
    }

    pub fn run(mut self) -> Run {
        let output = self.0.output().expect("the program starts");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }

    /// For a program that runs until it is stopped.
    pub fn into_command(self) -> Command {
        self.0
    }
}

/// What the program did. Nothing it does may be a panic.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    #[track_caller]
    pub fn succeeds(self) -> Run {
        self.exits_with(0)
    }

    #[track_caller]
    pub fn exits_with(self, code: i32) -> Run {
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        assert_eq!(self.code, Some(code), "{}{}", self.stdout, self.stderr);
        self
    }

    /// Each of these is on standard error.
    #[track_caller]
    pub fn says(self, texts: &[&str]) -> Run {
        for text in texts {
            assert!(self.stderr.contains(text), "“{text}” is missing in:\n{}", self.stderr);
        }
        self
    }

    /// Each of these is on standard output.
    #[track_caller]
    pub fn prints(self, texts: &[&str]) -> Run {
        for text in texts {
            assert!(self.stdout.contains(text), "“{text}” is missing in:\n{}", self.stdout);
        }
        self
    }
}
