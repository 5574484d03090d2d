//! Ranges of dates as in `date:`, from and to what readers type for their two ends.

use crate::corpus::date::{DateRange, civil};
use crate::engine::protocol::RemarkCode;

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

/// The range between two ends as typed: empty for no ends.
pub fn between(start: &str, end: &str) -> Result<String, RemarkCode> {
    let range = match (start.trim(), end.trim()) {
        ("", "") => return Ok(String::new()),
        (start, end) if start == end => start.to_owned(),
        (start, end) => format!("{start}..{end}"),
    };
    match DateRange::parse(&range) {
        Ok(_) => Ok(range),
        Err(_) => Err(RemarkCode::NotADate(range)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(between("2022-08", " 2022-09 "), Ok("2022-08..2022-09".into()));
        assert_eq!(between("2022", "2022"), Ok("2022".into()));
        assert_eq!(between("", "2021"), Ok("..2021".into()));
        assert_eq!(between("", ""), Ok(String::new()));
        assert!(between("2022", "2021").is_err());
        assert!(between("may", "").is_err());
    }
}
