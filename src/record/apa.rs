//! Citations in the style of the American Psychological Association (Publication Manual, 7th edition), as plain text.
//!
//! Of a passage the citation in the text follows on a line of its own: a list of references has no place for it.
//! A report that names no author is its publisher's, as the manual's group authors are; anything else begins with its title:
//! who prints a statement did not make it. A title by the editors stands in brackets, as a description does.

use super::{
    Passage, Record,
    citation::{Author, Citation, Kind, one_line},
    period::{DateStyle, Period, Point, Shared, joined},
    prose::{capitalised, is_only, listed, number, quoted, sentences, short},
};
use crate::corpus::typed_date::ENGLISH_MONTHS;

/// `2022, August 31`.
const DATES: DateStyle = DateStyle { year: Shared::First, month: Shared::First, point, dash: "–" };
/// More authors than these are not listed: the first 19 and the last are.
const MOST_AUTHORS: usize = 20;

/// The reference, and on a second line the citation of the passage, if one is meant.
pub fn entry(record: &Record) -> String {
    let citation = Citation::of(record);
    let in_text = citation.passage.map(|passage| in_text(&citation, passage)).unwrap_or_default();
    joined([reference(&citation), in_text], "\n")
}

fn reference(citation: &Citation<'_>) -> String {
    let authors = authors(citation);
    let publisher = citation.publisher.filter(|name| !is_only(&authors, Some(name)));
    let (names, date) = (names(&authors), format!("({})", date(citation)));
    let title = whole_title(citation);
    let head = if names.is_empty() { [title, date, String::new()] } else { [names, date, title] };
    let source = [publisher, citation.collection].map(Option::unwrap_or_default).map(String::from);
    let origin = Some(&citation.origin).filter(|origin| !origin.is_empty()).map(|origin| format!("({origin})"));
    let url = citation.url.unwrap_or_default().to_owned();
    let text = joined([sentences(head), sentences(source), url, origin.unwrap_or_default()], " ");
    one_line(&text)
}

/// `(Farge, 2022, para. 5)`.
fn in_text(citation: &Citation<'_>, passage: &Passage) -> String {
    let authors = authors(citation);
    let names: Vec<String> = authors.iter().map(|author| short(author).to_owned()).collect();
    let who = match &*names {
        [] if citation.is_title_by_editors || citation.kind != Kind::News => format!("{},", title(citation)),
        [] => quoted(citation.title, ","),
        [first, _, _, ..] => format!("{first} et al.,"),
        names => listed(names, "&", false) + ",",
    };
    let place = match passage.page {
        Some(page) => format!("p. {page}"),
        None => format!("para. {}", passage.paragraph),
    };
    one_line(&format!("({who} {}, {place})", year(citation)))
}

fn authors(citation: &Citation<'_>) -> Vec<Author> {
    match citation.kind {
        Kind::Report => citation.authors_or(citation.publisher),
        _ => citation.authors.clone(),
    }
}

/// `Farge, E., & Doe, J.`
fn names(authors: &[Author]) -> String {
    let is_inverted = authors.first().is_some_and(|author| author.person().is_some());
    let names: Vec<String> = authors.iter().map(name).collect();
    match &*names {
        [before @ .., last] if before.len() >= MOST_AUTHORS => {
            format!("{}, . . . {last}", before[..MOST_AUTHORS - 1].join(", "))
        }
        names => listed(names, "&", is_inverted),
    }
}

fn name(author: &Author) -> String {
    let Some(person) = author.person() else { return author.name.clone() };
    joined([person.family.into(), person.initials(), person.suffix.into()], ", ")
}

/// `Title (A/HRC/1) [Press release]`.
fn whole_title(citation: &Citation<'_>) -> String {
    let number = Some(number(citation)).filter(|number| !number.is_empty()).map(|number| format!("({number})"));
    let genre = citation.genre.as_deref().map(|genre| format!("[{}]", capitalised(genre)));
    joined([title(citation), number.unwrap_or_default(), genre.unwrap_or_default()], " ")
}

fn title(citation: &Citation<'_>) -> String {
    if citation.is_title_by_editors { format!("[{}]", citation.title) } else { citation.title.into() }
}

fn date(citation: &Citation<'_>) -> String {
    about(citation, |period| period.written(&DATES))
}

/// The date of a citation in the text.
fn year(citation: &Citation<'_>) -> String {
    about(citation, |period| match period.last_year() {
        Some(last) => format!("{}–{last}", period.first_year()),
        None => period.first_year().to_string(),
    })
}

