//! An index that elasticlunr.js 0.9.5 loads: `elasticlunr.Index.load(JSON.parse(…))`.

use std::collections::BTreeSet;

use elasticlunr::{IndexBuilder, Language, Pipeline, lang::English};

use crate::{corpus::Settings, record::Record};

pub struct Index {
    index: elasticlunr::Index,
    fields: Vec<String>,
}

impl Index {
    /// An index of documents in these languages, with a field for the title, the body, the date and each of the corpus's
    /// fields.
    pub fn new(settings: &Settings, languages: &BTreeSet<String>) -> Index {
        let is_english = languages.iter().all(|tag| tag.split('-').next() == Some("en"));
        let mut fields: Vec<String> = ["title", "body", "date"].map(String::from).into();
        // None of them has one of these names, because those are built in; twice the library would not take one.
        fields.extend(settings.fields.iter().map(|field| field.name.clone()).filter(|name| name != "id"));
        fields.dedup();
        let builder = IndexBuilder::with_language(Box::new(Words { is_english })).set_ref("id");
        Index { index: builder.add_fields(&fields).build(), fields }
    }

    pub fn add(&mut self, record: &Record) {
        let value = |field: &String| match field.as_str() {
            "title" => record.title.clone(),
            "body" => record.body.clone().unwrap_or_default(),
            "date" => record.date.clone().unwrap_or_default(),
            name => record.values(&[name]).join("; "),
        };
        let values: Vec<String> = self.fields.iter().map(value).collect();
        self.index.add_doc(&record.id, &values);
    }

    pub fn to_json(&self) -> String {
        self.index.to_json() + "\n"
    }
}

/// Words as elasticlunr.js cuts queries, at spaces and hyphens, without the punctuation and possessives around them that
/// nobody types. What is not all English is indexed word for word: the English pipeline drops letters beyond ASCII.
struct Words {
    is_english: bool,
}

impl Language for Words {
    fn name(&self) -> String {
        English::new().name()
    }

    fn code(&self) -> String {
        English::new().code()
    }

    fn tokenize(&self, text: &str) -> Vec<String> {
        let words = text.split(|c: char| c.is_whitespace() || c == '-').map(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            ["'s", "’s"].iter().find_map(|owner| word.strip_suffix(owner)).unwrap_or(&word).to_owned()
        });
        words.filter(|word| !word.is_empty()).collect()
    }

    fn make_pipeline(&self) -> Pipeline {
        if self.is_english { English::new().make_pipeline() } else { Pipeline { queue: Vec::new() } }
    }
}
