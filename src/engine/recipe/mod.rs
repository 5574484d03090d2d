//! Recipes: a count as one line of text that makes the same numbers again.
//!
//! ```text
//! trends by=year count=mentions q=uyghur* q="forced labour" filter=publisher:AP dates=2018.. edition=3fk2x
//! ```
//!
//! The kind of count, then `key=value` in any order. A value with anything but letters, digits and `_-.:*?+~/<>` stands in
//! double quotes, where `\"` and `\\` stand for themselves and `\u{27}` for a character by its number: so no recipe has an
//! apostrophe or a line break, and may stand between apostrophes in a shell. `edition` names the build that gave the
//! numbers; another one may give others.

mod error;
mod line;
mod value;

use super::protocol::{
    ClaimsRequest, CollocatesRequest, ConcordanceRequest, DispersionRequest, ExamineRequest, KeynessRequest,
    TrendsRequest,
};
pub use error::RecipeError;
use line::{Line, pairs};
use value::{Keys, print_all, read_one};

/// The recipe of a count in this edition, which may be empty; an empty text for requests that count nothing.
///
/// ```
/// use karez::engine::protocol::{ExamineRequest, TrendsRequest};
/// use karez::engine::recipe;
///
/// let trends = TrendsRequest { queries: vec!["forced labour".into()], ..TrendsRequest::default() };
/// let request = ExamineRequest::Trends(trends);
/// let line = recipe::print(&request, "3fk2x");
/// assert_eq!(line, "trends by=year count=mentions q=\"forced labour\" edition=3fk2x");
/// assert_eq!(recipe::parse(&line), Ok((request, "3fk2x".into()))); // parsing is its inverse
/// ```
pub fn print(request: &ExamineRequest, edition: &str) -> String {
    match request {
        ExamineRequest::Concordance(request) => line(request, edition),
        ExamineRequest::Trends(request) => line(request, edition),
        ExamineRequest::Collocates(request) => line(request, edition),
        ExamineRequest::Keyness(request) => line(request, edition),
        ExamineRequest::Dispersion(request) => line(request, edition),
        ExamineRequest::Claims(request) => line(request, edition),
        ExamineRequest::Read(_)
        | ExamineRequest::Copies(_)
        | ExamineRequest::Compare(_)
        | ExamineRequest::List(_)
        | ExamineRequest::Related(_) => String::new(),
    }
}

fn line<R: Recipe>(request: &R, edition: &str) -> String {
    let mut line = Line { text: R::KIND.into(), prefix: "" };
    print_all(R::KEYS, &mut request.clone(), &mut line);
    if !edition.is_empty() {
        line.put("edition", edition);
    }
    line.text
}

/// The request of a recipe, and the edition that it was made in; empty if it names none. Keys that are not named keep
/// their defaults.
///
/// ```
/// use karez::engine::recipe::{self, RecipeError};
///
/// let error = RecipeError::UnknownKey { kind: "trends", key: "window".into() };
/// assert_eq!(recipe::parse("trends q=camp window=5"), Err(error));
/// ```
pub fn parse(text: &str) -> Result<(ExamineRequest, String), RecipeError> {
    let text = text.trim();
    let (kind, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let (editions, pairs): (Vec<_>, Vec<_>) = pairs(rest)?.into_iter().partition(|(key, _)| key == "edition");
    Ok((request(kind, &pairs)?, editions.into_iter().next_back().unwrap_or_default().1))
}

/// The request of a kind of count with these keys and values, given as a recipe would have them but not quoted.
pub fn request(kind: &str, pairs: &[(String, String)]) -> Result<ExamineRequest, RecipeError> {
    match KINDS.iter().find(|(name, _)| *name == kind) {
        Some((_, read)) => read(pairs),
        None => {
            let kinds = KINDS.iter().map(|(name, _)| *name).collect();
            Err(RecipeError::UnknownKind { kind: kind.into(), kinds })
        }
    }
}

/// How the request of a kind is read from its keys and values.
type Read = fn(&[(String, String)]) -> Result<ExamineRequest, RecipeError>;

const fn kind<R: Recipe>() -> (&'static str, Read) {
    (R::KIND, |pairs| {
        let mut request = R::start();
        for (key, text) in pairs {
            if !read_one(R::KEYS, &mut request, key, text)? {
                return Err(RecipeError::UnknownKey { kind: R::KIND, key: key.clone() });
            }
        }
        Ok(R::REQUEST(request))
    })
}

/// A request that has a recipe.
trait Recipe: Clone + Default + 'static {
    /// The word that its recipes begin with.
    const KIND: &'static str;
    const KEYS: Keys<Self>;
    const REQUEST: fn(Self) -> ExamineRequest;

    /// What a recipe that names no keys asks for.
    fn start() -> Self {
        Self::default()
    }
}

