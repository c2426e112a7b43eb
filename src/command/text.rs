//! `gongkai text`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::run;

/// Print the decoded text that the spans of the records refer to.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document; - for standard input.
    file: PathBuf,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

/// Prints the text, byte for byte as decoded.
pub fn run(arguments: &Arguments) -> ExitCode {
    match run::text(&arguments.file, arguments.limits.limits()) {
        Ok(source) => super::printed(
            io::stdout()
                .lock()
                .write_all(source.text.as_str().as_bytes()),
        ),
        Err(failure) => super::failed(&failure),
    }
}
