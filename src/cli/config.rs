//! What is meant: arguments with their defaults filled in and their contradictions found.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};

use clap::ValueEnum;

use super::{
    arguments::{
        BuildArguments, ByArgument, ClaimsArguments, EvalArguments, MergeArguments, QueryArguments, SearchArguments,
        ServeArguments, SortArgument, WordsArgument,
    },
    cache, leaks,
    share::Part,
    site::page,
    stop::Stop,
};
use crate::{
    corpus::DateRange,
    engine::{
        protocol::{ClaimsBy, ClaimsRequest, Copies, ExamineRequest, Filter, RemarkCode, SearchRequest, Sort, Words},
        recipe,
    },
    wording,
};

/// Excerpts for each document that is found.
const EXCERPTS: u32 = 2;

/// What `karez build` and `karez merge` work with.
#[derive(Debug)]
pub struct BuildConfig {
    pub folder: PathBuf,
    pub site: PathBuf,
    /// `None` when there is no page to be found: then the data are built alone.
    pub page: Option<PathBuf>,
    /// What must not get out.
    pub secrets: Vec<String>,
    pub is_strict: bool,
    /// Where what was read is kept.
    pub cache: Option<PathBuf>,
    /// Which part of the folder is to be read and written instead of a site.
    pub part: Option<Part>,
    pub is_watching: bool,
    pub is_quiet: bool,
    pub is_json: bool,
}

impl TryFrom<BuildArguments> for BuildConfig {
    type Error = Stop;

    fn try_from(arguments: BuildArguments) -> Result<BuildConfig, Stop> {
        let may_keep = arguments.cache.is_none() && !arguments.no_cache;
        let mut config = BuildConfig {
            // A part has no page.
            page: if arguments.part.is_none() { page::find(arguments.page)? } else { None },
            secrets: arguments.secrets.as_deref().map(leaks::read).transpose()?.unwrap_or_default(),
            cache: arguments.cache,
            folder: arguments.folder,
            site: arguments.out,
            is_strict: arguments.strict,
            part: arguments.part,
            is_watching: arguments.watch,
            is_quiet: arguments.quiet,
            is_json: arguments.json,
        };
        // Beside a page that is still being made may be inside of what is published.
        if may_keep && !config.is_in_place() {
            config.cache = Some(cache::beside(&config.site));
        }
        config.refuse_overlap()?;
        Ok(config)
    }
}

impl TryFrom<MergeArguments> for BuildConfig {
    type Error = Stop;

    fn try_from(arguments: MergeArguments) -> Result<BuildConfig, Stop> {
        let config = BuildConfig {
            page: page::find(arguments.page)?,
            secrets: arguments.secrets.as_deref().map(leaks::read).transpose()?.unwrap_or_default(),
            // Each part has the files about the corpus.
            folder: arguments.parts.first().cloned().unwrap_or_default(),
            site: arguments.out,
            is_strict: arguments.strict,
            cache: None,
            part: None,
            is_watching: false,
            is_quiet: arguments.quiet,
            is_json: arguments.json,
        };
        config.refuse_overlap()?;
        Ok(config)
    }
}

impl BuildConfig {
    /// Nothing but errors is to be told on the way.
    pub fn is_silent(&self) -> bool {
        self.is_quiet || self.is_json
    }

    /// The site is built into the page's own folder.
    pub fn is_in_place(&self) -> bool {
        self.page.as_ref().is_some_and(|page| is_same(page, &self.site))
    }

    /// Building into a folder that holds what is read would delete it, or go round in circles.
    fn refuse_overlap(&self) -> Result<(), Stop> {
        let (site, folder) = (absolute(&self.site), absolute(&self.folder));
        let page = self.page.as_deref().map(absolute).filter(|page| *page != site);
        let meets_page = page.is_some_and(|page| page.starts_with(&site) || site.starts_with(&page));
        // Among the documents it is known as a site, and passed over.
        if folder.starts_with(&site) || meets_page {
            return Err(Stop::usage(format!(
                "cannot build a site in {}: the folder contains the documents or the page, or lies inside the page. Choose \
                 another one with --out",
                self.site.display()
            )));
        }
        // Hidden files are no documents.
        let is_hidden = |part: &OsStr| part.as_encoded_bytes().starts_with(b".");
        let is_among_documents =
            |path: &Path| path.strip_prefix(&folder).is_ok_and(|inside| !inside.iter().any(is_hidden));
        if let Some(cache) = self.cache.as_deref().map(absolute)
            && (cache.starts_with(&site) || is_among_documents(&cache))
        {
            return Err(Stop::usage(format!(
                "{} cannot be the cache: it lies among the documents or in the site. Choose another folder with --cache, \
                 or build without one: --no-cache",
                cache.display()
            )));
        }
        Ok(())
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    absolute(one) == absolute(other)
}

/// The path without links, as far as it exists.
pub fn absolute(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.into());
    for ancestor in whole.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), whole.strip_prefix(ancestor)) {
            return real.join(rest);
        }
    }
    whole
}

