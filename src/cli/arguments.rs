//! What can be typed. Help lives on each field.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::share::Part;

const EXIT_CODES: &str = "Exit codes: 0 done · 1 the documents have errors that stop it, or a site is not as it should be · 2 wrong use · 3 reading or \
                          writing failed";

/// Turns a folder of documents into a static web site in which anyone can search, read, cite and verify them.
#[derive(Debug, Parser)]
#[command(name = "karez", version, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Build a site out of a folder of documents
    Build(BuildArguments),
    /// Make a site out of parts that `build --part` read
    Merge(MergeArguments),
    /// Serve a site on this machine, to look at it in a browser
    Serve(ServeArguments),
    /// Search a site without a browser
    Search(SearchArguments),
    /// List who says what in the documents of a site, and which figures disagree
    Claims(ClaimsArguments),
    /// Count in a site: concordance, trends, collocates, keyness, dispersion
    Query(QueryArguments),
    /// Say what a folder holds and what is wrong with it, without building anything
    Check(CheckArguments),
    /// Say whether a site is as it was built, and whether its originals are those it was made of
    Verify(VerifyArguments),
    /// Say what changed from one edition of a site to another
    Diff(DiffArguments),
    /// Write the documents of a site for other programs: tables, citations, search engines
    Export(ExportArguments),
    /// Measure how well a site answers judged questions
    Eval(EvalArguments),
    /// Begin a corpus: write its settings and one example document
    New(NewArguments),
}

#[derive(Debug, Args)]
pub struct BuildArguments {
    /// Folder of documents: text, Markdown, HTML, PDF, DOCX, ODT, EPUB, mail, tables, JSON lines, web archives, ZIP
    pub folder: PathBuf,

    /// Folder of the site; an earlier site there is replaced once the new one is complete
    #[arg(long, value_name = "SITE")]
    pub out: PathBuf,

    /// Folder of the page to publish with the documents [default: the one that came with Karez]
    #[arg(long, env = "KAREZ_PAGE", value_name = "FOLDER")]
    pub page: Option<PathBuf>,

    /// List of what must not get out, one on each line; if any of it would, nothing is published
    #[arg(long, value_name = "FILE")]
    pub secrets: Option<PathBuf>,

    /// Build nothing when a file has an error, instead of leaving the file out
    #[arg(long)]
    pub strict: bool,

    /// Folder in which to keep what was read, so that the next build reads only what changed [default: .SITE.cache beside
    /// the site]
    #[arg(long, value_name = "FOLDER", conflicts_with = "no_cache")]
    pub cache: Option<PathBuf>,

    /// Read and index everything, and keep nothing
    #[arg(long)]
    pub no_cache: bool,

    /// Build again whenever a file changes
    #[arg(long, conflicts_with_all = ["part", "json"])]
    pub watch: bool,

    /// Only read this part of the folder, and write what `karez merge` makes a site of; the other parts may be read on
    /// other machines
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
    /// Folders that `karez build --part` wrote, all of them
    #[arg(required = true)]
    pub parts: Vec<PathBuf>,

    /// Folder of the site; an earlier site there is replaced once the new one is complete
    #[arg(long, value_name = "SITE")]
    pub out: PathBuf,

    /// Folder of the page to publish with the documents [default: the one that came with Karez]
    #[arg(long, env = "KAREZ_PAGE", value_name = "FOLDER")]
    pub page: Option<PathBuf>,

    /// List of what must not get out, one on each line; if any of it would, nothing is published
    #[arg(long, value_name = "FILE")]
    pub secrets: Option<PathBuf>,

    /// Build nothing when a file had an error, instead of leaving the file out
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

    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, short, default_value_t = 8080)]
    pub port: u16,

    /// Load open pages again when the site was built again
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

    /// Say what each document's score is made of
    #[arg(long)]
    pub explain: bool,

    /// Documents to print
    #[arg(long, default_value_t = 10)]
    pub limit: u32,

    /// Documents to pass over first
    #[arg(long, default_value_t = 0)]
    pub offset: u32,

    /// Order of the documents
    #[arg(long, value_enum, default_value_t = SortArgument::Relevance)]
    pub sort: SortArgument,

    /// Only documents with this value; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub filter: Vec<String>,

    /// No documents with this value; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub exclude: Vec<String>,

    /// Only documents of these dates: 2022, 2022-08..2022-09, 2021..
    #[arg(long, value_name = "RANGE", default_value = "", hide_default_value = true)]
    pub date: String,

    /// List copies of a document each for itself, instead of one for all
    #[arg(long)]
    pub copies: bool,
}

