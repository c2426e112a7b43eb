//! Bytes behind `%PDF-1.7`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_fuzz::read([b"%PDF-1.7\n", bytes].concat()));
