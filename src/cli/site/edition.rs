//! What keeps the editions of a site apart: the `?v=` in its pages, and `edition.js`, which the service worker reads.

use super::{CORPUS, DOCUMENTS, EDITION_SCRIPT, MANIFEST, SUMS, SiteFile};
use crate::corpus::sha256;

/// Hexadecimal digits of the page's hash in an edition: enough to tell apart the pages that one corpus ever had.
const PAGE_DIGITS: usize = 8;

/// The edition of a site: that of its corpus, and a hash of its page, so that a new page over the same corpus is a new
/// edition too. `files` are those of the site with pages that are not stamped.
pub fn of(corpus_edition: &str, files: &[SiteFile]) -> String {
    let mut page = String::new();
    for file in files.iter().filter(|file| !is_generated(&file.path)) {
        page.push_str(&format!("{} {}\n", file.sha256, file.path));
    }
    format!("{corpus_edition}-{}", &sha256(page.as_bytes())[..PAGE_DIGITS])
}

fn is_generated(path: &str) -> bool {
    [MANIFEST, SUMS, DOCUMENTS, EDITION_SCRIPT].contains(&path) || path.starts_with(&format!("{CORPUS}/"))
}

/// The page with this edition in place of the one in each `?v=…`.
pub fn stamp(html: &str, edition: &str) -> String {
    let mut stamped = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("?v=") {
        stamped.push_str(before);
        stamped.push_str("?v=");
        stamped.push_str(edition);
        rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    }
    stamped + rest
}

/// `edition.js`: every file of the site with its size, but those that are read afresh each time and the table of
/// documents, which the page does not read. The manifest and the sums are not among them because they name this file's
/// hash.
pub fn script(edition: &str, files: &[SiteFile]) -> String {
    let is_kept =
        |file: &&SiteFile| ![EDITION_SCRIPT, MANIFEST, SUMS, DOCUMENTS, "sw.js"].contains(&file.path.as_str());
    let files: Vec<(&str, u64)> = files.iter().filter(is_kept).map(|file| (file.path.as_str(), file.bytes)).collect();
    format!("self.KAREZ_EDITION = {};\n", serde_json::json!({ "edition": edition, "files": files }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, sha256: &str) -> SiteFile {
        SiteFile { path: path.into(), bytes: 7, sha256: sha256.into() }
    }

    #[test]
    fn stamping_again_replaces_the_stamp() {
        let html = r#"<link href="a.css?v=dev"><script src="b.js?v=dev"></script> what?v"#;
        let stamped = stamp(html, "k3x-01");
        assert_eq!(stamped, r#"<link href="a.css?v=k3x-01"><script src="b.js?v=k3x-01"></script> what?v"#);
        assert_eq!(stamp(&stamped, "dev"), html);
    }

    #[test]
    fn a_new_page_over_the_same_corpus_is_a_new_edition() {
        let files = [file("app.js", "aa"), file("corpus/root.kz", "bb"), file("edition.js", "cc")];
        let edition = of("k3x", &files);
        assert!(edition.starts_with("k3x-"));
        assert_eq!(edition, of("k3x", &[file("app.js", "aa"), file("edition.js", "dd")]));
        assert_ne!(edition, of("k3x", &[file("app.js", "ab")]));
    }

    #[test]
    fn the_script_lists_what_can_be_kept() {
        let files = [file("app.js", ""), file("documents.csv", ""), file("edition.js", ""), file("sw.js", "")];
        assert_eq!(script("e", &files), "self.KAREZ_EDITION = {\"edition\":\"e\",\"files\":[[\"app.js\",7]]};\n");
    }
}
