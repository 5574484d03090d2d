//! Texts of the table marked, for development: in brackets, and from right to left whatever their letters.

use std::fmt::Display;

use crate::app::model::share_options::{Format, Scope, ShareAction};
use crate::app::model::view::Tab;
use crate::app::model::view::trends::Scale;
use crate::corpus::typed_date::TypedDateError;
use crate::corpus::{ClaimRule, Confidence, TextKind};
use crate::engine::protocol::{ClaimsBy, Failure, Period, RemarkCode, Words};

/// One entry of the English table. It is a type, because the functions of a marked table cannot hold what they mark.
pub trait Entry {
    type Kind;
    fn english() -> Self::Kind;
}

/// An entry's text, marked.
pub trait Marked<E> {
    fn marked() -> Self;
}

/// From right to left, whatever its letters, and in brackets.
fn mark(text: impl Display) -> String {
    format!("\u{202e}[{text}]\u{202c}")
}

/// Lives as long as the page, as texts of the table do.
fn kept(text: &str) -> &'static str {
    mark(text).leak()
}

impl<E: Entry<Kind = &'static str>> Marked<E> for &'static str {
    fn marked() -> Self {
        kept(E::english())
    }
}

impl<E: Entry<Kind = char>> Marked<E> for char {
    fn marked() -> Self {
        E::english()
    }
}

impl<E: Entry<Kind = bool>> Marked<E> for bool {
    fn marked() -> Self {
        E::english()
    }
}

impl<E: Entry<Kind = [&'static str; N]>, const N: usize> Marked<E> for [&'static str; N] {
    fn marked() -> Self {
        E::english().map(kept)
    }
}

impl<E: Entry<Kind = &'static [&'static str]>> Marked<E> for &'static [&'static str] {
    fn marked() -> Self {
        E::english().iter().map(|text| kept(text)).collect::<Vec<_>>().leak()
    }
}

/// Of pairs the first is no text: a tag, a key, a query.
impl<E: Entry<Kind = &'static [(K, &'static str)]>, K: Copy> Marked<E> for &'static [(K, &'static str)] {
    fn marked() -> Self {
        E::english().iter().map(|(key, text)| (*key, kept(text))).collect::<Vec<_>>().leak()
    }
}

/// One line for each kind of function in the table.
macro_rules! marked_functions {
    ($(($($argument:ident: $kind:ty),*))* names: $($name:ty)*) => {
        $(impl<E: Entry<Kind = fn($name) -> &'static str>> Marked<E> for fn($name) -> &'static str {
            fn marked() -> Self {
                |argument: $name| kept((E::english())(argument))
            }
        })*
        $(impl<E: Entry<Kind = fn($($kind),*) -> String>> Marked<E> for fn($($kind),*) -> String {
            fn marked() -> Self {
                |$($argument: $kind),*| mark((E::english())($($argument),*))
            }
        })*
    };
}

marked_functions! {
    (a: &str)
    (a: &RemarkCode)
    (a: &Failure)
    (a: &TypedDateError)
    (a: u32)
    (a: usize)
    (a: u32, b: u32)
    (a: u32, b: &str)
    (a: &str, b: u32)
    (a: &str, b: &str)
    (a: &str, b: &str, c: &str)
    (a: u32, b: &str, c: &str)
    (a: TextKind, b: &str)
    (a: TextKind, b: &str, c: &str)
    (a: [(String, String, String); 2])
    (a: &str, b: u32, c: u32)
    (a: Option<u32>, b: Option<&str>, c: &str)
    names: u32 &str ShareAction ClaimRule ClaimsBy Confidence Format Period Scale Scope Tab Words
}
