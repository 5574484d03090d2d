//! Inside a document: finding in it, its hits as a list, links to its passages, what is known of it, print.

use std::{fs, path::Path};

use serde_json::{Value, json};

use super::{is_at_hit, settle, visit};
use crate::{
    axe,
    page::Page,
    site::{self, Server},
};

/// As two documents have it, each with its own quotation marks.
const SENTENCE: &str = "The office said that “serious human rights violations” had been committed there.";

/// An agency's story, a copy of it, and something else.
const STORY: [(&str, &str); 3] = [
    (
        "agency.md",
        "---\ntitle: What the agency wrote\npublished: 2022-08-31\npublisher: AP\nlanguage: en\n---\n\nA first paragraph stands \
         before it and says nothing of the kind.\n\nThe office said that “serious human rights violations” had been \
         committed there. It took its time.\n",
    ),
    (
        "copy.md",
        "---\ntitle: What the blog copied\npublished: 2022-09-02\npublisher: Blog\nlanguage: en\n---\n\nThe office said that \
         \"serious human rights violations\" had been committed there.\n",
    ),
    (
        "other.md",
        "---\ntitle: Something else\npublished: 2022-09-03\npublisher: AP\nlanguage: en\n---\n\nApples and pears.\n",
    ),
];

/// Selects words of a paragraph, as with the mouse.
pub(super) fn select(page: &Page, paragraph: u32, words: &str) {
    page.wait_for(&format!("[data-paragraph='{paragraph}']"));
    let is_selected: bool = page.script(&format!(
        "const block = document.querySelector('[data-paragraph=\"{paragraph}\"]');
         const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
         const nodes = [], wanted = {};
         while (walker.nextNode()) nodes.push(walker.currentNode);
         const start = nodes.map((node) => node.data).join('').indexOf(wanted);
         const place = (offset) => {{
           for (const node of nodes) {{
             if (offset <= node.length) return [node, offset];
             offset -= node.length;
           }}
         }};
         getSelection().setBaseAndExtent(...place(start), ...place(start + wanted.length));
         return start >= 0",
        json!(words)
    ));
    assert!(is_selected, "{words:?} is not in paragraph {paragraph}");
    page.wait_for(".selection-bar");
}

/// What was put on the clipboard.
pub(super) fn clipboard(page: &Page) -> String {
    page.async_script("navigator.clipboard.readText().then(done, (error) => done(String(error)))")
}

pub(super) fn allow_clipboard(page: &Page) {
    page.devtools(
        "Browser.grantPermissions",
        json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
    );
}

fn passage(page: &Page) -> String {
    page.texts(".is-passage").concat()
}

#[test]
fn a_pasted_sentence_leads_to_its_source_and_away_with_citation_and_link() {
    let folder = site::of(&STORY);
    let site = folder.path().join("site");
    let mut copied = String::new();
    visit(&site, |page, server| {
        allow_clipboard(page);
        page.goto(&server.address("#/?sort=old"));
        page.wait_for(".results");
        // Pasted with other quotation marks than the source has.
        page.fill("#query", &SENTENCE.replace(['“', '”'], "\""));
        page.wait_for_text(".status", "2 of 3");
        assert_eq!(page.texts(".result-link"), ["What the agency wrote", "What the blog copied"]);
        page.click(".result-link");
        page.until("the sentence in view", || is_at_hit(page, 0).then_some(()));

        let words = "“serious human rights violations” had been committed";
        select(page, 2, words);
        axe::check(page, "a selected passage");
        page.click(".selection-bar .is-strong");
        page.wait_for_text(".selection-bar [role=status]", "Copied");
        copied = clipboard(page);
        assert!(copied.starts_with(&format!("“{words}”")), "{copied}");
        for part in ["AP", "2022-08-31", "Paragraph 2", "SHA-256", "edition"] {
            assert!(copied.contains(part), "{part} is not in {copied}");
        }
        let link =
            copied.split_whitespace().find(|word| word.starts_with("http")).unwrap().trim_end_matches('.').to_owned();
        assert!(!link.contains("q="), "{link}");

        page.goto("about:blank");
        page.goto(&link);
        page.wait_for(".is-passage");
        assert_eq!(passage(page), words);
        page.until("the passage in view", || page.is_in_view(".is-passage").then_some(()));
        assert!(!page.is_there(".passage-notice"));
        // Nothing is searched here, so nothing is awaited.
        assert_eq!(page.texts(".status").concat(), "");
        copied = link;
    });

    // The same link in a later edition, in which the paragraph reads otherwise.
    let fragment = copied.split_once('#').unwrap().1.to_owned();
    let changed = STORY.map(|(path, text)| (path, text.replace("It took its time.", "It took its time and said so.")));
    check_notice(&changed, &fragment, "quoted words are still here", "serious human rights violations");
    let changed = STORY.map(|(path, text)| {
        (path, text.replace("had been committed there. It took", "were committed there. It had taken"))
    });
    check_notice(&changed, &fragment, "most similar paragraph", "were committed");
    let changed = STORY.map(|(path, text)| {
        let (head, _) = text.rsplit_once("---\n\n").unwrap();
        (path, format!("{head}---\n\nNothing of it is left.\n"))
    });
    check_notice(&changed, &fragment, "not in this edition", "");
}

