//! How much is seen at once, how the rest is reached, and what is on paper.

use thirtyfour::{Key, common::print::PrintParameters};
use unicode_normalization::UnicodeNormalization;

use super::{counting::counted, settle, visit};
use crate::{page::Page, site};

/// Nothing but the search, the tabs and the count stands above the first result of this query.
const PLAIN: &str = "#/?q=Bachelet";

/// Results that are whole within the window.
fn results_in_view(page: &Page) -> usize {
    page.script(
        "return [...document.querySelectorAll('.result')].filter((result) => {
           const { top, bottom } = result.getBoundingClientRect();
           return top >= 0 && bottom <= innerHeight && result.querySelector('.excerpt mark, h3 mark');
         }).length",
    )
}

#[test]
fn six_documents_are_seen_at_once() {
    visit(&site::built(), |page, server| {
        page.resize(1440, 900);
        page.goto(&server.address(PLAIN));
        settle(page, "Bachelet");
        let seen = results_in_view(page);
        assert!(seen >= 6, "{seen} documents");
        // Whoever wants more room for each gets it.
        page.goto(&server.address("#/device"));
        page.click(".choices:last-of-type .choice:last-child input");
        page.goto(&server.address(PLAIN));
        settle(page, "Bachelet");
        assert!(results_in_view(page) < seen);
    });
}

#[test]
fn on_a_phone_the_first_result_is_a_hands_breadth_down() {
    visit(&site::built(), |page, server| {
        page.resize(375, 812);
        page.devtools("Emulation.setTouchEmulationEnabled", serde_json::json!({ "enabled": true }));
        page.goto(&server.address(PLAIN));
        settle(page, "Bachelet");
        let top: f64 = page.script("return document.querySelector('.result').getBoundingClientRect().top");
        assert!(top <= 120.0, "{top} px");
        // The keyboard would cover what was found.
        page.click("#query");
        page.press(Key::Enter);
        page.until("no keyboard", || (page.focus() != "query").then_some(()));
        // Tabs go on beside the window; what the filters find stays in sight.
        page.click("#filters-toggle");
        page.wait_for(".filters");
        assert!(page.is_in_view(".show-results"));
    });
}

#[test]
fn any_document_is_a_page_number_away() {
    let documents: Vec<(String, String)> = (1..=45)
        .map(|day| (format!("{day}.md"), format!("---\ntitle: Water {day}\nid: w{day}\n---\n\nWater on day {day}.\n")))
        .collect();
    let folder = site::of(&documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    visit(&folder.path().join("site"), |page, server| {
        let listed = || page.texts(".result-link");
        page.goto(&server.address("#/?q=water"));
        settle(page, "water");
        let first = listed();
        page.click(".pager li:last-child a");
        page.until("the last page", || (listed().len() == 5).then_some(()));
        assert_eq!(page.focus(), "found");
        assert!(listed().iter().all(|title| !first.contains(title)));
        // The address says which page it is; those of before, how much was unfolded.
        let last = listed();
        page.reload();
        page.until("the same page", || (listed() == last).then_some(()));
        page.goto(&server.address("#/?q=water&show=40"));
        page.until("the first page", || (listed() == first).then_some(()));
        // Reading goes on over the end of a page, and back.
        page.click(".result:last-child .result-link");
        page.wait_for_text(".document-steps span", "20");
        page.click(".document-steps a[aria-keyshortcuts='\\]']");
        page.wait_for_text(".document-steps span", "21");
        assert!(page.fragment().contains("page=2"), "{}", page.fragment());
        page.click(".document-steps a[aria-keyshortcuts='\\[']");
        page.wait_for_text(".document-steps span", "20");
    });
}

#[test]
fn the_first_tab_leads_past_the_head_of_the_page() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(PLAIN));
        settle(page, "Bachelet");
        page.press(Key::Tab);
        page.wait_for_text(".skip-link:focus", "Skip to results");
        page.press(Key::Enter);
        page.until("the list", || (page.focus() == "found").then_some(()));
        page.press(Key::Tab);
        page.until("the first result", || page.focus().starts_with("result-").then_some(()));
    });
}

/// The words of the page as it is printed, without any white space: where lines break is not what is asked here.
fn printed(page: &Page) -> String {
    let file = page.print(PrintParameters::default());
    let text = pdf_extract::extract_text_from_mem(&file).expect("a PDF with text");
    // A font may have one sign for two letters.
    text.nfkc().collect::<String>().split_whitespace().collect()
}

/// What is seen of these elements is on paper too.
fn check_paper(page: &Page, elements: &[&str]) {
    let printed = printed(page);
    for css in elements {
        let texts = page.texts(css);
        assert!(!texts.is_empty(), "no {css}");
        for text in texts {
            let text: String = text.split_whitespace().collect();
            assert!(printed.contains(&text), "{css}: {text} is not in\n{printed}");
        }
    }
}

#[test]
fn every_screen_is_on_paper_as_it_is_on_the_screen() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(PLAIN));
        settle(page, "Bachelet");
        check_paper(page, &[".brand h1", ".status", ".result-link"]);

        page.goto(&server.address("#/?q=Bachelet&view=concordance"));
        counted(page, ".line-node a");
        check_paper(page, &[".line .line-node"]);

        page.goto(&server.address("#/?q=Bachelet&view=trends"));
        counted(page, ".mark-link");
        check_paper(page, &[".legend bdi", ".axis text"]);
        assert!(printed(page).contains("Allwords"), "the table of the chart");

        page.goto(&server.address("#/?q=Bachelet&view=claims"));
        counted(page, ".claims td");
        check_paper(page, &[".claims .claim-text"]);

        page.goto(&server.address(PLAIN));
        settle(page, "Bachelet");
        page.click(".result-link");
        page.wait_for(".text");
        check_paper(page, &["#document-title"]);
        assert!(printed(page).contains("SHA-256"));
    });
}

#[test]
fn a_chart_tells_its_values_where_it_is_pointed_at() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Bachelet&view=trends"));
        counted(page, ".mark-link");
        assert!(!page.is_there(".told"));
        page.script::<()>("document.querySelector('.mark-link').focus()");
        page.wait_for(".told");
        let label: String = page.script("return document.querySelector('.mark-link').getAttribute('aria-label')");
        assert_eq!(page.texts(".told"), [label]);
        page.script::<()>(
            "document.querySelector('.mark-link:last-of-type .mark-target')
               .dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))",
        );
        let label: String =
            page.script("return document.querySelector('.mark-link:last-of-type').getAttribute('aria-label')");
        page.wait_for_text(".told", &label);
    });
}

#[test]
fn a_concordance_runs_as_its_text_does() {
    let text = |language: &str| {
        format!(
            "---\ntitle: Article 1\nlanguage: {language}\n---\n\nيولد جميع الناس أحرارا متساوين في الكرامة والحقوق.\n"
        )
    };
    for language in ["ar", "und"] {
        let folder = site::of(&[("article.md", &text(language))]);
        visit(&folder.path().join("site"), |page, server| {
            page.goto(&server.address("#/?q=أحرارا&view=concordance"));
            counted(page, ".line-node a");
            let (before, node, after): (f64, f64, f64) = page.script(
                "return ['.line .line-before', '.line .line-node', '.line .line-after']
                   .map((css) => document.querySelector(css).getBoundingClientRect().left)",
            );
            assert!(after < node && node < before, "{language}: {after} {node} {before}");
        });
    }
}
