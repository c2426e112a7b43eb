//! Memory depends on the documents in flight, not on how many there are.
#![cfg(target_os = "linux")]

use crate::common::{copy_corpus, gongkai, peak};

/// The most memory that a run over so many copies of the corpus took, and the bytes it wrote.
fn measure(copies: usize) -> (u64, u64) {
    let dir = tempfile::tempdir().unwrap();
    copy_corpus(dir.path(), copies);
    // Two threads, so that the window of documents in flight is the same on every machine.
    peak::run(gongkai(&["extract", "--jobs", "2"]).arg(dir.path()))
}

#[test]
fn is_bounded_by_the_documents_in_flight() {
    // Which documents are in flight at once is chance: what grows with the crawl grows every time.
    let growth = || {
        let (few, few_written) = measure(4);
        let (many, many_written) = measure(40);
        (many.saturating_sub(few), many_written - few_written)
    };
    let (first, more) = growth();
    assert!(more > 10_000_000, "{more}");
    if first < more / 4 {
        return;
    }
    let (again, _) = growth();
    assert!(
        again < more / 4,
        "{more} more bytes written took {first} and {again} more bytes of memory"
    );
}
