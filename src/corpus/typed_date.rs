//! Dates as people type them into a filter: “Aug 2022”, “31 August 2022”, “2021–2022”, “since May 2021”.
//!
//! No locale is guessed: 3/4/2022 is refused with the two days that it could be. What [`DateRange::parse`] reads is read
//! here too. Years have four digits, from 1000 to 9999.

use std::fmt;

use super::date::{DateRange, Day, civil, day_number, month_length};

/// English names of the months; every beginning of three letters and more stands for its month.
pub const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Shortest beginning of a month's name that stands for it; a name that is shorter stands for itself.
const SHORTEST_ABBREVIATION: usize = 3;
const FIRST_YEAR: i32 = 1000;
const LAST_YEAR: i32 = 9999;

/// Why a typed date was not understood. Dates in it are EDTF, for a page to write them as it writes dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedDateError {
    /// Nothing was typed.
    Empty,
    /// None of the forms above; as typed.
    NotUnderstood(String),
    /// Two numbers of a date can both be the month.
    Ambiguous {
        /// As typed.
        typed: String,
        /// The date if the first number is the day: `2022-04-03` for `3/4/2022`.
        day_first: String,
        /// The date if the first number is the month: `2022-03-04`.
        month_first: String,
    },
    /// A month by a number that is not one of 1 to 12.
    NoSuchMonth(u32),
    /// A day that its month does not have.
    NoSuchDay {
        /// `2022-02`.
        month: String,
        /// As typed: 30.
        day: u32,
    },
    /// A year, written or meant, that is not one of 1000 to 9999.
    NoSuchYear(String),
    /// The range ends before it begins.
    Reversed {
        /// The first date as typed, `2023`.
        from: String,
        /// The second, `2022`.
        to: String,
    },
}

impl fmt::Display for TypedDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypedDateError::Empty => write!(f, "No date; write for instance August 2022"),
            TypedDateError::NotUnderstood(typed) => write!(
                f,
                "“{typed}” is not understood; write for instance 2022, August 2022, 31 August 2022, \
                 August 2022 to March 2023, or since 2021"
            ),
            TypedDateError::Ambiguous { typed, day_first, month_first } => {
                write!(f, "“{typed}” could be {day_first} or {month_first}; write the name of the month")
            }
            TypedDateError::NoSuchMonth(month) => write!(f, "There is no month {month}; months go from 1 to 12"),
            TypedDateError::NoSuchDay { month, day } => write!(f, "{month} has no day {day}"),
            TypedDateError::NoSuchYear(year) => {
                write!(f, "Year {year} is out of range; years go from {FIRST_YEAR} to {LAST_YEAR}")
            }
            TypedDateError::Reversed { from, to } => write!(f, "{from} is after {to}; write the earlier date first"),
        }
    }
}

impl std::error::Error for TypedDateError {}

type Result<T> = std::result::Result<T, TypedDateError>;

/// The days that are meant. `months` are the names of the months in the language of the page; the words around dates
/// (since, before, to) are English.
pub fn parse(typed: &str, months: &[&str; 12]) -> Result<DateRange> {
    let text = normal(typed);
    if text.is_empty() {
        return Err(TypedDateError::Empty);
    }
    let parsed = match (Reader { months }).range(&text) {
        // What queries write and people seldom type: 202X, 2022-XX, 2022~.
        Err(TypedDateError::NotUnderstood(_)) => {
            DateRange::parse(typed).map_err(|_| TypedDateError::NotUnderstood(typed.trim().into()))
        }
        parsed => parsed,
    };
    parsed.and_then(in_bounds)
}

