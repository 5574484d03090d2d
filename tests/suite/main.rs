//! What people who use Karez rely on, tested as they use it, and the house rules of its code.

mod asking;
mod claims;
mod claims_gold;
mod cli;
mod copies;
mod counting;
mod engine;
mod fixtures;
mod harness;
mod ingest;
mod ingest_enrich;
mod oracle;
mod quoting;
mod schema;
mod structure;
mod suggesting;
mod tidy;
mod together;
