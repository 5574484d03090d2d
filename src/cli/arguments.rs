//! What can be typed. Help lives on each field.

use std::{path::PathBuf, sync::LazyLock};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValue};

use super::share::Part;
use crate::record::formats::RecordFormat;

const EXIT_CODES: &str = "Exit codes: 0 success · 1 errors in the documents stopped the command, or a site failed verification · \
     2 invalid usage · 3 reading or writing failed";

/// Turn a folder of documents into a static web site where anyone can search, read, cite and verify them
#[derive(Debug, Parser)]
#[command(name = "karez", version, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a site from a folder of documents
    Build(BuildArguments),
    /// Build a site from the parts that `build --part` wrote
    Merge(MergeArguments),
    /// Serve a site on this machine, to view it in a browser
    Serve(ServeArguments),
    /// Search a site without a browser
    Search(SearchArguments),
    /// List who says what in the documents of a site, and which figures disagree
    Claims(ClaimsArguments),
    /// Count words in a site: in context, over time, nearby, distinctive, and where in each document
    Query(QueryArguments),
    /// Check a folder and report problems
    Check(CheckArguments),
    /// Check that a site is exactly as it was built, and that its originals are those it was made from
    Verify(VerifyArguments),
    /// Show what changed between two editions (versions) of a site
    Diff(DiffArguments),
    /// Export the documents of a site to other programs: tables, citations, search engines
    Export(ExportArguments),
    /// Measure search quality with questions whose relevant documents are known
    Eval(EvalArguments),
    /// Start a corpus (a folder of documents to publish): write its settings and one example document
    New(NewArguments),
}

#[derive(Debug, Args)]
pub struct BuildArguments {
    /// Folder of documents: text, Markdown, HTML, PDF, DOCX, ODT, EPUB, mail, tables, JSON lines, web archives, ZIP
    pub folder: PathBuf,

    /// Folder for the site; an earlier site there is replaced once the new one is complete
    #[arg(long, value_name = "SITE")]
    pub out: PathBuf,

    /// Folder of the page to publish with the documents [default: the page that came with Karez]
    #[arg(long, env = "KAREZ_PAGE", value_name = "FOLDER")]
    pub page: Option<PathBuf>,

    /// List of names, numbers or phrases that must not get out, one per line; if the site contains any, nothing is
    /// published
    #[arg(long, value_name = "FILE")]
    pub secrets: Option<PathBuf>,

    /// Allow no errors: build nothing if a file has one, instead of leaving the file out
    #[arg(long)]
    pub strict: bool,

    /// Folder for the cache, so that the next build reads only what changed [default: .SITE.cache beside the site]
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    pub cache: Option<PathBuf>,

    /// Read and index everything, without a cache
    #[arg(long)]
    pub no_cache: bool,

    /// Build again whenever a file changes
    #[arg(long, conflicts_with_all = ["part", "json"])]
    pub watch: bool,

    /// Read only this part of the folder, and write what `karez merge` needs to build the site; other machines can read
    /// the other parts
    #[arg(long, value_name = "I/N", conflicts_with_all = ["json", "secrets"])]
    pub part: Option<Part>,

    /// Print errors only
    #[arg(long, short)]
    pub quiet: bool,

    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct MergeArguments {
    /// All folders that `karez build --part` wrote
    #[arg(required = true)]
    pub parts: Vec<PathBuf>,

    /// Folder for the site; an earlier site there is replaced once the new one is complete
    #[arg(long, value_name = "SITE")]
    pub out: PathBuf,

    /// Folder of the page to publish with the documents [default: the page that came with Karez]
    #[arg(long, env = "KAREZ_PAGE", value_name = "FOLDER")]
    pub page: Option<PathBuf>,

    /// List of names, numbers or phrases that must not get out, one per line; if the site contains any, nothing is
    /// published
    #[arg(long, value_name = "FILE")]
    pub secrets: Option<PathBuf>,

    /// Allow no errors: build nothing if a file had one, instead of leaving the file out
    #[arg(long)]
    pub strict: bool,

    /// Print errors only
    #[arg(long, short)]
    pub quiet: bool,

    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ServeArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Port on 127.0.0.1; 0 chooses a free one
    #[arg(long, short, default_value_t = 8080)]
    pub port: u16,

    /// Reload open pages whenever the site has been rebuilt
    #[arg(long)]
    pub reload: bool,
}

#[derive(Debug, Args)]
pub struct SearchArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Words, "phrases", prefix*, +must -not, field:value, date:2022-08..2022-09
    #[arg(allow_hyphen_values = true)]
    pub query: String,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Show the parts of each document's score
    #[arg(long)]
    pub explain: bool,

