//! `karez build`: reads, indexes, publishes, and says what came of it.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Display, fs, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    cache::Cache,
    config::BuildConfig,
    exit_code::ExitCode,
    host::Host,
    progress::Progress,
    site::{
        self, SUMS,
        corrections::Corrections,
        documents::Row,
        manifest, page,
        publish::{Published, publish},
    },
    stop::Stop,
    terminal::{count, number, print, printable, size, to_json},
};
use crate::{
    corpus::{Document, sha256},
    engine::protocol::{FindRequest, Overview, Response},
    index,
    ingest::{self, Finding, Intake, Readings, Severity, folder},
};

/// Findings printed by a build; `karez check` prints all.
const MAX_FINDINGS: usize = 20;

/// Reads, indexes and publishes. If that fails, the old site stays as it was.
pub fn run(config: &BuildConfig) -> Result<ExitCode, Stop> {
    let mut cache = Cache::open(config.cache.as_deref(), &config.folder)?;
    let intake = read(&config.folder, &mut cache, config.is_silent())?;
    finish(config, intake, &cache)
}

/// Indexes and publishes what was read, and says what came of it.
pub fn finish(config: &BuildConfig, mut intake: Intake, cache: &Cache) -> Result<ExitCode, Stop> {
    explain(&intake, config);
    refuse(&intake, config)?;
    let documents = std::mem::take(&mut intake.documents);
    let (contents, rows) = (Contents::of(&documents), documents.iter().map(Row::of).collect::<Vec<_>>());
    // What is hidden must be in no byte of the site: publishing refuses otherwise.
    let secrets = [config.secrets.clone(), intake.redactions.secrets()].concat();
    let state = State::of(config, &intake, &documents, &secrets)?;
    let published = match state.find(&config.site, cache) {
        Some(published) => published,
        None => {
            let progress = Progress::new(config.is_silent());
            progress.begin("Indexing");
            let index = index::write_with(&intake.settings, &intake.thesaurus, documents, cache)
                .map_err(|error| Stop::findings(error.to_string()))?;
            progress.begin("Writing");
            let published = publish(config, &intake.settings, &index, &rows, &secrets)?;
            state.keep(&config.site, &published, cache);
            published
        }
    };
    cache.sweep();
    let summary = Summary::of(config, &intake, contents, &published, cache)?;
    if config.is_json {
        print(&to_json(&summary)?)?;
    } else if !config.is_quiet {
        print(&printable(&summary.describe(config, &intake)))?;
    }
    Ok(ExitCode::Success)
}

/// Reads the folder; what is wrong with the folder itself stops the command.
pub fn read(folder: &Path, readings: &mut dyn Readings, is_silent: bool) -> Result<Intake, Stop> {
    let listing = folder::list(folder).map_err(Stop::at("read the folder", folder))?;
    let progress = Progress::new(is_silent);
    progress.begin_bytes("Reading");
    Ok(ingest::read_listing(folder, listing, readings, &mut |at| progress.advance(at)))
}

/// A hash of everything that decides what a site is; none where that is not kept.
struct State(Option<String>);

/// What is known of a site of a certain state.
#[derive(Serialize, Deserialize)]
struct Known {
    published: Published,
    /// SHA-256 of its `SHA256SUMS`.
    sums: String,
}

impl State {
    fn of(config: &BuildConfig, intake: &Intake, documents: &[Document], secrets: &[String]) -> Result<State, Stop> {
        // The pages of a site that is built in place are what they were made of.
        if config.cache.is_none() || config.is_in_place() {
            return Ok(State(None));
        }
        let page = match &config.page {
            Some(page) => page::files(page).map_err(Stop::at("read the page", page))?,
            None => Vec::new(),
        };
        let corrections = Corrections::of_folder(&config.folder)?;
        let state = (&intake.settings, &intake.thesaurus, documents, &corrections.corrections, secrets, page);
        // Writing to memory cannot fail, and these are plain data.
        Ok(State(Some(sha256(&postcard::to_allocvec(&state).expect("plain data")))))
    }

