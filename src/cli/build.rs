//! `karez build`: reads, indexes, publishes, and says what came of it.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Display, path::Path};

use super::{
    ExitCode, Stop,
    config::BuildConfig,
    host::Host,
    progress::Progress,
    site::{Published, publish},
    terminal::{count, number, print, printable, size},
};
use crate::{
    corpus::Document,
    engine::protocol::{Overview, Request, Response},
    index,
    ingest::{self, Finding, Intake, Severity},
};

/// Findings printed by a build; `karez check` prints all.
const MAX_FINDINGS: usize = 20;

pub fn run(config: &BuildConfig) -> Result<ExitCode, Stop> {
    let mut intake = read(&config.folder, config.is_quiet)?;
    explain(&intake, config);
    refuse(&intake, config)?;
    let documents = std::mem::take(&mut intake.documents);
    let contents = Contents::of(&documents);
    let progress = Progress::new(config.is_quiet);
    progress.begin("Indexing");
    let index = index::write(&intake.settings, &intake.thesaurus, documents)
        .map_err(|error| Stop::findings(error.to_string()))?;
    progress.begin("Writing");
    // What is hidden must be in no byte of the site: publishing refuses otherwise.
    let secrets = [config.secrets.clone(), intake.redactions.secrets()].concat();
    let published = publish(config, &intake.settings, &index, contents.documents, &secrets)?;
    drop(progress);
    if !config.is_quiet {
        print(&printable(&summary(config, &intake, &contents, &published, &index.edition)?))?;
    }
    Ok(ExitCode::Success)
}

/// Reads the folder; what is wrong with the folder itself stops the command.
pub fn read(folder: &Path, is_quiet: bool) -> Result<Intake, Stop> {
    let progress = Progress::new(is_quiet);
    progress.begin_files("Reading");
    ingest::read(folder, &mut |at| progress.advance(at.files_done, at.files))
        .map_err(Stop::at("read the folder", folder))
}

fn explain(intake: &Intake, config: &BuildConfig) {
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
    let kept = if config.site.exists() { format!(" {} is as it was.", config.site.display()) } else { String::new() };
    if config.is_strict && intake.count(Severity::Error) > 0 {
        return Err(Stop::findings(format!("nothing was built: {errors}, and --strict asks for none.{kept}")));
    }
    if intake.documents.is_empty() && intake.count(Severity::Error) > 0 {
        return Err(Stop::findings(format!("nothing was built: no document could be read ({errors}).{kept}")));
    }
    if intake.documents.is_empty() {
        return Err(Stop::findings(format!(
            "nothing was built: {folder} holds no documents. `karez new <folder>` writes an example.{kept}"
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
    pub fn of(documents: &[Document]) -> Contents {
        let mut languages = BTreeMap::new();
        for document in documents {
            *languages.entry(document.metadata.language.clone()).or_default() += 1;
        }
        let dated = documents.iter().filter(|document| document.metadata.date.is_some()).count() as u32;
        Contents { documents: documents.len() as u32, dated, languages }
    }

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

fn summary(
    config: &BuildConfig,
    intake: &Intake,
    contents: &Contents,
    published: &Published,
    edition: &str,
) -> Result<String, Stop> {
    let site = config.site.display();
    let mut text = String::new();
    let mut line = |name: &str, value: String| text.push_str(&format!("{name:<11}{value}\n"));
    line("documents", number(contents.documents));
    line("read", list(&intake.kinds));
    let overview = overview(&config.site)?;
    line("words", number(overview.words));
    line("dates", format!("{} dated, {} undated", number(contents.dated), number(contents.undated())));
    line("languages", list(&contents.languages));
    if !intake.skipped.is_empty() {
        line("not read", list(&intake.skipped));
    }
    if !intake.redactions.by_reason.is_empty() {
        line("redacted", list(&intake.redactions.by_reason));
    }
    if overview.stories < overview.documents {
        let copies = count(overview.documents - overview.stories, "document");
        line("copies", format!("{copies} that repeat others, which leaves {}", stories(overview.stories)));
    }
    line("findings", tally(intake));
    line("files", format!("{}, {}", number(published.files), size(published.bytes)));
    line("edition", edition.into());
    match config.page {
        Some(_) => text.push_str(&format!("Next: karez serve {site}\n")),
        None => text.push_str(
            "These are the data alone, because no page was found beside this program. Make one in a copy of Karez's sources \
             with `trunk build --release`, then build again with --page <its dist folder>.\n",
        ),
    }
    Ok(text)
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
    match Host::open(site)?.ask(&Request::Open)? {
        Response::Opened(overview) => Ok(overview),
        _ => Err(Stop::failed("the new site gives no overview of itself; build it again")),
    }
}
