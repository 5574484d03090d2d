#![no_main]
//! `laws::query` for libFuzzer.

libfuzzer_sys::fuzz_target!(|data: &[u8]| karez_fuzz::laws::query(data));
