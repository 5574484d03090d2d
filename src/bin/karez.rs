//! The builder and command line.

fn main() -> std::process::ExitCode {
    karez::cli::run()
}
