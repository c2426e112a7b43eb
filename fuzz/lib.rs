//! What the fuzz targets share: a document is read and extracted, and its records are written.

#[path = "../tests/all/hard/mod.rs"]
pub mod hostile;

use std::io::{Cursor, Write};
use std::sync::Once;

use gongkai::record::Record;
use gongkai::{Document, Options};
use hostile::Kind;

/// Reads bytes as a document; an error is as good as a document, a panic is not.
pub fn read(bytes: Vec<u8>) {
    // The readers of others may panic and are guarded; a panic that leaves the crate still ends
    // the run.
    static HOOK: Once = Once::new();
    HOOK.call_once(|| std::panic::set_hook(Box::new(|info| eprintln!("{info}"))));
    let mut options = Options::default();
    options.limits.bytes = 1 << 20;
    options.limits.expansion = 16 << 20;
    options.limits.text = 1 << 20;
    let document = match Document::read("fuzz", bytes, &options) {
        Ok(document) => document,
        Err(error @ gongkai::Error::Internal { .. }) => panic!("{error}"),
        Err(_) => return,
    };
    let length = document.text().chars().count();
    for record in document.records() {
        if let Record::Fact(fact) = record {
            assert!(fact.span.0 <= fact.span.1 && fact.span.1 <= length);
        }
    }
}

/// Reads a document of a kind that the bytes choose.
pub fn structured(kind: Kind, choices: &[u8]) {
    read(hostile::document(kind, choices, 1 << 17));
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