fn about(citation: &Citation<'_>, written: impl Fn(&Period<'_>) -> String) -> String {
    match Period::of(citation) {
        Some(period) if period.is_about => format!("ca. {}", written(&period)),
        Some(period) => written(&period),
        None => "n.d.".into(),
    }
}

fn point(point: Point) -> String {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let day = joined([point.month_in(&ENGLISH_MONTHS).into(), number(point.day)], " ");
    joined([number(point.year), day], ", ")
}

#[cfg(test)]
mod tests {
    use super::{
        super::samples::{check, sample},
        *,
    };

    #[test]
    fn entries_are_as_the_manual_has_them() {
        check(
            entry,
            &[
                (
                    "person",
                    "Farge, E. (2022, August 31). China’s actions may be “crimes.” Reuters. https://example.org/a",
                ),
                (
                    "two persons",
                    "Keten, J., & Lederer, E. M. (2019, March 6). Who will go? Associated Press (AP). \
                     The United Nations and Xinjiang. https://site/#/d/a",
                ),
                (
                    "four persons",
                    "Li, W., de la Cruz, A., King, M. L., Jr., & Bell, J.-P. (2021, June). Voices. The New York Times. \
                     https://example.org/a",
                ),
                ("agency", "ANI. (2022, September 2). Title. Asian Lite News."),
                ("agency alone", "dpa & Reuters. (2022). Title."),
                ("outlet", "Title. (2022, August 31). The Guardian. https://example.org/a"),
                ("nobody", "Title. (n.d.)."),
                ("no date", "Doe, J. (n.d.). Title. Lite."),
                ("about", "Doe, J. (ca. 2022, August). Title. Lite."),
                ("open", "Doe, J. (n.d.). Title. Lite."),
                ("two days", "[Round-up of reports]. (2022, August 31–September 2). China Digital Times."),
                ("two years", "Doe, J. (2022, December 30–2023, January 2). Title. Lite."),
                ("report", "OHCHR. (2022, August 31). Assessment (A/HRC/1). United Nations. https://example.org/a"),
                ("numbered report", "OHCHR. (2022). Assessment (No. 12). https://example.org/a"),
                ("statement", "Remarks [Press release]. (2022, August 31). MFA. https://example.org/a"),
                ("web page", "Watch Team. (2022). Title. Watch."),
                (
                    "passage",
                    "Farge, E. (2022, August 31). Title. Reuters. The United Nations and Xinjiang. https://site/#/d/a?p=5\n\
                     (Farge, 2022, para. 5)",
                ),
                (
                    "page",
                    "Keten, J., & Lederer, E. M. (2021–2022). Title (A/1). United Nations. https://example.org/a\n\
                     (Keten & Lederer, 2021–2022, p. 2)",
                ),
                (
                    "digest",
                    "Karez contributors. (n.d.). UN cites crimes. The United Nations and Xinjiang. https://site/#/d/a?p=5 \
                     (Digest of: Emma Farge, AP, “UN cites crimes”, The Daily, 2022-08-31, https://example.org/a)\n(Karez contributors, n.d., para. 5)",
                ),
                ("translation", "Doe, J. (2022). Title. Lite. https://example.org/a (Translated by Jane Roe)"),
                (
                    "passage by nobody",
                    "They say “no.” (2022, August 31). Lite. https://example.org/a\n(“They say ‘no,’” 2022, para. 3)",
                ),
                (
                    "specials",
                    "A {{b}} [[c]] | d = e & 100 % <ref>''f''</ref> ~~~~ $x_1$. (2022). {Lite} | [Co]. https://example.org/?a={b}|[c]",
                ),
            ],
        );
    }

    #[test]
    fn more_than_twenty_authors_are_the_first_nineteen_and_the_last() {
        let authors = |count: usize| -> Vec<Author> {
            let name = |at: usize| Author { name: format!("Jane Doe{at}"), is_organisation: false };
            (1..=count).map(name).collect()
        };
        assert!(names(&authors(20)).ends_with("Doe19, J., & Doe20, J."));
        assert!(names(&authors(22)).ends_with("Doe18, J., Doe19, J., . . . Doe22, J."));
        assert_eq!(names(&["A", "B", "C"].map(Author::organisation)), "A, B, & C");
    }

    #[test]
    fn three_authors_are_the_first_et_al_in_the_text() {
        let record = sample("four persons");
        let record = Record { passage: Some(Passage { paragraph: 2, ..Passage::default() }), ..record };
        assert!(entry(&record).ends_with("\n(Li et al., 2021, para. 2)"));
    }
}
