//! The parts of a Word document, parted by a NUL: document, numbering, styles.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    gongkai_fuzz::read(gongkai_fuzz::zipped(&[
        ("word/document.xml", part()),
        ("word/numbering.xml", part()),
        ("word/styles.xml", part()),
    ]));
});
