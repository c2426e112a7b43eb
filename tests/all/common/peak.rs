//! The most memory that a program took, as Linux tells it.

use std::fs;
use std::io::{self, Read};
use std::process::{Command, Stdio};

/// Runs a program to its end, and tells the most memory that it took and how many bytes it wrote. It must write more
/// than a pipe holds.
pub fn run(command: &mut Command) -> (u64, u64) {
    let run = command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = run.spawn().expect("the program");
    let status = format!("/proc/{}/status", child.id());
    let mut output = child.stdout.take().expect("its output");
    let (mut peak, mut written) = (0, 0);
    loop {
        // Less than a pipe holds: the last of the output is read after the peak is taken.
        let read = io::copy(&mut output.by_ref().take(1 << 15), &mut io::sink());
        let read = read.expect("its output can be read");
        if read == 0 {
            break;
        }
        written += read;
        let status = fs::read_to_string(&status).expect("its status");
        peak = peak.max(high_water(&status).unwrap_or(peak));
    }
    let ended = child.wait().expect("its end");
    assert!(ended.success() && peak > 0, "{ended}, {peak} bytes");
    (peak, written)
}

/// The `VmHWM` of a process in bytes; a process that has ended has none.
fn high_water(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
