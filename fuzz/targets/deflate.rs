#![no_main]
//! `laws::deflate` for libFuzzer.

libfuzzer_sys::fuzz_target!(|data: &[u8]| karez_fuzz::laws::deflate(data));
