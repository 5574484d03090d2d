//! From files on a contributor's desk to documents that readers find.

use std::{fs, path::Path};

use tempfile::TempDir;

use super::{found, is_at_hit, search, visit};
use crate::{axe, page::Page, site};

const SETTINGS: &str = r#"
title = "The river at Upper Ford"
publisher = "River Watch"
languages = ["en"]

[[fields]]
name = "publisher"
label = "Publisher"
facet = true

[[fields]]
name = "place"
label = "Place"
facet = true
"#;

/// As a browser saves it, with what stands around the story.
const PAGE: &str = r#"<!doctype html>
<html lang="en"><head><title>Fish die below the dam</title>
<meta property="og:site_name" content="Valley Courier">
<meta property="article:published_time" content="2021-06-14T08:30:00Z"></head>
<body><nav><ul><li><a href="/">Home and away</a></li><li><a href="/subscribe">Subscribe to us</a></li></ul></nav>
<article><h1>Fish die below the dam</h1>
<p>Anglers counted four hundred dead barbel on the bank on Monday, two days after the sluices had been closed.</p>
<p>The operator said that the closing had been planned, and that nobody had told it of the spawning season.</p></article>
<footer><p>All rights reserved by the Valley Courier.</p></footer></body></html>
"#;

const STATEMENT: &str = "\
Statement of the water board

The board was not told before the sluices were closed.

It has asked the operator for the readings of the gauge, and will publish them.
";

const MAIL: &str = "\
From: Ann Example <ann@example.org>\r
To: Water Board <board@example.org>\r
Subject: Readings of the gauge\r
Date: Tue, 22 Jun 2021 10:00:00 +0000\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
Dear board,\r
\r
here are the readings that you asked for: the gauge fell by 38 cen=\r
timetres in one night, and the sluices stayed closed until Sunday.\r
";

/// With a column, a file and a date that are not what they should be.
const TABLE: &str = "\
file,publisher,palce,published
courier.html,,Upper Ford,
statment.txt,Water Board,Upper Ford,15 June 2021
letters/reply.eml,Dam Operator,Lower Ford,
";

fn desk() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir_all(folder.path().join("sources/letters")).expect("a folder for the sources");
    for (path, text) in [
        ("corpus.toml", SETTINGS),
        ("courier.html", PAGE),
        ("statement.txt", STATEMENT),
        ("letters/reply.eml", MAIL),
        ("metadata.csv", TABLE),
    ] {
        fs::write(folder.path().join("sources").join(path), text).expect("a source");
    }
    folder
}

/// Sees that `karez check` says this of the sources, and whether they can be published so.
fn check(sources: &Path, is_sound: bool, says: &[&str]) {
    let (printed, has_succeeded) = site::check(sources);
    assert_eq!(has_succeeded, is_sound, "{printed}");
    for part in says {
        assert!(printed.contains(part), "{part:?} is not in\n{printed}");
    }
}

/// Puts something right in the table of metadata.
fn correct(sources: &Path, wrong: &str, right: &str) {
    let table = sources.join("metadata.csv");
    let text = fs::read_to_string(&table).unwrap();
    assert_eq!(text.matches(wrong).count(), 1, "{text}");
    fs::write(&table, text.replace(wrong, right)).unwrap();
}

/// Chooses a value among the filters.
fn choose(page: &Page, name: &str) {
    page.wait_for_text(".filters .value .name", name);
    page.script::<()>(&format!(
        "[...document.querySelectorAll('.filters .value')]
           .find((value) => value.querySelector('.name').textContent === {name:?}).querySelector('input').click()"
    ));
}

#[test]
fn a_contributor_puts_files_in_a_folder_and_readers_find_them() {
    let folder = desk();
    let (sources, site) = (folder.path().join("sources"), folder.path().join("site"));
    check(&sources, false, &["error: metadata.csv:1: `palce` is not a field", "did you mean `place`?"]);
    correct(&sources, "palce", "place");
    let kinds = "files      HTML 1, mail 1, plain text 1";
    let lost = ["3 documents", kinds, "2 dated", "1 undated", "warning: metadata.csv: there is no file “statment.txt”"];
    check(&sources, true, &lost);
    correct(&sources, "statment.txt", "statement.txt");
    check(&sources, true, &["findings   1 warning", "“15 June 2021” is not a date; write 2022-08-31"]);
    correct(&sources, "15 June 2021", "2021-06-15");
    check(&sources, true, &["3 dated", "2021-06-14 to 2021-06-22", "findings   none"]);
    site::build(&sources, &site);

    visit(&site, |page, server| {
        page.goto(&server.address(""));
        page.wait_for_text("h1", "The river at Upper Ford");
        search(page, "sluices");
        assert_eq!(found(page), 3);
        // Found by what only the table says of it.
        choose(page, "Lower Ford");
        page.until("the letter alone", || (found(page) == 1).then_some(()));
        page.wait_for_text(".result-link", "Readings of the gauge");
        page.click(".result-link");
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
        let text = page.texts(".text").concat();
        assert!(text.contains("fell by 38 centimetres in one night"), "{text}");
        page.wait_for_text(".facts", "Dam Operator");
        let all: String = page.script("return document.body.innerText");
        assert!(!all.contains("example.org") && !all.contains("Ann"), "{all}");

        page.click(".verification-details > summary");
        page.click("#check");
        page.wait_for_text(".outcome", "Unchanged");
        page.choose_file("#own-copy", &sources.join("letters/reply.eml"));
        page.wait_for_text(".drop .outcome", "is identical to");
        axe::check(page, "a document of one's own");

        // The story, not what stood around it.
        page.goto(&server.address("#/"));
        page.wait_for(".start");
        search(page, "barbel");
        page.wait_for_text(".result-link", "Fish die below the dam");
        search(page, "subscribe");
        assert_eq!(found(page), 0);
    });
}
