//! `corpus.toml` and `thesaurus.toml`: what the publishers say about the whole.

use std::{fs, io, path::Path};

use serde::de::DeserializeOwned;

use super::{
    Finding,
    decode::decode,
    folder::{SETTINGS_FILE, THESAURUS_FILE},
    metadata::{self, BUILT_IN_KEYS, RESERVED},
};
use crate::corpus::{Settings, Thesaurus};

/// Reads both files; each may be missing.
pub fn read(folder: &Path) -> Result<(Settings, Thesaurus), Vec<Finding>> {
    let settings = read_toml::<Settings>(folder, SETTINGS_FILE);
    let thesaurus = read_toml::<Thesaurus>(folder, THESAURUS_FILE);
    let (settings, thesaurus) = match (settings, thesaurus) {
        (Ok(settings), Ok(thesaurus)) => (settings, thesaurus),
        (settings, thesaurus) => return Err([settings.err(), thesaurus.err()].into_iter().flatten().collect()),
    };
    let mut settings = settings.unwrap_or_default();
    if settings.title.trim().is_empty() {
        settings.title = "Untitled corpus".into();
    }
    let faults = faults(&settings);
    if faults.is_empty() { Ok((settings, thesaurus.unwrap_or_default())) } else { Err(faults) }
}

fn read_toml<T: DeserializeOwned>(folder: &Path, file: &str) -> Result<Option<T>, Finding> {
    let bytes = match fs::read(folder.join(file)) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Finding::error(file, format!("cannot be read: {error}"))),
    };
    let text = decode(bytes).map_err(|error| Finding::error(file, error.to_string()).remedy(error.remedy()))?;
    toml::from_str(&text).map(Some).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(start).filter(|&byte| byte == b'\n').count() as u32 + 1;
        Finding::error(file, error.message().replace('\n', " "))
            .at(line)
            .remedy("`karez new <folder>` writes an example")
    })
}

/// What the publishers declare and cannot have.
fn faults(settings: &Settings) -> Vec<Finding> {
    let mut faults = Vec::new();
    for (place, field) in settings.fields.iter().enumerate() {
        let name = field.name.as_str();
        let fault = if name.is_empty() || !name.bytes().all(is_name_byte) {
            "may have only the letters a to z, digits, - and _"
        } else if BUILT_IN_KEYS.contains(&name) || RESERVED.contains(&name) {
            "is built in; leave it out, or choose another name"
        } else if settings.fields[..place].iter().any(|other| other.name == name) {
            "is declared twice"
        } else {
            continue;
        };
        faults.push(Finding::error(SETTINGS_FILE, format!("the field `{name}` {fault}")));
    }
    for tag in settings.languages.iter().filter(|tag| !metadata::is_language_tag(tag)) {
        let fault = Finding::error(SETTINGS_FILE, format!("“{tag}” in `languages` is not a language tag"));
        faults.push(fault.remedy("write `en`, `zh-Hans`, `ug`, … (BCP 47)"));
    }
    faults
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_settings(text: &str) -> Result<Settings, Vec<Finding>> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SETTINGS_FILE), text).unwrap();
        read(folder.path()).map(|(settings, _)| settings)
    }

    #[test]
    fn a_folder_without_settings_has_the_default_ones() {
        let folder = tempfile::tempdir().unwrap();
        let (settings, thesaurus) = read(folder.path()).unwrap();
        assert_eq!(settings.title, "Untitled corpus");
        assert_eq!(settings.fields, Settings::default().fields);
        assert!(thesaurus.groups.is_empty());
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let cases =
            [("title = \"A\"\ncolour = 1\n", 2), ("title = 3", 1), ("title = \"A\"\n\n[[fields]]\nname = \"x\"\n", 3)];
        for (text, line) in cases {
            assert_eq!(read_settings(text).unwrap_err()[0].line, Some(line), "{text}");
        }
    }

    #[test]
    fn fields_cannot_take_the_names_of_built_in_ones() {
        for name in ["date", "year", "Publisher", "two words", ""] {
            let faults = read_settings(&format!("[[fields]]\nname = \"{name}\"\nlabel = \"L\"\n")).unwrap_err();
            assert!(faults[0].message.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn fields_are_declared_once() {
        let field = "[[fields]]\nname = \"a\"\nlabel = \"A\"\n";
        assert!(read_settings(&field.repeat(2)).unwrap_err()[0].message.contains("twice"));
    }
}
