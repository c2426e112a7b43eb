//! Memory depends on the documents in flight, not on how many there are.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{self, Read};
use std::process::Stdio;

use crate::common::{copy_corpus, gongkai};

/// The most memory that a run over so many copies of the corpus took, and the bytes it wrote.
fn measure(copies: usize) -> (u64, u64) {
    let dir = tempfile::tempdir().unwrap();
    copy_corpus(dir.path(), copies);
    // Two threads, so that the window of documents in flight is the same on every machine.
    let mut child = gongkai(&["extract", "--jobs", "2"])
        .arg(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut output = child.stdout.take().unwrap();
    let (mut peak, mut written) = (0, 0);
    loop {
        // Less than a pipe holds: the last of the output is read after the peak is taken.
        let read = io::copy(&mut output.by_ref().take(1 << 15), &mut io::sink()).unwrap();
        if read == 0 {
            break;
        }
        written += read;
        peak = peak.max(high_water(&fs::read_to_string(&status).unwrap()).unwrap_or(peak));
    }
    assert!(child.wait().unwrap().success());
    (peak, written)
}

/// The `VmHWM` of a process in bytes; a process that has ended has none.
fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[test]
fn is_bounded_by_the_documents_in_flight() {
    let (few, few_written) = measure(4);
    let (many, many_written) = measure(40);
    let growth = many.saturating_sub(few);
    let more = many_written - few_written;
    assert!(few > 0 && more > 10_000_000, "{few} {more}");
    assert!(
        growth < more / 4,
        "{more} more bytes written took {growth} more bytes of memory"
    );
}
