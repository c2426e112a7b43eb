//! Bytes behind `<html>`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_fuzz::read([b"<html>", bytes].concat()));
