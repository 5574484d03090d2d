//! Numbers, sizes, dates, and whose words a document has, as readers see them.

use super::search::UNDATED;
use crate::app::strings::T;
pub use crate::app::strings::number;
use crate::corpus::{Derivation, TextKind};
use crate::engine::protocol::DocumentView;

/// Hundredths as a number with two places behind the point.
pub fn hundredths(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let digits = hundredths.unsigned_abs();
    format!("{sign}{}{}{:02}", number(digits / 100), T.decimal_separator, digits % 100)
}

/// For attributes: thousandths as a percentage. Whole numbers are enough, and printing fractions would cost 4 kB.
pub fn percent(thousandths: u64) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// A size in decimal units, as browsers and shops count.
pub fn bytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..999_500 => format!("{} kB", (bytes + 500) / 1_000),
        _ => format!("{}.{} MB", (bytes + 50_000) / 1_000_000, (bytes + 50_000) / 100_000 % 10),
    }
}

/// An EDTF date in words; what is not understood stays as it is.
pub fn date(edtf: &str) -> String {
    match edtf.split_once('/') {
        Some((start, "..")) => (T.date_from)(&date(start)),
        Some(("..", end)) => (T.date_until)(&date(end)),
        Some((start, end)) => interval(start, end),
        None => Point::parse(edtf).map_or_else(|| edtf.into(), |point| point.written()),
    }
}

/// A range as in `date:` in words; what is not understood stays as it is.
pub fn range(dates: &str) -> String {
    match dates.split_once("..") {
        None if dates == UNDATED => T.undated.into(),
        Some((start, "")) => (T.date_from)(&date(start)),
        Some(("", end)) => (T.date_until)(&date(end)),
        Some((start, end)) => interval(start, end),
        None => date(dates),
    }
}

/// The name of a month, from 1.
pub fn month(number: u32) -> Option<&'static str> {
    T.months.get((number as usize).checked_sub(1)?).copied()
}

/// Two years, or one when they are the same.
pub fn years((first, last): (i32, i32)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// A month or a day, with what both ends share said once.
fn interval(start: &str, end: &str) -> String {
    let (Some(first), Some(last)) = (Point::parse(start), Point::parse(end)) else {
        return format!("{start} – {end}");
    };
    if first == last {
        return first.written();
    }
    let is_same_year = first.year == last.year && first.is_plain() && last.is_plain();
    match (first.day, last.day) {
        (Some(day), Some(_)) if is_same_year && first.month == last.month => format!("{day}–{}", last.written()),
        _ if is_same_year && first.month.is_some() => {
            let shortened = Point { year: String::new(), ..first };
            format!("{} – {}", shortened.written().trim(), last.written())
        }
        (None, None) if first.month.is_none() && last.month.is_none() => {
            format!("{}–{}", first.written(), last.written())
        }
        _ => format!("{} – {}", first.written(), last.written()),
    }
}

/// One date of an interval, with the precision it was written with.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Point {
    year: String,
    month: Option<usize>,
    day: Option<u32>,
    is_about: bool,
    is_uncertain: bool,
}

impl Point {
    fn parse(text: &str) -> Option<Point> {
        let plain = text.trim().split('T').next()?.trim_end_matches(['?', '~', '%']);
        let mut parts = plain.split('-');
        let year = parts.next().filter(|year| year.len() == 4)?;
        let month = parts.next().and_then(|month| month.parse().ok()).filter(|month| (1..=12).contains(month));
        let day = parts.next().and_then(|day| day.parse().ok()).filter(|_| month.is_some());
        let year = match year.strip_suffix('X') {
            Some(decade) => format!("{decade}0s"),
            None => year.into(),
        };
        if !year.chars().take(4).all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        Some(Point { year, month, day, is_about: text.ends_with(['~', '%']), is_uncertain: text.ends_with(['?', '%']) })
    }

    fn is_plain(&self) -> bool {
        !self.is_about && !self.is_uncertain
    }

    fn written(&self) -> String {
        let month = self.month.and_then(|month| T.months.get(month - 1)).copied();
        let date = (T.date)(self.day, month, &self.year);
        let date = if self.is_about { (T.date_about)(&date) } else { date };
        if self.is_uncertain { (T.date_uncertain)(&date) } else { date }
    }
}

