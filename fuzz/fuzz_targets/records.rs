//! Lines of records, as an earlier run may have left them: what `check --baseline` reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let _ = gongkai::stages::Baseline::parse(&text);
});