#[derive(Debug, Args)]
pub struct ClaimsArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Only claims of documents that this finds, as in `karez search`
    #[arg(allow_hyphen_values = true, default_value = "", hide_default_value = true)]
    pub query: String,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Order of the claims, or figures that disagree instead
    #[arg(long, value_enum, default_value_t = ByArgument::Document)]
    pub by: ByArgument,

    /// Only claims of this speaker
    #[arg(long, default_value = "", hide_default_value = true)]
    pub speaker: String,

    /// Only claims that count these, in the singular: page, country
    #[arg(long, default_value = "", hide_default_value = true)]
    pub noun: String,

    /// Only claims of the document of this id
    #[arg(long, value_name = "ID", default_value = "", hide_default_value = true)]
    pub document: String,

    /// Claims to print
    #[arg(long, default_value_t = 20)]
    pub limit: u32,

    /// Claims to pass over first
    #[arg(long, default_value_t = 0)]
    pub offset: u32,

    /// Only of documents with this value; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub filter: Vec<String>,

    /// Not of documents with this value; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub exclude: Vec<String>,

    /// Only of documents of these dates: 2022, 2022-08..2022-09, 2021..
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

    /// What to count: concordance, trends, collocates, keyness, dispersion or claims
    #[arg(required_unless_present = "recipe")]
    pub kind: Option<String>,

    /// What to count it of; trends take several. One that begins with a hyphen stands behind `--`
    pub queries: Vec<String>,

    /// The line that a page or an earlier count gives: the same numbers again
    #[arg(long, value_name = "LINE", conflicts_with_all = ["kind", "queries", "filter", "exclude", "date", "set"])]
    pub recipe: Option<String>,

    /// Only documents with this value; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub filter: Vec<String>,

    /// No documents with this value; may be given again
    #[arg(long, value_name = "FIELD=VALUE")]
    pub exclude: Vec<String>,

    /// Only documents of these dates: 2022, 2022-08..2022-09, 2021..
    #[arg(long, value_name = "RANGE")]
    pub date: Option<String>,

    /// Any other part of a recipe: by=month, window=3, sort=left1, limit=100, against.filter=publisher:AP
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
    Relevance,
    Newest,
    Oldest,
}

#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Folder of the site
    pub site: PathBuf,

    /// Questions: JSON lines with `id` and `text`
    #[arg(long, value_name = "FILE")]
    pub queries: PathBuf,

    /// Judgements: lines of question, document and grade, with tabs between them
    #[arg(long, value_name = "FILE")]
    pub qrels: PathBuf,

    /// Print JSON
    #[arg(long)]
    pub json: bool,

    /// Also write the first hundred results of each question here, in TREC's format
    #[arg(long, value_name = "FILE")]
    pub run: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Folder of documents
    pub folder: PathBuf,

    /// Write the claims that the rules found into claims.csv, for editors to correct
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

    /// Folder of the originals, to be compared with the hashes that the site gives
    #[arg(long, value_name = "FOLDER")]
    pub originals: Option<PathBuf>,

    /// List of what must not be in the site, one on each line; looked for in everything it holds
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

    /// Folder of the later site; its corrections give the reasons
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

    #[arg(long, value_enum)]
    pub format: ExportFormat,

    /// File to write [default: standard output]; `bulk` writes its mappings beside it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A table: a row for each document
    Csv,
    /// JSON lines, which `karez build` reads again
    Jsonl,
    /// Citations in CSL-JSON
    Csl,
    /// Citations in BibTeX
    Bibtex,
    /// Citations in RIS
    Ris,
    /// An index for elasticlunr.js 0.9.5
    Elasticlunr,
    /// Lines for the bulk interfaces of OpenSearch, Elasticsearch and Quickwit
    Bulk,
}

#[derive(Debug, Args)]
pub struct NewArguments {
    /// Folder to write; it must not hold anything yet
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