fn check_notice(documents: &[(&str, String); 3], fragment: &str, notice: &str, expected: &str) {
    let documents = documents.each_ref().map(|(path, text)| (*path, text.as_str()));
    let folder = TempSite::of(&documents, fragment);
    visit(&folder.site, |page, server| {
        page.goto(&server.address(&format!("#{}", folder.fragment)));
        page.wait_for_text(".passage-notice", notice);
        assert!(passage(page).contains(expected), "{}", passage(page));
    });
}

/// A site whose first document answers to the id of a link that was made in another.
struct TempSite {
    _folder: tempfile::TempDir,
    site: std::path::PathBuf,
    fragment: String,
}

impl TempSite {
    /// Ids come from the bytes of a source: the link is given the id that its document has now.
    fn of(documents: &[(&str, &str)], fragment: &str) -> TempSite {
        let (path, parameters) = fragment.split_once('?').unwrap();
        let id = path.trim_start_matches("/d/");
        let with_id: Vec<(&str, String)> = documents
            .iter()
            .map(|(name, text)| {
                let own =
                    if *name == "agency.md" { format!("---\nid: {id}\n{}", &text[4..]) } else { (*text).to_owned() };
                (*name, own)
            })
            .collect();
        let with_id: Vec<(&str, &str)> = with_id.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let folder = site::of(&with_id);
        TempSite { site: folder.path().join("site"), _folder: folder, fragment: format!("{path}?{parameters}") }
    }
}

#[test]
fn a_paragraph_links_to_itself_without_the_search() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Bachelet"));
        settle(page, "Bachelet");
        page.click(".result-link");
        page.wait_for(".anchor");
        let href: String = page.script("return document.querySelector('[data-paragraph=\"2\"] .anchor').hash");
        assert!(href.contains("p=2~") && !href.contains("Bachelet"), "{href}");
        page.script::<()>("document.querySelector('[data-paragraph=\"2\"] .anchor').click()");
        page.wait_for(".is-passage");
        // Followed here, the search stays.
        assert!(page.fragment().contains("q=Bachelet") && page.fragment().contains("p=2~"), "{}", page.fragment());
        assert!(page.is_there(".results"));
        page.back();
        page.until("no passage", || (!page.is_there(".is-passage")).then_some(()));
    });
}

#[test]
fn a_document_is_searched_without_leaving_the_results() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Bachelet"));
        settle(page, "Bachelet");
        page.click(".result-link");
        page.until("first hit in view", || is_at_hit(page, 0).then_some(()));
        let results = page.texts(".result-link");

        page.click("#find-toggle");
        page.until("focus on the field", || (page.focus() == "find").then_some(()));
        page.press("report");
        page.wait_for_text(".text mark", "report");
        page.until("no hit of the search", || {
            (!page.texts(".text mark").iter().any(|word| word.contains("Bachelet"))).then_some(())
        });
        assert_eq!(page.texts(".result-link"), results);
        assert!(page.fragment().contains("q=Bachelet") && page.fragment().contains("find=report"));

        page.click("#hits-toggle");
        page.wait_for(".hit-list");
        axe::check(page, "the list of hits");
        let (lines, marks) = (page.texts(".hit-list li").len(), page.texts(".text mark").len());
        assert_eq!(lines, marks);
        page.click(".hit-list li:last-child button");
        page.until("the last hit in view", || is_at_hit(page, lines as u32 - 1).then_some(()));
    });
}

#[test]
fn the_page_around_a_document_is_shown_on_request() {
    let html = "<!doctype html><html lang=en><head><title>A story</title></head><body><nav><ul><li><a href=a>Home and away</a>\
                <li><a href=b>Subscribe to us</a></ul></nav><article><h1>A story</h1><p>A paragraph of some length that is \
                clearly the text of the story and nothing else, with commas, and a full stop at its end.</p><p>Another \
                paragraph of some length that is clearly the text of the story, with commas, and a full stop.</p></article>\
                <footer><p>All rights reserved by us.</p></footer></body></html>";
    let folder = site::of(&[("story.html", html)]);
    visit(&folder.path().join("site"), |page, server| {
        page.goto(&server.address("#/?sort=new"));
        page.click(".result-link");
        page.wait_for(".text");
        assert!(page.texts(".furniture").is_empty());
        page.click(".furniture-toggle input");
        page.wait_for_text(".furniture", "Subscribe to us");
        assert!(page.texts(".furniture .anchor").is_empty());
    });
}

