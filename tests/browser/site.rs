//! Sites to visit: the built one, copies of it, and sites built from a few files.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

use crate::process::Process;

/// A folder served on a port of its own, hence an origin of its own.
pub struct Server {
    process: Process,
}

impl Server {
    pub fn start(folder: &Path) -> Server {
        let mut command = karez();
        command.arg("serve").arg(folder).args(["--port", "0"]);
        Server { process: Process::start(&mut command, "http://127.0.0.1:") }
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.process.port)
    }

    pub fn address(&self, path: &str) -> String {
        format!("{}/{path}", self.origin())
    }
}

/// The site that `trunk build --release` made, with the default corpus.
pub fn built() -> PathBuf {
    let folder = env::var_os("KAREZ_SITE").map_or_else(|| at_root("dist"), PathBuf::from);
    let is_site = folder.join("index.html").is_file() && folder.join("corpus/root.kz").is_file();
    assert!(is_site, "{} is not a built site: run `trunk build --release` first", folder.display());
    folder
}

/// A copy of the built site, to be damaged.
pub fn copy() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    copy_into(&built(), folder.path());
    folder
}

/// A site built from these documents, each a path and a text, with the page of the built site.
pub fn of(documents: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let sources = folder.path().join("sources");
    fs::create_dir(&sources).expect("a folder for the sources");
    for (path, text) in documents {
        fs::write(sources.join(path), text).expect("a source");
    }
    build(&sources, &folder.path().join("site"));
    folder
}

/// Builds, or builds anew, a site.
pub fn build(sources: &Path, site: &Path) {
    let mut command = karez();
    command.arg("build").arg(sources).arg("--out").arg(site).arg("--page").arg(built()).args(["--strict", "--quiet"]);
    let output = command.output().expect("karez runs");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// What `karez check` prints about a folder, and whether it finds no error.
pub fn check(sources: &Path) -> (String, bool) {
    let output = karez().arg("check").arg(sources).output().expect("karez runs");
    (String::from_utf8(output.stdout).expect("karez prints UTF-8"), output.status.success())
}

/// What `karez` prints.
pub fn karez_output(arguments: &[&str]) -> String {
    let output = karez().args(arguments).output().expect("karez runs");
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("karez prints UTF-8")
}

/// A file of this repository.
pub fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn karez() -> Command {
    Command::new(env!("CARGO_BIN_EXE_karez"))
}

fn copy_into(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder to copy") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy_into(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file to copy");
        }
    }
}
