//! Keys and values as a line of text.

use super::error::RecipeError;

/// A recipe as far as it is printed.
pub(super) struct Line<'a> {
    pub(super) text: String,
    /// What the next keys begin with.
    pub(super) prefix: &'a str,
}

impl Line<'_> {
    pub(super) fn put(&mut self, key: &str, value: &str) {
        self.text.extend([" ", self.prefix, key, "="]);
        if !value.is_empty() && value.chars().all(is_plain) {
            self.text.push_str(value);
            return;
        }
        self.text.push('"');
        for c in value.chars() {
            match c {
                '"' | '\\' => self.text.extend(['\\', c]),
                '\'' | '\u{2028}' | '\u{2029}' => self.put_by_number(c),
                c if c.is_control() => self.put_by_number(c),
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    fn put_by_number(&mut self, c: char) {
        self.text.push_str(&format!("\\u{{{:x}}}", c as u32));
    }

    pub(super) fn put_name<T: PartialEq>(&mut self, key: &str, names: &[(&str, T)], value: &T) {
        names.iter().filter(|(_, known)| known == value).for_each(|(name, _)| self.put(key, name));
    }
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "_-.:*?+~/<>".contains(c)
}

/// The keys and values of a line, in its order.
pub(super) fn pairs(mut rest: &str) -> Result<Vec<(String, String)>, RecipeError> {
    let mut pairs = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Ok(pairs);
        }
        let (key, after) = rest.split_once('=').ok_or_else(|| RecipeError::NoPair(rest.into()))?;
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => unquote(quoted).ok_or_else(|| RecipeError::OpenQuotation(key.into()))?,
            None => {
                let (value, after) = after.split_at(after.find(char::is_whitespace).unwrap_or(after.len()));
                (value.to_string(), after)
            }
        };
        pairs.push((key.to_string(), value));
        rest = after;
    }
}

/// A value whose opening mark has been read, and what follows it.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => return Some((value, characters.as_str())),
            '\\' => match characters.next()? {
                'u' => {
                    let (number, after) = characters.as_str().strip_prefix('{')?.split_once('}')?;
                    value.push(u32::from_str_radix(number, 16).ok().and_then(char::from_u32)?);
                    characters = after.chars();
                }
                other => value.push(other),
            },
            other => value.push(other),
        }
    }
}
