//! All that the publishers say about their corpus: `corpus.toml`, `thesaurus.toml`, and the tables beside them.

use std::path::Path;

use super::{
    decisions::{self, Decisions},
    entities::{self, Entities},
    files::read_toml,
    redaction,
    segments_file::{self, Corrections},
    sidecar::Sidecar,
};
use crate::{
    corpus::{Settings, TextKind, Thesaurus, address::is_web_address},
    ingest::{
        entry::is_language_tag,
        finding::Finding,
        folder::{SETTINGS_FILE, THESAURUS_FILE},
        keys::{BUILT_IN_KEYS, RESERVED},
        source::rulebook::Rulebook,
    },
};

/// All that the publishers say.
#[derive(Debug, Clone, Default)]
pub struct Curation {
    pub rulebook: Rulebook,
    pub thesaurus: Thesaurus,
    pub sidecar: Sidecar,
    pub corrections: Corrections,
    pub redactions: redaction::Rules,
    pub entities: Entities,
    pub claims: Decisions,
}

/// Reads all files that say something about the corpus; each may be missing.
pub fn read(folder: &Path) -> Result<Curation, Vec<Finding>> {
    let rulebook = read_toml(folder, SETTINGS_FILE, Rulebook::parse);
    let thesaurus = read_toml(folder, THESAURUS_FILE, |text| toml::from_str::<Thesaurus>(text));
    let (mut rulebook, thesaurus) = match (rulebook, thesaurus) {
        (Ok(rulebook), Ok(thesaurus)) => (rulebook.unwrap_or_default(), thesaurus.unwrap_or_default()),
        (rulebook, thesaurus) => return Err([rulebook.err(), thesaurus.err()].into_iter().flatten().collect()),
    };
    if rulebook.settings.title.trim().is_empty() {
        rulebook.settings.title = "Untitled corpus".into();
    }
    let mut faults = faults(&rulebook.settings);
    let sidecar = or_faults(Sidecar::read(folder, &rulebook.settings), &mut faults);
    let corrections = or_faults(segments_file::read(folder, &rulebook.settings), &mut faults);
    let redactions = or_faults(redaction::read(folder), &mut faults);
    let entities = or_faults(entities::read(folder, &redactions), &mut faults);
    let claims = or_faults(decisions::read(folder, &redactions), &mut faults);
    faults.extend(entities.declare(&mut rulebook.settings.fields).err());
    let curation = Curation { rulebook, thesaurus, sidecar, corrections, redactions, entities, claims };
    if faults.is_empty() { Ok(curation) } else { Err(faults) }
}

/// What was read; what is wrong with it joins the faults of the other files.
fn or_faults<T: Default>(read: Result<T, Vec<Finding>>, faults: &mut Vec<Finding>) -> T {
    read.unwrap_or_else(|findings| {
        faults.extend(findings);
        T::default()
    })
}

/// What the publishers declare and cannot have.
fn faults(settings: &Settings) -> Vec<Finding> {
    let mut faults = Vec::new();
    for (index, field) in settings.fields.iter().enumerate() {
        let name = field.name.as_str();
        let fault = if name.is_empty() || !name.bytes().all(is_name_byte) {
            "may contain only the letters a to z, digits, - and _"
        } else if BUILT_IN_KEYS.contains(&name) || RESERVED.contains(&name) {
            "is built in; remove it, or choose another name"
        } else if settings.fields[..index].iter().any(|other| other.name == name) {
            "is declared twice"
        } else {
            continue;
        };
        faults.push(Finding::error(SETTINGS_FILE, format!("the field `{name}` {fault}")));
    }
    for tag in settings.languages.iter().filter(|tag| !is_language_tag(tag)) {
        let fault = Finding::error(SETTINGS_FILE, format!("“{tag}” in `languages` is not a language tag"));
        faults.push(fault.remedy("write `en`, `zh-Hans`, `ug`, … (BCP 47)"));
    }
    if !settings.exit.is_empty() && !is_web_address(&settings.exit) {
        // The page would lead to an empty one instead, and nobody would know before it is needed.
        let fault = format!("`exit` is “{}”, which is not a web address", settings.exit);
        let remedy =
            "write a full address, such as `https://www.example.org/`; without one, “Exit” leads to a blank page";
        faults.push(Finding::error(SETTINGS_FILE, fault).remedy(remedy));
    }
    let making = [("made_by", &settings.made_by), ("of", &settings.of)];
    for (key, _) in making.iter().filter(|(_, text)| settings.kind == TextKind::Original && !text.is_empty()) {
        let fault = format!("`{key}` says how the documents were made, but `kind` does not say what they are");
        let remedy = "write `kind = \"digest\"`, `\"translation\"` or `\"transcript\"` too; or say it in the documents";
        faults.push(Finding::error(SETTINGS_FILE, fault).remedy(remedy));
    }
    faults
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read_settings(text: &str) -> Result<Settings, Vec<Finding>> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(SETTINGS_FILE), text).unwrap();
        read(folder.path()).map(|curation| curation.rulebook.settings)
    }

    #[test]
    fn a_folder_without_settings_has_the_default_ones() {
        let folder = tempfile::tempdir().unwrap();
        let Curation { rulebook: Rulebook { settings, .. }, thesaurus, .. } = read(folder.path()).unwrap();
        assert_eq!(settings.title, "Untitled corpus");
        assert_eq!(settings.fields, Settings::default().fields);
        assert!(thesaurus.groups.is_empty());
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let cases = [
            ("title = \"A\"\ncolour = 1\n", 2),
            ("title = 3", 1),
            ("title = \"A\"\n\n[[fields]]\nname = \"x\"\n", 3),
            ("title = \"A\"\n[[sources]]\nfiles = \"*\"\nbegins = [\"(\"]\n", 4),
            ("[reading]\npublished = \"soon\"\n", 2),
            ("title = \"A\"\nkind = \"digset\"\n", 2),
            ("[reading]\nwindow = \"lately\"\n", 2),
        ];
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
    fn exit_leads_to_a_page_on_the_web_or_nowhere() {
        let exit = |address: &str| read_settings(&format!("exit = \"{address}\"\n"));
        for address in ["", "https://www.example.org/", "http://[::1]:8080/a?b#c", "https://例子.example/"] {
            assert_eq!(exit(address).unwrap().exit, address);
        }
        let none = [
            "www.example.org",
            "javascript:alert(1)",
            "HTTPS://example.org",
            "ftp://a",
            "https://",
            "https:///a",
            " https://a",
            "https://a b",
        ];
        for address in none {
            let fault = exit(address).unwrap_err()[0].to_string();
            assert!(fault.contains("`exit`") && fault.contains("https://www.example.org/"), "{fault}");
        }
    }

    #[test]
    fn whoever_made_the_documents_made_digests_or_the_like() {
        let faults = read_settings("made_by = \"Jane Doe\"\n").unwrap_err();
        assert!(faults[0].to_string().contains("`kind = \"digest\"`"), "{}", faults[0]);
        assert_eq!(read_settings("kind = \"digest\"\nmade_by = \"Jane Doe\"\n").unwrap().kind, TextKind::Digest);
    }

    #[test]
    fn fields_are_declared_once() {
        let field = "[[fields]]\nname = \"a\"\nlabel = \"A\"\n";
        assert!(read_settings(&field.repeat(2)).unwrap_err()[0].message.contains("twice"));
    }
}