/// The range as requests have it, as short as it can be said: `2022-08`, `2021..2022`, `..2020-05-31`, `none`. Nothing for
/// all days. It is read back as the same range, by [`parse`] and by [`DateRange::parse`], if its years have four digits.
pub fn canonical(range: DateRange) -> String {
    if range == DateRange::NONE {
        return "none".into();
    }
    let (first, last) = (range.first, range.last);
    let is_open = (first == Day::MIN, last == Day::MAX);
    let (from, to) = (civil(first.max(-MOST_DAYS)), civil(last.min(MOST_DAYS)));
    let from_begins = (is_open.0 || (from.1, from.2) == (1, 1), is_open.0 || from.2 == 1);
    let to_ends = (is_open.1 || (to.1, to.2) == (12, 31), is_open.1 || to.2 == month_length(to.0, to.1));
    let precision = match (from_begins, to_ends) {
        ((true, _), (true, _)) => 1,
        ((_, true), (_, true)) => 2,
        _ => 3,
    };
    match is_open {
        (true, true) => String::new(),
        (true, false) => format!("..{}", edtf(to, precision)),
        (false, true) => format!("{}..", edtf(from, precision)),
        (false, false) => {
            let (from, to) = (edtf(from, precision), edtf(to, precision));
            if from == to { from } else { format!("{from}..{to}") }
        }
    }
}

/// More days than four digits of years have; only that the arithmetic of open ends stays within bounds.
const MOST_DAYS: Day = 4_000_000;

