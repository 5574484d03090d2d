//! `corpus.toml` and `thesaurus.toml`: what the publishers say about the whole.

use std::path::Path;

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer, Error, ValueDeserializer},
};

use super::{
    claims::table::{self, Decisions},
    entities::{self, Entities},
    entry::is_language_tag,
    files::read_toml,
    finding::Finding,
    folder::{SETTINGS_FILE, THESAURUS_FILE},
    keys::{BUILT_IN_KEYS, RESERVED},
    redaction,
    rules::{ReadingRules, SourceRules},
    segments_file::{self, Corrections},
    sidecar::Sidecar,
};
use crate::corpus::{Settings, Thesaurus};

/// All that the publishers say: what readers learn ([`Settings`], [`Thesaurus`]) and how sources are read.
#[derive(Debug, Clone, Default)]
pub struct Rulebook {
    pub settings: Settings,
    pub thesaurus: Thesaurus,
    pub reading: ReadingRules,
    pub sidecar: Sidecar,
    pub corrections: Corrections,
    pub redactions: redaction::Rules,
    pub entities: Entities,
    pub claims: Decisions,
    /// In the order of the file: the first that fits a source holds.
    sources: Vec<SourceRules>,
    /// For sources that no table fits.
    no_rules: SourceRules,
}

impl Rulebook {
    /// The rules for a file of this name.
    pub fn rules_of(&self, file: &str) -> &SourceRules {
        self.sources.iter().find(|rules| rules.files.is_match(file)).unwrap_or(&self.no_rules)
    }

    /// Reads the text of `corpus.toml`.
    pub fn parse(text: &str) -> Result<Rulebook, Error> {
        let mut table = DeTable::parse(text)?;
        let reading = take(&mut table, "reading")?.unwrap_or_default();
        let sources = take(&mut table, "sources")?.unwrap_or_default();
        let settings = serde::Deserialize::deserialize(Deserializer::from(table))?;
        Ok(Rulebook { settings, reading, sources, ..Rulebook::default() })
    }
}

/// Takes one key out, so that the rest is what the site itself stores.
fn take<T: DeserializeOwned>(table: &mut Spanned<DeTable>, key: &str) -> Result<Option<T>, Error> {
    let value: Option<Spanned<DeValue>> = table.get_mut().remove(key);
    value.map(|value| T::deserialize(ValueDeserializer::from(value))).transpose()
}

/// Reads all files that say something about the corpus; each may be missing.
pub fn read(folder: &Path) -> Result<Rulebook, Vec<Finding>> {
    let rulebook = read_toml(folder, SETTINGS_FILE, Rulebook::parse);
    let thesaurus = read_toml(folder, THESAURUS_FILE, |text| toml::from_str::<Thesaurus>(text));
    let (rulebook, thesaurus) = match (rulebook, thesaurus) {
        (Ok(rulebook), Ok(thesaurus)) => (rulebook, thesaurus),
        (rulebook, thesaurus) => return Err([rulebook.err(), thesaurus.err()].into_iter().flatten().collect()),
    };
    let mut rulebook = rulebook.unwrap_or_default();
    rulebook.thesaurus = thesaurus.unwrap_or_default();
    if rulebook.settings.title.trim().is_empty() {
        rulebook.settings.title = "Untitled corpus".into();
    }
    let mut faults = faults(&rulebook.settings);
    match Sidecar::read(folder, &rulebook.settings) {
        Ok(sidecar) => rulebook.sidecar = sidecar,
        Err(findings) => faults.extend(findings),
    }
    match segments_file::read(folder, &rulebook.settings) {
        Ok(corrections) => rulebook.corrections = corrections,
        Err(findings) => faults.extend(findings),
    }
    match redaction::read(folder) {
        Ok(redactions) => rulebook.redactions = redactions,
        Err(findings) => faults.extend(findings),
    }
    match entities::read(folder, &rulebook.redactions) {
        Ok(entities) => rulebook.entities = entities,
        Err(findings) => faults.extend(findings),
    }
    match table::read(folder, &rulebook.redactions) {
        Ok(decisions) => rulebook.claims = decisions,
        Err(findings) => faults.extend(findings),
    }
    faults.extend(rulebook.entities.declare(&mut rulebook.settings.fields).err());
    if faults.is_empty() { Ok(rulebook) } else { Err(faults) }
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
    for tag in settings.languages.iter().filter(|tag| !is_language_tag(tag)) {
        let fault = Finding::error(SETTINGS_FILE, format!("“{tag}” in `languages` is not a language tag"));
        faults.push(fault.remedy("write `en`, `zh-Hans`, `ug`, … (BCP 47)"));
    }
    if !settings.exit.is_empty() && !is_page_address(&settings.exit) {
        // The page would lead to an empty one instead, and nobody would know before it is needed.
        let fault = format!("`exit` is “{}”, which is no address of a page on the web", settings.exit);
        let remedy =
            "write a whole address, such as `https://www.example.org/`; without one, “Exit” leads to a blank page";
        faults.push(Finding::error(SETTINGS_FILE, fault).remedy(remedy));
    }
    faults
}

/// `http://` or `https://`, in small letters as the page expects it, and a host.
fn is_page_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let has_host = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    rest.is_some_and(has_host) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
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
        read(folder.path()).map(|rulebook| rulebook.settings)
    }

    #[test]
    fn a_folder_without_settings_has_the_default_ones() {
        let folder = tempfile::tempdir().unwrap();
        let Rulebook { settings, thesaurus, .. } = read(folder.path()).unwrap();
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
    fn the_first_rules_that_fit_a_file_hold() {
        let text = "[[sources]]\nfiles = 'a/*'\nbegins = ['1']\n[[sources]]\nfiles = '**'\nbegins = ['2']\n";
        let rulebook = Rulebook::parse(text).unwrap();
        let begins = |file| rulebook.rules_of(file).begins[0].as_str();
        assert_eq!((begins("a/x.txt"), begins("x.txt")), ("1", "2"));
        assert!(Rulebook::default().rules_of("x.txt").begins.is_empty());
    }

    #[test]
    fn fields_are_declared_once() {
        let field = "[[fields]]\nname = \"a\"\nlabel = \"A\"\n";
        assert!(read_settings(&field.repeat(2)).unwrap_err()[0].message.contains("twice"));
    }
}
