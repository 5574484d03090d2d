//! From a result that stands for its copies to the passages that travelled, and to two documents side by side.

use super::{check_width, found, search, visit};
use crate::{axe, site};

const STATEMENT: &str = "The report says that these acts may constitute international crimes, in particular crimes \
                         against humanity. It was released minutes before the end of her term, and read by many.";

fn documents() -> [(&'static str, String); 4] {
    let file = |title: &str, date: &str, text: &str| {
        format!("---\ntitle: {title}\npublished: {date}\nid: {}\n---\n\n{text}\n", title.to_lowercase())
    };
    let rest = "A paragraph that every one of them has, about the village, its wells, the people who dug them by hand \
                and those who look after them until today.";
    let quoting = "Somebody wrote that “may constitute international crimes, in particular crimes against humanity” is \
                   what the paper says.";
    [
        ("a.md", file("First", "2022-08-31", &format!("{STATEMENT}\n\n{rest}"))),
        ("b.md", file("Second", "2022-09-01", &format!("{STATEMENT}\n\n{rest}"))),
        ("c.md", file("Third", "2022-09-02", &format!("{}\n\n{rest}", STATEMENT.replace("by many", "by few")))),
        ("d.md", file("Quoting", "2022-09-03", quoting)),
    ]
}

#[test]
fn copies_are_folded_away_told_and_compared() {
    let documents = documents();
    let site = site::of(&documents.each_ref().map(|(path, text)| (*path, text.as_str())));
    visit(&site.path().join("site"), |page, server| {
        page.goto(&server.address(""));
        search(page, "crimes");
        assert_eq!((found(page), page.texts(".result").len()), (4, 2));
        assert!(page.text(".status").ends_with("(2 unique)"), "{}", page.text(".status"));

        page.click(".copies button");
        page.wait_for(".copies .copy-list a");
        assert_eq!(page.texts(".copies .copy-list li").len(), 2);
        assert!(page.fragment().contains("copies="));
        axe::check(page, "results with copies");

        let count = |page: &crate::page::Page| page.texts(".facet .count").concat();
        let documents = count(page);
        page.script::<()>(
            "const select = document.querySelector('.count-choice select'); select.value = 'stories';
             select.dispatchEvent(new Event('change', { bubbles: true }))",
        );
        page.until("other numbers", || (count(page) != documents).then_some(()));
        assert!(page.fragment().contains("count=stories"));

        page.goto(&server.address("#/d/quoting"));
        page.wait_for(".repeat-mark");
        page.wait_for(".passage .copy-list a");
        assert!(page.text(".passage").starts_with("This passage appears in 4 documents."));
        assert!(page.text(".passage .copy-list li").starts_with("First"));
        page.click(".repeat-mark");
        page.until("focus on the passage", || (page.focus() == "passage-0").then_some(()));
        axe::check(page, "shared passages");

        page.goto(&server.address("#/d/third?compare=first"));
        page.wait_for(".compared del");
        assert_eq!(
            (page.texts(".compared del").join("|"), page.texts(".compared ins").join("|")),
            ("few.".into(), "many.".into())
        );
        axe::check(page, "two documents side by side");
        page.resize(375, 812);
        check_width(page, "two documents side by side");
        page.click(".back");
        page.wait_for_text("#document-title", "Third");
        assert!(!page.fragment().contains("compare"));
    });
}

#[test]
#[ignore = "writes pictures into the folder KAREZ_SCREENSHOTS"]
fn screenshots_of_copies() {
    let folder =
        std::path::PathBuf::from(std::env::var_os("KAREZ_SCREENSHOTS").expect("KAREZ_SCREENSHOTS names a folder"));
    let documents = documents();
    let site = site::of(&documents.each_ref().map(|(path, text)| (*path, text.as_str())));
    visit(&site.path().join("site"), |page, server| {
        let screens = [
            ("copies", "#/?q=crimes&copies=first", ".copies"),
            ("passages", "#/d/quoting", ".passage .copy-list a"),
            ("compare", "#/d/third?compare=first", ".compared del"),
        ];
        for (width, height) in [(1440, 900), (375, 812)] {
            page.resize(width, height);
            for (is_dark, scheme) in [(false, "light"), (true, "dark")] {
                page.set_dark(is_dark);
                for (name, fragment, ready) in screens {
                    page.goto("about:blank");
                    page.goto(&server.address(fragment));
                    page.wait_for(ready);
                    page.save_screenshot(&folder.join(format!("{name}-{width}-{scheme}.png")));
                }
            }
        }
    });
}
