//! The commands, one module each; bad input has one of its own.

mod bad_input;
mod build;
mod cache;
mod check;
mod diff;
mod eval;
mod export;
mod leaks;
mod new;
mod parts;
mod query;
mod search;
mod serve;
mod verify;
mod watch;
