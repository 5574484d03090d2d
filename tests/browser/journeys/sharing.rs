//! Sharing: citations of results, links with and without the search, frames and cards for other sites, tables.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::Key;

use super::{found, reading::allow_clipboard, reading::clipboard, settle, visit};
use crate::{
    axe,
    page::Page,
    site::{self, Server},
};

/// Chooses what stands so on a button of the dialog.
fn choose(page: &Page, text: &str) {
    let is_there: bool = page.until(&format!("the choice {text:?}"), || {
        page.script::<bool>(&format!(
            "const label = [...document.querySelectorAll('.choice')].find((label) => label.textContent.trim() === {});
             label?.querySelector('input').click();
             return label !== undefined",
            json!(text)
        ))
        .then_some(true)
    });
    assert!(is_there);
}

/// The text that would be shared, once it has what is looked for.
fn shared_text(page: &Page, part: &str) -> String {
    page.until(&format!("a text with {part:?}"), || {
        Some(page.script::<String>("return document.querySelector('.shared-text')?.value ?? ''"))
            .filter(|text| text.contains(part))
    })
}

/// Opens a dialog about the results of a search; the button is named by its id. Says how many results there are.
fn open_results(page: &Page, server: &Server, button: &str) -> usize {
    page.goto(&server.address("#/?q=Uighur"));
    settle(page, "Uighur");
    let found = found(page) as usize;
    page.click(button);
    page.wait_for(".share-dialog[open]");
    found
}

fn close_dialog(page: &Page) {
    page.press(Key::Escape);
    page.until("no dialog", || (!page.is_there(".share-dialog")).then_some(()));
}

#[test]
fn a_researcher_cites_all_results_in_every_format() {
    visit(&site::built(), |page, server| {
        let downloads = TempDir::new().unwrap();
        page.devtools(
            "Browser.setDownloadBehavior",
            json!({ "behavior": "allow", "downloadPath": downloads.path(), "eventsEnabled": false }),
        );
        let found = open_results(page, server, "#cite-results");
        axe::check(page, "cite");
        assert_eq!(shared_text(page, "SHA-256").lines().count(), found);
        choose(page, "RIS");
        let ris = shared_text(page, "TY  - ");
        assert_eq!((ris.matches("TY  - ").count(), ris.matches("ER  - ").count()), (found, found));
        choose(page, "BibTeX");
        assert_eq!(biblatex::Bibliography::parse(&shared_text(page, "@misc")).unwrap().len(), found);
        choose(page, "Wikipedia");
        assert!(shared_text(page, "{{cite").matches("{{cite").count() >= found);
        choose(page, "CSL-JSON (Zotero)");
        let items: Vec<Value> = serde_json::from_str(&shared_text(page, "webpage")).unwrap();
        assert_eq!(items.len(), found);
        assert!(items.iter().all(|item| item["note"].as_str().is_some_and(|note| note.contains("edition"))));
        // An agency is the author, the outlet the container, a copier neither.
        let of_agency =
            items.iter().find(|item| item["author"][0]["literal"].is_string()).expect("a story of an agency");
        assert!(of_agency["container-title"].is_string());

        close_dialog(page);
        page.click("#export-results");
        let csv = shared_text(page, "source_sha256");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        assert_eq!(reader.records().map(Result::unwrap).count(), found);
        choose(page, "For programs (JSON Lines)");
        let beginning = shared_text(page, "\"karez\"");

        page.click(".dialog-actions .button:nth-child(2)");
        let file = downloads.path().join("karez.jsonl");
        let kept = page.until("the download", || fs::read_to_string(&file).ok().filter(|text| !text.is_empty()));
        assert!(kept.starts_with(&beginning), "the file is not what was shown");
        assert!(kept.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()) && kept.lines().count() == found);

        close_dialog(page);
        assert_eq!(page.focus(), "export-results");
        assert!(page.is_there(".results"), "Escape closed more than the dialog");
    });
}

