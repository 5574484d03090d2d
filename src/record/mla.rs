//! Citations in the style of the Modern Language Association (MLA Handbook, 9th edition), as plain text.
//!
//! Of a passage the citation in the text follows on a line of its own: a list of works cited has no place for it. Paragraphs
//! are numbered there only where the source itself numbers them, which this site does and others do not. An author that is
//! the publisher as well is left to the publisher's place. Addresses keep their `https://`, which the handbook allows, so
//! that they can be followed.

use super::{
    Passage, Record,
    citation::{Author, Citation, Kind, one_line},
    period::{DateStyle, Period, Point, Shared, joined},
    prose::{capitalised, direct, inverted, is_only, listed, number, quoted, sentences, short},
};

/// `31 Aug. 2022`.
const DATES: DateStyle = DateStyle { year: Shared::Last, month: Shared::Last, point, dash: "–" };
const MONTHS: [&str; 12] =
    ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

/// The work cited, and on a second line the citation of the passage, if one is meant.
pub fn entry(record: &Record) -> String {
    let citation = Citation::of(record);
    let in_text = citation.passage.map(|passage| in_text(&citation, passage)).unwrap_or_default();
    joined([work_cited(&citation), in_text], "\n")
}

fn work_cited(citation: &Citation<'_>) -> String {
    let title = if is_plain(citation) { citation.title.into() } else { quoted(citation.title, ".") };
    let publisher = citation.publisher.map(without_article).unwrap_or_default();
    let [first, second] = match citation.kind {
        Kind::Report => [number(citation), publisher.into()],
        // The title of a newspaper or site keeps its article.
        Kind::News | Kind::WebPage => [citation.publisher.unwrap_or_default().into(), number(citation)],
        Kind::Statement => [publisher.into(), number(citation)],
    };
    let published = joined([first, second, date(citation)], ", ");
    let url = citation.url.unwrap_or_default().to_owned();
    let containers = match citation.collection {
        Some(collection) => [published, joined([collection.into(), url], ", ")],
        None => [joined([published, url], ", "), String::new()],
    };
    let genre = citation.genre.as_deref().map(capitalised).unwrap_or_default();
    let text = [
        sentences([names(authors(citation)), title]),
        sentences(containers),
        sentences([genre, citation.origin.clone()]),
    ];
    one_line(&joined(text, " "))
}

/// `(Farge, par. 5)`.
fn in_text(citation: &Citation<'_>, passage: &Passage) -> String {
    let names: Vec<String> = authors(citation).iter().map(|author| short(author).to_owned()).collect();
    let is_numbered = citation.is_here;
    let comma = if passage.page.is_none() && is_numbered { "," } else { "" };
    let who = match &*names {
        [] if !is_plain(citation) => quoted(citation.title, comma),
        [] => [citation.title, comma].concat(),
        [first, _, _, ..] => format!("{first} et al.{comma}"),
        names => listed(names, "and", false) + comma,
    };
    let place = match passage.page {
        Some(page) => page.to_string(),
        None if is_numbered => format!("par. {}", passage.paragraph),
        None => String::new(),
    };
    one_line(&format!("({})", joined([who, place], " ")))
}

fn authors<'a>(citation: &'a Citation<'_>) -> &'a [Author] {
    if is_only(&citation.authors, citation.publisher) { &[] } else { &citation.authors }
}

/// What stands without quotation marks: works of their own, and descriptions.
fn is_plain(citation: &Citation<'_>) -> bool {
    citation.kind == Kind::Report || citation.is_title_by_editors
}

/// `Doe, Jane, and John Roe`; of three and more the first alone is named.
fn names(authors: &[Author]) -> String {
    let name = |author: &Author| match author.is_organisation {
        true => without_article(&author.name).to_owned(),
        false => inverted(author),
    };
    match authors {
        [] => String::new(),
        [author] => name(author),
        [first, second] => listed(&[name(first), direct(second)], "and", first.person().is_some()),
        [first, ..] => format!("{}, et al.", name(first)),
    }
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").unwrap_or(name)
}

/// Nothing where there is no date: the handbook has no “n.d.” any more.
fn date(citation: &Citation<'_>) -> String {
    let Some(period) = Period::of(citation) else { return String::new() };
    let about = if period.is_about { "circa " } else { "" };
    [about, &short_century(period.written(&DATES))].concat()
}