/// What `karez eval` works with.
#[derive(Debug)]
pub struct EvalConfig {
    pub site: PathBuf,
    pub queries: PathBuf,
    pub qrels: PathBuf,
    pub is_json: bool,
    pub run: Option<PathBuf>,
}

impl From<EvalArguments> for EvalConfig {
    fn from(arguments: EvalArguments) -> EvalConfig {
        let EvalArguments { site, queries, qrels, json, run } = arguments;
        EvalConfig { site, queries, qrels, is_json: json, run }
    }
}

/// What `karez serve` works with.
#[derive(Debug)]
pub struct ServeConfig {
    pub site: PathBuf,
    pub port: u16,
    /// Open pages are loaded again when the site was built again.
    pub is_reloading: bool,
}

impl From<ServeArguments> for ServeConfig {
    fn from(arguments: ServeArguments) -> ServeConfig {
        ServeConfig { site: arguments.site, port: arguments.port, is_reloading: arguments.reload }
    }
}

/// What `karez search` works with: a site, and the request to its engine.
#[derive(Debug)]
pub struct SearchConfig {
    pub site: PathBuf,
    pub request: SearchRequest,
    pub is_json: bool,
}

impl TryFrom<SearchArguments> for SearchConfig {
    type Error = Stop;

    fn try_from(arguments: SearchArguments) -> Result<SearchConfig, Stop> {
        check_dates(&arguments.date)?;
        let request = SearchRequest {
            query: arguments.query,
            filters: filters(&arguments.filter, &arguments.exclude)?,
            dates: arguments.date,
            sort: arguments.sort.into(),
            offset: arguments.offset,
            limit: arguments.limit,
            excerpts: EXCERPTS,
            explain: arguments.explain,
            copies: if arguments.copies { Copies::Shown } else { Copies::Collapsed },
            words: arguments.words.into(),
            ..SearchRequest::default()
        };
        Ok(SearchConfig { site: arguments.site, request, is_json: arguments.json })
    }
}

/// What `karez claims` works with: a site, and the request to its engine.
#[derive(Debug)]
pub struct ClaimsConfig {
    pub site: PathBuf,
    pub request: ClaimsRequest,
    pub is_json: bool,
}

impl TryFrom<ClaimsArguments> for ClaimsConfig {
    type Error = Stop;

    fn try_from(arguments: ClaimsArguments) -> Result<ClaimsConfig, Stop> {
        check_dates(&arguments.date)?;
        let request = ClaimsRequest {
            query: arguments.query,
            filters: filters(&arguments.filter, &arguments.exclude)?,
            dates: arguments.date,
            document: arguments.document,
            speaker: arguments.speaker,
            noun: arguments.noun,
            by: match arguments.by {
                ByArgument::Document => ClaimsBy::Document,
                ByArgument::Speaker => ClaimsBy::Speaker,
                ByArgument::Conflict => ClaimsBy::Conflict,
            },
            offset: arguments.offset,
            limit: arguments.limit,
            ..ClaimsRequest::default()
        };
        Ok(ClaimsConfig { site: arguments.site, request, is_json: arguments.json })
    }
}

fn check_dates(range: &str) -> Result<(), Stop> {
    if range.is_empty() {
        return Ok(());
    }
    let not_a_date = |_| Stop::usage(format!("--date: {}", wording::remark(&RemarkCode::NotADate(range.into()))));
    DateRange::parse(range).map(drop).map_err(not_a_date)
}

fn filters(included: &[String], excluded: &[String]) -> Result<Vec<Filter>, Stop> {
    let included = included.iter().map(|text| filter(text, false));
    included.chain(excluded.iter().map(|text| filter(text, true))).collect()
}

/// What `karez query` works with: a site, and the count that its recipe or its arguments describe.
#[derive(Debug)]
pub struct QueryConfig {
    pub site: PathBuf,
    pub request: ExamineRequest,
    /// The edition that the recipe was made in; empty if it names none.
    pub edition: String,
    pub format: TableFormat,
}

/// How `karez query` prints its table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    Text,
    Csv,
    Json,
}

impl TryFrom<QueryArguments> for QueryConfig {
    type Error = Stop;

    fn try_from(arguments: QueryArguments) -> Result<QueryConfig, Stop> {
        let (request, edition) = match (&arguments.recipe, &arguments.kind) {
            (Some(line), _) => recipe::parse(line)
                .map_err(|error| Stop::usage(format!("--recipe: {}", wording::recipe_error(&error))))?,
            (None, Some(kind)) => (request(kind, &arguments)?, String::new()),
            (None, None) => return Err(Stop::usage("say what to count, or give a --recipe")),
        };
        let format = match arguments {
            QueryArguments { csv: true, .. } => TableFormat::Csv,
            QueryArguments { json: true, .. } => TableFormat::Json,
            _ => TableFormat::Text,
        };
        Ok(QueryConfig { site: arguments.site, request, edition, format })
    }
}