/// Every kind of count, with how its keys and values are read.
const KINDS: [(&str, Read); 6] = [
    kind::<ConcordanceRequest>(),
    kind::<TrendsRequest>(),
    kind::<CollocatesRequest>(),
    kind::<KeynessRequest>(),
    kind::<DispersionRequest>(),
    kind::<ClaimsRequest>(),
];

impl Recipe for ConcordanceRequest {
    const KIND: &'static str = "concordance";
    const REQUEST: fn(Self) -> ExamineRequest = ExamineRequest::Concordance;
    const KEYS: Keys<Self> = &[
        ("", |request| &mut request.selection),
        ("document", |request| &mut request.document),
        ("sort", |request| &mut request.sort),
        ("group", |request| &mut request.is_grouped),
        ("context", |request| &mut request.context),
        ("offset", |request| &mut request.offset),
        ("limit", |request| &mut request.limit),
    ];
}

impl Recipe for TrendsRequest {
    const KIND: &'static str = "trends";
    const REQUEST: fn(Self) -> ExamineRequest = ExamineRequest::Trends;
    const KEYS: Keys<Self> = &[
        ("by", |request| &mut request.by),
        ("count", |request| &mut request.measure),
        ("q", |request| &mut request.queries),
        ("filter", |request| &mut request.filters),
        ("dates", |request| &mut request.dates),
        ("without", |request| &mut request.variants.without),
        ("with", |request| &mut request.variants.with),
        ("words", |request| &mut request.words),
    ];
}

impl Recipe for CollocatesRequest {
    const KIND: &'static str = "collocates";
    const REQUEST: fn(Self) -> ExamineRequest = ExamineRequest::Collocates;
    const KEYS: Keys<Self> = &[
        ("", |request| &mut request.selection),
        ("window", |request| &mut request.window),
        ("min", |request| &mut request.min_count),
        ("without-stop-words", |request| &mut request.without_stop_words),
        ("limit", |request| &mut request.limit),
    ];
}

impl Recipe for KeynessRequest {
    const KIND: &'static str = "keyness";
    const REQUEST: fn(Self) -> ExamineRequest = ExamineRequest::Keyness;
    const KEYS: Keys<Self> = &[
        ("", |request| &mut request.selection),
        ("against.", |request| &mut request.against),
        ("min", |request| &mut request.min_count),
        ("min-likelihood", |request| &mut request.min_likelihood),
        ("without-stop-words", |request| &mut request.without_stop_words),
        ("limit", |request| &mut request.limit),
    ];
}

impl Recipe for DispersionRequest {
    const KIND: &'static str = "dispersion";
    const REQUEST: fn(Self) -> ExamineRequest = ExamineRequest::Dispersion;
    const KEYS: Keys<Self> = &[
        ("q", |request| &mut request.query),
        ("filter", |request| &mut request.filters),
        ("dates", |request| &mut request.dates),
        ("without", |request| &mut request.variants.without),
        ("with", |request| &mut request.variants.with),
        ("words", |request| &mut request.words),
        ("document", |request| &mut request.documents),
    ];
}

impl Recipe for ClaimsRequest {
    const KIND: &'static str = "claims";
    const REQUEST: fn(Self) -> ExamineRequest = ExamineRequest::Claims;
    const KEYS: Keys<Self> = &[
        ("by", |request| &mut request.by),
        ("q", |request| &mut request.query),
        ("filter", |request| &mut request.filters),
        ("dates", |request| &mut request.dates),
        ("without", |request| &mut request.variants.without),
        ("with", |request| &mut request.variants.with),
        ("document", |request| &mut request.document),
        ("speaker", |request| &mut request.speaker),
        ("noun", |request| &mut request.noun),
        ("offset", |request| &mut request.offset),
        ("limit", |request| &mut request.limit),
    ];

