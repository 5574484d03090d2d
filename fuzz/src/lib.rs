//! What must hold whatever bytes come in. libFuzzer looks for inputs that break it (`targets`), and
//! `tests/suite/fixtures.rs` compiles the same code to try again what was found.

pub mod laws;
pub mod sample;
pub mod seeds;
pub mod stored;
