//! Bytes as a zip archive as they come, behind the mark and the name of a part.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (name, rest) = match bytes.split_first() {
        Some((choice, rest)) if choice % 2 == 0 => (&b"word/document.xml"[..], rest),
        _ => (&b"xl/workbook.xml"[..], bytes),
    };
    // The name decides the reader wherever it stands; the archive's directory is what the fuzzer makes it.
    gongkai_fuzz::read([b"PK\x03\x04", rest, name].concat());
    gongkai_fuzz::read([b"PK\x03\x04", name, rest].concat());
});
