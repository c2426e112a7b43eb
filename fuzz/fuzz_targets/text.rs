//! Bytes as they come: any encoding, any format.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_fuzz::read(bytes.to_vec()));