#[test]
fn reference_managers_see_the_open_document_and_nothing_of_the_search() {
    let tags = "return [...document.querySelectorAll('meta[data-record]')].map(({ name, content }) => [name, content])";
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=secretly%20Uighur"));
        settle(page, "secretly Uighur");
        assert_eq!(page.script::<Vec<(String, String)>>(tags), []);
        page.click(".result-link");
        let found: Vec<(String, String)> =
            page.until("tags", || Some(page.script::<Vec<_>>(tags)).filter(|tags: &Vec<_>| !tags.is_empty()));
        let of = |name: &str| {
            found.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of("citation_title"), [page.text("#document-title")]);
        assert_eq!(
            (of("z:itemType").len(), of("prism.publicationName").len(), of("citation_journal_title").len()),
            (1, 1, 0)
        );
        let url = of("citation_public_url")[0];
        assert!(url.starts_with(&server.address("#/d/")), "{url}");
        assert!(!found.iter().any(|(_, value)| value.contains("secretly")), "{found:?}");
        page.goto(url);
        page.wait_for("#document-title");
        page.goto(&server.address("#/"));
        page.until("no tags", || page.script::<Vec<(String, String)>>(tags).is_empty().then_some(()));
    });
}

fn choose_own_copy(page: &Page, file: &Path) -> String {
    page.choose_file("#own-copy", file);
    let name = file.file_name().unwrap().to_str().unwrap();
    page.wait_for_text(".drop .outcome", "SHA-256");
    page.wait_for_text(".drop .outcome", name);
    page.texts(".drop .outcome").concat()
}

#[test]
fn an_archivist_checks_a_document_and_her_own_copies() {
    let folder = site::of(&STORY);
    let (site, sources) = (folder.path().join("site"), folder.path().join("sources"));
    let open = |page: &Page, server: &Server| {
        page.goto(&server.address("#/?q=apples"));
        settle(page, "apples");
        page.click(".result-link");
        page.click(".verification-details > summary");
        page.wait_for("#check");
    };
    visit(&site, |page, server| {
        open(page, server);
        page.click("#check");
        page.wait_for_text(".outcome", "Unchanged");
        let right = choose_own_copy(page, &sources.join("other.md"));
        assert!(right.contains("is identical to"), "{right}");
        let wrong = choose_own_copy(page, &sources.join("copy.md"));
        assert!(wrong.contains("a different file"), "{wrong}");
        axe::check(page, "verification");
    });

    let sums = site.join("SHA256SUMS");
    let listed = fs::read_to_string(&sums).unwrap();
    let forged: String = listed
        .lines()
        .map(|line| {
            if line.ends_with("corpus/root.kz") {
                format!("{}  corpus/root.kz\n", "0".repeat(64))
            } else {
                format!("{line}\n")
            }
        })
        .collect();
    fs::write(&sums, forged).unwrap();
    visit(&site, |page, server| {
        open(page, server);
        page.click("#check");
        page.wait_for_text(".outcome", "Changed: corpus/root.kz");
    });
    fs::remove_file(&sums).unwrap();
    visit(&site, |page, server| {
        page.expect("404 (Not Found)");
        open(page, server);
        page.click("#check");
        page.wait_for_text(".outcome", "Couldn’t check: SHA256SUMS");
    });
}

#[test]
fn on_paper_there_is_the_document_and_what_it_is_from() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Bachelet"));
        settle(page, "Bachelet");
        page.click(".result-link");
        page.wait_for(".text");
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
        assert!(page.is_there(".text") && page.is_there(".printed-source"));
        for hidden in [".results", ".reader-bar", ".masthead", ".anchor", ".document-actions", ".verification"] {
            assert!(!page.is_there(hidden), "{hidden} is printed");
        }
        let source = page.text(".printed-source");
        assert!(source.contains("SHA-256") && source.contains("edition"), "{source}");
        let heights: Vec<Value> = page.script(
            "return ['.reader-page', '.app'].map((css) => getComputedStyle(document.querySelector(css)).overflowY)",
        );
        assert_eq!(heights, [json!("visible"), json!("visible")]);
    });
}

#[test]
fn documents_that_speak_alike_are_offered_where_the_corpus_knows_them() {
    let text = |number: u32| match number % 10 {
        3 => format!("The quince, the medlar and the sorb of orchard{number}."),
        _ => format!("Word{number} and other{number} of field{number}."),
    };
    let documents: Vec<(String, String)> =
        (0..40).map(|number| (format!("{number}.md"), format!("# Note {number}\n\n{}\n", text(number)))).collect();
    let documents: Vec<(&str, &str)> = documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = site::of(&documents);
    visit(&folder.path().join("site"), |page, server| {
        page.goto(&server.address("#/?q=orchard13"));
        settle(page, "orchard13");
        page.click(".result-link");
        page.click(".related summary");
        page.wait_for(".related li");
        let mut related = page.texts(".related a");
        related.sort();
        assert_eq!(related, ["Note 23", "Note 3", "Note 33"]);
        axe::check(page, "related documents");
        page.click(".related a");
        page.wait_for_text("#document-title", "Note");
        page.until("another document", || (!page.fragment().contains("note-13")).then_some(()));
        assert!(page.texts(".related li").is_empty());
    });
}