    /// Number of documents to print
    #[arg(long, default_value_t = 10)]
    pub limit: u32,

    /// Number of documents to skip first
    #[arg(long, default_value_t = 0)]
    pub offset: u32,

    /// Order of the documents
    #[arg(long, value_enum, default_value_t = SortArgument::Auto)]
    pub sort: SortArgument,

    /// Only documents with this value; repeatable
    #[arg(long, value_name = "FIELD=VALUE")]
    pub filter: Vec<String>,

    /// No documents with this value; repeatable
    #[arg(long, value_name = "FIELD=VALUE")]
    pub exclude: Vec<String>,

    /// Only documents from these dates: 2022, 2022-08..2022-09, 2021..
    #[arg(long, value_name = "RANGE", default_value = "", hide_default_value = true)]
    pub date: String,

    /// List each copy of a document separately, instead of one result for all
    #[arg(long)]
    pub copies: bool,

    /// What to mark of words typed side by side; what is found does not depend on it
    #[arg(long, value_enum, default_value_t = WordsArgument::Together)]
    pub words: WordsArgument,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WordsArgument {
    /// The phrase; each word where no document found has the phrase
    Together,
    /// All words near one another, in any order
    Near,
    /// Each word
    Either,
}

#[derive(Debug, Args)]
pub struct ClaimsArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Only claims in documents that this query finds, as in `karez search`
    #[arg(allow_hyphen_values = true, default_value = "", hide_default_value = true)]
    pub query: String,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Order of the claims; `conflict` lists figures that disagree instead
    #[arg(long, value_enum, default_value_t = ByArgument::Document)]
    pub by: ByArgument,

    /// Only claims of this speaker
    #[arg(long, default_value = "", hide_default_value = true)]
    pub speaker: String,

    /// Only figures that count this thing, in the singular: page, country
    #[arg(long, default_value = "", hide_default_value = true)]
    pub noun: String,

    /// Only claims in the document with this id
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    pub document: String,

    /// Number of claims to print
    #[arg(long, default_value_t = 20)]
    pub limit: u32,

    /// Number of claims to skip first
    #[arg(long, default_value_t = 0)]
    pub offset: u32,

    /// Only claims in documents with this value; repeatable
    #[arg(long, value_name = "FIELD=VALUE")]
    pub filter: Vec<String>,

    /// No claims in documents with this value; repeatable
    #[arg(long, value_name = "FIELD=VALUE")]
    pub exclude: Vec<String>,

    /// Only claims in documents from these dates: 2022, 2022-08..2022-09, 2021..
    #[arg(long, value_name = "RANGE", default_value = "", hide_default_value = true)]
    pub date: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ByArgument {
    Document,
    Speaker,
    Conflict,
}

#[derive(Debug, Args)]
pub struct QueryArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// What to count: concordance (in context), trends (over time), collocates (words nearby), keyness (distinctive
    /// words), dispersion (where in each document) or claims
    #[arg(required_unless_present = "recipe")]
    pub kind: Option<String>,

    /// Query to count; trends take several. Put a query that begins with a hyphen after `--`
    pub queries: Vec<String>,

    /// Recipe from the page or from an earlier count; reproduces the same numbers
    #[arg(long, value_name = "LINE", conflicts_with_all = ["kind", "queries", "filter", "exclude", "date", "words", "set"])]
    pub recipe: Option<String>,

