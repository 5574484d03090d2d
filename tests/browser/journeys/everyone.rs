//! Other scripts and directions, other eyes, and readers who must be careful.

use serde_json::json;
use thirtyfour::Key;

use super::{check_width, found, settle, visit};
use crate::{axe, page::Page, site};

/// Article 1 of the Universal Declaration of Human Rights, United Nations, 1948: language, direction, a word, text.
const ARTICLE_1: [(&str, &str, &str, &str); 5] = [
    ("en", "ltr", "free", "All human beings are born free and equal in dignity and rights."),
    ("ar", "rtl", "أحرارا", "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق."),
    ("ru", "ltr", "свободными", "Все люди рождаются свободными и равными в своем достоинстве и правах."),
    ("ug", "rtl", "ئەركىن", "ھەممە ئادەم تۇغۇلۇشىدىنلا ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر بولۇپ تۇغۇلغان."),
    ("zh-Hans", "ltr", "自由", "人人生而自由,在尊严和权利上一律平等。"),
];

#[test]
fn five_scripts_stand_in_one_list_each_in_its_direction() {
    let document = |(language, _, word, text): (&str, &str, &str, &str)| {
        (format!("{language}.md"), format!("---\ntitle: {word} 1948\nlanguage: {language}\n---\n\n{text}\n"))
    };
    let mut documents = ARTICLE_1.map(document).to_vec();
    let settings = "title = \"Article 1\"\nlanguages = [\"en\", \"ar\", \"ru\", \"ug\", \"zh-Hans\"]\n";
    documents.push(("corpus.toml".into(), settings.into()));
    let folder = site::of(&documents.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    visit(&folder.path().join("site"), |page, server| {
        let query = ARTICLE_1.map(|(_, _, word, _)| word).join(" ");
        page.goto(&server.address(""));
        page.wait_for(".start");
        super::search(page, &query);
        assert_eq!(found(page), 5);
        for (language, direction, word, _) in ARTICLE_1 {
            let excerpt = format!(".excerpt[lang='{language}'][dir='{direction}']");
            page.wait_for_text(&format!("{excerpt} mark"), word);
            let (before, after): (f64, f64) = page.script(&format!(
                "const [line, word] = {}.map((css) => document.querySelector(css).getBoundingClientRect());
                 return [word.left - line.left, line.right - word.right]",
                json!([excerpt, format!("{excerpt} mark")])
            ));
            let is_aligned = (direction == "rtl") == (after < before);
            assert!(is_aligned, "{language} begins at the wrong side");
        }
        axe::check(page, "five scripts");
    });
}

/// Texts on the screen that are neither the corpus's nor marked as those of the table are.
const UNMARKED: &str = "
    const corpus = '#app :is([lang], [dir=auto], bdi, code, kbd, mark, option, h1)';
    const isOurs = (text) => /[a-z]{2}/i.test(text) && !text.includes('[');
    const texts = [];
    const walker = document.createTreeWalker(document.querySelector('#app'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      if (!parentElement.closest(corpus) && isOurs(data)) texts.push(data);
    }
    for (const element of document.querySelectorAll('#app *')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext']) {
        const text = element.getAttribute(name) ?? '';
        if (!element.closest(corpus) && isOurs(text)) texts.push(`${name}: ${text}`);
      }
    }
    return texts";

fn check_turned_round(page: &Page, screen: &str) {
    // Texts are marked in builds for development only.
    let unmarked: Vec<String> = if page.texts(".exit")[0].contains('[') { page.script(UNMARKED) } else { Vec::new() };
    assert!(unmarked.is_empty(), "{screen} has words that are not in the table: {unmarked:#?}");
    assert_eq!(page.script::<String>("return document.dir + document.documentElement.lang"), "rtlen-x-rtl");
    check_width(page, screen);
}

#[test]
fn the_page_turns_round_for_languages_written_from_right_to_left() {
    visit(&site::built(), |page, server| {
        let goto = |fragment: &str| {
            page.goto("about:blank");
            page.goto(&server.address(&format!("?lang=en-x-rtl{fragment}")));
        };
        for width in [1280, 320] {
            page.resize(width, 800);
            for (fragment, wanted, screen) in [
                ("", ".start", "start"),
                ("#/?q=Bachelet+report&publisher=Reuters", ".result", "results"),
                ("#/?q=zzzzzz", ".empty", "nothing found"),
                ("#/about", ".about", "about"),
                ("#/device", ".device", "settings"),
            ] {
                goto(fragment);
                page.wait_for(wanted);
                check_turned_round(page, screen);
                axe::check(page, screen);
            }
        }
        page.resize(1280, 800);
        goto("#/?q=Bachelet");
        page.wait_for(".filters");
        let (filters, results): (f64, f64) = page.script(
            "return ['.filters', '.results'].map((css) => document.querySelector(css).getBoundingClientRect().left)",
        );
        assert!(filters > results, "the filters are not on the right");
        page.click(".builder-toggle");
        page.wait_for(".builder");
        check_turned_round(page, "form");
        axe::check(page, "form");
        page.click(".result-link");
        page.wait_for("#document-title");
        axe::check(page, "reader");
    });
}

#[test]
fn settings_hold_as_long_as_the_reader_wants() {
    visit(&site::built(), |page, server| {
        let theme = |page: &Page| page.script::<String>("return document.documentElement.dataset.theme ?? ''");
        let stored = |page: &Page| page.script::<u32>("return localStorage.length");
        page.goto(&server.address("#/device"));
        page.wait_for(".device");
        axe::check(page, "settings");
        page.click(".choices:first-of-type label:nth-of-type(3) input");
        page.until("dark", || (theme(page) == "dark").then_some(()));
        axe::check(page, "settings in the dark");
        assert_eq!(stored(page), 0);
        page.reload();
        page.wait_for(".device");
        assert_eq!(theme(page), "");

        page.click(".choices:first-of-type label:nth-of-type(4) input");
        page.click(".settings li:first-child input");
        page.until("stored", || (stored(page) == 1).then_some(()));
        page.reload();
        page.until("high contrast", || (theme(page) == "contrast").then_some(()));
        axe::check(page, "high contrast");

        page.click(".device section:last-child .button");
        page.wait_for_text(".cleared", "Your settings were removed");
        page.wait_for_text(".device section:last-child", "history is not cleared");
        assert_eq!((stored(page), theme(page)), (0, String::new()));
    });
}

#[test]
fn large_text_fits_a_narrow_window() {
    visit(&site::built(), |page, server| {
        page.resize(320, 640);
        page.goto(&server.address("#/device"));
        page.wait_for(".device");
        page.click(".choices:last-of-type label:last-child input");
        for (fragment, wanted) in
            [("#/device", ".device"), ("#/", ".start"), ("#/?q=Bachelet", ".result"), ("#/about", ".about")]
        {
            page.script::<()>(&format!("location.hash = {}", json!(fragment)));
            page.wait_for(wanted);
            check_width(page, fragment);
        }
    });
}

fn links_with(page: &Page, word: &str) -> Vec<String> {
    let all: Vec<String> =
        page.script("return [...document.querySelectorAll('[href]')].map((link) => link.getAttribute('href'))");
    all.into_iter().filter(|href| href.to_lowercase().contains(&word.to_lowercase())).collect()
}

/// No link tells the search, but for the names of documents.
fn check_links(page: &Page) {
    let told: Vec<String> =
        ["q=Bachelet", "%7EBachelet", "~Bachelet"].iter().flat_map(|part| links_with(page, part)).collect();
    assert_eq!(told, [""; 0]);
}

#[test]
fn in_privacy_mode_neither_address_nor_title_tells_the_search() {
    visit(&site::built(), |page, server| {
        let title = |page: &Page| page.script::<String>("return document.title");
        page.goto(&server.address("#/device"));
        page.wait_for(".device");
        page.click(".settings li:nth-child(2) input");
        let corpus = page.text("h1");
        page.until("a title without a page", || (title(page) == corpus).then_some(()));

        page.fill("#query", "Bachelet");
        page.wait_for(".result mark");
        let all = found(page);
        assert!(all > 0);
        check_links(page);
        page.click(".result-link");
        page.wait_for("#document-title mark, .text mark");
        check_links(page);
        assert!(page.fragment().starts_with("#/d/") && !page.fragment().contains('?'), "{}", page.fragment());
        assert_eq!(title(page), corpus);
        page.back();
        page.until("results again", || (!page.is_there(".reader") && found(page) == all).then_some(()));
        assert_eq!(page.fragment(), "#/");

        // Links written later than the page tell nothing either, and lead where they did.
        page.click(".tabs li:nth-child(2) a");
        page.wait_for(".line a");
        assert_eq!(page.fragment(), "#/");
        check_links(page);
        let line = page.text(".line a");
        page.click(".line a");
        page.wait_for_text(".is-passage", &line);
        check_links(page);
        // Without privacy they tell it again.
        page.click(".to-device");
        page.wait_for(".device");
        page.click(".settings li:nth-child(2) input");
        page.until("links with the search", || (!links_with(page, "Bachelet").is_empty()).then_some(()));
    });
}

fn check_exit(leave: impl FnOnce(&Page)) {
    visit(&site::built(), |page, server| {
        page.goto(&server.address("#/?q=Bachelet"));
        settle(page, "Bachelet");
        leave(page);
        page.until("a blank page", || (page.script::<String>("return location.href") == "about:blank").then_some(()));
    });
}

#[test]
fn one_click_leaves_the_site() {
    check_exit(|page| page.click(".exit"));
}

#[test]
fn shift_three_times_leaves_the_site_even_while_typing() {
    check_exit(|page| {
        page.click("#query");
        for _ in 0..3 {
            page.press(Key::Shift);
        }
    });
}
