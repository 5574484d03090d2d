#![no_main]
//! `laws::messages` for libFuzzer.

libfuzzer_sys::fuzz_target!(|data: &[u8]| karez_fuzz::laws::messages(data));