/// The first so many parts of a year, a month and a day.
fn edtf((year, month, day): (i32, u32, u32), precision: u8) -> String {
    match precision {
        1 => format!("{year:04}"),
        2 => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// Lower case, one kind of dash, one space between words.
fn normal(typed: &str) -> String {
    let dashes = ['–', '—', '‒', '−', '‐', '‑'];
    let lower: String = typed.chars().flat_map(char::to_lowercase).collect();
    lower.replace(dashes, "-").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Refuses a range that reaches into years without four digits.
fn in_bounds(range: DateRange) -> Result<DateRange> {
    let ends = [range.first, range.last].into_iter().filter(|day| !matches!(*day, Day::MIN | Day::MAX));
    let mut years = ends.map(|day| civil(day).0);
    match years.find(|year| !(FIRST_YEAR..=LAST_YEAR).contains(year)) {
        Some(year) => Err(TypedDateError::NoSuchYear(year.to_string())),
        None => Ok(range),
    }
}

/// Words before a date that leave one side open, and what they make of its first and last day.
type Open = (&'static str, fn(Day, Day) -> (Day, Day));
const OPEN: [Open; 11] = [
    (">=", since),
    ("<=", until),
    (">", after),
    ("<", before),
    ("since ", since),
    ("from ", since),
    ("until ", until),
    ("till ", until),
    ("through ", until),
    ("after ", after),
    ("before ", before),
];

fn since(first: Day, _: Day) -> (Day, Day) {
    (first, Day::MAX)
}

fn until(_: Day, last: Day) -> (Day, Day) {
    (Day::MIN, last)
}

fn after(_: Day, last: Day) -> (Day, Day) {
    (last + 1, Day::MAX)
}

fn before(first: Day, _: Day) -> (Day, Day) {
    (Day::MIN, first - 1)
}

/// What stands before, between and behind the two dates of a range.
const BETWEEN: [(&str, &str); 5] =
    [("from ", " to "), ("from ", " until "), ("between ", " and "), ("", " to "), ("", " through ")];

/// What one side says; a side of a range may leave to the other what both share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Point {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

struct Reader<'a> {
    months: &'a [&'a str; 12],
}

impl Reader<'_> {
    fn range(&self, text: &str) -> Result<DateRange> {
        if text == "none" {
            return Ok(DateRange::NONE);
        }
        if let Some((from, to)) = text.split_once("..") {
            return self.dotted(from.trim(), to.trim());
        }
        for (before, between) in BETWEEN {
            if let Some((from, to)) = text.strip_prefix(before).and_then(|text| text.split_once(between)) {
                return self.two(from, to);
            }
        }
        for (word, bounds) in OPEN {
            if let Some(date) = text.strip_prefix(word) {
                let (first, last) = self.point(date.trim()).and_then(span)?;
                let (first, last) = bounds(first, last);
                return Ok(DateRange { first, last });
            }
        }
        match self.point(text).and_then(span) {
            Ok((first, last)) => Ok(DateRange { first, last }),
            Err(TypedDateError::NotUnderstood(_)) => self.dashed(text),
            Err(error) => Err(error),
        }
    }

    /// `a..b`, `a..`, `..b`.
    fn dotted(&self, from: &str, to: &str) -> Result<DateRange> {
        match (from, to) {
            ("", "") => Err(TypedDateError::NotUnderstood("..".into())),
            (from, "") => self.point(from).and_then(span).map(|(first, _)| DateRange { first, last: Day::MAX }),
            ("", to) => self.point(to).and_then(span).map(|(_, last)| DateRange { first: Day::MIN, last }),
            (from, to) => self.two(from, to),
        }
    }

    /// A range with a dash: at the one of its dashes that has a date on either side.
    fn dashed(&self, text: &str) -> Result<DateRange> {
        let mut failure = TypedDateError::NotUnderstood(text.into());
        for (at, dash) in text.match_indices('-') {
            match self.two(text[..at].trim(), text[at + dash.len()..].trim()) {
                Err(TypedDateError::NotUnderstood(_)) => {}
                Err(error) => failure = error,
                range => return range,
            }
        }
        Err(failure)
    }

    /// From the first day of the one to the last of the other.
    fn two(&self, from: &str, to: &str) -> Result<DateRange> {
        let not_understood = || TypedDateError::NotUnderstood(format!("{from} – {to}"));
        let (mut start, mut end) = (self.point(from)?, self.point(to)?);
        if start.year.is_none() || end.month.is_none() && end.day.is_some() {
            // “Aug–Sep 2022”, “31 Aug – 2 Sep 2022”, “6–8 March 2019”, “August 6–8, 2019”.
            start.year = start.year.or(end.year);
            let month = start.month.or(end.month);
            start.month = if start.day.is_some() { month } else { start.month };
            end.month = if end.day.is_some() { end.month.or(month) } else { end.month };
            if (start.month.is_some(), start.day.is_some()) != (end.month.is_some(), end.day.is_some()) {
                return Err(not_understood());
            }
        }
        let ((first, _), (_, last)) = (span(start)?, span(end)?);
        if first > last {
            return Err(TypedDateError::Reversed { from: start.edtf(), to: end.edtf() });
        }
        Ok(DateRange { first, last })
    }

    /// A date in words or in numbers, or a part of one. Parts have one order in no language, but each its own shape.
    fn point(&self, text: &str) -> Result<Point> {
        let not_understood = || TypedDateError::NotUnderstood(text.into());
        if let Some(point) = numeric(text)? {
            return Ok(point);
        }
        let mut point = Point::default();
        for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
            let word = word.strip_suffix('.').unwrap_or(word);
            let is_first = if let Some(month) = self.month(word) {
                point.month.replace(month).is_none()
            } else if let Some(day) = day(word) {
                point.day.replace(day).is_none()
            } else if is_number(word) {
                point.year.replace(year(word)?).is_none()
            } else {
                false
            };
            if !is_first {
                return Err(not_understood());
            }
        }
        if point == Point::default() { Err(not_understood()) } else { Ok(point) }
    }

    /// The month of this name, or the only one whose name begins so.
    fn month(&self, word: &str) -> Option<u32> {
        let lower = |name: &str| name.chars().flat_map(char::to_lowercase).collect::<String>();
        let found = |is_name: &dyn Fn(&str) -> bool| {
            let mut months = (1..).zip(self.months).filter(|(_, name)| is_name(&lower(name)));
            months.next().filter(|_| months.next().is_none()).map(|(month, _)| month)
        };
        let is_long = word.chars().count() >= SHORTEST_ABBREVIATION;
        found(&|name| name == word).or_else(|| found(&|name| is_long && name.starts_with(word)))
    }
}