/// What is counted by arguments that are no recipe: each is a part of one.
fn request(kind: &str, arguments: &QueryArguments) -> Result<ExamineRequest, Stop> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    pairs.extend(arguments.queries.iter().map(|query| ("q".into(), query.clone())));
    for (key, filters) in [("filter", &arguments.filter), ("exclude", &arguments.exclude)] {
        for text in filters {
            let Filter { field, value, .. } = filter(text, false)?;
            pairs.push((key.into(), format!("{field}:{value}")));
        }
    }
    if let Some(range) = &arguments.date {
        check_dates(range)?;
        pairs.push(("dates".into(), range.clone()));
    }
    // Recipes have the same names.
    let words = arguments.words.and_then(|words| words.to_possible_value());
    pairs.extend(words.map(|words| ("words".into(), words.get_name().into())));
    for text in &arguments.set {
        let pair = text.split_once('=').ok_or_else(|| Stop::usage(format!("--set {text}: write key=value")))?;
        pairs.push((pair.0.into(), pair.1.into()));
    }
    match recipe::request(kind, &pairs).map_err(|error| Stop::usage(wording::recipe_error(&error)))? {
        ExamineRequest::Trends(trends) if trends.queries.is_empty() => {
            Err(Stop::usage("trends need a query: karez query <site> trends <query>"))
        }
        ExamineRequest::Dispersion(dispersion) if dispersion.documents.is_empty() => {
            Err(Stop::usage("dispersion needs documents: name them with --set document=<id>"))
        }
        request => Ok(request),
    }
}

fn filter(text: &str, exclude: bool) -> Result<Filter, Stop> {
    match text.split_once('=') {
        Some((field, value)) => Ok(Filter { field: field.trim().into(), value: value.trim().into(), exclude }),
        None => {
            Err(Stop::usage(format!("“{text}” is not a filter: write field=value, for instance publisher=Reuters")))
        }
    }
}

impl From<WordsArgument> for Words {
    fn from(words: WordsArgument) -> Words {
        match words {
            WordsArgument::Together => Words::Together,
            WordsArgument::Near => Words::Near,
            WordsArgument::Either => Words::Either,
        }
    }
}

impl From<SortArgument> for Sort {
    fn from(sort: SortArgument) -> Sort {
        match sort {
            SortArgument::Auto => Sort::Auto,
            SortArgument::Relevance => Sort::Relevance,
            SortArgument::Newest => Sort::Newest,
            SortArgument::Oldest => Sort::Oldest,
            SortArgument::Title => Sort::Title,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(folder: &Path, site: &Path, page: Option<&Path>) -> BuildConfig {
        BuildConfig {
            folder: folder.into(),
            site: site.into(),
            page: page.map(PathBuf::from),
            secrets: Vec::new(),
            is_strict: false,
            cache: None,
            part: None,
            is_watching: false,
            is_quiet: false,
            is_json: false,
        }
    }

    #[test]
    fn a_site_is_never_built_over_what_it_is_made_of() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        std::fs::create_dir_all(at("docs")).unwrap();
        std::fs::create_dir_all(at("page")).unwrap();
        let is_refused = |site: &str| config(&at("docs"), &at(site), Some(&at("page"))).refuse_overlap().is_err();
        for site in ["docs", "", "page/site"] {
            assert!(is_refused(site), "{site}");
        }
        for site in ["site", "docs/site", "page"] {
            assert!(!is_refused(site), "{site}");
        }
    }

    #[test]
    fn what_is_kept_is_neither_read_nor_published() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        std::fs::create_dir_all(at("docs")).unwrap();
        let is_refused = |cache: PathBuf| {
            BuildConfig { cache: Some(cache), ..config(&at("docs"), &at("site"), None) }.refuse_overlap().is_err()
        };
        for cache in ["docs", "docs/cache", "site/.cache"] {
            assert!(is_refused(at(cache)), "{cache}");
        }
        for cache in ["cache", "docs/.cache"] {
            assert!(!is_refused(at(cache)), "{cache}");
        }
        assert!(!is_refused(cache::beside(&at("site"))));
    }

    #[test]
    fn one_folder_written_in_two_ways_is_one() {
        let root = tempfile::tempdir().unwrap();
        let page = root.path().join("page");
        std::fs::create_dir_all(&page).unwrap();
        assert!(config(root.path(), &page.join("../page/"), Some(&page)).is_in_place());
        assert!(!config(root.path(), &root.path().join("site"), Some(&page)).is_in_place());
    }

    #[test]
    fn filters_are_a_field_and_a_value() {
        assert_eq!(filter("publisher = a=b", true).unwrap().value, "a=b");
        assert!(filter("publisher", false).is_err());
    }
}
