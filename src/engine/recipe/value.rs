//! Values of a request: how each is read from a recipe, and how it is printed.

use super::error::RecipeError;
use super::line::Line;
use crate::engine::protocol::{ClaimsBy, Filter, LineSort, Measure, Period, Selection, Words};

/// The keys of a request in the order in which they are printed, each with the value of the request that it stands for.
pub(super) type Keys<R> = &'static [(&'static str, fn(&mut R) -> &mut dyn Value)];

pub(super) fn print_all<R>(keys: Keys<R>, request: &mut R, line: &mut Line) {
    keys.iter().for_each(|(name, value)| value(request).print(name, line));
}

/// Reads the text of a key, if it is one of these; tells whether it is.
pub(super) fn read_one<R>(keys: Keys<R>, request: &mut R, key: &str, text: &str) -> Result<bool, RecipeError> {
    for (name, value) in keys {
        if value(request).read(name, key, text)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A value of a request: how it is read and how it is printed, side by side so that both agree.
pub(super) trait Value {
    /// Reads the text of a key if the key, given the value's own name, is for this value; tells whether it is.
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError>;

    fn print(&self, name: &str, line: &mut Line);
}

/// A value that has a name for each of its states.
pub(super) trait Named: Copy + PartialEq + 'static {
    const NAMES: &'static [(&'static str, Self)];
}

impl<T: Named> Value for T {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        set(self, name == key, || named(key, text, T::NAMES))
    }

    fn print(&self, name: &str, line: &mut Line) {
        line.put_name(name, T::NAMES, self);
    }
}

impl Value for u32 {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        set(self, name == key, || {
            text.parse().map_err(|_| RecipeError::NoNumber { key: key.into(), value: text.into() })
        })
    }

    fn print(&self, name: &str, line: &mut Line) {
        line.put(name, &self.to_string());
    }
}

impl Value for bool {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        set(self, name == key, || named(key, text, &[("yes", true), ("no", false)]))
    }

    fn print(&self, name: &str, line: &mut Line) {
        if *self {
            line.put(name, "yes");
        }
    }
}

impl Value for String {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        set(self, name == key, || Ok(text.into()))
    }

    /// Nothing for an empty text, except for a query: that it is empty says what is counted.
    fn print(&self, name: &str, line: &mut Line) {
        if !self.is_empty() || name == "q" {
            line.put(name, self);
        }
    }
}

impl Value for Option<String> {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        set(self, name == key, || Ok(Some(text.into())))
    }

    fn print(&self, name: &str, line: &mut Line) {
        self.iter().for_each(|text| line.put(name, text));
    }
}

impl Value for Vec<String> {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        self.extend((name == key).then(|| text.into()));
        Ok(name == key)
    }

    fn print(&self, name: &str, line: &mut Line) {
        self.iter().for_each(|text| line.put(name, text));
    }
}

impl Value for LineSort {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        match key {
            "order-by" => set(self, true, || Ok(LineSort::Field(text.into()))),
            _ => set(self, name == key, || named(key, text, SORTS)),
        }
    }

    fn print(&self, name: &str, line: &mut Line) {
        match self {
            LineSort::Field(field) => line.put("order-by", field),
            sort => line.put_name(name, SORTS, sort),
        }
    }
}

impl Value for Words {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        set(self, name == key, || named(key, text, WORDS))
    }

    /// Nothing for what is usual, so that recipes of single words and phrases stay as short as they are.
    fn print(&self, name: &str, line: &mut Line) {
        if *self != Words::default() {
            line.put_name(name, WORDS, self);
        }
    }
}

impl Value for Vec<Filter> {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        let exclude = key == "exclude";
        let is_mine = exclude || name == key;
        if is_mine {
            self.push(filter(text, exclude)?);
        }
        Ok(is_mine)
    }

    fn print(&self, name: &str, line: &mut Line) {
        for Filter { field, value, exclude } in self {
            let field = field.replace('\\', "\\\\").replace(':', "\\:");
            line.put(if *exclude { "exclude" } else { name }, &format!("{field}:{value}"));
        }
    }
}

impl Value for Selection {
    fn read(&mut self, _: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        read_one(SELECTION, self, key, text)
    }

    fn print(&self, _: &str, line: &mut Line) {
        print_all(SELECTION, &mut self.clone(), line);
    }
}

/// Its name is what the keys of the selection begin with.
impl Value for Option<Selection> {
    fn read(&mut self, name: &str, key: &str, text: &str) -> Result<bool, RecipeError> {
        let Some(key) = key.strip_prefix(name) else { return Ok(false) };
        read_one(SELECTION, self.get_or_insert_default(), key, text)
    }

    fn print(&self, name: &str, line: &mut Line) {
        if let Some(selection) = self {
            let mut inner = Line { text: std::mem::take(&mut line.text), prefix: name };
            selection.print("", &mut inner);
            line.text = inner.text;
        }
    }
}

fn set<T>(value: &mut T, is_mine: bool, read: impl FnOnce() -> Result<T, RecipeError>) -> Result<bool, RecipeError> {
    if is_mine {
        *value = read()?;
    }
    Ok(is_mine)
}

fn named<T: Clone>(key: &str, text: &str, names: &[(&'static str, T)]) -> Result<T, RecipeError> {
    let known = names.iter().find(|(name, _)| *name == text).map(|(_, meant)| meant.clone());
    known.ok_or_else(|| {
        let names = names.iter().map(|(name, _)| *name).collect();
        RecipeError::NoName { key: key.into(), value: text.into(), names }
    })
}

fn filter(text: &str, exclude: bool) -> Result<Filter, RecipeError> {
    let mut field = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next() {
            Some(':') => return Ok(Filter { field, value: characters.as_str().into(), exclude }),
            Some('\\') => field.extend(characters.next()),
            Some(other) => field.push(other),
            None => return Err(RecipeError::NoFilter(text.into())),
        }
    }
}

impl Named for Period {
    const NAMES: &'static [(&'static str, Period)] = &[("year", Period::Year), ("month", Period::Month)];
}

impl Named for Measure {
    const NAMES: &'static [(&'static str, Measure)] =
        &[("mentions", Measure::Mentions), ("documents", Measure::Documents), ("stories", Measure::Stories)];
}

impl Named for ClaimsBy {
    const NAMES: &'static [(&'static str, ClaimsBy)] =
        &[("document", ClaimsBy::Document), ("speaker", ClaimsBy::Speaker), ("conflict", ClaimsBy::Conflict)];
}

pub(super) const SORTS: &[(&str, LineSort)] = &[
    ("oldest", LineSort::Oldest),
    ("newest", LineSort::Newest),
    ("left1", LineSort::Left1),
    ("left2", LineSort::Left2),
    ("right1", LineSort::Right1),
    ("right2", LineSort::Right2),
    ("node", LineSort::Node),
    ("frequency", LineSort::Frequency),
];

pub(super) const WORDS: &[(&str, Words)] =
    &[("together", Words::Together), ("near", Words::Near), ("either", Words::Either)];

const SELECTION: Keys<Selection> = &[
    ("q", |selection| &mut selection.query),
    ("filter", |selection| &mut selection.filters),
    ("dates", |selection| &mut selection.dates),
    ("without", |selection| &mut selection.variants.without),
    ("with", |selection| &mut selection.variants.with),
    ("words", |selection| &mut selection.words),
];
