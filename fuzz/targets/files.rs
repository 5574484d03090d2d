#![no_main]
//! `laws::files` for libFuzzer.

libfuzzer_sys::fuzz_target!(|data: &[u8]| karez_fuzz::laws::files(data));
