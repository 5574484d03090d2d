//! What `corpus.toml` says: what readers learn, and how sources are read.

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue, Deserializer, Error, ValueDeserializer},
};

use super::rules::{ReadingRules, SourceRules};
use crate::corpus::Settings;

/// The settings of a corpus and the rules for its sources. By default there is nothing in it, as without `corpus.toml`.
#[derive(Debug, Clone, Default)]
pub struct Rulebook {
    pub settings: Settings,
    pub reading: ReadingRules,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rules_that_fit_a_file_hold() {
        let text = "[[sources]]\nfiles = 'a/*'\nbegins = ['1']\n[[sources]]\nfiles = '**'\nbegins = ['2']\n";
        let rulebook = Rulebook::parse(text).unwrap();
        let begins = |file| rulebook.rules_of(file).begins[0].as_str();
        assert_eq!((begins("a/x.txt"), begins("x.txt")), ("1", "2"));
        assert!(Rulebook::default().rules_of("x.txt").begins.is_empty());
    }
}
