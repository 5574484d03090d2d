//! Citations in the style of the Chicago Manual of Style (17th edition, notes and bibliography), as plain text.
//!
//! Of a passage the full note follows on a line of its own: a bibliography has no place for it. Where nobody is named, the
//! outlet stands in the author's place of the bibliography (14.199), but not of a statement: who prints one did not make
//! it. Newspapers lose an initial “The” (14.193). An approximate date stands in brackets, as what the source does not say.

use super::{
    Passage, Record,
    citation::{Author, Citation, Kind, one_line},
    period::{DateStyle, Period, Shared, joined, month_first},
    prose::{capitalised, direct, inverted, is_only, listed, number, quoted, sentences},
};

/// `August 31, 2022`.
const DATES: DateStyle = DateStyle { year: Shared::Last, month: Shared::First, point: month_first, dash: "–" };
/// A bibliography lists so many authors; of more it lists the first seven.
const MOST_AUTHORS: usize = 10;
const AUTHORS_OF_MANY: usize = 7;
/// A note lists so many authors; of more it names the first.
const MOST_IN_NOTE: usize = 3;

/// The entry of the bibliography, and on a second line the note of the passage, if one is meant.
pub fn entry(record: &Record) -> String {
    let citation = Citation::of(record);
    let note = citation.passage.map(|passage| note(&citation, passage)).unwrap_or_default();
    joined([bibliography(&citation), note], "\n")
}

fn bibliography(citation: &Citation<'_>) -> String {
    let outlet = outlet(citation);
    let authors = citation.authors_or(outlet.filter(|_| citation.kind != Kind::Statement));
    // A publisher of reports is named also where it is the author (14.84).
    let is_said = citation.kind != Kind::Report && is_only(&authors, outlet);
    let outlet = outlet.filter(|_| !is_said).unwrap_or_default().to_owned();
    let title = if is_plain(citation) { citation.title.into() } else { quoted(citation.title, ".") };
    let genre = citation.genre.as_deref().map(capitalised).unwrap_or_default();
    let place = joined([outlet, date(citation)], ", ");
    let rest = [citation.collection, citation.url].map(Option::unwrap_or_default).map(String::from);
    let origin = sentences([citation.origin.clone()]);
    let text = [sentences([names(&authors), title, number(citation), genre, place]), sentences(rest), origin];
    one_line(&joined(text, " "))
}

fn note(citation: &Citation<'_>, passage: &Passage) -> String {
    let outlet = outlet(citation);
    let authors = citation.authors_or(outlet.filter(|_| citation.kind == Kind::Report));
    let is_said = citation.kind != Kind::Report && is_only(&authors, outlet);
    let outlet = outlet.filter(|_| !is_said).unwrap_or_default().to_owned();
    let names = names_in_note(&authors);
    let title = match citation.kind {
        Kind::Report => {
            let title = joined([citation.title.into(), number(citation)], ", ");
            format!("{title} ({}),", joined([outlet, date(citation)], ", "))
        }
        _ => {
            let genre = citation.genre.clone().unwrap_or_default();
            let facts = joined([number(citation), genre, outlet, date(citation)], ", ");
            let title = if is_plain(citation) { format!("{},", citation.title) } else { quoted(citation.title, ",") };
            format!("{title} {facts},")
        }
    };
    let place = match passage.page {
        Some(page) => page.to_string(),
        None => format!("para. {}", passage.paragraph),
    };
    let [collection, url] = [citation.collection, citation.url].map(Option::unwrap_or_default).map(String::from);
    let text = format!("{title} {}.", joined([place, collection, url], ", "));
    one_line(&joined([names, text], ", "))
}

/// What stands without quotation marks: works of their own, and descriptions.
fn is_plain(citation: &Citation<'_>) -> bool {
    citation.kind == Kind::Report || citation.is_title_by_editors
}

fn outlet<'a>(citation: &Citation<'a>) -> Option<&'a str> {
    let is_newspaper = citation.kind == Kind::News;
    citation.publisher.map(|name| name.strip_prefix("The ").filter(|_| is_newspaper).unwrap_or(name))
}

/// `Doe, Jane, and John Roe`.
fn names(authors: &[Author]) -> String {
    let [first, others @ ..] = authors else { return String::new() };
    let names: Vec<String> = [inverted(first)].into_iter().chain(others.iter().map(direct)).collect();
    if names.len() > MOST_AUTHORS {
        return format!("{}, et al.", names[..AUTHORS_OF_MANY].join(", "));
    }
    listed(&names, "and", first.person().is_some())
}