/// `2021–22` of two years of one century.
fn short_century(date: String) -> String {
    let is_year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match date.split_once('–') {
        Some((first, last)) if is_year(first) && is_year(last) && first[..2] == last[..2] => {
            format!("{first}–{}", &last[2..])
        }
        _ => date,
    }
}

fn point(point: Point) -> String {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    joined([number(point.day), point.month_in(&MONTHS).into(), number(point.year)], " ")
}

#[cfg(test)]
mod tests {
    use super::{super::samples::check, *};

    #[test]
    fn entries_are_as_the_handbook_has_them() {
        check(
            entry,
            &[
                (
                    "person",
                    "Farge, Emma. “China’s actions may be ‘crimes.’” Reuters, 31 Aug. 2022, https://example.org/a.",
                ),
                (
                    "two persons",
                    "Keten, Jamey, and Edith M. Lederer. “Who will go?” Associated Press (AP), 6 Mar. 2019. \
                     The United Nations and Xinjiang, https://site/#/d/a.",
                ),
                ("four persons", "Li, Wei, et al. “Voices.” The New York Times, June 2021, https://example.org/a."),
                ("agency", "ANI. “Title.” Asian Lite News, 2 Sept. 2022."),
                ("agency alone", "dpa and Reuters. “Title.” 2022."),
                ("outlet", "“Title.” The Guardian, 31 Aug. 2022, https://example.org/a."),
                ("nobody", "“Title.”"),
                ("no date", "Doe, Jane. “Title.” Lite."),
                ("about", "Doe, Jane. “Title.” Lite, circa Aug. 2022."),
                ("open", "Doe, Jane. “Title.” Lite."),
                ("two days", "Round-up of reports. China Digital Times, 31 Aug.–2 Sept. 2022."),
                ("two years", "Doe, Jane. “Title.” Lite, 30 Dec. 2022–2 Jan. 2023."),
                ("report", "OHCHR. Assessment. A/HRC/1, United Nations, 31 Aug. 2022, https://example.org/a."),
                ("numbered report", "Assessment. No. 12, OHCHR, 2022, https://example.org/a."),
                ("statement", "“Remarks.” MFA, 31 Aug. 2022, https://example.org/a. Press release."),
                ("web page", "Watch Team. “Title.” Watch, 2022."),
                (
                    "passage",
                    "Farge, Emma. “Title.” Reuters, 31 Aug. 2022. The United Nations and Xinjiang, \
                     https://site/#/d/a?p=5.\n(Farge, par. 5)",
                ),
                (
                    "page",
                    "Keten, Jamey, and Edith M. Lederer. Title. A/1, United Nations, 2021–22, https://example.org/a.\n\
                     (Keten and Lederer 2)",
                ),
                (
                    "digest",
                    "Karez contributors. “UN cites crimes.” The United Nations and Xinjiang, https://site/#/d/a?p=5. \
                     Digest of: Emma Farge, AP, “UN cites crimes”, The Daily, 2022-08-31, https://example.org/a.\n(Karez contributors, par. 5)",
                ),
                ("translation", "Doe, Jane. “Title.” Lite, 2022, https://example.org/a. Translated by Jane Roe."),
                ("passage by nobody", "“They say ‘no.’” Lite, 31 Aug. 2022, https://example.org/a.\n(“They say ‘no’”)"),
                (
                    "specials",
                    "“A {{b}} [[c]] | d = e & 100 % <ref>''f''</ref> ~~~~ $x_1$.” {Lite} | [Co], 2022, \
                     https://example.org/?a={b}|[c].",
                ),
            ],
        );
    }

    #[test]
    fn what_two_dates_share_is_said_once() {
        let written = |edtf: &str| date(&Citation::of(&super::super::citation::tests::record(&[], edtf)));
        assert_eq!(written("2019-03-06/2019-03-08"), "6–8 Mar. 2019");
        assert_eq!(written("2022-05/2022-06"), "May–June 2022");
        assert_eq!(
            ["1999/2001", "2021~/2022", "2022-12/2023-01"].map(written),
            ["1999–2001", "circa 2021–22", "Dec. 2022–Jan. 2023"]
        );
    }
}
