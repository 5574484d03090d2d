//! What every panel has, of what readers cannot see: its name and parameters in addresses, and what it asks for.

use crate::app::model::search::Search;
use crate::engine::protocol::{ExamineRequest, Response, Selection};

/// Lines or claims that are exported in one step: about 10 ms of reading and writing them.
const EXPORTED: u32 = 1_000;
/// The value of a parameter that is a switch; switched off it is not written.
const ON: &str = "on";

/// All that can be chosen in a panel. The default is what an address without parameters means.
pub trait Choosable: Default + Sized + 'static {
    /// Value of `view=` in addresses.
    const NAME: &'static str;
    /// The panel scrolls by itself, so that it takes the room there is.
    const IS_FITTED: bool = false;
    /// What is chosen, as it stands in addresses, in this order.
    const PARAMETERS: &'static [Parameter<Self>] = &[];

    /// What to count, if there is anything to count yet.
    fn request(&self, asked: &Asked) -> Option<ExamineRequest>;

    /// How many lines or claims a step of an export has answered, and how many there are; none of what comes at once.
    fn step(_response: &Response) -> (u32, u32) {
        (0, 0)
    }
}

/// Something that is chosen in a panel, with its name in addresses.
pub struct Parameter<C> {
    pub name: &'static str,
    /// Its values; none if it is as usual. Only a parameter that may be repeated has several.
    pub read: fn(&C) -> Vec<&str>,
    /// Takes one value. What it does not understand counts as not chosen.
    pub write: fn(&mut C, &str),
}

/// What is counted in, and how much of the answer is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub search: &'a Search,
    /// Id of the only document to count in.
    pub document: Option<&'a str>,
    /// Ids of the documents that are listed as results.
    pub listed: &'a [&'a str],
    pub extent: Extent,
}

/// How much of an answer is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What is shown; of lines those from this one on.
    Shown { first_line: u32 },
    /// All of it, for an export; of lines and claims the next step after so many.
    Whole { done: u32 },
}

impl Asked<'_> {
    /// Something is searched for, not only filtered by.
    pub fn has_words(&self) -> bool {
        !self.search.query.trim().is_empty()
    }

    /// The documents to count in, and the words to count.
    pub fn selection(&self) -> Selection {
        selection(self.search)
    }

    /// The offset and the number of lines, of which so many are shown at a time.
    pub fn lines(&self, shown: u32) -> (u32, u32) {
        match self.extent {
            Extent::Shown { first_line } => (first_line, shown),
            Extent::Whole { done } => (done, EXPORTED),
        }
    }

    /// The offset and the number of what is listed by pages, so many of it on each.
    pub fn list(&self, shown: u32) -> (u32, u32) {
        match self.extent {
            Extent::Shown { .. } => (shown.saturating_mul(self.search.page), shown),
            Extent::Whole { done } => (done, EXPORTED),
        }
    }

    /// The number of rows of a table that comes at once, so many of it shown.
    pub fn rows(&self, shown: u32) -> u32 {
        match self.extent {
            Extent::Shown { .. } => shown,
            Extent::Whole { .. } => u32::MAX,
        }
    }
}

/// The documents that a search finds, and its words.
pub fn selection(search: &Search) -> Selection {
    let Search { query, filters, dates, variants, words, .. } = search.clone();
    Selection { query, filters, dates, variants, words }
}

/// Takes a value if it belongs to one of the panel's parameters.
pub fn write<C: Choosable>(choices: &mut C, name: &str, value: &str) {
    if let Some(parameter) = C::PARAMETERS.iter().find(|parameter| parameter.name == name) {
        (parameter.write)(choices, value);
    }
}

/// The panel's parameters that are not as usual, as names and values.
pub fn read<C: Choosable>(choices: &C) -> impl Iterator<Item = (&'static str, &str)> {
    C::PARAMETERS.iter().flat_map(|Parameter { name, read, .. }| read(choices).into_iter().map(|value| (*name, value)))
}

/// For [`Parameter::read`]: a text that is not written while it is empty.
pub fn text(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { vec![text] }
}

/// For [`Parameter::read`]: a switch.
pub fn switch(is_on: bool) -> Vec<&'static str> {
    text(if is_on { ON } else { "" })
}

/// For [`Parameter::write`]: whether a switch is on.
pub fn is_on(value: &str) -> bool {
    value == ON
}

/// For [`Parameter::read`]: one of several, by its name.
pub fn name_of<T: PartialEq>(names: &[(T, &'static str)], value: &T) -> Vec<&'static str> {
    names.iter().find(|(known, _)| known == value).map_or_else(Vec::new, |(_, name)| text(name))
}

/// For [`Parameter::write`]: what has the name, else the usual.
pub fn named<T: Copy + Default>(names: &[(T, &str)], name: &str) -> T {
    names.iter().find(|(_, known)| *known == name).map_or_else(T::default, |(value, _)| *value)
}
