//! Ways to narrow a search: dates by dragging and by keys, a form in place of signs, remarks where they belong.

use serde_json::json;
use thirtyfour::Key;

use super::{found, settle, visit};
use crate::{axe, page::Page, site};

const DATES: [(&str, &str); 8] = [
    ("a", "0001-01-01"),
    ("b", "2019-03-02"),
    ("c", "2022-07-05"),
    ("d", "2022-08-01"),
    ("e", "2022-08-31"),
    ("f", "2022-09-01"),
    ("g", "2022-09"),
    ("h", ""),
];

/// A site with a document of each of these dates, one of them mistaken and one missing.
fn dated_site() -> tempfile::TempDir {
    let document = |(name, date): (&str, &str)| {
        let head = if date.is_empty() { String::new() } else { format!("published: {date}\n") };
        (format!("{name}.md"), format!("---\ntitle: Note {name}\n{head}---\n\nSomething happened.\n"))
    };
    let documents = DATES.map(document);
    site::of(&documents.each_ref().map(|(path, text)| (path.as_str(), text.as_str())))
}

/// Drags over the bars, from and to a share of their width.
fn drag(page: &Page, from: f64, to: f64) {
    let (x, y, width): (f64, f64, f64) = page.script(
        "const box = document.querySelector('.bars').getBoundingClientRect();
         return [box.left, box.top + box.height / 2, box.width]",
    );
    for (kind, share) in
        [("mousePressed", from), ("mouseMoved", (from + to) / 2.0), ("mouseMoved", to), ("mouseReleased", to)]
    {
        let event =
            json!({ "type": kind, "x": x + share * width, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
        page.devtools("Input.dispatchMouseEvent", event);
    }
}

#[test]
fn dates_are_chosen_by_dragging_by_keys_or_by_having_none() {
    let folder = dated_site();
    visit(&folder.path().join("site"), |page, server| {
        page.goto(&server.address("#/?q=something"));
        settle(page, "something");
        assert_eq!(found(page), 8);
        // One bar for the stray, then March 2019 to September 2022.
        assert_eq!(page.texts(".bar").len(), 1 + 43);
        axe::check(page, "histogram");

        drag(page, 0.9, 0.999);
        page.until("dates", || page.fragment().contains("date=").then_some(()));
        settle(page, "something");
        assert_eq!(found(page), 5, "{}", page.fragment());
        page.script::<()>("document.querySelector('.brush input').focus()");
        for _ in 0..4 {
            page.press(Key::Right);
        }
        page.until("only September", || (found(page) == 2).then_some(()));
        assert!(page.fragment().contains("date=2022-09"), "{}", page.fragment());

        page.click(".date-tools .link-button");
        page.until("days", || (page.texts(".bar").len() == 30).then_some(()));
        page.wait_for_text(".filters", "1 document has an approximate date");
        page.click(".date-tools .link-button");
        page.until("all dates", || (page.texts(".bar").len() == 44).then_some(()));

        page.click(".date-tools .chip");
        page.until("undated", || page.fragment().contains("date=none").then_some(()));
        settle(page, "something");
        assert_eq!(found(page), 1);
        page.click(".date-tools .chip");
        page.until("all", || (found(page) == 8).then_some(()));
    });
}

#[test]
fn a_form_writes_the_query_and_reads_it_back() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address(""));
        page.wait_for(".start");
        page.click(".builder-toggle");
        page.fill("#builder-all", "report Bachelet");
        settle(page, "+report +Bachelet");
        page.fill("#builder-phrase", "crimes against humanity");
        page.fill("#builder-none", "visit");
        let query = "+report +Bachelet +\"crimes against humanity\" -visit";
        settle(page, query);
        assert_eq!(page.script::<String>("return document.querySelector('#query').value"), query);
        axe::check(page, "form");

        page.fill("#query", "forced NEAR/3 labour");
        page.until("the form follows", || {
            page.script::<bool>("return document.querySelector('#builder-right').value === 'labour'").then_some(())
        });
        assert_eq!(page.script::<String>("return document.querySelector('#builder-distance').value"), "3");
        assert_eq!(page.script::<String>("return document.querySelector('#builder-all').value"), "");
        page.fill("#query", "+forced labour");
        page.wait_for_text(".builder [role=status]", "show all of the search above");
    });
}

#[test]
fn dates_are_read_as_people_type_them() {
    let folder = dated_site();
    visit(&folder.path().join("site"), |page, server| {
        page.goto(&server.address("#/?q=something"));
        settle(page, "something");
        page.fill("#date-start", "Sept 2022");
        page.press(Key::Enter);
        page.until("from September", || page.fragment().contains("date=2022-09..").then_some(()));
        settle(page, "something");
        assert_eq!(found(page), 2);

        let value = || page.script::<String>("return document.querySelector('#date-end').value");
        for (typed, problem) in [("5/6/2023", "could be"), ("May 2021", "is after")] {
            page.fill("#date-end", typed);
            page.press(Key::Enter);
            page.wait_for_text("#date-problem", problem);
            assert_eq!((value().as_str(), found(page)), (typed, 2));
        }
        axe::check(page, "a date that is not understood");
        page.fill("#date-end", "31 Dec 2022");
        page.press(Key::Enter);
        page.until("until the end of the year", || page.fragment().contains("date=2022-09..2022-12").then_some(()));
        page.until("no problem", || page.texts("#date-problem").concat().is_empty().then_some(()));
    });
}

#[test]
fn remarks_are_underlined_where_they_belong() {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Bachelet%20date%3Asoon"));
        settle(page, "Bachelet date:soon");
        page.wait_for_text(".query-marks u", "date:soon");
        let description: String = page.script(
            "return document.getElementById(document.querySelector('#query').getAttribute('aria-describedby')).textContent",
        );
        assert!(description.contains("is not a date"), "{description}");
        page.fill("#query", "Bachelet");
        settle(page, "Bachelet");
        assert!(!page.is_there(".query-marks"));
    });
}