impl Point {
    fn edtf(&self) -> String {
        let precision = 1 + u8::from(self.month.is_some()) + u8::from(self.day.is_some());
        edtf((self.year.unwrap_or_default(), self.month.unwrap_or_default(), self.day.unwrap_or_default()), precision)
    }
}

/// First and last day of a date that has a year.
fn span(point: Point) -> Result<(Day, Day)> {
    let Point { year: Some(year), month, day } = point else { return Err(not_whole()) };
    match (month, day) {
        (None, None) => Ok((day_number(year, 1, 1), day_number(year, 12, 31))),
        (None, Some(_)) => Err(not_whole()),
        (Some(month), _) if !(1..=12).contains(&month) => Err(TypedDateError::NoSuchMonth(month)),
        (Some(month), None) => Ok((day_number(year, month, 1), day_number(year, month, month_length(year, month)))),
        (Some(month), Some(day)) if (1..=month_length(year, month)).contains(&day) => {
            let number = day_number(year, month, day);
            Ok((number, number))
        }
        (Some(month), Some(day)) => Err(TypedDateError::NoSuchDay { month: edtf((year, month, 0), 2), day }),
    }
}

/// A part of a date alone; [`parse`] puts what was typed into the error.
fn not_whole() -> TypedDateError {
    TypedDateError::NotUnderstood(String::new())
}

/// Numbers with one kind of sign between them: `2022-08-31`, `2022/08`, `31.8.2022`, `8/2022`. None for something else.
fn numeric(text: &str) -> Result<Option<Point>> {
    let Some(separator) = text.chars().find(|c| matches!(c, '-' | '/' | '.')) else { return Ok(None) };
    let parts: Vec<&str> = text.split(separator).collect();
    if !parts.iter().all(|part| is_number(part)) {
        return Ok(None);
    }
    let short = |part: &str| if part.len() <= 2 { part.parse::<u32>().ok() } else { None };
    let point = |year_part: &str, month, day| Ok(Some(Point { year: Some(year(year_part)?), month, day }));
    match *parts {
        [first, second] => match (short(first), short(second)) {
            (None, Some(month)) => point(first, Some(month), None),
            (Some(month), None) => point(second, Some(month), None),
            _ => Ok(None),
        },
        [first, second, third] => match (short(first), short(second), short(third)) {
            (None, Some(month), Some(day)) => point(first, Some(month), Some(day)),
            (Some(first), Some(second), None) => day_and_month(text, first, second, year(third)?).map(Some),
            _ => Ok(None),
        },
        _ => Ok(None),
    }
}

/// Which of two numbers is the month, where only one can be or both are the same.
fn day_and_month(typed: &str, first: u32, second: u32, year: i32) -> Result<Point> {
    let point = |day, month| Point { year: Some(year), month: Some(month), day: Some(day) };
    let is_month = |number: u32| (1..=12).contains(&number);
    match (is_month(first), is_month(second)) {
        (false, true) => Ok(point(first, second)),
        (true, false) => Ok(point(second, first)),
        (false, false) => Err(TypedDateError::NoSuchMonth(second)),
        (true, true) if first == second => Ok(point(first, second)),
        (true, true) => Err(TypedDateError::Ambiguous {
            typed: typed.into(),
            day_first: point(first, second).edtf(),
            month_first: point(second, first).edtf(),
        }),
    }
}