    /// Only documents with this value; repeatable
    #[arg(long, value_name = "FIELD=VALUE")]
    pub filter: Vec<String>,

    /// No documents with this value; repeatable
    #[arg(long, value_name = "FIELD=VALUE")]
    pub exclude: Vec<String>,

    /// Only documents from these dates: 2022, 2022-08..2022-09, 2021..
    #[arg(long, value_name = "RANGE")]
    pub date: Option<String>,

    /// What to count of words typed side by side
    #[arg(long, value_enum)]
    pub words: Option<WordsArgument>,

    /// Any other part of a recipe, such as by=month, window=3, sort=left1, limit=100, against.filter=publisher:AP
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,

    /// Print CSV
    #[arg(long)]
    pub csv: bool,

    /// Print JSON
    #[arg(long, conflicts_with = "csv")]
    pub json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SortArgument {
    /// By relevance; a long quotation, oldest first
    Auto,
    Relevance,
    Newest,
    Oldest,
    Title,
}

#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Questions: one JSON record per line, with `id` and `text`
    #[arg(long, value_name = "FILE")]
    pub queries: PathBuf,

    /// Relevance judgements: one per line, as question, document and grade, separated by tabs
    #[arg(long, value_name = "FILE")]
    pub qrels: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Also write the first hundred results of each question to this file, in TREC format
    #[arg(long, value_name = "FILE")]
    pub run: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Folder of documents
    pub folder: PathBuf,

    /// Write the claims that the rules found to claims.csv, for editors to correct
    #[arg(long)]
    pub write_claims: bool,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Folder of the originals, to compare with the hashes in the site
    #[arg(long, value_name = "FOLDER")]
    pub originals: Option<PathBuf>,

    /// List of names, numbers or phrases that must not be in the site, one per line; everything in the site is searched
    #[arg(long, value_name = "FILE")]
    pub secrets: Option<PathBuf>,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct DiffArguments {
    /// Folder of the earlier site
    #[arg(value_name = "OLD_SITE")]
    pub old: PathBuf,

    /// Folder of the later site; its corrections give the reasons for changes
    #[arg(value_name = "NEW_SITE")]
    pub new: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Format to write
    #[arg(long, value_enum)]
    pub format: ExportFormat,

    /// File to write [default: standard output]; `bulk` writes its mappings beside it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// A format of `karez export`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// One that the page has too.
    Records(RecordFormat),
    /// An index for elasticlunr.js.
    Elasticlunr,
    /// Lines for the bulk interfaces of search servers.
    Bulk,
}

impl ValueEnum for ExportFormat {
    fn value_variants<'a>() -> &'a [ExportFormat] {
        static ALL: LazyLock<Vec<ExportFormat>> = LazyLock::new(|| {
            let records = RecordFormat::ALL.iter().map(|format| ExportFormat::Records(*format));
            records.chain([ExportFormat::Elasticlunr, ExportFormat::Bulk]).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            ExportFormat::Records(format) => (format.name(), format.about()),
            ExportFormat::Elasticlunr => ("elasticlunr", "An index for elasticlunr.js 0.9.5"),
            ExportFormat::Bulk => ("bulk", "Lines for the bulk API of OpenSearch, Elasticsearch and Quickwit"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

#[derive(Debug, Args)]
pub struct NewArguments {
    /// Folder to create; if it exists, it must be empty
    pub folder: PathBuf,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn query(line: &[&str]) -> Option<String> {
        match Arguments::try_parse_from(line).ok()?.command {
            Command::Search(arguments) => Some(arguments.query),
            _ => None,
        }
    }

    #[test]
    fn the_declaration_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn queries_may_begin_with_a_hyphen() {
        for line in [&["karez", "search", "site", "-visit"][..], &["karez", "search", "site", "--json", "--", "-visit"]]
        {
            assert_eq!(query(line).as_deref(), Some("-visit"), "{line:?}");
        }
        assert_eq!(
            query(&["karez", "search", "site", "Bachelet -visit", "--json"]).as_deref(),
            Some("Bachelet -visit")
        );
    }
}
