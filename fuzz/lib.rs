//! What the fuzz targets share: a document is read and extracted, and its records are written.

use std::io::{Cursor, Write};
use std::time::Duration;

use gongkai::extract;
use gongkai::source::{Limits, Source, Watch};

/// Reads bytes as a document and extracts it; an error is as good as a document, a panic is not.
pub fn read(bytes: Vec<u8>) {
    let limits = Limits {
        bytes: 1 << 20,
        time: Duration::from_secs(10),
        expansion: 16 << 20,
    };
    if let Ok(source) = Source::watched("fuzz".to_owned(), bytes, &Watch::start(limits)) {
        let length = source.text.as_str().chars().count();
        for fact in extract(&source).facts {
            assert!(fact.span.0 <= fact.span.1 && fact.span.1 <= length);
        }
    }
}

/// A zip archive of these parts.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        // Writing to memory does not fail.
        zip.start_file(*name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
