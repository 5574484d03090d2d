//! Ranges of dates as in `date:`, from and to what readers type for their two ends.

use crate::corpus::date::{DateRange, Day, civil};
use crate::corpus::typed_date::{TypedDateError, canonical, parse};

/// One of the two fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    From,
    To,
}

/// The range that a reader means by what stands in the two fields; empty for all dates. A whole range can stand in one of
/// them. What is wrong comes with the field that it stands in. `months` are their names in the language of the page.
pub fn typed(from: &str, to: &str, months: &[&str; 12]) -> Result<String, (End, TypedDateError)> {
    let read = |text: &str, end: End| match text.trim() {
        "" => Ok(None),
        text => parse(text, months).map(Some).map_err(|error| (end, error)),
    };
    let is_whole =
        |range: &DateRange| matches!(canonical(*range).split_once(".."), Some(_)) || *range == DateRange::NONE;
    let (first, last) = match (read(from, End::From)?, read(to, End::To)?) {
        (None, None) => return Ok(String::new()),
        (Some(range), None) | (None, Some(range)) if is_whole(&range) => (range.first, range.last),
        (Some(from), None) => (from.first, Day::MAX),
        (None, Some(to)) => (Day::MIN, to.last),
        (Some(from), Some(to)) if from.first > to.last => {
            return Err((End::To, TypedDateError::Reversed { from: canonical(from), to: canonical(to) }));
        }
        (Some(from), Some(to)) => (from.first, to.last),
    };
    Ok(canonical(DateRange { first, last }))
}

/// The two ends of a range as a reader would type them; empty where it is open or not a range.
pub fn ends(dates: &str) -> (String, String) {
    let Ok(range) = DateRange::parse(dates) else {
        return Default::default();
    };
    if let Some((start, end)) = dates.split_once("..") {
        return (start.trim().into(), end.trim().into());
    }
    let written = |day: i32| {
        let (year, month, day) = civil(day);
        format!("{year:04}-{month:02}-{day:02}")
    };
    let is_open = |day: i32| day == i32::MIN || day == i32::MAX;
    let end = |day: i32| if is_open(day) { String::new() } else { written(day) };
    if dates.starts_with(['<', '>']) {
        (end(range.first), end(range.last))
    } else {
        (dates.trim().into(), dates.trim().into())
    }
}

/// The range between two ends as in `date:`, if there is one; empty for no ends.
pub fn between(start: &str, end: &str) -> Option<String> {
    let range = match (start.trim(), end.trim()) {
        ("", "") => return Some(String::new()),
        (start, end) if start == end => start.to_owned(),
        (start, end) => format!("{start}..{end}"),
    };
    DateRange::parse(&range).is_ok().then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::typed_date::ENGLISH_MONTHS;

    #[test]
    fn the_ends_of_a_range_are_shown_as_typed() {
        let cases = [
            ("2022-08..2022-09", "2022-08", "2022-09"),
            ("2022-08..", "2022-08", ""),
            ("2022", "2022", "2022"),
            (">=2021", "2021-01-01", ""),
            ("<2021", "", "2020-12-31"),
            ("soon", "", ""),
            ("", "", ""),
        ];
        for (dates, start, end) in cases {
            assert_eq!(ends(dates), (start.to_owned(), end.to_owned()), "{dates}");
        }
    }

    #[test]
    fn two_ends_make_a_range() {
        let cases = [
            ("2022-08", " 2022-09 ", Some("2022-08..2022-09")),
            ("2022", "2022", Some("2022")),
            ("", "2021", Some("..2021")),
            ("", "", Some("")),
            ("2022", "2021", None),
            ("may", "", None),
        ];
        for (start, end, expected) in cases {
            assert_eq!(between(start, end).as_deref(), expected, "{start}, {end}");
        }
    }

    #[test]
    fn what_is_typed_in_the_two_fields_is_a_range_or_says_which_field_is_wrong() {
        let cases = [
            ("Aug 2022", "March 2023", Ok("2022-08..2023-03")),
            ("Aug 2022", "", Ok("2022-08..")),
            ("", "30 August 2022", Ok("..2022-08-30")),
            ("2022", "2022", Ok("2022")),
            ("August–September 2022", "", Ok("2022-08..2022-09")),
            ("", "since 2021", Ok("2021..")),
            ("none", "", Ok("none")),
            (" ", "", Ok("")),
            ("soon", "2022", Err(End::From)),
            ("2021", "3/4/2022", Err(End::To)),
            ("2023", "2022", Err(End::To)),
        ];
        for (from, to, expected) in cases {
            let read = typed(from, to, &ENGLISH_MONTHS).map_err(|(end, _)| end);
            assert_eq!(read.as_deref(), expected.as_ref().copied(), "{from}, {to}");
        }
    }
}
