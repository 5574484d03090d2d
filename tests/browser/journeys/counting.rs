//! Counting what was found: an analyst's way from a trend to its passages and numbers, a concordance of thousands of
//! lines, and the words and claims of a selection.

use std::path::Path;

use serde_json::json;
use thirtyfour::Key;

use super::{leading_number, settle, visit};
use crate::{axe, page::Page, site};

/// Waits until the panel shows what it was asked for.
pub fn counted(page: &Page, css: &str) {
    let is_counted = format!(
        "return document.querySelector('.panel')?.ariaBusy === 'false' && document.querySelector({}) !== null",
        json!(css)
    );
    page.until(&format!("{css} counted"), || page.script::<bool>(&is_counted).then_some(()));
}

/// Chooses what has this label.
fn choose(page: &Page, label: &str) {
    let choose = format!(
        "const label = [...document.querySelectorAll('.panel label')].find((label) => label.textContent.trim() === {});
         label?.querySelector('input').click();
         return label !== undefined",
        json!(label)
    );
    page.until(label, || page.script::<bool>(&choose).then_some(()));
}

/// Keeps the text of the next file that the page offers.
fn catch_downloads(page: &Page) {
    page.script::<()>(
        "const create = URL.createObjectURL;
         window.caught = null;
         URL.createObjectURL = (blob) => {
           blob.text().then((text) => { window.caught = text; });
           return create.call(URL, blob);
         };",
    );
}

fn caught(page: &Page) -> String {
    page.until("a file", || {
        page.script::<Option<String>>("const text = window.caught; window.caught = null; return text")
    })
}

/// What the command line makes of the recipe that the page gives.
fn counted_again(page: &Page, site: &Path) -> String {
    page.click(".recipe summary");
    let recipe = page.text(".recipe code");
    site::karez_output(&["query", &site.display().to_string(), "--csv", "--recipe", &recipe])
}

#[test]
fn an_analyst_follows_a_trend_to_its_passages_and_takes_the_numbers_away() {
    let folder = site::built();
    visit(&folder, |page, server| {
        page.goto(&server.address("#/?q=report"));
        settle(page, "report");
        page.click(".tabs li:nth-child(3) a");
        counted(page, ".mark-link.series-0");
        page.fill("#term-1", "genocide");
        counted(page, ".mark-link.series-1");
        choose(page, "Month");
        page.until("months", || page.fragment().contains("by=month").then_some(()));
        choose(page, "Distinct stories");
        page.wait_for_text(".legend .count", "distinct stories");
        page.until("stories in the address", || page.fragment().contains("measure=stories").then_some(()));
        choose(page, "Documents");
        counted(page, ".mark-link.series-1");

        // What is exported is what the command line counts, to the digit.
        catch_downloads(page);
        let button = |label: &str| {
            let click = format!(
                "[...document.querySelectorAll('.panel-foot button')].find((button) => button.textContent === {}).click()",
                json!(label)
            );
            page.script::<()>(&click);
        };
        button("Download CSV");
        let exported = caught(page);
        assert!(exported.starts_with("query,period,mentions,documents,stories") && exported.contains("genocide,2022-"));
        assert_eq!(exported, counted_again(page, &folder));
        button("Download SVG");
        assert!(caught(page).starts_with("<svg xmlns="));

        // From the keyboard: along the line to a point, and by Enter to the documents behind it.
        page.script::<()>("document.querySelector('.mark-link[tabindex=\"0\"]').focus()");
        let first = page.focus();
        page.press(Key::Right);
        page.until("the next point", || (page.focus() != first).then_some(()));
        let label: String = page.script("return document.activeElement.ariaLabel");
        page.press(Key::Enter);
        page.until("the point's month", || page.fragment().contains("date=20").then_some(()));
        settle(page, "report");
        let documents = leading_number(label.rsplit(' ').next().unwrap()).unwrap();
        page.until("as many documents", || (page.texts(".result-link").len() as u32 == documents).then_some(()));
        page.back();
        counted(page, ".mark-link.series-1");

        choose(page, "Mentions");
        counted(page, ".mark-link.series-1");
        page.click(".chart-table summary");
        page.wait_for(".chart-table td a");
        let mentions = leading_number(&page.text(".chart-table td a")).unwrap();
        page.click(".chart-table td a");
        counted(page, ".line a");
        page.until("as many lines", || (page.texts(".line").len() as u32 == mentions).then_some(()));
    });
}

/// A year of documents with one word in all their sentences.
fn frequent() -> Vec<(String, String)> {
    let document = |number: usize| {
        let sentence = |line: usize| format!("In place {} the river rose by {line} steps that day.", number % 7);
        let text: Vec<String> = (0..20).map(sentence).collect();
        let (month, day) = (number / 28 % 12 + 1, number % 28 + 1);
        let head =
            format!("title: Water {number}\npublished: 2021-{month:02}-{day:02}\npublisher: Office {}", number % 3);
        (format!("water-{number:03}.md"), format!("---\n{head}\n---\n\n{}\n", text.join("\n\n")))
    };
    (0..260).map(document).collect()
}