#[test]
fn a_link_tells_the_search_only_if_it_must() {
    visit(&site::built(), |page, server| {
        allow_clipboard(page);
        open_results(page, server, "#share-results");
        page.wait_for_text(".about-link", "contains the words you searched for");
        assert_eq!(shared_text(page, "#"), server.address("#/?q=Uighur"));
        axe::check(page, "link");
        choose(page, "Whole collection");
        page.wait_for_text(".about-link", "does not contain your search");
        assert_eq!(shared_text(page, "#/"), server.address("#/"));
        page.click(".dialog-head .icon-button");

        page.click(".result-link");
        page.click(".document-actions .button:nth-child(2)");
        page.wait_for(".share-dialog[open]");
        let link = shared_text(page, "#/d/");
        assert!(!link.contains("Uighur"), "{link}");
        page.click(".dialog-actions .is-strong");
        page.wait_for_text(".dialog-actions [role=status]", "Copied");
        assert_eq!(clipboard(page), link);
        page.click(".about-link input");
        page.wait_for_text(".about-link", "contains the words you searched for");
        shared_text(page, "q=Uighur");
    });
}

/// A page of another site with a snippet in it.
fn host(snippet: &str) -> (TempDir, Server) {
    let folder = site::copy();
    let page = format!(
        "<!doctype html><html lang=en><title>A host</title><link rel=icon href=data:,><h1>A host</h1>\n{snippet}\n"
    );
    fs::write(folder.path().join("host.html"), page).unwrap();
    let server = Server::start(folder.path());
    (folder, server)
}

#[test]
fn an_editor_embeds_a_search_by_each_snippet() {
    let server = Server::start(&site::built());
    let page = Page::open();
    open_results(&page, &server, "#share-results");
    choose(&page, "Embed: WordPress and most sites");
    let frame = shared_text(&page, "<iframe");
    axe::check(&page, "embed");
    // The preview is the thing itself.
    page.enter_frame();
    page.wait_for(".result");
    page.leave_frame();
    choose(&page, "Embed: auto-resizing (script)");
    let element = shared_text(&page, "<karez-explorer");
    choose(&page, "Embed: link only");
    let card = shared_text(&page, "<blockquote");
    axe::check(&page, "embed a card");
    page.close(&[server.origin()]);

    for (snippet, grows) in [(frame, false), (element, true)] {
        let (_folder, host) = host(&snippet);
        let page = Page::open();
        page.goto(&host.address("host.html"));
        page.enter_frame();
        settle(&page, "Uighur");
        page.wait_for(".result");
        assert_eq!(page.script::<String>("return self.origin"), "null");
        page.leave_frame();
        if grows {
            page.until("a frame as high as its content", || {
                page.script::<bool>("return document.querySelector('iframe').height > 700").then_some(())
            });
        }
        page.close(&[server.origin(), host.origin()]);
    }
    let (_folder, host) = host(&card);
    let page = Page::open();
    page.goto(&host.address("host.html"));
    page.click("blockquote a");
    settle(&page, "Uighur");
    page.close(&[server.origin(), host.origin()]);
}

#[test]
fn in_a_sandbox_what_cannot_be_saved_can_be_copied() {
    let server = Server::start(&site::built());
    let snippet = format!(
        "<iframe src='{}' title=x width=900 height=700 sandbox=allow-scripts></iframe>",
        server.address("embed.html#/?q=Uighur")
    );
    let (_folder, host) = host(&snippet);
    let page = Page::open();
    page.goto(&host.address("host.html"));
    page.enter_frame();
    settle(&page, "Uighur");
    page.click("#cite-results");
    shared_text(&page, "SHA-256");
    assert_eq!(page.texts(".dialog-actions .button"), ["Copy"]);
    page.click(".dialog-actions .is-strong");
    page.wait_for_text(".dialog-actions [role=status]", "Copied");
    page.leave_frame();
    page.close(&[server.origin(), host.origin()]);
}