    fn start() -> ClaimsRequest {
        ClaimsRequest { limit: 50, ..ClaimsRequest::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::value::{Named, SORTS, WORDS};
    use super::*;
    use crate::engine::protocol::{ClaimsBy, Filter, LineSort, Measure, Period, Selection, VariantChoice, Words};
    use proptest::prelude::*;

    fn text() -> impl Strategy<Value = String> {
        prop_oneof!["[a-z*]{1,6}", "\\PC{0,12}", "[a\"'\\\\: =\n\r\u{2028}]{0,8}"]
    }

    fn filters() -> impl Strategy<Value = Vec<Filter>> {
        let filter = (text(), text(), any::<bool>());
        prop::collection::vec(filter.prop_map(|(field, value, exclude)| Filter { field, value, exclude }), 0..3)
    }

    fn variants() -> impl Strategy<Value = VariantChoice> {
        let words = || prop::collection::vec(text(), 0..3);
        (words(), words()).prop_map(|(without, with)| VariantChoice { without, with })
    }

    fn selection() -> impl Strategy<Value = Selection> {
        (text(), filters(), text(), variants(), words())
            .prop_map(|(query, filters, dates, variants, words)| Selection { query, filters, dates, variants, words })
    }

    fn words() -> impl Strategy<Value = Words> {
        prop::sample::select(WORDS.iter().map(|(_, words)| *words).collect::<Vec<_>>())
    }

    fn any_request() -> impl Strategy<Value = ExamineRequest> {
        let sort = prop_oneof![
            prop::sample::select(SORTS.iter().map(|(_, sort)| sort.clone()).collect::<Vec<_>>()),
            text().prop_map(LineSort::Field),
        ];
        let concordance = (selection(), prop::option::of(text()), sort, any::<(bool, u32, u32, u32)>());
        let trends =
            (prop::collection::vec(text(), 0..4), filters(), text(), variants(), words(), any::<(bool, bool)>());
        let collocates = (selection(), any::<(u32, u32, bool, u32)>());
        let keyness = (selection(), prop::option::of(selection()), any::<(u32, u32, bool, u32)>());
        let dispersion = (selection(), prop::collection::vec(text(), 0..4));
        let claims_by = prop::sample::select(ClaimsBy::NAMES.iter().map(|(_, by)| *by).collect::<Vec<_>>());
        let claims = (selection(), claims_by, [text(), text(), text()], any::<(u32, u32)>());
        prop_oneof![
            concordance.prop_map(|(selection, document, sort, (is_grouped, context, offset, limit))| {
                let request = ConcordanceRequest { selection, document, sort, is_grouped, context, offset, limit };
                ExamineRequest::Concordance(request)
            }),
            trends.prop_map(|(queries, filters, dates, variants, words, (is_month, is_documents))| {
                let by = if is_month { Period::Month } else { Period::Year };
                let measure = if is_documents { Measure::Documents } else { Measure::Stories };
                ExamineRequest::Trends(TrendsRequest { queries, filters, dates, variants, words, by, measure })
            }),
            collocates.prop_map(|(selection, (window, min_count, without_stop_words, limit))| {
                ExamineRequest::Collocates(CollocatesRequest {
                    selection,
                    window,
                    min_count,
                    without_stop_words,
                    limit,
                })
            }),
            keyness.prop_map(|(selection, against, (min_count, min_likelihood, without_stop_words, limit))| {
                let request =
                    KeynessRequest { selection, against, min_count, min_likelihood, without_stop_words, limit };
                ExamineRequest::Keyness(request)
            }),
            dispersion.prop_map(|(selection, documents)| {
                let Selection { query, filters, dates, variants, words } = selection;
                ExamineRequest::Dispersion(DispersionRequest { query, filters, dates, variants, words, documents })
            }),
            claims.prop_map(|(selection, by, [document, speaker, noun], (offset, limit))| {
                let Selection { query, filters, dates, variants, .. } = selection;
                ExamineRequest::Claims(ClaimsRequest {
                    query,
                    filters,
                    dates,
                    variants,
                    document,
                    speaker,
                    noun,
                    by,
                    offset,
                    limit,
                })
            }),
        ]
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_as_the_same(request in any_request(), edition in "[a-z0-9]{0,8}") {
            let line = print(&request, &edition);
            prop_assert!(!line.contains(['\n', '\r', '\'', '\u{2028}']), "{line}");
            prop_assert_eq!(parse(&line), Ok((request, edition)), "{}", line);
        }

        #[test]
        fn any_text_is_a_recipe_or_an_error(text in "\\PC{0,40}", kind in 0usize..6) {
            let kind = ["concordance", "trends", "collocates", "keyness", "dispersion", "claims"][kind];
            let _ = (parse(&text), parse(&format!("{kind} {text}")));
        }
    }

    #[test]
    fn recipes_are_lines_that_people_can_read_and_write() {
        let filters = vec![Filter { field: "publisher".into(), value: "AP".into(), exclude: false }];
        let request = ExamineRequest::Trends(TrendsRequest {
            queries: vec!["uyghur*".into(), "forced labour".into()],
            filters,
            ..Default::default()
        });
        let line = "trends by=year count=mentions q=uyghur* q=\"forced labour\" filter=publisher:AP edition=abc";
        assert_eq!(print(&request, "abc"), line);
        let (read, edition) = parse("  trends  q=uyghur*\tq=\"forced labour\" filter=\"publisher:AP\" ").unwrap();
        assert_eq!((read, edition.as_str()), (request, ""));
    }
}
