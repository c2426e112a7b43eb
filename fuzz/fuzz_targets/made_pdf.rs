//! Bytes as choices of what is put together: PDFs.
#![no_main]

use gongkai_fuzz::hostile::Kind;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gongkai_fuzz::structured(Kind::Pdf, bytes));