#[test]
fn thousands_of_lines_are_one_table_that_keys_go_through() {
    let documents = frequent();
    let documents: Vec<(&str, &str)> = documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = site::of(&documents);
    visit(&folder.path().join("site"), |page, server| {
        page.goto(&server.address("#/?q=river&view=concordance"));
        counted(page, ".line a");
        assert_eq!(page.script::<String>("return document.querySelector('.lines table').ariaRowCount"), "5201");
        assert!(page.texts(".line").len() < 150);
        assert!(page.text(".counted").starts_with("5,200 mentions in 260 documents"));

        page.script::<()>(
            "window.shifted = 0;
             const add = (list) => list.getEntries().forEach((shift) => { window.shifted += shift.value; });
             new PerformanceObserver(add).observe({ type: 'layout-shift' });
             document.querySelector('.line a').focus()",
        );
        page.press(Key::Down);
        page.until("the second line", || (page.focus() == "line-1").then_some(()));
        page.press(Key::End);
        page.until("the last line", || (page.focus() == "line-5199").then_some(()));
        page.press(Key::PageUp);
        page.until("a page before", || {
            (page.focus() != "line-5199" && page.focus().starts_with("line-")).then_some(())
        });
        let shifted: f64 =
            page.async_script("requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifted)))");
        assert!(shifted < 0.02, "{shifted}");

        // The line's sentence, and no other of the twenty.
        let line: String =
            page.script("return document.activeElement.closest('tr').querySelector('.line-after').textContent");
        page.press(Key::Enter);
        page.wait_for("#document-title");
        page.wait_for(".line.is-open");
        let step = line.split(" by ").nth(1).and_then(leading_number).expect("its number");
        page.until("the passage in view", || {
            page.is_in_view(&format!("[data-paragraph='{}']", step + 1)).then_some(())
        });
        choose(page, "Only the open document");
        page.until("twenty lines", || page.text(".counted").starts_with("20 mentions").then_some(()));

        page.goto(&server.address("#/?q=river&view=concordance&order=right1&grouped=on"));
        counted(page, ".line a");
        // Seven places, and twenty heights in each.
        page.wait_for(".lines table[aria-rowcount='141']");
        axe::check(page, "grouped lines");
    });
}

const PANELS: [(&str, &str); 9] = [
    ("#/?q=report&view=concordance", ".line a"),
    ("#/?q=report&view=trends&by=month&term=genocide", ".mark-link"),
    ("#/?q=report&view=words", ".numbers td"),
    ("#/?q=Bachelet&date=2022-08..2022-09&view=words&table=key", ".sides"),
    ("#/?q=report&view=words&table=compared&between=date&one=2022-08-31", ".sides"),
    ("#/?q=report&view=dispersion", ".barcode"),
    ("#/?q=report&view=claims", ".claims td"),
    ("#/?q=report&view=claims&claims=speaker", ".claims tbody th"),
    ("#/?q=report&view=claims&claims=conflict", ".panel"),
];

fn check_panels(is_dark: bool) {
    visit(&site::built(), |page, server| {
        page.set_dark(is_dark);
        for (address, css) in PANELS {
            page.goto("about:blank");
            page.goto(&server.address(address));
            counted(page, css);
            page.script::<()>(
                "document.querySelectorAll('.panel details').forEach((details) => { details.open = true; })",
            );
            axe::check(page, address);
        }
    });
}

#[test]
fn every_panel_is_accessible_in_light() {
    check_panels(false);
}

#[test]
fn every_panel_is_accessible_in_dark() {
    check_panels(true);
}

#[test]
fn words_side_by_side_count_as_a_phrase_until_the_reader_says_otherwise() {
    let document = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n\n{text}\n");
    let together = document("Together", "Climate change is here. Climate change stays.");
    let apart = document("Apart", "The climate is not what it was, and much will change.");
    let folder = site::of(&[("together.md", together.as_str()), ("apart.md", apart.as_str())]);
    visit(&folder.path().join("site"), |page, server| {
        page.goto(&server.address("#/?q=climate+change&view=concordance"));
        page.wait_for_text(".counted", "2 mentions");
        page.wait_for_text(".counted-as [aria-current]", "as a phrase");
        page.click(".counted-as li:nth-child(2) a");
        page.wait_for_text(".counted", "6 mentions");
        assert!(page.fragment().contains("words=either"), "{}", page.fragment());
        page.click(".counted-as li:nth-child(1) a");
        page.wait_for_text(".counted", "2 mentions");
        axe::check(page, "how words are counted");

        page.click(".tabs li:nth-child(1) a");
        page.click(".result + .result .result-link");
        page.wait_for_text("#document-title", "Apart");
        page.wait_for_text(".text mark.is-uncounted", "climate");
        assert!(!page.is_there(".text mark[data-hit]"));
    });
}

#[test]
fn a_word_of_a_table_leads_to_its_lines() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=report&view=words"));
        counted(page, ".numbers td");
        let together = page.texts(".numbers tbody tr:first-child td")[1].clone();
        page.click(".numbers tbody tr:first-child th a");
        counted(page, ".line a");
        assert!(page.fragment().contains("NEAR/5"));
        assert!(!page.texts(".line").is_empty() && leading_number(&together) > Some(0));
    });
}

#[test]
fn a_claim_opens_its_sentence() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=report&view=claims"));
        counted(page, ".claims td");
        let listed = page.texts(".claim-text");
        assert_eq!(counted_again(page, &site::built()).lines().count(), listed.len() + 1, "{listed:?}");
        let sentence = page.text(".claim-text");
        page.click(".claim-text");
        page.wait_for("#document-title");
        page.until("its sentence", || page.texts(".text").concat().contains(sentence.trim()).then_some(()));
        assert!(!page.is_there(".passage-notice"));
    });
}