    /// What is in the place of the site, if it is of this state already and whole.
    fn find(&self, site: &Path, cache: &Cache) -> Option<Published> {
        let known: Known = cache.find("site", &[self.0.as_ref()?.as_bytes()])?;
        let sums = fs::read_to_string(site.join(SUMS)).ok()?;
        let is_whole = sha256(sums.as_bytes()) == known.sums && manifest::sums(&site::list(site).ok()?) == sums;
        is_whole.then_some(Published { is_new: false, ..known.published })
    }

    fn keep(&self, site: &Path, published: &Published, cache: &Cache) {
        if let (Some(state), Ok(sums)) = (&self.0, fs::read(site.join(SUMS))) {
            cache.put("site", &[state.as_bytes()], &Known { published: published.clone(), sums: sha256(&sums) });
        }
    }
}

/// Prints the first findings to standard error; with `--quiet`, errors only.
pub fn explain(intake: &Intake, config: &BuildConfig) {
    let is_told = |finding: &&Finding| !config.is_quiet || finding.severity == Severity::Error;
    let findings: Vec<&Finding> = intake.findings.iter().filter(is_told).collect();
    for finding in findings.iter().take(MAX_FINDINGS) {
        eprintln!("{}", printable(&finding.to_string()));
    }
    if findings.len() > MAX_FINDINGS {
        let more = count((findings.len() - MAX_FINDINGS) as u64, "more finding");
        eprintln!("… and {more}: karez check {}", config.folder.display());
    }
}

/// Stops before anything is written.
fn refuse(intake: &Intake, config: &BuildConfig) -> Result<(), Stop> {
    let errors = count(intake.count(Severity::Error) as u64, "error");
    let folder = config.folder.display();
    let kept = if config.site.exists() { format!(" {} is unchanged.", config.site.display()) } else { String::new() };
    if config.is_strict && intake.count(Severity::Error) > 0 {
        return Err(Stop::findings(format!("nothing was built: {errors}, and --strict allows no errors.{kept}")));
    }
    if intake.documents.is_empty() && intake.count(Severity::Error) > 0 {
        return Err(Stop::findings(format!("nothing was built: no document could be read ({errors}).{kept}")));
    }
    if intake.documents.is_empty() {
        return Err(Stop::findings(format!(
            "nothing was built: {folder} contains no documents. `karez new <folder>` writes an example.{kept}"
        )));
    }
    Ok(())
}

/// What the documents are, counted before the index takes them.
pub struct Contents {
    pub documents: u32,
    pub dated: u32,
    pub languages: BTreeMap<String, u32>,
}

impl Contents {
    /// Counts languages and dates.
    pub fn of(documents: &[Document]) -> Contents {
        let mut languages = BTreeMap::new();
        for document in documents {
            *languages.entry(document.metadata.language.clone()).or_default() += 1;
        }
        let dated = documents.iter().filter(|document| document.metadata.date.is_some()).count() as u32;
        Contents { documents: documents.len() as u32, dated, languages }
    }

    /// Documents without a date of publication.
    pub fn undated(&self) -> u32 {
        self.documents - self.dated
    }
}

