//! The page that is published with the documents: where it is found, and how it is copied.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use super::{CORPUS, CORRECTIONS, CORRECTIONS_PAGE, EDITION_SCRIPT, MANIFEST, PAGES, SUMS, corrections::escape, paths};
use crate::{cli::stop::Stop, corpus::sha256};

/// The page asked for, or the one that came with this program: `page/` beside it, or the nearest `dist/` above it.
pub fn find(asked_for: Option<PathBuf>) -> Result<Option<PathBuf>, Stop> {
    match asked_for {
        Some(folder) if is_page(&folder) => Ok(Some(folder)),
        Some(folder) => Err(Stop::usage(format!(
            "there is no page in {}: it has no {}. Name the folder that `trunk build --release` made, or leave --page out",
            folder.display(),
            PAGES[0]
        ))),
        None => Ok(env::current_exe().ok().and_then(|program| beside(&program))),
    }
}

fn beside(program: &Path) -> Option<PathBuf> {
    let folder = program.parent()?;
    let page = folder.join("page");
    let built = folder.ancestors().map(|ancestor| ancestor.join("dist"));
    [page].into_iter().chain(built).find(|folder| is_page(folder))
}

fn is_page(folder: &Path) -> bool {
    folder.join(PAGES[0]).is_file()
}

/// Copies a page without what belongs to the corpus it was built with.
pub fn copy(page: &Path, into: &Path) -> io::Result<()> {
    for path in paths(page)?.into_iter().filter(|path| is_of_page(path)) {
        let target = into.join(&path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(page.join(&path), target)?;
    }
    Ok(())
}

/// The files that are copied, each with its SHA-256.
pub fn files(page: &Path) -> io::Result<Vec<(String, String)>> {
    let paths = paths(page)?.into_iter().filter(|path| is_of_page(path));
    paths.map(|path| Ok((sha256(&fs::read(page.join(&path))?), path))).collect()
}

/// A page with the corpus's title and description in place of what it has.
pub fn named(html: &str, title: &str, description: &str) -> String {
    let html = between(html, "<title>", "</title>", title);
    between(&html, "<meta name=\"description\" content=\"", "\">", description)
}

/// Puts a text, as HTML has it, between the first two such marks; a page without them stays as it is.
fn between(html: &str, start: &str, end: &str, text: &str) -> String {
    let parts = html.split_once(start).and_then(|(before, rest)| Some((before, rest.split_once(end)?.1)));
    parts.map_or_else(|| html.into(), |(before, after)| [before, start, &escape(text), end, after].concat())
}

fn is_of_page(path: &str) -> bool {
    let is_of_corpus = path.strip_prefix(CORPUS).is_some_and(|rest| rest.starts_with('/'));
    let generated = [CORRECTIONS, CORRECTIONS_PAGE, MANIFEST, SUMS, EDITION_SCRIPT];
    !is_of_corpus && !generated.contains(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, path: &str) {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), path).unwrap();
    }

    #[test]
    fn the_page_that_came_with_the_program_is_found() {
        let root = tempfile::tempdir().unwrap();
        let program = root.path().join("target/release/karez");
        assert_eq!(beside(&program), None);
        write(root.path(), "dist/index.html");
        assert_eq!(beside(&program), Some(root.path().join("dist")));
        write(root.path(), "target/release/page/index.html");
        assert_eq!(beside(&program), Some(root.path().join("target/release/page")));
    }

    #[test]
    fn a_page_is_named_again_and_again_and_corpus_text_stays_text() {
        let page = "<title>Karez</title>\n<meta name=\"description\" content=\"\">\n<p>";
        let once = named(page, "A </title><b>", "says \">\n& more");
        assert_eq!(
            once,
            "<title>A &lt;/title&gt;&lt;b&gt;</title>\n<meta name=\"description\" content=\"says &quot;&gt;\n&amp; more\">\n<p>"
        );
        assert_eq!(named(&once, "Karez", ""), page);
        assert_eq!(named("no head", "A", "B"), "no head");
    }

    #[test]
    fn a_folder_without_a_page_is_refused() {
        let root = tempfile::tempdir().unwrap();
        assert!(find(Some(root.path().into())).is_err());
    }

    #[test]
    fn a_page_is_copied_without_its_corpus() {
        let (page, site) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for path in [
            "index.html",
            "corpus.css",
            "snippets/a/b.js",
            "corpus/root.kz",
            "datapackage.json",
            "edition.js",
            "SHA256SUMS",
        ] {
            write(page.path(), path);
        }
        copy(page.path(), site.path()).unwrap();
        assert_eq!(paths(site.path()).unwrap(), ["corpus.css", "index.html", "snippets/a/b.js"]);
    }
}
