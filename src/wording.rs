//! What the parser, the engine and its hosts report, in English. The page and the command line say the same sentences.
//!
//! The page reaches them through its table of strings, so that a translation can replace them.

use crate::engine::protocol::{Damage, Failure, RemarkCode, Unreachable, WrongVersion};
use crate::engine::recipe::RecipeError;

/// A remark on a query, in one or more sentences.
pub fn remark(code: &RemarkCode) -> String {
    match code {
        RemarkCode::TooLong(words) => format!("Only the first {words} words are searched."),
        RemarkCode::TooDeep(depth) => format!("Brackets can be nested {depth} deep. Those inside are ignored."),
        RemarkCode::LoneOperator => "AND, OR and NEAR go between two words.".into(),
        RemarkCode::OpenBracket => "This bracket is not closed.".into(),
        RemarkCode::OpenQuotation => {
            "This quotation mark is not closed, so everything after it is searched as a phrase.".into()
        }
        RemarkCode::LeadingWildcard => "A word with * or ? must begin with a letter or digit.".into(),
        RemarkCode::NoValue(field) => format!("“{field}:” has no value."),
        RemarkCode::NotADate(text) => format!(
            "“{text}” is not a date. Write 2022, 2022-08 or 2022-08-31, or a range such as 2022-08..2022-09 or >=2021."
        ),
        RemarkCode::NearNeedsWords => "NEAR goes between words or phrases.".into(),
        RemarkCode::UnknownField(unknown) => format!(
            "This corpus has no field “{}”, so it was searched as words. Fields: {}.",
            unknown.name,
            ["title", "date"]
                .into_iter()
                .chain(unknown.fields.iter().map(String::as_str))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        RemarkCode::UnknownFilter(field) => {
            format!("This corpus has no field “{field}”, so that filter was not applied.")
        }
        RemarkCode::UnknownOrder(field) => {
            format!("This corpus has no field “{field}”, so the lines are in order of date.")
        }
        RemarkCode::NoMatch(clause) => match clause.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(phrase) => format!("No exact match for “{phrase}”."),
            None => format!("No document matches “{clause}”."),
        },
        RemarkCode::NearPassage => "No document has this passage word for word. These come closest.".into(),
        RemarkCode::NearPassageOfMany(of) => format!(
            "{} documents have the words of this passage. The {} likeliest were compared with it. None has it word for \
             word; these come closest.",
            of.documents, of.compared
        ),
        RemarkCode::PassageOfMany(of) => format!(
            "{} documents have the words of this passage. Only the {} likeliest were compared with it.",
            of.documents, of.compared
        ),
        RemarkCode::TooManyTerms(terms) => format!(
            "Only the first {} of {} terms are counted. Count the others separately.",
            terms.counted, terms.asked
        ),
    }
}

/// Why there is no answer and what to do, in one or more sentences.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Unreachable(what) => unreachable(what),
        Failure::Damaged(damage) => damaged(damage),
        Failure::WrongVersion(WrongVersion::Format(versions)) => format!(
            "The index has format {}, but this version of Karez reads format {}. Reload the page, or build the site again \
             with this version of `karez build`.",
            versions.found, versions.known
        ),
        Failure::WrongVersion(WrongVersion::Script) => {
            "karez.js and engine.wasm are of different versions. Reload the page.".into()
        }
        Failure::NotFound(id) => {
            format!("This edition has no document “{id}”. It may have been removed or renamed. Search for its title.")
        }
        Failure::Superseded => "A later search has replaced this one.".into(),
    }
}

fn unreachable(what: &Unreachable) -> String {
    match what {
        Unreachable::EngineNotLoaded(reason) => {
            format!("The search engine could not be loaded ({reason}). Check the connection, then reload the page.")
        }
        Unreachable::EngineStopped(reason) => {
            format!("The search engine stopped ({reason}). Check the connection, then reload the page.")
        }
        Unreachable::Code => {
            "Part of the program could not be downloaded. Check the connection, then try again.".into()
        }
        Unreachable::File(file) => {
            format!("{file} could not be downloaded. Check the connection, then try again.")
        }
        Unreachable::Refused(of) => {
            format!("{} could not be downloaded: the server answered {}. Try again later.", of.file, of.status)
        }
        Unreachable::FileGone(of) => format!(
            "{} could not be downloaded: the server answered {}. There is probably a newer edition. Reload the page.",
            of.file, of.status
        ),
        Unreachable::NoCorpus(of) => format!(
            "{} could not be downloaded: the server answered {}. This site has no corpus. Build it and upload it again.",
            of.file, of.status
        ),
    }
}

fn damaged(damage: &Damage) -> String {
    match damage {
        Damage::NotAnIndex => {
            "corpus/root.kz is not the root of a Karez index. Build the site again with `karez build`.".into()
        }
        Damage::Content => "A file of the index is damaged. Reload the page, or upload the site again.".into(),
        Damage::Name(name) => format!(
            "The file corpus/{name} is damaged: its content does not match its name. Reload the page. If that does not \
             help, upload the site again."
        ),
        Damage::Circular => {
            "The index keeps asking for more files, so it is damaged. Build the site and upload it again.".into()
        }
    }
}

/// What is wrong with a recipe, as the end of a sentence: without a capital letter and without a full stop.
pub fn recipe_error(error: &RecipeError) -> String {
    match error {
        RecipeError::UnknownKind { kind, kinds } => {
            format!("“{kind}” is not a kind of count; choose one of {}", kinds.join(", "))
        }
        RecipeError::UnknownKey { kind, key } => format!("unknown key for {kind}: “{key}”"),
        RecipeError::NoPair(text) => format!("“{text}” is not of the form key=value"),
        RecipeError::OpenQuotation(key) => format!("the value of “{key}” has no closing quotation mark"),
        RecipeError::NoNumber { key, value } => format!("“{key}” must be a whole number, not “{value}”"),
        RecipeError::NoName { key, value, names } => {
            format!("“{key}” must be one of {}, not “{value}”", names.join(", "))
        }
        RecipeError::NoFilter(text) => format!("“{text}” is not a filter; write field:value"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::recipe;

    #[test]
    fn what_matches_nothing_is_quoted_once() {
        let of = |clause: &str| remark(&RemarkCode::NoMatch(clause.into()));
        assert_eq!(of("\"forced marmalade\""), "No exact match for “forced marmalade”.");
        assert_eq!(of("marmal*"), "No document matches “marmal*”.");
    }

    #[test]
    fn recipes_are_refused_with_what_would_be_right() {
        for (line, message) in [
            (
                "count q=a",
                "“count” is not a kind of count; choose one of concordance, trends, collocates, keyness, dispersion, claims",
            ),
            ("trends by=week", "“by” must be one of year, month, not “week”"),
            ("trends words=apart", "“words” must be one of together, near, either, not “apart”"),
            ("collocates window=many", "“window” must be a whole number, not “many”"),
            ("dispersion sort=node", "unknown key for dispersion: “sort”"),
            ("trends words=apart", "“words” must be one of together, near, either, not “apart”"),
            ("keyness against.min=1", "unknown key for keyness: “against.min”"),
            ("keyness q=\"a", "the value of “q” has no closing quotation mark"),
            ("keyness words", "“words” is not of the form key=value"),
            ("keyness filter=a", "“a” is not a filter; write field:value"),
        ] {
            assert_eq!(recipe_error(&recipe::parse(line).unwrap_err()), message);
        }
    }
}
