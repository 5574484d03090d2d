//! The command line: what was typed (`arguments`) becomes what is meant (`config`), one function per command does
//! it, and the outcome becomes an exit code.

mod arguments;
mod build;
mod cache;
mod check;
mod claims;
mod config;
mod copies;
mod diff;
mod eval;
mod exit_code;
mod export;
mod host;
mod leaks;
mod new;
mod part;
mod progress;
mod query;
mod runs;
mod search;
mod serve;
mod share;
mod site;
mod stop;
mod terminal;
mod verify;
mod watch;

use clap::Parser;

use arguments::{Arguments, Command};
use config::BuildConfig;
use exit_code::ExitCode;
use stop::Stop;

/// Runs the program with the arguments it was started with.
pub fn run() -> std::process::ExitCode {
    let outcome = dispatch(Arguments::parse());
    outcome.unwrap_or_else(|stop| terminal::explain(&stop)).into()
}

fn build(config: &BuildConfig) -> Result<ExitCode, Stop> {
    match config.part {
        Some(part) => part::run(config, part),
        None if config.is_watching => watch::run(config),
        None => build::run(config),
    }
}

fn dispatch(arguments: Arguments) -> Result<ExitCode, Stop> {
    match arguments.command {
        Command::Build(arguments) => build(&arguments.try_into()?),
        Command::Merge(arguments) => part::merge(arguments),
        Command::Serve(arguments) => serve::run(&arguments.into()),
        Command::Search(arguments) => search::run(&arguments.try_into()?),
        Command::Claims(arguments) => claims::run(&arguments.try_into()?),
        Command::Query(arguments) => query::run(&arguments.try_into()?),
        Command::Eval(arguments) => eval::run(&arguments.into()),
        Command::Check(arguments) => check::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::New(arguments) => new::run(&arguments.folder),
    }
}