/// Letter by letter: `str::to_lowercase` writes a sigma at the end of a word in another way, by tables of many kilobytes.
pub fn lower_case(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// “Digest by The editors of an article by AP”. `None` for originals.
pub fn derivation_line(document: &DocumentView) -> Option<String> {
    let Derivation { kind, by, of } = &document.derivation;
    if *kind == TextKind::Original {
        return None;
    }
    let credited = || {
        let names = ["agency", "publisher", "author", "byline"].map(|field| document.values(field).join(", "));
        names.into_iter().find(|names| !names.is_empty()).map(|names| (T.source_by)(*kind, &names))
    };
    let of = of.clone().or_else(credited).unwrap_or_default();
    Some((T.derivation)(*kind, by.as_deref().unwrap_or_default(), &of))
}

#[cfg(test)]
mod tests {
    use super::super::sharing::tests::document;
    use super::*;

    #[test]
    fn numbers_and_sizes_are_readable() {
        let numbers = [0u32, 999, 1_000, 12_345, 1_234_567].map(number);
        assert_eq!(numbers, ["0", "999", "1,000", "12,345", "1,234,567"]);
        assert_eq!(
            [999, 1_499, 34_600, 999_499, 999_500, 12_340_000].map(bytes),
            ["999 B", "1 kB", "35 kB", "999 kB", "1.0 MB", "12.3 MB"]
        );
    }

    #[test]
    fn hundredths_have_two_places() {
        assert_eq!([0, 5, -5, 123_456].map(hundredths), ["0.00", "0.05", "−0.05", "1,234.56"]);
    }

    #[test]
    fn dates_keep_the_precision_they_were_written_with() {
        let cases = [
            ("2022-08-31", "31 August 2022"),
            ("2022-08", "August 2022"),
            ("2022", "2022"),
            ("202X", "2020s"),
            ("2022-XX", "2022"),
            ("2022~", "about 2022"),
            ("2022-08-31?", "31 August 2022 (uncertain)"),
            ("2022-08%", "about August 2022 (uncertain)"),
            ("2022-08-31T10:00Z", "31 August 2022"),
            ("2022-08-01/2022-08-05", "1–5 August 2022"),
            ("2022-08-31/2022-09-02", "31 August – 2 September 2022"),
            ("2022-08/2022-09", "August – September 2022"),
            ("2021-12/2022-01", "December 2021 – January 2022"),
            ("2019/2023", "2019–2023"),
            ("2022-08/..", "from August 2022"),
            ("../2021", "until 2021"),
        ];
        for (edtf, expected) in cases {
            assert_eq!(date(edtf), expected, "{edtf}");
        }
    }

    #[test]
    fn what_is_not_a_date_is_shown_as_it_is() {
        for text in ["", "soon", "20XX", "é022", "2022年", "a/b"] {
            assert_eq!(date(text).replace(" – ", "/"), text);
        }
    }

    #[test]
    fn ranges_of_queries_are_read_too() {
        let cases = [
            ("2022-08..2022-09", "August – September 2022"),
            ("2022..", "from 2022"),
            ("..2021", "until 2021"),
            ("2022-08", "August 2022"),
            ("none", "Undated"),
            (">=2021", ">=2021"),
        ];
        for (dates, expected) in cases {
            assert_eq!(range(dates), expected, "{dates}");
        }
    }

    #[test]
    fn what_others_made_says_who_made_it_of_what() {
        let line = |kind, by: Option<&str>, of: Option<&str>| {
            let derivation = Derivation { kind, by: by.map(Into::into), of: of.map(Into::into) };
            derivation_line(&DocumentView { derivation, ..document() }).unwrap_or_default()
        };
        assert_eq!(line(TextKind::Original, None, None), "");
        assert_eq!(line(TextKind::Digest, Some("The editors"), None), "Digest by The editors of an article by ANI");
        assert_eq!(line(TextKind::Translation, None, Some("a letter")), "Translation of a letter");
        assert_eq!(line(TextKind::Transcript, Some("X"), None), "Transcript by X of a recording by ANI");
        let unsourced = DocumentView { fields: Vec::new(), ..document() };
        let derivation = Derivation { kind: TextKind::Digest, by: Some("X".into()), of: None };
        assert_eq!(derivation_line(&DocumentView { derivation, ..unsourced }).unwrap(), "Digest by X");
    }
}
