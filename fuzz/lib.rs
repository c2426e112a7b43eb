//! What the fuzz targets share: a document is read and extracted, and its records are written.

use std::io::{Cursor, Write};
use std::sync::Once;
use std::time::Duration;

use gongkai::record::Record;
use gongkai::{Document, Error, Options};

/// Reads bytes as a document and extracts it; an error is as good as a document, a panic is not.
pub fn read(bytes: Vec<u8>) {
    // The readers of others may panic and are guarded; a panic of ours still ends the run.
    static HOOK: Once = Once::new();
    HOOK.call_once(|| std::panic::set_hook(Box::new(|info| eprintln!("{info}"))));
    let mut options = Options::default();
    options.limits.bytes = 1 << 20;
    options.limits.time = Duration::from_secs(10);
    options.limits.expansion = 16 << 20;
    match Document::read("fuzz", bytes, &options) {
        Ok(document) => {
            let length = document.text().chars().count();
            for record in document.records() {
                if let Record::Fact(fact) = record {
                    assert!(fact.span.0 <= fact.span.1 && fact.span.1 <= length);
                }
            }
        }
        Err(fault @ Error::Internal { .. }) => panic!("{fault}"),
        Err(_) => {}
    }
}

/// A zip archive of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        // Writing to memory does not fail.
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