fn names_in_note(authors: &[Author]) -> String {
    let names: Vec<String> = authors.iter().map(direct).collect();
    if names.len() > MOST_IN_NOTE { format!("{} et al.", names[0]) } else { listed(&names, "and", false) }
}

fn date(citation: &Citation<'_>) -> String {
    match Period::of(citation) {
        Some(period) if period.is_about => format!("[ca. {}]", period.written(&DATES)),
        Some(period) => period.written(&DATES),
        None => "n.d.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::samples::check, *};

    #[test]
    fn entries_are_as_the_manual_has_them() {
        check(
            entry,
            &[
                (
                    "person",
                    "Farge, Emma. “China’s actions may be ‘crimes.’” Reuters, August 31, 2022. https://example.org/a.",
                ),
                (
                    "two persons",
                    "Keten, Jamey, and Edith M. Lederer. “Who will go?” Associated Press (AP), March 6, 2019. \
                     The United Nations and Xinjiang. https://site/#/d/a.",
                ),
                (
                    "four persons",
                    "Li, Wei, Ana de la Cruz, Martin Luther King Jr., and Jean-Paul Bell. “Voices.” New York Times, \
                     June 2021. https://example.org/a.",
                ),
                ("agency", "ANI. “Title.” Asian Lite News, September 2, 2022."),
                ("agency alone", "dpa and Reuters. “Title.” 2022."),
                ("outlet", "Guardian. “Title.” August 31, 2022. https://example.org/a."),
                ("nobody", "“Title.” n.d."),
                ("no date", "Doe, Jane. “Title.” Lite, n.d."),
                ("about", "Doe, Jane. “Title.” Lite, [ca. August 2022]."),
                ("open", "Doe, Jane. “Title.” Lite, n.d."),
                ("two days", "China Digital Times. Round-up of reports. August 31–September 2, 2022."),
                ("two years", "Doe, Jane. “Title.” Lite, December 30, 2022–January 2, 2023."),
                ("report", "OHCHR. Assessment. A/HRC/1. United Nations, August 31, 2022. https://example.org/a."),
                ("numbered report", "OHCHR. Assessment. No. 12. OHCHR, 2022. https://example.org/a."),
                ("statement", "“Remarks.” Press release. MFA, August 31, 2022. https://example.org/a."),
                ("web page", "Watch Team. “Title.” Watch, 2022."),
                (
                    "passage",
                    "Farge, Emma. “Title.” Reuters, August 31, 2022. The United Nations and Xinjiang. https://site/#/d/a?p=5.\n\
                     Emma Farge, “Title,” Reuters, August 31, 2022, para. 5, The United Nations and Xinjiang, \
                     https://site/#/d/a?p=5.",
                ),
                (
                    "page",
                    "Keten, Jamey, and Edith M. Lederer. Title. A/1. United Nations, 2021–2022. https://example.org/a.\n\
                     Jamey Keten and Edith M. Lederer, Title, A/1 (United Nations, 2021–2022), 2, https://example.org/a.",
                ),
                (
                    "digest",
                    "Karez contributors. “UN cites crimes.” The United Nations and Xinjiang, n.d. https://site/#/d/a?p=5. \
                     Digest of: Emma Farge, AP, “UN cites crimes”, The Daily, 2022-08-31, https://example.org/a.\n\
                     Karez contributors, “UN cites crimes,” The United Nations and Xinjiang, n.d., para. 5, https://site/#/d/a?p=5.",
                ),
                ("translation", "Doe, Jane. “Title.” Lite, 2022. https://example.org/a. Translated by Jane Roe."),
                (
                    "passage by nobody",
                    "Lite. “They say ‘no.’” August 31, 2022. https://example.org/a.\n\
                     “They say ‘no,’” Lite, August 31, 2022, para. 3, https://example.org/a.",
                ),
                (
                    "specials",
                    "{Lite} | [Co]. “A {{b}} [[c]] | d = e & 100 % <ref>''f''</ref> ~~~~ $x_1$.” 2022. \
                     https://example.org/?a={b}|[c].",
                ),
            ],
        );
    }

    #[test]
    fn long_lists_of_authors_are_cut() {
        let authors = |count: usize| -> Vec<Author> {
            let name = |at: usize| Author { name: format!("Jane Doe{at}"), is_organisation: false };
            (1..=count).map(name).collect()
        };
        assert!(names(&authors(10)).ends_with("Jane Doe9, and Jane Doe10"));
        assert!(names(&authors(11)).ends_with("Jane Doe6, Jane Doe7, et al."));
        assert_eq!(names_in_note(&authors(3)), "Jane Doe1, Jane Doe2, and Jane Doe3");
        assert_eq!(names_in_note(&authors(4)), "Jane Doe1 et al.");
    }
}