/// `31`, `1st`: the number of a day, whether or not a month has it.
fn day(word: &str) -> Option<u32> {
    let is_ordinal = |suffix: &&str| word.ends_with(suffix);
    let suffix = ["st", "nd", "rd", "th"].into_iter().find(is_ordinal).unwrap_or_default();
    let digits = word.strip_suffix(suffix)?;
    if digits.len() <= 2 && is_number(digits) { digits.parse().ok() } else { None }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A year of four digits.
fn year(digits: &str) -> Result<i32> {
    let is_known = |year: &i32| digits.len() == 4 && (FIRST_YEAR..=LAST_YEAR).contains(year);
    digits.parse().ok().filter(is_known).ok_or_else(|| TypedDateError::NoSuchYear(digits.into()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(typed: &str) -> Result<String> {
        parse(typed, &ENGLISH_MONTHS).map(canonical)
    }

    #[test]
    fn what_people_type_is_understood() {
        let cases = [
            ("2022", "2022"),
            ("Aug 2022", "2022-08"),
            ("August 2022", "2022-08"),
            ("AUG. 2022", "2022-08"),
            ("sept 2022", "2022-09"),
            ("august, 2022", "2022-08"),
            ("2022 August", "2022-08"),
            ("8/2022", "2022-08"),
            ("08/2022", "2022-08"),
            ("8.2022", "2022-08"),
            ("2022-08", "2022-08"),
            ("2022/08", "2022-08"),
            ("2022-8", "2022-08"),
            ("31 August 2022", "2022-08-31"),
            ("31 Aug 2022", "2022-08-31"),
            ("August 31, 2022", "2022-08-31"),
            ("August 31,2022", "2022-08-31"),
            ("Aug. 31st, 2022", "2022-08-31"),
            ("31. August 2022", "2022-08-31"),
            (" 31\u{a0}August  2022 ", "2022-08-31"),
            ("31.8.2022", "2022-08-31"),
            ("8/31/2022", "2022-08-31"),
            ("31-08-2022", "2022-08-31"),
            ("4/4/2022", "2022-04-04"),
            ("2022/3/4", "2022-03-04"),
            ("2022-08-31", "2022-08-31"),
            ("August–September 2022", "2022-08..2022-09"),
            ("Aug-Sep 2022", "2022-08..2022-09"),
            ("Aug 2022 - Mar 2023", "2022-08..2023-03"),
            ("August 2022 to March 2023", "2022-08..2023-03"),
            ("from August to September 2022", "2022-08..2022-09"),
            ("between 2021 and May 2022", "2021-01..2022-05"),
            ("31 Aug – 2 Sep 2022", "2022-08-31..2022-09-02"),
            ("6–8 March 2019", "2019-03-06..2019-03-08"),
            ("March 6–8, 2019", "2019-03-06..2019-03-08"),
            ("2021–2022", "2021..2022"),
            ("2021-2022", "2021..2022"),
            ("2021 to 2022", "2021..2022"),
            ("8/2022-9/2022", "2022-08..2022-09"),
            ("2022-08-2022-09", "2022-08..2022-09"),
            ("2021 - 8 March 2022", "2021-01-01..2022-03-08"),
            ("since 2021", "2021.."),
            ("from May 2021", "2021-05.."),
            ("before 2020", "..2019"),
            ("until 2020", "..2020"),
            ("after May 2021", "2021-06.."),
            ("after December 2021", "2022.."),
            ("Before 1 May 2021", "..2021-04"),
            ("since 31.8.2022", "2022-08-31.."),
            // As queries have it.
            (">=2021", "2021.."),
            (">2021", "2022.."),
            ("<= 2021-05", "..2021-05"),
            ("<2021", "..2020"),
            ("2022-08..2022-09", "2022-08..2022-09"),
            ("2021..", "2021.."),
            ("..2021-05-01", "..2021-05-01"),
            ("202X", "2020..2029"),
            ("2022-XX", "2022"),
            ("none", "none"),
        ];
        for (typed, expected) in cases {
            assert_eq!(read(typed).unwrap_or_default(), expected, "{typed}");
        }
    }

    #[test]
    fn what_is_not_understood_says_why() {
        let cases = [
            ("", "No date; write for instance August 2022"),
            ("summer 2022", "“summer 2022” is not understood; "),
            ("Au 2022", "“Au 2022” is not understood; "),
            ("August", "“August” is not understood; "),
            ("August August 2022", "“August August 2022” is not understood; "),
            ("31 2022", "“31 2022” is not understood; "),
            ("6–8 March", "“6–8 March” is not understood; "),
            ("March 5-2022", "“March 5-2022” is not understood; "),
            ("Augustus 2022", "“Augustus 2022” is not understood; "),
            ("3/4/22", "“3/4/22” is not understood; "),
            ("..", "“..” is not understood; "),
            ("-", "“-” is not understood; "),
            ("since", "“since” is not understood; "),
            (". 2022", "“. 2022” is not understood; "),
            ("2021/2022-12/2022", "“2021/2022-12/2022” is not understood; "),
            ("since summer", "“since summer” is not understood; "),
            ("3/4/2022", "“3/4/2022” could be 2022-04-03 or 2022-03-04; write the name of the month"),
            ("3.4.2022", "“3.4.2022” could be 2022-04-03 or 2022-03-04; write the name of the month"),
            ("since 3/4/2022", "“3/4/2022” could be 2022-04-03 or 2022-03-04; "),
            ("3/4/2022-5/6/2022", "“3/4/2022” could be "),
            ("13/2022", "There is no month 13; "),
            ("0/2022", "There is no month 0; "),
            ("31/31/2022", "There is no month 31; "),
            ("2022-31-08", "There is no month 31; "),
            ("31 April 2022", "2022-04 has no day 31"),
            ("February 29th, 2022", "2022-02 has no day 29"),
            ("0.8.2022", "2022-08 has no day 0"),
            ("999", "Year 999 is out of range; "),
            ("0999", "Year 0999 is out of range; "),
            ("20222", "Year 20222 is out of range; "),
            ("99999999999999999999", "Year 99999999999999999999 is out of range; "),
            ("Aug 999", "Year 999 is out of range; "),
            ("8/12345", "Year 12345 is out of range; "),
            ("before 1000", "Year 999 is out of range; "),
            ("after 9999", "Year 10000 is out of range; "),
            ("0XXX", "Year 0 is out of range; "),
            ("2023–2022", "2023 is after 2022; write the earlier date first"),
            ("Sep-Aug 2022", "2022-09 is after 2022-08; "),
            ("2022-09..2022-08", "2022-09 is after 2022-08; "),
            ("31 August 2022 to 2 May 2022", "2022-08-31 is after 2022-05-02; "),
        ];
        for (typed, expected) in cases {
            let error = parse(typed, &ENGLISH_MONTHS).expect_err(typed).to_string();
            assert!(error.starts_with(expected), "{typed}: {error}");
        }
    }

    #[test]
    fn months_have_the_names_of_the_page_s_language() {
        let french = [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ];
        let read = |typed| parse(typed, &french).map(canonical).unwrap_or_default();
        assert_eq!(["31 AOÛT 2022", "juin 2022", "juil. 2022"].map(read), ["2022-08-31", "2022-06", "2022-07"]);
        assert_eq!(read("jui 2022"), "", "two months begin so");
        let chinese = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"];
        assert_eq!(parse("2022 8月", &chinese).map(canonical).as_deref(), Ok("2022-08"));
    }

    /// A day of a year with four digits.
    fn days() -> std::ops::RangeInclusive<Day> {
        day_number(FIRST_YEAR, 1, 1)..=day_number(LAST_YEAR, 12, 31)
    }

    fn ordinal(day: u32) -> String {
        let suffix = match (day % 10, day) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        format!("{day}{suffix}")
    }

    proptest! {
        #[test]
        fn every_day_is_read_in_every_form(number in days()) {
            let (year, month, day) = civil(number);
            let name = ENGLISH_MONTHS[month as usize - 1];
            let short = &name[..3];
            let forms = [
                format!("{day} {name} {year}"),
                format!("{day} {short} {year}"),
                format!("{name} {day}, {year}"),
                format!("{short}. {}, {year}", ordinal(day)),
                format!("{year}-{month:02}-{day:02}"),
                format!("{year}/{month}/{day}"),
                format!("{} – {}", edtf((year, month, day), 3), edtf((year, month, day), 3)),
            ];
            for form in forms {
                prop_assert_eq!(parse(&form, &ENGLISH_MONTHS), Ok(DateRange { first: number, last: number }), "{}", form);
            }
            for form in [format!("{day}.{month}.{year}"), format!("{month:02}/{day:02}/{year}")] {
                match parse(&form, &ENGLISH_MONTHS) {
                    Ok(range) => {
                        prop_assert!(day > 12 || day == month, "{}", form);
                        prop_assert_eq!(range, DateRange { first: number, last: number }, "{}", form);
                    }
                    Err(TypedDateError::Ambiguous { day_first, month_first, .. }) => {
                        prop_assert!(day <= 12 && day != month, "{}", form);
                        let meant = edtf((year, month, day), 3);
                        prop_assert!(day_first == meant || month_first == meant, "{}", form);
                    }
                    Err(error) => prop_assert!(false, "{form}: {error}"),
                }
            }
        }

        #[test]
        fn every_month_and_year_is_read_in_every_form(number in days()) {
            let (year, month, _) = civil(number);
            let name = ENGLISH_MONTHS[month as usize - 1];
            let last_day = day_number(year, month, month_length(year, month));
            let whole_month = DateRange { first: day_number(year, month, 1), last: last_day };
            let forms = [
                format!("{name} {year}"),
                format!("{} {year}", &name[..3]),
                format!("{month}/{year}"),
                format!("{month:02}/{year}"),
                format!("{year}-{month:02}"),
                format!("{year}/{month:02}"),
            ];
            for form in forms {
                prop_assert_eq!(parse(&form, &ENGLISH_MONTHS), Ok(whole_month), "{}", form);
                let since = DateRange { first: whole_month.first, last: Day::MAX };
                prop_assert_eq!(parse(&format!("since {form}"), &ENGLISH_MONTHS), Ok(since));
                let until = DateRange { first: Day::MIN, last: whole_month.last };
                prop_assert_eq!(parse(&format!("until {form}"), &ENGLISH_MONTHS), Ok(until));
            }
            let whole_year = DateRange { first: day_number(year, 1, 1), last: day_number(year, 12, 31) };
            prop_assert_eq!(parse(&year.to_string(), &ENGLISH_MONTHS), Ok(whole_year));
            prop_assert_eq!(parse(&format!("January–December {year}"), &ENGLISH_MONTHS), Ok(whole_year));
        }

        #[test]
        fn what_is_canonical_is_read_back_as_the_same(first in days(), length in 0..1500i32, whole in 0..4, open in 0..3) {
            let last: Day = (first + length).min(*days().end());
            let ((from, month, _), (to, last_month, _)) = (civil(first), civil(last));
            let (first, last) = match whole {
                0 => (day_number(from, 1, 1), day_number(to, 12, 31)),
                1 => (day_number(from, month, 1), day_number(to, last_month, month_length(to, last_month))),
                2 => (day_number(from, 1, 1), last),
                _ => (first, last),
            };
            let range = match open {
                0 => DateRange { first, last },
                1 => DateRange { first: Day::MIN, last },
                _ => DateRange { first, last: Day::MAX },
            };
            let text = canonical(range);
            prop_assert_eq!(parse(&text, &ENGLISH_MONTHS), Ok(range), "{}", text);
            prop_assert_eq!(DateRange::parse(&text), Ok(range), "{}", text);
        }

        #[test]
        fn whatever_is_typed_gives_a_range_or_a_reason(
            text in "([0-9]{1,5}|aug|may|since|to|from|before|[-–/., ]|\\.\\.|>=|<|st|\\PC){0,9}"
        ) {
            match parse(&text, &ENGLISH_MONTHS) {
                Ok(range) => prop_assert_eq!(parse(&canonical(range), &ENGLISH_MONTHS), Ok(range)),
                Err(error) => prop_assert!(!error.to_string().is_empty()),
            }
        }
    }
}
