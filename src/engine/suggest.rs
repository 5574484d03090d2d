//! Answers what is being typed: how its last word may go on, by the words, fields and values of the corpus.

use super::protocol::{Completion, CompletionKind, SuggestRequest, Suggestions};
use crate::index::format::take_ascending;
use crate::index::reader::{Reader, Stop};
use crate::query::{Unfinished, unfinished};
use crate::search::order::sort_by_number;
use crate::text::{for_each_token, is_unspaced};

/// Fields of every corpus that have no column: a title is searched by its words, a date by its years.
const OTHER_FIELDS: [&str; 2] = ["title", "date"];

/// A field's part of the completions that are asked for: the rest are words.
const FIELDS: usize = 2;

pub(super) fn answer(request: &SuggestRequest, reader: Reader<'_>) -> Result<Suggestions, Stop> {
    let suggestions = Suggestions { text: request.text.clone(), ..Suggestions::default() };
    let mut typed = Typed { text: &request.text, limit: request.limit as usize, reader, suggestions };
    match unfinished(&request.text) {
        Some(Unfinished::Word(word)) => {
            let fields = typed.fields(word);
            typed.add_words(typed.limit.saturating_sub(fields.len()))?;
            typed.suggestions.completions.extend(fields);
        }
        Some(Unfinished::Value { field: "title", .. }) => typed.add_words(typed.limit)?,
        Some(Unfinished::Value { field, text, start }) => typed.add_values(field, text, start)?,
        None => {}
    }
    Ok(typed.suggestions)
}

/// A text that is being typed.
struct Typed<'a> {
    text: &'a str,
    limit: usize,
    reader: Reader<'a>,
    suggestions: Suggestions,
}

impl Typed<'_> {
    /// Names of fields that begin like a word.
    fn fields(&self, word: &str) -> Vec<Completion> {
        let columns = self.reader.root.columns.iter().map(|column| column.field.as_str());
        let begun = columns.chain(OTHER_FIELDS).filter(|name| name.starts_with(&word.to_ascii_lowercase()));
        let before = self.text.strip_suffix(word).unwrap_or_default();
        let completion = |name: &str| Completion {
            query: format!("{before}{name}:"),
            part: format!("{name}:"),
            kind: CompletionKind::Field,
            documents: 0,
        };
        begun.map(completion).take(FIELDS.min(self.limit)).collect()
    }

    /// Words that begin like the last one of the text, as the corpus writes them.
    fn add_words(&mut self, limit: usize) -> Result<(), Stop> {
        let begun = self.begun_words();
        if begun.is_empty() {
            return Ok(());
        }
        let mut found = Vec::new();
        let mut is_whole = false;
        self.reader.word_list()?.for_each(|word, spelling, documents| {
            for (form, start) in &begun {
                match word.strip_prefix(form.as_str()) {
                    Some("") => is_whole = true,
                    Some(_) => {
                        let part = spelling.write(word);
                        let query = format!("{}{part}", self.text.get(..*start).unwrap_or_default());
                        found.push(Completion { query, part, kind: CompletionKind::Word, documents });
                    }
                    None => {}
                }
            }
        })?;
        self.suggestions.is_whole = is_whole;
        for completion in sort_by_number(found, |completion| u64::from(!completion.documents)) {
            let completions = &mut self.suggestions.completions;
            // "re-educ" goes on as its last part does, and as a whole.
            if completions.len() < limit && !completions.iter().any(|known| known.query == completion.query) {
                completions.push(completion);
            }
        }
        Ok(())
    }

    /// The word at the end of the text, folded, with the byte at which it begins; of a hyphenated one its last part and
    /// the whole. One letter of an alphabet says nothing yet; one character of a script without spaces does.
    fn begun_words(&self) -> Vec<(String, usize)> {
        let mut begun = Vec::new();
        for_each_token(self.text, &self.reader.root.folding, |token| {
            let start = token.start as usize;
            let is_pair = token.is_extra && self.text.get(start..).is_some_and(|rest| rest.starts_with(is_unspaced));
            if token.end as usize == self.text.len() && token.form.len() > 1 && !is_pair {
                begun.push((token.form.to_string(), start));
            }
        });
        begun
    }

    /// Values of a field one of whose words begins like the typed one.
    fn add_values(&mut self, field: &str, typed: &str, start: usize) -> Result<(), Stop> {
        let root = self.reader.root;
        let name = match field.to_ascii_lowercase().as_str() {
            "date" => "year".to_string(),
            "lang" => "language".to_string(),
            name => name.to_string(),
        };
        let Some(column) = root.columns.iter().find(|column| column.field == name) else { return Ok(()) };
        let typed = root.folding.fold(typed);
        let mut found = Vec::new();
        for stored in &self.reader.column(column.file)?.values {
            self.suggestions.is_whole |= root.folding.fold(&stored.value) == typed;
            if has_word_beginning(&root.folding.fold(&stored.value), &typed) {
                let documents = take_ascending(&stored.documents, root.documents)?.len() as u32;
                let query = format!("{}{}", self.text.get(..start).unwrap_or_default(), written(&stored.value));
                found.push(Completion { query, part: stored.value.clone(), kind: CompletionKind::Value, documents });
            }
        }
        let mut found = sort_by_number(found, |completion| u64::from(!completion.documents));
        found.truncate(self.limit);
        self.suggestions.completions = found;
        Ok(())
    }
}

/// Whether a text has this beginning, or one of its words has.
fn has_word_beginning(text: &str, beginning: &str) -> bool {
    let mut rest = text.chars();
    let mut is_inside_word = false;
    loop {
        if !is_inside_word && rest.as_str().starts_with(beginning) {
            return true;
        }
        let Some(character) = rest.next() else { return false };
        is_inside_word = character.is_alphanumeric();
    }
}

/// A value as it is typed after its field's colon. Quotation marks in it cannot be, and need not.
fn written(value: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == '-';
    if value.chars().all(is_plain) { value.into() } else { format!("\"{}\"", value.replace(['"', '“', '”'], " ")) }
}
