//! The programs that open what comes out.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;

/// The programs that a variable names, as PATH names directories, or the usual one where it can run `probe`. Where there
/// is none, that is said loudly, with what is `not_done`.
pub fn of(variable: &str, usual: &str, probe: [&str; 2], not_done: &str) -> Vec<PathBuf> {
    if let Some(named) = std::env::var_os(variable) {
        return std::env::split_paths(&named).collect();
    }
    let probed = Command::new(usual).args(probe).output();
    if probed.is_ok_and(|output| output.status.success()) {
        return vec![usual.into()];
    }
    let [_, line] = probe;
    let skipped = format!("{usual} cannot do `{line}`, so {not_done}");
    assert!(
        std::env::var_os("GONGKAI_REQUIRE_EXAMPLES").is_none(),
        "{skipped}"
    );
    // Past the harness, which keeps back what a test prints that passes.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {skipped}");
    Vec::new()
}
