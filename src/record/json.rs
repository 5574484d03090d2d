//! Writing JSON: the little that records need, so that the page needs no JSON library.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A JSON object. Members are written in the order of their keys; a later value for a key replaces an earlier one.
#[derive(Debug, Default)]
pub struct Object(BTreeMap<String, String>);

impl Object {
    /// Sets a key to a value that is JSON already; it is not checked.
    pub fn put(&mut self, key: &str, json: impl Into<String>) {
        self.0.insert(key.into(), json.into());
    }

    /// Sets a key to a string.
    pub fn put_text(&mut self, key: &str, text: &str) {
        self.put(key, string(text));
    }

    /// Sets a key to a string, or leaves it out for `None`.
    pub fn put_some(&mut self, key: &str, text: Option<&str>) {
        text.into_iter().for_each(|text| self.put_text(key, text));
    }

    /// Whether no key was set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The object on one line, without spaces: `{"a":1}`.
    pub fn to_json(&self) -> String {
        let members: Vec<String> = self.0.iter().map(|(key, json)| format!("{}:{json}", string(key))).collect();
        format!("{{{}}}", members.join(","))
    }
}

/// A JSON array of items that are JSON already.
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("[{}]", items.into_iter().collect::<Vec<_>>().join(","))
}

/// A JSON string with its quotation marks; characters beyond ASCII are not escaped.
pub fn string(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\n' => json.push_str("\\n"),
            // Writing to a string cannot fail.
            '\0'..' ' => drop(write!(json, "\\u{:04x}", character as u32)),
            _ => json.push(character),
        }
    }
    json + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_comes_back_from_a_parser() {
        let text: String = ('\0'..'\u{100}').chain(['\u{2028}', '维', '\u{1f600}']).collect();
        assert_eq!(serde_json::from_str::<String>(&string(&text)).unwrap(), text);
        let mut object = Object::default();
        object.put_text("b", "old");
        object.put("b", list([string("x"), "2".into()]));
        object.put_some("a", None);
        assert_eq!(object.to_json(), r#"{"b":["x",2]}"#);
    }
}
