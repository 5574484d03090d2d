//! Answers counts: concordances, trends, tables of words, dispersion.

mod concordance;
mod counting;
mod dispersion;
mod job;
mod tables;
mod trends;

pub(super) use concordance::concordance;
pub(super) use dispersion::dispersion;
pub(super) use job::Desk;
pub(super) use tables::{collocates, keyness};
pub(super) use trends::trends;