/// `en 17, ug 2`: most first, and no more than fit on a line or two.
pub fn list<K: Display>(counts: &BTreeMap<K, u32>) -> String {
    const MAX_SHOWN: usize = 12;
    let mut sorted: Vec<(&K, &u32)> = counts.iter().collect();
    sorted.sort_by_key(|(_, count)| Reverse(**count));
    let shown = sorted.iter().take(MAX_SHOWN).map(|(key, count)| format!("{key} {}", number(**count)));
    let more = sorted.len().saturating_sub(MAX_SHOWN);
    let rest = (more > 0).then(|| format!("and {more} more"));
    shown.chain(rest).collect::<Vec<_>>().join(", ")
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Summary<'a> {
    edition: &'a str,
    /// Whether the site was written, because something changed.
    is_new: bool,
    documents: u32,
    words: u64,
    /// Documents, those that are copies of one another counted once.
    stories: u32,
    dated: u32,
    undated: u32,
    languages: BTreeMap<String, u32>,
    /// Files that gave documents, by kind.
    kinds: &'a BTreeMap<String, u32>,
    /// Files that were not read, by extension.
    skipped: &'a BTreeMap<String, u32>,
    /// Files that were not read again, because an earlier build had read them.
    known: u32,
    /// Replacements, by reason.
    redactions: &'a BTreeMap<String, u32>,
    findings: &'a [Finding],
    /// Files of the site, and their bytes.
    files: u64,
    bytes: u64,
}

impl<'a> Summary<'a> {
    fn of(
        config: &BuildConfig,
        intake: &'a Intake,
        contents: Contents,
        published: &'a Published,
        cache: &Cache,
    ) -> Result<Summary<'a>, Stop> {
        let overview = overview(&config.site)?;
        Ok(Summary {
            edition: &published.edition,
            is_new: published.is_new,
            documents: contents.documents,
            words: overview.words,
            stories: overview.stories,
            dated: contents.dated,
            undated: contents.undated(),
            languages: contents.languages,
            kinds: &intake.kinds,
            skipped: &intake.skipped,
            known: cache.known,
            redactions: &intake.redactions.by_reason,
            findings: &intake.findings,
            files: published.files,
            bytes: published.bytes,
        })
    }

    fn describe(&self, config: &BuildConfig, intake: &Intake) -> String {
        let site = config.site.display();
        let mut text = String::new();
        let mut line = |name: &str, value: String| text.push_str(&format!("{name:<11}{value}\n"));
        line("documents", number(self.documents));
        let known = if self.known > 0 { format!(" ({} from the cache)", number(self.known)) } else { String::new() };
        line("read", list(self.kinds) + &known);
        line("words", number(self.words));
        line("dates", format!("{} dated, {} undated", number(self.dated), number(self.undated)));
        line("languages", list(&self.languages));
        if !self.skipped.is_empty() {
            line("not read", list(self.skipped));
        }
        if !self.redactions.is_empty() {
            line("redacted", list(self.redactions));
        }
        if self.stories < self.documents {
            let copies = count(u64::from(self.documents - self.stories), "document");
            line("copies", format!("{copies} that repeat others, leaving {}", stories(self.stories)));
        }
        line("findings", tally(intake));
        line("files", format!("{}, {}", number(self.files), size(self.bytes)));
        line("edition", self.edition.into());
        if !self.is_new {
            text.push_str(&format!("Nothing changed, so {site} was not written again.\n"));
        }
        match config.page {
            Some(_) => text.push_str(&format!("Next: karez serve {site}\n")),
            None => text.push_str(
                "These are the data alone, because no page was found beside this program. Make one in a copy of Karez's \
                 sources with `trunk build --release`, then build again with --page <its dist folder>.\n",
            ),
        }
        text
    }
}

/// `1 error, 2 warnings`, or `none`.
pub fn tally(intake: &Intake) -> String {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let counts = kinds.map(|(severity, name)| (intake.count(severity) as u64, name));
    let some: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, name)| count(n, name)).collect();
    if some.is_empty() { "none".into() } else { some.join(", ") }
}

/// `1 story`, `17 stories`.
fn stories(stories: u32) -> String {
    format!("{} {}", number(stories), if stories == 1 { "story" } else { "stories" })
}

/// Asks the new site itself, which shows that it opens.
fn overview(site: &Path) -> Result<Box<Overview>, Stop> {
    match Host::open(site)?.ask(FindRequest::Open)? {
        Response::Opened(overview) => Ok(overview),
        _ => Err(Stop::failed("the new site cannot be opened; build it again")),
    }
}
